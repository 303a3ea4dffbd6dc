"""Words that are written alike and said in two ways, where the context decides and the voice errs.

A respelling is a workaround for one engine, so each rule names the engines that were caught: Pico by comparing the
sound of both spellings sample by sample, the espeak-ng family by its phonemes. Without a voice nothing is
respelled.
"""

from __future__ import annotations

import re

from audioedition.script.normalise.draft import Context, Rule

PICO = frozenset({"pico"})
ESPEAK = frozenset({"espeak"})
"""Kokoro and Piper are given phonemes: script/pronounce decides for them."""
BOTH = PICO | ESPEAK


def _rule(
    name: str, pattern: str, respelling: str, engines: frozenset[str], printed: str, spoken: str
) -> Rule:
    def say(match: re.Match[str], context: Context) -> str:
        return (match.groupdict().get("before") or "") + respelling

    return Rule(
        name=name,
        kind="heteronym",
        pattern=re.compile(pattern),
        say=say,
        examples=((printed, spoken),),
        engines=engines,
        source="listened to, and compared with the respelling",
    )


RULES = (
    _rule(
        "fier-proud",
        r"(?P<before>\b(?:est|es|suis|était|étais|sera|serait|soit|être|été|très|si|trop|assez|bien|aussi|peu|moins|air|"
        r"reste|rend|rendu|tout|et) )fier\b|\bfier(?= (?:de|d'|que|qu')\b)",
        "fière",
        PICO,
        "Il est fier de lui.",
        "Il est fière de lui.",
    ),
    _rule(
        "couvent-verb",
        r"(?P<before>\b(?:[Ii]ls|[Ee]lles|qui|(?:[Ll]es|[Dd]es|[Ss]es|[Cc]es|[Ll]eurs) [^\W\d_]+[sx]) )couvent\b",
        "couve",
        PICO,
        "Les poules couvent.",
        "Les poules couve.",
    ),
    _rule(
        "os-singular",
        r"(?P<before>(?:\b[Uu]n |\b[Cc]et |\b[Ll]'|\b[Dd]'|\b[Cc]haque |\b[Aa]ucun |\b[Ss]on ))os\b",
        "osse",
        PICO,
        "Il ronge un os.",
        "Il ronge un osse.",
    ),
    _rule(
        "os-plural",
        r"(?P<before>\b(?:[Ll]es|[Dd]es|[Aa]ux|[Ss]es|[Cc]es|[Nn]os|[Vv]os|[Ll]eurs|[Mm]es|deux|trois|"
        r"quatre|cinq|six) )os\b",
        "ô",
        ESPEAK,
        "Il a mal aux os.",
        "Il a mal aux ô.",
    ),
    _rule(
        "fils-sons",
        r"(?P<before>\b(?:(?:[Ss]es|[Mm]es|[Tt]es|[Nn]os|[Vv]os|[Ll]eurs|[Dd]eux|[Tt]rois|[Qq]uatre|"
        r"[Cc]inq)(?: jeunes)? |"
        r"petits-|beaux-))fils\b(?! (?:de |d'|électriques?|barbelés|conducteurs|dénudés|à ))",
        "fisse",
        PICO,
        "Ses fils sont grands.",
        "Ses fisse sont grands.",
    ),
    _rule(
        "fils-threads",
        r"\bfils(?= (?:électriques?|barbelés|conducteurs|dénudés|à coudre|de (?:fer|soie|laine|cuivre|"
        r"coton|nylon|pêche|l'eau)\b))",
        "fil",
        ESPEAK,
        "Des fils électriques.",
        "Des fil électriques.",
    ),
    _rule(
        "est-cardinal-point",
        r"(?P<before>\b(?:à|de|vers|dans|depuis|par|sur|plein|et|ou) l')[eE]st\b|(?<=\bd')est"
        r"(?= en ouest\b)|(?<=vent d')est\b",
        "èste",
        ESPEAK,
        "La ville est à l'est.",
        "La ville est à l'èste.",
    ),
    _rule(
        "tous-pronoun",
        r"(?P<before>\b(?:sont|étaient|seront|soient|ont|avaient|auront|ont été|[Nn]ous|[Vv]ous|eux) )tous\b"
        r"(?! (?:les|l'|ces|ses|nos|vos|leurs|mes|tes|deux|trois|quatre|cinq|azimuts|types|genres|ceux))",
        "tousse",
        PICO,
        "Ils sont tous venus.",
        "Ils sont tousse venus.",
    ),
    _rule(
        "plus-sounded",
        r"(?P<before>\b(?:[Dd]e|[Ee]n|au|bien|encore|beaucoup|peu) )plus(?=\s*(?:[,.;:!?)»]|$))",
        "plusse",
        BOTH,
        "De plus, il pleut.",
        "De plusse, il pleut.",
    ),
    _rule(
        "jean-trousers",
        r"\bjeans?\b",
        "djine",
        BOTH,
        "Il porte un jean.",
        "Il porte un djine.",
    ),
    _rule(
        "affluent-river",
        r"(?P<before>\b(?:[Uu]n |[Cc]et |[Ll]'|[Dd]'|[Ss]on ))affluent\b",
        "afluan",
        ESPEAK,
        "C'est un affluent.",
        "C'est un afluan.",
    ),
)


def sound_plus(words: str, engine: str | None) -> str:
    """« plus trois pour cent », « deux plus deux »: the s of a sum is heard, and these engines leave it out."""
    return re.sub(r"(?<![^\W\d_])plus\b(?! ou moins)", "plusse", words) if engine in BOTH else words
