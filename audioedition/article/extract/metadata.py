"""What a page says of itself: JSON-LD first, then OpenGraph and other meta tags, then the page's own marks."""

from __future__ import annotations

import email.utils
import html
import re
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from audioedition.article.extract.clean import clean_characters, one_line
from audioedition.article.extract.linked import Linked, read_linked
from audioedition.article.extract.paid_part import shows_paid_part, withholds_rest
from audioedition.model import Metadata

_TAG = re.compile(r"<[^>]{1,300}>")
_LOCALE = re.compile(r"^[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$")
_FRONT = re.compile(r"/?(?:index\.\w{2,5})?", re.I)
_DATE = re.compile(r"^(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}\S*|$)")
# Where pages say what they are, the surest first.
_TITLES = ("og:title", "twitter:title", "dc.title", "citation_title")
_DESCRIPTIONS = ("og:description", "description", "twitter:description", "dc.description")
_AUTHORS = ("author", "article:author", "dc.creator", "citation_author", "parsely-author", "byl")
_PUBLISHED = (
    "article:published_time", "datepublished", "og:article:published_time", "date", "pubdate", "dc.date",
    "dc.date.issued", "dcterms.date", "dcterms.created", "citation_publication_date", "parsely-pub-date",
)  # fmt: skip
_UPDATED = ("article:modified_time", "datemodified", "og:updated_time", "dcterms.modified", "last-modified")
_RUBRICS = ("article:section", "og:article:section", "parsely-section")
_IMAGES = ("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src")
_TITLE_TAIL = re.compile(r"\s+[|•·]\s+[^|•·]{2,60}$")
_NAMED_TITLE = re.compile(r"(?:^|\s)(?:title|msotitle|doc-title|document-title)(?:\s|$)", re.I)
_MAX_META = 1_000
_COUNT_DIGITS = 6
_SEPARATED = re.compile(r"\s*(?:[|•·:–—-]|::)\s")
_BY = re.compile(r"^(?:par|by|de)\s+", re.I)


@dataclass(frozen=True, slots=True)
class Declared:
    """The page's account of itself."""

    metadata: Metadata
    body_text: str = ""
    words: int = 0
    free: bool | None = None
    paid_shown: bool = False
    kind: str = ""


def read_metadata(root: HtmlElement, url: str | None) -> Declared:
    """Everything the page declares; fields that it does not declare are ``None``."""
    meta = _meta_tags(root)
    base = _base(root, url)
    canonical = _first(*(_own(told, url, base) for told in (_canonical(root), meta.get("og:url"))))
    printed = _title(root)
    titles = [fold_title(t) for t in (printed, meta.get("og:title")) if t]
    here = {absolute_address(address, base) for address in (canonical, url)} - {None}

    def is_this_page(thing: dict[str, Any]) -> bool:
        headline = fold_title(_text(thing.get("headline")) or "")
        own = thing.get("mainEntityOfPage")
        addresses = (thing.get("url"), own.get("@id") if isinstance(own, dict) else own)
        return any(isinstance(a, str) and absolute_address(a, base) in here for a in addresses) or (
            len(headline) > 8 and any(title.startswith(headline) for title in titles)
        )

    linked = read_linked(root, is_this_page)
    site = _first(meta.get("og:site_name"), _names(linked.get("publisher")), meta.get("application-name"))
    canonical = _first(canonical, _own(_text(linked.get("url")), url, base))
    body = linked.article.get("articleBody")
    return Declared(
        metadata=Metadata(
            title=_first(
                _text(linked.get("headline")), *(meta.get(k) for k in _TITLES), printed, _named_title(root)
            ),
            standfirst=_first(_text(linked.get("description")), *(meta.get(k) for k in _DESCRIPTIONS)),
            byline=_first(
                _names(linked.get("author", "creator")),
                *(_author(meta.get(k)) for k in _AUTHORS),
                _rel_author(root),
            ),
            published=_first(
                _date(linked.get("datePublished", "dateCreated")),
                *(_date(meta.get(k)) for k in _PUBLISHED),
                _time_tag(root),
            ),
            updated=_first(_date(linked.get("dateModified")), *(_date(meta.get(k)) for k in _UPDATED)),
            site=site,
            url=_first(absolute_address(canonical, base), url),
            language=_language(root, meta, linked),
            image=absolute_address(
                _first(_image(linked.get("image", "thumbnailUrl")), *(meta.get(k) for k in _IMAGES)),
                base or canonical,
            ),
            rubric=_first(_text(linked.get("articleSection")), *(meta.get(k) for k in _RUBRICS)),
        ),
        body_text=_plain(body) if isinstance(body, str) else "",
        words=_count(linked.article.get("wordCount")),
        free=False if withholds_rest(root) else _boolean(linked.article.get("isAccessibleForFree")),
        paid_shown=shows_paid_part(root, linked.article),
        kind=_text(linked.get("@type"))
        or linked.other
        or ("Product" if meta.get("og:type") == "product" else ""),
    )


def _first(*values: str | None) -> str | None:
    return next((v for v in values if v), None)


def _text(value: Any) -> str | None:
    """A JSON value as one line of text without entities and tags."""
    if isinstance(value, list):
        value = value[0] if value else None
    if not isinstance(value, str):
        return None
    return one_line(clean_characters(_TAG.sub("", html.unescape(html.unescape(value))))) or None


def _plain(body: str) -> str:
    return clean_characters(_TAG.sub("\n", html.unescape(body))) if body else ""


def _names(value: Any) -> str | None:
    """Names of JSON-LD persons or organisations, joined as French does: « A, B et C »."""
    things = value if isinstance(value, list) else [value]
    names: list[str] = []
    for thing in things[:8]:
        name = thing.get("name") if isinstance(thing, dict) else thing
        text = _author(_text(name) if not isinstance(name, list) else _names(name))
        if text and text not in names:
            names.append(text)
    if len(names) > 1:
        return ", ".join(names[:-1]) + " et " + names[-1]
    return names[0] if names else None


def _author(value: str | None) -> str | None:
    if not value or "://" in value or len(value) > 120:
        return None
    return _BY.sub("", value).strip(" ,;") or None


def _meta_tags(root: HtmlElement) -> dict[str, str]:
    tags: dict[str, str] = {}
    for element in root.iter("meta"):
        key = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        content = _text(element.get("content")) if key and len(tags) < _MAX_META else None
        if content:
            tags.setdefault(key, content)
    return tags


def _title(root: HtmlElement) -> str | None:
    """The title element's text without the site's name: what follows a heading of the page, or a bar."""
    element = root.find(".//title")
    title = _text(element.text) if element is not None else None
    if not title:
        return None
    for heading in islice(root.iter("h1", "h2"), 20):
        text = one_line(clean_characters("".join(heading.itertext())))
        if (
            len(text) > 8
            and _SEPARATED.match(title[len(text) :])
            and fold_title(title).startswith(fold_title(text))
        ):
            return title[: len(text)]
    bare = _TITLE_TAIL.sub("", title)
    return bare if len(bare.split()) >= 3 else title


def fold_title(text: str) -> str:
    """For comparing titles: lower case, one kind of apostrophe and space."""
    return text.lower().replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")


def _named_title(root: HtmlElement) -> str | None:
    """The paragraph that a word processor calls the title, on a page without a title element."""
    for element in islice(root.iter("p"), 5):
        if _NAMED_TITLE.search(element.get("class") or ""):
            return one_line(clean_characters("".join(element.itertext()))) or None
    return None


def _rel_author(root: HtmlElement) -> str | None:
    """The text of the first link to the author."""
    for element in root.iter("a"):
        if "author" in (element.get("rel") or "").lower().split():
            return _author(one_line(clean_characters("".join(element.itertext()))))
    return None


def _base(root: HtmlElement, url: str | None) -> str | None:
    """What the page's own addresses are relative to."""
    element = root.find(".//base[@href]")
    return absolute_address(element.get("href"), url) or url if element is not None else url


def _canonical(root: HtmlElement) -> str | None:
    for element in root.iter("link"):
        if "canonical" in (element.get("rel") or "").lower().split():
            return element.get("href") or None
    return None


def _own(address: str | None, url: str | None, base: str | None) -> str | None:
    """Not the site's front page, which templates name on every page: all articles would be one."""
    told = absolute_address(address, base)
    return None if told is None or (_is_front(told) and not (url and _is_front(url))) else address


def _is_front(address: str) -> bool:
    parts = urlsplit(address)
    return _FRONT.fullmatch(parts.path) is not None and not parts.query and not parts.fragment


def absolute_address(address: str | None, base: str | None) -> str | None:
    """An http(s) address as a page at ``base`` means it; ``None`` for any other."""
    if not address:
        return None
    try:
        address = urljoin(base or "", address.strip())
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.hostname else None


def _image(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("url") or value.get("contentUrl")
        return _image(value) if isinstance(value, list) else value if isinstance(value, str) else None
    return value if isinstance(value, str) else None


def _date(value: Any) -> str | None:
    """As ISO 8601; a day that is in no calendar is no date. The date of a mail's or a feed's form is turned."""
    if not isinstance(value, str):
        return None
    value = value.strip()
    iso = _DATE.match(value)
    if iso:
        year, month, day = map(int, iso.groups())
        return (
            value.replace(" ", "T", 1).replace(" ", "")
            if year and 1 <= month <= 12 and 1 <= day <= 31
            else None
        )
    try:
        return email.utils.parsedate_to_datetime(value).isoformat() if "," in value[:5] else None
    except (ValueError, TypeError, OverflowError):
        return None


def _time_tag(root: HtmlElement) -> str | None:
    times = [t for t in islice(root.iter("time"), 200) if _date(t.get("datetime"))]
    for element in (t for t in times if "published" in f"{t.get('itemprop')} {t.get('class')}".lower()):
        return _date(element.get("datetime"))
    return _date(times[0].get("datetime")) if times else None


def _language(root: HtmlElement, meta: dict[str, str], linked: Linked) -> str | None:
    for value in (
        root.get("lang"),
        root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        _text(linked.get("inLanguage")),
        meta.get("og:locale"),
        meta.get("language"),
    ):
        if value and _LOCALE.match(value.strip()):
            language, _, region = value.strip().replace("_", "-").partition("-")
            return f"{language.lower()}-{region.upper()}" if region else language.lower()
    return None


def _count(value: Any) -> int:
    """A number, also where it is written as text; 0 for anything else."""
    text = str(value).strip()
    return int(text) if len(text) <= _COUNT_DIGITS and text.isdecimal() else 0


def _boolean(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in ("true", "false"):
        return value.strip().lower() == "true"
    return None
