"""Markdown -> a page: signs become elements, the front matter becomes facts. Pure.

CommonMark with tables, struck text and notes (GitHub, Pandoc); what static sites write between braces and Obsidian
between double brackets is no text either.
"""

from __future__ import annotations

import html
import re

from audioedition.fetch.decode import decode_bytes
from audioedition.fetch.documents.document import DocumentPage
from audioedition.fetch.documents.front_matter import PRINTED, metadata_of, split_front_matter

# Liquid and Hugo: « {% include … %} », « {{< youtube … >}} », « {{ page.x }} »
_SHORTCODE = re.compile(r"\{\{?[%<].{0,500}?[%>]\}?\}|\{\{[^{}\n]{0,200}\}\}", re.DOTALL)
_ATTRIBUTES = re.compile(r"[ \t]*\{:?[ \t]*[#.][^{}\n]{0,200}\}[ \t]*$", re.MULTILINE)
_CONTENTS = re.compile(r"^[ \t]*(?:\[\[?_?TOC_?\]?\]|\{:toc\})[ \t]*$", re.MULTILINE | re.IGNORECASE)
_EMBEDDED = re.compile(r"!\[\[[^\]\n]{1,300}\]\]")
_WIKI_LINK = re.compile(r"\[\[(?:[^\]|\n]{1,300}\|)?([^\]|\n]{1,300})\]\]")
_FENCED_BOX = re.compile(r"^[ \t]*:::.*$", re.MULTILINE)
_MARKED = re.compile(r"==(?=\S)([^=\n]{1,300}?)(?<=\S)==")
_ALERT = re.compile(r"^([ \t]*>[ \t]*)\[![A-Za-z]{2,20}\][+-]?[ \t]*", re.MULTILINE)
_TASK = re.compile(r"^([ \t]*(?:>[ \t]*)*(?:[-*+]|\d{1,9}[.)])[ \t]+)\[[ xX]\][ \t]+(?=\S)", re.MULTILINE)
"""GitHub: « - [x] fait », a box to tick."""
_REMARK = re.compile(r"%%.{0,2000}?%%", re.DOTALL)
"""Obsidian: what only its author reads."""
_CODE = re.compile(r"(^[ \t]{0,3}(`{3,}|~{3,}).*?^[ \t]{0,3}\2|`[^`\n]+`)", re.DOTALL | re.MULTILINE)


def read(data: bytes) -> DocumentPage:
    """The text below the front matter as a page, under the front matter's title."""
    facts, text = split_front_matter(decode_bytes(data))
    metadata = metadata_of(facts)
    body = _render(_bare(text))
    top = ""
    if metadata.title and not re.search(r"<h1[ >]", body):
        top = f"<h1>{html.escape(metadata.title)}</h1>\n"
    printed = metadata.standfirst if any(k in facts for k in PRINTED) else None
    if printed and html.escape(printed) not in body:
        top += f'<p class="chapo">{html.escape(printed)}</p>\n'
    title = f"<title>{html.escape(metadata.title)}</title>" if metadata.title else ""
    page = (
        f"<!DOCTYPE html>\n<html><head>{title}</head><body><article>\n{top}{body}</article></body></html>\n"
    )
    return DocumentPage(html=page, metadata=metadata, fragment=True)


def _bare(text: str) -> str:
    """Without the signs that Markdown itself does not know; code is left alone."""
    pieces = _CODE.split(text)  # text, code, its fence, text, …
    for i in range(0, len(pieces), 3):
        piece = _EMBEDDED.sub("", _CONTENTS.sub("", _ATTRIBUTES.sub("", _SHORTCODE.sub("", pieces[i]))))
        piece = _FENCED_BOX.sub("", _ALERT.sub(r"\1", _TASK.sub(r"\1", _REMARK.sub("", piece))))
        pieces[i] = _MARKED.sub(r"\1", _WIKI_LINK.sub(r"\1", piece))
    return "".join(piece or "" for i, piece in enumerate(pieces) if i % 3 != 2)


def _render(text: str) -> str:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).use(footnote_plugin)
    rendered: str = parser.render(text)
    return rendered
