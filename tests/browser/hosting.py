"""News pages of one's own around the element, served over HTTP."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

Open = Callable[..., Any]
ELEMENT = "document.querySelector('audio-edition')"
ROOT = f"{ELEMENT}.shadowRoot"
SOUND = f"{ROOT}.querySelector('audio')"


def host(
    visit: Open, site: str, shelf: Path, body: str, *, head: str = "", html: str = "", **options: Any
) -> Any:
    """A news page of its own with the element's script, over HTTP."""
    name = f"host-{zlib.crc32(f'{body}{head}{html}'.encode())}.html"
    (shelf / name).write_text(
        f'<!DOCTYPE html><html lang="fr" {html}><head><meta charset="utf-8"><title>Journal</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">{head}'
        f'<script src="plain/audio-edition.js"></script></head><body>{body}</body></html>',
        encoding="utf-8",
    )
    seen = visit("about:blank", **options)
    seen.page.goto(f"{site}/{name}")
    return seen
