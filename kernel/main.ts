/**
 * The kernel process: `node kernel.cjs <connection file>`. It runs neither a reader's code nor TypeScript,
 * so it always answers; two other processes do that.
 */
import { homedir } from "node:os";
import { join } from "node:path";
import { startLanguage } from "./language/host.js";

const log = (line: string) => console.error(`djlab kernel: ${line}`);
const script = (name: string) => join(__dirname, `${name}.cjs`);

async function main(connectionFile: string | undefined): Promise<void> {
  if (connectionFile === undefined) {
    log("which connection file? Usage: node kernel.cjs <connection file>");
    process.exit(2);
  }
  const snapshots = [__dirname, join(stateFolder(), "snapshots")];
  // What takes longest begins first: the rest of the kernel is read meanwhile.
  const engine = startLanguage({ script: script("language"), cwd: process.cwd(), snapshots });
  try {
    const { serve } = await import("./serve.js");
    await serve({ connectionFile, engine, script, stateFolder: stateFolder(), log });
  } catch (error) {
    const { name, message, stack } = error as Error;
    log(name === "ConnectionError" ? message : String(stack));
    await engine.close();
    process.exit(1);
  }
}

/** Where a kernel keeps what outlasts it: what DJLAB_STATE names, else the platform's place for such. */
function stateFolder({ env, platform } = process): string {
  if (env.DJLAB_STATE) return env.DJLAB_STATE;
  const own = platform === "win32" ? env.LOCALAPPDATA : env.XDG_STATE_HOME;
  return join(own || join(homedir(), platform === "win32" ? "AppData/Local" : ".local/state"), "djlab");
}

void main(process.argv[2]);
