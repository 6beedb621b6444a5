/** The roles of MVC and MVT: where each stands, what it does, and what goes from one to the other. */
import { hues } from "./svg.js";

export type PatternName = "MVC" | "MVT";

/** What a part is for. `urls` is the URLconf, by which Django itself does a controller's work. */
export type Role = "browser" | "controller" | "urls" | "model" | "view" | "template";

/** Where a role stands, what it is called and does, and what it has in common with the other pattern. */
export interface Place {
  role: Role;
  column: 0 | 1;
  row: number;
  label: string;
  job: string;
  hue?: string;
}

/** An arrow between two roles; `back` goes up at the left of all. */
export type Flow = [from: Role, to: Role, label: string, back?: "back"];

const [decides, holds, looks] = [hues[0], hues[1], hues[3]];

export const patterns: Record<PatternName, { places: Place[]; flows: Flow[] }> = {
  MVC: {
    places: [
      { role: "browser", column: 0, row: 0, label: "Browser", job: "asks and shows" },
      {
        role: "controller",
        column: 0,
        row: 1,
        label: "Controller",
        job: "decides",
        hue: decides,
      },
      { role: "model", column: 1, row: 1, label: "Model", job: "data and its rules", hue: holds },
      { role: "view", column: 0, row: 2, label: "View", job: "how it looks", hue: looks },
    ],
    flows: [
      ["browser", "controller", "request"],
      ["controller", "model", "asks"],
      ["model", "controller", "data"],
      ["controller", "view", "data to show"],
      ["view", "browser", "page", "back"],
    ],
  },
  MVT: {
    places: [
      { role: "browser", column: 0, row: 0, label: "Browser", job: "asks and shows" },
      {
        role: "urls",
        column: 0,
        row: 1,
        label: "Django and URLconf",
        job: "decides: the view",
        hue: decides,
      },
      { role: "view", column: 0, row: 2, label: "View", job: "decides: the data", hue: decides },
      { role: "model", column: 1, row: 2, label: "Model", job: "data and its rules", hue: holds },
      { role: "template", column: 0, row: 3, label: "Template", job: "how it looks", hue: looks },
    ],
    flows: [
      ["browser", "urls", "request"],
      ["urls", "view", "calls"],
      ["view", "model", "asks"],
      ["model", "view", "data"],
      ["view", "template", "context"],
      ["template", "view", "text"],
      ["view", "browser", "response", "back"],
    ],
  },
};
