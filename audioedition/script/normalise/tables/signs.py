"""Signs: those of one shape, those that are not seen, and the words for those that are read."""

from __future__ import annotations

INVISIBLE: dict[int, None] = dict.fromkeys(
    [
        0xAD, 0x34F, 0x61C, 0x115F, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070),
        0xFEFF, 0xFFF9, 0xFFFA, 0xFFFB, 0xFFFD, *range(0xE000, 0xF900), *range(0xD800, 0xE000),
    ]
)  # fmt: skip
"""Soft hyphens, zero-width and direction marks, private use (the private marks are ours), lone surrogates."""
INVISIBLE.pop(0x200D)  # joins emoji; taken out with them

ONE_SHAPE: dict[int, str] = str.maketrans(
    {
        "’": "'", "ʼ": "'", "‘": "'", "‛": "'", "´": "'", "`": "'", "′": "'", "″": "''", "‴": "'''",
        "ʹ": "'", "＇": "'",
        "“": "«", "”": "»", "„": "«", "‟": "«", "‹": "«", "›": "»", "＂": '"', "〝": "«", "〞": "»",
        "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2007": " ", "\u2008": " ", "\u200a": " ",
        "\u3000": " ",
        "\u2002": " ", "\u2003": " ", "\u2004": " ", "\u2005": " ", "\u2006": " ", "\t": " ", "\r": " ",
        "\n": " ",
        "\u2028": " ", "\u2029": " ", "\x0b": " ", "\x0c": " ", "\x85": " ", "\u2001": " ", "\u2000": " ",
        "\u205f": " ",
        "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
        "‐": "-", "‑": "-", "⁃": "-", "−": "-", "﹣": "-", "－": "-", "―": "—", "‒": "–",
        "ᵉ": "e", "ʳ": "r", "ᵈ": "d", "ˢ": "s", "ⁿ": "n", "ᵐ": "m", "ᵗ": "t", "ʰ": "h", "ᵒ": "o", "ᵃ": "a",
        "ᶜ": "c",
        "ˡ": "l", "ⁱ": "i", "ᵍ": "g", "º": "°", "ª": "a", "˚": "°", "℃": "°C", "℉": "°F", "№": "n°", "…": "…",
        "₀": "0", "₁": "1", "₂": "2", "₃": "3", "₄": "4", "₅": "5", "₆": "6", "₇": "7", "₈": "8", "₉": "9",
        "¹": "^1", "⁰": "^0", "⁴": "^4", "⁵": "^5", "⁶": "^6", "⁷": "^7", "⁸": "^8", "⁹": "^9", "⁻": "-",
        "⁺": "+",
        "Ω": "Ω", "ſ": "s", "㎡": "m²", "㎥": "m³", "㎞": "km", "㎏": "kg", "％": "%", "＋": "+",
        "＝": "=", "＆": "&", "＠": "@",
        "Ⅰ": "I", "Ⅱ": "II", "Ⅲ": "III", "Ⅳ": "IV", "Ⅴ": "V", "Ⅵ": "VI", "Ⅶ": "VII", "Ⅷ": "VIII", "Ⅸ": "IX",
        "Ⅹ": "X",
        "⁄": "/", "∕": "/", "＃": "#", "‥": "…", "•": "·", "‧": "·", "・": "·",
    }
)  # fmt: skip

SIGN_NAMES: dict[str, str] = {
    "&": "et", "+": "plus", "=": "égale", "≠": "différent de", "≈": "environ", "~": "environ",
    "±": "plus ou moins",
    "×": "fois", "÷": "divisé par", "≤": "inférieur ou égal à", "≥": "supérieur ou égal à", "∞": "infini",
    "√": "racine de", "π": "pi", "∑": "somme", "%": "pour cent", "‰": "pour mille", "€": "euros",
    "$": "dollars",
    "£": "livres", "¥": "yens", "₽": "roubles", "₿": "bitcoins", "₹": "roupies", "₴": "hryvnias",
    "¢": "cents",
    "@": "arobase", "#": "dièse", "§": "paragraphe", "°": "degrés", "²": "au carré", "³": "au cube",
    "©": "copyright",
    "µ": "micro", "†": "mort", "♀": "femme", "♂": "homme", "♯": "dièse", "♭": "bémol",
    "₤": "livres", "∆": "delta", "℮": "", "Ω": "ohms",
}  # fmt: skip
"""Read by their name wherever they are left."""

SILENT_SIGNS = "^[]{}®™*_|\\~¤¦¨¬¯¸·¶■□▪▫▲△▼▽◆◇○●◦★☆♦♠♣✓✔✗✘→←↑↓⇒⇐↔↗↘►◄▶◀»«❯❮➔➜➤➡⬅⬆⬇"
"""Ornaments and marks of layout: seen, not said."""

GREEK: dict[str, str] = {
    "α": "alpha", "β": "bêta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zêta", "η": "êta",
    "θ": "thêta",
    "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "ο": "omicron", "π": "pi",
    "ρ": "rhô",
    "σ": "sigma", "ς": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi", "χ": "khi", "ψ": "psi", "ω": "oméga",
}  # fmt: skip

GREEK_SOUNDS: dict[str, str] = {
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "é", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k",
    "λ": "l",
    "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t", "υ": "y",
    "φ": "f",
    "χ": "kh", "ψ": "ps", "ω": "o",
}  # fmt: skip
"""Modern pronunciation, for whole words."""

CYRILLIC_SOUNDS: dict[str, str] = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "ié", "є": "ié", "ё": "io", "ж": "j",
    "з": "z",
    "и": "i", "і": "i", "ї": "yi", "й": "ï", "ј": "ï", "к": "k", "л": "l", "љ": "li", "м": "m", "н": "n",
    "њ": "ni",
    "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "ћ": "tch", "ђ": "dj", "у": "ou", "ў": "ou", "ф": "f",
    "х": "kh",
    "ц": "ts", "ч": "tch", "џ": "dj", "ш": "ch", "щ": "chtch", "ъ": "", "ы": "y", "ь": "", "э": "é",
    "ю": "iou",
    "я": "ia",
}  # fmt: skip
"""French press transcription of Russian, Ukrainian and Serbian (Imprimerie nationale, Lexique, « russe »)."""

SCRIPT_NAMES: tuple[tuple[str, str], ...] = (
    ("ARABIC", "arabes"), ("HEBREW", "hébraïques"), ("CJK", "chinois"), ("HIRAGANA", "japonais"),
    ("KATAKANA", "japonais"), ("HANGUL", "coréens"), ("THAI", "thaïs"), ("DEVANAGARI", "indiens"),
    ("ARMENIAN", "arméniens"), ("GEORGIAN", "géorgiens"), ("GREEK", "grecs"), ("CYRILLIC", "cyrilliques"),
    ("BENGALI", "bengalis"), ("TAMIL", "tamouls"), ("ETHIOPIC", "éthiopiens"), ("KHMER", "khmers"),
)  # fmt: skip
"""The beginning of a letter's Unicode name, and how its script is called."""
