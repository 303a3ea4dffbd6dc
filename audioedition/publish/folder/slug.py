"""Names for folders and files: what any file system, URL and person can take. Pure."""

from __future__ import annotations

import re
import unicodedata

SLUG_CHARACTERS = 60
_SPELLED = str.maketrans(
    {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "ø": "o", "Ø": "o", "ł": "l"}
)


def slugify(title: str) -> str:
    """Lower-case ASCII letters, digits and hyphens, at most 60 characters, cut at a word; never empty, never a
    path, never a name that Windows keeps for itself (all of those are shorter words than we let stand alone)."""
    decomposed = unicodedata.normalize("NFKD", title.translate(_SPELLED))
    ascii_only = decomposed.encode("ascii", "ignore").decode().lower().replace("'", " ")
    words = re.findall(r"[a-z0-9]+", re.sub(r"[’']", " ", ascii_only))
    slug = "-".join(words)
    if len(slug) > SLUG_CHARACTERS:
        slug = slug[: SLUG_CHARACTERS + 1].rpartition("-")[0] or slug[:SLUG_CHARACTERS]
    return f"article-{slug}" if len(slug) < 5 and slug else slug or "article"
