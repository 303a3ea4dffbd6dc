"""An edition's show notes: what it is, who reads, its chapters with times, its corrections. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audioedition.model import Chapter, Edition, flat_title
from audioedition.publish.clock import clock_time
from audioedition.publish.disclosure import disclosure_sentence
from audioedition.publish.web import is_http_url
from audioedition.publish.words import interface_language, long_date
from audioedition.publish.xml import add

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_SUMMARY_CHARS = 600
MAX_NOTES_BYTES = 4000
"""« You can specify up to 4000 bytes »: Apple's RSS guide of an episode's description; apps show the notes for it."""
_WORDS = {
    "fr": ("Sommaire", "Lire l’article", "Correction du {date}"),
    "en": ("Contents", "Read the article", "Correction of {date}"),
}
_MORE = {
    "fr": ("… et un autre chapitre", "… et {} autres chapitres"),
    "en": ("… and one more chapter", "… and {} more chapters"),
}


def summary(edition: Edition) -> str:
    """What a person wrote, else the standfirst, else the beginning of the text, as plain text cut at a word."""
    if edition.edited.summary:
        return edition.edited.summary
    spoken = [p for p in edition.paragraphs if p.role in ("standfirst", "body", "quote", "list")]
    chosen = next((p for p in spoken if p.role == "standfirst"), spoken[0] if spoken else None)
    text = chosen.text if chosen else ""
    if len(text) <= MAX_SUMMARY_CHARS:
        return text
    return text[:MAX_SUMMARY_CHARS].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def render_show_notes(edition: Edition) -> str:
    """HTML (a fragment without ids, classes or styles: podcast apps keep only plain elements).

    Of many chapters the first are listed, and how many follow: an app would cut off the article's address and the
    corrections, which stand last.
    """
    from lxml import etree

    contents, read, _ = _words(edition)
    listed_chapters = None
    root = etree.Element("div")
    if text := summary(edition):
        add(root, "p", text)
    add(root, "p", disclosure_sentence(edition.voice, edition.language))
    if len(edition.chapters) > 1:
        add(root, "p", contents)
        listed_chapters = add(root, "ul")
    if edition.url and is_http_url(edition.url):
        paragraph = add(root, "p")
        add(paragraph, "a", read + (f" ({edition.site})" if edition.site else ""), href=edition.url)
    for title, changes in corrections(edition):
        add(root, "p", title)
        listed = add(root, "ul")
        for change in changes:
            add(listed, "li", change)
    if listed_chapters is not None:
        more = _MORE[interface_language(edition.language)]
        room_bytes = MAX_NOTES_BYTES - sum(map(_size_bytes, root))
        _add_chapters(listed_chapters, edition.chapters, room_bytes=room_bytes, more=more)
    return "".join(etree.tostring(child, encoding="unicode", method="html") for child in root)


def corrections(edition: Edition) -> list[tuple[str, tuple[str, ...]]]:
    """(« Correction du 12 mai 2024 », sentences) for each corrected revision, newest first."""
    *_, correction = _words(edition)
    return [
        (correction.format(date=long_date(r.created_at, interface_language(edition.language))), r.told)
        for r in reversed(edition.revisions)
        if r.told
    ]


def _add_chapters(
    listed: _Element, chapters: tuple[Chapter, ...], *, room_bytes: int, more: tuple[str, str]
) -> None:
    """As many as there is room for, but two at least: one would be no contents."""
    for chapter in chapters:
        room_bytes -= _size_bytes(add(listed, "li", f"{clock_time(chapter.start_ms)} {flat_title(chapter)}"))
    rest = 0
    while room_bytes < 0 and len(listed) > 2:
        if not rest:
            room_bytes -= len(f"<li>{more[1]}</li>".encode()) + 2  # the number may have four figures
        room_bytes += _size_bytes(listed[-1])
        listed.remove(listed[-1])
        rest += 1
    if rest:
        add(listed, "li", more[rest > 1].format(rest))


def _size_bytes(element: _Element) -> int:
    from lxml import etree

    return len(etree.tostring(element, encoding="utf-8", method="html"))


def _words(edition: Edition) -> tuple[str, str, str]:
    return _WORDS[interface_language(edition.language)]
