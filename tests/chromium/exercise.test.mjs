// The page of an exercise that checks its own answers. `sample` has one item of every form, its words full of signs; `seeds` and
// `hostile` are made by the program.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { hostile } from "./articles.mjs";
import { closed, exercise, opened, written } from "./browser.mjs";

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const sizes = { phone: { width: 390, height: 844 }, laptop: { width: 1280, height: 800 } };
const HARD = `50% ~ = # { } : < > & "x" 'y' \\ * [html] -> // | $ T`;
const files = { sample: join(process.env.EXPORTS_TO, "exercise.html") };

before(() => {
  files.seeds = exercise("seeds", join(root, "seeds"), "--items", "16");
  files.hostile = exercise("hostile", written("hostile-items", hostile.slice(0, 60)), "--items", "40");
});
after(closed);

async function violations(page) {
  await page.evaluate(axe + ";0");
  const found = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  return found.violations.map((v) => `${v.id}: ${v.nodes.length}× ${v.nodes[0].html.slice(0, 160)} ${v.nodes[0].failureSummary}`);
}

const item = (page, form) => page.locator(`.item[data-form=${form}]`).first();
const result = (one) => one.locator(".result").innerText();
const progress = (page) => page.locator(".progress").innerText();

/** Answers an item by keyboard alone: `right` or `wrong`. */
async function answer(page, one, right) {
  const form = await one.getAttribute("data-form");
  const wanted = (part) => part.evaluate((node) => node.dataset.right === "1");
  if (form === "choice") {
    const parts = await one.locator(".part").all();
    const fits = await Promise.all(parts.map(async (part) => (await wanted(part)) === right));
    await parts[fits.indexOf(true)].locator("input").focus();
    await page.keyboard.press("Space");
  } else if (form === "match") {
    for (const part of await one.locator(".part").all()) {
      const [at, all] = await part.evaluate((node) => [Number(node.dataset.right), node.querySelectorAll("option").length - 1]);
      await part.locator("select").focus();
      for (let n = 0; n <= (right ? at : (at + 1) % all); n += 1) await page.keyboard.press("ArrowDown");
    }
  } else if (form === "grid") {
    for (const part of await one.locator(".part").all()) {
      await part.locator("input").focus();
      if ((await wanted(part)) === right) await page.keyboard.press("Space");
    }
  } else if (form === "order") {
    const count = await one.locator("li").count();
    for (let place = 0; place < count; place += 1) {
      const mine = right ? place : count - 1 - place;
      const at = () => one.locator("li").evaluateAll((all, mine) => all.findIndex((li) => Number(li.dataset.right) === mine), mine);
      while ((await at()) > place) {
        await one.locator("li").nth(await at()).locator(".up").focus();
        await page.keyboard.press("Enter");
      }
    }
  } else if (form === "short") {
    await one.locator("input").focus();
    await page.keyboard.type(right ? JSON.parse(await one.locator("input").getAttribute("data-accepted"))[0] : "nothing of the kind");
  } else if (form === "mark") {
    // The first word of every stretch is enough.
    const roles = await one.locator(".word").evaluateAll((all) => all.map((word) => [word.dataset.role, word.dataset.group]));
    await one.locator(".word[tabindex='0']").focus();
    const met = new Set();
    for (const [role, group] of roles) {
      const fits = right ? role === "asked" && !met.has(group) : role === "other";
      if (role === "asked") met.add(group);
      if (fits) await page.keyboard.press("Space");
      await page.keyboard.press("ArrowRight");
    }
  } else {
    await one.locator("textarea").focus();
    await page.keyboard.type("A text of my own.");
  }
  await one.locator(".check").focus();
  await page.keyboard.press("Enter");
}

for (const colorScheme of ["light", "dark"]) {
  for (const [name, viewport] of Object.entries(sizes)) {
    for (const which of ["sample", "seeds"]) {
      test(`axe finds nothing on ${which} at ${name} width, ${colorScheme}, before and after answers`, async () => {
        const page = await opened(files[which], { viewport, colorScheme });
        assert.deepEqual(await violations(page), []);
        for (const one of (await page.locator(".item").all()).filter((_, at) => at % 2)) await answer(page, one, false);
        await page.locator(".show-all").click();
        await page.evaluate(() => document.querySelectorAll("details").forEach((node) => { node.open = true; }));
        assert.deepEqual(await violations(page), []);
        assert.deepEqual(page.wrong, []);
        await page.close();
      });
    }
  }
}

test("the page is never wider than the window", async () => {
  for (const width of [320, 390, 768, 1280]) {
    const page = await opened(files.sample, { viewport: { width, height: 800 } });
    await page.locator(".show-all").click();
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `at ${width}`);
    await page.close();
  }
});

test("right answers, by keyboard alone, earn all points", async () => {
  for (const which of ["sample", "seeds"]) {
    const page = await opened(files[which]);
    const all = await page.locator(".item").all();
    for (const one of all) {
      await answer(page, one, true);
      const open = (await one.getAttribute("data-form")) === "open";
      assert.equal(await result(one), open ? "Compare your text with these points, and tick what yours has." : "Right");
      assert.equal(await one.locator(".bad").count(), 0);
      // The focus is on the way on.
      assert.ok(await one.locator(".again").evaluate((node) => node === document.activeElement));
    }
    assert.match(await progress(page), new RegExp(`^${all.length} of ${all.length} done · (\\d+) of \\1 points$`));
    assert.deepEqual(page.wrong, []);
    await page.close();
  }
});

test("wrong answers earn nothing, and the key's reason and place are told", async () => {
  const page = await opened(files.sample);
  for (const form of ["choice", "match", "short", "mark"]) {
    const one = item(page, form);
    assert.equal(await one.locator(".why").isVisible(), false);
    await answer(page, one, false);
    assert.equal(await result(one), "Not right", form);
    const why = await one.locator(".why").innerText();
    assert.ok(why.includes(`Because ${HARD}`) && why.includes(`Perhaps ${HARD}`) && why.includes("headline"), why);
  }
  assert.match(await progress(page), /· 0 of \d+ points$/);
  const choice = item(page, "choice");
  assert.match(await choice.locator(".part[data-right='1']").innerText(), /✓ The right answer$/);
  assert.match(await item(page, "match").locator(".part").first().innerText(), /✗ The right answer: 3 /);
  await page.close();
});

test("an order that is not right says where each belongs, and half a grid counts by cells", async () => {
  const page = await opened(files.sample);
  await answer(page, item(page, "order"), false);
  assert.match(await result(item(page, "order")), /^1 of 3 right$/);
  assert.match(await item(page, "order").locator("li").first().innerText(), /✗ Belongs in place 3$/);
  const grid = item(page, "grid");
  await grid.locator("input").first().check();
  await grid.locator(".check").click();
  assert.equal(await result(grid), "6 of 8 right");
  await page.close();
});

test("words that may be marked as well neither earn nor cost", async () => {
  const page = await opened(files.sample);
  const one = item(page, "mark");
  await one.locator(".word[data-role=accepted]").click();
  await answer(page, one, true);
  assert.equal(await result(one), "Right");
  assert.match(await one.locator(".marking").innerText(), /so ✓ May be marked as well/);
  await page.close();
});

test("an empty answer is not judged, and trying again takes the verdict and the points away", async () => {
  const page = await opened(files.sample);
  const one = item(page, "choice");
  await one.locator(".check").click();
  assert.equal(await result(one), "Give an answer first.");
  assert.match(await progress(page), /^0 of \d+ done$/);
  await answer(page, one, true);
  assert.match(await progress(page), /^1 of \d+ done · 1 of 1 points$/);
  await page.keyboard.press("Enter");
  assert.match(await progress(page), /^0 of \d+ done$/);
  assert.equal(await one.locator(".verdict").count(), 0);
  assert.equal(await one.locator("input:checked").count(), 0);
  assert.ok(await one.locator(".check").evaluate((node) => node === document.activeElement));
  await page.close();
});

test("shown without an answer, only what is right is told", async () => {
  const page = await opened(files.sample);
  await page.locator(".show-all").click();
  const told = async (form) => (await item(page, form).locator(".verdict").allInnerTexts()).map((text) => text.trim());
  assert.deepEqual(await told("grid"), Array(3).fill("✓ The right answer"));
  assert.deepEqual(await told("choice"), ["✓ The right answer"]);
  assert.ok((await told("match")).every((text) => text.startsWith("✓ The right answer: ")));
  await page.close();
});

test("a shown answer earns nothing; starting again clears everything", async () => {
  const page = await opened(files.sample);
  const all = await page.locator(".item").count();
  await answer(page, item(page, "choice"), true);
  await item(page, "open").locator(".show").click();
  assert.ok(await item(page, "open").locator(".why").isVisible());
  await page.locator(".show-all").click();
  assert.match(await progress(page), new RegExp(`^${all} of ${all} done · 1 of \\d+ points$`));
  await page.locator(".restart").click();
  assert.equal(await progress(page), `0 of ${all} done`);
  assert.equal(await page.locator(".verdict, .why:visible").count(), 0);
  await page.close();
});

test("every field has a name that says what it answers, and verdicts are announced", async () => {
  const page = await opened(files.sample);
  const named = (role, name) => page.getByRole(role, { name, exact: true }).count();
  assert.equal(await named("radio", `[${HARD}`), 1);
  assert.equal(await named("combobox", `l ${HARD}`), 1);
  assert.equal(await named("checkbox", `row ${HARD} – A ${HARD}`), 1);
  assert.equal(await named("button", `Move up: x ${HARD}`), 1);
  assert.equal(await named("radiogroup", `3. What of ${HARD}?`), 1);
  assert.equal(await page.getByRole("textbox", { name: "Your answer" }).count(), 2);
  assert.equal(await page.locator(".item [role=status]").count(), await page.locator(".item").count());
  await page.close();
});

test("a place leads to its paragraph, and opens the article", async () => {
  const page = await opened(files.seeds);
  const link = page.locator("blockquote .place a").first();
  const target = page.locator(await link.getAttribute("href"));
  assert.equal(await target.isVisible(), false);
  await link.focus();
  await page.keyboard.press("Enter");
  await target.waitFor({ state: "visible" });
  const quoted = (await page.locator("blockquote p").first().innerText()).slice(0, 40);
  assert.ok((await target.innerText()).includes(quoted));
  assert.deepEqual(page.wrong, []);
  await page.close();
});

test("without scripts the questions can be read, and the page says what is missing", async () => {
  const page = await opened(files.seeds, { javaScriptEnabled: false });
  assert.equal(await page.locator(".tools:visible").count(), 0);
  assert.ok(await page.locator(".item").first().isVisible());
  assert.match(await page.content(), /needs scripts to check answers/);
  await page.close();
});

test("on paper there are questions and no buttons", async () => {
  const page = await opened(files.seeds);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".tools:visible, .progress:visible, .why:visible").count(), 0);
  assert.equal((await page.pdf({ format: "A4" })).subarray(0, 5).toString(), "%PDF-");
  await page.close();
});

test("nothing of a hostile article runs, loads or breaks out of its place", async () => {
  for (const file of [files.hostile, files.sample]) {
    const page = await opened(file);
    assert.ok((await page.locator(".item").count()) > 3);
    await page.locator(".show-all").click();
    await page.evaluate(() => document.querySelectorAll("details").forEach((node) => { node.open = true; }));
    const counts = await page.evaluate(() => ({
      script: document.querySelectorAll("script").length, style: document.querySelectorAll("style").length,
      foreign: document.querySelectorAll("img, iframe, object, embed, link, base, form, video, math, svg, template").length,
      handlers: Array.from(document.querySelectorAll("*")).filter((node) => node.getAttributeNames().some((name) => name.startsWith("on"))).length,
      away: Array.from(document.querySelectorAll("[href], [src], [action]")).filter((node) => !/^#/.test(node.getAttribute("href") || "")).length,
    }));
    assert.deepEqual(counts, { script: 1, style: 1, foreign: 0, handlers: 0, away: 0 });
    assert.equal(await page.evaluate(() => window.hit), undefined);
    assert.deepEqual(page.wrong, []);
    await page.close();
  }
});
