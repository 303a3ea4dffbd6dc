// The page and the iframe: their markup is already there.
const root = document.querySelector(".ae");
const asked = new URLSearchParams(location.search).get("lang");
const lang = asked in WORDS ? asked : document.documentElement.lang;
if (lang !== document.documentElement.lang) {
  document.documentElement.lang = lang;
  relabel(document, lang);
}
const { go } = enhance(root, lang, location.hash);
addEventListener("hashchange", () => go(location.hash));
