// The whole edition as a line: a slider over a picture of its chapters. It runs from left to right in every page, as its
// keys do.
function timeline(p) {
  const { audio, words, lang, length, chapters, paragraphs } = p;
  const seek = p.seek = make("input", { type: "range", class: "position", min: 0, max: Math.ceil(length), step: 1, "aria-label": words.position });
  const svg = (name) => {
    const [picture, path] = ["svg", "path"].map((tag) => document.createElementNS("http://www.w3.org/2000/svg", tag));
    picture.append(path);
    return set(picture, { class: name, viewBox: "0 0 1000 18", preserveAspectRatio: "none", "aria-hidden": true });
  };
  const pictures = [svg("all"), svg("heard")];
  const tip = make("span", { class: "tip", "aria-hidden": true, hidden: "" });
  const line = make("div", { class: "timeline", dir: "ltr" }, ...pictures, make("i"), seek, tip);
  p.deck.append(make("div", { class: "track" }, line));

  // Chapters over time and a tick for each paragraph, for the eye only, and only as long as the eye can tell them apart.
  const draw = () => {
    const room = (line.clientWidth || 600) / 8;
    const x = (time) => Math.round(time / length * 1e4) / 10;
    const starts = [0, ...(chapters.length <= room ? chapters.slice(1) : [])];
    const bars = starts.map((time, i) => `M${x(time)} 0H${Math.max(x(time) + 1, x(starts[i + 1] ?? length) - 3)}v10H${x(time)}z`);
    const ticks = paragraphs.length <= room ? paragraphs.map((time) => `M${x(time)} 14h2v4h-2z`) : [];
    for (const picture of pictures) set(picture.firstChild, { d: [...bars, ...ticks].join("") });
  };
  draw();
  const size = new ResizeObserver(draw);
  size.observe(line);
  p.hear("leave", () => size.disconnect());

  const point = (time) => {
    tip.hidden = false;
    const title = p.titles.length > 1 && p.titles[lastUpTo(time + 0.02, chapters)];
    tip.textContent = clock(time) + (title ? ` · ${title}` : "");
    line.style.setProperty("--tip", time / length);
  };
  const rest = () => { if (p.focused() === seek && seek.matches(":focus-visible")) point(p.position()); else tip.hidden = true; };
  p.on(line, "pointermove", (e) => {
    const { left, width } = line.getBoundingClientRect();
    point(within((e.clientX - left) / width, 0, 1) * length);
  });
  p.on(line, "pointerleave pointercancel", rest);
  p.on(seek, "input", () => p.jump(Number(seek.value)));
  p.on(seek, "focus", () => p.tell("show", true));
  p.on(seek, "blur", rest);
  p.hear("show", (asked) => {
    const at = p.position();
    line.style.setProperty("--at", at / length);
    if (p.focused() === seek && !asked) return; // a slider that moves under the focus would be spoken each time
    seek.value = at;
    set(seek, { "aria-valuetext": fill(words.of, say(at, lang), say(Math.round(length), lang)) });
    if (asked) rest();
  });
}
