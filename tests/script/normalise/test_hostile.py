"""Bad input: nothing hangs, nothing is lost, nothing is said that nobody printed."""

from __future__ import annotations

import re
from functools import partial

import pytest

from audioedition.model import Voice
from audioedition.script.normalise import foreign_language, normalise, normalise_traced
from tests.support.work import calls_of

LONG = [
    "1", "1 ", "12 000 ", "1,", "1,5 ", "1-", "1 - 2 ", "12/", "1'", "1:", "1½", "a", "A", "A.",
    "A. ", "I", "VI ", "M. ", "-", "--", "'", "\"", "« ", "”", "(", "[1]", "*a", "_a_", "&amp;",
    "#a", "@a", "a@", "a@b.", "www.a", "a.", "http://", "é", "m²", "km/", "1€", "$1 ", "1 % ",
    "1h", "0", "06 12 ", "+33 1 ", "=", "<a>", "10^", "🔥", "☀\u200d", "я", "α", "北", "A1", "F-35 ",
    "1er ", "XIVe ", "le 1/2 ", "n°", "p. 1", "St-", "l'", "d'«", "...", "etc. ", "Louis ", "\xa0",
    "\u200b", "\x00", "Tous sont tous ", "12 mai ", "J-3 ", "de 1 ", "1 à ", "1.2.3.4.", "A&B ",
    "t.a.", "x1", "Ses fils ",
]  # fmt: skip


@pytest.mark.long(every=3)
@pytest.mark.parametrize("piece", LONG)
def test_four_times_the_line_is_four_times_the_work(piece: str) -> None:
    """Counted, not timed. A rule that looked at the whole line for each of its pieces would do sixteen times as much;
    some calls more are allowed, for what is begun only in longer lines. (Two thousand characters of « http:// » are one
    address; from which length on they are words stands in ``contact``: both lines are beyond it.)"""
    sizes = (8_000, 32_000) if piece == "http://" else (500, 2_000)
    short, long = (calls_of(partial(said, piece * (size // len(piece)))) for size in sizes)
    assert long <= 5 * short + 30_000


@pytest.mark.parametrize("piece", ["1 ", "A.", "a@b.", "...", "d'«"])
def test_a_line_of_twenty_five_kilobytes_is_read_to_its_end(piece: str) -> None:
    """An expression that tries every way to match would not come to it within pytest's own limit."""
    assert not re.search(r"\d", said(piece * (25_000 // len(piece))))


def said(line: str) -> str:
    return normalise(line, voice=Voice(name="pico", engine="pico"))


def test_two_hundred_thousand_figures_are_read_one_by_one() -> None:
    said = normalise_traced("Pi commence par " + "31415926" * 25_000)
    assert said.text.startswith("Pi commence par trois un quatre un cinq")
    assert len(said.text.split()) == 200_003
    assert not said.unread


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        ("Soit 1" + "0" * 66 + ".", "Soit un " + " ".join(["zéro"] * 66) + "."),
        ("Il a dit « non.", "Il a dit « non."),
        ("Il a dit ”non“, d’”oui”.", "Il a dit »non«, d'oui."),
        ("((([[[", "((("),
        ("", ""),
        (" \t\n ", ""),
        ("\x00\x07", ""),
        ("Un\x00deux", "Un deux"),
        ("Un\ud800 seul", "Un seul"),
        ("\ue000 privé", "privé"),
        ('<genfile file="x.wav">', 'genfile file égale "x.wav"'),
        ("Москва", "Moskva"),
        ("Αθήνα", "athina"),
        ("العربية", "texte en caractères arabes"),
        ("a̐é", "a̐é"),
        ("٣٤ ans", "trente-quatre ans"),
        (
            "1 234 567,89,10",
            "un million deux cent trente-quatre mille cinq cent soixante-sept virgule quatre-vingt-neuf,dix",
        ),
    ],
)
def test_strange_lines(printed: str, spoken: str) -> None:
    assert normalise(printed) == spoken


def test_what_no_french_voice_reads_is_named() -> None:
    assert normalise_traced("Il écrit 北京 au mur.").unread == ("北京",)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The minister said that he would not be there for the vote of the house.", "en"),
        ("Der Minister sagte, dass er nicht zu der Sitzung in das Haus kommen wird.", "de"),
        ("El ministro dijo que no estará en la casa para el voto de los diputados.", "es"),
        ("Il ministro ha detto che non sarà nella casa per il voto dei deputati.", "it"),
        ("Le ministre a dit qu’il ne serait pas là pour le vote de la Chambre.", None),
        ("« The New York Times » et le « Wall Street Journal » en parlent à la une.", None),
        ("Breaking news", None),
        ("Avec Kylian Mbappé, Antoine Griezmann, Olivier Giroud, Hugo Lloris, Lucas Hernandez.", None),
    ],
)
def test_the_language_of_a_paragraph(text: str, language: str | None) -> None:
    assert foreign_language(text) == language
