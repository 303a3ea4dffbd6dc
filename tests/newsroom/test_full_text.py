"""Where the text of a feed's article is taken from: its page, the feed, or the feed where the page cannot be read."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timezone
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from audioedition.errors import EngineError, SourceError
from audioedition.fetch.feeds import read_feed
from audioedition.fetch.full_text import fetch_entry
from audioedition.fetch.robots import Robots
from audioedition.model import EditionParagraph
from audioedition.newsroom.batch import BatchPlan, run_batch
from audioedition.newsroom.inputs import find_places
from audioedition.newsroom.settings import SiteSettings, read_settings
from audioedition.newsroom.visit import PAGE_ATTEMPTS, RECHECK_S
from audioedition.produce.options import EditionOptions
from audioedition.produce.produce import read_article
from audioedition.publish.folder.facts import edition_id
from tests.newsroom.conftest import Maker
from tests.support.by_hand import make_edition
from tests.support.on_disk import put_on_disk

TOLD = (
    "La halle à marée du port a rouvert lundi aux mareyeurs, qui s’y pressaient dès cinq heures. Onze mois plus tôt, "
    "le toit s’était effondré sous la neige, sans faire de blessé, mais en privant le port de ses enchères. Le "
    "chantier a coûté 3,4 millions d’euros, financés pour moitié par la région, et la commune n’a rien eu à verser."
)
PAGE = (
    "Sur la page, la halle à marée du port a rouvert lundi aux mareyeurs, qui s’y pressaient dès cinq heures du matin, "
    "après onze mois d’un chantier que la région et les assureurs ont fini par payer."
)


def announce(site: Any, *, content: str = TOLD) -> str:
    return str(
        site.put(
            "/flux",
            '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>J</title><item><title>La criée rouvre</title>'
            f"<link>{site.url}/un</link><dc:creator>Anne Le Goff</dc:creator><pubDate>Mon, 02 Jan 2023 08:00:00 GMT"
            f"</pubDate><description>Un résumé.</description><content:encoded><![CDATA[<p>{content}</p>]]>"
            "</content:encoded></item></channel></rss>",
        )
    )


def page(site: Any, body: str = f"<h1>La criée rouvre</h1><p>{PAGE}</p>", status: int = 200) -> None:
    site.put("/un", f"<html><body><article>{body}</article></body></html>", status=status)


def read(site: Any, full_text: Any = "auto") -> str:
    (entry,) = read_feed(announce(site), access=site.access)
    options = EditionOptions(voice="tone", full_text=full_text)
    article = read_article(entry, options=options, access=site.access).article
    return " ".join(p.text for p in article.paragraphs)


def test_the_page_goes_first_where_it_can_be_read(site: Any) -> None:
    page(site)
    assert "Sur la page" in read(site)
    assert "Sur la page" not in read(site, "feed")


@pytest.mark.parametrize("status", [401, 403, 500])
def test_the_feed_stands_in_for_a_page_that_is_refused(site: Any, status: int) -> None:
    page(site, status=status)
    (entry,) = read_feed(announce(site), access=site.access)
    got = read_article(entry, options=EditionOptions(), access=site.access)
    assert [p.text for p in got.article.paragraphs] == ["La criée rouvre", TOLD]
    assert (got.article.byline, got.article.url) == ("Anne Le Goff", site.url + "/un")
    assert got.identity == site.url + "/un"
    with pytest.raises(SourceError, match=str(status)):
        read(site, "page")


@pytest.mark.parametrize("status", [404, 410])
def test_an_article_that_was_taken_away_is_not_read_from_the_feed(site: Any, status: int) -> None:
    page(site, status=status)
    with pytest.raises(SourceError, match=str(status)):
        read(site)


def test_the_feed_stands_in_for_a_page_without_the_article(site: Any) -> None:
    page(site, body="<div id='root'></div><script>draw()</script>")
    assert TOLD in read(site)


def test_the_feed_stands_in_for_a_page_that_shows_only_the_beginning(site: Any) -> None:
    body = f"<h1>La criée rouvre</h1><p>{TOLD[:91]}</p><div class='paywall'>La suite est réservée aux abonnés.</div>"
    page(site, body=body)
    assert TOLD in read(site)


def test_a_teaser_is_no_whole_text(site: Any) -> None:
    (entry,) = read_feed(
        announce(site, content="Un résumé de dix mots, qui ne dit pas tout [...]"), access=site.access
    )
    assert entry.content is None
    with pytest.raises(SourceError, match="does not give the whole text") as caught:
        fetch_entry(entry, fetch=lambda: None, full_text="feed")
    assert "auto" in caught.value.hint


def test_a_batch_and_a_watch_take_the_feeds_text_too(room: Any, site: Any, tmp_path: Path) -> None:
    announce(site)
    page(site, status=403)
    assert room.look().spoken == 1
    assert TOLD.encode() in room.sources[0].data
    settings = room.context.settings
    places = find_places(site.url + "/flux", access=site.access, robots=Robots(site.access))
    order = BatchPlan(
        places=places,
        settings=replace(
            settings, output=tmp_path / "b", everywhere=SiteSettings(delay_s=0, full_text="feed")
        ),
        state=room.context.state,
        access=site.access,
        politeness=room.context.politeness,
        pool=lambda number: [Maker(room.produce)],
    )
    run_batch(order)
    assert TOLD.encode() in room.sources[1].data


@pytest.mark.parametrize("why", ["an embargo", "an engine that failed"])
def test_what_only_the_feed_says_is_there_when_its_article_is_due(room: Any, site: Any, why: str) -> None:
    """The feed answered « not modified », and what waited was given up: « does not give the whole text »."""
    room.settle(everywhere=SiteSettings(delay_s=0, full_text="feed"))
    announce(site)
    hour = datetime.fromtimestamp(room.now + 7200, timezone.utc)
    body = site.pages["/flux"][2]
    if why == "an embargo":
        body = body.replace(b"Mon, 02 Jan 2023 08:00:00 GMT", format_datetime(hour).encode())
    else:
        room.errors = [EngineError("Réseau.", retryable=True)]
    site.put("/flux", body, ETag='"1"', Content_Type="application/rss+xml")
    assert room.look().spoken == 0
    room.now += 7201
    assert room.look().spoken == 1
    assert TOLD.encode() in room.sources[-1].data


def test_the_feeds_text_takes_no_pages_place_that_fails_for_a_moment(room: Any, site: Any) -> None:
    """A page that was down for a minute made two revisions: to the feed's words, and back."""
    announce(site)
    page(site)
    assert room.look().spoken == 1
    page(site, status=503)
    room.now += RECHECK_S[0]
    for wait_s in (60, 120):
        assert room.look().failed == 1
        room.now += wait_s
    page(site)
    assert (room.look().unchanged, len(room.told)) == (1, 1)
    page(site, status=503)
    for _ in range(PAGE_ATTEMPTS):
        room.now += 86_400
        room.look()
    assert TOLD.encode() in room.sources[-1].data  # it is no moment any more


@pytest.mark.parametrize(
    ("made_of", "status", "taken"),
    [("page", 503, False), ("feed", 503, True), ("page", 403, True), ("", 503, True)],
)
def test_the_feeds_text_takes_no_editions_place_in_a_batch_while_its_page_is_down(
    room: Any, site: Any, made_of: str, status: int, taken: bool
) -> None:
    """The page's text was heard; the feed's, which was shorter, was spoken over it."""
    address = f"{site.url}/un"
    if made_of:
        title = EditionParagraph(role="title", text="La criée rouvre")
        text = EditionParagraph(role="body", text=PAGE if made_of == "page" else TOLD)
        edition = replace(make_edition(), id=edition_id(address), identity=address, url=address)
        put_on_disk(room.output, replace(edition, paragraphs=(title, text)))
    announce(site)
    page(site, status=status)
    order = BatchPlan(
        places=find_places(site.url + "/flux", access=site.access, robots=Robots(site.access)),
        settings=room.context.settings,
        state=room.context.state,
        access=site.access,
        politeness=room.context.politeness,
        pool=lambda number: [Maker(room.produce)],
    )
    (row,) = run_batch(order)
    assert (len(room.sources), row.status != "failed") == (int(taken), taken)
    assert taken or "503" in row.reason


def test_a_site_says_where_its_text_comes_from(tmp_path: Path) -> None:
    path = tmp_path / "audioedition.toml"
    path.write_text('full_text = "page"\n[sites."journal.fr"]\nfull_text = "feed"\n', encoding="utf-8")
    settings = read_settings(path)
    assert settings.site_of("https://a.example/").full_text == "page"
    assert settings.site_of("https://www.journal.fr/1").full_text == "feed"
