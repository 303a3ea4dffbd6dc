"""What kind of thing some bytes are: a page, a text, a feed, or something that cannot be read aloud. Pure.

The bytes decide; a suffix or a Content-Type only settles what they leave open. Servers send PDFs as
text/html, and editors name HTML files .txt.
"""

from __future__ import annotations

import re

from audioedition.errors import SourceError
from audioedition.fetch.decode import has_bom, looks_utf16
from audioedition.fetch.documents.archive import kind_of_archive
from audioedition.fetch.documents.kinds import (
    MAIL,
    MARKDOWN,
    MAX_DOCUMENT_BYTES,
    MHTML,
    PDF,
    POST,
    looks_like_header,
    looks_like_mail,
    looks_like_mhtml,
)
from audioedition.fetch.documents.post_fields import JSON_FEED, content_of, is_feed, is_post

HTML, TEXT = "text/html", "text/plain"
RSS, ATOM, SITEMAP, XML = (
    "application/rss+xml",
    "application/atom+xml",
    "application/x-sitemap+xml",
    "application/xml",
)
FEEDS = frozenset({RSS, ATOM, SITEMAP, JSON_FEED})

PAGE_HINT = "Give the address of the article's page."

HEAD_BYTES = 8_192
"""By so much is told whether something may be larger than an article."""
_HEAD_BYTES = 65_536
_SAVE_AS_TEXT = "Save the article as .docx or .odt, or as text or HTML, and give that file."
_ZIP, _PDF, _OLE = b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0"
_PROTECTED = "EncryptedPackage".encode("utf-16-le")
_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"\x89PNG\r\n", "an image (PNG)", "Give the page that holds the text."),
    (b"\xff\xd8\xff", "an image (JPEG)", "Give the page that holds the text."),
    (b"GIF8", "an image (GIF)", "Give the page that holds the text."),
    (_OLE, "an old Office document", _SAVE_AS_TEXT),
    (b"{\\rtf", "an RTF document", _SAVE_AS_TEXT),
    (b"\x1f\x8b", "a gzip archive", "Unpack it first."),
    (b"BZh", "a bzip2 archive", "Unpack it first."),
    (b"\xfd7zXZ", "an xz archive", "Unpack it first."),
    (b"ID3", "a sound file", "Give the article's text, not its sound."),
    (b"OggS", "a sound file", "Give the article's text, not its sound."),
    (b"fLaC", "a sound file", "Give the article's text, not its sound."),
    (b"\x7fELF", "a program", "Give the article's text."),
)
# one piece at a time: a pattern that repeats over comments takes exponential time on hostile ones
_PROLOG = re.compile(
    rb"\s*(?:<\?[^>]*>|<!--.*?-->|<!doctype[^>\[]*(?:\[.*?\]\s*)?>)", re.DOTALL | re.IGNORECASE
)
_ROOT = re.compile(rb"\s*<([A-Za-z][\w:.-]*)")
_ROOT_TYPES = {
    b"rss": RSS,
    b"rdf:rdf": RSS,
    b"feed": ATOM,
    b"urlset": SITEMAP,
    b"sitemapindex": SITEMAP,
}
_HTML_TAGS = (
    b"html head body title meta link script style main article section header footer nav div p h1 h2 h3 h4 ul"
    b" ol li table figure blockquote span a b i em strong br img center font"
).split()
_WHOLE_PAGE = (b"html", b"head", b"body")
_BLOCK_END = re.compile(rb"</(?:p|div|article|section|h[1-6]|li|blockquote|figure|body)\s*>", re.IGNORECASE)
_ANY_TAG = re.compile(rb"<(?:p|br|div|h[1-6]|li|a|b|i|em|strong|span|img)\b[^>]{0,500}>", re.IGNORECASE)


def media_type_of(data: bytes, *, declared: str | None = None, where: str) -> str:
    """The media type by content. ``declared`` (Content-Type or a suffix's type) only settles what is open.

    Raises SourceError, naming ``where``, for what holds no text to read aloud.
    """
    if looks_like_mhtml(data):
        return MHTML
    if looks_like_mail(data) or (declared == MAIL and looks_like_header(data)):
        return MAIL
    if data.startswith(_ZIP):
        return kind_of_archive(data, where=where)
    if is_pdf(data):
        return PDF
    refuse_binary(data, where=where)
    kind = _kind_of_json(data)
    if kind:
        return kind
    if declared in (POST, JSON_FEED):
        raise SourceError(f"{where} is JSON data, not a page.", hint=PAGE_HINT)
    head = data[:_HEAD_BYTES]
    if b"\0" in head:  # UTF-16 or UTF-32: its tags are ASCII between NULs
        head = head.replace(b"\0", b"")
    head = head.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    name = _root_name(head)
    if name:
        if name in _ROOT_TYPES or name.split(b":")[-1] in (b"urlset", b"sitemapindex", b"feed"):
            return _ROOT_TYPES.get(name) or _ROOT_TYPES[name.split(b":")[-1]]
        if declared == MARKDOWN and name not in _WHOLE_PAGE:
            return MARKDOWN  # which may begin with an element of HTML
        if name in _HTML_TAGS:
            return HTML
        if head.lstrip().startswith(b"<?xml") or declared in (XML, "text/xml"):
            return XML
    if declared == MARKDOWN:
        return MARKDOWN
    if declared in (HTML, "application/xhtml+xml") and _ANY_TAG.search(head):
        return HTML
    return HTML if len(_BLOCK_END.findall(head)) >= 3 else TEXT


def is_pdf(data: bytes) -> bool:
    """The format allows a few bytes of something else before its sign; servers send blank lines."""
    return data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n\0").startswith(_PDF)


def most_bytes(head: bytes, *, page: int, large: int) -> int:
    """How large something may be that begins so: an article's page, a document with its pictures, a sitemap."""
    if may_be_large(head):
        return large
    document = head.startswith(_ZIP) or is_pdf(head) or looks_like_mail(head)
    return min(max(page, MAX_DOCUMENT_BYTES), large) if document else page


def _kind_of_json(data: bytes) -> str | None:
    content = content_of(data)
    return POST if is_post(content) else JSON_FEED if is_feed(content) else None


def may_be_large(head: bytes) -> bool:
    """Whether something that begins so may be ten times as large as an article: a sitemap, a page saved with its
    pictures."""
    if looks_like_mhtml(head):
        return True
    name = _root_name(head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe"))
    return name.split(b":")[-1] in (b"urlset", b"sitemapindex")


def _root_name(head: bytes) -> bytes:
    """Of the first element, in lower case, after declarations and comments; empty when text comes first."""
    position = 0
    while piece := _PROLOG.match(head, position):
        position = piece.end()
    root = _ROOT.match(head, position)
    return root.group(1).lower() if root else b""


def refuse_binary(data: bytes, *, where: str) -> None:
    """Raises SourceError when the bytes are no text."""
    head = data[:4096]
    if data.startswith(_OLE) and _PROTECTED in data:
        raise SourceError(
            f"{where} is protected by a password.", hint="Save it without the password, and give that file."
        )
    for magic, kind, hint in _MAGIC:
        if head.startswith(magic):
            raise SourceError(f"{where} is {kind}, not an article.", hint=hint)
    if head[:4] == b"RIFF" or head[4:8] == b"ftyp":
        raise SourceError(
            f"{where} is an image, sound or film, not an article.", hint="Give the page's text."
        )
    if has_bom(data) or looks_utf16(head):
        return
    # text holds no control characters but these: tab, line feed, form feed, carriage return, escape, and
    # 0x80 up
    controls = sum(1 for b in head if b < 32 and b not in (9, 10, 12, 13, 27))
    # a stray NUL in a page is left out when it is decoded, as browsers do; binary data has many
    if head.count(0) > len(head) / 200 or controls > len(head) / 20:
        raise SourceError(f"{where} is not text.", hint="Give a text file, an HTML file or a web address.")
