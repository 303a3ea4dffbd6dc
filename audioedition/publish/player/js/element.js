// <audio-edition src="…/edition.json">: the same player inside any page. What stands between the tags is shown
// until the edition has arrived, and stays when it does not. docs/embedding.md lists attributes, events and methods.
const QUARTERS = [25, 50, 75, 100];
const near = "IntersectionObserver" in window && new IntersectionObserver((seen) => {
  for (const { isIntersecting, target } of seen) if (isIntersecting) target.arrive();
}, { rootMargin: "800px" });
const allSheets = new Map();

class AudioEdition extends HTMLElement {
  static observedAttributes = ["src"];
  get src() { return this.hasAttribute("src") ? new URL(this.getAttribute("src"), document.baseURI).href : ""; }
  set src(address) { set(this, { src: address }); }
  get audio() { return this.player?.audio ?? null; }
  get paused() { return this.audio?.paused ?? true; }
  get duration() { return this.player?.length ?? NaN; }
  get currentTime() { return this.player?.position() ?? 0; }
  set currentTime(seconds) { this.seek(seconds); }
  get playbackRate() { return this.audio?.playbackRate ?? 1; }
  set playbackRate(rate) { if (this.audio) this.audio.playbackRate = rate; }
  async play() { await this.arrive(); await this.player?.start(); }
  pause() { this.audio?.pause(); }
  async seek(seconds) { await this.arrive(); this.player?.jump(Number(seconds) || 0); }

  connectedCallback() {
    if (Object.hasOwn(this, "src")) { // set before this script was there
      const early = Object.getOwnPropertyDescriptor(this, "src").value;
      delete this.src;
      this.src = early;
    }
    this.wait();
  }
  disconnectedCallback() {
    near && near.unobserve(this);
    this.pause();
    queueMicrotask(() => { // taken out for good, not moved: nothing of it stays in the page
      if (this.isConnected) return;
      this.empty();
      this.coming = null;
    });
  }
  attributeChangedCallback(name, before, now) {
    if (before === now) return;
    this.coming = null;
    if (this.isConnected) this.wait();
  }
  // A page of a thousand players asks for the editions that come near the window only.
  wait() {
    if (this.coming) return;
    if (near && !this.player && !this.hasAttribute("data-article")) near.observe(this);
    else this.arrive();
  }
  arrive() { return (this.coming ??= this.load(this.src)); }

  // playing: go on at once, with the same <audio>, which the listener has allowed to sound.
  async load(src, playing = false) {
    near && near.unobserve(this);
    const inline = playing ? null : this.querySelector(":scope > script[type='application/json']"); // for pages from disk
    if (!src && !inline) return this.empty();
    const mine = this.wanted = {};
    try {
      const edition = inline ? JSON.parse(inline.text) : await this.ask(src);
      if (this.wanted === mine) this.show(edition, new URL(src || document.baseURI), playing);
    } catch (error) {
      if (this.wanted !== mine) return;
      if (playing && this.player) this.player.alert(this.player.words.gone); // what was heard stays
      else this.empty();
      console.warn("audio-edition", error);
      this.dispatchEvent(new CustomEvent("error", { detail: error }));
      this.say("error", { error });
    }
  }
  async ask(src) {
    const answer = await fetch(src);
    if (!answer.ok) throw new Error(`${src}: ${answer.status}`);
    return answer.json();
  }
  empty() { // what stands between the tags is shown again
    this.player?.leave();
    this.player = null;
    this.shadowRoot?.replaceChildren(make("slot"));
  }
  show(edition, url, playing) {
    const asked = this.closest("[lang]")?.lang.slice(0, 2);
    const lang = asked in WORDS ? asked : edition.language.startsWith("en") ? "en" : "fr";
    const { form, image, logo } = this.dataset;
    const root = set(build(edition, url, WORDS[lang], { form: form === "full" ? "full" : "compact", image, logo }), { lang });
    const before = this.player;
    before?.leave();
    if (before && playing) {
      const audio = before.audio, fresh = root.querySelector("audio");
      set(audio, { src: fresh.getAttribute("src") });
      audio.replaceChildren(...fresh.children);
      if (audio.firstChild) audio.load();
      fresh.replaceWith(audio);
    }
    const shadow = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    if (!allSheets.has(SHEET)) allSheets.set(SHEET, sheet(SHEET)); // not inline: the host's Content-Security-Policy need not allow it
    shadow.adoptedStyleSheets = [allSheets.get(SHEET)];
    shadow.replaceChildren(root);
    this.here = { src: url.href.split("#")[0], page: root.dataset.page, title: edition.title, seconds: edition.audio.duration_ms / 1000 };
    const player = this.player = enhance(root, lang, url.hash, {
      here: this.here, playlist: this.dataset.playlist, offers: () => this.offers(url),
      playOn: (entry) => { this.coming = this.load(entry.src, true); },
    });
    this.report(player);
    const style = getComputedStyle(this);
    brand(root, (name) => (this.dataset[name] || style.getPropertyValue("--audio-edition-" + name)).trim(), player.on);
    for (const extend of extensions) extend(this, { edition, url, player });
    if (playing) {
      player.unfold?.();
      player.start();
      player.play.focus({ preventScroll: true });
    }
  }

  // data-playlist: addresses of edition.json, or of a feed; else the feed beside the edition's folder.
  async offers(url) {
    const addresses = (this.dataset.playlist ?? new URL("../feed.xml", url).href).split(/\s+/).filter(Boolean).map((address) => new URL(address, document.baseURI));
    const entry = async (address) => {
      const edition = await (await fetch(address)).json();
      return [{ src: address.href, page: new URL("index.html", address).href, title: edition.title, seconds: edition.audio.duration_ms / 1000 }];
    };
    const found = addresses.slice(0, 30).map((address) => (address.pathname.endsWith(".json") ? entry(address) : readFeed(address.href)).catch(() => []));
    return (await Promise.all(found)).flat();
  }

  say(name, detail = {}) { this.dispatchEvent(new CustomEvent(`audioedition:${name}`, { bubbles: true, composed: true, detail: { src: this.src, ...detail } })); }
  // For the host: audioedition:play, pause, progress (25, 50, 75, 100), ended, error.
  report(p) {
    let last = 0;
    const detail = () => ({ src: this.here.src, title: this.here.title, currentTime: p.position(), duration: p.length });
    for (const name of ["play", "pause", "ended", "error"]) p.on(p.audio, name, () => this.say(name, detail()));
    const passed = new Set();
    const pass = (at) => {
      for (const percent of QUARTERS) {
        const mark = (p.length - LAST_S) * percent / 100;
        if (passed.has(percent) || last >= mark || at < mark) continue;
        passed.add(percent);
        this.say("progress", { ...detail(), percent });
      }
      last = at;
    };
    p.on(p.audio, "timeupdate ended", () => { if (!p.audio.seeking) pass(p.position()); });
    p.on(p.audio, "seeking", () => { last = p.position(); }); // what is jumped over was not listened to
  }
}
customElements.get("audio-edition") || customElements.define("audio-edition", AudioEdition);
