// The bar: buttons, time, chapter, speed. It stays at hand while the text scrolls.
function deck(p) {
  const { audio, words, lang, length, panel } = p;
  const button = (name, act) => {
    const node = make("button", { type: "button", class: name, "aria-label": words[name], title: words[name] });
    p.on(node, "click", act);
    return node;
  };
  p.button = button;
  p.acts = {
    play: () => (audio.paused ? p.start() : audio.pause()), back: () => p.move(-15), forward: () => p.move(30),
    previous: () => p.step(-1), next: () => p.step(1), mute: () => { audio.muted = !audio.muted; },
  };
  p.play = button("play", p.acts.play);
  p.buttons = make("div", { class: "buttons" }, button("previous", p.acts.previous), button("back", p.acts.back), p.play,
    button("forward", p.acts.forward), button("next", p.acts.next));
  const now = make("span", { class: "now" }), left = make("span", { class: "left" }), chapter = make("span", { class: "now-chapter", dir: "auto" });
  const speed = make("select", { "aria-label": words.speed }, ...RATES.map((rate) => new Option(rate.toLocaleString(lang) + "\u202f×", rate)));
  p.bar = make("div", { class: "bar" }, p.buttons, make("p", { class: "where" }, now, " ", left, " ", chapter), make("span", { class: "rate" }, speed));
  p.deck = make("div", { class: "deck" }, p.bar);
  p.speed = speed;
  panel.append(p.deck);
  audio.controls = false;
  p.root.classList.add("live");

  const total = Math.round(length);
  const shown = (at) => (at > length - LAST_S ? total : Math.floor(at)); // so that the end is where the length says
  p.hear("show", () => {
    const at = shown(p.position());
    now.textContent = `${clock(at)} / ${clock(total)}`;
    left.textContent = fill(words.left, clock(Math.max(0, total - at) / audio.playbackRate));
  });
  p.hear("chapter", (at) => { chapter.textContent = p.titles.length > 1 ? p.titles[at] ?? "" : ""; });
  p.hear("dress", () => {
    const name = audio.paused || audio.error ? "play" : p.waiting() ? "loading" : "pause";
    p.root.classList.toggle("playing", name === "pause");
    p.root.classList.toggle("waiting", name === "loading");
    set(p.play, { "aria-label": words[name], title: words[name], "aria-busy": name === "loading" ? true : null });
    speed.value = audio.playbackRate;
  });
  p.on(speed, "change", () => { audio.playbackRate = speed.value; });
  p.on(audio, "ratechange", () => p.tell("show"));
}

// --- shortcuts, only while the focus is in the player (WCAG 2.1.4) ---
function shortcuts(p) {
  const { acts } = p;
  const keys = { k: acts.play, j: acts.back, l: acts.forward, p: acts.previous, n: acts.next, m: acts.mute, "<": () => p.faster(-1), ">": () => p.faster(1) };
  p.on(p.panel, "keydown", (e) => {
    const by = e.target === p.seek && { ArrowLeft: -5, ArrowDown: -5, ArrowRight: 5, ArrowUp: 5, PageDown: -60, PageUp: 60 }[e.key];
    const act = by ? () => p.move(by) : !e.target.matches("select, input:not([type=range], [type=checkbox])") && keys[e.key.toLowerCase()];
    if (!act || modified(e)) return;
    e.preventDefault();
    act();
  });
}
