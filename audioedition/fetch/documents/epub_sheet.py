"""What the style sheets of an EPUB say that its elements do not: hidden, struck, a heading by its size. Pure.

Converters (LibreOffice among them) write every paragraph as ``p`` and keep what it was in a class.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from lxml.html import HtmlElement

_RULE = re.compile(r"\.([\w-]{1,80})\s*\{([^{}]{0,4000})\}")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_STRUCK = re.compile(r"text-decoration[\w-]*\s*:\s*[^;]*line-through", re.I)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_SIZE = re.compile(r"font-size\s*:\s*([\d.]{1,8})\s*(pt|px|em|rem|%)", re.I)
_TO_EM = {"pt": 1 / 12, "px": 1 / 16, "em": 1.0, "rem": 1.0, "%": 1 / 100}
_LARGER, _MUCH_LARGER = 1.12, 1.5
_LONGEST_HEADING = 200


def dress(body: HtmlElement, sheets: Sequence[str]) -> None:
    """Turn what the sheets' classes say into elements, in place."""
    rules = {name: said for sheet in sheets for name, said in _RULE.findall(sheet[:500_000])}
    if not rules:
        return
    for element in list(body.iter()):
        said = " ".join(rules.get(name, "") for name in (element.get("class") or "").split())
        if said and _HIDDEN.search(said):
            element.set("hidden", "")
        elif said and element.tag == "span" and _STRUCK.search(said):
            element.tag = "s"
    if next(body.iter("h1", "h2", "h3"), None) is None:
        _find_headings(body, rules)


def _find_headings(body: HtmlElement, rules: dict[str, str]) -> None:
    """Short paragraphs in larger letters than most of the text: the largest is the title."""
    sizes = {p: _size(p, rules) for p in body.iter("p")}
    weights: Counter[float] = Counter()
    for p, (size, _) in sizes.items():
        weights[size] += len("".join(p.itertext()))
    if not weights:
        return
    usual = weights.most_common(1)[0][0]
    heads = {
        p: size
        for p, (size, bold) in sizes.items()
        if size > usual * (_LARGER if bold else _MUCH_LARGER)
        and 0 < len("".join(p.itertext()).strip()) <= _LONGEST_HEADING
    }
    largest = max(heads.values(), default=0.0)
    for p, size in heads.items():
        p.tag = "h1" if size == largest and p is next(iter(heads)) else "h2"


def _size(p: HtmlElement, rules: dict[str, str]) -> tuple[float, bool]:
    """Of the paragraph's letters, in em; and whether all of them are bold."""
    size, bold = 1.0, True
    spans = [span for span in p.iter("span") if (span.text or "").strip()]
    for element in (p, *spans[:1]):
        said = " ".join(rules.get(name, "") for name in (element.get("class") or "").split())
        found = _SIZE.search(said)
        if found:
            size = float(found[1]) * _TO_EM[found[2].lower()]
    for element in spans or [p]:
        said = " ".join(rules.get(name, "") for name in (element.get("class") or "").split())
        bold = bold and _BOLD.search(said) is not None
    return round(size, 2), bold
