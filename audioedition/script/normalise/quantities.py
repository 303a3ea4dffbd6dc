"""Money, percentages and units: a number, or a range, and what it counts."""

from __future__ import annotations

import re

from audioedition.script.normalise import unit_grammar
from audioedition.script.normalise.draft import Context, Rule
from audioedition.script.normalise.numbers import Gender, cardinal, with_leading_zeros
from audioedition.script.normalise.patterns import (
    NUM,
    RANGED,
    SIGN,
    SIGN_WORDS,
    falls,
    is_one,
    last_number,
    say_number,
    say_range,
    split_number,
)
from audioedition.script.normalise.sentences import opens_sentence
from audioedition.script.normalise.tables.money import CURRENCIES, MULTIPLES, Currency
from audioedition.script.normalise.tables.units import BEHIND_MILLIONS, LA, LE, PER, POWERS, UNITS


def one_of(words: dict[str, object] | dict[str, str]) -> str:
    """An alternation, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_DIGIT = re.compile("[0-9]")
_CURRENCY = "|".join(re.escape(sign) for sign in sorted(CURRENCIES, key=len, reverse=True))
_MULTIPLE = "|".join(sorted(MULTIPLES, key=len, reverse=True))
_PER = rf"(?P<per>(?: ?/ ?(?:{one_of(PER)})(?![\w²³])){{0,2}})"
_UNIT = "|".join(re.escape(sign) for sign in sorted(UNITS, key=len, reverse=True))
_DE = r"(?P<de>\b[dD]e (?=1(?![\d.,]| \d)))?"


def vowel(word: str) -> bool:
    """True when « de » elides before it."""
    return word[:1].lower() in "aeiouyéèêh" and not word.startswith(
        ("un ", "onze", "hryvnia", "yen", "yuan", "huit")
    )


def _per(printed: str, *, goods: bool) -> str:
    words = []
    for sign in filter(None, re.split(r" ?/ ?", printed)):
        name = PER[sign]
        link = "le" if goods and name in LE else "la" if goods and name in LA else "par"
        words.append(f" {link} {name}")
    return "".join(words)


def _elide(match: re.Match[str], words: str) -> str:
    """« de » + « un million » → « d'un million »; « de un à trois » stays."""
    de = match["de"]
    if not de:
        return words
    if re.match(r"une? [a-zé]", words) and split_number(match["num"])[1:] == ("1", ""):
        return f"{de[0]}'{words}"
    return de + words


def say_money(match: re.Match[str], context: Context) -> str | None:
    currency = CURRENCIES[match["cur"]]
    apart, number = "", match["num"]
    if falls(number):
        first, number = re.split(r" [-–] ", number)
        apart = f"{say_number(first, context)}, "
    words = apart + amount(number, match["mult"] or "", currency, context)
    after = match.string[match.end() : match.end() + 30]
    ends = match["cur"].endswith(".") and (not after.strip(" »)") or opens_sentence(after))
    return _elide(match, words + _per(match["per"], goods=True)) + ("." if ends else "")


def say_money_before(match: re.Match[str], context: Context) -> str:
    """« $100 », « £3.5 bn »."""
    number = re.sub(r",(?=\d{3}(?!\d))", "", match["num"])  # « $100,000 »: English before its number
    return SIGN_WORDS[match["sign"].strip()] + amount(
        number, match["mult"] or "", CURRENCIES[match["cur"]], context
    )


def amount(number: str, multiple: str, currency: Currency, context: Context) -> str:
    singular, plural, gender, hundredth = currency
    last = last_number(number)
    if multiple:
        return _multiple(number, multiple, plural, context)
    sign, whole, decimals = split_number(last)
    if last != number or not decimals or len(decimals) != 2 or not hundredth:
        if decimals and not decimals.strip("0") and last == number:
            number = number[: -len(decimals) - 1]
        name = singular if is_one(last) else plural
        link = " de " if int(whole[-6:]) == 0 and len(whole) > 6 and not decimals else " "
        if link == " de " and vowel(name):
            link = " d'"
        return say_range(number, context, gender=gender) + link + name
    cents = int(decimals)
    if int(whole) == 0 and cents:
        name = hundredth.removesuffix("s") if cents == 1 else hundredth
        return f"{SIGN_WORDS[sign]}{cardinal(cents, locale=context.locale)} {name}"
    name = singular if is_one(whole) else plural
    head = f"{SIGN_WORDS[sign]}{cardinal(whole, gender=gender, locale=context.locale)} {name}"
    return f"{head} {cardinal(cents, locale=context.locale)}" if cents else head


def _multiple(number: str, multiple: str, plural: str, context: Context) -> str:
    one, many = MULTIPLES[multiple]
    if one == "mille":
        if last_number(number) != number:
            return f"{say_range(number, context)} mille {plural}"
        sign, whole, decimals = split_number(number)
        if len(decimals) > 3:
            return f"{say_number(number, context)} mille {plural}"
        return f"{SIGN_WORDS[sign]}{cardinal(whole + decimals.ljust(3, '0'), locale=context.locale)} {plural}"
    scale = one if is_one(last_number(number)) else many
    return f"{say_range(number, context)} {scale} {'d' + chr(39) if vowel(plural) else 'de '}{plural}"


_WEIGHED = re.compile(
    r"(?i)\b(?:pes\w+|pèse\w*|poids|maigri\w*|gross\w+|soulev\w+|soulèv\w+)\b[^.;:\d]{0,24}$"
)


def _glued_multiple(number: str, sign: str, context: Context, *, weighed: bool) -> str | None:
    """« 2,25M », « 15k abonnés »; « 4K » is a screen, « 6M » a name."""
    one, many = MULTIPLES[sign]
    if number.isdecimal() and int(number) < 10:
        return None
    if sign == "k" and weighed:
        return f"{say_number(number, context)} kilo" + ("" if is_one(number) else "s")
    if one == "mille":
        _, whole, decimals = split_number(number)
        return None if len(decimals) > 3 else cardinal(whole + decimals.ljust(3, "0"), locale=context.locale)
    return f"{say_number(number, context)} {one if is_one(number) else many}"


def say_millions(match: re.Match[str], context: Context) -> str | None:
    if match["glued"]:
        weighed = bool(_WEIGHED.search(match.string[max(0, match.start() - 40) : match.start()]))
        return _glued_multiple(match["glued"], match["by"], context, weighed=weighed)
    if match["swiss"]:
        one, many = MULTIPLES[match["times"]]
        return f"{say_number(match['swiss'], context)} {one if is_one(match['swiss']) else many}"
    one, many = MULTIPLES[match["mult"]]
    of = f"de {unit_grammar.many_of(match['of'])}" if match["of"] else ""
    return f"{say_range(match['num'], context)} {one if is_one(last_number(match['num'])) else many} {of}"


def say_percent(match: re.Match[str], context: Context) -> str:
    sign = " pour mille" if match["sign"] == "‰" else " pour cent"
    return say_range(match["num"], context) + sign + _per(match["per"], goods=False)


def say_unit(match: re.Match[str], context: Context) -> str | None:
    number, sign, power, per = match["num"], match["unit"], match["power"] or "", match["per"] or ""
    singular, plural, gender = UNITS[sign]
    if not (per or match["hundred"]) and not unit_grammar.fits(
        match.string, number, sign, start=match.start("num"), end=match.end()
    ):
        return None
    if power and (sign[-1] != "m" or sign in ("Nm", "lm", "atm", "ppm", "bpm", "nm")):
        return None
    last = last_number(number)
    if per == "/h" and sign == "km":
        name, per_words = ("kilomètre-heure" if is_one(last) else "kilomètres-heure"), ""
    elif match["hundred"]:
        name, per_words = (singular if is_one(last) else plural), " aux cent"
        per_words += " kilomètres" if "km" in match["hundred"] else ""
    else:
        name, per_words = (singular if is_one(last) else plural), _per(per, goods=False)
    if power:
        name += " " + POWERS[power] + ("" if is_one(last) else "s")
    words = _height(number, sign, power, per, context) or _counted(number, name, gender, context)
    return _elide(match, words + per_words)


def _counted(number: str, name: str, gender: Gender, context: Context) -> str:
    whole = split_number(last_number(number))[1]
    millions = len(whole) > 6 and int(whole[-6:]) == 0
    link = (" d'" if vowel(name) else " de ") if millions else " "
    return say_range(number, context, gender=gender) + link + name


def _height(number: str, sign: str, power: str, per: str, context: Context) -> str | None:
    """« 1,92 m » → « un mètre quatre-vingt-douze »; « 8,5 m » → « huit mètres cinquante »."""
    if sign != "m" or power or per or last_number(number) != number:
        return None
    mark, whole, decimals = split_number(number)
    if len(decimals) not in (1, 2) or int(whole) == 0 or int(whole) > 99 or not int(decimals):
        return None
    # « 2,05 m » is « deux mètres zéro cinq »
    centimetres = with_leading_zeros(decimals.ljust(2, "0"), locale=context.locale)
    metres = "mètre" if is_one(whole) else "mètres"
    return f"{SIGN_WORDS[mark]}{cardinal(whole, locale=context.locale)} {metres} {centimetres}"


def say_split_money(match: re.Match[str], context: Context) -> str:
    return amount(f"{match['n']},{match['cents']}", "", CURRENCIES[match["cur"]], context)


def say_split_height(match: re.Match[str], context: Context) -> str | None:
    return _height(f"{match['n']},{match['cm']}", "m", "", "", context)


RULES = (
    Rule(
        name="money-around-sign",
        kind="money",
        pattern=re.compile(
            r"(?<![\d.,])(?<!\d )(?P<n>\d{1,6}) ?(?P<cur>[€$£]) ?(?P<cents>\d\d)(?!\w|[.,]\d| \d)"
        ),
        say=say_split_money,
        needs=re.compile(r"[€$£] ?\d"),
        examples=(("Il coûte 3€50 pièce.", "Il coûte trois euros cinquante pièce."),),
    ),
    Rule(
        name="height",
        kind="unit",
        pattern=re.compile(r"(?<![\d.,])(?<!\d )(?P<n>[1-9]) ?m ?(?P<cm>\d\d)(?![\w]|[.,]\d)"),
        say=say_split_height,
        needs=re.compile(r"\d ?m ?\d"),
        examples=(("Il mesure 1m80.", "Il mesure un mètre quatre-vingts."),),
    ),
    Rule(
        name="money",
        kind="money",
        pattern=re.compile(
            rf"{_DE}(?<![^\W\d_])(?P<num>{RANGED})(?: ?(?P<mult>{_MULTIPLE}) ?(?:d'|de )?| ?)(?P<cur>{_CURRENCY})"
            rf"(?![\w'’]|-[A-Z]){_PER}"
        ),
        say=say_money,
        needs=_DIGIT,
        source="Imprimerie nationale, Lexique (2002), « monnaies »",
        examples=(
            ("Il coûte 12,50 €.", "Il coûte douze euros cinquante."),
            ("Un trou de 2 Md€.", "Un trou de deux milliards d'euros."),
            ("Le kilo à 0,80 €.", "Le kilo à quatre-vingts centimes."),
            ("Vendu 3 €/kg.", "Vendu trois euros le kilo."),
        ),
    ),
    Rule(
        name="money-before",
        kind="money",
        pattern=re.compile(
            rf"(?P<sign>{SIGN})(?P<cur>US\$|HK\$|C\$|A\$|[$€£¥₿]|(?<!\w)(?:EUR|USD|CHF|GBP|CAD|Fr\.)(?= ?\d))"
            rf"(?: ?)(?P<num>{NUM})(?: ?(?P<mult>{_MULTIPLE})\b)?"
        ),
        say=say_money_before,
        needs=re.compile(r"[$€£¥₿]|EUR|USD|CHF|GBP|CAD|Fr\."),
        source="English-language press",
        examples=(("Il perd $100.", "Il perd cent dollars."),),
    ),
    Rule(
        name="millions",
        kind="decimal",
        pattern=re.compile(
            rf"(?P<num>{RANGED}) ?(?P<mult>M|Mds?|Mio|mln|mds?|mios?|[mM]ia)\.? (?=d'|de )"
            rf"(?:de (?P<of>{one_of(dict.fromkeys(BEHIND_MILLIONS, ''))})(?![\w²³'/]))?|"
            rf"(?P<swiss>{NUM}) (?P<times>mios?|[mM]ia|[mM]r?ds?|(?<=[.,]\d )M|(?<=[.,]\d\d )M)(?!\w|\.?[A-Z]| ?[€$£])|"
            r"(?<![\w.,-])(?<!\d )"
            rf"(?P<glued>\d+(?:[.,]\d+)?)(?P<by>Mds?|M|[kK])(?!\w|[-+/']| ?[€$£])"
        ),
        say=say_millions,
        needs=re.compile(r"\d ?[MmkK]"),
        source="press usage",
        examples=(("Près de 10,8 M d'habitants.", "Près de dix virgule huit millions d'habitants."),),
    ),
    Rule(
        name="percent",
        kind="percent",
        pattern=re.compile(rf"(?P<num>{RANGED}) ?(?P<sign>[%‰]){_PER}"),
        say=say_percent,
        needs=re.compile(r"[%‰]"),
        source="Imprimerie nationale, Lexique, « pourcentage »",
        examples=(("Près de 3,5 % de hausse.", "Près de trois virgule cinq pour cent de hausse."),),
    ),
    Rule(
        name="unit",
        kind="unit",
        pattern=re.compile(
            rf"{_DE}(?<![^\W\d_xX×])(?<![^\W\d_]-)(?P<num>{RANGED}) ?(?P<unit>{_UNIT})(?P<power>[²³23])?"
            rf"(?:(?P<hundred>/ ?100(?: ?km(?!\w)|(?! ?\w)))|{_PER})(?:\.(?= [a-zà-ÿ(]|[,;:)]))?(?![\w²³°/]|\.\w|'\w)"
        ),
        say=say_unit,
        needs=_DIGIT,
        source="BIPM, Brochure sur le SI, 9e éd.",
        examples=(
            ("Il roule à 90 km/h.", "Il roule à quatre-vingt-dix kilomètres-heure."),
            ("Haut de 1,92 m.", "Haut de un mètre quatre-vingt-douze."),
            ("Un champ de 21 t.", "Un champ de vingt et une tonnes."),
        ),
    ),
)
