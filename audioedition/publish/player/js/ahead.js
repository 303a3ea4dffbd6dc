// « À écouter ensuite »: a queue that all players of one origin share, and what the feed beside the edition offers. An entry
// is { src, page, title, seconds }: src is the address of its edition.json. The player has p.here (its own entry),
// p.offers (a function that promises entries) and p.playOn (a function that goes on with an entry).
const waitingList = () => (Array.isArray(read("queue")) ? read("queue").filter((entry) => /^https?:/.test(entry?.src)) : []);
const listeners = new Set();
const keepList = (entries) => { write("queue", entries.slice(0, 200)); for (const p of listeners) p.tell("queue"); };
on(window, "storage", (e) => { if (e.key === "audioedition:queue") for (const p of listeners) p.tell("queue"); });

// The editions of a podcast feed that lie on the feed's own origin, as entries.
async function readFeed(address) {
  const answer = await fetch(address);
  if (!answer.ok) return [];
  const feed = new DOMParser().parseFromString(await answer.text(), "text/xml");
  return [...feed.getElementsByTagName("item")].slice(0, 500).flatMap((item) => {
    try {
      const value = (name) => item.getElementsByTagName(name)[0]?.textContent ?? "";
      const sound = new URL(item.getElementsByTagName("enclosure")[0].getAttribute("url"), address);
      if (sound.origin !== new URL(address).origin) return [];
      const [src, page] = ["edition.json", "index.html"].map((name) => new URL(name, sound).href);
      return [{ src, page, title: value("title"), seconds: Number(value("itunes:duration")) || 0 }];
    } catch { return []; }
  });
}

function ahead(p) {
  if (!p.here || !/^https?:/.test(p.here.src)) return; // a page opened from disk can ask for nothing
  const { words, lang, audio } = p;
  const chain = make("input", { type: "checkbox" });
  chain.checked = read("chain") ?? true;
  const list = make("ol", { class: "queue" }), offers = make("ul", { class: "offers" });
  const none = make("p", { class: "hint" }, words.queue_empty);
  const summary = make("summary", {}, words.next_up);
  const keepThis = make("button", { type: "button", class: "text" }, words.queue_this);
  const details = make("details", { class: "ahead" }, summary, make("label", {}, chain, " ", words.chain), none, list, keepThis, offers);
  let offered = null;
  const same = (one, other) => one.src === other.src;
  const length = (entry) => (entry.seconds ? ` · ${about(entry.seconds, lang, "short")}` : "");
  const act = (name, label, run, visible) => {
    const node = make("button", { type: "button", class: visible ? "text" : name, "aria-label": label, title: visible ? null : label, "data-act": name }, visible);
    p.on(node, "click", run);
    return node;
  };

  function row(entry, at, entries) {
    const change = (name, to) => () => {
      const rest = entries.filter((other) => other !== entry);
      if (to != null) rest.splice(to, 0, entry);
      const next = to ?? Math.min(at, rest.length - 1);
      keepList(rest);
      const target = list.children[next]?.querySelector(`[data-act=${name}]:enabled`) ?? list.children[next]?.querySelector("button") ?? summary;
      target.focus();
    };
    const place = fill(words.of, at + 1, entries.length);
    const title = entry.title || entry.src;
    const move = (name, to) => {
      const node = act(name, `${words[name]} : ${title}, ${place}`, change(name, to));
      node.disabled = to < 0 || to >= entries.length;
      return node;
    };
    return make("li", {}, act("now", `${words.play} : ${title}`, () => { keepList(entries.filter((other) => other !== entry)); p.playOn(entry); }, make("span", { dir: "auto" }, title + length(entry))),
      move("up", at - 1), move("down", at + 1), act("remove", `${words.remove} : ${title}`, change("remove")));
  }
  function offer(entry) {
    return make("li", {}, make("a", { href: entry.page, dir: "auto" }, entry.title + length(entry)), " ",
      act("add", `${words.add} : ${entry.title}`, () => {
        keepList([...waitingList(), entry]);
        (offers.querySelector("button") ?? summary).focus();
      }, words.add));
  }
  function draw() {
    const entries = waitingList();
    list.replaceChildren(...entries.map(row));
    none.hidden = entries.length > 0;
    summary.textContent = words.next_up + (entries.length ? ` (${entries.length})` : "");
    keepThis.hidden = entries.some((entry) => same(entry, p.here));
    if (!details.open) return;
    const fresh = (offered ?? []).filter((entry) => !same(entry, p.here) && !entries.some((other) => same(entry, other)));
    offers.replaceChildren(...fresh.slice(0, 10).map(offer));
  }
  const ask = async () => (offered ??= await p.offers().catch(() => []));
  p.on(details, "toggle", async () => { if (details.open) { await ask(); draw(); } });
  p.on(keepThis, "click", () => { keepList([...waitingList(), p.here]); summary.focus(); });
  p.on(chain, "change", () => write("chain", chain.checked));
  p.on(audio, "ended", async () => {
    if (!chain.checked) return;
    const [first, ...rest] = waitingList().filter((entry) => !same(entry, p.here));
    if (first) {
      keepList(rest);
      return p.playOn(first);
    }
    if (!p.playlist) return; // a feed that nobody asked for is offered, not played
    const entries = await ask(), at = entries.findIndex((entry) => same(entry, p.here));
    if (entries[at + 1]) p.playOn(entries[at + 1]);
  });
  p.hear("queue", draw);
  listeners.add(p);
  p.hear("leave", () => listeners.delete(p));
  draw();
  p.panel.querySelector(".folds").prepend(details);
}
parts.push(ahead);
