// The page and the iframe: their markup is there already, in one language; « ?lang=en » asks for the other.
const page = document.documentElement;
const options = new URLSearchParams(location.search), asked = options.get("lang");
const home = document.querySelector(".ae");
if (asked in WORDS && asked !== page.lang) {
  const each = (selector, act) => document.querySelectorAll(selector).forEach(act);
  page.lang = asked;
  each("[data-w]", (node) => { node.textContent = fill(WORDS[asked][node.dataset.w], node.dataset.v); });
  each("[data-day]", (node) => { node.textContent = new Date(node.dataset.day).toLocaleDateString(asked, { dateStyle: "long", timeZone: "UTC" }); });
  each("[hreflang]", (node) => set(node, { lang: node.hreflang = asked === "en" ? "fr" : "en", href: "?" }));
  each(".player", (node) => set(node, { "aria-label": WORDS[asked].player }));
}
const framed = home.classList.contains("embed");
if (framed && options.get("form") === "compact") home.classList.replace("full", "compact");
const [src, index] = ["edition.json", "index.html"].map((name) => new URL(name, location.href.split(/[?#]/)[0]).href);
home.dataset.page = index;
const player = enhance(home, page.lang, location.hash, {
  here: { src, page: index, title: home.dataset.title, seconds: home.dataset.duration / 1000 },
  offers: () => readFeed(new URL("../feed.xml", src).href),
  playOn: (entry) => location.assign(entry.page.replace(/index\.html$/, location.pathname.split("/").pop() || "index.html") + location.search + "#play"),
});
on(window, "hashchange", () => player.go(location.hash));
if (location.hash === "#play") player.start();

// A frame is as high as what it shows, where the page around it listens (embed.js, audio-edition.js).
if (framed && parent !== window) new ResizeObserver(() => parent.postMessage({ audioedition: "height", height: home.getBoundingClientRect().height }, "*")).observe(home);
