// <script async src="…/audio-edition.js" data-auto>: one line in a site's template. The page's edition is found by the
// page's own address; where there is none, nothing is shown. data-auto="index": on a static host, by index/….json.
const own = document.currentScript;
// letter for letter what fetch/tracking.py has
const CAMPAIGN = /^(?:utm\w*|g(?:clid|clsrc|braid)|wbraid|dclid|gad_\w+|srsltid|_ga|_gl|gs_l|at_\w+|xtor|xtref|xtcr|xtmc|xtnp|xtdt|xtloc|xts|estat_\w+|fbclid|fb_(?:action_\w+|source|ref)|mibextid|igshi?d?|msclkid|cvid|twclid|__twitter_impression|ref_(?:src|url)|ttclid|tt_(?:medium|content)|li_fat_id|trk\w*|sccid|epik|y(?:s)?clid|_openstat|(?:pk|mtm|piwik|matomo)_\w+|mc_[ce]id|mc_tc|_hs(?:enc|mi)|__hs\w+|hsctatracking|hsa_\w+|mkt_tok|s_(?:cid|kwcid)|ef_id|cmp(?:id)?|icid|ocid|ncid|smid|ns_\w+|sfmc_\w+|elq\w*|vero_\w+|oly_\w+|echobox|obclickid|dicbo|tblci|taclid|guc(?:counter|e_referrer\w*)|wt\.\w+|wt_\w+|wtmc|lmd_\w+|phpsessid|jsessionid|aspsessionid\w*)$/i;

// As publish/address.py has it; a test holds the two together.
function addressKey(address) {
  const { host, pathname, search } = new URL(address);
  const kept = search.slice(1).split("&").filter((pair) => pair && !CAMPAIGN.test(pair.split("=")[0]));
  let rest = pathname.replace(/\/+$/, "") + (kept.length ? "?" + kept.join("&") : "");
  try { rest = decodeURIComponent(rest); } catch {}
  return (host + rest).normalize("NFC");
}
function addressBucket(key) {
  let number = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(key)) number = Math.imul(number ^ byte, 0x01000193);
  return (number >>> 24).toString(16).padStart(2, "0");
}

async function lookUp(address, how) {
  if (how !== "index") {
    const found = (await (await fetch(new URL(`api/lookup?url=${encodeURIComponent(address)}`, own.src), { credentials: "omit" })).json()).edition;
    return found && { src: found.json, page: found.player, title: found.title };
  }
  const key = addressKey(address);
  const folder = (await (await fetch(new URL(`index/${addressBucket(key)}.json`, own.src), { credentials: "omit" })).json())[key];
  if (!Object.hasOwn(Object(folder), "folder")) return null;
  const base = new URL(`${encodeURIComponent(folder.folder)}/`, own.src);
  return { src: new URL("edition.json", base).href, page: new URL("index.html", base).href, title: folder.title };
}

async function placeByItself() {
  const { auto, place, ...data } = own.dataset;
  if (document.readyState === "loading") await new Promise((ready) => addEventListener("DOMContentLoaded", ready, { once: true }));
  if (document.querySelector("audio-edition")) return; // the page has placed its own
  const address = document.querySelector('link[rel~="canonical"]')?.href || location.href;
  if (!/^https?:/.test(address)) return;
  const found = await lookUp(address, auto).catch(() => null); // no answer, no player: the article is read as before
  if (!found) return;
  const after = document.querySelector(place || "article h1, main h1, h1") ?? (own.closest("body") && own);
  const element = make("audio-edition", { src: found.src }, make("a", { href: found.page }, found.title));
  Object.assign(element.dataset, data);
  if (after) after.after(element); else document.querySelector("article, main, body").prepend(element);
}
if (own?.hasAttribute("data-auto")) placeByItself();
