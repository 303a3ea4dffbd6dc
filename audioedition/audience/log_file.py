"""A whole access log -> downloads by edition and day. An edge: files are read, plain or gzipped."""

from __future__ import annotations

import gzip
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import IO

from audioedition.audience.access_log import MAX_LINE_CHARS, read_line
from audioedition.audience.counts import Key
from audioedition.audience.downloads import DownloadCounter
from audioedition.errors import SourceError
from audioedition.model import Edition


@dataclass(frozen=True, slots=True, kw_only=True)
class LogCount:
    downloads: Mapping[Key, int]
    lines: int
    """All that were read."""
    sound: int
    """Of these: answers of an MP3."""


def count_lines(lines: Iterable[str], *, editions: Mapping[str, Edition]) -> LogCount:
    """``editions``: by their folder; of one that is not known any more a minute is taken for 720 kB. Pure."""
    counter, found = DownloadCounter(), Counter[Key]()
    read = sound = 0
    for line in lines:
        read += 1
        sent = read_line(line)
        if sent is None:
            continue
        sound += 1
        edition = editions.get(sent.edition)
        if edition is not None:
            sounds = {Path(each.path).suffix: each for each in edition.sounds}
            sound_file = sounds.get(sent.ending, edition.audio)
            sent = replace(sent, size=sound_file.size_bytes, duration_ms=sound_file.duration_ms)
        if counter.note(sent):
            day = datetime.fromtimestamp(sent.at).astimezone().date().isoformat()
            found[Key(day=day, edition=sent.edition, kind="download")] += 1
    return LogCount(downloads=found, lines=read, sound=sound)


def log_lines(path: Path, *, stdin: IO[bytes]) -> Iterator[str]:
    """``-`` reads ``stdin``. A line without end is given in pieces, never held whole. Raises SourceError."""
    try:
        if str(path) == "-":
            yield from _lines(stdin)
            return
        with path.open("rb") as plain:
            zipped = plain.read(2) == b"\x1f\x8b"
            plain.seek(0)
            if zipped:
                with gzip.open(plain) as unpacked:
                    yield from _lines(unpacked)
            else:
                yield from _lines(plain)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise SourceError(f"{path} is damaged (compression).", hint="Copy the log again.") from error
    except OSError as error:
        raise SourceError(
            f"{path} cannot be read: {error.strerror}.", hint="Give a log in the combined format, or Caddy's."
        ) from error


def _lines(stream: IO[bytes] | gzip.GzipFile) -> Iterator[str]:
    while line := stream.readline(MAX_LINE_CHARS + 2):
        yield line.decode("utf-8", "replace")
