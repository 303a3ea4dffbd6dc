"""The source of an article that a feed names, politely: its page with the later ones, or the feed's text."""

from __future__ import annotations

from audioedition.errors import AudioEditionError, SourceError
from audioedition.fetch.entries import FeedEntry
from audioedition.fetch.full_text import fetch_entry
from audioedition.fetch.source import fetch_if_changed, fetch_source, is_url, require_article
from audioedition.model import Source
from audioedition.newsroom.context import WatchContext
from audioedition.newsroom.settings import SiteSettings
from audioedition.newsroom.site_policy import options_of
from audioedition.newsroom.state import ArticleMemory
from audioedition.produce.pages import with_later_pages


def fetch_named(
    entry: FeedEntry,
    known: ArticleMemory | None,
    site: SiteSettings,
    context: WatchContext,
    *,
    missing: list[AudioEditionError],
    patient: bool,
) -> Source | None:
    """``None``: still as it was when it was ``known``. ``missing``: gets why a later page could not be read.
    ``patient``: the feed's text does not take the place of a page that fails for a moment. Raises SourceError."""
    url, full_text = entry.url, options_of(site).full_text
    if not is_url(url):  # a file in a folder
        return fetch_source(url, access=context.access)

    def later(address: str) -> Source:
        context.politeness.before(address, delay_s=site.delay_s, robots=site.robots)
        return fetch_source(address, access=context.access)

    failed: list[SourceError] = []

    def page() -> Source | None:
        try:
            return asked()
        except SourceError as error:
            failed.append(error)
            raise

    def asked() -> Source | None:
        context.politeness.before(url, delay_s=site.delay_s, robots=site.robots)
        source = fetch_if_changed(
            url,
            access=context.access,
            etag=known.etag if known else None,
            last_modified=known.last_modified if known else None,
        )
        if source is None:
            return None
        return with_later_pages(require_article(source, where=url), ask=later, on_missing=missing.append)

    if (
        full_text == "feed" and entry.content is None and known is not None
    ):  # looked at again, apart from its feed
        return None
    source = fetch_entry(entry, fetch=page, full_text=full_text)
    if patient and failed and failed[-1].retryable:
        raise failed[-1]
    return source
