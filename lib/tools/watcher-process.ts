/** The process behind watcher.ts: reads `+GROUP` and `-GROUP` lines; at their end, ends the groups that are left. */
import { createInterface } from "node:readline";
import { endGroup } from "./group.js";

const groups = new Set<number>();
for await (const line of createInterface({ input: process.stdin })) {
  const group = Number(line.slice(1));
  if (line.startsWith("+")) groups.add(group);
  else groups.delete(group);
}
await Promise.all([...groups].map((group) => endGroup(group, 1000)));
