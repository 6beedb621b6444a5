import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import { after, before, describe, it } from "mocha";
import { result, stream } from "./broadcasts.js";
import { KernelClient, type Seen } from "./client.js";

describe("a kernel's TypeScript", () => {
  let kernel: KernelClient;
  before(async () => {
    kernel = await KernelClient.start();
  });
  after(() => kernel.close());

  const run = async (code: string) => {
    const executed = await kernel.execute(code);
    assert.equal(executed.reply.content.status, "ok", executed.reply.content.traceback?.join("\n"));
    return executed;
  };
  const shown = async (code: string) => result(await run(code));

  it("loops with for await at the top of a cell", async () => {
    const code =
      "async function* count() { yield 1; yield 2 }\nfor await (const n of count()) console.log(n)";
    assert.equal(stream(await run(code)), "1\n2\n");
  });

  it("lets a closure see what a later cell assigns", async () => {
    await run("let seen = 1; const look = () => seen");
    await run("seen = 2");
    assert.equal(await shown("look()"), "2");
  });

  it("has parameters and variables of blocks that are called exports", async () => {
    await run("const sum = (xs: number[]) => xs.reduce((a, b) => a + b, 0); let all = 0");
    await run("for (const exports of [1, 2]) { all += exports }");
    assert.equal(await shown("all"), "3");
    assert.equal(await shown("function f(exports: number[]) { return sum(exports) }\nf([1, 2])"), "3");
    const pattern =
      "({ exports = 2, ...rest }: { exports?: number; b: number }) => [sum([exports]), { exports, rest }]";
    assert.equal(await shown(`(${pattern})({ b: 1 })`), "[ 2, { exports: 2, rest: { b: 1 } } ]");
    const field =
      "class Trade { two; constructor(public exports: number) { this.two = exports * 2 } }\nnew Trade(4)";
    assert.equal(await shown(field), "Trade { exports: 4, two: 8 }");
  });

  it("looks for a parameter's value and a method's computed name outside of the function", async () => {
    assert.equal(await shown("let b = 1; function f(a = b) { let b = 2; return a + b }\nf()"), "3");
    assert.equal(await shown("let key = 'k'; ({ [key](key: number) { return key } })[key]!(5)"), "5");
    assert.equal(await shown("Object.keys({ [await key]() {} })[0]"), "'k'");
  });

  it("names functions and classes as the language does", async () => {
    await run(
      "let arrow = () => 1, { given = () => 1 } = {} as { given?: () => number }, [kind = class {}] = [] as any[]",
    );
    assert.equal(await shown("[arrow.name, given.name, kind.name].join()"), "'arrow,given,kind'");
    assert.equal(await shown("let one; ({ one = () => 1 } = {} as any); one.name"), "'one'");
    assert.equal(await shown("for (var [two = () => 2] of [[]] as any); two.name"), "'two'");
    assert.equal(await shown("let own = class { static name() { return 1 } } as any; own.name()"), "1");
    assert.equal(await shown("let later: () => number; later = () => 2; later.name"), "'later'");
  });

  it("calls a function without a this, and a function by its own name within", async () => {
    await run("function whose(this: unknown, ..._: unknown[]) { return this }");
    assert.equal(await shown("[whose(), (whose)(), whose``].every((one) => one === undefined)"), "true");
    await run(
      "function product(n: number): number { return n < 2 ? 1 : n * product(n - 1) }\nconst first = product",
    );
    await run("function product(n: number) { return 0 * n }");
    assert.equal(await shown("[first(5), product(5)]"), "[ 120, 0 ]");
  });

  it("takes patterns, loops and var as they come", async () => {
    await run("const { a: { b: inner }, ...others } = { a: { b: 1 }, c: 2 }, [one, , ...more] = [1, 2, 3]");
    assert.equal(await shown("[inner, others, one, more]"), "[ 1, { c: 2 }, 1, [ 3 ] ]");
    await run(
      "let left = 1, right = 2; [left, right] = [right, left]; ({ left, x: right = 7 } = { left } as any)",
    );
    assert.equal(await shown("[left, right]"), "[ 2, 7 ]");
    await run(
      "for (var i = 0, all: number[] = []; i < 3; i++) all.push(i)\nfor (var [k, v] of [['a', 1]]) {}",
    );
    assert.equal(await shown("[i, all, k, v]"), "[ 3, [ 0, 1, 2 ], 'a', 1 ]");
    assert.equal((await kernel.execute("const [none] = 5 as any")).reply.content.ename, "TypeError");
  });

  it("runs an expression of three thousand terms", async () => {
    assert.equal(await shown(Array(3000).fill("1").join(" + ")), "3000");
  });

  it("finds type errors across cells before anything runs", async () => {
    await run("interface Point { x: number }\nconst point: Point = { x: 1 }");
    const executed = await kernel.execute("console.log('ran'); point.x.toUpperCase(); point.y");
    assert.equal(stream(executed), "");
    const text = stripVTControlCharacters(executed.reply.content.traceback.join("\n"));
    assert.match(text, /Property 'toUpperCase' does not exist on type 'number'/);
    assert.match(text, /Property 'y' does not exist on type 'Point'/);
  });

  it("does not carry a narrowed type over to the next cell", async () => {
    await run(
      "let maybe: string | undefined = 'text' as string | undefined\nif (!maybe) throw 1\nmaybe.length",
    );
    const { content } = (await kernel.execute("maybe.length")).reply;
    assert.match(stripVTControlCharacters(content.traceback.join("\n")), /'maybe' is possibly 'undefined'/);
  });

  it("tells a value of a class that was declared anew from one of the new class", async () => {
    await run("class Duck { quack() { return 'old' } }");
    await run("const duck = new Duck(); function make() { return new Duck() }");
    await run("class Duck { swim() { return 'new' } }");
    assert.equal(await shown("duck.quack() + make().swim()"), "'oldnew'");
    const { content } = (await kernel.execute("duck.swim()")).reply;
    assert.match(content.traceback.join("\n"), /'swim' does not exist on type 'Duck__earlier'/);
    assert.match(content.traceback.at(-1), /^Duck__earlier is the Duck of before a cell declared Duck anew/);
    await run("const duck = new Duck()");
    assert.equal(await shown("duck.swim()"), "'new'");
  });

  it("has standard decorators", async () => {
    await run(`function twice(method: (n: number) => number, { name }: ClassMethodDecoratorContext) {
      return function (this: unknown, n: number) { console.log(String(name)); return 2 * method.call(this, n) }
    }
    class Sum { @twice add(n: number) { return n + 1 } }`);
    const executed = await run("new Sum().add(1)");
    assert.deepEqual([stream(executed), result(executed)], ["add\n", "4"]);
  });

  it("disposes of what is declared with using and await using, in reverse order", async () => {
    await run(`const resource = (name: string) => ({
      name,
      [Symbol.dispose]() { console.log("close", name) },
      async [Symbol.asyncDispose]() { await null; console.log("await close", name) },
    })`);
    const executed = await run("using a = resource('a')\nawait using b = resource('b')\na.name + b.name");
    assert.deepEqual([stream(executed), result(executed)], ["await close b\nclose a\n", "'ab'"]);
  });

  it("has require and import.meta in one cell", async () => {
    const code =
      "[require('node:path').dirname(import.meta.filename) === import.meta.dirname, typeof require.resolve]";
    assert.equal(await shown(code), "[ true, 'function' ]");
  });

  it("knows what Node has in common with browsers, without the types of browsers", async () => {
    const code = `const copy: { a: Date } = structuredClone({ a: new Date() })
      const url: string = new URL("/b", "http://a").href
      const answer: () => Promise<Response> = () => fetch(url)
      new AbortController().signal satisfies AbortSignal; new TextEncoder(); performance.now(); new Blob([])`;
    await run(code);
    for (const name of ["window", "HTMLElement"]) {
      assert.equal((await kernel.execute(name)).reply.content.ename, "TypeCheckError", name);
    }
  });

  it("sets nothing for what is only declared", async () => {
    await run("let given = 5; (globalThis as any).outside = 'global'");
    await run("declare let given: number\ndeclare var outside: string");
    assert.equal(await shown("given + outside"), "'5global'");
    assert.equal(
      await shown("outside = 'set'; [(globalThis as any).outside, ({ outside }).outside]"),
      "[ 'set', 'set' ]",
    );
    await run("const outside = 7");
    assert.equal(await shown("outside satisfies 7"), "7");
  });

  describe("shows on the cell that it comes from", () => {
    /** Runs a cell, and another one before what the first does comes to pass. */
    const later = async (code: string, fits: (message: Seen) => boolean) => {
      const id = await kernel.send("execute_request", { code });
      await kernel.idle(id);
      await run("await new Promise((resolve) => setTimeout(resolve, 250))");
      assert.equal((await kernel.hear(fits)).parent, id);
    };

    it("process.stdout.write and stderr", async () => {
      const executed = await run("process.stdout.write('out'); process.stderr.write('err')\nundefined");
      assert.deepEqual([stream(executed), stream(executed, "stderr")], ["out", "err"]);
    });

    it("a child process with inherited descriptors", async () => {
      const code = `import { spawnSync } from "node:child_process"
        spawnSync(process.execPath, ["-e", "console.log('child'); console.error('wrong')"], { stdio: "inherit" }).status`;
      const executed = await run(code);
      assert.deepEqual(
        [stream(executed), stream(executed, "stderr"), result(executed)],
        ["child\n", "wrong\n", "0"],
      );
    });

    it("output after the cell has ended, while another runs", async () => {
      await later("setTimeout(() => console.log('after'), 100)", ({ content }) => content.text === "after\n");
    });

    it("an error thrown in a timer", async () => {
      await later("setTimeout(() => { throw new Error('in a timer') }, 100)", ({ type, content }) =>
        type === "stream" ? /in a timer/.test(content.text) : content.evalue === "in a timer",
      );
    });

    it("an unhandled rejection", async () => {
      const code = "setTimeout(() => { void Promise.reject(new Error('unheard')) }, 100)";
      await later(code, ({ type, content }) =>
        type === "stream" ? /unheard/.test(content.text) : content.evalue === "unheard",
      );
    });
  });

  it("does not wait for pending timers when it is shut down", async () => {
    const other = await KernelClient.start();
    await other.execute("setInterval(() => {}, 1000); setTimeout(() => {}, 1e8)");
    await other.ask("shutdown_request", {}, "control");
    const started = performance.now();
    assert.equal(await other.exit(), 0);
    assert.ok(performance.now() - started < 5000);
    await other.close();
  });
});
