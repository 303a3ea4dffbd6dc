"""Currencies as printed: (singular, plural, gender, hundredth in the plural or empty).

Names: Bureau international de normalisation (ISO 4217), Journal officiel; Md and k: Lexique des règles
typographiques de l'Imprimerie nationale and press usage.
"""

from __future__ import annotations

from audioedition.script.normalise.numbers import Gender

Currency = tuple[str, str, Gender, str]

_EURO: Currency = ("euro", "euros", "m", "centimes")
_DOLLAR: Currency = ("dollar", "dollars", "m", "cents")

CURRENCIES: dict[str, Currency] = {
    "€": _EURO, "EUR": _EURO, "euros": _EURO, "euro": _EURO,
    "$": _DOLLAR, "US$": ("dollar américain", "dollars américains", "m", "cents"),
    "USD": ("dollar américain", "dollars américains", "m", "cents"), "dollars": _DOLLAR, "dollar": _DOLLAR,
    "$ US": ("dollar américain", "dollars américains", "m", "cents"),
    "$US": ("dollar américain", "dollars américains", "m", "cents"),
    "CAD": ("dollar canadien", "dollars canadiens", "m", "cents"),
    "$ CA": ("dollar canadien", "dollars canadiens", "m", "cents"),
    "C$": ("dollar canadien", "dollars canadiens", "m", "cents"),
    "AUD": ("dollar australien", "dollars australiens", "m", "cents"),
    "A$": ("dollar australien", "dollars australiens", "m", "cents"),
    "HK$": ("dollar de Hong Kong", "dollars de Hong Kong", "m", "cents"),
    "£": ("livre sterling", "livres sterling", "f", "pence"),
    "GBP": ("livre sterling", "livres sterling", "f", "pence"),
    "¥": ("yen", "yens", "m", ""), "JPY": ("yen", "yens", "m", ""),
    "CNY": ("yuan", "yuans", "m", ""), "RMB": ("yuan", "yuans", "m", ""),
    "CHF": ("franc suisse", "francs suisses", "m", "centimes"),
    "FS": ("franc suisse", "francs suisses", "m", "centimes"),
    "FF": ("franc", "francs", "m", "centimes"), "F": ("franc", "francs", "m", "centimes"),
    "fr.": ("franc", "francs", "m", "centimes"), "Fr.": ("franc", "francs", "m", "centimes"),
    "frs": ("franc", "francs", "m", "centimes"), "Frs": ("franc", "francs", "m", "centimes"),
    "FCFA": ("franc cé-effe-a", "francs cé-effe-a", "m", ""), "F CFA": ("franc cé-effe-a", "francs cé-effe-a", "m", ""),
    "XPF": ("franc pacifique", "francs pacifiques", "m", ""), "XOF": ("franc cé-effe-a", "francs cé-effe-a", "m", ""),
    "₽": ("rouble", "roubles", "m", ""), "RUB": ("rouble", "roubles", "m", ""),
    "₹": ("roupie", "roupies", "f", ""), "INR": ("roupie", "roupies", "f", ""),
    "₩": ("won", "wons", "m", ""), "KRW": ("won", "wons", "m", ""),
    "₺": ("livre turque", "livres turques", "f", ""), "TRY": ("livre turque", "livres turques", "f", ""),
    "₴": ("hryvnia", "hryvnias", "f", ""), "UAH": ("hryvnia", "hryvnias", "f", ""),
    "₪": ("shekel", "shekels", "m", ""), "ILS": ("shekel", "shekels", "m", ""),
    "zł": ("zloty", "zlotys", "m", ""), "PLN": ("zloty", "zlotys", "m", ""),
    "SEK": ("couronne suédoise", "couronnes suédoises", "f", ""),
    "NOK": ("couronne norvégienne", "couronnes norvégiennes", "f", ""),
    "DKK": ("couronne danoise", "couronnes danoises", "f", ""),
    "CZK": ("couronne tchèque", "couronnes tchèques", "f", ""),
    "DH": ("dirham", "dirhams", "m", ""), "MAD": ("dirham", "dirhams", "m", ""),
    "AED": ("dirham", "dirhams", "m", ""),
    "DA": ("dinar", "dinars", "m", ""), "DZD": ("dinar algérien", "dinars algériens", "m", ""),
    "TND": ("dinar tunisien", "dinars tunisiens", "m", ""), "BRL": ("real", "reals", "m", ""),
    "BTC": ("bitcoin", "bitcoins", "m", ""), "₿": ("bitcoin", "bitcoins", "m", ""),
    "ETH": ("ether", "ethers", "m", ""), "cts": ("centime", "centimes", "m", ""),
    "¢": ("cent", "cents", "m", ""), "c€": ("centime", "centimes", "m", ""),
}  # fmt: skip

MULTIPLES: dict[str, tuple[str, str]] = {
    "k": ("mille", "mille"), "K": ("mille", "mille"),
    "M": ("million", "millions"), "m": ("million", "millions"),
    "Mio": ("million", "millions"), "mio": ("million", "millions"), "mios": ("million", "millions"),
    "Mia": ("milliard", "milliards"), "mia": ("milliard", "milliards"), "mln": ("million", "millions"),
    "Md": ("milliard", "milliards"), "Mds": ("milliard", "milliards"), "Mrd": ("milliard", "milliards"),
    "Mrds": ("milliard", "milliards"), "md": ("milliard", "milliards"), "mds": ("milliard", "milliards"),
    "MM": ("milliard", "milliards"), "G": ("milliard", "milliards"), "bn": ("milliard", "milliards"),
    "million": ("million", "millions"), "millions": ("million", "millions"),
    "milliard": ("milliard", "milliards"), "milliards": ("milliard", "milliards"),
    "billion": ("billion", "billions"), "billions": ("billion", "billions"), "mille": ("mille", "mille"),
}  # fmt: skip
