/** A request as a picture. */
import type { Diagram } from "../../diagram/diagram.js";
import { patternDiagram, patternsBeside } from "../../diagram/pattern.js";
import { sequenceDiagram } from "../../diagram/sequence.js";
import { tiersDiagram } from "../../diagram/tiers.js";
import { type Followed, statusText } from "./followed.js";
import { sequenceOf } from "./sequence.js";
import { patternParts, tiers } from "./tiers.js";

/** Who spoke with whom; which tier a part belongs to; which role it has in a pattern. */
export type TraceDiagram = "sequence" | "tiers" | "MVC" | "MVT" | "MVC beside MVT";

export function drawn(request: Followed & { method: string; path: string }, kind: TraceDiagram): Diagram {
  const asked = `${request.method} ${request.path}`;
  switch (kind) {
    case "sequence": {
      const { participants, messages } = sequenceOf(request);
      return sequenceDiagram({
        title: `The way of ${asked}`,
        description: `What was called, in order, until ${statusText(request)} was sent.`,
        participants,
        messages,
      });
    }
    case "tiers":
      return tiersDiagram({ title: `The tiers behind ${asked}`, tiers: tiers(request) });
    case "MVC beside MVT":
      return patternsBeside({
        title: `${asked} in the words of MVC and of MVT`,
        mvc: patternParts(request, "MVC"),
        mvt: patternParts(request, "MVT"),
      });
    default:
      return patternDiagram({
        title: `${asked} in the words of ${kind}`,
        pattern: kind,
        parts: patternParts(request, kind),
      });
  }
}
