"""audioedition script: the correction desk's view."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from audioedition.cli import main


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "article.txt"
    file.write_text(
        "Le port de Lorient gagne 3,5 %\n\n"
        "Le port a accueilli mardi 21 navires de plus, selon M. Durand, le directeur de la criée. "
        "Il écrit 北京 au mur.\n\n"
        "La SNCF promet, elle, deux trains de plus par jour entre Lorient et Quimper dès le 1er mai 2025.\n",
        encoding="utf-8",
    )
    return file


def run(*arguments: str) -> Result:
    return CliRunner(mix_stderr=False).invoke(main, ["script", *arguments])


def test_json_holds_every_sentence_and_every_change(source: Path) -> None:
    result = run(str(source), "--format", "json")
    assert result.exit_code == 0
    content = json.loads(result.stdout)
    title = next(line for line in content["sentences"] if line["role"] == "title")
    assert title["spoken"] == "Le port de Lorient gagne trois virgule cinq pour cent"
    assert title["changes"] == [
        {"printed": "3,5 %", "spoken": "trois virgule cinq pour cent", "rule": "percent"}
    ]
    assert content["unread"] == ["lecture incertaine de « 北京 » dans « Il écrit 北京 au mur. »"]
    assert "北京" in result.stderr


def test_table_stands_printed_beside_spoken(source: Path) -> None:
    result = run(str(source), "--locale", "fr-CH")
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    assert all(len(row) == 4 for row in rows)
    sentence = next(row for row in rows if row[1].startswith("La SNCF"))
    assert "premier mai deux mille vingt-cinq" in sentence[2]
    assert "SNCF → esse-enne-cé-effe (lexicon:house.toml)" in sentence[3]


def test_a_lexicon_is_heard(source: Path, tmp_path: Path) -> None:
    file = tmp_path / "l.toml"
    file.write_text('[[entry]]\nwritten = "Quimper"\nsay = "Kimpère"\n', encoding="utf-8")
    assert "Kimpère" in run(str(source), "--lexicon", str(file)).stdout


def test_a_missing_source_is_said(tmp_path: Path) -> None:
    assert run(str(tmp_path / "none.txt")).exit_code == 3
