"""ID3v2.3 frames that ffmpeg does not write, added to the tag of a finished MP3: comment (COMM), picture (APIC).

ffmpeg leaves as much padding as it is asked for (``-metadata_header_padding``): the frames are written into it, and no
byte of the sound moves. https://id3.org/id3v2.3.0, sections 3.1, 3.3, 4.11, 4.15.
"""

from __future__ import annotations

from pathlib import Path

from audioedition.errors import AudioError

_HEAD = 10
"""Bytes of the tag's header, and of a frame's."""
_FRONT_COVER = 3
MAX_PICTURE_BYTES = 300_000
"""Larger ones make some players on phones forget the whole tag."""


def comment_frame(text: str, *, language: str) -> bytes:
    """COMM. ``language``: ISO 639-2 in three letters (« fre », « eng »)."""
    content = _utf16("") + b"\0\0" + _utf16(text)
    return _frame("COMM", b"\x01" + language.encode("ascii")[:3].ljust(3) + content)


def picture_frame(data: bytes, *, media_type: str = "image/jpeg") -> bytes:
    """APIC, the front cover. Raises AudioError when it is too large."""
    if len(data) > MAX_PICTURE_BYTES:
        raise AudioError(f"A picture of {len(data)} bytes is too large for a tag.")
    return _frame("APIC", b"\0" + media_type.encode("ascii") + b"\0" + bytes([_FRONT_COVER]) + b"\0" + data)


def add_frames(path: Path, frames: bytes) -> None:
    """Write whole frames into the padding of the file's tag. Raises AudioError when there is no room, and OSError."""
    with path.open("r+b") as file:
        head = file.read(_HEAD)
        if head[:4] != b"ID3\x03" or head[5]:
            raise AudioError("The MP3 has no plain ID3v2.3 tag.")
        size = sum(byte << 7 * n for n, byte in enumerate(reversed(head[6:_HEAD])))
        at = _HEAD
        while at + _HEAD <= _HEAD + size:
            file.seek(at)
            frame = file.read(_HEAD)
            if not frame[0]:
                break
            at += _HEAD + int.from_bytes(frame[4:8], "big")
        if at + len(frames) > _HEAD + size:
            raise AudioError("The MP3's tag has no room for what is to be added.")
        file.seek(at)
        file.write(frames)


def _frame(name: str, content: bytes) -> bytes:
    return name.encode("ascii") + len(content).to_bytes(4, "big") + b"\0\0" + content


def _utf16(text: str) -> bytes:
    """With its byte order mark, as version 2.3 asks for."""
    return b"\xff\xfe" + text.replace("\0", "").encode("utf-16-le", "replace")
