"""What a person writes of an edition reaches all that names it, stays when its page is read again, and is told."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import mutagen.id3
import pytest

from audioedition.fetch.addresses import Access
from audioedition.model import EditedFacts, Edition
from audioedition.produce.by_hand import EditionChanged, options_as_made
from audioedition.produce.produce import EditionOptions, Produced, ReadArticle, produce_edition
from audioedition.produce.status import check_editions
from audioedition.publish.feed.feed import build_feed
from audioedition.publish.folder.facts import article_of
from audioedition.publish.folder.shelf import read_edition
from audioedition.publish.folder.which import staging_article
from audioedition.speak.clip_store import FolderStore
from audioedition.system.moments import date_at, day_and_hour, iso_in_paris
from tests.produce.test_picture import smooth
from tests.support.site import Site, serving

PAGE = """<html lang="fr"><head><title>Le lavoir</title><meta name="author" content="Jean Aubry">
<meta property="article:published_time" content="2026-03-02T08:00:00+01:00"></head><body><article>
<h1>Le lavoir du bas rouvre samedi</h1><p>Le lavoir du bas rouvre samedi, après deux ans de travaux menés par les
habitants du quartier. {more}</p><p>La commune a payé les pierres, les voisins ont donné leurs dimanches, et le toit
tient de nouveau.</p></article></body></html>"""


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with serving() as found:
        yield found


class Road:
    """One page, its edition, and what a person writes of it."""

    def __init__(self, site: Site, home: Path) -> None:
        self.site, self.output = site, home / "output"
        self.access = Access(allow_private=True, ports=(site.port,))
        self.store = FolderStore(home / "clips")

    def read_page(self, more: str = "") -> Produced:
        address = self.site.put("/lavoir", PAGE.format(more=more))
        return self._produce(address, EditionOptions(voice="tone"))

    def write(self, edition: Edition, note: str = "", revision: int | None = None, **facts: str) -> Produced:
        read = ReadArticle(
            article=article_of(edition),
            identity=edition.identity,
            from_web=True,
            edited=EditedFacts(**facts),
            note=note,
            revision=revision,
        )
        return self._produce(read, options_as_made(edition, output=self.output))

    def _produce(self, source: str | ReadArticle, options: EditionOptions) -> Produced:
        return produce_edition(
            source, output=self.output, options=options, access=self.access, store=self.store
        )


@pytest.fixture
def road(site: Site, tmp_path: Path) -> Road:
    return Road(site, tmp_path)


def test_byline_date_and_picture_reach_sound_page_feed_and_book(road: Road) -> None:
    first = road.read_page().edition
    road.site.put("/lavoir.jpg", smooth(), Content_Type="image/jpeg")
    done = road.write(
        first,
        "La signature manquait.",
        byline="Zoé Le Dantec",
        published="2026-03-03T09:30:00+01:00",
        image=f"{road.site.url}/lavoir.jpg",
        summary="Deux ans de dimanches.",
    )
    edition = read_edition(done.folder).edition
    assert (done.status, edition.revision, edition.byline) == ("revised", 2, "Zoé Le Dantec")
    assert any("Zoé Le Dantec" in cue.text for cue in edition.cues)  # it is said, too
    revision = edition.revisions[-1]
    assert revision.note == "La signature manquait."
    assert [sentence.partition(" ")[0] for sentence in revision.changes] == [
        "Signature",
        "Date",
        "Image",
        "Résumé",
    ]
    page = (done.folder / "index.html").read_text(encoding="utf-8")
    assert all(
        words in page for words in ("La signature manquait.", "Zoé Le Dantec", "Deux ans de dimanches.")
    )
    tags = mutagen.id3.ID3(done.audio_path)
    assert (str(tags["TPE1"]), len(tags.getall("APIC"))) == ("Zoé Le Dantec", 1)
    feed = build_feed(road.output, base_url="https://audio.example/").path.read_text(encoding="utf-8")
    assert "<itunes:author>Zoé Le Dantec" in feed
    assert "Deux ans de dimanches." in feed
    assert "Tue, 03 Mar 2026 08:30:00" in feed
    with zipfile.ZipFile(next(done.folder.glob("*.epub"))) as book:
        package = next(book.read(name).decode() for name in book.namelist() if name.endswith(".opf"))
    assert all(words in package for words in ("Zoé Le Dantec", "Deux ans de dimanches.", "2026-03-03"))
    ncc = (done.folder / "daisy" / "ncc.html").read_text(encoding="utf-8")
    assert "Zoé Le Dantec" in ncc
    assert "Deux ans de dimanches." in ncc

    again = road.read_page()  # a watch looks again: the page still says what it said
    assert (again.status, again.edition.byline, again.edition.revision) == ("unchanged", "Zoé Le Dantec", 2)
    assert [status.state for status in check_editions(road.output, access=road.access)] == ["current"]
    corrected = road.read_page("Les enfants y jouent déjà.")
    assert (corrected.status, corrected.edition.byline) == ("revised", "Zoé Le Dantec")
    assert corrected.edition.revisions[-1].note == ""

    bare = road.write(corrected.edition, byline="", image="")
    assert (bare.edition.byline, bare.edition.artwork) == (None, None)
    assert not (bare.folder / "artwork.jpg").exists()  # whoever takes a picture back means it
    assert "« Zoé Le Dantec » devient « aucune »" in bare.edition.revisions[-1].changes[0].replace(
        "\u00a0", " "
    )


def test_what_is_not_heard_is_a_revision_of_the_same_sound_and_embargoes_hold(road: Road) -> None:
    first = road.read_page().edition
    done = road.write(first, summary="Un toit qui tient.", note="Résumé raccourci.")
    assert (done.status, done.edition.revision) == ("revised", 2)
    assert done.edition.audio == first.audio
    assert done.edition.revisions[-1].changes == ("Résumé revu.",)
    noted = road.write(done.edition, note="Rien d’autre.", summary="Un toit qui tient.")
    assert (noted.edition.revision, noted.edition.revisions[-1].told) == (3, ("Rien d’autre.",))
    done = road.write(noted.edition, published="2999-01-01T08:00:00+01:00")
    assert any("leaves its edition out" in note for note in done.notes)
    assert build_feed(road.output, base_url="https://audio.example/").items == 0


@pytest.mark.parametrize(
    ("date", "day", "hour"),
    [
        ("2026-03-02", "2026-03-02", ""),
        ("2026-03-02T07:00:00Z", "2026-03-02", "08:00"),
        ("2026-07-02T23:30:00+00:00", "2026-07-03", "01:30"),
        ("hier", "", ""),
        (None, "", ""),
    ],
)
def test_dates_as_a_form_shows_them(date: str | None, day: str, hour: str) -> None:
    assert day_and_hour(date) == (day, hour)
    if day:
        assert day_and_hour(date_at(day, hour)) == (day, hour)


def test_now_is_the_day_that_readers_call_today() -> None:
    late = datetime(2026, 11, 30, 23, 31, tzinfo=timezone.utc)
    assert iso_in_paris(late) == "2026-12-01T00:31:00+01:00"


@pytest.mark.parametrize(("day", "hour"), [("2026-13-45", ""), ("demain", ""), ("2026-03-02", "25:00")])
def test_what_is_no_date(day: str, hour: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        date_at(day, hour)


def test_what_is_saved_while_another_run_waits_for_the_edition_stays(
    road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A watch begins a recheck, a person saves, the watch goes on; and of two people the second one is told."""
    stands = road.read_page().edition
    bylines = ["Zoé Le Dantec"]

    def somebody_is_quicker(*arguments: Any, **options: Any) -> Any:
        if bylines:
            road.write(stands, byline=bylines.pop(), summary="Deux ans de dimanches.")
        return staging_article(*arguments, **options)

    monkeypatch.setattr("audioedition.produce.produce.staging_article", somebody_is_quicker)
    stands = road.read_page("Les enfants y jouent déjà.").edition
    assert (stands.revision, stands.byline) == (3, "Zoé Le Dantec")
    assert stands.edited == EditedFacts(byline="Zoé Le Dantec", summary="Deux ans de dimanches.")
    assert any("Zoé Le Dantec" in cue.text for cue in stands.cues)
    bylines.append("Nolwenn Prigent")
    with pytest.raises(EditionChanged):
        road.write(stands, byline="Yann Kerbrat", revision=stands.revision)
    (folder,) = road.output.glob("20*")
    assert read_edition(folder).edition.byline == "Nolwenn Prigent"


@pytest.mark.parametrize("otherwise", [False, True])
def test_what_a_killed_run_has_saved_is_nobody_elses(road: Road, otherwise: bool) -> None:
    """It was killed between the edition and its report; the next run said that somebody else had changed it. It may be
    spoken otherwise since: another lexicon, another version of the voice."""
    stands = road.read_page().edition
    note = "La signature manquait."
    road.write(stands, note, byline="Zoé Le Dantec", revision=stands.revision)
    read = ReadArticle(
        article=article_of(stands),
        identity=stands.identity,
        from_web=True,
        edited=EditedFacts(byline="Zoé Le Dantec"),
        note=note,
        revision=stands.revision,
    )
    options = options_as_made(stands, output=road.output)
    edition = road._produce(read, replace(options, rate=1.1) if otherwise else options).edition
    assert (edition.byline, edition.revision) == ("Zoé Le Dantec", 3 if otherwise else 2)
    assert [revision.note for revision in edition.revisions].count(note) == 1
    with pytest.raises(EditionChanged):
        road.write(stands, byline="Yann Kerbrat", revision=stands.revision)
