/** What the kernel's tests read out of the messages that a client saw. */
import { stripVTControlCharacters } from "node:util";
import type { Executed, KernelClient, Seen } from "./client.js";

export const types = (messages: Seen[]) => messages.map(({ type }) => type);
export const states = (messages: Seen[]) =>
  messages.filter(({ type }) => type === "status").map(({ content }) => content.execution_state);
export const stream = ({ broadcast }: Executed, name = "stdout") =>
  broadcast
    .filter(({ type, content }) => type === "stream" && content.name === name)
    .map(({ content }) => content.text)
    .join("");
export const result = ({ broadcast }: Executed) =>
  stripVTControlCharacters(
    broadcast.find(({ type }) => type === "execute_result")?.content.data["text/plain"] ?? "nothing",
  );

/** Runs a cell that loops for ever; resolves to its id once it does. */
export async function startLoop(kernel: KernelClient): Promise<string> {
  const id = await kernel.send("execute_request", { code: 'console.log("looping");\nwhile (true) {}' });
  await kernel.hear(({ parent, content }) => parent === id && content.text === "looping\n");
  return id;
}
