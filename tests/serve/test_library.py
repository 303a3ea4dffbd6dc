"""Whoever is told that an edition is done finds it: the library looks again when something on the shelf has changed."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.tools import need_module

need_module("starlette", extra="serve")

from audioedition.publish.folder.facts import edition_id
from audioedition.publish.folder.shelf import read_edition
from audioedition.publish.folder.writer import set_aside, show_edition, staging_edition, write_manifest
from audioedition.serve.library import Library
from tests.support.by_hand import make_edition
from tests.support.on_disk import put_on_disk


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    """One that never looks by the clock, and whose shelf has been quiet since its last change."""
    put_on_disk(tmp_path, make_edition(slug="quai"), folder="quai")
    library = Library(tmp_path)
    monkeypatch.setattr("audioedition.serve.library.LOOK_EVERY_S", 1e9)
    library.forget()
    long_ago_s = time.time() - 60
    os.utime(tmp_path, (long_ago_s, long_ago_s))
    assert [entry.name for entry in library.entries()] == ["quai"]
    return library


def test_a_new_edition_is_found_at_the_next_question(library: Library) -> None:
    edition = replace(make_edition(slug="phare"), id=edition_id("phare"), identity="phare")
    assert library.by_id(edition.id) is None
    with staging_edition(library.output, edition_id=edition.id) as place:
        (place.staging / edition.audio.path).write_bytes(b"")
        show_edition(place, edition)
    assert library.by_id(edition.id) is not None
    set_aside(library.output, edition_id=edition.id)
    assert library.by_id(edition.id) is None


def test_so_is_what_changed_within_its_folder(library: Library) -> None:
    folder = library.output / "quai"
    edition = read_edition(folder).edition
    for title in (
        "Le quai rouvre",
        "Le quai ferme",
        "Le quai change encore",
    ):  # within one tick of the clock, perhaps
        write_manifest(folder, replace(edition, title=title))
        assert [entry.title for entry in library.entries()] == [title]
    with staging_edition(library.output, edition_id=edition.id) as place:
        show_edition(place, replace(edition, title="Révisée"))
    assert [entry.title for entry in library.entries()] == ["Révisée"]


def test_a_quiet_shelf_is_not_read_again(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    monkeypatch.setattr(library, "_look", lambda: looked.append(1))
    for _ in range(3):
        library.entries()
    assert looked == []
