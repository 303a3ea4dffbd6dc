"""The tables: what is right must stay right. Floors stand in tests/quality.json and only rise."""

from __future__ import annotations

import json
import re

import pytest

from audioedition.script.normalise import normalise
from tests.quality.normalise import Item, bare, is_right, read_table, score
from tests.support.road import ROOT

FLOORS = json.loads((ROOT / "tests" / "quality.json").read_text(encoding="utf-8"))["normalise"]
CLASSES = 25


@pytest.mark.parametrize("table", ["table.tsv", "heldout.tsv", "fresh.tsv"])
def test_no_class_falls_below_its_floor(table: str) -> None:
    reached = score(read_table(table), normalise)
    fallen = {
        kind: (reached.get(kind), floor)
        for kind, floor in FLOORS[table].items()
        if reached.get(kind, 0) < floor
    }
    assert not fallen


def test_the_tables_are_large_and_cover_every_class() -> None:
    items = read_table("table.tsv") + read_table("heldout.tsv")
    assert len(items) >= 600
    assert len({item.printed for item in items}) >= 0.99 * len(items)
    assert len({item.kind for item in items}) == CLASSES


def test_nothing_in_the_tables_keeps_a_figure_or_a_sign() -> None:
    items = read_table("table.tsv") + read_table("heldout.tsv")
    left = [said for item in items if re.search(r"[\d€$£%°+=@#²³&]", said := normalise(item.printed))]
    assert not left


@pytest.mark.parametrize(
    ("gold", "spoken", "right"),
    [
        ("l'<UE> vote", "L'u euh vote.", True),
        ("l'<UE> vote", "L'UE vote.", False),
        ("trois {virgule cinq/et demi}", "Trois et demi !", True),
        ("vingt et un|vingt-et-une", "vingt et une", True),
        ("vingt et un", "vingt et une", False),
        ("dix", "10", False),
    ],
)
def test_the_scorer_itself(gold: str, spoken: str, right: bool) -> None:
    assert is_right(Item("plain", "", gold, ""), spoken) is right


def test_plain_sentences_keep_their_words() -> None:
    plain = [
        "Les habitants du village ont manifesté mardi contre la fermeture de l’école.",
        "« Je n’ai plus rien à dire », souffle Marie-Claire, et tous se taisent.",
        "Son fils a vu l’os ; elle est fière, il est fier, les poules couvent au couvent.",
        "Le Der Spiegel, le Wall Street Journal et la Mère Denis en parlent.",
        "Le maire, qui n’était pas là, s’est dit « surpris » de la décision.",
        "Xi Jinping rencontre Di Maria, Di Caprio et le docteur Li à Aix-en-Provence.",
        "Elle a dû céder : aujourd’hui, rien n’est sûr à l’est de la ville.",
        "Me voilà, dit-il, mes amis, avec mon jean et mes habits de fête.",
    ]
    assert [bare(normalise(text)) for text in plain] == [bare(text) for text in plain]
