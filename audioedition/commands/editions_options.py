"""Where a newsroom's editions and settings lie, as the commands that look after them ask for it."""

from __future__ import annotations

from pathlib import Path

import click

OUTPUT = click.option("-o", "--output", type=click.Path(path_type=Path), help="Folder of editions.")
CONFIG = click.option(
    "--config",
    type=click.Path(path_type=Path),
    help="Settings (default: audioedition.toml of this folder).",
)
