/** The languages that code can be coloured in. */
import type { LanguageInput } from "shiki/core";

/** Loads each grammar when it is needed. */
export const grammars: Record<string, LanguageInput> = {
  css: () => import("shiki/langs/css.mjs"),
  diff: () => import("shiki/langs/diff.mjs"),
  html: () => import("shiki/langs/html.mjs"),
  ini: () => import("shiki/langs/ini.mjs"),
  json: () => import("shiki/langs/json.mjs"),
  python: () => import("shiki/langs/python.mjs"),
  shellscript: () => import("shiki/langs/shellscript.mjs"),
  sql: () => import("shiki/langs/sql.mjs"),
  toml: () => import("shiki/langs/toml.mjs"),
  typescript: () => import("shiki/langs/typescript.mjs"),
  yaml: () => import("shiki/langs/yaml.mjs"),
};

const aliases = new Map(
  Object.entries({
    css: "css",
    diff: "diff patch",
    html: "html django htmldjango jinja jinja2 xml svg",
    ini: "ini cfg",
    json: "json jsonc",
    python: "python py python3 ipython ipython3",
    shellscript: "shellscript sh shell bash zsh console",
    sql: "sql sqlite",
    toml: "toml",
    typescript: "typescript ts javascript js",
    yaml: "yaml yml",
  }).flatMap(([grammar, names]) => names.split(" ").map((name) => [name, grammar])),
);

/** The grammar of a language, by the name that people write after ``` or that a kernel gives; any case. */
export const grammarOf = (language: string): string | undefined => aliases.get(language.toLowerCase());
