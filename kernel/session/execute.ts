/** `execute_request`: checks and runs a cell, and says what came of it. */
import type * as z from "zod/mini";
import type { Message } from "../messages/message.js";
import type { ExecuteReply } from "../messages/replies.js";
import type { ExecuteRequest } from "../messages/requests.js";
import type { Outcome } from "../runtime/runtime.js";
import type { Conversation } from "./conversation.js";
import { errorContent } from "./error-content.js";
import { evaluate } from "./evaluate.js";
import { userExpressions } from "./user-expressions.js";

export async function execute(
  content: z.output<typeof ExecuteRequest>,
  conversation: Conversation,
  request: Message,
): Promise<ExecuteReply> {
  const { code, silent, store_history, stop_on_error, user_expressions, allow_stdin } = content;
  const { msg_id: cell } = request.header;
  const { publisher, cells, queue, input } = conversation;
  if (store_history && !silent) conversation.executionCount += 1;
  const execution_count = conversation.executionCount;
  const broadcast = silent ? undefined : request.header;
  if (broadcast) {
    cells.set(cell, broadcast);
    publisher.publish(broadcast, "execute_input", { code, execution_count });
  }
  input.begin(request, allow_stdin);
  const name = `cell ${execution_count}`;
  const { outcome, declarations } = await evaluate({ code, name, cell }, conversation);
  input.end();
  if (store_history && !silent)
    conversation.history.add({ line: execution_count, code, ...shortOutput(outcome) });
  if (declarations !== undefined) conversation.keep(declarations);
  if (outcome.status === "ok") {
    conversation.hasRun(code);
    if (broadcast && outcome.result) {
      publisher.publish(broadcast, "execute_result", { execution_count, ...outcome.result });
    }
    const expressions = await userExpressions(user_expressions, cell, conversation);
    return { status: "ok", execution_count, user_expressions: expressions, payload: [] };
  }
  const error = errorContent(outcome.error);
  if (broadcast) publisher.publish(broadcast, "error", error);
  if (stop_on_error && !silent) await queue.stop();
  return { status: "error", execution_count, ...error };
}

const mostOutput = 10_000;

function shortOutput(outcome: Outcome): { output?: string } {
  const text = outcome.status === "ok" ? outcome.result?.data["text/plain"] : undefined;
  return typeof text === "string" ? { output: text.slice(0, mostOutput) } : {};
}
