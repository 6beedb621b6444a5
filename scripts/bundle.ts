/**
 * Second half of `npm run build`: bundles the kernel's processes, so that each starts by reading one file,
 * and copies the files that the compiler leaves behind (Python, styles, pictures, the lock of the set-up).
 */
import { cpSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

await build({
  absWorkingDir: root,
  entryPoints: {
    kernel: "kernel/main.ts",
    language: "kernel/language/process.ts",
    runtime: "kernel/runtime/child.ts",
    watchdog: "kernel/runtime/watchdog.ts",
  },
  outdir: "dist/kernel/processes",
  outExtension: { ".js": ".cjs" },
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20.19",
  // zeromq loads its addon from its own folder; TypeScript finds its lib files beside itself.
  external: ["zeromq", "typescript"],
  // tslab is written against a fork of TypeScript; the bridge supplies the fork's extras over the current one.
  alias: { "@tslab/typescript-for-tslab": "./kernel/language/bridge.cts" },
  logLevel: "warning",
});

const copied = /\.(py|css|svg|png|txt|json)$|\block\.mjs$/;
for (const folder of ["kernel", "lib", "scripts"]) {
  cpSync(join(root, folder), join(root, "dist", folder), {
    recursive: true,
    filter: (source) => !/\.[^/.\\]+$/.test(source) || copied.test(source),
  });
}
