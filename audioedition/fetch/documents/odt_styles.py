"""What the styles of an OpenDocument text mean: a heading, a caption, a quotation, bold, struck, hidden. Pure."""

from __future__ import annotations

import re

from lxml import etree

from audioedition.fetch.documents.facts import language_of

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
DC = "{http://purl.org/dc/elements/1.1/}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
# by the names of LibreOffice, in any of its languages' files, and of French newsrooms
_ELEMENTS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(r"title|titre", re.I), "<h1>", "</h1>"),
    (re.compile(r"subtitle|sous-titre|chap(?:o|eau|ô)", re.I), '<p class="chapo">', "</p>"),
    (re.compile(r"intertitre", re.I), "<h2>", "</h2>"),
    (re.compile(r"caption|l[ée]gende|illustration|figure|table", re.I), "<figcaption>", "</figcaption>"),
    (re.compile(r"quotations?|citation|quote", re.I), "<blockquote><p>", "</p></blockquote>"),
    (re.compile(r"header.*|footer.*", re.I), '<p class="running-head">', "</p>"),
)
_LONGEST_CHAIN = 20


class OdtStyles:
    """Of one document; a style that names a parent is what that is."""

    def __init__(self, content: etree._Element, styles: etree._Element | None) -> None:
        self._known: dict[str, etree._Element] = {}
        self._default: etree._Element | None = None
        for root in (styles, content):
            if root is None:
                continue
            for style in root.iter(f"{_STYLE}style"):
                self._known[style.get(f"{_STYLE}name") or ""] = style
            for style in root.iter(f"{_STYLE}default-style"):
                if style.get(f"{_STYLE}family") == "paragraph":
                    self._default = style

    def hides(self, name: str) -> bool:
        return self._property(name, f"{TEXT}display") == "none"

    def element_of(self, element: etree._Element, words: str) -> str:
        """A paragraph or a heading as the element of HTML that its style means."""
        chain = self._names(element.get(f"{TEXT}style-name") or "")
        for pattern, opening, closing in _ELEMENTS:
            if any(pattern.fullmatch(name) for name in chain):
                return f"{opening}{words}{closing}"
        level = element.get(f"{TEXT}outline-level") or self._level(chain)
        if element.tag == f"{TEXT}h" or level:
            rank = int(level) if level and level.isdigit() else 2
            return f"<h{min(max(rank, 1), 6)}>{words}</h{min(max(rank, 1), 6)}>"
        name = element.get(f"{TEXT}style-name") or ""
        return f"<p>{self._bold(name, words)}</p>"

    def marked(self, name: str | None, words: str) -> str:
        """The words of a span: bold, struck out, raised."""
        if name is None:
            return words
        if (self._property(name, f"{_STYLE}text-line-through-style") or "none") != "none":
            return f"<s>{words}</s>"
        if (self._property(name, f"{_STYLE}text-position") or "").startswith(("super", "33", "58")):
            return f"<sup>{words}</sup>"
        return self._bold(name, words)

    def language(self) -> str | None:
        """Of the default style."""
        if self._default is None:
            return None
        found = self._default.find(f"{_STYLE}text-properties")
        if found is None:
            return None
        return language_of(f"{found.get(f'{_FO}language')}-{found.get(f'{_FO}country')}")

    def _bold(self, name: str, words: str) -> str:
        weight = self._property(name, f"{_FO}font-weight") or ""
        return f"<b>{words}</b>" if weight in ("bold", "700", "800", "900") else words

    def _chain(self, name: str) -> list[etree._Element]:
        found: list[etree._Element] = []
        while name and len(found) < _LONGEST_CHAIN and (style := self._known.get(name)) is not None:
            found.append(style)
            name = style.get(f"{_STYLE}parent-style-name") or ""
        return found

    def _names(self, name: str) -> list[str]:
        """Its own name and those of what it comes from, as a person reads them (« Heading_20_2 » is « Heading 2 »)."""
        return [
            style.get(f"{_STYLE}display-name") or (style.get(f"{_STYLE}name") or "").replace("_20_", " ")
            for style in self._chain(name)
        ]

    def _level(self, chain: list[str]) -> str | None:
        for name in chain:
            found = re.fullmatch(r"(?:heading|titre|überschrift) (\d)", name, re.IGNORECASE)
            if found:
                return found[1]
        return None

    def _property(self, name: str, key: str) -> str | None:
        for style in self._chain(name):
            properties = style.find(f"{_STYLE}text-properties")
            if properties is not None and (value := properties.get(key)) is not None:
                return value
        return None
