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
_WORDS = {
    "fr": ("Sommaire", "Lire l’article", "Correction du {date}"),
    "en": ("Contents", "Read the article", "Correction of {date}"),
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
    """HTML (a fragment without ids, classes or styles: podcast apps keep only plain elements)."""
    from lxml import etree

    contents, read, _ = _words(edition)
    root = etree.Element("div")
    if text := summary(edition):
        add(root, "p", text)
    add(root, "p", disclosure_sentence(edition.voice, edition.language))
    if len(edition.chapters) > 1:
        add(root, "p", contents)
        _add_chapters(root, edition.chapters)
    if edition.url and is_http_url(edition.url):
        paragraph = add(root, "p")
        add(paragraph, "a", read + (f" ({edition.site})" if edition.site else ""), href=edition.url)
    for title, changes in corrections(edition):
        add(root, "p", title)
        listed = add(root, "ul")
        for change in changes:
            add(listed, "li", change)
    return "".join(etree.tostring(child, encoding="unicode", method="html") for child in root)


def corrections(edition: Edition) -> list[tuple[str, tuple[str, ...]]]:
    """(« Correction du 12 mai 2024 », sentences) for each corrected revision, newest first."""
    *_, correction = _words(edition)
    return [
        (correction.format(date=long_date(r.created_at, interface_language(edition.language))), r.told)
        for r in reversed(edition.revisions)
        if r.told
    ]


def _add_chapters(root: _Element, chapters: tuple[Chapter, ...]) -> None:
    listed = add(root, "ul")
    for chapter in chapters:
        add(listed, "li", f"{clock_time(chapter.start_ms)} {flat_title(chapter)}")


def _words(edition: Edition) -> tuple[str, str, str]:
    return _WORDS[interface_language(edition.language)]
