/** Chromium without a window, which tells all that it said and asked for. */

import { existsSync, mkdirSync, mkdtempSync, renameSync } from "node:fs";
import { join } from "node:path";

import { chromium } from "playwright-core";

const KEPT = join(import.meta.dirname, "node_modules/.chromium");

/** Where its program lies: unpacked once, beside where many may do so at the same time. */
async function program() {
  if (!existsSync(KEPT)) {
    mkdirSync(join(import.meta.dirname, "node_modules/.unpacking"), { recursive: true });
    const folder = mkdtempSync(join(import.meta.dirname, "node_modules/.unpacking/"));
    const { default: packed } = await import("@sparticuz/chromium");
    const { TMPDIR } = process.env;
    process.env.TMPDIR = folder;
    await packed.executablePath();
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
    try {
      renameSync(folder, KEPT);
    } catch {
      if (!existsSync(KEPT)) throw new Error(`Chromium cannot be put into ${KEPT}.`);
    }
  }
  return join(KEPT, "chromium");
}

/** Opens a page; `seen` are its complaints, every request that it made, the addresses that its browser asked
 * whether it may, and how often the browser's cache was told that what it keeps is still right. */
export async function opened(test) {
  const browser = await chromium.launch({ executablePath: await program(), args: ["--no-sandbox"] });
  test.after(() => browser.close());
  const context = await browser.newContext();
  return { ...(await another(context)), context };
}

/** Opens one more page beside another. */
export async function another(context) {
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const seen = { complaints: [], preflights: [], requests: [], unmodified: 0 };
  const wire = await context.newCDPSession(page);
  await wire.send("Network.enable");
  wire.on("Network.requestWillBeSent", ({ request: { method, url } }) => {
    if (method === "OPTIONS") seen.preflights.push(new URL(url).pathname);
  });
  wire.on("Network.responseReceivedExtraInfo", ({ statusCode }) => (seen.unmodified += statusCode === 304 ? 1 : 0));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) seen.complaints.push(message.text());
  });
  page.on("pageerror", (error) => seen.complaints.push(String(error)));
  page.on("requestfailed", (request) => seen.complaints.push(`${request.url()}: ${request.failure()?.errorText}`));
  page.on("response", (response) => {
    const url = new URL(response.url());
    seen.requests.push({
      method: response.request().method(),
      host: url.host,
      path: url.pathname,
      status: response.status(),
    });
  });
  return { page, seen };
}
