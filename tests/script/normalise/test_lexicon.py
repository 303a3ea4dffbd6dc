"""The newsroom's lexicon: what it says comes first, what is wrong in it is said with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from audioedition.errors import UsageError
from audioedition.model import Article, Paragraph, Voice
from audioedition.script.lexicon import Lexicon, house_lexicon, load_lexicon, newsroom_lexicon, parse_lexicon
from audioedition.script.lexicon.ipa import respell
from audioedition.script.lexicon.pls import export_pls, import_pls
from audioedition.script.lexicon_tools.check import check_lexicon, unused_forms
from audioedition.script.lexicon_tools.suggest import as_toml, suggest_entries
from audioedition.script.normalise import normalise
from audioedition.script.write import write_script
from tests.support.tools import need_module

OWN = """
[[entry]]
written = "Plouzané"
say = "Plouzané-sur-mer"

[[entry]]
written = ["UBO", "ENSTA"]
spell = true

[[entry]]
written = "OTAN"
spell = true
reason = "la rédaction épelle"

[[entry]]
written = "Kérouédan"
ipa = "keʁuedɑ̃"

[[entry]]
written = "The Wire"
lang = "en"

[[entry]]
written = "plus"
say = "plusse"
before = ["de"]
after = ["bruit", "monde"]

[[entry]]
written = "Brest"
say = "Bresste"
voice = "pico"

[[entry]]
written = "kig ha farz"
say = "kigue a farsse"
case = "any"
examples = [["Un Kig Ha Farz.", "Un kigue a farsse."]]
"""


@pytest.fixture
def own() -> Lexicon:
    return parse_lexicon(OWN)


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        ("À Plouzané, il pleut.", "À Plouzané-sur-mer, il pleut."),
        ("L’UBO et l’ENSTA.", "L'u-bé-o et l'euh-enne-esse-té-a."),
        ("L’OTAN vote.", "L'o-té-a-enne vote."),
        ("M. Kérouédan parle.", "Monsieur kérouédan parle."),
        ("The Wire revient.", "The Wire revient."),
        ("Faire de plus bruit.", "Faire de plusse bruit."),
        ("Faire plus de bruit.", "Faire plus de bruit."),
        ("Brest gagne.", "Brest gagne."),
        ("Un KIG HA FARZ !", "Un kigue a farsse !"),
        ("Plouzanéen", "Plouzanéen"),
        ("L’UNESCO vote.", "L'Unesco vote."),
    ],
)
def test_entries_come_before_the_house_and_the_rules(own: Lexicon, printed: str, spoken: str) -> None:
    assert normalise(printed, lexicon=own) == spoken


def test_an_entry_may_hold_for_one_voice(own: Lexicon) -> None:
    assert normalise("Brest gagne.", lexicon=own, voice=Voice(name="x", engine="pico")) == "Bresste gagne."
    assert normalise("Brest gagne.", lexicon=own, voice=Voice(name="pico", engine="x")) == "Bresste gagne."
    assert normalise("Brest gagne.", lexicon=own, voice=Voice(name="x", engine="y")) == "Brest gagne."


def test_changing_an_entry_changes_only_the_sentences_that_hold_it() -> None:
    article = Article(
        title="Un titre",
        paragraphs=(
            Paragraph(role="title", text="Un titre"),
            Paragraph(role="body", text="Plouzané gagne. La SNCF perd. Et Plouzané chante."),
        ),
    )
    voice = Voice(name="x", engine="tone")
    before, after = (
        write_script(
            article,
            voice=voice,
            max_chars=200,
            lexicon=parse_lexicon(f'[[entry]]\nwritten="Plouzané"\nsay="{say}"'),
        )
        for say in ("Plouzané", "Plou-zané")
    )
    changed = [
        b.text for a, b in zip(before.utterances, after.utterances, strict=True) if a.spoken != b.spoken
    ]
    assert changed == ["Plouzané gagne.", "Et Plouzané chante."]


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("[[entry]]\nwritten = \n", 2, "TOML"),
        ('[[entry]]\nwritten = "A"\nsay = "b"\n\n[[entry]]\nwriten = "B"\n', 6, "writen"),
        ('[[entry]]\nwritten = "A"\n', 2, "written"),
        ('[[entry]]\nwritten = "A"\nsay = 3\n', 3, "say"),
        ('[[entry]]\nwritten = "A"\nsay = ""\n', 3, "say"),
        ('[[entry]]\nwritten = "A"\nspell = "yes"\n', 3, "spell"),
        ('[[entry]]\nwritten = "A"\nsay = "b"\nspell = true\n', 4, "contradicts"),
        ('[[entry]]\nwritten = "A"\nsay = "b"\ncase = "none"\n', 4, "case"),
        ('[[entry]]\nwritten = "…"\nsay = "b"\n', 2, "written"),
        ('[[entry]]\nwritten = "A"\nsay = "b"\nexamples = ["x"]\n', 4, "examples"),
        (
            '# note\n\n[[entry]]\nwritten = "A"\nsay = "b"\n[[entry]]\nwritten = "A"\nsay = "c"\n',
            7,
            "two ways",
        ),
        ("[entry]\n", 1, "entry"),
        ("colour = 1\n", 1, "colour"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, text: str, line: int, word: str) -> None:
    file = tmp_path / "lexicon.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load_lexicon(file)
    assert f"{file}, line {line}: " in str(caught.value)
    assert word in str(caught.value)
    assert caught.value.hint


def test_a_lexicon_that_is_missing_or_no_text_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        load_lexicon(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes(b'[[entry]]\nwritten = "\xe9"\n')
    with pytest.raises(UsageError, match="UTF-8"):
        load_lexicon(tmp_path / "latin.toml")


def test_the_newsrooms_own_is_found_in_the_settings_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert newsroom_lexicon() is None
    (tmp_path / "audioedition").mkdir()
    (tmp_path / "audioedition" / "lexicon.toml").write_text(OWN, encoding="utf-8")
    found = newsroom_lexicon()
    assert found is not None
    assert len(found.entries) == 8


def test_the_same_form_with_conditions_is_no_contradiction() -> None:
    lexicon = parse_lexicon(
        '[[entry]]\nwritten="os"\nsay="osse"\nbefore=["un"]\n[[entry]]\nwritten="os"\nsay="ô"\nbefore=["les"]\n'
    )
    assert normalise("Un os, les os, os.", lexicon=lexicon) == "Un osse, les ô, os."


def test_examples_are_run(own: Lexicon) -> None:
    assert check_lexicon(own) == (1, ())
    wrong = parse_lexicon('[[entry]]\nwritten="A1"\nsay="a un"\nexamples=[["Le A1.", "Le à un."]]\n')
    run, failures = check_lexicon(wrong)
    assert run == 1
    assert failures[0].spoken == "Le a un."


def test_a_form_that_is_never_found_is_named() -> None:
    lexicon = parse_lexicon('[[entry]]\nwritten="Brest"\nsay="Bresste"\n')
    assert unused_forms(lexicon) == ()


def test_the_house_lexicon_keeps_its_promises() -> None:
    house = house_lexicon()
    assert check_lexicon(house)[1] == ()
    assert unused_forms(house) == ()
    assert all(entry.reason for entry in house.entries)
    assert sum(len(entry.written) for entry in house.entries) > 300


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        ("Un e-mail, des E-mails, l’e‑mail.", "Un i-mèle, des i-mèles, l'i-mèle."),
        ("L’e-commerce pèse sur les e-commerçants.", "L'i-commerce pèse sur les i-commerçants."),
        ("L’E-SPORT attire des e-sportives.", "L'i-sport attire des i-sportives."),
        ("Un cours d’e-learning, un e-book.", "Un cours d'i-learning, un i-bouque."),
        ("L’e-santé et l’e-mailing attendent.", "L'e-santé et l'e-mailing attendent."),
    ],
)
def test_the_e_of_electronic_is_said_as_a_listener_knows_it(printed: str, spoken: str) -> None:
    assert normalise(printed, voice=Voice(name="x", engine="espeak")) == spoken
    # a service in the cloud knows the word, and gets the print
    assert "i-" not in normalise(printed, voice=Voice(name="x", engine="edge"))


def test_espeak_hears_an_i_and_no_euh_in_an_e_mail() -> None:
    need_module("espeakng_loader", extra="neural")
    from audioedition.speak.engines.espeak_library import load_espeak

    espeak = load_espeak()
    voice = Voice(name="x", engine="espeak")
    for printed in ("e-mail", "e-mails", "e-commerce", "e-learning", "e-sport", "e-sportifs", "e-book"):
        assert "ə" in espeak.phonemes(printed, voice="fr")[:3], f"{printed}: the entry is not needed any more"
        assert espeak.phonemes(normalise(printed, voice=voice), voice="fr").startswith("ˈi"), printed


def test_suggest_lists_what_no_rule_knows() -> None:
    texts = [
        "Le WXYZ et M. Wojciechowski, reçus à l’OTAN, ont vu le showrunner de Wojciechowski.",
        "Une journée calme au village, selon le maire.",
    ]
    found = suggest_entries(texts, lexicons=(house_lexicon(),))
    assert [(one.written, one.kind, one.count) for one in found] == [
        ("Wojciechowski", "name", 2),
        ("WXYZ", "acronym", 1),
    ]
    assert found[1].spoken == "double vé-ixe-i grec-zède"
    assert parse_lexicon(
        "\n".join(line.removeprefix("# ") for line in as_toml(found).splitlines() if "×" not in line)
    )


def test_pls_there_and_back(own: Lexicon) -> None:
    document = export_pls(own)
    assert 'alphabet="ipa"' in document
    assert "not expressible in PLS: Brest" in document
    back = parse_lexicon(import_pls(document.encode()))
    for printed in ("À Plouzané.", "L’UBO, l’ENSTA.", "L’OTAN.", "Kérouédan."):
        assert normalise(printed, lexicon=back) == normalise(printed, lexicon=own)


@pytest.mark.parametrize(
    ("document", "message"),
    [
        (b"no xml", "not readable XML"),
        (b"<lexicon/>", "no PLS"),
        (
            b'<!DOCTYPE l [<!ENTITY a "b">]><lexicon xmlns="http://www.w3.org/2005/01/pronunciation-lexicon"/>',
            "not readable",
        ),
        (
            b'<lexicon xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="x-sampa"/>',
            "x-sampa",
        ),
        (
            b'<lexicon xmlns="http://www.w3.org/2005/01/pronunciation-lexicon"><lexeme><grapheme>A</grapheme></lexeme></lexicon>',
            "lexeme 1",
        ),
    ],
)
def test_what_is_no_pls_is_refused(document: bytes, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        import_pls(document)


@pytest.mark.parametrize(
    ("ipa", "respelled"),
    [
        ("ˈkijiv", "kiyiv"),
        ("ʃɔlts", "choltse"),
        ("ʒɑ̃", "jan"),
        ("ɡiˈta", "guita"),
        ("wa.ʃiŋ.tɔn", "oichingtone"),
        ("ku de ta", "kou dé ta"),
    ],
)
def test_ipa_becomes_french_letters(ipa: str, respelled: str) -> None:
    assert respell(ipa) == respelled
