"""The newsroom's lexicon on its page: added, searched, heard, corrected, struck out, taken in and given out."""

from __future__ import annotations

from tests.serve.test_newsroom_page import make
from tests.support.service import Running, Visitor


def test_the_life_of_a_word(service: Running, visitor: Visitor) -> None:
    name = make(service, visitor, place="de Sgen")
    visitor.post("/lexicon", seen="/lexicon", word="Sgen", say="sjène", act="enter")
    page = visitor.get("/lexicon?q=SJENE").text
    assert 'value="sjène"' in page
    assert 'value="sjène"' not in visitor.get("/lexicon?q=zèbre").text
    assert f"/editions/{name}" in visitor.get("/lexicon?word=Sgen").text
    heard = visitor.get("/lexicon/hear.wav?word=Sgen")
    assert (heard.status_code, heard.content[:4]) == (200, b"RIFF")
    visitor.post("/lexicon", seen="/lexicon", word="Sgen", say="s-gène", act="enter")
    given = visitor.get("/lexicon.toml").text
    assert given.count("[[entry]]") == 1
    assert "s-gène" in given
    visitor.post("/lexicon", seen="/lexicon", word="Sgen", act="strike")
    assert "[[entry]]" not in visitor.get("/lexicon.toml").text
    twice = visitor.post("/lexicon", seen="/lexicon", word="Sgen", act="strike")
    assert (twice.status_code, "n’a pas d’entrée simple" in twice.text) == (400, True)


def test_a_lexicon_is_taken_in_and_its_words_go_before(service: Running, visitor: Visitor) -> None:
    visitor.post("/lexicon", seen="/lexicon", word="Ouïgour", say="vieux", act="enter")
    coming = (
        '# des voisins\n[[entry]]\nwritten = "Ouïgour"\nsay = "oui gour"\n\n'
        '[[entry]]\nwritten = "Aix"\nsay = "èks"\nbefore = ["cour"]\n'
    )
    visitor.post("/lexicon", seen="/lexicon", toml=coming, act="import")
    given = visitor.get("/lexicon.toml").text
    assert "oui gour" in given
    assert "vieux" not in given
    assert "# des voisins" in given
    assert "se corrige dans le fichier" in visitor.get("/lexicon").text  # the one with a condition
    assert "lexique importé" in visitor.get("/audit").text


def test_what_is_no_lexicon_changes_nothing(service: Running, visitor: Visitor) -> None:
    before = visitor.get("/lexicon.toml").text
    for toml in ("[[entry]\nx", "", 'title = "x"', '[[entry]]\nwritten = "a"\nfrobnicate = 1\n'):
        answer = visitor.post("/lexicon", seen="/lexicon", toml=toml, act="import")
        assert answer.status_code == 400, toml
    assert visitor.post("/lexicon", seen="/lexicon", act="nonsense").status_code == 400
    assert visitor.get("/lexicon/hear.wav").status_code == 400
    assert visitor.get("/lexicon.toml").text == before
