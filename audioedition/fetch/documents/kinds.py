"""By what a document is known: the names of its kind, and what its first bytes say. Pure, and cheap to load."""

from __future__ import annotations

import re

from audioedition.fetch.documents.front_matter import split_front_matter

MARKDOWN = "text/markdown"
MHTML = "multipart/related"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
EPUB = "application/epub+zip"
PDF = "application/pdf"
MAIL = "message/rfc822"
POST = "application/json"
"""A post of WordPress or an item of a JSON Feed, alone."""
SUFFIXES = {
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".mhtml": MHTML,
    ".mht": MHTML,
    ".docx": DOCX,
    ".docm": DOCX,
    ".odt": ODT,
    ".epub": EPUB,
    ".pdf": PDF,
    ".eml": MAIL,
    ".json": POST,
}
"""Of files, in lower case -> media type."""
MAX_DOCUMENT_BYTES = 10_000_000
"""Of a file with its pictures and fonts, which are never read."""

_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+\S", re.MULTILINE)
_TAGS = re.compile(r"(?:^ {0,3}#[ \t]+\S.*(?:\n[ \t]*)*(?:\n|\Z)){2,}", re.MULTILINE)
"""« # Politique », « # États-Unis », line upon line in a copied page: its tags."""
_SETEXT = re.compile(r"^\S.{0,200}\n(?:={3,}|-{3,})[ \t]*$", re.MULTILINE)
_INLINE = re.compile(r"\*\*\S[^*\n]{0,200}\*\*|!?\[[^\]\n]{1,200}\]\([^)\s]{1,500}\)")
_HEAD_CHARS = 20_000
_HEAD_BYTES = 8_192
_HEADER = re.compile(rb"\A(?:[!-9;-~]{1,60}:[ \t].*(?:\r?\n[ \t].*)*\r?\n)+\r?\n", re.IGNORECASE)
_HEADER_LINES = re.compile(rb"\A(?:[!-9;-~]{1,60}:[ \t]?.*(?:\r?\n[ \t].*)*\r?\n){3,}")
_RELATED = re.compile(rb"^content-type:[ \t]*multipart/related\b", re.IGNORECASE | re.MULTILINE)
_SNAPSHOT = re.compile(rb"^snapshot-content-location:", re.IGNORECASE | re.MULTILINE)
_SENT = re.compile(
    rb"^(?:received|message-id|return-path|delivered-to|to|in-reply-to):", re.IGNORECASE | re.MULTILINE
)
_FROM = re.compile(rb"^from:", re.IGNORECASE | re.MULTILINE)


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
    if found is None:
        return False
    return bool(_SNAPSHOT.search(found[0]) or (_RELATED.search(found[0]) and not _SENT.search(found[0])))


def looks_like_mail(head: bytes) -> bool:
    """A mail's header: who wrote it, and by what it was sent. Some have more lines than are looked at, so their end is
    not waited for."""
    head = head[:_HEAD_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n")
    begins = _HEADER_LINES.match(head)
    return begins is not None and bool(_FROM.search(begins[0])) and bool(_SENT.search(begins[0]))


def looks_like_header(head: bytes) -> bool:
    """Lines of names and values at the beginning, as in a mail that was never sent."""
    return _HEADER_LINES.match(head[:_HEAD_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n")) is not None
