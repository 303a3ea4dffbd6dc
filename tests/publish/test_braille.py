"""French braille: what a reader finds in the file is the article, on lines and sheets that an embosser takes."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from audioedition.cli import main
from audioedition.errors import PublishError
from audioedition.publish.books.braille import GRADES, render_braille, renew_braille, write_braille
from audioedition.publish.books.brf import _NABCC as SIGNS
from audioedition.publish.books.brf import BLANK, CELLS, LINES, BrailleBlock, brf_of, sheets_needed
from tests.support.by_hand import hostile, make_edition
from tests.support.on_disk import put_on_disk

A, B = "\u2801", "\u2803"
TABLES = {"g1": "fr-bfu-comp6.utb", "g2": "fr-bfu-g2.ctb"}


def sheets(data: bytes) -> list[list[str]]:
    text = data.decode("ascii")
    assert text.endswith("\r\n\f")
    return [sheet.removesuffix("\r\n").split("\r\n") for sheet in text.split("\f")[:-1]]


def read_back(data: bytes, tool: str, *, grade: str) -> str:
    """The text that liblouis makes of the file's cells."""
    lines = [line for sheet in sheets(data) for line in sheet[:-1]]
    cells = ["".join(chr(0x2800 + SIGNS.index(sign)) for sign in line) for line in lines]
    command = [tool, "--backward", f"unicode.dis,{TABLES[grade]}"]
    done = subprocess.run(command, input="\n".join(cells), encoding="utf-8", capture_output=True, check=True)
    return " ".join(done.stdout.split())


@pytest.mark.parametrize("grade", GRADES)
def test_the_article_is_read_back_from_its_cells(grade: str, need_tool: Callable[[str], str]) -> None:
    tool = need_tool("lou_translate")
    edition = make_edition()
    words = read_back(render_braille(edition, grade=grade), tool, grade=grade)  # type: ignore[arg-type]  # a Grade
    plain = [
        w
        for p in edition.paragraphs
        for w in p.text.replace("\u00a0", " ").split()
        if w.isalpha() and w.islower()
    ]
    found = sum(word in words for word in plain)
    assert len(plain) > 20
    assert found > 0.9 * len(plain)


@pytest.mark.parametrize("grade", GRADES)
@pytest.mark.parametrize(
    "edition", [make_edition(), replace(hostile(), slug="hostile")], ids=["plain", "hostile"]
)
def test_every_sheet_is_one_that_an_embosser_takes(
    grade: str, edition: object, need_tool: Callable[[str], str]
) -> None:
    need_tool("lou_translate")
    found = sheets(render_braille(edition, grade=grade))  # type: ignore[arg-type]  # an Edition, a Grade
    assert found
    for sheet in found:
        assert len(sheet) == LINES
        assert all(len(line) <= CELLS and set(line) <= set(SIGNS) for line in sheet)
        assert sheet[0].strip()
        assert sheet[-1].startswith(" " * 30)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("Il a dit\u00a0: «\u00a0oui\u00a0».", "⠨⠊⠇⠀⠁⠀⠙⠊⠞⠒⠀⠶⠕⠥⠊⠶⠲"),
        ("12\u202f000 euros, 50\u00a0%", None),
        ("😀 Ağrı", None),
    ],
)
def test_signs_touch_their_words(text: str, cells: str | None, need_tool: Callable[[str], str]) -> None:
    from audioedition.publish.books.braille import _known, _translated

    need_tool("lou_translate")
    (found,) = _translated([text], grade="g1")
    assert cells is None or found == cells
    assert _known("12\u202f000 euros, 50\u00a0%") == "12000 euros, 50%"
    assert _known("😀 Ağrı, Łódź") == " Agri, Lodz"


def test_words_stay_whole_and_paragraphs_begin_in_the_third_cell() -> None:
    word = A * 9
    (sheet,) = sheets(brf_of([BrailleBlock(cells=BLANK.join([word] * 8))], numbers=[B]))
    assert sheet[0] == "  " + " ".join(["A" * 9] * 3)
    assert sheet[1] == " ".join(["A" * 9] * 4)
    assert sheet[-1] == " " * 39 + "B"


def test_a_word_longer_than_a_line_is_broken_with_a_hyphen() -> None:
    (sheet,) = sheets(brf_of([BrailleBlock(cells=A * 100)], numbers=[B]))
    assert sheet[0] == "  " + "A" * 37 + "-"
    assert "".join(line.strip().removesuffix("-") for line in sheet[:-1]) == "A" * 100


def test_a_long_text_goes_over_many_sheets_and_loses_nothing() -> None:
    blocks = [BrailleBlock(cells=BLANK.join([A * 7] * 500)), BrailleBlock(cells=B, form="heading")] * 3
    found = sheets(brf_of(blocks, numbers=[B] * sheets_needed(blocks)))
    assert len(found) == sheets_needed(blocks) > 10
    said = " ".join(line for sheet in found for line in sheet[:-1]).split()
    assert (said.count("A" * 7), said.count("B")) == (1500, 3)


def test_a_backslash_is_a_sign_and_no_code(need_tool: Callable[[str], str]) -> None:
    """« \\c » made the program fail, and with it the whole file; « \\x00e9 » was read « é »."""
    tool = need_tool("lou_translate")
    edition = replace(make_edition(), title="Le dossier C:\\temp\\cours\\x00e9 est vide")
    assert "est vide" in read_back(render_braille(edition, grade="g1"), tool, grade="g1")
    cells = [replace(edition, title=title) for title in ("a\\x00e9b", "aéb")]
    assert len({render_braille(one, grade="g1") for one in cells}) == 2


def test_where_an_emoji_is_left_out_no_stop_and_no_paragraph_stands_alone(
    need_tool: Callable[[str], str],
) -> None:
    need_tool("lou_translate")
    from audioedition.publish.books.braille import _known

    assert _known("Bravo 🎉🎉. Et toi 😀 ? Voilà 🎉 tout.") == "Bravo. Et toi? Voilà  tout."
    plain = make_edition()
    last = replace(plain.paragraphs[-1], text="🎉 🎉")
    cues = tuple(c for c in plain.cues if c.paragraph != len(plain.paragraphs) - 1)
    short = replace(plain, paragraphs=plain.paragraphs[:-1], cues=cues)
    with_emoji = replace(plain, paragraphs=(*plain.paragraphs[:-1], last), cues=cues)
    assert render_braille(with_emoji, grade="g1") == render_braille(short, grade="g1")


def test_it_stands_in_the_folder_and_on_the_page_and_is_renewed(
    tmp_path: Path, need_tool: Callable[[str], str]
) -> None:
    need_tool("lou_translate")
    edition = make_edition()
    folder = put_on_disk(tmp_path, edition)
    done = CliRunner().invoke(main, ["publish", str(folder), "--braille", "g2"])
    assert done.exit_code == 0, done.stderr
    path = folder / f"{edition.slug}.g2.brf"
    assert path.name in (folder / "index.html").read_text(encoding="utf-8")
    path.write_bytes(b"old")
    renew_braille(folder, slug=edition.slug)
    assert path.read_bytes() == render_braille(edition, grade="g2")
    assert not (folder / f"{edition.slug}.g1.brf").exists()


def test_without_liblouis_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = put_on_disk(tmp_path, make_edition())
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PublishError, match="needs liblouis") as caught:
        write_braille(folder, grade="g1")
    assert "liblouis-bin" in caught.value.hint
    assert not list(folder.glob("*.brf"))
