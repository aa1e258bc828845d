import { Client, type ClientSettings, IN_BROWSER, type Tokens } from "./client.js";
import { NoAnswer, Unauthenticated } from "./errors.js";
import { issueToken, revokeToken } from "./generated/sdk.gen.js";

/** Milliseconds before its end at which an access token is no longer sent. */
const MARGIN = 10_000;

/** What is kept of a sign-in, as JSON takes it. */
export interface TokensHeld {
  readonly refresh_token: string;
  readonly access_token?: string;
  /** When the access token ends, in milliseconds as `Date.now()`; without it, it is sent until it is refused. */
  readonly expires_at?: number;
}

/** Where the tokens of a sign-in are kept. It is read before each request: who shares a store shares the sign-in, its
 * renewals and its end. A store that fails is told to `reportError` (`console.error` in Node), and fails no call. */
export interface TokenStore {
  get(): TokensHeld | null | undefined | Promise<TokensHeld | null | undefined>;
  /** Null where the sign-in has ended. */
  set(tokens: TokensHeld | null): void | Promise<void>;
}

export interface SignInSettings extends Omit<ClientSettings, "tokens"> {
  /** Without it, the tokens are in memory alone. */
  readonly store?: TokenStore;
}

/** A client with a sign-in, which renews it by itself. */
export class SignedIn extends Client {
  readonly #session: Session;

  constructor(settings: SignInSettings, session: Session) {
    super({ ...settings, tokens: session });
    this.#session = session;
  }

  /** Ends the sign-in, here and then on the server: where that cannot be told (NoAnswer), it may be called again. */
  async signOut(): Promise<void> {
    this.forget();
    await this.#session.end();
  }
}

/** Signs in by e-mail address and password. Raises Unauthenticated where they are not right. */
export async function signIn(
  settings: SignInSettings & {
    readonly username: string;
    readonly password: string;
    readonly scope?: string;
    readonly signal?: AbortSignal;
  },
): Promise<SignedIn> {
  const { username, password, scope, signal, ...rest } = settings;
  const session = new Session(rest);
  await session.begin({ username, password, ...(scope === undefined ? {} : { scope }) }, signal);
  return new SignedIn(rest, session);
}

/** Goes on with the sign-in that a store holds: calls are Unauthenticated where it holds none. */
export function resume(settings: SignInSettings & { readonly store: TokenStore }): SignedIn {
  return new SignedIn(settings, new Session(settings));
}

type Given = Parameters<typeof issueToken>[0]["body"];
type Issued = TokensHeld & { readonly access_token: string };

/** Who uses a store waits for who used it before. */
const TURNS = new WeakMap<TokenStore, Promise<unknown>>();

class Session implements Tokens {
  readonly #client: Client;
  readonly #store: TokenStore;
  readonly #locks: LockManager | undefined;
  #held: TokensHeld | null = null;
  /** The refresh token that the store is known to hold: another one was put there by somebody else. */
  #stored: string | undefined;
  #renewing: Promise<string> | undefined;
  #unrevoked: string | undefined;

  constructor(settings: SignInSettings) {
    this.#client = new Client(settings);
    this.#store = settings.store ?? { get: () => this.#held, set: () => undefined };
    this.#locks = settings.store && globalThis.navigator?.locks;
  }

  async begin(given: Omit<Given, "grant_type">, signal: AbortSignal | undefined): Promise<void> {
    const tokens = await this.#issued({ grant_type: "password", ...given }, signal);
    await this.#alone(() => this.#keep(tokens));
  }

  current(): Promise<string> {
    return this.#other(undefined);
  }

  instead(refused: string): Promise<string> {
    return this.#other(refused);
  }

  async end(): Promise<void> {
    await this.#alone(async () => {
      this.#unrevoked = (await this.#look())?.refresh_token ?? this.#unrevoked;
      await this.#keep(null);
    });
    if (this.#unrevoked === undefined) return;
    await revokeToken({ client: this.#client, body: { token: this.#unrevoked } });
    this.#unrevoked = undefined;
  }

  async #other(refused: string | undefined): Promise<string> {
    return goodIn(await this.#look(), refused) ?? this.#renew(refused);
  }

  /** One at a time, shared by all who wait for it. */
  #renew(refused: string | undefined): Promise<string> {
    this.#renewing ??= this.#alone(() => this.#ask(refused)).finally(() => {
      this.#renewing = undefined;
    });
    return this.#renewing;
  }

  async #ask(refused: string | undefined): Promise<string> {
    const held = await this.#look();
    const good = goodIn(held, refused);
    if (good !== undefined) return good;
    if (held === null) throw ended("");
    try {
      const tokens = await this.#issued({ grant_type: "refresh_token", refresh_token: held.refresh_token });
      await this.#keep(tokens);
      return tokens.access_token;
    } catch (error) {
      if (!(error instanceof Unauthenticated)) throw error;
      await this.#keep(null);
      throw ended(error.requestId);
    }
  }

  async #issued(body: Given, signal?: AbortSignal): Promise<Issued> {
    const options = { client: this.#client, body, ...(signal === undefined ? {} : { signal }) };
    const { access_token, refresh_token, expires_in } = await issueToken(options);
    if (!access_token || !refresh_token || !expires_in)
      throw new NoAnswer("POST /api/v1/auth/token: what answered is not the service", undefined);
    return { access_token, refresh_token, expires_at: Date.now() + expires_in * 1000 };
  }

  /** The tokens; those of the store where somebody else has changed it. */
  async #look(): Promise<TokensHeld | null> {
    const known = this.#stored;
    try {
      const stored = (await this.#store.get()) ?? null;
      if (this.#stored === known && stored?.refresh_token !== known) {
        this.#held = stored;
        this.#stored = stored?.refresh_token;
      }
    } catch (error) {
      report(error);
    }
    return this.#held;
  }

  async #keep(tokens: TokensHeld | null): Promise<void> {
    this.#held = tokens;
    try {
      await this.#store.set(tokens);
      this.#stored = tokens?.refresh_token;
    } catch (error) {
      report(error);
    }
  }

  /** One after another, among all who share the store, since a second use of the same refresh token would end the
   * sign-in: tabs and workers by a lock of the browser, others in this process by turns. */
  #alone<T>(doing: () => Promise<T>): Promise<T> {
    if (this.#locks !== undefined) return this.#locks.request("@alliance/client", doing) as Promise<T>;
    const turn = (TURNS.get(this.#store) ?? Promise.resolve()).then(doing);
    TURNS.set(this.#store, turn.catch(() => undefined));
    return turn;
  }
}

function goodIn(held: TokensHeld | null, refused: string | undefined): string | undefined {
  const { access_token, expires_at = Infinity } = held ?? {};
  return access_token !== refused && Date.now() < expires_at - MARGIN ? access_token : undefined;
}

/** Where one looks for it, without failing what was done all the same. */
function report(error: unknown): void {
  if (IN_BROWSER) reportError(error);
  else console.error(error);
}

function ended(requestId: string): Unauthenticated {
  return new Unauthenticated({
    type: "urn:alliance:error:unauthenticated",
    title: "Sign in first",
    status: 401,
    detail: "The sign-in has ended: sign in again.",
    instance: "",
    code: "unauthenticated",
    request_id: requestId,
    errors: [],
  });
}
