"""Whatever the service can tell a person, it can tell in French."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from conftest_serve import Running

import audioedition
from audioedition.tell import catalogue, in_french, tell

PACKAGE = Path(audioedition.__file__).parent
ERRORS = {
    "AudioEditionError", "UsageError", "SourceError", "ExtractionError", "VoiceError", "EngineError",
    "AudioError", "PublishError", "StateError", "HTTPException", "plain", "TooSlow",
}  # fmt: skip
ELSEWHERE = (
    "cli.py", "commands/", "newsroom/", "cluster.py", "digest", "m4b", "sign.py", "doctor.py", "check/", "listen/",
    "chrome/", "robots.py", "publish/feed.py", "lexicon/pls.py", "install/", "serve/run.py", "serve/settings.py",
    "serve/tokens.py", "serve/doctor.py", "toml_file.py",
)  # fmt: skip
"""Told on the command line only."""
IN_PIECES = {"Google Traduction {} ({}).", "{} cannot be spoken by “{}” (« {} »): {}", "{}."}
"""Their first words vary; the catalogue holds each variant."""


def templates(node: ast.expr) -> Iterator[str]:
    """Every sentence that an expression may be, ``{}`` for what is put in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(v.value) if isinstance(v, ast.Constant) else "{}" for v in node.values)
    elif isinstance(node, ast.IfExp):
        yield from templates(node.body)
        yield from templates(node.orelse)
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from templates(value)
    elif isinstance(node, ast.BinOp):
        ends = [list(templates(end)) or ["{}"] for end in (node.left, node.right)]
        yield from (left + right for left in ends[0] for right in ends[1])


def told() -> Iterator[tuple[str, str]]:
    """(where, sentence) of every error and hint that the service may show."""
    for path in sorted(PACKAGE.rglob("*.py")):
        where = path.relative_to(PACKAGE).as_posix()
        if where.startswith(ELSEWHERE):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ERRORS:
                hints = [k.value for k in node.keywords if k.arg in ("hint", "detail")]
                for expression in (*node.args, *hints):
                    for sentence in templates(expression):
                        yield f"{where}:{node.lineno}", sentence


def test_every_sentence_has_its_french() -> None:
    known = catalogue()
    said = list(told())
    assert len(said) > 250
    missing = [(w, s) for w, s in said if s and s not in known and s not in IN_PIECES]
    assert missing == [], "add them to audioedition/tell/sentences_fr.json"


def test_the_french_is_typeset_and_keeps_every_place() -> None:
    for english, french in catalogue().items():
        assert english.count("{}") == french.count("{}"), english
        assert not re.search(
            r"(?<!\u00a0)[;!?»](?!\S*[=/])| :|« |'(?=[a-zé] )", french.split("pip install")[0]
        ) or ("[ ? *" in french), french


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
        ("rapport.pdf is a PDF, not an article.", "rapport.pdf est un PDF, pas un article."),
        (
            "The folder /e cannot be written: No space left on device.",
            "Le dossier /e ne peut pas être écrit : il n’y a plus de place sur le disque.",
        ),
    ],
)
def test_what_stands_in_a_sentence_is_kept_or_translated_too(english: str, french: str) -> None:
    told = tell(english, "fr")
    assert told.text.replace("\u00a0", " ") == french
    assert told.lang == "fr"
    assert tell(english, "en").text == english


def test_what_is_not_known_stays_and_says_that_it_is_english() -> None:
    assert in_french("ValueError: who knows") is None
    assert tell("ValueError: who knows", "fr").lang == "en"


def test_the_pages_tell_it_in_their_language(service: Running) -> None:
    french = {"accept-language": "fr"}
    page = requests.get(service.url + "/jobs/0123456789abcdef", headers=french, timeout=10).text
    assert "Il n’y a rien (ou plus rien) à cette adresse." in page
    assert 'lang="en"' not in page.partition("<main")[2].partition("</main>")[0]
    english = requests.get(
        service.url + "/jobs/0123456789abcdef", headers={"accept-language": "en"}, timeout=10
    )
    assert "There is nothing at this address (any more)." in english.text
    wrong_name = requests.get(service.url + "/", headers={"host": "autre.example", **french}, timeout=10)
    assert wrong_name.status_code == 421
    assert "Ce service n’est pas connu sous ce nom" in wrong_name.text
