/**
 * Second half of `npm run build`: bundles the kernel's processes, so that each starts by reading one file,
 * and copies the files that the compiler leaves behind (Python, styles, pictures, the lock of the set-up).
 */
import { cpSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build } from "esbuild";
import { makeSnapshot } from "../kernel/language/snapshot.js";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

const common = {
  absWorkingDir: root,
  outdir: "dist/kernel/processes",
  outExtension: { ".js": ".cjs" },
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20.19",
  logLevel: "warning",
} satisfies BuildOptions;

await Promise.all([
  build({
    ...common,
    entryPoints: {
      kernel: "kernel/main.ts",
      runtime: "kernel/runtime/child.ts",
      watchdog: "kernel/runtime/watchdog.ts",
    },
    // zeromq loads its addon from its own folder; of TypeScript only the version is asked.
    external: ["zeromq", "typescript"],
  }),
  // Whole, TypeScript included, as it is also what the snapshot is made of.
  build({
    ...common,
    entryPoints: { language: "kernel/language/process.ts" },
    // What a snapshot is made of is no module.
    format: "iife",
    // As text it stays in memory.
    minifyWhitespace: true,
    minifySyntax: true,
    minifyIdentifiers: true,
    external: ["source-map-support"],
    alias: {
      // tslab is written against a fork of TypeScript; the bridge supplies the fork's extras over the current one.
      "@tslab/typescript-for-tslab": "./kernel/language/bridge.cts",
      // TypeScript times itself by it, which a snapshot cannot hold.
      perf_hooks: "./kernel/language/no-timings.ts",
    },
  }),
]);

const language = join(root, "dist/kernel/processes/language.cjs");
try {
  await makeSnapshot(language, dirname(language), { cwd: dirname(language) });
} catch (error) {
  console.warn(`The kernel will start a second later, as it has no snapshot: ${(error as Error).message}`);
}

const copied = /\.(py|css|svg|png|txt|json)$|\block\.mjs$/;
for (const folder of ["kernel", "lib", "scripts"]) {
  cpSync(join(root, folder), join(root, "dist", folder), {
    recursive: true,
    filter: (source) => !/\.[^/.\\]+$/.test(source) || copied.test(source),
  });
}
