import assert from "node:assert/strict";
import { before, test } from "node:test";

import {
  type Event,
  follow,
  foundCommunity,
  items,
  listEvents,
  postProblem,
  type SignedIn,
  signIn,
  Unauthenticated,
} from "@alliance/client";

const baseUrl = process.env["ALLIANCE"] ?? "";
const username = process.env["EMAIL"] ?? "";
const password = process.env["PASSWORD"] ?? "";
const community = "follow";

/** How many events the next streams bring before they are lost; and the addresses that were asked. */
const lives: number[] = [];
const asked: URL[] = [];

/** Loses streams, and lets nobody wait long to come back. */
async function torn(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const response = await fetch(input, init);
  if (response.body === null || response.headers.get("Content-Type")?.startsWith("text/event-stream") !== true)
    return response;
  asked.push(new URL(String(input)));
  let left = lives.shift() ?? Infinity;
  const losing = new TransformStream<string, string>({
    transform(text, controller) {
      if (left <= 0) return;
      controller.enqueue(text.replace(/^retry: \d+/m, "retry: 10"));
      left -= text.match(/^data:/gm)?.length ?? 0;
      // Not at once: an error throws away what was not read yet.
      if (left <= 0) setTimeout(() => controller.error(new TypeError("terminated")), 50);
    },
  });
  const body = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(losing).pipeThrough(new TextEncoderStream());
  return new Response(body, response);
}

let ada: SignedIn;

function post(title: string): Promise<unknown> {
  return postProblem({ client: ada, path: { community }, body: { title, statement: "Since the new firmware." } });
}

before(async () => {
  ada = await signIn({ baseUrl, username, password, fetch: torn });
  await foundCommunity({ client: ada, body: { slug: community, name: "Follow" } });
});

test("the feed is followed across lost connections, and each event told once", { timeout: 60_000 }, async () => {
  lives.push(2, 1, 1);
  const following = follow({ client: ada, query: { community: [community] } });
  const told: { readonly kind: string; readonly cursor: string | undefined }[] = [];
  for await (const { kind } of following) {
    told.push({ kind, cursor: following.cursor });
    if (told.length === 6) break;
    if (told.length >= 2) await post(`The ${told.length}th`);
  }
  const posted = ["problem.posted", "problem.posted", "problem.posted", "problem.posted"];
  assert.deepEqual(
    told.map(({ kind }) => kind),
    ["community.founded", "membership.begun", ...posted],
  );
  assert.deepEqual(
    asked.map(({ searchParams }) => searchParams.get("cursor")),
    [null, told[1]?.cursor, told[2]?.cursor, told[3]?.cursor],
  );
  const rest: Event[] = [];
  const query = { community: [community], cursor: told[3]?.cursor ?? "" };
  for await (const event of items(listEvents, { client: ada, query })) rest.push(event);
  assert.equal(rest.length, 2);
});

test("from now on only what happens is told; a signal ends it", { timeout: 60_000 }, async () => {
  const stop = new AbortController();
  const following = follow({ client: ada, query: { community: [community], from: "now" }, signal: stop.signal });
  const told: string[] = [];
  const listening = (async () => {
    for await (const { kind } of following) told.push(kind);
  })();
  while (following.cursor === undefined) await new Promise((resolve) => setTimeout(resolve, 20));
  await post("The last");
  while (told.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  stop.abort(new Error("enough"));
  await assert.rejects(listening, /enough/);
  assert.deepEqual(told, ["problem.posted"]);
});

test("the end of the sign-in ends it", { timeout: 60_000 }, async () => {
  const mine = await signIn({ baseUrl, username, password, fetch: torn });
  const following = follow({ client: mine, query: { from: "now" } });
  const listening = following[Symbol.asyncIterator]().next();
  const ended = assert.rejects(listening, Unauthenticated);
  while (following.cursor === undefined) await new Promise((resolve) => setTimeout(resolve, 20));
  await mine.signOut();
  await ended;
});
