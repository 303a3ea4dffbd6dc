"""Teach the judge of copied text: web pages in, ``audioedition/article/judge/copied/weights.json`` out.

    pip install python-crfsuite html-text
    python benchmarks/learn_chrome.py --pages DIR [--half] [--marked] [--gold DIR] [--score]

``--pages``: a folder of web pages and ``index.tsv`` (id, host, address). A page teaches when the reader of pages found
an article of 500 to 40,000 characters in it, mostly whole paragraphs, trafilatura agrees with it by 85 % or more, and
nothing raises doubt. ``--half``: hosts whose name hashes to an odd number are left out, to be counted on later (the
weights that ship were learnt so; docs/extraction.md tells what learning anew brought). ``--marked``: of pages that
careful readers have marked (benchmarks/marked.tsv, the parts learn and second) the marks teach, not the reader.
``--gold``: pages annotated by hand (``pages/ID.html``, ``gold/ID.json``), which teach too, without the rules that were
learnt on their own site. (The weights that ship were learnt from neither, so that these are there to count on.)
The project's own annotated texts teach too. Each page is copied as text twice: whole, and from the headline to 40
lines below the article. The headline teaches nothing.

``--score`` prints rules alone beside rules and judge, each site judged by weights that were learnt on other sites only.
The same data give the same file. The texts themselves are not in it: only traits that were met on three sites or more,
and words that were met on twelve.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import logging
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).parents[1]))
from audioedition.article.chrome import load_phrasebook
from audioedition.article.extract import extract_page
from audioedition.article.judge.copied.crf import Weights, chances
from audioedition.article.judge.copied.learned import drop_doubted
from audioedition.article.judge.copied.text import judge_text
from audioedition.article.judge.copied.traits import traits
from audioedition.article.judge.features import Line, read_lines
from audioedition.article.judge.verdict import Verdict
from audioedition.errors import AudioEditionError
from audioedition.fetch.decode import decode_text
from audioedition.model import Article, Source
from audioedition.segment import segment_page
from benchmarks.marked import Marked, read_marked
from tests.quality.extraction import read_pages

NOW = datetime(2025, 1, 1, tzinfo=timezone.utc)
OUT = Path(__file__).parents[1] / "audioedition" / "article" / "judge" / "copied" / "weights.json"
TAUGHT = ("learn", "second")
"""Parts of the marked pages that teach."""
LEAST_AGREED, LEAST_CHARS, MOST_CHARS, LEAST_WHOLE = 0.85, 500, 40_000, 0.6
LEAST_SITES, LEAST_SITES_OF_A_WORD, LEAST_WEIGHT, BELOW, FOLDS = 3, 12, 0.02, 40, 4
SETTINGS = {"c1": 1.0, "c2": 0.1, "max_iterations": 80, "feature.possible_transitions": True}
_TOKEN = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A page's copied text: its lines, what the rules say of them, and which of them are the article's."""

    site: str
    lines: Sequence[Line]
    verdicts: list[Verdict]
    kept: Sequence[bool]
    traits: list[list[str]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=Path, required=True)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--half", action="store_true")
    parser.add_argument("--marked", action="store_true")
    parser.add_argument("--score", action="store_true")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    marked = [page for page in read_marked(options.pages) if page.part in TAUGHT] if options.marked else []
    lessons = list(from_pages(options.pages, half=options.half, without={page.name for page in marked}))
    lessons += from_marks(marked)
    lessons += from_own()
    if options.gold:
        lessons += from_gold(options.gold)
    print(f"{len(lessons)} texts of {len({x.site for x in lessons})} sites")
    if options.score:
        score(lessons)
    weights = learn(lessons)
    table = {
        "schema": 1,
        "traits": dict(sorted(weights.traits.items())),
        "transitions": {
            name: getattr(weights, name)
            for name in ("kept_kept", "kept_dropped", "dropped_kept", "dropped_dropped")
        },
    }
    OUT.write_text(json.dumps(table, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"{OUT}: {len(weights.traits)} traits, {OUT.stat().st_size / 1000:.0f} kB")


# --- lessons ---------------------------------------------------------------------------------------------------


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
        yield from copied(page.source, kept, title, page.host, frozenset())


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


# --- learning and counting ---------------------------------------------------------------------------------------


def learn(lessons: Sequence[Lesson]) -> Weights:
    import pycrfsuite

    sites: dict[str, set[str]] = defaultdict(set)
    for x in lessons:
        for trait in {t for line in x.traits for t in line}:
            sites[trait].add(x.site)
    met = {
        trait
        for trait, where in sites.items()
        if len(where) >= (LEAST_SITES_OF_A_WORD if trait[:2] in ("w=", "s=") else LEAST_SITES)
    }
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(SETTINGS)
    for x in lessons:
        trainer.append(
            [[t for t in line if t in met] for line in x.traits], ["kept" if k else "dropped" for k in x.kept]
        )
    with tempfile.TemporaryDirectory() as folder:
        trainer.train(f"{folder}/model")
        tagger = pycrfsuite.Tagger()
        tagger.open(f"{folder}/model")
        info = tagger.info()
        tagger.close()
    summed: dict[str, float] = defaultdict(float)
    for (trait, label), weight in info.state_features.items():
        summed[trait] += weight if label == "kept" else -weight
    return Weights(
        traits={t: round(w, 3) for t, w in summed.items() if abs(w) >= LEAST_WEIGHT},
        **{
            f"{a}_{b}": round(info.transitions.get((a, b), 0.0), 3)
            for a in ("kept", "dropped")
            for b in ("kept", "dropped")
        },
    )


def score(lessons: Sequence[Lesson]) -> None:
    """Lines kept wrongly and lost, by the rules and by rules and judge, on sites that the judge did not learn from."""
    totals: dict[str, list[int]] = {"rules": [0, 0, 0], "rules and judge": [0, 0, 0]}
    for fold in range(FOLDS):
        out = [hashlib.md5(x.site.encode()).digest()[0] % FOLDS == fold for x in lessons]
        weights = learn([x for x, o in zip(lessons, out, strict=True) if not o])
        for x in (x for x, o in zip(lessons, out, strict=True) if o):
            judged = drop_doubted(x.lines, x.verdicts, x.traits, chances(weights, x.traits), weights)
            for name, verdicts in (("rules", x.verdicts), ("rules and judge", judged)):
                leaks = sum(v.kept and not k for v, k in zip(verdicts, x.kept, strict=True))
                lost = sum(k and not v.kept for v, k in zip(verdicts, x.kept, strict=True))
                for i, n in enumerate((leaks, lost, int(leaks == 0 and lost == 0))):
                    totals[name][i] += n
    lines = sum(sum(x.kept) for x in lessons)
    for name, (leaks, lost, perfect) in totals.items():
        print(
            f"{name:<16} leaked lines {leaks:5}  lost lines {lost:5} of {lines}  "
            f"perfect texts {perfect} of {len(lessons)}"
        )


if __name__ == "__main__":
    main()
