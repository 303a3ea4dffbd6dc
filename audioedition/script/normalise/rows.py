"""Figures around a stroke or a colon that a genre reads in its own way: sets of tennis, chronos, lenses, doses."""

from __future__ import annotations

import re

from audioedition.script.normalise.draft import Context, Rule
from audioedition.script.normalise.numbers import ordinal

_SCORES = frozenset({*((games, "6") for games in "01234"), ("5", "7"), ("6", "7")})
LAST_HOUR = 23
_LASTS = re.compile(r"(?i)\b(?:durée|vidéo|chanson|morceau|piste|clip)(?: de)?(?: ?:)? ?\(?$")
_SET = r"[0-7]/[0-7](?: ?\(\d{1,2}(?:[-/]\d{1,2})?\))?"
_SETS = re.compile(rf"(?<![\w/.,]){_SET}(?:(?:,| et|) {_SET}){{1,4}}(?![\w/]|[.,]\d)")
_TIMED = re.compile(
    r"(?i)(?:\b(?:en|chronos?|temps|records?|marathon|durée|vidéo|chanson|morceau|piste)(?: de| du| d'| à|:| :)? ?)$"
)


def say_sets(match: re.Match[str], context: Context) -> str | None:
    """« 6/4 3/6 7/6 » → « 6-4, 3-6, 7-6 »: one of each pair is six or seven, else they are parts."""
    pairs = re.findall(r"(\d)/(\d)", re.sub(r"\([^)]*\)", "", match[0]))
    if not all((min(pair), max(pair)) in _SCORES for pair in pairs):
        return None
    return re.sub(r"(?<=[\d)])(?:,| et|) (?=\d/)", ", ", match[0]).replace("/", "-")


def say_minutes(match: re.Match[str], context: Context) -> str | None:
    """« en 32:15 » is minutes and seconds: no clock has 32 hours, and no ratio stands behind « en »."""
    before = match.string[max(0, match.start() - 16) : match.start()]
    minutes, seconds = int(match["m"]), int(match["s"])
    if not _LASTS.search(before) and not (_TIMED.search(before) and minutes > LAST_HOUR):
        return None
    return f"{minutes} min {seconds:02d} s"


def say_exposure(match: re.Match[str], context: Context) -> str:
    """« 1/250 s » → « un deux-cent-cinquantième de seconde »."""
    return f"un {ordinal(match['n'], locale=context.locale)} de seconde"


_SINGLE_MEMBER = {
    "j": "jour",
    "jour": "jour",
    "sem": "semaine",
    "semaine": "semaine",
    "mois": "mois",
    "an": "an",
}


def say_so_often(match: re.Match[str], context: Context) -> str:
    """« 500 mg x 3/j » → « 3 par jour », open."""
    return f"{match['n']} par {_SINGLE_MEMBER[match['per']]}"


RULES = (
    Rule(
        name="degrees-celsius",
        kind="typo",
        pattern=re.compile(r"(?<=\d) ?° ?[Cc](?![\w'’])"),
        say=lambda match, context: " °C",
        needs=re.compile("°"),
        open=True,
        examples=(("Il fait 20° C.", "Il fait vingt degrés Celsius."),),
    ),
    Rule(
        name="slash-between-quantities",
        kind="range",
        pattern=re.compile(
            r"(?<![\w.,/-])(?<!\d )(\d{1,4})/(\d{1,4})(?=(?: ?°C?| ?€| pers\.?| (?:personnes|fois|convives|minutes"
            r"|jours|semaines|mois|pages|places|parts))(?!\w))"
        ),
        say=lambda match, context: f"{match[1]} {'à' if int(match[1]) < int(match[2]) else 'ou'} {match[2]}",
        needs=re.compile(r"\d/\d"),
        open=True,
        examples=(("Maxi 35/37 °C.", "Maxi trente-cinq à trente-sept degrés Celsius."),),
    ),
    Rule(
        name="sets",
        kind="score",
        pattern=_SETS,
        say=say_sets,
        needs=re.compile(r"[67]/\d|\d/[67]"),
        open=True,
        source="tennis results",
        examples=(
            ("Il gagne 6/4 3/6 7/6.", "Il gagne six à quatre, trois à six, sept à six."),
            ("Il boit 1/3 et 2/3.", "Il boit un tiers et deux tiers."),
        ),
    ),
    Rule(
        name="minutes-with-colon",
        kind="time",
        pattern=re.compile(r"(?<![\d.,:])(?P<m>\d{1,3}):(?P<s>[0-5]\d)(?![\w:]|[.,]\d)"),
        say=say_minutes,
        needs=re.compile(r"\d:\d"),
        open=True,
        examples=(("Il court en 32:15.", "Il court en trente-deux minutes quinze secondes."),),
    ),
    Rule(
        name="exposure",
        kind="unit",
        pattern=re.compile(r"(?<![\w/.,])1/(?P<n>\d{2,4}) ?s(?:ec)?(?:\.(?= [a-z])|(?![\w']))"),
        say=say_exposure,
        needs=re.compile("1/"),
        source="photography",
        examples=(("Pose de 1/250 s.", "Pose de un deux cent cinquantième de seconde."),),
    ),
    Rule(
        name="aperture",
        kind="unit",
        pattern=re.compile(r"(?<![\w/.])[fF] ?/ ?(?=\d{1,2}(?:[.,]\d)?(?![\w/]))"),
        say=lambda match, context: "effe ",
        needs=re.compile(r"/ ?\d"),
        source="photography",
        examples=(("Ouvert à f/1.8.", "Ouvert à effe un virgule huit."),),
    ),
    Rule(
        name="clock-with-stop",
        kind="time",
        pattern=re.compile(
            r"(?<![\w.,])(?P<h>[01]?\d|2[0-4])\.(?P<m>[0-5]\d) ?h(?:eures)?\b(?:\.(?= [a-z]))?"
        ),
        say=lambda match, context: f"{match['h']} h {match['m']}",
        needs=re.compile(r"\.\d\d ?h"),
        open=True,
        source="Swiss and older usage",
        examples=(("À 20.15 h, le film.", "À vingt heures quinze, le film."),),
    ),
    Rule(
        name="rank-out-of",
        kind="score",
        pattern=re.compile(r"(?<=\d[er])/(?=\d{1,4}(?![\w/]|[.,]\d))"),
        say=lambda match, context: " sur ",
        needs=re.compile(r"[er]/\d"),
        open=True,
        examples=(("Classé 3e/25.", "Classé troisième sur vingt-cinq."),),
    ),
    Rule(
        name="per-so-many-hours",
        kind="unit",
        pattern=re.compile(r"(?:(?<=[\d ][gl])|(?<=m[glL])|(?<=c[pl]))/(?=(?:6|8|12|24|48|72) ?h(?!\w))"),
        say=lambda match, context: " par ",
        needs=re.compile(r"/\d{1,2} ?h"),
        open=True,
        source="prescriptions",
        examples=(("Pas plus de 3 g/24 h.", "Pas plus de trois grammes par vingt-quatre heures."),),
    ),
    Rule(
        name="height-and-weight",
        kind="unit",
        pattern=re.compile(r"(?<=\d)(?P<u> ?c?m)/(?=\d{2,3} ?kg(?!\w))"),
        say=lambda match, context: f"{match['u']}, ",
        needs=re.compile(r"m/\d"),
        open=True,
        examples=(("Il fait 1,82m/78kg.", "Il fait un mètre quatre-vingt-deux, soixante-dix-huit kilos."),),
    ),
    Rule(
        name="less-than",
        kind="symbol",
        pattern=re.compile(r"(?:(?<=^)|(?<=[ (]))- de (?=\d)"),
        say=lambda match, context: "moins de ",
        needs=re.compile(r"- de \d"),
        open=True,
        examples=(("En catégorie - de 63 kg.", "En catégorie moins de soixante-trois kilos."),),
    ),
    Rule(
        name="universal-time",
        kind="time",
        pattern=re.compile(r"(?<=[\dh] )TU(?!\w)"),
        say=lambda match, context: "temps universel",
        needs=re.compile(r"[\dh] TU"),
        open=True,
        examples=(("À 20 h TU.", "À vingt heures temps universel."),),
    ),
    Rule(
        name="penalty",
        kind="score",
        pattern=re.compile(r"(?<=\de )sp(?=[ ,;)])|(?<=\d')sp(?=[ ,;)])"),
        say=lambda match, context: "sur penalty",
        needs=re.compile(r"\d[e'] ?sp"),
        open=True,
        examples=(("Un but (78e sp).", "Un but (soixante-dix-huitième sur penalty)."),),
    ),
    Rule(
        name="so-often",
        kind="unit",
        pattern=re.compile(
            r"(?<![\w/.,-])(?<!24)(?<!\b7)(?P<n>\d{1,3})/(?P<per>j|jour|sem|semaine|mois|an)(?:\.(?= [a-z,;)])|"
            r"(?![\w/]))"
        ),
        say=say_so_often,
        needs=re.compile(r"\d/[jsma]"),
        open=True,
        source="prescriptions",
        examples=(("Soit 500 mg, 3/j.", "Soit cinq cents milligrammes, trois par jour."),),
    ),
)
"""Before dates, fractions and ratios."""
