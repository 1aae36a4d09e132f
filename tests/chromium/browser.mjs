// What the tests share: reports and exercises made by the program, and pages that remember what went wrong on them.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

export const folder = mkdtempSync(join(tmpdir(), "parallax-report-"));

/** Writes articles to a file; gives its path. */
export function written(name, articles) {
  const input = join(folder, name + ".jsonl");
  writeFileSync(input, articles.map((article) => JSON.stringify(article)).join("\n") + "\n");
  return input;
}

/** Makes a report of articles; gives the path of its file. */
export function report(name, articles, ...options) {
  return made(name, written(name, articles), ...options);
}

/** Makes an exercise; gives the path of the page that checks itself. */
export function exercise(name, input, ...options) {
  const into = join(folder, name + "-exercise");
  execFileSync(process.env.PARALLAX, ["exercise", input, "--no-user-rules", "--quiet", "--format", "html", "-o", into, ...options]);
  return join(into, "exercise.html");
}

export function made(name, input, ...options) {
  const file = join(folder, name + ".html");
  execFileSync(process.env.PARALLAX, ["report", input, "--no-user-rules", "--quiet", "-o", file, ...options]);
  return file;
}

let browser;

/** A page of a report; `page.wrong` lists console errors, script errors, dialogs and requests. */
export async function opened(file, options = {}) {
  browser ??= await chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce", ...options });
  page.wrong = [];
  page.on("console", (message) => { if (message.type() === "error" || message.type() === "warning") page.wrong.push("console: " + message.text()); });
  page.on("pageerror", (error) => page.wrong.push("script: " + error.message));
  page.on("dialog", (dialog) => { page.wrong.push("dialog: " + dialog.message()); dialog.dismiss(); });
  const own = pathToFileURL(file).href;
  page.on("request", (request) => { if (request.url().split("#")[0] !== own) page.wrong.push("request: " + request.url()); });
  await page.goto(own);
  return page;
}

export async function closed() {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
}
