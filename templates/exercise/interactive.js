"use strict";
(() => {
  const all = (what, inside) => Array.from((inside || document).querySelectorAll(what));
  const say = document.body.dataset;
  const scores = new Map();
  const fill = (text, right, of) => text.replace("{right}", right).replace("{all}", of);
  const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/[“”„"'‘’.,;:!?]/g, "").replace(/\s+/g, " ").trim();

  const verdict = (part, good, text) => {
    const node = document.createElement("span");
    node.className = "verdict " + (good ? "good" : "bad");
    node.textContent = (good ? " ✓ " : " ✗ ") + text;
    if (part.matches("button")) part.after(node); else part.append(node);
  };
  const right = (part) => verdict(part, true, say.right);
  const wrong = (part) => verdict(part, false, say.wrong);

  // Each gives what was reached, of how much, or nothing when there is no answer yet.
  const forms = {
    choice(parts) {
      const chosen = parts.find((part) => part.querySelector("input").checked);
      if (!chosen) return null;
      const good = chosen.dataset.right === "1";
      if (good) right(chosen);
      else {
        wrong(chosen);
        parts.filter((part) => part.dataset.right === "1").forEach((part) => verdict(part, true, say.missed));
      }
      return [good ? 1 : 0, 1];
    },
    match(parts) {
      const selects = parts.map((part) => part.querySelector("select"));
      if (selects.every((select) => select.value === "")) return null;
      let got = 0;
      parts.forEach((part, at) => {
        const good = selects[at].value === part.dataset.right;
        got += good;
        if (good) right(part);
        else verdict(part, false, say.wrong + ": " + selects[at].options[Number(part.dataset.right) + 1].text);
      });
      return [got, parts.length];
    },
    grid(parts) {
      if (!parts.some((part) => part.querySelector("input").checked)) return null;
      let got = 0;
      for (const part of parts) {
        const good = part.querySelector("input").checked === (part.dataset.right === "1");
        got += good;
        if (good) right(part); else wrong(part);
      }
      return [got, parts.length];
    },
    order(parts) {
      let got = 0;
      parts.forEach((part, at) => {
        const good = Number(part.dataset.right) === at;
        got += good;
        if (good) right(part); else verdict(part, false, String(Number(part.dataset.right) + 1));
      });
      return [got, parts.length];
    },
    short(parts) {
      const input = parts[0].querySelector("input");
      const written = plain(input.value);
      if (!written) return null;
      const good = JSON.parse(input.dataset.accepted).some((one) => plain(one) === written);
      if (good) right(parts[0]); else wrong(parts[0]);
      return [good ? 1 : 0, 1];
    },
    mark(parts) {
      const pressed = (part) => part.getAttribute("aria-pressed") === "true";
      if (!parts.some(pressed)) return null;
      const asked = parts.filter((part) => part.dataset.right === "1");
      let got = 0;
      for (const part of parts) {
        const worth = part.dataset.right;
        if (pressed(part)) {
          if (worth === "0") verdict(part, true, say.accepted);
          else { got += Number(worth); if (worth === "1") right(part); else wrong(part); }
        } else if (worth === "1") verdict(part, false, say.missed);
      }
      return [Math.max(0, got), asked.length];
    },
  };

  const total = () => {
    const sums = Array.from(scores.values()).reduce(([a, b], [got, of]) => [a + got, b + of], [0, 0]);
    const node = document.querySelector(".total");
    node.textContent = sums[1] ? node.getAttribute("aria-label") + ": " + fill(say.score, sums[0], sums[1]) : "";
  };
  const inputs = (item) => all("input, select, textarea, .word, .up, .down", item).filter((one) => !one.closest(".points"));

  const check = (item) => {
    const result = item.querySelector(".result");
    const open = item.dataset.form === "open";
    if (open) {
      if (!item.querySelector("textarea").value.trim()) { result.textContent = say.unanswered; return; }
      item.querySelector(".points").hidden = false;
      result.textContent = say.written;
    } else {
      const reached = forms[item.dataset.form](all(".part", item));
      if (!reached) { result.textContent = say.unanswered; return; }
      const [got, of] = reached;
      result.textContent = got === of ? say.right : got ? fill(say.partly, got, of) : say.wrong;
      scores.set(item.id, reached);
      total();
    }
    for (const one of inputs(item)) one.disabled = true;
    item.querySelector(".why").hidden = false;
    const again = item.querySelector(".again");
    again.hidden = false;
    again.focus();
    item.querySelector(".check").hidden = true;
  };
  const again = (item) => {
    all(".verdict", item).forEach((node) => node.remove());
    for (const one of inputs(item)) {
      one.disabled = false;
      if (one.type === "radio" || one.type === "checkbox") one.checked = false;
      if (one.matches(".word")) one.setAttribute("aria-pressed", "false");
    }
    scores.delete(item.id);
    total();
    item.querySelector(".why").hidden = true;
    item.querySelector(".result").textContent = "";
    all(".points", item).forEach((points) => { points.hidden = true; });
    const button = item.querySelector(".check");
    button.hidden = false;
    button.focus();
    item.querySelector(".again").hidden = true;
  };
  const move = (button) => {
    const part = button.closest("li");
    const other = button.matches(".up") ? part.previousElementSibling : part.nextElementSibling;
    if (!other) return;
    if (button.matches(".up")) other.before(part); else other.after(part);
    button.focus();
    const place = all("li", part.parentNode).indexOf(part) + 1;
    part.closest(".item").querySelector(".result").textContent = say.moved.replace("{n}", place);
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const item = button.closest(".item");
    if (button.matches(".check")) check(item);
    else if (button.matches(".again")) again(item);
    else if (button.matches(".up, .down")) move(button);
    else if (button.matches(".word")) button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
  });
  // One stop of the tab key for a whole text; arrows go from word to word.
  document.addEventListener("keydown", (event) => {
    const word = event.target.closest(".word");
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!word || !step) return;
    event.preventDefault();
    const words = all(".word", word.closest(".item"));
    const next = words[words.indexOf(word) + step];
    if (!next) return;
    word.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });
})();
