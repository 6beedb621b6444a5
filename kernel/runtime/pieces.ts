/** Long text in pieces: each is read at the other end while the next is made, and V8 is slow at texts of megabytes. */
import { wholeCharacters } from "./output-limit.js";

const charactersPerPiece = 64 * 1024;
/** In UTF-8, of one of `textPieces`. */
export const mostBytesPerPiece = 3 * charactersPerPiece;

/**
 * The JSON of an object whose fields may be long texts.
 * @example [...jsonPieces({ a: "b" })].join("") // '{"a":"b"}'
 */
export function* jsonPieces(fields: Record<string, unknown>): Generator<string> {
  let before = "{";
  for (const [name, field] of Object.entries(fields)) {
    yield `${before}${JSON.stringify(name)}:`;
    if (typeof field !== "string") yield JSON.stringify(field);
    else {
      yield '"';
      for (const piece of textPieces(field)) yield JSON.stringify(piece).slice(1, -1);
      yield '"';
    }
    before = ",";
  }
  yield before === "{" ? "{}" : "}";
}

/** Small pieces put together, so that they are written at once. */
export function* gathered(pieces: Iterable<string>): Generator<string> {
  let text = "";
  for (const piece of pieces) {
    if (text !== "" && text.length + piece.length > charactersPerPiece) {
      yield text;
      text = "";
    }
    text += piece;
  }
  yield text;
}

/** A text cut between characters. */
export function* textPieces(text: string): Generator<string> {
  for (let from = 0; from < text.length; ) {
    const piece = text.slice(from, wholeCharacters(text, from + charactersPerPiece));
    yield piece;
    from += piece.length;
  }
}
