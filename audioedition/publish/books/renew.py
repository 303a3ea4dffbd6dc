"""What was made of an edition at somebody's wish is made again with each revision: its address was published too."""

from __future__ import annotations

from pathlib import Path

from audioedition.publish.books.braille import GRADES, renew_braille
from audioedition.publish.books.m4b import renew_m4b


def renew_books(folder: Path, *, slug: str) -> None:
    """The M4B and the braille that stand in the folder. Raises as ``write_m4b`` and ``write_braille``."""
    try:
        renew_m4b(folder, slug=slug)
    finally:  # one that fails does not leave the other as it was
        renew_braille(folder, slug=slug)


def books_on_request(folder: Path | None, *, slug: str) -> tuple[str, ...]:
    """Names of those that stand there, for the page of the revision with which they will be made again."""
    if folder is None:
        return ()
    names = (f"{slug}.m4b", *(f"{slug}.{grade}.brf" for grade in GRADES))
    return tuple(name for name in names if (folder / name).is_file())
