import assert from "node:assert/strict";
import { test } from "node:test";

import { another, opened } from "./browser.js";

const { ALLIANCE: service, PAGE: front, EMAIL: username, PASSWORD: password } = process.env;
const address = `${front}/tabs.html?${new URLSearchParams({ service, username, password })}`;

async function ready({ page }) {
  await page.goto(address);
  await page.waitForFunction(() => document.querySelector("output").textContent === "ready");
}

test("tabs that share a store share one sign-in, across reloads and until one of them signs out", async (t) => {
  const one = await opened(t);
  const tabs = [one, await another(one.context), await another(one.context)];
  await Promise.all(tabs.map(ready));
  const asked = () => Promise.all(tabs.map(({ page }) => page.evaluate(() => window.ask())));
  const requests = (path) =>
    tabs.flatMap(({ seen }) => seen.requests).filter((request) => request.method !== "OPTIONS" && request.path === path);
  const signedIn = [[username], [username], [username]];
  const ended = "Unauthenticated: 401 unauthenticated: The sign-in has ended: sign in again.";

  assert.deepEqual(await asked(), [[ended], [ended], [ended]]);
  await one.page.evaluate(() => window.begin());
  assert.deepEqual(await asked(), signedIn);
  assert.equal(requests("/api/v1/auth/token").length, 1);

  for (const left of [{ expires_at: 0 }, { access_token: "refused" }, { expires_at: 0 }]) {
    const before = requests("/api/v1/auth/token").length;
    await one.page.evaluate((left) => window.kept(left), left);
    await Promise.all(tabs.map(ready));
    assert.deepEqual(await asked(), signedIn);
    assert.equal(requests("/api/v1/auth/token").length - before, 1, "one renewal for all tabs");
  }

  await one.page.evaluate(() => window.signOut());
  const before = requests("/api/v1/me").length;
  assert.deepEqual(await asked(), [[ended], [ended], [ended]]);
  assert.equal(requests("/api/v1/me").length, before);
});

test("why nothing came is said as far as a page can know it", async (t) => {
  const one = await opened(t);
  await ready(one);
  await one.page.evaluate(() => window.begin());
  const misled = (baseUrl) => one.page.evaluate((baseUrl) => window.misled(baseUrl), baseUrl);
  assert.match(await misled(front), /sends on to elsewhere/);
  assert.match(await misled("http://127.0.0.1:1"), new RegExp(`does ALLIANCE_CORS_ORIGINS name ${front}\\?`));
});
