"""The article's own picture: taken from the edition that stands, or fetched from where the article is. An edge."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from audioedition.errors import AudioEditionError
from audioedition.fetch.addresses import Access
from audioedition.fetch.http import get
from audioedition.model import Article, Edition
from audioedition.publish.artwork import square_artwork
from audioedition.publish.web import is_http_url

MAX_BYTES = 12_000_000
DEADLINE_S = 10.0
"""A picture that is slower than this is not worth waiting for."""


def find_picture(
    article: Article, *, old: Edition | None, folder: Path | None, access: Access
) -> tuple[bytes | None, str | None]:
    """(artwork, why there is none, as a note). The same address as before is not fetched again.

    Only for articles that come from the web: making the edition of a file asks no network for anything.
    """
    if not article.image or not is_http_url(article.image):
        return None, None
    if old and folder and old.artwork and old.image == article.image:
        kept = folder / old.artwork
        if kept.is_file():
            return kept.read_bytes(), None
    try:
        return square_artwork(get(article.image, access=access).body), None
    except AudioEditionError as problem:
        return None, f"The article's picture is left out: {problem}"


def picture_access(access: Access) -> Access:
    return replace(access, max_bytes=MAX_BYTES, deadline_s=DEADLINE_S)
