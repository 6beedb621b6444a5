/**
 * Messages as ZeroMQ's frames: identities, delimiter, signature, header, parent header, metadata, content
 * and any number of binary buffers.
 * Source: "The wire protocol" of Jupyter's messaging specification.
 */
import * as z from "zod/mini";
import { type Header, Message } from "../messages/message.js";
import { WrittenJson } from "../messages/written-json.js";
import type { Replays } from "./replays.js";
import type { Signer } from "./signature.js";

const delimiter = Buffer.from("<IDS|MSG>");

const ReceivedHeader = z.looseObject({ msg_id: z.string(), msg_type: z.string(), session: z.string() });

/** Frames that are no message, or one that was not signed with the connection's key, or came before. */
export class MalformedMessage extends Error {
  override readonly name = "MalformedMessage";
}

/**
 * A message as the frames that travel.
 * @example await socket.send(encode(message, signer))
 */
export function encode(message: Message, signer: Signer): Uint8Array[] {
  const { header, parent, metadata, content } = message;
  const parts = [...[header, parent, metadata].map(inJson), contentInJson(content)];
  return [...message.identities, delimiter, Buffer.from(signer.sign(parts)), ...parts, ...message.buffers];
}

/**
 * The message that received frames make.
 * @param replays remembers its signature, so that it is not taken in twice
 * @throws {MalformedMessage} when they make none, or their signature does not fit or has come before
 * @example const request = decode(await socket.receive(), signer)
 */
export function decode(frames: readonly Uint8Array[], signer: Signer, replays?: Replays): Message {
  const start = frames.findIndex((frame) => delimiter.equals(frame));
  if (start < 0) throw new MalformedMessage("it has no delimiter");
  const [signature, ...rest] = frames.slice(start + 1);
  const parts = rest.slice(0, 4);
  if (!signature || parts.length < 4) throw new MalformedMessage("it has too few frames");
  if (!signer.verify(signature, parts)) throw new MalformedMessage("its signature does not fit");
  if (signer.isKeyed && replays?.isKnown(signature)) throw new MalformedMessage("it has come before");
  const [header, parent, metadata, content] = parts.map(dictionary);
  if (!z.safeParse(ReceivedHeader, header).success) throw new MalformedMessage("its header lacks a field");
  // The header goes back as the parent of every answer: as it came, whatever else it carries.
  const message = [
    header as unknown as Header,
    parent as Record<string, never>,
    content!,
    metadata!,
  ] as const;
  return new Message(...message, frames.slice(0, start), rest.slice(4));
}

const inJson = (part: object) => Buffer.from(JSON.stringify(part));

/** A field that is written already is put in unread, as it may be megabytes; there is one at most. */
function contentInJson(content: object): Buffer {
  const fields = Object.entries(content);
  const [name, written] = fields.find(([, field]) => field instanceof WrittenJson) ?? [];
  if (name === undefined) return inJson(content);
  const others = JSON.stringify({ ...content, [name]: undefined }).slice(1);
  const before = Buffer.from(`{${JSON.stringify(name)}:`);
  return Buffer.concat([before, ...written.pieces, Buffer.from(others === "}" ? others : `,${others}`)]);
}

function dictionary(frame: Uint8Array): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(frame).toString());
  } catch {
    throw new MalformedMessage("a frame of it is not JSON");
  }
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    throw new MalformedMessage("a frame of it is not a JSON object");
  }
  return value as Record<string, unknown>;
}
