"""``audioedition embed``: what a news site pastes into its page."""

from __future__ import annotations

from pathlib import Path

import click

from audioedition.commands.console import remark


@click.command()
@click.argument("edition", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "kind",
    type=click.Choice(["iframe", "element", "jsonld", "wordpress"]),
    default="iframe",
    show_default=True,
)
@click.option("--base-url", metavar="URL", help="Where the edition's folder is served.")
def command(edition: Path, kind: str, base_url: str | None) -> None:
    """Print the snippet that puts an edition's player into a page.

    EDITION is an edition's folder. iframe and wordpress need no script on your page; element puts the player in the
    page itself (audio-edition.js); jsonld tells search engines of the sound.
    """
    from audioedition.publish.feed.feed import check_base_url
    from audioedition.publish.folder.shelf import read_edition
    from audioedition.publish.player.embed import SNIPPET_FORMATS, render_snippet

    chosen = next(name for name in SNIPPET_FORMATS if name == kind)
    if base_url:
        base_url = check_base_url(base_url)
    else:
        remark("Note", "addresses are relative to the edition's folder; --base-url makes them absolute.")
    snippet = render_snippet(read_edition(edition).edition, chosen, base_url=base_url)
    click.echo(snippet, nl=False)
