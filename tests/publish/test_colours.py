"""The player's colours, in both themes, by WCAG's own formula: text 4.5 to 1, what one must see to operate 3 to 1."""

from __future__ import annotations

import re

import pytest

from audioedition.publish.player.script import style_sheet

TEXT = [
    ("ink", "paper"),
    ("ink", "panel"),
    ("ink", "mark"),
    ("soft", "paper"),
    ("soft", "panel"),
    ("accent", "paper"),
]
PARTS = [("accent", "panel"), ("accent", "mark"), ("idle", "paper"), ("paper", "ink"), ("paper", "accent")]


def palettes() -> dict[str, dict[str, str]]:
    pairs = re.findall(r"--(\w+): light-dark\((#\w{6}), (#\w{6})\)", style_sheet())
    assert len(pairs) == 8
    return {
        "light": {name: light for name, light, _ in pairs},
        "dark": {name: dark for name, _, dark in pairs},
    }


def luminance(colour: str) -> float:
    """WCAG 2.2, « relative luminance »."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_contrast(theme: str) -> None:
    colours = palettes()[theme]
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    for pairs, least in ((TEXT, 4.5), (PARTS, 3.0)):
        ratios = {f"{a} on {b}": round(contrast(colours[a], colours[b]), 2) for a, b in pairs}
        assert {pair: ratio for pair, ratio in ratios.items() if ratio < least} == {}


def test_browsers_without_light_dark_get_the_light_theme() -> None:
    plain = dict(re.findall(r"--(\w+): (#\w{6});", style_sheet()))
    assert plain == palettes()["light"]
