import assert from "node:assert/strict";
import { test } from "node:test";

import { opened } from "./browser.js";

const { ALLIANCE: service, PAGE: front, EMAIL: email, PASSWORD: password } = process.env;

test("a page of another origin is told what happens, until its sign-in ends", async (t) => {
  const { page, seen } = await opened(t);
  await page.goto(`${front}/stream.html?${new URLSearchParams({ service, email, password })}`);
  await page.waitForFunction(() => document.querySelector("output").textContent === "open");
  await page.evaluate(() => window.post("live"));
  await page.waitForFunction(() => document.querySelectorAll("li").length === 2);
  assert.deepEqual(await page.locator("li").allTextContents(), ["community.founded", "membership.begun"]);
  await page.evaluate(() => window.signOut());
  await page.waitForFunction(() => document.querySelector("output").textContent === "/events/tickets: 401");
  const streams = seen.requests.filter(({ path }) => path === "/api/v1/events");
  assert.deepEqual([...new Set(streams.map(({ status }) => status))], [200, 401]);
});
