/** Where things lie in a virtual environment (PEP 405). */
import { join } from "node:path";

/** Where an environment's programs lie. */
export const programsFolder = process.platform === "win32" ? "Scripts" : "bin";

/** The interpreter of the environment in `folder`. */
export function interpreterIn(folder: string): string {
  return join(folder, programsFolder, process.platform === "win32" ? "python.exe" : "python");
}
