"""Names of files that are no text. Linux names are bytes, and an archive from an old machine holds some that are no
UTF-8; Python carries such bytes as lone surrogates, which no database, no JSON and no terminal takes. Pure."""

from __future__ import annotations

import re

_BYTE = re.compile("[\udc80-\udcff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def readable(name: str) -> str:
    """The name with ``\\xe9`` in place of each byte that is no text; any other text as it is."""
    if name.isascii():
        return name
    shown = _BYTE.sub(lambda byte: f"\\x{ord(byte[0]) - 0xDC00:02x}", name)
    return _SURROGATE.sub("\ufffd", shown)
