"""Months as printed. Abbreviations: Imprimerie nationale, Lexique, and the press."""

MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin",
          "juillet", "août", "septembre", "octobre", "novembre", "décembre")  # fmt: skip

MONTH_FORMS: dict[str, str] = {
    **{month: month for month in MONTHS},
    "aout": "août", "janv": "janvier", "jan": "janvier", "févr": "février", "fév": "février",
    "fevr": "février",
    "avr": "avril", "juil": "juillet", "juill": "juillet", "sept": "septembre", "oct": "octobre", "nov": "novembre",
    "déc": "décembre", "dec": "décembre", "décembre": "décembre", "fevrier": "février",
    "decembre": "décembre",
}  # fmt: skip

WEEKDAYS: dict[str, str] = {
    "lun": "lundi", "mar": "mardi", "mer": "mercredi", "jeu": "jeudi", "ven": "vendredi", "sam": "samedi",
    "dim": "dimanche",
}  # fmt: skip
