// Playing, waiting, failing, trying again; where we are and how to go elsewhere. Times are in seconds.
function sound(p) {
  const { audio, length, starts, root } = p;
  let wanted = null, soon = 0, slow = 0, late = false;
  p.position = () => wanted ?? audio.currentTime;
  p.settled = () => wanted == null;
  p.start = () => {
    if (audio.error || audio.networkState === HTMLMediaElement.NETWORK_NO_SOURCE) { // a sound that failed once is asked for again
      wanted = p.position();
      p.alert("");
      audio.load();
    }
    return audio.play().catch((error) => error.name === "NotSupportedError" && fail());
  };
  p.jump = (time) => {
    wanted = within(time, 0, length);
    if (audio.readyState) { audio.currentTime = wanted; wanted = null; }
    p.tell("show", true);
  };
  p.open = (time) => { p.jump(time + 0.001); p.tell("moved"); }; // inside: a seek may land a hair before
  p.listen = (time) => { p.open(time); p.start(); };
  p.move = (by) => p.jump(p.position() + by);
  p.step = (by) => { // back goes to the start of this paragraph first, as music players do
    const at = lastUpTo(p.position() + 0.02, p.paragraphs);
    p.open(p.paragraphs[within(by < 0 && p.position() - p.paragraphs[at] > 2 ? at : at + by, 0, p.paragraphs.length - 1)] || 0);
  };
  p.go = (link) => {
    const [, kind, value] = /[#&](t|p)=([\d.:]+)/.exec(link) || [];
    const sentence = kind === "p" && root.querySelector(`[id="p=${value}"] [data-start]`);
    if (kind === "t") p.open(value.split(":").reduce((sum, part) => sum * 60 + Number(part), 0) || 0);
    else if (sentence) p.open(sentence.dataset.start / 1000);
    return kind === "t" || sentence;
  };
  p.faster = (by) => { audio.playbackRate = RATES[within(lastUpTo(audio.playbackRate, RATES) + by, 0, RATES.length - 1)]; };
  const starved = () => !audio.paused && !audio.error && audio.readyState < 3;
  p.waiting = () => late; // so long that it is worth a word: a moment's wait changed the button's name twice, and both were heard

  const fail = () => audio.error && p.alert(p.words.error); // not for a failure that was tried again meanwhile
  const dress = () => p.tell("dress");
  const calm = () => { clearTimeout(soon); clearTimeout(slow); soon = 0; late = false; };
  const wait = () => {
    if (!starved()) {
      calm();
      if (!audio.error) p.alert("");
    } else if (!soon) {
      soon = setTimeout(() => { late = starved(); dress(); }, 400);
      slow = setTimeout(() => starved() && p.alert(p.words.waiting), 2000);
    }
    dress();
  };
  p.on(audio, "play pause ratechange volumechange", dress);
  p.on(audio, "play waiting playing canplay seeking seeked pause", wait);
  p.on(audio, "play", () => { claim(audio); p.tell("frame"); });
  p.on(audio, "timeupdate seeked ended", () => p.tell("show"));
  p.on(audio, "loadedmetadata", () => wanted != null && p.jump(wanted));
  p.on(audio, "error", () => { calm(); fail(); dress(); });
  // All of several formats failed: the last one, the MP3, is asked for by itself, so that this is told and tried again as ever.
  const mp3 = audio.querySelector("source:last-of-type");
  if (mp3) p.on(mp3, "error", () => { audio.src = mp3.src; });
  p.hear("ready", () => { voices.add(audio); if (audio.error) fail(); dress(); });
  p.hear("leave", () => { voices.delete(audio); calm(); });
}
