"""What was made of an edition at somebody's wish is made again with each revision: its address was published too."""

from __future__ import annotations

from pathlib import Path

from audioedition.publish.books.braille import renew_braille
from audioedition.publish.books.m4b import renew_m4b


def renew_books(folder: Path, *, slug: str) -> None:
    """The M4B and the braille that stand in the folder. Raises as ``write_m4b`` and ``write_braille``."""
    renew_m4b(folder, slug=slug)
    renew_braille(folder, slug=slug)
