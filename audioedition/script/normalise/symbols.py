"""Signs that are said, signs that are not, emoji, and letters of other scripts."""

from __future__ import annotations

import re
import unicodedata

from audioedition.script.lexicon.spelling import spell
from audioedition.script.normalise.draft import MARK, Context, Rule
from audioedition.script.normalise.tables.signs import (
    CYRILLIC_SOUNDS,
    GREEK,
    GREEK_SOUNDS,
    SCRIPT_NAMES,
    SIGN_NAMES,
    SILENT_SIGNS,
)
from audioedition.script.pronounce.respell import RESPELLED

_SIGNS = "".join(re.escape(sign) for sign in SIGN_NAMES)


_CAPITAL = re.compile(r" *[«(]? ?[A-ZÀ-Ý]")


def say_sign(match: re.Match[str], context: Context) -> str:
    glued = re.search(rf"(?:[^\W\d_]|{MARK})$", match.string[max(0, match.start() - 1) : match.start()])
    if match[0] == "+" and glued and context.engine in RESPELLED:
        return " plusse "  # « LGBTQI+ et »: the sign's s is heard whatever follows
    if (
        match[0] == "+"
        and glued
        and not re.match(rf"[\w{MARK}]", match.string[match.end() : match.end() + 1])
    ):
        return " Plus "  # « Canal+ perd »: of a name, and voices that take sounds are given its s
    return f" {SIGN_NAMES[match[0].strip()]} ".replace("  ", " ")


def say_emoji(match: re.Match[str], context: Context) -> str:
    """The CLDR short name in French, once for a row of the same."""
    import emoji

    emoji.config.load_language("fr")
    names: list[str] = []
    for found in emoji.emoji_list(match[0]):
        name = emoji.EMOJI_DATA[found["emoji"]].get("fr") or ""
        base = re.sub(r"_peau_.*$|_cartes$", "", name.strip(":")).replace("_", " ").replace("-", " ")
        if base and (not names or names[-1] != base):
            names.append(base)
    before = match.string[max(0, match.start() - 8) : match.start()].rstrip()
    stop = "." if names and before[-1:] in tuple(".!?…") and _CAPITAL.match(match.string, match.end()) else ""
    return f" {', '.join(names)}{stop} " if names else " "


_OF_PEOPLE = re.compile(rf" ?{MARK}? ?(?:ans|mois|jours|personnes|salariés|habitants)\b")


def say_comparison(match: re.Match[str]) -> str:
    """« < 18 ans » → « moins de », « p < 5 » → « inférieur à »."""
    if _OF_PEOPLE.match(match.string, match.end()):
        return " moins de " if match[0] == "<" else " plus de "
    return " inférieur à " if match[0] == "<" else " supérieur à "


def say_greek(match: re.Match[str], context: Context) -> str:
    letters = unicodedata.normalize("NFD", match[0].lower())
    beside = (
        match.string[max(0, match.start() - 3) : match.start()],
        match.string[match.end() : match.end() + 3],
    )
    if len(match[0]) == 1 and not any(_GREEK_LETTERS.search(near) for near in beside):
        return GREEK.get(letters[0], match[0])
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    plain = re.sub("γ(?=[γκχξ])", "ν", plain)  # « συγγράμματα »
    return _transcribe(re.sub("([οεα])υ", lambda found: _WITH_U[found[1]], plain), GREEK_SOUNDS)


_GREEK_LETTERS = re.compile(r"[\u0370-\u03FF\u1F00-\u1FFF]{2}")
_WITH_U = {"ο": "ou", "ε": "eu", "α": "au"}


def say_cyrillic(match: re.Match[str], context: Context) -> str:
    words = _transcribe(match[0].lower(), CYRILLIC_SOUNDS)
    words = re.sub(r"(?<=[^aeiouyéï])ié", "ie" if len(words) < 3 else "é", words)
    return words.capitalize() if match[0][0].isupper() else words


def _transcribe(letters: str, sounds: dict[str, str]) -> str:
    return "".join(sounds.get(letter, letter if letter.isascii() else "") for letter in letters)


def say_other_script(match: re.Match[str], context: Context) -> str:
    name = unicodedata.name(match[0][0], "")
    script = next((words for start, words in SCRIPT_NAMES if name.startswith(start)), "étrangers")
    return f"texte en caractères {script}"


_EMOJI = (
    r"[\U0001F1E6-\U0001F1FF\U0001F300-\U0001FAFF\u2600-\u265F\u2661-\u2662\u2664-\u2665\u2667-\u266C\u2670-\u26FF\u2702-\u27BF"
    r"\u2B50\u2B55\u2B1B\u2B1C\u231A\u231B\u23E9-\u23F3\u23F8-\u23FA\u203C\u2049]"
)
_LATIN_AND_MARKS = (
    r"\u0000-\u024F\u0250-\u02FF\u0300-\u036F\u1D00-\u1DBF\u1E00-\u1EFF\u2000-\u2BFF\u2C60-\u2C7F\u3000-\u303F"
    r"\uA720-\uA7FF\uAB30-\uAB6F\uE000-\uF8FF\uFB00-\uFB06\uFE00-\uFE0F\uFF00-\uFF20\uFF3B-\uFF40\uFF5B-\uFF65\U0001D400-\U0001FFFF"
)

RULES = (
    Rule(
        name="emoji",
        kind="emoji",
        pattern=re.compile(
            rf"(?:{_EMOJI}|[#*0-9]\ufe0f?\u20e3|[\u00a9\u00ae]\ufe0f)(?:[\ufe0e\ufe0f\u200d ]{{0,3}}"
            rf"(?:{_EMOJI}|[\U000E0020-\U000E007F\u2640\u2642\ufe0f])){{0,40}}"
        ),
        say=say_emoji,
        needs=re.compile(r"[\u203c-\u3299\U0001F000-\U0001FAFF]|\ufe0f|\u20e3"),
        source="Unicode CLDR, short names",
        examples=(("Merci ❤️", "Merci cœur rouge"),),
    ),
    Rule(
        name="temperature-sign",
        kind="symbol",
        pattern=re.compile(r"(?<!\w)T°(?!\w)"),
        say=lambda match, context: "température",
        needs=re.compile("T°"),
        examples=(("La T° monte.", "La température monte."),),
    ),
    Rule(
        name="letters-squared",
        kind="symbol",
        pattern=re.compile(r"(?<![\w.])(?P<l>[A-Za-z]{1,3})(?P<p>[²³])(?!\w)"),
        say=lambda match, context: f"{spell(match['l'])} au {'carré' if match['p'] == '²' else 'cube'}",
        needs=re.compile("[²³]"),
        source="formulas of physics",
        examples=(("E = mc² est connu.", "E égale èm-cé au carré est connu."),),
    ),
    Rule(
        name="times",
        kind="symbol",
        pattern=re.compile(rf"(?:(?<=[\d{MARK}])|(?<=[\d{MARK}] ))[x*](?= ?[\d{MARK}])"),
        say=lambda match, context: " fois ",
        needs=re.compile(rf"[\d{MARK}] ?[x*]"),
        examples=(("Soit 3 x 4.", "Soit trois fois quatre."),),
    ),
    Rule(
        name="less-or-more",
        kind="symbol",
        pattern=re.compile(
            rf"(?<=[\w{MARK}] )[<>](?= ?-?[\d{MARK}])|(?<=[\w{MARK}])[<>](?=[\d{MARK}])|"
            rf"(?:(?<=[,;] )|(?<=[(:])|(?<=: ))[<>](?= ?[\d{MARK}])|^<(?= ?[\d{MARK}])"
        ),
        say=lambda match, context: say_comparison(match),
        needs=re.compile("[<>]"),
        examples=(("Un taux < 5.", "Un taux inférieur à cinq."),),
    ),
    Rule(
        name="et-ou",
        kind="symbol",
        pattern=re.compile(r"(?i)\b(et|ou) ?/ ?(ou|et)\b"),
        say=lambda match, context: f"{match[1]} {match[2]}",
        needs=re.compile("/"),
        examples=(("Elle et/ou lui.", "Elle et ou lui."),),
    ),
    Rule(
        name="section-sign",
        kind="symbol",
        pattern=re.compile(r"§§?(?= ?[\d\ue000])"),
        say=lambda match, context: "paragraphes " if len(match[0]) > 1 else "paragraphe ",
        needs=re.compile("§"),
        examples=(("Voir § 12.", "Voir paragraphe douze."),),
    ),
    Rule(
        name="sign",
        kind="symbol",
        pattern=re.compile(rf"[{_SIGNS}]"),
        say=say_sign,
        needs=re.compile(rf"[{_SIGNS}]"),
        examples=(("Canal+ et A&B.", "Canal Plus et a et bé."), ("Il dit 2 = 2.", "Il dit deux égale deux.")),
    ),
    Rule(
        name="slash",
        kind="symbol",
        pattern=re.compile(r" ?/+ ?|(?<=\w)<|>(?=\w)|[<>]"),
        say=lambda match, context: " ",
        needs=re.compile("[/<>]"),
        examples=(("Un trait /.", "Un trait."),),
    ),
    Rule(
        name="silent-sign",
        kind="symbol",
        pattern=re.compile(
            rf"[{re.escape(SILENT_SIGNS.replace('«', '').replace('»', ''))}\ufe0e\ufe0f\u200d]"
        ),
        say=lambda match, context: " ",
        needs=re.compile(rf"[{re.escape(SILENT_SIGNS.replace('«', '').replace('»', ''))}\ufe0e\ufe0f\u200d]"),
        examples=(("Le Net®.", "Le Net."),),
    ),
    Rule(
        name="greek",
        kind="symbol",
        pattern=re.compile(r"[\u0370-\u03FF\u1F00-\u1FFF]{1,60}"),
        say=say_greek,
        needs=re.compile(r"[\u0370-\u03FF\u1F00-\u1FFF]"),
        examples=(("Le rayon α.", "Le rayon alpha."),),
    ),
    Rule(
        name="cyrillic",
        kind="symbol",
        pattern=re.compile(r"[\u0400-\u04FF]{1,60}"),
        say=say_cyrillic,
        needs=re.compile(r"[\u0400-\u04FF]"),
        source="Imprimerie nationale, Lexique, « russe »",
        examples=(("Le mot Москва.", "Le mot Moskva."),),
    ),
    Rule(
        name="other-script",
        kind="symbol",
        pattern=re.compile(rf"[^{_LATIN_AND_MARKS}\u0370-\u04FF]+(?: [^{_LATIN_AND_MARKS}\u0370-\u04FF]+)*"),
        say=say_other_script,
        needs=re.compile(rf"[^{_LATIN_AND_MARKS}\u0370-\u04FF]"),
        examples=(("Le mot 北京.", "Le mot texte en caractères chinois."),),
    ),
)
