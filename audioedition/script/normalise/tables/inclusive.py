"""Inclusive writing: determiners and pronouns with two forms, words made of two.

Source: usage of the press; Haut Conseil à l'égalité, guide pratique (2022).
"""

from __future__ import annotations

from audioedition.script.normalise.tables import words

DETERMINERS: dict[str, dict[str, tuple[str, str]]] = {
    "un": {"e": ("un", "une")},
    "le": {"la": ("le", "la")},
    "la": {"le": ("le", "la")},
    "ce": {"tte": ("ce", "cette"), "te": ("ce", "cette")},
    "cet": {"te": ("cet", "cette")},
    "aucun": {"e": ("aucun", "aucune")},
    "certain": {"e": ("certain", "certaine")},
    "chacun": {"e": ("chacun", "chacune")},
    "quel": {"le": ("quel", "quelle")},
    "tel": {"le": ("tel", "telle")},
    "tou": {"te": ("tout", "toute"), "tes": ("tous", "toutes")},
    "tous": {"te": ("tous", "toutes"), "tes": ("tous", "toutes")},
    "tout": {"e": ("tout", "toute")},
    "nul": {"le": ("nul", "nulle")},
    "ceux": {"elle": ("ceux", "celles"), "celle": ("ceux", "celles")},
    "celui": {"elle": ("celui", "celle")},
    "quelqu'un": {"e": ("quelqu'un", "quelqu'une")},
}
"""Stem -> ending -> (masculine, feminine)."""

PRONOUNS = frozenset(
    (("il", "elle"), ("ils", "elles"), ("celui", "celle"), ("ceux", "celles"), ("eux", "elles"), ("lui", "elle"),
     ("un", "une"), ("le", "la"), ("tous", "toutes"), ("ce", "cette"), ("mon", "ma"), ("son", "sa"))
)  # fmt: skip
"""Little words of two forms: « ils·elles », « le/la »."""

BEFORE_NOUN = words(
    """nouveau nouveaux nouvel ancien anciens premier premiers dernier derniers grand grands petit petits jeune jeunes
    bon bons seul seuls futur futurs meilleur meilleurs principal principaux cher chers nombreux quelques
    certain certains vieux mauvais gros prochain prochains simple simples vrai vrais différents divers"""
)
"""Adjectives that stand before their noun: said once, with it."""

BLENDS: dict[str, tuple[str, str]] = {
    "toustes": ("tous", "toutes"), "touste": ("tout", "toute"),
    "celleux": ("ceux", "celles"), "ceulles": ("ceux", "celles"), "ceuxes": ("ceux", "celles"),
    "elleux": ("eux", "elles"), "euxes": ("eux", "elles"), "frœurs": ("frères", "sœurs"),
    "froeurs": ("frères", "sœurs"),
    "copaines": ("copains", "copines"), "copaine": ("copain", "copine"),
    "maon": ("mon", "ma"), "saon": ("son", "sa"), "lae": ("le", "la"),
}  # fmt: skip
"""Words of two forms in one."""

NEUTRAL: dict[str, tuple[str, str]] = {
    "iel": ("il", "elle"),
    "iels": ("ils", "elles"),
    "ielles": ("ils", "elles"),
}
"""Pronouns of their own, that their author chose: kept, but where the masculine alone is asked for."""

FEMININE_OF: tuple[tuple[str, str], ...] = (
    ("teur", "trice"), ("eur", "euse"), ("eur", "eure"), ("er", "ère"), ("f", "ve"), ("x", "se"), ("en", "enne"),
    ("on", "onne"), ("el", "elle"), ("et", "ette"), ("et", "ète"), ("c", "que"),
)  # fmt: skip
"""For words that no lexicon knows (« youtubeur·euse »): the usual endings, Le Bon Usage, § 489-503."""
