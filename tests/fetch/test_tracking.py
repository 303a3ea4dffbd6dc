"""Two feeds that mark the same address differently name the same article."""

from __future__ import annotations

import pytest

from audioedition.fetch.entries import FeedEntry, distinct
from audioedition.fetch.tracking import without_tracking

ARTICLE = "https://journal.example/ville/la-criee-rouvre-lundi_4711.html"


@pytest.mark.parametrize(
    "marks",
    [
        "?utm_source=rss&utm_medium=feed",
        "#xtor=RSS-3",
        "?xtor=RSS-3208",
        "?fbclid=IwAR0x",
        "?at_medium=RSS&at_campaign=flux",
        "?mc_cid=1a2b&mc_eid=3c4d",
        "?gclid=x&gbraid=y&gad_source=1",
        "?msclkid=1",
        "?pk_campaign=une&mtm_source=x",
        "?igshid=abc",
        "?source=rss",
        "?from=newsletter",
        "?ref=twitter",
        "?cmpid=x",
        "?ns_campaign=x&ns_mchannel=rss",
        "#Echobox=1700000000",
        "?PHPSESSID=0123",
        "?",
        "#commentaires",
    ],
)
def test_marks_of_where_a_reader_comes_from_make_no_other_article(marks: str) -> None:
    assert without_tracking(ARTICLE + marks) == ARTICLE
    assert distinct([FeedEntry(url=ARTICLE), FeedEntry(url=ARTICLE + marks)]) == (FeedEntry(url=ARTICLE),)


@pytest.mark.parametrize(
    "url",
    [
        "https://journal.example/article.php?id=12",
        "https://journal.example/article.php?ref=conseil-municipal",
        "https://journal.example/article.php?uid=12",
        "https://journal.example/?p=4711",
        "https://journal.example/lire?source=4711",
        "https://journal.example/une-page-sur-la-criee?page=2",
        "https://journal.example/appli#!/article/3",
        "https://journal.example/recherche?q=utm_source%3Drss",
        "https://journal.example/a?x=1&x=2",
    ],
)
def test_what_tells_one_article_from_another_stays(url: str) -> None:
    assert without_tracking(url) == url


def test_what_is_left_keeps_its_order_and_spelling() -> None:
    url = "HTTPS://Journal.Example:443/a%20b?b=%C3%A9&utm_source=x&a=1&fbclid=y"
    assert without_tracking(url) == "https://journal.example/a%20b?b=%C3%A9&a=1"
    for odd in ("http://[", "un/chemin.html", "ftp://a.example/?utm_source=x", ""):
        assert without_tracking(odd) == odd
