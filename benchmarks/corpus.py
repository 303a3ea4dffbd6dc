"""Many real pages without gold: what crashes, what is refused, what is alarmed, and where readers disagree.

    PYTHONPATH=. python benchmarks/corpus.py PAGES [--half learn|count] [--look 20]

PAGES: a folder of web pages and ``index.tsv`` (id, host, url). ``--half``: only hosts that benchmarks/learn_chrome.py
learns from, or only the others. Missing: of trafilatura's characters those that we drop. Pages with more than half
missing and no alarm are listed, to be looked at by eye; ``--look N`` also lists the N with the most missing and N drawn
at random of the others, alarmed or not, each with the longest pieces that are missing and why.
"""

from __future__ import annotations

import argparse
import csv
import logging
import random
import statistics
import time
from datetime import datetime, timezone
from pathlib import Path

from audioedition.article.extract import extract_page
from audioedition.errors import AudioEditionError
from audioedition.model import Source
from audioedition.segment import segment_page
from benchmarks.lessons import is_taught

NOW = datetime(2025, 1, 1, tzinfo=timezone.utc)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pages", type=Path)
    parser.add_argument("--half", choices=["learn", "count"])
    parser.add_argument("--look", type=int, default=0)
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    crashed: list[str] = []
    refused = alarmed = read = 0
    times_ms: list[float] = []
    missing: list[float] = []
    silent: list[str] = []
    seen: list[tuple[float, str, list[str]]] = []
    with (options.pages / "index.tsv").open(encoding="utf-8") as table:
        rows = list(csv.DictReader(table, delimiter="\t"))
    for row in rows:
        if options.half and is_taught(row["host"]) != (options.half == "learn"):
            continue
        data = (options.pages / "pages" / f"{row['id']}.html").read_bytes()
        began = time.process_time()
        try:
            page = extract_page(Source(data=data, media_type="text/html", url=row["url"], fetched_at=NOW))
            article = segment_page(page)
        except AudioEditionError:
            refused += 1
            continue
        except Exception as error:  # a crash is what is looked for
            crashed.append(f"{row['host']}: {error!r:.100}")
            continue
        times_ms.append(1000 * (time.process_time() - began))
        read += 1
        alarmed += article.doubtful
        kept = {p.position for p in article.paragraphs}
        vouched = [b for b in page.blocks if "trafilatura" in b.signals]
        lost = sum(len(b.text) for b in vouched if b.position not in kept) / max(
            1, sum(len(b.text) for b in vouched)
        )
        missing.append(lost)
        why = {d.position: f"{d.reason} ({d.rule})" for d in article.dropped}
        pieces = sorted(
            (b for b in vouched if b.position not in kept), key=lambda b: len(b.text), reverse=True
        )
        alarm = ", ".join(d.kind for d in article.doubts) if article.doubtful else "no alarm"
        seen.append(
            (
                lost,
                f"{lost:.0%} missing, {alarm}: {row['id']} {row['host']}  {article.title[:60]}",
                [f"{len(b.text):5} {why.get(b.position, '?')}: {b.text[:90]}" for b in pieces[:4]],
            )
        )
        if lost > 0.5 and not article.doubtful:
            silent.append(f"{row['host']}  {lost:.0%} missing  {article.title[:60]}")
    print(
        f"{read} read, {refused} refused, {len(crashed)} crashed, {alarmed} alarmed ({alarmed / max(1, read):.1%})"
    )
    print(
        f"{statistics.median(times_ms):.0f} ms of CPU a page (median), {statistics.mean(missing):.1%} missing (mean)"
    )
    for line in (*crashed, *silent):
        print("  " + line)
    seen.sort(key=lambda one: -one[0])
    others = [one for one in seen[options.look :] if one[0] > 0]
    for _, line, lines in (
        *seen[: options.look],
        *random.Random(18).sample(others, min(options.look, len(others))),
    ):
        print(line)
        for piece in lines:
            print("      " + piece)


if __name__ == "__main__":
    main()
