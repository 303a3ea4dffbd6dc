"""Which edition a file's article belongs to: told by its content, never by a path of somebody's machine."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from audioedition.model import Article, Edition, Paragraph
from audioedition.publish.folder.facts import edition_id
from audioedition.publish.folder.origin import Origin, read_origin, write_origin
from audioedition.publish.folder.same_article import is_same_article, shared_runs
from audioedition.publish.folder.which import choose_edition, editions_named
from audioedition.publish.folder.writer import OWN_FOLDER
from tests.support.by_hand import STORY, Story, make_edition
from tests.support.on_disk import put_on_disk

NAME = "file:pont.txt"
OTHER = (
    "La piscine ferme pour l’été",
    "Les bassins seront vidés lundi, annonce la mairie. Les nageurs iront à Keranroux.",
    "La chaudière, qui date de l’ouverture, sera remplacée avant la rentrée des clubs.",
)

OTHER_STORY: Story = (("title", OTHER[0]), *(("body", text) for text in OTHER[1:]))


def article(*texts: str, published: str | None = None) -> Article:
    title, *others = texts or tuple(text for _, text in STORY)
    paragraphs = (
        Paragraph(role="title", text=title),
        *(Paragraph(role="body", text=text) for text in others),
    )
    return Article(title=title, paragraphs=paragraphs, published=published)


def edition(*, identity: str = NAME, published: str | None = None) -> Edition:
    return replace(make_edition(), id=edition_id(identity), identity=identity, published=published)


def choose(new: Article, *known: Edition, same_place: bool = False) -> tuple[str, str]:
    choice = choose_edition(new, identity=NAME, known=known, same_place=lambda edition: same_place)
    return choice.identity, choice.id


def corrected(words: int) -> Article:
    """The story with one word in so many replaced."""
    texts = [text.split() for _, text in STORY]
    count = 0
    for text in texts:
        for place in range(len(text)):
            count += 1
            if count % words == 0:
                text[place] = f"mot{count}"
    return article(*(" ".join(text) for text in texts))


def test_the_first_of_a_name_has_the_name() -> None:
    assert choose(article()) == (NAME, edition_id(NAME))


def test_the_same_text_from_anywhere_and_a_corrected_one_are_that_edition() -> None:
    assert choose(article(), edition()) == (NAME, edition_id(NAME))
    assert choose(corrected(40), edition()) == (NAME, edition_id(NAME))
    assert choose(corrected(5), edition(), same_place=True) == (NAME, edition_id(NAME))


def test_another_text_of_that_name_has_an_edition_of_its_own_and_says_so() -> None:
    choice = choose_edition(article(*OTHER), identity=NAME, known=[edition()], same_place=lambda e: False)
    assert choice.identity.startswith(f"{NAME}:")
    assert choice.id == edition_id(choice.identity) != edition_id(NAME)
    assert choice.note is not None
    assert "pont.txt is another article than “Le vieux pont rouvre aux promeneurs”" in choice.note
    again = replace(make_edition(OTHER_STORY), id=choice.id, identity=choice.identity)
    assert choose(article(*OTHER), edition(), again) == (choice.identity, choice.id)
    assert (
        choose_edition(
            article(*OTHER), identity=NAME, known=[edition(), again], same_place=lambda e: False
        ).note
        is None
    )


def test_another_text_even_at_the_same_place_is_another_article() -> None:
    assert choose(article(*OTHER), edition(), same_place=True)[1] != edition_id(NAME)


def test_a_daily_text_of_one_pattern_is_another_article_elsewhere() -> None:
    """The weather of two days shares most of its words."""
    assert shared_runs(edition(), corrected(12)) > 0.5
    moved = edition(published="2026-03-01")
    assert is_same_article(moved, corrected(40), same_place=False)
    assert not is_same_article(moved, replace(corrected(40), published="2026-03-02"), same_place=False)
    assert not is_same_article(edition(), replace(corrected(12), title="Un autre titre"), same_place=False)


def test_an_edition_of_before_that_bears_a_path_goes_on_under_its_own_id() -> None:
    """Its id is the feed's guid: subscribers must not hear the article twice."""
    old = edition(identity="/home/anne/pont.txt")
    assert choose(article(), old) == (NAME, old.id)
    taken = replace(make_edition(OTHER_STORY), id=edition_id(NAME), identity=NAME)
    identity, id_ = choose(article(), old, taken)
    assert id_ == old.id
    assert identity.startswith(f"{NAME}:")


def test_those_of_a_name_are_found_on_the_shelf(tmp_path: Path) -> None:
    for folder, identity in {
        "a": NAME, "b": f"{NAME}:0123456789abcdef", "c": "/srv/textes/pont.txt", "d": "file:autre-pont.txt",
        "e": "https://journal.example/pont.txt", "f": f"{NAME}:zz",
    }.items():  # fmt: skip
        put_on_disk(tmp_path, edition(identity=identity), folder=folder)
    (tmp_path / "g").mkdir()
    (tmp_path / "g" / "edition.json").write_text('{"identity": "file:pont.txt"', encoding="utf-8")
    assert [e.identity for e in editions_named(tmp_path, NAME)] == [
        NAME,
        f"{NAME}:0123456789abcdef",
        "/srv/textes/pont.txt",
    ]
    assert list(editions_named(tmp_path, "https://journal.example/pont.txt")) == []


@pytest.mark.parametrize("content", ["", "{", "[]", '{"source": 3}', '{"site_rules": "x"}'])
def test_an_origin_that_cannot_be_read_is_not_known(tmp_path: Path, content: str) -> None:
    origin = Origin(source="/srv/a.txt", site_rules=("/srv/rules",))
    write_origin(tmp_path, origin, edition_id="urn:uuid:1")
    assert read_origin(tmp_path, edition_id="urn:uuid:1") == origin
    (path,) = (tmp_path / OWN_FOLDER / "origins").iterdir()
    path.write_text(content, encoding="utf-8")
    assert read_origin(tmp_path, edition_id="urn:uuid:1") is None
    assert read_origin(tmp_path, edition_id="urn:uuid:2") is None
