"""``<slug>.g1.brf``, ``<slug>.g2.brf``: the transcript in French braille, uncontracted or contracted. An edge.

liblouis translates (its ``lou_translate``, of Debian's liblouis-bin), by the tables of the Commission Évolution du
Braille Français: ``fr-bfu-comp6`` and ``fr-bfu-g2``. Made on request only.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, get_args

from audioedition.errors import PublishError
from audioedition.model import Edition
from audioedition.publish.books.brf import BLANK, BrailleBlock, Form, brf_of, sheets_needed
from audioedition.publish.folder.shelf import read_edition
from audioedition.publish.transcript.passages import arrange_passages
from audioedition.system.files import write_atomically

Grade = Literal["g1", "g2"]
GRADES = get_args(Grade)
PROGRAM = "lou_translate"
_TABLES = {"g1": "fr-bfu-comp6.utb", "g2": "fr-bfu-g2.ctb"}
_FORMS: dict[str, Form] = {"title": "title", "heading": "heading", "list": "item"}
_DEADLINE_S = 60.0
_PIECE_CHARS = 400
"""``lou_translate`` takes lines of up to 2,000 characters, and makes more cells of them."""
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
_WIDE = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u00ad": None, "\u2060": None, "\ufeff": None}
)
_THOUSANDS = re.compile("(?<=\\d)[\u00a0\u202f ](?=\\d{3}(?!\\d))")
_AFTER = re.compile("(«)[\u00a0\u202f ]+")
_BEFORE = re.compile("[\u00a0\u202f ]+([»;:!?%€])")
"""CBFU: signs of punctuation stand right behind their word."""
_FRENCH = frozenset("àâäçéèêëîïôöùûüÿæœÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸÆŒ")
_NO_ACCENT = str.maketrans("łŁøØđĐıħĦ", "lLoOdDihH")
_NO_CELL = ("So", "Cs", "Co", "Cn", "Cc", "Cf", "Mn")
_LEFT_OUT = "\ue000"
_LEFT_OUT_BEFORE_STOP = re.compile(f" *{_LEFT_OUT}+(?=[.,;:!?…»)])")
"""« Bravo 🎉. »: the stop would stand alone, at worst on a line of its own."""
_CELLS = re.compile("[\u2800-\u283f]*")


def write_braille(folder: Path, *, grade: Grade) -> Path:
    """Write it beside the MP3 and return its path. Raises PublishError: no liblouis, an altered edition, the disk."""
    shelved = read_edition(folder)
    target = shelved.folder / braille_name(shelved.edition, grade)
    data = render_braille(shelved.edition, grade=grade)
    try:
        write_atomically(target, data)
    except OSError as error:
        raise PublishError(f"{target} cannot be written: {error.strerror}.") from error
    return target


def renew_braille(folder: Path, *, slug: str) -> None:
    """Write those again that stand there, for a new revision. Raises as ``write_braille``: then they are gone, for
    nobody is to read there what was corrected."""
    for grade in GRADES:
        if (path := folder / f"{slug}.{grade}.brf").is_file():
            try:
                write_braille(folder, grade=grade)
            except PublishError:
                path.unlink(missing_ok=True)
                raise


def braille_name(edition: Edition, grade: Grade) -> str:
    return f"{edition.slug}.{grade}.brf"


def render_braille(edition: Edition, *, grade: Grade) -> bytes:
    """Title, signature, then every paragraph as it is printed. Raises PublishError."""
    forms, texts = _printed(edition)
    cells = _translated(texts, grade=grade)
    blocks = [BrailleBlock(cells=line, form=form) for form, line in zip(forms, cells, strict=True)]
    numbers = _translated([str(n) for n in range(1, sheets_needed(blocks) + 1)], grade=grade)
    return brf_of(blocks, numbers=numbers)


def _printed(edition: Edition) -> tuple[list[Form], list[str]]:
    forms: list[Form] = ["title"]
    texts = [edition.title]
    told = " – ".join(filter(None, (edition.byline, edition.site, (edition.published or "")[:10])))
    if told:
        forms.append("paragraph")
        texts.append(told)
    for passage in arrange_passages(edition):
        if passage.role == "opening" or (passage.role == "title" and passage.text == edition.title):
            continue  # said above
        if not _known(passage.text).strip():
            continue  # emoji alone: a hyphen would stand for them
        forms.append(_FORMS.get(passage.role, "paragraph"))
        texts.append(f"– {passage.text}" if passage.role == "list" else passage.text)
    if edition.url:
        forms.append("paragraph")
        texts.append(edition.url)
    return forms, texts


def _translated(texts: Sequence[str], *, grade: Grade) -> list[str]:
    """Cells of each text. One call for all: the program reads a line and writes a line."""
    pieces = [_pieces(text) for text in texts]
    # the program takes a backslash for the beginning of a code: « C:\temp » had a tabulator, « a\c » failed
    lines = [piece.replace("\\", "\\\\") for found in pieces for piece in found]
    program = shutil.which(PROGRAM)
    if program is None:
        raise PublishError(
            f"Braille needs liblouis, and {PROGRAM} was not found.",
            hint="On Debian: apt-get install liblouis-bin; on macOS: brew install liblouis.",
        )
    command = [program, "--forward", f"unicode.dis,{_TABLES[grade]}"]
    try:
        done = subprocess.run(
            command,
            input="\n".join(lines) + "\n",
            encoding="utf-8",
            capture_output=True,
            timeout=_DEADLINE_S,
            check=True,
        )
    except (OSError, subprocess.SubprocessError, UnicodeError) as error:
        raise PublishError(
            "liblouis could not translate the text into braille.",
            hint="Its French tables may be missing: install liblouis-data.",
        ) from error
    found = [_CELLS.match(line.replace(" ", BLANK)) for line in done.stdout.split("\n")[: len(lines)]]
    if len(found) != len(lines) or any(match is None or not match[0] for match in found):
        raise PublishError(
            "liblouis could not translate the text into braille.",
            hint="Its French tables may be missing: install liblouis-data.",
        )
    cells = iter([match[0] for match in found if match])
    return [BLANK.join(next(cells) for _ in found_pieces) for found_pieces in pieces]


def _pieces(text: str) -> list[str]:
    """A text as lines that the program takes: by sentences, and long ones by words."""
    plain = " ".join(_known(text).split())
    pieces: list[str] = []
    for sentence in _SENTENCE_END.split(plain):
        line = ""
        for word in sentence.split(" "):
            if line and len(line) + len(word) > _PIECE_CHARS:
                pieces.append(line)
                line = ""
            line = f"{line} {word}" if line else word[:_PIECE_CHARS]
        pieces.append(line)
    return [piece for piece in pieces if piece] or ["-"]


def _known(text: str) -> str:
    """As French braille writes it: signs touch their words, « 12 000 » is one number, letters that French has not lose
    their accents, and what no cell stands for (emoji) is left out, so that the tables invent none."""
    plain = unicodedata.normalize("NFC", text)
    plain = _BEFORE.sub(r"\1", _AFTER.sub(r"\1", _THOUSANDS.sub("", plain)))
    plain = plain.translate(_WIDE)
    letters = "".join(c if c.isascii() or c in _FRENCH else _bare(c) for c in plain)
    marked = "".join(_LEFT_OUT if unicodedata.category(c) in _NO_CELL else c for c in letters)
    return _LEFT_OUT_BEFORE_STOP.sub("", marked).replace(_LEFT_OUT, "")


def _bare(letter: str) -> str:
    """« ğ » as « g »; a sign that is no letter stays."""
    if not letter.isalpha():
        return letter
    base = unicodedata.normalize("NFKD", letter.translate(_NO_ACCENT))
    return "".join(c for c in base if not unicodedata.combining(c))
