"""``audioedition token``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from audioedition.commands.console import label_on_terminal, say
from audioedition.serve.database import open_state

OUTPUT = click.option(
    "-o", "--output", type=click.Path(path_type=Path), default="output", help="Folder of editions."
)


@click.group()
def command() -> None:
    """Make, list and revoke tokens of the service."""


@command.command()
@click.argument("name")
@OUTPUT
def new(name: str, output: Path) -> None:
    """Make a token for a program or a person, and show it once.

    It lets its bearer make, change and delete editions. Only a digest of it is kept.
    """
    from audioedition.serve.tokens import Tokens

    click.echo(Tokens(open_state(output)).new(name))
    say("Keep it now: it is not shown again.", err=True)


@command.command(name="list")
@OUTPUT
def list_(output: Path) -> None:
    """List the tokens: name, day made, last use."""
    from audioedition.serve.tokens import Tokens

    for token in Tokens(open_state(output)).list():
        made = datetime.fromtimestamp(token.created_at).date()
        used = (
            datetime.fromtimestamp(token.used_at).isoformat(" ", "minutes")
            if token.used_at
            else label_on_terminal("never")
        )
        click.echo(f"{token.name}\t{made}\t{used}")


@command.command()
@click.argument("name")
@OUTPUT
def revoke(name: str, output: Path) -> None:
    """Take a token's rights away, at once."""
    from audioedition.serve.tokens import Tokens

    Tokens(open_state(output)).revoke(name)
