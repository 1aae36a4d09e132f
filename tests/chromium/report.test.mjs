import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { ferry, hostile } from "./articles.mjs";
import { closed, made, opened, report } from "./browser.mjs";

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const sizes = { phone: { width: 390, height: 844 }, laptop: { width: 1280, height: 800 } };
let files = {};

before(() => { files = { ferry: report("ferry", ferry), seeds: made("seeds", join(root, "seeds")), hostile: report("hostile", hostile.slice(0, 60)) }; });
after(closed);

async function violations(page) {
  // The page's own policy forbids foreign scripts, so axe comes in by the debugger.
  await page.evaluate(axe + ";0");
  const found = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  return found.violations.map((v) => `${v.id}: ${v.nodes.length}× ${v.nodes[0].html.slice(0, 160)} ${v.nodes[0].failureSummary}`);
}

for (const colorScheme of ["light", "dark"]) {
  for (const [name, viewport] of Object.entries(sizes)) {
    for (const which of ["ferry", "seeds"]) {
      test(`axe finds nothing on ${which} at ${name} width, ${colorScheme}`, async () => {
        const page = await opened(files[which], { viewport, colorScheme });
        assert.deepEqual(await violations(page), []);
        assert.deepEqual(page.wrong, []);
        await page.close();
      });
    }
  }
}

test("the page is never wider than the window", async () => {
  for (const width of [320, 390, 768, 1280]) {
    const page = await opened(files.seeds, { viewport: { width, height: 800 } });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `at ${width}`);
    await page.close();
  }
});

test("the first screen says how many claims are told alike and how many differ", async () => {
  const page = await opened(files.ferry);
  assert.match(await page.locator(".deck").innerText(), /They share \d+ claims?: .*(told alike|framed differently|different numbers)/s);
  const heads = await page.locator(".glance h3").allInnerTexts();
  assert.ok(heads.some((head) => /told alike/.test(head)) && heads.some((head) => /told differently/.test(head)), heads.join());
  await page.close();
});

test("every cell says its certainty by a sign and a word, not by colour alone", async () => {
  const page = await opened(files.ferry);
  const cells = await page.locator(".claims .cell").allInnerTexts();
  assert.ok(cells.length > 3);
  for (const cell of cells) assert.match(cell, /^\s*(●|“”|~|\?|✗)\s*(asserted|attributed|hedged|doubted|denied)/);
  await page.close();
});

test("a cell opens its sentence in its paragraph, by keyboard, and gives the focus back", async () => {
  const page = await opened(files.ferry);
  const cell = page.locator(".claims .cell").first();
  await cell.focus();
  await page.keyboard.press("Enter");
  const sheet = page.locator("dialog[open]");
  assert.ok(await sheet.locator(".s.here").isVisible());
  assert.ok((await sheet.innerText()).includes(await page.evaluate(() => document.querySelector(document.querySelector(".claims .cell").getAttribute("href")).textContent.trim().slice(0, 30))));
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("dialog[open]").count(), 0);
  assert.ok(await cell.evaluate((node) => node === document.activeElement));
  await page.close();
});

test("a mark explains itself: zone, reason, question, innocent reading, rule", async () => {
  const page = await opened(files.ferry);
  const mark = page.locator("article a.m[data-z=narration]:not(.off)", { hasText: /^allegedly$/ }).first();
  await mark.focus();
  await page.keyboard.press("Enter");
  const text = await page.locator("dialog[open]").innerText();
  for (const words of ["allegedly", "outlet's own voice", "A question to ask", "An innocent reading", "en/hedging"]) assert.ok(text.includes(words), `${words} in ${text}`);
  assert.deepEqual(await violations(page), []);
  await page.locator("dialog .close").click();
  assert.equal(await page.locator("dialog[open]").count(), 0);
  await page.close();
});

test("a mark in a quotation says that the wording is the speaker's", async () => {
  const page = await opened(files.ferry);
  await page.locator("article a.m[data-z=quotation]:not(.off)").first().click();
  assert.match(await page.locator("dialog[open]").innerText(), /speaker's/);
  await page.close();
});

test("filters take marks away by kind and by zone, and bring them back", async () => {
  const page = await opened(files.ferry);
  const shown = (zone) => page.locator(`article a.m${zone ? `[data-z=${zone}]` : ""}:not(.off)`).count();
  const hedging = page.locator("#f-categories label", { hasText: "hedging" }).locator("input");
  const all = await shown();
  await hedging.uncheck();
  assert.ok((await shown()) < all);
  await hedging.check();
  assert.equal(await shown(), all);
  assert.ok((await shown("quotation")) > 0);
  await page.locator("#f-zones input[value=quotation]").uncheck();
  assert.equal(await shown("quotation"), 0);
  const off = page.locator("article a.m.off").first();
  assert.equal(await off.getAttribute("tabindex"), "-1");
  await page.close();
});

test("articles are put side by side as chosen, and a link to a hidden one shows it", async () => {
  const page = await opened(files.seeds);
  const visible = () => page.locator("article:visible").count();
  assert.equal(await visible(), 3);
  await page.locator("#f-columns input").nth(1).uncheck();
  assert.equal(await visible(), 2);
  await page.locator(".headline a[href='#a4']").click();
  assert.ok(await page.locator("#a4").isVisible());
  assert.equal(await page.locator("#f-columns input").nth(4).isChecked(), true);
  await page.close();
});

test("all of it can be reached with the tab key alone, the first stop skipping to the claims", async () => {
  const page = await opened(files.ferry);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  const met = new Set();
  for (let at = 0; at < 400; at += 1) {
    await page.keyboard.press("Tab");
    const place = await page.evaluate(() => document.activeElement.closest("section, header")?.id || document.activeElement.tagName);
    if (place === "BODY") break;
    met.add(place);
  }
  for (const place of ["headlines", "e0", "articles", "habits", "method"]) assert.ok(met.has(place), `${place} in ${[...met]}`);
  await page.close();
});

test("without scripts everything is there: cells lead to sentences, marks to their rules", async () => {
  const page = await opened(files.ferry, { javaScriptEnabled: false });
  const href = await page.locator(".claims .cell").first().getAttribute("href");
  assert.equal(await page.locator(href).count(), 1);
  const rule = await page.locator("article a.m").first().getAttribute("href");
  assert.equal(await page.locator(rule).count(), 1);
  assert.equal(await page.locator("article:visible").count(), 3);
  await page.close();
});

test("it prints on A4 and on Letter with all articles and all statements", async () => {
  for (const format of ["A4", "Letter"]) {
    const page = await opened(files.seeds);
    const pdf = await page.pdf({ format });
    assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
    assert.ok(pdf.length > 50_000);
    await page.emulateMedia({ media: "print" });
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    assert.equal(await page.locator("details:not([open])").count(), 0);
    assert.equal(await page.locator("article:visible").count(), 5);
    assert.equal(await page.locator(".filters:visible").count(), 0);
    assert.deepEqual(page.wrong, []);
    await page.close();
  }
});

test("nothing of a hostile article runs, loads or breaks out of its place", async () => {
  const page = await opened(files.hostile);
  assert.equal(await page.evaluate(() => window.hit), undefined);
  const counts = await page.evaluate(() => ({
    script: document.querySelectorAll("script").length, style: document.querySelectorAll("style").length,
    foreign: document.querySelectorAll("img, iframe, object, embed, link, base, form:not([method=dialog]), video, math, template").length,
    handlers: Array.from(document.querySelectorAll("*")).filter((node) => node.getAttributeNames().some((name) => name.startsWith("on"))).length,
    away: Array.from(document.querySelectorAll("[href], [src], [action]")).filter((node) => !/^#/.test(node.getAttribute("href") || "")).length,
  }));
  assert.deepEqual(counts, { script: 1, style: 1, foreign: 0, handlers: 0, away: 0 });
  for (const link of (await page.locator("article a.m:not(.off)").all()).slice(0, 20)) {
    await link.evaluate((node) => node.click());
    await page.keyboard.press("Escape");
  }
  for (const link of (await page.locator("a[data-cell]").all()).slice(0, 40)) {
    await link.evaluate((node) => node.click());
    await page.keyboard.press("Escape");
  }
  assert.equal(await page.evaluate(() => window.hit), undefined);
  assert.deepEqual(page.wrong, []);
  await page.close();
});
