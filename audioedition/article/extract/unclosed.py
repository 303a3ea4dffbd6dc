"""Elements that were never closed and have swallowed the page behind them: seen in the tree, mended in the text."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

_RAW = ("iframe", "textarea", "title", "noembed", "noframes", "xmp")
"""What stands in them is letters to a parser, tags and all, until they are closed."""
_PLAYERS = ("video", "audio", "noscript")
"""No reader sees what stands in them."""
_NESTING = ("object", "svg", "template", "dialog", "select")
"""The same, but one may stand in another."""
_SHEET_OR_SOURCE = re.compile(
    r"(<style\b[^>]*>|<script\b[^>]*\bsrc\s*=[^>]*>)(.*?)(?=(</(?:style|script)\b)|\Z)", re.I | re.S
)
"""A style sheet, or a script that stands elsewhere: no tag belongs in them."""
_LEAST_SWALLOWED = 200
"""Characters, tags included; a frame's « your browser does not show frames » has fewer."""
_TAG_WITHIN = re.compile(r"</?(?:p|div|h[1-6]|section|article|li|ul)\b", re.I)
_BLOCK = re.compile(r"</?(?:p|div|h[1-6]|section|article|aside|main|figure|ul|ol|table|body|html)\b", re.I)
_ANY_TAG = re.compile(r"<[/A-Za-z]")
_UNREAD = r"<!--.*?-->|<script\b.*?</script\s*>|<style\b.*?</style\s*>"
_LABEL_OF_COMMENT = re.compile(r"[^<>]{0,120}>")


def close_what_swallows(root: HtmlElement, text: str) -> str | None:
    """The page's text with the missing end tags; ``None`` when nothing has swallowed a part of it."""
    names: set[str] = set()
    nesting: set[str] = set()
    sheet = False
    for element in root.iter(*_RAW, *_PLAYERS, *_NESTING, "style", "script"):
        tag = str(element.tag)
        if tag in _RAW:
            if _has_swallowed(element.text or ""):
                names.add(tag)
        elif tag in ("style", "script"):
            sheet = sheet or (
                (tag == "style" or "src" in element.attrib) and _has_swallowed(element.text or "")
            )
        elif len(element) and element.find(".//p") is not None:
            (names if tag in _PLAYERS else nesting).add(tag)
    mended = _SHEET_OR_SOURCE.sub(_cut_short, text) if sheet else text
    for name in sorted(nesting):
        mended = _closed_last(mended, name)
    for name in sorted(names):
        mended = _closed(mended, name)
    return mended if mended != text else None


def open_comment_closed(text: str) -> str:
    """« <!-- début -> » without its end hides all that follows: the sign goes, and its label."""
    start = text.rfind("<!--")
    if start < 0 or text.find("-->", start) >= 0:
        return text
    script, end = text.find("<script", start), text.find("</script", start)
    if end >= 0 and (script < 0 or end < script):
        return text  # within a script, which older browsers were to take for a comment
    label = _LABEL_OF_COMMENT.match(text, start + 4)
    return text[:start] + text[label.end() if label else start + 4 :]


def _cut_short(found: re.Match[str]) -> str:
    tag = _TAG_WITHIN.search(found[2])
    if tag is None:
        return found[0]
    name = "style" if found[1][1:3].lower() == "st" else "script"
    return f"{found[1]}{found[2][: tag.start()]}</{name}>{found[2][tag.start() :]}"


def _closed_last(text: str, name: str) -> str:
    """With an end tag for those that are never closed, as far as they may stand in one another."""
    tag = re.compile(rf"{_UNREAD}|<(/?){name}\b[^>]*>", re.I | re.S)
    opened: list[int] = []
    for found in tag.finditer(text):
        if found[1] == "":
            opened.append(found.end())
        elif found[1] and opened:
            opened.pop()
    for start in reversed(opened):
        end = _end_of(text, start, _PLAYERS[0])
        text = f"{text[:end]}</{name}>{text[end:]}"
    return text


def _has_swallowed(letters: str) -> bool:
    return len(letters) >= _LEAST_SWALLOWED and _TAG_WITHIN.search(letters) is not None


def _closed(text: str, name: str) -> str:
    """With an end tag for each element of that name that another of them, or the page's end, follows first."""
    tag = re.compile(rf"{_UNREAD}|<(/?){name}\b[^>]*>", re.I | re.S)
    tags = [found for found in tag.finditer(text) if found[1] is not None]
    out: list[str] = []
    last = 0
    for i, found in enumerate(tags):
        closed = i + 1 < len(tags) and tags[i + 1][1]
        if found[1] or closed:
            continue
        end = _end_of(text, found.end(), name)
        out += (text[last:end], f"</{name}>")
        last = end
    return "".join((*out, text[last:]))


def _end_of(text: str, start: int, name: str) -> int:
    """Where it ends, as far as can be told: a frame at once, words for want of a script before the next block,
    a title or a field before the next tag."""
    if name == "iframe":
        return start
    found = (_BLOCK if name in _PLAYERS else _ANY_TAG).search(text, start)
    return found.start() if found else len(text)
