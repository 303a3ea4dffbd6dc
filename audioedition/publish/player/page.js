// The page and the iframe: their markup is there already, in one language; « ?lang=en » asks for the other.
const page = document.documentElement;
const asked = new URLSearchParams(location.search).get("lang");
if (asked in WORDS && asked !== page.lang) {
  const each = (selector, act) => document.querySelectorAll(selector).forEach(act);
  page.lang = asked;
  each("[data-w]", (node) => { node.textContent = fill(WORDS[asked][node.dataset.w], node.dataset.v); });
  each("[data-day]", (node) => { node.textContent = new Date(node.dataset.day).toLocaleDateString(asked, { dateStyle: "long", timeZone: "UTC" }); });
  each("[hreflang]", (node) => set(node, { lang: node.hreflang = asked === "en" ? "fr" : "en", href: "?" }));
  each(".player", (node) => set(node, { "aria-label": WORDS[asked].player }));
}
const { go } = enhance(document.querySelector(".ae"), page.lang, location.hash);
on(window, "hashchange", () => go(location.hash));
