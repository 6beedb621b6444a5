/** The tools that the library fetches itself where they are missing, and which versions of them. */

/** Latest releases when this was written; all of them take Python 3.10 and newer. */
export const pinnedTools = { virtualenv: "21.15.8", pipenv: "2026.10.3", uv: "0.13.9" } as const;

export type ToolName = keyof typeof pinnedTools;
