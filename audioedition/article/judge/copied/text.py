"""Plain text: which lines are the article, when no tag helps. Density, position, neighbours and phrases decide.

The body is the stretch of lines with the greatest sum of weights: paragraphs count for it, menus, lists of
headlines and phrases of chrome against it. A box in its midst is outweighed by what follows; a menu after it is not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from audioedition.article.chrome import ChromeRule
from audioedition.article.judge.chronology import chronology
from audioedition.article.judge.copied.amid import FACT, contents, drop_boxes, entry, infoboxes
from audioedition.article.judge.copied.amounts import amounts
from audioedition.article.judge.copied.behind_text import answers_last, end_of_text, lists, people
from audioedition.article.judge.copied.beside import judge_beside
from audioedition.article.judge.copied.captions import drop_captions
from audioedition.article.judge.copied.facts import data_at, names_said, own_data
from audioedition.article.judge.copied.inserts import drop_inserts
from audioedition.article.judge.copied.listed import drop_listed, drop_menus, keep_lists
from audioedition.article.judge.copied.needs import drop_needs
from audioedition.article.judge.copied.numbered import numbered_headings
from audioedition.article.judge.copied.of_others import of_others
from audioedition.article.judge.copied.opening_lines import opening_lines
from audioedition.article.judge.copied.resume import resumed
from audioedition.article.judge.copied.signature import drop_biographies
from audioedition.article.judge.copied.span import Span, box_after, find_span, weigh
from audioedition.article.judge.copied.strangers import drop_strangers
from audioedition.article.judge.copied.tail import drop_tail
from audioedition.article.judge.copied.title_lines import is_paragraph
from audioedition.article.judge.copied.turns import turn_at, turns
from audioedition.article.judge.features import FOOTNOTE, Line, beside_chrome
from audioedition.article.judge.figures import drop_figures
from audioedition.article.judge.live import is_hour, live_heads, live_stretch
from audioedition.article.judge.speech import address, may_tell, tells
from audioedition.article.judge.stamps import DAY, MONTH
from audioedition.article.judge.verdict import Verdict, drop, drop_by, drop_last_headings, keep

_FACT_WEIGHT = 0.3
_SPACED_SHARE = 0.2
_NAME_WORD = r"(?:[A-ZÀ-Ý][\w’'.-]*|de|du|d’|d'|le|la|van|von|ben|el|al)"
_NAME = re.compile(rf"^{_NAME_WORD}(?: (?:{_NAME_WORD}|et)){{1,4}}$")
_SAID_WORDS = 4
_BY_ONE_WORD = frozenset({"ad", "newsletter", "paywall", "cookie"})
_SPOKEN_TO, _SPOKEN_FOR_THE_HOUSE, _SPEAKING = 2, 4, 0.2
_GREETING_WORDS, _LONG_CHARS = 6, 240
_TOKENS = re.compile(r"\w|[.…!?]")
_DAY = re.compile(rf"^(?:{DAY} )?(?:\d{{1,2}}(?:er)? )?{MONTH}(?: \d{{4}})?$|^{DAY}(?: matin| soir)?$", re.I)
"""« Mars 2016 », « Lundi 3 mai »: between two paragraphs, a chronicle's heading."""
_LOWER_START = re.compile(r"^\W{0,3}[a-zà-ÿœ]")


def judge_text(lines: Sequence[Line], *, title: str | None = None) -> list[Verdict]:
    """A verdict for each line, in order."""
    listed = contents(lines)
    facts = infoboxes(lines)
    # « 3 Commentaire sur l’huile » among them is a heading of the article, whatever a rule says
    live = live_heads(lines)
    numbered = numbered_headings(lines)
    dates = chronology(lines)
    live |= {i for i, role in dates.items() if role == "heading"}
    free = listed | facts | live | numbered
    lines = [replace(line, rule=None) if i in free else line for i, line in enumerate(lines)]
    weights = [
        0.0 if i in listed else _FACT_WEIGHT if i in facts | live | numbered else w
        for i, w in enumerate(weigh(lines))
    ]
    span = resumed(lines, find_span(lines, weights, title))
    posts = live_stretch(lines)
    if posts and span.start <= posts.start <= span.end:
        span = replace(span, end=max(span.end, posts.stop))
    if dates and span.start <= min(dates) <= span.end:
        span = replace(span, end=max(span.end, max(dates) + 1))
    live |= {i + 1 for i in posts if is_hour(lines[i]) and _heads_post(lines, i + 1)}
    known = names_said([lines[i] for i in range(span.start, span.end) if lines[i].prose])
    span = replace(span, end=max(span.end, data_at(lines, span.end, known).stop))
    others = of_others(lines)
    span = replace(span, end=turn_at(lines, end_of_text(lines, span.start, span.end), span.start))
    verdicts: list[Verdict] = []
    for i, line in enumerate(lines):
        if i == span.headline:
            verdicts.append(keep("title"))
        elif span.start <= i < span.end:
            verdicts.append(keep("body"))
        else:
            where = "before" if i < span.start else "after"
            placed = others.get(i, drop("navigation", f"{where}-the-article"))
            verdicts.append(drop_by(line.rule) if line.rule else placed)
    _judge_body(lines, verdicts, span, listed)
    inside = range(span.start, span.end)
    for i in facts & set(inside):
        verdicts[i] = keep("list" if FACT.search(lines[i].text) else "heading")
    for i in dates.keys() & set(inside):
        verdicts[i] = keep(dates[i])
    for i in live & set(inside):
        verdicts[i] = keep("heading")
    for i in own_data(lines, inside):
        verdicts[i] = keep("list" if ":" in lines[i].text else "heading")
    for i, role in amounts(lines, inside).items():
        verdicts[i] = keep(role)
    for i in people(lines, inside) | {i for i in lists(lines, inside) if verdicts[i].role != "list"}:
        verdicts[i] = keep("body" if lines[i].text.endswith(":") else "list")
    if answers_last(lines, span.start, span.end - 2):
        verdicts[span.end - 2], verdicts[span.end - 1] = keep("heading"), keep("body")
    for i, role in turns(lines, inside).items():
        verdicts[i] = keep(role)
    for i in numbered & set(inside):
        verdicts[i] = keep("heading")
    for i in listed:
        verdicts[i] = drop("navigation", "table-of-contents")
    if not any(v.kept and v.role != "title" for v in verdicts):
        return _all_but_chrome(lines)
    return verdicts


def _heads_post(lines: Sequence[Line], i: int) -> bool:
    """Under the hour and above a sentence: the heading of a live page's post."""
    line = lines[i]
    told = i + 1 < len(lines) and lines[i + 1].prose and lines[i + 1].rule is None
    named = line.rule is None or line.rule.kind == "embed"  # « EN IMAGES - Le toit arraché » over its post
    return named and not line.ends and line.words >= _SAID_WORDS and told


def _all_but_chrome(lines: Sequence[Line]) -> list[Verdict]:
    """A text without a sentence (a list, a poem, a note): every line that no rule names is its body."""
    plain = [i for i, line in enumerate(lines) if line.rule is None or line.rule.where == "edge"]
    if all(lines[i].rule for i in plain):
        plain = []
    title = plain[0] if len(plain) > 1 and not is_paragraph(lines[plain[0]]) else None
    verdicts: list[Verdict] = []
    for i, line in enumerate(lines):
        if i in plain or line.rule is None:
            verdicts.append(keep("title" if i == title else "body"))
        else:
            verdicts.append(drop_by(line.rule))
    return verdicts


# --- line by line within it ----------------------------------------------------------------------------------


def _judge_body(lines: Sequence[Line], verdicts: list[Verdict], span: Span, listed: frozenset[int]) -> None:
    """``listed``: the entries of a table of contents, each of which names a heading."""
    inside = range(span.start, span.end)
    prose = [i for i in inside if lines[i].prose and lines[i].rule is None]
    first = prose[0] if prose else span.end
    last = prose[-1] if prose else span.start
    headline = lines[span.headline].folded if span.headline is not None else ""
    opening = _opening(lines, prose, first)
    told = [address(lines[i].text) >= _SPOKEN_TO for i in prose if lines[i].strong]
    speaks = sum(told) > _SPEAKING * len(told)
    for i in inside:
        verdicts[i] = _judge_line(lines, i, first, range(opening + 1, last), headline=headline, speaks=speaks)
    for i, verdict in opening_lines(lines, range(span.start, first)).items():
        verdicts[i] = verdict
    drop_listed(lines, verdicts, inside, frozenset(entry(lines[i]) for i in listed))
    for i in inside:
        for j in box_after(lines, i):
            if j < span.end and verdicts[j].kept:
                rule = lines[i].rule
                assert rule is not None
                verdicts[j] = drop(rule.kind, f"{rule.id}:box")
    for i, verdict in of_others(lines).items():
        if i in inside and verdicts[i].kept:
            verdicts[i] = verdict
    drop_boxes(lines, verdicts, inside, listed=listed)
    judge_beside(lines, verdicts, inside)
    drop_strangers(lines, verdicts, inside, headline=span.headline)
    drop_tail(lines, verdicts, inside, headline=span.headline)
    drop_biographies(lines, verdicts, inside)
    drop_inserts(lines, verdicts, inside, headline=span.headline)
    drop_captions(lines, verdicts, inside)
    drop_needs(lines, verdicts, inside)
    drop_menus(lines, verdicts, inside)
    keep_lists(lines, verdicts, inside)
    drop_figures(lines, verdicts)
    _standfirst(lines, verdicts, span, first)
    drop_last_headings(verdicts, inside)


def _opening(lines: Sequence[Line], prose: Sequence[int], first: int) -> int:
    """The paragraph with which the article begins: after the standfirst, where byline or buttons part the two."""
    if len(prose) < 2 or (lines[first].strong and not lines[prose[1]].strong):
        return first
    parted = any(
        rule is not None and rule.kind in ("byline", "date", "share")
        for rule in (lines[i].rule for i in range(first + 1, prose[1]))
    )
    return prose[1] if parted else first


def _judge_line(
    lines: Sequence[Line], i: int, first: int, between: range, *, headline: str, speaks: bool
) -> Verdict:
    """``between``: the lines after the article's first paragraph and before its last; ``speaks``: the article itself
    speaks to its reader, as advice does."""
    line = lines[i]
    amid = i in between
    if line.rule is None and not _TOKENS.search(line.text):
        return drop("navigation", "no-words")
    if amid and _DAY.match(line.text) and all(_is_said(lines[j]) for j in (i - 1, i + 1)):
        return keep("heading")
    if (
        amid
        and line.rule is not None
        and (_is_told(lines, i, line.rule) or _is_advice(lines, i, line.rule, speaks=speaks))
    ):
        return keep("body")
    if line.rule is not None and (line.rule.where != "edge" or not amid or beside_chrome(lines, i)):
        return drop_by(line.rule)
    if line.folded and line.folded == headline:
        return drop("repeated", "headline-again")
    if FOOTNOTE.match(line.text):
        return drop("footnote", "numbered-note")
    if not line.prose and _NAME.match(line.text.strip(" •|·–—-.")) and (not amid or _beside_stamp(lines, i)):
        return drop("byline", "name-at-the-edge")
    if _beside_credit(lines, i) and not line.strong:
        return drop("caption", "beside-a-credit")
    if line.prose or line.words >= 14:
        return keep("body")
    if i < first and not line.ends and not (i == first - 1 and _greets(line)):
        return drop("navigation", "before-first-sentence")
    if line.bullet or _LOWER_START.match(line.text) or line.text.endswith((";", ",")):
        return keep("list")
    return keep("body" if line.ends or line.text.endswith(":") else "heading")


def _is_told(lines: Sequence[Line], i: int, rule: ChromeRule) -> bool:
    """A sentence of the article that begins as a button or a pointer does: among its paragraphs."""
    beside = any(lines[j].rule is None and lines[j].prose for j in (i - 1, i + 1))
    return beside and may_tell(rule) and tells(lines[i].text)


def _is_advice(lines: Sequence[Line], i: int, rule: ChromeRule, *, speaks: bool) -> bool:
    """A whole paragraph between two of the article's that holds a word of chrome: « Chaque inscription à la lettre vous
    rapporte un euro », in advice to those who sell. Only where it speaks to nobody, or the article does so itself. One
    that speaks to nobody at all, or is long, needs no paragraphs beside it, but no chrome either."""
    beside = all(0 <= j < len(lines) and lines[j].strong and lines[j].rule is None for j in (i - 1, i + 1))
    whole = lines[i].strong and rule.match == "pattern" and rule.kind in _BY_ONE_WORD
    spoken = address(lines[i].text)
    alone = spoken < 1 + (len(lines[i].text) >= _LONG_CHARS) and not beside_chrome(lines, i)
    return whole and (alone or (beside and spoken < (_SPOKEN_FOR_THE_HOUSE if speaks else _SPOKEN_TO)))


def _greets(line: Line) -> bool:
    """« Chers lecteurs, » right above the first sentence: a letter's first words."""
    return line.text.endswith(",") and line.words <= _GREETING_WORDS


def _is_said(line: Line) -> bool:
    return line.rule is None and line.ends and line.words >= _SAID_WORDS


def _beside_stamp(lines: Sequence[Line], i: int) -> bool:
    """Next to a date or to buttons, a name is the author's."""
    beside = (lines[j].rule for j in (i - 1, i + 1) if 0 <= j < len(lines))
    return any(rule is not None and rule.kind in ("date", "share", "byline") for rule in beside)


def _beside_credit(lines: Sequence[Line], i: int) -> bool:
    """Printed right under or above a credit, in a text that parts its paragraphs by blank lines: the caption."""
    above = i > 0 and lines[i].block.blank_before == 0 and _is_credit(lines[i - 1])
    below = i + 1 < len(lines) and lines[i + 1].block.blank_before == 0 and _is_credit(lines[i + 1])
    if not (above or below):
        return False
    nearby = lines[: i + 20]
    return sum(line.block.blank_before > 0 for line in nearby) >= _SPACED_SHARE * len(nearby)


def _is_credit(line: Line) -> bool:
    return line.rule is not None and line.rule.kind == "credit"


def _standfirst(lines: Sequence[Line], verdicts: list[Verdict], span: Span, first: int) -> None:
    """The first sentence is the standfirst when a byline, a date or buttons part it from the next."""
    first = next((i for i in range(first, span.end) if verdicts[i].kept and lines[i].prose), span.end)
    if span.headline is None or first >= span.end or len(lines[first].text) > 600:
        return
    following = next((i for i in range(first + 1, span.end) if verdicts[i].kept), None)
    between = range(first + 1, following) if following is not None else range(0)
    if any(verdicts[i].reason in ("byline", "date", "share", "credit", "caption") for i in between):
        verdicts[first] = keep("standfirst")
