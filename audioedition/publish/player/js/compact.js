// One line of 64 px: « Écouter l’article · 3 min ». It opens in place when one listens, and folds up again.
function compact(p) {
  const { root, lang, length, audio, words } = p;
  if (!root.classList.contains("compact")) return;
  let begun = false;
  const label = (display) => fill(words.listen, about(length, lang, display));
  const who = words[root.dataset.neural ? "by_ai" : "by_machine"];
  p.play.append(make("span", { class: "label", "aria-hidden": true }, make("b", {}, label("short")), make("small", {}, who)));
  const toggle = p.button("unfold", () => unfold(!root.classList.contains("open")));
  p.bar.append(toggle);
  function unfold(open) {
    begun = true;
    root.classList.add("begun");
    root.classList.toggle("open", open);
    const name = words[open ? "reduce" : "unfold"];
    set(toggle, { "aria-expanded": open, "aria-label": name, title: name });
    p.tell("dress");
    p.tell("unfolded");
  }
  set(toggle, { "aria-expanded": false });
  p.unfold = () => unfold(true);
  p.on(audio, "play", () => begun || unfold(!p.folded)); // folded: started from elsewhere in the page, which must not move
  p.hear("dress", () => {
    if (!begun) set(p.play, { "aria-label": `${label("long")}. ${who}`, title: null });
    set(p.play, { "aria-expanded": begun ? (root.classList.contains("open") ? true : null) : false });
  });
}
