"""The vocabularies that a podcast feed speaks."""

from __future__ import annotations

NAMESPACES = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "atom": "http://www.w3.org/2005/Atom",
}
ITUNES, PODCAST, CONTENT, ATOM = (f"{{{uri}}}" for uri in NAMESPACES.values())
HISTORY_URI = "http://purl.org/syndication/history/1.0"
"""Feeds in pages: RFC 5005."""
HISTORY = f"{{{HISTORY_URI}}}"
