"""What need not stay is listed first, removed when that is said, and no edition is touched."""

from __future__ import annotations

import json
import os
import shutil
import time
from pathlib import Path

import pytest

from audioedition.cli import main
from audioedition.errors import UsageError
from audioedition.newsroom.settings import read_settings

DAY_S = 86_400.0
FIRST = (
    "Le lavoir rouvre\n\nLe lavoir du bas rouvre samedi, après deux ans de travaux menés par les habitants.\n"
)


def run(*words: str) -> None:
    assert main(list(words), standalone_mode=False) in (None, 0)


def aged(path: Path, *, days: float) -> None:
    then = time.time() - days * DAY_S
    os.utime(path, (then, then))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition with a second revision, made with clips of its own."""
    home = tmp_path_factory.mktemp("made")
    for text in (FIRST, FIRST.replace("samedi", "dimanche")):
        make_again(home, "lavoir.txt", text)
    return home


@pytest.fixture
def newsroom(made: Path, tmp_path: Path) -> Path:
    """The test's own copy."""
    return Path(shutil.copytree(made, tmp_path, dirs_exist_ok=True))


def prune(newsroom: Path, *words: str, settings: str = "") -> None:
    config = newsroom / "audioedition.toml"
    config.write_text(settings, encoding="utf-8")
    where = ("-o", str(newsroom / "output"), "--cache", str(newsroom / "clips"), "--config", str(config))
    run("prune", *where, *words)


def test_it_is_listed_first_and_then_removed(newsroom: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clips = sorted((newsroom / "clips").glob("*/*.clip"))
    aged(clips[0], days=91)
    capsys.readouterr()
    prune(newsroom)
    told = capsys.readouterr()
    assert str(clips[0]) in told.out
    assert str(clips[1]) not in told.out
    assert all(path.exists() for path in clips)
    prune(newsroom, "--yes")
    assert [path.exists() for path in clips] == [False, *[True] * (len(clips) - 1)]
    prune(newsroom, "--yes")
    assert "0 files are removed" in capsys.readouterr().err


def test_old_names_go_only_where_the_newsroom_says_so(newsroom: Path) -> None:
    (manifest,) = (newsroom / "output").glob("*/edition.json")
    sounds = {path.name for path in manifest.parent.glob("*.mp3")}
    assert len(sounds) == 2
    prune(newsroom, "--yes")
    assert {path.name for path in manifest.parent.glob("*.mp3")} == sounds
    prune(newsroom, "--yes", settings='[retention]\nold_sounds = "30d"\n')
    assert {path.name for path in manifest.parent.glob("*.mp3")} == sounds  # the last revision is of today
    prune(newsroom, "--yes", settings='[retention]\nold_sounds = "0s"\n')
    assert len(list(manifest.parent.glob("*.mp3"))) == 1
    run("check", str(manifest.parent))


def test_what_a_killed_run_left_goes_after_a_day(newsroom: Path) -> None:
    (manifest,) = (newsroom / "output").glob("*/edition.json")
    left, fresh = (manifest.parent / f".audioedition-tmp-{name}" for name in ("old", "new"))
    for path in (left, fresh):
        path.write_bytes(b"x" * 10)
    aged(left, days=2)
    prune(newsroom, "--yes")
    assert (left.exists(), fresh.exists()) == (False, True)


@pytest.mark.parametrize("line", ['clips = "soon"', "clips = 3", 'sounds = "3d"'])
def test_what_retention_cannot_say(tmp_path: Path, line: str) -> None:
    config = tmp_path / "audioedition.toml"
    config.write_text(f"[retention]\n{line}\n", encoding="utf-8")
    with pytest.raises(UsageError, match="line 2"):
        read_settings(config)


def test_for_ever(tmp_path: Path) -> None:
    config = tmp_path / "audioedition.toml"
    config.write_text('[retention]\nclips = "never"\n', encoding="utf-8")
    assert read_settings(config).retention.clips_s is None


def withdraw(newsroom: Path, *words: str) -> object:
    """The exit code; ``None`` or 0 when all went well."""
    return main(["withdraw", *words, "-o", str(newsroom / "output")], standalone_mode=False)


def test_an_edition_is_taken_back_and_that_is_undone_until_its_files_are_pruned(
    newsroom: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (manifest,) = (newsroom / "output").glob("*/edition.json")
    name, before = manifest.parent.name, {p.name: p.read_bytes() for p in manifest.parent.glob("*.*")}
    assert not withdraw(newsroom, name)
    assert not manifest.exists()
    capsys.readouterr()
    withdraw(newsroom)
    assert "Le lavoir rouvre" in capsys.readouterr().out
    assert (withdraw(newsroom, name), "already" in capsys.readouterr().err) == (2, True)
    assert not withdraw(newsroom, name, "--undo")
    assert {p.name: p.read_bytes() for p in manifest.parent.glob("*.*")} == before
    for wrong in (name, "nowhere", "../../etc"):
        assert withdraw(newsroom, wrong, "--undo") == 2
        assert "There is no withdrawn edition" in capsys.readouterr().err

    withdraw(newsroom, name)
    prune(newsroom, "--yes")
    prune(newsroom, settings='[retention]\nwithdrawn = "0s"\n')
    assert "withdrawn/files" in capsys.readouterr().out
    prune(newsroom, "--yes", settings='[retention]\nwithdrawn = "0s"\n')
    assert (withdraw(newsroom, name, "--undo"), "no longer kept" in capsys.readouterr().err) == (2, True)
    assert not list((newsroom / "output" / ".audioedition" / "origins").glob("*"))


def test_what_was_made_anew_is_not_replaced_by_what_was_withdrawn(
    newsroom: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (manifest,) = (newsroom / "output").glob("*/edition.json")
    name, content = manifest.parent.name, manifest.read_bytes()
    withdraw(newsroom, name)
    other = manifest.parent.with_name("2020-01-01-autre")
    other.mkdir()
    (other / "edition.json").write_bytes(content)
    assert (withdraw(newsroom, name, "--undo"), "has an edition again" in capsys.readouterr().err) == (
        2,
        True,
    )
    withdraw(newsroom)
    assert name not in capsys.readouterr().out
    assert not withdraw(newsroom, other.name)  # the newer one is kept, and comes back
    assert not withdraw(newsroom, name, "--undo")
    assert manifest.exists()


def make_again(newsroom: Path, source: str, text: str) -> None:
    path, clips = newsroom / source, str(newsroom / "clips")
    path.write_text(text, encoding="utf-8")
    run("make", str(path), "-o", str(newsroom / "output"), "--voice", "tone", "--cache", clips)


def test_another_article_under_the_name_of_a_withdrawn_one_takes_nothing_of_it(
    newsroom: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = newsroom / "output"
    (first,) = output.glob("*/edition.json")
    name, content = first.parent.name, first.read_bytes()
    withdraw(newsroom, name)
    make_again(
        newsroom,
        "brest.txt",
        "Le lavoir rouvre\n\nCelui de Brest, que la ville avait vidé, sert de nouveau.\n",
    )
    other = first.read_bytes()
    assert other != content

    def listed() -> list[str]:
        capsys.readouterr()
        withdraw(newsroom)
        return [line.partition("\t")[0] for line in capsys.readouterr().out.splitlines()]

    (number,) = listed()
    assert withdraw(newsroom, name, "--undo") == 2  # another one stands there
    assert not withdraw(newsroom, name)
    addresses = listed()  # both under one name
    assert (len(addresses), name in addresses, len(set(addresses))) == (2, True, 2)
    for address in addresses:
        assert not withdraw(newsroom, address, "--undo")
    second = output / f"{name}-2" / "edition.json"
    assert {first.read_bytes(), second.read_bytes()} == {content, other}
    assert number not in listed()

    withdraw(newsroom, second.parent.name)
    withdraw(newsroom, name)
    make_again(
        newsroom, "quimper.txt", "Le lavoir rouvre\n\nÀ Quimper, les voisins ont donné leurs dimanches.\n"
    )
    prune(newsroom, "--yes", settings='[retention]\nwithdrawn = "0s"\n')  # whatever stands under the name
    assert not list((output / ".audioedition" / "withdrawn" / "files").iterdir())


def test_what_is_made_again_needs_nothing_of_what_was_withdrawn(newsroom: Path) -> None:
    output = newsroom / "output"
    (manifest,) = output.glob("*/edition.json")
    withdraw(newsroom, manifest.parent.name)
    files = output / ".audioedition" / "withdrawn" / "files"
    assert len(list(files.iterdir())) == 1
    make_again(newsroom, "lavoir.txt", FIRST)
    assert (manifest.exists(), list(files.iterdir())) == (True, [])


def test_a_record_of_before_files_were_kept_is_read(
    newsroom: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = newsroom / "output" / ".audioedition" / "withdrawn"
    home.mkdir(parents=True)
    record = {
        "name": "vieux",
        "id": "urn:uuid:1",
        "withdrawn_at": "2026-01-02T08:00:00+00:00",
        "reason": "gone",
    }
    (home / "vieux.json").write_text(json.dumps(record), encoding="utf-8")
    assert (withdraw(newsroom, "vieux", "--undo"), "no longer kept" in capsys.readouterr().err) == (2, True)
    withdraw(newsroom)
    assert "vieux\t2026-01-02" in capsys.readouterr().out
