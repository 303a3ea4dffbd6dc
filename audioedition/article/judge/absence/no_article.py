"""Pages that are no article though the server said « 200 »: consent, login, errors, checks for robots… Pure.

Each has its own reason, so that whoever reads the journal knows what stood in the article's place. What a page says of
itself (its title), what most of its sentences are about, where a redirect led, and what the feed had announced: any
one of them is enough. An article *about* cookies or passwords speaks of them in the third person, and of other things.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from urllib.parse import unquote, urlsplit

from audioedition.article.judge.absence.no_article_words import (
    FRONT,
    KINDS_SAID,
    LEAST_WORDS_SAID,
    LINE_WORDS,
    MOSTLY,
    OWN_NAME,
    PLACES,
    SAID_TO_READER,
    SENTENCES,
    SITE_WORDS,
    TITLE_CHARS,
    TITLE_PARTS,
    TITLES,
    UNADDRESSED,
    VARIANT,
    WITH_TITLE,
    Kind,
)
from audioedition.article.judge.features import Line
from audioedition.article.judge.verdict import Verdict
from audioedition.errors import ExtractionError
from audioedition.model import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a page is no article."""

    kind: Kind
    evidence: str
    """What gave it away: a title, a sentence, an address."""

    @property
    def may_pass(self) -> bool:
        """Whether the article may stand there at another time. A login does not go away by waiting."""
        return self.kind != "login"

    @property
    def error(self) -> ExtractionError:
        """As a sentence that names the kind."""
        hint = _HINTS.get(
            self.kind, "Look at the address in a browser; save the article there and give that file."
        )
        return ExtractionError(self._sentence(), hint=hint, retryable=self.may_pass)

    def _sentence(self) -> str:
        said = self.evidence
        match self.kind:
            case "consent":
                return f"The page is no article, it asks for consent to cookies: « {said} »."
            case "login":
                return f"The page is no article, it asks to log in: « {said} »."
            case "not_found":
                return f"The page says that there is no article: « {said} »."
            case "error":
                return f"The page is no article, it tells of an error: « {said} »."
            case "bot_check":
                return f"The page is no article, it checks for robots: « {said} »."
            case "front_page":
                return f"The address leads to a front page now, so the article is gone: {said}"
            case _:
                return f"The page has nothing of the article that the feed announced: « {said} »."


# --- what the feed announced ---------------------------------------------------------------------------------------

_HINTS: dict[Kind, str] = {
    "login": "Open it in your browser as a subscriber, save the page, and give that file.",
    "not_found": "Check the address in a browser.",
    "front_page": "Check the address in a browser.",
    "error": "Try again later.",
}
_WORD = re.compile(r"[^\W\d_]{4,}|\d{3,}")
_END, _LONG_LINE = re.compile(r"(?<=[.!?…]) +(?=[A-ZÀ-Ý«“])"), 600
_STEM_CHARS = 6
_LEAST_ANNOUNCED = 2
"""Words of a title by which it can be told from another's."""
_COMMON = frozenset(
    (
        "cette celui celle ceux leur leurs notre votre sont etait etaient avait avaient avec sans sous dans "
        "pour plus moins mais tout toute tous toutes comme comment pourquoi quand apres avant depuis pendant "
        "entre vers chez tres bien aussi encore deja fait faire etre avoir peut peuvent doit quoi quel quelle "
        "quels quelles elle elles nous vous ainsi alors selon contre toujours jamais video direct photo "
        "photos podcast article exclusif entretien "
    ).split()
)


def why_no_article(
    page: Page, lines: Sequence[Line], verdicts: Sequence[Verdict], *, announced: str | None = None
) -> Refusal | None:
    """Why a page that was judged is no article; ``None`` when it may be one. ``announced``: its title in a feed."""
    kept = [(line.text, verdict.role) for line, verdict in zip(lines, verdicts, strict=True) if verdict.kept]
    heads = takewhile(
        lambda told: told[1] in ("title", "heading"), kept
    )  # what a page without a title calls itself
    titles = [page.metadata.title or "", *(text for text, _ in heads)]
    body = [text for text, role in kept if role != "title"]
    return refusal_of_page(
        titles=titles, lines=[line.text for line in lines], body=body
    ) or refusal_of_announced(announced, [*titles, *body])


def refusal_of_redirect(asked: str | None, found: str | None) -> Refusal | None:
    """Why the address that a request ended on cannot be the article that was asked for; ``None`` when it may be."""
    if not asked or not found:
        return None
    before, after = urlsplit(asked), urlsplit(found)
    if _bare_host(before.netloc) == _bare_host(after.netloc) and _same_path(before.path, after.path):
        return None
    places = [*(_bare_host(after.netloc).split(".")[:-2]), *filter(None, after.path.split("/"))]
    known = {*_bare_host(before.netloc).split("."), *before.path.split("/")}
    named = not _returns_to(after.query, before.path) and OWN_NAME.search(
        after.path.rstrip("/").rpartition("/")[2]
    )
    for kind, pattern in PLACES if not named else ():
        for place in places:
            if place not in known and pattern.fullmatch(
                _folded(unquote(place)).rpartition(".")[0] or _folded(place)
            ):
                return Refusal(kind=kind, evidence=found)
    if _returns_to(after.query, before.path):
        return Refusal(kind="login", evidence=found)
    if FRONT.fullmatch(after.path) and not FRONT.fullmatch(before.path):
        return Refusal(kind="front_page", evidence=found)
    if _is_section_of(after.path, before.path):
        return Refusal(kind="front_page", evidence=found)
    return None


def refusal_of_page(*, titles: Iterable[str], lines: Sequence[str], body: Sequence[str]) -> Refusal | None:
    """Why a page is none by what it says. ``titles``: all that it calls itself; ``lines``: all that is printed on it;
    ``body``: what of it would be heard."""
    called = [(kind, title) for title in titles if title for kind in _kinds_of_title(title)]
    said = _sentences(body)
    for kind in KINDS_SAID:
        title = next((t for k, t in called if k == kind), None)
        share, words, evidence = _share(kind, said, least=0.0 if title else MOSTLY)
        if words >= LEAST_WORDS_SAID and share >= (WITH_TITLE if title else MOSTLY):
            return Refusal(kind=kind, evidence=title or evidence)
        if title and not _is_article_beside(said, share):
            return Refusal(kind=kind, evidence=title)
    if not said:  # all of it was left out: what was it?
        printed = _sentences(lines)
        for kind in KINDS_SAID:
            share, words, evidence = _share(kind, printed, least=MOSTLY)
            if words >= LEAST_WORDS_SAID and share >= MOSTLY:
                return Refusal(kind=kind, evidence=evidence)
    return None


class _Sentence:
    """A line, folded once however many kinds are asked, and only when one is."""

    def __init__(self, text: str, words: int) -> None:
        self.text = text
        self.words = words

    @cached_property
    def kinds(self) -> frozenset[Kind]:
        """Of what it may be said on."""
        folded = _folded(self.text)
        kinds = frozenset(SENTENCES.find_all(folded))
        to_reader = kinds <= UNADDRESSED or SAID_TO_READER.search(folded) is not None
        return kinds if to_reader else kinds & UNADDRESSED


def _sentences(lines: Sequence[str]) -> list[_Sentence]:
    """Lines; of a line as long as a text its sentences: a word amid it says nothing of the whole."""
    parts = (part for line in lines for part in (_END.split(line) if len(line) > _LONG_LINE else (line,)))
    counted = ((part, len(part.split())) for part in parts)
    return [_Sentence(part, words) for part, words in counted if words >= LINE_WORDS]


def refusal_of_announced(announced: str | None, texts: Iterable[str]) -> Refusal | None:
    """``texts``: the page's title and what of it would be heard. None of the announced title's words is in them."""
    wanted = _content(announced or "")
    if len(wanted) < _LEAST_ANNOUNCED:
        return None
    found: set[str] = set()
    for text in texts:
        found |= _content(text) & wanted
        if len(found) >= _needed(len(wanted)):
            return None
    return Refusal(kind="other_page", evidence=str(announced))


def _needed(wanted: int) -> int:
    """Of a long title one word in common may be chance."""
    return 1 if wanted < 6 else 2


def _kinds_of_title(title: str) -> list[Kind]:
    parts = TITLE_PARTS.split(title)
    own = [part for part in parts if len(title.split()) - len(part.split()) <= SITE_WORDS]
    folded = [_folded(part)[:TITLE_CHARS] for part in (title, *own) if part]
    return [
        kind for kind, pattern in TITLES if any(pattern.fullmatch(part.strip(" .!?…:-—–")) for part in folded)
    ]


def _share(kind: Kind, said: Sequence[_Sentence], *, least: float) -> tuple[float, int, str]:
    """The share of the words that stand in sentences of that kind, their number, and the first of the sentences. Where
    the share can no longer become ``least`` the rest is not looked at."""
    total = left = sum(sentence.words for sentence in said)
    own = 0
    evidence = ""
    for sentence in said:
        left -= sentence.words
        if kind in sentence.kinds:
            own += sentence.words
            evidence = evidence or sentence.text[:120]
        elif (own + left) / max(1, total) < least:
            break
    return own / max(1, total), own, evidence


_ARTICLE_WORDS = 150


def _is_article_beside(said: Sequence[_Sentence], share: float) -> bool:
    """Under a title such as « Connexion » stands a text that is about something else."""
    return share < WITH_TITLE and sum(sentence.words for sentence in said) >= _ARTICLE_WORDS


def _content(text: str) -> set[str]:
    """The words that a title is known by, each cut to its stem: « inondations » and « inondé » agree."""
    words = _WORD.findall(_folded(text))
    return {word[:_STEM_CHARS] for word in words if word not in _COMMON}


def _folded(text: str) -> str:
    bare = unicodedata.normalize("NFD", text.lower())
    for sign in set(bare):  # of a whole page's signs some six are accents: not each letter is asked
        if sign >= "\u0300" and unicodedata.combining(sign):
            bare = bare.replace(sign, "")
    return bare.replace("’", "'").replace("œ", "oe").replace("\u00a0", " ").replace("\u202f", " ")


def _bare_host(netloc: str) -> str:
    return netloc.rpartition("@")[2].partition(":")[0].lower().removeprefix("www.")


def _same_path(one: str, other: str) -> bool:
    return unquote(one).rstrip("/").lower() == unquote(other).rstrip("/").lower()


def _returns_to(query: str, path: str) -> bool:
    """« ?next=/article/12 », « ?continue=https%3A%2F%2F… »: a page that stands before the one that was asked for."""
    bare = path.strip("/")
    return len(bare) > 3 and bare in unquote(unquote(query))


def _is_section_of(found: str, asked: str) -> bool:
    """« /politique/ » in place of « /politique/le-budget-est-vote_123.html »."""
    found, asked = VARIANT.sub("/", found).strip("/"), VARIANT.sub("/", asked).strip("/")
    if not found or not asked.startswith(found + "/"):
        return False
    return not OWN_NAME.search(found.rpartition("/")[2])
