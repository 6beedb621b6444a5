/** A documentation comment as Markdown: what only documentation tools read in it becomes what a person reads. */
import type ts from "./typescript.js";

/** @param comment as TypeScript has taken it apart */
export function asMarkdown({
  documentation,
  tags = [],
}: Pick<ts.QuickInfo, "documentation" | "tags">): string {
  const told = [withoutLinks(textOf(documentation)), ...tags.map(tag)];
  return told.filter(Boolean).join("\n\n");
}

function tag({ name, text }: ts.JSDocTagInfo): string {
  const written = textOf(text);
  if (name !== "example") return `*@${name}* ${withoutLinks(written)}`.trim();
  const [, caption = "", code = ""] = /^\s*(?:<caption>(.*?)<\/caption>\n?)?([\s\S]*)$/.exec(written)!;
  const isMarkdown = code.includes("```");
  const example =
    isMarkdown || code.trim() === "" ? code : `\`\`\`ts\n${code.replace(/^\n+|\s+$/g, "")}\n\`\`\``;
  return `*@example* ${caption}`.trim() + (example && `\n${example}`);
}

/** TypeScript takes out what stands between the name and the text of a link. */
const textOf = (parts: ts.SymbolDisplayPart[] = []) =>
  parts
    .map(({ kind, text }, at) =>
      kind === "linkName" && parts[at + 1]?.kind === "linkText" ? `${text} | ` : text,
    )
    .join("");

/** `{@link name}`, `{@link name | text}` or `{@link https://a.b text}` */
const link = /\{@link(code|plain)?\s+([^\s|}]+)\s*\|?\s*([^}]*)\}/g;

/** @example withoutLinks("See {@link plus } and {@link Map.get | how}.") // "See `plus` and how." */
function withoutLinks(text: string): string {
  return text.replace(link, (_, kind: string | undefined, target: string, shown: string) => {
    const isAddress = /^https?:/.test(target);
    const said = shown.trim() || target;
    if (isAddress) return said === target ? target : `${said} (${target})`;
    const isCode = kind === "code" || (kind !== "plain" && said === target);
    return isCode ? `\`${said}\`` : said;
  });
}
