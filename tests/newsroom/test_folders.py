"""``watch DIR``: files put into a folder become editions; what is not read is told once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from audioedition.newsroom.folders import SETTLED_S
from audioedition.newsroom.settings import read_settings

TEXT = "# La criée rouvre\n\nLa halle à marée du port a rouvert **lundi** aux mareyeurs, après onze mois de travaux.\n"


def put(room: Any, folder: Path, name: str, text: str = TEXT, *, ago_s: float = 60) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    os.utime(path, (room.now - ago_s, room.now - ago_s))
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "depeches"
    path.mkdir()
    return path


def test_files_of_a_folder_are_made_once_and_again_when_they_change(room: Any, folder: Path) -> None:
    path = put(room, folder, "criee.md")
    assert room.look(str(folder)).spoken == 1
    assert room.sources[0].path == str(path)
    assert room.site.asked == []  # no network is used for a file
    room.now += 100_000
    tally = room.look(str(folder))
    assert (tally.spoken, tally.unchanged) == (0, 0)
    put(room, folder, "criee.md", TEXT.replace("onze", "douze"), ago_s=30)
    assert room.look(str(folder)).spoken == 1


def test_a_file_that_is_still_on_its_way_is_left_for_the_next_look(room: Any, folder: Path) -> None:
    put(room, folder, "criee.md", ago_s=SETTLED_S / 2)
    assert room.look(str(folder)).spoken == 0
    room.now += SETTLED_S
    assert room.look(str(folder)).spoken == 1


def test_what_is_not_read_is_journalled_once(room: Any, folder: Path) -> None:
    put(room, folder, "tableur.xlsx")
    put(room, folder, "criee.md")
    room.look(str(folder))
    room.look(str(folder))
    (event,) = room.events("skipped")
    assert event["url"].endswith("tableur.xlsx")
    assert "are not read" in event["reason"]


def test_a_folder_that_is_gone_fails_and_the_others_go_on(room: Any, folder: Path) -> None:
    put(room, folder, "criee.md")
    tally = room.look(str(folder / "rien"), str(folder))
    assert (tally.failed, tally.spoken) == (1, 1)
    assert "There is no folder" in room.events("failed")[0]["reason"]


def test_folders_of_the_settings_are_relative_to_them(tmp_path: Path) -> None:
    path = tmp_path / "audioedition.toml"
    path.write_text('feeds = ["depeches", "https://journal.fr/rss"]\n', encoding="utf-8")
    assert read_settings(path).feeds == (str(tmp_path / "depeches"), "https://journal.fr/rss")
