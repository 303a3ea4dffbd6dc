"""What the judge of copied text is taught by: pages as text, and which of their lines are the article's.

A page teaches by what the reader of pages keeps with certainty, by the marks of careful readers, or by gold made by
hand. benchmarks/learn_chrome.py learns from them; others count on the hosts that teach nothing (``is_taught``).
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from urllib.parse import urlsplit

from audioedition.article.chrome import load_phrasebook
from audioedition.article.extract import extract_page
from audioedition.article.judge.copied.text import judge_text
from audioedition.article.judge.copied.traits import traits
from audioedition.article.judge.features import Line, read_lines
from audioedition.article.judge.verdict import Verdict
from audioedition.errors import AudioEditionError
from audioedition.fetch.decode import decode_text
from audioedition.model import Article, Source
from audioedition.segment import segment_page
from benchmarks.marked import Marked
from tests.quality.extraction import read_pages

NOW = datetime(2025, 1, 1, tzinfo=timezone.utc)
LEAST_AGREED, LEAST_CHARS, MOST_CHARS, LEAST_WHOLE = 0.85, 500, 40_000, 0.6
BELOW = 40
_TOKEN = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A page's copied text: its lines, what the rules say of them, and which of them are the article's."""

    site: str
    lines: Sequence[Line]
    verdicts: list[Verdict]
    kept: Sequence[bool]
    traits: list[list[str]]


def site_of(host: str) -> str:
    return ".".join(host.lower().split(".")[-2:])


def is_taught(host: str) -> bool:
    """Half of all hosts, by their name's hash; the others are counted on."""
    return hashlib.sha256(f"onlyarticle:{host.removeprefix('www.')}".encode()).digest()[0] % 2 == 0


def from_pages(folder: Path, *, half: bool, without: Set[str] = frozenset()) -> Iterator[Lesson]:
    seen: set[str] = set()
    with (folder / "index.tsv").open(encoding="utf-8") as table:
        for row in csv.DictReader(table, delimiter="\t"):
            if (half and not is_taught(row["host"])) or row["url"] in seen or row["id"] in without:
                continue
            seen.add(row["url"])
            path = next(
                (
                    p
                    for p in (folder / f"{row['id']}.html", folder / "pages" / f"{row['id']}.html")
                    if p.exists()
                ),
                None,
            )
            if path is None:
                continue
            source = Source(data=path.read_bytes(), media_type="text/html", url=row["url"], fetched_at=NOW)
            kept = certain(source)
            if kept:
                yield from copied(source, kept[1:], kept[0], row["host"], frozenset())


def from_marks(pages: Sequence[Marked]) -> Iterator[Lesson]:
    for page in pages:
        title = next((text for kind, text in page.gold if kind == "title"), "")
        kept = [text for kind, text in page.gold if kind != "title"]
        for form in ("full", "crop"):
            yield lesson(page.copied(form), kept, title, page.host, frozenset())


def certain(source: Source) -> list[str]:
    """Headline and paragraphs, where the page's reader and trafilatura agree; else none."""
    try:
        page = extract_page(source)
        article: Article = segment_page(page)
    except AudioEditionError:
        return []
    vouched = {b.position: len(b.text) for b in page.blocks if "trafilatura" in b.signals}
    body = [p for p in article.paragraphs if p.role != "title"]
    chars = sum(len(p.text) for p in body)
    both = sum(len(p.text) for p in body if p.position in vouched)
    whole = sum(len(p.text) for p in body if len(p.text) >= 140)
    agreed = 2 * both / max(1, chars + sum(vouched.values()))
    if (
        article.doubtful
        or agreed < LEAST_AGREED
        or not LEAST_CHARS <= chars <= MOST_CHARS
        or whole < LEAST_WHOLE * chars
    ):
        return []
    return [article.title, *(p.text for p in body)]


def from_gold(folder: Path) -> Iterator[Lesson]:
    for path in sorted((folder / "gold").glob("*.json")):
        gold = [(item["k"], item["t"]) for item in json.loads(path.read_text(encoding="utf-8"))]
        data = (folder / "pages" / f"{path.stem}.html").read_bytes()
        source = Source(data=data, media_type="text/html", fetched_at=NOW)
        host = (urlsplit(extract_page(source).metadata.url or "").hostname or path.stem).removeprefix("www.")
        origins = {rule.origin for rule in load_phrasebook().rules} - {"general"}
        own = frozenset(o for o in origins if host == o or host.endswith("." + o))
        title = next((text for kind, text in gold if kind == "title"), "")
        yield from copied(source, [text for kind, text in gold if kind != "title"], title, host, own)


def from_own() -> Iterator[Lesson]:
    """The project's own annotated texts, invented: dense with boxes, short of paragraphs."""
    for page in read_pages():
        if not page.is_html:
            title = next((text for kind, text in page.gold if kind == "title"), "")
            kept = [text for kind, text in page.gold if kind != "title"]
            yield lesson(page.data.decode("utf-8"), kept, title, f"{page.name}.example", frozenset())


def copied(
    source: Source, kept: Sequence[str], title: str, host: str, without: frozenset[str]
) -> Iterator[Lesson]:
    """The page as text: whole, and from the headline to a little below the article."""
    import html_text

    text = html_text.extract_text(decode_text(source))
    for variant in (text, cropped(text, [title, *kept])):
        if variant:
            yield lesson(variant, kept, title, host, without)


def cropped(text: str, kept: Sequence[str]) -> str:
    lines = text.split("\n")
    filled = [i for i, line in enumerate(lines) if line.strip()]
    found = [i for i, own in enumerate(found_in([lines[j] for j in filled], kept)) if own]
    if not found:
        return ""
    return "\n".join(lines[filled[found[0]] : filled[min(len(filled), found[-1] + BELOW) - 1] + 1])


def lesson(text: str, kept: Sequence[str], title: str, host: str, without: frozenset[str]) -> Lesson:
    page = extract_page(Source(data=text.encode(), media_type="text/plain", fetched_at=NOW))
    lines = read_lines(page.blocks, load_phrasebook(without=without), plain=True)
    verdicts = judge_text(lines)
    own = found_in([line.block.text for line in lines], kept)
    head = set(_TOKEN.findall(title.lower()))
    for i, line in enumerate(lines):
        words = set(_TOKEN.findall(line.block.text.lower()))
        if head and len(words & head) >= 0.75 * len(words) and len(words & head) >= 0.5 * len(head):
            own[i] = verdicts[i].kept
    at = next((i for i, v in enumerate(verdicts) if v.role == "title"), None)
    return Lesson(
        site=site_of(host),
        lines=lines,
        verdicts=verdicts,
        kept=own,
        traits=traits(lines, verdicts, at),
    )


def found_in(lines: Sequence[str], kept: Sequence[str]) -> list[bool]:
    """Which lines are of these texts: by four words in a row; a shorter one only near another that is."""
    whole = {tuple(_TOKEN.findall(text.lower())) for text in kept}
    rows = {row for words in whole for row in zip(words, words[1:], words[2:], words[3:], strict=False)}
    sure: list[bool] = []
    short: list[bool] = []
    for line in lines:
        words = tuple(_TOKEN.findall(line.lower()))
        own = list(zip(words, words[1:], words[2:], words[3:], strict=False))
        sure.append(bool(own) and sum(row in rows for row in own) >= 0.6 * len(own))
        short.append(not own and bool(words) and words in whole)
    return [
        s or (b and any(sure[max(0, i - 3) : i + 4]))
        for i, (s, b) in enumerate(zip(sure, short, strict=True))
    ]
