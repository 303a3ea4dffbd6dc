"""Plain text: which line above the first paragraph is the headline, where the first line of all is the site's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from audioedition.article.judge.features import FUNCTION_WORDS, Line, words_of

LOOK_ABOVE = 25
"""So many lines above the first paragraph the headline is looked for."""
_SENTENCE_WORDS = 5
_MENU_LINES = 3
_FULL_STOP = re.compile(r"[.!…][\s»”\"')\]]*$")
_LEAST_ECHO, _ENOUGH_ECHO = 0.3, 0.25
"""A headline shares so much of its longer words with the article; what replaces one that does not, so much."""
_SURE_ECHO, _SURE_WORDS, _MENU_WORDS = 0.4, 2, 4
"""A line that says so much, and so many, of the article's longer words is the headline though few rules name the menu
above it; a menu's entries have so few words."""
_OPENING_HOURS = re.compile(r"\d ?h(?: ?\d\d)? ?[-–—/à] ?\d{1,2} ?h")
_GLUED = re.compile(r"[a-zà-ÿ](?=[A-ZÀ-Ý][a-zà-ÿ])")
_STEM = 6
_LONG_MENU, _STRAY, _LABEL_TIMES = 4, 2, 3
"""So many entries above a line are the page's menu, and so few between it and the first paragraph a kicker, a tag."""
_STAMPS = frozenset({"byline", "date", "share", "credit", "caption"})
_LEAST_TITLE_WORDS, _MOST_TITLE_WORDS, _FUNCTION_CHARS = 4, 30, 3


def own_headline(lines: Sequence[Line], headline: int | None, body: range) -> int | None:
    """On a page copied whole the first line may be the site's name: then the headline is the line above the first
    paragraph whose words come again in the article.

    ``headline``: the one found so far, which stays where nothing speaks against it; ``body``: the article's lines.
    """
    plain = [i for i in body if lines[i].prose and lines[i].rule is None]
    first = next((i for i in plain if lines[i].strong), plain[0] if plain else None)
    if first is None or headline is None or _is_page_s_title(lines, headline):
        return headline
    said = Counter(w for i in body if lines[i].prose and i >= first for w in set(content_words(lines[i])))
    head = lines[headline]
    told = head.words >= _LEAST_TITLE_WORDS and echo(head, said) * len(set(content_words(head))) > 1.5
    told = told and _OPENING_HOURS.search(head.text) is None
    strange = not any(w in said for w in content_words(head) if w not in FUNCTION_WORDS)
    row = (strange and _is_menu_row(head)) or len(_GLUED.findall(head.text)) > 1
    told = told and not row
    signed = any(
        x.rule is not None and x.rule.kind in ("byline", "date") for x in lines[headline + 1 : headline + 3]
    )
    below = None if signed else _below_menu(lines, headline, first, said)
    if below is not None and (not told or _says_more(lines[below], head, said)):
        return below
    if told and echo(head, said) >= _LEAST_ECHO:
        return headline
    menu = row or _under_menu(lines, 0, first)
    if row and (under := _first_under_row(lines, first, said)) is not None:
        return under
    best, most = headline, 1.0
    for i in range(max(1, first - LOOK_ABOVE), first):
        line = lines[i]
        if line.folded == head.folded:
            continue
        if is_sentence(line):
            break  # nothing that is said may be lost above the new headline
        if not _may_be_title(line):
            continue
        matched = echo(line, said) * len(set(content_words(line)))
        sure = echo(line, said) >= _SURE_ECHO and matched >= _SURE_WORDS and _parted(lines, headline, i)
        if (sure or (menu and echo(line, said) >= _ENOUGH_ECHO)) and matched > most:
            best, most = i, matched
    return best


def _is_page_s_title(lines: Sequence[Line], headline: int) -> bool:
    """The page's title, its first line, begins with it: « Le bac ne passe plus - La Voix du Plateau ». With a full stop
    it is rather a quotation pulled out."""
    line = lines[headline]
    return (
        headline > 0
        and _FULL_STOP.search(line.text) is None
        and line.words >= _LEAST_TITLE_WORDS
        and lines[0].folded.startswith(line.folded)
    )


def _below_menu(lines: Sequence[Line], head: int, first: int, said: Counter[str]) -> int | None:
    """The first line that may be a headline behind a long menu that stands under the first line, whatever that says: a
    site's name, a motto, a score. It must say a word of the article."""
    entries = [i for i in range(head + 1, first) if _is_entry(lines[i])]
    for i in range(head + 1, first):
        if is_sentence(lines[i]):
            return None  # nothing that is said may be lost above the new headline
        above, below = sum(j < i for j in entries), sum(j > i for j in entries)
        if above < _LONG_MENU or below > _STRAY or not _may_be_title(lines[i]) or _is_menu_row(lines[i]):
            continue
        if _told_again(lines[i], said):
            times = sum(line.folded == lines[i].folded for line in lines)
            return i if lines[i].folded != lines[head].folded and times < _LABEL_TIMES else None
    return None


def _says_more(line: Line, head: Line, said: Counter[str]) -> bool:
    """It says more of the article's words than the first line; no fewer are enough where that is all capitals: a name
    (« La Voix du Fleuve »), a match's result."""
    named = all(w[:1].isupper() for w in head.text.split() if len(w) > _FUNCTION_CHARS)
    return _told_again(line, said) + named > _told_again(head, said)


def _told_again(line: Line, said: Counter[str]) -> int:
    """How many of its longer words the article says, in the singular or the plural."""
    stems = {w[:_STEM] for w in said if len(w) >= _STEM}
    return sum(w in said or w[:_STEM] in stems for w in set(content_words(line)))


def _is_entry(line: Line) -> bool:
    """A menu's entry: a few words without a full stop, no stamp of an article."""
    stamp = line.rule is not None and line.rule.kind in _STAMPS
    return not line.ends and not stamp and 1 <= line.words <= _MENU_WORDS


def _first_under_row(lines: Sequence[Line], first: int, said: Counter[str]) -> int | None:
    """Under a row of a menu: the first line that may be a headline and has a word of the article, else the first."""
    may = []
    for i in range(1, first):
        if is_sentence(lines[i]):
            break  # nothing that is said may be lost above the new headline
        if _may_be_title(lines[i]):
            may.append(i)
    return next((i for i in may if echo(lines[i], said) > 0), may[0] if may else None)


def _may_be_title(line: Line) -> bool:
    """No sentence, of a headline's length; « billet-du-maire-de-juin » is an address's last part."""
    stopped = line.text.endswith((".", ":", "…")) or " " not in line.text.strip()
    return line.rule is None and not stopped and _LEAST_TITLE_WORDS <= line.words <= _MOST_TITLE_WORDS


def _is_menu_row(line: Line) -> bool:
    """A menu's entries that copying has put on one line: « Actu Sports Agenda », « Vos démarches Nous suivre »."""
    if line.ends or re.search(r" [|•·] ", line.text):
        return not line.ends
    words = [w for w in line.text.split(" ") if w[:1].isalpha()]
    begins = [b[:1].isupper() and a[:1].islower() and b.lower() in FUNCTION_WORDS for a, b in pairwise(words)]
    capitals = sum(w[:1].isupper() for w in words)
    return any(begins) or (len(words) >= _MENU_LINES and 2 * capitals > len(words))


def _under_menu(lines: Sequence[Line], head: int, first: int) -> bool:
    """A menu stands between the line and the first paragraph."""
    rules = [line.rule.kind for line in lines[head + 1 : first] if line.rule is not None]
    return sum(kind not in ("byline", "date", "share", "credit", "caption") for kind in rules) >= _MENU_LINES


def _parted(lines: Sequence[Line], head: int, i: int) -> bool:
    """Two entries of a menu or more stand between the first line and this one: bare words, or a path to the article."""
    between = lines[head + 1 : i]
    path = any(lines[i].folded and line.folded.endswith(lines[i].folded) for line in between)
    return sum(_is_entry(line) for line in between) >= _STRAY or path


def is_sentence(line: Line) -> bool:
    """Ends with a full stop, more than a few words, and no rule names it."""
    return line.rule is None and line.words >= _SENTENCE_WORDS and bool(_FULL_STOP.search(line.text[-8:]))


def content_words(line: Line) -> list[str]:
    return [w for w in words_of(line.text) if len(w) > _FUNCTION_CHARS]


def echo(line: Line, said: Counter[str]) -> float:
    """The share of a line's longer words that the article says again."""
    own = set(content_words(line))
    return sum(w in said for w in own) / max(1, len(own))
