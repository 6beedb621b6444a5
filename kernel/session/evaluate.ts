/** Code converted and run, as part of a request that can be interrupted. */
import type { ConvertedCell, RejectedCell } from "../language/engine.js";
import type { CellError, Outcome } from "../runtime/runtime.js";
import type { Conversation } from "./conversation.js";
import { explainOutlived } from "./outlived-types.js";
import { typeCheckError } from "./type-errors.js";

export interface Piece {
  code: string;
  /** How it is called in errors, for instance `cell 3`. */
  name: string;
  /** The id of the request: what the code prints is shown under it. */
  cell: string;
}

/** @returns also the declarations that later cells would see, where these change */
export async function evaluate(
  { code, name, cell }: Piece,
  conversation: Conversation,
): Promise<{ outcome: Outcome; declarations?: string | undefined }> {
  const { runtime } = conversation;
  try {
    const interrupted = new Promise<Outcome>((resolve) => {
      conversation.interruptBy(() => resolve({ status: "error", error: interruption() }));
    });
    const converted = await Promise.race([convert(code, conversation), interrupted]);
    if ("status" in converted) return { outcome: converted };
    if (!converted.ok) {
      const error = rejection(name, converted, conversation);
      conversation.unfinished.add({ name, declares: converted.declares, hasBegun: false });
      return { outcome: { status: "error", error } };
    }
    conversation.interruptBy(() => runtime.interrupt());
    const outcome = await runtime.execute({ cell, name, code, ...converted });
    if (outcome.status === "died") conversation.lose(outcome.error);
    // What failed may have left some of its variables unset: none of them are taken for declared.
    if (outcome.status === "error")
      conversation.unfinished.add({ name, declares: converted.declares, hasBegun: true });
    const { declarations, declarationsIfFailed } = converted;
    const left = { ok: declarations, error: declarationsIfFailed, died: undefined };
    return { outcome, declarations: left[outcome.status] };
  } catch (error) {
    return { outcome: { status: "error", error: cellError(error as Error) } };
  } finally {
    conversation.interruptBy(undefined);
  }
}

/** The runtime may end while a cell is converted, and the variables with it: then it is converted anew. */
async function convert(code: string, conversation: Conversation): Promise<ConvertedCell | RejectedCell> {
  const { declarations } = conversation;
  const converted = await conversation.engine.convert({ code, declarations });
  return declarations === conversation.declarations ? converted : convert(code, conversation);
}

function rejection(
  name: string,
  { diagnostics }: RejectedCell,
  { loss, unfinished }: Conversation,
): CellError {
  const error = typeCheckError(name, diagnostics);
  error.traceback.push(...unfinished.explain(diagnostics), ...explainOutlived(diagnostics));
  // Names that were there a moment ago: the reader has to know where they went.
  if (loss) error.traceback.push(`${loss.name}: ${loss.message}`);
  return error;
}

function interruption(): CellError {
  return cellError({ name: "Interrupted", message: "The cell was interrupted before it began to run" });
}

function cellError({ name, message }: { name: string; message: string }): CellError {
  return { name, message, traceback: [`${name}: ${message}`] };
}
