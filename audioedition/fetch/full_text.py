"""Where an article's text is taken from when a feed gives it whole: its page, the feed, or that where the page fails.

``auto`` asks for the page, which tells more (byline, picture, standfirst) and is corrected first; the feed's text
stands by for a page that cannot be fetched, holds no article for us (a script draws it, a consent page covers it), or
shows only its beginning.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timezone
from typing import Literal, get_args

from audioedition.errors import SourceError
from audioedition.fetch.documents.document import page_by_itself
from audioedition.fetch.documents.post import page_of_post
from audioedition.fetch.documents.post_fields import JsonPost
from audioedition.fetch.entries import FeedEntry
from audioedition.model import Source

FullText = Literal["auto", "page", "feed"]
FULL_TEXT = get_args(FullText)
_GONE = (404, 410)
"""The article was taken away: what a feed still says of it is not read."""


def fetch_entry(
    entry: FeedEntry, *, fetch: Callable[[], Source | None], full_text: FullText = "auto"
) -> Source | None:
    """The source of an article that a feed names; ``fetch`` asks for its page, ``None`` where that has not changed.

    Raises SourceError: as ``fetch`` does where nothing stands in, and where the feed should give the text but does not.
    """
    spare = source_of_entry(entry) if full_text != "page" else None
    if full_text == "feed":
        if spare is None:
            raise SourceError(
                f"The feed does not give the whole text of {entry.url}.", hint="Use --full-text auto or page."
            )
        return spare
    try:
        page = fetch()
    except SourceError as error:
        if spare is None or error.status in _GONE:
            raise
        return spare
    return page if page is None else replace(page, announced=entry.title, instead=spare)


def source_of_entry(entry: FeedEntry) -> Source | None:
    """What the feed gives of it as a page; ``None`` where it gives no whole text."""
    if entry.content is None:
        return None
    post = JsonPost(
        url=entry.url,
        title=entry.title,
        body=entry.content,
        byline=entry.byline,
        published=entry.published,
        updated=entry.updated,
    )
    return Source(
        data=page_by_itself(page_of_post(post)).encode("utf-8", "replace"),
        media_type="text/html",
        charset="utf-8",
        url=entry.url,
        asked=entry.url,
        fetched_at=datetime.now(timezone.utc),
        fragment=True,
    )
