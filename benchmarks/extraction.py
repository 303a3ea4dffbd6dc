"""How much of an article is kept, and how much chrome leaks: our row beside other libraries, on the same pages.

    python benchmarks/extraction.py                        # the project's own annotated pages
    python benchmarks/extraction.py --data DIR             # DIR/pages/ID.html, DIR/gold/ID.json, DIR/meta.json
    python benchmarks/extraction.py --data DIR --learned   # also with what was learned on a page's site switched off
    python benchmarks/extraction.py --data DIR --floors    # only that, against the out-of-site floors of quality.json

A gold file is a list of ``{"k": kind, "t": text}``. The measure is that of tests/quality/extraction.py: lost = under
80 % of a piece's words in any paragraph; leak = a paragraph with over a fifth of its words on no piece's account. The
other libraries are optional: a row is printed for each that is installed (trafilatura, newspaper4k, readability-lxml,
goose3, jusText). ``read_without_its_site`` is a callable for a scorer of one's own: page's path -> paragraphs.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import logging
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timezone
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from audioedition.article.chrome import fold, load_phrasebook
from audioedition.article.chrome.branches import split_branches
from audioedition.article.extract import extract_page
from audioedition.errors import AudioEditionError
from audioedition.model import Source
from audioedition.segment import segment_article
from tests.quality.extraction import MUST, Page, Score, read_pages, score

QUALITY = Path(__file__).parents[1] / "tests" / "quality.json"
NOW = datetime(2025, 1, 1, tzinfo=timezone.utc)
Extract = Callable[[Page], Sequence[str]]


def ours(page: Page, without: frozenset[str] = frozenset()) -> list[str]:
    kind = "text/html" if page.is_html else "text/plain"
    source = Source(data=page.data, media_type=kind, fetched_at=NOW)
    try:
        return [p.text for p in segment_article(source, without=without).paragraphs]
    except AudioEditionError:
        return []


# --- other libraries -----------------------------------------------------------------------------------------


def _text(page: Page) -> str:
    try:
        return page.data.decode("utf-8")
    except UnicodeDecodeError:
        return page.data.decode("cp1252", "replace")


def by_trafilatura(page: Page, *, fast: bool = False) -> list[str]:
    import trafilatura

    return (trafilatura.extract(_text(page), include_comments=False, fast=fast) or "").splitlines()


def by_newspaper(page: Page) -> list[str]:
    import newspaper

    article = newspaper.Article(url="https://example.com/x", language="fr", fetch_images=False)
    article.download(input_html=_text(page))
    article.parse()
    return [line for line in article.text.splitlines() if line.strip()]


def by_readability(page: Page) -> list[str]:
    from lxml import html
    from readability import Document

    summary = Document(_text(page)).summary(html_partial=True)
    if not summary.strip():
        return []
    blocks = html.fromstring(summary).xpath("//p|//li|//h2|//h3|//h4|//blockquote[not(.//p)]|//div[not(*)]")
    return [" ".join(b.text_content().split()) for b in blocks if b.text_content().strip()]


def by_goose(page: Page) -> list[str]:
    from goose3 import Goose

    settings = {
        "enable_image_fetching": False,
        "target_language": "fr",
        "use_meta_language": True,
        "parser_class": "lxml",
    }
    with Goose(settings) as goose:
        text = goose.extract(raw_html=_text(page)).cleaned_text
    return [line for line in text.splitlines() if line.strip()]


def by_justext(page: Page) -> list[str]:
    import justext

    stoplist = justext.get_stoplist("French")
    return [p.text for p in justext.justext(_text(page), stoplist) if not p.is_boilerplate]


OTHERS: dict[str, tuple[str, Extract]] = {
    "trafilatura": ("trafilatura", by_trafilatura),
    "trafilatura fast": ("trafilatura", lambda page: by_trafilatura(page, fast=True)),
    "newspaper4k": ("newspaper", by_newspaper),
    "readability-lxml": ("readability", by_readability),
    "goose3": ("goose3", by_goose),
    "jusText": ("justext", by_justext),
}


# --- pages of one's own, and the sites they come from ----------------------------------------------------------


def read_data(folder: Path) -> list[Page]:
    pages = []
    for path in sorted((folder / "gold").glob("*.json")):
        gold = tuple((item["k"], item["t"]) for item in json.loads(path.read_text(encoding="utf-8")))
        pages.append(Page(path.stem, (folder / "pages" / f"{path.stem}.html").read_bytes(), True, gold))
    return pages


def site_of(page: Page) -> str:
    """The page's domain by its own account, without ``www.``; its name when it gives none."""
    source = Source(data=page.data, media_type="text/html", fetched_at=NOW)
    host = urlsplit(extract_page(source).metadata.url or "").hostname or page.name
    return host.removeprefix("www.")


def learned_on(site: str) -> frozenset[str]:
    """Origins that are the site, or that it belongs to."""
    origins = {rule.origin for rule in load_phrasebook().rules} - {"general"}
    return frozenset(o for o in origins if site == o or site.endswith("." + o))


@lru_cache(maxsize=256)
def _origins_of_path(path: str) -> frozenset[str]:
    return learned_on(site_of(Page(Path(path).stem, Path(path).read_bytes(), True, ())))


def read_without_its_site(path: str) -> list[str]:
    """A page's paragraphs, with every rule that was learned on its site switched off."""
    return ours(Page(Path(path).stem, Path(path).read_bytes(), True, ()), _origins_of_path(path))


def phrases_met_on_one_site(pages: Sequence[Page]) -> dict[str, frozenset[str]]:
    """By site: every phrase and expression that hits a line there, and on no other site of the data.

    Switching these off too is the sternest view: it takes away the commonest words, where only one site says them.
    """
    import re

    lines: dict[str, set[str]] = defaultdict(set)
    for page in pages:
        source = Source(data=page.data, media_type="text/html", fetched_at=NOW)
        lines[site_of(page)] |= {b.text for b in extract_page(source).blocks if len(b.text) < 900}
    folded = {site: {fold(t) for t in texts} for site, texts in lines.items()}
    only: dict[str, set[str]] = defaultdict(set)
    for rule in load_phrasebook().rules:
        for phrase in rule.phrases:
            if rule.match == "line":
                wanted = fold(phrase.replace("{n}", "0"))
                sites = [s for s, texts in folded.items() if wanted in texts]
            else:
                where = folded if rule.match == "pattern" else lines
                tries = [re.compile(b) for b in split_branches(phrase)]
                sites = [s for s, ts in where.items() if any(t.search(x) for x in ts for t in tries)]
            if len(sites) == 1:
                only[sites[0]].add(phrase)
    return {site: frozenset(phrases) for site, phrases in only.items()}


# --- out of site, against the floors ---------------------------------------------------------------------------


def copied(page: Page, folder: Path, variant: str) -> Page:
    """The same page as copied text, where the folder has it."""
    path = folder / "text" / f"{page.name}.html_text.{variant}.txt"
    return Page(page.name, path.read_bytes(), False, page.gold)


def fallen_below_floors(folder: Path) -> list[str]:
    """What is under tests/quality.json's ``out_of_site`` floors: each page read without the rules of its own site."""
    floors = json.loads(QUALITY.read_text(encoding="utf-8"))["extraction"]["out_of_site"]
    real = read_data(folder)
    without = {page.name: learned_on(site_of(page)) for page in real}
    views = {"html": real, **{f"text_{v}": [copied(p, folder, v) for p in real] for v in ("crop", "full")}}
    must = sum(k in MUST for page in real for k, _ in page.gold)
    below: list[str] = []
    for name, pages in views.items():
        results = [score(page, ours(page, without[page.name])) for page in pages]
        figures = {
            "pages": len(pages),
            "f1": statistics.fmean(r.f1 for r in results),
            "kept": 1 - sum(len(r.lost) for r in results) / must,
            "without_leak": statistics.fmean(not r.leaked for r in results),
            "perfect": statistics.fmean(r.perfect for r in results),
        }
        print(name, {k: round(v, 4) for k, v in figures.items()}, flush=True)
        below += [
            f"{name}: {k} {v:.4f}, {floors[name][k]}" for k, v in figures.items() if v < floors[name][k]
        ]
    return below


# --- the table -------------------------------------------------------------------------------------------------


def row(name: str, extract: Extract, pages: Sequence[Page]) -> str:
    scores: dict[str, Score] = {}
    times_ms: list[float] = []
    for page in pages:
        began = time.process_time()
        try:
            paragraphs = [p for p in extract(page) if p.strip()]
        except Exception as error:  # another library's failure is its result
            print(f"  {name}: {page.name}: {error!r:.100}", file=sys.stderr)
            paragraphs = []
        times_ms.append(1000 * (time.process_time() - began))
        scores[page.name] = score(page, paragraphs)
    must = sum(k in MUST for p in pages for k, _ in p.gold)
    heads = [t for p in pages for k, t in p.gold if k == "subhead"]
    lost_heads = sum(t in heads for s in scores.values() for t in s.lost)
    count = len(pages)
    return (
        f"{name:<28} {sum(s.f1 for s in scores.values()) / count:6.3f} "
        f"{sum(len(s.lost) for s in scores.values()) / max(1, must):7.3f} "
        f"{sum(bool(s.leaked) for s in scores.values()) / count:7.2f} "
        f"{1 - lost_heads / max(1, len(heads)):9.2f} "
        f"{sum(s.perfect for s in scores.values()) / count:8.2f} "
        f"{statistics.median(times_ms):7.1f}"
    )


def table(title: str, rows: Iterable[tuple[str, Extract]], pages: Sequence[Page]) -> None:
    print(f"\n{title}: {len(pages)} pages")
    print(f"{'':<28} {'F1':>6} {'lost':>7} {'leaky':>7} {'subheads':>9} {'perfect':>8} {'CPU ms':>7}")
    for name, extract in rows:
        print(row(name, extract, pages), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, help="A folder of real pages with gold.")
    parser.add_argument(
        "--learned", action="store_true", help="Also leave out what was learned on a page's site."
    )
    parser.add_argument(
        "--floors", action="store_true", help="Fail when the pages fall below their floors out of site."
    )
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    if options.floors:
        below = fallen_below_floors(options.data) if options.data else ["--floors needs --data"]
        sys.exit("\n".join(["Below the floors out of site:", *below]) if below else 0)
    pages = read_pages()
    others = [(n, f) for n, (module, f) in OTHERS.items() if importlib.util.find_spec(module)]
    ours(pages[0])  # imports are not the page's time
    table("The project's pages, HTML", [("audioedition", ours), *others], [p for p in pages if p.is_html])
    table("The project's pages, text", [("audioedition", ours)], [p for p in pages if not p.is_html])
    if not options.data:
        return
    real = read_data(options.data)
    rows: list[tuple[str, Extract]] = [("audioedition", ours)]
    if options.learned:
        sites = {p.name: site_of(p) for p in real}
        stern = phrases_met_on_one_site(real)
        rows.append(("… without its site's rules", lambda p: ours(p, learned_on(sites[p.name]))))
        rows.append(
            (
                "… nor words met only there",
                lambda p: ours(p, learned_on(sites[p.name]) | stern.get(sites[p.name], frozenset())),
            )
        )
    table(str(options.data.name), [*rows, *others], real)


if __name__ == "__main__":
    main()
