"""A row of buttons that copying has run together into one line."""

from __future__ import annotations

import re

from audioedition.article.chrome import ChromeRule, Phrasebook

_BUTTONS = frozenset(
    {"ad", "share", "comment_form", "newsletter", "paywall", "navigation", "embed", "related", "cookie"}
)
_SECTION_RULES = frozenset({"section-name", "navigation-word"})
"""Names of sections and bare words: two of them may be a heading."""
_MOST_BUTTON_WORDS = 14
_MOST_ROW_CHARS = 160
_BUTTON = (
    r"(?:facebook|twitter|linked ?in|whats ?app|messenger|telegram|instagram|pinterest|bluesky"
    r"|mastodon|threads|flipboard|reddit|tumblr|youtube|tiktok|snapchat|pocket|google (?:news|actualites)|google"
    r"|e-?mails?|mail|courriel|sms|rss|pdf|x\b"
    r"|x(?=(?:linkedin|whatsapp|facebook|messenger|e-?mail|bluesky|threads|telegram|pinterest))"
    r"|partag(?:er|ez|es?)(?: (?:sur|par|via))?|imprimer|commenter"
    r"|reagir|sauvegarder|enregistrer|offrir"
    r"|ecouter|copier(?: le lien)?"
    r"|envoyer|favoris?|lire plus tard|suivre|j'aime|aimer|commentaires?|reactions?|lecture|temps de lecture"
    r"|0 ?(?:min|mn|minutes?)\b(?: de lecture)?)"
)
_NETWORK = re.compile(
    r"facebook|twitter|linked ?in|whats ?app|messenger|telegram|bluesky|mastodon|e-?mail|google"
)
_ROW = re.compile(rf"(?:[\s,;:|·•/()0-]*{_BUTTON}){{2,}}[\s,;:|·•/()0-]*|0 ?{_BUTTON}")


def networks_in_a_row(line: str, book: Phrasebook) -> ChromeRule | None:
    """« FacebookXWhatsApp », « partager facebook x commenter 41 »: a folded line of buttons, with or without spaces."""
    if len(line) > _MOST_ROW_CHARS or not _ROW.fullmatch(line):
        return None
    if len(re.findall(_BUTTON, line)) == 2 and not _NETWORK.search(line) and "0" not in line:
        return None  # « Aimer, partager » may be a heading
    return book.lines.get("partager")


def buttons_in_a_row(line: str, book: Phrasebook) -> ChromeRule | None:
    """« Écouter Réagir Partager »: a folded line that is nothing but phrases of buttons, two or more.

    Gives the rule of the first that opens no section: « Commenter » among buttons opens none.
    """
    words = line.split()
    if not 2 <= len(words) <= _MOST_BUTTON_WORDS:
        return None
    first: list[ChromeRule | None] = [None] * len(words)
    count = [0] * len(words) + [1]
    for start in range(len(words) - 1, -1, -1):
        for end in range(len(words), start, -1):
            rule = book.lines.get(" ".join(words[start:end])) if count[end] else None
            if rule is None or rule.kind not in _BUTTONS or rule.id in _SECTION_RULES:
                continue
            if rule.opens == "rest" and rule.kind != "comment_form":
                continue
            first[start], count[start] = rule, count[end] + 1
            break
    if count[0] <= 2:
        return None
    return next((rule for rule in first if rule is not None and rule.opens != "rest"), None)
