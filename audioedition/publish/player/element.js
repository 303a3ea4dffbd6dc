// <audio-edition src="…/edition.json">: the same player inside any page. What stands between the tags is shown
// until the edition has arrived, and stays when it does not.
const SHEET = "/* player.css */";
const TAGS = { quote: "blockquote", heading: "h3", list: "li" };

function transcript({ paragraphs, cues, language }) {
  const box = make("div", { class: "transcript", lang: language });
  for (const index of [null, ...paragraphs.keys()]) {
    const { role, text, language: lang } = paragraphs[index] ?? { role: "opening" };
    const spoken = cues.filter((cue) => cue.paragraph === index).flatMap((cue) => [make("span", { "data-start": cue.start_ms }, cue.text), " "]);
    const node = make(TAGS[role] ?? "p", { class: role, lang, dir: "auto", id: index == null ? null : `p=${index + 1}` }, ...(spoken.length ? spoken : [text]));
    if (role !== "list") box.append(node);
    else if (box.lastChild.tagName === "UL") box.lastChild.append(node);
    else box.append(make("ul", {}, node));
  }
  return box;
}

function build({ id, title, site, language: lang, voice, audio, chapters, ...text }, url, words) {
  const page = new URL("index.html", url).href;
  const fold = (name, ...content) => make("details", {}, make("summary", {}, words[name]), ...content);
  const link = ({ start_ms: start, section, title }) => make("li", {}, make("a", { href: `${page}#t=${start / 1000}`, "data-t": start },
    make("span", { lang, dir: "auto" }, (section ? section + " – " : "") + title), " ", make("span", { class: "time" }, clock(start / 1000))));
  return make("section", { class: "ae embed", "aria-label": title, "data-edition": id, "data-duration": audio.duration_ms, "data-title": title, "data-site": site },
    make("h2", { class: "name" }, make("a", { href: page, lang, dir: "auto" }, title)),
    make("p", { class: "disclosure" }, fill(words[voice.neural ? "disclosure_neural" : "disclosure"], voice.label || voice.name)),
    make("div", { class: "player", role: "group", "aria-label": words.player },
      make("audio", { preload: "metadata", src: new URL(encodeURIComponent(audio.path), url).href })),
    fold("chapters", make("ol", { class: "chapters" }, ...chapters.map(link))),
    fold("transcript", make("p", { class: "hint" }, words.hint), transcript({ ...text, language: lang })));
}

class AudioEdition extends HTMLElement {
  connectedCallback() { if (!this.shadowRoot) this.load(); }
  disconnectedCallback() { this.audio?.pause(); }
  async load() {
    const url = new URL(this.getAttribute("src"), document.baseURI);
    try {
      const edition = await (await fetch(url)).json();
      const asked = this.closest("[lang]")?.lang.slice(0, 2);
      const lang = asked in WORDS ? asked : edition.language.startsWith("en") ? "en" : "fr";
      const root = set(build(edition, url, WORDS[lang]), { lang });
      const sheet = new CSSStyleSheet(); // not inline: the host's Content-Security-Policy need not allow it
      sheet.replaceSync(SHEET);
      const shadow = this.attachShadow({ mode: "open" });
      shadow.adoptedStyleSheets = [sheet];
      shadow.append(root);
      this.audio = enhance(root, lang, url.hash).audio;
    } catch (error) {
      console.warn("audio-edition", error);
      this.dispatchEvent(new CustomEvent("error", { detail: error }));
    }
  }
}
customElements.get("audio-edition") || customElements.define("audio-edition", AudioEdition);
