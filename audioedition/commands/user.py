"""``audioedition user``."""

from __future__ import annotations

import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from audioedition.commands.console import label_on_terminal, say
from audioedition.serve.database import open_state

if TYPE_CHECKING:
    from audioedition.system.sqlite import Database

OUTPUT = click.option(
    "-o", "--output", type=click.Path(path_type=Path), default="output", help="Folder of editions."
)
ROLE = click.Choice(["editor", "chief", "admin"])
GENERATE = click.option("--generate", is_flag=True, help="Make a password and show it once.")


@click.group()
def command() -> None:
    """Let people sign in to the service, each in a role.

    An editor prepares; a chief also decides what is published and withdrawn; an admin also manages people. A
    password is asked for twice, or read from standard input where that is no terminal.
    """


@command.command()
@click.argument("name")
@click.option("--role", type=ROLE, default="editor", show_default=True, help="What the person may do.")
@GENERATE
@OUTPUT
def add(name: str, role: str, generate: bool, output: Path) -> None:
    """Add a person."""
    from audioedition.serve.people import People

    with closing(open_state(output)) as database:
        People(database).add(name, role=role, password=_password(generate))
        _put_down(database, "person_add", name)


@command.command(name="list")
@OUTPUT
def list_(output: Path) -> None:
    """List the people: name, role, day added, last sign-in."""
    from audioedition.serve.people import People

    with closing(open_state(output)) as database:
        for person in People(database).list():
            added = datetime.fromtimestamp(person.created_at).date()
            seen = (
                datetime.fromtimestamp(person.seen_at).isoformat(" ", "minutes")
                if person.seen_at
                else label_on_terminal("never")
            )
            click.echo(f"{person.name}\t{person.role}\t{added}\t{seen}")


@command.command()
@click.argument("name")
@click.argument("role", type=ROLE)
@OUTPUT
def role(name: str, role: str, output: Path) -> None:
    """Give a person another role; its sessions end."""
    from audioedition.serve.people import People

    with closing(open_state(output)) as database:
        People(database).set_role(name, role)
        _put_down(database, "person_change", name)


@command.command()
@click.argument("name")
@GENERATE
@OUTPUT
def password(name: str, generate: bool, output: Path) -> None:
    """Give a person another password; its sessions end."""
    from audioedition.serve.people import People

    with closing(open_state(output)) as database:
        People(database).set_password(name, _password(generate))
        _put_down(database, "password", name)


@command.command()
@click.argument("name")
@OUTPUT
def remove(name: str, output: Path) -> None:
    """Let a person sign in no more, at once; what it did stays in the audit list."""
    from audioedition.serve.people import People

    with closing(open_state(output)) as database:
        People(database).remove(name)
        _put_down(database, "person_remove", name)


def _password(generate: bool) -> str:
    if generate:
        from audioedition.serve.people import new_password

        made = new_password()
        click.echo(made)
        say("Keep it now: it is not shown again.", err=True)
        return made
    if not sys.stdin.isatty():
        return click.get_text_stream("stdin").readline().rstrip("\n")
    answer: str = click.prompt(
        label_on_terminal("Password"), hide_input=True, confirmation_prompt=True, err=True
    )
    return answer


def _put_down(database: Database, act: str, subject: str) -> None:
    from audioedition.serve.audit import Audit

    Audit(database).put_console(act, subject=subject)
