"""``audioedition serve``."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import click

from audioedition.commands.console import colon, label, say, show, tell_of_damage, told
from audioedition.commands.editions_options import CONFIG
from audioedition.errors import UsageError


@click.command()
@click.option("-o", "--output", type=click.Path(path_type=Path), default="output", help="Folder of editions.")
@click.option("--host", default="127.0.0.1", help="Beyond this machine only when there is a token.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, help="0 takes any free one.")
@click.option("--public-url", metavar="URL", help="Where people reach the service, for feed and links.")
@click.option("--behind-proxy", is_flag=True, help="Believe X-Forwarded-For of a proxy on this machine.")
@click.option(
    "--workers", type=click.IntRange(0, 64), default=1, help="Articles made at once; 0 = none here."
)
@click.option("--store", metavar="DIR|URL", help="Where clips are kept: a folder, or s3://…")
@click.option("--voice", default="auto", help="The voice that is proposed.")
@click.option("--lexicon", type=click.Path(path_type=Path), help="The newsroom's own lexicon.toml.")
@click.option(
    "--allow-private", is_flag=True, help="Also fetch pages, and tell callbacks, in this machine's network."
)
@click.option("--publish-doubtful", is_flag=True, help="Publish what may not be the article, too.")
@click.option("--watermark", is_flag=True, help="Lay an inaudible mark into the sound (extra [watermark]).")
@click.option(
    "--teasers",
    type=click.Choice(["hold", "speak", "skip"]),
    default="hold",
    help="What becomes of an article of which a page shows only the beginning.",
)
@click.option(
    "--on-gone",
    type=click.Choice(["withdraw", "keep"]),
    default="withdraw",
    help="What becomes of an edition whose article answers 410.",
)
@click.option(
    "--source-port",
    "source_ports",
    type=click.IntRange(1, 65535),
    multiple=True,
    help="Fetch pages from this port too, beside 80 and 443.",
)
@CONFIG
def command(config: Path | None, **options: object) -> None:
    """Serve the newsroom's web page, the API, and the editions.

    Without a token or a person only this machine may use it (audioedition token new NAME, user add NAME). Ctrl-C
    ends it; what was being made goes on at the next start.
    """
    from audioedition.fetch.credentials import require_credentials
    from audioedition.newsroom.settings import find_settings
    from audioedition.produce.house import open_house
    from audioedition.produce.options import EditionOptions
    from audioedition.serve.settings import ServiceSettings, SitePolicy

    newsroom = find_settings(config)
    require_credentials(newsroom.credentials())
    known = {
        "second_person": newsroom.second_person,
        "certified_by": newsroom.everywhere.certified_by,
        "shelf": newsroom.shelf,
        "settle_s": newsroom.everywhere.settle_s,
        "credentials": newsroom.credentials(),
        "sound": newsroom.everywhere.sound,
        "sites": {
            domain: SitePolicy(
                teasers=_own(site.teasers, newsroom.everywhere.teasers, options["teasers"]),
                on_gone=_own(site.on_gone, newsroom.everywhere.on_gone, options["on_gone"]),
                settle_s=site.settle_s,
                sound=site.sound,
            )
            for domain, site in newsroom.sites.items()
        },
    }
    settings = ServiceSettings(**known, **options)  # type: ignore[arg-type]  # click has checked the types
    if settings.voice == "auto":
        tell_of_damage()
    for sound in {newsroom.everywhere.sound, *(site.sound for site in newsroom.sites.values())}:
        open_house(EditionOptions(**sound.options()))
    if settings.watermark:
        from audioedition.sound.watermark.weights import require_watermark

        require_watermark()
    try:
        from audioedition.serve.run import check_start, open_listener, run_service
    except ImportError as error:
        raise UsageError(
            f"The service needs a package that is not installed: {error.name}.",
            hint="python -m pip install 'audioedition[serve]'",
        ) from error
    problem = check_start(settings)
    if problem:
        show(f"{label('Warning')}{colon()} {told(str(problem))} {told(problem.hint)}", err=True)
    with open_listener(settings) as listener:
        settings = dataclasses.replace(settings, port=listener.getsockname()[1])
        say(f"The service is at {settings.base_url} (Ctrl-C ends it).", err=True)
        run_service(settings, listener=listener)


def _own(site: str, everywhere: str, option: object) -> Any:
    """What a site's own table says; the service's option where it says nothing else than all others."""
    return site if site != everywhere else option
