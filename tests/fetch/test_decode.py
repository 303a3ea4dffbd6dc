"""Bytes to French."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audioedition.fetch.source import decode_text
from audioedition.model import Source

FRENCH = "« L’été, à Noël, le cœur naïf où l’on reçoit… 50 € – Ça, c’est sûr ! » Œuvre, Éros, Łódź, Ångström."
WESTERN = FRENCH.replace("Łódź", "Lodz")


def read(data: bytes, charset: str | None = None) -> str:
    moment = datetime(2024, 1, 1, tzinfo=timezone.utc)
    return decode_text(Source(data=data, media_type="text/html", charset=charset, fetched_at=moment))


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-32"]
)
def test_unicode_however_written(encoding: str) -> None:
    bom = "\ufeff" if encoding.startswith("utf-32-") else ""
    assert read((bom + FRENCH).encode(encoding)) == FRENCH


@pytest.mark.parametrize(
    "label", [None, "iso-8859-1", "latin1", "ISO_8859-1", "us-ascii", "windows-1252", "utf-8"]
)
def test_cp1252_under_any_western_label(label: str | None) -> None:
    assert read(WESTERN.encode("cp1252"), label) == WESTERN


def test_valid_utf8_wins_over_a_wrong_label() -> None:
    for label in (
        "iso-8859-1",
        "windows-1250",
        "utf-16",
        "hex",
        "rot13",
        "unicode_escape",
        "",
        '"utf-8"',
        "é",
    ):
        assert read(FRENCH.encode(), label) == FRENCH


def test_a_declaration_inside_the_page() -> None:
    page = '<html><head><meta charset="iso-8859-2"></head><p>Łódź</p>'
    assert "Łódź" in read(page.encode("iso-8859-2"))
    http_equiv = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><p>Москва</p>'
    assert "Москва" in read(http_equiv.encode("cp1251"))
    assert "Łódź" in read("<?xml version='1.0' encoding='iso-8859-2'?><p>Łódź</p>".encode("iso-8859-2"))
    assert "œuvre" in read("<meta charset='iso-8859-1'><p>œuvre</p>".encode("cp1252"))
    assert "é" in read("<meta charset='hex'><p>é</p>".encode("cp1252"))


def test_bytes_that_are_nothing_in_cp1252_do_not_stop_the_reading() -> None:
    assert read(b"\xe9t\xe9 \x81 fini") == "été \x81 fini"


def test_one_foreign_byte_does_not_turn_a_utf8_page_into_mojibake() -> None:
    page = FRENCH.encode() + " commentaire collé : é".encode("cp1252") + FRENCH.encode()
    assert read(page, "iso-8859-1") == read(page, "utf-8") == FRENCH + " commentaire collé : é" + FRENCH
    assert read(FRENCH.encode()[:-1] + "é".encode()[:1]).startswith(FRENCH[:-1])


def test_nul_characters_are_no_text() -> None:
    assert read("a\0b\0é et la suite du texte".encode()) == "abé et la suite du texte"


@pytest.mark.parametrize("through", ["cp1252", "latin-1"])
def test_doubly_encoded_french_is_mended(through: str) -> None:
    text = (
        "L’été à Noël : le cœur, déjà, où l’on reçoit « Ça » – 50 €…"
        if through == "cp1252"
        else "L'été à Noël"
    )
    broken = text.encode().decode(through, "ignore" if through == "cp1252" else "strict")
    assert read(broken.encode()) == text


def test_only_the_broken_line_is_touched() -> None:
    fine = "Il a dit : « l’œuvre » — voilà ; ﬁn de citation “anglaise”, ‘ainsi’… ½ ²  double"
    assert read((fine + "\nÃ‰tÃ© comme hiver.\r\n" + fine).encode()) == fine + "\nÉté comme hiver.\r\n" + fine


@pytest.mark.parametrize(
    "text",
    [
        "São Paulo et MÃE", "L’ÂME", "ÂGE : 30 ans", "Åland", "PÂQUES", "bât… là", "« CHÂTEAU »", FRENCH,
        "il mangeâ…", "Guillemets “anglais” et ‘simples’, points de suspension… tiret —", "100 % à 5 °C",
    ],
)  # fmt: skip
def test_sound_text_is_left_alone(text: str) -> None:
    assert read(text.encode()) == text


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeffÃÂÅâð")))
def test_any_text_in_utf8_comes_back(text: str) -> None:
    assert read(("été" + text).encode()) == "été" + text


@given(st.binary(max_size=200), st.sampled_from([None, "utf-8", "iso-8859-1", "cp1250", "gb18030", "euc-jp"]))
def test_no_bytes_make_it_fail(data: bytes, charset: str | None) -> None:
    assert isinstance(read(data, charset), str)


@pytest.mark.parametrize("byte", [b"\xff", b"\x81", b"\xc3", b"\xe2\x82", b"\0\xff"])
@pytest.mark.parametrize("charset", [None, "gb18030"])
def test_megabytes_of_nonsense_are_read_quickly(byte: bytes, charset: str | None) -> None:
    """A Python call for each bad byte took minutes."""
    data = (byte * 2_000_000)[:2_000_000]
    assert len(read(data, charset)) > 0


def test_a_page_of_mojibake_on_one_line() -> None:
    broken = ("Déjà vu à l’œuvre. " * 10_000).encode().decode("cp1252", "ignore")
    assert read(broken.encode()).startswith("Déjà vu à l’")
