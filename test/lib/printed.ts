/** What a piece of code prints to standard output, kept from the test's report. */
export async function printed<T>(act: () => Promise<T> | T): Promise<{ text: string; value: T }> {
  const { write } = process.stdout;
  let text = "";
  process.stdout.write = ((piece: string | Uint8Array) => {
    text += String(piece);
    return true;
  }) as typeof write;
  try {
    const value = await act();
    return { text, value };
  } finally {
    process.stdout.write = write;
  }
}
