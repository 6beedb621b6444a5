/** The kinds of tokens that the theme tells apart. */
import type { ThemeRegistration } from "shiki/core";

/** Class names of tokens, and the TextMate scopes that they stand for. */
const classes: [string, string[]][] = [
  [
    "c",
    [
      "comment",
      "punctuation.definition.comment",
      "string.quoted.docstring punctuation.definition.string",
      "string.quoted.docstring",
    ],
  ],
  [
    "s",
    ["string", "punctuation.definition.string", "meta.attribute string", "string.regexp keyword.operator"],
  ],
  [
    "k",
    [
      "keyword",
      "storage",
      "variable.language",
      "constant.language",
      "punctuation.definition.template-expression",
      "keyword.operator.new",
      "keyword.operator.expression",
      "keyword.operator.logical.python",
    ],
  ],
  [
    "n",
    [
      "constant.numeric",
      "constant.character.escape",
      "constant.other",
      "variable.other.option",
      "string.unquoted.option",
    ],
  ],
  ["f", ["entity.name.function", "support.function", "meta.function-call.generic", "entity.name.command"]],
  [
    "t",
    [
      "entity.name.type",
      "entity.name.class",
      "entity.other.inherited-class",
      "support.type",
      "support.class",
    ],
  ],
  [
    "g",
    ["entity.name.tag", "entity.name.section", "support.type.property-name", "entity.other.attribute-name"],
  ],
  [
    "x",
    [
      "keyword.operator",
      "storage.type.function.arrow",
      "meta.template.expression",
      "string.unquoted.argument",
    ],
  ],
  ["h", ["meta.diff.header", "meta.diff.range", "punctuation.definition.range.diff"]],
  ["i", ["markup.inserted"]],
  ["d", ["markup.deleted"]],
];

// shiki answers with a theme's colours; the colour of class number n is written #00000n.
const colour = (index: number) => `#${index.toString(16).padStart(6, "0").toUpperCase()}`;
const byColour = new Map(classes.map(([name], index) => [colour(index + 1), name]));
/** A theme for shiki whose colours stand for classes. */
export const theme: ThemeRegistration & { name: string } = {
  name: "classes",
  type: "light",
  settings: [
    { settings: { foreground: colour(0), background: "#FFFFFF" } },
    ...classes.map(([, scope], index) => ({ scope, settings: { foreground: colour(index + 1) } })),
  ],
};
// The operators' class is the plain ink: it undoes the colour of what they stand in.
byColour.delete(colour(classes.findIndex(([name]) => name === "x") + 1));

/** The class of a token that shiki gave this colour; empty for the plain ink. */
export const classOf = (shikiColour: string): string => byColour.get(shikiColour.toUpperCase()) ?? "";
