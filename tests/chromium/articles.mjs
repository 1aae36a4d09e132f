// Articles made up for these tests.
export const ferry = [
  {
    id: "coast", outlet: "Coast Herald", title: "Ferry owner allegedly ignored warnings before fire", date: "2024-05-03T08:00:00Z", lang: "en",
    text: "The ferry Alma caught fire off the port of Lunde on Thursday. Eleven passengers were injured in the fire.\n\n" +
      "Captain Nora Feld said the owner ignored three warnings about the engine. The owner allegedly ignored three warnings about the engine.\n\n" +
      "\"The crew may have saved every life on board,\" Harbour Master Olaf Brandt said. Brandt said the fire started in the engine room.",
  },
  {
    id: "daily", outlet: "Lunde Daily", title: "Eleven hurt as ferry Alma burns", date: "2024-05-03T12:30:00Z", lang: "en",
    text: "Eleven passengers were injured when the ferry Alma caught fire off the port of Lunde on Thursday.\n\n" +
      "The fire started in the engine room, Harbour Master Olaf Brandt said. The owner denied ignoring three warnings about the engine.\n\n" +
      "\"The crew may have saved every life on board,\" Brandt told reporters.",
  },
  {
    id: "wire", outlet: "North Wire", title: "Fire on ferry Alma", date: "2024-05-04", lang: "en",
    text: "Fourteen passengers were injured when the ferry Alma caught fire off the port of Lunde on Thursday.\n\n" +
      "It is claimed that the fire reportedly started in the engine room. The owner of the Alma slammed the so-called warnings about the engine.",
  },
];

const payloads = [
  "<script>window.hit=1;alert(1)</script>", "<img src=x onerror=\"window.hit=1\">", "<svg onload=\"window.hit=1\"><script>window.hit=1</script></svg>",
  "\"><script>window.hit=1</script>", "' onmouseover='window.hit=1' x='", "\" autofocus onfocus=\"window.hit=1\" x=\"", "</style><script>window.hit=1</script>",
  "</script><script>window.hit=1</script>", "</title><script>window.hit=1</script>", "<style>@import url(http://example.invalid/a.css);body{display:none}</style>",
  "<link rel=stylesheet href=http://example.invalid/b.css>", "<iframe srcdoc=\"<script>parent.hit=1</script>\"></iframe>", "<a href=\"javascript:window.hit=1\">click</a>",
  "javascript:window.hit=1", "data:text/html,<script>parent.hit=1</script>", "<meta http-equiv=refresh content=\"0;url=http://example.invalid/\">",
  "<base href=http://example.invalid/>", "<form action=http://example.invalid/><button>go</button></form>", "<math><mtext><style><img src=x onerror=window.hit=1></style></mtext></math>",
  "<!--><script>window.hit=1</script>-->", "{{ 7 * 7 }}{% include 'x' %}", "<template><script>window.hit=1</script></template>", "<object data=http://example.invalid/></object>",
  "\u202e<b>evol</b>\u0000\u2028<video src=http://example.invalid/v onerror=window.hit=1>", "]]><x:script xmlns:x='http://www.w3.org/1999/xhtml'>window.hit=1</x:script>",
];

/** The ferry's articles with a payload in every field, one after the other. */
export const hostile = payloads.flatMap((payload, at) => ferry.map((article) => ({
  id: article.id + at + payload, outlet: article.outlet + " " + payload, title: article.title + " " + payload, author: payload, url: "javascript:window.hit=1//" + payload,
  date: article.date, lang: "en",
  text: payload + " " + article.text.replaceAll("the engine", payload + " the engine") + "\n\nThe owner reportedly " + payload + " said: \"" + payload + "\" to Coast.",
})));
