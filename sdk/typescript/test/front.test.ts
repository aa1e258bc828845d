import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { before, beforeEach, test } from "node:test";

import {
  answerOf,
  changeProblem,
  Client,
  Conflict,
  foundCommunity,
  ifMatch,
  Invalid,
  inviteMember,
  items,
  listEvents,
  listProblems,
  makeMember,
  newIdempotencyKey,
  NoAnswer,
  NotFound,
  NotModified,
  pages,
  type Patience,
  postProblem,
  PreconditionFailed,
  type Problem,
  readMe,
  readProblem,
  register,
  resume,
  type SignedIn,
  signIn,
  takeDelivery,
  type TokensHeld,
  TooManyRequests,
  Unauthenticated,
  Unavailable,
  Unexpected,
} from "@alliance/client";

import { refusal, Wire } from "./wire.js";

const baseUrl = process.env["ALLIANCE"] ?? "";
const username = process.env["EMAIL"] ?? "";
const password = process.env["PASSWORD"] ?? "";
const community = "front";
const wire = new Wire();
const quick = { tries: 3 };
let ada: SignedIn;

before(async () => {
  ada = await signIn({ baseUrl, username, password, fetch: wire.fetch, patience: quick });
  await foundCommunity({ client: ada, body: { slug: community, name: "Front" } });
});

beforeEach(() => {
  wire.disturb = () => undefined;
});

function post(title: string, headers: Record<string, string> = {}): Promise<Problem> {
  const body = { title, statement: "Since the new firmware." };
  return postProblem({ client: ada, path: { community }, body, headers });
}

function read(problem: { id: string }): Promise<Problem> {
  return readProblem({ client: ada, path: { problem: problem.id } });
}

/** Where tokens are kept, and what was put there. */
function store(kept: TokensHeld | null = null) {
  const told: (TokensHeld | null)[] = [];
  const set = (tokens: TokensHeld | null): void => {
    kept = tokens;
    told.push(tokens);
  };
  return { told, set, get: () => kept };
}

/** The tokens of another sign-in of the same member. */
async function again(): Promise<TokensHeld> {
  const kept = store();
  await signIn({ baseUrl, username, password, store: kept });
  const begun = kept.get();
  assert.ok(begun);
  return begun;
}

const asksForTokens = ({ path }: { path: string }): boolean => path.endsWith("/auth/token");
const statuses = (sent: { status: number | undefined }[]): (number | undefined)[] => sent.map(({ status }) => status);

test("a refused access token is renewed once for all calls that wait for it", async () => {
  const begun = await again();
  const kept = store({ ...begun, access_token: "stale" });
  const client = resume({ baseUrl, fetch: wire.fetch, store: kept });
  const sent = await wire.during(() => Promise.all(Array.from({ length: 8 }, () => readMe({ client }))));
  assert.equal(sent.filter(asksForTokens).length, 1);
  assert.equal(sent.filter(({ status }) => status === 401).length, 8);
  assert.equal(sent.filter(({ status }) => status === 200).length, 9);
  assert.equal(kept.told.length, 1);
  assert.notEqual(kept.get()?.refresh_token, begun.refresh_token);
  assert.deepEqual(statuses(await wire.during(() => readMe({ client }))), [304]);
});

test("a call that is stopped while a token is renewed ends at once; the others have the token", async () => {
  const { refresh_token } = await again();
  const client = resume({ baseUrl, fetch: wire.fetch, store: store({ refresh_token }) });
  await assert.rejects(readMe({ client, signal: AbortSignal.abort(new Error("before")) }), /before/);
  let release = (): void => undefined;
  const held = new Promise<undefined>((resolve) => (release = () => resolve(undefined)));
  wire.disturb = ({ path }) => (path.endsWith("/auth/token") ? held : undefined);
  const stop = new AbortController();
  const sent = await wire.during(async () => {
    const [stopped, other] = [readMe({ client, signal: stop.signal }), readMe({ client })];
    stop.abort(new Error("gone"));
    await assert.rejects(stopped, /gone/);
    release();
    await other;
  });
  assert.deepEqual(sent.map(({ path }) => path), ["/api/v1/auth/token", "/api/v1/me"]);
});

test("a token that is refused late is not renewed again where another one is there", async () => {
  const { refresh_token } = await again();
  const client = resume({ baseUrl, fetch: wire.fetch, store: store({ access_token: "stale", refresh_token }) });
  let release = (): void => undefined;
  const held = new Promise<undefined>((resolve) => (release = () => resolve(undefined)));
  wire.disturb = ({ path }) => (path.endsWith("/me") ? held : undefined);
  const sent = await wire.during(async () => {
    const late = readMe({ client });
    await listProblems({ client });
    release();
    await late;
  });
  assert.equal(sent.filter(({ status }) => status === 401).length, 2);
  assert.equal(sent.filter(asksForTokens).length, 1);
});

test("without an access token the first call gets one, and the next refresh uses the next token", async () => {
  const { refresh_token } = await again();
  const kept = store({ refresh_token });
  const client = resume({ baseUrl, fetch: wire.fetch, store: kept });
  assert.deepEqual(statuses(await wire.during(() => readMe({ client }))), [200, 200]);
  const next = kept.get()?.refresh_token ?? "";
  assert.equal((await readMe({ client: resume({ baseUrl, store: store({ refresh_token: next }) }) })).email, username);
});

test("a store that was left for long costs one renewal, and no refusal", async () => {
  const kept = store({ ...(await again()), expires_at: Date.now() });
  const client = resume({ baseUrl, fetch: wire.fetch, store: kept });
  const sent = await wire.during(() => Promise.all([readMe({ client }), readMe({ client }), readMe({ client })]));
  assert.equal(sent.filter(asksForTokens).length, 1);
  assert.deepEqual(statuses(sent), [200, 200, 200, 200]);
  assert.ok((kept.get()?.expires_at ?? 0) > Date.now() + 60_000);
});

test("clients that share a store share one sign-in: its renewals, its end and the next one", async () => {
  const kept = store(JSON.parse(JSON.stringify({ ...(await again()), access_token: "stale" })));
  const slow = { get: async () => kept.get(), set: async (tokens: TokensHeld | null) => kept.set(tokens) };
  const clients = [1, 2, 3].map(() => resume({ baseUrl, fetch: wire.fetch, store: slow }));
  const all = (): Promise<unknown> => Promise.all([...clients, ...clients].map((client) => readMe({ client })));
  for (let round = 0; round < 3; round += 1) {
    const sent = await wire.during(all);
    assert.equal(sent.filter(asksForTokens).length, 1, "one renewal for all");
    kept.set({ ...(await again()), access_token: "stale" });
  }
  const [one, other] = clients;
  assert.ok(one && other);
  await one.signOut();
  assert.equal(kept.get(), null);
  const sent = await wire.during(() => assert.rejects(readMe({ client: other }), Unauthenticated));
  assert.deepEqual(sent, []);
  await signIn({ baseUrl, username, password, store: kept });
  assert.equal((await readMe({ client: other })).email, username);
});

test("a sign-in that has ended is Unauthenticated, and its tokens are forgotten", async () => {
  const begun = await again();
  const kept = store(begun);
  const one = resume({ baseUrl, store: store(begun) });
  const other = resume({ baseUrl, fetch: wire.fetch, store: kept });
  await one.signOut();
  const hasEnded = (error: unknown): boolean => {
    assert.ok(error instanceof Unauthenticated);
    assert.deepEqual([error.status, error.code], [401, "unauthenticated"]);
    assert.match(error.detail, /The sign-in has ended/);
    return true;
  };
  await assert.rejects(readMe({ client: other }), hasEnded);
  assert.deepEqual(kept.told, [null]);
  const sent = await wire.during(() => assert.rejects(readMe({ client: other }), hasEnded));
  assert.deepEqual(sent, []);
  await assert.rejects(readMe({ client: one }), hasEnded);
  await assert.rejects(readMe({ client: resume({ baseUrl, store: store() }) }), hasEnded);
});

test("who signs out is signed out, whatever is asked at the same time", async () => {
  const { refresh_token } = await again();
  const kept = store({ refresh_token });
  const client = resume({ baseUrl, store: kept });
  await Promise.all([client.signOut(), assert.rejects(readMe({ client }), Unauthenticated)]);
  assert.deepEqual(kept.told, [null]);

  const renewed = store({ ...(await again()), expires_at: 0 });
  const busy = resume({ baseUrl, fetch: wire.fetch, store: renewed });
  let renewing: Promise<unknown> = Promise.resolve();
  await new Promise<void>((begun) => {
    wire.disturb = (sent) => void (asksForTokens(sent) && begun());
    renewing = readMe({ client: busy }).catch(() => undefined);
  });
  await Promise.all([busy.signOut(), renewing]);
  const [last, end, ...more] = renewed.told;
  assert.deepEqual([end, more], [null, []]);
  assert.ok(last);
  await assert.rejects(readMe({ client: resume({ baseUrl, store: store(last) }) }), Unauthenticated);
});

test("a revocation that is lost is sent again; what could not be revoked can be later", async () => {
  const begun = await again();
  const client = resume({ baseUrl, fetch: wire.fetch, patience: quick, store: store(begun) });
  wire.next("POST", "unsent", "lost");
  assert.equal((await wire.during(() => client.signOut())).length, 3);
  const other = await again();
  const offline = resume({ baseUrl, fetch: wire.fetch, patience: { tries: 1 }, store: store(other) });
  wire.next("POST", "unsent");
  await assert.rejects(offline.signOut(), NoAnswer);
  await assert.rejects(readMe({ client: offline }), Unauthenticated);
  await offline.signOut();
  for (const tokens of [begun, other])
    await assert.rejects(readMe({ client: resume({ baseUrl, store: store(tokens) }) }), Unauthenticated);
});

test("a store that fails is told, and fails nothing else", async (t) => {
  const seen = t.mock.method(console, "error", () => undefined);
  const full = (): never => {
    throw new Error("The storage is full");
  };
  const client = await signIn({ baseUrl, username, password, store: { get: full, set: () => Promise.reject(new Error("Full")) } });
  assert.equal((await readMe({ client })).email, username);
  const begun = { ...(await again()), expires_at: 0 };
  const kept = resume({ baseUrl, fetch: wire.fetch, store: { get: () => begun, set: full } });
  const sent = await wire.during(async () => {
    await readMe({ client: kept });
    await readMe({ client: kept });
  });
  assert.equal(sent.filter(asksForTokens).length, 1, "what could not be stored is used all the same");
  await kept.signOut();
  await assert.rejects(readMe({ client: resume({ baseUrl, store: store(begun) }) }), Unauthenticated);
  assert.match(String(seen.mock.calls.at(-1)?.arguments[0]), /storage is full/);
});

test("what is no answer to a renewal does not end the sign-in", async () => {
  const kept = store({ ...(await again()), expires_at: 0 });
  const client = resume({ baseUrl, fetch: wire.fetch, store: kept });
  for (const text of ["", "{}", "null", "[]", '"signed in"', "<p>Welcome to the hotel"]) {
    wire.next("POST", new Response(text));
    await assert.rejects(readMe({ client }), NoAnswer, text);
  }
  assert.deepEqual(kept.told, []);
  assert.equal((await readMe({ client })).email, username);
  wire.next("POST", new Response("{}"));
  await assert.rejects(signIn({ baseUrl, fetch: wire.fetch, username, password }), NoAnswer);
});

test("signing in ends with its signal", async () => {
  const signal = AbortSignal.abort(new Error("gone"));
  await assert.rejects(signIn({ baseUrl, username, password, signal }), /gone/);
});

test("a lost answer to a refresh is not asked for again by itself: a second use would end the sign-in", async () => {
  const { refresh_token } = await again();
  const client = resume({ baseUrl, fetch: wire.fetch, store: store({ refresh_token }) });
  wire.next("POST", "unsent");
  const sent = await wire.during(() => assert.rejects(readMe({ client }), NoAnswer));
  assert.equal(sent.length, 1);
  assert.equal((await readMe({ client })).email, username);
});

test("a wrong password is Unauthenticated; too many of them are refused for a while", async () => {
  const nobody = { baseUrl, username: "nobody@example.org", password: "not this one, surely", patience: { tries: 1 } };
  await assert.rejects(signIn(nobody), (error) => {
    assert.ok(error instanceof Unauthenticated);
    assert.deepEqual([error.status, error.code], [400, "invalid_grant"]);
    return true;
  });
  for (let tried = 0; tried < 4; tried += 1) await assert.rejects(signIn(nobody), Unauthenticated);
  await assert.rejects(signIn(nobody), (error) => {
    assert.ok(error instanceof TooManyRequests);
    assert.ok((error.retryAfter ?? 0) >= 1);
    return true;
  });
});

test("a POST whose answer was lost is sent again with its key, and done once", async () => {
  wire.next("POST", "lost");
  let problem: Problem | undefined;
  const sent = await wire.during(async () => (problem = await post("Lost")));
  assert.deepEqual(statuses(sent), [undefined, 201]);
  assert.ok(sent[0]?.key);
  assert.equal(sent[0].key, sent[1]?.key);
  assert.ok(problem);
  assert.equal(answerOf(problem)?.replayed, true);
  const titles: string[] = [];
  for await (const { title } of items(listProblems, { client: ada, query: { community: [community] } })) titles.push(title);
  assert.deepEqual(titles, ["Lost"]);
});

test("two POSTs have two keys; one's own key is kept, and told with the failure", async () => {
  const mine = newIdempotencyKey();
  const sent = await wire.during(() => Promise.all([post("One"), post("Other"), post("Mine", { "Idempotency-Key": mine })]));
  assert.equal(new Set(sent.map(({ key }) => key)).size, 3);
  assert.equal(sent.filter(({ key }) => key === mine).length, 1);
  wire.next("POST", "unsent", "unsent", "lost");
  const failure: unknown = await post("Later").catch((error: unknown) => error);
  assert.ok(failure instanceof NoAnswer);
  assert.ok(failure.idempotencyKey);
  const done = await post("Later", { "Idempotency-Key": failure.idempotencyKey });
  assert.equal(answerOf(done)?.replayed, true);
});

test("a change without a key is never sent again where it may have been done", async () => {
  const problem = await post("Changed once");
  const change = (severity: "low" | "high"): Promise<Problem> =>
    changeProblem({ client: ada, path: { problem: problem.id }, headers: ifMatch(problem), body: { severity } });
  wire.next("PATCH", "lost");
  assert.equal((await wire.during(() => assert.rejects(change("high"), NoAnswer))).length, 1);
  assert.equal((await read(problem)).severity, "high");
  for (const answer of [refusal(503, "outcome_unknown"), new Response("<p>Busy", { status: 503 })]) {
    wire.next("PATCH", answer);
    assert.equal((await wire.during(() => assert.rejects(change("low"), Unavailable))).length, 1);
  }
  // A key where the operation takes none makes it no more repeatable.
  const headers = { ...ifMatch(problem), "Idempotency-Key": newIdempotencyKey() };
  const keyed = { client: ada, path: { problem: problem.id }, headers, body: {} };
  wire.next("PATCH", "lost");
  assert.equal((await wire.during(() => assert.rejects(changeProblem(keyed), NoAnswer))).length, 1);
});

test("an operation that takes no key is sent once", async () => {
  const member = await makeMember({ client: ada, body: { name: "Eve", email: "eve@example.org" } });
  wire.next("POST", "lost");
  const sent = await wire.during(() =>
    assert.rejects(inviteMember({ client: ada, path: { member: member.id } }), NoAnswer),
  );
  assert.deepEqual(sent.map(({ key }) => key), [null]);
  const body = { invitation_token: member.invitation_token ?? "", password: "an owl in the afternoon" };
  const stranger = new Client({ baseUrl, fetch: wire.fetch, patience: quick });
  const asked = await wire.during(() => assert.rejects(register({ client: stranger, body }), Invalid));
  assert.deepEqual(asked.map(({ key, authorization }) => [key, authorization]), [[null, null]]);
});

test("what the server says was not done is sent again, whatever it is", async () => {
  const problem = await post("Refused first");
  const change = (): Promise<Problem> =>
    changeProblem({ client: ada, path: { problem: problem.id }, headers: ifMatch(problem), body: { severity: "low" } });
  const past = new Date(Date.now() - 1000).toUTCString();
  wire.next("PATCH", refusal(503, "unavailable", { "Retry-After": "0" }), refusal(429, "too_many_requests", { "Retry-After": past }));
  assert.deepEqual(statuses(await wire.during(change)), [503, 429, 200]);
  wire.next("POST", refusal(409, "request_still_running", { "Retry-After": "0" }), refusal(503, "outcome_unknown"));
  const sent = await wire.during(() => post("With a key"));
  assert.deepEqual(statuses(sent), [409, 503, 201]);
  assert.equal(new Set(sent.map(({ key }) => key)).size, 1);
});

test("Retry-After is kept to, and is refused where it is longer than one waits", async () => {
  wire.next("GET", refusal(429, "too_many_requests", { "Retry-After": "1" }));
  const begun = Date.now();
  assert.deepEqual(statuses(await wire.during(() => readMe({ client: ada }))), [429, 200]);
  assert.ok(Date.now() - begun >= 990);
  wire.next("GET", refusal(503, "unavailable", { "Retry-After": "600" }));
  const failure: unknown = await readMe({ client: ada }).catch((error: unknown) => error);
  assert.ok(failure instanceof Unavailable);
  assert.equal(failure.retryAfter, 600);
  const dates = { Date: "Mon, 01 Jan 2001 00:00:00 GMT", "Retry-After": "Mon, 01 Jan 2001 00:02:00 GMT" };
  wire.next("GET", refusal(503, "unavailable", dates));
  await assert.rejects(readMe({ client: ada }), (error) => error instanceof Unavailable && error.retryAfter === 120);
});

test("Retry-After that says nothing is no leave to ask at once", async () => {
  for (const unsaid of ["1.5", "-5", "+1", "soon", "2001-01-01", "Soon, GMT"]) {
    wire.next("GET", refusal(429, "too_many_requests", { "Retry-After": unsaid }));
    const client = new Client({ baseUrl, fetch: wire.fetch, patience: { tries: 1 } });
    await assert.rejects(readMe({ client }), (error) => {
      assert.ok(error instanceof TooManyRequests);
      assert.equal(error.retryAfter, undefined, unsaid);
      return true;
    });
  }
});

test("tries end: after so many of them, and with the signal", { timeout: 30_000 }, async () => {
  wire.disturb = () => "unsent";
  assert.equal((await wire.during(() => assert.rejects(readMe({ client: ada }), NoAnswer))).length, 3);
  wire.disturb = () => refusal(503, "unavailable", { "Retry-After": "50" });
  const stop = new AbortController();
  const asked = readMe({ client: ada, signal: stop.signal });
  setTimeout(() => stop.abort(new Error("gone")), 50);
  await assert.rejects(asked, /gone/);
  await assert.rejects(readMe({ client: ada, signal: AbortSignal.abort(new Error("before")) }), /before/);
});

test("what is no answer of the service is NoAnswer, and not held", async () => {
  const problem = await post("Behind a portal");
  wire.next("GET", new Response("<p>Welcome to the hotel", { headers: { ETag: '"1"' } }));
  await assert.rejects(read(problem), NoAnswer);
  assert.deepEqual(statuses(await wire.during(() => read(problem))), [200]);
});

test("JSON that is no object, and nothing where something is answered, are NoAnswer", async () => {
  for (const text of ["", "null", "[]", '"signed in"', "1"]) {
    wire.next("GET", new Response(text));
    await assert.rejects(readMe({ client: ada }), NoAnswer, text);
    wire.next("POST", new Response(text));
    await assert.rejects(post("Answered by a portal"), NoAnswer, text);
  }
});

test("no redirection is followed: a POST would become a GET, whose answer is none to it", async () => {
  const Location = new URL(`/api/v1/communities/${community}/problems`, baseUrl).href;
  for (const [method, ask] of Object.entries({ GET: () => readMe({ client: ada }), POST: () => post("Sent on") }))
    for (const status of [301, 302, 303, 307, 308]) {
      wire.next(method, new Response(null, { status, headers: { Location } }));
      const told = (error: unknown): boolean => error instanceof NoAnswer && error.message.includes(Location);
      const sent = await wire.during(() => assert.rejects(ask, told));
      assert.deepEqual(statuses(sent), [status]);
    }
});

test("no redirection is followed over a real network; where nobody listens any more, the message says so", async () => {
  const away = createServer((_, answer) => answer.writeHead(302, { Location: `${baseUrl}/api/v1/me` }).end());
  await once(away.listen(0, "127.0.0.1"), "listening");
  const { port } = away.address() as AddressInfo;
  const client = new Client({ baseUrl: `http://127.0.0.1:${port}`, patience: { tries: 1 } });
  await assert.rejects(readMe({ client }), /NoAnswer: .* sends on to http.*\/me/);
  away.close();
  away.closeAllConnections();
  await once(away, "close");
  await assert.rejects(readMe({ client }), /NoAnswer: .*(ECONNREFUSED|UND_ERR_SOCKET|ECONNRESET)/);
});

test("a gateway that failed is asked again for what cannot be done twice", async () => {
  wire.next("GET", new Response("", { status: 502 }), new Response("", { status: 504 }));
  assert.deepEqual(statuses(await wire.during(() => readMe({ client: ada }))).slice(0, 2), [502, 504]);
  wire.next("POST", new Response("", { status: 502 }));
  assert.deepEqual(statuses(await wire.during(() => post("Behind a gateway"))), [502, 201]);
  wire.next("PATCH", new Response("", { status: 504 }));
  const change = { client: ada, path: { problem: "front-1" }, headers: ifMatch({ version: 1 }), body: {} };
  const sent = await wire.during(() => assert.rejects(changeProblem(change), Unexpected));
  assert.deepEqual(statuses(sent), [504]);
});

test("a baseUrl that is none is told at once", async () => {
  for (const baseUrl of ["", "127.0.0.1:8000", "localhost:8000", "https://ada:secret@example.org"])
    await assert.rejects(readMe({ client: new Client({ baseUrl }) }), /TypeError: baseUrl/);
});

test("a limit that is said to be undefined is the usual one", async () => {
  const patience = { seconds: undefined, secondsATry: undefined, tries: undefined } as unknown as Partial<Patience>;
  wire.disturb = () => refusal(503, "unavailable", { "Retry-After": "0" });
  const client = new Client({ baseUrl, fetch: wire.fetch, patience });
  assert.equal((await wire.during(() => assert.rejects(readMe({ client }), Unavailable))).length, 6);
});

test("other conflicts are not sent again", async () => {
  const sent = await wire.during(() =>
    assert.rejects(foundCommunity({ client: ada, body: { slug: community, name: "Front" } }), (error) => {
      assert.ok(error instanceof Conflict);
      assert.equal(error.code, "slug_taken");
      return true;
    }),
  );
  assert.equal(sent.length, 1);
});

test("what is held is read again by its tag: a 304 is the value held, a change the new one", async () => {
  const problem = await post("Held");
  const first = await read(problem);
  let second: Problem | undefined;
  assert.deepEqual(statuses(await wire.during(async () => (second = await read(problem)))), [304]);
  assert.deepEqual(second, first);
  assert.notEqual(second, first);
  assert.ok(second);
  const [before, now] = [answerOf(first), answerOf(second)];
  assert.deepEqual([now?.status, now?.etag, now?.headers.get("Content-Type")], [200, before?.etag, "application/json"]);
  assert.notEqual(now?.headers.get("X-Request-Id"), before?.headers.get("X-Request-Id"));
  const changed = await changeProblem({
    client: ada,
    path: { problem: problem.id },
    headers: ifMatch(second ?? first),
    body: { title: "Held no more" },
  });
  assert.equal(changed.version, 2);
  assert.deepEqual(statuses(await wire.during(async () => (second = await read(problem)))), [200]);
  assert.equal(second?.title, "Held no more");
  const etag = answerOf(changed)?.etag ?? "";
  const tagged = readProblem({ client: ada, path: { problem: problem.id }, headers: { "If-None-Match": etag } });
  await assert.rejects(tagged, NotModified);
});

test("as many answers are held as one says", async () => {
  const problems = await Promise.all(["Held first", "Held second"].map((title) => post(title)));
  const client = new Client({ baseUrl, tokens: (await again()).access_token ?? "", fetch: wire.fetch, held: 1 });
  const [first, second] = problems.map(({ id }) => () => readProblem({ client, path: { problem: id } }));
  assert.ok(first && second);
  const sent = await wire.during(async () => {
    for (const asked of [first, first, second, first]) await asked();
  });
  assert.deepEqual(statuses(sent), [200, 304, 200, 200]);
});

test("a change of what others changed is PreconditionFailed, also for a line or a copy", async () => {
  const problem = await post("Raced");
  const change = (held: { version: number }, title: string): Promise<Problem> =>
    changeProblem({ client: ada, path: { problem: problem.id }, headers: ifMatch(held), body: { title } });
  const { items: lines } = await listProblems({ client: ada, query: { community: [community], sort: "-created_at" } });
  const line = lines.find(({ id }) => id === problem.id);
  assert.ok(line);
  await change(line, "Raced, by its line");
  await assert.rejects(change(problem, "Raced, too late"), PreconditionFailed);
  await assert.rejects(change({ ...problem }, "Raced, by an old copy"), PreconditionFailed);
});

test("lists go on as far as they are read", async () => {
  await Promise.all(["A", "B", "C"].map((title) => post(title)));
  const options = { client: ada, query: { community: [community], severity: ["low", "moderate"], limit: 2 } } as const;
  const asked = { ...options, query: { ...options.query, community: [community], severity: [...options.query.severity] } };
  const keys: string[] = [];
  const sent = await wire.during(async () => {
    for await (const { key } of items(listProblems, asked)) keys.push(key);
  });
  assert.equal(sent.length, Math.ceil(keys.length / 2));
  assert.equal(new Set(keys).size, keys.length);
  const some = await wire.during(async () => {
    for await (const page of pages(listProblems, asked)) {
      assert.deepEqual(page.items.map(({ key }) => key), keys.slice(0, 2));
      break;
    }
  });
  assert.equal(some.length, 1);
});

test("the feed of events, which always has a next page, is read to its end", async () => {
  let events = 0;
  for await (const { id } of items(listEvents, { client: ada, query: { limit: 100 } })) events += id === "" ? 0 : 1;
  assert.ok(events > 10);
});

test("refusals are typed by their status, and say why and where", async () => {
  await assert.rejects(read({ id: "../me" }), NotFound);
  for (const id of ["", ".", "..", undefined]) {
    const sent = await wire.during(() => assert.rejects(read({ id: id as string }), /TypeError: .* is no problem/));
    assert.deepEqual(sent, []);
  }
  const failure: unknown = await post("").catch((error: unknown) => error);
  assert.ok(failure instanceof Invalid);
  assert.deepEqual([failure.status, failure.code, failure.errors[0]?.pointer], [422, "invalid", "#/title"]);
  assert.match(failure.requestId, /./);
});

test("fields and values that this client does not know are given as they are", async () => {
  const problem = await post("From a later version");
  const answer = JSON.stringify({ ...problem, severity: "unheard of", mood: "gloomy" });
  wire.next("GET", new Response(answer, { headers: { "Content-Type": "application/json" } }));
  const grown = await read(problem);
  assert.deepEqual(grown, { ...problem, severity: "unheard of", mood: "gloomy" });
});

test("what is signed is passed on as it came, and nothing is known by another signature", async () => {
  const sent: unknown[] = [];
  const relay = new Client({
    baseUrl,
    fetch: (input, init) => {
      sent.push(init?.body, new Headers(init?.headers).get("X-Signature"));
      return fetch(input, init);
    },
  });
  const body = new Blob(['{ "items": [] }']);
  const path = { connector: "01a223a8-6e10-7490-b06d-996ddaac6326" };
  await assert.rejects(takeDelivery({ client: relay, path, body, headers: { "X-Signature": "00" } }), NotFound);
  assert.deepEqual(sent, [body, "00"]);
});
