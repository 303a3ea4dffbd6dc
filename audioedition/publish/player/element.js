// <audio-edition src="…/edition.json">: the same player inside any page. What stands between the tags is shown
// until the edition has arrived, and stays when it does not.
const SHEET = "/* player.css */";

const web = (url) => (/^https?:/.test(url || "") ? url : null);

function passage(edition, index, cues) {
  const paragraph = index == null ? { role: "opening", text: "" } : edition.paragraphs[index];
  const tag = { heading: "h4", title: "p", quote: "blockquote", list: "li" }[paragraph.role] || "p";
  const id = index == null ? null : "p=" + (index + 1);
  const spoken = cues.flatMap((cue) => [make("span", { "data-start": cue.start_ms }, cue.text), " "]);
  return make(tag, { class: paragraph.role + (cues.length ? "" : " unspoken"), id, lang: paragraph.language, dir: "auto" },
    ...(cues.length ? spoken : [paragraph.text]));
}

function transcript(edition) {
  const byParagraph = new Map([[null, []], ...edition.paragraphs.map((_, index) => [index, []])]);
  for (const cue of edition.cues) byParagraph.get(cue.paragraph).push(cue);
  const box = make("div", { class: "transcript", lang: edition.language });
  for (const [index, cues] of byParagraph) {
    if (index == null && !cues.length) continue;
    const element = passage(edition, index, cues);
    if (element.tagName !== "LI") box.append(element);
    else if (box.lastChild?.tagName === "UL") box.lastChild.append(element);
    else box.append(make("ul", {}, element));
  }
  return box;
}

function chapters(edition, page) {
  let section = null;
  return make("ol", { class: "chapters" }, ...edition.chapters.map((chapter) => {
    const head = chapter.section !== section && chapter.section ? make("b", {}, chapter.section) : null;
    section = chapter.section;
    const link = make("a", { href: page + "#t=" + chapter.start_ms / 1000, "data-t": chapter.start_ms },
      make("span", { lang: edition.language, dir: "auto" }, chapter.title), " ", make("span", { class: "time" }, clock(chapter.start_ms / 1000)));
    return make("li", {}, head, link);
  }));
}

function build(edition, url, words) {
  const page = new URL("index.html", url).href;
  const voice = edition.voice.label || edition.voice.name;
  const fold = (title, content) => make("details", {}, make("summary", {}, title), content);
  return make("div", { class: "ae embed", "data-edition": edition.id, "data-duration": edition.audio.duration_ms, "data-title": edition.title, "data-site": edition.site },
    make("p", { class: "name" }, make("a", { href: web(page), lang: edition.language, dir: "auto" }, edition.title)),
    make("p", { class: "disclosure" }, fill(words[edition.voice.neural ? "disclosure_neural" : "disclosure"], voice)),
    make("section", { class: "player", "aria-label": words.player },
      make("audio", { preload: "metadata", controls: "", src: new URL(encodeURIComponent(edition.audio.path), url).href })),
    edition.chapters.length > 1 ? fold(words.chapters, chapters(edition, page)) : null,
    fold(words.transcript, make("div", {}, make("p", { class: "hint" }, words.hint), transcript(edition))));
}

class AudioEdition extends HTMLElement {
  static observedAttributes = ["src"];
  attributeChangedCallback() { if (this.isConnected) this.load(); }
  connectedCallback() { if (!this.shadowRoot) this.load(); }
  disconnectedCallback() { this.audio?.pause(); }
  async load() {
    if (!this.getAttribute("src")) return;
    const url = new URL(this.getAttribute("src"), document.baseURI);
    try {
      const answer = await fetch(url);
      const edition = answer.ok ? await answer.json() : null;
      if (edition?.schema !== 1) throw new Error(`${url}: no edition there (${answer.status})`);
      const asked = this.closest("[lang]")?.lang.slice(0, 2);
      const lang = asked in WORDS ? asked : edition.language?.startsWith("en") ? "en" : "fr";
      const shadow = this.shadowRoot || this.attachShadow({ mode: "open" });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(SHEET);
      shadow.adoptedStyleSheets = [sheet]; // not inline: the host's Content-Security-Policy need not allow it
      const root = build(edition, url, WORDS[lang]);
      root.lang = lang;
      this.audio?.pause();
      shadow.replaceChildren(root);
      this.audio = enhance(root, lang, url.hash).audio;
      this.dispatchEvent(new Event("load"));
    } catch (error) {
      console.warn("audio-edition", error);
      this.dispatchEvent(new CustomEvent("error", { detail: error }));
    }
  }
}
if (!customElements.get("audio-edition")) customElements.define("audio-edition", AudioEdition);
