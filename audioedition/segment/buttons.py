"""A row of buttons that copying has run together into one line."""

from __future__ import annotations

from audioedition.chrome import Phrasebook, Rule

_BUTTONS = frozenset(
    {"share", "comment_form", "newsletter", "paywall", "navigation", "embed", "related", "cookie"}
)
_SECTION_RULES = frozenset({"section-name", "navigation-word"})
"""Names of sections and bare words: two of them may be a heading."""
_MOST_BUTTON_WORDS = 14


def buttons_in_a_row(line: str, book: Phrasebook) -> Rule | None:
    """« Écouter Réagir Partager »: a folded line that is nothing but phrases of buttons, two or more.

    Gives the rule of the first that opens no section: « Commenter » among buttons opens none.
    """
    words = line.split()
    if not 2 <= len(words) <= _MOST_BUTTON_WORDS:
        return None
    first: list[Rule | None] = [None] * len(words)
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
