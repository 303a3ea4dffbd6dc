"""A newsroom is saved in one file and put back whole, or not at all."""

from __future__ import annotations

import gzip
import io
import shutil
import sqlite3
import tarfile
from pathlib import Path

import pytest

from audioedition.cli import main
from audioedition.errors import PublishError, UsageError
from audioedition.newsroom.backup import back_up, restore
from audioedition.serve.database import open_state
from audioedition.serve.people import People
from tests.support.tools import need_module

TEXT = """Le bac de Port-Vieux reprend du service

Le bac de Port-Vieux traverse de nouveau la Rance depuis samedi, après quatre mois d’arrêt.

Les habitants de la rive gauche n’auront plus à faire le tour par le barrage.
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of editions with one edition, one person, and settings beside it."""
    need_module("argon2", extra="serve")
    home = tmp_path_factory.mktemp("made")
    source, output = home / "bac.txt", home / "sud" / "output"
    source.write_text(TEXT, encoding="utf-8")
    make = ["make", str(source), "-o", str(output), "--voice", "tone", "--cache", str(home / "clips")]
    assert main(make, standalone_mode=False) in (None, 0)
    (output.parent / "audioedition.toml").write_text('voice = "tone"\n', encoding="utf-8")
    database = open_state(output)
    People(database).add("Ada", role="admin", password="trois petits moulins")
    database.close()
    return output


@pytest.fixture
def newsroom(made: Path, tmp_path: Path) -> Path:
    """The test's own copy."""
    return Path(shutil.copytree(made.parent, tmp_path / "sud")) / "output"


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".sqlite" not in path.name and "locks" not in path.parts
    }


def test_all_comes_back(newsroom: Path, tmp_path: Path) -> None:
    held = sqlite3.connect(newsroom / ".audioedition" / "service.sqlite")  # a service that is writing
    held.execute("BEGIN IMMEDIATE")
    saved = back_up(newsroom, tmp_path / "sud.tar.gz")
    held.close()
    assert saved.editions == 1
    assert (tmp_path / "sud.tar.gz").stat().st_mode & 0o077 == 0
    there = tmp_path / "nord" / "output"
    assert restore(tmp_path / "sud.tar.gz", there) == saved
    assert tree(there) == tree(newsroom)
    assert (there.parent / "audioedition.toml").read_text(encoding="utf-8") == 'voice = "tone"\n'
    database = open_state(there)
    assert [person.name for person in People(database).list()] == ["Ada"]
    database.close()
    (manifest,) = there.glob("*/edition.json")
    assert main(["check", str(manifest.parent)], standalone_mode=False) in (None, 0)


def test_settings_that_stand_there_stay(newsroom: Path, tmp_path: Path) -> None:
    back_up(newsroom, tmp_path / "sud.tar.gz")
    there = tmp_path / "est" / "output"
    there.parent.mkdir()
    (there.parent / "audioedition.toml").write_text("strict = true\n", encoding="utf-8")
    restore(tmp_path / "sud.tar.gz", there)
    assert (there.parent / "audioedition.toml").read_text(encoding="utf-8") == "strict = true\n"


def test_nothing_is_put_over_what_is_there(newsroom: Path, tmp_path: Path) -> None:
    back_up(newsroom, tmp_path / "sud.tar.gz")
    before = tree(newsroom)
    with pytest.raises(UsageError, match="not empty"):
        restore(tmp_path / "sud.tar.gz", newsroom)
    assert tree(newsroom) == before


def altered(archive: Path, *, name: str, content: bytes, kind: bytes = tarfile.REGTYPE) -> None:
    """The archive with another member before all others."""
    with tarfile.open(archive) as old:
        members = [(m, old.extractfile(m)) for m in old.getmembers()]
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode="w") as new:
            facts = tarfile.TarInfo(name)
            facts.type, facts.linkname = kind, "/etc/passwd" if kind != tarfile.REGTYPE else ""
            facts.size = len(content) if kind == tarfile.REGTYPE else 0
            new.addfile(facts, io.BytesIO(content))
            for member, stream in members:
                new.addfile(member, stream)
    archive.write_bytes(gzip.compress(out.getvalue()))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("../dehors.txt", tarfile.REGTYPE),
        ("editions/../../dehors.txt", tarfile.REGTYPE),
        ("/tmp/dehors.txt", tarfile.REGTYPE),
        ("editions/lien", tarfile.SYMTYPE),
        ("editions/lien", tarfile.LNKTYPE),
        ("editions/de-trop.txt", tarfile.REGTYPE),
    ],
)
def test_a_hostile_backup_writes_nothing(newsroom: Path, tmp_path: Path, name: str, kind: bytes) -> None:
    archive, there = tmp_path / "sud.tar.gz", tmp_path / "ouest" / "output"
    back_up(newsroom, archive)
    altered(archive, name=name, content=b"x", kind=kind)
    with pytest.raises(PublishError, match="no whole backup"):
        restore(archive, there)
    assert not there.exists()
    assert list(there.parent.iterdir()) == []
    assert not (tmp_path / "dehors.txt").exists()


@pytest.mark.parametrize("keep", [0, 10, 0.5, 0.99])
def test_a_cut_backup_puts_nothing_back(newsroom: Path, tmp_path: Path, keep: float) -> None:
    archive, there = tmp_path / "sud.tar.gz", tmp_path / "ouest" / "output"
    back_up(newsroom, archive)
    content = archive.read_bytes()
    archive.write_bytes(content[: int(keep if keep >= 1 else len(content) * keep)])
    with pytest.raises(PublishError, match="no whole backup"):
        restore(archive, there)
    assert not there.exists()


def test_what_cannot_be_saved_is_said(newsroom: Path, tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="holds no editions"):
        back_up(tmp_path, tmp_path / "rien.tar.gz")
    with pytest.raises(PublishError, match="would lie in what it saves"):
        back_up(newsroom, newsroom / "dedans.tar.gz")
    (newsroom / ".audioedition" / "service.sqlite").write_bytes(b"no database " * 400)
    with pytest.raises(PublishError, match=r"service\.sqlite cannot be read"):
        back_up(newsroom, tmp_path / "x.tar.gz")
    assert not (tmp_path / "x.tar.gz").exists()
