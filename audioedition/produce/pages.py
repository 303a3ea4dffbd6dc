"""An article on several pages: the later ones are asked for where the first names them, and only where that is safe.

Nobody asked for these pages by hand, so robots.txt is heard first, and their host has a rest between them. Each page is
judged before the next is asked for: it must be of the same article and say something new. What is missing then is told,
and the article is doubtful: it is never short in silence.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit

from audioedition.article.extract import extract_page
from audioedition.article.judge.features import words_of
from audioedition.article.judge.joined import says_nothing_new
from audioedition.errors import AudioEditionError, ExtractionError, SourceError
from audioedition.fetch.addresses import Access
from audioedition.fetch.robots import Robots
from audioedition.fetch.source import fetch_source
from audioedition.model import Article, Doubt, Page, Source
from audioedition.segment import segment_page

__all__ = ["MOST_PAGES", "OnMissing", "fetch_article", "with_later_pages"]

MOST_PAGES = 10
"""Of one article, the first among them."""
_REST_S = 1.0
"""Between two pages of a host, where its robots.txt asks for no more."""
_LINK = re.compile(rb"<(?:link|a)\b([^<>]{0,2000})>", re.I)
"""One at a time: a page of « <a » without an end costs no more than its length."""
_NEXT = re.compile(rb"\brel\s{0,20}=\s{0,20}[\"']?[^\"'>]{0,80}\bnext\b", re.I)
_NUMBERED = re.compile(
    rb"\bhref\s{0,20}=\s{0,20}[\"']?[^\"'>\s]{0,500}[?&/_,.-](?:page|p|pg|paged|part|partie|numpage)?[-_/=,]?\d{1,3}"
    rb"(?:\.\w{2,5})?/?(?:[\"'&#]|$)",
    re.I,
)
_FORUM = re.compile(
    r"(?:^|[./_-])(?:forums?|viewtopic|topics?|threads?|commentaires|comments)(?=$|[./_?-])", re.I
)
"""The next page of these is what others answer."""
_LONG_WORD = 3
_SAME_SHARE = 0.5


OnMissing = Callable[[AudioEditionError], object]
"""Hears why a later page cannot be read; may raise that, where the article is better looked at another time."""


def fetch_article(
    where: str,
    *,
    access: Access | None = None,
    sleep: Callable[[float], object] = time.sleep,
    on_missing: OnMissing = lambda error: None,
) -> Source:
    """``fetch_source``, and of a web page the later pages of its article. Raises as that does for the first one."""
    access = access or Access()
    source = fetch_source(where, access=access)
    robots, until = Robots(access), time.monotonic() + access.later_pages_s

    def ask(url: str) -> Source:
        robots.require(url)
        rest_s = max(_REST_S, robots.delay_s(url))
        if time.monotonic() + rest_s > until:
            raise SourceError(
                f"Its site wants {rest_s:g} s between two pages,"
                f" and no more than {access.later_pages_s:g} s are waited in all."
            )
        sleep(rest_s)
        return fetch_source(url, access=access)

    return with_later_pages(source, ask=ask, on_missing=on_missing)


def with_later_pages(
    source: Source, *, ask: Callable[[str], Source], on_missing: OnMissing = lambda error: None
) -> Source:
    """``source`` with the later pages of its article, or with the reason why they are not all there.

    ``ask`` fetches one page politely and raises SourceError; it is called only where the first page holds an article
    that raises no other doubt.
    """
    url = source.url
    if url is None or _FORUM.search(url) or not _names_a_next(source.data):
        return source
    try:
        page = extract_page(source)
        article = None if page.next_page is None else segment_page(page)
    except AudioEditionError:  # whoever reads it says so
        return source
    if article is None or replace(article, doubts=_others(article)).doubtful:
        return source
    pages, articles, broken_off = [source], [article], None
    following = page.next_page
    while following is not None and broken_off is None:
        if len(pages) == MOST_PAGES:
            broken_off = (
                f"The article has more than {MOST_PAGES} pages: from {following} on they were not fetched."
            )
            break
        try:
            later = replace(ask(following), first_page=url)
            page = extract_page(later)
            article = segment_page(page)
        except (SourceError, ExtractionError) as error:
            on_missing(error)
            broken_off = f"The article goes on at {following}, but that page could not be read: {error}"
            break
        broken_off = _why_not(following, later, page, article, articles)
        if broken_off is None:
            pages.append(later)
            articles.append(article)
            following = page.next_page
    return replace(source, following=tuple(pages[1:]), broken_off=broken_off)


def _names_a_next(data: bytes) -> bool:
    """Looked for in what was fetched, before anything is parsed: many pages name none."""
    return any(_NEXT.search(link[1]) or _NUMBERED.search(link[1]) for link in _LINK.finditer(data))


def _others(article: Article) -> tuple[Doubt, ...]:
    return tuple(d for d in article.doubts if d.kind not in ("goes_on", "less_than_declared"))


def _why_not(asked: str, later: Source, page: Page, article: Article, articles: list[Article]) -> str | None:
    """Why what was found there is no later page of the article; ``None`` when it is one."""
    if _page_of(later.url or "") != _page_of(asked):
        return f"The article goes on at {asked}, but that leads to {later.url}."
    if says_nothing_new(articles, article):
        return f"The article goes on at {asked}, but what stands there was read before."
    if not _same_headline(articles[0].title, article.title, page.metadata.title or ""):
        return f"The article goes on at {asked}, but that page is headed otherwise: “{article.title}”."
    return None


def _page_of(url: str) -> tuple[str, str, str]:
    """What tells one page from another: a redirect to https or to « www. » leads to the same."""
    parts = urlsplit(url)
    return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/"), parts.query


def _same_headline(first: str, *others: str) -> bool:
    wanted = {w for w in words_of(first) if len(w) > _LONG_WORD}
    found = [{w for w in words_of(other) if len(w) > _LONG_WORD} for other in others]
    return not wanted or any(len(wanted & words) >= _SAME_SHARE * len(wanted) for words in found)
