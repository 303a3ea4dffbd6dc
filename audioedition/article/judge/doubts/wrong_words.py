"""Words that are no French, as a reason to doubt: another language, filler, letters that only a font sets right, glue.

Pure. One paragraph in another language, a quotation, and a page that declares another language say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from audioedition.article.judge.features import FUNCTION_WORDS, Line
from audioedition.article.judge.verdict import Verdict
from audioedition.model import Doubt, Page

_ENOUGH = 3000
"""Characters of a paragraph by which its language is told."""
_LEAST_WORDS = 12
_FRENCH = 0.15
"""Share of little French words among those in small letters: French prose has .3 to .6, other languages under .1."""
_ODD_PARAGRAPHS, _ODD_SHARE, _ALL = 2, 0.15, 0.5
_QUOTED = re.compile(r"«[^»]{0,2000}»|“[^”]{0,2000}”|\"[^\"]{0,2000}\"")
_SMALL = re.compile(r"[^\W\d_]+", re.UNICODE)
_LONG_WORD, _LONG_SHARE = 28, 0.1
"""« anticonstitutionnellement » has 25 letters."""
_ADDRESS = re.compile(r"\S*(?:://|www\.|@|\.\w{2,4}/|#|/)\S*")
_JOINED = re.compile(r"(?<=[a-zà-ÿ]{2})[.!?»][A-ZÀ-Ý][a-zà-ÿ]|(?<=[a-zà-ÿ]{3}),[a-zà-ÿ]{3}")
""" « nuit.Le », « maire,qui »."""
_WORDS = re.compile(r"[\s’']+")
_DOUBLED_CHARS, _MOST_DOUBLED = 12, 4
_LEAST_JOINED, _CHARS_A_JOINT = 3, 1200
_BROKEN = re.compile("Ã[\x80-\xbf©¨ª«´»§®¹¢‰ˆŽ]|â€|Â[\xa0«»°]|�|[\ue000-\uf8ff]|&(?:#\\d{2,4}|[a-z]{3,8});")
_LEAST_BROKEN, _CHARS_A_BREAK = 3, 500
_LETTERS = 0.5
_REFERENCE = re.compile(r"\b(?:19|20)\d\d[a-z]?[).]|https?://|\bdoi\b")
"""An entry of a bibliography."""
_PARAGRAPH_CHARS = 140
_ELSEWHERE = frozenset({"outside_article", "navigation", "related"})
_WEIGHT = 0.55


def doubts_of_words(page: Page, lines: Sequence[Line], verdicts: Sequence[Verdict]) -> Iterator[Doubt]:
    """Whole paragraphs of words that are no French ones, and letters or blanks that are not as they are printed."""
    told = [
        line.text[:_ENOUGH]
        for line, v in zip(lines, verdicts, strict=True)
        if (v.kept and v.role != "title") or (v.reason in _ELSEWHERE and _is_run_together(line.text))
    ]
    chars = sum(map(len, told))
    if not chars:
        return
    bare = [_without_addresses(text) for text in told]
    joints = sum(len(_JOINED.findall(text)) + _doubled(_WORDS.split(text)) for text in bare)
    if _is_much(joints, chars, _LEAST_JOINED, _CHARS_A_JOINT) or _long_words(bare) > _LONG_SHARE * chars:
        yield Doubt(
            kind="wrong_words",
            weight=_WEIGHT,
            text="Words of the text are glued to each other without a blank.",
        )
        return
    broken = sum(len(_BROKEN.findall(text)) for text in told)
    if _is_much(broken, chars, _LEAST_BROKEN, _CHARS_A_BREAK) or _spaced(told) > _ALL * chars:
        yield Doubt(
            kind="wrong_words", weight=_WEIGHT, text="Letters of the text are not those that the page shows."
        )
        return
    declared = page.metadata.language
    if declared is not None and not declared.startswith("fr"):
        return
    strange = [
        len(lines[i].text)
        for i, v in enumerate(verdicts)
        if v.kept and v.role in ("body", "list", "standfirst") and _is_strange(lines[i])
    ]
    if (len(strange) >= _ODD_PARAGRAPHS and sum(strange) > _ODD_SHARE * chars) or sum(strange) > _ALL * chars:
        yield Doubt(
            kind="wrong_words",
            weight=_WEIGHT,
            text=f"{round(100 * sum(strange) / chars)} % of the text is not French: another language, filler, or "
            "letters that only the page's own font sets right.",
        )


def _without_addresses(text: str) -> str:
    return _ADDRESS.sub(" ", text) if any(sign in text for sign in "/@#") or "www." in text else text


def _doubled(words: Sequence[str]) -> int:
    """« couplagecouplage », « soupape soupape », « intérêts courus intérêts courus ».

    « de moins en moins en hiver » and « des milliards de milliards » are French.
    """
    found = sum(len(w) >= _DOUBLED_CHARS and len(w) % 2 == 0 and w[: len(w) // 2] * 2 == w for w in words)
    for k in range(1, _MOST_DOUBLED + 1):
        for i, (one, other) in enumerate(zip(words, words[k:], strict=False)):
            if one == other and words[i : i + k] == words[i + k : i + 2 * k]:
                ends = {one.lower(), words[i + k - 1].lower()}
                found += len(" ".join(words[i : i + k])) * 2 >= _DOUBLED_CHARS and not ends & FUNCTION_WORDS
    return found


def _is_run_together(text: str) -> bool:
    """A paragraph's length, and hardly a blank."""
    return (
        len(text) >= _PARAGRAPH_CHARS
        and text.count(" ") * _LONG_WORD < len(text)
        and _ADDRESS.sub("", text) == text
    )


def _is_much(found: int, chars: int, least: int, one_in: int) -> bool:
    return found >= least and found * one_in > chars


def _long_words(told: Sequence[str]) -> int:
    """Characters of words that are longer than any French one, addresses left out."""
    return sum(
        len(word)
        for text in told
        for word in text.split()
        if len(word) > _LONG_WORD and max(map(len, _SMALL.findall(word)), default=0) > _LONG_WORD - 8
    )


def _spaced(told: Sequence[str]) -> int:
    """Characters of paragraphs most of whose words are one letter: « l e   p o r t »."""
    return sum(
        len(text)
        for text in told
        if len(words := text.split()) >= _LEAST_WORDS
        and sum(len(word) == 1 and word.isalpha() for word in words) > _LETTERS * len(words)
    )


def _is_strange(line: Line) -> bool:
    """Running words in small letters, next to none of them French; what stands between quotation marks left out."""
    if line.block.tag == "blockquote" or line.french > _FRENCH or _REFERENCE.search(line.text):
        return False
    small = [w for w in _SMALL.findall(_QUOTED.sub(" ", line.text[:_ENOUGH])) if w.islower()]
    if len(small) < _LEAST_WORDS:
        return False
    return sum(map(FUNCTION_WORDS.__contains__, small)) < _FRENCH * len(small)
