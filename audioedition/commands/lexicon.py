"""``audioedition lexicon``: check, suggest, import, export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audioedition.commands.access import with_access

if TYPE_CHECKING:
    from audioedition.fetch.addresses import Access
    from audioedition.script.lexicon import Lexicon

from pathlib import Path

import click

from audioedition.commands.console import colon, label, say, show


@click.group()
def command() -> None:
    """Check the newsroom's lexicon, find what it lacks, import and export it."""


@command.command("check")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--voice", "voice_name", metavar="NAME", help="Show how this voice will say each entry.")
def check(file: Path | None, voice_name: str | None) -> None:
    """Read a lexicon and run the examples written in it; without FILE, the newsroom's own, else the house's."""
    from audioedition.errors import UsageError
    from audioedition.script.lexicon import house_lexicon, newsroom_lexicon
    from audioedition.script.lexicon_tools.check import check_lexicon, unused_forms

    lexicon = newsroom_lexicon(file) or house_lexicon()
    if voice_name is not None:
        _show_sounds(lexicon, voice_name)
    run, failures = check_lexicon(lexicon)
    for failure in failures:
        show(f"{lexicon.name}:{failure.entry.line}{colon()} « {failure.printed} »", err=True)
        show(f"    {label('expected'):<8}  {failure.expected}", err=True)
        show(f"    {label('spoken'):<8}  {failure.spoken}", err=True)
    for form, entry in unused_forms(lexicon):
        say(f"{lexicon.name}:{entry.line}: « {form} » is never found.", err=True)
    say(f"{lexicon.name}: {len(lexicon.entries)} entries, {run} examples, {len(failures)} wrong.")
    if failures:
        raise UsageError(
            f"{len(failures)} of {run} examples in {lexicon.name} are not said as written.",
            hint="Change the entry or its example.",
        )


def _show_sounds(lexicon: Lexicon, voice_name: str) -> None:
    """Form, tabulation, IPA (or the spelling that the voice is given), who decided."""
    from audioedition.speak.pronounced import say_entry
    from audioedition.speak.voices import read_voice

    voice = read_voice(voice_name)
    for entry in lexicon.entries:
        if entry.holds_for(voice.name, voice.engine):
            said = say_entry(entry.written[0], lexicon=lexicon, voice=voice)
            click.echo("\t".join((said.word, said.sounds, said.by)))


@command.command("suggest")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--lexicon", type=click.Path(path_type=Path), help="The newsroom's own lexicon.toml.")
@click.option(
    "--format", "form", type=click.Choice(["table", "toml"]), default="table", help="Of the output."
)
@with_access
def suggest(sources: tuple[str, ...], lexicon: Path | None, form: str, access: Access) -> None:
    """List the names, foreign words and acronyms of each SOURCE that no rule knows.

    The most frequent first, with what is said as long as nobody decides. --format toml writes entries to fill in.
    """
    from audioedition.produce.pages import fetch_article
    from audioedition.script.lexicon import house_lexicon, newsroom_lexicon
    from audioedition.script.lexicon_tools.suggest import as_toml, suggest_entries
    from audioedition.segment import segment_article

    own = newsroom_lexicon(lexicon)
    texts = [
        paragraph.text
        for source in sources
        for paragraph in segment_article(fetch_article(source, access=access)).paragraphs
    ]
    suggestions = suggest_entries(texts, lexicons=(*((own,) if own else ()), house_lexicon()))
    if form == "toml":
        click.echo(as_toml(suggestions), nl=False)
        return
    for one in suggestions:
        click.echo(f"{one.count}\t{one.kind}\t{one.written}\t{one.spoken}\t{one.contexts[0]}")


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
def import_(file: Path) -> None:
    """Turn a W3C PLS document into a lexicon.toml, on standard output."""
    from audioedition.errors import UsageError
    from audioedition.script.lexicon import parse_lexicon
    from audioedition.script.lexicon.pls import import_pls

    try:
        document = file.read_bytes()
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}.", hint="Check the path.") from error
    text = import_pls(document, name=str(file))
    parse_lexicon(text, name=str(file))  # contradictions are told now, not at the first edition
    click.echo(text, nl=False)


@command.command("export")
@click.argument("file", required=False, type=click.Path(path_type=Path))
def export(file: Path | None) -> None:
    """Write a lexicon as W3C PLS, on standard output; without FILE, the newsroom's own, else the house's."""
    from audioedition.script.lexicon import house_lexicon, newsroom_lexicon
    from audioedition.script.lexicon.pls import export_pls

    click.echo(export_pls(newsroom_lexicon(file) or house_lexicon()), nl=False)
