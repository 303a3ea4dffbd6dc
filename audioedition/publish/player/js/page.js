// The page and the iframe: their markup is there already, in one language; « ?lang=en » asks for the other, « ?accent=…&font=…
// &radius=…&logo=… » for the site's own looks. Style is set by script alone, which the page's policy allows; a logo of its own origin.
const page = document.documentElement;
const options = new URLSearchParams(location.search), asked = options.get("lang");
const home = document.querySelector(".ae");
const alike = (lang) => { // this address in another language, the looks kept
  const query = new URLSearchParams(options);
  query.delete("lang");
  if (lang) query.set("lang", lang);
  return "?" + query;
};
if (asked in WORDS && asked !== page.lang) {
  const each = (selector, act) => document.querySelectorAll(selector).forEach(act);
  page.lang = asked;
  each("[data-w]", (node) => { node.textContent = fill(WORDS[asked][node.dataset.w], node.dataset.v); });
  each("[data-day]", (node) => { node.textContent = new Date(node.dataset.day).toLocaleDateString(asked, { dateStyle: "long", timeZone: "UTC" }); });
  each("[hreflang]", (node) => set(node, { lang: node.hreflang = asked === "en" ? "fr" : "en", href: alike() }));
  each(".player", (node) => set(node, { "aria-label": WORDS[asked].player }));
} else document.querySelectorAll("[hreflang]").forEach((node) => { node.href = alike(node.hreflang); });
const framed = home.classList.contains("embed");
if (framed && options.get("form") === "compact") home.classList.replace("full", "compact");
const [src, index] = ["edition.json", "index.html"].map((name) => new URL(name, location.href.split(/[?#]/)[0]).href);
home.dataset.page = index;
const player = enhance(home, page.lang, location.hash, {
  here: { src, page: index, title: home.dataset.title, seconds: home.dataset.duration / 1000 },
  offers: () => readFeed(new URL("../feed.xml", src).href),
  playOn: (entry) => location.assign(entry.page.replace(/index\.html$/, location.pathname.split("/").pop() || "index.html") + location.search + "#play"),
});
brand(home, (name) => (options.get(name) ?? "").trim(), player.on);
if (options.get("logo")) home.querySelector(".head > div, header").prepend(make("img", { class: "logo", src: options.get("logo"), alt: home.dataset.site || "" }));
on(window, "hashchange", () => player.go(location.hash));
if (location.hash === "#play") player.start();

// A frame is as high as what it shows, where the page around it listens (embed.js, audio-edition.js).
if (framed && parent !== window) new ResizeObserver(() => parent.postMessage({ audioedition: "height", height: home.getBoundingClientRect().height }, "*")).observe(home);
