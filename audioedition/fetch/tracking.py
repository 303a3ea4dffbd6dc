"""An address without what only tells where a reader came from: ``?utm_source=``, ``#xtor=RSS-3``, ``fbclid``… Pure.

Two feeds of one site name the same article with different marks. Here they are the same address, and only what tells
one article from another is left: ``?id=12`` stays.
"""

from __future__ import annotations

import re
from urllib.parse import unquote_plus, urlsplit, urlunsplit

# What the senders' own manuals name. Google Analytics and Ads, Piano (AT Internet), Meta, Microsoft, X, TikTok,
# LinkedIn, Snap, Pinterest, Yandex, Matomo, Mailchimp, HubSpot, Marketo, Adobe, Salesforce, Eloqua, Vero, Omeda,
# Echobox, Outbrain, Taboola, Yahoo, Webtrekk, Brevo, Batch, web servers' sessions.
TRACKING_NAMES = re.compile(
    r"utm\w*|g(?:clid|clsrc|braid)|wbraid|dclid|gad_\w+|srsltid|_ga|_gl|gs_l|"
    r"at_\w+|xtor|xtref|xtcr|xtmc|xtnp|xtdt|xtloc|xts|estat_\w+|"
    r"fbclid|fb_(?:action_\w+|source|ref)|mibextid|igshi?d?|"
    r"msclkid|cvid|twclid|__twitter_impression|ref_(?:src|url)|ttclid|tt_(?:medium|content)|li_fat_id|trk\w*|"
    r"sccid|epik|y(?:s)?clid|_openstat|(?:pk|mtm|piwik|matomo)_\w+|"
    r"mc_[ce]id|mc_tc|_hs(?:enc|mi)|__hs\w+|hsctatracking|hsa_\w+|mkt_tok|"
    r"s_(?:cid|kwcid)|ef_id|cmp(?:id)?|icid|ocid|ncid|smid|ns_\w+|sfmc_\w+|elq\w*|vero_\w+|oly_\w+|"
    r"echobox|obclickid|dicbo|tblci|taclid|guc(?:counter|e_referrer\w*)|wt\.\w+|wt_\w+|wtmc|lmd_\w+|"
    r"phpsessid|jsessionid|aspsessionid\w*",
    re.IGNORECASE | re.ASCII,
)
"""Names that never tell an article from another. The player's script (``publish/player/js/auto.js``) has the same
pattern, letter for letter; a test holds the two together."""
_CHANNEL_NAMES = re.compile(
    r"from|source|src|ref|referr?er|origine?|via|medium|provenance|chan(?:nel)?|canal|share|partage|rss|feed|flux",
    re.IGNORECASE,
)
_CHANNELS = re.compile(
    r"(?:rss|atom|feed|flux|news-?letter|nl|e?-?mail|courriel|twitter|facebook|fb|x|linkedin|whatsapp|telegram"
    r"|instagram|threads|bluesky|mastodon|messenger|push|notif\w*|app|google|gnews|flipboard|upday|msn|bing|social"
    r"|share|partage|home(?:page)?|accueil|une)(?:[-_.+ ]?\w+)*",
    re.IGNORECASE,
)
_SESSION_IN_PATH = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)
_NAMED_PATH = re.compile(r"\w+(?:[-_]\w+){2,}|\d{5,}")
"""A path that names an article by itself: words in a row, or a number."""
_DEFAULT_PORTS = {"http": 80, "https": 443}


def without_tracking(url: str) -> str:
    """The address by which an article is known: no tracking parameters, no fragment, host in lower case.

    Parameters that are left keep their order and their spelling; what is no http(s) address comes back as it is.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return url
    if parts.scheme.lower() not in _DEFAULT_PORTS or not parts.hostname:
        return url
    scheme = parts.scheme.lower()
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    netloc = host if port in (None, _DEFAULT_PORTS[scheme]) else f"{host}:{port}"
    path = _SESSION_IN_PATH.sub("", parts.path) or "/"
    named = bool(_NAMED_PATH.search(path.rsplit("/", 1)[-1] or path.rsplit("/", 2)[-2]))
    query = "&".join(p for p in parts.query.split("&") if p and not is_tracking(p, named=named))
    # « #!/article/3 » and « #/article/3 » are how pages without addresses of their own tell their articles apart
    fragment = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    return urlunsplit((scheme, netloc, path, query, fragment))


def is_tracking(parameter: str, *, named: bool) -> bool:
    """Whether ``name=value`` says nothing of what is asked for.

    ``named``: the path names an article by itself. Only then a doubtful name (« source », « session ») goes, by the
    list that courlan keeps, and never with a bare number, which may be the article's own.
    """
    name, _, value = parameter.partition("=")
    name, value = unquote_plus(name), unquote_plus(value)
    if TRACKING_NAMES.fullmatch(name):
        return True
    if _CHANNEL_NAMES.fullmatch(name) and (_CHANNELS.fullmatch(value) or value in ("", "1", "true")):
        return named or (bool(value) and not value.isdigit())
    if not named or value.isdigit():
        return False
    from courlan.clean import TRACKERS_RE  # here: a tenth of a second, for the few that come this far

    return TRACKERS_RE.search(name.lower()) is not None
