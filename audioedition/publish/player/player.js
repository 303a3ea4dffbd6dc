// Turns the page's native <audio>, chapter links and transcript into a player. All of it works without this
// file; nothing is fetched, nothing is announced by itself, and every text is set as text.
const WORDS = "/* words.json */";
const RATES = [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.4, 1.5, 1.6, 1.75, 2, 2.25, 2.5, 2.75, 3];
const players = new Set();

// localStorage may throw: file://, private windows, blocked cookies.
const read = (key) => { try { return JSON.parse(localStorage["audioedition:" + key]); } catch { return null; } };
const write = (key, value) => { try { localStorage["audioedition:" + key] = JSON.stringify(value); } catch {} };

const on = (target, names, act) => names.split(" ").forEach((name) => target.addEventListener(name, act));
const set = (node, props) => {
  for (const [name, value] of Object.entries(props)) value == null ? node.removeAttribute(name) : node.setAttribute(name, value);
  return node;
};
const make = (tag, props = {}, ...children) => {
  const node = set(document.createElement(tag), props);
  node.append(...children.filter((child) => child != null));
  return node;
};
const fill = (words, ...values) => words.replace(/\{(\d)\}/g, (_, i) => values[i]);
const modified = (e) => e.ctrlKey || e.altKey || e.metaKey;
const within = (value, low, high) => Math.min(Math.max(value, low), high);
const units = (s) => [Math.floor(s / 3600), Math.floor(s / 60) % 60, Math.floor(s) % 60];
const clock = (s) => units(s).slice(s < 3600 ? 1 : 0).map((n, i) => (i ? String(n).padStart(2, 0) : n)).join(":");
// « 2 minutes 5 secondes »: screen readers take 2:05 for a time of day.
const say = (s, lang) => units(s).map((n, i) => (n || (i > 1 && s < 1)) && new Intl.NumberFormat(lang,
  { style: "unit", unit: ["hour", "minute", "second"][i], unitDisplay: "long" }).format(n)).filter(Boolean).join(" ");

function lastUpTo(value, sorted) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= value) low = middle + 1; else high = middle;
  }
  return low - 1;
}

// root: the node of class "ae"; lang: fr or en; hash: "#t=83.5", "#t=1:23" or "#p=3". Times are in seconds.
function enhance(root, lang, hash) {
  const all = (selector) => [...root.querySelectorAll(selector)];
  const [audio, panel, box] = ["audio", ".player", ".transcript"].map((selector) => root.querySelector(selector));
  const { edition: key, title, site: artist, duration } = root.dataset;
  const words = WORDS[lang], length = duration / 1000;
  const sentences = all("[data-start]"), links = all("[data-t]");
  const starts = sentences.map((sentence) => sentence.dataset.start / 1000);
  const chapters = links.map((link) => link.dataset.t / 1000);
  const paragraphs = starts.filter((_, i) => !sentences[i].previousElementSibling);
  let current = -1, chapter = -1, rover = 0, savedAt = 0, touchedAt = 0, frame = 0, wanted = null;

  // --- the controls ---
  const faster = (by) => { audio.playbackRate = RATES[within(lastUpTo(audio.playbackRate, RATES) + by, 0, RATES.length - 1)]; };
  const acts = {
    play: () => (audio.paused ? start() : audio.pause()), mute: () => { audio.muted = !audio.muted; },
    back: () => move(-15), forward: () => move(30), previous: () => step(-1), next: () => step(1),
  };
  const button = (name) => {
    const node = make("button", { type: "button", class: name, "aria-label": words[name], title: words[name] });
    on(node, "click", acts[name]);
    return node;
  };
  const slider = (name, max, step) => make("input", { type: "range", class: name, min: 0, max, step, "aria-label": words[name] });
  const playButton = button("play"), muteButton = button("mute");
  const seek = slider("position", Math.ceil(length), 1), volume = slider("volume", 100, 5);
  const speed = make("select", {}, ...RATES.map((rate) => new Option(rate.toLocaleString(lang) + "\u202f×", rate)));
  const follow = make("input", { type: "checkbox" });
  const now = make("span");
  const failure = make("p", { role: "alert" });
  const timeline = make("div", { class: "timeline" }, picture("all"), picture("heard"), make("i"), seek);
  const buttons = make("div", { class: "buttons" }, button("previous"), button("back"), playButton, button("forward"), button("next"));
  panel.append(buttons, make("div", { class: "track" }, timeline, make("p", { class: "times" }, now, clock(length))),
    make("div", { class: "settings" }, make("label", {}, words.speed, " ", speed), make("span", {}, muteButton, volume), make("label", {}, follow, words.follow)),
    make("details", { class: "keys" }, make("summary", {}, words.keys), words.keys_help), failure);
  audio.controls = false;
  root.classList.add("live");

  // Chapters over time and a tick for each paragraph: for the eye only.
  function picture(name) {
    const x = (time) => Math.round(time / length * 1e4) / 10;
    const bars = [0, ...chapters.slice(1)].map((time, i) => `M${x(time)} 0H${Math.max(x(time) + 1, x(chapters[i + 1] ?? length) - 3)}v10H${x(time)}z`);
    const [svg, path] = ["svg", "path"].map((tag) => document.createElementNS("http://www.w3.org/2000/svg", tag));
    svg.append(set(path, { d: [...bars, ...paragraphs.map((time) => `M${x(time)} 14h2v4h-2z`)].join("") }));
    return set(svg, { class: name, viewBox: "0 0 1000 18", preserveAspectRatio: "none", "aria-hidden": true });
  }

  // --- moving ---
  const position = () => wanted ?? audio.currentTime;
  const start = () => audio.play().catch((error) => error.name === "NotSupportedError" && fail());
  const move = (by) => jump(position() + by);
  function jump(time) {
    wanted = within(time, 0, length);
    if (audio.readyState) { audio.currentTime = wanted; wanted = null; }
    touchedAt = 0;
    show(true);
  }
  const open = (time) => { jump(time + 0.001); reveal(); }; // inside: a seek may land a hair before
  function step(by) { // back goes to the start of this paragraph first, as music players do
    const at = lastUpTo(position() + 0.02, paragraphs);
    open(paragraphs[within(by < 0 && position() - paragraphs[at] > 2 ? at : at + by, 0, paragraphs.length - 1)] || 0);
  }
  function go(link) {
    const [, kind, value] = /[#&](t|p)=([\d.:]+)/.exec(link) || [];
    const sentence = kind === "p" && root.querySelector(`[id="p=${value}"] [data-start]`);
    if (kind === "t") open(value.split(":").reduce((sum, part) => sum * 60 + Number(part), 0) || 0);
    else if (sentence) open(sentence.dataset.start / 1000);
    return kind === "t" || sentence;
  }

  // --- showing where we are ---
  const mark = (list, before, after) => {
    if (list[before]) set(list[before], { "aria-current": null });
    if (list[after]) set(list[after], { "aria-current": true });
    return after;
  };
  const focused = () => root.getRootNode().activeElement;
  function light() { // the sentence and the chapter being read
    const [sentence, part] = [starts, chapters].map((list) => lastUpTo(position() + 0.02, list));
    if (part !== chapter) { chapter = mark(links, chapter, part); session(); }
    if (sentence === current) return;
    current = mark(sentences, current, sentence);
    if (!box.contains(focused())) rove(current);
    if (!audio.paused) reveal();
  }
  function show(asked) {
    const at = position();
    light();
    now.textContent = clock(at);
    timeline.style.setProperty("--at", at / length);
    if (focused() === seek && !asked) return; // a slider that moves under the focus would be spoken each time
    seek.value = at;
    set(seek, { "aria-valuetext": fill(words.of, say(at, lang), say(length, lang)) });
  }
  function reveal() { // the reader's own scrolling and place in the text go first
    const sentence = sentences[current], inside = getComputedStyle(box).overflowY === "auto";
    if (!follow.checked || !sentence?.offsetParent || Date.now() - touchedAt < 5000 || box.contains(focused())) return;
    const frame = inside ? box.getBoundingClientRect() : { top: 0, bottom: innerHeight };
    const bar = [panel, buttons].find((node) => getComputedStyle(node).position === "sticky");
    const top = frame.top + (!inside && bar ? bar.offsetHeight : 0);
    const place = sentence.getBoundingClientRect();
    if (place.top > top && place.bottom < frame.bottom - 80) return;
    const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
    (inside ? box : window).scrollBy({ top: place.top - top - (frame.bottom - top) / 4, behavior });
  }
  const tick = () => {
    cancelAnimationFrame(frame);
    light();
    if (!audio.paused) frame = requestAnimationFrame(tick);
  };
  function dress() {
    const name = audio.paused ? "play" : "pause";
    root.classList.toggle("playing", !audio.paused);
    set(playButton, { "aria-label": words[name], title: words[name] });
    set(muteButton, { "aria-pressed": audio.muted });
    volume.value = audio.volume * 100;
    speed.value = audio.playbackRate;
  }
  const fail = () => { failure.textContent = words.error; };

  // --- remembering; the lock screen ---
  function save() {
    if (wanted != null) return;
    savedAt = Date.now();
    write(key, { at: audio.ended ? 0 : audio.currentTime, rate: audio.playbackRate });
    write("rate", audio.playbackRate);
  }
  function session() {
    const media = navigator.mediaSession;
    if (!media || audio.paused) return;
    media.metadata = new MediaMetadata({ title, artist, album: links[chapter]?.firstChild.textContent });
    const turn = (by) => () => chapters[chapter + by] != null && open(chapters[chapter + by]);
    const known = { play: start, pause: () => audio.pause(), seekbackward: acts.back, seekforward: acts.forward,
      seekto: (e) => jump(e.seekTime), previoustrack: turn(-1), nexttrack: turn(1) };
    try { // browsers know different sets of these
      for (const name in known) media.setActionHandler(name, known[name]);
      media.setPositionState({ duration: length, playbackRate: audio.playbackRate, position: within(position(), 0, length) });
    } catch {}
  }

  // --- the transcript: one tab stop, arrows move by sentence; only the one that can be reached is a button ---
  function rove(to) {
    if (!sentences[to]) return;
    set(sentences[rover], { role: null, tabindex: null });
    set(sentences[rover = to], { role: "button", tabindex: 0 });
  }
  const listen = (time) => { open(time); start(); };
  on(box, "keydown", (e) => {
    const next = { ArrowDown: rover + 1, ArrowRight: rover + 1, ArrowUp: rover - 1, ArrowLeft: rover - 1, Home: 0, End: starts.length - 1 }[e.key];
    if (modified(e) || e.target !== sentences[rover]) return;
    if (e.key === "Enter" || e.key === " ") listen(starts[rover]);
    else if (next == null) return;
    else { rove(next); sentences[rover].focus(); }
    e.preventDefault();
  });
  on(box, "click", (e) => {
    const at = sentences.indexOf(e.target.closest("[data-start]"));
    if (at < 0 || String(getSelection())) return; // selecting text is not asking to listen
    rove(at);
    listen(starts[at]);
  });
  links.forEach((link, i) => on(link, "click", (e) => {
    if (modified(e) || e.shiftKey) return;
    e.preventDefault();
    listen(chapters[i]);
  }));

  // --- shortcuts, only while the focus is in the player (WCAG 2.1.4) ---
  const keys = { k: acts.play, j: acts.back, l: acts.forward, p: acts.previous, n: acts.next, m: acts.mute, "<": () => faster(-1), ">": () => faster(1) };
  on(panel, "keydown", (e) => {
    const by = e.target === seek && { ArrowLeft: -5, ArrowDown: -5, ArrowRight: 5, ArrowUp: 5, PageDown: -60, PageUp: 60 }[e.key];
    const act = by ? () => move(by) : e.target !== speed && keys[e.key.toLowerCase()];
    if (!act || modified(e)) return;
    e.preventDefault();
    act();
  });
  on(seek, "input", () => jump(Number(seek.value)));
  on(seek, "focus", () => show(true));
  on(speed, "change", () => { audio.playbackRate = speed.value; });
  on(volume, "input", () => { audio.volume = volume.value / 100; audio.muted = false; });
  on(follow, "change", () => { write("follow", follow.checked); touchedAt = 0; reveal(); });
  on(window, "wheel touchmove", () => { touchedAt = Date.now(); });
  on(window, "pagehide", save);
  on(audio, "play pause ratechange volumechange", dress);
  on(audio, "play", () => { for (const other of players) if (other !== audio) other.pause(); failure.textContent = ""; tick(); });
  on(audio, "play ratechange seeked", session);
  on(audio, "pause seeked ratechange ended", save);
  on(audio, "timeupdate seeked", () => { show(); if (Date.now() - savedAt > 5000 && !audio.paused) save(); });
  on(audio, "loadedmetadata", () => wanted != null && jump(wanted));
  on(audio, "error", fail);

  // --- the first moment ---
  const { at, rate } = read(key) || {};
  players.add(audio);
  follow.checked = read("follow") ?? true;
  audio.defaultPlaybackRate = audio.playbackRate = RATES[lastUpTo(rate || read("rate") || 1, RATES)] || 1;
  if (audio.error) fail();
  rove(0);
  dress();
  if (!go(hash) && at > 10 && at < length - 5) {
    jump(at);
    const restart = make("button", { type: "button" }, words.restart);
    const note = make("p", { class: "resumed" }, fill(words.resumed, clock(at)) + " ", restart);
    on(restart, "click", () => { jump(0); playButton.focus(); note.remove(); });
    panel.prepend(note);
  }
  show(true);
  return { go, audio };
}
