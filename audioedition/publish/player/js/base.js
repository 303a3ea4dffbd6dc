// What all files of the player share. Nothing is fetched here, nothing is announced by itself, and every text is set as text.
const WORDS = "/* words.json */";
const RATES = [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.4, 1.5, 1.6, 1.75, 2, 2.25, 2.5, 2.75, 3];
const LAST_S = 0.5;
// Functions (p) => … that every player gets, after the player's own parts; functions (element, { edition, url, player })
// that every <audio-edition> gets once its edition has arrived. A module of another file adds itself by push().
const parts = [], extensions = [];

// localStorage may throw (file://, private windows, blocked cookies): then things are kept as long as the page is open.
const kept = {};
const read = (key) => { try { return JSON.parse(localStorage["audioedition:" + key]); } catch { return kept[key] ?? null; } };
const write = (key, value) => { kept[key] = value; try { localStorage["audioedition:" + key] = JSON.stringify(value); } catch {} };

const on = (target, names, act, signal) => names.split(" ").forEach((name) => target.addEventListener(name, act, { signal }));
const set = (node, props) => {
  for (const [name, value] of Object.entries(props)) value == null ? node.removeAttribute(name) : node.setAttribute(name, value);
  return node;
};
const make = (tag, props = {}, ...children) => {
  const node = set(document.createElement(tag), props);
  node.append(...children.filter((child) => child != null));
  return node;
};
const fold = (name, words, ...content) => make("details", { class: name }, make("summary", {}, words), ...content);
// A style sheet that no Content-Security-Policy asks about, given to a document or a shadow tree.
const sheet = (words) => { const made = new CSSStyleSheet(); made.replaceSync(words); return made; };
const adopt = (tree, ...sheets) => { tree.adoptedStyleSheets = [...new Set([...tree.adoptedStyleSheets, ...sheets])]; };
const fill = (words, ...values) => words.replace(/\{(\d)\}/g, (_, i) => values[i]);
const modified = (e) => e.ctrlKey || e.altKey || e.metaKey;
const within = (value, low, high) => Math.min(Math.max(value, low), high);
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

const units = (s) => [Math.floor(s / 3600), Math.floor(s / 60) % 60, Math.floor(s) % 60];
const clock = (s) => units(s).slice(s < 3600 ? 1 : 0).map((n, i) => (i ? String(n).padStart(2, 0) : n)).join(":");
const amount = (n, unit, lang, unitDisplay) => new Intl.NumberFormat(lang, { style: "unit", unit, unitDisplay }).format(n);
// « 2 minutes 5 secondes »: screen readers take 2:05 for a time of day.
const say = (s, lang) => units(s).map((n, i) => (n || (i > 1 && s < 1)) && amount(n, ["hour", "minute", "second"][i], lang, "long")).filter(Boolean).join(" ");
// « 3 min », or in words « 3 minutes »: for choosing whether to listen.
const about = (s, lang, display) => (s < 59.5 ? amount(Math.round(s), "second", lang, display) : amount(Math.round(s / 60), "minute", lang, display)).replace("\u202f", "\u00a0");

// The index of the last of these sorted values that is not above.
function lastUpTo(value, sorted) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= value) low = middle + 1; else high = middle;
  }
  return low - 1;
}
