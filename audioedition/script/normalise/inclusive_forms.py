"""Inclusive forms in a text, taken apart: « électeur·rice·s » is « électeurs » and « électrices »."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from audioedition.script.normalise.tables.inclusive import DETERMINERS, FEMININE_OF, PRONOUNS
from audioedition.script.words import find_word

_END = (
    r"(?:e|ne|te|le|se|sse|ve|fe|que|che|ke|esse|elle|ère|ere|euse|trice|rice|ice|eresse|ie|aine|enne|onne|ale|ette|ète|ïne|ine|atrice|"
    r"itrice|utrice|ière|tes|ses|la)"
)
_FORM = re.compile(
    rf"(?i)(?<![\w@#/.'-])(?P<head>(?:[ldjnsmt]|qu)')?(?P<stem>[^\W\d_]{{2,24}})(?:"
    rf"(?P<dot>[·.-])(?P<end>{_END}s?)(?:(?P=dot)(?P<s>s))?|"
    rf"(?P<stroke>/)-?(?P<end_>{_END}s?)(?:/(?P<s_>s))?|"
    rf"\((?P<end__>-?{_END}s?)\)(?P<s__>s|\(s\))?)(?![^\W_]|[·/]\w)"
)
_PAIR = re.compile(r"(?<![\w@#/.-])(?P<m>[^\W\d_]{2,24})(?P<sign>[/·])(?P<f>[^\W\d_]{2,24})(?![^\W_]|[·/]\w)")
_SPLIT = re.compile(r"(?i)(?<![\w'·/-])(?P<m>du|au)(?P<sign>[/·])(?P<f>de la|à la)(?![\w'·/-])")
_BY_HYPHEN = re.compile(
    r"(?i)(?<![\w-])(?P<m>ceux|celui|ils|tous)(?P<sign>-)(?P<f>celles|celle|elles|toutes)(?![\w-])"
)
_NOT_BY_HYPHEN = frozenset({"ine", "que", "la", "elle", "ie", "ke", "che", "te", "ale"})
_MASCULINE_END = re.compile(r"(?:eur|ois|ais|ien|éen|ain|ier|é)s?$")
"""Endings that make masculines of names and verbs: « varois(e) », which no lexicon has."""
_PLURAL_S = re.compile(r"[sxz]$")


_OF_AGENTS = frozenset({"se", "ce", "ice", "rice", "trice", "euse", "eure"})


@dataclass(frozen=True, slots=True, kw_only=True)
class InclusiveForm:
    """One inclusive form, taken apart."""

    start: int
    end: int
    head: str
    """« l' », « d' », or nothing."""
    masculine: str
    feminine: str
    plural: bool
    determines: bool
    """« un·e », « le·la », « certain·e·s »: a noun is awaited."""
    written: str
    """Its letters without the marks."""

    @property
    def is_noun(self) -> bool:
        word = find_word(self.masculine)
        return bool(word is None or any(tag[0] == "N" for tag in word.tags))


def inclusive_forms(text: str) -> Iterator[InclusiveForm]:
    """Those of ``text``, from left to right; what may be something else is left out."""
    found = [
        *_SPLIT.finditer(text),
        *_BY_HYPHEN.finditer(text),
        *_PAIR.finditer(text),
        *_FORM.finditer(text),
    ]  # of two at one place the pair comes first
    done = 0
    for match in sorted(found, key=lambda one: one.start()):
        form = None
        if match.start() >= done:
            form = _take_apart(match) if match.re is _FORM else _take_pair(match)
        if form is not None:
            done = form.end
            yield form


def _take_apart(match: re.Match[str]) -> InclusiveForm | None:
    stem, sign = match["stem"].lower(), match["dot"] or match["stroke"] or "("
    end = (match["end"] or match["end_"] or match["end__"]).lower().lstrip("-")
    doubled = stem.endswith("s") and end == f"{stem[-2]}es"  # « étudiants-tes »
    if sign == "-" and end.removesuffix("s") in _NOT_BY_HYPHEN and not doubled and stem != "tous":
        return None  # « moins-que-rien »
    mark = match["s"] or match["s_"] or match["s__"]
    plural = bool(mark) or (end.endswith("s") and end != "s")
    singular = stem.endswith(("ois", "ais")) and end[0] == "e"  # « varois(es) »
    bare = stem[:-1] if not singular and sign != "·" and plural and stem.endswith("s") else stem
    if sign == "-" and bare != stem and end[0] != bare[-1] and not _is_tied(match, bare, end):
        return None  # « Vitry-les-Reims »
    if match["stem"].isupper() and len(stem) > 2 and find_word(stem) is None:
        return None  # « DALL·E »
    end = end.removesuffix("s") if plural and not end.endswith("ss") else end
    if stem in DETERMINERS or bare in DETERMINERS:
        masculine = DETERMINERS[stem if stem in DETERMINERS else bare].get(end)
        if masculine is None:
            return None
        pair = masculine if not plural else (_plural(masculine[0]), _plural(masculine[1]))
    elif (stem, end) in PRONOUNS:
        pair = (stem, end)  # « qu'il·elle »
    else:
        formed = sign == "(" and bool(_MASCULINE_END.search(bare))
        found = _feminine(bare, end, sure=sign == "·" or formed)
        if found is None or (
            sign != "·" and not _is_masculine(bare) and not (formed and find_word(bare) is None)
        ):
            return None
        pair = (_ungrave(bare), found)
        if plural:
            pair = (_plural(pair[0]), _plural(pair[1]))
    return InclusiveForm(
        start=match.start("stem"),
        end=match.end(),
        head=match["head"] or "",
        masculine=pair[0],
        feminine=pair[1],
        plural=plural,
        determines=stem in DETERMINERS or bare in DETERMINERS or pair in PRONOUNS,
        written=re.sub(r"\W", "", match[0][len(match["head"] or "") :]),
    )


def _is_tied(match: re.Match[str], bare: str, end: str) -> bool:
    """« travailleurs-ses », « élus-es »: a plural masculine that is known, and nothing tied on behind."""
    goes_on = match.string[match.end() : match.end() + 1] in ("-", "'", "’")
    return end != "les" and not goes_on and (bare in DETERMINERS or _is_masculine(bare))


def _take_pair(match: re.Match[str]) -> InclusiveForm | None:
    """« acteurs/actrices », « lecteur/lectrice »: two forms of one word."""
    first, second = match["m"].lower(), match["f"].lower()
    if match.re is _SPLIT or (first, second) in PRONOUNS or (second, first) in PRONOUNS:
        masculine, feminine = (second, first) if (second, first) in PRONOUNS else (first, second)
        return InclusiveForm(
            start=match.start(),
            end=match.end(),
            head="",
            masculine=masculine,
            feminine=feminine,
            plural=masculine in ("ils", "ceux", "eux", "tous"),
            determines=True,
            written=f"{match['m']} {match['f']}",
        )
    if len(first) < 4 or len(second) < 4:
        return None
    if first[:3] != second[:3] or {_gender(first), _gender(second)} != {"m", "f"}:
        return None
    masculine, feminine = (first, second) if _gender(first) == "m" else (second, first)
    return InclusiveForm(
        start=match.start(),
        end=match.end(),
        head="",
        masculine=masculine,
        feminine=feminine,
        plural=bool(_PLURAL_S.search(first) and _PLURAL_S.search(second)),
        determines=False,
        written=f"{match['m']} {match['f']}",
    )


def _ungrave(stem: str) -> str:
    """« chèr·e »: the accent is the feminine's."""
    plain = re.sub("è(?=[^è]{1,2}$)", "e", stem)
    return plain if plain != stem and find_word(stem) is None and find_word(plain) else stem


def _gender(form: str) -> str:
    word = find_word(form)
    genders = word.genders("NAK") if word else frozenset()
    return next(iter(genders)) if len(genders) == 1 else ""


def _is_masculine(form: str) -> bool:
    word = find_word(form)
    return word is not None and "m" in word.genders("NAK")


def _feminine(stem: str, end: str, *, sure: bool) -> str | None:
    """« électeur » + « rice » → « électrice »: the longest beginning of the stem whose feminine is known."""
    deepest = 0 if end == "e" else 2 if stem.endswith("aux") else 1 if len(end) == 2 else 5
    for cut in range(len(stem), max(1, len(stem) - deepest - 1), -1):
        word = find_word(stem[:cut] + end)
        if word is not None and "f" in word.genders("NAK"):
            return word.form
    if end == "e" and stem.endswith("eur"):
        agent = stem[:-3] + "euse"
        other = find_word(stem[:-1] + "x") is not None  # « ingénieuse » is the feminine of « ingénieux »
        return agent if find_word(agent) and not find_word(stem + "e") and not other else stem + "e"
    if stem.endswith("teur") and end in ("ice", "rice", "trice"):
        return stem[:-3] + "rice"
    if stem.endswith("eur") and end in _OF_AGENTS:
        for made in (stem[:-3] + "rice", stem[:-3] + "euse", stem + "e"):
            word = find_word(made)
            if word is not None and "f" in word.genders("NAK"):
                return word.form  # « agriculteurs-ses »: the ending of another noun
    if not sure and end != "e" and not (len(end) == 2 and end == stem[-1] + "e"):  # « chef.fe »
        return None
    for masculine, feminine in FEMININE_OF:
        if stem.endswith(masculine) and feminine.endswith(end):
            return stem[: len(stem) - len(masculine)] + feminine
    return stem + end


def _plural(form: str) -> str:
    if form in ("tout", "tou"):
        return "tous"
    if form.endswith(("eau", "eu")) or (form.endswith("al") and find_word(form[:-1] + "ux")):
        return form[:-1] + "ux" if form.endswith("al") else form + "x"
    return form if _PLURAL_S.search(form) else form + "s"
