"""Letters said one by one, or read as a word: acronyms, dotted sigles, codes with figures."""

from __future__ import annotations

import re
import unicodedata

from audioedition.script.lexicon.spelling import spell
from audioedition.script.normalise.draft import Context, Rule
from audioedition.script.normalise.numbers import pairs, with_leading_zeros
from audioedition.script.normalise.sayable import can_be_said
from audioedition.script.normalise.sentences import opens_sentence
from audioedition.script.normalise.sigles import BEHIND_ARTICLE, is_sigle_by_place
from audioedition.script.normalise.tables.abbreviations import BEFORE_NAME, DOTLESS
from audioedition.script.normalise.tables.capital_words import CAPITAL_WORDS
from audioedition.script.words import words_written

LONGEST_SPELLED = 9  # letters from which on no sigle is spelled: « CNAMTS » has six


def is_word(letters: str) -> bool:
    """Whether capitals that no table knows are read as a word: four letters or more that a mouth can join.

    Those of three are spelled (PIB, TVA); those read as words (ONU, ENA, ZAD) are in the lexicon."""
    if letters.lower() in CAPITAL_WORDS or (len(letters) >= 4 and not letters.isascii()):
        return True
    # nobody spells nine letters: a name in capitals (MCCUTCHEON) whose beginning is not French
    long = len(letters) >= LONGEST_SPELLED and bool(re.search("[AEIOUYaeiouy]", letters))
    return long or can_be_said(letters) or (len(letters) >= 4 and bool(words_written(letters)))


def read_letters(letters: str, context: Context) -> str:
    """Capitals without figures: by the lexicons, else by :func:`is_word`."""
    for lexicon in context.lexicons:
        if (said := lexicon.find_word(letters, voice=context.voice, engine=context.engine)) is not None:
            return said
    return letters.capitalize() if is_word(letters) else spell(letters)


def say_acronym(match: re.Match[str], context: Context) -> str | None:
    letters, plural = match["a"], match["s"] or ""
    before, behind = match.string[max(0, match.start() - 8) : match.start()], match.string[match.end() :][:6]
    if is_sigle_by_place(letters, before, behind, context.page):
        return spell(letters)
    said = read_letters(letters, context)
    # « ONGs » sounds like « ONG »
    return said + (plural if said.lower() == letters.lower() else "")


def is_guessed(match: re.Match[str], context: Context) -> bool:
    """Three or four capitals that could be said, or more that hardly can, and that neither lexicons nor page know."""
    letters = match["a"]
    sayable = can_be_said(letters, among_words=True)
    if len(letters) == 3:
        return bool(_LIKE_A_WORD.fullmatch(letters)) and not _is_known(letters, context)
    vowels = len(re.findall("[AEIOUY]", letters))
    if not (
        sayable if len(letters) == 4 else len(letters) > 4 and not sayable and 3 * vowels >= len(letters)
    ):
        return False
    return not _is_known(letters, context)


_LIKE_A_WORD = re.compile("[BCDFGLMNPRSTVZ][AEIOU][BCFGLMNPRSTZ]")  # « LAB », « DIM »


def _is_known(letters: str, context: Context) -> bool:
    listed = any(lexicon.find_word(letters) is not None for lexicon in context.lexicons)
    return listed or bool(words_written(letters)) or context.page.shows(letters)


def say_small_sigle(match: re.Match[str], context: Context) -> str | None:
    """« le Cnrs », « la Pdg »: a sigle that is printed as a name."""
    token = match[0]
    if words_written(token) or token in BEFORE_NAME or token.lower() in DOTLESS:
        return None
    behind_article = BEHIND_ARTICLE.search(match.string[max(0, match.start() - 8) : match.start()])
    said = [
        word
        for lexicon in context.lexicons
        if (word := lexicon.find_word(token.upper(), voice=context.voice, engine=context.engine)) is not None
    ]
    if said:
        short = len(token) < 4 and not (behind_article or match.string[: match.start()].endswith("/"))
        return said[0] if len(token) > 2 and not short else None
    return spell(token) if behind_article and not re.search("[aeiouyAEIOUY]", token) else None


def say_sigle(match: re.Match[str], context: Context) -> str:
    letters = re.sub(r"[\W_]", "", match[0]).upper()
    plain = "".join(c for c in unicodedata.normalize("NFD", letters) if c.isalpha())
    # dots mark an acronym: « S.A. » is no word of emphasis like « SA »
    said = spell(plain) if plain.lower() in CAPITAL_WORDS else read_letters(plain, context)
    return said + _closing_stop(match)


def _closing_stop(match: re.Match[str]) -> str:
    """The last stop of « U.R.S.S. » also ends the sentence when a sentence opens behind it."""
    after = match.string[match.end() : match.end() + 30]
    return "." if not after.strip() or opens_sentence(after) else ""


def say_initial(match: re.Match[str], context: Context) -> str | None:
    """« F. Mercier » → « F Mercier »: no sentence ends there."""
    if match["j"]:
        return match["j"]
    after = match.string[match.end("i") : match.end("i") + 30]
    opening = opens_sentence(after) and not re.match(
        r" (?:Le|La|Les|De|Du|Des) [A-ZÀ-Ý]", after
    )  # « A. Le Roux »
    return None if opening else match["i"].replace(".", "")


_RUN = re.compile(r"[^\W\d_]+|\d+|[.,/+-]")


def say_code(match: re.Match[str], context: Context) -> str | None:
    """« Mohajer-6 », « F-35 », « CO2 », « H5N1 », « PM2,5 »: letters and figures each in their way."""
    words: list[str] = []
    runs = _RUN.findall(match[0])
    poors = match[0][0] == "s" and re.search(r"\w\w'$", match.string[: match.start()][-3:])
    if poors or not all(run.isalpha() or run.isdecimal() or run in ".,/+-" for run in runs):
        return None  # « m² »: \w holds figures that are neither; « Poor's-500 »
    for at, run in enumerate(runs):
        if run[0].isdecimal():
            words.append(_code_figures(run, context))
        elif run[0].isalpha():
            words.append(_code_letters(run, context))
        elif (
            run in ".,"
            and at
            and runs[at - 1].isdecimal()
            and runs[at + 1 : at + 2]
            and runs[at + 1].isdecimal()
        ):
            words.append("virgule" if run == "," else "point")
        elif run == ".":
            words.append("point")
        elif run == "+":
            words.append("plus")
    return " ".join(words)


def _code_figures(run: str, context: Context) -> str:
    if run[0] == "0" or len(run) <= 4:
        return (
            with_leading_zeros(run, locale=context.locale)
            if len(run) <= 6
            else pairs(run, locale=context.locale)
        )
    return pairs(run, locale=context.locale)


def _code_letters(run: str, context: Context) -> str:
    if run.isupper():
        if len(run) <= 2:
            return spell(run)  # « CE1 », « CM2 »: no word of emphasis before a figure
        return read_letters(run, context)
    if len(run) == 1 or not re.search("[aeiouyéèêàâîôûAEIOUYÉ]", run):
        return spell(run)
    return run


def say_and_code(match: re.Match[str], context: Context) -> str:
    """« R&D » → « erre et dé »."""
    return f"{spell(match[1])} et {spell(match[2])}"


RULES = (
    Rule(
        name="and-between-letters",
        kind="symbol",
        pattern=re.compile(r"(?<![\w&])([A-Z]{1,2}) ?& ?([A-Z]{1,2})(?![\w&])"),
        say=say_and_code,
        needs=re.compile("&"),
        examples=(("La R&D paie.", "La erre et dé paie."),),
    ),
    Rule(
        name="sigle",
        kind="sigle_dot",
        pattern=re.compile(
            r"(?<![\w.])(?:[A-ZÀ-Ý]\.-?){2,12}(?![\w])|(?<![\w.])(?:[A-ZÀ-Ý]\.){1,12}[A-ZÀ-Ý](?![\w'])|"
            r"(?<![\w.])[A-Z]\.(?: [A-Z]\.){1,3}(?= [a-zéàê])|(?<![\w.])(?:[a-z]\.){3,8}(?!\w)"
        ),
        say=say_sigle,
        needs=re.compile(r"[A-ZÀ-Ýa-z]\.[ -]?[A-ZÀ-Ýa-z]"),
        examples=(("L'U.R.S.S. tombe.", "L'u erre-esse-esse tombe."), ("L'O.N.U. vote.", "L'Onu vote.")),
    ),
    Rule(
        name="initial",
        kind="sigle_dot",
        pattern=re.compile(
            r"(?<![\w.'])(?P<i>[A-ZÀ-Ý]\.(?:(?: |-| ?-)[A-ZÀ-Ý]\.){0,3})(?= ?(?:[A-ZÀ-Ý][^\W\d_]|\ue000)|"
            r" et [A-Z]\. [A-Z])|(?:(?<=[a-zéè,\ue000] )|(?<=\ue000)|(?<=^))(?P<j>[A-LN-Z])\.(?= [a-zà-ÿ]{2})"
        ),
        say=say_initial,
        needs=re.compile(r"[A-ZÀ-Ý]\."),
        examples=(("Le but de F. Mercier.", "Le but de F Mercier."),),
    ),
    Rule(
        name="code",
        kind="name_code",
        pattern=re.compile(
            r"(?<![\w@#])(?<!\d[.,])(?:[^\W\d_]{1,24}[-.]?\d{1,9}(?![\d:])|\d{1,9}(?!x[\d\ue000])-?[^\W\d_]{1,3}(?![^\W\d_]))"
            r"(?:[-.,/]?\d{1,9}(?!\d)|-?[A-Z]{1,3}(?![a-zà-ÿ])|[a-z](?!\w)){0,6}\+?(?!\w)"
        ),
        say=say_code,
        needs=re.compile(r"[^\W\d_][-.]?\d|\d-?[^\W\d_]"),
        examples=(
            ("Un F-35.", "Un effe trente-cinq."),
            ("Le CO2.", "Le cé-o deux."),
            ("Le Mohajer-6.", "Le Mohajer six."),
            ("La COP28.", "La Cop vingt-huit."),
        ),
    ),
)

_LETTERS_AND_END = re.compile(r"(?:iste|ien|ienne|ard|arde|isation|isme|er|thèque)s?|ée?s?")
"""What French makes words with from a sigle: cégétiste, smicard, pacsé."""


def say_derived(match: re.Match[str], context: Context) -> str | None:
    """« CGTiste » → « cé-gé-té-iste », « PACSé » → « pacsé »."""
    if len(match["end"]) == 1 and match["end"] not in "eésx":
        return read_letters(match["a"], context) + "-" + spell(match["end"])  # « l'ARNm »
    ends = _LETTERS_AND_END.fullmatch(match["end"]) or (
        match["a"][-1] == "I" and match["end"] in ("ste", "stes")
    )
    if not ends:
        return None
    said = read_letters(match["a"], context)
    glue = "-" if "-" in said and not match["end"].startswith("ste") else ""
    return said + glue + match["end"]


ACRONYM_RULES = (
    Rule(
        name="derived-from-sigle",
        kind="acronym_spell",
        pattern=re.compile(r"(?<![\w-])(?P<a>[A-Z]{2,7})(?P<end>[a-zéè]{1,8})(?!\w)"),
        say=say_derived,
        needs=re.compile("[A-Z]{2}[a-zé]"),
        examples=(("Un CGTiste PACSé.", "Un cé-gé-té-iste Pacsé."), ("Un MacBook.", "Un MacBook.")),
    ),
    Rule(
        name="small-sigle",
        kind="acronym_spell",
        pattern=re.compile(r"(?<![\w.'@#-])[A-Z][a-z]{2,5}(?![\w@'-]|\.\w)"),
        say=say_small_sigle,
        needs=re.compile("[A-Z][a-z]"),
        source="press usage: sigles of institutions with one capital",
        examples=(
            ("Le Cnrs recrute.", "Le cé-enne-erre-esse recrute."),
            ("Cela rime avec Twp.", "Cela rime avec Twp."),
        ),
    ),
    Rule(
        name="acronym",
        kind="acronym_spell",
        pattern=re.compile(
            r"(?<![^\W²³½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅒])(?P<a>[A-ZÀ-Ý]{2,40})(?P<s>s)?(?![^\W²³½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅒])"
        ),
        say=say_acronym,
        needs=re.compile(r"[A-ZÀ-Ý]{2}"),
        doubtful=is_guessed,
        source="Académie française, « sigles »; press usage",
        examples=(("La SNCF roule.", "La esse-enne-cé-effe roule."), ("L'OTAN vote.", "L'Otan vote.")),
    ),
)
