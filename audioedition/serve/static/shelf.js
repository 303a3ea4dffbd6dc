// Readers' shelves: what has become ready is said once, and how far an article was heard is kept from one device to the
// next. Without this script all of it works by the page's links and buttons.
"use strict";
const LOOK_EVERY_MS = 3000, SAVE_EVERY_MS = 10000;
const live = document.getElementById("live");
const open = () => [...document.querySelectorAll("[data-item][data-open]")];

// --- what is being made ------------------------------------------------------------------------------------------
async function look() {
  const answer = await fetch("/mon-fil/etat", { headers: { accept: "application/json" } }).catch(() => null);
  if (!answer?.ok) return answer?.status !== 401; // signed out elsewhere: no more to ask
  const { articles } = await answer.json();
  const known = new Map(articles.map((article) => [article.id, article]));
  const ended = open().filter((node) => !known.get(node.dataset.item)?.open);
  if (!ended.length) return true;
  const fresh = new DOMParser().parseFromString(await (await fetch(location.pathname)).text(), "text/html");
  for (const node of ended) {
    const article = known.get(node.dataset.item);
    delete node.dataset.open;
    if (article) live.append(Object.assign(document.createElement("span"), { textContent: `${article.say} ` }));
    renew(node, fresh);
  }
  return true;
}
function renew(node, fresh) {
  if (node.id === "item") { // the article's own page: all of it is another one now, its status line stays
    const main = document.getElementById("main"), held = main.contains(document.activeElement);
    const said = live.textContent;
    main.replaceChildren(...fresh.getElementById("main").childNodes);
    if (held) main.focus();
    const again = document.getElementById("live");
    if (again) setTimeout(() => { again.textContent = said; }, 200);
    if (main.querySelector("audio-edition")) {
      prepare();
      document.body.append(Object.assign(document.createElement("script"), { src: "/audio-edition.js" }));
    }
    return;
  }
  const other = fresh.getElementById(node.id);
  if (node.id === "state") node.remove(); // what was just added: the line above has said it
  else if (!other) node.remove();
  else if (!node.contains(document.activeElement)) node.replaceWith(other); // nobody loses the place where they are
}
async function watch() {
  while (open().length) {
    await new Promise((done) => setTimeout(done, LOOK_EVERY_MS));
    if (!document.hidden && !(await look())) return;
  }
}

// --- how far it was heard ----------------------------------------------------------------------------------------
const read = (name) => { try { return JSON.parse(localStorage[name]); } catch { return null; } };
const write = (name, value) => { try { localStorage[name] = JSON.stringify(value); return true; } catch { return false; } };

// Before the player looks for its own memory: where another device was later, that counts.
function prepare() {
  const element = document.querySelector("audio-edition[data-position]");
  if (!element || element.dataset.followed) return;
  element.dataset.followed = "1";
  const { position, key, at, since } = element.dataset;
  const own = `audioedition:${key}`, ours = `audioedition:shelf:${position}`;
  const last = read(ours);
  if (last && last.at > Number(since)) send(position, last); // what was heard without a network
  else if (Number(since)) {
    const before = read(own);
    if (!write(own, { ...before, at: Number(at) / 1000 })) element.seek?.(Number(at) / 1000);
  }
  follow(element, (state) => { write(ours, state); send(position, state); });
}
function send(where, state) {
  const headers = { "content-type": "application/json" };
  fetch(where, { method: "PUT", body: JSON.stringify(state), headers, keepalive: true }).catch(() => {});
}
function follow(element, keep) {
  let savedAt = 0, moved = false;
  const save = (heard = false) => {
    if (!moved && !heard) return;
    savedAt = Date.now();
    keep({ position_ms: Math.max(0, Math.round(element.currentTime * 1000)), at: savedAt, heard });
  };
  element.addEventListener("audioedition:play", () => {
    moved = true;
    element.audio.ontimeupdate = () => { if (Date.now() - savedAt > SAVE_EVERY_MS && !element.paused) save(); };
  });
  element.addEventListener("audioedition:pause", () => { if (!element.audio?.ended) save(); });
  element.addEventListener("audioedition:ended", () => save(true));
  addEventListener("pagehide", () => { if (!element.audio?.ended) save(); });
}

// A key does not stay in the address bar, nor does loading the page again add anything.
const added = document.getElementById("added");
if (added) history.replaceState(null, "", added.dataset.address);
prepare();
watch();
