"""``audioedition segment``: the dry run. What will be heard, and what will not, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audioedition.commands.access import with_access

if TYPE_CHECKING:
    from audioedition.fetch.addresses import Access

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from audioedition.commands.console import label, remark, report_error, show
from audioedition.errors import AudioEditionError
from audioedition.model import Article


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "table"]), default="text", help="Of the output."
)
@click.option("--title", help="In place of the article's own.")
@click.option("--latest", type=click.IntRange(min=1), help="Of a feed or sitemap: the N newest articles.")
@click.option("--keep", multiple=True, metavar="REGEX", help="Keep what matches, whatever the rules say.")
@click.option("--drop", multiple=True, metavar="REGEX", help="Drop what matches.")
@click.option("--captions", is_flag=True, help="Keep the captions of pictures too.")
@click.option(
    "--site-rules", multiple=True, type=click.Path(path_type=Path), help="A folder of your own rules (TOML)."
)
@with_access
def command(
    sources: tuple[str, ...],
    form: str,
    latest: int | None,
    access: Access,
    **options: Any,
) -> None:
    """Show what of each SOURCE will be heard, and what will not, and why.

    SOURCE is a file (text, HTML, Word, OpenDocument, PDF, EPUB, mail…), a URL, a feed (with --latest N),
    or - for standard input. Nothing is spoken or written. Formats: text (the kept paragraphs, one a line, the title
    first), json (all, with reasons), table (the whole source in reading order, for the eye).
    """
    from audioedition.article.chrome import newsroom_folders
    from audioedition.produce.pages import fetch_article
    from audioedition.segment import segment_article

    options["site_rules"] = (*options["site_rules"], *newsroom_folders())
    if latest is not None:
        from audioedition.fetch.feeds import expand_sources

        sources = expand_sources(sources, latest=latest, access=access)
    failures: list[AudioEditionError] = []
    for source in sources:
        try:
            article = segment_article(fetch_article(source, access=access), **options)
        except AudioEditionError as error:
            if len(sources) == 1:
                raise
            report_error(error, subject=source)
            failures.append(error)
            continue
        show_article(article, form)
        for warning in article.warnings:
            remark("Note", warning, subject=source)
        if article.doubt:
            remark("Note", article.doubt, subject=source)
    if failures:
        codes = {error.exit_code for error in failures}
        raise click.exceptions.Exit(codes.pop() if len(codes) == 1 else 1)


def show_article(article: Article, form: str) -> None:
    """The article on standard output."""
    if form == "json":
        click.echo(json.dumps(as_json(article), ensure_ascii=False, indent=2))
    elif form == "text":
        show("\n".join(p.text for p in article.paragraphs))
    elif sys.stdout.isatty():
        from rich.console import Console

        Console().print(_table(article))
    else:
        show("\n".join(f"{mark}\t{text}" for mark, text in rows(article)))


def as_json(article: Article) -> dict[str, Any]:
    """The article and its ledger as plain values; ``paragraphs`` holds the title too."""
    return {
        "title": article.title,
        "standfirst": article.standfirst,
        "byline": article.byline,
        "published": article.published,
        "updated": article.updated,
        "site": article.site,
        "url": article.url,
        "image": article.image,
        "language": article.language,
        "paragraphs": [{"role": p.role, "text": p.text} for p in article.paragraphs],
        "dropped": [{"text": d.text, "reason": d.reason, "rule": d.rule} for d in article.dropped],
        "warnings": list(article.warnings),
        "confidence": article.confidence,
        "doubts": [{"kind": d.kind, "weight": d.weight, "text": d.text} for d in article.doubts],
    }


def rows(article: Article, *, label: Callable[[str], str] = str) -> list[tuple[str, str]]:
    """The source in reading order: a mark (role, or « – reason (rule) ») and the text, the title first."""
    pieces: list[tuple[int, int, str, str]] = [
        (p.position, 0, label(p.role), p.text) for p in article.paragraphs
    ]
    pieces += [(d.position, 1, f"– {label(d.reason)} ({d.rule})", d.text) for d in article.dropped]
    return [(mark, text) for _, _, mark, text in sorted(pieces, key=lambda piece: piece[:2])]


def _table(article: Article) -> Any:
    from rich.table import Table
    from rich.text import Text

    table = Table(show_lines=False, pad_edge=False)
    table.add_column(label("heard as / dropped because"), style="bold", no_wrap=False, max_width=34)
    table.add_column(label("text"))
    for mark, text in rows(article, label=label):
        style = "dim" if mark.startswith("–") else ""
        table.add_row(Text(mark, style=style), Text(text, style=style))
    return table
