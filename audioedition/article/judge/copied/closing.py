"""Plain text: the last sentences of an article, which are short and follow its last whole paragraph at once.

« Ma sœur était au premier rang. Elle riait aussi. »: nothing but its place speaks against it. Chrome behind an article
begins with what is no sentence (a button, a name, a headline), or speaks to the reader.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from audioedition.article.judge.features import Line
from audioedition.article.judge.speech import address
from audioedition.article.judge.verdict import Verdict

_MOST_LINES, _SENTENCE_WORDS, _HEADING_WORDS, _SPOKEN_TO = 6, 4, 8, 2
_FAREWELL_WORDS = 8
_UNSTOPPED_WORDS, _UNSTOPPED_FRENCH = 25, 0.3
_ENDS_WITHIN = re.compile(r"[a-zà-ÿ)%]{2}\. [A-ZÀ-Ý«]")
_FULL_STOP = re.compile(r"[.!?][\s»”\"')\]]*$")
_CUT = ("...", "…")
_STOP_WITHIN = re.compile(r"(?<!\.)[.!] +[A-ZÀ-Ý«“]")
"""« Elle se mange froide. Vous me direz ? » tells, and asks."""


def lost_its_stop(line: Line, above: Line) -> bool:
    """Whether a line is a paragraph without a full stop, or with an agency's initials at its end: right under a whole
    paragraph; under a sentence it must hold one that ends (« … diminuent. La région progresse (+65 %) »)."""
    whole = line.words >= _UNSTOPPED_WORDS and line.french >= _UNSTOPPED_FRENCH and not line.names
    return whole and (above.strong or (above.prose and _ENDS_WITHIN.search(line.text) is not None))


def runs_on(lines: Sequence[Line], verdicts: Sequence[Verdict], last: int) -> list[int]:
    """The kept lines right behind the paragraph ``last`` that go on with it: sentences, a question with its answer, a
    heading with the sentences under it. None where one of the first of them speaks to the reader for the house."""
    found: list[int] = []
    i = last + 1
    while i < len(lines) and i - last <= _MOST_LINES and verdicts[i].kept:
        if _tells(lines[i]):
            found.append(i)
            i += 1
        elif _opens(lines[i]) and i + 1 < len(lines) and verdicts[i + 1].kept and _tells(lines[i + 1]):
            found += [i, i + 1]
            i += 2
        else:
            break
    return found


def announced_entries(lines: Sequence[Line], kept: Collection[int]) -> frozenset[int]:
    """The entries of a list that a colon opens and a full stop ends, a semicolon or comma behind each other: however
    short and last they are, they are one sentence with what announces them. ``kept``: the lines that are heard."""
    found: set[int] = set()
    for i in kept:
        if not lines[i].text.rstrip().endswith(":"):
            continue
        j = i + 1
        while j in kept and lines[j].rule is None and lines[j].text.rstrip().endswith((";", ",")):
            j += 1
        if j > i + 1 and j in kept and lines[j].rule is None and lines[j].ends:
            found.update(range(i + 1, j + 1))
    return frozenset(found)


def farewell(lines: Sequence[Line], verdicts: Sequence[Verdict]) -> frozenset[int]:
    """« Amitiés vigneronnes, », the last kept line, a comma behind it and who wrote the letter right below."""
    last = max((i for i, v in enumerate(verdicts) if v.kept), default=None)
    if last is None or last + 1 >= len(lines) or not 1 <= lines[last].words <= _FAREWELL_WORDS:
        return frozenset()
    signed = verdicts[last + 1].reason == "byline" and lines[last].text.rstrip().endswith(",")
    return frozenset({last}) if signed else frozenset()


def _tells(line: Line) -> bool:
    """A sentence that is whole, no question and nobody's address to the reader."""
    whole = _FULL_STOP.search(line.text[-8:]) is not None and not line.text.endswith(_CUT)
    whole = whole and ("?" not in line.text[-4:] or _STOP_WITHIN.search(line.text) is not None)
    return line.rule is None and whole and line.words >= _SENTENCE_WORDS and not _speaks(line)


def _opens(line: Line) -> bool:
    """A question, or a heading."""
    if line.rule is not None or line.text.endswith(_CUT) or _speaks(line):
        return False
    return line.text.endswith("?") or (not line.ends and 1 < line.words <= _HEADING_WORDS)


def _speaks(line: Line) -> bool:
    return address(line.text) >= _SPOKEN_TO
