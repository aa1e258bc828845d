import assert from "node:assert/strict";
import { test } from "node:test";

import { opened } from "./browser.js";

const { ALLIANCE: service, PAGE: front, EMAIL: username, PASSWORD: password } = process.env;

test("a page of another origin signs in, reads, reads again by its tag and changes", async (t) => {
  const { page, seen } = await opened(t);
  await page.goto(`${front}/?service=${encodeURIComponent(service)}`);
  await page.fill("[name=username]", username);
  await page.fill("[name=password]", password);
  await page.click("button");
  await page.waitForFunction(() => document.querySelector("output").textContent !== "");
  assert.equal(await page.textContent("output"), "done");
  assert.equal(await page.textContent("h1"), "The page is drawn");
  assert.deepEqual(await page.locator("li").allTextContents(), ["front-1: The page stays white", "precondition_failed", "#/title"]);

  const asked = seen.requests.filter(({ host, method }) => host === new URL(service).host && method !== "OPTIONS");
  assert.deepEqual(
    asked.map(({ method, path, status }) => `${method} ${path.replace(/[0-9a-f-]{36}/, "…")} ${status}`),
    [
      "POST /api/v1/auth/token 200",
      "POST /api/v1/communities 201",
      "POST /api/v1/communities/front/problems 201",
      "GET /api/v1/problems/front-1 200",
      // Asked by the browser's cache with its tag, and shown from there.
      "GET /api/v1/problems/front-1 200",
      "PATCH /api/v1/problems/… 200",
      "PATCH /api/v1/problems/… 200",
      "PATCH /api/v1/problems/… 412",
      "POST /api/v1/communities/front/problems 422",
      "POST /api/v1/auth/revocation 200",
    ],
  );
  assert.equal(seen.unmodified, 1);
  const { preflights } = seen;
  assert.deepEqual(preflights, [...new Set(preflights)], "one preflight an address");
  assert.equal(preflights.length, 4);
  const hosts = new Set(seen.requests.map(({ host }) => host));
  assert.deepEqual(hosts, new Set([new URL(front).host, new URL(service).host]));
  // A browser says so of every answer of 400 and more.
  assert.deepEqual(seen.complaints, [
    "Failed to load resource: the server responded with a status of 412 (Precondition Failed)",
    "Failed to load resource: the server responded with a status of 422 (Unprocessable Entity)",
  ]);
});

test("a wrong password is told on the page", async (t) => {
  const { page } = await opened(t);
  await page.goto(`${front}/?service=${encodeURIComponent(service)}`);
  await page.fill("[name=username]", "nobody@example.org");
  await page.fill("[name=password]", "not this one, surely");
  await page.click("button");
  await page.waitForFunction(() => document.querySelector("output").textContent !== "");
  assert.match(await page.textContent("output"), /not valid/);
});
