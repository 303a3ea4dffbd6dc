// edition.json -> the same nodes as the page has.
const SHEET = "/* player.css */";
const TAGS = { quote: "blockquote", list: "li" };

// A sentence's words as text.js reads them: "start in ms,from,to".
function wordsOf({ text, words = [] }) {
  let from = 0;
  return words.flatMap(({ start_ms: start, text: word }) => {
    const at = text.indexOf(word, from);
    if (at < 0 || !word) return [];
    from = at + word.length;
    return [`${start},${at},${from}`];
  }).join(" ") || null;
}

// A text with an element of its own around words of another language, as the page has them.
function parted(text, [one, ...more] = []) {
  if (!one) return [text];
  const [first, ...rest] = text.split(one.text);
  return rest.length ? [first, make("span", { lang: one.language }, one.text), ...parted(rest.join(one.text), more)] : parted(text, more);
}

function transcript({ paragraphs, cues, jingles = [], language }, heading, words) {
  const box = make("div", { class: "transcript", lang: language });
  const waiting = jingles.filter(({ kind }) => kind !== "bed").sort((a, b) => a.start_ms - b.start_ms);
  const tellJingles = (until) => { while (waiting[0]?.start_ms <= until) { waiting.shift(); box.append(make("p", { class: "jingle", lang: words === WORDS.en ? "en" : "fr" }, words.jingle)); } };
  const spoken = new Map();
  for (const cue of cues) spoken.set(cue.paragraph, [...(spoken.get(cue.paragraph) ?? []), make("span", { "data-start": cue.start_ms, "data-words": wordsOf(cue) }, ...parted(cue.text, paragraphs[cue.paragraph]?.foreign)), " "]);
  for (const index of [null, ...paragraphs.keys()]) {
    const { role, text, foreign, language: lang } = paragraphs[index] ?? { role: "opening" };
    if (index == null && !spoken.has(null)) continue;
    if (spoken.has(index)) tellJingles(spoken.get(index)[0].dataset.start);
    const node = make(role === "heading" ? heading : TAGS[role] ?? "p", { class: role, lang, dir: "auto", id: index == null ? null : `p=${index + 1}` }, ...(spoken.get(index) ?? parted(text, foreign)));
    if (role !== "list") box.append(node);
    else if (box.lastChild?.tagName === "UL") box.lastChild.append(node);
    else box.append(make("ul", {}, node));
  }
  tellJingles(Infinity);
  return box;
}

// Other formats first, the MP3 last: the browser takes the first that it can play, and the next where that fails.
function soundOf(audio, file) {
  const all = [...(audio.others ?? []), audio];
  if (all.length === 1) return make("audio", { preload: "none", src: file(audio.path) });
  return make("audio", { preload: "none" }, ...all.map((one) => make("source", { src: file(one.path), type: one.media_type })));
}

// look: { form: "compact" or "full", image, logo }.
function build({ id, title, site, byline, language: lang, voice, audio, artwork, chapters, ...text }, url, words, look) {
  const file = (name) => new URL(encodeURIComponent(name), url).href;
  const page = file("index.html"), image = look.image === "none" ? null : look.image || (artwork && file(artwork));
  const compact = look.form === "compact";
  const link = ({ start_ms: start, section, title }) => make("li", {}, make("a", { href: `${page}#t=${start / 1000}`, "data-t": start },
    make("span", { lang, dir: "auto" }, (section ? section + " – " : "") + title), " ", make("span", { class: "time" }, clock(start / 1000))));
  const head = make("div", { class: "head" },
    image ? make("img", { class: "art", src: image, alt: "", loading: "lazy" }) : null,
    make("div", {}, look.logo ? make("img", { class: "logo", src: look.logo, alt: site || "" }) : null,
      compact ? null : make("h2", { class: "name" }, make("a", { href: page, lang, dir: "auto" }, title)),
      make("p", { class: "disclosure" }, fill(words[voice.neural ? "disclosure_neural" : "disclosure"], voice.label || voice.name))));
  const downloads = make("ul", { class: "downloads" }, make("li", {}, make("a", { href: file(audio.path), download: "" }, words.mp3)),
    make("li", {}, make("a", { href: `${page}#downloads` }, words.other_formats)));
  return make("section", { class: `ae embed ${look.form}`, dir: "ltr", "aria-label": `${words.player} – ${title}`, "data-edition": id, "data-duration": audio.duration_ms,
    "data-title": title, "data-site": site, "data-byline": byline, "data-page": page, "data-artwork": image, "data-neural": voice.neural || null },
    head,
    make("div", { class: "player" }, // the section bears the name: said once
      soundOf(audio, file)),
    chapters.length > 1 ? fold("parts", words.chapters, make("ol", { class: "chapters" }, ...chapters.map(link))) : null,
    fold("words", words.transcript, make("p", { class: "hint" }, words.hint), transcript({ ...text, language: lang }, compact ? "h2" : "h3", words)),
    fold("more", words.downloads, downloads));
}
