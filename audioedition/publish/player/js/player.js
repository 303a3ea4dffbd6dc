// Turns the page's native <audio>, chapter links and transcript into a player. All of it works without this file.
// root: the node of class "ae"; lang: fr or en; hash: "#t=83.5", "#t=1:23" or "#p=3". Times are in seconds.
// more: what the page or the element adds to the player beforehand. Each part is a function that takes the player p, adds
// to it, and hears its moments: show (asked), chapter, sentence, word, moved, frame, dress, queue, unfolded, ready, leave.
function enhance(root, lang, hash, more) {
  const off = new AbortController(), moments = {};
  const all = (selector) => [...root.querySelectorAll(selector)];
  const sentences = all("[data-start]"), links = all("[data-t]");
  const starts = sentences.map((sentence) => sentence.dataset.start / 1000);
  const failure = make("p", { role: "alert" });
  const p = {
    root, lang, sentences, starts, links, words: WORDS[lang], facts: root.dataset, length: root.dataset.duration / 1000,
    audio: root.querySelector("audio"), panel: root.querySelector(".player"), box: root.querySelector(".transcript"),
    chapters: links.map((link) => link.dataset.t / 1000),
    titles: links.map((link) => link.firstElementChild.textContent),
    paragraphs: starts.filter((_, i) => !sentences[i].previousElementSibling),
    focused: () => root.getRootNode().activeElement,
    alert: (words) => { if (failure.textContent !== words) failure.textContent = words; },
    on: (target, names, act) => on(target, names, act, off.signal),
    hear: (name, act) => { (moments[name] ??= []).push(act); },
    tell: (name, value) => { for (const act of moments[name] ?? []) act(value); },
    leave: () => { p.audio.pause(); p.tell("leave"); off.abort(); },
    ...more,
  };
  for (const part of [sound, deck, timeline, text, wordByWord, memory, settings, ...parts, lockScreen, compact, shortcuts]) part(p);
  p.panel.append(failure);
  p.tell("ready");
  if (!p.go(hash)) p.resume();
  p.tell("show", true);
  return p;
}
