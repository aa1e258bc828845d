import type { ErrorDocument, ErrorPlace } from "./generated/types.gen.js";

/** What a client was answered instead of what it asked for: a problem document (RFC 9457), whatever its status.
 *
 * `code` says why; take codes that you do not know by the class, which follows the status. */
export class Refusal extends Error {
  override readonly name: string = "Refusal";
  declare readonly status: number;
  declare readonly code: string;
  declare readonly title: string;
  declare readonly detail: string;
  declare readonly type: string;
  declare readonly instance: string;
  /** Name it when you ask for help; it stands in the server's log. */
  declare readonly requestId: string;
  /** Each place that is wrong: a `pointer` into the body, or a `parameter` and where it stands. */
  declare readonly errors: readonly ErrorPlace[];
  /** Seconds to wait before it is worth another try, where the server says so. */
  declare readonly retryAfter: number | undefined;
  /** The key that the request was sent with: repeated with it, it is still done only once. */
  declare readonly idempotencyKey: string | undefined;

  constructor(document: ErrorDocument, retryAfter?: number, idempotencyKey?: string) {
    super(`${document.status} ${document.code}: ${document.detail || document.title}`);
    const { request_id: requestId, ...said } = document;
    Object.assign(this, said, { requestId, retryAfter, idempotencyKey });
  }
}

/** 304 to a tag that the caller sent: what is held is still right. */
export class NotModified extends Refusal {
  override readonly name = "NotModified";
}

/** 400: the request cannot be read. */
export class BadRequest extends Refusal {
  override readonly name = "BadRequest";
}

/** 401, or a sign-in that was refused or has ended: sign in (again). */
export class Unauthenticated extends Refusal {
  override readonly name = "Unauthenticated";
}

/** 403: you see it, but may not do this. */
export class Forbidden extends Refusal {
  override readonly name = "Forbidden";
}

/** 404: there is nothing here that you may read. */
export class NotFound extends Refusal {
  override readonly name = "NotFound";
}

/** 409: the state of things does not allow it. */
export class Conflict extends Refusal {
  override readonly name = "Conflict";
}

/** 412: somebody changed it since you read it. Read it again, and decide anew. */
export class PreconditionFailed extends Refusal {
  override readonly name = "PreconditionFailed";
}

/** 413: the body is too large. */
export class TooLarge extends Refusal {
  override readonly name = "TooLarge";
}

/** 422: what was sent is not valid; `errors` says where. */
export class Invalid extends Refusal {
  override readonly name = "Invalid";
}

/** 428: say which version you mean, by `ifMatch`. */
export class PreconditionRequired extends Refusal {
  override readonly name = "PreconditionRequired";
}

/** 429, for longer than the client waits. */
export class TooManyRequests extends Refusal {
  override readonly name = "TooManyRequests";
}

/** 503, for longer than the client waits. With the code `outcome_unknown` it may have been done. */
export class Unavailable extends Refusal {
  override readonly name = "Unavailable";
}

/** Any other status of 500 and above. */
export class Unexpected extends Refusal {
  override readonly name = "Unexpected";
}

/** No answer of the service came: the network failed, the time was over, or something else answered. Unless the request only
 * reads, it may have been done. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
  /** The key that the request was sent with: repeated with it, it is still done only once. */
  readonly idempotencyKey: string | undefined;

  constructor(message: string, cause: unknown, idempotencyKey?: string) {
    super(message, { cause });
    this.idempotencyKey = idempotencyKey;
  }
}

const BY_STATUS: Readonly<Record<number, typeof Refusal>> = {
  304: NotModified,
  400: BadRequest,
  401: Unauthenticated,
  403: Forbidden,
  404: NotFound,
  409: Conflict,
  412: PreconditionFailed,
  413: TooLarge,
  422: Invalid,
  428: PreconditionRequired,
  429: TooManyRequests,
  503: Unavailable,
};

/** The refusal that an answer holds: of the server, of its token endpoint (RFC 6749, 5.2), or of something in between
 * that knows neither shape. */
export function refusalOf(response: Response, text: string, path: string, idempotencyKey?: string): Refusal {
  const document = documentOf(response, text, path);
  const signIn = document.code === "invalid_grant";
  const Kind = signIn ? Unauthenticated : (BY_STATUS[response.status] ?? (response.status >= 500 ? Unexpected : Refusal));
  return new Kind(document, retryAfterOf(response), idempotencyKey);
}

/** `Retry-After` in seconds (RFC 9110, 10.2.3: a number, or a date, by the clock of who wrote it). */
export function retryAfterOf(response: Response): number | undefined {
  const said = response.headers.get("Retry-After") ?? "";
  if (/^\d+$/.test(said)) return Number(said);
  const until = dateOf(said);
  if (until === undefined) return undefined;
  return Math.max(0, (until - (dateOf(response.headers.get("Date") ?? "") ?? Date.now())) / 1000);
}

/** An HTTP-date (RFC 9110, 5.6.7). `Date.parse` alone makes a date of "-5" too, and of "1.5". */
function dateOf(text: string): number | undefined {
  const date = /^[A-Z][a-z]+, .* GMT$/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(date) ? undefined : date;
}

function documentOf(response: Response, text: string, path: string): ErrorDocument {
  const said = read(text);
  const code = string(said["code"]) ?? string(said["error"]) ?? `http_${response.status}`;
  return {
    type: string(said["type"]) ?? `urn:alliance:error:${code}`,
    title: string(said["title"]) ?? (response.statusText || code),
    status: response.status,
    detail: string(said["detail"]) ?? string(said["error_description"]) ?? "",
    instance: string(said["instance"]) ?? path,
    code,
    request_id: string(said["request_id"]) ?? response.headers.get("X-Request-Id") ?? "",
    errors: Array.isArray(said["errors"]) ? said["errors"] : [],
  };
}

function read(text: string): Record<string, unknown> {
  try {
    const said: unknown = JSON.parse(text);
    return typeof said === "object" && said !== null ? { ...said } : {};
  } catch {
    return {};
  }
}

function string(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
