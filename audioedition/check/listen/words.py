"""What should have been said and what was heard, as two lists of words in the same spoken form. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from audioedition.check.listen.phonetics import phonetic_key
from audioedition.check.listen.sounds import expected_sounds
from audioedition.script.normalise import normalise

INVENTED_MS = 12
"""A letter. Quick speech takes 50 ms; single words may be given no time, three in a row are not."""
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardWord:
    """One word as the model wrote it, with its place in the sound."""

    text: str
    start_ms: int
    end_ms: int
    probability: float = 1.0
    """0 to 1, the model's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedWord:
    text: str
    """One word of the spoken form, folded: « 3,5 » gives « trois », « virgule », « cinq »."""
    key: str
    """Phonetic, at least one character."""
    name: bool
    """Printed with a capital inside its sentence."""
    sentence: int
    """Rank of its sentence among those that are listened to."""
    sounds: str = ""
    """The key of what the pronunciation layer decided, where a voice might say it in two ways; else empty."""


def expected_words(sentences: Sequence[str]) -> tuple[ExpectedWord, ...]:
    """The spoken words of printed (or spoken) sentences."""
    return tuple(word for rank, text in enumerate(sentences) for word in _expected(text, rank))


def _expected(text: str, rank: int) -> Iterator[ExpectedWord]:
    printed = _WORD.findall(text)
    names = {word.casefold() for word in printed[1:] if word[0].isupper()}
    spoken = normalise(text)
    sounds = expected_sounds(spoken)
    for match in _WORD.finditer(spoken):
        key, folded = phonetic_key(match.group()), match.group().casefold()
        if key:
            said = sounds.get(match.start(), "")
            yield ExpectedWord(text=folded, key=key, name=folded in names, sentence=rank, sounds=said)


def heard_words(raw: Sequence[HeardWord]) -> tuple[HeardWord, ...]:
    """The same words in spoken form: « 12 % » becomes « douze », « pour », « cent », sharing its time.

    They are normalised as one text, so that a figure meets its unit; words that come out unchanged keep their
    own times, the others spread over the time of those that they stand for.
    """
    raw = without_inventions(raw)
    pieces = [
        (piece.casefold(), word)
        for word in raw
        for piece in (_WORD.findall(word.text) or ([word.text] if word.text.strip() else []))
    ]
    # a leading space marks a new word; « ,5 » and « 's » go with the one before
    spoken = _WORD.findall(normalise("".join(word.text for word in raw)))
    matcher = SequenceMatcher(None, [p for p, _ in pieces], [w.casefold() for w in spoken], autojunk=False)
    words: list[HeardWord] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            words += [_retimed(spoken[c + n], source=pieces[a + n][1]) for n in range(b - a)]
        elif d > c:
            words += _spread(spoken[c:d], sources=[w for _, w in pieces[a:b]], before=words)
    return tuple(word for word in words if phonetic_key(word.text))


def without_inventions(raw: Sequence[HeardWord]) -> tuple[HeardWord, ...]:
    """Without the runs of at least three words that would have been said in no time: at the end of a window Whisper
    repeats itself, or thanks for watching, and has no place left to put the words."""
    kept: list[HeardWord] = []
    run: list[HeardWord] = []
    for word in [*raw, None]:
        if word is not None and word.end_ms - word.start_ms < INVENTED_MS * len(word.text.strip()):
            run.append(word)
            continue
        if len(run) < 3:
            kept += run
        run = []
        if word is not None:
            kept.append(word)
    return tuple(kept)


def _retimed(text: str, *, source: HeardWord) -> HeardWord:
    return HeardWord(
        text=text.casefold(),
        start_ms=source.start_ms,
        end_ms=source.end_ms,
        probability=source.probability,
    )


def _spread(
    texts: Sequence[str], *, sources: Sequence[HeardWord], before: Sequence[HeardWord]
) -> list[HeardWord]:
    """``texts`` side by side over the time of ``sources``; without any, at the end of what came before."""
    at_ms = before[-1].end_ms if before else 0
    start_ms = sources[0].start_ms if sources else at_ms
    length_ms = (sources[-1].end_ms if sources else at_ms) - start_ms
    probability = min((s.probability for s in sources), default=1.0)
    return [
        HeardWord(
            text=text.casefold(),
            start_ms=start_ms + length_ms * n // len(texts),
            end_ms=start_ms + length_ms * (n + 1) // len(texts),
            probability=probability,
        )
        for n, text in enumerate(texts)
    ]
