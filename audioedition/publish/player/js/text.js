// The transcript and the chapters: what is being read is marked; from each of them one can listen.
const mark = (list, before, after) => {
  if (list[before]) set(list[before], { "aria-current": null });
  if (list[after]) set(list[after], { "aria-current": true });
  return after;
};

// The box that scrolls around a node, or null where it is the page.
const scroller = (node) => {
  for (let box = node.parentElement; box; box = box.parentElement)
    if (/auto|scroll/.test(getComputedStyle(box).overflowY) && box.scrollHeight > box.clientHeight) return box;
  return null;
};

function text(p) {
  const { root, audio, box, sentences, starts, links, chapters, words } = p;
  let sentence = -1, chapter = -1, rover = 0, touchedAt = 0, frame = 0;
  const light = () => {
    const at = p.position() + 0.02, [nextSentence, nextChapter] = [starts, chapters].map((list) => lastUpTo(at, list));
    if (nextChapter !== chapter) {
      p.chapter = chapter = mark(links, chapter, nextChapter);
      p.tell("chapter", chapter);
    }
    if (nextSentence !== sentence) {
      p.sentence = sentence = mark(sentences, sentence, nextSentence);
      if (!box.contains(p.focused())) rove(sentence);
      if (!audio.paused) reveal();
      p.tell("sentence", sentences[sentence]);
    }
    p.tell("word", at);
  };
  const tick = () => {
    cancelAnimationFrame(frame);
    light();
    if (!audio.paused) frame = requestAnimationFrame(tick);
  };
  function reveal() { // the reader's own scrolling and place in the text go first
    const node = sentences[sentence], inside = getComputedStyle(box).overflowY === "auto";
    if (!p.follow.checked || !node?.offsetParent || Date.now() - touchedAt < 5000 || box.contains(p.focused())) return;
    const frame = inside ? box.getBoundingClientRect() : { top: 0, bottom: innerHeight };
    const bar = [p.deck, p.bar].find((part) => getComputedStyle(part).position === "sticky");
    const top = frame.top + (!inside && bar ? bar.offsetHeight : 0);
    const place = node.getBoundingClientRect();
    if (place.top > top && place.bottom < frame.bottom - 80) return;
    (inside ? box : window).scrollBy({ top: place.top - top - (frame.bottom - top) / 4, behavior: calm() ? "auto" : "smooth" });
  }
  function showChapter() { // in its own list only: the page stays where the reader has it
    const link = links[chapter], list = link && scroller(link);
    if (!list || list === box || list.contains(p.focused())) return;
    const [place, frame] = [link, list].map((node) => node.getBoundingClientRect());
    if (place.top < frame.top || place.bottom > frame.bottom) list.scrollTop += place.top - frame.top - (list.clientHeight - place.height) / 2;
  }
  p.follow = make("input", { type: "checkbox" });
  p.follow.checked = read("follow") ?? true;
  p.on(p.follow, "change", () => { write("follow", p.follow.checked); touchedAt = 0; reveal(); });
  p.hear("chapter", showChapter);
  p.hear("ready", showChapter);
  for (const details of root.querySelectorAll("details")) p.on(details, "toggle", showChapter);
  p.hear("moved", () => reveal());
  p.hear("show", (asked) => { if (asked) touchedAt = 0; light(); });
  p.hear("frame", tick);
  p.hear("leave", () => cancelAnimationFrame(frame));
  p.on(window, "wheel touchmove", () => { touchedAt = Date.now(); });

  // One tab stop, arrows move by sentence; only the one that can be reached is a button.
  function rove(to) {
    if (!sentences[to]) return;
    set(sentences[rover], { role: null, tabindex: null });
    set(sentences[rover = to], { role: "button", tabindex: 0 });
  }
  rove(0);
  p.on(box, "keydown", (e) => {
    const next = { ArrowDown: rover + 1, ArrowRight: rover + 1, ArrowUp: rover - 1, ArrowLeft: rover - 1, Home: 0, End: starts.length - 1 }[e.key];
    if (modified(e) || e.target !== sentences[rover]) return;
    if (e.key === "Enter" || e.key === " ") p.listen(starts[rover]);
    else if (next == null) return;
    else { rove(next); sentences[rover].focus(); }
    e.preventDefault();
  });
  p.on(box, "click", (e) => {
    const at = sentences.indexOf(e.target.closest("[data-start]"));
    if (at < 0 || String(getSelection())) return; // selecting text is not asking to listen
    rove(at);
    p.listen(starts[at]);
  });
  links.forEach((link, i) => p.on(link, "click", (e) => {
    if (modified(e) || e.shiftKey) return;
    e.preventDefault();
    p.listen(chapters[i]);
  }));
}

// The word that is being read, where the edition has the times of words: painted over the text, which stays as it is.
// Off by itself where motion is unwanted; the listener's own choice goes first.
const lit = globalThis.CSS?.highlights && typeof Highlight === "function" ? new Highlight() : null;
if (lit) CSS.highlights.set("audioedition-word", lit);
const WORD_SHEET = "::highlight(audioedition-word) { background-color: var(--accent, #9b1c2e); color: var(--paper, #fff); }"
  + "@media (forced-colors: active) { ::highlight(audioedition-word) { background-color: Highlight; color: HighlightText; } }";
let wordSheet = null; // apart from player.css: checkers of style sheets do not know ::highlight() yet
function wordByWord(p) {
  if (!lit || !p.sentences.some((sentence) => sentence.dataset.words)) return;
  adopt(p.root.getRootNode(), wordSheet ??= sheet(WORD_SHEET));
  const choice = p.byWord = make("input", { type: "checkbox" });
  choice.checked = read("word") ?? !calm();
  let words = [], starts = [], current = -1, range = null;
  const clear = () => { if (range) lit.delete(range); range = null; current = -1; };
  const take = (sentence) => { // "1200,0,4 1430,5,9": from 1.2 s on, the characters 0 to 4
    clear();
    words = (sentence?.dataset.words || "").split(" ").filter(Boolean).map((word) => word.split(",").map(Number));
    starts = words.map(([start]) => start / 1000);
    words.texts = [...sentence?.childNodes ?? []].map((n) => n.firstChild ?? n); // foreign words have an element
  };
  p.hear("sentence", take);
  p.hear("word", (at) => {
    const next = choice.checked ? lastUpTo(at, starts) : -1;
    if (next === current) return;
    clear();
    current = next;
    const [, from, to] = words[next] || [];
    let startOffset = from;
    const node = to && words.texts.find((n) => startOffset < n.length || (startOffset -= n.length) < 0);
    if (!node) return;
    range = new StaticRange({ startContainer: node, startOffset, endContainer: node, endOffset: Math.min(startOffset + to - from, node.length) });
    lit.add(range);
  });
  p.on(choice, "change", () => { write("word", choice.checked); p.tell("show"); });
  p.hear("leave", clear);
}
