/** What is known of a request that was followed: what its text, its picture and its diagrams are made from. */
import type { Step } from "./step.js";

export interface Followed {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly reason: string;
  readonly size: number;
  readonly seconds: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly steps: readonly Step[];
}

/** `200 OK`. */
export function statusText({ status, reason }: Pick<Followed, "status" | "reason">): string {
  return `${status} ${reason}`.trim();
}
