"""How long a feed of many editions takes, cold (cover drawn) and warm, beside reading the files alone.

    python benchmarks/feed.py [--editions 1000] [--page-items 500]

Invented editions of 40 sentences with all files that stand in a folder; the ratio to the bare reading and parsing of
their edition.json holds on other machines.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path

from audioedition.publish.feed.feed import build_feed
from audioedition.publish.feed.feed_settings import FeedSettings
from audioedition.system.processor import this_processor

FILES = ("transcript.vtt", "transcript.srt", "transcript.html", "chapters.json", "index.html")
SENTENCE = "Le conseil a voté lundi soir un budget de 3,5 millions d’euros pour la réfection du quai."


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--editions", type=int, default=1000)
    options.add_argument(
        "--page-items", type=int, default=0, help="in archives of so many (RFC 5005); 0 = one file"
    )
    wanted = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        shelf = Path(name)
        for number in range(wanted.editions):
            write_edition(shelf, number)
        settings = FeedSettings(limit=0, page_items=wanted.page_items)
        build = {"cold": 0.0, "warm": 0.0}
        bare_s = timed(lambda: [json.loads(p.read_bytes()) for p in shelf.glob("*/edition.json")])
        for run in build:
            build[run] = timed(
                lambda: build_feed(shelf, base_url="https://audio.example/", settings=settings)
            )
        files = list(shelf.glob("feed*.xml"))
        size_kb = sum(path.stat().st_size for path in files) // 1024
    machine = f"{this_processor()}, {os.cpu_count()} cores"
    print(f"{wanted.editions} editions, {machine}: {len(files)} feed files of {size_kb} kB")
    print(f"{'reading edition.json alone':<30}{bare_s:6.2f} s")
    for run, seconds in build.items():
        print(f"{'feed build, ' + run:<30}{seconds:6.2f} s {seconds / bare_s:6.1f} x")
    print(f"{'memory at its highest':<30}{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024:6} MB")


def timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def write_edition(shelf: Path, number: int) -> None:
    slug = f"article-{number}"
    folder = shelf / f"2026-01-{number % 28 + 1:02}-{slug}"
    folder.mkdir()
    (folder / f"{slug}.mp3").write_bytes(b"0" * 1000)
    for name in FILES:
        (folder / name).touch()
    cues = [
        {
            "start_ms": 4000 * n,
            "end_ms": 4000 * n + 3600,
            "paragraph": n // 4,
            "sentence": n % 4,
            "text": SENTENCE,
        }
        for n in range(40)
    ]
    chapters = [
        {
            "start_ms": 16000 * n,
            "end_ms": 16000 * (n + 1),
            "title": SENTENCE[:60],
            "paragraph": n,
            "section": None,
        }
        for n in range(10)
    ]
    paragraphs = [{"role": "title", "text": f"Article {number}"}]
    paragraphs += [{"role": "body", "text": f"{SENTENCE} " * 4} for _ in range(9)]
    created = f"2026-01-{number % 28 + 1:02}T06:00:00+00:00"
    edition = {
        "schema": 1,
        "id": uuid.uuid5(uuid.NAMESPACE_URL, slug).urn,
        "identity": f"https://journal.example/{slug}",
        "slug": slug,
        "title": f"Article {number}",
        "url": f"https://journal.example/{slug}",
        "voice": {
            "name": "pico", "label": "Pico", "engine": "pico", "engine_version": "1",
            "language": "fr-FR", "license": "Apache-2.0", "neural": False,
        },
        "created_at": created,
        "revisions": [{"number": 1, "created_at": created, "audio": f"{slug}.mp3", "changes": []}],
        "fingerprint": "0" * 64,
        "audio": {
            "path": f"{slug}.mp3", "size_bytes": 1000, "duration_ms": 160_000,
            "sha256": "0" * 64, "bit_rate_kbps": 96, "frame_rate": 44100,
        },
        "loudness": {"integrated_lufs": -16.0, "true_peak_dbtp": -1.5},
        "paragraphs": paragraphs,
        "cues": cues,
        "chapters": chapters,
        "dropped": [{"text": SENTENCE, "reason": "related", "rule": "x", "position": n} for n in range(60)],
    }  # fmt: skip
    (folder / "edition.json").write_text(json.dumps(edition, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
