"""Plain text: lines one upon another: headlines of other articles, a menu's entries, the article's own lists."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audioedition.article.chrome import ChromeRule
from audioedition.article.judge.copied.amid import FACT
from audioedition.article.judge.features import Line
from audioedition.article.judge.verdict import Verdict, drop, keep

_MENU_RUN = 4
"""So many short lines, one upon another, without full stop, dash or colon before them: a menu."""
_MARKER = re.compile(r"^(?:[-–•·●▪■◦‣*]|\d{1,2}[.)])\s+(?=\S)")
_LINK_WORDS = 7
_FORMS = frozenset({"newsletter", "paywall", "cookie", "comment_form"})
"""Kinds whose heading opens a form: the short line above the next paragraph is none of its fields."""
_PICTURED = frozenset({"credit", "caption"})
_TITLED = re.compile(r"\w ?: \S|^[A-ZÀ-Ý][\w’'-]+(?: [\w’'-]+)?\. [A-ZÀ-Ý]")
"""« Brie : le camping fermé », « Insolite. Une vache sur l’autoroute »: the form of headlines."""
_STOPPED = re.compile(r"[.!…:;][\s»”\"')\]]*$")
_HEADING_WORDS, _LEAST_HEADING = 5, 4
"""So few words right under « À voir en vidéo » and above a paragraph are its heading, not another article's."""
_ALL_ASK = 3
"""So many headlines that all ask: one more question under them is no heading of the article's."""
_ONE = re.compile(
    r"^\W*(?:(?:lire|voir|[ée]couter|d[ée]couvrir) (?:aussi )?(?:l[’']|notre |le |la |cet)|lire la suite)",
    re.I,
)
"""« Lire l’article » announces one headline; what comes after it is not announced."""


def drop_listed(
    lines: Sequence[Line], verdicts: list[Verdict], inside: range, announced: frozenset[str]
) -> None:
    """The short lines under « À lire aussi » are headlines of other articles.

    A last one, set apart by a blank line as wide as the first or wider, is the article’s own next heading.
    """
    under: ChromeRule | None = None
    lengths: list[int] = []
    asked = True
    blank = 0
    tight = True  # no blank line between the headlines so far
    only_one = False
    for i in inside:
        line = lines[i]
        if line.rule is not None and not verdicts[i].kept:
            if line.rule.opens != "nothing" or _announces_titles(line):
                under, lengths, only_one = line.rule, [], _ONE.match(line.text) is not None
                asked = True
        elif _resumes_text(line, 0 if asked and _asks(line) else len(lengths)) or _announces(lines, i):
            under = None
        elif under:
            gap = line.block.blank_before
            below = _below(lines, i)
            resumes = below in inside and lines[below].prose and lines[below].rule is None
            resumes = resumes and not (_asks(line) and _asks(lines[below]))
            form = under.kind in _FORMS and (bool(lengths) or gap > 0) and not _TITLED.search(line.text)
            form = form or (only_one and len(lengths) == 1)
            set_apart = gap > 0 and len(lengths) > 1 and tight
            all_ask = asked and _asks(line) and len(lengths) >= _ALL_ASK
            if (
                resumes
                and not all_ask
                and (form or set_apart or line.folded in announced or _heads(line, lengths, gap, blank))
            ):
                under = None
                continue
            verdicts[i] = drop(under.kind, f"{under.id}:list")
            blank = blank if lengths else gap
            tight = tight and gap == 0 if lengths else True
            lengths.append(line.words)
            asked = asked and _asks(line)


def _heads(line: Line, lengths: Sequence[int], gap: int, blank: int) -> bool:
    """The last short line under « À lire aussi », right above a paragraph: the article's heading, not a headline.

    ``lengths``: words of the lines above it there; ``gap``, ``blank``: blank lines before it and before the first.
    """
    brief = line.words <= _HEADING_WORDS and not _TITLED.search(line.text)
    if not lengths:
        return brief and gap > 0
    usual = sorted(lengths)[len(lengths) // 2]
    brief = brief or (
        usual > _LINK_WORDS and line.words == _HEADING_WORDS + 1 and not _TITLED.search(line.text)
    )
    if gap > blank or (brief and usual > _HEADING_WORDS):
        return True
    return gap == blank > 0 and not _TITLED.search(line.text) and line.words <= 0.75 * usual


def _resumes_text(line: Line, listed: int) -> bool:
    """A sentence; not a headline that asks or quotes, first under « Lire l’article »."""
    if not _STOPPED.search(line.text) or not (line.ends or line.text.rstrip().endswith((":", ";"))):
        return line.strong or (listed > 0 and line.prose)
    return line.prose or (line.ends and line.words >= 6)


def _below(lines: Sequence[Line], i: int) -> int:
    """The next line, past a picture's credit or caption that stands between a heading and its paragraph."""
    below = i + 1
    while below < len(lines) and (rule := lines[below].rule) is not None and rule.kind in _PICTURED:
        below += 1
    return below


def _asks(line: Line) -> bool:
    """Under headlines that all ask, one more that asks is one of them, however long."""
    return line.text.rstrip().endswith("?")


def _announces_titles(line: Line) -> bool:
    """« À lire également sur le même thème : »: what announces one title in its own line announces those below it
    where the colon is its last sign."""
    return line.rule is not None and line.rule.kind == "related" and line.text.rstrip().endswith(":")


def _announces(lines: Sequence[Line], i: int) -> bool:
    """« Le programme reste copieux : » above an entry that a semicolon ends: the article's own list begins."""
    below = lines[i + 1].text.rstrip() if i + 1 < len(lines) else ""
    return lines[i].text.rstrip().endswith(":") and below.endswith((";", ","))


def drop_menus(lines: Sequence[Line], verdicts: list[Verdict], inside: range) -> None:
    """Runs of short lines that no sentence announces."""
    run: list[int] = []
    for i in [*inside, -1]:
        if i >= 0 and (not verdicts[i].kept or verdicts[i].role == "heading" or _asked_in(lines, i, run)):
            run.append(i)
            continue
        kept = [j for j in run if verdicts[j].kept]
        before = run[0] - 1 if run else -1
        announced = before >= 0 and lines[before].text.rstrip().endswith(":")
        short = sum(lines[j].words for j in kept) <= 6 * len(kept)
        facts = 2 * sum(bool(FACT.search(lines[j].text)) for j in kept) >= len(kept)
        around = (lines[j].rule for j in range(max(0, before), min(run[-1] + 2, len(lines)))) if run else ()
        beside = any(rule is not None and rule.kind not in _PICTURED for rule in around)
        if len(kept) >= _MENU_RUN and not announced and short and not facts and beside:
            if _heads_text(lines, verdicts, run[-1], inside):
                kept.remove(run[-1])
            for j in kept:
                verdicts[j] = drop("navigation", "run-of-short-lines")
        run = []


def _heads_text(lines: Sequence[Line], verdicts: Sequence[Verdict], i: int, inside: range) -> bool:
    """Set apart, right above a whole paragraph, paragraphs above the run: the article's heading, no menu."""
    own = verdicts[i].kept and lines[i].block.blank_before > 0 and lines[i].words >= _LEAST_HEADING
    followed = (
        i + 1 in inside
        and verdicts[i + 1].kept
        and lines[i + 1].strong
        and lines[i + 1].block.blank_before > 0
    )
    return own and followed and any(lines[j].strong and verdicts[j].kept for j in range(inside.start, i))


def _asked_in(lines: Sequence[Line], i: int, run: Sequence[int]) -> bool:
    """A short question right under a menu's entry, no blank line between: one more entry."""
    asks = lines[i].text.endswith("?") and lines[i].words <= _HEADING_WORDS
    return asks and bool(run) and lines[i].block.blank_before == 0


def keep_lists(lines: Sequence[Line], verdicts: list[Verdict], inside: range) -> None:
    """Two or more lines in a row with a dash, a bullet or a number: entries of a list, heard without the sign.

    Not the em dash: it opens a line of dialogue.
    """
    run: list[tuple[int, str]] = []
    for i in [*inside, -1]:
        marker = _MARKER.match(lines[i].text) if i >= 0 and verdicts[i].kept else None
        if marker:
            run.append((i, lines[i].text[marker.end() :]))
            continue
        if i >= 0 and not verdicts[i].kept:
            continue
        if len(run) >= 2:
            for j, text in run:
                verdicts[j] = keep("list", text=text)
        run = []
