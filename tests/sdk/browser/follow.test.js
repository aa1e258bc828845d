import assert from "node:assert/strict";
import { test } from "node:test";

import { opened } from "./browser.js";

const { ALLIANCE: service, PAGE: front, EMAIL: username, PASSWORD: password } = process.env;

test("a page of another origin follows the feed by the client, until it signs out", async (t) => {
  const { page, seen } = await opened(t);
  await page.goto(`${front}/follow.html?${new URLSearchParams({ service, username, password })}`);
  await page.waitForFunction(() => document.querySelector("output").textContent === "listening");
  await page.evaluate(() => window.found("followed"));
  await page.waitForFunction(() => document.querySelectorAll("li").length === 2);
  assert.deepEqual(await page.locator("li").allTextContents(), ["community.founded", "membership.begun"]);
  await page.evaluate(() => window.signOut());
  await page.waitForFunction(() => document.querySelector("output").textContent === "signed out");
  const streams = seen.requests.filter(({ method, path }) => method === "GET" && path === "/api/v1/events");
  assert.deepEqual(streams.map(({ status }) => status), [200]);
  // Chromium tells of a stream as aborted that ended by itself and was read to its end.
  assert.deepEqual(seen.complaints, [`${service}/api/v1/events?from=now: net::ERR_ABORTED`]);
});
