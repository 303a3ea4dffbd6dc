"""What ``watch`` and ``batch`` have in common: the settings file, and the options that go before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audioedition.commands.access import with_access

if TYPE_CHECKING:
    from audioedition.fetch.addresses import Access

import contextlib
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from audioedition.commands.console import remark, say, tell_of_damage
from audioedition.commands.editions_options import CONFIG, OUTPUT
from audioedition.commands.full_text import FULL_TEXT, FULL_TEXT_HELP
from audioedition.commands.sound_options import sound_given, sound_options
from audioedition.errors import UsageError

if TYPE_CHECKING:
    from audioedition.newsroom.pool import PoolConfig
    from audioedition.newsroom.settings import NewsroomSettings, SiteSettings

Command = TypeVar("Command", bound=Callable[..., Any])


def newsroom_options(command: Command) -> Command:
    """``--workers --cluster --patience -o --config --voice --latest --base-url --allow-private --port --cache -q``"""
    for option in reversed(
        (
            click.option(
                "--workers",
                type=click.IntRange(1, 256),
                help="Processes at once (default: 1); best one a core.",
            ),
            click.option(
                "--cluster",
                metavar="tcp://HOST:8786",
                help="A Dask scheduler instead; --cache must be reached by all.",
            ),
            click.option(
                "--patience",
                metavar="TIME",
                help="Wait so long for a cluster that has gone: 90s, 10m, 2h (default: 1h).",
            ),
            CONFIG,
            OUTPUT,
            click.option("--voice", help="A voice's name, for all sites."),
            click.option("--latest", type=click.IntRange(min=1), help="Of a feed: the N newest articles."),
            click.option("--full-text", type=click.Choice(FULL_TEXT), help=FULL_TEXT_HELP),
            click.option(
                "--base-url", help="Where the folder is served: then the podcast feed is rebuilt too."
            ),
            click.option(
                "--publish-doubtful",
                is_flag=True,
                default=None,
                help="Publish what may not be the article, too.",
            ),
            sound_options,
            click.option("--cache", help="Where clips are kept: a folder, or a URL such as s3://…"),
            with_access,
            click.option("-q", "--quiet", is_flag=True, help="No progress on standard error."),
        )
    ):
        command = option(command)
    return command


def settings_of(config: Path | None, *, access: Access, **given: Any) -> NewsroomSettings:
    """The file's settings with the options in their place; checked before anything is fetched.

    ``given``: output, workers, base_url, and of every site voice, latest and full_text; ``None`` = as the file says.

    Raises UsageError (also for an extra that is missing), VoiceError, AudioError (no ffmpeg), PublishError (the
    folder cannot be written).
    """
    from audioedition.fetch.credentials import require_credentials
    from audioedition.newsroom.settings import find_settings
    from audioedition.newsroom.site_policy import options_of
    from audioedition.produce.house import open_house
    from audioedition.publish.feed.feed import check_base_url
    from audioedition.publish.folder.writer import check_output
    from audioedition.speak.voices import AUTO, choose_voice
    from audioedition.system.ffmpeg import find_ffmpeg

    sound = sound_given(given)
    settings = find_settings(config)
    given = {key: value for key, value in given.items() if value is not None}
    if "base_url" in given:
        given["base_url"] = check_base_url(given["base_url"])
    of_site = {
        key: given.pop(key) for key in ("voice", "latest", "full_text", "publish_doubtful") if key in given
    }
    settings = replace(
        settings,
        **given,
        ports=tuple(dict.fromkeys((*settings.ports, *access.ports))),
        allow_private=access.allow_private or settings.allow_private,
        everywhere=with_sound(replace(settings.everywhere, **of_site), sound),
        sites={
            domain: with_sound(replace(site, **of_site), sound) for domain, site in settings.sites.items()
        },
    )
    require_credentials(settings.credentials())
    if AUTO in settings.voices():
        tell_of_damage()
    for name in settings.voices():
        choose_voice(name)
    find_ffmpeg()
    for site in (settings.everywhere, *settings.sites.values()):
        open_house(options_of(site))
    check_output(settings.output)
    return settings


def with_sound(site: SiteSettings, given: dict[str, Any]) -> SiteSettings:
    """The options for the sound of the house go before the file."""
    values: dict[str, Any] = {
        name: str(value) if isinstance(value, Path) else value for name, value in given.items()
    }
    if "bit_rate_kbps" in values:
        values["bit_rate"] = values.pop("bit_rate_kbps")
    return replace(site, sound=replace(site.sound, **values))


def helpers_of(
    settings: NewsroomSettings, *, cluster: str | None, cache: str | None, patience: str | None
) -> PoolConfig:
    """Who is to make the articles. Raises UsageError for what does not go together."""
    from audioedition.newsroom.durations import parse_duration
    from audioedition.newsroom.pool import PoolConfig, check_cluster

    check_cluster(cluster, store=cache)
    if patience is not None and cluster is None:
        raise UsageError("--patience goes with --cluster only.", hint="--cluster tcp://HOST:8786")
    try:
        patience_s = None if patience is None else parse_duration(patience)
    except ValueError as error:
        raise UsageError(str(error)) from None
    return PoolConfig(workers=settings.workers, cluster=cluster, store=cache, patience_s=patience_s)


def rebuild_feed(settings: NewsroomSettings, *, quiet: bool) -> None:
    """The podcast feeds, when the settings say where the folder is served; their hubs are told."""
    if not settings.base_url:
        return
    from audioedition.publish.feed.feed import build_feed

    result = build_feed(settings.output, base_url=settings.base_url, site=True)
    for note in () if quiet else result.left_out:
        say(f"Feed: left out: {note}", err=True)
    tell_feed_hubs(settings, quiet=quiet)


def tell_feed_hubs(settings: NewsroomSettings, *, quiet: bool) -> None:
    """Hubs that have not been told yet of a changed feed."""
    import time

    from audioedition.publish.feed.hub import tell_hubs

    for problem in tell_hubs(settings.output, access=settings.access(), now=time.time()):
        if not quiet:
            remark("Warning", problem)


@contextlib.contextmanager
def ending_at_sigterm() -> Iterator[None]:
    """systemd and docker stop a program with SIGTERM: then the block ends as at Ctrl-C, with its children."""
    before = signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + signal.SIGTERM))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
