"""``audioedition publish``: everything beside the MP3 again, from edition.json alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from audioedition.cli import main
from tests.support.by_hand import corrected, digest, make_edition
from tests.support.on_disk import put_on_disk

TEXTS = {
    "transcript.html",
    "transcript.txt",
    "transcript.vtt",
    "transcript.srt",
    "chapters.vtt",
    "chapters.json",
    "index.html",
    "embed.html",
    "audio-edition.js",
}


def publish(*arguments: str | Path) -> Result:
    return CliRunner(mix_stderr=False).invoke(main, ["publish", *map(str, arguments)])


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_everything_is_written_and_sound_and_manifest_are_left_alone(tmp_path: Path) -> None:
    folder = put_on_disk(tmp_path, make_edition())
    before = contents(folder)
    result = publish(folder)
    assert result.exit_code == 0, result.stderr
    assert result.stdout == f"{folder}\n"
    after = contents(folder)
    assert after.keys() >= TEXTS
    assert {name: after[name] for name in before} == before


def test_missing_and_altered_files_are_mended_to_the_same_bytes(tmp_path: Path) -> None:
    folder = put_on_disk(tmp_path, corrected(make_edition()))
    publish(folder)
    first = contents(folder)
    (folder / "transcript.vtt").unlink()
    (folder / "index.html").write_text("altered")
    assert publish(folder / "edition.json").exit_code == 0
    assert contents(folder) == first


@pytest.mark.parametrize("base_url", ["https://audio.example/pont", "https://audio.example/pont/"])
def test_with_an_address_there_is_oembed_and_without_one_no_stale_one(tmp_path: Path, base_url: str) -> None:
    folder = put_on_disk(tmp_path, make_edition())
    assert publish(folder, "--base-url", base_url).exit_code == 0
    document = json.loads((folder / "oembed.json").read_bytes())
    assert 'src="https://audio.example/pont/embed.html"' in document["html"]
    assert publish(folder).exit_code == 0
    assert not (folder / "oembed.json").exists()


def test_a_folder_of_editions_is_published_whole_each_at_its_own_address(tmp_path: Path) -> None:
    first, second = put_on_disk(tmp_path, make_edition()), put_on_disk(tmp_path, digest())
    result = publish(tmp_path, "--base-url", "https://audio.example/")
    assert result.exit_code == 0, result.stderr
    assert set(result.stdout.split()) == {str(first), str(second)}
    assert f"https://audio.example/{second.name}/embed.html" in (second / "oembed.json").read_text()


def test_two_editions_of_one_slug_do_not_meet(tmp_path: Path) -> None:
    first = put_on_disk(tmp_path, make_edition(), folder="2026-03-01-pont")
    second = put_on_disk(tmp_path, make_edition(opening=None), folder="2026-03-01-pont-2")
    assert publish(tmp_path).exit_code == 0
    assert "édition audio" in (first / "transcript.txt").read_text()
    assert "édition audio" not in (second / "transcript.txt").read_text()


@pytest.mark.parametrize("harm", ["missing", "cut", "another"])
def test_without_its_own_sound_nothing_is_published(tmp_path: Path, harm: str) -> None:
    folder = put_on_disk(tmp_path, make_edition())
    sound = folder / "le-vieux-pont.mp3"
    data = sound.read_bytes()
    sound.unlink()
    if harm != "missing":
        sound.write_bytes(data[:-1000] if harm == "cut" else data[:-1] + bytes([data[-1] ^ 1]))
    result = publish(folder)
    assert result.exit_code == 8
    assert "le-vieux-pont.mp3" in result.stderr
    assert not (folder / "index.html").exists()


@pytest.mark.parametrize(
    "manifest", ["", "{", "[]", '{"schema": 2}', '{"schema": 1}', '{"schema": 1, "id": 3}', "\ud7ff\x00"]
)
def test_a_damaged_manifest_is_refused_in_words(tmp_path: Path, manifest: str) -> None:
    folder = put_on_disk(tmp_path, make_edition())
    (folder / "edition.json").write_text(manifest, encoding="utf-8")
    result = publish(folder)
    assert result.exit_code == 8
    assert str(folder) in result.stderr
    assert "Traceback" not in result.stderr


def test_one_damaged_edition_does_not_stop_the_others(tmp_path: Path) -> None:
    good, bad = put_on_disk(tmp_path, make_edition()), put_on_disk(tmp_path, digest())
    (bad / "edition.json").write_text("{")
    result = publish(tmp_path)
    assert result.exit_code == 8
    assert result.stdout == f"{good}\n"
    assert str(bad) in result.stderr
    assert "1 of 2 editions" in result.stderr


@pytest.mark.parametrize("arguments", [("EMPTY",), ("EMPTY/nowhere",)])
def test_no_edition_there(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    result = publish(*(a.replace("EMPTY", str(tmp_path)) for a in arguments))
    assert result.exit_code == 8
    assert "no edition" in result.stderr


def test_one_address_is_for_one_folder(tmp_path: Path) -> None:
    folder = put_on_disk(tmp_path, make_edition())
    assert publish(folder, folder, "--base-url", "https://a.example/").exit_code == 2
    assert publish(folder, "--base-url", "audio.example").exit_code == 2


def test_where_make_works_its_lock_is_kept(tmp_path: Path) -> None:
    folder = put_on_disk(tmp_path, make_edition())
    (tmp_path / ".audioedition").mkdir()
    assert publish(folder).exit_code == 0
    assert (tmp_path / ".audioedition" / "locks").is_dir()
    assert {p.name for p in folder.iterdir()} >= TEXTS
