/** The same work in the words of each language. A kernel is given only what is written here. */

export interface Cells {
  /** Shows 2. */
  sum: string;
  /** Declares a variable of its own and shows it. */
  declare(n: number): string;
  /** Declares what `complete` completes; and the completion that has to be among the matches. */
  list: string;
  complete: string;
  match: string;
  /** Prints "running", then waits or computes for so many seconds. */
  await(seconds: number): string;
  loop(seconds: number): string;
  /** Prints `line 0` to `line n-1`, each by a call of its own. */
  print(n: number): string;
  /** What has to run before `html`. */
  prepareHtml: string;
  /** Shows so many bytes of HTML. */
  html(bytes: number): string;
  /** Sets a variable, and shows it. */
  keep: string;
  kept: string;
}

/** What `kept` shows. */
export const keptText = "4711";

const javascript = {
  sum: "1+1",
  declare: (n: number) => `let v${n} = ${n}; v${n}`,
  list: "const numbers = [1, 2, 3];",
  complete: "numbers.ma",
  match: "map",
  await: (seconds: number) =>
    `console.log("running");\nawait new Promise((done) => setTimeout(done, ${seconds * 1000}));`,
  loop: (seconds: number) =>
    `console.log("running");\nfor (const end = Date.now() + ${seconds * 1000}; Date.now() < end; ) {}`,
  print: (n: number) => `for (let i = 0; i < ${n}; i++) console.log("line " + i);`,
  keep: `let kept = ${keptText};`,
  kept: "kept",
};

/** For kernels that know the module `tslab`. */
export const typescript: Cells = {
  ...javascript,
  prepareHtml: 'import * as tslab from "tslab";',
  html: (bytes) => `tslab.display.html("<p>" + "x".repeat(${bytes}) + "</p>");`,
};

export const deno: Cells = {
  ...javascript,
  prepareHtml: "typeof Deno.jupyter",
  html: (bytes) =>
    `await Deno.jupyter.display({ "text/html": "<p>" + "x".repeat(${bytes}) + "</p>" }, { raw: true });`,
};

export const python: Cells = {
  sum: "1+1",
  declare: (n) => `v${n} = ${n}; v${n}`,
  list: "numbers = [1, 2, 3]",
  complete: "numbers.ap",
  match: "append",
  await: (seconds) => `import asyncio\nprint("running", flush=True)\nawait asyncio.sleep(${seconds})`,
  loop: (seconds) =>
    `import time\nprint("running", flush=True)\nend = time.time() + ${seconds}\nwhile time.time() < end: pass`,
  print: (n) => `for i in range(${n}): print(f"line {i}")`,
  prepareHtml: "from IPython.display import HTML, display",
  html: (bytes) => `display(HTML("<p>" + "x" * ${bytes} + "</p>"))`,
  keep: `kept = ${keptText}`,
  kept: "kept",
};
