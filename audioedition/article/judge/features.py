"""What can be seen of a line without knowing its neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from audioedition.article.chrome import ChromeRule, Phrasebook, fold, speaks_to_reader
from audioedition.article.judge.buttons import buttons_in_a_row, networks_in_a_row
from audioedition.article.judge.glued import announced_title, cut_label, cut_links
from audioedition.article.judge.labels import split_label
from audioedition.article.judge.mend import mend_copied, mend_doubled
from audioedition.article.judge.opened_notes import cut_opened_notes
from audioedition.article.judge.stamps import cut_agency, is_stamp, without_stamps
from audioedition.model import Block

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
FOOTNOTE = re.compile(r"^\s*(?:\[ ?\d{1,3} ?\]|\(\d{1,3}\)|↑|\^ )\s*\S")
STAMP_LINE = "publie le"
"""The line whose rule names a stamp."""
_ENOUGH = 6000
"""Characters by which a paragraph is judged, so that one of 10 MB costs no more."""
_PARAGRAPH_CHARS = 140
_ALL_LINK = 0.95
_STAMPED_CHARS = 70
_SCORE = re.compile(r"^\d{1,3}(?:[-–]\d{1,3})?\.$")
""" « 17-0. »: without its full stop it would be a date or a page's number."""
_COMMAS_OF_A_LIST = 6
_CAPITALS_OF_A_LIST = 0.55
_TOKEN = re.compile(r"\w+")
_ENDS = re.compile(
    r"(?:[.!?…]|[:;]-?[()D]|[\U0001f300-\U0001faff☺♥❤️]|[.!?…:;,]?\s?[»”\"])[\s»”\"')\]*]*(?:\[?\d{0,3}\]?)$"
)
_FULL_STOPS = frozenset(".!?…")
_LASTS = re.compile(r"(?<!de )(?<!en )(?<!des )(?:^|\s)\d{1,3} ?(?:min|mn)\.$")
"""« Le cerveau des marmottes 6 min. »: a duration's abbreviation, no full stop."""
_BULLET = re.compile(r"^(?:[-–—•·●▪■◦‣*]|\d{1,2}[.)]|[a-z]\))\s+\S")

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# The commonest French function words: a third of running prose, almost none of a menu.
FUNCTION_WORDS = frozenset(
    (
        "le la les l un une des du de d et à a au aux en dans par pour sur avec sans sous que qu qui ne n pas "
        "plus se s ce c cette ces cet son sa ses leur leurs il elle ils elles on nous vous je j y est sont "
        "été être ont avait était mais ou où donc comme si dont même aussi très après avant entre depuis "
        "selon lors ainsi tout tous toute m t te me mon ma mes notre nos votre vos lui eux fait peut deux"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Cut:
    """A piece that was cut off a line."""

    text: str
    reason: str
    rule: str


@dataclass(frozen=True)
class Line:
    """A block with what is seen of it."""

    block: Block
    text: str
    """Without what was cut."""
    cut: tuple[Cut, ...]
    """What was glued to it: links to other articles, an agency's stamp."""
    folded: str
    rule: ChromeRule | None
    words: int
    french: float
    """Share of French function words, 0 to 1."""
    ends: bool
    """Ends like a sentence."""
    bullet: bool
    names: bool
    """Mostly capitalised words between commas."""

    prose: bool
    """A sentence or more of running French; no list of names (schools, signatories, line-ups)."""
    strong: bool
    """A whole paragraph of running French."""

    @cached_property
    def said(self) -> list[str]:
        """Its words, as ``words_of`` has them. Not to be changed."""
        return words_of(self.text)


def read_line(block: Block, book: Phrasebook, *, plain: bool) -> Line:
    """The features of a block: of what remains of its text without links that are glued to it."""
    if plain:
        text, opened = cut_opened_notes(mend_copied(block.text))
        text, given = cut_agency(text)
        text, links = cut_label(text)
    else:
        opened, given = (), ""
        text, links = cut_links(block, book)
        text = mend_doubled(text)
    text, tails = book.cut_tail(text)
    cut = tuple(Cut(t, "related", "glued-link") for t in links)
    cut += tuple(Cut(t, "footnote", "opened-by-its-call") for t in opened)
    cut += (Cut(given, "date", "agency-and-hour"),) if given else ()
    cut += tuple(Cut(t, rule.kind, rule.id) for t, rule in tails)
    cut += tuple(Cut(t, reason, "left-out-of-its-line") for t, reason in block.left_out)
    folded = fold(text[:_ENOUGH])
    unnamed = text
    text, rule, labels = _named(text, folded, block, book, plain=plain)
    cut += labels
    if text is not unnamed:
        folded = fold(text[:_ENOUGH])
    words = _WORD.findall(text[:_ENOUGH])
    french = _share_of_function_words(words)
    ends, names = _ends(text), _is_list_of_names(text[:_ENOUGH])
    running = (ends and french >= 0.2) or (
        french >= 0.3 and (len(words) >= 60 or text.endswith((":", ";", ",")))
    )
    prose = not names and len(words) >= 10 and running
    return Line(
        block=block,
        text=text,
        cut=cut,
        folded=folded,
        rule=rule,
        words=len(words),
        french=french,
        ends=ends,
        bullet=bool(_BULLET.match(text)),
        names=names,
        prose=prose,
        strong=prose and len(text) >= _PARAGRAPH_CHARS,
    )


def _ends(text: str) -> bool:
    last = text[-1:]
    if last.isalpha() and last != "D":
        return False
    return (last in _FULL_STOPS or bool(_ENDS.search(text[-60:]))) and not _LASTS.search(text[-12:])


def _share_of_function_words(words: Sequence[str]) -> float:
    pieces = " ".join(words).lower().replace("’", "'").replace("'", " ").split()
    return sum(map(FUNCTION_WORDS.__contains__, pieces)) / max(1, len(pieces))


def _named(
    text: str, folded: str, block: Block, book: Phrasebook, *, plain: bool
) -> tuple[str, ChromeRule | None, tuple[Cut, ...]]:
    """The text without a label that a sentence follows, the rule that names what is left, and that label."""
    # a menu's entries are links through and through: there the patterns would say nothing new
    rule = book.find(text, folded, whole_only=block.link_density > _ALL_LINK) or (
        _run_together(text, folded, book) if plain else None
    )
    if rule is None:
        return text, None, ()
    announced = rule.label and not (rule.address and speaks_to_reader(folded))
    if announced and (parted := split_label(text, lambda piece: _is_label(piece, book))):
        label, said = parted
        return said, None, (Cut(label, rule.kind, rule.id),) if label else ()
    # a page's words bear no full stop: « Retour. » is said
    word = rule.where == "edge" and rule.match == "line" and text.endswith(".")
    if word or (rule.kind == "date" and _SCORE.match(text)):
        return text, None, ()
    return text, rule, ()


def _is_label(piece: str, book: Phrasebook) -> bool:
    rule = book.find(piece)
    return rule is not None and (rule.label or rule.match == "line")


def _run_together(text: str, folded: str, book: Phrasebook) -> ChromeRule | None:
    """Buttons, networks, or dates and names that copying has put on one line."""
    rule = buttons_in_a_row(folded, book) or networks_in_a_row(folded, book)
    rule = rule or announced_title(text, folded, book)
    stamped = is_stamp(text) or _is_stamped_button(text, book)
    return rule or (book.lines.get(STAMP_LINE) if stamped else None)


def _is_stamped_button(text: str, book: Phrasebook) -> bool:
    """« Jeudi 16 octobre 2025 Imprimer cette page »: a date, and a phrase of chrome."""
    if len(text) > _STAMPED_CHARS:
        return False
    rest = without_stamps(text)
    return rest != text and len(rest.split()) > 1 and book.find(rest.strip(" -–—|•·")) is not None


def _is_list_of_names(text: str) -> bool:
    if text.count(",") + text.count(";") < _COMMAS_OF_A_LIST:
        return False
    words = [w for w in _WORD.findall(text) if len(w) > 3]
    capitals = sum(1 for w in words if w[:1].isupper())
    return capitals > _CAPITALS_OF_A_LIST * len(words)


def read_lines(blocks: Sequence[Block], book: Phrasebook, *, plain: bool) -> list[Line]:
    return [read_line(block, book, plain=plain) for block in blocks]


_CUT_OFF = ("…", "...", "[…]", "[...]", "(…)", "(...)")


def is_cut_off(text: str) -> bool:
    """Ends with the dots of a text that was cut for its card."""
    return text.rstrip().endswith(_CUT_OFF)


def beside_chrome(lines: Sequence[Line], i: int) -> bool:
    """Another phrase of chrome stands right above or below."""
    return any(lines[j].rule is not None for j in (i - 1, i + 1) if 0 <= j < len(lines))


def words_of(text: str) -> list[str]:
    """Lower-case words, for comparing texts."""
    return _TOKEN.findall(text.lower())
