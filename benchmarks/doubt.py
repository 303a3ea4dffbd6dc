"""How well an article's doubt tells the wrong ones: of pages read badly those that are alarmed, and of all pages.

    PYTHONPATH=. python benchmarks/doubt.py --gold DIR [--pages DIR] [--half learn|count]

--gold: pages annotated by hand (``pages/ID.html``, ``gold/ID.json``, ``text/ID.html_text.crop.txt`` and ``.full.txt``).
Each is read as it is, as copied text, and damaged in the ways of benchmarks/damages.py and text_damages.py, without the
rules that were learnt on its own site. The project's own pages written by others are read and damaged too. --pages:
many pages without gold, as for benchmarks/corpus.py; each that is read with certainty (benchmarks/lessons.py) is
damaged in six ways drawn by its name, what was read of it before being its gold. « Badly » is an F1 under .90 (words,
tests/quality/extraction.py); a page that is refused is not published, so it counts as alarmed. How many of all pages
are alarmed is told by benchmarks/corpus.py. ``--half``: as there, by the page’s host. Chosen on ``learn``.
"""

from __future__ import annotations

import argparse
import csv
import json
import logging
import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

from audioedition.article.chrome import load_phrasebook
from audioedition.article.extract import extract_page
from audioedition.errors import AudioEditionError
from audioedition.model import Article, Source
from audioedition.segment import segment_page
from benchmarks.damages import DAMAGES, damage_page
from benchmarks.lessons import NOW, certain, is_taught
from benchmarks.text_damages import TEXT_DAMAGES, damage_text
from tests.quality.extraction import Page, read_pages, score

BADLY = 0.90
BY_OTHERS = Path(__file__).parents[1] / "tests" / "article" / "pages_by_others"
_WAYS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One reading of one page."""

    name: str
    host: str
    how: str
    """``html``, ``crop``, ``full``, or a damage's name."""
    page: Page
    without: frozenset[str]
    url: str | None = None


# --- reading -----------------------------------------------------------------------------------------------------


def cases(folder: Path, half: str | None) -> Iterator[Case]:
    """Every reading of the pages with gold, and of the project's own that were written by others."""
    pages: list[tuple[Page, str, frozenset[str]]] = []
    texts: list[tuple[Page, str, frozenset[str]]] = []
    origins = {rule.origin for rule in load_phrasebook().rules} - {"general"}
    for path in sorted((folder / "gold").glob("*.json")):
        gold = tuple((item["k"], item["t"]) for item in json.loads(path.read_text(encoding="utf-8")))
        data = (folder / "pages" / f"{path.stem}.html").read_bytes()
        url = extract_page(Source(data=data, media_type="text/html", fetched_at=NOW)).metadata.url
        host = (urlsplit(url or "").hostname or path.stem).removeprefix("www.")
        if not _is_of(host, half):
            continue
        without = frozenset(o for o in origins if host == o or host.endswith("." + o))
        pages.append((Page(path.stem, data, True, gold), host, without))
        for how in ("crop", "full"):
            text = Page(
                path.stem, (folder / "text" / f"{path.stem}.html_text.{how}.txt").read_bytes(), False, gold
            )
            yield Case(name=path.stem, host=host, how=how, page=text, without=without)
            if how == "crop":
                texts.append((text, host, without))
    for page in read_pages(BY_OTHERS):
        if not _is_of(page.name, half):
            continue
        (pages if page.is_html else texts).append((page, page.name, frozenset()))
        if not page.is_html:
            yield Case(name=page.name, host=page.name, how="crop", page=page, without=frozenset())
    for i, (page, host, without) in enumerate(texts):
        other = texts[i - 3][0].data.decode("utf-8")
        for how in TEXT_DAMAGES:
            damaged = damage_text(page, how, other)
            yield Case(name=page.name, host=host, how=how, page=damaged, without=without)
    for i, (page, host, without) in enumerate(pages):
        yield Case(name=page.name, host=host, how="html", page=page, without=without)
        for how in DAMAGES:
            if (broken := damage_page(page, how, pages[i - 1][0].gold)) is not None:
                yield Case(name=page.name, host=host, how=how, page=broken, without=without)


def cases_of_many(folder: Path, half: str | None) -> Iterator[Case]:
    """Pages that are read with certainty, damaged."""
    sure: list[tuple[Page, str, str]] = []
    seen: set[str] = set()
    with (folder / "index.tsv").open(encoding="utf-8") as table:
        for row in csv.DictReader(table, delimiter="\t"):
            if row["url"] in seen or not _is_of(row["host"], half):
                continue
            seen.add(row["url"])
            data = (folder / "pages" / f"{row['id']}.html").read_bytes()
            kept = certain(Source(data=data, media_type="text/html", url=row["url"], fetched_at=NOW))
            if kept:
                gold = (("title", kept[0]), *(("p", text) for text in kept[1:]))
                sure.append((Page(row["id"], data, True, gold), row["host"], row["url"]))
    for i, (page, host, url) in enumerate(sure):
        for how in random.Random(page.name).sample(sorted(DAMAGES), _WAYS):
            if (broken := damage_page(page, how, sure[i - 1][0].gold)) is not None:
                yield Case(
                    name=page.name,
                    host=host,
                    how=f"many: {how}",
                    page=broken,
                    without=frozenset(),
                    url=url,
                )


def _is_of(host: str, half: str | None) -> bool:
    return half is None or is_taught(host) == (half == "learn")


def read(case: Case) -> Article | None:
    """``None``: refused."""
    kind = "text/html" if case.page.is_html else "text/plain"
    try:
        page = extract_page(Source(data=case.page.data, media_type=kind, url=case.url, fetched_at=NOW))
        return segment_page(page, without=case.without)
    except AudioEditionError:
        return None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--pages", type=Path)
    parser.add_argument("--half", choices=["learn", "count"])
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    rows: dict[str, list[int]] = {}
    silent: list[str] = []
    many = cases_of_many(options.pages, options.half) if options.pages else ()
    for case in chain(cases(options.gold, options.half), many):
        article = read(case)
        f1 = score(case.page, [p.text for p in article.paragraphs]).f1 if article else 0.0
        alarmed = article is None or article.doubtful
        row = rows.setdefault(case.how, [0, 0, 0, 0])
        for i, n in enumerate((1, alarmed, f1 < BADLY, alarmed and f1 < BADLY)):
            row[i] += n
        if f1 < BADLY and not alarmed and article is not None:
            kinds = " ".join(d.kind for d in article.doubts) or "no doubt"
            silent.append(f"{case.how}: {case.name}, F1 {f1:.2f}, {kinds}")
    print(f"{'':40} readings  alarmed  under F1 .90  of these alarmed")
    for how, (count, alarms, badly, both) in rows.items():
        print(f"{how:40} {count:8} {alarms:8} {badly:13} {both:17}")
    bad, caught = sum(row[2] for row in rows.values()), sum(row[3] for row in rows.values())
    print(f"{caught} of {bad} pages under F1 .90 are alarmed")
    for line in silent:
        print("  " + line)


if __name__ == "__main__":
    main()
