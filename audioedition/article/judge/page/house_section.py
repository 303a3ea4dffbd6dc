"""A web page: what speaks to the reader for the house: a last section with its own name in it for the first time, a
call above a button.

« Recruter avec MONSITE : avez-vous préparé votre stratégie ? … » under an article on management. An article about the
house names it before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from audioedition.article.judge.features import HEADINGS, Line, words_of
from audioedition.article.judge.page.containers import Layout
from audioedition.article.judge.speech import address
from audioedition.article.judge.verdict import Verdict, drop

_MOST_LINES, _LEAST_ABOVE, _TO_READER = 5, 3, 2
_LEAST_LETTERS = 4
_UNREAD = frozenset({"outside_article", "paywall", "newsletter", "ad"})
_CALL = re.compile(r"(?:^|[.!?…] +)[A-ZÀ-Ý][a-zà-ÿ]+ez\b[^.!?]*: *$")
"""Its last sentence begins with an order: « Consultez sans rendez-vous : »."""
_ENDING = re.compile(r"\.(?:com|fr|net|org|info|be|ch|ca|eu)\b")
_COMMON = frozenset("blog site journal magazine média actualités info infos le la les de du des et".split())


def drop_house_section(lines: Sequence[Line], verdicts: list[Verdict], *, site: str | None) -> None:
    """In place: the last heading and what stands under it. ``site``: what the page calls its house."""
    brand = {w for w in words_of(_ENDING.sub("", site or "")) if w not in _COMMON}
    if not brand or max(map(len, brand)) < _LEAST_LETTERS:
        return
    kept = [i for i, v in enumerate(verdicts) if v.kept and v.role != "title"]
    head = next((k for k in range(len(kept) - 1, -1, -1) if lines[kept[k]].block.tag in HEADINGS), None)
    if head is None:
        return
    above, section = kept[:head], kept[head:]
    if len(section) > _MOST_LINES or sum(lines[i].strong for i in above) < _LEAST_ABOVE:
        return
    named = [brand <= set(lines[i].said) for i in section]
    spoken = [address(lines[i].text) >= _TO_READER for i in section[1:]]
    if not any(named) or any(brand <= set(lines[i].said) for i in above) or not any(spoken):
        return
    if named[0] or all(spoken):
        for i in section:
            verdicts[i] = drop("ad", "section-for-the-house")


def drop_calls(lines: Sequence[Line], layout: Layout, verdicts: list[Verdict]) -> None:
    """In place: the last section where its heading is not read (``_drop_unheaded``), and a line that speaks to the
    reader and ends with a colon, where what it announces is not read (a button, a form, a box): another heading
    follows, or nothing. For articles that do not speak to their reader."""
    _drop_unheaded(lines, layout, verdicts)
    kept = [i for i, v in enumerate(verdicts) if v.kept]
    for k, i in enumerate(kept):
        below = kept[k + 1] if k + 1 < len(kept) else None
        line = lines[i]
        announces = verdicts[i].role == "body" and line.text.rstrip().endswith(":")
        nothing = below is None or verdicts[below].role == "heading"
        if announces and nothing and _CALL.search(line.text) and address(line.text) >= _TO_READER:
            verdicts[i] = drop("ad", "announces-what-is-not-read")


def _drop_unheaded(lines: Sequence[Line], layout: Layout, verdicts: list[Verdict]) -> None:
    """In place: the last lines, where the heading above them was found to stand outside the article or to ask for
    money or an address, where they share an element with it and nothing of the article does, and where they speak to
    the reader: a paragraph goes with its heading."""
    kept = [i for i, v in enumerate(verdicts) if v.kept and v.role != "title"]
    heads = [i for i, line in enumerate(lines) if line.block.tag in HEADINGS[1:]]
    head = max((i for i in heads if kept and i < kept[-1]), default=None)
    if head is None or verdicts[head].kept or verdicts[head].reason not in _UNREAD:
        return
    above, section = [i for i in kept if i < head], [i for i in kept if i > head]
    if len(section) > _MOST_LINES or sum(lines[i].strong for i in above) < _LEAST_ABOVE:
        return
    common = [n for n in lines[head].block.ancestors if all(n in lines[i].block.ancestors for i in section)]
    if not common or layout.containers[common[-1]].first <= above[-1]:
        return
    if any(address(lines[i].text) >= _TO_READER for i in section):
        for i in section:
            verdicts[i] = drop("ad", "goes-with-its-heading")
