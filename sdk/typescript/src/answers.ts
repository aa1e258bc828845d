/** How something was answered. */
export interface Answer {
  readonly status: number;
  readonly etag: string | undefined;
  readonly headers: Headers;
  /** Whether it is the first answer to the same `Idempotency-Key` again. */
  readonly replayed: boolean;
}

const ANSWERS = new WeakMap<object, Answer>();

export function remember<T>(value: T, status: number, headers: Headers): T {
  if (typeof value === "object" && value !== null)
    ANSWERS.set(value, {
      status,
      etag: headers.get("ETag") ?? undefined,
      headers,
      replayed: headers.get("Idempotency-Replayed") === "true",
    });
  return value;
}

/** How a value that a client gave was answered; undefined for a part or a copy of one. */
export function answerOf(value: object): Answer | undefined {
  return ANSWERS.get(value);
}

/** The header for a change of what was read: refused with `PreconditionFailed` where somebody changed it meanwhile.
 *
 * For a line of a list, or a copy, it is made of the `version`, which is all that the server compares. */
export function ifMatch(held: { readonly version: number }): { "If-Match": string } {
  return { "If-Match": answerOf(held)?.etag ?? `"${held.version}"` };
}

/** The last answers to GET, by address, so that a 304 is the value held. The one asked for longest ago goes first. */
export class Held {
  readonly #most: number;
  readonly #kept = new Map<string, { readonly etag: string; readonly text: string; readonly headers: Headers }>();

  constructor(most: number) {
    this.#most = most;
  }

  get(address: string): { readonly etag: string; readonly text: string; readonly headers: Headers } | undefined {
    const kept = this.#kept.get(address);
    if (kept !== undefined) {
      this.#kept.delete(address);
      this.#kept.set(address, kept);
    }
    return kept;
  }

  keep(address: string, text: string, headers: Headers): void {
    const etag = headers.get("ETag");
    this.#kept.delete(address);
    if (etag === null || this.#most === 0) return;
    this.#kept.set(address, { etag, text, headers });
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= this.#most) break;
      this.#kept.delete(oldest);
    }
  }

  clear(): void {
    this.#kept.clear();
  }
}
