/**
 * Contents of the requests that the kernel understands: checked on the way in, with the defaults of
 * Jupyter's messaging specification. Fields that nothing here reads are let through unread.
 */
import * as z from "zod/mini";

export const ExecuteRequest = z.object({
  code: z.string(),
  silent: z._default(z.boolean(), false),
  store_history: z._default(z.boolean(), true),
  stop_on_error: z._default(z.boolean(), true),
  allow_stdin: z._default(z.boolean(), false),
  user_expressions: z._default(z.record(z.string(), z.string()), {}),
});

/** `cursor_pos` counts Unicode code points. */
export const CompleteRequest = z.object({
  code: z.string(),
  cursor_pos: z.int().check(z.nonnegative()),
});

/** `detail_level` 1 asks for the source as well. */
export const InspectRequest = z.object({
  code: z.string(),
  cursor_pos: z.int().check(z.nonnegative()),
  detail_level: z._default(z.union([z.literal(0), z.literal(1)]), 0),
});

/** `session`: 0 is the current one, negative numbers count back from it. `n`: null is all. */
export const HistoryRequest = z.object({
  hist_access_type: z.enum(["range", "tail", "search"]),
  output: z._default(z.boolean(), false),
  session: z._default(z.int(), 0),
  start: z._default(z.int(), 0),
  stop: z._default(z.nullable(z.int()), null),
  n: z._default(z.nullable(z.int().check(z.nonnegative())), null),
  pattern: z._default(z.string(), "*"),
  unique: z._default(z.boolean(), false),
});

export const IsCompleteRequest = z.object({ code: z.string() });

const CommData = z._default(z.record(z.string(), z.unknown()), {});

/** A comm that a client opens; `target_name` says what for. */
export const CommOpen = z.object({ comm_id: z.string(), target_name: z.string(), data: CommData });

/** What a client sends on an open comm, or at its end. */
export const CommContent = z.object({ comm_id: z.string(), data: CommData });

/** `target_name`: of the open comms only those with this target. */
export const CommInfoRequest = z.object({ target_name: z.optional(z.nullable(z.string())) });

/** On the stdin channel, where the kernel asks and a client answers. */
export const InputReply = z.object({ value: z.string() });

export const ShutdownRequest = z.object({ restart: z._default(z.boolean(), false) });

/** Requests whose content changes nothing in the answer. */
export const PlainRequest = z.object({});

/** A request whose content is not what the specification asks for. */
export class InvalidRequest extends Error {
  override readonly name = "InvalidRequest";
}

/**
 * The content of a request, checked.
 * @throws {InvalidRequest} naming the field that is wrong
 * @example contentOf("is_complete_request", IsCompleteRequest, { code: "1 +" }).code
 */
export function contentOf<Schema extends z.ZodMiniType>(
  type: string,
  schema: Schema,
  content: object,
): z.output<Schema> {
  const parsed = z.safeParse(schema, content);
  if (parsed.success) return parsed.data;
  throw new InvalidRequest(`${type}: ${describe(parsed.error.issues)}`);
}

function describe(issues: { path: PropertyKey[]; code?: string; message: string }[]): string {
  return issues.map(({ path, message }) => `${path.join(".") || "content"}: ${message}`).join("; ");
}
