"""A line in which the article speaks of itself as of a thing that was made: by whom, with whom, where it was printed.

« Chronique tenue chaque mois par … », « Cet article a été consulté 1 200 fois », « Cet article … est d’abord paru
sur … »: a noun of a genre, and the participle of what is done to a text. An article of law or the text of a treaty can
be spoken of so as well: then the paragraphs name it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from audioedition.article.judge.persons import is_verbless

_GENRES = (
    "article", "chronique", "texte", "billet", "tribune", "entretien", "interview", "traduction", "post", "contenu",
    "dossier", "fiche", "contribution", "publication", "reportage", "portrait", "dépêche", "critique", "papier",
)  # fmt: skip
_GENRE = rf"(?P<genre>{'|'.join(_GENRES)})s?"
_MADE = (
    r"(?:co-?|re-?)?(?:écrit|fourni|corrigé|rédigé|signé|publié|paru|apparu|diffusé|tenu|traduit|adapté|réalisé|recueilli|mené|conduit"
    r"|préparé|relu|revu|révisé|validé|vérifié|consulté|lu|vu|partagé|mis à jour|mis en ligne|actualisé"
    r"|extrait|tiré|issu|sponsorisé|financé|généré|produit|illustré|créé|proposé|imprimé)e?s?"
)
_BARE = re.compile(
    rf"^\W*{_GENRE}(?: \w+)? {_MADE}\b.{{0,80}}?\b(?:par|avec|pour|dans|en collaboration|en partenariat|sur|grâce à)\b",
    re.I,
)
_DATED = re.compile(rf"^\W*{_GENRE} {_MADE} (?:le|en|à|au|aux|chez)\b[^,]{{2,60}}$", re.I)
_READ = (
    r"(?:co-?|re-?)?(?:écrit|rédigé|publié|traduit|adapté|relu|revu|révisé|validé|vérifié|corrigé|illustré"
    r"|mis à jour)e?s?"
)
"""What is done to a text only, so that no noun need name one."""
_DONE_BY = re.compile(
    rf"^\W*{_READ}(?: \w+ment)?(?:(?:,| et) {_READ})*(?: \w+ment)?(?: [^,.]{{2,20}})? par\b"
    r" (?=(?:l[ea] |l[’']|notre )?(?:(?-i:[A-ZÀ-Ý])|docteure?|professeure?|équipe|rédaction))(?!.*[.!?…]$)",
    re.I,
)
_SIGNED = re.compile(
    r"^\W*une? (?:article|chronique|texte|billet|tribune|reportage|dossier|traduction|dépêche|contribution)"
    r" (?:signée? )?(?:de|par|d[’'])\s?(?=(?-i:[A-ZÀ-Ý]))(?!.*[.!?]$)",
    re.I,
)
_LABELLED = re.compile(r"^\W*(?:l[’']|les? )?(?:auteure?|autrice)s? ?: ", re.I)
_SPOKEN_OF = re.compile(
    rf"^\W*(?:(?:une|la) (?:\w+ )?version(?: \w+)? de )?(?:cet(?:te)?|ce|le présent|la présente) {_GENRE}\b.{{0,160}}?"
    rf"\b(?:est|a été|fut|avait été)(?: (?:\w+ment|d[’']abord|aussi|également|déjà))? {_MADE}\b",
    re.I,
)
_MOST_CHARS = 320
_TOLD_OF = {
    "article": re.compile(
        r"\barticles? (?:premier|unique|[LRD]\.?\s?\d|\d)|\bl[’']article (?:de|du) (?:la|code)\b", re.I
    )
}
_ANAPHORA = r"\b(?:le|du|au|un|ce|son|l[’']|d[’']un|cet(?:te)?|la|une|sa) ?{0}s?\b"


def says_who_made(text: str, told: Iterable[str]) -> bool:
    """Whether a line says of the article itself who made it or what was done with it.

    ``told``: the article's other paragraphs, which may speak of another text by the same noun.
    """
    text = " ".join(text.split())
    if len(text) > _MOST_CHARS and not _goes_on_with_maker(text):
        return False
    if not re.search(r"[?!]", text) and any(said.match(text) for said in (_BARE, _SIGNED, _LABELLED)):
        return True
    if any(said.match(text) for said in (_DATED, _DONE_BY)) and is_verbless(text):
        return True
    said = _SPOKEN_OF.match(text)
    if said is None:
        return False
    genre = said["genre"].lower()
    named = _TOLD_OF.get(genre) or re.compile(_ANAPHORA.format(genre), re.I)
    return not any(named.search(paragraph) for paragraph in told)


def _goes_on_with_maker(text: str) -> bool:
    """« Ce texte a été écrit par Anne Le Goff. Anne Le Goff est … »: what follows tells of whom it named."""
    first, _, rest = text.partition(". ")
    maker = " ".join(rest.split()[:2])
    return len(first) <= _MOST_CHARS and len(maker) > 4 and f" {maker}" in first
