"""Books of the Bible as references name them. Source: Traduction œcuménique de la Bible, and older usage."""

from audioedition.script.normalise.tables import words

_NAMES = {
    "Genèse": "Gn Ge Gen", "Exode": "Ex", "Lévitique": "Lv Lé Lev", "Nombres": "Nb No", "Deutéronome": "Dt De",
    "Josué": "Jos", "Juges": "Jg Jug", "Ruth": "Rt Ru", "Samuel": "S Sam", "Rois": "R", "Chroniques": "Ch Chr",
    "Esdras": "Esd Esdr", "Néhémie": "Né Neh", "Tobie": "Tb Tob", "Judith": "Jdt", "Esther": "Est",
    "Maccabées": "M Ma Mac", "Job": "Jb", "Psaume": "Ps", "Proverbes": "Pr Prov", "Qohéleth": "Qo",
    "Ecclésiaste": "Ec Eccl", "Cantique": "Ct Ca", "Sagesse": "Sg Sag", "Siracide": "Si Sir", "Isaïe": "Is Es Esa Isa",
    "Jérémie": "Jr Jer Jér", "Lamentations": "Lm La", "Baruch": "Ba Bar", "Ézéchiel": "Ez Eze", "Daniel": "Dn Da Dan",
    "Osée": "Os", "Joël": "Jl Joë", "Amos": "Am", "Abdias": "Ab", "Jonas": "Jon", "Michée": "Mi Mic", "Nahum": "Na",
    "Habacuc": "Ha Hab", "Sophonie": "So Soph", "Aggée": "Ag", "Zacharie": "Za Zac", "Malachie": "Ml Mal",
    "Matthieu": "Mt Matt", "Marc": "Mc Mr", "Luc": "Lc Lu", "Jean": "Jn", "Actes": "Ac Act", "Romains": "Rm Ro Rom",
    "Corinthiens": "Co Cor", "Galates": "Ga Gal", "Éphésiens": "Ep Eph Éph", "Philippiens": "Ph Php Phil",
    "Colossiens": "Col", "Thessaloniciens": "Th Thess", "Timothée": "Ti Tim Tm", "Tite": "Tt Tit", "Philémon": "Phm",
    "Hébreux": "He Hé Héb", "Jacques": "Jc Ja Jas Jacq", "Pierre": "P Pi", "Jude": "Jd", "Apocalypse": "Ap Apoc",
}  # fmt: skip
SHORT_BOOKS = {
    short: name for name, forms in _NAMES.items() for short in forms.split() if short not in ("S", "R", "M")
}
"""Abbreviation -> name. Single letters mean too many other things."""
UNMISTAKABLE = words(
    "Gn Dt Lv Nb Jg Rt Jdt Tb Ps Qo Ct Sg Jr Lm Ez Dn Jl Mt Mc Lc Jn Rm Php Phm Jc Apoc Eccl Matt Thess Éph"
)
"""Those that are nothing else, with a comma behind the chapter: « Mt 5,3 »; the others need a colon or brackets."""
LETTERS = words("Co Cor Th Thess Ti Tim Tm P Pi Jn")
"""Letters are feminine: « première Corinthiens »."""
LETTERS_IN_FULL = frozenset(SHORT_BOOKS[short] for short in LETTERS)

BOOKS = frozenset(SHORT_BOOKS) | frozenset(_NAMES) | words("S R Coran Psaumes Ésaïe Sourate sourate")
