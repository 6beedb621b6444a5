/**
 * `npm run docs`: writes docs/api.md, the reference of everything that a cell can import, from the docstrings.
 *
 * usage: node dist/scripts/reference.js [FILE]
 */
import { resolve } from "node:path";
import {
  Application,
  type Comment,
  type CommentDisplayPart,
  type DeclarationReflection,
  type ProjectReflection,
  ReflectionKind,
  type SignatureReflection,
} from "typedoc";
import { packageRoot as root } from "./places.js";
import { writeWhole } from "./write-whole.js";

/** The folders of the library in the order in which a reader meets them. */
const parts: [folder: string, title: string][] = [
  ["lab", "A chapter at work"],
  ["django", "Django: projects, apps, servers"],
  ["python", "Python: interpreters, environments, packages"],
  ["web", "Asking a server"],
  ["diagram", "Diagrams"],
  ["tools", "Commands, folders, failures, and how things show themselves"],
];

/** What documents itself by its docstring: neither machinery nor what the language brings. */
const documented =
  ReflectionKind.Method | ReflectionKind.Property | ReflectionKind.Accessor | ReflectionKind.Function;

async function read(): Promise<ProjectReflection> {
  const app = await Application.bootstrap({
    entryPoints: [resolve(root, "lib/index.ts")],
    tsconfig: resolve(root, "tsconfig.json"),
    blockTags: ["@param", "@returns", "@throws", "@example", "@source"],
    excludePrivate: true,
    excludeProtected: true,
    excludeInternal: true,
    excludeExternals: true,
    skipErrorChecking: true,
    logLevel: "Error",
  });
  const project = await app.convert();
  if (!project) throw new Error("TypeDoc could not read lib/index.ts");
  return project;
}

function page(project: ProjectReflection): string {
  const all = project.children ?? [];
  const sections = parts.map(([folder, title]) => {
    const inside = all.filter((one) => folderOf(one) === folder).sort(byName);
    return inside.length > 0 ? [`## ${title}`, ...inside.map(entry)] : [];
  });
  return [
    "# Reference",
    'Everything that a cell can import from `"djlab"`. Made from the docstrings by `npm run docs`; the examples are run by the tests.',
    ...sections.flat(),
  ].join("\n\n");
}

function folderOf(one: DeclarationReflection): string {
  const file = one.sources?.[0]?.fullFileName ?? "";
  return /[\\/]lib[\\/]([^\\/]+)[\\/]/.exec(file)?.[1] ?? "tools";
}

function byName(one: { name: string }, other: { name: string }): number {
  return one.name < other.name ? -1 : 1;
}

function entry(one: DeclarationReflection): string {
  const base = one.extendedTypes?.map(String).join(", ");
  const kinds: Partial<Record<ReflectionKind, string>> = {
    [ReflectionKind.Class]: `class ${one.name}${base ? ` extends ${base}` : ""}`,
    [ReflectionKind.Interface]: `interface ${one.name}${base ? ` extends ${base}` : ""}`,
    [ReflectionKind.TypeAlias]: `type ${one.name} = ${one.type}`,
    [ReflectionKind.Variable]: `const ${one.name}: ${one.type}`,
  };
  const heading = kinds[one.kind] ? one.name : `${one.name}()`;
  const signatures = (one.signatures ?? []).map((signature) => written(signature));
  const head = kinds[one.kind] ?? signatures.join("\n");
  const comment = one.comment ?? one.signatures?.find((signature) => signature.comment)?.comment;
  const members = (one.children ?? [])
    .filter((member) => member.kind & documented && !member.inheritedFrom && !member.name.startsWith("["))
    .sort(byName)
    .map(memberLine);
  return [`### ${heading}`, fenced(head), told(comment), members.join("\n")].filter(Boolean).join("\n\n");
}

/** A method or a property: how it is written, what it does, and what its tags say, as one list entry. */
function memberLine(member: DeclarationReflection): string {
  const signature = member.signatures?.[0] ?? member.getSignature;
  const isMethod = member.signatures !== undefined;
  const how =
    isMethod && signature
      ? written(signature)
      : `${member.name}${member.flags.isOptional ? "?" : ""}: ${signature?.type ?? member.type}`;
  const comment = member.comment ?? signature?.comment;
  const lines = told(comment, signature).split("\n");
  const [first = "", ...rest] = lines;
  const head = `- \`${(member.flags.isStatic ? "static " : "") + how}\`${first && `: ${first}`}`;
  return [head, ...rest.map((line) => (line ? `  ${line}` : ""))].join("\n");
}

function written({ name, parameters = [], type }: SignatureReflection): string {
  const inside = parameters.map((one) => {
    const isRest = one.flags.isRest ? "..." : "";
    const isOptional = one.flags.isOptional || one.defaultValue !== undefined ? "?" : "";
    const called = one.name === "__namedParameters" ? "options" : one.name;
    return `${isRest}${called}${isOptional}: ${one.type}`;
  });
  return `${name}(${inside.join(", ")}): ${type}`;
}

function told(comment: Comment | undefined, signature?: SignatureReflection): string {
  if (!comment) return parametersOf(signature);
  const tags: Record<string, string> = { "@throws": "Throws", "@source": "Source", "@returns": "Returns" };
  const blocks = comment.blockTags.map(({ tag, content }) => {
    const text = plain(content);
    if (tag === "@example") return text.startsWith("```") ? text : fenced(text);
    return `*${tags[tag] ?? tag.slice(1)}:* ${text}`;
  });
  return [plain(comment.summary), parametersOf(signature), ...blocks].filter(Boolean).join("\n\n");
}

function parametersOf(signature?: SignatureReflection): string {
  const lines = (signature?.parameters ?? []).flatMap((one) =>
    one.comment ? [`- \`${one.name}\`: ${plain(one.comment.summary).replace(/\n/g, " ")}`] : [],
  );
  return lines.join("\n");
}

function plain(content: readonly CommentDisplayPart[]): string {
  return content
    .map(({ text }) => text)
    .join("")
    .trim();
}

function fenced(code: string): string {
  return `\`\`\`ts\n${code}\n\`\`\``;
}

const target = resolve(process.argv[2] ?? resolve(root, "docs/api.md"));
await writeWhole(target, `${page(await read())}\n`);
