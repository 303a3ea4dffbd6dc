"""Article -> Script: opening words, sentences, pauses. What is printed and what is spoken travel side by side."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from audioedition.model import Article, Inclusive, Paragraph, Pauses, Role, Script, Utterance, Voice
from audioedition.script.normalise import (
    Spoken,
    clean_typography,
    foreign_language,
    normalise_traced,
    page_words,
    split_sentences,
)
from audioedition.script.opening import opening_words

if TYPE_CHECKING:
    from audioedition.script.lexicon import Lexicon

_WORD = re.compile(r"[^\W_]")
_WORDS = re.compile(r"[\w'’-]+")
Speak = Callable[[str], str]
"""Printed -> spoken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentencePart:
    """A part of a sentence that one engine call speaks."""

    text: str
    """Printed; empty for what is left of a word too long for one call."""
    spoken: str


def write_script(
    article: Article,
    *,
    voice: Voice,
    max_chars: int,
    lexicon: Lexicon | None = None,
    locale: str = "fr-FR",
    inclusive: Inclusive = "doublet",
    opening: str | None = None,
) -> Script:
    """Every paragraph as utterances of at most ``max_chars`` spoken characters (≥ 20), with the opening words.

    The opening (paragraph ``None``) is sentence 0, before the title: a synthetic voice reads; and sentence 1, after
    the title, when byline or date is known. The printed ``text`` of the utterances of a sentence, joined by a space
    (empty ones left out), gives the sentence whole. A paragraph in another language is spoken as it is printed and
    bears its ``language``. ``unread`` names what the fidelity gate could not account for.
    """
    unread: list[str] = []
    page = page_words(paragraph.text for paragraph in article.paragraphs).with_foreign(
        clean_typography(words.text) for paragraph in article.paragraphs for words in paragraph.foreign
    )

    def said(text: str) -> Spoken:
        return normalise_traced(
            text, locale=locale, lexicon=lexicon, voice=voice, page=page, inclusive=inclusive
        )

    def speak(text: str) -> str:
        return said(text).text

    def account(text: str) -> None:
        unread.extend(
            f"lecture incertaine de « {piece} » dans « {_shorten(text)} »"
            for piece in dict.fromkeys(said(text).unread)
        )

    before_title, after_title = opening_words(article, opening)
    utterances = _speak_opening(before_title, 0, voice.pauses, speak, max_chars)
    for index, paragraph in enumerate(article.paragraphs):
        if index and paragraph.role == "heading":
            utterances[-1] = _lengthen(utterances[-1], voice.pauses.heading_before)
        language = paragraph.language or foreign_language(paragraph.text)
        foreign = language is not None and not language.lower().startswith("fr")
        spoken = _speak_paragraph(
            index,
            replace(paragraph, language=language),
            voice,
            clean_typography if foreign else speak,
            max_chars,
        )
        if not spoken:
            unread.append(f"« {_shorten(paragraph.text)} » ne contient rien à lire")
        elif not foreign:
            for sentence in split_sentences(paragraph.text):
                account(sentence)
        utterances += spoken
        if index == 0 and after_title:
            utterances += _speak_opening(after_title, 1, voice.pauses, speak, max_chars)
    return Script(utterances=tuple(utterances), unread=tuple(dict.fromkeys(unread)))


def _shorten(text: str) -> str:
    return text if len(text) <= 60 else text[:57].rsplit(" ", 1)[0] + "…"


# --- the opening -----------------------------------------------------------------------------------------


def _speak_opening(text: str, sentence: int, pauses: Pauses, speak: Speak, max_chars: int) -> list[Utterance]:
    utterances = [
        Utterance(
            paragraph=None,
            sentence=sentence,
            role="opening",
            text=piece.text,
            spoken=piece.spoken,
            pause_after_ms=0,
        )
        for piece in split_sentence(text, speak, max_chars)
    ]
    utterances[-1] = replace(utterances[-1], pause_after_ms=pauses.opening)
    return utterances


# --- paragraphs ------------------------------------------------------------------------------------------


def _speak_paragraph(
    index: int, paragraph: Paragraph, voice: Voice, speak: Speak, max_chars: int
) -> list[Utterance]:
    utterances: list[Utterance] = []
    pauses = voice.pauses
    sentences = _spoken_sentences(paragraph.text, speak)
    if voice.min_words > 1:
        sentences = join_short(sentences, speak, min_words=voice.min_words, max_chars=max_chars)
    for sentence, text in enumerate(sentences):
        for piece in split_sentence(text, speak, max_chars):
            utterances.append(
                Utterance(
                    paragraph=index,
                    sentence=sentence,
                    role=paragraph.role,
                    text=piece.text,
                    spoken=piece.spoken,
                    pause_after_ms=0,
                    language=paragraph.language,
                )
            )
        utterances[-1] = replace(utterances[-1], pause_after_ms=pauses.sentence)
    if utterances:
        utterances[-1] = replace(utterances[-1], pause_after_ms=pause_after(paragraph.role, pauses))
    return utterances


def _spoken_sentences(text: str, speak: Speak) -> list[str]:
    """The sentences of a paragraph; one with nothing to say (« *** ») is printed with its neighbour."""
    sentences: list[str] = []
    silent = ""
    for sentence in split_sentences(text):
        if not _WORD.search(speak(sentence)):
            if sentences:
                sentences[-1] += f" {sentence}"
            else:
                silent = f"{silent} {sentence}".strip()
            continue
        sentences.append(f"{silent} {sentence}".strip())
        silent = ""
    return sentences


def join_short(sentences: list[str], speak: Speak, *, min_words: int, max_chars: int) -> list[str]:
    """Sentences of fewer than ``min_words`` spoken words with the one after them, the last one with the one before, as
    long as both fit into one call. A paragraph of one short sentence stays as it is."""
    joined: list[str] = []
    for rank, sentence in enumerate(sentences, start=1):
        short = bool(joined) and _is_short(joined[-1], speak, min_words)
        last = rank == len(sentences) and _is_short(sentence, speak, min_words)
        if joined and (short or last) and len(speak(f"{joined[-1]} {sentence}")) <= max_chars:
            joined[-1] += f" {sentence}"
        else:
            joined.append(sentence)
    return joined


def _is_short(sentence: str, speak: Speak, min_words: int) -> bool:
    return len(_WORDS.findall(speak(sentence))) < min_words


def pause_after(role: Role | Literal["opening"], pauses: Pauses) -> int:
    """Milliseconds of silence after a paragraph of this role."""
    own = {"title": pauses.title, "heading": pauses.heading, "list": pauses.list, "opening": pauses.opening}
    return own.get(role, pauses.body)


def _lengthen(utterance: Utterance, pause_ms: int) -> Utterance:
    return replace(utterance, pause_after_ms=max(pause_ms, utterance.pause_after_ms))


# --- sentences too long for one call ---------------------------------------------------------------------

_CLAUSE_END = re.compile(r"[;:—–!?…)»]$")
_COMMA_END = re.compile(r",$")
_NEAR = 0.4
"""A boundary before this part of what fits is passed over: pieces of three words make no sentence."""


def split_sentence(text: str, speak: Speak, max_chars: int) -> list[SentencePart]:
    """The sentence in pieces that are each spoken in at most ``max_chars`` characters; linear in its length.

    Cut at the last clause boundary that fits, else at a comma, else between words, and never where the two sides
    would be said differently apart (« 12 | 000 euros »). A single word too long to speak is cut hard: its first
    piece bears the printed word, the others an empty one. A sentence with nothing to say gives one silent piece.
    """
    pieces: list[SentencePart] = []
    silent = ""
    for piece in _pieces(text, speak, max_chars):
        if _WORD.search(piece.spoken):
            pieces.append(replace(piece, text=f"{silent} {piece.text}".strip()))
            silent = ""
        elif pieces:
            pieces[-1] = replace(pieces[-1], text=f"{pieces[-1].text} {piece.text}".strip())
        else:
            silent = f"{silent} {piece.text}".strip()
    return pieces or [SentencePart(text=silent, spoken="")]


def _pieces(text: str, speak: Speak, max_chars: int) -> Iterator[SentencePart]:
    rest = text.strip()
    while rest:
        if len(rest) <= 4 * max_chars and len(spoken := speak(rest)) <= max_chars:
            yield SentencePart(text=rest, spoken=spoken)
            return
        cut = _best_cut(rest, speak, max_chars)
        head, rest = rest[:cut].rstrip(), rest[cut:].lstrip()
        spoken = speak(head)
        for rank, words in enumerate(_hard_pieces(spoken, max_chars) or [""]):
            yield SentencePart(text=head if rank == 0 else "", spoken=words)


def _best_cut(text: str, speak: Speak, max_chars: int) -> int:
    """Where the first piece ends: at the best boundary within what fits, else after the first word."""
    ends = [match.start() for match in re.finditer(r"\s+", text[: max_chars + 1])]
    while ends and len(speak(text[: ends[-1]])) > max_chars:
        ends.pop()
    if not ends:
        following = re.search(r"\s", text[:20_000])
        return following.start() if following else min(len(text), 20_000)
    far = [end for end in ends if end >= _NEAR * ends[-1]]
    for boundary in (_CLAUSE_END, _COMMA_END, None):
        for end in reversed(far):
            if (boundary is None or boundary.search(text[max(0, end - 1) : end])) and _is_safe(
                text, end, speak
            ):
                return end
    return ends[-1]


def _is_safe(text: str, end: int, speak: Speak) -> bool:
    """Whether the words around the cut are said the same apart as together."""
    left, right = text[max(0, end - 40) : end], text[end : end + 40]
    left = left[left.find(" ") + 1 :] if end > 40 else left
    right = right.strip().rsplit(" ", 1)[0] if len(text) > end + 40 else right.strip()
    apart, together = f"{speak(left)} {speak(right)}", speak(f"{left} {right}")
    return apart.replace(" ", "").lower() == together.replace(" ", "").lower()


def _hard_pieces(words: str, max_chars: int) -> list[str]:
    """Spoken words in lines of at most ``max_chars``; a word longer than that is broken."""
    lines: list[str] = []
    for word in words.split():
        for start in range(0, len(word), max_chars):
            part = word[start : start + max_chars]
            if lines and start == 0 and len(lines[-1]) + 1 + len(part) <= max_chars:
                lines[-1] += f" {part}"
            else:
                lines.append(part)
    return lines
