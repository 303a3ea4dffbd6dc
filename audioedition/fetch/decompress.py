"""Decompression that cannot be made to give more than there is room for (gzip and zlib bombs)."""

from __future__ import annotations

import zlib

from audioedition.errors import SourceError
from audioedition.fetch.media_type import HEAD_BYTES, may_be_large


class Plain:
    """What is not compressed."""

    whole = True

    def feed(self, piece: bytes, room: int) -> bytes:
        return piece[:room]


class Unpacker:
    """gzip (any number of members), zlib and bare deflate, never giving more than the room there is."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj(zlib.MAX_WBITS | 32)
        self._begun = False

    @property
    def whole(self) -> bool:
        return self._stream.eof or not self._begun

    def feed(self, piece: bytes, room: int) -> bytes:
        """At most ``room`` bytes of what ``piece`` unpacks to; the rest is lost (the caller then gives
        up)."""
        out = bytearray()
        while piece and room > len(out):
            if self._stream.eof:
                if not piece.strip(b"\0"):  # padding after the last member
                    break
                self._stream = zlib.decompressobj(zlib.MAX_WBITS | 32)
            try:
                out += self._stream.decompress(piece, room - len(out))
            except zlib.error:
                if self._begun:
                    raise
                self._stream = zlib.decompressobj(-zlib.MAX_WBITS)  # « deflate » without its zlib header
                out += self._stream.decompress(piece, room - len(out))
            self._begun = True
            piece = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail
        return bytes(out)


def unpacker_for(encoding: str, host: str) -> Plain | Unpacker:
    """For a Content-Encoding. Raises SourceError for one that was not asked for."""
    encoding = encoding.strip().lower()
    if encoding in ("", "identity"):
        return Plain()
    if encoding in ("gzip", "x-gzip", "deflate"):
        return Unpacker()
    raise SourceError(
        f"{host} answered in an encoding that was not asked for: {encoding[:40]}.",
        hint="Save the page to a file and give that file instead.",
    )


def unpack_file(data: bytes, max_bytes: int, *, large_bytes: int = 0) -> bytes:
    """A gzip file's content (``sitemap.xml.gz``), at most ``max_bytes``, or ``large_bytes`` where it is of a kind that
    may be so large. Raises SourceError."""
    unpacker = Unpacker()
    try:
        if large_bytes > max_bytes and may_be_large(Unpacker().feed(data, HEAD_BYTES)):
            max_bytes = large_bytes
        out = unpacker.feed(data, max_bytes + 1)
    except zlib.error as error:
        raise SourceError("The gzip file is damaged.", hint="Try again later.", retryable=True) from error
    if len(out) > max_bytes:
        raise SourceError(f"The gzip file holds more than {max_bytes / 1e6:g} MB.", hint="Check the address.")
    if not unpacker.whole:
        raise SourceError("The gzip file is cut short.", hint="Try again later.", retryable=True)
    return out
