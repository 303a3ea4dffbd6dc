"""What was corrected: the old edition beside the new article, told to listeners in French. Pure.

Sentences name the place by what the reader sees (« titre », « paragraphe 3 ») and quote the words that
changed, because « une erreur a été corrigée » leaves the listener with the error.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator, Sequence

from audioedition.model import Article, EditedFacts, Edition, EditionParagraph, Paragraph, VoiceFacts
from audioedition.publish.words import long_date
from audioedition.system.moments import moment_of

Piece = EditionParagraph | Paragraph

MAX_CHANGES = 12
"""Sentences told one by one; beyond, the rest is counted: no one hears a longer list to its end."""
MAX_QUOTED_CHARS = 90
CONTEXT_WORDS = 2
_ROLES = {
    "title": "Titre",
    "standfirst": "Chapô",
    "heading": "Intertitre",
    "quote": "Citation",
    "list": "Élément de liste",
    "caption": "Légende",
}


def describe_changes(old: Edition, new: Article, *, voice: VoiceFacts | None = None) -> tuple[str, ...]:
    """Sentences saying what differs between the published edition and the article as it is now.

    ``voice`` is the one that will read the new revision; ``None`` passes it over. Returns ``()`` when
    neither text nor voice differ (see :func:`revision_changes`). Differences of spacing, apostrophes or
    quotation marks alone are one sentence.
    """
    changes = [*_text_changes(old.paragraphs, new.paragraphs)]
    if len(changes) > MAX_CHANGES:
        rest = len(changes) - (MAX_CHANGES - 1)
        changes = [*changes[: MAX_CHANGES - 1], f"{rest} autres passages corrigés."]
    if _plain(old.byline or "") != _plain(new.byline or ""):
        changes.append(_replaced("Signature", old.byline or "aucune", new.byline or "aucune"))
    if (old.published or "")[:10] != (new.published or "")[:10]:
        dates = (long_date(p, "fr") if p else "aucune" for p in (old.published, new.published))
        changes.append(_replaced("Date de publication", *dates))
    elif _hours_differ(old.published or "", new.published or ""):
        changes.append("Heure de publication corrigée.")
    if voice is not None and voice.name != old.voice.name:
        changes.append(_replaced("Voix", old.voice.label or old.voice.name, voice.label or voice.name))
    return tuple(changes)


def fact_changes(old: Edition, new: Article, *, edited: EditedFacts) -> tuple[str, ...]:
    """Sentences on what a person wrote of an edition that no sentence of it says: picture and summary."""
    changes = []
    if edited.image is not None and (old.image or "") != (new.image or ""):
        changes.append(
            "Image ajoutée." if not old.image else "Image remplacée." if new.image else "Image retirée."
        )
    if edited.summary != old.edited.summary:
        changes.append("Résumé revu.")
    return tuple(changes)


def describe_sound_change() -> str:
    """For a revision whose text and voice stayed: lexicon, rules of reading, pauses or engine changed."""
    return "Prononciation ou réglage de la voix revus ; le texte est inchangé."


def revision_changes(old: Edition, new: Article, *, voice: VoiceFacts | None = None) -> tuple[str, ...]:
    """``Revision.changes`` of a new revision: never empty, for something made it necessary."""
    return describe_changes(old, new, voice=voice) or (describe_sound_change(),)


def _hours_differ(old: str, new: str) -> bool:
    """A day alone says nothing of the hour."""
    return min(len(old), len(new)) > len("2026-11-30") and moment_of(old) != moment_of(new)


def _text_changes(old: Sequence[Piece], new: Sequence[Piece]) -> Iterator[str]:
    before, after = [_key(p) for p in old], [_key(p) for p in new]
    if before == after:
        if [p.text for p in old] != [p.text for p in new]:
            yield "Corrections typographiques."
        return
    matcher = difflib.SequenceMatcher(a=before, b=after, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            yield from _block_changes(old, new, range(i1, i2), range(j1, j2))


def _block_changes(old: Sequence[Piece], new: Sequence[Piece], left: range, right: range) -> Iterator[str]:
    """One run of differing paragraphs: those alike are paired, the others came or went."""
    pairs = _pair(old, new, left, right)
    for j in right:
        if j in pairs:
            yield _correction(old[pairs[j]], new[j], _place(new, j))
        else:
            yield f"{_named(new[j])} ajouté{_feminine(new[j])} : {_quote(new[j].text)}."
    for i in left:
        if i not in pairs.values():
            yield f"{_named(old[i])} retiré{_feminine(old[i])} : {_quote(old[i].text)}."


def _pair(old: Sequence[Piece], new: Sequence[Piece], left: range, right: range) -> dict[int, int]:
    """New index -> old index. Titles belong together; others when half their words agree, in order."""
    pairs: dict[int, int] = {}
    start = left.start
    for j in right:
        best, best_ratio = -1, 0.5
        matcher = difflib.SequenceMatcher(b=new[j].text.split(), autojunk=False)
        for i in range(start, left.stop):
            if old[i].role == new[j].role == "title":
                best = i
                break
            matcher.set_seq1(old[i].text.split())
            if (
                matcher.quick_ratio() > best_ratio and matcher.ratio() > best_ratio
            ):  # the first is a cheap bound
                best, best_ratio = i, matcher.ratio()
        if best >= 0:
            pairs[j] = best
            start = best + 1
    return pairs


def _correction(old: Piece, new: Piece, place: str) -> str:
    before, after = old.text.split(), new.text.split()
    if [_plain(w) for w in before] == [_plain(w) for w in after]:
        return f"{place} : {'mise en forme' if old.role != new.role else 'typographie'} corrigée."
    short = max(len(old.text), len(new.text)) <= MAX_QUOTED_CHARS
    if short and new.role in ("title", "heading"):
        return _replaced(place, old.text, new.text)
    matcher = difflib.SequenceMatcher(a=before, b=after, autojunk=False)
    edits = [op for op in matcher.get_opcodes() if op[0] != "equal"]
    i1, i2, j1, j2 = edits[0][1], edits[-1][2], edits[0][3], edits[-1][4]
    gone, come = " ".join(before[i1:i2]), " ".join(after[j1:j2])
    if max(len(gone), len(come)) > MAX_QUOTED_CHARS:
        return f"{place} réécrit{_feminine(new)} : {_quote(new.text)}."
    if not gone:
        return f"{place} : ajout de {_quote(come)}."
    if not come:
        return f"{place} : suppression de {_quote(gone)}."
    head, tail = _context(before[:i1]), "" if _ends_sentence(come) else " ".join(after[j2 : j2 + 1])
    return _replaced(place, *(f"{head} {words} {tail}".strip().rstrip(".,;: ") for words in (gone, come)))


def _context(before: list[str]) -> str:
    """Up to two words before a change, within its sentence: « 12 » alone tells a listener nothing."""
    words: list[str] = []
    for word in reversed(before[-CONTEXT_WORDS:]):
        if _ends_sentence(word):
            break
        words.insert(0, word)
    return " ".join(words)


def _ends_sentence(text: str) -> bool:
    return text.endswith((".", "!", "?", "…"))


def _replaced(place: str, gone: str, come: str) -> str:
    return f"{place} : {_quote(gone)} devient {_quote(come)}."


def _place(pieces: Sequence[Piece], index: int) -> str:
    """« Titre », « Chapô », or « Paragraphe 3 » counted as a reader counts: body text only."""
    role = pieces[index].role
    if role != "body":
        return _ROLES[role]
    return f"Paragraphe {sum(p.role == 'body' for p in pieces[: index + 1])}"


def _named(piece: Piece) -> str:
    return _ROLES.get(piece.role, "Paragraphe")


def _feminine(piece: Piece) -> str:
    return "e" if piece.role in ("quote", "caption") else ""


def _quote(text: str) -> str:
    """In French quotation marks with no-break spaces; inner ones become “…”, long text is cut at a word."""
    text = " ".join(text.split())
    if len(text) > MAX_QUOTED_CHARS:
        cut = text[:MAX_QUOTED_CHARS]
        text = (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(" ,;:.!?«") + "…"
    text = re.sub(r"«\s*", "“", text)
    text = re.sub(r"\s*»", "”", text)
    return f"«\u00a0{text}\u00a0»"


def _key(piece: Piece) -> tuple[str, str]:
    return piece.role, _plain(piece.text)


_LOOK_ALIKE = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "‑": "-"}
)


def _plain(text: str) -> str:
    """Without what only the eye sees: kinds of space, quotation marks, apostrophes and dashes."""
    text = unicodedata.normalize("NFKC", text).replace("\u00ad", "").translate(_LOOK_ALIKE)
    text = text.replace("...", "…")
    return re.sub(r"\s+(?=[;:!?%\"])|(?<=\")\s+", "", " ".join(text.split()))
