"""Edition -> DAISY 2.02, full text and full audio: what the players that blind readers own can open. Pure.

All files of the ``daisy/`` folder but the sound, which ``packages.py`` puts there. After « DAISY 2.02
Specification » (DAISY Consortium, 2001): ncc.html is the table of contents, one SMIL file per chapter ties the
sentences of content.html to their stretches of the MP3.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from audioedition.model import Chapter, Edition
from audioedition.publish.books.book import Book, BookPassage, Sentence, arrange_book, iso_day, read_ms
from audioedition.publish.books.book_text import XHTML, add_blocks, add_edition_facts, start_page, tag
from audioedition.publish.clock import vtt_time
from audioedition.publish.disclosure import narrator
from audioedition.publish.xml import add, serialise
from audioedition.version import __version__

if TYPE_CHECKING:
    from lxml.etree import _Element

FOLDER = "daisy"
AUDIO_NAME = "audio.mp3"
FORMAT = "Daisy 2.02"
_GENERATOR = f"audioedition {__version__}"
_XHTML_DOCTYPE = (
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" '
    '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">'
)
_SMIL_DOCTYPE = '<!DOCTYPE smil PUBLIC "-//W3C//DTD SMIL 1.0//EN" "http://www.w3.org/TR/REC-smil/SMIL10.dtd">'


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """One SMIL file: a chapter's sentences."""

    name: str
    """``s0001.smil``."""
    title: str
    sentences: tuple[Sentence, ...]
    """All are heard; at least one."""

    def target(self, kind: str) -> str:
        """Where its first sentence stands: ``kind`` is ``par`` or ``text``."""
        return f"{self.name}#{kind}-{self.sentences[0].id}"

    @property
    def duration_ms(self) -> int:
        return sum(sentence.end_ms - sentence.begin_ms for sentence in self.sentences)


@dataclass(frozen=True, slots=True, kw_only=True)
class NccHeading:
    """One heading of ncc.html."""

    level: int
    """1 to 6; the first is the book's title, level 1."""
    title: str
    target: str
    """``s0001.smil#par-s1``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NccSidebar:
    """A picture's caption, which the listener's player passes over when it is told to leave sidebars out."""

    title: str
    target: str


def render_daisy(edition: Edition) -> dict[str, bytes]:
    """Name within ``daisy/`` -> content; ``audio.mp3`` is missing. ``{}`` when nothing of the edition is heard.

    Raises PublishError when the edition contradicts itself.
    """
    book = arrange_book(edition)
    tracks = arrange_tracks(edition, book)
    if not any(tracks):
        return {}
    filled = [track for track in tracks if track]
    sidebars = arrange_sidebars(book, filled)
    entries = in_reading_order(arrange_entries(edition, book, tracks), sidebars, tracks=filled)
    aside = {sentence.id for block in _captions(book) for sentence in block.heard}
    elapsed_ms = accumulate((track.duration_ms for track in filled), initial=0)
    return {
        "ncc.html": _ncc(edition, entries, files=len(filled) + 4),
        "content.html": _content(edition, book, filled),
        "master.smil": _master(edition, filled),
        **{
            t.name: _smil(edition, t, before_ms=before_ms, aside=aside)
            for t, before_ms in zip(filled, elapsed_ms, strict=False)
        },
    }


def arrange_tracks(edition: Edition, book: Book) -> tuple[Track | None, ...]:
    """One per chapter: the sentences heard in it, shared out by time. ``None`` where there are none."""
    chapters = edition.chapters or (Chapter(start_ms=0, end_ms=edition.duration_ms, title=edition.title),)
    groups: list[list[Sentence]] = [[] for _ in chapters]
    place = 0
    for sentence in (s for document in book.documents for s in document.sentences if s.heard):
        middle_ms = (sentence.begin_ms + sentence.end_ms) // 2
        while place + 1 < len(chapters) and chapters[place + 1].start_ms <= middle_ms:
            place += 1
        groups[place].append(sentence)
    return tuple(
        Track(name=f"s{number:04}.smil", title=_title(chapter.title, edition), sentences=tuple(group))
        if group
        else None
        for number, (chapter, group) in enumerate(zip(chapters, groups, strict=True), 1)
    )


def arrange_entries(edition: Edition, book: Book, tracks: Sequence[Track | None]) -> tuple[NccHeading, ...]:
    """The title, then rubrics and chapters. The first chapter, where no rubric holds it, is the title itself.

    A rubric leads to the ``text`` of the sentence to whose ``par`` its first article leads: places differ.
    """
    first = next(track for track in tracks if track)
    entries = [NccHeading(level=1, title=_title(edition.title, edition), target=first.target("par"))]
    remaining = iter(tracks)
    for section in book.sections:
        chapters = [(c, t) for c in section.chapters if (t := next(remaining, None))]
        if not section.title:
            chapters = [(c, t) for c, t in chapters if c is not edition.chapters[0]]
        elif chapters:
            entries.append(NccHeading(level=2, title=section.title, target=chapters[0][1].target("text")))
        for chapter, track in chapters:
            level = 3 if section.title else 2
            entries.append(
                NccHeading(level=level, title=_title(chapter.title, edition), target=track.target("par"))
            )
    return tuple(entries)


def _captions(book: Book) -> Iterator[BookPassage]:
    return (block for document in book.documents for block in document.blocks if block.role == "caption")


def arrange_sidebars(book: Book, tracks: Sequence[Track]) -> tuple[NccSidebar, ...]:
    """The captions that are heard, by their first sentence. Notes are never read, and DAISY 2.02 has no word for lists
    and tables."""
    track_of = {sentence.id: track for track in tracks for sentence in track.sentences}
    firsts = [block.heard[0] for block in _captions(book) if block.heard]
    return tuple(
        NccSidebar(title=first.text, target=f"{track_of[first.id].name}#par-{first.id}") for first in firsts
    )


def in_reading_order(
    headings: Sequence[NccHeading], sidebars: Sequence[NccSidebar], *, tracks: Sequence[Track]
) -> tuple[NccHeading | NccSidebar, ...]:
    """As ncc.html has to list them: by where they lead; a heading before what stands under it."""
    places = [f"{kind}-{s.id}" for track in tracks for s in track.sentences for kind in ("text", "par")]
    order = {place: n // 2 for n, place in enumerate(places)}
    entries: list[NccHeading | NccSidebar] = [*headings, *sidebars]
    return tuple(sorted(entries, key=lambda entry: order[entry.target.partition("#")[2]]))


def _title(title: str, edition: Edition) -> str:
    return title.strip() or edition.title.strip() or edition.slug


def _ncc(edition: Edition, entries: Sequence[NccHeading | NccSidebar], *, files: int) -> bytes:
    levels = [entry.level for entry in entries if isinstance(entry, NccHeading)]
    root, head, body = start_page(edition, title=edition.title)
    _declare_charset(head)
    total = vtt_time((read_ms(edition) + 500) // 1000 * 1000)[:8]
    facts = {
        "dc:title": _title(edition.title, edition),
        "dc:creator": edition.byline or edition.site or "–",
        "dc:date": iso_day(edition.published) or iso_day(edition.created_at) or "1970-01-01",
        "dc:description": edition.edited.summary or "",
        "dc:format": FORMAT,
        "dc:identifier": edition.id,
        "dc:language": edition.language,
        "dc:publisher": edition.site or "audioedition",
        "dc:source": edition.url or "",
        "ncc:charset": "utf-8",
        "ncc:depth": str(max(levels)),
        "ncc:files": str(files),
        "ncc:footnotes": "0",
        "ncc:generator": _GENERATOR,
        "ncc:maxPageNormal": "0",
        "ncc:multimediaType": "audioFullText",
        "ncc:narrator": narrator(edition.voice, edition.language),
        "ncc:pageFront": "0",
        "ncc:pageNormal": "0",
        "ncc:pageSpecial": "0",
        "ncc:prodNotes": "0",
        "ncc:producer": edition.site or "audioedition",
        "ncc:setInfo": "1 of 1",
        "ncc:sidebars": str(len(entries) - len(levels)),
        "ncc:tocItems": str(len(entries)),
        "ncc:totalTime": total,
    }
    for name, content in facts.items():
        if content:
            tag(head, "meta", name=name, content=content)
    for number, entry in enumerate(entries, 1):
        name = f"h{entry.level}" if isinstance(entry, NccHeading) else "span"
        heading = tag(body, name, id=f"n{number}")
        if number == 1 or name == "span":
            heading.set("class", "title" if number == 1 else "sidebar")
        tag(heading, "a", entry.title, href=entry.target)
    return serialise(root, doctype=_XHTML_DOCTYPE)


def _content(edition: Edition, book: Book, tracks: Sequence[Track]) -> bytes:
    """The text; each sentence leads back to its place in the sound, so that players go both ways."""
    root, head, body = start_page(edition, title=edition.title)
    _declare_charset(head)
    for document in book.documents:
        add_blocks(tag(body, "div"), document.blocks, caption="sidebar")
    track_of = {sentence.id: track for track in tracks for sentence in track.sentences}
    for span in [element for element in root.iter(XHTML + "span") if element.get("id") in track_of]:
        words, foreign = span.text, list(span)
        span.text = None
        track = track_of[span.get("id", "")]
        # Words of another language have elements of their own: they go with it, or they stand before the rest.
        tag(span, "a", words, href=f"{track.name}#par-{span.get('id')}").extend(foreign)
    add_edition_facts(tag(body, "div"), edition)
    return serialise(root, doctype=_XHTML_DOCTYPE, indent=False)


def _smil(edition: Edition, track: Track, *, before_ms: int, aside: Set[str]) -> bytes:
    """``aside``: ids of the sentences that a player may be told to pass over."""
    root, body = _start_smil(
        edition,
        {
            "title": track.title,
            "ncc:totalElapsedTime": vtt_time(before_ms),
            "ncc:timeInThisSmil": vtt_time(track.duration_ms),
        },
    )
    sequence = add(body, "seq", dur=f"{track.duration_ms / 1000:.3f}s")
    for sentence in track.sentences:
        skippable = {"system_required": "sidebar-on"} if sentence.id in aside else {}
        par = add(sequence, "par", endsync="last", id=f"par-{sentence.id}", **skippable)
        add(par, "text", src=f"content.html#{sentence.id}", id=f"text-{sentence.id}")
        clip = {
            "clip_begin": f"npt={sentence.begin_ms / 1000:.3f}s",
            "clip_end": f"npt={sentence.end_ms / 1000:.3f}s",
        }
        add(par, "audio", src=AUDIO_NAME, id=f"audio-{sentence.id}", **clip)
    return serialise(root, doctype=_SMIL_DOCTYPE)


def _master(edition: Edition, tracks: Sequence[Track]) -> bytes:
    root, body = _start_smil(edition, {"ncc:timeInThisSmil": vtt_time(read_ms(edition))})
    for track in tracks:
        add(body, "ref", src=track.name, title=track.title, id=f"ref-{track.name.removesuffix('.smil')}")
    return serialise(root, doctype=_SMIL_DOCTYPE)


def _start_smil(edition: Edition, facts: Mapping[str, str]) -> tuple[_Element, _Element]:
    from lxml import etree

    root = etree.Element("smil")
    head = add(root, "head")
    common = {
        "dc:format": FORMAT,
        "dc:identifier": edition.id,
        "dc:title": _title(edition.title, edition),
        "ncc:generator": _GENERATOR,
    }
    for name, content in {**common, **facts}.items():
        add(head, "meta", name=name, content=content)
    add(add(head, "layout"), "region", id="textView")
    return root, add(root, "body")


def _declare_charset(head: _Element) -> None:
    tag(head, "meta", http_equiv="Content-type", content="text/html; charset=utf-8")
