"""Plain text: what is told of a line to the judge that learned. A trait is a word: « ends:. », « +1:prose »."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from audioedition.article.judge.features import Line, words_of
from audioedition.article.judge.speech import address
from audioedition.article.judge.stamps import DAY
from audioedition.article.judge.verdict import Verdict

_MOST_LEXICAL = 12
"""Words of a line no longer than this are traits themselves."""
_LONG_WORD = 4
_NEAR = 2
_ENOUGH = 2000
_SAYS = r"\b(?:a-t-(?:il|elle)|selon|explique|affirme|déclar|confi|assur|précis|indiqu|estim|soulign|ajout|raconte)\w*"
_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("price", re.compile(r"\d ?(?:€|euros?\b|\$|CHF)|-\d+ ?%")),
    ("hour", re.compile(r"\b\d{1,2} ?[h:] ?\d{2}\b")),
    ("date", re.compile(rf"\b(?:19|20)\d\d\b|\b\d{{1,2}}/\d{{1,2}}\b|\b{DAY}\b", re.I)),
    ("mail", re.compile(r"\S@\S|https?:|www\.|#\w|(?:^|\s)@\w")),
    ("credit", re.compile(r"©|\(c\)|\b(?:AFP|AP|Reuters|SIPA|Getty|DR|MAXPPP|EPA|photo|crédits?)\b", re.I)),
    ("bar", re.compile(r"[|•·›»>]\s*\S.*[|•·›>]|\|")),
    ("colon-in", re.compile(r"\w ?: \S")),
    ("quoted", re.compile(r"«[^»]+»|“[^”]+”|\"[^\"]+\"")),
    ("says", re.compile(_SAYS, re.I)),
    ("ellipsis", re.compile(r"(?:\.\.\.|…)\s*$")),
    ("slash", re.compile(r"\s[-–—/] \S[^.]{2,60}$")),
    ("digits", re.compile(r"^\W*\d+\W*$")),
    ("exclaims", re.compile(r"!")),
    ("asks", re.compile(r"\?\s*$")),
    ("name", re.compile(r"^(?:[A-ZÀ-Ý][\w’'-]+ ){1,3}[A-ZÀ-Ý][\w’'-]+$")),
)  # fmt: skip


def traits(lines: Sequence[Line], verdicts: Sequence[Verdict], title: int | None) -> list[list[str]]:
    """The traits of every line, in order. ``verdicts``: what the rules say; ``title``: which line is the headline."""
    own = [_own(line) for line in lines]
    kinds = [_kind(line, verdict) for line, verdict in zip(lines, verdicts, strict=True)]
    shapes = [_shape(line) for line in lines]
    said = Counter(w for i, line in enumerate(lines) if line.strong and verdicts[i].kept for w in _long(line))
    head = _long(lines[title]) if title is not None else set()
    times = Counter(line.folded for line in lines if line.words)
    strong = [i for i, line in enumerate(lines) if line.strong and verdicts[i].kept]
    out: list[list[str]] = []
    at = 0
    for i, line in enumerate(lines):
        found = [*own[i], f"rule:{kinds[i]}", f"shape:{shapes[i]}", f"rule+shape:{kinds[i]}+{shapes[i]}"]
        for step in range(1, _NEAR + 1):
            for name, j in ((f"-{step}", i - step), (f"+{step}", i + step)):
                inside = 0 <= j < len(lines)
                found.append(f"{name}:{shapes[j] if inside else 'edge'}")
                found.append(f"{name}:{kinds[j] if inside else 'edge'}")
        found.append(
            "around:"
            + (shapes[i - 1] if i else "edge")
            + "+"
            + shapes[i]
            + "+"
            + (shapes[i + 1] if i + 1 < len(lines) else "edge")
        )
        while at < len(strong) and strong[at] < i:
            at += 1
        before, after = at, len(strong) - at - (at < len(strong) and strong[at] == i)
        found.append(f"paragraphs:{_step(before)}/{_step(after)}")
        found.append(f"since:{_step(i - strong[at - 1]) if at else 'none'}")
        following = next((j for j in strong[at : at + 2] if j > i), None)
        found.append(f"until:{_step(following - i) if following is not None else 'none'}")
        found += _echoes(line, said, head, own_counts=line.strong and verdicts[i].kept)
        if not line.prose and i + 1 < len(lines):
            below = {w for x in lines[i + 1 : i + 4] if x.prose for w in _long(x)}
            mine = _long(line)
            found.append(f"below-says:{_share(len(mine & below), len(mine))}+{shapes[i + 1]}")
        if times[line.folded] > 1 and line.words:
            found.append(f"times:{min(4, times[line.folded])}")
        out.append(found)
    return out


def _own(line: Line) -> list[str]:
    """What is seen of the line alone."""
    text = line.text[:_ENOUGH]
    found = [
        "bias",
        f"words:{_step(line.words)}",
        f"french:{min(5, int(line.french * 10))}",
        f"speaks:{address(text)}",
    ]
    found.append(f"blank:{min(2, line.block.blank_before)}")
    found.append(f"ends:{text[-1:] if not text[-1:].isalnum() else 'w'}")
    first = text[:1]
    found.append(
        "starts:"
        + ("A" if first.isupper() else "a" if first.islower() else "0" if first.isdigit() else first)
    )
    capitals = sum(w[:1].isupper() for w in text.split())
    found.append(f"capitals:{_share(capitals, len(text.split()))}")
    found += [name for name, pattern in _SHAPES if pattern.search(text)]
    if line.ends:
        found.append("stops")
    if line.names:
        found.append("names")
    if line.cut:
        found.append("cut")
    found.append(f"ends+speaks:{line.ends:d}{address(text)}{_step(line.words)}")
    words = words_of(text)
    if len(words) <= _MOST_LEXICAL:
        found += [f"w={w}" for w in dict.fromkeys(words)]
    elif line.words <= 60:
        found += [f"s={w}" for w in dict.fromkeys(words)]
    return found


def _kind(line: Line, verdict: Verdict) -> str:
    """What the rules say of it."""
    if verdict.kept:
        return f"keep-{verdict.role}"
    if line.rule is not None:
        return f"drop-{verdict.reason}"
    return f"drop-{verdict.rule.partition(':')[0]}"


def _shape(line: Line) -> str:
    """Its form in a word."""
    if line.rule is not None:
        return f"phrase-{line.rule.kind}"
    if line.strong:
        return "paragraph"
    if line.prose:
        return "prose"
    if line.ends and line.words >= 4:
        return "sentence"
    if line.bullet:
        return "bullet"
    return "label" if line.words <= 3 else "headline" if line.words <= 16 else "long"


def _echoes(line: Line, said: Counter[str], head: set[str], *, own_counts: bool) -> list[str]:
    """How many of its longer words the paragraphs say, and the headline."""
    mine = _long(line)
    if not mine:
        return ["echo:no-words"]
    again = sum(said[w] > own_counts for w in mine)
    found = [f"echo:{_share(again, len(mine))}", f"echo+words:{_share(again, len(mine))}+{_step(line.words)}"]
    found.append(f"headline:{min(3, len(mine & head))}")
    return found


def _long(line: Line) -> set[str]:
    return {w for w in words_of(line.text[:_ENOUGH]) if len(w) > _LONG_WORD}


def _share(part: int, whole: int) -> int:
    """In fifths."""
    return round(5 * part / whole) if whole else 0


def _step(count: int) -> int:
    """A count on a coarse scale: 0 1 2 3 4 6 9 14 20 30 60."""
    return next((n for n in (60, 30, 20, 14, 9, 6, 4, 3, 2, 1) if count >= n), 0)
