"""``audioedition feed``: the podcast feeds of an output folder, and who may hear the private ones."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from audioedition.commands.access import with_access
from audioedition.commands.console import label_on_terminal, remark, say
from audioedition.errors import PublishError, UsageError
from audioedition.publish.feed.feed import build_feed, check_base_url
from audioedition.publish.feed.hub import tell_hubs

if TYPE_CHECKING:
    from audioedition.fetch.addresses import Access

OUTPUT = click.option(
    "-o", "--output", type=click.Path(path_type=Path), default="output", help="Folder of editions."
)


@click.group("feed", no_args_is_help=True)
def command() -> None:
    """Build the podcast feed of a folder of editions."""


@command.command("build")
@click.argument("output_dir", type=click.Path(path_type=Path))
@click.option("--base-url", required=True, metavar="URL", help="Where OUTPUT_DIR is served.")
@with_access
@click.option(
    "--settings",
    "settings_path",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Settings of the feed (default: feed.toml in OUTPUT_DIR, when there is one).",
)
def build(output_dir: Path, base_url: str, settings_path: Path | None, access: Access) -> None:
    """Write feed.xml (and a cover, where none is given) into OUTPUT_DIR; print its path.

    Beside it each feed of its own ([feeds.NAME] in feed.toml), but the private ones. A hub that is named there is told
    of what changed.

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
    for other in result.others:
        say(f"{other.items} editions in the feed {other.name}.", err=True)
    for path in (result.path, *(other.path for other in result.others)):
        click.echo(path)
    for problem in tell_hubs(output_dir, access=access, now=time.time()):
        remark("Warning", problem)
    if result.left_out:
        raise SystemExit(PublishError.exit_code)


@command.command("token")
@click.argument("feed", metavar="FEED")
@click.argument("name", metavar="NAME")
@OUTPUT
@click.option("--public-url", metavar="URL", help="Where people reach the service, for feed and links.")
def token(feed: str, name: str, output: Path, public_url: str | None) -> None:
    """Give a private feed to a person or a group: print its address, once.

    FEED is the name of a private feed ([feeds.NAME] with private = true in feed.toml), NAME is for you: by it the
    address is revoked. Whoever knows the address hears the feed; audioedition serve answers it.
    """
    from audioedition.publish.feed.feed_settings import find_feeds
    from audioedition.serve.database import open_state
    from audioedition.serve.feed_tokens import FeedTokens

    base = check_base_url(public_url) if public_url else "/"
    private = [settings.name for settings in find_feeds(output) if settings.private]
    if feed not in private:
        raise UsageError(
            f"There is no private feed {feed}.",
            hint=f"Private feeds in feed.toml: {', '.join(private) or 'none'}.",
        )
    secret = FeedTokens(open_state(output)).new(feed, name)
    click.echo(f"{base}p/{secret}/feed.xml")
    say("Keep it now: it is not shown again.", err=True)


@command.command("tokens")
@OUTPUT
def tokens(output: Path) -> None:
    """List whom the private feeds were given to: feed, name, day made, last use."""
    from audioedition.serve.database import open_state
    from audioedition.serve.feed_tokens import FeedTokens

    for reader in FeedTokens(open_state(output)).list():
        made = datetime.fromtimestamp(reader.created_at).date()
        used = (
            datetime.fromtimestamp(reader.used_at).isoformat(" ", "minutes")
            if reader.used_at
            else label_on_terminal("never")
        )
        click.echo(f"{reader.feed}\t{reader.name}\t{made}\t{used}")


@command.command("revoke")
@click.argument("feed", metavar="FEED")
@click.argument("name", metavar="NAME")
@OUTPUT
def revoke(feed: str, name: str, output: Path) -> None:
    """Take a private feed's address back, at once."""
    from audioedition.serve.database import open_state
    from audioedition.serve.feed_tokens import FeedTokens

    FeedTokens(open_state(output)).revoke(feed, name)
