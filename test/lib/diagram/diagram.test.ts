import assert from "node:assert/strict";
import { inspect } from "node:util";
import fc from "fast-check";
import type { Diagram } from "../../../lib/diagram/diagram.js";
import { patternsBeside } from "../../../lib/diagram/pattern.js";
import { folded } from "../../../lib/diagram/repeats.js";
import { sequenceDiagram } from "../../../lib/diagram/sequence.js";
import { good, hues } from "../../../lib/diagram/svg.js";
import { treeDiagram } from "../../../lib/diagram/tree.js";
import { urlMap } from "../../../lib/diagram/urls.js";
import { widthOf, wrapped } from "../../../lib/diagram/words.js";
import { jupyterDisplay } from "../../../lib/tools/show.js";
import { sanitiseOutput } from "../../../scripts/handout/sanitise.js";
import { everything, migrations, models } from "./samples.js";
import { malformed } from "./wellformed.js";

const htmlOf = (diagram: Diagram) => String(diagram[jupyterDisplay]()["text/html"]);
const hostile = '<script>alert(1)</script> & "\u202Eevil\u0000';

describe("diagrams", () => {
  let all: Record<string, Diagram>;

  before(async () => {
    all = await everything();
  });

  it("are well-formed, small, and the same bytes each time", async () => {
    const again = await everything();
    for (const [name, { svg }] of Object.entries(all)) {
      assert.equal(malformed(svg.replace(/<style>[^<]*<\/style>/, "")), undefined, name);
      assert.ok(Buffer.byteLength(svg) < 20_000, `${name} has ${Buffer.byteLength(svg)} bytes`);
      assert.equal(again[name]!.svg, svg, name);
    }
  });

  it("cut none of their own words where two patterns stand side by side", () => {
    const database = { role: "model" as const, name: "database default" };
    assert.doesNotMatch(patternsBeside({ mvc: [database], mvt: [database] }).svg, /…/);
  });

  it("run nothing, fetch nothing and style nothing but themselves", () => {
    for (const [name, diagram] of Object.entries(all)) {
      const [drawing] = /<svg[\s\S]*<\/svg>/.exec(htmlOf(diagram))!;
      assert.doesNotMatch(
        drawing,
        /<(script|style|foreignObject|image|use|a)\b|\s(on\w+|style|href)=|url\(/,
        name,
      );
      const [, rules = ""] = /<style>([^<]*)<\/style>/.exec(diagram.svg)!;
      const selectors = Array.from(rules.matchAll(/([^{}@]*)\{(?=[^{}]*\})/g), ([, selector]) =>
        selector!.trim(),
      );
      assert.deepEqual([...new Set(selectors)], [".djlab-diagram"], name);
    }
  });

  it("are in a handout what they are in a notebook", () => {
    for (const [name, diagram] of Object.entries(all)) {
      const [drawing] = /<svg[\s\S]*<\/svg>/.exec(htmlOf(diagram))!;
      const kept = sanitiseOutput(drawing, { prefix: "", classes: [] }).html;
      const attributes = (svg: string) =>
        Array.from(svg.matchAll(/ ([\w-]+)="/g), ([, attribute]) => attribute!.toLowerCase())
          .filter((a) => a !== "xmlns")
          .sort();
      assert.deepEqual(attributes(kept), attributes(drawing), name);
    }
  });

  it("have a name and a description, and no id that would come twice in a page that shows one twice", () => {
    for (const [name, diagram] of Object.entries(all)) {
      assert.match(diagram.svg, /^<svg [^>]*role="img"[^>]*><title>[^<]+<\/title><desc>[^<]+<\/desc>/, name);
      assert.doesNotMatch(htmlOf(diagram), / (id|aria-labelledby)="/, name);
    }
  });

  it("say the same in words", () => {
    const texts = Object.fromEntries(Object.entries(all).map(([name, diagram]) => [name, String(diagram)]));
    for (const { name, fields } of models) {
      for (const field of [name, ...fields.map((one) => one.name)])
        assert.ok(texts.models!.includes(field), field);
    }
    for (const { name, app } of migrations)
      assert.ok(texts.migrations!.includes(name) && texts.migrations!.includes(app));
    assert.match(texts.project!, /^A fresh project\n.*\n {2}mysite\/\n {4}manage\.py runs commands/);
    assert.match(texts.long!, /\n {2}67\. database → model: 1 row \(answer\) 0\.2 ms\n/);
    assert.equal(inspect(all.project), texts.project);
  });

  it("show hostile words as words", () => {
    const tree = treeDiagram({
      title: hostile,
      root: hostile,
      entries: [{ path: `${hostile}.py`, note: hostile.repeat(30) }],
    });
    const map = urlMap({
      routes: [{ route: hostile, name: hostile, view: { name: hostile, file: hostile } }],
    });
    const talk = sequenceDiagram({
      participants: [hostile],
      messages: [{ from: hostile, to: hostile, label: hostile }],
    });
    for (const diagram of [tree, map, talk]) {
      assert.equal(malformed(diagram.svg.replace(/<style>[^<]*<\/style>/, "")), undefined);
      for (const bad of ["<script", "\u202e", "\0"]) assert.ok(!htmlOf(diagram).includes(bad));
      assert.match(diagram.svg, /&lt;script&gt;/);
    }
  });

  it("keep the whole of what they shorten in a title", () => {
    const long = "x".repeat(300);
    const { svg } = treeDiagram({ title: "t", root: "r", entries: [{ path: long }] });
    assert.match(svg, new RegExp(`<text[^>]*><title>${long}</title>x+…</text>`));
  });

  it("draw a folder that only its contents tell of, once", () => {
    const { svg } = treeDiagram({
      title: "t",
      root: "r",
      entries: [{ path: "a/b/c.py" }, { path: "a/b/" }, { path: "a/d.py" }],
    });
    const names = Array.from(svg.matchAll(/>([^<>]+)<\/text>/g), ([, name]) => name);
    assert.deepEqual(names, ["r/", "a/", "b/", "c.py", "d.py"]);
  });
});

describe("words in lines", () => {
  it("are no wider than asked, and lose nothing but spaces where the lines suffice", () => {
    const font = { size: 12 };
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 40 }),
        fc.integer({ min: 30, max: 200 }),
        (text, width) => {
          const lines = wrapped(text, width, font, 60);
          for (const line of lines) assert.ok(widthOf(line, font) <= width, line);
          const bare = (words: string) => words.replace(/\s/g, "");
          const whole = wrapped(text, Number.POSITIVE_INFINITY, font, 1).join("");
          assert.equal(bare(lines.join("")), bare(whole));
        },
      ),
    );
  });
});

describe("a sequence of messages", () => {
  const message = (label: string) => ({ from: "a", to: "b", label });

  it("tells a stretch that repeats itself once, with how often it came", () => {
    const steps = folded(["x", "s", "r", "s", "r", "s", "r", "y", "y"].map(message));
    assert.deepEqual(
      steps.map(({ number, label }) => [number, label]),
      [
        [1, "x"],
        [2, "s (3 times)"],
        [3, "r (3 times)"],
        [8, "y"],
        [9, "y"],
      ],
    );
  });

  it("loses no message: each one's number is drawn, or follows from a repetition", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("s", "r", "x")), (labels) => {
        const told = folded(labels.map(message)).map(({ label }) =>
          Number(/\((\d+) times\)/.exec(label)?.[1] ?? 1),
        );
        assert.equal(
          told.reduce((sum, times) => sum + times, 0),
          labels.length,
        );
      }),
    );
  });

  it("names who is no participant", () => {
    const messages = [{ from: "browser", to: "nobody", label: "?" }];
    assert.throws(() => sequenceDiagram({ participants: ["browser"], messages }), {
      name: "TypeError",
      message: '"nobody" is no participant',
    });
  });
});

describe("a diagram's colours", () => {
  const papers = {
    light: ["#1f2328", "#ffffff"],
    dark: ["#e6edf3", "#0d1117"],
    jupyter: ["#212121", "#ffffff"],
    jupyterDark: ["#ffffff", "#111111"],
    handout: ["#21282a", "#fdfdfb"],
    darkHandout: ["#dde3e0", "#15191a"],
  };

  for (const [name, [ink, paper]] of Object.entries(papers)) {
    it(`have the contrast of WCAG's AA (${name})`, () => {
      for (const hue of [...hues, good, ink!]) {
        // The darkest ground: a card's head in a tier or a frame.
        const ground = over(over(rgb(paper!), rgb(hue), 0.07), rgb(hue), 0.13);
        assert.ok(contrast(rgb(ink!), ground) >= 4.5, `${ink} on ${hue}`);
        const soft = over(ground, rgb(ink!), 0.78);
        assert.ok(contrast(soft, ground) >= 4.5, `soft ${ink} on ${hue}: ${contrast(soft, ground)}`);
        assert.ok(
          contrast(rgb(hue), rgb(paper!)) >= 3,
          `a line of ${hue} on ${paper}: ${contrast(rgb(hue), rgb(paper!))}`,
        );
      }
    });
  }
});

type Colour = [number, number, number];

function rgb(hex: string): Colour {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as Colour;
}

function over(below: Colour, above: Colour, opacity: number): Colour {
  return below.map((value, index) => value * (1 - opacity) + above[index]! * opacity) as Colour;
}

/** WCAG 2.2, relative luminance and contrast ratio. */
function contrast(a: Colour, b: Colour): number {
  const luminance = (colour: Colour) => {
    const [r, g, b] = colour.map((value) =>
      value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  };
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light! + 0.05) / (dark! + 0.05);
}
