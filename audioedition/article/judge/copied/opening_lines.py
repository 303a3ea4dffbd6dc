"""Plain text: what stands between the headline and the first sentence and is the article's: the points of a press
release, the heading of its first section."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audioedition.article.judge.features import Line
from audioedition.article.judge.verdict import Verdict, keep

_FIGURE = re.compile(r"\d")
_HEADINGS = frozenset(
    {
        "points cles",
        "resume",
        "introduction",
        "preambule",
        "avant-propos",
        "contexte",
        "le contexte",
        "les faits",
    }
)
_LEAST_POINTS, _POINT_WORDS, _FRENCH = 3, 6, 0.15
_LEAST_ANNOUNCED = 3


def opening_lines(lines: Sequence[Line], above: range) -> dict[int, Verdict]:
    """The lines to be kept ``above`` the first sentence.

    Points are three lines or more, one upon another, that say something with a figure: « 58 % des Français ont peur du
    noir ». Menus and headlines of others seldom have one in each second line.
    """
    found: dict[int, Verdict] = {}
    last = above.stop - 1
    if above and (_is_heading(lines, last) or _announces(lines, last)):
        found[last] = keep("heading")
    run: list[int] = []
    for i in (*above, -1):
        if i >= 0 and _is_point(lines[i]):
            run.append(i)
            continue
        if len(run) >= _LEAST_POINTS and 2 * sum(bool(_FIGURE.search(lines[j].text)) for j in run) > len(run):
            found.update((j, keep("list")) for j in run)
        run = []
    return found


def _is_point(line: Line) -> bool:
    return line.rule is None and line.words >= _POINT_WORDS and line.french >= _FRENCH


def _announces(lines: Sequence[Line], i: int) -> bool:
    """« Principes et perspectives : », right above a whole paragraph: a label (« Auteur : ») has a word or two."""
    line = lines[i]
    below = lines[i + 1] if i + 1 < len(lines) else None
    colon = line.rule is None and line.text.rstrip().endswith(":") and line.words >= _LEAST_ANNOUNCED
    return colon and below is not None and below.strong and below.rule is None


def _is_heading(lines: Sequence[Line], i: int) -> bool:
    """« Résumé », right above a sentence: by its form it could be a menu's last word."""
    line = lines[i]
    named = line.folded.rstrip(" :.") in _HEADINGS
    return named and line.rule is None and i + 1 < len(lines) and lines[i + 1].prose
