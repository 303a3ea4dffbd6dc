"""Copied text: the judge that learned drops, names what it saw, and is done without where its weights are damaged."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path

import pytest

from audioedition.article.chrome import load_phrasebook
from audioedition.article.extract import extract_page
from audioedition.article.judge.copied import learned
from audioedition.article.judge.copied.crf import Weights, chances, strongest
from audioedition.article.judge.features import read_lines
from audioedition.article.judge.verdict import keep
from audioedition.model import Article, Source
from audioedition.segment import segment_article

BODY = (
    "Le bac de Rochebrune traverse de nouveau la rivière depuis dimanche, tiré par un câble neuf que douze hommes ont "
    "tendu à la main entre les deux rives.",
    "La passeuse, Odile Carrand, a retrouvé la cabane de son grand-père, avec sa cloche, son poêle et le registre où "
    "chaque voyageur signait d’une croix.",
    "Le département paiera l’entretien du câble, la commune celui du ponton, et les écoliers, qui passent sans payer, "
    "tiendront le compte des hérons.",
    "Jusqu’à l’automne, le bac traversera de six heures à vingt heures, sauf par grande crue ; l’hiver, il faudra de "
    "nouveau faire le tour par le pont.",
)


def read(text: str) -> Article:
    now = datetime(2026, 1, 1, tzinfo=timezone.utc)
    return segment_article(Source(data=text.encode(), media_type="text/plain", fetched_at=now))


@pytest.fixture
def weights_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The judge reads this file, which a test fills."""
    path = tmp_path / "weights.json"
    monkeypatch.setattr(learned, "files", lambda _package: tmp_path)
    for cached in (learned.load_weights, learned.weights_problem):
        cached.cache_clear()
    yield path
    for cached in (learned.load_weights, learned.weights_problem):
        cached.cache_clear()


COPIED = "\n\n".join(("Le bac de Rochebrune reprend du service", *BODY, "Partager", "Mentions légales"))


@pytest.mark.parametrize(
    "damage",
    [
        "",
        "{",
        "[]",
        '{"traits": {}}',
        '{"traits": {"bias": "1"}, "transitions": {}}',
        '{"traits": {"bias": NaN}, "transitions": '
        '{"kept_kept": 0, "kept_dropped": 0, "dropped_kept": 0, "dropped_dropped": 0}}',
    ],
)
def test_damaged_weights_are_named_and_the_rules_go_on(weights_file: Path, damage: str) -> None:
    weights_file.write_text(damage, encoding="utf-8")
    article = read(COPIED)
    assert [p.text for p in article.paragraphs[1:]] == list(BODY)
    assert any("weights.json is damaged" in w and "the rules alone" in w for w in article.warnings)


def test_no_weights_at_all(weights_file: Path) -> None:
    assert any("weights.json is damaged" in w for w in read(COPIED).warnings)
    assert not weights_file.exists()


def test_cards_behind_an_article_are_dropped_with_what_was_seen() -> None:
    cards = (
        "Société\n\nLe facteur de la vallée prend sa retraite\n\nTourisme\n\nOù dormir près des gorges cet été\n\n"
        "Sport\n\nLe club de canoë cherche un entraîneur"
    )
    article = read("\n\n".join(("Le bac de Rochebrune reprend du service", *BODY, "Partager", cards)))
    assert [p.text for p in article.paragraphs[1:]] == list(BODY)


def test_a_learned_drop_names_its_three_strongest_traits() -> None:
    weights = Weights(
        traits={"a": -3.0, "b": -1.0, "c": -2.0, "d": -0.5, "e": 4.0},
        kept_kept=0.0,
        kept_dropped=0.0,
        dropped_kept=0.0,
        dropped_dropped=0.0,
    )
    assert strongest(weights, ["a", "b", "c", "d", "e", "unknown"]) == ("a", "c", "b")


def test_a_text_with_no_chrome_around_it_loses_nothing() -> None:
    text = "\n\n".join((*BODY, "Un dernier passage", "La nuit tombe."))
    assert not read(text).dropped


def test_chances_are_those_of_all_ways_of_labelling() -> None:
    """Against the sum over every sequence of labels."""
    weights = Weights(
        traits={"x": 1.5, "y": -2.0}, kept_kept=0.7, kept_dropped=-0.4, dropped_kept=-0.9, dropped_dropped=0.3
    )
    told = [["x"], ["y"], ["x", "y"], []]
    own = [1.5, -2.0, -0.5, 0.0]
    step = {(1, 1): 0.7, (1, 0): -0.4, (0, 1): -0.9, (0, 0): 0.3}
    total, kept = 0.0, [0.0] * 4
    for number in range(16):
        labels = [number >> i & 1 for i in range(4)]
        score = sum(o for o, label in zip(own, labels, strict=True) if label)
        weight = math.exp(score + sum(step[labels[i], labels[i + 1]] for i in range(3)))
        total += weight
        for i in range(4):
            kept[i] += weight * labels[i]
    assert chances(weights, told) == pytest.approx([k / total for k in kept])
    assert chances(weights, []) == []


def test_no_weight_is_too_great() -> None:
    weights = Weights(
        traits={"x": -9000.0}, kept_kept=0.0, kept_dropped=0.0, dropped_kept=0.0, dropped_dropped=0.0
    )
    assert chances(weights, [["x"], []])[0] == pytest.approx(0.0)


def test_the_weights_are_small_and_finite() -> None:
    weights = learned.load_weights()
    assert weights is not None
    assert len(weights.traits) > 500
    assert (Path(learned.__file__).parent / learned.WEIGHTS).stat().st_size <= 2_000_000


@pytest.mark.parametrize(
    "text",
    ["Un seul mot " * 90_000, "\n\n".join(f"Intertitre {i}" for i in range(300)), "Oui.\n" * 2500],
    ids=["one line of 1 MB", "only headings", "as long as a book"],
)
def test_odd_texts_are_judged_in_time(text: str) -> None:
    assert read(text).paragraphs


@pytest.mark.parametrize(("last", "stay"), [(0.9, True), (0.1, True), (0.03, False)])
def test_a_sentence_above_one_that_stays_is_given_back_with_its_heading(last: float, stay: bool) -> None:
    behind = (
        "Bon à savoir",
        "Le passage dure sept minutes environ.",
        "Les chiens tenus en laisse passent aussi.",
    )
    text = "\n\n".join((*BODY, *behind))
    now = datetime(2026, 1, 1, tzinfo=timezone.utc)
    page = extract_page(Source(data=text.encode(), media_type="text/plain", fetched_at=now))
    lines = read_lines(page.blocks, load_phrasebook(), plain=True)
    verdicts = [keep("body")] * 4 + [keep("heading"), keep("body"), keep("body")]
    nothing = Weights(traits={}, kept_kept=0, kept_dropped=0, dropped_kept=0, dropped_dropped=0)
    out = learned.drop_doubted(
        lines, verdicts, [[]] * 7, [0.99] * 4 + [min(last, 0.1), min(last, 0.1), last], nothing
    )
    assert [v.kept for v in out] == [True] * 4 + [stay] * 3
