/** Which tool made an environment, told by the marks that it leaves. */
import { existsSync } from "node:fs";
import { join } from "node:path";

export type Tool = "venv" | "virtualenv" | "uv" | "pipenv";

export interface Maker {
  tool: Tool;
  /** Where the tool notes it down; pipenv's is that of the virtualenv which it calls. */
  version?: string;
}

/**
 * virtualenv and uv write their version into pyvenv.cfg. pipenv calls virtualenv, and adds a file that
 * names the project's folder. What has none of these marks was made by Python's own venv.
 *
 * @param folder of the environment, absolute
 * @param config the lines of its pyvenv.cfg
 * @example makerOf(env.folder, env.config).tool // venv
 */
export function makerOf(folder: string, config: Readonly<Record<string, string>>): Maker {
  if (config.uv) return { tool: "uv", version: config.uv };
  if (!config.virtualenv) return { tool: "venv", version: config.version };
  const tool = existsSync(join(folder, ".project")) ? "pipenv" : "virtualenv";
  return { tool, version: config.virtualenv };
}
