/** `execute_request`: checks and runs a cell, and says what came of it. */
import type * as z from "zod/mini";
import type { ConvertedCell, RejectedCell } from "../language/engine.js";
import type { Header, Message } from "../messages/message.js";
import type { ExecuteReply } from "../messages/replies.js";
import type { ExecuteRequest } from "../messages/requests.js";
import type { CellError, Outcome } from "../runtime/runtime.js";
import type { Conversation } from "./conversation.js";
import { show } from "./show.js";
import { typeCheckError } from "./type-errors.js";

export async function execute(
  content: z.output<typeof ExecuteRequest>,
  conversation: Conversation,
  request: Message,
): Promise<ExecuteReply> {
  const { code, silent, store_history, stop_on_error } = content;
  const { publisher, cells, queue } = conversation;
  if (store_history && !silent) conversation.executionCount += 1;
  const execution_count = conversation.executionCount;
  const broadcast = silent ? undefined : request.header;
  if (broadcast) {
    cells.set(request.header.msg_id, broadcast);
    publisher.publish(broadcast, "execute_input", { code, execution_count });
  }
  const outcome = await evaluate(code, request.header, conversation);
  if (outcome.status === "ok") {
    if (broadcast && outcome.result) {
      show(publisher, broadcast, "execute_result", { execution_count, ...outcome.result });
    }
    return { status: "ok", execution_count, user_expressions: {}, payload: [] };
  }
  const { name: ename, message: evalue, traceback } = outcome.error;
  if (broadcast) publisher.publish(broadcast, "error", { ename, evalue, traceback });
  if (stop_on_error && !silent) await queue.stop();
  return { status: "error", execution_count, ename, evalue, traceback };
}

/** Converts the code and runs it; both can be interrupted. */
async function evaluate(code: string, { msg_id }: Header, conversation: Conversation): Promise<Outcome> {
  const { runtime } = conversation;
  const name = `cell ${conversation.executionCount}`;
  try {
    const interrupted = new Promise<Outcome>((resolve) => {
      conversation.interrupt = () => resolve({ status: "error", error: interruption() });
    });
    const converted = await Promise.race([convert(code, conversation), interrupted]);
    if ("status" in converted) return converted;
    if (!converted.ok) return { status: "error", error: rejection(name, converted, conversation) };
    conversation.interrupt = () => runtime.interrupt();
    const outcome = await runtime.execute({ cell: msg_id, name, code, ...converted });
    // A cell that failed may have left some of its variables unset: none of them are taken for declared.
    if (outcome.status === "ok") conversation.keep(converted.declarations);
    if (outcome.status === "died") conversation.lose(outcome.error);
    return outcome;
  } catch (error) {
    return { status: "error", error: cellError(error as Error) };
  } finally {
    conversation.interrupt = () => {};
  }
}

/** The runtime may end while a cell is converted, and the variables with it: then it is converted anew. */
async function convert(code: string, conversation: Conversation): Promise<ConvertedCell | RejectedCell> {
  const { declarations } = conversation;
  const converted = await conversation.engine.convert({ code, declarations });
  return declarations === conversation.declarations ? converted : convert(code, conversation);
}

function rejection(name: string, { diagnostics }: RejectedCell, { loss }: Conversation): CellError {
  const error = typeCheckError(name, diagnostics);
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
