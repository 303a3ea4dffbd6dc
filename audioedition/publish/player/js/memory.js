// What stays from one visit to the next: the place in each edition, the speed; and the lock screen.
function memory(p) {
  const { audio, length, panel, words, facts: { edition: key } } = p;
  let savedAt = 0;
  const save = () => {
    if (!p.settled()) return;
    savedAt = Date.now();
    write(key, { at: audio.ended ? 0 : audio.currentTime, rate: audio.playbackRate });
    write("rate", audio.playbackRate);
  };
  p.on(window, "pagehide", save);
  p.hear("leave", save);
  p.on(audio, "pause seeked ratechange ended", save);
  p.on(audio, "timeupdate", () => { if (Date.now() - savedAt > 5000 && !audio.paused) save(); });
  const { at, rate } = read(key) || {};
  audio.defaultPlaybackRate = audio.playbackRate = RATES[lastUpTo(rate || read("rate") || 1, RATES)] || 1;
  p.resume = () => {
    if (!(at > 10 && at < length - 5)) return;
    p.jump(at);
    const restart = make("button", { type: "button" }, words.restart);
    const note = make("p", { class: "resumed" }, fill(words.resumed, clock(at)) + " ", restart);
    p.on(restart, "click", () => { p.jump(0); p.play.focus(); note.remove(); });
    panel.prepend(note);
  };
}

function lockScreen(p) {
  const { audio, length, chapters, facts } = p;
  const media = navigator.mediaSession;
  if (!media) return;
  const tell = () => {
    if (audio.paused) return;
    const artwork = facts.artwork ? [{ src: new URL(facts.artwork, document.baseURI).href }] : [];
    media.metadata = new MediaMetadata({ title: facts.title, artist: facts.site || facts.byline || "", album: p.titles[p.chapter] ?? "", artwork,
      chapterInfo: p.titles.map((title, i) => ({ title, startTime: chapters[i], artwork: [] })) });
    const turn = (by) => () => chapters[p.chapter + by] != null && p.open(chapters[p.chapter + by]);
    const known = { play: p.start, pause: () => audio.pause(), seekbackward: p.acts.back, seekforward: p.acts.forward,
      seekto: (e) => p.jump(e.seekTime), previoustrack: turn(-1), nexttrack: turn(1) };
    try { // browsers know different sets of these
      for (const name in known) media.setActionHandler(name, known[name]);
      media.setPositionState({ duration: length, playbackRate: audio.playbackRate, position: within(p.position(), 0, length) });
    } catch {}
  };
  p.on(audio, "play ratechange seeked", tell);
  p.hear("chapter", tell);
}
