"""The podcast feed, read back as podcast apps read it: by feedparser and by XPath."""

from __future__ import annotations

import io
import json
import uuid
from dataclasses import replace
from pathlib import Path

import feedparser
import pytest
from click.testing import CliRunner
from lxml import etree
from PIL import Image

from audioedition.cli import main
from audioedition.errors import PublishError, UsageError
from audioedition.model import Chapter, Edition
from audioedition.publish.feed.cover import drawable, is_cover_of
from audioedition.publish.feed.feed import build_feed, feed_is_due
from audioedition.publish.feed.feed_settings import FeedSettings, read_settings
from audioedition.publish.feed.feed_xml import FeedItem, feed_guid, published_at, render_feed
from audioedition.publish.show_notes import render_show_notes
from tests.support.by_hand import corrected, digest, hostile, make_edition
from tests.support.on_disk import put_on_disk

BASE = "https://audio.example.fr/editions/"
BESIDE = ("transcript.vtt", "transcript.srt", "transcript.html", "chapters.json", "index.html")
NS = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "atom": "http://www.w3.org/2005/Atom",
}


def render(*editions: Edition, base_url: str = BASE, settings: FeedSettings | None = None) -> bytes:
    items = [
        FeedItem(edition=e, folder=f"2026-03-01-{e.slug}", size_bytes=1234, files=frozenset(BESIDE))
        for e in editions
    ]
    return render_feed(
        items, base_url=base_url, settings=settings or FeedSettings(), image_url=base_url + "cover.png"
    )


def values(data: bytes, path: str) -> list[str]:
    found = etree.fromstring(data).xpath(path, namespaces=NS)
    return [str(f) for f in found]


def test_an_item_carries_all_that_a_podcast_app_asks_for() -> None:
    feed = feedparser.parse(render(make_edition()))
    assert not feed.bozo
    (item,) = feed.entries
    assert item.title == "Le vieux pont rouvre aux promeneurs"
    assert item.id == make_edition().id
    assert item.guidislink is False
    assert item.link == BASE + "2026-03-01-le-vieux-pont/index.html"
    assert item.published_parsed[:5] == (2026, 3, 1, 5, 30)
    (enclosure,) = item.enclosures
    assert enclosure.href == BASE + "2026-03-01-le-vieux-pont/le-vieux-pont.mp3"
    assert (enclosure.length, enclosure.type) == ("1234", "audio/mpeg")
    assert int(item.itunes_duration) == round(make_edition().duration_ms / 1000)


def test_podcasting_2_0_links_say_their_types() -> None:
    data = render(make_edition())
    folder = BASE + "2026-03-01-le-vieux-pont/"
    assert values(data, "//item/podcast:transcript/@type") == [
        "text/vtt",
        "application/x-subrip",
        "text/html",
    ]
    assert values(data, "//item/podcast:transcript/@url")[0] == folder + "transcript.vtt"
    assert values(data, "//item/podcast:chapters/@url") == [folder + "chapters.json"]
    assert values(data, "//item/podcast:chapters/@type") == ["application/json+chapters"]
    assert values(data, "//item/podcast:txt[@purpose='ai-content']/text()") == ["true"]
    assert values(data, "//channel/podcast:txt[@purpose='ai-content']/text()") == ["true"]
    assert values(data, "//item/guid/@isPermaLink") == ["false"]
    assert values(data, "//channel/podcast:medium/text()") == ["podcast"]
    assert values(data, "//channel/podcast:locked/text()") == ["yes"]
    assert values(data, "//channel/atom:link[@rel='self']/@href") == [BASE + "feed.xml"]
    assert values(data, "//channel/itunes:image/@href") == [BASE + "cover.png"]
    assert values(data, "//channel/itunes:category/@text") == ["News"]
    assert values(data, "//channel/itunes:category/itunes:category/@text") == ["Daily News"]


def test_only_files_that_exist_are_linked() -> None:
    bare = FeedItem(edition=make_edition(), folder="f", size_bytes=1)
    data = render_feed([bare], base_url=BASE, settings=FeedSettings(), image_url=BASE)
    assert values(data, "//podcast:transcript | //podcast:chapters") == []
    assert values(data, "//item/link/text()") == [make_edition().url]


@pytest.mark.parametrize(
    ("url", "guid"),
    [  # the two examples of the podcast:guid specification
        ("https://podnews.net/rss/", "9b024349-ccf0-5f69-a609-6b82873eab3c"),
        ("https://mp3s.nashownotes.com/pc20rss.xml", "917393e3-1b1e-5cef-ace4-edaa54e1f810"),
    ],
)
def test_the_feed_s_guid_follows_its_specification(url: str, guid: str) -> None:
    assert feed_guid(url) == guid


def test_show_notes_have_times_disclosure_article_and_corrections() -> None:
    (item,) = feedparser.parse(render(corrected(make_edition()))).entries
    notes = item.content[0].value
    assert "0:00 Le vieux pont rouvre" in notes
    assert "synthèse" in notes
    assert 'href="https://journal.example/ponts"' in notes
    assert "Correction du 2\u00a0mars 2026" in notes or "Correction du 2 mars 2026" in notes
    assert "3,5 millions d’euros, et non 5,3" in notes
    assert notes.count("Correction du") == 1  # the first revision corrected nothing
    assert "synthèse" in item.summary


def test_of_very_many_chapters_the_notes_list_the_first_and_keep_address_and_corrections() -> None:
    plain = corrected(make_edition())
    chapters = tuple(
        Chapter(start_ms=n * 1000, end_ms=(n + 1) * 1000, title=f"Où l’on passe le gué « {n} » à pied")
        for n in range(300)
    )
    short, long = (render_show_notes(replace(plain, chapters=chapters[:n])) for n in (12, 300))
    assert short.count("à pied") == 12
    assert "autres chapitres" not in short
    listed = long.count("à pied")
    assert f"<li>… et {300 - listed} autres chapitres</li></ul>" in long
    assert "« 0 »" in long
    assert 3800 < len(long.encode()) <= 4000
    assert 'href="https://journal.example/ponts"' in long
    assert "Correction du" in long


def test_a_correction_keeps_the_guid_and_changes_the_enclosure() -> None:
    before, after = (
        feedparser.parse(render(e)).entries[0] for e in (make_edition(), corrected(make_edition()))
    )
    assert before.id == after.id
    assert before.published == after.published
    assert after.enclosures[0].href.endswith("/le-vieux-pont.r2.mp3")


def test_a_digest_is_one_item_with_its_rubrics_in_the_notes() -> None:
    (item,) = feedparser.parse(render(digest())).entries
    assert "Ville – Le pont rouvre" in item.content[0].value


def test_newest_first_and_limited() -> None:
    days = [
        replace(make_edition(slug=f"n{n}"), published=f"2026-03-{n:02}T08:00:00Z", title=f"Jour {n}")
        for n in (2, 3, 1)
    ]
    titles = [e.title for e in feedparser.parse(render(*days)).entries]
    assert titles == ["Jour 3", "Jour 2", "Jour 1"]
    limited = feedparser.parse(render(*days, settings=FeedSettings(limit=2))).entries
    assert [e.title for e in limited] == ["Jour 3", "Jour 2"]


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (None, "2026-03-01T07:00:00+00:00"),
        ("2026-03-01", "2026-03-01T07:00:00+00:00"),
        ("2026-02-27", "2026-02-27T00:00:00+00:00"),
        ("2026-03-01T08:30:00+02:00", "2026-03-01T06:30:00+00:00"),
        ("2026-03-01T08:30:00Z", "2026-03-01T08:30:00+00:00"),
        (
            "2026-03-01T08:30:00",
            "2026-03-01T07:30:00+00:00",
        ),  # Paris, as for its hour: apps hide what is to come
        ("hier soir", "2026-03-01T07:00:00+00:00"),
        ("", "2026-03-01T07:00:00+00:00"),
    ],
)
def test_publication_time(published: str | None, expected: str) -> None:
    assert published_at(replace(make_edition(), published=published)).isoformat() == expected


def test_a_day_that_has_just_begun_in_paris_is_not_to_come() -> None:
    edition = replace(make_edition(), published="2026-03-01", created_at="2026-02-28T23:30:00+00:00")
    assert published_at(edition).isoformat() == edition.created_at


def test_hostile_words_stay_words() -> None:
    data = render(hostile(), settings=FeedSettings(title="]]></title> & « Écho »", author='"<b>'))
    feed = feedparser.parse(data)
    assert not feed.bozo
    assert feed.feed.title == "]]></title> & « Écho »"
    root = etree.fromstring(data)
    assert root.xpath("//item/title/text()")[0] == hostile().title
    notes = root.xpath("//content:encoded/text()", namespaces=NS)[0]
    html = etree.HTML(notes)
    assert not html.xpath("//script | //img | //@onerror")
    assert "javascript:" not in data.decode()


@pytest.mark.parametrize("evil", ["\x00\x08\x1b", "\ud800", "\ufffe", "a\x0bb"])
def test_characters_that_xml_forbids_are_left_out(evil: str) -> None:
    edition = replace(make_edition(), title=f"Avant{evil}après", byline=evil)
    title = etree.fromstring(render(edition)).xpath("//item/title/text()")[0]
    assert title.startswith("Avant")
    assert title.endswith(("après", "baprès"))


def test_the_same_editions_give_the_same_bytes() -> None:
    assert render(make_edition(), digest()) == render(digest(), make_edition())


# --- on the disk -----------------------------------------------------------------------------------------


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    put_on_disk(tmp_path, make_edition(), extra=BESIDE)
    return tmp_path


def test_a_feed_is_built_with_real_lengths_and_a_drawn_cover(shelf: Path) -> None:
    result = build_feed(shelf, base_url=BASE)
    assert (result.items, result.left_out) == (1, ())
    (item,) = feedparser.parse(result.path.read_bytes()).entries
    mp3 = shelf / "2026-03-01-le-vieux-pont" / "le-vieux-pont.mp3"
    assert int(item.enclosures[0].length) == mp3.stat().st_size
    with Image.open(shelf / "cover.png") as cover:
        assert (cover.format, cover.mode) == ("PNG", "RGB")
        assert cover.width == cover.height
        assert 1400 <= cover.width <= 3000


def test_base_url_without_its_slash(shelf: Path) -> None:
    build_feed(shelf, base_url="https://audio.example.fr/editions")
    data = (shelf / "feed.xml").read_bytes()
    assert values(data, "//enclosure/@url") == [BASE + "2026-03-01-le-vieux-pont/le-vieux-pont.mp3"]


@pytest.mark.parametrize(
    "url", ["", "audio.example.fr", "ftp://a.example/", "https://", "https://a.fr/?x=1", "http://["]
)
def test_a_base_url_that_is_none_is_refused(shelf: Path, url: str) -> None:
    with pytest.raises(UsageError):
        build_feed(shelf, base_url=url)
    assert not (shelf / "feed.xml").exists()


def test_missing_altered_and_damaged_editions_are_named_and_left_out(shelf: Path) -> None:
    gone = put_on_disk(shelf, make_edition(slug="sans-son"))
    (gone / "sans-son.mp3").unlink()
    cut = put_on_disk(shelf, make_edition(slug="coupe"))
    (cut / "coupe.mp3").write_bytes(b"ID3")
    torn = put_on_disk(shelf, make_edition(slug="dechire"))
    (torn / "edition.json").write_text('{"schema": 1, "id": ', encoding="utf-8")
    newer = put_on_disk(shelf, make_edition(slug="futur"))
    (newer / "edition.json").write_text('{"schema": 2}', encoding="utf-8")
    (shelf / "notes").mkdir()
    (shelf / ".cache").mkdir()
    result = build_feed(shelf, base_url=BASE)
    assert result.items == 1
    assert len(result.left_out) == 4
    for folder in (gone, cut, torn, newer):
        assert any(str(folder) in sentence for sentence in result.left_out)


def test_missing_transcripts_are_said(tmp_path: Path) -> None:
    put_on_disk(tmp_path, make_edition())
    result = build_feed(tmp_path, base_url=BASE, settings=FeedSettings(email="a@b.fr"))
    assert result.items == 1
    (warning,) = result.warnings
    assert "transcript.vtt" in warning
    assert "audioedition publish" in warning


def test_two_editions_with_one_slug_are_two_items(shelf: Path) -> None:
    other = replace(make_edition(), id=uuid.uuid4().urn, identity="https://journal.example/autre")
    put_on_disk(shelf, other, folder="2026-03-02-le-vieux-pont", extra=BESIDE)
    data = build_feed(shelf, base_url=BASE).path.read_bytes()
    assert len(set(values(data, "//guid/text()"))) == 2
    assert len(set(values(data, "//enclosure/@url"))) == 2


def test_one_guid_is_one_item_the_newest_revision(shelf: Path) -> None:
    put_on_disk(shelf, corrected(make_edition()), folder="2026-03-02-copie", extra=BESIDE)
    result = build_feed(shelf, base_url=BASE)
    assert values(result.path.read_bytes(), "//enclosure/@url") == [
        BASE + "2026-03-02-copie/le-vieux-pont.r2.mp3"
    ]
    assert len(result.left_out) == 1


def test_an_unchanged_feed_is_not_written_again(shelf: Path) -> None:
    path = build_feed(shelf, base_url=BASE).path
    before = path.stat().st_ino, path.stat().st_mtime_ns
    build_feed(shelf, base_url=BASE)
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == before


def test_an_empty_folder_gives_a_valid_empty_feed_and_no_folder_an_error(tmp_path: Path) -> None:
    data = build_feed(tmp_path, base_url=BASE).path.read_bytes()
    assert not feedparser.parse(data).bozo
    with pytest.raises(PublishError, match="nulle-part"):
        build_feed(tmp_path / "nulle-part", base_url=BASE)


# --- settings --------------------------------------------------------------------------------------------


def write_settings(folder: Path, text: str) -> Path:
    path = folder / "feed.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_settings_are_used(shelf: Path) -> None:
    write_settings(
        shelf,
        'title = "L’Écho à écouter"\nemail = "audio@echo.example"\ncategory = "Society & Culture"\n'
        'language = "fr-CA"\nlocked = false\nguid = "917393e3-1b1e-5cef-ace4-edaa54e1f810"\n',
    )
    data = build_feed(shelf, base_url=BASE).path.read_bytes()
    assert values(data, "//channel/title/text()") == ["L’Écho à écouter"]
    assert values(data, "//channel/itunes:owner/itunes:email/text()") == ["audio@echo.example"]
    assert values(data, "//channel/itunes:category/@text") == ["Society & Culture"]
    assert values(data, "//channel/itunes:category/*") == []
    assert values(data, "//channel/podcast:guid/text()") == ["917393e3-1b1e-5cef-ace4-edaa54e1f810"]
    assert values(data, "//channel/podcast:locked/text()") == ["no"]


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ('titel = "Écho"', "titel"),
        ("title = 3", "title"),
        ('title = " "', "title"),
        ('explicit = "no"', "explicit"),
        ('email = "personne"', "email"),
        ('link = "echo.example"', "link"),
        ('language = "français"', "language"),
        ('category = "Actualités"', "category"),
        ('category = "Arts"\nsubcategory = "Politics"', "subcategory"),
        ('guid = "42"', "guid"),
        ("limit = -1", "limit"),
        ('image = "absente.png"', "image"),
    ],
)
def test_a_wrong_setting_is_named_with_file_line_and_key(tmp_path: Path, line: str, key: str) -> None:
    path = write_settings(tmp_path, f"# notre flux\n\n{line}\n")
    number = 3 + line.count("\n")
    with pytest.raises(UsageError) as caught:
        read_settings(path)
    assert f"{path}, line {number}: {key}:" in str(caught.value)


def test_settings_that_are_not_toml(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"feed\.toml"):
        read_settings(write_settings(tmp_path, "title = « Écho »"))


def picture(path: Path, size: tuple[int, int], *, mode: str = "RGB", kind: str = "JPEG") -> None:
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind)
    path.write_bytes(out.getvalue())


def test_a_given_picture_is_published(shelf: Path) -> None:
    picture(shelf / "une.jpg", (1500, 1500))
    write_settings(shelf, 'image = "une.jpg"')
    data = build_feed(shelf, base_url=BASE).path.read_bytes()
    assert values(data, "//channel/itunes:image/@href") == [BASE + "cover.jpg"]
    assert (shelf / "cover.jpg").read_bytes() == (shelf / "une.jpg").read_bytes()


@pytest.mark.parametrize(
    ("size", "mode", "kind"),
    [((1399, 1399), "RGB", "JPEG"), ((3001, 3001), "RGB", "PNG"), ((1500, 1400), "RGB", "PNG"),
     ((1500, 1500), "CMYK", "JPEG"), ((1500, 1500), "RGB", "GIF")],
)  # fmt: skip
def test_a_picture_that_directories_refuse(shelf: Path, size: tuple[int, int], mode: str, kind: str) -> None:
    picture(shelf / "une", size, mode=mode, kind=kind)
    write_settings(shelf, 'image = "une"')
    with pytest.raises(UsageError, match=f"{size[0]} × {size[1]} px") as caught:
        build_feed(shelf, base_url=BASE)
    assert "1400 to 3000" in caught.value.hint


def test_a_picture_that_is_none(shelf: Path) -> None:
    (shelf / "une.png").write_text("<svg/>")
    write_settings(shelf, 'image = "une.png"')
    with pytest.raises(UsageError, match="not a picture"):
        build_feed(shelf, base_url=BASE)


@pytest.mark.parametrize(
    "title", ["", "😀🎧", "x" * 300, "mot " * 90, "مرحبا", "a\x00b", "L’Œuvre : « où ? »"]
)
def test_a_cover_can_be_drawn_for_any_title(shelf: Path, title: str) -> None:
    build_feed(shelf, base_url=BASE, settings=FeedSettings(title=title, author=title))
    with Image.open(shelf / "cover.png") as cover:
        assert cover.width == cover.height == 2000


def test_a_cover_is_drawn_again_only_for_another_title(shelf: Path) -> None:
    build_feed(shelf, base_url=BASE, settings=FeedSettings(title="Un"))
    first = (shelf / "cover.png").read_bytes()
    assert is_cover_of(first, "Un")
    build_feed(shelf, base_url=BASE, settings=FeedSettings(title="Deux"))
    second = (shelf / "cover.png").read_bytes()
    assert second != first
    assert is_cover_of(second, "Deux")
    assert not is_cover_of(second, "Un")
    assert not is_cover_of(b"\x89PNG", "Un")


def test_the_cover_s_letters_have_all_of_french() -> None:
    assert (
        drawable("Àâæçéèêëîïôœùûüÿ ŒÆÇ « » ’ – — …€").replace("\u00a0", " ")
        == "Àâæçéèêëîïôœùûüÿ ŒÆÇ « » ’ – — …€"
    )


# --- the command -----------------------------------------------------------------------------------------


def test_the_command_prints_the_path_and_fails_when_an_edition_is_left_out(shelf: Path) -> None:
    run = CliRunner(mix_stderr=False).invoke(main, ["feed", "build", str(shelf), "--base-url", BASE])
    assert (run.exit_code, run.stdout.strip()) == (0, str(shelf / "feed.xml"))
    broken = put_on_disk(shelf, make_edition(slug="sans-son"))
    (broken / "sans-son.mp3").unlink()
    run = CliRunner(mix_stderr=False).invoke(main, ["feed", "build", str(shelf), "--base-url", BASE])
    assert run.exit_code == 8
    assert "sans-son.mp3 is missing" in run.stderr
    assert json.loads((broken / "edition.json").read_bytes())["slug"] == "sans-son"


def test_an_unknown_setting_ends_with_exit_code_2(shelf: Path) -> None:
    write_settings(shelf, "colour = 1")
    run = CliRunner(mix_stderr=False).invoke(main, ["feed", "build", str(shelf), "--base-url", BASE])
    assert run.exit_code == 2
    assert "line 1: colour: unknown key" in run.stderr


def test_an_item_of_the_future_is_left_out_until_its_hour(tmp_path: Path) -> None:
    """``feed build`` listed an item of 2027 first, before the article itself was to be read."""
    now, later = 1784016000.0, "2026-07-15T06:00:00+02:00"  # now: 14 July 2026, 10:00 in Paris
    put_on_disk(tmp_path, replace(make_edition(), published="2026-07-14T09:00:00+02:00"), folder="ce-matin")
    embargo = replace(make_edition(), id="urn:uuid:" + str(uuid.uuid4()), published=later)
    put_on_disk(tmp_path, embargo, folder="demain")
    result = build_feed(tmp_path, base_url=BASE, now=now)
    assert (result.items, result.left_out) == (1, ())
    assert len(result.waiting) == 1
    assert later in result.waiting[0]
    assert b"demain" not in result.path.read_bytes()
    assert not feed_is_due(tmp_path, now=now)
    hour = now + 20 * 3600
    assert feed_is_due(tmp_path, now=hour)
    assert build_feed(tmp_path, base_url=BASE, now=hour).items == 2
    assert not feed_is_due(tmp_path, now=hour), "it is built once"
