// Turns the page's native <audio>, chapter links and transcript into a player. All of it works without this
// file; nothing is fetched, nothing is announced by itself, and every text node is set as text.
const WORDS = "/* words.json */";
const RATES = [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.25, 1.3, 1.4, 1.5, 1.6, 1.75, 2, 2.25, 2.5, 2.75, 3];
const ICONS = {
  play: "M8 4v16l12-8z", pause: "M6 4h4v16H6zM14 4h4v16h-4z",
  back: "M12 4V0L6 5l6 5V6a7 7 0 1 1-7 7H3a9 9 0 1 0 9-9z", forward: "M12 4V0l6 5-6 5V6a7 7 0 1 0 7 7h2a9 9 0 1 1-9-9z",
  previous: "M4 5h3v14H4zM20 5v14L8 12z", next: "M17 5h3v14h-3zM4 5v14l12-7z",
  mute: "M3 9v6h4l6 5V4L7 9zM16 8.5v7a4 4 0 0 0 0-7z", muted: "M3 9v6h4l6 5V4L7 9zM15 9l6 6m0-6-6 6",
};
const players = new Set();

const memory = { // localStorage may throw: file://, private windows, blocked cookies
  read(key) { try { return JSON.parse(localStorage.getItem("audioedition:" + key)); } catch { return null; } },
  write(key, value) { try { localStorage.setItem("audioedition:" + key, JSON.stringify(value)); } catch { /* forgotten */ } },
};

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value != null) element.setAttribute(name, value);
  element.append(...children.filter((child) => child != null));
  return element;
}

function draw(path, viewBox = "0 0 24 24") {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [name, value] of Object.entries({ viewBox, "aria-hidden": "true", focusable: "false" })) svg.setAttribute(name, value);
  svg.append(document.createElementNS(svg.namespaceURI, "path"));
  svg.firstChild.setAttribute("d", path);
  return svg;
}

const fill = (words, ...values) => words.replace(/\{(\d)\}/g, (_, i) => values[i]);

function clock(seconds) {
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60];
  const two = (n) => String(n).padStart(2, "0");
  return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

function say(seconds, lang) { // « 2 minutes 5 secondes »: "2:05" is read as a time of day
  const parts = [["hour", Math.floor(seconds / 3600)], ["minute", Math.floor(seconds / 60) % 60], ["second", Math.floor(seconds) % 60]];
  return parts.filter(([unit, n], i) => n || (i === 2 && seconds < 1))
    .map(([unit, n]) => new Intl.NumberFormat(lang, { style: "unit", unit, unitDisplay: "long" }).format(n)).join(" ");
}

function seconds(text) { // "83.5" or "1:02:03"
  return text.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
}

function lastAtOrBefore(starts, ms) {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= ms) low = middle + 1; else high = middle;
  }
  return low - 1;
}

function relabel(root, lang) { // the page was written in one language, the visitor asks for the other
  for (const element of root.querySelectorAll("[data-w]")) element.textContent = fill(WORDS[lang][element.dataset.w], element.dataset.v);
  for (const element of root.querySelectorAll("[data-label]")) element.setAttribute("aria-label", WORDS[lang][element.dataset.label]);
  for (const element of root.querySelectorAll("time[data-day]")) {
    element.textContent = new Date(element.dataset.day).toLocaleDateString(lang, { dateStyle: "long", timeZone: "UTC" });
  }
}

// root: the element with class "ae" (data-edition, data-duration in ms); lang: fr or en; hash: "#t=83.5" or "#p=3".
function enhance(root, lang, hash) {
  const $ = (selector) => root.querySelector(selector);
  const $$ = (selector) => [...root.querySelectorAll(selector)];
  const words = WORDS[lang], key = root.dataset.edition, length = root.dataset.duration / 1000;
  const audio = $("audio"), box = $(".transcript"), panel = $(".player");
  const sentences = $$("[data-start]"), links = $$(".chapters a");
  const starts = sentences.map((sentence) => Number(sentence.dataset.start));
  const chapterStarts = links.map((link) => Number(link.dataset.t));
  const paragraphs = $$("[id^='p=']").filter((paragraph) => paragraph.querySelector("[data-start]"));
  const paragraphStarts = paragraphs.map((paragraph) => Number(paragraph.querySelector("[data-start]").dataset.start));
  const saved = memory.read(key) || {};
  let current = -1, chapter = -1, rover = 0, savedAt = 0, touchedAt = 0, wanted = null;

  // --- the controls ---
  const button = (name, act, text) => {
    const element = make("button", { type: "button", class: name, "aria-label": words[name], title: words[name] }, draw(ICONS[name]));
    if (text) element.append(make("span", { "aria-hidden": "true" }, text));
    element.addEventListener("click", act);
    return element;
  };
  const playButton = button("play", () => toggle());
  const muteButton = button("mute", () => { audio.muted = !audio.muted; });
  const seek = make("input", { type: "range", class: "seek", min: 0, max: Math.ceil(length), step: 1, value: 0, "aria-label": words.position });
  const volume = make("input", { type: "range", class: "volume", min: 0, max: 100, step: 5, value: 100, "aria-label": words.volume });
  const speed = make("select", {}, ...RATES.map((rate) => new Option(rate.toLocaleString(lang) + "\u202f×", rate)));
  const follow = make("input", { type: "checkbox" });
  const now = make("span", { class: "now" }, "0:00");
  const timeline = make("div", { class: "timeline" }, picture(), seek);
  const failure = make("p", { class: "failure", role: "alert" });
  const keysHelp = make("details", { class: "keys" }, make("summary", {}, words.keys), make("p", {}, words.keys_help));
  panel.append(
    make("div", { class: "buttons" }, playButton, button("back", () => move(-15), "15"), button("forward", () => move(30), "30"),
      button("previous", () => step(-1)), button("next", () => step(1))),
    make("div", { class: "track" }, timeline, make("p", { class: "times" }, now, make("span", {}, clock(length)))),
    make("div", { class: "settings" }, make("label", {}, words.speed + " ", speed), make("span", { class: "sound" }, muteButton, volume),
      make("label", {}, follow, " " + words.follow), keysHelp),
    failure);
  audio.controls = false;
  root.classList.add("live");

  function picture() { // chapters over time, a tick per paragraph: for the eye only
    const x = (ms) => (ms / length).toFixed(2);
    const ends = [...chapterStarts.slice(1), length * 1000];
    const bars = chapterStarts.map((start, i) => `M${x(start)} 0H${Math.max(Number(x(start)) + 1, x(ends[i]) - 3)}V10H${x(start)}z`);
    const ticks = paragraphStarts.map((start) => `M${x(start)} 14h1.5v4h-1.5z`);
    const map = (name) => { const svg = draw(bars.join("") + ticks.join(""), "0 0 1000 18"); svg.setAttribute("preserveAspectRatio", "none"); svg.classList.add(name); return svg; };
    return make("div", { class: "map", "aria-hidden": "true" }, map("all"), map("heard"), make("i"));
  }

  // --- moving ---
  const position = () => wanted ?? audio.currentTime;
  function jump(to, { play = false, from } = {}) { // seconds
    wanted = Math.min(Math.max(0, to), length);
    if (audio.readyState) { audio.currentTime = wanted; wanted = null; }
    if (play) start();
    show(true);
    if (from == null) reveal();
  }
  const start = () => audio.play().catch((error) => { if (error.name === "NotSupportedError") fail(); });
  const toggle = () => (audio.paused ? start() : audio.pause());
  const move = (by) => jump(position() + by);
  const to = (ms, how) => jump((ms + 1) / 1000, how); // 1 ms inside: a seek may land a hair before
  function step(by) { // previous: first to the start of this paragraph, as music players do
    const at = lastAtOrBefore(paragraphStarts, position() * 1000);
    const again = by < 0 && position() * 1000 - paragraphStarts[at] > 2000;
    to(paragraphStarts[Math.min(Math.max(0, again ? at : at + by), paragraphStarts.length - 1)] || 0);
  }
  function changeSpeed(by) {
    const nearest = lastAtOrBefore(RATES, audio.playbackRate);
    audio.playbackRate = RATES[Math.min(Math.max(0, nearest + by), RATES.length - 1)];
  }
  function go(link) { // "#t=83.5", "#t=1:23", "#p=3": true when it named a place
    const [, kind, value] = /[#&](t|p)=([\d.:]+)/.exec(link || "") || [];
    if (kind === "t") { jump(seconds(value)); return true; }
    const at = paragraphs.findIndex((paragraph) => paragraph.id === "p=" + value);
    if (kind && at >= 0) { to(paragraphStarts[at]); return true; }
    return false;
  }

  // --- showing where we are ---
  function mark(list, before, after) {
    list[before]?.removeAttribute("aria-current");
    list[after]?.setAttribute("aria-current", "true");
    return after;
  }
  const focused = () => root.getRootNode().activeElement;
  function show(byHand = false) {
    const at = position(), ms = at * 1000 + 20;
    const sentence = lastAtOrBefore(starts, ms), part = lastAtOrBefore(chapterStarts, ms);
    if (part !== chapter) { chapter = mark(links, chapter, part); session(); }
    if (sentence !== current) {
      current = mark(sentences, current, sentence);
      if (!box?.contains(focused())) { rove(current); if (!byHand) reveal(); }
    }
    if (now.textContent !== clock(at)) now.textContent = clock(at);
    timeline.style.setProperty("--at", at / length);
    if (focused() !== seek || byHand) { // a focused slider that moves by itself would be spoken each second
      seek.value = at;
      seek.setAttribute("aria-valuetext", fill(words.of, say(at, lang), say(length, lang)));
    }
  }
  function reveal() {
    const sentence = sentences[current];
    if (!follow.checked || !sentence || Date.now() - touchedAt < 5000 || !sentence.getClientRects().length) return;
    const inside = getComputedStyle(box).overflowY === "auto";
    const frame = inside ? box.getBoundingClientRect() : { top: 0, height: innerHeight };
    const place = sentence.getBoundingClientRect();
    const lift = inside ? 0 : Math.max(0, panel.getBoundingClientRect().bottom * (getComputedStyle(panel).position === "sticky"));
    if (place.top > frame.top + lift + 16 && place.bottom < frame.top + frame.height * 0.8) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    (inside ? box : window).scrollBy({ top: place.top - frame.top - lift - (frame.height - lift) / 3, behavior: calm ? "auto" : "smooth" });
  }
  function tick() { if (!audio.paused) { show(); requestAnimationFrame(tick); } }
  function dress() {
    const name = audio.paused ? "play" : "pause";
    playButton.setAttribute("aria-label", words[name]);
    playButton.title = words[name];
    playButton.firstChild.firstChild.setAttribute("d", ICONS[name]);
    muteButton.setAttribute("aria-pressed", audio.muted);
    muteButton.firstChild.firstChild.setAttribute("d", audio.muted ? ICONS.muted : ICONS.mute);
    volume.value = audio.volume * 100;
    if (![...speed.options].some((option) => Number(option.value) === audio.playbackRate)) audio.playbackRate = 1;
    speed.value = audio.playbackRate;
  }
  const fail = () => { failure.textContent = words.error; };

  // --- remembering ---
  function save() {
    if (wanted != null) return;
    savedAt = Date.now();
    memory.write(key, { at: audio.ended ? 0 : audio.currentTime, rate: audio.playbackRate });
    memory.write("rate", audio.playbackRate);
  }
  function session() {
    const media = navigator.mediaSession;
    if (!media || typeof MediaMetadata === "undefined" || audio.paused) return;
    media.metadata = new MediaMetadata({ title: root.dataset.title, artist: root.dataset.site || "", album: links[chapter]?.firstChild.textContent || "" });
    const byChapter = (by) => () => links[chapter + by] && to(chapterStarts[chapter + by]);
    const acts = { play: start, pause: () => audio.pause(), seekbackward: () => move(-15), seekforward: () => move(30),
      seekto: (e) => jump(e.seekTime), previoustrack: byChapter(-1), nexttrack: byChapter(1) };
    for (const [name, act] of Object.entries(acts)) try { media.setActionHandler(name, act); } catch { /* not known here */ }
    try { media.setPositionState({ duration: length, playbackRate: audio.playbackRate, position: Math.min(position(), length) }); } catch { /* out of range */ }
  }

  // --- the transcript: one tab stop, arrows move by sentence; only the one that can be reached is a button ---
  function rove(to) {
    if (!sentences[to] || !box) return;
    sentences[rover].removeAttribute("role");
    sentences[rover].removeAttribute("tabindex");
    rover = to;
    sentences[rover].setAttribute("role", "button");
    sentences[rover].setAttribute("tabindex", "0");
  }
  box?.addEventListener("keydown", (e) => {
    const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[e.key];
    const next = by ? rover + by : { Home: 0, End: sentences.length - 1 }[e.key];
    if (e.ctrlKey || e.altKey || e.metaKey || !e.target.dataset.start) return;
    if (e.key === "Enter" || e.key === " ") to(starts[rover], { play: true, from: e });
    else if (next == null) return;
    else if (sentences[next]) { rove(next); sentences[next].focus(); }
    e.preventDefault();
  });
  box?.addEventListener("click", (e) => {
    const at = sentences.indexOf(e.target.closest("[data-start]"));
    if (at < 0 || String(getSelection())) return; // selecting text is not asking to listen
    rove(at);
    to(starts[at], { play: true, from: e });
  });
  links.forEach((link, i) => link.addEventListener("click", (e) => {
    if (e.ctrlKey || e.metaKey || e.shiftKey) return;
    e.preventDefault();
    to(chapterStarts[i], { play: true });
  }));

  // --- shortcuts, only while the focus is in the player (WCAG 2.1.4) ---
  const keys = { k: toggle, j: () => move(-15), l: () => move(30), p: () => step(-1), n: () => step(1), m: () => { audio.muted = !audio.muted; },
    "<": () => changeSpeed(-1), ">": () => changeSpeed(1) };
  panel.addEventListener("keydown", (e) => {
    const act = keys[e.key.toLowerCase()];
    if (!act || e.ctrlKey || e.altKey || e.metaKey || e.target === speed) return;
    e.preventDefault();
    act();
  });
  seek.addEventListener("keydown", (e) => {
    const by = { ArrowLeft: -5, ArrowDown: -5, ArrowRight: 5, ArrowUp: 5, PageDown: -60, PageUp: 60 }[e.key];
    if (!by) return;
    e.preventDefault();
    move(by);
  });
  seek.addEventListener("input", () => jump(Number(seek.value)));
  seek.addEventListener("focus", () => show(true));
  speed.addEventListener("change", () => { audio.playbackRate = Number(speed.value); });
  volume.addEventListener("input", () => { audio.volume = volume.value / 100; audio.muted = false; });
  follow.addEventListener("change", () => { memory.write("follow", follow.checked); touchedAt = 0; reveal(); });
  for (const name of ["wheel", "touchmove"]) addEventListener(name, () => { touchedAt = Date.now(); }, { passive: true });

  const on = (names, act) => names.split(" ").forEach((name) => audio.addEventListener(name, act));
  on("play pause ratechange volumechange", dress);
  on("play", () => { for (const other of players) if (other !== audio) other.pause(); failure.textContent = ""; tick(); });
  on("play ratechange seeked", session);
  on("pause seeked ratechange ended", save);
  on("timeupdate seeked", () => { if (wanted == null) show(); if (Date.now() - savedAt > 5000 && !audio.paused) save(); });
  on("loadedmetadata", () => { if (wanted != null) jump(wanted); });
  on("error", fail);
  addEventListener("pagehide", save);

  // --- the first moment ---
  players.add(audio);
  if (audio.error) fail();
  follow.checked = memory.read("follow") ?? true;
  audio.playbackRate = audio.defaultPlaybackRate = saved.rate || memory.read("rate") || 1;
  rove(0);
  dress();
  if (!go(hash) && saved.at > 10 && saved.at < length - 5) {
    jump(saved.at, { from: "memory" });
    const note = make("p", { class: "resumed" }, fill(words.resumed, clock(saved.at)) + " ");
    const restart = make("button", { type: "button" }, words.restart);
    restart.addEventListener("click", () => { jump(0); playButton.focus(); note.remove(); });
    note.append(restart);
    panel.prepend(note);
  }
  show(true);
  return { go, audio };
}
