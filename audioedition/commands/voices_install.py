"""``audioedition voices install`` and ``remove``: subcommands that ``voices.py`` takes into its group."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from audioedition.commands.console import say, showable, told

if TYPE_CHECKING:
    from audioedition.speak.packages import Package


@click.command("install")
@click.argument("name")
@click.option(
    "--from",
    "from_dir",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Take the files from this folder; no network is used.",
)
@click.option("--accept-licence", is_flag=True, help="Agree to the limits of use that a voice's licence has.")
def install_command(name: str, from_dir: Path | None, accept_licence: bool) -> None:
    """Install a voice: download, check, prepare. Safe to interrupt and to repeat."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

    from audioedition.speak.install import install_voice
    from audioedition.speak.install.gather import InstallProgress
    from audioedition.speak.packages import find_package

    package = find_package(name)
    console = Console(stderr=True)
    say(f"{package.label}, licence: {package.license}", err=True)
    accepted = accept_licence or _accepts(package)
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("…", total=None, visible=False)

        told_last = ""

        def show(progress: InstallProgress) -> None:
            nonlocal told_last
            if progress.total_bytes and console.is_terminal:
                bar.update(
                    task,
                    description=progress.step,
                    completed=progress.done_bytes,
                    total=progress.total_bytes,
                    visible=True,
                )
            elif progress.step != told_last:  # a file is told many times, with more bytes each time
                told_last = progress.step
                bar.update(task, visible=False)
                line = showable(told(progress.step), sys.stderr)
                bar.console.print(line, markup=False, highlight=False, soft_wrap=True)

        installed = install_voice(name, from_dir=from_dir, accept_licence=accepted, on_progress=show)
    say(f"{installed.name}: installed in {installed.folder} ({installed.size_bytes / 1e6:.0f} MB)")
    if package.advice:
        say(package.advice, err=True)


def _accepts(package: Package) -> bool:
    """Tell the limits of use, and at a terminal ask; where nobody can answer, the installation says how to agree."""
    if not package.terms:
        return False
    say("Its licence has limits of use:", err=True)
    for term in package.terms:
        click.echo(f"  – {told(term)}", err=True)
    return _can_answer() and click.confirm(told("Do you agree?"), err=True)


def _can_answer() -> bool:
    return sys.stdin.isatty()


@click.command("remove")
@click.argument("name")
def remove_command(name: str) -> None:
    """Remove an installed voice's files from this machine."""
    from audioedition.speak.install import remove_voice

    freed_bytes = remove_voice(name)
    say(f"{name}: removed, {freed_bytes / 1e6:.0f} MB freed")
