import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";
import { afterEach, beforeEach, describe, it } from "mocha";
import { installKernelspec, listKernelspecs, removeKernelspec } from "../../kernel/kernelspec.js";

describe("the kernelspec", () => {
  const saved = process.env.JUPYTER_DATA_DIR;
  let prefix: string;
  let data: string;
  beforeEach(() => {
    prefix = mkdtempSync(join(tmpdir(), "djlab-prefix-"));
    data = mkdtempSync(join(tmpdir(), "djlab-data-"));
    process.env.JUPYTER_DATA_DIR = data;
  });
  afterEach(() => {
    if (saved === undefined) delete process.env.JUPYTER_DATA_DIR;
    else process.env.JUPYTER_DATA_DIR = saved;
    for (const folder of [prefix, data]) rmSync(folder, { recursive: true });
  });

  it("is installed under a prefix, with the absolute command and a logo", async () => {
    const folder = await installKernelspec({ prefix });
    assert.equal(folder, join(prefix, "share", "jupyter", "kernels", "djlab"));
    assert.deepEqual(readdirSync(folder).sort(), ["kernel.json", "logo-svg.svg"]);
    const spec = JSON.parse(readFileSync(join(folder, "kernel.json"), "utf8"));
    assert.equal(spec.display_name, "TypeScript (djlab)");
    assert.equal(spec.language, "typescript");
    assert.equal(spec.interrupt_mode, "message");
    assert.equal(spec.argv[0], process.execPath);
    assert.ok(isAbsolute(spec.argv[1]) && existsSync(spec.argv[1]), spec.argv[1]);
    assert.equal(spec.argv[2], "{connection_file}");
  });

  it("is installed for the user in Jupyter's data folder", async () => {
    assert.equal(await installKernelspec({ user: true }), join(data, "kernels", "djlab"));
  });

  it("takes the place of an older one, and leaves nothing beside it", async () => {
    const folder = await installKernelspec({ prefix });
    writeFileSync(join(folder, "stale.js"), "");
    await installKernelspec({ prefix });
    assert.deepEqual(readdirSync(folder).sort(), ["kernel.json", "logo-svg.svg"]);
    assert.deepEqual(readdirSync(join(prefix, "share", "jupyter")), ["kernels"]);
  });

  it("is listed from the user's folder and from prefixes, with whether it works", async () => {
    assert.deepEqual(await listKernelspecs([prefix]), []);
    const folder = await installKernelspec({ prefix });
    const own = await installKernelspec({ user: true });
    writeFileSync(join(own, "kernel.json"), "{");
    const [damaged, sound] = await listKernelspecs([prefix, prefix]);
    assert.deepEqual(damaged, { folder: own, argv: [], works: false });
    assert.equal(sound?.folder, folder);
    assert.equal(sound?.works, true);
  });

  it("does not work when its program is gone", async () => {
    const folder = await installKernelspec({ prefix });
    const path = join(folder, "kernel.json");
    const spec = JSON.parse(readFileSync(path, "utf8"));
    writeFileSync(path, JSON.stringify({ ...spec, argv: [join(prefix, "no-node"), ...spec.argv.slice(1)] }));
    assert.equal((await listKernelspecs([prefix]))[0]?.works, false);
  });

  it("is removed once", async () => {
    const folder = await installKernelspec({ prefix });
    assert.equal(await removeKernelspec({ prefix }), true);
    assert.ok(!existsSync(folder));
    assert.equal(await removeKernelspec({ prefix }), false);
  });
});
