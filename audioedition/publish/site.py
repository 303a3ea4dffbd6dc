"""What a whole site needs on a static host: which edition an article's address has, and one player for all. An edge.

``index/00.json`` to ``index/ff.json`` beside the feed: a page asks for the one that its address falls into
(``address_bucket``), and gets a few hundred bytes however many editions there are. All 256 are there, so that a page
without an edition is answered too, and not with an error.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable
from pathlib import Path

from audioedition.errors import PublishError, UsageError
from audioedition.model import Edition
from audioedition.publish.address import address_bucket, address_key
from audioedition.publish.player.script import element_script
from audioedition.system.files import write_atomically

FOLDER = "index"
BUCKETS = tuple(f"{number:02x}" for number in range(256))


def index_files(editions: Iterable[tuple[str, Edition]]) -> dict[str, str]:
    """File name -> content, of (folder name, edition). Of two editions of one address the later made counts. Pure."""
    buckets: dict[str, dict[str, dict[str, str]]] = {bucket: {} for bucket in BUCKETS}
    for folder, edition in sorted(editions, key=lambda pair: pair[1].created_at):
        for key in address_keys(edition):
            buckets[address_bucket(key)][key] = {"folder": folder, "title": edition.title}
    return {
        f"{bucket}.json": json.dumps(dict(sorted(held.items())), ensure_ascii=False) + "\n"
        for bucket, held in buckets.items()
    }


def address_keys(edition: Edition) -> set[str]:
    """Of its page and of what it is known by; an edition of a file has none. Pure."""
    found = set()
    for address in (edition.url, edition.identity):
        with contextlib.suppress(UsageError):
            found.add(address_key(address or ""))
    return found


def write_site(output_dir: Path, editions: Iterable[tuple[str, Edition]]) -> None:
    """Into ``output_dir``: ``index/`` and ``audio-edition.js``. What would stay the same is not touched. Raises
    PublishError."""
    files = {f"{FOLDER}/{name}": content for name, content in index_files(editions).items()}
    files["audio-edition.js"] = element_script()
    try:
        (output_dir / FOLDER).mkdir(exist_ok=True)
        for name, content in files.items():
            path, data = output_dir / name, content.encode()
            if not path.is_file() or path.read_bytes() != data:
                write_atomically(path, data, durable=False)
    except OSError as problem:
        raise PublishError(f"{output_dir / FOLDER} cannot be written: {problem.strerror}.") from problem
