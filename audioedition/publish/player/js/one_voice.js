// One voice at a time: in this page, in frames and the page around them, and in the other tabs of this origin.
const me = Math.random().toString(36).slice(2);
const voices = new Set();
let radio = null;
try { radio = new BroadcastChannel("audioedition"); } catch {}
const hush = (but) => voices.forEach((audio) => audio !== but && audio.pause());
const frames = () => Array.from({ length: window.length }, (_, i) => window[i]);
const post = (target, note) => target.postMessage({ audioedition: "playing", ...note }, "*"); // it says nothing that is not heard

function claim(audio) {
  hush(audio);
  radio?.postMessage(me);
  if (parent !== window) post(parent, { from: me });
  for (const frame of frames()) post(frame, { from: me });
}
if (radio) radio.onmessage = ({ data }) => data !== me && hush();
on(window, "message", ({ data, source }) => {
  if (data?.audioedition !== "playing" || data.from === me || ![parent, ...frames()].includes(source)) return;
  hush();
  if (source !== parent) for (const frame of frames()) frame !== source && post(frame, { from: data.from }); // frames do not see each other
});
