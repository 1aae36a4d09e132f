"use strict";
(() => {
  const all = (what, inside) => Array.from((inside || document).querySelectorAll(what));
  const sheet = document.getElementById("sheet");
  const body = document.getElementById("sheet-body");
  const strings = document.getElementById("strings");
  if (!sheet || !strings) return;
  const say = strings.dataset;

  // Copies never carry ids: an id is there once.
  const copy = (node) => {
    const made = node.cloneNode(true);
    for (const one of [made, ...all("[id]", made)]) one.removeAttribute("id");
    return made;
  };
  const make = (name, text, kind) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };
  const open = (title, parts) => {
    const heading = make("h2", title);
    heading.id = "sheet-title";
    body.replaceChildren(heading, ...parts);
    if (!sheet.open) sheet.showModal();
    sheet.scrollTop = 0;
  };
  const cards = (marks) => {
    const seen = new Set(marks.flatMap((mark) => mark.dataset.r.split(" ")));
    return Array.from(seen, (number) => {
      const card = document.getElementById("r" + number);
      return card ? copy(card) : make("p");
    });
  };
  const explain = (mark) => {
    const zone = say["zone" + mark.dataset.z[0].toUpperCase() + mark.dataset.z.slice(1)];
    open("“" + mark.textContent + "”", [make("p", zone, "quiet"), ...cards([mark])]);
  };
  const place = (link) => {
    const sentence = document.getElementById(link.getAttribute("href").slice(1));
    if (!sentence) return;
    const article = sentence.closest("article");
    const around = copy(sentence.closest("p"));
    // The copy lost its ids, so the sentence is found by its place.
    const at = all(".s", sentence.parentNode).indexOf(sentence);
    const own = all(".s", around)[at];
    own.classList.add("here");
    const go = make("p", "", "go");
    const away = make("a", say.to);
    away.href = link.getAttribute("href");
    away.addEventListener("click", () => { show(article); sheet.close(); });
    go.append(away);
    const top = make("p", article.querySelector("h3").textContent, "quiet");
    const head = article.querySelector(".by b").textContent;
    const parts = [top, around, go];
    const rung = link.querySelector(".rung");
    if (rung) parts.unshift(copy(rung));
    open(head, parts.concat(cards(all("a.m:not(.off)", own))));
  };

  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const link = event.target.closest("a");
    if (event.target === sheet) return sheet.close();
    if (!link) return;
    if (link.classList.contains("m")) {
      event.preventDefault();
      explain(link);
    } else if (link.hasAttribute("data-cell")) {
      event.preventDefault();
      place(link);
    } else if (/^#a\d+/.test(link.getAttribute("href") || "")) {
      const target = document.getElementById(link.getAttribute("href").slice(1));
      if (target) show(target.closest("article"));
    } else if (/^#e\d+o/.test(link.getAttribute("href") || "")) {
      document.getElementById(link.getAttribute("href").slice(1)).open = true;
    }
  });

  // Filters: which marks, where, and which articles stand side by side.
  const chosen = (id) => new Set(all("#" + id + " input:checked").map((box) => box.value));
  const filter = () => {
    const categories = chosen("f-categories");
    const zones = chosen("f-zones");
    for (const mark of all("article a.m")) {
      const on = zones.has(mark.dataset.z) && mark.dataset.c.split(" ").some((number) => categories.has(number));
      mark.classList.toggle("off", !on);
      if (on) mark.removeAttribute("tabindex"); else mark.tabIndex = -1;
    }
  };
  const columns = () => {
    const shown = chosen("f-columns");
    const boxes = document.getElementById("f-columns");
    all(".side article").forEach((article, at) => article.classList.toggle("away", boxes && !shown.has(String(at))));
  };
  const show = (article) => {
    if (!article) return;
    const box = document.querySelector("#f-columns input[value='" + article.id.slice(1) + "']");
    if (box && !box.checked) { box.checked = true; columns(); }
  };
  const rows = (field) => {
    const shown = new Set(all("input:checked", field).map((box) => box.value));
    for (const row of all("tbody tr", document.getElementById(field.dataset.table))) row.classList.toggle("away", !shown.has(row.dataset.status));
  };
  for (const field of all(".filters, .filter[hidden]")) field.hidden = false;
  document.addEventListener("change", (event) => {
    const field = event.target.closest("fieldset");
    if (!field) return;
    if (field.classList.contains("rows")) rows(field);
    else if (field.id === "f-columns") columns();
    else filter();
  });
  if (document.getElementById("f-categories")) filter();
  if (document.getElementById("f-columns")) columns();
  const arrived = () => {
    const target = /^#a\d+/.test(location.hash) && document.getElementById(location.hash.slice(1));
    if (target) { show(target.closest("article")); target.scrollIntoView(); }
  };
  addEventListener("hashchange", arrived);
  arrived();

  // Paper shows everything.
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = all("details:not([open])");
    for (const one of closed) one.open = true;
  });
  addEventListener("afterprint", () => { for (const one of closed) one.open = false; });
})();
