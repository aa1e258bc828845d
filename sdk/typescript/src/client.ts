import { Held, remember } from "./answers.js";
import { NoAnswer, refusalOf, retryAfterOf } from "./errors.js";
import { UNKEYED } from "./generated/unkeyed.gen.js";

/** Where a client takes its access tokens from. */
export interface Tokens {
  /** A token to send. */
  current(): Promise<string>;
  /** Another one instead of a token that was refused with 401; undefined where there is none. */
  instead(refused: string): Promise<string | undefined>;
}

/** How long a client keeps trying where that is safe. */
export interface Patience {
  /** Tries of one request, the first included. */
  readonly tries: number;
  /** Seconds for all tries of one request, with what lies between. */
  readonly seconds: number;
  /** Seconds for one try. */
  readonly secondsATry: number;
}

export interface ClientSettings {
  /** The server's address without `/api/v1`; in a browser it may be left out where the page comes from there. */
  readonly baseUrl?: string;
  /** An access token, or where to take it from; `signIn` and `resume` care for it. */
  readonly tokens?: string | Tokens;
  readonly patience?: Partial<Patience>;
  /** How many answers to GET are held, so that one that is still right is not sent again. */
  readonly held?: number;
  readonly fetch?: typeof globalThis.fetch;
}

/** What the generated functions say of an operation. */
export interface TDataShape {
  body?: unknown;
  headers?: unknown;
  path?: unknown;
  query?: unknown;
  url: string;
}

/** What one gives to the generated functions, besides the client. */
export type Options<TData extends TDataShape> = Omit<TData, "url"> &
  ("headers" extends keyof TData ? unknown : { headers?: Readonly<Record<string, string>> }) & {
    /** Ends the request, its tries and its waiting. */
    signal?: AbortSignal;
  };

interface Call {
  url: string;
  path?: unknown;
  query?: unknown;
  headers?: unknown;
  body?: unknown;
  signal?: AbortSignal;
  security?: readonly unknown[];
  /** Null where the body is sent as it is. */
  bodySerializer?: ((body: unknown) => string) | null;
}

/** How the generated functions write a form. */
export const urlSearchParamsBodySerializer = {
  bodySerializer: (body: unknown): string => queryOf(body).toString(),
};

const PATIENCE: Patience = { tries: 6, seconds: 60, secondsATry: 30 };

/** The way to one server, for one sign-in. The generated functions take it as `client`.
 *
 * A request that is refused or fails is tried again only where that cannot do it twice: where it only reads, where it
 * carries an `Idempotency-Key` (each POST that can gets one), or where the server says that nothing was done. */
export class Client {
  readonly baseUrl: string;
  readonly #tokens: Tokens | undefined;
  readonly #patience: Patience;
  readonly #held: Held;
  readonly #fetch: typeof globalThis.fetch;

  constructor(settings: ClientSettings = {}) {
    const { tokens } = settings;
    this.baseUrl = (settings.baseUrl ?? "").replace(/\/+$/, "");
    this.#tokens = typeof tokens === "string" ? fixed(tokens) : tokens;
    this.#patience = { ...PATIENCE, ...settings.patience };
    this.#held = new Held(settings.held ?? 200);
    this.#fetch = settings.fetch ?? ((input, init) => globalThis.fetch(input, init));
  }

  get<TResponses>(call: Call): Promise<TResponses[keyof TResponses]> {
    return this.#request("GET", call);
  }

  post<TResponses>(call: Call): Promise<TResponses[keyof TResponses]> {
    return this.#request("POST", call);
  }

  put<TResponses>(call: Call): Promise<TResponses[keyof TResponses]> {
    return this.#request("PUT", call);
  }

  patch<TResponses>(call: Call): Promise<TResponses[keyof TResponses]> {
    return this.#request("PATCH", call);
  }

  delete<TResponses>(call: Call): Promise<TResponses[keyof TResponses]> {
    return this.#request("DELETE", call);
  }

  /** Forgets the answers that are held. */
  forget(): void {
    this.#held.clear();
  }

  async #request<T>(method: string, call: Call): Promise<T> {
    const address = this.baseUrl + addressOf(call);
    const headers = new Headers(entriesOf(call.headers));
    const streamed = headers.get("Accept") === "text/event-stream";
    const held = method === "GET" && !streamed && !headers.has("If-None-Match") ? this.#held.get(address) : undefined;
    if (held !== undefined) headers.set("If-None-Match", held.etag);
    if (method === "POST" && !UNKEYED.includes(call.url) && !headers.has("Idempotency-Key"))
      headers.set("Idempotency-Key", newKey());
    if (call.body === undefined) headers.delete("Content-Type");
    const body = bodyOf(call);
    const { response, text } = await this.#persist(address, { method, headers, body, streamed }, call);
    if (response.status === 304 && held !== undefined) return remember(JSON.parse(held.text) as T, 200, held.headers);
    if (!response.ok) throw refusalOf(response, text, call.url, keyIn(headers));
    if (streamed) return response as T;
    const value = valueOf(text, `${method} ${call.url}`, keyIn(headers)) as T;
    if (method === "GET") this.#held.keep(address, text, response.headers);
    return remember(value, response.status, response.headers);
  }

  /** Tries until there is an answer to give back. */
  async #persist(address: string, init: Init, call: Call): Promise<Said> {
    const { tries, seconds } = this.#patience;
    const end = Date.now() + seconds * 1000;
    for (let tried = 1; ; tried += 1) {
      const said = await this.#signed(address, init, call, end);
      const again = said instanceof NoAnswer ? repeatable(init) : mayRepeat(init, said);
      const wait = (said instanceof NoAnswer ? undefined : retryAfterOf(said.response)) ?? pauseAfter(tried);
      if (!again || tried >= tries || Date.now() + wait * 1000 >= end) {
        if (said instanceof NoAnswer) throw said;
        return said;
      }
      await sleep(wait * 1000, call.signal);
    }
  }

  /** One try; a second one with another token, where the first was refused for its token alone. */
  async #signed(address: string, init: Init, call: Call, end: number): Promise<Said | NoAnswer> {
    if (this.#tokens === undefined || call.security === undefined) return this.#once(address, init, call, end);
    const token = await this.#tokens.current();
    init.headers.set("Authorization", `Bearer ${token}`);
    const said = await this.#once(address, init, call, end);
    if (said instanceof NoAnswer || said.response.status !== 401) return said;
    const other = await this.#tokens.instead(token);
    if (other === undefined) return said;
    init.headers.set("Authorization", `Bearer ${other}`);
    return this.#once(address, init, call, end);
  }

  async #once(address: string, init: Init, call: Call, end: number): Promise<Said | NoAnswer> {
    call.signal?.throwIfAborted();
    const left = Math.max(1, Math.min(this.#patience.secondsATry * 1000, end - Date.now()));
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), Math.ceil(left));
    const signal = call.signal === undefined ? limit.signal : AbortSignal.any([call.signal, limit.signal]);
    const { method, headers, body, streamed } = init;
    try {
      const response = await this.#fetch(address, { method, headers, body, credentials: "omit", signal });
      return { response, text: streamed && response.ok ? "" : await response.text() };
    } catch (error) {
      call.signal?.throwIfAborted();
      const why = limit.signal.aborted ? `after ${left / 1000} s` : String(error);
      return new NoAnswer(`${method} ${call.url}: no answer (${why})`, error, keyIn(headers));
    } finally {
      clearTimeout(timer);
    }
  }
}

interface Init {
  readonly method: string;
  readonly headers: Headers;
  readonly body: Blob | string | null;
  /** Whether the answer is read as it comes, by who asked. */
  readonly streamed: boolean;
}

interface Said {
  readonly response: Response;
  readonly text: string;
}

function valueOf(text: string, asked: string, key: string | undefined): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch (error) {
    throw new NoAnswer(`${asked}: what answered is not the service`, error, key);
  }
}

/** Is it done once at most, however often it is sent? */
function repeatable(init: Init): boolean {
  return init.method === "GET" || keyIn(init.headers) !== undefined;
}

/** Does an answer ask for the same request again? `outcome_unknown` is not worth a try without a key: it may have been
 * done. Nor is a 503 that is not the server's own. */
function mayRepeat(init: Init, { response, text }: Said): boolean {
  if (response.status === 429) return true;
  if (response.status !== 409 && response.status !== 503) return false;
  const { code } = refusalOf(response, text, "");
  if (response.status === 409) return code === "request_still_running" && repeatable(init);
  return repeatable(init) || code === "unavailable" || code === "temporarily_unavailable";
}

/** Seconds before the next try where the server names none: longer each time, and not the same for all who wait. */
function pauseAfter(tried: number): number {
  return Math.min(8, 0.25 * 2 ** (tried - 1)) * (0.5 + Math.random() / 2);
}

export function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    if (signal?.aborted) stop();
    else signal?.addEventListener("abort", stop, { once: true });
  });
}

function addressOf(call: Call): string {
  const parts = new Map(entriesOf(call.path));
  const path = call.url.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parts.get(name) ?? ""));
  const query = queryOf(call.query).toString();
  return query === "" ? path : `${path}?${query}`;
}

/** A list is a parameter for each of its values. */
function queryOf(given: unknown): URLSearchParams {
  return new URLSearchParams(entriesOf(given));
}

function entriesOf(given: unknown): [string, string][] {
  return Object.entries(given ?? {}).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter((one) => one !== undefined && one !== null)
      .map((one): [string, string] => [name, String(one)]),
  );
}

function bodyOf({ body, bodySerializer }: Call): Blob | string | null {
  if (body === undefined) return null;
  return bodySerializer === null ? (body as Blob) : (bodySerializer ?? JSON.stringify)(body);
}

function keyIn(headers: Headers): string | undefined {
  return headers.get("Idempotency-Key") ?? undefined;
}

/** `randomUUID` is there only on pages that came over HTTPS. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function fixed(token: string): Tokens {
  return { current: () => Promise.resolve(token), instead: () => Promise.resolve(undefined) };
}
