"""A web page: lines that say what was said in a box, or the same few words again and again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from audioedition.article.judge.features import HEADINGS, Line
from audioedition.article.judge.page.containers import Container, Layout
from audioedition.article.judge.verdict import Verdict, drop

_CALLS = frozenset({"newsletter", "ad", "paywall", "cookie", "share", "comment_form"})
_OFFERS = ("newsletter", "paywall", "cookie")
_CALL_WORDS, _PITCH_WORDS = 6, 20
_FILLER_WORDS, _FILLER_TIMES = 7, 3
_LABEL_TIMES = 2
_LABEL_WORDS = 14
_SMALL_CHARS = 600
_ELSEWHERE = frozenset({"related", "most_read", "newsletter"})


def drop_echoes(lines: Sequence[Line], layout: Layout, verdicts: list[Verdict]) -> None:
    """Drop, in place, a prompt that a box of the page says too; a label; a filler; the heading of what was dropped."""
    _prompts(lines, verdicts)
    _fillers(lines, verdicts)
    _emptied(lines, layout, verdicts)
    _announcing(lines, verdicts)
    _beside_headline(lines, verdicts)


def _announcing(lines: Sequence[Line], verdicts: list[Verdict]) -> None:
    """« Notre dossier : » when all that it announces was dropped as leading elsewhere; no sentence of the article."""
    for i in range(len(lines) - 1):
        line, below = lines[i], verdicts[i + 1]
        open_end = line.text.rstrip().endswith(":") and not line.prose and line.words <= _LABEL_WORDS
        if verdicts[i].kept and verdicts[i].role != "title" and open_end and below.reason in _ELSEWHERE:
            verdicts[i] = drop(below.reason, "announces-what-was-dropped")


def _beside_headline(lines: Sequence[Line], verdicts: list[Verdict]) -> None:
    """« Patrimoine – » in the heading that says the headline again."""
    again = {
        n
        for i, v in enumerate(verdicts)
        if v.rule == "headline-again" or v.role == "title"
        for n in _heading_around(lines[i])
    }
    for i, verdict in enumerate(verdicts):
        short = lines[i].words <= _FILLER_WORDS
        if verdict.kept and verdict.role != "title" and short and again & set(_heading_around(lines[i])):
            verdicts[i] = drop("navigation", "beside-the-headline")


def _heading_around(line: Line) -> list[int]:
    """The numbers of the heading elements that it stands in."""
    tags = [name.split(" ", 1)[0] for name in line.block.path.split(" / ")]
    return [n for n, tag in zip(line.block.ancestors, tags, strict=False) if tag in HEADINGS]


def _prompts(lines: Sequence[Line], verdicts: list[Verdict]) -> None:
    called = {
        lines[i].folded: v
        for i, v in enumerate(verdicts)
        if v.reason in _CALLS and lines[i].words >= _CALL_WORDS
    }
    for i, verdict in enumerate(verdicts):
        if verdict.kept and verdict.role != "title" and lines[i].folded in called:
            verdicts[i] = drop(called[lines[i].folded].reason, "said-in-a-box")


def _fillers(lines: Sequence[Line], verdicts: list[Verdict]) -> None:
    """« Bloc vide » three times in no paragraph; the heading « À LIRE » twice, as a link or as a rule knows it."""
    times = Counter(lines[i].folded for i, v in enumerate(verdicts) if v.kept)
    for i, verdict in enumerate(verdicts):
        line, count = lines[i], times[lines[i].folded]
        if not verdict.kept or verdict.role == "title" or line.words > _FILLER_WORDS or count < _LABEL_TIMES:
            continue
        if line.block.tag in HEADINGS:
            if (line.rule is not None and line.rule.where != "edge") or line.block.link_density > 0.8:
                verdicts[i] = drop("navigation", "label-again")
        elif count >= _FILLER_TIMES and not line.ends and not line.block.signals & {"in_p"}:
            verdicts[i] = drop("navigation", "filler-again")


def _emptied(lines: Sequence[Line], layout: Layout, verdicts: list[Verdict]) -> None:
    """A heading in a small element of which nothing else was kept."""
    for container in layout.containers.values():
        if container.last == container.first or container.chars > _SMALL_CHARS:
            continue
        _empty(lines, layout, verdicts, container)


def _empty(lines: Sequence[Line], layout: Layout, verdicts: list[Verdict], container: Container) -> None:
    inside = range(container.first, container.last + 1)
    kept = [i for i in inside if verdicts[i].kept]
    if not kept or len(kept) == len(inside) or container.number == layout.main:
        return
    reasons = Counter(verdicts[i].reason for i in inside if verdicts[i].reason in _CALLS)
    if not reasons or verdicts[inside[-1]].kept:
        return
    # « Chaque jeudi, le meilleur de la vallée. » between a box's name and its button
    named = any(verdicts[i].reason in _OFFERS and lines[i].rule is not None for i in inside)
    loose = all(
        lines[i].words <= _PITCH_WORDS and not lines[i].strong and lines[i].block.tag != "li" for i in kept
    )
    begun = any(
        verdicts[i].kept and lines[i].strong for i in range(container.first)
    )  # a page's head is no offer
    pitch = begun and named and loose and len(inside) - len(kept) >= max(2, len(kept))
    if pitch or all(verdicts[i].role == "heading" for i in kept):
        for i in kept:
            verdicts[i] = drop(reasons.most_common(1)[0][0], "heading-of-a-box")
