import { sleep } from "./client.js";
import { NoAnswer } from "./errors.js";
import { listEvents } from "./generated/sdk.gen.js";
import type { Event, ListEventsData } from "./generated/types.gen.js";

/** The longest that a stream which is there says nothing: it says every fifteen seconds that it is. */
const SILENCE = 45;

/** What is followed: as `listEvents` is asked, but for what is said of pages. */
export type FollowOptions = Omit<Parameters<typeof listEvents>[0], "headers" | "query"> & {
  query?: Omit<NonNullable<ListEventsData["query"]>, "limit" | "order" | "ticket">;
};

/** Events as they happen. */
export class Following implements AsyncIterable<Event> {
  /** The place after what was given last: give it as `cursor` to go on from there another time. */
  cursor: string | undefined;
  readonly #options: FollowOptions;

  constructor(options: FollowOptions) {
    this.#options = options;
    this.cursor = options.query?.cursor;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Event, void, undefined> {
    const { signal } = this.#options;
    for (;;) {
      const heard = new Heard();
      const response = await this.#open();
      try {
        for await (const text of texts(response))
          for (const { id, data } of heard.messages(text)) {
            if (id !== "") this.cursor = id;
            if (data !== "") yield JSON.parse(data) as Event;
          }
      } catch (error) {
        signal?.throwIfAborted();
        if (error instanceof SyntaxError) throw new NoAnswer("A message of the stream is no JSON", error);
      }
      await sleep(heard.pause, signal);
    }
  }

  async #open(): Promise<Response> {
    const { query, ...options } = this.#options;
    const { from, cursor: _, ...filters } = query ?? {};
    const place = this.cursor === undefined ? from && { from } : { cursor: this.cursor };
    const headers = { Accept: "text/event-stream" } as Record<string, string>;
    return (await listEvents({ ...options, headers, query: { ...filters, ...place } })) as unknown as Response;
  }
}

/** Every event as it happens, for ever: a connection that is lost is made again, and goes on where it was. It ends with
 * the `signal`, with the sign-in (Unauthenticated), and with the client's patience (NoAnswer, Unavailable).
 *
 * `for await (const event of follow({ client, query: { community: ["network"], from: "now" } }))` */
export function follow(options: FollowOptions): Following {
  return new Following(options);
}

async function* texts(response: Response): AsyncGenerator<string, void, undefined> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (reader === undefined) return;
  let clock: ReturnType<typeof setTimeout> | undefined;
  try {
    for (;;) {
      const silence = new Promise<never>((_, reject) => {
        clock = setTimeout(() => reject(new Error("silence")), SILENCE * 1000);
      });
      const { done, value } = await Promise.race([reader.read(), silence]).finally(() => clearTimeout(clock));
      if (done) return;
      yield value;
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

/** What one connection has brought so far: server-sent events (WHATWG HTML, 9.2). */
class Heard {
  /** Milliseconds to wait, where the connection is lost, before the next one is made. */
  pause = 3000;
  #rest = "";
  #id = "";
  #data: string[] = [];

  /** Those that are whole with this piece of the stream. */
  *messages(text: string): Generator<{ readonly id: string; readonly data: string }, void, undefined> {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines.map((one) => one.replace(/\r$/, ""))) {
      const [, field, value = ""] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
      if (line === "") {
        yield { id: this.#id, data: this.#data.join("\n") };
        this.#data = [];
      } else if (field === "data") this.#data.push(value);
      else if (field === "id") this.#id = value;
      else if (field === "retry" && /^\d+$/.test(value)) this.pause = Number(value);
    }
  }
}
