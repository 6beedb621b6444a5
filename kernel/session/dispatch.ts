/** The requests and messages that this kernel understands, by channel, and how each is answered. */
import type * as z from "zod/mini";
import type { Message } from "../messages/message.js";
import type { AbortedReply } from "../messages/replies.js";
import {
  CommContent,
  CommInfoRequest,
  CommOpen,
  CompleteRequest,
  contentOf,
  ExecuteRequest,
  HistoryRequest,
  InspectRequest,
  IsCompleteRequest,
  PlainRequest,
  ShutdownRequest,
} from "../messages/requests.js";
import { commClose } from "./comm-close.js";
import { commInfo } from "./comm-info.js";
import { commMsg } from "./comm-msg.js";
import { commOpen } from "./comm-open.js";
import { complete } from "./complete.js";
import { connect } from "./connect.js";
import type { Conversation } from "./conversation.js";
import { execute } from "./execute.js";
import { history } from "./history.js";
import { inspect } from "./inspect.js";
import { interrupt } from "./interrupt.js";
import { isComplete, noIdea } from "./is-complete.js";
import { kernelInfo } from "./kernel-info.js";
import { shutdown } from "./shutdown.js";
import { usage } from "./usage.js";

export interface Handler {
  /** The content of the reply, if there is one. Rejects when the request is not valid or cannot be answered. */
  answer(request: Message, conversation: Conversation): Promise<object | undefined>;
  /** Waits for its turn behind the requests that run code; all others are answered while a cell runs. */
  queued?: true;
  /** The reply when there is no answer, where its type has a word for that; elsewhere it is an error. */
  otherwise?: object;
  /** A message that nobody expects a reply to. */
  oneWay?: true;
  /** The session ends with it. */
  last?: true;
}

export type Channel = "shell" | "control";

const kernelInfoRequest = handler(PlainRequest, kernelInfo);
const shutdownRequest = handler(ShutdownRequest, shutdown, { last: true });

const requests: Record<Channel, Record<string, Handler>> = {
  shell: {
    execute_request: handler(ExecuteRequest, execute, { queued: true }),
    complete_request: handler(CompleteRequest, complete),
    inspect_request: handler(InspectRequest, inspect),
    is_complete_request: handler(IsCompleteRequest, isComplete, { otherwise: noIdea }),
    kernel_info_request: kernelInfoRequest,
    comm_open: message(CommOpen, commOpen),
    comm_msg: message(CommContent, commMsg),
    comm_close: message(CommContent, commClose),
    comm_info_request: handler(CommInfoRequest, commInfo),
    history_request: handler(HistoryRequest, history),
    connect_request: handler(PlainRequest, connect),
    shutdown_request: shutdownRequest,
  },
  control: {
    interrupt_request: handler(PlainRequest, interrupt),
    usage_request: handler(PlainRequest, usage),
    kernel_info_request: kernelInfoRequest,
    shutdown_request: shutdownRequest,
  },
};

/** How a request is answered; nothing for one that this kernel does not understand. */
export function handlerOf(channel: Channel, type: string): Handler | undefined {
  return Object.hasOwn(requests[channel], type) ? requests[channel][type] : undefined;
}

/** Takes the place of a queued handler whose request is not to be run any more. */
export const aborted: Handler = {
  queued: true,
  answer: async (_request, { executionCount }): Promise<AbortedReply> => ({
    status: "aborted",
    execution_count: executionCount,
  }),
};

function handler<Schema extends z.ZodMiniType>(
  schema: Schema,
  handle: (
    content: z.output<Schema>,
    conversation: Conversation,
    request: Message,
  ) => object | Promise<object>,
  conduct: Pick<Handler, "queued" | "otherwise" | "last"> = {},
): Handler {
  return {
    ...conduct,
    answer: async (request, conversation) =>
      handle(contentOf(request.header.msg_type, schema, request.content), conversation, request),
  };
}

function message<Schema extends z.ZodMiniType>(
  schema: Schema,
  handle: (content: z.output<Schema>, conversation: Conversation, message: Message) => Promise<void>,
): Handler {
  return {
    oneWay: true,
    answer: async (one, conversation) => {
      await handle(contentOf(one.header.msg_type, schema, one.content), conversation, one);
      return undefined;
    },
  };
}
