"""``audioedition embed``: what a news site pastes into its page."""

from __future__ import annotations

from pathlib import Path

import click

from audioedition.commands.console import remark
from audioedition.errors import UsageError


@click.command()
@click.argument("edition", type=click.Path(path_type=Path), required=False)
@click.option(
    "--format",
    "kind",
    type=click.Choice(["iframe", "element", "jsonld", "wordpress"]),
    default="iframe",
    show_default=True,
)
@click.option(
    "--base-url", metavar="URL", help="Where the edition's folder is served; with --site, all of them."
)
@click.option(
    "--site",
    type=click.Choice(["service", "index"]),
    is_flag=False,
    flag_value="service",
    help="One line for the whole site: its pages ask the service, or the index of a static host.",
)
def command(edition: Path | None, kind: str, base_url: str | None, site: str | None) -> None:
    """Print the snippet that puts an edition's player into a page.

    EDITION is an edition's folder. iframe and wordpress need no script on your page; element puts the player in the
    page itself (audio-edition.js); jsonld tells search engines of the sound. With --site no EDITION is named: the
    line goes into the template of all pages, and each finds its own edition by its address.
    """
    from audioedition.publish.feed.feed import check_base_url
    from audioedition.publish.folder.shelf import read_edition
    from audioedition.publish.player.embed import SNIPPET_FORMATS, render_snippet, site_snippet

    if site is not None:
        if base_url is None:
            raise UsageError(
                "--site needs --base-url URL.", hint="Where the service, or the folder of editions, is."
            )
        click.echo(site_snippet(base_url=check_base_url(base_url), index=site == "index"), nl=False)
        return
    if edition is None:
        raise UsageError("Which edition?", hint="Name its folder, or --site for the whole site.")
    chosen = next(name for name in SNIPPET_FORMATS if name == kind)
    if base_url:
        base_url = check_base_url(base_url)
    else:
        remark("Note", "addresses are relative to the edition's folder; --base-url makes them absolute.")
    snippet = render_snippet(read_edition(edition).edition, chosen, base_url=base_url)
    click.echo(snippet, nl=False)
