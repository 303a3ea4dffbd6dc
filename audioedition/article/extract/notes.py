"""What an element is by its content: a note's call, a note's way back, a table of data."""

from __future__ import annotations

import re
from itertools import islice

from lxml.html import HtmlElement

_CALL = re.compile(
    r"\s*(?:\d{1,3}|\*{1,3}|[†‡]|[\[(]\s*(?:note )?(?:\d{1,3}|[a-z]{1,3}|\*{1,3}|[†‡])\s*[\])])\s*", re.I
)
_BARE_CALL = re.compile(r"\s*(?:\d{1,2}|\*{1,3}|[†‡])\s*")
_BACK = re.compile(r"\s*(?:[↩↑⤴↵⬆^]\ufe0e?|\[?retour\]?)\s*", re.I)
# After a whole word or the end of a sentence; « km² », « CO² », « 10³ » are no calls.
_CALL_AFTER = re.compile(r"(?:[^\W\d_]{3,}|[.,;:!?…»”)])$")
_LONGEST_CALL = 12
_CELLS = 3_000
_LONGEST_CELL, _MEAN_CELL = 120, 60
_ROWS_HEARD, _COLUMNS_HEARD = 25, 3
"""A listener follows so many figures in a row, and so many rows."""


def is_note_call(element: HtmlElement, tag: str, before: str) -> bool:
    """« 1 » raised after a word, or a link to a note on the page. ``before``: the text that it stands after."""
    if tag not in ("a", "sup") or len(element) > 3:
        return False
    if tag == "a" and not (element.get("href") or "").startswith("#"):
        return False
    text = "".join(islice(element.itertext(), 8))
    if not text or len(text) > _LONGEST_CALL or not _CALL.fullmatch(text):
        return False
    if tag == "a":
        return True
    if any("#" in (link.get("href") or "") for link in element.iter("a")):
        return True
    return _BARE_CALL.fullmatch(text) is not None and _CALL_AFTER.search(before.rstrip()) is not None


def leads_back(element: HtmlElement) -> bool:
    """The link at a note's end, back to its call."""
    if "#" not in (element.get("href") or ""):
        return False
    return _BACK.fullmatch("".join(islice(element.itertext(), 3))) is not None


def is_data_table(element: HtmlElement) -> bool:
    """Rows of short cells, two or more to a row: figures for the eye, not a frame for the page's layout."""
    if next(islice(element.iter("table"), 1, None), None) is not None:
        return False
    rows = sum(1 for _ in element.iter("tr"))
    cells = [len("".join(c.itertext()).strip()) for c in islice(element.iter("td", "th"), _CELLS)]
    return (
        rows >= 2
        and len(cells) >= 2 * rows
        and max(cells) <= _LONGEST_CELL
        and sum(cells) <= _MEAN_CELL * len(cells)
    )


def is_heard_by_rows(table: HtmlElement) -> bool:
    """A table of data small enough to be read row by row: « Mardi : 12 euros »."""
    rows = list(islice(table.iter("tr"), _ROWS_HEARD + 1))
    return len(rows) <= _ROWS_HEARD and all(_is_short_row(row) for row in rows)


def _is_short_row(row: HtmlElement) -> bool:
    inside = sum(1 for cell in row.iter("td", "th") for _ in cell.iter("p", "div", "ul", "ol", "br", "img"))
    return len(row) <= _COLUMNS_HEARD and not inside


def between_cells(cell: HtmlElement) -> str:
    """What is said between this cell of a row and the one before it; nothing before the first."""
    row = cell.getparent()
    place = row.index(cell) if row is not None else 0
    if not place or row is None:
        return ""
    return "\u00a0: " if place == 1 and any(other.tag == "td" for other in row) else ", "
