"""One form for what is wrong in a TOML file, whichever file it is: file, line, key, what, and what is known instead."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from audioedition.article.chrome import read_rules
from audioedition.errors import AudioEditionError, UsageError
from audioedition.newsroom.settings import read_settings
from audioedition.publish.feed.feed_settings import read_settings as read_feed_settings
from audioedition.script.lexicon import load_lexicon
from audioedition.speak.voices import parse_voice
from audioedition.system.toml_file import parse_toml

READERS: dict[str, tuple[Callable[[Path], object], str]] = {
    "voice": (parse_voice, 'engine = "pico"\n'),
    "lexicon": (load_lexicon, '[[entry]]\nwritten = "A"\nsay = "a"\n'),
    "rules": (
        read_rules,
        '[[rules]]\nid = "x"\nwhy = "x"\nmatch = "line"\nphrases = ["x"]\n',
    ),
    "newsroom": (read_settings, 'output = "x"\n'),
    "feed": (read_feed_settings, 'title = "x"\n'),
}


def told(kind: str, path: Path) -> AudioEditionError:
    with pytest.raises(AudioEditionError) as caught:
        READERS[kind][0](path)
    return caught.value


@pytest.mark.parametrize("kind", READERS)
def test_a_key_that_nobody_knows_is_told_with_those_that_are_known(tmp_path: Path, kind: str) -> None:
    path, text = tmp_path / "own.toml", READERS[kind][1]
    path.write_text(text + 'colour = "red"\n', encoding="utf-8")
    error = told(kind, path)
    assert str(error) == f"{path}, line {text.count(chr(10)) + 1}: colour: unknown key"
    first = text.splitlines()[1 if text.startswith("[") else 0].partition(" ")[0]
    assert error.hint.startswith("Known keys: ")
    assert first in error.hint


@pytest.mark.parametrize("kind", READERS)
def test_what_is_no_toml_is_told_with_its_line(tmp_path: Path, kind: str) -> None:
    path, text = tmp_path / "own.toml", READERS[kind][1]
    path.write_text(text + "colour red\n", encoding="utf-8")
    error = told(kind, path)
    assert str(error).startswith(f"{path}, line {text.count(chr(10)) + 1}: this is not valid TOML: ")
    assert "(at line" not in str(error)
    assert error.hint
    path.write_text(text + 'colour = "re', encoding="utf-8")
    assert str(told(kind, path)).startswith(
        f"{path}, line {text.count(chr(10)) + 1}: this is not valid TOML: "
    )


@pytest.mark.parametrize("kind", READERS)
def test_no_text_and_no_file_are_told_alike(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "own.toml"
    assert str(told(kind, path)) == f"{path} cannot be read: No such file or directory."
    path.write_bytes('label = "é"'.encode("latin-1"))
    assert str(told(kind, path)) == f"{path} is not UTF-8 text."


def test_the_line_of_a_key_is_that_of_its_own_entry() -> None:
    text = '# a\n[[entry]]\nsay = "a"\n\n  [[ entry ]]\n"say" = "b"\n[sites."a.fr"]\nsay = 1\n'
    file = parse_toml(text, path=Path("x.toml"), error=UsageError)
    assert [file.line_of("say", within=f"entry[{n}]") for n in (0, 1, 2)] == [3, 6, 3]
    assert file.line_of("spell", within="entry[1]") == 5, "absent: the entry's own"
    assert file.line_of('sites."a.fr".say') == 8
    inline = parse_toml('\nentry = [{say = "a"}]', path=Path("x.toml"), error=UsageError)
    assert inline.line_of("entry", within="entry[0]") == 2
