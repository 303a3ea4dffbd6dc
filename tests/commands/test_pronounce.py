"""``audioedition pronounce``: what a journalist asks before the voice speaks."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from audioedition.cli import main
from tests.support.tools import need_module


def ask(text: str, *options: str) -> str:
    done = CliRunner().invoke(main, ["pronounce", *options], input=text)
    assert done.exit_code == 0, done.output
    return done.output


def test_a_line_for_a_line() -> None:
    need_module("espeakng_loader", extra="neural")
    lines = ask("Le suspect dort.\n\nIl est à Reims.\n").split("\n")
    assert len(lines) == 4
    assert "syspˈɛ" in lines[0]
    assert not lines[1]
    assert "ʁˈɛ̃s" in lines[2]


def test_the_table_says_who_decided() -> None:
    need_module("espeakng_loader", extra="neural")
    rows = [
        line.split("\t") for line in ask("Les suspects de Reims.\n", "--format", "table").strip().split("\n")
    ]
    assert {row[0]: row[2] for row in rows} == {
        "Les": "espeak",
        "suspects": "dictionary",
        "de": "espeak",
        "Reims": "house",
    }


def test_a_voice_that_takes_words_gets_words() -> None:
    assert ask("3 h\n", "--voice", "pico") == "trois heures\n"


def test_the_newsroom_has_the_last_word(tmp_path: Path) -> None:
    need_module("espeakng_loader", extra="neural")
    lexicon = tmp_path / "lexicon.toml"
    lexicon.write_text('[[entry]]\nwritten = "Reims"\nsay = "Rinsse"\n', "utf-8")
    table = ask("Il est à Reims.\n", "--lexicon", str(lexicon), "--format", "table")
    assert "Rinsse\tʁˈɛ̃s\tlexicon" in table


def test_an_unknown_voice_is_told() -> None:
    done = CliRunner().invoke(main, ["pronounce", "--voice", "nobody"], input="x\n")
    assert done.exit_code == 5
    assert "Traceback" not in done.output


IPA = '[[entry]]\nwritten = "Krzysztof"\nipa = "kʃɨʂtɔf"\n\n[[entry]]\nwritten = "New Delhi"\nipa = "nju dɛli"\n'


def test_a_newsroom_s_ipa_reaches_voices_that_take_sounds(tmp_path: Path) -> None:
    """« ɨʂ » has no French letters: spelt, espeak-ng read it letter by letter."""
    need_module("espeakng_loader", extra="neural")
    lexicon = tmp_path / "lexicon.toml"
    lexicon.write_text(IPA, "utf-8")
    text = "Krzysztof est à New Delhi.\n"
    assert ask(text, "--lexicon", str(lexicon)) == "kʃiʃtˈɔf ɛt a njˈu dɛlˈi.\n"
    assert ask(text, "--lexicon", str(lexicon), "--voice", "pico") == "kchichtof est à nyou dèli.\n"
    table = ask(text, "--lexicon", str(lexicon), "--format", "table")
    assert "kchichtof\tkʃiʃtˈɔf\tlexicon" in table


def test_the_lexicon_s_check_says_how_each_entry_sounds(tmp_path: Path) -> None:
    need_module("espeakng_loader", extra="neural")
    lexicon = tmp_path / "lexicon.toml"
    lexicon.write_text(IPA, "utf-8")
    done = CliRunner().invoke(main, ["lexicon", "check", str(lexicon), "--voice", "siwis"])
    assert done.exit_code == 0, done.output
    assert "Krzysztof\tkʃiʃtˈɔf\tlexicon\nNew Delhi\tnjˈu dɛlˈi\tlexicon\n" in done.output
    done = CliRunner().invoke(main, ["lexicon", "check", str(lexicon), "--voice", "pico"])
    assert "New Delhi\tnyou dèli\tlexicon\n" in done.output
