"""A web page: a small box amid or behind the article, of which one line gave itself away, goes as a whole.

A poll's question goes with its button, a newsletter's name with its form, an offer's pitch with its prices, a life
with its author's name. A box is an element apart: it bears another name than those around the article's own paragraphs,
and what is left in it is short.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from audioedition.article.judge.features import HEADINGS, Line
from audioedition.article.judge.page.containers import Container, Layout
from audioedition.article.judge.page.signs import bylines_of, is_signed
from audioedition.article.judge.verdict import Verdict, drop

_BOX_CHARS, _BOX_LINES = 900, 14
_LINE_CHARS, _KEPT_CHARS = 200, 360
_KEPT_SHARE = 0.25
"""More of what is kept than this is no box's, on however short a page."""
_TELLING = frozenset({"newsletter", "paywall", "cookie", "comment_form"})
"""Kinds whose one line tells what the box around it is for."""
_BUTTON_WORDS = 6
_PITCH_CHARS = 120
_CALL = re.compile(r"^(?:je|j[’']|c[’']est parti|en savoir|[a-zà-ÿ]{2,}(?:er|ez|ir|re)\b)", re.I)
"""How a button speaks: as its reader, or to him."""
_REACH = re.compile(r"\S@\S+\.\w|(?:\d{2,4}[ .]){2,}\d{2}")
"""A mail address or a telephone number."""
_FACT = re.compile(
    r"\d ?(?:h\b|€|euros?\b|personnes\b)|\d(?:er)? (?:janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc)"
)
"""When, how much, for how many: what is worth knowing of a market or a dish, with « Réserver » below."""
_NO_BOXES = frozenset({"p", "li", "ol", "ul", "dl", "table", "tbody", "tr", "td", "blockquote", *HEADINGS})
"""A list's steps, a table's rows stand together whatever one of them is."""
_LIFE_LINES = 4


@dataclass(frozen=True, slots=True)
class _Text:
    """The article as it was judged so far."""

    strong: tuple[int, ...]
    """Its whole paragraphs."""
    title: int
    chars: int
    around: frozenset[str]
    """What the elements around its paragraphs are called, the main container and those around it left out."""
    bylines: str

    @property
    def first(self) -> int:
        return self.strong[0]

    @property
    def last(self) -> int:
        return self.strong[-1]


def drop_small_boxes(lines: Sequence[Line], layout: Layout, verdicts: list[Verdict]) -> None:
    """Drop, in place, what is left of such boxes, with the kind of the line that gave them away."""
    text = _text(lines, layout, verdicts)
    if text is None:
        return
    for container in layout.containers.values():
        lines_in = container.last - container.first + 1
        if container.chars > _BOX_CHARS or lines_in > _BOX_LINES or container.number == layout.main:
            continue
        inside = range(container.first, container.last + 1)
        kept = [i for i in inside if verdicts[i].kept]
        if not kept:
            continue
        kind = "byline" if _is_life(lines, verdicts, text, inside) else ""
        if not kind and _may_be_box(lines, verdicts, text, container, kept):
            kind = _kind(lines, verdicts, text, inside, kept)
        if kind:
            for i in kept:
                verdicts[i] = drop(kind, "rest-of-a-box")


def _text(lines: Sequence[Line], layout: Layout, verdicts: Sequence[Verdict]) -> _Text | None:
    kept = [i for i, v in enumerate(verdicts) if v.kept and v.role != "title"]
    strong = [i for i in kept if lines[i].strong]
    if not strong:
        return None
    main = layout.containers.get(layout.main)
    depth = main.depth if main else 0
    return _Text(
        strong=tuple(strong),
        title=next((i for i, v in enumerate(verdicts) if v.role == "title"), -1),
        chars=sum(len(lines[i].text) for i in kept),
        around=frozenset(
            name for i in strong for name in lines[i].block.path.split(" / ")[depth + 1 :] if name != "div"
        ),
        bylines=bylines_of(lines, verdicts),
    )


def _may_be_box(
    lines: Sequence[Line],
    verdicts: Sequence[Verdict],
    text: _Text,
    container: Container,
    kept: Sequence[int],
) -> bool:
    """Apart from the article's paragraphs, and with nothing in it that is rather the article's own."""
    if container.name in text.around or container.name.split(" ", 1)[0] in _NO_BOXES:
        return False
    if text.title < container.first <= text.first and text.title >= 0:
        return False  # between headline and first paragraph stands the standfirst
    chars = sum(len(lines[i].text) for i in kept)
    if chars > _KEPT_CHARS or chars > _KEPT_SHARE * text.chars:
        return False
    own = any(
        verdicts[i].role in ("title", "standfirst", "quote", "caption")
        or (lines[i].strong and len(lines[i].text) > _LINE_CHARS)
        or container.number not in lines[i].block.ancestors
        for i in kept
    )
    return not own


def _kind(
    lines: Sequence[Line], verdicts: Sequence[Verdict], text: _Text, inside: range, kept: Sequence[int]
) -> str:
    """What the box is for, by the lines of it that were dropped; empty when none of them says so."""
    gone = [i for i in inside if not verdicts[i].kept]
    if inside.stop <= text.title:
        return "related" if any(c.rule == "glued-link" for i in kept for c in lines[i].cut) else ""
    buttons = [i for i in gone if _is_button(lines[i])]
    prose = sum(lines[i].prose for i in kept)
    if buttons and len(kept) > 1 and lines[kept[0]].text.endswith("?"):
        entries = kept[1:]
        if all(not lines[i].prose and lines[i].block.tag == "li" for i in entries):
            return "embed"  # a poll: a question, its answers, a button
    telling = [i for i in gone if verdicts[i].reason in _TELLING]
    beside = {lines[i].block.ancestors[:-1] for i in telling}
    # sentences around a box that has an element of its own are not that box's
    same = all(lines[i].block.ancestors[:-1] in beside for i in kept if lines[i].prose)
    if telling and same and len(telling) + len(buttons) >= len(kept) and prose <= 2:
        return verdicts[telling[0]].reason
    short = len(kept) <= 2 and all(len(lines[i].text) <= _PITCH_CHARS for i in kept)
    headed = all(
        lines[i].block.tag in HEADINGS for i in kept
    )  # a section's head, with « Télécharger » beside it
    told = any(_FACT.search(lines[i].text) for i in kept)
    if (
        short
        and not headed
        and not told
        and gone
        and gone[-1] == inside[-1]
        and _calls(lines, gone[-1], kept)
    ):
        return verdicts[gone[-1]].reason
    if any(_advertises(lines[i], verdicts[i]) for i in gone):
        bare = all(not lines[i].prose and lines[i].block.tag not in (*HEADINGS, "li") for i in kept)
        return "ad" if bare and len(kept) <= 2 else ""
    return "legal" if _is_press_contact(lines, text, inside, kept) else ""


def _is_press_contact(lines: Sequence[Line], text: _Text, inside: range, kept: Sequence[int]) -> bool:
    """Behind the last paragraph, under a heading that a rule knows: whom the press may ring."""
    headed = inside.start > text.last and kept[0] > inside.start and lines[inside.start].rule is not None
    return headed and all(_REACH.search(lines[i].text) and not lines[i].prose for i in kept)


def _is_life(lines: Sequence[Line], verdicts: Sequence[Verdict], text: _Text, inside: range) -> bool:
    """Behind the last paragraph: the name of who wrote the article, and a few lines about him."""
    if not 1 < len(inside) <= _LIFE_LINES or not is_signed(lines[inside.start], text.bylines):
        return False
    if any(verdicts[i].role in ("title", "standfirst", "list") for i in inside):
        return False
    others = [i for i in text.strong if i not in inside]
    return bool(others) and others[-1] < inside.start


def _is_button(line: Line) -> bool:
    block = line.block
    bare = not line.ends and line.words <= _BUTTON_WORDS
    return _leads(line) or (bare and "button" in block.path.rsplit(" / ", 1)[-1])


def _calls(lines: Sequence[Line], i: int, kept: Sequence[int]) -> bool:
    """A link that speaks as a button does, or a button right beside what is kept."""
    line, around = lines[i], lines[i].block.ancestors[:-1]
    beside = _is_button(line) and all(lines[j].block.ancestors[:-1] == around for j in kept)
    return _leads(line) or (beside and _CALL.match(line.text) is not None)


def _leads(line: Line) -> bool:
    """A link that speaks as a button does."""
    alone = line.block.link_density > 0.9 and not line.ends and line.words <= _BUTTON_WORDS
    return alone and _CALL.match(line.text) is not None


def _advertises(line: Line, verdict: Verdict) -> bool:
    """More than the label of a place for advertising, which stands anywhere in an article."""
    return verdict.reason == "ad" and line.rule is not None and line.rule.match == "pattern"
