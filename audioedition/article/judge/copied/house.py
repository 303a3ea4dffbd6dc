"""Plain text: the last lines in which a site says what it is: « La Voix du Plateau, un journal qui… ».

What the site is called is read off the page: behind the headline in its title, beside ©, in its addresses. A last
paragraph that is about it and says next to none of the article's words is none of the article's. Who answered the
newspaper, or was asked by it, is told by the article itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from audioedition.article.chrome import fold
from audioedition.article.judge.copied.strangers import long_words
from audioedition.article.judge.features import Line
from audioedition.article.judge.speech import address
from audioedition.article.judge.verdict import Verdict, drop

_LAST_LINES, _LEAST_PARAGRAPHS, _SPEAKS = 5, 2, 2
_SHARED = 0.34
_SUBJECT_CHARS = 45
"""The name stands so near the sentence's beginning where it is its subject."""
_NAME_CHARS, _NAME_WORDS, _MOST_NAME_WORDS = 4, 2, 10
_TITLE_PARTS = re.compile(r"\s+[-–—|•·]+\s+")
_OWNED = re.compile(r"(?:©|\bcopyright\b)\W*(?:\d{4}(?:\W{1,3}\d{4})?)?\W*(?P<name>[^|©•.–—-]{3,60})", re.I)
_DOMAIN = re.compile(
    r"(?:@|\bwww\.|//)\]?(?:www\.)?(?P<name>[a-z0-9-]{4,40})\.(?:com|fr|net|org|ch|be|ca|info|eu|tv)\b", re.I
)
_NETWORKS = frozenset(
    "facebook twitter instagram linkedin youtube whatsapp pinterest tiktok gmail google yahoo hotmail orange".split()
)
_ASKED = re.compile(
    r"\b(?:par|a|au|aux|pour|selon|aupres de|aupres du|devant|contacte par|interroge par)\W*$"
)
_CLOSING = frozenset(
    {
        "related",
        "share",
        "comments",
        "comment_form",
        "newsletter",
        "most_read",
        "reactions",
        "ad",
        "paywall",
        "legal",
    }
)


def drop_house(lines: Sequence[Line], verdicts: list[Verdict]) -> None:
    """Drop, in place, the last lines, from the first that is about the site on, unless they say the article's words."""
    kept = [i for i, v in enumerate(verdicts) if v.kept and v.role != "title"]
    names = frozenset(site_names(lines, verdicts))
    if not names:
        return
    for i in kept[-_LAST_LINES:]:
        above = [j for j in kept if j < i]
        strong = [j for j in above if lines[j].strong and address(lines[j].text) < _SPEAKS]
        behind = [j for j in kept if j >= i]
        if len(strong) < _LEAST_PARAGRAPHS or not _is_about(lines, verdicts, i, names):
            continue
        said = {w for j in above for w in long_words(lines[j])}
        if all(_is_strange(lines[j], said, names) for j in behind if lines[j].prose or lines[j].ends):
            for j in behind:
                verdicts[j] = drop("ad", "says-what-the-site-is")
            return


def site_names(lines: Sequence[Line], verdicts: Sequence[Verdict]) -> Iterator[str]:
    """What the site is called, folded, without signs: behind the headline in its title, behind ©, in addresses."""
    if not lines:
        return
    for part in _TITLE_PARTS.split(lines[0].text)[1:][-1:]:
        yield from _name(part)
    for line, verdict in zip(lines, verdicts, strict=True):
        if verdict.kept:
            continue
        for found in (*_OWNED.finditer(line.block.text[:400]), *_DOMAIN.finditer(line.block.text[:400])):
            yield from _name(found["name"])


def _name(text: str) -> Iterator[str]:
    text = re.sub(r"\.(?:com|fr|net|org|ch|be|ca|info|eu|tv)\b.*$", "", text.strip(), flags=re.I)
    squeezed = _squeeze(text)
    if len(squeezed) >= _NAME_CHARS and squeezed not in _NETWORKS and len(text.split()) <= _MOST_NAME_WORDS:
        yield squeezed


def _squeeze(text: str) -> str:
    return "".join(c for c in fold(text) if c.isalnum())


def _is_about(lines: Sequence[Line], verdicts: Sequence[Verdict], i: int, names: frozenset[str]) -> bool:
    """It begins with the site's name, behind what closes an article or speaking to the reader; or heads an offer."""
    line = lines[i]
    at = _named_at(line.text, names)
    if at is None or "«" in line.text or _ASKED.search(fold(line.text[:at])):
        return False
    closed = any(not v.kept and v.reason in _CLOSING for v in verdicts[max(0, i - 3) : i])
    if not line.ends and not line.prose:
        return _is_offer(lines, verdicts, i, names)
    return at <= _SUBJECT_CHARS and (closed or address(line.text) > 0)


def _is_offer(lines: Sequence[Line], verdicts: Sequence[Verdict], i: int, names: frozenset[str]) -> bool:
    """« Recruter vite avec Tournel » above a paragraph that names the site as well, and speaks to the reader."""
    below = lines[i + 1] if i + 1 < len(lines) and verdicts[i + 1].kept else None
    return below is not None and _named_at(below.text, names) is not None and address(below.text) > 0


def _named_at(text: str, names: frozenset[str]) -> int | None:
    """Where in the text one of the names begins, whole words, one of them with a capital."""
    words = list(re.finditer(r"[^\W_]+", text[:600]))
    for k, word in enumerate(words):
        squeezed = ""
        for other in words[k : k + _MOST_NAME_WORDS]:
            squeezed += _squeeze(other[0])
            named = text[word.start() : other.end()]
            if squeezed in names and named != named.lower():
                return word.start()
    return None


def _is_strange(line: Line, said: set[str], names: frozenset[str]) -> bool:
    """Of its longer words that are not the site's name, few are the article's."""
    own = {w for w in long_words(line) if not any(_squeeze(w) in name for name in names)}
    return len(own & said) <= _SHARED * len(own)
