import { Held, remember } from "./answers.js";
import { NoAnswer, refusalOf, retryAfterOf } from "./errors.js";

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
  /** How many answers to GET are held, so that one that is still right is not sent again: 200; in a browser none, whose
   * own cache does the same. A tag that a page sends costs a preflight each time. */
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
  /** Does it take an `Idempotency-Key`? */
  keyed?: boolean;
  /** Is it done once at most without one, too? */
  repeatable?: boolean;
  /** May it answer nothing? */
  empty?: boolean;
  /** Null where the body is sent as it is. */
  bodySerializer?: ((body: unknown) => string) | null;
}

/** How the generated functions write a form. */
export const urlSearchParamsBodySerializer = {
  bodySerializer: (body: unknown): string => queryOf(body).toString(),
};

/** A page or a worker of a browser: its cache keeps answers, and asks again by their tags. */
export const IN_BROWSER = "document" in globalThis || "WorkerGlobalScope" in globalThis;

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
    const { tokens, patience } = settings;
    this.baseUrl = (settings.baseUrl ?? "").replace(/\/+$/, "");
    this.#tokens = typeof tokens === "string" ? fixed(tokens) : tokens;
    this.#patience = {
      tries: patience?.tries ?? 6,
      seconds: patience?.seconds ?? 60,
      secondsATry: patience?.secondsATry ?? 30,
    };
    this.#held = new Held(settings.held ?? (IN_BROWSER ? 0 : 200));
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
    if (!isOfWeb(address)) throw new TypeError(`baseUrl: "${this.baseUrl}" is no address of a server (https://…)`);
    const headers = new Headers(entriesOf(call.headers));
    const streamed = headers.get("Accept") === "text/event-stream";
    const held = method === "GET" && !streamed && !headers.has("If-None-Match") ? this.#held.get(address) : undefined;
    if (held !== undefined) headers.set("If-None-Match", held.etag);
    if (call.keyed && !headers.has("Idempotency-Key")) headers.set("Idempotency-Key", newIdempotencyKey());
    if (call.body === undefined) headers.delete("Content-Type");
    const asked = `${method} ${call.url}`;
    const key = keyIn(headers);
    const repeatable = method === "GET" || call.keyed === true || call.repeatable === true;
    const init = { method, headers, body: bodyOf(call), streamed, repeatable };
    const { response, text } = await this.#persist(address, init, call);
    const { status } = response;
    if (status === 304 && held !== undefined) {
      // What it says goes before what came with the value held (RFC 9111, 3.2).
      const all = { ...Object.fromEntries(held.headers), ...Object.fromEntries(response.headers) };
      return remember(JSON.parse(held.text) as T, 200, new Headers(all));
    }
    if (!response.ok) {
      if (status >= 400 || status === 304) throw refusalOf(response, text, call.url, key);
      // Following it would make a GET of a POST, and a success of what was not done. A browser does not say where to.
      const where = response.headers.get("Location") ?? "elsewhere";
      throw new NoAnswer(`${asked}: what answered sends on to ${where}; is baseUrl right?`, undefined, key);
    }
    if (streamed) return response as T;
    const value = text === "" && call.empty ? undefined : objectIn(text);
    if (value === null) throw new NoAnswer(`${asked}: what answered is not the service`, undefined, key);
    if (method === "GET") this.#held.keep(address, text, response.headers);
    return remember(value as T, response.status, response.headers);
  }

  /** Tries until there is an answer to give back. */
  async #persist(address: string, init: Init, call: Call): Promise<Said> {
    const { tries, seconds } = this.#patience;
    const end = Date.now() + seconds * 1000;
    for (let tried = 1; ; tried += 1) {
      const said = await this.#signed(address, init, call, end);
      const again = said instanceof NoAnswer ? init.repeatable : mayRepeat(init, said);
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
    call.signal?.throwIfAborted();
    const token = await unlessStopped(this.#tokens.current(), call.signal);
    init.headers.set("Authorization", `Bearer ${token}`);
    const said = await this.#once(address, init, call, end);
    if (said instanceof NoAnswer || said.response.status !== 401) return said;
    const other = await unlessStopped(this.#tokens.instead(token), call.signal);
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
    const how: RequestInit = { method, headers, body, credentials: "omit", redirect: "manual", signal };
    // A tag makes the cache mode "no-store" where none is named (Fetch standard), and Chromium then sends a preflight
    // each time. No cache answers what is not a GET, so that naming a mode changes nothing else.
    if (IN_BROWSER && method !== "GET" && headers.has("If-Match")) how.cache = "force-cache";
    try {
      const response = await this.#fetch(address, how);
      return { response, text: streamed && response.ok ? "" : await response.text() };
    } catch (error) {
      call.signal?.throwIfAborted();
      const why = limit.signal.aborted ? `after ${left / 1000} s` : reasonOf(error, address);
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
  /** Is it done once at most, however often it is sent? */
  readonly repeatable: boolean;
}

interface Said {
  readonly response: Response;
  readonly text: string;
}

/** Null where it is anything else, which the service never answers. */
function objectIn(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** Why there was no answer: Node hides it in the cause, a browser tells a page nothing. */
function reasonOf(error: unknown, address: string): string {
  const { cause } = error as { cause?: { code?: unknown; message?: unknown } };
  const foreign = IN_BROWSER && new URL(address, location.href).origin !== origin;
  const why = cause?.code ?? cause?.message ?? (foreign ? `does ALLIANCE_CORS_ORIGINS name ${origin}?` : undefined);
  return why === undefined ? String(error) : `${String(error)}; ${String(why)}`;
}

/** Does an answer ask for the same request again? `outcome_unknown` is not worth a try without a key: it may have been
 * done. Nor is a 503 that is not the server's own. */
function mayRepeat({ repeatable }: Init, { response, text }: Said): boolean {
  const { status } = response;
  if (status === 429) return true;
  if (status === 502 || status === 504) return repeatable;
  if (status !== 409 && status !== 503) return false;
  const { code } = refusalOf(response, text, "");
  if (status === 409) return code === "request_still_running" && repeatable;
  return repeatable || code === "unavailable" || code === "temporarily_unavailable";
}

/** Seconds before the next try where the server names none: longer each time, and not the same for all who wait. */
function pauseAfter(tried: number): number {
  return Math.min(8, 0.25 * 2 ** (tried - 1)) * (0.5 + Math.random() / 2);
}

export function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  let timer: ReturnType<typeof setTimeout>;
  const over = new Promise<void>((resolve) => (timer = setTimeout(resolve, milliseconds)));
  return unlessStopped(over, signal).finally(() => clearTimeout(timer));
}

/** Waits for what others may wait for too, which therefore goes on where this one is stopped. */
function unlessStopped<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}

/** Anything else would fail as a network does, and be tried again. */
function isOfWeb(address: string): boolean {
  try {
    const { protocol, username } = new URL(address, globalThis.location?.href);
    return /^https?:$/.test(protocol) && username === "";
  } catch {
    return false;
  }
}

function addressOf(call: Call): string {
  const parts = new Map(entriesOf(call.path));
  const path = call.url.replace(/\{(\w+)\}/g, (_, name: string) => {
    const part = parts.get(name) ?? "";
    // Of "..", however it is written, an address makes another one, of another operation.
    if (/^\.{0,2}$/.test(part)) throw new TypeError(`${call.url}: "${part}" is no ${name}`);
    return encodeURIComponent(part);
  });
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

/** A key for `headers: { "Idempotency-Key": … }`, of one's own to repeat a POST later. */
export function newIdempotencyKey(): string {
  // `randomUUID` is there only on pages that came over HTTPS.
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function fixed(token: string): Tokens {
  return { current: () => Promise.resolve(token), instead: () => Promise.resolve(undefined) };
}
