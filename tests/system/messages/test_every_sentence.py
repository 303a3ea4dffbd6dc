"""Whatever audioedition can say to a person, it can say in French."""

from __future__ import annotations

import ast
import inspect
import re
import sys
import typing
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from audioedition.check.listen.judge import Remark
from audioedition.check.listen.report import describe_remark
from audioedition.cli import COMMANDS, main
from audioedition.commands.progress import STAGES
from audioedition.errors import VoiceError
from audioedition.model import Role
from audioedition.newsroom.workers.task import Status
from audioedition.produce import status
from audioedition.serve.jobs import State
from audioedition.speak.engines.registry import engine_names, load_engine
from audioedition.speak.voices import read_voice, voice_files
from audioedition.system.messages import catalogue, in_french, labels, read_words, translate
from tests.support.sayings import IN_PIECES, NOT_TOLD, PACKAGE, constants, sayings

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ADD = "add them to audioedition/system/messages/"


def test_every_sentence_has_its_french() -> None:
    known = catalogue()
    told_by_help = set(help_texts())
    said = sayings()
    assert len(said) > 600
    missing = [
        (where, text)
        for text, where in said.items()
        if text not in known and text not in IN_PIECES | NOT_TOLD and text not in told_by_help
    ]
    assert missing == [], f"{ADD}sentences_fr.json"


def help_texts() -> Iterator[str]:
    """Every heading, paragraph, option and place of every ``--help``."""
    yield from ("Options", "Commands", *COMMANDS.values())
    for command in commands():
        yield from (" ".join(p.split()) for p in re.split(r"\n\s*\n", inspect.cleandoc(command.help or "")))
        context = click.Context(command, info_name="x")
        shown = " ".join(command.collect_usage_pieces(context))
        for parameter in command.get_params(context):
            if isinstance(parameter, click.Option) and parameter.help:
                yield " ".join(parameter.help.split())
            record = parameter.get_help_record(context)
            shown += f" {record[0]}" if record else ""
        yield from (place for place in re.findall(r"(?<!-)\b[A-Z][A-Z_]+\b", shown))


def commands() -> Iterator[click.Command]:
    yield main
    for name in COMMANDS:
        command = main.get_command(click.Context(main), name)
        assert command is not None
        yield command
        yield from getattr(command, "commands", {}).values()


def test_every_line_of_help_has_its_french() -> None:
    known = read_words("help_fr")
    texts = set(help_texts())
    assert len(texts) > 120
    assert sorted(texts - set(known)) == [], f"{ADD}help_fr.json"
    assert sorted(set(known) - texts) == [], "no help says this any more"


def test_every_word_that_stands_by_itself_has_its_french() -> None:
    given = constants("label", "label_on_terminal", "drop")
    words = {word for word in given["label"] if "{}" not in word} | given["label_on_terminal"]
    words |= {
        *STAGES.values(),
        *typing.get_args(Role),
        *typing.get_args(Status),
        "ready",
        "online",
        "missing",
    }
    words |= {"current", "changed", *typing.get_args(typing.get_type_hints(status.Reason)["kind"])}
    words |= {f"{{}} {state}" for state in typing.get_args(State)}
    words |= {kind for where in ("check", "listen") for kind in _kinds(PACKAGE / where)}
    words |= {kind for path in (PACKAGE / "chrome").rglob("*.toml") for kind in _dropped(path)}
    words |= {word for word in given["drop"] if word.isidentifier()}
    assert len(words) > 60
    assert sorted(words - set(labels())) == [], f"{ADD}labels_fr.json"


def _kinds(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "kind" and isinstance(node.value, ast.Constant):
                yield str(node.value.value)
    yield from typing.get_args(typing.get_type_hints(Remark)["kind"])


def _dropped(path: Path) -> Iterator[str]:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    yield table.get("kind", "site_rule")
    yield from (
        entry["kind"] for key in ("rules", "boxes") for entry in table.get(key, []) if "kind" in entry
    )


def test_profiles_of_voices_and_engines_are_told() -> None:
    for name in voice_files():
        voice = read_voice(name)
        assert in_french(voice.description), name
        assert voice.license in ("Apache-2.0",) or "CC BY" in voice.license or in_french(voice.license), name
    for name in engine_names():
        try:
            receiver = load_engine(name).sends_text_to
        except VoiceError:
            continue
        assert receiver in (None, "Google Traduction") or in_french(receiver), name


OURS_NOT = re.compile(
    r"Deprecated|deprecated|env var|dynamic|UUID|datetime|time data|format|Editing|editor|Press any|Repeat|confirm"
    r"|entered|Aborted|invalid input|version|Choose from|Bash|Missing (argument|option|parameter)$|Missing {"
    r"|Missing parameter|^(default|required|Options|Commands|Usage|Try|Error|Show|unknown error|file|path|directory)"
)
"""Of click's texts: what no command of ours uses, what is told elsewhere, what is put into other sentences."""
NAMES = ("File", "Path", "Directory")


def test_whatever_click_finds_wrong_is_told() -> None:
    texts: set[str] = set()
    for module in ("core", "exceptions", "parser", "types"):
        path = Path(click.__file__).with_name(f"{module}.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "ngettext"):
                texts |= {
                    str(a.value) for a in node.args if isinstance(a, ast.Constant) and type(a.value) is str
                }
    assert len(texts) > 40
    wanted: set[str] = set()
    for text in texts:
        if OURS_NOT.search(text):
            continue
        named = (
            (text.replace("{name} {filename!r}", f"{n} {{}}") for n in NAMES)
            if "{filename" in text
            else (text,)
        )
        wanted |= {re.sub(r"{[\w!.]+}", "{}", one) for one in named}
    kinds = ("integer", "float")
    wanted |= {f"{{}} is not a valid {kind}." for kind in kinds}
    wanted -= {
        "{} is not a valid {}.",
        "Did you mean {}?",
        "{} is not {}.",
        "(Possible option: {})",
        "(Possible options: {})",
    }
    wanted = {text for text in wanted if "executable" not in text}
    assert sorted(text for text in wanted if in_french(text.replace("{}", "x")) is None) == []


def all_french() -> Iterator[tuple[str, str]]:
    for name in ("sentences_fr", "on_page_fr", "help_fr", "labels_fr"):
        yield from read_words(name).items()


def test_the_french_is_typeset_and_keeps_every_place() -> None:
    for english, french in all_french():
        assert english.count("{}") == french.count("{}"), english
        if "[ ? *" in french or "pip install" in french:
            continue
        assert not re.search(
            r"(?<!\u00a0)[;!?»](?!\S*[=/])| :|« |'(?=[a-zé] )|\.\.$|--\w+\.$(?<!\.)", french
        ), french
        assert "'" not in re.sub(r"'[\w\[\]]+'", "", french), french


def test_a_page_says_otherwise_only_what_the_terminal_says_too() -> None:
    assert set(read_words("on_page_fr")) <= set(read_words("sentences_fr"))


@pytest.mark.parametrize("kind", typing.get_args(typing.get_type_hints(Remark)["kind"]))
@pytest.mark.parametrize("heard", ["", "autre chose"])
def test_every_remark_of_the_ear_is_told(kind: typing.Any, heard: str) -> None:
    remark = Remark(kind=kind, sentence=0, start_ms=0, end_ms=1, words="le port", heard=heard, sounds=6)
    french = in_french(describe_remark(remark))
    assert french is not None
    assert "heard" not in french


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("There is no voice named “nova”.", "Il n’y a pas de voix nommée « nova »."),
        (
            "Paragraph 3 cannot be spoken by “siwis” (« Oui: non. »): "
            "The engine “kokoro” did not answer within 78 s and was stopped.",
            "Le paragraphe 3 ne peut pas être lu par « siwis » (« Oui: non. ») : "
            "Le moteur « kokoro » n’a pas répondu en 78 s et a été arrêté.",
        ),
        (
            "http://10.0.0.1/ leads to 10.0.0.1, an address that is private: it was not asked.",
            "http://10.0.0.1/ mène à 10.0.0.1, une adresse qui est privée : rien ne lui a été demandé.",
        ),
        ("https://a.example/x answered 404 Not Found.", "https://a.example/x a répondu 404 introuvable."),
        ('{"url": "https://…"}', '{"url": "https://…"}'),
        (
            "rapport.rtf is an RTF document, not an article.",
            "rapport.rtf est un document RTF, pas un article.",
        ),
        (
            "The folder /e cannot be written: No space left on device.",
            "Le dossier /e ne peut pas être écrit : il n’y a plus de place sur le disque.",
        ),
        ("Chapter 3 has no title.", "Le chapitre 3 n’a pas de titre."),
        ("feed.toml, line 4: title: a title is needed", "feed.toml, ligne 4 : title : il faut un titre"),
        (
            "lexicon.toml, line 7: say: a text that is not empty expected",
            "lexicon.toml, ligne 7 : say : attendu : un texte qui n’est pas vide",
        ),
        (
            "pico.toml, line 3: this is not valid TOML: Expected '=' after a key in a key/value pair",
            "pico.toml, ligne 3 : ce n’est pas du TOML correct : Expected '=' after a key in a key/value pair",
        ),
        (
            "audioedition.toml, line 2: latest: a whole number expected, found 'x'",
            "audioedition.toml, ligne 2 : latest : attendu : un nombre entier ; trouvé : 'x'",
        ),
        ("There is no file my notes", "Il n’y a pas de fichier my notes"),
        ("There is no file {a}", "Il n’y a pas de fichier {a}"),
    ],
)
def test_what_stands_in_a_sentence_is_kept_or_translated_too(english: str, french: str) -> None:
    told = translate(english, "fr")
    assert told.text.replace("\u00a0", " ") == french
    assert told.lang == "fr"
    assert translate(english, "en").text == english


def test_on_a_page_nobody_is_told_of_options() -> None:
    advice = "Correct the text, drop it with --drop REGEX, or choose another --voice."
    assert "--drop REGEX" in translate(advice, "fr").text
    assert "--" not in translate(advice, "fr", on_page=True).text


def test_what_is_not_known_stays_and_says_that_it_is_english() -> None:
    assert in_french("ValueError: who knows") is None
    assert translate("ValueError: who knows", "fr").lang == "en"
