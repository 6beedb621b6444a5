/** A field of a message's content that is written as JSON already: its bytes travel as they are. */
export class WrittenJson {
  /** @example new WrittenJson([Buffer.from('{"text/html":'), Buffer.from('"<b>hi</b>"}')]) */
  constructor(readonly pieces: readonly Uint8Array[]) {}
}
