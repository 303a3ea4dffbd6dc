"""Which editions stand in which feed: by rubric, site, words and address. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from audioedition.model import Edition
from audioedition.publish.feed.feed_model import FeedSettings
from audioedition.system.folding import fold

_PIECE = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')


def belongs(edition: Edition, settings: FeedSettings) -> bool:
    """Whether the edition is one of that feed's. All that the settings ask for must hold; nothing asked = all."""
    return (
        _in_rubric(edition, settings.rubrics)
        and _of_site(edition, settings.sites)
        and _at_address(edition, settings)
        and _holds(edition, settings.query)
    )


def is_reserved(edition: Edition, feeds: Iterable[FeedSettings]) -> bool:
    """Whether a private feed keeps the edition to itself: no public feed, no page names it."""
    return any(feed.reserved and belongs(edition, feed) for feed in feeds)


def _in_rubric(edition: Edition, rubrics: Sequence[str]) -> bool:
    """A digest stands in the rubrics of its articles."""
    own = {fold(rubric) for rubric in (edition.rubric, *(m.rubric for m in edition.members)) if rubric}
    return not rubrics or any(fold(rubric) in own for rubric in rubrics)


def _of_site(edition: Edition, sites: Sequence[str]) -> bool:
    if not sites:
        return True
    try:
        host = (urlsplit(edition.url or "").hostname or "").lower()
    except ValueError:
        host = ""
    name = fold(edition.site or "")
    return any(
        host == site.lower() or host.endswith(f".{site.lower()}") or name == fold(site)
        for site in sites
        if site
    )


def _at_address(edition: Edition, settings: FeedSettings) -> bool:
    address = edition.url or ""
    if settings.only and not any(re.search(pattern, address) for pattern in settings.only):
        return False
    return not any(re.search(pattern, address) for pattern in settings.skip)


def _holds(edition: Edition, query: str) -> bool:
    """Every word begins a word of the edition (« marché » finds « marchés »), whatever accents and capitals."""
    pieces = _PIECE.findall(query)
    if not pieces:
        return True
    texts = (
        edition.title,
        edition.site,
        edition.byline,
        edition.rubric,
        *(p.text for p in edition.paragraphs),
    )
    words = " " + " ".join(re.findall(r"\w+", fold(" ".join(filter(None, texts)))))
    for no, phrase, word in pieces:
        wanted = " ".join(re.findall(r"\w+", fold(phrase or word)))
        if wanted and (f" {wanted}" in words) == bool(no):
            return False
    return True
