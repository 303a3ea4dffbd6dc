"""``audioedition feed``: the podcast feed of an output folder."""

from __future__ import annotations

from pathlib import Path

import click

from audioedition.commands.console import remark, say
from audioedition.errors import PublishError
from audioedition.publish.feed.feed import build_feed


@click.group("feed", no_args_is_help=True)
def command() -> None:
    """Build the podcast feed of a folder of editions."""


@command.command("build")
@click.argument("output_dir", type=click.Path(path_type=Path))
@click.option("--base-url", required=True, metavar="URL", help="Where OUTPUT_DIR is served.")
@click.option(
    "--settings",
    "settings_path",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Settings of the feed (default: feed.toml in OUTPUT_DIR, when there is one).",
)
def build(output_dir: Path, base_url: str, settings_path: Path | None) -> None:
    """Write feed.xml (and a cover, where none is given) into OUTPUT_DIR; print its path.

    Beside it: index/ and audio-edition.js, by which the pages of your site find their edition (audioedition embed
    --site index).

    An edition whose MP3 is missing or altered stays out of the feed, is named, and makes the exit code 8.
    """
    result = build_feed(output_dir, base_url=base_url, settings_path=settings_path, site=True)
    for sentence in (*result.warnings, *result.left_out):
        remark("Warning", sentence)
    for sentence in result.waiting:
        remark("Note", sentence)
    say("1 edition in the feed." if result.items == 1 else f"{result.items} editions in the feed.", err=True)
    click.echo(result.path)
    if result.left_out:
        raise SystemExit(PublishError.exit_code)
