"""Real pages with the article marked by careful readers, line by line: what is read rightly, of pages and copied text.

    pip install html-text
    PYTHONPATH=. python benchmarks/marked.py PAGES [--part learn|second|third|count] [--form html|crop|full] [--show]

PAGES: the folder of web pages and ``index.tsv`` (id, host, url) that benchmarks/corpus.py reads; it is not part of the
project, and neither is any text of it. ``benchmarks/marked.tsv`` holds, per page: its id, its part, a checksum of the
page's lines, the marks, and a note. Parts: ``learn``, the half of the hosts that benchmarks/learn_chrome.py learns from
and that rules were made with; of the other half ``second`` and ``third``, looked at since, and ``count``, only counted
on. A mark is a kind and the lines it stands for, of the page's text as the package html-text gives it, empty lines left
out, counted from 1: ``p 20-23`` or, of a part of a line, ``p 31[12:340]``. Kinds as in benchmarks/extraction.py (title,
standfirst and optional may be read or not).

The readers saw the page's lines and source, never what any program made of them. ``--out DIR`` writes pages, gold and
texts in the layout that benchmarks/extraction.py ``--data`` takes, for scorers of one's own.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from audioedition.errors import AudioEditionError
from audioedition.fetch.decode import decode_text
from audioedition.model import Article, Source
from audioedition.segment import segment_article
from tests.quality.extraction import MUST, Page, score

MARKS = Path(__file__).with_suffix(".tsv")
NOW = datetime(2025, 1, 1, tzinfo=timezone.utc)
FORMS = ("html", "crop", "full")
PARTS = ("learn", "second", "third", "count")
BELOW = 40
"""Lines below the article that a reader copies with it."""
FAILING = 0.9
_MARK = re.compile(r"(\w+) (\d+)(?:-(\d+))?(?:\[(\d+):(\d+)\])?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """One page: its source, its text, and the article's pieces as (kind, first line, text), in order."""

    name: str
    host: str
    part: str
    source: Source
    text: str
    """As html-text gives it, with its empty lines: a reader's paste parts paragraphs so."""
    pieces: Sequence[tuple[str, int, str]]

    @property
    def gold(self) -> tuple[tuple[str, str], ...]:
        return tuple((kind, text) for kind, _, text in self.pieces)

    def copied(self, form: str) -> str:
        """The page as text: whole, or from the headline to a little below the article."""
        if form == "full":
            return self.text
        must = [at for kind, at, _ in self.pieces if kind in MUST]
        titles = [at for kind, at, _ in self.pieces if kind == "title" and at <= min(must)]
        first = titles[-1] if titles else min(at for kind, at, _ in self.pieces if kind != "optional")
        rows = self.text.split("\n")
        filled = [k for k, row in enumerate(rows) if row.strip()]
        last = min(max(must) + BELOW, len(filled))
        return "\n".join(rows[filled[first - 1] : filled[last - 1] + 1]) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pages", type=Path)
    parser.add_argument("--part", choices=PARTS)
    parser.add_argument("--form", choices=FORMS)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    pages = [page for page in read_marked(options.pages) if options.part in (None, page.part)]
    if options.out:
        write_set(pages, options.out)
    for form in (options.form,) if options.form else FORMS:
        count(pages, form, show=options.show)


def read_marked(folder: Path) -> Iterator[Marked]:
    """The pages with an article. Raises ``SystemExit`` where a page's lines are not those that were marked."""
    import html_text

    with (folder / "index.tsv").open(encoding="utf-8") as table:
        rows = {row["id"]: row for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)}
    with MARKS.open(encoding="utf-8") as table:
        marked = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
    for marks in marked:
        row = rows[marks["id"]]
        data = (folder / "pages" / f"{row['id']}.html").read_bytes()
        source = Source(data=data, media_type="text/html", url=row["url"], fetched_at=NOW)
        text = html_text.extract_text(decode_text(source))
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        if checksum(lines) != marks["checksum"]:
            raise SystemExit(
                f"{row['id']}: these are not the lines that were marked (html-text 0.7 gave them)."
            )
        pieces = list(read_pieces(lines, marks["marks"]))
        if any(kind in MUST for kind, _, _ in pieces):
            yield Marked(
                name=row["id"],
                host=row["host"],
                part=marks["part"],
                source=source,
                text=text,
                pieces=pieces,
            )


def checksum(lines: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:10]


def read_pieces(lines: Sequence[str], marks: str) -> Iterator[tuple[str, int, str]]:
    for kind, first, last, begin, end in _MARK.findall(marks):
        for at in range(int(first), int(last or first) + 1):
            text = lines[at - 1]
            yield kind, at, text[int(begin) : int(end)] if end else text


def read(page: Marked, form: str) -> Article | None:
    """What is heard of it; ``None`` where it is refused."""
    source = page.source
    if form != "html":
        source = Source(data=page.copied(form).encode(), media_type="text/plain", fetched_at=NOW)
    try:
        return segment_article(source)
    except AudioEditionError:
        return None


def count(pages: Sequence[Marked], form: str, *, show: bool) -> None:
    """One row: word F1, pieces lost, pages that leak, perfect ones, those under .90, of them alarmed, all alarmed."""
    f1 = lost = must = leaking = perfect = failing = caught = alarmed = 0.0
    for page in pages:
        article = read(page, form)
        heard = [p.text for p in article.paragraphs] if article else []
        result = score(Page(page.name, b"", form == "html", page.gold), heard)
        alarm = article is None or article.doubtful
        f1 += result.f1
        lost += len(result.lost)
        must += sum(kind in MUST for kind, _ in page.gold)
        leaking += bool(result.leaked)
        perfect += result.perfect
        failing += result.f1 < FAILING
        caught += result.f1 < FAILING and alarm
        alarmed += alarm
        if show and (not result.perfect or alarm):
            print(f"{page.name} {page.host} {form} F1 {result.f1:.3f}{' alarmed' if alarm else ''}")
            print(*(f"  + {text[:150]}" for text in result.leaked), sep="\n", end="\n" * bool(result.leaked))
            print(*(f"  - {text[:150]}" for text in result.lost), sep="\n", end="\n" * bool(result.lost))
    n = max(1, len(pages))
    print(
        f"{form:<5} {len(pages)} pages  F1 {f1 / n:.4f}  lost {100 * lost / max(1, must):.2f} %  leaking "
        f"{100 * leaking / n:.0f} %  perfect {100 * perfect / n:.0f} %  under .90: {failing:.0f}, alarmed "
        f"{caught:.0f}  alarmed {alarmed:.0f}"
    )


def write_set(pages: Sequence[Marked], out: Path) -> None:
    for folder in ("pages", "gold", "text"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    for page in pages:
        (out / "pages" / f"{page.name}.html").write_bytes(page.source.data)
        gold = [{"k": kind, "t": text} for kind, text in page.gold]
        (out / "gold" / f"{page.name}.json").write_text(
            json.dumps(gold, ensure_ascii=False, indent=1), encoding="utf-8"
        )
        for form in FORMS[1:]:
            path = out / "text" / f"{page.name}.html_text.{form}.txt"
            path.write_text(page.copied(form), encoding="utf-8")


if __name__ == "__main__":
    main()
