// The exercise of src/exercise/export/tests/sample.rs in GIFT, as gift-pegjs reads it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import test from "node:test";

const { parse } = createRequire(import.meta.url)("gift-pegjs");
const questions = parse(readFileSync(join(process.env.EXPORTS_TO, "exercise.gift"), "utf8"));
const named = (title) => questions.find((question) => question.title === title);

const HARD = `50% ~ = # { } : < > & "x" 'y' \\ * [html] -> // | $ T`;
const signs = { lt: "<", gt: ">", amp: "&", quot: '"', "#39": "'", "#37": "%", "#91": "[" };
// gift-pegjs 1.0.2 leaves its own stand-ins for escaped signs in the right-hand side of a pair.
const stood = (text) => text.replace(/&&0?(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
const read = (html) => html.replace(/&(#?\w+);/g, (_, name) => signs[name]);

test("every question is of its type", () => {
  const types = questions.map((question) => question.type);
  assert.deepEqual(types, [
    "Category", "Description", "Description", "Essay", "Short", "MC", "Matching", "MC", "MC", "TF", "Matching", "Short", "Essay", "MC",
  ]);
});

test("the articles come first, as they were", () => {
  assert.deepEqual(questions.slice(1, 3).map((text) => text.title), ["A", "B"]);
  assert.equal(read(named("A").stem.text), `<p><strong>A · Outlet ${HARD}: Title ${HARD}</strong></p><p>1. One ${HARD} Two ${HARD}</p><p>2. Three ${HARD}</p>`);
});

test("one option is right, and all are as they were", () => {
  const { choices } = named("q3");
  assert.deepEqual(choices.map((choice) => choice.isCorrect), [false, true, false]);
  assert.deepEqual(choices.map((choice) => read(choice.text.text)), [HARD, `[${HARD}`, `=${HARD}`]);
});

test("the right ones of several share the points", () => {
  const weights = named("q5.1").choices.map((choice) => Number(choice.weight));
  assert.deepEqual(weights, [33.33333, 33.33333, -100, 33.33333, -100]);
});

test("pairs and what is left over", () => {
  const pairs = named("q4").matchPairs.map((pair) => [read(pair.subquestion.text), stood(pair.subanswer)]);
  assert.deepEqual(pairs, [[`l ${HARD}`, `3 ${HARD}`], [`m ${HARD}`, HARD], ["", `1 ${HARD}`]]);
});

test("short answers, but for arrows, which would make a matching", () => {
  const accepted = named("q8").choices.map((choice) => choice.text.text);
  const arrow = HARD.replace("->", "→");
  assert.deepEqual(accepted, [arrow, `#${arrow}`]);
});

test("truth, gap and feedback", () => {
  assert.equal(named("q6.1").isTrue, true);
  assert.equal(named("q10").hasEmbeddedAnswers, true);
  for (const question of questions.slice(3)) {
    assert.ok(read(question.globalFeedback.text).includes(`Because ${HARD}`), question.title);
    if (question.title !== "q10") assert.ok(read(question.stem.text).includes(`What of ${HARD}?`), question.title);
  }
});
