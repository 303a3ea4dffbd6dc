"""By what a document is known: the names of its kind, and what its first bytes say. Pure, and cheap to load."""

from __future__ import annotations

import re

from audioedition.fetch.documents.front_matter import split_front_matter

MARKDOWN = "text/markdown"
MHTML = "multipart/related"
SUFFIXES = {".md": MARKDOWN, ".markdown": MARKDOWN, ".mhtml": MHTML, ".mht": MHTML}
"""Of files, in lower case -> media type."""

_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+\S", re.MULTILINE)
_TAGS = re.compile(r"(?:^ {0,3}#[ \t]+\S.*(?:\n[ \t]*)*(?:\n|\Z)){2,}", re.MULTILINE)
"""« # Politique », « # États-Unis », line upon line in a copied page: its tags."""
_SETEXT = re.compile(r"^\S.{0,200}\n(?:={3,}|-{3,})[ \t]*$", re.MULTILINE)
_INLINE = re.compile(r"\*\*\S[^*\n]{0,200}\*\*|!?\[[^\]\n]{1,200}\]\([^)\s]{1,500}\)")
_HEAD_CHARS = 20_000
_HEAD_BYTES = 8_192
_HEADER = re.compile(rb"\A(?:[!-9;-~]{1,60}:[ \t].*(?:\r?\n[ \t].*)*\r?\n)+\r?\n", re.IGNORECASE)
_RELATED = re.compile(rb"^content-type:[ \t]*multipart/related\b", re.IGNORECASE | re.MULTILINE)
_SNAPSHOT = re.compile(rb"^snapshot-content-location:", re.IGNORECASE | re.MULTILINE)


def looks_like_markdown(text: str) -> bool:
    """For a text whose name does not tell: a front matter, or headings with « # » and more of its signs."""
    head = text[:_HEAD_CHARS]
    if split_front_matter(head)[0]:
        return True
    head = _TAGS.sub("\n", head)
    headings = len(_HEADING.findall(head)) + len(_SETEXT.findall(head))
    return headings >= 2 or (headings == 1 and bool(_INLINE.search(head)))


def looks_like_mhtml(head: bytes) -> bool:
    """A mail's header that says « multipart/related », or where a browser took its snapshot."""
    found = _HEADER.match(head[:_HEAD_BYTES].lstrip())
    return found is not None and bool(_RELATED.search(found[0]) or _SNAPSHOT.search(found[0]))
