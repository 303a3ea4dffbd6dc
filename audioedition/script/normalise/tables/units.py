"""Units as printed: (singular, plural, gender). Source: BIPM, Brochure sur le SI, 9e éd., and press usage."""

from __future__ import annotations

from audioedition.script.normalise.numbers import Gender
from audioedition.script.normalise.tables import words

Unit = tuple[str, str, Gender]


def _masculine(word: str) -> Unit:
    return (word, word + "s", "m")


_PREFIXES = {
    "k": "kilo",
    "M": "méga",
    "G": "giga",
    "T": "téra",
    "m": "milli",
    "µ": "micro",
    "μ": "micro",
    "n": "nano",
}
_PREFIXED = {"W": "watt", "V": "volt", "Hz": "hertz", "J": "joule", "Pa": "pascal", "Bq": "becquerel", "Sv": "sievert",
             "eV": "électronvolt", "o": "octet", "bit": "bit", "Wc": "watt-crête"}  # fmt: skip

UNITS: dict[str, Unit] = {
    "km": _masculine("kilomètre"), "m": _masculine("mètre"), "dm": _masculine("décimètre"),
    "cm": _masculine("centimètre"), "mm": _masculine("millimètre"), "µm": _masculine("micromètre"),
    "nm": _masculine("nanomètre"), "hm": _masculine("hectomètre"),
    "kg": _masculine("kilo"), "g": _masculine("gramme"), "mg": _masculine("milligramme"),
    "µg": _masculine("microgramme"), "ng": _masculine("nanogramme"), "cg": _masculine("centigramme"),
    "t": ("tonne", "tonnes", "f"), "Mt": ("million de tonnes", "millions de tonnes", "m"),
    "kt": ("kilotonne", "kilotonnes", "f"), "Gt": ("gigatonne", "gigatonnes", "f"),
    "q": ("quintal", "quintaux", "m"), "lb": ("livre", "livres", "f"), "oz": ("once", "onces", "f"),
    "l": _masculine("litre"), "L": _masculine("litre"), "dl": _masculine("décilitre"),
    "cl": _masculine("centilitre"),
    "ml": _masculine("millilitre"), "hl": _masculine("hectolitre"), "mL": _masculine("millilitre"),
    "cL": _masculine("centilitre"), "dL": _masculine("décilitre"), "µl": _masculine("microlitre"),
    "ha": _masculine("hectare"), "a": _masculine("are"),
    "°C": ("degré Celsius", "degrés Celsius", "m"), "°F": ("degré Fahrenheit", "degrés Fahrenheit", "m"),
    "K": _masculine("kelvin"), "°": _masculine("degré"),
    "h": ("heure", "heures", "f"), "min": ("minute", "minutes", "f"), "mn": ("minute", "minutes", "f"),
    "s": ("seconde", "secondes", "f"), "sec": ("seconde", "secondes", "f"),
    "ms": ("milliseconde", "millisecondes", "f"),
    "j": ("jour", "jours", "m"),
    "W": _masculine("watt"), "ch": ("cheval", "chevaux", "m"), "cv": ("cheval", "chevaux", "m"),
    "CV": ("cheval", "chevaux", "m"),
    "kWh": _masculine("kilowattheure"), "MWh": _masculine("mégawattheure"),
    "GWh": _masculine("gigawattheure"),
    "TWh": _masculine("térawattheure"), "Wh": _masculine("wattheure"), "Ah": _masculine("ampère-heure"),
    "mAh": _masculine("milliampère-heure"), "mA": _masculine("milliampère"),
    "kVA": _masculine("kilovoltampère"),
    "hPa": _masculine("hectopascal"), "bar": _masculine("bar"), "bars": _masculine("bar"),
    "mbar": _masculine("millibar"),
    "atm": ("atmosphère", "atmosphères", "f"), "dB": _masculine("décibel"), "lx": ("lux", "lux", "m"),
    "lm": _masculine("lumen"), "N": _masculine("newton"), "Nm": _masculine("newton-mètre"),
    "mol": ("mole", "moles", "f"),
    "cal": ("calorie", "calories", "f"), "kcal": ("kilocalorie", "kilocalories", "f"),
    "kB": _masculine("kilooctet"),
    "Ko": _masculine("kilooctet"), "KB": _masculine("kilooctet"), "MB": _masculine("mégaoctet"),
    "GB": _masculine("gigaoctet"), "TB": _masculine("téraoctet"), "kbit": _masculine("kilobit"),
    "px": ("pixel", "pixels", "m"), "Mpx": ("mégapixel", "mégapixels", "m"),
    "MP": ("mégapixel", "mégapixels", "m"),
    "c. à s.": ("cuillère à soupe", "cuillères à soupe", "f"),
    "c. à c.": ("cuillère à café", "cuillères à café", "f"),
    "c. à soupe": ("cuillère à soupe", "cuillères à soupe", "f"),
    "c. à café": ("cuillère à café", "cuillères à café", "f"),
    "ct": _masculine("centime"), "cts": _masculine("centime"), "càs": ("cuillère à soupe", "cuillères à soupe", "f"),
    "càc": ("cuillère à café", "cuillères à café", "f"),
    "hab": _masculine("habitant"), "hab.": _masculine("habitant"), "pers.": ("personne", "personnes", "f"),
    "Mb": _masculine("mégabit"), "Gb": _masculine("gigabit"), "tr": _masculine("tour"),
    "pts": _masculine("point"),
    "pt": _masculine("point"), "pb": ("point de base", "points de base", "m"),
    "pdb": ("point de base", "points de base", "m"),
    "kN": _masculine("kilonewton"), "MWe": ("mégawatt électrique", "mégawatts électriques", "m"),
    "mmHg": ("millimètre de mercure", "millimètres de mercure", "m"), "kn": ("nœud", "nœuds", "m"),
    "gCO2": ("gramme de cé-o deux", "grammes de cé-o deux", "m"), "kgCO2": ("kilo de cé-o deux",
    "kilos de cé-o deux", "m"),
    "tCO2": ("tonne de cé-o deux", "tonnes de cé-o deux", "f"),
    "MtCO2": ("million de tonnes de cé-o deux", "millions de tonnes de cé-o deux", "m"),
    "pp": ("point de pourcentage", "points de pourcentage", "m"),
    "kts": ("nœud", "nœuds", "m"), "MN": ("mille nautique", "milles nautiques", "m"),
    "UI": ("unité internationale", "unités internationales", "f"),
    "al": ("année-lumière", "années-lumière", "f"),
    "teqCO2": ("tonne équivalent C O deux", "tonnes équivalent C O deux", "f"),
    "tep": ("tonne équivalent pétrole", "tonnes équivalent pétrole", "f"),
    "EVP": ("conteneur EVP", "conteneurs EVP", "m"),
    "ppm": ("partie par million", "parties par million", "f"),
    "ppb": ("partie par milliard", "parties par milliard", "f"),
    "lbs": ("livre", "livres", "f"), "ft": ("pied", "pieds", "m"),
    "mph": ("mille à l'heure", "milles à l'heure", "m"),
    "bpm": ("battement par minute", "battements par minute", "m"),
    "kmh": ("kilomètre-heure", "kilomètres-heure", "m"),
    "fps": ("image par seconde", "images par seconde", "f"),
    "dpi": ("point par pouce", "points par pouce", "m"),
    "Mbps": ("mégabit par seconde", "mégabits par seconde", "m"),
    "Gbps": ("gigabit par seconde", "gigabits par seconde", "m"),
}  # fmt: skip
for _sign, _word in _PREFIXED.items():
    UNITS.setdefault(_sign, (_word, _word if _word.endswith(("z", "s")) else _word + "s", "m"))
    for _prefix, _name in _PREFIXES.items():
        _full = _name + _word
        UNITS.setdefault(_prefix + _sign, (_full, _full if _full.endswith("z") else _full + "s", "m"))
# « mo » is no unit, « Mo » is; « no », « mbit », « nbit » mean other things in print
for _wrong in ("mo", "no", "µo", "μo", "o", "nbit", "mbit", "bit", "J", "V"):
    UNITS.pop(_wrong, None)
UNITS |= {
    sign + end: (f"{UNITS[sign][0]} équivalent", f"{UNITS[sign][1]} équivalent", UNITS[sign][2])
    for sign in ("gCO2", "kgCO2", "tCO2", "MtCO2")
    for end in ("e", "eq", "éq")
}
UNITS |= {
    wrong: UNITS[right]
    for wrong, right in (
        ("Km", "km"),
        ("KM", "km"),
        ("kms", "km"),
        ("Kms", "km"),
        ("Kg", "kg"),
        ("KG", "kg"),
        ("kgs", "kg"),
    )
}
UNITS |= {"V": _masculine("volt"), "A": _masculine("ampère"), "J": _masculine("joule")}

POWERS = {"²": "carré", "2": "carré", "³": "cube", "3": "cube"}

PER: dict[str, str] = {
    "s²": "seconde carrée", "s2": "seconde carrée",
    "h": "heure", "s": "seconde", "sec": "seconde", "min": "minute", "mn": "minute", "j": "jour",
    "jour": "jour",
    "an": "an", "mois": "mois", "semaine": "semaine", "sem": "semaine", "nuit": "nuit", "pers": "personne",
    "personne": "personne", "km": "kilomètre", "m": "mètre", "m²": "mètre carré", "m2": "mètre carré",
    "m³": "mètre cube", "m3": "mètre cube", "km²": "kilomètre carré", "km2": "kilomètre carré", "kg": "kilo",
    "g": "gramme", "t": "tonne", "l": "litre", "L": "litre", "dl": "décilitre", "dL": "décilitre",
    "ml": "millilitre",
    "ha": "hectare", "hab": "habitant", "kWh": "kilowattheure", "MWh": "mégawattheure", "MW": "mégawatt",
    "heure": "heure", "minute": "minute", "seconde": "seconde", "litre": "litre", "kilo": "kilo",
    "année": "année",
    "cm²": "centimètre carré", "cm2": "centimètre carré", "cm3": "centimètre cube", "tonne": "tonne",
    "kW": "kilowatt",
    "jours": "jours", "élève": "élève", "habitant": "habitant", "baril": "baril", "b": "baril",
    "action": "action",
    "hl": "hectolitre", "page": "page", "pièce": "pièce", "part": "part", "trimestre": "trimestre",
    "place": "place",
    "unité": "unité", "tête": "tête", "foyer": "foyer", "salarié": "salarié", "enfant": "enfant",
    "Wh": "wattheure",
    "pièces": "pièces", "séance": "séance", "entrée": "entrée", "trajet": "trajet", "repas": "repas",
    "once": "once", "oz": "once",
    "mol": "mole", "mm": "millimètre", "cm": "centimètre", "mg": "milligramme", "MMBtu": "million de BTU",
}  # fmt: skip

LE = words("kilo litre gramme baril kilowattheure mégawattheure") | {
    "mètre carré",
    "mètre cube",
    "million de BTU",
}
LONE = ("km", "m", "cm", "kg", "kWh", "MWh", "GWh", "TWh", "kW", "MW", "GW", "°C")
"""Units that the press also prints without a number."""

BEHIND_MILLIONS = ("t", "l", "L", "m", "m²", "m2", "m³", "m3", "km", "kg", "hl", "ha", "kWh", "MWh", "g")
"""Signs that the press prints after « millions de »: « 5,3 millions de t »."""

LA = frozenset({"tonne"})
"""Goods have a price « le kilo »; time and people take « par »."""
