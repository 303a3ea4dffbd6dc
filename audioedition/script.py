"""Article -> Script: opening words, sentences, pauses. What is printed and what is spoken travel side by side."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Literal

from audioedition.model import Article, Paragraph, Pauses, Role, Script, Utterance, Voice
from audioedition.normalise import Spoken, normalise_traced, split_sentences

if TYPE_CHECKING:
    from audioedition.lexicon import Lexicon

MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()

_WORD = re.compile(r"[^\W_]")
Speak = Callable[[str], Spoken]


def write_script(
    article: Article,
    *,
    voice: Voice,
    max_chars: int,
    lexicon: Lexicon | None = None,
    locale: str = "fr-FR",
) -> Script:
    """Every paragraph as utterances of at most ``max_chars`` spoken characters (≥ 20), with the opening words.

    The opening (paragraph ``None``) is sentence 0, before the title: a synthetic voice reads; and sentence 1, after
    the title, when byline or date is known. The printed ``text`` of the utterances of a sentence, joined by a space
    (empty ones left out), gives the sentence whole.
    """

    def speak(text: str) -> Spoken:
        return normalise_traced(text, locale=locale, lexicon=lexicon, voice=voice)

    utterances: list[Utterance] = list(_opening(read_by(article), 0, voice, speak, max_chars))
    unread: list[str] = []
    for index, paragraph in enumerate(article.paragraphs):
        if index and paragraph.role == "heading" and utterances:
            utterances[-1] = _lengthen(utterances[-1], voice.pauses.heading_before)
        spoken = _paragraph(index, paragraph, voice, speak, max_chars, unread)
        utterances += spoken
        if index == 0 and (facts := byline_and_date(article)):
            utterances += _opening(facts, 1, voice, speak, max_chars)
    return Script(utterances=tuple(utterances), unread=tuple(unread))


def read_by(article: Article) -> str:
    """Printed form of the first words: that a synthetic voice reads, and whose article it is."""
    site = f" de {article.site}" if article.site else ""
    if article.site and re.match(r"(?i)[aeiouyéèêàâîôûh]", article.site):
        site = f" d’{article.site}"
    return f"Article{site}, lu par une voix de synthèse."


def byline_and_date(article: Article) -> str:
    """« Par Jeanne Martin. Publié le 3 mai 2024. »; empty when neither is known."""
    parts = []
    if article.byline:
        byline = re.sub(r"(?i)^par\s+", "", article.byline.strip()).rstrip(".")
        parts.append(f"Par {byline}.")
    if published := _printed_date(article.published):
        parts.append(f"Publié le {published}.")
    return " ".join(parts)


def _printed_date(published: str | None) -> str:
    try:
        day = date.fromisoformat((published or "")[:10])
    except ValueError:
        return ""
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"


def _opening(text: str, sentence: int, voice: Voice, speak: Speak, max_chars: int) -> Iterator[Utterance]:
    pieces = list(split_sentence(text, speak, max_chars))
    for rank, (printed, spoken) in enumerate(pieces):
        last = rank == len(pieces) - 1
        yield Utterance(
            paragraph=None,
            sentence=sentence,
            role="opening",
            text=printed,
            spoken=spoken,
            pause_after_ms=voice.pauses.opening if last else 0,
        )


def _paragraph(
    index: int, paragraph: Paragraph, voice: Voice, speak: Speak, max_chars: int, unread: list[str]
) -> list[Utterance]:
    utterances: list[Utterance] = []
    for sentence, text in enumerate(split_sentences(paragraph.text)):
        for printed, spoken in split_sentence(text, speak, max_chars):
            utterances.append(
                Utterance(
                    paragraph=index,
                    sentence=sentence,
                    role=paragraph.role,
                    text=printed,
                    spoken=spoken,
                    pause_after_ms=0,
                    language=paragraph.language,
                )
            )
        if utterances:
            utterances[-1] = _lengthen(utterances[-1], voice.pauses.sentence)
    if utterances:
        utterances[-1] = _lengthen(utterances[-1], pause_after(paragraph.role, voice.pauses), exactly=True)
    return utterances


def pause_after(role: Role | Literal["opening"], pauses: Pauses) -> int:
    """Milliseconds of silence after a paragraph of this role."""
    own = {"title": pauses.title, "heading": pauses.heading, "list": pauses.list, "opening": pauses.opening}
    return own.get(role, pauses.body)


def _lengthen(utterance: Utterance, pause_ms: int, *, exactly: bool = False) -> Utterance:
    from dataclasses import replace

    return replace(utterance, pause_after_ms=pause_ms if exactly else max(pause_ms, utterance.pause_after_ms))


_AFTER = re.compile(r"(?<=\s)")
_CLAUSE = re.compile(r"[;:—–!?…)»]\s$")


def split_sentence(text: str, speak: Speak, max_chars: int) -> Iterator[tuple[str, str]]:
    """(printed, spoken) pieces of a sentence, each spoken in at most ``max_chars`` characters.

    Cut at the last clause boundary that fits, else at a comma, else between words; a single word too long to
    speak is cut hard: its first piece bears the printed word, the others an empty one.
    """
    rest = text
    while rest:
        spoken = speak(rest[: 4 * max_chars]).text
        if len(spoken) <= max_chars and len(rest) <= 4 * max_chars:
            if _WORD.search(spoken):
                yield rest, spoken
            return
        cut = _cut(rest, speak, max_chars)
        head, rest = rest[:cut].strip(), rest[cut:].strip()
        words = speak(head).text
        if len(words) <= max_chars:
            if _WORD.search(words):
                yield head, words
            continue
        for rank, piece in enumerate(_hard(words, max_chars)):
            yield (head if rank == 0 else ""), piece


def _cut(text: str, speak: Speak, max_chars: int) -> int:
    """Where the first piece ends: the best boundary within what fits, else the end of the first word."""
    ends = [m.end() for m in re.finditer(r"\s+", text[: 4 * max_chars])] or [len(text)]
    fitting = [end for end in ends if end <= max_chars]
    while fitting and len(speak(text[: fitting[-1]]).text) > max_chars:
        fitting.pop()
    if not fitting:
        return ends[0]
    far = [end for end in fitting if end >= 0.4 * fitting[-1]]
    for rank in (_CLAUSE, re.compile(r",\s$")):
        good = [end for end in far if rank.search(text[:end])]
        if good:
            return good[-1]
    return fitting[-1]


def _hard(words: str, max_chars: int) -> Iterator[str]:
    line = ""
    for word in words.split():
        while len(word) > max_chars:
            if line:
                yield line
                line = ""
            yield word[:max_chars]
            word = word[max_chars:]
        if line and len(line) + 1 + len(word) > max_chars:
            yield line
            line = word
        else:
            line = f"{line} {word}".strip()
    if line:
        yield line
