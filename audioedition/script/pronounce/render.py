"""The decisions laid over what espeak-ng says: phonemes of a clause with the decided words in place.

espeak-ng speaks the clause as ever (stress, rhythm and all words that nothing was decided about); its words are found
again one by one, and only those that were decided otherwise are replaced or lose or gain their last consonant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from audioedition.script.pronounce.foreign import adapt, clean, stress
from audioedition.script.pronounce.layer import DEVOICED, ELIDED, IMPERFECT, JOINED, PALATAL, Said
from audioedition.script.pronounce.liaison import Link, tie

Speak = Callable[[str], str]
"""French text → espeak-ng's IPA (tied by ``^``, with its marks of another language)."""

_SWITCH = re.compile(r"\((?:\^?[a-z]){2,3}(?:\^?-(?:\^?[a-z0-9-])+)?\)")
_FRENCH = re.compile(r"\(\^?f\^?r\)")
_STRANGE = frozenset("ɪʊɒʌæɜɚɝɐθðɹɾɫᵻ")
"""What espeak-ng's French lets through of English without saying so."""
_LAST_CONSONANTS = "ztnʁpkɡv"
_UNROLLED = re.compile(r"[^\W\drR_]+(?:[-'’][^\W\drR_]+)*[.,;:!?…]*")
"""A word without an r: none is heard in it."""
_PUT_RIGHT: dict[str, tuple[tuple[re.Pattern[str], str], ...]] = {
    PALATAL: ((re.compile("n(ˈ?)j(ˈ?)"), r"ɲ\1\2"),),
    DEVOICED: ((re.compile("b(?=[st])"), "p"),),
}
_WINDOW = 4
"""Chunks that espeak-ng prints as one word (« parce que »), at most."""
_BAND = 4
"""How far the two counts may drift apart within a clause, beside their difference at its end."""
_LONGEST_CHUNK = 120
"""Characters; a longer chunk is no word of French and stays espeak-ng's."""
_MOST_ALIGNED = 200
"""Chunks of a clause that is aligned by comparing; a longer one whose count differs is left to espeak-ng."""


def render_clause(text: str, chunks: Sequence[str], said: Sequence[tuple[Said, ...]], speak: Speak) -> str:
    """IPA of a clause; ``said[k]`` are the decisions about the words of ``chunks[k]``."""
    tokens = split_tokens(speak(text))
    known: dict[str, str] = {}

    def alone(part: str) -> str:
        if part not in known:
            known[part] = " ".join(split_tokens(speak(part)))
        return known[part]

    groups = align(chunks, tokens, alone)
    if groups is None:
        return " ".join(tokens)
    spoken = []
    for first, count, token in groups:
        if count == 1:
            spoken.append(_chunk(chunks[first], said[first], token, alone))
        elif any(_differs(words) for words in said[first : first + count]):
            spoken += [
                _chunk(chunks[rank], said[rank], alone(chunks[rank]), alone)
                for rank in range(first, first + count)
            ]
        else:
            spoken.append(token)
    return " ".join(part for part in spoken if part)


def split_tokens(ipa: str) -> list[str]:
    """espeak-ng's words; those that it read as English, say, in French sounds."""
    tokens = []
    foreign = False
    for piece in re.split(r"(\((?:\^?[a-z]){2,3}(?:\^?-(?:\^?[a-z0-9-])+)?\)|\s+)", ipa):
        if _SWITCH.fullmatch(piece):
            foreign = _FRENCH.fullmatch(piece) is None
            tokens.append("\0")  # marks stand inside words: « (en)ˈɛlˈeɪpad(fr) »
        elif piece.strip():
            strange = foreign or bool(
                _STRANGE & set(piece)
            )  # « fyi »: a few loan words keep an English vowel
            tokens.append(adapt(piece) if strange else piece)
        elif piece:
            tokens.append(" ")
    return "".join(tokens).replace("\0", "").split()


def _plain(ipa: str) -> str:
    return re.sub(r"[ˈˌː^\-]", "", ipa)


def align(
    chunks: Sequence[str], tokens: Sequence[str], alone: Callable[[str], str]
) -> list[tuple[int, int, str]] | None:
    """(first chunk, how many, its phonemes) in order; None when they cannot be laid beside each other."""
    if len(chunks) == len(tokens):
        return [(rank, 1, token) for rank, token in enumerate(tokens)]
    if len(chunks) > _MOST_ALIGNED or len(tokens) > 2 * _MOST_ALIGNED:
        return None
    return _align_by_sound(chunks, tokens, [_plain(alone(chunk)).replace(" ", "") for chunk in chunks])


def _align_by_sound(
    chunks: Sequence[str], tokens: Sequence[str], sounds: Sequence[str]
) -> list[tuple[int, int, str]] | None:
    heard = [_plain(token) for token in tokens]
    band = abs(len(chunks) - len(tokens)) + _BAND
    best: dict[tuple[int, int], tuple[float, tuple[int, int] | None]] = {(0, 0): (0.0, None)}
    for done in range(len(chunks)):
        for used in range(max(0, done - band), min(len(tokens), done + band)):
            if (done, used) not in best:
                continue
            cost = best[done, used][0]
            for many, run in _STEPS:
                to = (done + many, used + run)
                if to[0] > len(chunks) or to[1] > len(tokens):
                    continue
                extra = _distance("".join(sounds[done : to[0]]), "".join(heard[used : to[1]]))
                total = cost + extra + 0.5 * (many + run - 2)
                if to not in best or total < best[to][0]:
                    best[to] = (total, (done, used))
    place: tuple[int, int] = (len(chunks), len(tokens))
    if place not in best:
        return None
    groups = []
    while (before := best[place][1]) is not None:
        token = " ".join(tokens[before[1] : place[1]])
        groups.append((before[0], place[0] - before[0], token))
        place = before
    return groups[::-1]


_STEPS = ((1, 1), *((many, 1) for many in range(2, _WINDOW + 1)), *((1, run) for run in range(2, 9)))


def _distance(one: str, other: str) -> float:
    """0 for equal sounds; grows with what they do not share at their beginnings and ends."""
    if one == other:
        return 0.0
    least = min(len(one), len(other))
    same = next((place for place in range(least) if one[place] != other[place]), least)
    behind = next(
        (place for place in range(least - same) if one[-1 - place] != other[-1 - place]), least - same
    )
    return max(len(one), len(other)) - same - behind + 0.5


def _differs(words: tuple[Said, ...]) -> bool:
    return (
        any(said.sounds or said.spelt or said.by in {JOINED, IMPERFECT, *_PUT_RIGHT} for said in words)
        or words[-1].link is not Link.OPEN
        or any(_ties_inside(said) for said in words[:-1])
    )


def _chunk(text: str, words: tuple[Said, ...], token: str, alone: Callable[[str], str]) -> str:
    if len(text) > _LONGEST_CHUNK:
        return token
    if "ʁ" in token and _UNROLLED.fullmatch(text):
        token = token.replace("ʁ", "")  # of espeak-ng's British long vowels: « wasabi », « autobahn »
    last = words[-1]
    if not _differs(words):
        return token
    bare = _plain(alone(text)).replace(" ", "")
    for said in words:
        token, bare = _put_right(said, token), _put_right(said, bare)
    decided = any(
        said.sounds or said.spelt or said.by in {JOINED, IMPERFECT} or _ties_inside(said)
        for said in words[:-1]
    ) or bool(last.sounds or last.spelt or last.by in {JOINED, IMPERFECT})
    if decided:
        sounds = _compose(words, alone)
        base = stress(sounds) if "ˈ" in token or "ˌ" in token else sounds
        if last.link is not Link.TIED and _plain(base) == _plain(token).replace(" ", ""):
            return token  # espeak-ng says so itself, with a stress on each part
        return _tie(last, base) if last.link is Link.TIED else base
    heard = _plain(token)
    tied = len(heard) == len(bare) + 1 and heard.startswith(bare) and heard[-1] in _LAST_CONSONANTS
    if last.link is Link.BARE and tied:
        return token[:-1].rstrip("^-")
    if last.link is Link.TIED and (heard == bare or tied):
        return _tie(last, token[:-1].rstrip("^-") if tied else token)
    return token


def _ties_inside(said: Said) -> bool:
    """« a-t-il », « Saint-Alban »; « Moyen-Orient », whose nasal vowel espeak-ng keeps; « Roissy-en-Brie », where
    nothing glides. Other fixed pairs it ties itself."""
    return said.rule in {"inversion", "imperative", "place", "saint"} or (
        said.rule == "fixed" and said.link is Link.TIED and said.word.key.endswith("n")
    )


def _put_right(said: Said, sounds: str) -> str:
    """espeak-ng's own sounds with one of them put right."""
    for old, new in _PUT_RIGHT.get(said.by, ()):
        sounds = old.sub(new, sounds)
    return sounds


def _tie(said: Said, token: str) -> str:
    """With the liaison's consonant; marks of stress stay where they are."""
    plain = token.rstrip("-")
    place = plain.rfind("ˈ")
    tied = tie(said.word, plain.replace("ˈ", ""))
    return tied if place < 0 else f"{tied[:place]}ˈ{tied[place:]}"


def _compose(words: tuple[Said, ...], alone: Callable[[str], str]) -> str:
    """The sounds of a chunk's parts, one after the other."""
    parts = []
    for rank, said in enumerate(words):
        if said.by == JOINED and not said.sounds:
            continue
        sounds = said.sounds or ELIDED.get(said.word.key, "") if said.word.elided or said.sounds else ""
        if not sounds:
            sounds = _plain(alone(said.spelt or said.word.text)).replace(" ", "")
            if _UNROLLED.fullmatch(said.word.text):
                sounds = sounds.replace("ʁ", "")
            if said.by == IMPERFECT:
                sounds = re.sub("sjɔ̃$", "tjɔ̃", sounds)
            sounds = _put_right(said, sounds)
        sounds = clean(sounds).replace("ɥ", "y")
        if rank + 1 < len(words) and said.link is Link.TIED and words[rank + 1].by != JOINED:
            sounds = tie(said.word, sounds)
        parts.append(sounds)
    return "".join(parts)
