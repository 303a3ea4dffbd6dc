// data-article="selector": the host's own paragraphs that the edition holds get a discreet « écouter d’ici » and are marked
// while they are read. Their text stays as it is: the button stands in a shadow tree of its own.
const HERE_SHEET = "[data-audioedition=reading] { background: color-mix(in srgb, currentColor 9%, transparent); box-shadow: 0 0 0 0.25em color-mix(in srgb, currentColor 9%, transparent); }"
  + "@media (forced-colors: active) { [data-audioedition=reading] { outline: 2px solid Highlight; } }"
  + "@media print { [data-audioedition=reading] { background: none; box-shadow: none; } }";
const BUTTON_SHEET = ":host { white-space: nowrap; user-select: none; } button { all: unset; box-sizing: border-box; cursor: pointer; display: inline-grid; place-items: center; width: 1.75rem; height: 1.5rem; margin-inline-start: 0.2rem; vertical-align: middle; opacity: 0.7; }"
  + "button::before { content: ''; border-inline-start: 0.6rem solid currentColor; border-block: 0.35rem solid transparent; } button:hover, button:focus-visible { opacity: 1; outline: 2px solid currentColor; border-radius: 3px; }"
  + "@media (forced-colors: active) { button::before { border-inline-start-color: ButtonText; forced-color-adjust: none; } } @media print { :host { display: none; } }";
let hereSheet = null;
const PASSAGES = "p, li, blockquote, h1, h2, h3, h4, h5, h6";

// How texts are compared: signs, spaces and capitals do not tell paragraphs apart.
const bare = (words) => words.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();

extensions.push((element, { edition, player: p }) => {
  const selector = element.dataset.article;
  if (!selector) return;
  let nodes = [];
  try { nodes = [...document.querySelectorAll(selector)].flatMap((node) => (node.matches(PASSAGES) ? [node] : [...node.querySelectorAll(PASSAGES)])); }
  catch { return console.warn(`audio-edition: data-article: « ${selector} » is no selector.`); }
  const places = new Map();
  for (const [index, { text }] of edition.paragraphs.entries()) {
    const start = edition.cues.find((cue) => cue.paragraph === index)?.start_ms, key = bare(text);
    if (start != null && key) places.set(key, [...(places.get(key) ?? []), { index, start: start / 1000 }]);
  }
  hereSheet ??= sheet(HERE_SHEET);
  adopt(document, hereSheet);
  const look = sheet(BUTTON_SHEET), found = [];
  for (const node of new Set(nodes)) {
    if (element.contains(node)) continue;
    const place = places.get(bare(node.textContent))?.shift(); // said twice: the first stands for the first
    if (!place) continue;
    const words = node.textContent.trim().split(/\s+/).slice(0, 6).join(" ");
    const button = make("button", { type: "button", lang: p.lang, "aria-label": `${p.words.from_here} : ${words}…`, title: p.words.from_here, tabindex: found.length ? -1 : 0 });
    const host = make("span", { "data-audioedition": "here" });
    const shadow = host.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [look];
    shadow.append(button);
    node.append(host);
    found.push({ node, button, host, ...place });
    p.on(button, "click", () => { p.folded = true; p.listen(place.start); });
    p.on(button, "keydown", (e) => { // one stop of the Tab key; the arrows go on from paragraph to paragraph
      const at = found.findIndex((one) => one.button === button);
      const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: found.length - 1 }[e.key];
      if (to == null || modified(e) || !found[to]) return;
      e.preventDefault();
      reach(to);
      found[to].button.focus();
    });
  }
  const reach = (to) => found.forEach((one, i) => set(one.button, { tabindex: i === to ? 0 : -1 }));
  const index = (sentence) => Number(/^p=(\d+)$/.exec(sentence?.closest("[id]")?.id ?? "")?.[1]) - 1;
  let read = null;
  const mark = (sentence) => {
    const at = p.audio.paused && !p.audio.currentTime ? -1 : found.findIndex((one) => one.index === index(sentence));
    if (found[at]?.node === read) return;
    if (read) set(read, { "data-audioedition": null });
    read = found[at]?.node ?? null;
    if (read) set(read, { "data-audioedition": "reading" });
    if (at >= 0 && !found.some((one) => one.host.shadowRoot.activeElement)) reach(at);
  };
  p.hear("sentence", mark);
  p.on(p.audio, "play", () => mark(p.sentences[p.sentence]));
  p.on(p.audio, "ended", () => mark(null));
  p.hear("leave", () => {
    if (read) set(read, { "data-audioedition": null });
    for (const one of found) one.host.remove();
  });
});
