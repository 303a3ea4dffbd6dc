"""Plain text: who wrote the article, where the lines say it again: the name alone, and what is said of its bearer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audioedition.article.judge.features import Line
from audioedition.article.judge.persons import LIFE, NAME
from audioedition.article.judge.verdict import Verdict, drop, keep, reason_at

_BY = re.compile(r"\b(?:[Pp]ar|PAR|Textes?|De|Photos?)\b ?:? ?")
_LAST_LINES, _APPOSITION = 6, 110
_ALONE = re.compile(rf"^(?:{NAME}|[A-ZÀ-Ý][\w’'.-]{{1,30}})(?: ?:)?$")
_ROLE = re.compile(
    r"^(?:(?:Est|Ancien(?:ne)?|Ex-)? ?)?(?:[Jj]ournaliste|[Rr]édact|[Rr]eporter|[Cc]orrespondant|[Cc]hroniqueu"
    r"|[Éé]ditorialiste|[Pp]igiste|[Aa]uteure?|[Aa]utrice|[Pp]rofesseur|[Cc]hercheu|[Mm]aître|[Dd]octeur|[Dd]octorant|[Ee]nseignant"
    r"|[Éé]crivain|[Dd]iplômé|[Pp]assionné|[Ss]pécialis|[Cc]ritique|[Tt]raducteu|[Hh]istorien|[Ss]ociologue|[Éé]conomiste|[Pp]hotographe|[Bb]logu)"
)


def about_author(lines: Sequence[Line], verdicts: Sequence[Verdict], i: int, inside: range) -> Verdict | None:
    """« Anne Le Goff est maîtresse de conférences » at the article's edge, when she signs it."""
    near = any(reason_at(verdicts, j) for j in (i - 1, i + 1))
    first = next((j for j in inside if verdicts[j].kept and lines[j].strong), inside.stop)
    if not near or (
        i > first and any(verdicts[j].kept and lines[j].strong for j in range(i + 1, inside.stop))
    ):
        return None
    authors = names_signing(lines, verdicts)
    about = any(lines[i].text.startswith(a) and LIFE.match(lines[i].text[len(a) :]) for a in authors)
    return drop("byline", "about-the-author") if about else None


def drop_signed(lines: Sequence[Line], verdicts: list[Verdict], inside: range) -> None:
    """The author's name again, alone in a line; at the end also what is said of him right below."""
    authors = {name.lower() for name in names_signing(lines, verdicts)}
    last = max((j for j in inside if verdicts[j].kept and lines[j].strong), default=inside.stop)
    speakers = _speakers(lines, verdicts, inside)
    for i in inside:
        line = lines[i]
        if line.text in speakers:
            verdicts[i] = keep("heading")
            continue
        dropped = verdicts[i].rule == "name-at-the-edge"
        if not (verdicts[i].kept or dropped) or line.prose or verdicts[i].role == "title":
            continue
        below = i + 1 if i + 1 in inside and verdicts[i + 1].kept else None
        own = dropped or line.text.strip(" .•—–-").lower() in authors
        about = below is not None and lines[below].text.startswith(line.text.strip()) and lines[below].prose
        if about and below is not None:
            about = bool(LIFE.match(lines[below].text[len(line.text.strip()) :])) and below >= last
        if own or about:
            verdicts[i] = drop("byline", "byline-again")
            life = below is not None and below >= last and bool(_ROLE.match(lines[below].text))
            if below is not None and (about or (life and i > last)):
                verdicts[below] = drop("byline", "about-the-author")


def drop_biographies(lines: Sequence[Line], verdicts: list[Verdict], inside: range) -> None:
    """In place: the last paragraphs, where their first sentence is about one who signs (« Vassilaki dirige… »,
    « Biologiste de formation, Margaux Thévenin est… ») and whom no paragraph of the article names."""
    kept = [i for i in inside if verdicts[i].kept and verdicts[i].role != "title"]
    authors = names_signing(lines, verdicts)
    for i in reversed(kept[1:][-_LAST_LINES:]):
        line = lines[i]
        above = lines[i - 1].text.strip(" .•—–-:")
        names = authors | ({above} if re.fullmatch(NAME, above) else set())
        about = next((n for n in names if _is_life_of(n, line.text, authors)), None)
        surname = about.rsplit(" ", 1)[-1].lower() if about else ""
        said = any(surname in lines[j].text.lower() for j in kept[1:] if j < i and lines[j].prose)
        if about and not said and (line.prose or line.ends):
            verdicts[i] = drop("byline", "about-the-author")
            if above == about and verdicts[i - 1].kept and verdicts[i - 1].role != "title":
                verdicts[i - 1] = drop("byline", "byline-again")
        elif line.strong:
            return


def _is_life_of(name: str, text: str, authors: set[str]) -> bool:
    """Whether a text begins with this bearer of a name: the name or its last word and a verb of a life, or what he is
    and the name."""
    folded, whole = text.lower(), name.lower()
    surname = whole.rsplit(" ", 1)[-1]
    if name in authors and re.match(r"(?:,|\s[a-zà-ÿ])", text[len(name) :]) and folded.startswith(whole):
        return True
    for start in (whole, surname):
        if folded.startswith(start) and LIFE.match(text[len(start) :]):
            return True
    at = folded.find(whole, 0, _APPOSITION)
    return at > 0 and (folded[:at].endswith(", ") and "." not in text[:at] and "«" not in text[:at])


def _speakers(lines: Sequence[Line], verdicts: Sequence[Verdict], inside: range) -> set[str]:
    """Two names or more, each alone in a line twice or more above what is said: an interview keeps who speaks."""
    may = [
        lines[i].text
        for i in inside[:-1]
        if (verdicts[i].kept or verdicts[i].rule == "name-at-the-edge")
        and verdicts[i].role != "title"
        and _ALONE.match(lines[i].text)
        and (lines[i + 1].prose or lines[i + 1].text.endswith("?"))
        and not LIFE.match(lines[i + 1].text)
    ]
    found = {name for name in may if may.count(name) >= 2}
    return found if len(found) >= 2 else set()


def names_signing(lines: Sequence[Line], verdicts: Sequence[Verdict]) -> set[str]:
    """The names in the lines that were dropped as bylines or as dated bylines."""
    return {
        name.strip()
        for j, verdict in enumerate(verdicts)
        if verdict.reason in ("byline", "date") and len(lines[j].text) < 200
        for name in re.findall(NAME, _BY.sub("", lines[j].text))
    }
