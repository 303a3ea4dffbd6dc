"""A label that a sentence follows: « Mise à jour : le bilan s’alourdit… ». The label may go, the sentence never. Pure.

Rules know a date line or a signature by how it begins; what comes behind it decides whether it is only that.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from audioedition.article.judge.stamps import without_stamps

_LEAST_SAID = 4
"""Words of its own by which a sentence says more than when and by whom: « bilan », « alourdit », « morts »."""
_LEAST_WORDS = 8
_STOP = re.compile(
    r"(?<=[^\W\d_A-ZÀ-Ý][.!?…])\s+(?=[«“\"(]?\s?[A-ZÀ-Ý0-9])|(?<=[\d)][.!?…])\s+(?=[«“\"(]?\s?[A-ZÀ-Ý])"
)
_CLOSED = re.compile(r"^\W{0,3}\([^()]{4,120}\)\s+(?=[«“\"]?\s?[A-ZÀ-Ý])")
_ANNOUNCED = re.compile(r"^[^:.!?]{3,40}\s?:\s")
_STOPPED = re.compile(r"[^\W\d_]{3}\s?[.!?…][\s»”\")]*$")
_SMALL_WORD = re.compile(r"\b[a-zà-ÿœ][^\W\d_]*(?:[’'-][^\W\d_]+)*")
# What stands in date lines and signatures beside dates and names.
_OF_LABELS = frozenset(
    (
        "publié publiée mis mise à jour le la les l d de du des et en par pour sur dans au aux avec un une ce cet "
        "cette a été est heure heures h min minutes minute lecture temps durée article texte photo photos vidéo "
        "propos recueillis recueilli traduit traduction correspondant correspondante envoyé envoyée spécial "
        "spéciale rédaction journaliste agence notre nos dernière dernier première modification modifié modifiée "
        "initialement rédigé écrit posté paru parue diffusé créé actualisé actualisée hier aujourd'hui aujourd’hui "
        "ago lire écouter soir matin midi minuit lundi mardi mercredi jeudi vendredi samedi dimanche janvier "
        "février mars avril mai juin juillet août septembre octobre novembre décembre janv févr avr juil sept oct "
        "nov déc gmt utc paris édition abonnés abonné réservé accès libre publicité annonce sponsorisé partenaire "
        "contenu proposé"
    ).split()
)


def split_label(text: str, is_label: Callable[[str], bool]) -> tuple[str, str] | None:
    """(label, what is said) of a line that begins as a label does; ``None`` when it is nothing but one.

    The label is empty where the sentence cannot be parted from it (« Paru le 12 mars, le rapport dit… »). ``is_label``:
    whether a piece taken alone is one.
    """
    closed = _CLOSED.match(text)
    pieces = [text[: closed.end()], text[closed.end() :]] if closed else _STOP.split(text)
    cut = 0
    while cut < len(pieces) - 1 and is_label(pieces[cut].strip()) and not says_something(pieces[cut]):
        cut += 1
    if not cut:
        return ("", text) if says_something(text) or _says_briefly(text) else None
    said = _rest(text, pieces, cut)
    return (text[: len(text) - len(said)].strip(), said) if _is_brief_sentence(said) else None


def _says_briefly(text: str) -> bool:
    """« MAJ : l’otage est libre. »: what follows the colon is a sentence, however short."""
    announced = _ANNOUNCED.match(text)
    return announced is not None and _is_brief_sentence(text[announced.end() :])


def _is_brief_sentence(text: str) -> bool:
    return bool(_STOPPED.search(text)) and says_something(text, least_words=3, least_said=2)


def _rest(text: str, pieces: list[str], cut: int) -> str:
    """The text from the piece of that number on."""
    at = 0
    for piece in pieces[:cut]:
        at = text.index(piece, at) + len(piece)
    return text[at:].lstrip()


def says_something(text: str, *, least_words: int = _LEAST_WORDS, least_said: int = _LEAST_SAID) -> bool:
    """Beside dates, hours, names and the words of labels, words of its own are left, as many as a sentence has."""
    if len(text.split()) < least_words:
        return False
    own = [w for w in _SMALL_WORD.findall(without_stamps(text)) if w.lower() not in _OF_LABELS]
    return len([w for w in own if len(w) > 2]) >= least_said
