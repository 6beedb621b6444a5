/** Which part of a project plays which role: tiers, and the words of MVC and of Django's MVT. */
import type { PatternPart } from "../../diagram/pattern.js";
import type { CodePlace } from "../../diagram/places.js";
import type { Tier } from "../../diagram/tiers.js";
import type { Followed } from "./followed.js";
import type { Step, StepKind } from "./step.js";

/** A part with what it is called in both ways of speaking. */
export interface Role extends CodePlace {
  /** What it does here. */
  role: string;
  mvc: string;
  mvt: string;
}

type Meaning = Omit<Role, keyof CodePlace> & { tier: string };

const presentation = "presentation";
const application = "application";
const data = "data";
const model = { tier: data, mvc: "model", mvt: "model" };
const framework = { tier: application, mvc: "controller", mvt: "the framework itself" };

/** Django calls a view what MVC would spread over view and controller: it says which data, a template how it looks. */
const meanings: Partial<Record<StepKind, Meaning>> = {
  middleware: { ...framework, role: "sees every request and response" },
  urls: { ...framework, role: "chooses the view" },
  view: { tier: application, role: "says which data is shown", mvc: "controller", mvt: "view" },
  model: { ...model, role: "knows what the data is" },
  sql: { ...model, role: "keeps the data" },
  template: { tier: presentation, role: "says how it looks", mvc: "view", mvt: "template" },
  static: { tier: presentation, role: "gives style and script", mvc: "view", mvt: "static file" },
};

/**
 * The parts that had a role in a request, each once, in the order of their first step.
 *
 * @source https://docs.djangoproject.com/en/stable/faq/general/
 * @example roles(await traceRequest(mysite, "/admin/login/")).some(({ mvt }) => mvt === "template") // true
 */
export function roles(request: Followed): Role[] {
  return placed(request).map(({ tier: _, ...role }) => role);
}

/**
 * The three tiers of a request with the parts that stand for each.
 *
 * @example tiers(await traceRequest(mysite, "/admin/login/")).map(({ tier }) => tier).join() // presentation,application,data
 */
export function tiers(request: Followed): Tier[] {
  const parts = drawable(request);
  return [presentation, application, data].map((tier) => ({
    tier,
    parts: [
      ...(tier === presentation ? [{ name: "browser" }] : []),
      ...parts.filter((part) => part.tier === tier).map(({ name, file, line }) => part({ name, file, line })),
    ],
  }));
}

/** What the drawings call the parts of Django's own that do a controller's work. */
const drawnAs: Record<string, PatternPart["role"]> = {
  "the framework itself": "urls",
  "static file": "template",
};

/** The parts of a request by their role in a pattern, as the drawing of one takes them. */
export function patternParts(request: Followed, pattern: "MVC" | "MVT"): PatternPart[] {
  return drawable(request).map(({ name, file, line, mvc, mvt }) => ({
    ...part({ name, file, line }),
    role: pattern === "MVC" ? (mvc as PatternPart["role"]) : (drawnAs[mvt] ?? (mvt as PatternPart["role"])),
  }));
}

function placed({ steps }: Followed): (Role & Meaning)[] {
  const seen = new Map<string, Role & Meaning>();
  for (const step of steps) {
    const meaning = meanings[step.kind];
    if (!meaning || step.fits === false) continue;
    const who = partOf(step);
    const key = `${step.kind} ${who.name}`;
    if (!seen.has(key)) seen.set(key, { ...meaning, ...who });
  }
  return [...seen.values()];
}

/** All pieces of middleware as one, as they do the same job: a drawing is for the parts that differ. */
function drawable(request: Followed): (Role & Meaning)[] {
  const parts = placed(request);
  const isLayer = (part: Role & Meaning) => part.role === meanings.middleware?.role;
  const layers = parts.filter(isLayer);
  const first = layers[0];
  if (!first || layers.length === 1) return parts;
  const { file: _, line: __, ...together } = { ...first, name: `middleware (${layers.length})` };
  return parts.flatMap((part) => (part === first ? [together] : isLayer(part) ? [] : [part]));
}

function partOf({
  kind,
  name,
  path,
  file,
  line,
  definition,
  database,
  model: label = name,
}: Step): CodePlace {
  switch (kind) {
    case "sql":
      return { name: `database ${database}` };
    case "model":
      return part({ name: label, file: definition?.file, line: definition?.line });
    case "view":
      return part({ name: path ?? name, file, line });
    default:
      return part({ name, file, line });
  }
}

function part({ name, file, line }: CodePlace): CodePlace {
  return file === undefined ? { name } : { name, file, line };
}
