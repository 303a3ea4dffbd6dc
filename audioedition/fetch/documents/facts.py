"""What the properties of a file say, as far as it can be believed. Pure."""

from __future__ import annotations

import html
import re
import unicodedata

_TAG = re.compile(r"<[^>]*>")
_H1 = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
_HEAD_CHARS = 8_000
_NOBODY = re.compile(
    r"(?:user|utilisateur|admin|administrat\w*|owner|propri[ée]taire|author|auteur|unknown|inconnu|anonymous|anonyme"
    r"|microsoft|windows|office|word|libreoffice|openoffice|python-docx|apache poi|calibre|pc|poste|root|default"
    r"|secr[ée]tariat|accueil)\b",
    re.IGNORECASE,
)
"""What programs and offices write in an author's place."""
_NO_NAME = re.compile(r"[@/\\_\d]|https?:")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(T\d{2}:\d{2}(?::\d{2})?)?(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_]([A-Za-z]{2}))?", re.IGNORECASE)
_LONGEST_BYLINE, _LONGEST_TITLE = 120, 300


def title_of(told: str | None, body: str) -> str | None:
    """The title: the first heading of the text, else the property where the text begins with it or has none.

    Properties stay behind when a file is written over, or bear the name of a template: without the text they are not
    believed."""
    heading = _H1.search(body[:_HEAD_CHARS])
    if heading:
        return _line(_TAG.sub("", heading[1]))
    told = _line(told or "")
    if told and len(told) <= _LONGEST_TITLE and folded(told) in folded(_TAG.sub(" ", body[:_HEAD_CHARS])):
        return told
    return None


def byline_of(told: str | None) -> str | None:
    """A person's name; ``None`` for what a program put there."""
    told = _line(told or "")
    if not told or len(told) > _LONGEST_BYLINE or _NOBODY.search(told) or _NO_NAME.search(told):
        return None
    names = [name.strip() for name in re.split(r"\s*[;,]\s*|\s+(?:et|and|&)\s+", told) if name.strip()]
    if not names or any(len(name.split()) < 2 for name in names):  # « jdupont », « Compta »
        return None
    return ", ".join(names[:-1]) + " et " + names[-1] if len(names) > 1 else names[0]


def date_of(told: str | None) -> str | None:
    """ISO 8601; ``None`` for what is none, and for the dates of programs that know none (1601, 1970, 1980)."""
    found = _ISO.fullmatch((told or "").strip())
    if not found or int(found[1]) < 1981 or not 1 <= int(found[2]) <= 12 or not 1 <= int(found[3]) <= 31:
        return None
    return f"{found[1]}-{found[2]}-{found[3]}{found[4] or ''}{(found[5] or '') if found[4] else ''}"


def language_of(told: str | None) -> str | None:
    """BCP 47, language and region."""
    found = _LANGUAGE.fullmatch((told or "").strip())
    if not found or found[1].lower() in ("zxx", "und"):
        return None
    return f"{found[1].lower()}-{found[2].upper()}" if found[2] else found[1].lower()


def folded(text: str) -> str:
    """Letters and figures alone, for comparing."""
    plain = unicodedata.normalize("NFKD", html.unescape(text)).lower()
    return "".join(c for c in plain if c.isalnum())


def _line(text: str) -> str | None:
    return " ".join(html.unescape(text).split()) or None
