"""Addresses, hashtags, handles, telephone numbers."""

from __future__ import annotations

import re
from urllib.parse import unquote

from audioedition.script.lexicon.spelling import spell
from audioedition.script.normalise.camel import camel_words
from audioedition.script.normalise.draft import Context, Rule
from audioedition.script.normalise.letters import read_letters
from audioedition.script.normalise.numbers import pairs, with_leading_zeros
from audioedition.script.normalise.tables import words

_TOP_LEVEL = (
    "fr|com|org|net|eu|be|ch|ca|info|io|uk|de|it|es|gouv|tv|paris|bzh|re|ma|tn|dz|sn|ci|lu|us|ru|cn|jp|ai|app|"
    "blog|online|site|store|xyz|wiki|club|live|immo|cloud|tech|dev|fm|me|co|edu|gov|int|pro|biz|media|news|asso|corsica|alsace|quebec|radio|nc|pf|gp|mq|at|nl|pl|se|pt|ie|ly|gl|pdf|docx?|xlsx?|zip|mp3|mp4|jpe?g|png|html?|txt|exe|csv"
)
SAID_AS_WORD = words(
    "com org net info int gouv paris bzh pro biz media news asso corsica alsace quebec radio app dev gov "
    "blog online site store wiki club live immo cloud tech"
)
_SIGNS = {
    ".": "point", "-": "tiret", "_": "tiret bas", "@": "arobase", "/": "slash",
    ":": "deux points", "?": "point d'interrogation",
    "=": "égale", "&": "et", "%": "pour cent", "+": "plus", "#": "dièse",
    "~": "tilde", "!": "point d'exclamation", ",": "virgule",
}  # fmt: skip
_PIECE = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")
LONG_PATH = 80
"""Characters of path beyond which nobody writes an address down from hearing it: the host alone is read."""


def say_address(printed: str, context: Context) -> str:
    """« presse@ville-brest.fr » → « presse arobase ville tiret brest point effe erre »."""
    words: list[str] = []
    host_end = _host_end(printed)
    for piece in _PIECE.finditer(printed):
        text = piece[0]
        if text[0].isdecimal():
            words.append(_digits(text, context))
        elif text in _SIGNS:
            words.append(_SIGNS[text])
        elif not text[0].isalpha():
            continue
        elif text.lower() == "www":
            words.append("trois double vé")
        elif _is_spelled(text, at_host_end=piece.end() == host_end):
            words.append(spell(text))
        else:
            words.append(" ".join(camel_words(text)))
    return " ".join(words)


def _host_end(printed: str) -> int:
    at = printed.find("@") + 1
    slash = printed.find("/", at)
    return slash if slash >= 0 else len(printed)


def _is_spelled(text: str, *, at_host_end: bool) -> bool:
    if at_host_end and text.lower() not in SAID_AS_WORD:
        return len(text) <= 3
    return not re.search(r"[aeiouyéè]", text.lower()) and len(text) <= 6


def _digits(text: str, context: Context) -> str:
    return (
        with_leading_zeros(text, locale=context.locale)
        if len(text) <= 4
        else pairs(text, locale=context.locale)
    )


def say_mail(match: re.Match[str], context: Context) -> str:
    return say_address(match[0], context)


def say_url(match: re.Match[str], context: Context) -> str:
    address = re.sub(r"^https?://", "", match["url"]).rstrip("/")
    host = address.split("/", 1)[0]
    return say_address(host if len(address) - len(host) > LONG_PATH else unquote(address), context)


def say_hashtag(match: re.Match[str], context: Context) -> str:
    words = [
        part
        for piece in re.findall(r"[^\W\d_]+|\d+", match[1])
        for part in (
            [_digits(piece, context)]
            if piece[0].isdecimal()
            else camel_words(piece)
            if not piece.isupper()
            else [read_letters(piece, context)]
        )
    ]
    named = re.search(
        r"(?i)\b(?:hashtags?|mots?-dièses?|mots?-clics?) $", match.string[: match.start()][-14:]
    )
    return ("" if named else "hashtag ") + " ".join(words)


def say_handle(match: re.Match[str], context: Context) -> str:
    return say_address(match[0], context)


# --- telephone -------------------------------------------------------------------------------------------


def say_international(match: re.Match[str], context: Context) -> str:
    country = re.sub(r"\D", "", match["country"])
    rest = re.sub(r"\(0\)", "", match["rest"]).strip()
    groups = re.findall(r"\d+", rest)
    short = [part for group in groups for part in (_in_pairs(group) if len(group) > 3 else [group])]
    return f"plus {_groups([country.lstrip('0'), *short], context)}"


def _in_pairs(digits: str) -> list[str]:
    start = len(digits) % 2
    return [digits[:start]] * start + [digits[at : at + 2] for at in range(start, len(digits), 2)]


def _groups(groups: list[str], context: Context) -> str:
    """In order, with a pause where two would be heard as one: « trente, six cent », « deux, cent vingt »."""
    said = ""
    for at, group in enumerate(groups):
        gap = "" if at == 0 else ", " if _would_join(groups[at - 1], group) else " "
        said += gap + with_leading_zeros(group, locale=context.locale)
    return said


def _would_join(left: str, right: str) -> bool:
    """Whether the end of one number and the beginning of the next make another number."""
    last, first = int(left) % 100, int(right)
    if right.startswith("0"):
        return False
    if 100 <= first < 200 or 1000 <= first < 2000:
        return last > 0  # « deux, cent »
    if last == 0 and int(left):
        return True  # « cent, vingt »
    head = int(right[0]) if first >= 100 else first
    return last in (20, 30, 40, 50, 60, 80) and (head < 10 or (last in (60, 80) and head < 20))


def say_phone(match: re.Match[str], context: Context) -> str | None:
    digits = re.sub(r"\D", "", match[0])
    if not 8 <= len(digits) <= 11:
        return None
    groups = re.findall(r"\d+", match[0])
    if len(groups) == 1:
        return pairs(digits, locale=context.locale)
    if len(groups[-1]) > 4:  # « 0800 900407 »
        return f"{_groups(groups[:-1], context)}, {pairs(groups[-1], locale=context.locale)}"
    return _groups(groups, context)


def say_short_number(match: re.Match[str], context: Context) -> str | None:
    digits = match["n"]
    if digits.startswith("118"):
        return f"{context.number('118')} {_groups([digits[3:].strip()], context)}"
    asked = _ASKED.search(match.string, max(0, match.start() - 24), match.start())
    if not asked and re.match(
        r" (?:m|mètres?|km|kilomètres?|steeple|habitants?|personnes?|euros?|%)\b",
        match.string[match.end() : match.end() + 14],
    ):
        return None
    if digits.endswith("00") and not asked:
        return None
    return pairs(digits, locale=context.locale)


_ASKED = re.compile(
    r"(?i)(?:appel\w*|compos\w*|fai\w*|join\w*|numéro|n°|tél\w*|:) (?:(?:le|au|du) )?(?:numéro )?$"
)

RULES = (
    Rule(
        name="mail",
        kind="electronic",
        pattern=re.compile(r"(?<![\w.+@-])[\w][\w.+-]{0,63}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}"),
        say=say_mail,
        needs=re.compile("@"),
        examples=(("Écrire à info@phare.net.", "Écrire à info arobase phare point net."),),
    ),
    Rule(
        name="url",
        kind="electronic",
        pattern=re.compile(
            r"(?<![\w@./-])(?P<url>(?:https?://|www\.)[^\s«»<>\"|\ue000]{1,1900}[\w/=]|"
            rf"[^\W_][\w-]{{0,62}}(?:\.[^\W_][\w-]{{0,62}}){{0,4}}\.(?:{_TOP_LEVEL})(?![\w@-]|\.\w)(?:/[^\s«»<>\"|,;)\ue000]{{0,400}}[\w/=])?/?)"
        ),
        say=say_url,
        needs=re.compile(r"\.\w\w|://"),
        examples=(
            ("Voir www.phare.fr.", "Voir trois double vé point phare point effe-erre."),
            ("Sur change.org.", "Sur change point org."),
        ),
    ),
    Rule(
        name="top-level-domain",
        kind="electronic",
        pattern=re.compile(
            r"(?<!\S)\.(?:fr|com|org|net|eu|be|ch|ca|io|pdf|zip|docx?|xlsx?|pptx?|mp[34]|jpe?g|png|exe|txt|csv|odt|html?)(?!\w)"
        ),
        say=say_mail,
        needs=re.compile(r" \.\w"),
        examples=(("Un site en .fr est sûr.", "Un site en point effe-erre est sûr."),),
    ),
    Rule(
        name="hashtag",
        kind="electronic",
        pattern=re.compile(r"(?<![\w#&])#(\w{2,100})"),
        say=say_hashtag,
        needs=re.compile("#"),
        examples=(("Avec #MeToo.", "Avec hashtag Me Too."),),
    ),
    Rule(
        name="handle",
        kind="electronic",
        pattern=re.compile(r"(?<![\w@])@\w{1,50}"),
        say=say_handle,
        needs=re.compile("@"),
        examples=(("Suivez @phare_brest.", "Suivez arobase phare tiret bas brest."),),
    ),
    Rule(
        name="international-phone",
        kind="phone",
        pattern=re.compile(
            r"(?<![\w+])(?P<country>\(\+\d{1,3}\)|\+\d{1,3}(?=[ .(-])|\+(?:33|32|41)(?=\d{9}(?!\d))|00 ?33(?=[ .-]))"
            r"(?P<rest>(?: ?\(0\))?(?:[ .-]?\d{1,4}(?!\d)){3,6}|\d{9}|[ .-]\d{5,12}(?:[-/. ]\d{1,6}){0,2})(?!\w)"
        ),
        say=say_international,
        needs=re.compile(r"\+\d|00 ?33"),
        source="Arcep, plan de numérotation",
        examples=(
            (
                "Le +33 6 12 34 56 78.",
                "Le plus trente-trois six douze trente-quatre cinquante-six soixante-dix-huit.",
            ),
        ),
    ),
    Rule(
        name="north-american-phone",
        kind="phone",
        pattern=re.compile(
            r"(?<![\w+])(?:\((?P<a>[2-9]\d\d)\) ?|(?P<a_>[2-9]\d\d)[-. ])(?P<b>[2-9]\d\d)[-.](?P<c>\d{4})(?![\w-])"
        ),
        say=lambda match, context: _groups(
            [match["a"] or match["a_"], match["b"], match["c"][:2], match["c"][2:]], context
        ),
        needs=re.compile(r"\d{3}[-.]\d{4}"),
        source="North American Numbering Plan",
        examples=(
            (
                "Au (514) 555-0199.",
                "Au cinq cent quatorze cinq cent cinquante-cinq zéro un quatre-vingt-dix-neuf.",
            ),
        ),
    ),
    Rule(
        name="phone",
        kind="phone",
        pattern=re.compile(
            r"(?<![\w.,+/-])(?<!\d )(?:0\d(?:[ .-]\d\d){4}|0\d{9}|0\d{3}[ .]\d{6}|0 ?\d{3}(?:[ .]\d{2,3}){2,3}|"
            r"0\d{1,3}[ ./]\d{2,3}(?:[ .]\d\d){2,3})(?![\w/]|[.,-]\d| \d)"
        ),
        say=say_phone,
        needs=re.compile(r"0 ?\d"),
        source="Arcep, plan de numérotation",
        examples=(
            ("Au 01 23 45 00 05.", "Au zéro un vingt-trois quarante-cinq zéro zéro zéro cinq."),
            ("Au 0612345678.", "Au zéro six douze trente-quatre cinquante-six soixante-dix-huit."),
        ),
    ),
    Rule(
        name="short-number",
        kind="phone",
        pattern=re.compile(
            r"(?:(?<=[lL]e )|(?<=[aA]u )|(?<=[dD]u )|(?<=éro )|(?<=: ))(?P<n>3\d{3}|10[1-9]\d|118 ?\d{3})"
            r"(?![\w€%°]|[.,]\d| \d| ?[€$%°])"
        ),
        say=say_short_number,
        needs=re.compile(r"3\d{3}|1[01]"),
        source="Arcep, numéros courts",
        examples=(
            ("Le 3919 écoute.", "Le trente-neuf dix-neuf écoute."),
            ("Au 118 218.", "Au cent dix-huit deux cent dix-huit."),
        ),
    ),
)
