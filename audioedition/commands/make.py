"""``audioedition make``: sources in, editions out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audioedition.commands.access import with_access
from audioedition.model import LOCALES

if TYPE_CHECKING:
    from audioedition.fetch.addresses import Access
    from audioedition.fetch.entries import FeedEntry
    from audioedition.publish.books.braille import Grade

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from audioedition.commands.console import remark, report_error, say, tell_of_damage
from audioedition.commands.extras import with_extras, write_extras
from audioedition.commands.full_text import FULL_TEXT, FULL_TEXT_HELP
from audioedition.commands.invitation import invite_to_natural_voice
from audioedition.commands.normalise import INCLUSIVE, INCLUSIVE_HELP
from audioedition.commands.sound_options import sound_given, sound_options
from audioedition.errors import AudioEditionError, UsageError

if TYPE_CHECKING:
    from audioedition.speak.engine_pool import Speakers


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("-o", "--output", type=click.Path(path_type=Path), default="output", help="Folder of editions.")
@click.option("--voice", default="auto", help="A voice's name (audioedition voices list).")
@click.option("--rate", type=float, help="0.5 to 3 times the voice's own speed.")
@click.option("--chapters", type=click.Choice(["auto", "paragraph", "section"]), default="auto")
@click.option("--title", help="In place of the article's own.")
@click.option(
    "--id", metavar="NAME", help="What the article is called for good, whatever its file or address."
)
@click.option("--latest", type=click.IntRange(min=1), help="Of a feed or sitemap: the N newest articles.")
@click.option("--full-text", type=click.Choice(FULL_TEXT), default="auto", help=FULL_TEXT_HELP)
@click.option("--keep", multiple=True, metavar="REGEX", help="Keep what matches, whatever the rules say.")
@click.option("--drop", multiple=True, metavar="REGEX", help="Drop what matches.")
@click.option("--captions", is_flag=True, help="Speak the captions of pictures too.")
@click.option("--site-rules", type=click.Path(path_type=Path), multiple=True, help="Folder of rules by site.")
@click.option("--locale", type=click.Choice(LOCALES), default="fr-FR")
@click.option("--inclusive", type=click.Choice(INCLUSIVE), default="doublet", help=INCLUSIVE_HELP)
@click.option("--lexicon", type=click.Path(path_type=Path), help="The newsroom's own lexicon.toml.")
@click.option("--strict", is_flag=True, help="Fail where something could not be read for certain.")
@click.option("--listen", is_flag=True, help="Hear every sentence back; speak the doubtful ones again.")
@click.option("--watermark", is_flag=True, help="Lay an inaudible mark into the sound (extra [watermark]).")
@sound_options
@with_extras
@click.option("--cache", type=click.Path(path_type=Path), help="Folder where clips are kept.")
@click.option("--force", is_flag=True, help="Speak and encode again, without the cache.")
@with_access
@click.option("-q", "--quiet", is_flag=True, help="No progress on standard error.")
def command(
    sources: tuple[str, ...],
    output: Path,
    latest: int | None,
    cache: Path | None,
    quiet: bool,
    access: Access,
    m4b: bool,
    braille: Grade | None,
    sign: tuple[Path, Path] | None,
    **options: Any,
) -> None:
    """Make the audio edition of each SOURCE.

    SOURCE is a file (text, HTML, Word, OpenDocument, PDF, EPUB, mail…), a URL, a feed (with --latest N), or - for
    standard input. The path of each MP3
    goes to standard output; each source becomes an edition of its own, and a failing one does not stop the others.
    """
    from audioedition.speak.engine_pool import Speakers

    options |= sound_given(options)
    for name in ("title", "id"):
        if options[name] and len(sources) > 1:
            raise UsageError(f"--{name} is for one source.", hint="Give the sources one by one.")
    if options["voice"] == "auto":
        tell_of_damage()
    speakers = click.get_current_context().with_resource(Speakers())
    warm(speakers, voice=options["voice"], rate=options["rate"])
    # a fifth of a second, in which the voice is loaded already
    from audioedition.commands.progress import progress_shown
    from audioedition.produce.produce import EditionOptions, produce_edition
    from audioedition.speak.clip_store import open_store

    store = open_store(cache)
    failures: list[AudioEditionError] = []
    entries = expand(sources, latest=latest, access=access)
    if not entries:
        say("The feed names no article: nothing is new.", err=True)
    for entry in entries:
        source = entry if isinstance(entry, str) else entry.url
        try:
            with progress_shown(source, quiet=quiet) as on_progress:
                produced = produce_edition(
                    entry,
                    output=output,
                    options=EditionOptions(**options),
                    access=access,
                    store=store,
                    speakers=speakers,
                    on_progress=on_progress,
                )
            write_extras(produced.folder, m4b=m4b, braille=braille, sign=sign)
        except AudioEditionError as error:
            if len(entries) == 1:
                raise
            report_error(error, subject=source)
            failures.append(error)
            continue
        for note in produced.notes:
            remark("Note", note, subject=source)
        click.echo(produced.audio_path)
    if len(failures) < len(sources):
        invite_to_natural_voice(quiet=quiet)
    if failures:
        say(f"{len(failures)} of {len(entries)} sources failed.", err=True)
        codes = {error.exit_code for error in failures}
        raise click.exceptions.Exit(codes.pop() if len(codes) == 1 else 1)


def warm(speakers: Speakers, *, voice: str, rate: float | None) -> None:
    """A voice that is slow to begin is loaded while the first source is read. What is wrong with it, each source
    tells."""
    from audioedition.speak.voices import choose_voice

    with contextlib.suppress(AudioEditionError):
        speakers.warm(choose_voice(voice, rate=rate))


def expand(sources: tuple[str, ...], *, latest: int | None, access: Access) -> tuple[str | FeedEntry, ...]:
    """Each feed replaced by its newest articles, with the titles that it announces; without ``--latest`` the
    sources as they are."""
    if latest is None:
        return sources
    from audioedition.fetch.feeds import expand_entries

    return expand_entries(sources, latest=latest, access=access)
