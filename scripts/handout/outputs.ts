/** What a cell showed when it ran, as HTML for the page. */
import type { Output } from "../notebook/document.js";
import { terminalBlock } from "./blocks.js";
import { type Place, richest } from "./bundle.js";
import { asHtml } from "./html.js";
import type { SafeHtml } from "./sanitise.js";
import { plainText, terminalLines } from "./terminal.js";

/**
 * All outputs of a cell, in order; pieces of one stream that follow each other are joined first, so that a
 * progress bar that came in pieces is folded as one.
 *
 * @param place what is known of the output with this index
 */
export function writeOutputs(outputs: Output[], place: (index: number) => Place): SafeHtml {
  const written = joined(outputs).map((output, index) => writeOutput(output, place(index)));
  return { html: written.map(({ html }) => html).join(""), styles: written.flatMap(({ styles }) => styles) };
}

function joined(outputs: Output[]): Output[] {
  const result: Output[] = [];
  for (const output of outputs) {
    const last = result.at(-1);
    if (output.output_type === "stream" && last?.output_type === "stream" && last.name === output.name) {
      result[result.length - 1] = { ...last, text: last.text + output.text };
    } else {
      result.push(output);
    }
  }
  return result;
}

function writeOutput(output: Output, place: Place): SafeHtml {
  if (output.output_type === "stream") return { html: stream(output.name, output.text), styles: [] };
  if (output.output_type === "error") return { html: failure(output), styles: [] };
  return richest(output.data, output.metadata, place);
}

function stream(name: "stdout" | "stderr", text: string): string {
  const lines = terminalLines(text);
  if (lines.length === 0) return "";
  if (name === "stdout") return `<div class="stream">${terminalBlock(lines)}</div>\n`;
  return `<div class="stream stderr"><p class="label">stderr</p>${terminalBlock(lines)}</div>\n`;
}

function failure({ ename, evalue, traceback }: Extract<Output, { output_type: "error" }>): string {
  const what = plainText(evalue);
  const trace = traceback.join("\n");
  const lines = terminalLines(trace);
  const [first = ""] = plainText(trace).split("\n");
  // Most kernels begin the traceback with what the heading has said already.
  if (first.trim() === `${ename}: ${what}`.trim()) lines.shift();
  const heading = `<p class="what"><b>${asHtml(ename)}</b>${what && `: ${asHtml(what)}`}</p>`;
  const rest = lines.some((line) => line.trim() !== "") ? terminalBlock(lines) : "";
  return `<div class="failure"><p class="label">Error</p>${heading}${rest}</div>\n`;
}
