import { Client, type ClientSettings, type Tokens } from "./client.js";
import { Refusal, Unauthenticated } from "./errors.js";
import { issueToken, revokeToken } from "./generated/sdk.gen.js";
import type { Token } from "./generated/types.gen.js";

/** Seconds before its end at which an access token is no longer sent. */
const MARGIN = 10;

export interface SignInSettings extends Omit<ClientSettings, "tokens"> {
  /** Told of every new pair of tokens, to store them for `resume`; and of the end of the sign-in, by undefined. */
  readonly onTokens?: (tokens: Token | undefined) => void;
}

/** A client with a sign-in of its own, which renews it by itself. */
export class SignedIn extends Client {
  readonly #session: Session;

  constructor(settings: SignInSettings, session: Session) {
    super({ ...settings, tokens: session });
    this.#session = session;
  }

  /** Ends the sign-in, on the server and here. */
  async signOut(): Promise<void> {
    this.forget();
    await this.#session.end();
  }
}

/** Signs in by e-mail address and password. Raises Unauthenticated where they are not right. */
export async function signIn(
  settings: SignInSettings & { readonly username: string; readonly password: string; readonly scope?: string },
): Promise<SignedIn> {
  const { username, password, scope, ...rest } = settings;
  const session = new Session(rest);
  await session.begin({ grant_type: "password", username, password, ...(scope === undefined ? {} : { scope }) });
  return new SignedIn(rest, session);
}

/** Goes on with a sign-in whose tokens were stored. They are good for one client: a refresh token that is used twice
 * ends the sign-in. */
export function resume(settings: SignInSettings & { readonly tokens: TokensHeld }): SignedIn {
  const { tokens, ...rest } = settings;
  return new SignedIn(rest, new Session(rest, tokens));
}

/** What `resume` needs of what `onTokens` was told. */
export type TokensHeld = Pick<Token, "refresh_token"> & Partial<Pick<Token, "access_token">>;

class Session implements Tokens {
  readonly #client: Client;
  readonly #onTokens: (tokens: Token | undefined) => void;
  #held: TokensHeld | undefined;
  #goodUntil = Infinity;
  #renewing: Promise<string> | undefined;

  constructor(settings: SignInSettings, held?: TokensHeld) {
    this.#client = new Client(settings);
    this.#onTokens = settings.onTokens ?? (() => undefined);
    this.#held = held;
  }

  async begin(form: Parameters<typeof issueToken>[0]["body"]): Promise<string> {
    const tokens = await issueToken({ client: this.#client, body: form });
    this.#held = tokens;
    this.#goodUntil = Date.now() + (tokens.expires_in - MARGIN) * 1000;
    this.#onTokens(tokens);
    return tokens.access_token;
  }

  current(): Promise<string> {
    const token = this.#held?.access_token;
    return token === undefined || Date.now() >= this.#goodUntil ? this.#renew() : Promise.resolve(token);
  }

  instead(refused: string): Promise<string> {
    const token = this.#held?.access_token;
    return token === undefined || token === refused ? this.#renew() : Promise.resolve(token);
  }

  async end(): Promise<void> {
    await this.#renewing?.catch(() => undefined);
    const token = this.#held?.refresh_token;
    this.#forget();
    if (token !== undefined) await revokeToken({ client: this.#client, body: { token } });
  }

  /** One at a time, shared by all who wait for it: a second use of the same refresh token would end the sign-in. */
  #renew(): Promise<string> {
    this.#renewing ??= this.#ask().finally(() => {
      this.#renewing = undefined;
    });
    return this.#renewing;
  }

  async #ask(): Promise<string> {
    const held = this.#held;
    if (held === undefined) throw ended();
    try {
      return await this.begin({ grant_type: "refresh_token", refresh_token: held.refresh_token });
    } catch (error) {
      if (error instanceof Unauthenticated) this.#forget();
      throw error;
    }
  }

  #forget(): void {
    this.#held = undefined;
    this.#onTokens(undefined);
  }
}

function ended(): Refusal {
  return new Unauthenticated({
    type: "urn:alliance:error:unauthenticated",
    title: "Sign in first",
    status: 401,
    detail: "The sign-in has ended: sign in again.",
    instance: "",
    code: "unauthenticated",
    request_id: "",
    errors: [],
  });
}
