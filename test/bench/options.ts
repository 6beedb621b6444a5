/** What can be typed after `npm run bench --`. */
import { Command, InvalidArgumentError } from "commander";
import { kernelNames } from "./kernels.js";

export interface Options {
  quick?: true;
  /** Names of kernels; none: all that are there. */
  only?: string[];
  rows?: string[];
  python?: string;
  deno?: string;
  runs?: number;
  json?: true;
}

/** Prints help, or what is wrong, and exits by itself. */
export function readOptions(argv: string[]): Options {
  return new Command("npm run bench --")
    .description(
      "Measures the built kernel beside others, in one run and in turns, and prints a Markdown table: the minimum " +
        "and the median of each work, and the ratio of the medians. What a kernel cannot do is said in two words. " +
        "It takes a quarter of an hour, with --quick five minutes. Nothing is asserted: timings are this machine's.",
    )
    .option("--quick", "2 repetitions instead of 5, and 200 cells instead of 1,000")
    .option("--only <NAMES>", `kernels, with commas, of ${kernelNames.join(", ")}`, names)
    .option("--rows <WORDS>", "only rows that have one of these words, with commas: start,memory", words)
    .option("--python <PATH>", "a Python that has ipykernel (default: the private .venv's)")
    .option("--deno <PATH>", "Deno's program; without it, Deno is left out")
    .option("--runs <N>", "repetitions of each work", count)
    .option("--json", "print one JSON object with every reading")
    .parse(argv)
    .opts<Options>();
}

function words(typed: string): string[] {
  return typed
    .split(",")
    .map((word) => word.trim().toLowerCase())
    .filter(Boolean);
}

function names(typed: string): string[] {
  const unknown = words(typed).find((word) => !kernelNames.includes(word));
  if (unknown) throw new InvalidArgumentError(`There is no kernel "${unknown}".`);
  return kernelNames.filter((name) => words(typed).includes(name));
}

function count(typed: string): number {
  if (!/^[1-9]\d{0,2}$/.test(typed)) throw new InvalidArgumentError("It is a number from 1 to 999.");
  return Number(typed);
}
