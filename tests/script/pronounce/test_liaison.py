"""Both sides of every rule of liaison: where the consonant is heard, and where it is not."""

from __future__ import annotations

import pytest

from audioedition.script.pronounce import decide
from audioedition.script.pronounce.liaison import RULES, Link, begins_with_vowel, tie
from audioedition.script.pronounce.tokens import WordToken, split_words


def links(sentence: str) -> dict[str, tuple[Link, str]]:
    """Left word → what is decided about its end, and by which rule."""
    return {said.word.key: (said.link, said.rule) for said in decide(sentence).words if said.rule}


EXAMPLES = {
    "inversion": "Ont-ils voté ?",
    "imperative": "Allez-y.",
    "saint": "La route de Saint-Étienne.",
    "determiner": "Les anciens élèves.",
    "numeral": "Trois heures.",
    "numeral-alone": "Cent un élus.",
    "subject": "Ils ont perdu.",
    "clitic": "Il les a vus.",
    "preposition": "Dans un an.",
    "adverb": "Il est très âgé.",
    "quand": "Quand il pleut.",
    "dont": "Ce dont il parle.",
    "tout": "Tout est dit.",
    "adjective-plural": "Les prochaines élections.",
    "adjective-singular": "Un grand homme.",
    "être": "C'est un succès.",
    "ont": "Ils ont été vus.",
    "auxiliary": "Ils étaient attendus.",
    "modal": "Il faut attendre.",
    "noun-sounded": "Des fils électriques.",
    "noun-adjective": "Des avions anglais.",
    "noun": "Le taux est bas.",
    "et": "Un homme et une femme.",
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_rule_decides_its_own_example(name: str) -> None:
    assert name in {rule for _, rule in links(EXAMPLES[name]).values()}, links(EXAMPLES[name])


def test_every_rule_has_an_example() -> None:
    assert {rule.name for rule in RULES} == {*EXAMPLES, "elsewhere"}


@pytest.mark.parametrize(
    ("sentence", "left", "link"),
    [
        ("Les élus votent.", "les", Link.TIED),
        ("Les héros dorment.", "les", Link.BARE),
        ("Les Hongrois votent.", "les", Link.BARE),
        ("Les onze joueurs.", "les", Link.BARE),
        ("Les oui gagnent.", "les", Link.BARE),
        ("Les yeux fermés.", "les", Link.TIED),
        ("Les hôtels ferment.", "les", Link.TIED),
        ("Les haters ferment.", "les", Link.BARE),
        ("Les hooligans ferment.", "les", Link.BARE),
        ("Les hydroliennes tournent.", "les", Link.TIED),
        ("Les hypertrucages circulent.", "les", Link.TIED),
        ("Le taux augmente.", "taux", Link.BARE),
        ("Les taux actuels.", "taux", Link.TIED),
        ("Le Français a gagné.", "français", Link.BARE),
        ("Un homme et une femme.", "et", Link.BARE),
        ("Ils ont gagné.", "ils", Link.TIED),
        ("Ont-ils attendu ?", "ils", Link.BARE),
        ("Un grand espoir.", "grand", Link.TIED),
        ("Un espoir grand et fou.", "grand", Link.BARE),
        ("Trois enfants.", "trois", Link.TIED),
        ("Les trois ont fui.", "trois", Link.BARE),
        ("Il est allé loin.", "est", Link.TIED),
        ("Les élèves, eux, attendent.", "élèves", Link.BARE),
        ("Les héroïnes dorment.", "les", Link.TIED),
        ("Tout a changé.", "tout", Link.TIED),
        ("L'un est parti.", "un", Link.BARE),
        ("Un animal dort.", "un", Link.TIED),
        ("Vingt et un ans.", "un", Link.TIED),
        ("Le numéro un a gagné.", "un", Link.BARE),
        ("Le cas échéant, il vote.", "cas", Link.TIED),
        ("Un cas étonnant.", "cas", Link.BARE),
        ("Il n'a rien entendu.", "rien", Link.TIED),
        ("Rien ne change.", "rien", Link.BARE),
        ("Neuf ans.", "neuf", Link.TIED),
        ("Neuf euros.", "neuf", Link.OPEN),
    ],
)
def test_liaison_is_made_or_not(sentence: str, left: str, link: Link) -> None:
    assert links(sentence)[left][0] is link


def test_what_comes_out_of_the_spelling() -> None:
    def word(text: str) -> WordToken:
        return split_words(text)[1][0]

    assert tie(word("bon"), "bɔ̃") == "bɔn"
    assert tie(word("mon"), "mɔ̃") == "mɔ̃n"
    assert tie(word("ancien"), "ɑ̃sjɛ̃") == "ɑ̃sjɛn"
    assert tie(word("premier"), "pʁəmje") == "pʁəmjɛʁ"
    assert tie(word("grand"), "ɡʁɑ̃") == "ɡʁɑ̃t"
    assert tie(word("neuf"), "nœf") == "nœv"
    assert tie(word("les"), "le") == "lez"
    assert tie(word("huit"), "ɥit") == "ɥit"


def test_names_in_h() -> None:
    words = split_words("vers Hélène et Hambourg")[1]
    assert [begins_with_vowel(word) for word in words if word.key.startswith("h")] == [True, False]
