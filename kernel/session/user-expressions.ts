/** The `user_expressions` of an execute request: what a client wants to know once the cell has run. */
import type { ExpressionReply } from "../messages/replies.js";
import type { Conversation } from "./conversation.js";
import { errorContent } from "./error-content.js";
import { evaluate } from "./evaluate.js";

/**
 * Each expression's value, or its error; what one declares is gone after it.
 *
 * @param cell the id of the request
 * @example await userExpressions({ total: "a + b" }, cell, conversation)
 */
export async function userExpressions(
  expressions: Record<string, string>,
  cell: string,
  conversation: Conversation,
): Promise<Record<string, ExpressionReply>> {
  const replies: Record<string, ExpressionReply> = {};
  for (const [key, code] of Object.entries(expressions)) {
    const { outcome } = await evaluate({ code, name: `expression ${key}`, cell }, conversation);
    if (outcome.status === "ok") {
      const { data, metadata } = outcome.result ?? { data: { "text/plain": "undefined" }, metadata: {} };
      replies[key] = { status: "ok", data, metadata };
    } else {
      replies[key] = { status: "error", ...errorContent(outcome.error) };
    }
  }
  return replies;
}
