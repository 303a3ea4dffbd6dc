"""``audioedition watch``: feeds followed, unattended."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from audioedition.commands.console import remark, say
from audioedition.commands.newsroom_options import (
    ending_at_sigterm,
    helpers_of,
    newsroom_options,
    rebuild_feed,
    settings_of,
    tell_feed_hubs,
)
from audioedition.errors import UsageError

if TYPE_CHECKING:
    from audioedition.newsroom.context import WatchContext
    from audioedition.newsroom.pool import PoolConfig
    from audioedition.newsroom.settings import NewsroomSettings


@click.command()
@click.argument("feeds", nargs=-1, metavar="[FEED_URL|DIR]...")
@click.option("--every", help="Time between two looks: 90s, 5m, 2h (default: 5m).")
@click.option("--once", is_flag=True, help="Look once, then end: for cron.")
@newsroom_options
def command(
    feeds: tuple[str, ...],
    every: str | None,
    once: bool,
    cluster: str | None,
    patience: str | None,
    cache: str | None,
    quiet: bool,
    config: Path | None,
    **options: Any,
) -> None:
    """Make editions of new and changed articles of feeds, unattended.

    FEED_URL is an RSS, Atom or JSON feed or a sitemap, DIR a folder where articles are put as files; without one, the
    feeds of audioedition.toml are followed. The path of each MP3 goes to standard output. What was done, and why
    something was not, stands in OUTPUT/.audioedition/journal.jsonl.
    """
    from audioedition.newsroom.durations import parse_duration
    from audioedition.newsroom.settings import LEAST_EVERY_S
    from audioedition.newsroom.watch import only_watch, watch

    settings = settings_of(config, **options)
    pool_config = helpers_of(settings, cluster=cluster, cache=cache, patience=patience)
    try:
        every_s = parse_duration(every) if every else settings.every_s
    except ValueError as error:
        raise UsageError(str(error)) from None
    if every_s < LEAST_EVERY_S and not once:
        raise UsageError(f"--every: at least {LEAST_EVERY_S:g} s.", hint="Sites would take us for an attack.")
    followed = tuple(dict.fromkeys(feeds or settings.feeds))
    if not followed:
        raise UsageError("No feed to follow.", hint="Name one, or write feeds = […] into audioedition.toml.")
    with ending_at_sigterm(), only_watch(settings.output):
        context = _desk(settings, pool_config, quiet=quiet)
        try:
            tally = watch(followed, context=context, every_s=every_s, once=once)
        finally:
            context.state.close()
    if not quiet:
        say(
            f"{tally.spoken} spoken, {tally.unchanged} unchanged, {tally.skipped} skipped, {tally.failed} failed;"
            f" see {context.journal.path}",
            err=True,
        )
    if tally.failed:
        raise click.exceptions.Exit(1)


def _desk(settings: NewsroomSettings, pool_config: PoolConfig, *, quiet: bool) -> WatchContext:
    from audioedition.fetch.robots import Robots
    from audioedition.newsroom.context import WatchContext
    from audioedition.newsroom.journal import Journal
    from audioedition.newsroom.politeness import Politeness
    from audioedition.newsroom.pool import open_pool
    from audioedition.newsroom.state import NewsroomState

    def begin(url: str) -> None:
        if not quiet:
            say(f"{url}: making", err=True)

    def remark_on(sentence: str) -> None:
        """Also to one who wants no progress: the machines are gone, or back."""
        remark("Warning", sentence)
        journal.write("cluster", reason=sentence)

    access, journal = settings.access(), Journal.of(settings.output)
    return WatchContext(
        settings=settings,
        state=NewsroomState(settings.output),
        journal=journal,
        access=access,
        politeness=Politeness(robots=Robots(access)),
        open_pool=lambda: open_pool(pool_config, tell=remark_on),
        cache=pool_config.store,
        rebuild=lambda: rebuild_feed(settings, quiet=quiet),
        after_pass=lambda: tell_feed_hubs(settings, quiet=quiet),
        on_begin=begin,
        on_made=lambda outcome: click.echo(outcome.audio),
    )
