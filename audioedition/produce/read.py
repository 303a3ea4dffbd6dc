"""A source read: fetched where it must be, then segmented. An edge."""

from __future__ import annotations

import contextlib
from functools import partial

from audioedition.article.chrome import newsroom_folders
from audioedition.errors import ExtractionError
from audioedition.fetch.addresses import Access
from audioedition.fetch.entries import FeedEntry
from audioedition.fetch.full_text import FullText, fetch_entry
from audioedition.model import Article, OnProgress, Progress, Source
from audioedition.produce.identity import former_addresses
from audioedition.produce.options import EditionOptions, ReadArticle
from audioedition.produce.pages import OnMissing, fetch_article
from audioedition.publish.folder.facts import BY_NAME, CHOSEN, identity_of
from audioedition.segment import segment_article


def read_article(
    source: Source | FeedEntry | str,
    *,
    options: EditionOptions,
    access: Access | None = None,
    on_progress: OnProgress | None = None,
    on_missing: OnMissing = lambda error: None,
) -> ReadArticle:
    """Fetch where needed, then segment. Raises SourceError, ExtractionError, and what ``on_missing`` raises.

    A page that has nothing of the title by which a feed announced it is not taken for its article.
    """
    on_progress = on_progress or (lambda progress: None)
    if not isinstance(source, Source):
        on_progress(Progress(stage="fetch", text=source.url if isinstance(source, FeedEntry) else source))
        source = _fetched(source, full_text=options.full_text, access=access, on_missing=on_missing)
    on_progress(Progress(stage="segment"))
    found, (source, article) = source, _segmented(source, options=options)
    identity = f"{CHOSEN}{options.id}" if options.id else identity_of(source, article=article)
    return ReadArticle(
        article=article,
        identity=identity,
        by_name=identity.startswith(BY_NAME),
        source=source.url or source.path,
        from_web=source.url is not None,
        former=former_addresses(found, identity=identity),
    )


def _fetched(
    source: FeedEntry | str, *, full_text: FullText, access: Access | None, on_missing: OnMissing
) -> Source:
    if isinstance(source, str):
        return fetch_article(source, access=access, on_missing=on_missing)
    fetch = partial(fetch_article, source.url, access=access, on_missing=on_missing)
    found = fetch_entry(source, fetch=fetch, full_text=full_text)
    assert found is not None  # no condition was sent
    return found


def _segmented(source: Source, *, options: EditionOptions) -> tuple[Source, Article]:
    """The article, and what it was found in: the page, or the feed's own text where that holds more of it."""
    try:
        article = _segment(source, options=options)
    except ExtractionError:
        if source.instead is None:
            raise
        return source.instead, _segment(source.instead, options=options)
    if article.teaser and source.instead is not None:
        with contextlib.suppress(ExtractionError):
            whole = _segment(source.instead, options=options)
            if _length(whole) > _length(article):
                return source.instead, whole
    return source, article


def _length(article: Article) -> int:
    return sum(len(paragraph.text) for paragraph in article.paragraphs)


def _segment(source: Source, *, options: EditionOptions) -> Article:
    return segment_article(
        source,
        title=options.title,
        keep=options.keep,
        drop=options.drop,
        captions=options.captions,
        site_rules=(*options.site_rules, *newsroom_folders()),
    )
