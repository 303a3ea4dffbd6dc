// data-stats on the element, ?stats on the page and the frame (off by default): tells the service what was reached, each
// thing once a load; nothing of the listener. No cookie goes with it, no referrer, and nothing at all where the browser
// says « do not track » or Global Privacy Control.
const objects = () => navigator.doNotTrack === "1" || globalThis.doNotTrack === "1" || navigator.globalPrivacyControl === true;

parts.push((p) => {
  const { host } = p.root.getRootNode();
  const wanted = host ? host.dataset.stats : new URLSearchParams(location.search).has("stats") ? "" : undefined;
  if (wanted === undefined || objects()) return;
  const { audio, here: { src }, length } = p;
  const to = new URL(wanted || "../../beacon", src);
  const edition = decodeURIComponent(new URL(src).pathname.split("/").at(-2));
  const told = new Set();
  const report = (kind, value) => {
    if (told.has(kind + value)) return;
    told.add(kind + value);
    const body = JSON.stringify({ edition, kind, value });
    fetch(to, { method: "POST", body, keepalive: true, mode: "no-cors", credentials: "omit", referrerPolicy: "no-referrer" }).catch(() => {});
  };
  const begun = () => { report("play"); if (p.chapter >= 0 && p.titles.length > 1) report("chapter", p.chapter + 1); };
  p.on(audio, "playing", begun);
  p.hear("chapter", () => { if (!audio.paused) begun(); });
  let last = 0;
  p.on(audio, "timeupdate ended", () => {
    if (audio.seeking) return;
    for (const percent of [25, 50, 75, 100]) {
      const mark = (length - LAST_S) * percent / 100;
      if (last >= mark || p.position() < mark) continue;
      report("quarter", percent);
      if (percent === 25) report("speed", audio.playbackRate);
    }
    last = p.position();
  });
  p.on(audio, "seeking", () => { last = p.position(); }); // what is jumped over was not listened to
});
