"""Cells of a CSV that a spreadsheet opens. Pure."""

from __future__ import annotations

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def plain_cell(text: str) -> str:
    """What a spreadsheet would take for a formula begins with an apostrophe: titles, names and addresses come from
    outside (OWASP, CSV injection)."""
    return f"'{text}" if text.startswith(_FORMULA) else text
