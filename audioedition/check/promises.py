"""``edition.json`` against itself: every paragraph spoken, times in order, chapters without a gap. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from audioedition.check.findings import Finding
from audioedition.model import Cue, Edition

"""An ID3 table of contents counts its entries in one byte."""


def check_promises(edition: Edition) -> Iterator[Finding]:
    yield from check_paragraphs(edition)
    yield from check_cue_times(edition)
    yield from check_chapters(edition)


def check_paragraphs(edition: Edition) -> Iterator[Finding]:
    """Every letter and figure of every paragraph stands in a cue of that paragraph, in order."""
    cues: dict[int, list[Cue]] = {}
    for cue in edition.cues:
        if cue.paragraph is None:
            continue
        if not 0 <= cue.paragraph < len(edition.paragraphs):
            yield _at(cue, "text", f"A cue belongs to paragraph {cue.paragraph + 1}, which does not exist.")
            continue
        cues.setdefault(cue.paragraph, []).append(cue)
    if not any(_bare(cue.text) for cue in edition.cues):
        yield Finding(kind="text", message="The edition has no spoken sentence at all.")
    for index, paragraph in enumerate(edition.paragraphs):
        own = cues.get(index, [])
        if paragraph.status == "failed":
            yield _of(index, f"Paragraph {index + 1} failed and is not heard: « {_short(paragraph.text)} ».")
            continue
        if [cue.sentence for cue in own] != sorted(cue.sentence for cue in own):
            yield _of(index, f"The sentences of paragraph {index + 1} are not in order.")
        printed, spoken = paragraph.text, " ".join(cue.text for cue in own)
        if _bare(printed) == _bare(spoken):
            continue
        lost = ", ".join(f"« {_short(words)} »" for words in lost_words(printed, spoken))
        unknown = ", ".join(f"« {_short(words)} »" for words in lost_words(spoken, printed))
        if lost:
            yield _of(index, f"Paragraph {index + 1} is not spoken whole: {lost} has no cue.")
        if unknown:
            yield _of(index, f"Paragraph {index + 1} is spoken with words that it does not hold: {unknown}.")
        if not lost and not unknown:
            yield _of(index, f"The words of paragraph {index + 1} differ from those of its cues.")


def lost_words(whole: str, part: str) -> list[str]:
    """Runs of words of ``whole`` that ``part`` lacks; runs without a letter or figure do not count."""
    ours, theirs = whole.split(), part.split()
    matcher = SequenceMatcher(None, [_bare(w) for w in ours], [_bare(w) for w in theirs], autojunk=False)
    runs = [
        " ".join(ours[a:b]) for kind, a, b, _, _ in matcher.get_opcodes() if kind in ("delete", "replace")
    ]
    return [run for run in runs if _bare(run)]


def check_cue_times(edition: Edition) -> Iterator[Finding]:
    """Cues follow one another within the sound; a cue with words lasts, and ends after it starts."""
    previous_end_ms = 0
    for cue in edition.cues:
        if cue.start_ms < previous_end_ms:
            yield _at(cue, "times", "This sentence starts before the one before it ends.")
        if cue.end_ms < cue.start_ms or (cue.end_ms == cue.start_ms and _bare(cue.text)):
            yield _at(cue, "times", f"No sound is left to this sentence: « {_short(cue.text)} ».")
        if cue.end_ms > edition.duration_ms:
            yield _at(cue, "times", "This sentence ends after the end of the sound.")
        if cue.words and not _words_hold(cue):
            yield _at(cue, "times", f"The words of this sentence have no true times: « {_short(cue.text)} ».")
        previous_end_ms = max(previous_end_ms, cue.end_ms)


def _words_hold(cue: Cue) -> bool:
    """Whether they are all the cue's words, in order, none outside it."""
    times = [cue.start_ms, *(ms for word in cue.words for ms in (word.start_ms, word.end_ms)), cue.end_ms]
    return times == sorted(times) and _bare("".join(w.text for w in cue.words)) == _bare(cue.text)


def check_chapters(edition: Edition) -> Iterator[Finding]:
    """From 0 to the end of the sound without a gap, each at the start of a sentence, each with a title."""
    chapters = edition.chapters
    if not chapters:
        yield Finding(kind="chapters", message="The edition has no chapters.")
        return
    yield from _lost_chapters(edition)
    expected_ms = 0
    starts = {cue.start_ms for cue in edition.cues}
    for number, chapter in enumerate(chapters, start=1):
        if chapter.start_ms != expected_ms:
            yield _chapter(number, chapter.start_ms, f"starts at {chapter.start_ms} ms, not at {expected_ms}")
        if chapter.end_ms <= chapter.start_ms:
            yield _chapter(number, chapter.start_ms, "has no length")
        if not chapter.title.strip():
            yield _chapter(number, chapter.start_ms, "has no title")
        if number > 1 and chapter.start_ms not in starts:
            yield _chapter(number, chapter.start_ms, "does not start at a sentence")
        expected_ms = chapter.end_ms
    # the last end and the file's duration are rounded apart: a frame of MP3 lasts 26 ms
    if abs(expected_ms - edition.duration_ms) > 30:
        yield _chapter(
            len(chapters),
            chapters[-1].start_ms,
            f"ends at {expected_ms} ms, the sound at {edition.duration_ms}",
        )


def _lost_chapters(edition: Edition) -> Iterator[Finding]:
    """Every heading that is heard opens a chapter, where chapters go by headings."""
    if edition.making is None or edition.making.chapters == "paragraph":
        return  # a digest's chapters are its articles
    there = {chapter.paragraph for chapter in edition.chapters}
    heard = {cue.paragraph: cue.start_ms for cue in reversed(edition.cues) if cue.end_ms > cue.start_ms}
    for index, paragraph in enumerate(edition.paragraphs):
        if index and paragraph.role == "heading" and index in heard and index not in there:
            yield Finding(
                kind="chapters",
                message=f"This heading opens no chapter: « {_short(paragraph.text)} ».",
                start_ms=heard[index],
            )


def _chapter(number: int, start_ms: int, fault: str) -> Finding:
    return Finding(kind="chapters", message=f"Chapter {number} {fault}.", start_ms=start_ms)


def _of(paragraph: int, message: str) -> Finding:
    return Finding(kind="text", message=message, paragraph=paragraph)


def _at(cue: Cue, kind: str, message: str) -> Finding:
    return Finding(
        kind=kind,
        message=message,
        start_ms=cue.start_ms,
        end_ms=cue.end_ms,
        paragraph=cue.paragraph,
        sentence=cue.sentence,
    )


def _bare(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _short(text: str, characters: int = 60) -> str:
    return text if len(text) <= characters else text[: characters - 1].rstrip() + "…"
