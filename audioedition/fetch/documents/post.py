"""A post of WordPress (``/wp-json/wp/v2/posts/42``), or one item of a JSON Feed -> a page. Pure."""

from __future__ import annotations

import html

from audioedition.errors import SourceError
from audioedition.fetch.documents.document import DocumentPage
from audioedition.fetch.documents.post_fields import JsonPost, content_of, post_of
from audioedition.model import Metadata


def read(data: bytes) -> DocumentPage:
    """Raises SourceError for JSON that holds no post."""
    try:
        return page_of_post(post_of(content_of(data)))
    except (KeyError, AttributeError) as error:
        raise SourceError(
            "The JSON data hold no article.", hint="Give a WordPress post, an item of a JSON Feed, or a page."
        ) from error


def page_of_post(post: JsonPost) -> DocumentPage:
    """Its body under its title."""
    title = html.escape(post.title or "")
    above = f"<h1>{title}</h1>\n" if title and "<h1" not in post.body else ""
    head = f"<head><title>{title}</title></head>" if title else ""
    return DocumentPage(
        html=f"<!DOCTYPE html>\n<html>{head}<body><article>\n{above}{post.body}\n</article></body></html>\n",
        metadata=Metadata(
            title=post.title,
            standfirst=post.standfirst,
            byline=post.byline,
            published=post.published,
            updated=post.updated,
            url=post.url,
            language=post.language,
            image=post.image,
        ),
        fragment=True,
    )
