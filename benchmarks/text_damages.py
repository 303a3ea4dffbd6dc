"""Copied text with another text in it, whose article is known: for benchmarks that count doubt."""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.quality.extraction import Page


def text_first(text: str, other: str, chance: random.Random) -> str:
    return other + "\n\n" + text


def text_behind(text: str, other: str, chance: random.Random) -> str:
    return text + "\n\n" + other


def text_between(text: str, other: str, chance: random.Random) -> str:
    """A whole line of the other text behind every third of this one."""
    lines, others = text.split("\n"), [line for line in other.split("\n") if len(line) > 140]
    out: list[str] = []
    for i, line in enumerate(lines):
        out.append(line)
        if others and len(line) > 140 and chance.random() < 0.5:
            out += ["", others[i % len(others)], ""]
    return "\n".join(out)


TEXT_DAMAGES: dict[str, Callable[[str, str, random.Random], str]] = {
    "copied: another text first": text_first,
    "copied: another text behind": text_behind,
    "copied: another text between": text_between,
}


def damage_text(page: Page, how: str, other: str) -> Page:
    text = page.data.decode("utf-8")
    damaged = TEXT_DAMAGES[how](text, other, random.Random(f"{page.name} {how}"))
    return Page(page.name, damaged.encode(), False, page.gold)
