/** Finds the browser of the browser tests. */
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/** Where installers put it when it is not on PATH. */
function usualPlaces(env: NodeJS.ProcessEnv): string[] {
  if (process.platform === "darwin") {
    return ["Google Chrome", "Chromium"].map((app) => `/Applications/${app}.app/Contents/MacOS/${app}`);
  }
  if (process.platform !== "win32") return [];
  const folders = [env.PROGRAMFILES, env["PROGRAMFILES(X86)"], env.LOCALAPPDATA].filter(
    (folder) => folder !== undefined,
  );
  return folders.flatMap((folder) => [
    join(folder, "Google/Chrome/Application/chrome.exe"),
    join(folder, "Chromium/Application/chrome.exe"),
  ]);
}

/**
 * The executable of Chromium or Chrome: the one that CHROMIUM_PATH or CHROME_PATH names, one on PATH, or one in
 * the usual places; undefined when there is none.
 */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = env.CHROMIUM_PATH || env.CHROME_PATH;
  if (named) return existsSync(named) ? named : undefined;
  const extension = process.platform === "win32" ? ".exe" : "";
  const folders = (env.PATH ?? "").split(delimiter).filter(Boolean);
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name + extension)));
  return [...onPath, ...usualPlaces(env)].find((file) => existsSync(file));
}
