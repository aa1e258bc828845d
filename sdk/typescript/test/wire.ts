/** What passes between the client and the server, seen and, where a test says so, disturbed. */

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly key: string | null;
  readonly authorization: string | null;
  status: number | undefined;
}

/** What happens to a request instead of being sent and answered: an answer, or a failure that its sender sees after
 * (`lost`) or before (`unsent`) it was done. Undefined leaves it alone. */
export type Disturbance = Response | "lost" | "unsent" | undefined;

type Disturbing = (sent: Sent) => Disturbance | Promise<Disturbance>;

export class Wire {
  readonly sent: Sent[] = [];
  disturb: Disturbing = () => undefined;

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const sent: Sent = {
      method: request.method,
      path: new URL(request.url).pathname,
      key: request.headers.get("Idempotency-Key"),
      authorization: request.headers.get("Authorization"),
      status: undefined,
    };
    this.sent.push(sent);
    const disturbance = await this.disturb(sent);
    if (disturbance === "unsent") throw new TypeError("fetch failed");
    const response = disturbance instanceof Response ? disturbance : await fetch(request);
    if (disturbance === "lost") {
      await response.text();
      throw new TypeError("fetch failed");
    }
    sent.status = response.status;
    return response;
  };

  /** Disturbs the next requests of a method, one after another, and then no more. */
  next(method: string, ...disturbances: Disturbance[]): void {
    this.disturb = (sent) => (sent.method === method ? disturbances.shift() : undefined);
  }

  /** The statuses of what is sent while something is done; undefined where no answer came. */
  async during(doing: () => Promise<unknown>): Promise<Sent[]> {
    const from = this.sent.length;
    await doing();
    return this.sent.slice(from);
  }
}

/** A refusal as the server writes it. */
export function refusal(status: number, code: string, headers: Record<string, string> = {}): Response {
  const document = { type: "", title: code, status, detail: "", instance: "", code, request_id: "r", errors: [] };
  return new Response(JSON.stringify(document), {
    status,
    headers: { "Content-Type": "application/problem+json", ...headers },
  });
}
