/** What a piece of code prints, kept out of the test's report: `text` is its standard output. */
export async function printed<T>(act: () => Promise<T> | T): Promise<{ text: string; value: T }> {
  const { stdout, stderr } = process;
  const [writeOut, writeErr] = [stdout.write, stderr.write];
  let text = "";
  stdout.write = ((piece: string | Uint8Array) => {
    text += String(piece);
    return true;
  }) as typeof writeOut;
  stderr.write = (() => true) as typeof writeErr;
  try {
    const value = await act();
    return { text, value };
  } finally {
    stdout.write = writeOut;
    stderr.write = writeErr;
  }
}
