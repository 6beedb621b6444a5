/** The Python interpreters of this machine, and the one that the course uses. */
import { availableParallelism } from "node:os";
import { inParallel } from "../tools/in-parallel.js";
import { type Candidate, look } from "./candidate.js";
import type { Python } from "./interpreter.js";
import { NoPython } from "./no-python.js";
import { type Machine, thisMachine } from "./python-places.js";
import { distinctWays, type Way, waysToPython } from "./python-ways.js";
import { Pythons } from "./pythons.js";

/**
 * Every interpreter of this machine, in the order of preference: those on PATH, those that `py` knows on
 * Windows, and those that pyenv, uv, conda, Homebrew and python.org keep elsewhere. The one that DJLAB_PYTHON
 * names comes first.
 *
 * @example (await findPythons()).chosen?.version === python.version // true
 */
export async function findPythons(): Promise<Pythons> {
  const machine = thisMachine();
  const chosen = process.env.DJLAB_PYTHON;
  const ways: Way[] = chosen ? [{ command: [chosen] }] : [];
  for await (const way of waysToPython(machine)) ways.push(way);
  const atMost = Math.max(4, availableParallelism());
  const looked = await inParallel(distinctWays(ways), atMost, (way) => look(way, machine));
  return new Pythons(firstOfEach(looked), chosen);
}

/**
 * The Python that the course uses: the one that DJLAB_PYTHON names, or else the first of those that a
 * terminal would find which is new enough and complete. It looks no further than that one.
 *
 * @throws NoPython when there is none, with what each one lacks and how to get one
 * @example (await findPython()).unusable // undefined
 */
export async function findPython(): Promise<Python> {
  const machine = thisMachine();
  const chosen = process.env.DJLAB_PYTHON;
  const looked: Candidate[] = [];
  for await (const way of chosen ? [{ command: [chosen] } as const] : waysToPython(machine)) {
    const candidate = await look(way, machine);
    if ("python" in candidate && !candidate.why) return candidate.python;
    looked.push(candidate);
  }
  throw noPython(looked, machine, chosen);
}

function noPython(looked: readonly Candidate[], { platform }: Machine, chosen?: string): NoPython {
  return new NoPython({ looked: firstOfEach(looked), platform, chosen });
}

/** Several names may start the same interpreter: the first is kept. */
function firstOfEach(candidates: readonly Candidate[]): Candidate[] {
  const seen = new Set<string>();
  return candidates.filter((candidate) => {
    if (!("python" in candidate)) return true;
    const { file, prefix } = candidate.python.facts;
    const key = `${file}\0${prefix}`;
    return !seen.has(key) && seen.add(key);
  });
}
