// data-stats (off by default): tells the service what was reached, each thing once a load; nothing of the listener. No
// cookie goes with it, no referrer, and nothing at all where the browser says « do not track » or Global Privacy Control.
const objects = () => navigator.doNotTrack === "1" || globalThis.doNotTrack === "1" || navigator.globalPrivacyControl === true;

extensions.push((element, { url, player }) => {
  const { stats } = element.dataset;
  if (stats === undefined || objects()) return;
  const to = new URL(stats || "../../beacon", url);
  const edition = decodeURIComponent(url.pathname.split("/").at(-2));
  const told = new Set();
  const tell = (kind, value) => {
    if (told.has(kind + value)) return;
    told.add(kind + value);
    const body = JSON.stringify({ edition, kind, value });
    fetch(to, { method: "POST", body, keepalive: true, mode: "no-cors", credentials: "omit", referrerPolicy: "no-referrer" }).catch(() => {});
  };
  const { audio } = player;
  const begun = () => { tell("play"); if (player.chapter >= 0 && player.titles?.length > 1) tell("chapter", player.chapter + 1); };
  player.on(audio, "playing", begun);
  player.hear("chapter", () => { if (!audio.paused) begun(); });
  player.on(element, "audioedition:progress", ({ detail: { percent } }) => {
    tell("quarter", percent);
    if (percent === 25) tell("speed", audio.playbackRate);
  });
});
