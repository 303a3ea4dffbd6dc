"""``audioedition reader``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from audioedition.commands.console import label_on_terminal, say
from audioedition.serve.database import open_state
from audioedition.serve.shelf.shelf_state import open_shelf

if TYPE_CHECKING:
    from audioedition.serve.shelf.readers import Readers

OUTPUT = click.option(
    "-o", "--output", type=click.Path(path_type=Path), default="output", help="Folder of editions."
)
PUBLIC_URL = click.option(
    "--public-url", metavar="URL", help="Where people reach the service: the whole address is shown."
)


@click.group()
def command() -> None:
    """Give readers of the service a shelf of their own, « mon fil », and take it back.

    A reader opens it with a personal address, brings articles and documents, and hears them; nobody else sees it.
    """


@command.command()
@click.argument("name")
@PUBLIC_URL
@OUTPUT
def add(name: str, public_url: str | None, output: Path) -> None:
    """Add a reader, and show the personal address once.

    Only a digest of it is kept.
    """
    with _readers(output) as readers:
        _show(readers.add(name), public_url)
    _put_down(output, "reader_add", name)


@command.command(name="list")
@OUTPUT
def list_(output: Path) -> None:
    """List the readers: name, day added, last use of the address."""
    with _readers(output) as readers:
        for reader in readers.list():
            added = datetime.fromtimestamp(reader.created_at).date()
            used = (
                datetime.fromtimestamp(reader.used_at).isoformat(" ", "minutes")
                if reader.used_at
                else label_on_terminal("never" if reader.key else "revoked")
            )
            click.echo(f"{reader.name}\t{added}\t{used}")


@command.command()
@click.argument("name")
@PUBLIC_URL
@OUTPUT
def renew(name: str, public_url: str | None, output: Path) -> None:
    """Give a reader another personal address; the one before ends."""
    with _readers(output) as readers:
        _show(readers.renew(readers.named(name)), public_url)
    _put_down(output, "reader_change", name)


@command.command()
@click.argument("name")
@OUTPUT
def revoke(name: str, output: Path) -> None:
    """Let a reader's addresses open nothing any more, at once; the shelf is kept."""
    with _readers(output) as readers:
        readers.revoke(readers.named(name))
    _put_down(output, "reader_change", name)


@command.command()
@click.argument("name")
@OUTPUT
def remove(name: str, output: Path) -> None:
    """Remove a reader with the shelf and all that stands on it."""
    from audioedition.serve.shelf.leaving import ShelfBroom
    from audioedition.serve.shelf.readers import Readers

    with closing(open_shelf(output)) as shelf, closing(open_state(output)) as state:
        reader = Readers(shelf).named(name)
        ShelfBroom(output, state=state, shelf=shelf).remove_reader(reader)
    _put_down(output, "reader_remove", name)


@contextmanager
def _readers(output: Path) -> Iterator[Readers]:
    from audioedition.serve.shelf.readers import Readers

    with closing(open_shelf(output)) as shelf:
        yield Readers(shelf)


def _show(key: str, public_url: str | None) -> None:
    from audioedition.serve.shelf.readers import personal_address

    click.echo(personal_address(public_url, key) if public_url else key)
    say("Keep it now: it is not shown again.", err=True)
    if not public_url:
        say("The reader pastes it on the page /mon-fil of the service.", err=True)


def _put_down(output: Path, act: str, subject: str) -> None:
    from audioedition.serve.audit import Audit

    with closing(open_state(output)) as state:
        Audit(state).put_console(act, subject=subject)
