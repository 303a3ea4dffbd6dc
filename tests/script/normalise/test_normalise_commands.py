"""audioedition normalise and lexicon, as a person runs them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from audioedition.cli import main


def run(*arguments: str, stdin: str | bytes = "") -> Result:
    return CliRunner(mix_stderr=False).invoke(main, arguments, input=stdin)


@pytest.mark.parametrize(
    "stdin",
    [
        "",
        "un\n",
        "un",
        "un\n\ntrois\n",
        "\n\n",
        "a\u2028b\nc\x0cd\n",
        "x\r\ny\r\n",
        "\x00\n€\n",
        "1er\n" * 50,
    ],
)
def test_one_line_for_one_line(stdin: str) -> None:
    result = run("normalise", stdin=stdin.encode())
    assert result.exit_code == 0
    expected = stdin.count("\n") + (1 if stdin and not stdin.endswith("\n") else 0)
    assert result.stdout.count("\n") == expected


def test_locale_lexicon_and_trace(tmp_path: Path) -> None:
    file = tmp_path / "l.toml"
    file.write_text('[[entry]]\nwritten = "Brest"\nsay = "Bresste"\n', encoding="utf-8")
    result = run(
        "normalise", "--locale", "fr-CH", "--lexicon", str(file), "--trace", stdin="Brest a 80 rues. 北\n"
    )
    assert result.stdout == "Bresste a huitante rues. texte en caractères chinois\n"
    assert "1\tnumber\t80\thuitante" in result.stderr
    assert "UNREAD\t北" in result.stderr


def test_bytes_that_are_not_utf8_are_read_as_cp1252() -> None:
    assert run("normalise", stdin="L’été à 3 €\n".encode("cp1252")).stdout == "L'été à trois euros\n"


def test_a_broken_lexicon_stops_before_anything_is_read(tmp_path: Path) -> None:
    file = tmp_path / "l.toml"
    file.write_text("[[entry]]\n", encoding="utf-8")
    result = run("normalise", "--lexicon", str(file), stdin="un\n")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert f"{file}, line 1" in result.stderr


def test_lexicon_check(tmp_path: Path) -> None:
    file = tmp_path / "l.toml"
    file.write_text(
        '[[entry]]\nwritten = "Brest"\nsay = "Bresste"\nexamples = [["À Brest.", "À Brest."]]\n',
        encoding="utf-8",
    )
    result = run("lexicon", "check", str(file))
    assert result.exit_code == 2
    assert "expected  À Brest." in result.stderr
    assert "spoken    À Bresste." in result.stderr
    assert run("lexicon", "check").exit_code == 0


def test_lexicon_suggest_import_and_export(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text(
        "Un accord signé à Lorient\n\n"
        "Le WXYZ a signé mardi un accord avec la mairie de Lorient, selon M. Wojciechowski.\n",
        encoding="utf-8",
    )
    result = run("lexicon", "suggest", str(article))
    assert [line.split("\t")[2] for line in result.stdout.splitlines()] == ["WXYZ", "Wojciechowski"]
    assert '# written = "WXYZ"' in run("lexicon", "suggest", "--format", "toml", str(article)).stdout
    pls = tmp_path / "house.pls"
    pls.write_text(run("lexicon", "export").stdout, encoding="utf-8")
    imported = run("lexicon", "import", str(pls))
    assert 'written = "OTAN"\nsay = "Otan"' in imported.stdout
    assert run("lexicon", "import", str(tmp_path / "none.pls")).exit_code == 2
