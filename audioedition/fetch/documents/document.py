"""What a reader of documents gives, and the page that it stands in."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from audioedition.errors import SourceError
from audioedition.model import Metadata

_HEAD_CHARS = 20_000
_FIRST_PARAGRAPH = re.compile(r"\A\s*<p>(.*?)</p>\s*(?=<p[ >])", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_CELL = re.compile(r"(<t[dh]\b[^>]*>)<p>((?:(?!</?p\b|<br).)*)</p>(</t[dh]>)", re.DOTALL)
"""A word processor sets each cell's words in a paragraph; one alone says nothing."""
_LONGEST_TITLE = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPage:
    """A file turned into a page."""

    html: str
    """A whole page, with a ``title`` element where the file has one."""
    metadata: Metadata = field(default_factory=Metadata)
    """What the file says of itself outside its text; it goes before what the page says."""
    fragment: bool = False
    """All of it is the article's: no site's page is around it."""


def page_around(body: str, *, metadata: Metadata) -> DocumentPage:
    """``body`` (blocks of HTML, all of them the article's) as a page, under the title that its metadata name."""
    if not _TAG.sub("", body).strip():
        raise SourceError("The document holds no text.", hint="Open it: is it empty, or a picture of a page?")
    body = _titled(_CELL.sub(r"\1\2\3", body))
    title = f"<title>{html.escape(metadata.title)}</title>" if metadata.title else ""
    page = f"<!DOCTYPE html>\n<html><head>{title}</head><body><article>\n{body}\n</article></body></html>\n"
    return DocumentPage(html=page, metadata=metadata, fragment=True)


def page_by_itself(page: DocumentPage) -> str:
    """The page with its facts in its head, where a source can bear nothing beside its bytes."""
    facts = {
        "og:title": page.metadata.title,
        "author": page.metadata.byline,
        "article:published_time": page.metadata.published,
        "article:modified_time": page.metadata.updated,
        "og:site_name": page.metadata.site,
        "og:image": page.metadata.image,
    }
    tags = "".join(
        f'<meta property="{name}" content="{html.escape(value)}">' for name, value in facts.items() if value
    )
    language = f' lang="{html.escape(page.metadata.language)}"' if page.metadata.language else ""
    return page.html.replace("<html>", f"<html{language}>", 1).replace("<head>", f"<head>{tags}", 1)


def _titled(body: str) -> str:
    """A first line that no style calls a title but that stands like one: short, no sentence, above a longer one."""
    if "<h1" in body[:_HEAD_CHARS]:
        return body
    first = _FIRST_PARAGRAPH.match(body)
    if first is None:
        return body
    words = _TAG.sub("", first[1]).strip()
    if not words or len(words) > _LONGEST_TITLE or words.endswith((".", ":", ";", ",", "»")):
        return body
    return f"<h1>{first[1]}</h1>\n{body[first.end() :]}"
