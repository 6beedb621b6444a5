/** Questions of the running cell to its reader: `input_request`, by which a kernel asks a client. */
import type { Message } from "../messages/message.js";
import { contentOf, InputReply } from "../messages/requests.js";
import type { Runtime, RuntimeEvent } from "../runtime/runtime.js";

type Question = Extract<RuntimeEvent, { type: "question" }>;

const notAllowed = "The client that sent this cell takes no questions (allow_stdin is false)";
const tooLate = "The cell that asks has ended: only a running cell can ask";

export class Input {
  readonly #runtime: Runtime;
  readonly #send: (request: Message) => void;
  readonly #session: string;
  #asker: { request: Message; allowed: boolean } | undefined;
  readonly #open: Question[] = [];
  /** The id of the `input_request` that waits for its reply. */
  #waiting = "";

  /** @param send puts a request on the stdin channel */
  constructor(runtime: Runtime, session: string, send: (request: Message) => void) {
    this.#runtime = runtime;
    this.#session = session;
    this.#send = send;
  }

  /** From here to `end` the cell of this request may ask. */
  begin(request: Message, allowed: boolean): void {
    this.#asker = { request, allowed };
  }

  end(): void {
    this.#asker = undefined;
    this.#open.length = 0;
  }

  ask(question: Question): void {
    const { id, cell } = question;
    if (this.#asker?.request.header.msg_id !== cell) this.#runtime.answer({ id, refusal: tooLate });
    else if (!this.#asker.allowed) this.#runtime.answer({ id, refusal: notAllowed });
    else if (this.#open.push(question) === 1) this.#request(this.#asker.request, question);
  }

  /** Takes an `input_reply`; one that answers another question, or comes from who was not asked, is ignored. */
  reply(message: Message): void {
    const { value } = contentOf("input_reply", InputReply, message.content);
    if (!this.#asker || !this.#isAnswered(message, this.#asker.request)) return;
    const question = this.#open.shift();
    if (!question) return;
    this.#runtime.answer({ id: question.id, text: value });
    const next = this.#open[0];
    if (next) this.#request(this.#asker.request, next);
  }

  #isAnswered({ header, parent, identities }: Message, asked: Message): boolean {
    // Clients that leave out the parent are many.
    const isParent = (parent.msg_id ?? this.#waiting) === this.#waiting;
    const isAsked = Buffer.concat(identities).equals(Buffer.concat(asked.identities));
    return header.msg_type === "input_reply" && isParent && isAsked;
  }

  #request(asker: Message, { prompt, password }: Question): void {
    const request = asker.inquiry(this.#session, { prompt, password });
    this.#waiting = request.header.msg_id;
    this.#send(request);
  }
}
