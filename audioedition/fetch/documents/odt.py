"""OpenDocument text (.odt: LibreOffice, OnlyOffice…) -> a page: styles become elements. Pure.

Of the archive only the text, its styles and facts are unpacked. Comments, tracked deletions, hidden text, fields of the
page and scripts are no text; notes are called and stand at the end.
"""

from __future__ import annotations

import html
from collections.abc import Iterator

from lxml import etree

from audioedition.errors import SourceError
from audioedition.fetch.documents.archive import Archive, damaged, protected
from audioedition.fetch.documents.document import DocumentPage, page_around
from audioedition.fetch.documents.facts import byline_of, date_of, language_of, title_of
from audioedition.fetch.documents.odt_styles import DC, META, OFFICE, TEXT, OdtStyles
from audioedition.model import Metadata

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_SILENT = frozenset(
    f"{space}{name}"
    for space, names in (
        (TEXT, "tracked-changes hidden-text hidden-paragraph note-citation page-number page-count sequence-decls "
         "variable-decls user-field-decls change change-start change-end bookmark-ref script ruby-text"),
        (OFFICE, "annotation annotation-end forms scripts event-listeners binary-data"),
        (_DRAW, "object object-ole plugin applet"),
    )
    for name in names.split()
)  # fmt: skip
_CONTENTS = frozenset(
    f"{TEXT}{name}"
    for name in (
        "table-of-content alphabetical-index illustration-index table-index object-index bibliography"
    ).split()
)
_DEEPEST = 100


def read(data: bytes) -> DocumentPage:
    """Raises SourceError: damaged, protected by a password, empty."""
    archive = Archive(data)
    if b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise protected()
    content = archive.tree("content.xml")
    text = content.find(f"{OFFICE}body/{OFFICE}text")
    if text is None:
        raise damaged()
    styles = OdtStyles(content, archive.tree("styles.xml") if "styles.xml" in archive.names else None)
    writer = _PageWriter(styles)
    body = "\n".join((*writer.blocks(text), *writer.notes_below()))
    return page_around(body, metadata=_facts(archive, body, styles))


class _PageWriter:
    """Elements of OpenDocument, as HTML; notes are gathered on the way."""

    def __init__(self, styles: OdtStyles) -> None:
        self._styles = styles
        self._notes: list[str] = []

    def blocks(self, parent: etree._Element, depth: int = 0) -> Iterator[str]:
        if depth > _DEEPEST:
            raise SourceError(
                "The document is nested too deep to be read whole.",
                hint="Copy the article's text into a .txt file.",
            )
        for element in parent:
            tag = str(element.tag)
            if tag in _SILENT or self._is_hidden(element):
                continue
            if tag in (f"{TEXT}p", f"{TEXT}h"):
                yield from self._paragraph(element, depth)
            elif tag == f"{TEXT}list":
                yield f"<ul>{''.join(self.blocks(element, depth + 1))}</ul>"
            elif tag in (f"{TEXT}list-item", f"{TEXT}list-header"):
                yield f"<li>{_unwrapped(''.join(self.blocks(element, depth + 1)))}</li>"
            elif tag == f"{_TABLE}table":
                yield f"<table>{''.join(self.blocks(element, depth + 1))}</table>"
            elif tag == f"{_TABLE}table-row":
                yield f"<tr>{''.join(self.blocks(element, depth + 1))}</tr>"
            elif tag == f"{_TABLE}table-cell":
                yield f"<td>{''.join(self.blocks(element, depth + 1))}</td>"
            elif tag in _CONTENTS:
                yield f"<nav>{''.join(self.blocks(element, depth + 1))}</nav>"
            else:
                yield from self.blocks(element, depth + 1)

    def notes_below(self) -> Iterator[str]:
        if self._notes:
            items = (
                f'<li id="note-{n}">{words} <a href="#call-{n}">↑</a></li>'
                for n, words in enumerate(self._notes, start=1)
            )
            yield f"<ol>{''.join(items)}</ol>"

    def _is_hidden(self, element: etree._Element) -> bool:
        if element.get(f"{TEXT}display") in ("none", "condition"):  # a section that is not shown
            return True
        name = element.get(f"{TEXT}style-name")
        return name is not None and self._styles.hides(name)

    def _paragraph(self, element: etree._Element, depth: int) -> Iterator[str]:
        boxes: list[str] = []
        words = self._inline(element, boxes, depth).strip()
        if words:
            yield self._styles.element_of(element, words)
        yield from boxes

    def _inline(self, parent: etree._Element, boxes: list[str], depth: int) -> str:
        """``boxes``: what stands in frames anchored here comes behind the paragraph."""
        if depth > _DEEPEST:
            return ""
        pieces = [html.escape(parent.text or "")]
        for element in parent:
            tag = str(element.tag)
            if tag not in _SILENT and not self._is_hidden(element):
                pieces.append(self._piece(element, tag, boxes, depth + 1))
            pieces.append(html.escape(element.tail or ""))
        return "".join(pieces)

    def _piece(self, element: etree._Element, tag: str, boxes: list[str], depth: int) -> str:
        if tag in (f"{TEXT}s", f"{TEXT}tab"):
            return " "
        if tag == f"{TEXT}line-break":
            return "<br>"
        if tag == f"{TEXT}note":
            body = element.find(f"{TEXT}note-body")
            if body is None:
                return ""
            self._notes.append(" ".join(_unwrapped(block) for block in self.blocks(body, depth)))
            number = len(self._notes)
            return f'<sup><a href="#note-{number}" id="call-{number}">[{number}]</a></sup>'
        if tag.startswith(_DRAW):
            boxes.extend(self.blocks(element, depth))
            return ""
        words = self._inline(element, boxes, depth)
        if tag == f"{TEXT}a" and words:
            address = element.get("{http://www.w3.org/1999/xlink}href") or ""
            return f'<a href="{html.escape(address)}">{words}</a>'
        return self._styles.marked(element.get(f"{TEXT}style-name"), words) if words else ""


def _unwrapped(block: str) -> str:
    """A list's entry of one paragraph is that paragraph's words."""
    inside = block.removeprefix("<p>").removesuffix("</p>")
    return inside if inside != block and "<p" not in inside else block


def _facts(archive: Archive, body: str, styles: OdtStyles) -> Metadata:
    root = archive.tree("meta.xml") if "meta.xml" in archive.names else None

    def said(name: str) -> str | None:
        return None if root is None else root.findtext(f"{OFFICE}meta/{name}")

    return Metadata(
        title=title_of(said(f"{DC}title"), body),
        byline=byline_of(said(f"{META}initial-creator") or said(f"{DC}creator")),
        published=date_of(said(f"{META}creation-date")),
        updated=date_of(said(f"{DC}date")),
        language=language_of(said(f"{DC}language")) or styles.language(),
    )
