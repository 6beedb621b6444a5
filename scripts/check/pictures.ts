/** Every picture says in words what it shows. Drawings of the library always do: their type asks for it. */
import { readProse } from "../handout/render.js";
import { eachCell } from "./finding.js";
import { markdownOf } from "./prose.js";

export const pictures = eachCell((cell) => [
  ...markdownOf(cell)
    .flatMap((markdown) => readProse(markdown).tokens)
    .flatMap(({ children }) => children ?? [])
    .filter(({ type, content }) => type === "image" && content.trim() === "")
    .map((image) => `the picture ${image.attrGet("src")} has no words for those who do not see it: ![…](…)`),
  ...(cell.source.match(/<img\b[^>]*>/gi) ?? [])
    .filter((tag) => !/\balt=["'][^"']/.test(tag))
    .map((tag) => `${tag} has no alt`),
  ...(/<svg\b/i.test(cell.source) && !/<title>[^<]/.test(cell.source) ? ["an SVG has no title"] : []),
  ...(/\b(title|description): *(""|''|``)/.test(cell.source)
    ? ["a drawing's title or description is empty"]
    : []),
]);
