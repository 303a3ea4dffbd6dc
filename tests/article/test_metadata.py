"""What a page says of itself, in the odd shapes in which pages say it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from audioedition.article.extract.html import html_page
from audioedition.model import Metadata

BODY = "La ville a voté lundi la reconstruction du vieux pont sur la rivière, fermé depuis le mois de mai."
ARTICLE = {"@type": "NewsArticle", "headline": "Le pont sera reconstruit"}


def meta(head: str, *, body: str = "", url: str | None = "https://ex.example/a/pont") -> Metadata:
    page = f"<html><head>{head}</head><body>{body}<p>{BODY}</p></body></html>"
    return html_page(page, url=url).metadata


def linked(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return f"<script type='application/ld+json'>{text}</script>"


@pytest.mark.parametrize(
    ("author", "byline"),
    [
        ("Anne Le Goff", "Anne Le Goff"),
        ("Par Anne Le Goff", "Anne Le Goff"),
        ({"@type": "Person", "name": "Anne Le Goff"}, "Anne Le Goff"),
        ([{"name": "Anne Le Goff"}, {"name": "Paul Ney"}], "Anne Le Goff et Paul Ney"),
        (["A. Le Goff", "P. Ney", "L. Roux"], "A. Le Goff, P. Ney et L. Roux"),
        ({"name": ["Anne Le Goff", "Paul Ney"]}, "Anne Le Goff et Paul Ney"),
        ({"@id": "#anne"}, "Anne Le Goff"),
        ([{"@id": "#anne"}, {"@id": "#nobody"}], "Anne Le Goff"),
        ("https://ex.example/auteurs/anne", None),
        ({"name": None}, None),
    ],
)
def test_authors(author: Any, byline: str | None) -> None:
    graph = {
        "@graph": [{**ARTICLE, "author": author}, {"@type": "Person", "@id": "#anne", "name": "Anne Le Goff"}]
    }
    assert meta(linked(graph)).byline == byline


@pytest.mark.parametrize(
    ("date", "published"),
    [
        ("2024-05-03", "2024-05-03"),
        ("2024-05-03T10:00", "2024-05-03T10:00"),
        ("2024-05-03T10:00:00+02:00", "2024-05-03T10:00:00+02:00"),
        ("2024-05-03 10:00:00", "2024-05-03T10:00:00"),
        ("2024-05-03 10:00:00 +0200", "2024-05-03T10:00:00+0200"),
        ("Fri, 03 May 2024 10:00:00 +0200", "2024-05-03T10:00:00+02:00"),
        ("0000-00-00T00:00:00", None),
        ("2024-13-45", None),
        ("hier", None),
        (1714723200, None),
    ],
)
def test_dates(date: Any, published: str | None) -> None:
    assert meta(linked({**ARTICLE, "datePublished": date})).published == published


@pytest.mark.parametrize(
    "text",
    [
        '{"@type": "NewsArticle", "headline": "Le pont", }',
        '{"@type": "NewsArticle", /* écrit par le CMS */ "headline": "Le pont"}',
        '{"@type": "NewsArticle", // titre\n "headline": "Le pont", "image": ["https://x.example/a.jpg",],}',
        '<!-- {"@type": "NewsArticle", "headline": "Le pont"} -->',
        '//<![CDATA[\n{"@type": "NewsArticle", "headline": "Le pont"}\n//]]>',
        '{"@type": ["NewsArticle", "Thing"], "headline": "Le pont"};',
        '[{"@type": "BreadcrumbList"}, {"@type": "NewsArticle", "headline": "Le <em>pont</em>"}]',
        '{"@type": "NewsArticle", "headline": "Le&nbsp;pont"}',
        '{"@type": "NewsArticle", "headline": "Le\npont"}',
    ],
)
def test_broken_or_wrapped_json(text: str) -> None:
    assert (meta(linked(text)).title or "").replace("\u00a0", " ") == "Le pont"


def test_of_several_articles_the_pages_own() -> None:
    other = {**ARTICLE, "headline": "La piscine rouvre", "url": "/a/piscine", "articleBody": BODY * 5}
    own = {**ARTICLE, "mainEntityOfPage": {"@id": "https://ex.example/a/pont"}}
    assert meta(linked([other, own])).title == "Le pont sera reconstruit"
    named = "<title>Le pont sera reconstruit | Le Journal</title>"
    assert meta(named + linked([other, ARTICLE])).title == "Le pont sera reconstruit"


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("Le pont sera reconstruit | Le Journal", "Le pont sera reconstruit"),
        ("Le pont sera reconstruit - Le Journal", "Le pont sera reconstruit"),
        ("Le pont sera reconstruit — Le Journal de la vallée, édition du soir", "Le pont sera reconstruit"),
        ("Le pont", "Le pont"),
        ("Le pont sera reconstruit", "Le pont sera reconstruit"),
    ],
)
def test_titles_without_the_sites_name(printed: str, title: str) -> None:
    assert meta(f"<title>{printed}</title>", body="<h1>Le pont sera reconstruit</h1>").title == title


def test_a_dash_in_a_headline_stays() -> None:
    assert meta("<title>Le pont - une histoire</title>").title == "Le pont - une histoire"


def test_a_word_processors_title() -> None:
    assert (
        meta("", body="<p class='c2 title'>Le pont sera reconstruit</p>").title == "Le pont sera reconstruit"
    )


@pytest.mark.parametrize(
    ("image", "address"),
    [
        ("/i.jpg", "https://ex.example/i.jpg"),
        (["i.jpg", "j.jpg"], "https://ex.example/a/i.jpg"),
        ({"@type": "ImageObject", "url": "https://i.example/i.jpg"}, "https://i.example/i.jpg"),
        ([{"contentUrl": "https://i.example/i.jpg"}], "https://i.example/i.jpg"),
        ({"@id": "#image"}, "https://i.example/une.jpg"),
        ({"url": ["https://i.example/i.jpg"]}, "https://i.example/i.jpg"),
        ("javascript:alert(1)", None),
        (7, None),
    ],
)
def test_images(image: Any, address: str | None) -> None:
    graph = [
        {**ARTICLE, "image": image},
        {"@id": "#image", "@type": "ImageObject", "url": "https://i.example/une.jpg"},
    ]
    assert meta(linked({"@graph": graph})).image == address


def test_addresses_are_relative_to_base() -> None:
    head = "<base href='https://ex.example/b/'><link rel='canonical nofollow' href='pont.html'>"
    found = meta(head + "<meta property='og:image' content='i.jpg'>", url=None)
    assert (found.url, found.image) == ("https://ex.example/b/pont.html", "https://ex.example/b/i.jpg")


@pytest.mark.parametrize("front", ["/", "https://ex.example", "https://ex.example/index.php"])
@pytest.mark.parametrize(
    "name", ["<link rel='canonical' href='{}'>", "<meta property='og:url' content='{}'>"]
)
def test_the_sites_front_page_is_no_articles_address(name: str, front: str) -> None:
    """A template that names it on every page made one edition of all articles, each in place of the one before."""
    assert meta(name.format(front)).url == "https://ex.example/a/pont"
    assert (
        meta(name.format(front), url="https://ex.example/?utm_source=x").url
        == "https://ex.example/?utm_source=x"
    )
    assert meta(name.format("https://ex.example/"), url="https://ex.example/").url == "https://ex.example/"
    assert meta(name.format("https://ex.example/"), url=None).url is None


def test_the_pages_own_marks() -> None:
    body = (
        "<a rel='author' href='/anne'>Anne Le Goff</a><time datetime='2020-01-01'>archives</time>"
        "<time class='published' datetime='2024-05-03T10:00'>3 mai</time>"
    )
    found = meta("<meta name='dcterms.modified' content='2024-05-04'>", body=body)
    assert (found.byline, found.published, found.updated) == (
        "Anne Le Goff",
        "2024-05-03T10:00",
        "2024-05-04",
    )


def test_a_page_that_is_not_free_says_so() -> None:
    text = linked({**ARTICLE, "isAccessibleForFree": False})
    assert html_page(f"<html><head>{text}</head><body><p>{BODY}</p></body></html>").free is False
