"""The audiobook: its chapters, its length, and what its tags say."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from mutagen.mp4 import MP4

from audioedition.cli import main
from audioedition.errors import PublishError
from audioedition.model import Edition
from audioedition.publish.books.m4b import write_m4b
from audioedition.publish.words import three_letters
from tests.support.by_hand import Story, digest, hostile, make_edition
from tests.support.on_disk import put_on_disk


def chapters(path: Path, ffprobe: str) -> list[tuple[int, str]]:
    command = [ffprobe, "-v", "error", "-show_chapters", "-of", "json", str(path)]
    found = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["chapters"]
    return [(round(float(c["start_time"]) * 1000), c["tags"]["title"]) for c in found]


@pytest.mark.parametrize(
    "edition", [make_edition(), replace(hostile(), slug="hostile")], ids=["plain", "hostile"]
)
def test_chapters_and_tags(tmp_path: Path, edition: Edition, need_tool: Callable[[str], str]) -> None:
    edition = replace(edition, audio=replace(edition.audio, path=f"{edition.slug}.mp3"))
    path = write_m4b(put_on_disk(tmp_path, edition))
    assert path.name == f"{edition.slug}.m4b"
    found = chapters(path, need_tool("ffprobe"))
    assert [start for start, _ in found] == [c.start_ms for c in edition.chapters]
    book = MP4(path)
    # mutagen counts the AAC frames that the edit list hides: three of 1024 samples at 24 kHz
    assert book.info.length * 1000 == pytest.approx(edition.duration_ms, abs=130)
    assert book["\xa9nam"] == [edition.title]
    assert "voix de synthèse" in book["\xa9wrt"][0]
    assert "synthèse" in book["\xa9cmt"][0]
    assert book["stik"] == [2]
    probe = [
        need_tool("ffprobe"),
        "-v",
        "error",
        "-show_entries",
        "stream_tags=language",
        "-of",
        "csv=p=0",
        str(path),
    ]
    said = subprocess.run(probe, capture_output=True, check=True, text=True).stdout.split()
    assert said[0] == "fra"  # « und » once
    assert path.read_bytes()[4:12] == b"ftypM4B "


def test_rubrics_stand_before_the_articles(tmp_path: Path, need_tool: Callable[[str], str]) -> None:
    path = write_m4b(put_on_disk(tmp_path, digest()))
    assert [title for _, title in chapters(path, need_tool("ffprobe"))][1] == "Ville – Le pont rouvre"


def test_a_missing_mp3_leaves_nothing_behind(tmp_path: Path) -> None:
    folder = put_on_disk(tmp_path, make_edition())
    (folder / "le-vieux-pont.mp3").unlink()
    with pytest.raises(PublishError, match="missing"):
        write_m4b(folder)
    assert {p.name for p in folder.iterdir()} == {"edition.json"}


def test_publish_makes_it_on_request_and_the_page_links_to_it(tmp_path: Path) -> None:
    folder = put_on_disk(tmp_path, make_edition())
    assert CliRunner().invoke(main, ["publish", str(folder)]).exit_code == 0
    assert not list(folder.glob("*.m4b"))
    assert CliRunner().invoke(main, ["publish", str(folder), "--m4b"]).exit_code == 0
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert 'href="le-vieux-pont.m4b"' in page
    assert 'href="le-vieux-pont.epub"' in page


def test_300_chapters_are_listed_as_far_as_an_m4b_can(
    tmp_path: Path, need_tool: Callable[[str], str]
) -> None:
    story: Story = (("title", "Un long procès"), *(("heading", f"Audience {n}") for n in range(1, 300)))
    path = write_m4b(put_on_disk(tmp_path, make_edition(story, opening=None, sentence_ms=600)))
    found = chapters(path, need_tool("ffprobe"))
    assert len(found) == 255
    assert found[-1][1] == "Audience 254 (+ 45)"


@pytest.mark.parametrize(
    ("language", "letters"),
    [
        ("fr-FR", "fra"),
        ("en", "eng"),
        ("DE", "deu"),
        ("br", "bre"),
        ("gsw", "gsw"),
        ("xx", "und"),
        ("", "und"),
    ],
)
def test_languages_in_three_letters(language: str, letters: str) -> None:
    assert three_letters(language) == letters
