import assert from "node:assert/strict";
import { test } from "node:test";

import { opened } from "./browser.js";

const { ALLIANCE: service, PAGE: front, EMAIL: username, PASSWORD: password } = process.env;

test("a home, a community and a problem are each drawn from two requests that are sent at once", async (t) => {
  const { page, seen } = await opened(t);
  await page.goto(`${front}/pages.html?service=${encodeURIComponent(service)}`);
  await page.fill("[name=username]", username);
  await page.fill("[name=password]", password);
  await page.click("form button");
  await page.waitForFunction(() => document.querySelector("output").textContent === "signed in");

  /** The lines of a page, and what was asked for it: each before anything was answered. */
  async function drawn(name) {
    const begun = seen.requests.length;
    const order = [];
    const ours = (request) => new URL(request.url()).host === new URL(service).host && request.method() !== "OPTIONS";
    const sent = (request) => ours(request) && order.push("sent");
    const answered = (request) => ours(request) && order.push("answered");
    page.on("request", sent);
    page.on("requestfinished", answered);
    await page.click(`nav button:text-is("${name}")`);
    await page.waitForFunction((name) => document.querySelector("output").textContent === name, name);
    page.off("request", sent);
    page.off("requestfinished", answered);
    assert.deepEqual(order.slice(0, 2), ["sent", "sent"]);
    const asked = seen.requests.slice(begun);
    return { lines: await page.locator("main p").allTextContents(), asked: asked.map(({ path }) => path).sort() };
  }

  const home = await drawn("home");
  assert.deepEqual(home.asked, ["/api/v1/me", "/api/v1/me/home"]);
  assert.match(home.lines[0], /: .*Pages/);
  assert.equal(home.lines[1], "to do: Tell the others");
  assert.deepEqual(home.lines.slice(2, 6), [
    "new: Administrator, action_item.made: Tell the others",
    "new: Administrator, solution.posted: Draw it (pages-1)",
    "new: Administrator, problem.posted: The page stays white (pages-1)",
    "new: Administrator, membership.begun: Administrator",
  ]);

  assert.deepEqual(await drawn("community"), {
    asked: ["/api/v1/communities/pages", "/api/v1/communities/pages/problems"],
    lines: ["Pages: coordinator of 1, 0 waiting", "mine: change_membership,leave_community", "pages-1: The page stays white (open)"],
  });
  assert.deepEqual(await drawn("problem"), {
    asked: ["/api/v1/problems/pages-1", "/api/v1/problems/pages-1/assessments"],
    lines: ["The page stays white: yours to solve", "Draw it: draft, not_proposed; missing proposal,confirmation,site,environment; mine: 0; yours to propose"],
  });

  const { preflights, unmodified } = { ...seen, preflights: [...seen.preflights] };
  assert.ok(preflights.includes("/api/v1/problems/pages-1"));
  await drawn("problem");
  assert.equal(seen.unmodified - unmodified, 2);
  assert.deepEqual(seen.preflights, preflights, "a page that is drawn again is asked for once");
  assert.deepEqual(seen.complaints, []);
});
