import assert from "node:assert/strict";
import { test } from "node:test";

import { opened } from "./browser.js";

const { ALLIANCE: service, EMAIL: username, PASSWORD: password } = process.env;

test("the page of the documentation loads, signs in and executes a request, from here alone", async (t) => {
  const { page, seen } = await opened(t);
  await page.goto(`${service}/docs`);
  await page.locator("button.authorize").first().click();
  const dialog = page.locator(".dialog-ux");
  await dialog.locator("input#oauth_username").fill(username);
  await dialog.locator("input#oauth_password").fill(password);
  await dialog.locator("button.authorize").click();
  await dialog.locator("button:text('Logout')").waitFor();
  await dialog.locator("button.btn-done").click();

  await page.locator("#operations-tag-me h3, #operations-tag-me").first().click();
  const operation = page.locator("#operations-me-read_me");
  await operation.locator(".opblock-summary-control").click();
  await operation.getByRole("button", { name: "Try it out" }).click();
  await operation.getByRole("button", { name: "Execute" }).click();
  const answer = operation.locator(".live-responses-table .response");
  await answer.waitFor();
  assert.match(await answer.locator(".response-col_status").innerText(), /^200/);
  assert.match(await answer.locator(".response-col_description").innerText(), new RegExp(username));

  assert.deepEqual(seen.complaints, []);
  assert.deepEqual(new Set(seen.requests.map(({ host }) => host)), new Set([new URL(service).host]));
  const asked = seen.requests.map(({ path }) => path);
  for (const path of ["/docs", "/openapi.json", "/api/v1/auth/token", "/api/v1/me"]) assert.ok(asked.includes(path), path);
});
