"""Feeds followed: what is looked at, when, how politely, and what is told of it."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import datetime, timezone
from typing import Any

import pytest

from audioedition.errors import (
    AudioEditionError,
    EngineError,
    ExtractionError,
    PublishError,
    UsageError,
    VoiceError,
)
from audioedition.fetch.feeds import FeedEntry
from audioedition.fetch.robots import KEPT_S, SILENCE_KEPT_S
from audioedition.newsroom.settings import SiteSettings
from audioedition.newsroom.state import ArticleMemory
from audioedition.newsroom.visit import MAX_ATTEMPTS, PAGE_ATTEMPTS, RECHECK_S
from audioedition.newsroom.watch import decide, only_watch, watch
from audioedition.produce.waiting import waiting_articles
from audioedition.publish.folder.withdrawn import read_withdrawn
from tests.support.by_hand import make_edition
from tests.support.on_disk import put_on_disk
from tests.support.patience import PATIENCE_S


def test_new_articles_are_made_once(room: Any) -> None:
    room.feed("un", "deux")
    room.page("un")
    room.page("deux")
    assert room.look().spoken == 2
    assert room.told == ["un", "deux"]
    assert room.rebuilt == 1
    assert room.look().spoken == 0
    assert room.site.paths.count("/un") == 1
    assert room.rebuilt == 1
    assert [line["why"] for line in room.events("made")] == ["new", "new"]
    assert [line["to_do"] for line in room.events("feed")] == [2, 0]


def test_later_pages_are_asked_for_at_the_pace_of_the_newsroom(room: Any) -> None:
    room.settle(everywhere=SiteSettings(delay_s=900))
    room.feed("un")
    said = "<p>Le maire a parlé hier matin devant le conseil municipal, réuni au complet dans la salle des fêtes.</p>"
    for path, text in (("/un", said), ("/un/2", said.replace("hier", "mardi"))):
        link = '<a rel="next" href="/un/2">Page 2</a>' if path == "/un" else ""
        room.site.put(path, f"<html><body><h1>Le port de Brest</h1>{text}{link}</body></html>")
    assert room.look().spoken == 1
    assert [later.url for later in room.sources[0].following] == [room.site.url + "/un/2"]
    first, second = room.slept  # nobody really sleeps here
    assert 600 < first <= 900 < second


def in_two_pages(room: Any, second: str, **headers: str) -> None:
    said = "<p>Le maire a parlé {} matin devant le conseil municipal, réuni au complet dans la salle des fêtes.</p>"
    link = '<a rel="next" href="/un/2">Page 2</a>'
    for path, day, more in (("/un", "hier", link), ("/un/2", second, "")):
        words = f"<html><body><h1>Le port de Brest</h1>{said.format(day)}{more}</body></html>"
        room.site.put(path, words, status=200, **headers)


def test_a_change_on_a_later_page_is_seen(room: Any) -> None:
    """« Not modified » of the first page said nothing of the second, which was never looked at again."""
    room.feed("un")
    in_two_pages(room, "mardi")
    room.site.put("/un", room.site.pages["/un"][2], ETag='"1"')
    room.look()
    room.now += RECHECK_S[0]
    room.site.put("/un/2", room.site.pages["/un/2"][2].decode().replace("mardi", "mercredi"))
    room.look()
    assert [b"mercredi" in source.following[0].data for source in room.sources] == [False, True]


@pytest.mark.parametrize("lasts", [False, True])
def test_a_later_page_that_fails_for_a_moment_is_asked_for_again_before_a_person_is(
    room: Any, lasts: bool
) -> None:
    room.feed("un")
    in_two_pages(room, "mardi")
    second = room.site.pages["/un/2"]
    room.site.put("/un/2", "en panne", status=503)
    for attempt in range(1, PAGE_ATTEMPTS):
        assert (room.look().failed, room.sources) == (1, [])
        room.now += 60 * 2 ** (attempt - 1)
    assert "503" in room.events("failed")[-1]["reason"]
    if not lasts:
        room.site.pages["/un/2"] = second
    assert room.look().failed == 0
    (source,) = room.sources
    assert (len(source.following), source.broken_off is not None) == ((0, True) if lasts else (1, False))


def test_a_new_article_and_a_changed_one(room: Any) -> None:
    room.feed("un")
    room.page("un")
    room.look()
    room.page("un", "Le maire a parlé longuement.")
    room.page("deux")
    room.feed("deux", "un", versions={"un": "2023-01-02T10:00:00Z"})
    assert room.look().spoken == 2
    assert [line["why"] for line in room.events("revised")] == ["changed"]


def test_an_article_corrected_without_a_word_is_found_by_looking_again(room: Any) -> None:
    room.feed("un")
    room.page("un", ETag='"1"')
    room.look()
    looks = 1
    for wait_s in RECHECK_S:
        room.now += wait_s - 1
        room.look()
        assert room.site.paths.count("/un") == looks
        room.now += 1
        room.look()
        looks += 1
        assert room.site.paths.count("/un") == looks
        assert room.site.asked[-1][1]["If-None-Match"] == '"1"'
    room.now += 10 * max(RECHECK_S)
    room.look()
    assert room.site.paths.count("/un") == looks
    assert len(room.events("unchanged")) == len(RECHECK_S)
    room.page("un", "Corrigé.")
    room.feed("un", versions={"un": "2023-01-03T10:00:00Z"})
    assert room.look().spoken == 1


def test_a_feed_that_has_not_changed_is_asked_conditionally_and_what_is_due_is_looked_at(room: Any) -> None:
    room.feed("un", ETag='"f1"')
    room.page("un")
    room.look()
    room.look()
    assert room.site.asked[-1][1]["If-None-Match"] == '"f1"'
    room.now += RECHECK_S[0]
    assert room.look().unchanged == 1


def test_an_index_that_has_not_changed_hides_no_sitemap_that_has(room: Any) -> None:
    """It names its sitemaps without dates, so it never changes: after the first pass nothing was found any more."""
    index = f"<sitemapindex><sitemap><loc>{room.site.url}/a.xml</loc></sitemap></sitemapindex>"
    room.site.put("/flux", index, ETag='"i"', Content_Type="application/xml")
    for names in (("un",), ("un", "deux")):
        pages = "".join(f"<url><loc>{room.site.url}/{name}</loc></url>" for name in names)
        room.site.put("/a.xml", f"<urlset>{pages}</urlset>", Content_Type="application/xml")
        room.page(names[-1])
        assert room.look().spoken == 1


def test_what_may_pass_is_tried_again_later_and_later_and_not_for_ever(room: Any) -> None:
    room.feed("un")
    room.site.put("/un", "non", status=500)
    waits = []
    for _ in range(MAX_ATTEMPTS + 3):
        tally = room.look()
        if tally.failed:
            waits.append(room.events("failed")[-1].get("again_in_s"))
        room.now += waits[-1] or 100_000
    assert waits == [60 * 2**n for n in range(MAX_ATTEMPTS - 1)] + [None]
    assert "500" in room.events("failed")[0]["reason"]
    room.feed("un", versions={"un": "2023-01-05T10:00:00Z"})  # the newsroom touched it: worth another try
    room.page("un")
    assert room.look().spoken == 1


@pytest.mark.parametrize(
    ("error", "again"),
    [
        (ExtractionError("Pas d’article."), False),
        (EngineError("Trop long."), False),
        (EngineError("Réseau.", retryable=True), True),
        (KeyError("une faute à nous"), False),
    ],
)
def test_an_article_that_fails_does_not_stop_the_others(room: Any, error: Exception, again: bool) -> None:
    room.feed("un", "deux")
    room.page("un")
    room.page("deux")
    room.errors = [error]
    tally = room.look()
    assert (tally.failed, tally.spoken) == (1, 1)
    assert room.rebuilt == 1
    failed = room.events("failed")[0]
    assert ("again_in_s" in failed) is again
    if isinstance(error, KeyError):
        assert "conftest.py:" in failed["reason"]  # where our own fault was met
    room.now += 60
    assert room.look().spoken == int(again)


def test_what_concerns_all_articles_ends_the_pass_and_shows_what_was_made(room: Any) -> None:
    room.feed("un", "deux", "trois")
    for name in ("un", "deux", "trois"):
        room.page(name)
    produce = room.produce

    def fail_at_second(task: Any) -> Any:
        if task.place.endswith("deux"):
            raise PublishError("Le disque est plein.", hint="Faites de la place.")
        return produce(task)

    room.produce = fail_at_second
    with pytest.raises(PublishError):
        room.look()
    assert room.rebuilt == 1
    assert "/trois" not in room.site.paths
    room.produce = produce
    assert room.look().spoken == 2  # nothing was remembered of the second: it is new still


def test_a_watch_goes_on_after_a_bad_pass(room: Any) -> None:
    room.feed("un")
    room.page("un")
    room.errors = [PublishError("Le disque est plein."), PublishError("Encore.")]
    stop = threading.Event()
    room.context = replace(room.context, on_made=lambda made: stop.set())

    class Impatient(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            waits.append(timeout or 0)
            return stop.is_set()

        def is_set(self) -> bool:
            return stop.is_set()

    waits: list[float] = []
    assert watch([room.site.url + "/flux"], context=room.context, every_s=300, stop=Impatient()).spoken == 1
    assert waits[:2] == [300, 600]
    assert [line["reason"] for line in room.events("stopped")] == ["Le disque est plein.", "Encore."]


def test_a_stopped_watch_forgets_nothing(room: Any) -> None:
    room.feed("un", "deux", ETag='"f"')
    room.page("un")
    room.page("deux")
    stop = threading.Event()
    room.context = replace(room.context, on_made=lambda made: stop.set())
    assert (
        watch([room.site.url + "/flux"], context=room.context, every_s=300, once=True, stop=stop).spoken == 1
    )
    assert room.look().spoken == 1


# --- politeness ------------------------------------------------------------------------------------------


def test_robots_txt_is_respected_and_may_be_switched_off_for_ones_own_site(room: Any) -> None:
    room.site.put("/robots.txt", "User-agent: *\nDisallow: /prive", Content_Type="text/plain")
    room.feed("prive", "un")
    room.page("un")
    room.page("prive")
    tally = room.look()
    assert (tally.spoken, tally.failed) == (1, 1)
    assert "robots.txt" in room.events("failed")[0]["reason"]
    assert "/prive" not in room.site.paths
    room.settle(sites={"127.0.0.1": SiteSettings(delay_s=0, robots=False)})
    room.feed("prive", versions={"prive": "2023-02-01T10:00:00Z"})
    assert room.look().spoken == 1


def test_a_site_that_is_down_is_not_forbidden_for_ever(room: Any) -> None:
    room.feed("un", "deux")
    room.page("un")
    room.page("deux")
    room.look()
    room.feed("un", "trois", versions={"un": "2023-05-01T10:00:00Z"})
    room.page("trois")
    room.page("un", "Corrigé.")
    room.now += 2 * KEPT_S
    room.site.put("/robots.txt", "non", status=503)
    assert room.look().failed == 1  # the feed itself: nothing of that site is asked for
    room.site.put("/robots.txt", "", status=404)
    room.now += SILENCE_KEPT_S
    assert room.look().spoken == 2


def test_a_host_that_hangs_costs_one_wait_and_not_one_for_each_article(room: Any) -> None:
    room.feed("un", "deux", "trois")
    for name in ("un", "deux", "trois"):
        room.site.call(
            f"/{name}", lambda handler: handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n")
        )
    tally = room.look()
    assert (tally.failed, tally.skipped) == (1, 2)
    assert room.site.paths.count("/deux") == 0
    room.now += 60
    for name in ("un", "deux", "trois"):
        room.page(name)
    assert room.look().spoken == 3


def test_one_host_is_asked_slowly(room: Any) -> None:
    room.site.put("/robots.txt", "User-agent: *\nCrawl-delay: 7", Content_Type="text/plain")
    room.settle(everywhere=SiteSettings(delay_s=3))
    room.feed("un", "deux")
    room.page("un")
    room.page("deux")
    room.look()
    assert [round(s) for s in room.slept] == [7, 14]  # feed, then two articles: nothing really slept


@pytest.mark.parametrize("robots", [True, False])
def test_the_sitemaps_of_an_index_are_asked_slowly(room: Any, robots: bool) -> None:
    """All of them were asked for at once; and where a site's robots.txt is not heard, they were refused by it."""
    room.site.put("/robots.txt", "User-agent: *\nDisallow: /plan", Content_Type="text/plain")
    if robots:
        room.site.put("/robots.txt", "User-agent: *\nCrawl-delay: 1", Content_Type="text/plain")
    room.settle(everywhere=SiteSettings(delay_s=3, robots=robots))
    room.page("un")
    room.page("deux")
    for name in ("un", "deux"):
        room.site.put(f"/plan-{name}.xml", f"<urlset><url><loc>{room.site.url}/{name}</loc></url></urlset>")
    named = "".join(
        f"<sitemap><loc>{room.site.url}/plan-{name}.xml</loc></sitemap>" for name in ("un", "deux")
    )
    index = room.site.put("/plan.xml", f"<sitemapindex>{named}</sitemapindex>")
    assert room.look(index).spoken == 2
    assert [round(s) for s in room.slept] == [3, 6, 9, 12]


def test_a_host_that_asks_for_silence_is_left_alone(room: Any) -> None:
    room.feed("un", "deux", ETag='"f"')
    room.site.put("/un", "non", status=429, Retry_After="1800")
    room.page("deux")
    tally = room.look()
    assert (tally.failed, tally.skipped, tally.spoken) == (1, 1, 0)
    assert "/deux" not in room.site.paths
    assert "slow down" in room.events("skipped")[0]["reason"]
    room.now += 1799
    assert room.look().spoken == 0
    assert "/deux" not in room.site.paths
    room.now += 1
    room.page("un")
    assert room.look().spoken == 2


def test_a_feed_that_fails_is_asked_less_and_less_and_the_others_go_on(room: Any) -> None:
    room.site.put("/casse", "non", status=503)
    room.feed("un")
    room.page("un")
    casse, flux = room.site.url + "/casse", room.site.url + "/flux"
    assert room.look(casse, flux).spoken == 1
    assert room.look(casse, flux).skipped == 1
    room.now += 60
    room.look(casse, flux)
    room.now += 60
    room.look(casse, flux)
    assert room.site.paths.count("/casse") == 2
    room.now += 60
    room.site.put("/casse", "<rss><channel><item><title>Sans lien</title></item></channel></rss>")
    assert room.look(casse).failed == 1
    assert "names no article" in room.events("failed")[-1]["reason"]


@pytest.mark.parametrize("status", [500, 503])
def test_a_feed_that_is_down_puts_no_recheck_off(room: Any, status: int) -> None:
    """A correction was heard only when the feed answered again, up to six hours later."""
    room.feed("un", "deux")
    room.page("un")
    room.page("deux", "Le bac passera lundi.")
    room.errors = [EngineError("Réseau.", retryable=True)]
    room.look()
    assert room.told == ["deux"]
    room.page("deux", "Le bac passera mardi.")
    room.site.put("/flux", "en panne", status=status)
    room.now += RECHECK_S[0]
    tally = room.look()
    assert (tally.failed, tally.spoken) == (1, int(status == 500))  # 503: in the next pass
    room.look()
    assert room.told == ["deux", "deux"]
    assert room.site.paths.count("/flux") == 2
    assert len(room.sources) == 3  # of the other one the feed may have the text: it waits for that
    room.feed("un", "deux")
    room.now += 120
    assert room.look().spoken == 1


def test_the_pages_of_a_host_that_asks_for_silence_at_its_feed_wait_too(room: Any) -> None:
    room.feed("un")
    room.page("un")
    room.look()
    room.site.put("/flux", "doucement", status=429, Retry_After="1800")
    room.now += RECHECK_S[0]
    room.look()
    room.now += 1799
    room.look()
    assert room.site.paths.count("/un") == 1
    room.now += 1
    room.feed("un")
    room.look()
    assert room.site.paths.count("/un") == 2


@pytest.mark.parametrize("empty", ["<rss><channel></channel></rss>", "<urlset></urlset>"])
def test_an_empty_feed_is_no_failure_and_is_asked_again_at_once(room: Any, empty: str) -> None:
    flux = room.site.url + "/flux"
    room.site.put("/flux", empty)
    assert (room.look(flux).failed, room.look(flux).skipped) == (0, 0)
    assert room.events("failed") == []
    room.feed("un")
    room.page("un")
    assert room.look(flux).spoken == 1


def test_the_settings_leave_articles_out_and_say_so_once(room: Any) -> None:
    room.settle(everywhere=SiteSettings(delay_s=0, skip=("/video",)))
    room.feed("video", "un")
    room.page("un")
    tally = room.look()
    assert (tally.skipped, tally.spoken) == (1, 1)
    room.look()
    assert len(room.events("skipped")) == 1
    assert "/video" not in room.site.paths


def test_only_the_latest_of_a_feed_of_a_thousand(room: Any) -> None:
    room.settle(everywhere=SiteSettings(delay_s=0, latest=3))
    names = [f"a{n}" for n in range(1000)]
    for name in names[:3]:
        room.page(name)
    room.feed(*names)
    assert room.look().spoken == 3


def test_what_is_no_article_is_not_spoken(room: Any) -> None:
    room.feed("un", "deux")
    room.site.put("/un", b"\x89PNG\r\n\x1a\n")
    room.site.put("/deux", "<rss><channel></channel></rss>")
    assert room.look().failed == 2
    assert room.sources == []


def test_one_watch_for_one_folder(room: Any) -> None:
    with only_watch(room.output), pytest.raises(UsageError, match="Another watch"), only_watch(room.output):
        pass
    with only_watch(room.output):
        pass


@pytest.mark.parametrize(
    ("memory", "version", "expected"),
    [
        (None, "1", "new"),
        ({"state": "done"}, "1", None),
        ({"state": "done"}, "2", "changed"),
        ({"state": "done"}, "", None),
        ({"state": "done", "not_before": 50.0}, "1", "recheck"),
        ({"state": "done", "not_before": 150.0}, "1", None),
        ({"state": "failed", "not_before": 50.0}, "1", "retry"),
        ({"state": "failed"}, "1", None),
        ({"state": "skipped"}, "2", "changed"),
    ],
)
def test_decide(memory: dict[str, Any] | None, version: str, expected: str | None) -> None:
    entry = FeedEntry(url="https://a.example/1", updated=version or None)
    known = None if memory is None else ArticleMemory(url=entry.url, feed="f", version="1", **memory)
    assert decide(entry, known, feed="f", now=100.0) == expected


@pytest.mark.parametrize("kind", [PublishError, VoiceError, UsageError])
def test_disk_voice_and_settings_are_not_the_articles_fault(room: Any, kind: type[AudioEditionError]) -> None:
    room.feed("un")
    room.page("un")
    room.errors = [kind("non")]
    with pytest.raises(kind):
        room.look()
    assert room.look().spoken == 1


# --- side by side ----------------------------------------------------------------------------------------


def test_two_lanes_make_two_articles_at_once(room: Any) -> None:
    room.feed("un", "deux", "trois", "quatre")
    for name in ("un", "deux", "trois", "quatre"):
        room.page(name)
    room.slots = 2
    together, produce = threading.Barrier(2), room.produce

    def wait_for_the_other(task: Any) -> Any:
        together.wait(PATIENCE_S)  # breaks when one lane works alone
        return produce(task)

    room.produce = wait_for_the_other
    tally = room.look()
    assert (tally.spoken, tally.failed) == (4, 0)
    assert sorted(line["url"].rpartition("/")[2] for line in room.events("made")) == [
        "deux",
        "quatre",
        "trois",
        "un",
    ]
    assert room.look().spoken == 0


def test_what_concerns_all_ends_every_lane(room: Any) -> None:
    names = [f"a{n}" for n in range(8)]
    room.feed(*names)
    for name in names:
        room.page(name)
    room.slots = 2
    room.errors = [PublishError("Le disque est plein.")]
    with pytest.raises(PublishError):
        room.look()
    assert len(room.sources) < len(names)
    room.look()
    assert len({line["url"] for line in room.events("made")}) == len(room.events("made")) == len(names)


def test_feeds_take_turns_and_each_is_remembered_when_its_own_articles_are_done(room: Any) -> None:
    room.feed("un", "deux")
    flux = room.site.pages["/flux"][2]
    room.feed("trois", "quatre", "un")
    room.site.put("/autre", room.site.pages["/flux"][2].decode())
    room.site.put("/flux", flux.decode())
    for name in ("un", "deux", "trois", "quatre"):
        room.page(name)
    both = (room.site.url + "/flux", room.site.url + "/autre")
    assert room.look(*both).spoken == 4
    assert room.told == ["un", "trois", "deux", "quatre"]
    assert room.site.paths.count("/un") == 1  # named by both
    assert room.look(*both).spoken == 0
    assert room.site.paths.count("/un") == 1


def test_two_feeds_that_date_an_article_differently_do_not_undo_each_other(room: Any) -> None:
    room.page("un")
    room.feed("un", versions={"un": "2023-01-01T12:00:00Z"})
    room.site.put("/autre", room.site.pages["/flux"][2].decode())
    room.feed("un", versions={"un": "2023-01-01T10:00:00Z"})
    both = (room.site.url + "/flux", room.site.url + "/autre")
    for _ in range(4):
        room.look(*both)
    assert room.site.paths.count("/un") == 2  # new, then changed by the later date, and that is all


LA_DIGUE = (
    "<html><head><title>La digue tient</title></head><body><h1>La digue tient</h1><p>La digue de Saint-Brévec a tenu "
    "toute la nuit malgré un vent de cent vingt kilomètres à l’heure, a indiqué dimanche la préfecture.</p></body>"
    "</html>"
)


def test_a_date_of_another_zone_is_a_moment_too(room: Any) -> None:
    """A sitemap's « 08:00-04:00 » was taken for earlier than RSS's « 11:00Z »: its correction was never seen."""
    sitemap = (
        "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>{}/un</loc><lastmod>{}</lastmod></url>"
        "</urlset>"
    )
    room.page("un")
    room.feed("un", versions={"un": "2023-01-02T11:00:00Z"})
    plan = room.site.url + "/plan.xml"
    both = (room.site.url + "/flux", plan)
    for date, looks in (
        ("2023-01-02T11:30:00+01:00", 1),
        ("2023-01-02T08:00:00-04:00", 2),
        ("2023-01-02T12:00:00Z", 3),
    ):
        room.site.put("/plan.xml", sitemap.format(room.site.url, date), Content_Type="application/xml")
        room.look(*both)
        room.look(*both)
        assert room.site.paths.count("/un") == looks, date


def test_two_feeds_that_mark_one_article_differently_make_one_edition(room: Any) -> None:
    """« ?utm_source=rss » and « #xtor=RSS-3 », without a canonical link on the page."""
    item = "<rss><channel><item><title>La digue tient</title><link>{}</link></item></channel></rss>"
    for path in (
        "/la-digue-tient-bon?utm_source=rss",
        "/la-digue-tient-bon?at_medium=x",
        "/la-digue-tient-bon",
    ):
        room.site.put(path, LA_DIGUE)
    feeds = []
    for name, mark in (("a", "?utm_source=rss"), ("b", "?at_medium=x"), ("c", "#xtor=RSS-3")):
        feeds.append(room.site.put(f"/{name}", item.format("/la-digue-tient-bon" + mark)))
    assert room.look(*feeds).spoken == 1
    assert room.look(*feeds).spoken == 0
    assert len(room.sources) == 1


@pytest.mark.parametrize("wall", ["page", "redirect", "another article"])
def test_a_consent_wall_is_no_edition_and_is_looked_at_again(room: Any, wall: str) -> None:
    """« Nous respectons votre vie privée » was published, and entered the podcast feed."""
    room.reads = True
    text = "Nous et nos 842 partenaires utilisons des cookies pour traiter vos données personnelles, avec votre accord."
    consent = (
        f"<html><head><title>Nous respectons votre vie privée</title></head><body><p>{text}</p></body></html>"
    )
    room.site.put(
        "/flux", "<rss><channel><item><title>La digue tient</title><link>/digue</link></item></channel></rss>"
    )
    if wall == "page":
        room.site.put("/digue", consent)
    elif wall == "redirect":
        room.site.put("/consent?retour=/digue", LA_DIGUE)
        room.site.put("/digue", "", status=302, Location="/consent?retour=/digue")
    else:
        room.site.put(
            "/digue", LA_DIGUE.replace("digue", "mairie").replace("tient", "ferme").replace("tenu", "fermé")
        )
    assert room.look().failed == 1
    assert room.told == []
    assert room.events("failed")[-1]["kind"] == "ExtractionError"
    room.site.put("/digue", LA_DIGUE)
    room.now += 600
    assert room.look().spoken == 1


@pytest.mark.parametrize("dated_by", ["the feed", "its only date", "the page"])
def test_an_article_under_embargo_waits_until_its_hour(room: Any, dated_by: str) -> None:
    hour = datetime.fromtimestamp(room.now + 7200, timezone.utc).isoformat()
    told = {"the feed": f"<published>{hour}</published>", "its only date": f"<updated>{hour}</updated>"}.get(
        dated_by, ""
    )
    entry = f"<entry><title>La digue tient</title><link href='/digue'/><id>1</id>{told}</entry>"
    room.site.put("/flux", f"<feed xmlns='http://www.w3.org/2005/Atom'>{entry}</feed>")
    room.site.put("/digue", LA_DIGUE)
    if dated_by == "the page":
        room.due_s = room.now + 7200
    for _ in range(2):
        assert (room.look().spoken, room.told) == (0, [])
    assert len(room.events("waiting")) == 1
    assert len(waiting_articles(room.output)) == 1
    assert room.site.paths.count("/digue") == (1 if dated_by == "the page" else 0)
    room.due_s = None
    room.now += 7201
    assert room.look().spoken == 1


@pytest.mark.parametrize(("on_gone", "stands"), [("withdraw", False), ("keep", True)])
def test_an_article_that_was_taken_away_takes_its_edition_along(
    room: Any, on_gone: str, stands: bool
) -> None:
    """410 says « for good »; a 404 may be a mistake of the site."""
    room.settle(everywhere=replace(room.context.settings.everywhere, on_gone=on_gone))
    url = f"{room.site.url}/un"
    folder = put_on_disk(room.output, replace(make_edition(), url=url, identity=url), folder="vieux-pont")
    room.feed("un")
    for status, there in ((404, True), (410, stands)):
        room.site.put("/un", "parti", status=status)
        room.now += 86_400
        room.look()
        assert folder.is_dir() == there
    kept = read_withdrawn(room.output, "vieux-pont")
    assert (kept is None) == stands
    assert [line["folder"] for line in room.events("withdrawn")] == ([] if stands else ["vieux-pont"])
    assert room.rebuilt == (0 if stands else 1)


@pytest.mark.parametrize("leads_on", [True, False])
def test_an_article_that_was_taken_away_behind_an_address_that_leads_on(room: Any, leads_on: bool) -> None:
    """Feeds of agencies name articles by an address that counts clicks. That this one is gone says nothing of them."""
    url = f"{room.site.url}/lavoir"
    room.settle(everywhere=replace(room.context.settings.everywhere, on_gone="withdraw"))
    folder = put_on_disk(room.output, replace(make_edition(), url=url, identity=url), folder="lavoir")
    room.feed("clic")
    room.site.put("/clic", "", status=302 if leads_on else 410, Location=url)
    room.site.put("/lavoir", "parti", status=410)
    room.look()
    assert folder.is_dir() == (not leads_on)
    assert [line["folder"] for line in room.events("withdrawn")] == (["lavoir"] if leads_on else [])


def test_a_page_that_is_still_being_written_waits_and_is_seen_to_wait(room: Any) -> None:
    room.settle(everywhere=SiteSettings(delay_s=0, settle="20 min"))
    five_minutes_ago = datetime.fromtimestamp(room.now - 300, timezone.utc).isoformat()
    room.feed("direct", "calme", versions={"direct": five_minutes_ago})
    for name in ("direct", "calme"):
        room.page(name, "Le maire a parlé devant le conseil, et les élus ont voté le budget du port. " * 3)
    room.look()
    assert room.told == ["calme"]
    (waiting,) = waiting_articles(room.output)
    assert (waiting.title, waiting.due_s) == ("direct", room.now + 900)
    (line,) = room.events("waiting")
    assert (line["again_in_s"], "calm" in line["reason"]) == (900, True)
    room.now += 901
    room.look()
    assert room.told == ["calme", "direct"]
    assert waiting_articles(room.output) == ()


def test_a_page_without_an_hour_does_not_keep_us_coming(room: Any) -> None:
    """It is looked at twice before it is spoken; at each look afterwards its words are known."""
    room.settle(everywhere=SiteSettings(delay_s=0, settle="20 min"))
    entry = "<entry><title>Direct</title><link href='/direct'/><id>1</id></entry>"
    room.site.put("/flux", f"<feed xmlns='http://www.w3.org/2005/Atom'>{entry}</feed>")
    room.page("direct", "Le maire a parlé devant le conseil, et les élus ont voté le budget du port. " * 3)
    for _ in range(12):
        room.look()
        room.now += 90_000
    assert room.told == ["direct"]
    assert len(room.events("waiting")) == 1
    assert room.site.paths.count("/direct") == 2 + len(RECHECK_S)
    assert waiting_articles(room.output) == ()
