"""``audioedition script``: what would be said, beside what is printed, before anything is spoken."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from audioedition.commands.access import with_access
from audioedition.commands.console import label, label_on_terminal, remark, show
from audioedition.commands.normalise import INCLUSIVE, INCLUSIVE_HELP
from audioedition.model import LOCALES, Article, Inclusive, Script, Voice

if TYPE_CHECKING:
    from collections.abc import Callable

    from audioedition.fetch.addresses import Access
    from audioedition.script.normalise import Spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptLine:
    """A sentence, printed and spoken, and how one became the other."""

    paragraph: int | None
    sentence: int
    role: str
    text: str
    spoken: str
    changes: tuple[dict[str, str], ...]
    unread: tuple[str, ...]
    language: str | None


@click.command()
@click.argument("source")
@click.option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table", help="Of the output."
)
@click.option("--locale", type=click.Choice(LOCALES), default="fr-FR", help="Numerals as said there.")
@click.option("--inclusive", type=click.Choice(INCLUSIVE), default="doublet", help=INCLUSIVE_HELP)
@click.option("--lexicon", type=click.Path(path_type=Path), help="The newsroom's own lexicon.toml.")
@click.option("--voice", "voice_name", help="Entries of the lexicon that hold for this voice are used too.")
@click.option("--title", help="In place of the article's own.")
@with_access
def command(
    source: str,
    form: str,
    locale: str,
    inclusive: Inclusive,
    lexicon: Path | None,
    voice_name: str | None,
    title: str | None,
    access: Access,
) -> None:
    """Show what would be said of SOURCE, sentence by sentence, beside what is printed.

    Every change stands there with the rule that made it, so that a correction desk can check before anything is
    spoken. SOURCE is a file (text, HTML, Word, OpenDocument, PDF, EPUB, mail…), a URL, or - for standard input.
    """
    from audioedition.produce.pages import fetch_article
    from audioedition.script.lexicon import newsroom_lexicon
    from audioedition.script.normalise import normalise_traced, page_words
    from audioedition.script.write import write_script
    from audioedition.segment import segment_article

    voice = Voice(name="", engine="")
    if voice_name:
        from audioedition.speak.voices import read_voice

        voice = read_voice(voice_name)
    entries = newsroom_lexicon(lexicon)
    article = segment_article(fetch_article(source, access=access), title=title)
    script = write_script(
        article, voice=voice, max_chars=100_000, lexicon=entries, locale=locale, inclusive=inclusive
    )
    page = page_words(paragraph.text for paragraph in article.paragraphs)

    def speak(text: str) -> Spoken:
        return normalise_traced(
            text, locale=locale, lexicon=entries, voice=voice, page=page, inclusive=inclusive
        )

    lines = script_lines(script, speak=speak)
    if form == "json":
        click.echo(json.dumps(as_json(article, script, lines), ensure_ascii=False, indent=2))
    else:
        show_table(lines)
    for note in script.unread:
        remark("Note", note)


def script_lines(script: Script, *, speak: Callable[[str], Spoken]) -> list[ScriptLine]:
    """One line a sentence, with its changes."""
    lines = []
    for utterance in script.utterances:
        said = speak(utterance.text)
        as_printed = utterance.language is not None
        lines.append(
            ScriptLine(
                paragraph=utterance.paragraph,
                sentence=utterance.sentence,
                role=utterance.role,
                text=utterance.text,
                spoken=utterance.spoken,
                changes=() if as_printed else tuple(asdict(change) for change in said.changes),
                unread=() if as_printed else said.unread,
                language=utterance.language,
            )
        )
    return lines


def as_json(article: Article, script: Script, lines: list[ScriptLine]) -> dict[str, Any]:
    return {
        "title": article.title,
        "sentences": [asdict(line) for line in lines],
        "unread": list(script.unread),
    }


def show_table(lines: list[ScriptLine]) -> None:
    """On a terminal a table; elsewhere tab-separated: role, printed, spoken, changes."""
    if sys.stdout.isatty():
        from rich.console import Console

        Console().print(_table(lines))
        return
    for line in lines:
        show("\t".join((line.role, line.text, line.spoken, _changes(line))))


def _changes(line: ScriptLine) -> str:
    made = [f"{change['printed']} → {change['spoken'] or '∅'} ({change['rule']})" for change in line.changes]
    return " ; ".join(made + [f"{label_on_terminal('NOT READ')}: {piece}" for piece in line.unread])


def _table(lines: list[ScriptLine]) -> Any:
    from rich.table import Table
    from rich.text import Text

    table = Table(show_lines=True, pad_edge=False)
    for name in ("printed", "spoken", "changes"):
        table.add_column(label(name))
    for line in lines:
        style = "bold" if line.role in ("title", "heading") else "dim" if line.role == "opening" else ""
        table.add_row(
            Text(line.text, style=style), Text(line.spoken, style=style), Text(_changes(line), style="cyan")
        )
    return table
