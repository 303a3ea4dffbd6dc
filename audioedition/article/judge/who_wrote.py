"""Who wrote the article, said again at its edges: the last look at what is kept, of a page and of copied text alike.

An article begins and ends with its own sentences. Around them stand, in every site's own words, the author's name with
what he is, how the text was made, his life and his addresses. They are told by their form, not by their words: a
presentation without a verb of somebody whom no paragraph names, a genre and a participle, a signer and the verb of a
life. Whom the article tells of is named by its paragraphs or its headline, and stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from audioedition.article.chrome import fold
from audioedition.article.judge.copied.people_cards import drop_people_cards
from audioedition.article.judge.copied.photographers import drop_photographers
from audioedition.article.judge.copied.signature import names_signing
from audioedition.article.judge.copied.tail import PROFESSED
from audioedition.article.judge.features import HEADINGS, Line
from audioedition.article.judge.headline_stamp import stamps_under_headline
from audioedition.article.judge.made_by import says_who_made
from audioedition.article.judge.persons import LIFE, NAME, Presented, read_presented, signed_with_place
from audioedition.article.judge.verdict import Verdict, drop
from audioedition.model import Page

_HEAD, _TAIL = 6, 12
_QUESTIONS, _LISTED = 3, 3
_DATELINE_WORDS, _SIGNED_WORDS, _LABEL_WORDS = 10, 14, 4
_NEAR = 3
_ADDRESS = re.compile(
    r"^\W*(?:https?://|www\.|@\w|[\w.-]+@[\w-]+\.|[\w-]+\.(?:com|fr|net|org|ch|be|ca)\b)", re.I
)
_ANY_ADDRESS = re.compile(r"https?://|\bwww\.|\S@\S|\b[\w-]+\.(?:com|fr|net|org|ch|be|ca)\b", re.I)
_AGENCY = re.compile(r"^[A-Z]{2,6}$")
_PLACED = re.compile(r"[A-ZÀ-Ý][\w’'.()-]*(?: (?:[a-z]{1,3} )?[A-ZÀ-Ý][\w’'.()-]*)*")
_BY = re.compile(r"^\W{0,3}(?:par|PAR|Par)\s+(?=[A-ZÀ-Ý])")
_ABOUT = re.compile(r"^[ÀAà] propos (?:de |d[’']|du )(?P<name>.{3,60}?)\W*$")
_HOUSE = re.compile(r"^(?:L[ae]s?|Une?) ")
"""« Le Monde », « La rédaction »: no person."""
_QUOTED = re.compile(r"^\W{0,2}[«“\"„]|[»”\"]\W{0,2}$")
_TOLD = frozenset(
    {
        "presented-at-the-edge",
        "how-it-was-made",
        "about-the-author",
        "signer-with-his-role",
        "address-of-the-author",
    }
)
_PICTURED = frozenset({"credit", "caption", "embed"})
_CLOSING = frozenset(
    {"related", "share", "comments", "comment_form", "newsletter", "most_read", "reactions", "ad", "paywall"}
)


def drop_who_wrote(page: Page, lines: Sequence[Line], verdicts: list[Verdict]) -> None:
    """Drop, in place, what says again who wrote the article and how it was made."""
    if page.plain_text:
        drop_photographers(lines, verdicts)
        drop_people_cards(lines, verdicts)
    Edges(page, lines, verdicts).drop()


class Edges:
    """One article's first and last lines while they are looked at."""

    def __init__(self, page: Page, lines: Sequence[Line], verdicts: list[Verdict]) -> None:
        self.lines, self.verdicts, self.plain = lines, verdicts, page.plain_text
        self.title = next((lines[i].folded for i, v in enumerate(verdicts) if v.role == "title"), "")
        self.kept = [i for i, v in enumerate(verdicts) if v.kept and v.role != "title"]
        byline = page.metadata.byline or ""
        signing = {name.strip() for name in re.findall(NAME, byline)} | names_signing(lines, verdicts)
        last = self.kept[-1] if self.kept else len(lines)
        for i in range(
            last + 1, min(last + 1 + _TAIL, len(lines))
        ):  # « Author: Anne Le Goff, maîtresse de… »
            who = read_presented(lines[i].text) if not verdicts[i].kept else None
            signing |= {who.name} if who else set()
        self.signers = frozenset(fold(name) for name in signing if " " in name and not _HOUSE.match(name))
        self.asked = sum(lines[i].text.rstrip().endswith("?") for i in self.kept) >= _QUESTIONS

    def drop(self) -> None:
        if not any(self.lines[i].strong for i in self.kept):
            return
        self._amid()
        for found in (
            stamps_under_headline(self.lines, self.verdicts),
            self._found_at_the_top(),
            self._found_at_the_end(),
        ):
            for i, verdict in found.items():
                self.verdicts[i] = verdict
        self._addresses()

    # --- where -------------------------------------------------------------------------------------------

    def _found_at_the_top(self) -> dict[int, Verdict]:
        """Down from the headline, to the first whole paragraph that is the article's."""
        found: dict[int, Verdict] = {}
        for i in [i for i in self.kept if self.verdicts[i].kept][:_HEAD]:
            verdict = self._at_the_top(i)
            if verdict:
                found[i] = verdict
            elif self.lines[i].strong:
                break
        return found

    def _found_at_the_end(self) -> dict[int, Verdict]:
        """Upwards from the last line, to the first whole paragraph that is the article's."""
        found: dict[int, Verdict] = {}
        for i in reversed([i for i in self.kept[1:] if self.verdicts[i].kept][-_TAIL:]):
            verdict = self._at_the_end(i)
            if verdict:
                found[i] = verdict
            elif self.lines[i].strong:
                break
        return found

    def _at_the_top(self, i: int) -> Verdict | None:
        line = self.lines[i]
        if self.verdicts[i].role == "list":
            return None
        if self._is_dateline(line):
            return drop("byline", "agency-and-author")
        return self._presents(i) or self._made(i) or self._signs(i)

    def _at_the_end(self, i: int) -> Verdict | None:
        line = self.lines[i]
        life = self._life(i) or self._unnamed_life(i)
        return life or self._presents(i) or self._made(i) or self._signs(i) or self._leads_to_author(line)

    # --- what --------------------------------------------------------------------------------------------

    def _presents(self, i: int) -> Verdict | None:
        who = read_presented(_BY.sub("", self.lines[i].text))
        if who is None or self.lines[i].strong or self._quotes(i - 1):
            return None
        signs = fold(who.name) in self.signers
        listed = self.asked or self.verdicts[i].role == "list" or self._is_listed(i)
        if not signs and (listed or self._is_told_of(who, i)):
            return None
        return None if fold(who.surname) in self.title.split() else drop("byline", "presented-at-the-edge")

    def _is_listed(self, i: int) -> bool:
        """Several who are presented one below the other are a jury, or have signed an appeal; who stands under a
        heading or a colon (« Intervenante ») is announced."""
        first = last = i
        while first and _names_somebody(self.lines[first - 1]):
            first -= 1
        while last + 1 < len(self.lines) and _names_somebody(self.lines[last + 1]):
            last += 1
        headed = first > 0 and (
            self.verdicts[first - 1].role == "heading" or self.lines[first - 1].text.endswith(":")
        )
        return headed or last - first + 1 >= _LISTED

    def _is_told_of(self, who: Presented, i: int) -> bool:
        """A paragraph of the article names him."""
        return any(who.surname in self.lines[j].text for j in self.kept if j != i and self.lines[j].prose)

    def _made(self, i: int) -> Verdict | None:
        told = (self.lines[j].text for j in self.kept if j != i and self.lines[j].prose)
        return drop("byline", "how-it-was-made") if says_who_made(self.lines[i].text, told) else None

    def _life(self, i: int) -> Verdict | None:
        """« Anne Le Goff est …  Elle a … », of one who signs and whom no paragraph names; right under his name alone,
        of him by his first name too."""
        text, folded = self.lines[i].text, self.lines[i].folded
        for name in self.signers:
            surname = name.rsplit(" ", 1)[-1]
            begins = folded.startswith(name) and LIFE.match(text[len(name) :])
            if begins and surname not in self.title and not self._said_above(i, surname):
                return drop("byline", "about-the-author")
        first = next(iter(self._name_above(i)), "")
        if first and text.startswith(f"{first} ") and LIFE.match(text[len(first) :]):
            return None if self._said_above(i, fold(first)) else drop("byline", "about-the-author")
        return None

    def _unnamed_life(self, i: int) -> Verdict | None:
        """« Paul Kessler est hydrologue, auteur de … »: of one whom no other line names; the only such paragraph."""
        own = PROFESSED.match(self.lines[i].text)
        if own is None or self.asked or self.lines[i].block.tag in HEADINGS:
            return None
        if any(PROFESSED.match(self.lines[j].text) for j in self.kept if j != i):
            return None
        surname = own["name"].rsplit(" ", 1)[-1]
        named = any(surname in self.lines[j].text for j in self.kept if j != i) or fold(surname) in self.title
        return None if named else drop("byline", "about-the-author")

    def _signs(self, i: int) -> Verdict | None:
        """A name alone, or with where he writes, of one whom no paragraph names; a heading names its section."""
        line = self.lines[i]
        free = line.block.tag not in HEADINGS and self.verdicts[i].role in ("body", "standfirst")
        again = sum(self.lines[j].folded == line.folded for j in self.kept) > 1  # who speaks, in an interview
        who = signed_with_place(line.text) if free and not self.asked and not again else None
        if who is None or self._quotes(i - 1) or self._is_listed(i) or self._is_told_of(who, i):
            return None
        return None if fold(who.surname) in self.title.split() else drop("byline", "name-at-the-edge")

    def _said_above(self, i: int, word: str) -> bool:
        return any(word in self.lines[j].folded for j in self.kept if j < i and self.lines[j].prose)

    def _name_above(self, i: int) -> list[str]:
        """The words of a name that stands alone in one of the three lines above and is not read."""
        for j in range(max(0, i - _NEAR), i):
            if not self.verdicts[j].kept and re.fullmatch(NAME, self.lines[j].text.strip()):
                return self.lines[j].text.split()
        return []

    def _leads_to_author(self, line: Line) -> Verdict | None:
        """« Le blog d’Anne Le Goff : annelegoff.fr »: a signer and an address in a line that is no paragraph."""
        named = any(name in line.folded for name in self.signers)
        if named and not line.strong and line.words <= _SIGNED_WORDS and _ANY_ADDRESS.search(line.text):
            return drop("byline", "address-of-the-author")
        return None

    def _addresses(self) -> None:
        """Lines that begin with an address, right behind what said who wrote."""
        told = False
        for i, line in enumerate(self.lines):
            address = _ADDRESS.match(line.text) is not None
            if told and address and self.verdicts[i].kept and not line.strong:
                self.verdicts[i] = drop("byline", "address-of-the-author")
            told = self.verdicts[i].rule in _TOLD or (told and address)

    def _is_dateline(self, line: Line) -> bool:
        """« AA / Nice / Anne Le Goff »: an agency, a place, an author between strokes, and no word of a sentence."""
        pieces = [p.strip() for p in re.split(r"\s*[/|·•]\s*|\s+[–—-]\s+", line.text) if p.strip()]
        if len(pieces) < 2 or line.words > _DATELINE_WORDS or line.ends:
            return False
        signed = any(fold(p) in self.signers for p in pieces) or any(_AGENCY.match(p) for p in pieces)
        return signed and all(_PLACED.fullmatch(p) for p in pieces)

    # --- amid the article --------------------------------------------------------------------------------

    def _amid(self) -> None:
        for i in self.kept:
            if self.verdicts[i].kept and i:
                self.verdicts[i] = self._signs_amid(i) or self.verdicts[i]

    def _signs_amid(self, i: int) -> Verdict | None:
        """Names under a label that says what they are (« Traduction »), « Par X (professeur à …) », the box of one who
        signs; in copied text, a name alone between a paragraph and what closes an article."""
        line, above = self.lines[i], self.lines[i - 1]
        label = self.verdicts[i - 1].reason == "byline" and above.words <= _LABEL_WORDS
        if (
            label
            and not re.match(NAME, above.text)
            and re.match(NAME, line.text)
            and not (line.prose or line.ends)
        ):
            return drop("byline", "under-its-label")
        who = None if line.strong else read_presented(_BY.sub("", line.text))
        if who and _BY.match(line.text) and not line.ends:
            return drop("byline", "byline-with-its-role")
        if who and fold(who.name) in self.signers and fold(who.surname) not in self.title.split():
            return drop("byline", "signer-with-his-role")
        signer = next((name for name in self.signers if line.folded.startswith(name)), None)
        if signer and self._boxed(i, signer) and LIFE.match(line.text[len(signer) :]):
            return drop("byline", "about-the-author")
        about = _ABOUT.match(line.text)
        if about and fold(about["name"]) in self.signers and not line.prose:
            return drop("byline", "about-the-author")
        return self._signs_above_chrome(i, who) if self.plain else None

    def _boxed(self, i: int, signer: str) -> bool:
        """His name, alone and not read, stands right above."""
        near = [j for j in range(max(0, i - _NEAR), i) if not self.verdicts[j].kept]
        return any(
            self.lines[j].folded.startswith(signer) and self.lines[j].words <= _LABEL_WORDS for j in near
        )

    def _signs_above_chrome(self, i: int, who: Presented | None) -> Verdict | None:
        if not (self.verdicts[i - 1].kept and self.lines[i - 1].strong) or i + 1 >= len(self.lines):
            return None
        below = self.verdicts[i + 1]
        alone = self.verdicts[i].role == "heading" and re.fullmatch(NAME, self.lines[i].text.strip(" .–—-"))
        if alone and below.reason in _CLOSING:
            return drop("byline", "signature-above-chrome")
        named = not below.kept and self.lines[i + 1].rule is not None and below.reason not in _PICTURED
        return self._presents(i) if who and named else None

    def _quotes(self, i: int) -> bool:
        """A quotation stands there: whoever is named below it said it."""
        if i < 0 or (self.lines[i].words and not self.verdicts[i].kept):
            return False  # a quotation mark alone in its line is not read
        return self.verdicts[i].role == "quote" or _QUOTED.search(self.lines[i].text) is not None


def _names_somebody(line: Line) -> bool:
    return read_presented(line.text) is not None or signed_with_place(line.text) is not None
