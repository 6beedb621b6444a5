/** The part of the set-up that commands use, too; `scripts/bundle.ts` copies it into the build. */
export function lock(locks: Record<string, string>, signal?: AbortSignal): Promise<() => void>;
export function lives(pid: number): boolean;
