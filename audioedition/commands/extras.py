"""What make and publish write on request, when all else stands: ``--m4b``, ``--braille`` and ``--sign``; and what they
claim on request, ``--certified-by``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from audioedition.publish.books.braille import Grade


def with_extras(command: Callable[..., Any]) -> Callable[..., Any]:
    """The four options."""
    file = click.Path(path_type=Path)
    sign = click.option(
        "--sign",
        type=(file, file),
        metavar="CERT KEY",
        help="Sign the MP3 by C2PA (extra [c2pa]): two PEM files.",
    )
    m4b = click.option("--m4b", is_flag=True, help="Also write an audiobook with chapters (AAC).")
    braille = click.option(
        "--braille",
        type=click.Choice(("g1", "g2")),
        help="Also write the text in French braille (BRF): uncontracted or contracted; needs liblouis.",
    )
    certified_by = click.option(
        "--certified-by",
        metavar="NAME",
        callback=_certifier,
        help="Say in the EPUB that NAME certifies its accessibility (EPUB Accessibility 1.1, WCAG 2.1 AA).",
    )
    return m4b(braille(certified_by(sign(command))))


def _certifier(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    from audioedition.publish.books.certified import certifier_of

    return None if value is None else certifier_of(value)


def write_extras(
    folder: Path,
    *,
    m4b: bool,
    braille: Grade | None,
    sign: tuple[Path, Path] | None,
    base_url: str | None = None,
    again: bool = False,
) -> None:
    """``again`` makes an M4B and a braille file that stands there anew; a signed MP3 is left as it is.

    Raises UsageError, AudioError and PublishError.
    """
    if m4b:
        from audioedition.publish.books.m4b import write_m4b
        from audioedition.publish.rebuild import rebuild_folder

        if again or not list(folder.glob("*.m4b")):  # a revision leaves none of the one before
            write_m4b(folder)
            rebuild_folder(folder, base_url=base_url)  # the page now links to it
    if braille:
        from audioedition.publish.books.braille import write_braille
        from audioedition.publish.rebuild import rebuild_folder

        if again or not list(folder.glob(f"*.{braille}.brf")):
            write_braille(folder, grade=braille)
            rebuild_folder(folder, base_url=base_url)
    if sign:
        from audioedition.publish.sign import sign_edition

        sign_edition(folder, certificate=sign[0], key=sign[1], base_url=base_url)
