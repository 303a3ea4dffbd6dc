"""A person presented without a sentence: « Anne Le Goff, maîtresse de conférences à l’université de Brest ».

A heading names whom a section is about; a presentation names somebody and then what he is, and has no finite verb.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

NAME = (
    r"(?:M\.|Mme|Dr|Me|Pr)? ?[A-ZÀ-Ý][\w’'.-]+"
    r"(?: (?:(?:de|du|des|la|le|van|von|ben|el|al|d’|d') ?)*[A-ZÀ-Ý][\w’'.-]+){1,3}"
)
LIFE = re.compile(
    r"^(?:,[^.]{2,60},)? (?:est|a été|travaille|enseigne|dirige|collabore|couvre|suit|vit|écrit|anime|signe|exerce"
    r"|a (?:publié|écrit|rejoint|travaillé|fondé|cofondé|dirigé))\b"
)
_MOST_WORDS = 45
_NAME_WORDS, _SIGNED_WORDS = 5, 9
_TITLES = frozenset(
    {"m.", "mme", "mlle", "dr", "dr.", "dre", "dre.", "pr", "pr.", "me", "prof.", "docteur", "maître"}
)
_PARTICLES = frozenset(
    {"de", "du", "des", "la", "le", "van", "von", "ben", "el", "al", "d’", "d'", "da", "di", "dos"}
)
_CAPITAL = re.compile(r"^(?:d[’'])?[A-ZÀ-Ý][\w’'.-]*$")
_SEPARATOR = re.compile(r"^(?:[,:–—(-]|et$)")
_VERBS = frozenset(
    (
        "est sont était étaient fut a ont avait avaient aura sera il elle ils elles on je j nous vous se s ne n que qu"
        " fait font peut peuvent doit doivent va vont dit déclare explique affirme estime raconte y donc mais car"
    ).split()
)
"""Words that only a sentence has: the commonest finite verbs, and the small words that go with one."""
_PROFESSION = re.compile(
    r"^(?:l[’']|d[’']|ex-|co-?)?(?:\w{3,}(?:eure?|euse|rice|ienne?|iste|logue|graphe|iatre|naire|crate|vaine?|ante?|ente?|ier|ière|ller|llère)"
    r"|maître(?:sse)?|poète|poétesse|juriste|membre|chef(?:fe)?|élève|avocate?|médecin|philosophe|député|députée|ministre"
    r"|maire|titulaire|diplômée?|agrégée?|chargée?|responsable|juge|prêtre|pasteure?|psy|coach|agent|attachée?)s?$",
    re.I,
)
_WORD_OF_PLACE = re.compile(
    r"^\W*(?:universit|institut|centre|école|laborato|cnrs|cnam|inserm|inra|collège|faculté|chaire|département|hôpital"
    r"|chu\b|musée|académie|fondation|observatoire|association|ehess|sorbonne)",
    re.I,
)
_TIES = frozenset({"pour", "|", "/", "·"})
_SMALL = _PARTICLES | _TIES | {"et", "–", "—", "-", "à", "en"}
_MARKS = re.compile(r"[«»“”?!…]|\.\s+\S")
_WITHIN = 4
"""What somebody is stands so near behind his name: « ancien et toujours vaillant professeur »."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Presented:
    """Who, and what he is said to be."""

    name: str
    """As printed, without « Mme » or « Dr »."""
    role: str
    """What stands behind it."""

    @property
    def surname(self) -> str:
        return self.name.rsplit(" ", 1)[-1]


def read_presented(text: str) -> Presented | None:
    """Who is presented, where the whole line does nothing else: two to five words of a name, then a profession or a
    house of learning, and no finite verb, quotation, question or second sentence."""
    words = text.split()
    start = 1 if words and words[0].lower() in _TITLES else 0
    if not 3 <= len(words) <= _MOST_WORDS or _MARKS.search(" ".join(words[start:])):
        return None
    end, parted = _end_of_name(words, start)
    name = " ".join(words[start:end]).rstrip(",:(")
    role = [w for w in words[end:] if w.strip("–—-:(,")]
    if not role or len(name.split()) < 2 or any(_is_of_sentence(w) for w in role):
        return None
    near = [w.strip("(),.;:–—-") for w in role]
    professes = any(
        _is_title_of_office(w) or (_PROFESSION.match(w) and (w[:1].islower() or w == near[0]))
        for w in near[:_WITHIN]
    )
    placed = parted and any(_WORD_OF_PLACE.match(w) for w in near)
    return Presented(name=name, role=" ".join(words[end:]).strip("–—-:(), ")) if professes or placed else None


def is_verbless(text: str) -> bool:
    """None of the commonest finite verbs, nor a small word that goes with one."""
    return not any(_is_of_sentence(word) for word in text.split())


def signed_with_place(text: str) -> Presented | None:
    """« Anne Le Goff », « Dr Paul Ney », « Paul Ney | La Dépêche », « Paul Ney pour Valnature »: a name alone, or
    with the name of where he writes (``role``, here perhaps empty); every word but the smallest has its capital."""
    words = text.strip(" .•").split()
    if words and words[0].lower() in _TITLES:
        words = words[1:]
    if not 2 <= len(words) <= _SIGNED_WORDS or _MARKS.search(" ".join(words)):
        return None
    end, parted = _end_of_name(words, 0)
    behind = words[end:]
    tied = not behind or parted or behind[0] in _TIES
    whole = all(w in _SMALL or _CAPITAL.match(w.strip("().,")) or w[:2] in ("d’", "l’") for w in behind)
    if end < 2 or not (tied and whole):
        return None
    return Presented(name=" ".join(words[:end]).rstrip(",:("), role=" ".join(behind))


def _end_of_name(words: list[str], start: int) -> tuple[int, bool]:
    """Where the name ends, and whether a sign parts it from what follows."""
    end = start
    while end < len(words) and end - start < _NAME_WORDS:
        word = words[end]
        bare = word.rstrip(",:")
        particle = bare.lower() in _PARTICLES and end > start
        if not (particle or _CAPITAL.match(bare)) or (end > start + 1 and _is_title_of_office(bare)):
            break
        end += 1
        if word != bare:
            return end, True
    while end > start and words[end - 1].lower() in _PARTICLES:
        end -= 1
    return end, end < len(words) and _SEPARATOR.match(words[end]) is not None


def _is_title_of_office(word: str) -> bool:
    """« Michel Ney Professeur à … »: a capital, yet no name."""
    return _OFFICE.match(word) is not None


_OFFICE = re.compile(
    r"^(?:Professeur|Docteur|Doctorant|Journaliste|Auteur|Autrice|Chercheu|Maître|Avocat|Médecin|Directeur|Directrice"
    r"|Rédact|Économiste|Sociologue|Historien|Philosophe|Conseill|Consultant|Enseignant|Président|Membre|Psycho)"
)


def _is_of_sentence(word: str) -> bool:
    pieces = re.split(r"[’'-]", word.lower().strip("(),.;:"))
    return any(piece in _VERBS for piece in pieces)
