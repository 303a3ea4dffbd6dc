"""Runs the examples that stand in a lexicon."""

from __future__ import annotations

from dataclasses import dataclass

from audioedition.script.lexicon.entry import Lexicon, LexiconEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    entry: LexiconEntry
    printed: str
    expected: str
    spoken: str


def check_lexicon(lexicon: Lexicon, *, locale: str = "fr-FR") -> tuple[int, tuple[Failure, ...]]:
    """How many examples were run, and those whose spoken words are not the expected ones (case aside)."""
    from audioedition.model import Voice
    from audioedition.script.normalise import normalise

    run, failures = 0, []
    for entry in lexicon.entries:
        voice = Voice(name=entry.voices[0], engine=entry.voices[0]) if entry.voices else None
        for printed, expected in entry.examples:
            run += 1
            spoken = normalise(printed, locale=locale, lexicon=lexicon, voice=voice)
            if " ".join(spoken.lower().split()) != " ".join(expected.lower().replace("’", "'").split()):
                failures.append(Failure(entry=entry, printed=printed, expected=expected, spoken=spoken))
    return run, tuple(failures)


def unused_forms(lexicon: Lexicon) -> tuple[tuple[str, LexiconEntry], ...]:
    """Printed forms that are never found: another entry, before it in the file, takes their place."""
    unused = []
    for entry in lexicon.entries:
        if entry.before or entry.after or entry.voices:
            continue
        for form in entry.written:
            if lexicon.find_word(form) is None and not any(True for _ in lexicon.find(form)):
                unused.append((form, entry))
    return tuple(unused)
