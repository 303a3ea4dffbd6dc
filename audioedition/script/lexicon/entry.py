"""What a lexicon holds, and how its entries are found in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

_TOKEN = re.compile(r"[^\W_]+")
_WORD_BEFORE = re.compile(r"([^\W_]+)[^\w]{0,3}$")
_WORD_AFTER = re.compile(r"[^\w]{0,3}([^\W_]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class LexiconEntry:
    """One thing said one way. Exactly one of ``say``, ``ipa``, ``spell``, ``word`` or ``lang`` alone says how."""

    written: tuple[str, ...]
    """Printed forms, NFC, with plain apostrophes."""
    say: str | None = None
    """French respelling: « Zélinski »."""
    ipa: str | None = None
    """Pronunciation in IPA; turned into a French respelling."""
    spell: bool = False
    """Letter by letter."""
    word: bool = False
    """Read as a word, whatever its capitals."""
    lang: str | None = None
    """BCP 47: a foreign word; alone it keeps every French rule off the printed form."""
    case: Literal["exact", "any"] = "exact"
    before: tuple[str, ...] = ()
    """Only when one of these words stands directly before."""
    after: tuple[str, ...] = ()
    """Only when one of these words stands directly behind."""
    voices: tuple[str, ...] = ()
    """Only for these voice profiles or engines; empty = all."""
    reason: str = ""
    examples: tuple[tuple[str, str], ...] = ()
    """(printed sentence, spoken sentence): ``audioedition lexicon check`` runs them."""
    line: int = 0
    """Where it stands in its file."""

    def said(self, printed: str) -> str:
        if self.say is not None:
            return self.say
        if self.ipa is not None:
            from audioedition.script.lexicon.ipa import respell

            return respell(self.ipa)
        if self.spell:
            from audioedition.script.lexicon.spelling import spell

            return spell(printed)
        # a word of capitals keeps its first one: voices spell what is all capitals
        return printed.capitalize() if self.word and printed.isupper() else printed

    def holds_for(self, voice: str | None, engine: str | None) -> bool:
        return not self.voices or voice in self.voices or engine in self.voices


class _Form(NamedTuple):
    """One printed form of an entry, as the index keeps it."""

    written: str
    lead: int
    """Characters before its first letter or figure, by which it is looked up."""
    entry: LexiconEntry


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """Entries in the order of their file."""

    name: str = ""
    entries: tuple[LexiconEntry, ...] = ()

    @cached_property
    def _by_first_word(self) -> dict[str, list[_Form]]:
        index: dict[str, list[_Form]] = {}
        for entry in self.entries:
            for written in entry.written:
                first = _TOKEN.search(written)
                if first:
                    index.setdefault(first[0].lower(), []).append(_Form(written, first.start(), entry))
        for forms in index.values():
            # the longest form first, and of equals the one with conditions
            forms.sort(
                key=lambda form: (
                    -len(form.written),
                    not (form.entry.before or form.entry.after or form.entry.voices),
                )
            )
        return index

    def find(
        self, text: str, *, voice: str | None = None, engine: str | None = None
    ) -> Iterator[tuple[int, int, str]]:
        """(start, end, spoken) of every entry in ``text``, from left to right, without overlap; linear."""
        done = 0
        for token in _TOKEN.finditer(text):
            if token.start() < done:
                continue
            for written, lead, entry in self._by_first_word.get(token[0].lower(), ()):
                start = token.start() - lead
                end = start + len(written)
                if (
                    start >= done
                    and self._stands(text, start, end, written, entry)
                    and entry.holds_for(voice, engine)
                ):
                    yield start, end, entry.said(text[start:end])
                    done = end
                    break

    @staticmethod
    def _stands(text: str, start: int, end: int, written: str, entry: LexiconEntry) -> bool:
        printed = text[start:end]
        if printed != written and not (entry.case == "any" and printed.lower() == written.lower()):
            return False
        if (start and (text[start - 1].isalnum() or text[start - 1] in "@#")) or text[
            end : end + 1
        ].isalnum():
            return False
        # CAC 40 and COP28 are codes; « OTAN.int » is an address
        if text[end : end + 1] in ".@" and text[end + 1 : end + 2].isalnum():
            return False
        before = _WORD_BEFORE.search(text, max(0, start - 32), start)
        if entry.before and (not before or before[1].lower() not in entry.before):
            return False
        after = _WORD_AFTER.match(text, end, end + 32)
        return not entry.after or bool(after and after[1].lower() in entry.after)

    def sounds(self, *, voice: str, engine: str) -> tuple[tuple[str, str], ...]:
        """(respelling in spoken text, IPA) of the entries that give sounds, for voices that take them."""
        return tuple(
            (entry.said(""), entry.ipa)
            for entry in self.entries
            if entry.ipa is not None and entry.holds_for(voice, engine)
        )

    def holds(self, written: str) -> bool:
        """Whether an entry has this form, be it under conditions or for one voice only."""
        forms = self._by_first_word.get(written.split(" ")[0].split("-")[0].lower(), ())
        return any(
            form == written or (entry.case == "any" and form.lower() == written.lower())
            for form, _, entry in forms
        )

    def find_word(self, letters: str, *, voice: str | None = None, engine: str | None = None) -> str | None:
        """How a lone word is said, by entries without conditions; ``None`` when it is not in the lexicon."""
        for written, _, entry in self._by_first_word.get(letters.lower(), ()):
            same = written == letters or (entry.case == "any" and written.lower() == letters.lower())
            if same and not entry.before and not entry.after and entry.holds_for(voice, engine):
                return entry.said(letters)
        return None
