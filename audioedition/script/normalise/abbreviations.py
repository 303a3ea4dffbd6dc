"""Abbreviations: titles before names, references before figures, and the rest of the table."""

from __future__ import annotations

import re

from audioedition.script.normalise.draft import Context, Rule
from audioedition.script.normalise.gender import noun_gender
from audioedition.script.normalise.sentences import opens_sentence
from audioedition.script.normalise.tables.abbreviations import (
    AFTER_RANK,
    ANYWHERE,
    BEFORE_FIGURE,
    BEFORE_NAME,
    BOULEVARDS,
    COURTESY,
    DOTTED,
    HYPHENED,
    PLAIN_STREETS,
    STREETS,
)
from audioedition.script.normalise.tables.calendar import WEEKDAYS
from audioedition.script.words import find_word, words_written

_NAME = r"[A-ZÀ-Ý\ue000]"
"""A capital, or a name that a lexicon has already said."""
_PARTICLES = r"(?:(?:le|la|de|du|des|van|von|der|den|dem|ten|ter|zu|el|al|da|di|dos|ben|bin) |d'){0,3}"
"""Before a family name: « Mme von der Leyen »."""
_ANY_FORM = {**ANYWHERE, **{form[0].upper() + form[1:]: said for form, said in ANYWHERE.items()}}


def _alternation(forms: dict[str, str]) -> str:
    return "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))


def say_title(match: re.Match[str], context: Context) -> str | None:
    said = BEFORE_NAME.get(match["t"]) or BEFORE_NAME[match["t"].rstrip(".")]
    at_start = (
        not match.string[: match.start()].strip('« "') or match.string[: match.start()].rstrip()[-1:] in ".!?"
    )
    return (said.capitalize() if at_start else said) + (" " if match["gap"] in ("-", "") else "")


_HOUSE_NUMBER = re.compile(r"(?:\d|\b(?i:bis|ter|quater)|\d ?[A-F]),? ?$")
_PLACE_BEFORE = re.compile(
    r"(?i)(?:\b[ld]'|\b(?:au|du|le|la|de|sur|à|dans|cette|aux|des|les|puis|par|vers|via|et|ou|entre|angle"
    r"|jusqu'à|rejoindre|"
    r"prendre|prenez|longer|emprunter|traverser|quitter) |[,(:;>–-] |^|[.!?] )$"
)


def _street_fits(match: re.Match[str]) -> bool:
    """After a house number, or after a word of place when the form can be nothing else."""
    before = match.string[max(0, match.start() - 12) : match.start()]
    if match["s"].endswith(".") and re.match(
        r" (?:de (?:la |l')|du |des )", match.string[match.end() : match.end() + 7]
    ):
        return match["s"].lower() in PLAIN_STREETS or (
            match["s"] == "r." and bool(_HOUSE_NUMBER.search(before) or _PLACE_BEFORE.search(before))
        )
    if _HOUSE_NUMBER.search(before):
        return (
            match["s"].lower() not in ("ch", "r", "av")
            or not re.search(r"\d $", before)
            or match["s"].endswith(".")
        )
    if match["s"].lower() == "bd" and _COMIC_BEFORE.search(before):
        return False
    named = match.string[match.end() : match.end() + 2].strip()[:1].isupper()
    plain = match["s"].lower() in PLAIN_STREETS or match["s"] == "r."  # in small letters no initial
    return (named and match["s"] in BOULEVARDS) or (plain and bool(_PLACE_BEFORE.search(before)))


_COMIC_BEFORE = re.compile(r"(?i)\b(?:la|une|cette|sa|ma|ta|notre|votre|leur|en|de|rayon|album|auteur) $")


def say_street(match: re.Match[str], context: Context) -> str:
    return STREETS[match["s"].lower().rstrip(".")] + (" " if match[0].endswith("-") else "")


_LEADS_ON = frozenset({"confer", "par exemple", "c'est-à-dire", "versus", "exemple :", "traduction"})
"""What follows belongs to them: their stop ends no sentence."""


def say_anywhere(match: re.Match[str], context: Context) -> str | None:
    printed = match["w"]
    if printed == "Max.":
        return None  # a first name; « Max. 20 min » is the reference rule's
    if printed in ("Jr", "Sr") and re.match(r" \d", match.string[match.end() : match.end() + 2]):
        return None  # a book of the Bible
    if printed == "min. de" and match.string[: match.start()][-2:].strip()[-1:].isdecimal():
        return None  # « 30 min. de cuisson »
    if printed in context.page.defined:
        return None  # « réalité virtuelle (RV) »
    said = _ANY_FORM[printed]
    if printed.lower().rstrip(".") in BEFORE_FIGURE and re.match(
        r" ?\d", match.string[match.end() : match.end() + 2]
    ):
        return None  # « éd. 2024 » is a reference
    if match.string[: match.start()].endswith("par "):
        said = said.removesuffix("s")
    if printed.endswith("."):
        after = match.string[match.end() : match.end() + 30]
        ends = not after.strip(" »)") and not after.startswith(")")
        if ends and printed == "moy.":
            return None  # an old « moi »
        closes = said == "et cetera" and re.match(r" [«]? ?[A-ZÀ-Ý]", after)
        if ends or closes or (opens_sentence(after) and said not in _LEADS_ON):
            said += "."
    at_start = not match.string[: match.start()].strip('« "')
    return said[0].upper() + said[1:] if at_start and printed[0].isupper() else said


_AFTER_FIRST = re.compile(r"1er $")

_WEEKDAY_BEFORE = (
    r"(?:(?<=\b[dD]u )|(?<=\b[aA]u )|(?<=\b[lL]e )|(?<=\b[lL]es )|(?<=\bet )|(?<=\bou )|(?<=\b[sS]auf )|"
    r"(?<=[,(:] )|(?<=\())"
)


def say_weekday(match: re.Match[str], context: Context) -> str | None:
    """« le jeu. 4 », « du lun. au ven. »; a stop that may end its sentence leaves « le jeu. » a word."""
    if match["D"]:
        return WEEKDAYS[match["D"][:3].lower()].capitalize() + " "
    ends = not match.string[match.end() :].strip(" »)")
    if ends and match["d"] in ("jeu", "mer", "mar"):
        return None
    day = WEEKDAYS[match["d"][:3]]
    return day + ("." if ends else "")


def say_former(match: re.Match[str], context: Context) -> str:
    """« l'anc. mairie » → « l'ancienne mairie »."""
    return "ancienne" if noun_gender(match["noun"]) == "f" else "ancien"


RULES = (
    Rule(
        name="short-weekday",
        kind="abbrev",
        pattern=re.compile(
            rf"{_WEEKDAY_BEFORE}(?P<d>lun|mar|mer|jeu|vendr?|ven|sam|dim)\.(?=,|\)| [\da-zà-ÿ(]|$)|"
            r"(?:(?<=^)|(?<=[.!?:–-] ))(?P<D>Lun|Mar|Mer|Jeu|Vendr?|Ven|Sam|Dim)\. ?(?=\d{1,2}(?:er)?\b)"
        ),
        say=say_weekday,
        needs=re.compile(r"(?i)(?:lun|mar|mer|jeu|vendr?|ven|sam|dim)\."),
        source="opening hours in local papers",
        examples=(
            ("Du lun. au sam. de 9 h à 12 h.", "Du lundi au samedi de neuf heures à douze heures."),
            ("Il aime le jeu. Elle aussi.", "Il aime le jeu. Elle aussi."),
        ),
    ),
    Rule(
        name="former",
        kind="abbrev",
        pattern=re.compile(r"(?<![\w.-])anc\.(?= (?P<noun>[a-zà-ÿ]{2,24}))"),
        say=say_former,
        needs=re.compile(r"anc\."),
        source="Imprimerie nationale, Lexique, « abréviations »",
        examples=(
            ("Dans l'anc. mairie.", "Dans l'ancienne mairie."),
            ("Un anc. préfet.", "Un ancien préfet."),
        ),
    ),
    Rule(
        name="after-rank",
        kind="abbrev",
        pattern=re.compile(
            rf"(?:(?<=[IVX0-9]e )|(?<=[0-9]er )|(?<=[0-9]re )|(?<=[0-9][èe]me ))"
            rf"(?P<w>{_alternation(AFTER_RANK)})\.(?!\w)"
        ),
        say=lambda match, context: (
            (
                "ministre"
                if match["w"] == "min" and _AFTER_FIRST.search(match.string, 0, match.start())
                else AFTER_RANK[match["w"]]
            )
            + ("." if not match.string[match.end() :].strip() else "")
        ),
        needs=re.compile(r"[er] \w+\."),
        source="Imprimerie nationale, Lexique",
        examples=(
            ("Au XIXe s. déjà.", "Au dix-neuvième siècle déjà."),
            ("La 3e éd. paraît.", "La troisième édition paraît."),
        ),
    ),
    Rule(
        name="abbreviation",
        kind="abbrev",
        pattern=re.compile(rf"(?<![\w./-])(?P<w>{_alternation(_ANY_FORM)})(?![\w/])"),
        say=say_anywhere,
        source="Imprimerie nationale, Lexique, « abréviations »",
        examples=(
            ("Des pommes, etc.", "Des pommes, et cetera."),
            ("Le chef, c.-à-d. lui.", "Le chef, c'est-à-dire lui."),
            ("En 44 av. J.-C.", "En quarante-quatre avant Jésus-Christ."),
        ),
    ),
    Rule(
        name="street",
        kind="abbrev",
        pattern=re.compile(
            rf"(?<![\w.-])(?P<s>(?i:{_alternation(STREETS)})\.?)(?:(?= (?:{_NAME}|\ue000|de |du |des |d'|"
            rf"la |l'))|-(?=[A-Z\ue000]))"
        ),
        say=lambda match, context: say_street(match, context) if _street_fits(match) else None,
        source="AFNOR XP Z10-011",
        examples=(
            ("Au 5, av. Foch.", "Au cinq, avenue Foch."),
            ("Au 12 bis, bd Voltaire.", "Au douze bis, boulevard Voltaire."),
            ("On danse bd Voltaire, pas la bd Astérix.", "On danse boulevard Voltaire, pas la bd Astérix."),
            ("Le journal Der Spiegel.", "Le journal Der Spiegel."),
        ),
    ),
    Rule(
        name="title",
        kind="abbrev",
        pattern=re.compile(
            rf"(?<![\w.-])(?P<t>(?:{_alternation(BEFORE_NAME)})\.?)(?P<gap> ?|-)(?=(?:{_PARTICLES}{_NAME})|"
            rf"(?<=[Me]\. )l[ea']|(?<=[Mes] )(?:l[ea]s? |l'|et M)|"
            rf"(?<=\. )(?:les |et M))"
        ),
        say=lambda match, context: say_title(match, context) if _title_fits(match) else None,
        source="Imprimerie nationale, Lexique, « titres de civilité »",
        examples=(
            ("M. Lefort signe.", "Monsieur Lefort signe."),
            ("Avec le Dr Martin.", "Avec le docteur Martin."),
            ("À St-Étienne.", "À saint Étienne."),
            ("Me voilà.", "Me voilà."),
        ),
    ),
    Rule(
        name="title-alone",
        kind="abbrev",
        pattern=re.compile(r"(?<=\b(?:[Ll]e|[Dd]u|[Aa]u|[Uu]n|[Cc]e) )(?<!et un )(?P<t>Dr|Pr)(?= [a-zà-ÿ])"),
        say=lambda match, context: BEFORE_NAME[match["t"]],
        needs=re.compile(r"\b[DP]r "),
        examples=(("Le Dr est parti.", "Le docteur est parti."),),
    ),
)


_NAME_BEFORE = re.compile(
    r"(?<!\b[Ll][ea] )(?<!\b[DdAa]u )(?<!\bun )(?<![\w'])(?:[A-ZÀ-Ý][a-zà-ÿ]{2,14}-)?\b([A-ZÀ-Ý][a-zà-ÿ]{2,14}) $"
)


def _is_plural_noun(behind: str) -> bool:
    following = re.match(r"[^\W\d_]+", behind)
    word = find_word(following[0].lower()) if following else None
    return word is not None and any(tag[0] in "NA" and not tag.endswith("s") for tag in word.tags)


_MORE_INITIALS = re.compile(r"[A-Z]\.(?:,| &|\)| ?[A-Z]\.)")
"""« Newstadt, M. R., & Ram, P. »: authors of a reference."""


def stands_behind_first_name(match: re.Match[str]) -> bool:
    """« Jeanne M. Perrin », « Paul M.Dupuy »: the letter is an initial; « Le Président M. Petit » has a title."""
    before = _NAME_BEFORE.search(match.string[max(0, match.start() - 24) : match.start()])
    if before is None:
        return False
    known = words_written(before[1])
    named = any(word.form == before[1] and "P" in {tag[0] for tag in word.tags} for word in known)
    opens = not match.string[: match.start() - len(before[0])].strip() or match.string[
        : match.start() - len(before[0])
    ].rstrip().endswith((".", "!", "?", "»"))
    return (named and all(word.is_name or word.band > 4 for word in known)) if opens else (named or not known)


def _title_fits(match: re.Match[str]) -> bool:
    title, gap = match["t"], match["gap"]
    bare = title.rstrip(".")
    if bare == "M" and (stands_behind_first_name(match) or _MORE_INITIALS.match(match.string, match.end())):
        return False
    if gap == "-":
        return bare in HYPHENED
    after = match.string[match.end() : match.end() + 2]
    if gap == "" and (not title.endswith(".") or after[1:2] in (".", "")):
        return False  # « M.D. » is a sigle
    if bare in DOTTED and not title.endswith("."):
        return False
    if not re.match(_NAME, match.string[match.end() : match.end() + 1]) and bare not in COURTESY:
        return (
            re.match(
                rf"{_PARTICLES}[A-ZÀ-Ý]",
                match.string[match.end() : match.end() + 16],
            )
            is not None
        )
    if bare == "Mes" and _is_plural_noun(match.string[match.end() :]):
        return False  # « Mes Mémoires »
    if bare == "Me":
        # the pronoun opens sentences, the lawyer is followed by a name
        following = match.string[match.end() :].split(" ", 1)[0].rstrip(",.;:!?")
        return following not in ("Too", "TOO", "Voilà", "Voici", "Revoilà") and (
            not following.isupper() or len(following) in (1, 4, 5, 6)
        )
    return True
