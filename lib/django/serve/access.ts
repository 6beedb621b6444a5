/** The lines that servers write about the requests they served: each in a format of its own. */

/** A request, as a server's log has it. */
export interface LoggedRequest {
  method: string;
  /** With its query. */
  path: string;
  status: number;
  /** Size of the body in bytes; 0 where the server does not tell. */
  bytes: number;
}

/** What a line says of a request; undefined when it says something else. */
export type ReadsRequests = (line: string) => LoggedRequest | undefined;

/** A reader by a pattern with the groups method, path, status and perhaps bytes. */
function byPattern(pattern: RegExp): ReadsRequests {
  return (line) => {
    const { method, path, status, bytes } = pattern.exec(line)?.groups ?? {};
    if (!method || !path) return undefined;
    return { method, path, status: Number(status), bytes: Number(bytes) || 0 };
  };
}

/** `[23/Nov/2026 09:13:26] "GET / HTTP/1.1" 200 12345` */
export const runserverRequest = byPattern(
  /^\[[^\]]+\] "(?<method>\w+) (?<path>\S+) HTTP\/[\d.]+" (?<status>\d{3}) (?<bytes>\d+|-)/,
);

/**
 * `127.0.0.1 - - [23/Nov/2026:09:13:12 +0000] "GET / HTTP/1.1" 404 2272 "-" "agent"`, hypercorn's after its own mark.
 * Hypercorn writes the path decoded, and without its query: it may hold spaces.
 */
export const commonLogRequest = byPattern(
  /^(?:\[[^\]]+\] \[\d+\] \[INFO\] )?\S+ \S+ \S+ \[[^\]]+\] "(?<method>\w+) (?<path>\S.*?)(?: (?:HTTP\/)?[\d.]+)?" (?<status>\d{3}) (?<bytes>\d+|-)/,
);

/** `INFO:     127.0.0.1:39260 - "GET /x HTTP/1.1" 404 Not Found` */
export const uvicornRequest = byPattern(
  /^INFO:\s+\S+ - "(?<method>\w+) (?<path>\S+) HTTP\/[\d.]+" (?<status>\d{3})\b/,
);
