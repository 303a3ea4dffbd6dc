"""The pieces of text that one block is gathered from, and how they become its one line."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml.html import HtmlElement

from audioedition.article.extract.clean import clean_characters, one_line

_SPACE = re.compile(r"[\t\n\r\f\v][ \t\n\r\f\v]*| [ \t\n\r\f\v]+")
"""A single blank may stay: there is one between any two words."""
_SENTENCE_ENDS = re.compile(r"[^\W\d_]{3}\s?[.!?…»”]$")


class Run(NamedTuple):
    """Text of one kind."""

    text: str
    linked: bool
    bold: bool
    out: str = ""
    """Why it is not read (``footnote``: a note's call; ``struck``: crossed out; ``tooltip``: a word's definition);
    empty = it is."""


class Joined(NamedTuple):
    """Runs as one line."""

    text: str
    links: tuple[tuple[int, int], ...]
    """Start and end, in the text, of what is linked."""
    link_density: float
    bold: float
    """Shares of the visible characters, 0 to 1."""
    left_out: tuple[tuple[str, str], ...]
    reason: str
    """Why the whole line is not to be read; empty = it is."""


def join_runs(runs: list[Run]) -> Joined:
    """The runs that are read as one line; all of them, and the reason, when none is."""
    if len(runs) == 1:
        return _alone(runs[0])
    runs, left_out = _without_left_out(runs)
    reason = next((run.out for run in runs if run.out), "")
    out: list[str] = []
    length = linked = bold = visible = 0
    links: list[tuple[int, int]] = []
    gap = False
    for raw, in_link, in_bold, _ in _without_doubled_drop_cap(runs):
        text = _spaced(clean_characters(raw))
        if not text:
            continue
        if (gap or not length) and text[0] == " ":
            text = text[1:]
        if not text:
            continue
        if out and text[0].isupper() and (out[-1][-1].islower() or _SENTENCE_ENDS.search(out[-1][-6:])):
            text = " " + text  # « …la visLes opérateurs… »: two elements that style sets apart
        gap = text[-1] == " "
        if in_link and text.strip():
            if links and links[-1][1] == length:
                links[-1] = (links[-1][0], length + len(text))
            else:
                links.append((length, length + len(text)))
        signs = _visible(text)
        visible += signs
        linked += signs if in_link else 0
        bold += signs if in_bold else 0
        out.append(text)
        length += len(text)
    line = "".join(out).rstrip()
    visible = max(1, visible)
    within = tuple((a, min(b, len(line))) for a, b in links if a < len(line))
    return Joined(line, within, min(1.0, linked / visible), min(1.0, bold / visible), left_out, reason)


def _alone(run: Run) -> Joined:
    """Most lines are of one piece."""
    text = _spaced(clean_characters(run.text)).removeprefix(" ")
    line = text.rstrip()
    whole = 1.0 if _visible(text) else 0.0
    links = ((0, len(line)),) if run.linked and line else ()
    return Joined(line, links, whole if run.linked else 0.0, whole if run.bold else 0.0, (), run.out)


def _spaced(text: str) -> str:
    """White space as one blank; what is printable holds no other than blanks."""
    return text if text.isprintable() and "  " not in text else _SPACE.sub(" ", text)


def words_within(element: HtmlElement, *, at_most: int) -> str:
    """What an element prints, as ``join_runs`` would; nothing when it is longer than so many characters."""
    parts: list[str] = []
    length = 0
    for part in element.itertext("*"):
        length += len(part)
        if length > at_most:
            return ""
        parts.append(part)
    return one_line(_spaced(clean_characters("".join(parts))))


def _visible(text: str) -> int:
    return len(text) - text.count(" ") - text.count("\u00a0")


def _without_left_out(runs: list[Run]) -> tuple[list[Run], tuple[tuple[str, str], ...]]:
    """The runs that are read, and the others' words; all runs when none is read."""
    if not any(run.out for run in runs) or not any(run.text.strip() for run in runs if not run.out):
        return runs, ()
    kept: list[Run] = []
    left_out: list[tuple[str, str]] = []
    for i, run in enumerate(runs):
        if not run.out:
            kept.append(_after_call(run, runs[i - 1]) if i else run)
            continue
        words = one_line(clean_characters(run.text))
        if words:
            left_out.append((words, run.out))
        if kept and run.out == "footnote":
            kept[-1] = kept[-1]._replace(text=_before_call(kept[-1].text, runs[i + 1 :]))
    return kept, tuple(left_out)


def _before_call(text: str, following: list[Run]) -> str:
    """Without the bracket that opens around a note's call, and the space before it."""
    after = next((run.text for run in following if not run.out), "")
    bare = text.rstrip()
    if bare.endswith(("[", "(")) and after.lstrip().startswith(("]", ")")):
        return bare[:-1].rstrip()
    return bare


def _after_call(run: Run, before: Run) -> Run:
    """Without the bracket that closes around a note's call."""
    if before.out == "footnote" and run.text.lstrip().startswith(("]", ")")):
        return run._replace(text=run.text.lstrip()[1:])
    return run


def _without_doubled_drop_cap(runs: list[Run]) -> list[Run]:
    """« Le » set large and hidden from readers before « Le matin »: once is enough."""
    filled = [i for i, run in enumerate(runs) if run.text.strip()]
    if len(filled) < 2:
        return runs
    first, second = runs[filled[0]].text.lstrip(), runs[filled[1]].text
    if len(first) <= 3 and first.isalpha() and first[0].isupper() and second.startswith(first):
        return runs[: filled[0]] + runs[filled[0] + 1 :]
    return runs
