"use strict";
(() => {
  const all = (what, inside) => Array.from((inside || document).querySelectorAll(what));
  const say = document.body.dataset;
  const items = all(".item");
  // By item: what was reached, of how much. Written answers are done without points.
  const done = new Map();
  const fill = (text, right, of) => text.replace("{right}", right).replace("{all}", of);
  const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/[“”„"'‘’.,;:!?]/g, "").replace(/\s+/g, " ").trim();

  const verdict = (part, good, text) => {
    const node = document.createElement("span");
    node.className = "verdict " + (good ? "good" : "bad");
    node.textContent = " " + (good ? "✓ " : "✗ ") + text;
    if (part.matches("button")) part.after(node); else part.append(node);
  };
  const judge = (part, good, otherwise) => { verdict(part, good, good ? say.right : otherwise || say.wrong); return good ? 1 : 0; };
  const sum = (list) => list.reduce((a, b) => a + b, 0);
  const pressed = (word) => word.getAttribute("aria-pressed") === "true";
  const asked = (part) => part.dataset.right === "1";

  // For each form: whether there is an answer yet; and what was reached of how much, said at each part.
  const forms = {
    choice: {
      answered: (parts) => parts.some((part) => part.querySelector("input").checked),
      judged(parts) {
        const chosen = parts.find((part) => part.querySelector("input").checked);
        if (chosen) judge(chosen, asked(chosen));
        if (chosen && asked(chosen)) return [1, 1];
        parts.filter(asked).forEach((part) => verdict(part, true, say.solution));
        return [0, 1];
      },
    },
    match: {
      answered: (parts) => parts.some((part) => part.querySelector("select").value !== ""),
      judged(parts) {
        const one = (part) => {
          const select = part.querySelector("select");
          const wanted = select.options[Number(part.dataset.right) + 1].text;
          if (select.value === "") { verdict(part, true, say.solution + ": " + wanted); return 0; }
          return judge(part, select.value === part.dataset.right, say.solution + ": " + wanted);
        };
        return [sum(parts.map(one)), parts.length];
      },
    },
    grid: {
      answered: (parts) => parts.some((part) => part.querySelector("input").checked),
      judged(parts) {
        if (!parts.some((part) => part.querySelector("input").checked)) {
          parts.filter(asked).forEach((part) => verdict(part, true, say.solution));
          return [0, parts.length];
        }
        return [sum(parts.map((part) => judge(part, part.querySelector("input").checked === asked(part)))), parts.length];
      },
    },
    order: {
      answered: () => true,
      judged(parts) {
        const one = (part, at) => judge(part, Number(part.dataset.right) === at, say.belongs.replace("{n}", Number(part.dataset.right) + 1));
        return [sum(parts.map(one)), parts.length];
      },
    },
    short: {
      answered: (parts) => plain(parts[0].querySelector("input").value) !== "",
      judged(parts) {
        const input = parts[0].querySelector("input");
        const written = plain(input.value);
        return [written ? judge(parts[0], JSON.parse(input.dataset.accepted).some((one) => plain(one) === written)) : 0, 1];
      },
    },
    mark: {
      answered: (parts) => parts.some(pressed),
      // A stretch is found when any of its words is marked; each word marked beside them takes a point away.
      judged(parts) {
        const groups = new Map();
        let wrong = 0;
        for (const part of parts) {
          if (part.dataset.role === "asked") groups.set(part.dataset.group, [...(groups.get(part.dataset.group) || []), part]);
          else if (pressed(part) && part.dataset.role === "accepted") verdict(part, true, say.accepted);
          else if (pressed(part)) { verdict(part, false, say.wrong); wrong += 1; }
        }
        let found = 0;
        for (const words of groups.values()) {
          const good = words.some(pressed);
          found += good;
          words.forEach((word) => word.classList.add("wanted"));
          verdict(words[words.length - 1], good, good ? say.right : say.missed);
        }
        return [Math.max(0, found - wrong), groups.size];
      },
    },
    open: { answered: (parts, item) => item.querySelector("textarea").value.trim() !== "", judged: () => null },
  };

  const tell = () => {
    const sums = Array.from(done.values()).filter(Boolean).reduce(([a, b], [got, of]) => [a + got, b + of], [0, 0]);
    const text = fill(say.progress, done.size, items.length);
    document.querySelector(".progress").textContent = sums[1] ? text + " · " + fill(say.score, sums[0], sums[1]) : text;
  };
  const inputs = (item) => all("input, select, textarea, .word, .up, .down", item).filter((one) => !one.closest(".points"));
  const finished = (item, over) => {
    for (const one of inputs(item)) one.disabled = over;
    item.querySelector(".why").hidden = !over;
    all(".points", item).forEach((points) => { points.hidden = !over; });
    all(".check, .show", item).forEach((button) => { button.hidden = over; });
    item.querySelector(".again").hidden = !over;
  };

  const check = (item, shown) => {
    const form = forms[item.dataset.form];
    const parts = all(".part", item);
    const result = item.querySelector(".result");
    if (!shown && !form.answered(parts, item)) { result.textContent = say.unanswered; return; }
    const reached = form.judged(parts);
    if (!reached) result.textContent = shown ? say.shown : say.written;
    else {
      // What was looked up earns nothing.
      if (shown) reached[0] = 0;
      const [got, of] = reached;
      result.textContent = shown ? say.shown : got === of ? say.right : got ? fill(say.partly, got, of) : say.wrong;
    }
    done.set(item.id, reached);
    finished(item, true);
    tell();
  };
  const again = (item) => {
    all(".verdict", item).forEach((node) => node.remove());
    all(".wanted", item).forEach((node) => node.classList.remove("wanted"));
    finished(item, false);
    for (const one of all("input[type=radio], input[type=checkbox]", item)) one.checked = false;
    for (const word of all(".word", item)) word.setAttribute("aria-pressed", "false");
    item.querySelector(".result").textContent = "";
    done.delete(item.id);
    tell();
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
    if (button.matches(".check, .show")) {
      check(item, button.matches(".show"));
      if (button.hidden) item.querySelector(".again").focus();
    } else if (button.matches(".again")) { again(item); item.querySelector(".check").focus(); }
    else if (button.matches(".up, .down")) move(button);
    else if (button.matches(".word")) button.setAttribute("aria-pressed", String(!pressed(button)));
    else if (button.matches(".show-all")) items.filter((one) => !done.has(one.id)).forEach((one) => check(one, true));
    else if (button.matches(".restart")) {
      items.forEach(again);
      for (const one of all("textarea, input[type=text], select")) one.value = "";
      document.getElementById("items").focus();
    }
  });
  // One stop of the tab key for a whole text; arrows go from word to word.
  document.addEventListener("keydown", (event) => {
    const word = event.target.closest(".word");
    if (!word) return;
    const words = all(".word", word.closest(".item"));
    const at = words.indexOf(word);
    const next = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: words.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    if (!words[next]) return;
    word.tabIndex = -1;
    words[next].tabIndex = 0;
    words[next].focus();
  });
  // A link to a paragraph opens its article.
  const open = () => {
    const target = document.getElementById(location.hash.slice(1));
    const folded = target && target.closest("details");
    if (!folded) return;
    folded.open = true;
    target.focus();
    target.scrollIntoView();
  };
  window.addEventListener("hashchange", open);

  all(".tools, .all, .progress").forEach((node) => { node.hidden = false; });
  tell();
  open();
})();
