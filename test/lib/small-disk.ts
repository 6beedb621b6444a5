/** A disk of a megabyte, to be full soon: Linux lets its administrator make one in memory. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface SmallDisk {
  folder: string;
  readOnly(): void;
  remove(): void;
}

/** Skips the test, with a line, where none can be made. */
export function smallDisk(context: Mocha.Context): SmallDisk {
  return diskOn(mkdtempSync(join(tmpdir(), "djlab disk-")), context);
}

/** The same on a folder that is there; it goes with the disk. */
export function diskOn(folder: string, context: Mocha.Context): SmallDisk {
  const mount = (...options: string[]) => spawnSync("mount", [...options, folder]).status === 0;
  if (process.platform !== "linux" || !mount("-t", "tmpfs", "-o", "size=1m", "tmpfs")) {
    rmdirSync(folder);
    console.log("      no small disk can be made here: skipped");
    return context.skip();
  }
  return {
    folder,
    readOnly: () => void mount("-o", "remount,ro"),
    remove: () => {
      spawnSync("umount", [folder]);
      rmdirSync(folder);
    },
  };
}
