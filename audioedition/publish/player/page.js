// The page and the iframe: their markup is there already, in one language; « ?lang=en » asks for the other.
const page = document.documentElement;
const asked = new URLSearchParams(location.search).get("lang");
if (asked in WORDS && asked !== page.lang) {
  page.lang = asked;
  for (const element of document.querySelectorAll("[data-w]")) element.textContent = fill(WORDS[asked][element.dataset.w], element.dataset.v);
  for (const element of document.querySelectorAll("[data-day]")) element.textContent = new Date(element.dataset.day).toLocaleDateString(asked, { dateStyle: "long", timeZone: "UTC" });
  for (const link of document.querySelectorAll("[hreflang]")) set(link, { lang: link.hreflang = asked === "en" ? "fr" : "en", href: "?" });
  set(document.querySelector(".player"), { "aria-label": WORDS[asked].player });
}
const { go } = enhance(document.querySelector(".ae"), page.lang, location.hash);
on(window, "hashchange", () => go(location.hash));
