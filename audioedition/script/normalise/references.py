"""References and limits around figures: pages, articles, volumes, « et suivantes », « minimum »."""

from __future__ import annotations

import re

from audioedition.script.normalise.draft import Context, Rule
from audioedition.script.normalise.numbers import cardinal
from audioedition.script.normalise.ranks import roman_value
from audioedition.script.normalise.sentences import opens_sentence
from audioedition.script.normalise.tables.abbreviations import BEFORE_FIGURE, DOTLESS


def _alternation(forms: dict[str, str]) -> str:
    return "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))


def say_reference(match: re.Match[str], context: Context) -> str | None:
    if match["n"]:
        # swallows the blank: the figures next to it are one reference (n° 2019-774), not a range (p. 12-15)
        if (
            match["n"].strip().lower() == "nos"
            and not re.search(r"(?i)(?:les|des|aux) $", match.string[: match.start()][-4:])
            and not re.match(r"\d+(?:, \d+)*(?: et | à |-|–)\d+(?! ?[a-zé])", match.string[match.end() :])
        ):
            return None  # the possessive
        return "numéros " if match["n"].strip().endswith("s") else "numéro "
    words = BEFORE_FIGURE[match["r"].lower().rstrip(".").rstrip()]
    if words == "chambre" and not _OF_A_COURT.search(match.string):
        words = "chapitre"
    if words == "minimum" and re.search(r"\d ?$", match.string[max(0, match.start() - 2) : match.start()]):
        return None  # « 3 min. 5 s »
    several = re.search(r"(?i)\b(?:les|des|aux) $", match.string[max(0, match.start() - 5) : match.start()])
    return words + ("s" if several and not words.endswith("s") else "")


_OF_A_COURT = re.compile(
    r"(?i)\b(?:cass|cour|cours|pôle|tgi|tribunal|soc\.|civ\.|crim\.|corr\.|sect\.|hôtel|hôpital|CA)\b"
)


def say_roman_reference(match: re.Match[str], context: Context) -> str | None:
    value, word = roman_value(match["n"].upper()), match["r"].lower().rstrip(".")
    # a court's chamber is counted in figures, a book's chapter in Roman ones
    noun = "chapitre" if word == "ch" else BEFORE_FIGURE[word]
    return None if value is None else f"{noun} {cardinal(value, locale=context.locale)}"


_PAGE_BEFORE = re.compile(r"(?i)\b(?:pp?\.|pages?|arts?\.|articles?|n°|fol\.|f\.) ?\d{1,5} $")


def say_following_pages(match: re.Match[str], context: Context) -> str | None:
    """« p. 12 sq. » → « et suivante », « sqq. », « et s. » → « et suivantes »; « 4 sq. des Lilas » is a square."""
    paged = _PAGE_BEFORE.search(match.string[max(0, match.start() - 16) : match.start()])
    if match["one"] and not paged and re.match(r" ?(?:[A-ZÀ-Ý]|d[eu])", match.string[match.end() :]):
        return None
    after = match.string[match.end() : match.end() + 30]
    ends = "." if match[0].endswith(".") and (not after.strip(" »)") or opens_sentence(after)) else ""
    return ("et suivante" if match["one"] else "et suivantes") + ends


def say_limit(match: re.Match[str], context: Context) -> str:
    """« 5 cm min. à droite » → « minimum »: behind a quantity no minutes and no minister."""
    after = match.string[match.end() : match.end() + 30]
    said = "minimum" if match["w"].lower().startswith("min") else "maximum"
    return said + ("." if not after.strip(" »)") or opens_sentence(after) else "")


def say_short_article(match: re.Match[str], context: Context) -> str:
    """« les art. 311-4 » → « les articles 311-4 », open: what is said of an article's number needs the word."""
    several = match.string[max(0, match.start() - 4) : match.start()].lower() in ("les ", "des ", "aux ")
    return "articles " if several or match["s"] else "article "


EARLY = (
    Rule(
        name="short-article",
        kind="abbrev",
        pattern=re.compile(r"(?<![\w.])[aA]rt(?:(?P<s>s?)\. ?(?=\d)| (?=\d{1,4}-\d|[LRD]\.? ?\d{1,4}-\d))"),
        say=say_short_article,
        needs=re.compile(r"[aA]rts?[. ]"),
        open=True,
        source="Légifrance",
        examples=(("L'art. 6-1 vaut.", "L'article six tiret un vaut."),),
    ),
    Rule(
        name="following-pages",
        kind="abbrev",
        pattern=re.compile(
            r"(?<=\d )(?:et )?(?:(?P<one>sq)|sqq|ss)\.(?! ?\d)|(?<=\d )et (?:s|suiv)\.|"
            r"(?<=\d )sqq(?![\w.])"
        ),
        say=say_following_pages,
        needs=re.compile(r"\d (?:et )?s"),
        source="Imprimerie nationale, Lexique, « abréviations »",
        examples=(
            ("Voir p. 12 sq. et 20.", "Voir page douze et suivante et vingt."),
            ("Au 12 sq. Carnot.", "Au douze square Carnot."),
        ),
    ),
    Rule(
        name="limit-behind-a-quantity",
        kind="abbrev",
        pattern=re.compile(
            r"(?<=\d)(?P<q> ?(?:[kcdm]?m[²³23]?|[km]?g|[cdhm]?[lL]|ans?|h|jours?|mois|pers\.|personnes?|pages?|°C?|%|€|"
            r"euros?|kW|W|V|ha) )"
            r"(?P<w>min|max)\.(?! ?\d)"
        ),
        say=lambda match, context: match["q"] + say_limit(match, context),
        needs=re.compile(r"m(?:in|ax)\."),
        open=True,
        examples=(("Laisser 5 cm min. à droite.", "Laisser cinq centimètres minimum à droite."),),
    ),
    Rule(
        name="circa",
        kind="abbrev",
        pattern=re.compile(
            r"(?<![\w.])(?:(?:ca?\. ?|ca )(?=\d{3,4}(?!\d| ?[€%$]))|"
            r"v\. ?(?=1\d{3}(?!\d| ?[€%$])|\d{1,4} (?:av|apr?)\.))"
        ),
        say=lambda match, context: "vers ",
        open=True,
        needs=re.compile(r"\b(?:ca?|v)\."),
        source="circa, in notices of museums",
        examples=(
            ("Peint c. 1250 à Sens.", "Peint vers mille deux cent cinquante à Sens."),
            ("Gravé, v. 1450.", "Gravé, vers mille quatre cent cinquante."),
        ),
    ),
    Rule(
        name="volume-of-a-review",
        kind="abbrev",
        pattern=re.compile(r"(?:(?<=[\w»)] )|(?<=[\w»)], ))Vol\.? ?(?=\d{1,4}(?:[,).]|$| ?\(| ?:| n[°o]))"),
        say=lambda match, context: "volume ",
        needs=re.compile("Vol"),
        examples=(("Dans Annales, Vol 10, n° 2.", "Dans Annales, volume dix, numéro deux."),),
    ),
)
"""Before the other abbreviations, which know « sq. » as a square and « min. » as minutes."""


RULES = (
    Rule(
        name="version-short",
        kind="abbrev",
        pattern=re.compile(r"(?<![\w.])v\. ?(?=\d{1,2}\.\d)"),
        say=lambda match, context: "version ",
        needs=re.compile(r"v\. ?\d"),
        open=True,
        examples=(("La v. 3.1 sort.", "La version trois point un sort."),),
    ),
    Rule(
        name="page-without-stop",
        kind="abbrev",
        pattern=re.compile(r"(?:(?<=, )|(?<=\())p(?= ?\d{1,4}(?:[),.;:]| :|$))"),
        say=lambda match, context: "page ",
        needs=re.compile(r"p ?\d"),
        examples=(("Le rêve, p 62, dit cela.", "Le rêve, page soixante-deux, dit cela."),),
    ),
    Rule(
        name="page-count",
        kind="abbrev",
        pattern=re.compile(r"(?<=\d )p\.(?=$|[,;)]| [(a-zà-ÿA-Z])"),
        say=lambda match, context: (
            "pages."
            if not (after := match.string[match.end() : match.end() + 30]).strip() or opens_sentence(after)
            else "pages"
        ),
        needs=re.compile(r"\d p\."),
        examples=(("Un roman de 256 p., relié.", "Un roman de deux cent cinquante-six pages, relié."),),
    ),
    Rule(
        name="reference-in-roman",
        kind="abbrev",
        pattern=re.compile(
            rf"(?<![\w.])(?P<r>(?i:{_alternation(BEFORE_FIGURE)})\.) (?P<n>[IVX]|[IVXL]{{2,7}}|[ivxl]{{2,7}})"
            r"(?![\w']|\.? ?\*?\d|\.-?[A-Z])"
        ),
        say=lambda match, context: say_roman_reference(match, context),
        needs=re.compile(r"\. [IVXLivxl]"),
        examples=(("Voir ch. VI.", "Voir chapitre six."), ("Au vol. iv.", "Au volume quatre.")),
    ),
    Rule(
        name="reference",
        kind="abbrev",
        pattern=re.compile(
            rf"(?<![\w.])(?:(?P<n>(?:(?<=, )|(?<=^)|(?<=[Cc]f\. )|(?<=\())[nN]\.(?= \d)|[nN](?:\.?°|º|o\.?(?= )"
            rf"|os(?= )|°s|um\.) ?)|(?i:(?P<r>"
            rf"(?:{_alternation(BEFORE_FIGURE)})\.|"
            rf"(?:{_alternation(DOTLESS)})(?![^\W\d_]))))(?= ?\d| [IVX]+\b| ?(?:L\.?[OP]?|Lp|[RDAC])\*?\.?\*? ?\d)"
        ),
        say=say_reference,
        needs=re.compile(r"[\dIVX]"),
        source="Imprimerie nationale, Lexique",
        examples=(
            ("Voir p. 12.", "Voir page douze."),
            ("L'art. 49.", "L'article quarante-neuf."),
            ("Le n° 3.", "Le numéro trois."),
        ),
    ),
    Rule(
        name="number-sign-alone",
        kind="abbrev",
        pattern=re.compile(r"(?<![\w.])[nN]\.?°(?= ?[^\W\d_]|[.,;:)!?]|$)"),
        say=lambda match, context: "numéro",
        needs=re.compile("°"),
        examples=(("Le N° de dossier.", "Le numéro de dossier."),),
    ),
)
