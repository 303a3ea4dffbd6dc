"""An article whose address changes stays one edition; two articles stay two, whatever a feed calls them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from html import escape
from pathlib import Path
from typing import Any

import pytest

from audioedition.fetch.feeds import read_feed
from audioedition.model import Edition, StoredEdition
from audioedition.newsroom.batch import BatchPlan, run_batch
from audioedition.newsroom.inputs import find_places
from audioedition.newsroom.settings import SiteSettings
from audioedition.newsroom.visit import RECHECK_S
from audioedition.newsroom.workers.task import Outcome, Task, work_off
from audioedition.publish.feed.feed import build_feed
from audioedition.publish.folder.shelf import read_shelf
from audioedition.publish.folder.withdrawn import read_withdrawn, withdraw_edition
from audioedition.speak.engine_pool import Speakers
from tests.newsroom.conftest import Maker
from tests.support.road import editions

LOCK = (
    "L’écluse de Saint-Mareuil laisse de nouveau passer les péniches depuis jeudi, après onze semaines de travaux.",
    "Les deux vantaux d’amont, posés en 1954, ont été remplacés par des portes d’acier fabriquées à Dunkerque.",
    "Les mariniers réclamaient ce chantier depuis que trois bateaux étaient restés bloqués au mois de février.",
    "« On a perdu des contrats cet hiver », raconte Mireille Gautrand, qui conduit une péniche de gravier.",
    "Voies navigables de France promet une seconde campagne de travaux au printemps sur les portes d’aval.",
)
MARKET = (
    "Le marché couvert de Lanvéran ferme ses portes pour dix mois, le temps de refaire sa charpente métallique.",
    "Quarante-deux commerçants s’installeront sous des tentes dressées devant la gare, à partir de lundi prochain.",
    "La ville prend à sa charge les raccordements d’eau et d’électricité, et divise les loyers par deux.",
    "Les poissonniers, eux, redoutent la chaleur et demandent des chambres froides supplémentaires cet été.",
    "La réouverture est annoncée pour les fêtes, mais personne au conseil ne s’engage sur une date précise.",
)
DAY = "2023-01-05T10:00:00+00:00"


@dataclass
class Newsroom:
    """A room whose articles are really made."""

    room: Any
    day: str | None = DAY

    def article(
        self, path: str, title: str, text: tuple[str, ...], *, more: str = "", **headers: str
    ) -> None:
        dated = f'<meta property="article:published_time" content="{self.day}">' if self.day else ""
        body = "".join(f"<p>{paragraph}</p>" for paragraph in text)
        head = f"<head><title>{title}</title>{dated}{more}</head>"
        words = f"<html>{head}<body><article><h1>{title}</h1>{body}</article></body></html>"
        self.room.site.put(path, words, **headers)

    def moved(self, path: str, to: str, status: int = 301) -> None:
        self.room.site.put(path, "", status=status, Location=to)

    def feed(self, *entries: tuple[str, str], guids: str = "") -> None:
        """(path, guid), the newest first; an empty guid: none."""
        made = "".join(
            f"<item><title>{escape(path.strip('/').replace('-', ' '))}</title><link>{self.room.site.url}{path}</link>"
            + (f'<guid isPermaLink="false">{escape(guid)}</guid>' if guid else "")
            + "<pubDate>Thu, 05 Jan 2023 10:00:00 GMT</pubDate></item>"
            for path, guid in entries
        )
        self.room.site.put("/flux", f"<rss version='2.0'><channel>{made}</channel></rss>")

    def look(self) -> Any:
        return self.room.look()

    @property
    def editions(self) -> list[Edition]:
        return [one.edition for one in read_shelf(self.room.output) if isinstance(one, StoredEdition)]


@pytest.fixture
def newsroom(room: Any) -> Iterator[Newsroom]:
    with Speakers() as speakers:

        def produce(task: Task) -> Outcome:
            options = replace(task.options, voice="tone")
            return work_off(replace(task, options=options), speakers=speakers)

        room.produce = produce
        yield Newsroom(room)


def guids(output: Path) -> list[str]:
    """Of the items in the podcast feed."""
    build_feed(output, base_url="https://audio.example/")
    return re.findall(r"<guid[^>]*>([^<]*)</guid>", (output / "feed.xml").read_text(encoding="utf-8"))


OLD, NEW = "/ecluse-de-saint-mareuil-rouverte", "/saint-mareuil-les-peniches-passent-de-nouveau"
TITLE, TITLE_NOW = (
    "L’écluse de Saint-Mareuil est rouverte",
    "À Saint-Mareuil, les péniches passent de nouveau",
)


def move(newsroom: Newsroom, by: str) -> None:
    """The headline is corrected, the address follows it, and the feed names the new one."""
    more = ""
    guid = "article-4812" if by == "guid" else ""
    newsroom.room.site.pages.pop(OLD)
    text = (*LOCK[:4], LOCK[4].replace("printemps", "mois d’avril"))
    if by == "redirect":
        newsroom.moved(OLD, NEW)
    elif by == "soft redirect":
        newsroom.moved(OLD, "/", 302)
        newsroom.article("/", "Toute l’actualité", MARKET)
    elif by == "gone for good":
        newsroom.room.site.put(OLD, "parti", status=410)
        text = LOCK
    elif by == "canonical":
        more = f'<link rel="canonical" href="{newsroom.room.site.url}{NEW}">'
        newsroom.article(OLD, TITLE_NOW, LOCK, more=more)
        text = LOCK
    elif by == "text":
        text = LOCK
    newsroom.article(NEW, TITLE_NOW, text, more=more)
    newsroom.feed((NEW, guid))


@pytest.mark.parametrize("by", ["guid", "redirect", "soft redirect", "canonical", "text", "gone for good"])
def test_an_article_that_changes_its_address_stays_one_edition(newsroom: Newsroom, by: str) -> None:
    """Each correction of a headline was a second episode in the feed."""
    output = newsroom.room.output
    newsroom.article(OLD, TITLE, LOCK)
    newsroom.feed((OLD, "article-4812" if by == "guid" else ""))
    assert newsroom.look().spoken == 1
    (first,), (folder,), (guid,) = newsroom.editions, editions(output), guids(output)
    move(newsroom, by)
    if by == "redirect":  # a recheck of the old address finds it before the feed names it
        newsroom.room.now += RECHECK_S[0]
    tally = newsroom.look()
    assert (tally.spoken, tally.failed) == (1, 0)
    (edition,) = newsroom.editions
    assert editions(output) == [folder], "links to the edition stay"
    assert (edition.id, edition.title, edition.revision) == (first.id, TITLE_NOW, 2)
    assert guids(output) == [guid]
    assert (edition.url, edition.identity) == (newsroom.room.site.url + NEW, first.identity)
    (line,) = newsroom.room.events("moved")
    assert (line["url"], line["moved_from"]) == (edition.url, first.identity)
    assert "address has changed" in newsroom.room.events("revised")[-1]["notes"]
    for wait_s in RECHECK_S:
        newsroom.room.now += wait_s
        tally = newsroom.look()
        assert (tally.spoken, tally.failed, tally.withdrawn) == (0, 0, 0)
    newsroom.article(NEW, TITLE_NOW, MARKET)  # written anew altogether: it is the address that counts now
    newsroom.room.now += 90_000
    newsroom.feed((NEW + "?utm_source=rss", "article-4812" if by == "guid" else ""))
    newsroom.look()
    assert [edition.id for edition in newsroom.editions] == [first.id]


def test_an_address_that_changes_again_and_back(newsroom: Newsroom) -> None:
    paths = (OLD, NEW, "/saint-mareuil-trois-mois-de-travaux", OLD)
    for number, path in enumerate(paths):
        for other in paths:
            newsroom.room.site.pages.pop(other, None)
        newsroom.article(path, f"{TITLE} ({number})", LOCK)
        newsroom.feed((path, "tag:journal.example,2023:4812"))
        newsroom.look()
        newsroom.room.now += 60
    (edition,) = newsroom.editions
    assert (edition.revision, edition.url) == (4, newsroom.room.site.url + OLD)


def test_an_article_withdrawn_because_its_address_was_gone_comes_back_at_the_new_one(
    newsroom: Newsroom,
) -> None:
    """A recheck met 410 before the feed told where it went."""
    newsroom.article(OLD, TITLE, LOCK)
    newsroom.feed((OLD, "4812"))
    newsroom.look()
    (first,), (folder,) = newsroom.editions, editions(newsroom.room.output)
    newsroom.room.site.put(OLD, "parti", status=410)
    newsroom.room.now += RECHECK_S[0]
    assert newsroom.look().withdrawn == 1
    newsroom.article(NEW, TITLE_NOW, LOCK)
    newsroom.feed((NEW, "4812"))
    newsroom.look()
    assert editions(newsroom.room.output) == [folder]
    assert [(edition.id, edition.revision) for edition in newsroom.editions] == [(first.id, 2)]


def test_what_a_person_took_back_does_not_return_under_another_address(newsroom: Newsroom) -> None:
    newsroom.article(OLD, TITLE, LOCK)
    newsroom.feed((OLD, "4812"))
    newsroom.look()
    (edition,) = newsroom.editions
    at = datetime.now(timezone.utc)
    assert withdraw_edition(newsroom.room.output, edition_id=edition.id, at=at, reason="deleted")
    move(newsroom, "text")
    newsroom.feed((NEW, "4812"))
    newsroom.look()
    assert newsroom.editions == []
    assert read_withdrawn(newsroom.room.output, edition.id.rpartition(":")[2]) is not None


@pytest.mark.parametrize("feed", ["all alike", "one at a time"])
def test_a_guid_that_a_feed_gives_to_all_its_articles_makes_them_no_one_article(
    newsroom: Newsroom, feed: str
) -> None:
    newsroom.article("/ecluse", TITLE, LOCK)
    newsroom.article("/marche", "Le marché couvert ferme pour dix mois", MARKET)
    if feed == "all alike":
        newsroom.feed(("/ecluse", "0"), ("/marche", "0"))
        newsroom.look()
    else:
        for path in ("/ecluse", "/marche"):
            newsroom.feed((path, "0"))
            newsroom.look()
    assert len(newsroom.editions) == 2


def test_a_series_under_one_title_and_one_guid_is_many_editions(newsroom: Newsroom) -> None:
    """Each day's bulletin takes the place of the one before, whose address is gone."""
    for number, text in enumerate((LOCK, MARKET)):
        newsroom.room.site.pages.pop("/journal-0", None)
        newsroom.article(f"/journal-{number}", "Le journal du canal", text)
        newsroom.feed((f"/journal-{number}", "le-journal"))
        newsroom.look()
    assert len(newsroom.editions) == 2


def test_an_address_that_leads_to_another_article_makes_no_one_of_both(newsroom: Newsroom) -> None:
    newsroom.article(OLD, TITLE, LOCK)
    newsroom.feed((OLD, ""))
    newsroom.look()
    newsroom.article("/marche", "Le marché couvert ferme pour dix mois", MARKET)
    newsroom.moved(OLD, "/marche")
    newsroom.room.now += RECHECK_S[0]
    newsroom.feed(("/marche", ""))
    newsroom.look()
    titles = {edition.title for edition in newsroom.editions}
    assert titles == {TITLE, "Le marché couvert ferme pour dix mois"}


def test_a_text_that_stands_at_both_addresses_is_two_articles_as_before(newsroom: Newsroom) -> None:
    """A dispatch in two sections of a site: nobody says that it is one article."""
    newsroom.article(OLD, TITLE, LOCK)
    newsroom.feed((OLD, ""))
    newsroom.look()
    newsroom.article(NEW, TITLE_NOW, LOCK)
    newsroom.feed((NEW, ""), (OLD, ""))
    newsroom.look()
    assert len(newsroom.editions) == 2


def test_a_former_address_that_does_not_answer_is_asked_again(newsroom: Newsroom) -> None:
    newsroom.article(OLD, TITLE, LOCK)
    newsroom.feed((OLD, ""))
    newsroom.look()
    move(newsroom, "text")
    newsroom.room.site.put(OLD, "en panne", status=503)
    assert newsroom.look().failed == 1
    newsroom.room.site.pages.pop(OLD)
    newsroom.room.now += 120
    newsroom.look()
    assert [edition.revision for edition in newsroom.editions] == [2]


def test_a_bulletin_of_another_day_on_the_same_pattern_is_another_article(newsroom: Newsroom) -> None:
    newsroom.room.settle(everywhere=SiteSettings(delay_s=0))
    newsroom.article("/bulletin-a", "Le niveau du canal", LOCK)
    newsroom.feed(("/bulletin-a", "bulletin"))
    newsroom.look()
    newsroom.room.site.pages.pop("/bulletin-a")
    newsroom.day = "2023-01-06T10:00:00+00:00"
    newsroom.article("/bulletin-b", "Le niveau du canal", (*LOCK[:3], *MARKET[:2]))
    newsroom.feed(("/bulletin-b", "bulletin"))
    newsroom.look()
    assert len(newsroom.editions) == 2


@pytest.mark.parametrize(
    ("media_type", "feed"),
    [
        (
            "xml",
            "<rss><channel><item><link>/a</link><guid isPermaLink='false'> n-1 </guid></item></channel></rss>",
        ),
        (
            "xml",
            "<feed xmlns='http://www.w3.org/2005/Atom'><entry><link href='/a'/><id>n-1</id></entry></feed>",
        ),
        (
            "json",
            '{"version": "https://jsonfeed.org/version/1.1", "items": '
            '[{"id": "n-1", "url": "https://journal.example/a", "content_text": "Le canal."}]}',
        ),
    ],
)
def test_each_kind_of_feed_has_a_name_for_its_article(room: Any, media_type: str, feed: str) -> None:
    address = room.site.put("/flux", feed, Content_Type=f"application/{media_type}")
    (entry,) = read_feed(address, access=room.site.access)
    assert entry.guid == "n-1"


def test_a_batch_knows_an_article_of_before_by_its_guid(newsroom: Newsroom) -> None:
    context = newsroom.room.context

    def run() -> tuple[Outcome, ...]:
        plan = BatchPlan(
            places=find_places(
                newsroom.room.site.url + "/flux", access=context.access, robots=context.politeness.robots
            ),
            settings=context.settings,
            state=context.state,
            access=context.access,
            politeness=context.politeness,
            pool=lambda number: [Maker(newsroom.room.produce)],
        )
        return run_batch(plan)

    newsroom.article(OLD, TITLE, LOCK)
    newsroom.feed((OLD, "4812"))
    (first,) = run()
    move(newsroom, "text")
    newsroom.feed((NEW, "4812"))
    (second,) = run()
    assert (first.folder, first.revision) == (second.folder, 1)
    assert (second.revision, "address has changed" in second.reason) == (2, True)
