"""Several feeds, seasons, pages: read back by the parser of gPodder, by feedparser and by XPath."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import feedparser
import pytest
from click.testing import CliRunner
from lxml import etree

from audioedition.cli import main
from audioedition.errors import UsageError
from audioedition.model import Edition, Member
from audioedition.publish.feed.feed import build_feed
from audioedition.publish.feed.feed_model import Episode, FeedSettings, Person
from audioedition.publish.feed.feed_settings import read_feeds
from audioedition.publish.feed.feed_xml import FeedItem, published_at, render_feed
from audioedition.publish.feed.numbering import Numbered, number_editions
from audioedition.publish.feed.pages import split_pages
from audioedition.publish.feed.podcasting import signed_by
from audioedition.publish.feed.selection import belongs
from tests.publish.test_feed import BASE, BESIDE, NS, render, values
from tests.support.by_hand import digest, make_edition
from tests.support.on_disk import put_on_disk
from tests.support.tools import need_module

IMAGE = 'image = "https://journal.example/couverture.png"\n'
"""So that none is drawn, which takes a second."""
podcastparser = need_module("podcastparser", extra="test")


def edition(slug: str, **changes: object) -> Edition:
    """One of a day and an address of its own."""
    made = make_edition(slug=slug)
    own = {"url": f"https://journal.example/{slug}", "title": f"Titre {slug}", **changes}
    return replace(made, **own)  # type: ignore[arg-type]  # fields of an Edition


def parsed(path: Path) -> dict[str, object]:
    found: dict[str, object] = podcastparser.parse(BASE + path.name, io.BytesIO(path.read_bytes()))
    return found


def titles(path: Path) -> list[str]:
    return [item.title for item in feedparser.parse(path.read_bytes()).entries]


# --- which edition stands in which feed -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "belonging"),
    [
        (FeedSettings(), True),
        (FeedSettings(rubrics=("sport",)), True),
        (FeedSettings(rubrics=("Économie", "SPORT")), True),
        (FeedSettings(rubrics=("Culture",)), False),
        (FeedSettings(sites=("journal.example",)), True),
        (FeedSettings(sites=("regions.journal.example",)), True),
        (FeedSettings(sites=("nal.example",)), False),
        (FeedSettings(sites=("le journal d'exemple",)), True),
        (FeedSettings(query="Pont EAU"), True),
        (FeedSettings(query="ponts"), False),
        (FeedSettings(query='"bruit de l’eau"'), True),
        (FeedSettings(query='"eau de bruit"'), False),
        (FeedSettings(query="pont -riveraine"), False),
        (FeedSettings(query="pont -avion"), True),
        (FeedSettings(query="-"), True),
        (FeedSettings(only=("/sport/",)), True),
        (FeedSettings(only=("/culture/", "^https://autre")), False),
        (FeedSettings(skip=("/sport/",)), False),
        (FeedSettings(rubrics=("sport",), query="avion"), False),
    ],
)
def test_an_edition_is_chosen_by_all_that_is_asked(settings: FeedSettings, belonging: bool) -> None:
    chosen = replace(make_edition(), rubric="Sport", url="https://regions.journal.example/sport/le-pont")
    assert belongs(chosen, settings) is belonging


def test_a_digest_stands_in_the_rubrics_of_its_articles() -> None:
    member = Member(id="urn:x", title="Le pont", audio_sha256="0", rubric="Ville")
    chosen = replace(digest(), members=(member,))
    assert belongs(chosen, FeedSettings(rubrics=("ville",)))
    assert not belongs(chosen, FeedSettings(rubrics=("Sport",)))


def test_an_edition_without_rubric_site_or_address_is_in_no_feed_that_asks_for_them() -> None:
    bare = replace(make_edition(), rubric=None, site=None, url=None)
    assert belongs(bare, FeedSettings())
    for settings in (
        FeedSettings(rubrics=("a",)),
        FeedSettings(sites=("journal.example", "")),
        FeedSettings(only=("x",)),
    ):
        assert not belongs(bare, settings)
    assert not belongs(replace(bare, url="http://[", site="x"), FeedSettings(sites=("journal.example",)))


def test_feeds_of_their_own_stand_beside_the_one_of_all(tmp_path: Path) -> None:
    put_on_disk(tmp_path, edition("foot", rubric="Sport"), folder="a", extra=BESIDE)
    put_on_disk(tmp_path, edition("loi", rubric="Politique"), folder="b", extra=BESIDE)
    (tmp_path / "feed.toml").write_text(
        'title = "Tout"\nemail = "a@b.fr"\nlanguage = "fr-BE"\n'
        '[feeds.sport]\ntitle = "Le sport"\nrubrics = ["Sport"]\ncategory = "Sports"\n'
    )
    result = build_feed(tmp_path, base_url=BASE)
    assert result.items == 2
    assert sorted(titles(tmp_path / "feed.xml")) == ["Titre foot", "Titre loi"]
    (other,) = result.others
    assert (other.name, other.items, other.path.name) == ("sport", 1, "feed-sport.xml")
    data = other.path.read_bytes()
    assert titles(other.path) == ["Titre foot"]
    assert values(data, "//channel/title/text()") == ["Le sport"]
    assert values(data, "//channel/language/text()") == ["fr-BE"]
    assert values(data, "//channel/atom:link[@rel='self']/@href") == [BASE + "feed-sport.xml"]
    assert values(data, "//channel/itunes:image/@href") == [BASE + "cover-sport.png"]
    assert (tmp_path / "cover-sport.png").is_file()
    main_guid = values((tmp_path / "feed.xml").read_bytes(), "//podcast:guid/text()")
    assert values(data, "//podcast:guid/text()") != main_guid


def test_a_private_feed_is_written_nowhere_and_its_old_file_goes(tmp_path: Path) -> None:
    put_on_disk(tmp_path, edition("foot"), folder="a")
    (tmp_path / "feed.toml").write_text(IMAGE + '[feeds.amis]\ntitle = "Amis"\npage_items = 1\n')
    for slug in ("deux", "trois"):
        put_on_disk(tmp_path, edition(slug), folder=slug)
    build_feed(tmp_path, base_url=BASE)
    assert {p.name for p in tmp_path.glob("feed-amis*")} == {
        "feed-amis.xml",
        "feed-amis-archive-1.xml",
        "feed-amis-archive-2.xml",
    }
    (tmp_path / "feed.toml").write_text(
        IMAGE + '[feeds.amis]\ntitle = "Amis"\nprivate = true\npage_items = 1\n'
    )
    result = build_feed(tmp_path, base_url=BASE)
    assert result.others == ()
    assert list(tmp_path.glob("feed-amis*")) == []
    assert any("private" in warning for warning in result.warnings)


def test_what_a_private_feed_reserves_stands_in_no_public_one(tmp_path: Path) -> None:
    put_on_disk(tmp_path, edition("foot", rubric="Sport"), folder="a")
    put_on_disk(tmp_path, edition("enquete", rubric="Enquêtes"), folder="b")
    (tmp_path / "feed.toml").write_text(
        f'{IMAGE}[feeds.abonnes]\ntitle = "Abonnés"\nprivate = true\nreserved = true\nrubrics = ["Enquêtes"]\n'
        '[feeds.tout]\ntitle = "Tout encore"\n'
    )
    build_feed(tmp_path, base_url=BASE, site=True)
    assert titles(tmp_path / "feed.xml") == ["Titre foot"]
    assert titles(tmp_path / "feed-tout.xml") == ["Titre foot"]
    assert "enquete" not in "".join(p.read_text() for p in (tmp_path / "index").glob("*.json"))


# --- the settings ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("private = true", "line 1: private: the feed of all editions is public"),
        ('[feeds.Sport]\ntitle = "x"', "small letters"),
        ('[feeds."archive-1"]\ntitle = "x"', "small letters"),
        ('[feeds."../x"]\ntitle = "x"', "small letters"),
        ("[feeds.sport]", "feeds.sport.title: a feed of its own needs a title"),
        ("feeds = 3", "feeds: a table expected"),
        ("[feeds]\nsport = 3", "a table expected"),
        ('title = "x"\n[feeds.sport]\ntitle = "x"\nlimite = 3', "line 4: feeds.sport.limite: unknown key"),
        (
            '[feeds.sport]\ntitle = "x"\nonly = ["("]',
            "line 3: feeds.sport.only: '(' is not a regular expression",
        ),
        ('[feeds.sport]\ntitle = "x"\nreserved = true', "only a private feed"),
        ('hub = "file:///etc/passwd"', "hub: 'file:///etc/passwd' is not an http(s) address"),
        ('funding_url = "javascript:alert(1)"', "is not an http(s) address"),
        ('license = "la nôtre"', "needs license_url"),
        ('type = "weekly"', "type: one of episodic, serial expected"),
        ('seasons = "week"', "seasons: one of"),
        ("page_items = -1", "page_items: 0 (all) or more"),
        ("persons = 3", "persons: tables expected"),
        ('[[persons]]\nrole = "host"', "name: this key is needed"),
        ('[[persons]]\nname = "A"\nhref = "ftp://x"', "href: 'ftp://x' is not an http(s) address"),
        ('[[episodes]]\nedition = "a"\ntype = "teaser"', "type: one of full, trailer, bonus expected"),
        ('[[episodes]]\nedition = "a"\nnumber = -2', "1 or more is expected"),
        ('[[episodes]]\nedition = ""', "it may not be empty"),
        ("rubrics = [3]", "a list of texts"),
    ],
)
def test_a_mistake_in_the_settings_is_told_where_it_stands(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "feed.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        read_feeds(path)
    assert said in str(caught.value)


def test_a_feed_takes_over_what_is_said_of_all_but_not_who_is_chosen(tmp_path: Path) -> None:
    path = tmp_path / "feed.toml"
    path.write_text(
        'title = "Tout"\nauthor = "La rédaction"\nlimit = 7\nskip = ["/pub/"]\nnumbers = true\n'
        '[[persons]]\nname = "Ève Dax"\n[feeds.sport]\ntitle = "Sport"\nlimit = 9\n'
    )
    main_feed, sport = read_feeds(path)
    assert (main_feed.skip, sport.skip) == (("/pub/",), ())
    assert (sport.author, sport.limit, sport.numbers) == ("La rédaction", 9, True)
    assert sport.persons == (Person(name="Ève Dax"),)


# --- seasons and numbers ----------------------------------------------------------------------------------------


def numbered(
    *days: str, settings: FeedSettings, given: dict[str, list[int]] | None = None
) -> dict[str, Numbered]:
    dated = [replace(edition(f"e{day}"), id=day, published=f"{day}T08:00:00Z") for day in days]
    return number_editions(
        [(e, published_at(e), e.slug) for e in sorted(dated, key=lambda e: e.id)],
        settings=settings,
        given=given or {},
    )[0]


def test_episodes_are_numbered_within_their_season_as_they_came() -> None:
    found = numbered(
        "2025-12-30", "2026-01-02", "2026-01-01", settings=FeedSettings(seasons="year", numbers=True)
    )
    assert {day: (n.season, n.number) for day, n in found.items()} == {
        "2025-12-30": (2025, 1),
        "2026-01-01": (2026, 1),
        "2026-01-02": (2026, 2),
    }
    assert numbered("2026-03-05", settings=FeedSettings(seasons="month"))["2026-03-05"].season == 202603


def test_a_number_once_given_stays_when_an_older_article_comes_or_one_goes() -> None:
    settings = FeedSettings(numbers=True)
    later = numbered(
        "2026-01-01", "2026-01-05", settings=settings, given={"2026-01-05": [0, 1], "2026-01-03": [0, 2]}
    )
    assert (later["2026-01-05"].number, later["2026-01-01"].number) == (1, 3)


def test_numbers_are_kept_on_the_disk(tmp_path: Path) -> None:
    (tmp_path / "feed.toml").write_text(f"{IMAGE}numbers = true\n")
    put_on_disk(tmp_path, edition("b", published="2026-03-02"), folder="b")
    build_feed(tmp_path, base_url=BASE)
    put_on_disk(tmp_path, edition("a", published="2026-03-01"), folder="a")
    build_feed(tmp_path, base_url=BASE)
    data = (tmp_path / "feed.xml").read_bytes()
    assert dict(
        zip(titles(tmp_path / "feed.xml"), values(data, "//item/itunes:episode/text()"), strict=True)
    ) == {
        "Titre b": "1",
        "Titre a": "2",
    }
    (tmp_path / ".audioedition" / "episodes" / "feed.json").write_text("broken")
    build_feed(tmp_path, base_url=BASE)  # counted anew rather than not at all


def test_trailer_and_bonus_are_named_by_hand() -> None:
    trailer, bonus, full = edition("annonce"), edition("coulisses"), edition("un")
    settings = FeedSettings(
        numbers=True,
        seasons="year",
        episodes=(
            Episode(edition=trailer.id, type="trailer", season=2027),
            Episode(edition="dossier", type="bonus"),
            Episode(edition=full.id, number=7),
        ),
    )
    dated = [(e, published_at(e), folder) for e, folder in ((trailer, "t"), (bonus, "dossier"), (full, "u"))]
    numbers, _ = number_editions(dated, settings=settings, given={})
    items = [FeedItem(edition=e, folder=folder, size_bytes=9, files=frozenset()) for e, _, folder in dated]
    data = render_feed(items, base_url=BASE, settings=settings, image_url=BASE, numbers=numbers)
    assert sorted(values(data, "//item/itunes:episodeType/text()")) == ["bonus", "full", "trailer"]
    assert values(data, "//item[itunes:episodeType='full']/itunes:episode/text()") == ["7"]
    assert values(data, "//item[itunes:episodeType!='full']/itunes:episode") == []
    (told,) = etree.fromstring(data).findall(f"channel/{{{NS['podcast']}}}trailer")
    assert dict(told.attrib) == {
        "pubdate": "Sun, 01 Mar 2026 05:30:00 +0000",
        "url": BASE + "t/annonce.mp3",
        "length": "9",
        "type": "audio/mpeg",
        "season": "2027",
    }


# --- what podcasters add ----------------------------------------------------------------------------------------


def test_people_licence_funding_images_and_hub() -> None:
    settings = FeedSettings(
        persons=(Person(name="Ève Dax", role="editor", group="writing", href="https://journal.example/eve"),),
        license="CC-BY-4.0",
        funding_url="https://journal.example/dons",
        hub="https://hub.example/",
        bylines=True,
        images=True,
        type="serial",
    )
    chosen = replace(make_edition(), byline="Par Anne Roy, Luc Blé et Ève Dax", artwork="artwork.jpg")
    item = FeedItem(edition=chosen, folder="f", size_bytes=1, files=frozenset({"artwork.jpg"}))
    data = render_feed([item], base_url=BASE, settings=settings, image_url=BASE + "cover.png")
    assert values(data, "//channel/podcast:person[@role='editor'][@group='writing']/text()") == ["Ève Dax"]
    assert values(data, "//channel/podcast:license/text()") == ["cc-by-4.0"]
    assert values(data, "//channel/podcast:funding/@url") == ["https://journal.example/dons"]
    assert values(data, "//channel/podcast:image/@href") == [BASE + "cover.png"]
    assert values(data, "//item/podcast:image/@aspect-ratio") == ["1/1"]
    assert values(data, "//channel/atom:link[@rel='hub']/@href") == ["https://hub.example/"]
    assert values(data, "//item/podcast:person[@role='author']/text()") == ["Anne Roy", "Luc Blé", "Ève Dax"]
    assert values(data, "//channel/itunes:type/text()") == ["serial"]
    assert podcastparser.parse(BASE + "feed.xml", io.BytesIO(data))["type"] == "serial"


def test_by_default_nothing_of_that_is_in_the_feed() -> None:
    data = render(make_edition())
    for tag in ("person", "license", "funding", "image", "trailer", "season", "episode", "block"):
        assert values(data, f"//podcast:{tag}") == []
    assert values(data, "//itunes:season | //itunes:episode | //itunes:block") == []
    assert values(data, "//atom:link/@rel") == ["self"]


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        (None, []),
        ("Claire Aubin", ["Claire Aubin"]),
        ("par Jean et Marie", ["Jean", "Marie"]),
        ("Étienne Petit", ["Étienne Petit"]),
        ("AFP", ["AFP"]),
    ],
)
def test_a_byline_is_one_person_or_several(byline: str | None, names: list[str]) -> None:
    assert signed_by(byline) == names


def psp_1(data: bytes) -> list[str]:
    """What the Podcast Standards Project's PSP-1 requires and this feed lacks."""
    root = etree.fromstring(data)
    lacking = []
    for need in (
        "channel/atom:link[@rel='self'][@type='application/rss+xml']/@href",
        "channel/title[normalize-space()]",
        "channel/description[normalize-space()]",
        "channel/link[normalize-space()]",
        "channel/language[normalize-space()]",
        "channel/itunes:category/@text",
        "channel/itunes:explicit[.='true' or .='false']",
        "channel/itunes:image/@href",
        "channel/podcast:locked[.='yes' or .='no']",
        "channel/podcast:guid[string-length()=36]",
        "channel/itunes:author",
    ):
        if not root.xpath(need, namespaces=NS):
            lacking.append(need)
    items = root.findall("channel/item")
    for item in items:
        for need in (
            "title[normalize-space()]",
            "enclosure[@url and number(@length) > 0 and @type]",
            "guid[normalize-space()]",
            "pubDate",
            "link",
            "description",
            "itunes:duration",
            "itunes:explicit",
        ):
            if not item.xpath(need, namespaces=NS):
                lacking.append(need)
    guids = [item.findtext("guid") for item in items]
    if len(set(guids)) < len(guids):
        lacking.append("a guid of its own for each")
    if not {"itunes", "podcast", "atom", "content"} <= set(root.nsmap):
        lacking.append("namespaces")
    return lacking


def test_every_feed_has_what_psp_1_requires(tmp_path: Path) -> None:
    for number in range(5):
        put_on_disk(tmp_path, edition(f"n{number}"), folder=f"n{number}", extra=BESIDE)
    (tmp_path / "feed.toml").write_text(
        IMAGE + 'page_items = 2\n[feeds.ponts]\ntitle = "Les ponts"\nquery = "pont"\n'
    )
    build_feed(tmp_path, base_url=BASE)
    files = sorted(tmp_path.glob("feed*.xml"))
    assert [p.name for p in files] == [
        "feed-archive-1.xml",
        "feed-ponts-archive-1.xml",
        "feed-ponts.xml",
        "feed.xml",
    ]
    for path in files:
        assert psp_1(path.read_bytes()) == []
        assert not feedparser.parse(path.read_bytes()).bozo
        assert parsed(path)["episodes"]
    assert psp_1(b"<rss xmlns:a='x'><channel><item/></channel></rss>")  # the list can fail


# --- pages (RFC 5005) -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "size", "sizes"),
    [
        (5, 0, [5]),
        (0, 2, [0]),
        (3, 2, [3]),
        (4, 2, [2, 2]),
        (5, 2, [3, 2]),
        (6, 2, [2, 2, 2]),
        (5000, 500, [500] * 10),
        (5499, 500, [999] + [500] * 9),
    ],
)
def test_archives_are_full_and_the_feed_holds_the_rest(count: int, size: int, sizes: list[int]) -> None:
    pages = split_pages(count, size=size, name="feed.xml")
    items = list(range(count))
    assert [len(items[page.start : page.stop]) for page in pages] == sizes
    assert [n for page in pages for n in items[page.start : page.stop]] == items


def test_a_reader_that_follows_the_pages_gets_every_edition_once(tmp_path: Path) -> None:
    for number in range(7):
        day = replace(edition(f"n{number}"), published=f"2026-03-{number + 1:02}T08:00:00Z")
        put_on_disk(tmp_path, day, folder=f"n{number}")
    (tmp_path / "feed.toml").write_text(f"{IMAGE}page_items = 2\n")
    build_feed(tmp_path, base_url=BASE)
    heard, page = [], "feed.xml"
    followed = []
    while page:
        followed.append(page)
        found = parsed(tmp_path / page)
        heard += [episode["title"] for episode in found["episodes"]]  # type: ignore[attr-defined]  # a list
        page = str(found.get("paged_feed_next") or "").removeprefix(BASE)
    assert followed == ["feed.xml", "feed-archive-2.xml", "feed-archive-1.xml"]
    assert heard == [f"Titre n{number}" for number in range(6, -1, -1)]
    archive = (tmp_path / "feed-archive-1.xml").read_bytes()
    assert b"<fh:archive/>" in archive
    assert values(archive, "//atom:link[@rel='current']/@href") == [BASE + "feed.xml"]
    assert values(archive, "//atom:link[@rel='next-archive']/@href") == [BASE + "feed-archive-2.xml"]
    assert values(archive, "//atom:link[@rel='prev-archive']") == []
    guid = values((tmp_path / "feed.xml").read_bytes(), "//podcast:guid/text()")
    assert values(archive, "//podcast:guid/text()") == guid


def test_a_full_archive_stays_as_it_is_while_the_feed_grows(tmp_path: Path) -> None:
    (tmp_path / "feed.toml").write_text(f"{IMAGE}page_items = 2\n")

    def add(number: int) -> None:
        day = replace(edition(f"n{number}"), published=f"2026-03-{number + 1:02}T08:00:00Z")
        put_on_disk(tmp_path, day, folder=f"n{number}")

    for number in range(6):
        add(number)
    build_feed(tmp_path, base_url=BASE)
    before = (tmp_path / "feed-archive-1.xml").read_bytes()
    add(6)
    build_feed(tmp_path, base_url=BASE)
    assert (tmp_path / "feed-archive-1.xml").read_bytes() == before
    (tmp_path / "feed.toml").write_text(f"{IMAGE}page_items = 0\n")
    build_feed(tmp_path, base_url=BASE)
    assert [p.name for p in tmp_path.glob("feed*.xml")] == ["feed.xml"]


# --- the command ------------------------------------------------------------------------------------------------


def test_the_command_names_every_feed_and_gives_private_ones(tmp_path: Path) -> None:
    put_on_disk(tmp_path, edition("foot", rubric="Sport"), folder="a", extra=BESIDE)
    (tmp_path / "feed.toml").write_text(
        f'{IMAGE}email = "a@b.fr"\n[feeds.sport]\ntitle = "S"\n[feeds.amis]\ntitle = "A"\nprivate = true\n'
    )

    def run(*arguments: str) -> tuple[int, str, str]:
        result = CliRunner(mix_stderr=False).invoke(main, ["feed", *arguments])
        return result.exit_code, result.stdout, result.stderr

    code, out, err = run("build", str(tmp_path), "--base-url", BASE)
    assert (code, out.split()) == (0, [str(tmp_path / "feed.xml"), str(tmp_path / "feed-sport.xml")])
    assert "1 editions in the feed sport." in err
    code, out, _ = run("token", "amis", "Jo", "-o", str(tmp_path), "--public-url", "https://audio.example.fr")
    assert code == 0
    assert re.fullmatch(r"https://audio\.example\.fr/p/[0-9A-Za-z_-]{55}/feed\.xml\n", out)
    assert run("token", "amis", "Jo", "-o", str(tmp_path))[0] == 2
    code, _, err = run("token", "sport", "Jo", "-o", str(tmp_path))
    assert code == 2
    assert "There is no private feed sport." in err
    assert "amis" in err
    assert run("tokens", "-o", str(tmp_path))[1].startswith("amis\tJo\t")
    assert run("revoke", "amis", "Jo", "-o", str(tmp_path))[0] == 0
    assert run("revoke", "amis", "Jo", "-o", str(tmp_path))[0] == 2
    assert run("tokens", "-o", str(tmp_path))[1] == ""
    secret = out.split("/p/")[1].split("/")[0]
    state = (tmp_path / ".audioedition").glob("service.sqlite*")
    assert not any(secret[12:].encode() in path.read_bytes() for path in state)  # only a digest is kept
