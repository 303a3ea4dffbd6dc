"""Plain text: what a line is by what stands above and below it, where no phrase names it.

A copied page keeps no boxes, but it keeps their order: a box's title stands right above its sentence, a speaker's
name under his words, a card is a title, a summary and a name without a blank line between them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from audioedition.article.judge.copied.signature import about_author, drop_signed
from audioedition.article.judge.features import Line, words_of
from audioedition.article.judge.persons import NAME
from audioedition.article.judge.speech import address
from audioedition.article.judge.verdict import Verdict, drop, reason_at

_BOXED = frozenset({"newsletter", "cookie", "paywall", "comment_form", "reactions", "legal", "most_read"})
"""Kinds whose box has a title above it, and sentences of its own."""
_FLOWING = frozenset({"ad", "related"})
"""Kinds that stand between a heading and its paragraph as often as elsewhere."""
_PICTURED = frozenset({"credit", "caption"})
_HEAD = frozenset({"byline", "date", "share"})
_TOP_LINES = 20
_TITLES = 2
"""So many short lines at most are a box's title: its name, and what it offers."""
_TITLE_WORDS = 10
_SHORT_CHARS = 140
_TO_READER = 2
_CAPTION_WORDS = 8
_SENTENCE_WORDS = 4
_PITCH_WORDS = 25
_OFFER_WORDS = 16
_HEADING_WORDS = 6
_PITCH = re.compile(
    r"^(?:chaque|tous les|toutes les|le meilleur|l[’']essentiel|une? .{3,30} par (?:semaine|mois|jour)"
    r"|(?:deux|trois) fois par|en \d+ minutes|nos |notre |votre |recevez|retrouvez|toute l[’'])\b",
    re.I,
)
_POINTS = re.compile(r"^(?:site|page) (?:web|internet|officiel|d’accueil)", re.I)
"""Where to look further, in a list that the article makes: no section of a site."""
_SPEECH_WORDS = 60
_MOST_LINES = 2000
_PULLED_WORDS = 6
_REPEATED_WORDS = 15
_SPEAKER = re.compile(rf"^(?P<dash>[—–-] ?)?(?P<name>{NAME})(?P<role>, (?:l[’'])?[a-zà-ÿœ][^.!?]{{2,110}})?$")
_QUOTED = re.compile(r"^\W{0,2}[«“\"„].*[»”\"]\W{0,2}$", re.S)
_PULLED = re.compile(r"^\W{0,2}[«“\"„].*[.!?…]\s?[»”\"]\W{0,2}$", re.S)
"""With its full stop: without one it is rather a heading that takes its words from the text."""
_QUOTES = re.compile(r"^[\s«“\"„]+|[\s»”\"]+$")


def judge_beside(lines: Sequence[Line], verdicts: list[Verdict], inside: range) -> None:
    """Drop, in place, what its neighbours give away. Not in a text as long as a book: each asks for the others."""
    if len(inside) > _MOST_LINES:
        return
    _top(lines, verdicts, inside)
    for i in inside:
        if not verdicts[i].kept or verdicts[i].role == "title":
            continue
        verdict = (
            _speaker(lines, verdicts, i)
            or _beside_picture(lines, verdicts, i)
            or _between(lines, verdicts, i)
            or about_author(lines, verdicts, i, inside)
        )
        if verdict:
            verdicts[i] = verdict
    drop_signed(lines, verdicts, inside)
    _heads_notes(lines, verdicts, inside)
    _cards(lines, verdicts, inside)
    _box_titles(lines, verdicts, inside)
    _said_before(lines, verdicts, inside)


def _short(line: Line) -> bool:
    """A few words that make no sentence of running prose."""
    return not line.prose and line.words < 14


def _named(lines: Sequence[Line], verdicts: Sequence[Verdict], i: int) -> str:
    """Why it was dropped, where that is more than its place on the page."""
    reason = reason_at(verdicts, i)
    return "" if reason and lines[i].rule is None and reason == "navigation" else reason


def _tight(line: Line) -> bool:
    return line.block.blank_before == 0


def _top(lines: Sequence[Line], verdicts: list[Verdict], inside: range) -> None:
    """Above the last of byline, date and buttons that stand under the headline, a line without a full stop is none
    of the article's: the paper's name, a label, a photographer."""
    last = inside.start
    for i in inside[:_TOP_LINES]:
        if lines[i].strong and last > inside.start and any(lines[j].strong for j in range(inside.start, i)):
            break
        if reason_at(verdicts, i) in _HEAD:
            last = i
    sentences = sum(verdicts[i].kept and lines[i].prose for i in range(inside.start, last))
    if sentences > 1:
        return
    for i in range(inside.start, last):
        if verdicts[i].kept and verdicts[i].role == "heading" and not lines[i].prose:
            verdicts[i] = drop("navigation", "above-the-byline")


# --- one line ------------------------------------------------------------------------------------------------


def _speaker(lines: Sequence[Line], verdicts: Sequence[Verdict], i: int) -> Verdict | None:
    """« Anne Le Goff, œnologue » under a quotation set apart: who said it, known from the text."""
    said = _SPEAKER.match(lines[i].text)
    if not said or i == 0 or lines[i].prose or not (verdicts[i - 1].kept and verdicts[i - 1].role != "title"):
        return None
    above = lines[i - 1]
    quotation = bool(_QUOTED.match(above.text)) and above.words <= _SPEECH_WORDS
    if not quotation and not said["dash"]:
        return None
    surname = said["name"].rsplit(" ", 1)[-1]
    named = any(
        line.prose and surname in line.text for j, line in enumerate(lines) if j != i and verdicts[j].kept
    )
    if not named or sum(line.folded == lines[i].folded for line in lines) > 1:
        return None  # a label that comes again; or nobody else says whose words these are
    return drop("byline", "speaker-of-a-quotation")


def _beside_picture(lines: Sequence[Line], verdicts: Sequence[Verdict], i: int) -> Verdict | None:
    """Under prose and above a credit: a name with its role, or too many words for a heading."""
    line = lines[i]
    below = i + 1
    if reason_at(verdicts, below) == "navigation" and not lines[below].words:
        below += 1  # a lone sign between them
    if not _short(line) or reason_at(verdicts, below) not in _PICTURED:
        return None
    said = _SPEAKER.match(line.text)
    if (said and said["role"]) or (line.words >= _CAPTION_WORDS and not line.text.endswith(("?", ":"))):
        return drop("caption", "above-a-credit")
    return None


def _between(lines: Sequence[Line], verdicts: Sequence[Verdict], i: int) -> Verdict | None:
    """Between two lines of chrome, none of them such as stands anywhere in an article."""
    line = lines[i]
    above, below = _named(lines, verdicts, i - 1), _named(lines, verdicts, i + 1)
    if not above or not below or line.strong or verdicts[i].role == "list":
        return None
    if _short(line) and not (line.ends and line.words >= _SENTENCE_WORDS):
        amid = i > 1 and i + 2 < len(lines) and lines[i - 2].strong and lines[i + 2].strong
        flowing = _FLOWING | _PICTURED | {"repeated", "footnote"}
        loose = {above, below} <= (flowing | {"embed", "navigation"} if amid else flowing)
        return None if loose else drop(below if below in _BOXED else above, "between-chrome")
    boxed = above in _BOXED and below in _BOXED
    # « Votre message a été envoyé. » between a form and buttons
    boxed = boxed or (address(line.text) >= _TO_READER and not {above, below} & (_FLOWING | _PICTURED))
    return drop(above, "between-chrome") if boxed and len(line.text) < _SHORT_CHARS else None


def _heads_notes(lines: Sequence[Line], verdicts: list[Verdict], inside: range) -> None:
    """« Notes » above notes that are not read."""
    for i in inside:
        if verdicts[i].kept and verdicts[i].role == "heading" and reason_at(verdicts, i + 1) == "footnote":
            verdicts[i] = drop("footnote", "heading-of-notes")


# --- lines together ------------------------------------------------------------------------------------------


def _cards(lines: Sequence[Line], verdicts: list[Verdict], inside: range) -> None:
    """Title, summary, and where it comes from, without a blank line between them, blank lines around: a card."""
    for i in inside[:-2]:
        group = lines[i : i + 3]
        if _tight(group[0]) or not (_tight(group[1]) and _tight(group[2])):
            continue
        if i + 3 < len(lines) and _tight(lines[i + 3]):
            continue
        title, summary, source = group
        bare = not title.ends and 2 <= title.words <= 14 and not title.text.endswith((":", ",", ";"))
        named = (
            _short(source)
            and not _POINTS.match(source.text)
            and source.words <= 4
            and not source.ends
            and source.text[:1].isupper()
        )
        whole = summary.ends and summary.words >= 5 and len(summary.text) <= 300
        free = all(verdicts[j].kept and verdicts[j].role != "title" for j in range(i, i + 3))
        above_said = i > 0 and lines[i - 1].text.rstrip().endswith(":")
        if free and bare and whole and named and not above_said and not title.bullet:
            for j in range(i, i + 3):
                verdicts[j] = drop("related", "card")


def _box_titles(lines: Sequence[Line], verdicts: list[Verdict], inside: range) -> None:
    """Short lines right above a newsletter's, an offer's or a form's first line, under the article's prose.

    That line may be the first that is no longer the article's.
    """
    for i in range(inside.start, min(inside.stop + 1, len(lines))):
        if reason_at(verdicts, i) not in _BOXED or not verdicts[i - 1].kept:
            continue
        titles: list[int] = []
        j = i - 1
        if _pitch(lines, verdicts, j):
            titles.append(j)
            j -= 1
        while j in inside and _may_be_title(lines, verdicts, j):
            titles.append(j)
            j -= 1
        if 0 < len(titles) <= _TITLES + 1:
            for k in titles:
                verdicts[k] = drop(verdicts[i].reason, "title-of-a-box")


def _pitch(lines: Sequence[Line], verdicts: Sequence[Verdict], j: int) -> bool:
    """« Chaque matin, l’essentiel de l’actualité. » right above the button « S’inscrire »."""
    line, below = lines[j], lines[j + 1]
    button = below.rule is not None and below.rule.kind == "newsletter" and below.words <= _OFFER_WORDS
    return button and verdicts[j].kept and len(line.text) < _SHORT_CHARS and bool(_PITCH.match(line.text))


def _may_be_title(lines: Sequence[Line], verdicts: Sequence[Verdict], j: int) -> bool:
    line = lines[j]
    quoted = _QUOTED.match(line.text) is not None and not _PULLED.match(line.text)
    open_end = not line.ends or (quoted and line.words <= _HEADING_WORDS)
    own = verdicts[j].kept and verdicts[j].role not in ("title", "list") and open_end
    tied = _tight(line) and not _tight(lines[j + 1])  # the last line of what stands above it
    button = lines[j + 1].rule is not None and lines[j + 1].words <= 2
    words = _PITCH_WORDS if button else _TITLE_WORDS
    return own and not tied and line.words <= words and not line.text.endswith((":", ",", ";"))


def _said_before(lines: Sequence[Line], verdicts: list[Verdict], inside: range) -> None:
    """A paragraph printed twice, and a sentence pulled out of one that says it too."""
    body = [i for i in inside if verdicts[i].kept and verdicts[i].role not in ("title", "heading", "list")]
    # the words themselves, not as folded: digits are all « 0 » there, and two results differ in nothing else
    said = {i: " ".join(words_of(lines[i].text)) for i in body}
    count = Counter(said[i] for i in body if lines[i].words >= _REPEATED_WORDS)
    whole = "\n".join(lines[i].folded for i in body if lines[i].prose)
    seen: set[str] = set()
    for i in body:
        line = lines[i]
        if count[said[i]] > 1:
            if said[i] in seen:
                verdicts[i] = drop("repeated", "said-before")
            seen.add(said[i])
        elif not line.strong and line.words >= _PULLED_WORDS and _PULLED.match(line.text):
            words = _QUOTES.sub("", line.folded).rstrip(" .!?…,;")
            if words and whole.count(words) > line.prose:
                verdicts[i] = drop("repeated", "pull-quote")
