"""Plain text: a few last lines behind buttons or « Sur le même sujet » that say next to nothing of the article's.

Of 209 real pages, whole and copied, none had an article's own last lines there where at least seven whole paragraphs
stand above, five times as long, that share a fifth of their longer words with them at most (two fifths behind the
buttons to share). A short article's last paragraph may say new things: there this tells nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from audioedition.article.judge.copied.strangers import long_words
from audioedition.article.judge.features import Line
from audioedition.article.judge.live import live_heads, live_posts, live_stretch
from audioedition.article.judge.verdict import Verdict, drop

_LEAST_PARAGRAPHS, _MOST_SHARE = 7, 0.2
_SHARED, _SHARED_BEHIND_BUTTONS, _LEAST_WORDS = 0.21, 0.4, 12
_CLOSING = frozenset({"related", "most_read", "share", "newsletter", "paywall", "reactions"})


def drop_behind_closing(lines: Sequence[Line], verdicts: list[Verdict]) -> None:
    """Drop, in place, what is kept behind the last line known by a phrase to close articles, where it is so."""
    kept = [i for i, v in enumerate(verdicts) if v.kept and v.role != "title"]
    strong = [i for i in kept if lines[i].strong]
    if len(strong) < _LEAST_PARAGRAPHS:
        return
    closed = next((i for i in range(kept[-1], strong[0], -1) if _closes(lines[i], verdicts[i])), None)
    if closed is None or _is_fixture(lines, closed, range(strong[0], len(lines))) or _is_live(lines):
        return
    above, tail = [i for i in kept if i < closed], [i for i in kept if i > closed]
    if sum(lines[i].strong for i in above) < _LEAST_PARAGRAPHS or _chars(lines, tail) > _MOST_SHARE * _chars(
        lines, above
    ):
        return
    title = [i for i, v in enumerate(verdicts) if v.kept and v.role == "title"]
    said = {w for i in (*above, *title) for w in long_words(lines[i])}
    own = {w for i in tail for w in long_words(lines[i])}
    most = _SHARED_BEHIND_BUTTONS if verdicts[closed].reason == "share" else _SHARED
    if len(own) >= _LEAST_WORDS and len(own & said) <= most * len(own):
        for i in tail:
            verdicts[i] = drop("related", "strange-behind-what-closes")


def _is_fixture(lines: Sequence[Line], closed: int, inside: range) -> bool:
    """« Partager ce post » stands under every post: it closes none of them for good."""
    return sum(lines[i].folded == lines[closed].folded for i in inside) > 1


def _is_live(lines: Sequence[Line]) -> bool:
    """A live page's first post stands last, and greets."""
    return bool(live_stretch(lines)) or bool(live_heads(lines)) or live_posts(lines, range(len(lines))) > 1


def _closes(line: Line, verdict: Verdict) -> bool:
    return not verdict.kept and line.rule is not None and verdict.reason in _CLOSING


def _chars(lines: Sequence[Line], which: Sequence[int]) -> int:
    return sum(len(lines[i].text) for i in which)
