"""A text that breaks off: in the midst of a sentence, or where the page itself does. A reason to doubt. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audioedition.article.judge.features import FUNCTION_WORDS, HEADINGS, Line
from audioedition.article.judge.verdict import Verdict
from audioedition.model import Doubt, Page

_LEAST_WORDS, _FRENCH = 8, 0.2
_GOES_ON = (",", ";", "’", "'", "(", "«", "-", "–")
_NEAR = 0.3


def doubts_of_end(page: Page, lines: Sequence[Line], verdicts: Sequence[Verdict]) -> Iterator[Doubt]:
    """``page.cut_off``: its bytes end before it does."""
    kept = [i for i, v in enumerate(verdicts) if v.kept and v.role != "title"]
    if not kept or page.next_page is not None:
        return
    last = lines[kept[-1]]
    within = _breaks_off(last, verdicts[kept[-1]])
    if page.plain_text and kept[-1] + 1 < len(lines) and verdicts[kept[-1] + 1].rule == "after-the-article":
        behind = _breaks_off(lines[kept[-1] + 1], verdicts[kept[-1]])  # what has no end is not the article's
        within = max(within, behind if behind > 1 else 0)
    if page.fragment:
        return
    if page.cut_off and kept[-1] == len(lines) - 1:
        yield Doubt(
            kind="cut_short",
            weight=0.3 if last.ends else 0.6,
            text="The page's bytes end within the article: the connection may have been cut.",
        )
    elif within:
        yield Doubt(
            kind="cut_short",
            weight=0.55 if within > 1 else _NEAR,
            text="The last paragraph breaks off in the midst of a sentence.",
        )


def _breaks_off(line: Line, verdict: Verdict) -> int:
    """2: its last word or sign is never a sentence's last; 1: a paragraph of running French without an end."""
    text = line.text.rstrip()
    if (
        line.ends
        or line.bullet
        or line.names
        or line.block.tag in HEADINGS
        or verdict.role not in ("body", "quote")
    ):
        return 0
    if line.words < _LEAST_WORDS or line.french < _FRENCH:
        return 0
    last = text.split()[-1].lower().replace("’", "'").rsplit("'", 1)[-1]
    return 2 if text.endswith(_GOES_ON) or last in _NEVER_LAST else 1


_NEVER_LAST = FUNCTION_WORDS - frozenset(
    "un une plus pas y où tout tous toute même deux vous nous lui eux elle elles il ils on fait peut était avait "
    "aussi après avant depuis ainsi sont est été ai a ont si comme être".split()
)
