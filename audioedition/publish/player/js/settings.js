// Volume, following, sleep timer, sharing, help: below the bar, each native.
function settings(p) {
  const { audio, words, panel } = p;
  const mute = p.button("mute", p.acts.mute);
  const volume = make("input", { type: "range", class: "volume", min: 0, max: 100, step: 5, "aria-label": words.volume });
  const label = (control, name) => control && make("label", {}, control, " ", name);
  const controls = make("div", { class: "settings" }, make("span", { dir: "ltr" }, mute, volume), label(p.follow, words.follow), label(p.byWord, words.by_word), sleepTimer(p));
  const keys = fold("keys", words.keys, make("p", {}, words.keys_help)), folds = make("div", { class: "folds" }, share(p));
  if (p.root.classList.contains("embed")) folds.append(fold("options", words.settings, controls, keys));
  else {
    panel.append(controls);
    folds.append(keys);
  }
  panel.append(folds);
  p.hear("dress", () => {
    set(mute, { "aria-pressed": audio.muted });
    volume.value = audio.volume * 100;
  });
  p.on(volume, "input", () => { audio.volume = volume.value / 100; audio.muted = false; });
}

function sleepTimer(p) {
  const { audio, words, lang } = p;
  const minutes = [5, 15, 30, 60].map((n) => new Option(amount(n, "minute", lang, "long"), n));
  const select = make("select", { class: "sleep" }, new Option(words.sleep_off, ""), p.chapters.length > 1 ? new Option(words.sleep_chapter, "chapter") : null, ...minutes);
  let timer = 0, chapter = null;
  const stop = () => { audio.pause(); select.value = ""; chapter = null; };
  p.on(select, "change", () => {
    clearTimeout(timer);
    chapter = select.value === "chapter" ? p.chapter : null;
    if (Number(select.value)) timer = setTimeout(stop, select.value * 60_000);
  });
  p.on(audio, "seeked", () => { if (chapter != null) chapter = p.chapter; }); // a chapter that one jumps to is the one that may end
  p.hear("chapter", (at) => { if (chapter != null && at === chapter + 1 && !audio.paused && !audio.seeking) stop(); });
  p.hear("leave", () => clearTimeout(timer));
  return make("label", {}, words.sleep, " ", select);
}

// « Copier le lien à 0:41 », and what the system offers for sharing.
function share(p) {
  const { words, facts } = p;
  const at = () => Math.floor(p.position());
  const address = () => `${facts.page || location.href.split("#")[0]}#t=${at()}`;
  const copy = make("button", { type: "button", class: "text" }), native = make("button", { type: "button", class: "text" }, words.share_native);
  const field = make("input", { type: "text", readonly: "", "aria-label": words.link, hidden: "" });
  const rename = () => { copy.textContent = fill(words.copy, clock(at())); };
  const details = fold("share", words.share, copy, navigator.share ? native : null, field);
  p.on(details, "toggle", rename);
  p.on(copy, "blur", rename);
  p.hear("show", () => details.open && p.focused() !== copy && rename()); // a name that changes under the focus would be spoken
  p.on(copy, "focus pointerenter", rename);
  p.on(copy, "click", () => {
    const link = address();
    const byHand = () => { field.hidden = false; field.value = link; field.select(); };
    if (!navigator.clipboard) byHand(); // pages from disk, frames without leave
    else navigator.clipboard.writeText(link).then(() => { copy.textContent = words.copied; }, byHand);
  });
  p.on(native, "click", () => navigator.share({ title: facts.title, url: address() }).catch(() => {}));
  return details;
}
