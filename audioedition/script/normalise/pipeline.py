"""The rules in their order, from a printed text to a spoken one."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from audioedition.script.normalise import (
    abbreviations,
    catalogues,
    chemistry,
    citations,
    contact,
    dates,
    figures,
    first_names,
    fractions,
    identifiers,
    layout,
    letters,
    lone_units,
    marks,
    notices,
    outline,
    pairs,
    quantities,
    ranks,
    references,
    rows,
    slips,
    symbols,
    times,
    typography,
    verses,
)
from audioedition.script.normalise.capitals import lower_capitals
from audioedition.script.normalise.draft import MARK, Change, Context, Rule, WorkingText
from audioedition.script.normalise.fidelity import read_numbers, unaccounted
from audioedition.script.normalise.inclusive import say_inclusive
from audioedition.script.normalise.page import PageWords
from audioedition.script.pronounce.respell import put_in, respell

if TYPE_CHECKING:
    from audioedition.model import Inclusive, Voice
    from audioedition.script.lexicon import Lexicon

NORMALISER_VERSION = "30"
"""Part of the clip cache's key: raised with every change of rule or table that changes what is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    text: str
    changes: tuple[Change, ...] = ()
    unread: tuple[str, ...] = ()
    """What could not be accounted for, or had another reading that was as likely, as printed."""


class BetweenNumbers:
    """« 9h-18h », « 10 %-15 % », « 3 mai-5 juin »: a dash between two things said in numbers is « à ».

    With blanks around it only when both sides end alike: « juin 2025 - 4,90 € » is an aside, « DOM-TOM » no range.
    """

    name = "range-between"
    kind = "range"
    engines: frozenset[str] = frozenset()
    examples = (("Ouvert 9h-18h.", "Ouvert neuf heures à dix-huit heures."), ("Les DOM-TOM.", "Les Dom-Tom."))
    pattern = re.compile(rf"(?<={MARK}) ?[-–/] ?(?={MARK})")

    def apply(self, draft: WorkingText, context: Context) -> None:
        if self.pattern.search(draft.text):
            draft.replace(self._found(draft), rule=self.name)

    def _found(self, draft: WorkingText) -> Iterator[tuple[int, int, str | None]]:
        matches = list(self.pattern.finditer(draft.text))
        parting = _parting(matches)
        rank = at = 0
        for match in matches:
            rank += draft.text.count(MARK, at, match.start())
            at = match.start()
            left, right = draft.closed[rank - 1], draft.closed[rank]
            if "/" in match[0] and (
                right.split()[-1].startswith("euro") or (match[0] != "/" and _SPANS.search(right))
            ):
                yield match.start(), match.end(), ", "  # « 8 €/5 € »: two prices
                continue
            if match.start() in parting:
                yield match.start(), match.end(), ", "  # « 9h-12h/14h-18h »: two spans
                continue
            alike = " " not in match[0] or left.split()[-1] == right.split()[-1] or "–" in match[0]
            if alike and read_numbers(left) and read_numbers(right):
                yield match.start(), match.end(), " à "


def _parting(matches: list[re.Match[str]]) -> frozenset[int]:
    """Where two spans meet: the middle of three signs in a row, when it is another one than those on both sides."""
    return frozenset(
        second.start()
        for first, second, third in zip(matches, matches[1:], matches[2:], strict=False)
        if second.start() == first.end() + 1
        and third.start() == second.end() + 1
        and first[0] == third[0] != second[0]
    )


_SPANS = re.compile(r"heures?\b")

_SCORED = re.compile(
    r"(?i)\b(?:nul|match|score|victoires?|défaites?|succès|revers|battu\w*|gagn\w+|perd\w*|mèn\w+)\b"
)
"""Before « 2:2 » a score; else a ratio."""

_DATED = re.compile(r"\d{3}:(?:19|20)\d\d$")
"""« ISO 9001:2015 »."""

_RATIO = Rule(
    name="ratio",
    kind="symbol",
    pattern=re.compile(r"(?<=\d):(?=\d)"),
    say=lambda match, context: (
        ", "
        if _DATED.search(match.string, max(0, match.start() - 5), match.end() + 4)
        else " à "
        if _SCORED.search(match.string[: match.start()][-48:])
        else " pour "
    ),
    needs=re.compile(r"\d:\d"),
    examples=(("Un ratio de 3:1.", "Un ratio de trois pour un."),),
)

FIRST = frozenset({"rank-with-degree-sign", "law-article"})
"""Before the units: « 6° arrondissement » is no temperature, « L. 123-4 » no range."""

BEFORE_LETTERS = frozenset({"long-figures", "power"})
"""Before sigles and codes, whose figures and strokes they would otherwise lose."""

AFTER_PAIRS = frozenset({"slash"})
"""What is left of strokes when the words on both sides have been looked at."""

AROUND_THE_CLOCK = times.RULES[:1]
"""« 24/7 » and « 24h/24 » before the dates, which read a stroke too."""

SCRIPTS = frozenset({"greek", "cyrillic", "other-script"})
"""Before all: a letter of another script next to Latin ones must not hide them from the rules."""

RULES: tuple[Rule | BetweenNumbers, ...] = (
    *typography.RULES,
    *marks.RULES,
    *slips.RULES,
    *layout.RULES,
    *identifiers.RULES,
    *rows.RULES,
    *citations.RULES,
    *notices.RULES,
    *catalogues.RULES,
    *chemistry.RULES,
    *verses.BOOKS_RULES,
    *figures.BEFORE_LEXICONS,
    *(rule for rule in symbols.RULES if rule.name in SCRIPTS),
    *contact.RULES,
    *references.EARLY,
    *first_names.RULES,
    *abbreviations.RULES,
    *references.RULES,
    *AROUND_THE_CLOCK,
    *(rule for rule in ranks.RULES if rule.name in FIRST),
    *outline.RULES,
    *verses.RULES,
    *dates.RULES,
    *(rule for rule in times.RULES if rule not in AROUND_THE_CLOCK),
    *(rule for rule in figures.RULES if rule.name in FIRST),
    *quantities.RULES,
    *lone_units.RULES,
    BetweenNumbers(),
    _RATIO,
    *(rule for rule in ranks.RULES if rule.name not in FIRST),
    *fractions.RULES,
    *(rule for rule in figures.RULES if rule.name in BEFORE_LETTERS),
    *letters.RULES,
    *(rule for rule in figures.RULES if rule.name not in FIRST | BEFORE_LETTERS),
    *letters.ACRONYM_RULES,
    *(rule for rule in symbols.RULES if rule.name not in SCRIPTS | AFTER_PAIRS),
    *pairs.RULES,
    *(rule for rule in symbols.RULES if rule.name in AFTER_PAIRS),
)
"""In the order in which they are tried: typography is open to what follows, all others close what they say."""

_TYPOGRAPHY = sum(
    len(rules)
    for rules in (
        typography.RULES,
        marks.RULES,
        slips.RULES,
        layout.RULES,
        identifiers.RULES,
        rows.RULES,
        citations.RULES,
        notices.RULES,
        catalogues.RULES,
        chemistry.RULES,
        verses.BOOKS_RULES,
    )
)
_BEFORE_LEXICONS = _TYPOGRAPHY + len(figures.BEFORE_LEXICONS)


def normalise(
    text: str,
    *,
    locale: str = "fr-FR",
    lexicon: Lexicon | None = None,
    voice: Voice | None = None,
    page: PageWords | None = None,
    inclusive: Inclusive = "doublet",
) -> str:
    """What a French newsreader would say for ``text``: words only, NFC, one line. Empty stays empty."""
    return normalise_traced(
        text, locale=locale, lexicon=lexicon, voice=voice, page=page, inclusive=inclusive
    ).text


def normalise_traced(
    text: str,
    *,
    locale: str = "fr-FR",
    lexicon: Lexicon | None = None,
    voice: Voice | None = None,
    page: PageWords | None = None,
    inclusive: Inclusive = "doublet",
) -> Spoken:
    """The same, with every change and the rule that made it.

    ``locale``: ``fr-FR``, ``fr-BE``, ``fr-CH`` or ``fr-CA``. ``lexicon``: the newsroom's, asked before the house's.
    ``voice``: entries that hold for one voice only are looked at when it is given. ``page``: what the page tells
    of its words (``page_words``), so that its names in capitals are no sigles. ``inclusive``: how
    « électeur·rice·s » is said: ``doublet`` (both forms), ``masculine`` or ``as-written``.
    """
    from audioedition.script.lexicon import house_lexicon

    context = Context(
        locale=locale,
        lexicons=(*((lexicon,) if lexicon else ()), house_lexicon()),
        voice=voice.name if voice else None,
        engine=voice.engine if voice else None,
        page=page or PageWords(),
        inclusive=inclusive,
    )
    printed = typography.clean_typography(text)
    draft = WorkingText(text=printed)
    if "&" in printed:
        printed = typography.clean_typography(html.unescape(printed))
    for words in context.page.foreign:
        if words in draft.text:
            draft.replace(_whole(words, draft.text), rule="foreign")
    for rule in RULES[:_TYPOGRAPHY]:
        rule.apply(draft, context)
    say_inclusive(draft, context)
    lower_capitals(draft, context)
    for rule in RULES[_TYPOGRAPHY:_BEFORE_LEXICONS]:
        rule.apply(draft, context)
    for known in context.lexicons:
        found = known.find(draft.text, voice=context.voice, engine=context.engine)
        draft.replace(found, rule=f"lexicon:{known.name}")
    for rule in RULES[_BEFORE_LEXICONS:]:
        rule.apply(draft, context)
    spoken, changes = _tidy(draft.spoken()), tuple(draft.changes)
    if respellings := respell(spoken, engine=context.engine):
        changes += tuple(Change(printed=r.written, spoken=r.spelt, rule="pronunciation") for r in respellings)
        spoken = put_in(spoken, respellings)
    return Spoken(text=spoken, changes=changes, unread=_uncertain(draft, printed, spoken, changes))


def _whole(words: str, text: str) -> Iterator[tuple[int, int, str | None]]:
    """Where they stand as whole words, said as they are printed."""
    for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text):
        yield match.start(), match.end(), words


def _uncertain(draft: WorkingText, printed: str, spoken: str, changes: tuple[Change, ...]) -> tuple[str, ...]:
    """What the gate cannot account for, then what had another reading."""
    return tuple(dict.fromkeys((*unaccounted(printed, spoken, changes), *draft.doubtful)))


def _tidy(text: str) -> str:
    """Single blanks, none before a comma or a full stop, after a bracket, or at the ends."""
    return re.sub(r" +(?=[,.])|(?<=\() +", "", re.sub(r" {2,}", " ", text)).strip()
