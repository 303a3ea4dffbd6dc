"""The command line: a thin door. One table of commands, one place where errors become sentences.

Each command stands in ``commands/NAME.py`` and is imported only when it is called, so that ``--help`` and
shell completion stay quick; the table repeats each command's first help line (a test holds them equal).
"""

from __future__ import annotations

import contextlib
import importlib
import signal
import sys
import traceback
from collections.abc import Iterator
from typing import Any

import click

from audioedition.commands.console import report_error, say, show
from audioedition.errors import AudioEditionError
from audioedition.system.messages.language import person_language
from audioedition.version import __version__

COMMANDS: dict[str, str] = {
    "make": "Make the audio edition of each SOURCE.",
    "segment": "Show what of each SOURCE will be heard, and what will not, and why.",
    "check": "Check editions against their own promises; with --listen, by ear.",
    "script": "Show what would be said of SOURCE, sentence by sentence, beside what is printed.",
    "normalise": "Turn printed French lines into the words a newsreader would say.",
    "pronounce": "Say how French lines will be pronounced.",
    "lexicon": "Check the newsroom's lexicon, find what it lacks, import and export it.",
    "voices": "List, show, try, install and remove voices.",
    "doctor": "Check ffmpeg, voices, cache and disk, and say what to do.",
    "publish": "Write transcripts, player page and embeds again, without speaking.",
    "embed": "Print the snippet that puts an edition's player into a page.",
    "status": "List the editions whose article, lexicon, voice or sounds have changed since.",
    "digest": "Join editions into one: the daily edition.",
    "feed": "Build the podcast feed of a folder of editions.",
    "watch": "Make editions of new and changed articles of feeds, unattended.",
    "batch": "Make the editions of a whole archive.",
    "review": "List doubtful articles that were held, look at one, publish or drop it.",
    "serve": "Serve the newsroom's web page, the API, and the editions.",
    "stats": "Count podcast downloads in access logs.",
    "withdraw": "Take an edition back, or undo that.",
    "prune": "Remove what need not be kept: clips long unused, old names of sounds, files of withdrawn editions…",
    "backup": "Save a folder of editions with all its state in one FILE.",
    "restore": "Put a backup FILE into a new folder of editions.",
    "user": "Let people sign in to the service, each in a role.",
    "reader": "Give readers of the service a shelf of their own, « mon fil », and take it back.",
    "token": "Make, list and revoke tokens of the service.",
}
"""Name -> first line of its help. The module is ``audioedition.commands.NAME`` and holds ``command``."""


class HouseContext(click.Context):
    """Help in the person's language."""

    def make_formatter(self) -> click.HelpFormatter:
        if person_language() == "en":
            return super().make_formatter()
        from audioedition.commands.french_help import FrenchFormatter

        return FrenchFormatter(width=self.terminal_width, max_width=self.max_content_width)


class LazyGroup(click.Group):
    """Loads a subcommand when it is asked for, and turns our errors into words and exit codes."""

    context_class = HouseContext

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command = importlib.import_module(f"audioedition.commands.{name}").command
        assert isinstance(command, click.Command)
        for each in (command, *getattr(command, "commands", {}).values()):
            each.context_class = HouseContext
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def make_context(self, *arguments: Any, **more: Any) -> click.Context:
        with _usage_told():
            return super().make_context(*arguments, **more)

    def invoke(self, ctx: click.Context) -> Any:
        with contextlib.suppress(ValueError):  # not in the main thread: somebody calls us as a library
            signal.signal(signal.SIGTERM, _stop)
        try:
            with _usage_told():
                return super().invoke(ctx)
        except KeyboardInterrupt:
            show("", err=True)  # after the ^C
            say("Stopped. What was done so far is kept; the same command goes on from there.", err=True)
            ctx.exit(128 + signal.SIGINT)
        except AudioEditionError as error:
            if ctx.params.get("debug"):
                traceback.print_exc()
            report_error(error)
            ctx.exit(error.exit_code)
        except BrokenPipeError:  # « audioedition segment … | head »
            sys.stderr.close()
            ctx.exit(1)


@contextlib.contextmanager
def _usage_told() -> Iterator[None]:
    """What click finds wrong with the command line, in the person's language."""
    try:
        yield
    except click.ClickException as error:
        if person_language() == "en":
            raise
        from audioedition.commands.french_help import FrenchError

        raise FrenchError(error) from error


def _stop(number: int, frame: object) -> None:
    """As an exception it lets every stage clean up after itself."""
    raise SystemExit(128 + number)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="audioedition")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def main(debug: bool) -> None:
    """Turn a French article into an accessible audio edition: an MP3 with chapters, and all around it."""
