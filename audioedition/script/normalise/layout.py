"""What parts fragments on a page (« • », « | ») is a pause; « Art 8 » lacks its stop, « test pcr » its capitals."""

from __future__ import annotations

import re

from audioedition.script.normalise.draft import Context, Rule

_BEFORE_ARTICLE = r"(?:(?<=^)|(?<=[(,;:…·|»–—] )|(?<=\()|(?<=\b[Ll]')|(?<=\bet )|(?<=\bles ))"
_PRODUCT = re.compile(r"(?<!\d)\d{1,3}$")


def say_parting(match: re.Match[str], context: Context) -> str | None:
    """« Vie privée • Contact » → a comma; behind a mark that pauses already nothing but the blank; « 2 · 3 » stays."""
    before = match.string[max(0, match.start() - 8) : match.start()]
    behind = match.string[match.end() : match.end() + 8]
    if _PRODUCT.search(before) and re.match(r"\d{1,3}(?![\w/]| (?:h|min|km|€))", behind):
        return None
    return " " if before[-1] in ".,;:!?…(«" else ", "


RULES = (
    Rule(
        name="parted-fragments",
        kind="symbol",
        pattern=re.compile(r"(?<=[^\s·|]) ?(?:· |\| )(?=[^\s·|,.;:)»])|(?<=[^\s·|]) [·|](?=[^\W_])"),
        say=say_parting,
        needs=re.compile(r"[·|]"),
        open=True,
        source="lists of links and of key facts, which are printed on one line",
        examples=(
            ("Version du 4 août · En vigueur", "Version du quatre août, En vigueur"),
            ("Vie privée • Contact | Aide", "Vie privée, Contact, Aide"),
            ("Les étudiant·es lisent.", "Les étudiants et étudiantes lisent."),
        ),
    ),
    Rule(
        name="article-without-stop",
        kind="abbrev",
        pattern=re.compile(
            _BEFORE_ARTICLE
            + r"(?P<a>[Aa])rt(?P<s>s?) (?=(?:[LRD] ?)?\d{1,4}(?:-\d{1,3})*(?: (?:de|du|des|al|alinéa|bis|ter|et|à)\b|"
            r" [·•|§–—-]|(?<!\d{4})(?:[,;:.)]|$)))"
        ),
        say=lambda match, context: f"{match['a']}rticle{match['s']} ",
        needs=re.compile(r"[Aa]rts? "),
        open=True,
        source="headnotes of judgments",
        examples=(
            ("(Art 8 de la loi)", "(Article huit de la loi)"),
            ("Un salon d'art 8 fois l'an.", "Un salon d'art huit fois l'an."),
        ),
    ),
    Rule(
        name="test-in-small-letters",
        kind="sigle",
        pattern=re.compile(r"(?i:(?<=\btest )|(?<=\btests ))(?P<s>pcr|rt-pcr|vih|adn)(?!\w)"),
        say=lambda match, context: match["s"].upper(),
        needs=re.compile(r"(?i)tests? [prva]"),
        open=True,
        examples=(("Un « test pcr » négatif.", "Un « test pé-cé-erre » négatif."),),
    ),
)
