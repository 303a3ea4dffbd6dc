"""Who vouches for a book's accessibility, and what is claimed by it. Pure.

A program cannot certify: Ace finds what a machine can find, the rest is for a person. So nothing is claimed unless
the newsroom names who stands for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from audioedition.errors import UsageError
from audioedition.publish.xml import add

if TYPE_CHECKING:
    from lxml.etree import _Element

CONFORMANCE = "EPUB Accessibility 1.1 - WCAG 2.1 Level AA"
"""As « EPUB Accessibility 1.1 » (W3C, 2023) has it written, word by word; WCAG 2.1 AA is what EN 301 549 asks for."""
MAX_CHARS = 200


def certifier_of(text: str) -> str:
    """The name as it will stand in the book; ``""`` = nobody. Raises UsageError when it cannot stand there."""
    name = text.strip()
    if len(name) > MAX_CHARS or not name.isprintable():
        raise UsageError(
            f"Who certifies is to be named on one line of at most {MAX_CHARS} characters.",
            hint='Like --certified-by "Service accessibilité du Journal".',
        )
    return name


def add_certificate(metadata: _Element, name: str, *, meta: str) -> None:
    """What is claimed and by whom, into an EPUB's metadata; ``meta``: the element's name, with its namespace."""
    if not name:
        return
    add(metadata, meta, CONFORMANCE, property="dcterms:conformsTo", id="conformance")
    add(metadata, meta, name, property="a11y:certifiedBy", refines="#conformance")
