"""An article on several pages: joined where that is safe; else that is told, and it is never published as whole."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import datetime, timezone

import pytest

from audioedition.fetch.source import fetch_source
from audioedition.model import Article, Source
from audioedition.produce.pages import MOST_PAGES, fetch_article, with_later_pages
from audioedition.segment import segment_article
from tests.support.site import Site, serving

TITLE = "Les tourbières du plateau se remettent à vivre"
PARTS = [
    f"Au printemps {year}, les ouvriers ont bouché {count} rigoles du plateau avec des planches, et l’eau est"
    f" remontée de {depth} centimètres sous la passerelle, notent les botanistes qui suivent les lieux."
    for year, count, depth in zip(range(2001, 2040), range(11, 50), range(5, 44), strict=True)
]
"""Two for each page."""


@pytest.fixture(scope="module")
def server() -> Iterator[Site]:
    with serving() as found:
        yield found


@pytest.fixture
def site(server: Site) -> Site:
    server.pages.clear()
    server.asked.clear()
    server.put("/robots.txt", "", status=404)
    return server


def page(number: int, following: str | None, *, title: str = TITLE, head: str = "") -> str:
    said = "".join(f"<p>{text}</p>" for text in PARTS[2 * number - 2 : 2 * number])
    link = f'<a rel="next" href="{following}">Page suivante</a>' if following else ""
    return (
        f'<html lang="fr"><head><title>{title}</title>{head}</head><body><nav><a href="/">Accueil</a>'
        f'<a href="/une">À la une</a></nav><article><h1>{title}</h1>{said}</article>{link}</body></html>'
    )


def put(site: Site, count: int) -> str:
    for number in range(2, count + 1):
        site.put(f"/tourbe/{number}", page(number, f"/tourbe/{number + 1}" if number < count else None))
    return site.put("/tourbe", page(1, "/tourbe/2"))


def read(url: str, site: Site) -> Article:
    return segment_article(fetch_article(url, access=site.access, sleep=lambda seconds: None))


def said(article: Article) -> list[str]:
    return [p.text for p in article.paragraphs]


def test_its_pages_are_one_article(site: Site) -> None:
    slept: list[float] = []
    url = put(site, 3)
    article = segment_article(fetch_article(url, access=site.access, sleep=slept.append))
    assert said(article) == [TITLE, *PARTS[:6]]
    assert article.doubts == ()
    assert site.paths == ["/tourbe", "/robots.txt", "/tourbe/2", "/tourbe/3"]
    assert len(slept) == 2
    assert min(slept) >= 1
    again = [d for d in article.dropped if d.text == TITLE]
    assert [(d.reason, d.rule) for d in again] == [("repeated", "said-before")] * 2
    positions = [p.position for p in article.paragraphs]
    assert positions == sorted(positions)


def test_a_query_numbers_them_too(site: Site) -> None:
    url = site.put("/tourbe.html", page(1, "?page=2"))
    site.put("/tourbe.html?page=2", page(2, "?page=3"))
    site.put("/tourbe.html?page=3", page(3, "?page=1"))
    assert said(read(url, site)) == [TITLE, *PARTS[:6]]


def numbered(number: int, address: str, *, name: str = "pagination") -> str:
    """A page of three, named by a row of numbers alone."""
    links = "".join(
        f"<b>{n}</b> " if n == number else f"<a href='{address.format(n)}'>{n}</a> " for n in (1, 2, 3)
    )
    return page(number, None).replace("</article>", f"<div class='{name}'>{links}</div></article>")


def test_a_row_of_numbers_below_the_text_names_them_too(site: Site) -> None:
    for n in (1, 2, 3):
        site.put(f"/tourbe?page={n}" if n > 1 else "/tourbe", numbered(n, "?page={}"))
    url = f"{site.url}/tourbe"
    assert said(read(url, site)) == [TITLE, *PARTS[:6]]


@pytest.mark.parametrize("name", ["comments-pages", "related-list"])
def test_numbers_below_answers_and_other_articles_are_not_followed(site: Site, name: str) -> None:
    url = site.put("/tourbe", numbered(1, "/tourbe/{}", name=name))
    site.put("/tourbe/2", page(2, None))
    assert said(read(url, site)) == [TITLE, *PARTS[:2]]
    assert site.paths == ["/tourbe"]


def test_the_pause_that_the_site_asks_for_is_kept(site: Site) -> None:
    slept: list[float] = []
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 7\n", Content_Type="text/plain")
    fetch_article(put(site, 2), access=site.access, sleep=slept.append)
    assert slept == [7]


def test_what_stands_on_each_page_is_read_once(site: Site) -> None:
    url = site.put("/tourbe", page(1, "/tourbe/2"))
    second = page(2, None).replace("</h1>", f"</h1><p>{PARTS[0]}</p>")
    site.put("/tourbe/2", second)
    assert said(read(url, site)) == [TITLE, *PARTS[:4]]


def test_a_page_that_fails_is_told_and_the_article_waits_for_a_person(site: Site) -> None:
    url = put(site, 4)
    site.put("/tourbe/3", "en panne", status=500)
    article = read(url, site)
    assert said(article) == [TITLE, *PARTS[:4]]
    assert article.doubtful
    assert "/tourbe/3, but that page could not be read: " in article.doubts[0].text
    assert "/tourbe/4" not in site.paths


def test_robots_txt_is_heard(site: Site) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /tourbe/\n", Content_Type="text/plain")
    article = read(put(site, 2), site)
    assert article.doubtful
    assert "robots.txt" in article.doubts[0].text
    assert "/tourbe/2" not in site.paths


@pytest.mark.parametrize(
    ("second", "why"),
    [
        (page(1, "/tourbe/3"), "was read before"),
        (page(2, "/tourbe/3", title="Une fanfare de jeunes joue au marché"), "headed otherwise"),
        ("<html><body><p>Page introuvable</p></body></html>", "could not be read"),
        ("<html><body></body></html>", "could not be read"),
    ],
)
def test_what_is_no_later_page_ends_it(site: Site, second: str, why: str) -> None:
    url = site.put("/tourbe", page(1, "/tourbe/2"))
    site.put("/tourbe/2", second)
    article = read(url, site)
    assert said(article) == [TITLE, *PARTS[:2]]
    assert article.doubtful
    assert why in article.doubts[0].text
    assert "/tourbe/3" not in site.paths


def test_a_redirect_back_to_the_beginning_ends_it(site: Site) -> None:
    url = site.put("/tourbe", page(1, "/tourbe/2"))
    site.put("/tourbe/2", "", status=302, Location="/tourbe")
    article = read(url, site)
    assert article.doubtful
    assert article.doubts[0].text.endswith(f"/tourbe/2, but that leads to {url}.")


def test_ten_pages_at_most(site: Site) -> None:
    article = read(put(site, MOST_PAGES + 3), site)
    assert said(article) == [TITLE, *PARTS[: 2 * MOST_PAGES]]
    assert article.doubtful
    assert f"/tourbe/{MOST_PAGES + 1} " in article.doubts[0].text
    assert len([p for p in site.paths if p.startswith("/tourbe")]) == MOST_PAGES


@pytest.mark.parametrize(
    ("path", "following"),
    [
        ("/tourbe", "/fanfare/2"),
        ("/tourbe", "http://autre.example/tourbe/2"),
        ("/forum/tourbe", "/forum/tourbe/2"),
        ("/viewtopic.php", "?page=2"),
    ],
)
def test_other_articles_hosts_and_forums_are_left_alone(site: Site, path: str, following: str) -> None:
    site.put("/fanfare/2", page(2, None))
    site.put("/forum/tourbe/2", page(2, None))
    assert said(read(site.put(path, page(1, following)), site)) == [TITLE, *PARTS[:2]]
    assert site.paths == [path]


def test_nothing_is_asked_for_behind_a_beginning_for_subscribers(site: Site) -> None:
    wall = "<p>La suite est réservée aux abonnés.</p><p>Déjà abonné ? Je m’identifie</p>"
    url = site.put("/tourbe", page(1, "/tourbe/2").replace("</article>", f"{wall}</article>"))
    assert read(url, site).teaser
    assert site.paths == ["/tourbe"]


def test_a_text_that_the_first_page_declares_whole_is_found_on_all(site: Site) -> None:
    declared = " ".join(PARTS[:6]).replace('"', "")
    head = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "articleBody": "'
        + declared
        + '"}</script>'
    )
    url = put(site, 3)
    site.put("/tourbe", page(1, "/tourbe/2", head=head))
    assert [d.kind for d in segment_article(fetch_source(url, access=site.access)).doubts] == [
        "less_than_declared",
        "goes_on",
    ]
    assert read(url, site).doubts == ()


def test_a_later_page_of_which_the_person_drops_all_is_told(site: Site) -> None:
    source = fetch_article(put(site, 2), access=site.access, sleep=lambda seconds: None)
    article = segment_article(source, drop=["printemps 200[34]"])
    assert said(article) == [TITLE, *PARTS[:2]]
    assert article.doubtful


def test_a_file_is_never_followed(site: Site) -> None:
    saved = Source(
        data=page(1, "/tourbe/2")
        .replace("<head>", f'<head><link rel="canonical" href="{site.url}/tourbe">')
        .encode(),
        media_type="text/html",
        path="/nulle/part.html",
        fetched_at=datetime(2026, 11, 30, tzinfo=timezone.utc),
    )

    def ask(url: str) -> Source:
        raise AssertionError(url)

    article = segment_article(with_later_pages(saved, ask=ask))
    assert [d.kind for d in article.doubts] == ["goes_on"]
    assert not article.doubtful


@pytest.mark.timeout(60)  # two minutes, once
def test_three_megabytes_of_links_without_an_end_hold_up_nobody() -> None:
    source = Source(
        data=b"<a rel=x " * 350_000,
        url="https://journal.example/a",
        media_type="text/html",
        fetched_at=datetime.now(timezone.utc),
    )
    assert with_later_pages(source, ask=lambda url: source) is source


def test_a_site_that_wants_long_rests_is_not_waited_for_by_a_person(site: Site) -> None:
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 30\n")
    slept: list[float] = []
    access = dataclasses.replace(site.access, later_pages_s=15.0)
    article = segment_article(fetch_article(put(site, 3), access=access, sleep=slept.append))
    assert slept == []
    assert article.doubtful
    assert any("wants 30 s between two pages" in str(doubt) for doubt in article.doubts)
