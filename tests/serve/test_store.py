"""The shared store: a real S3 server (moto) of this test's own, and what arrives damaged."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest

from audioedition.errors import PublishError, UsageError
from audioedition.model import Clip, Source
from audioedition.produce.produce import EditionOptions, Produced, produce_edition
from audioedition.publish.folder.remote import EditionStore
from audioedition.publish.folder.shelf import read_edition
from audioedition.speak.clip_store import FolderStore
from audioedition.speak.remote_clips import UrlStore, open_clips
from tests.support.tools import need_module

CLIP = Clip(pcm=bytes(range(200)) * 40, frame_rate=16_000)
KEY = "ab" * 32


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """``s3://…`` on a server on loopback."""
    need_module("s3fs", extra="s3")
    server_module = need_module("moto.server", extra="test")
    import fsspec.config
    import s3fs

    server = server_module.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    options = {
        "key": "k",
        "secret": "s",
        "client_kwargs": {"endpoint_url": f"http://{host}:{port}", "region_name": "eu-west-3"},
    }
    fsspec.config.conf["s3"] = options
    s3fs.S3FileSystem(**options).mkdir("radio")
    yield "s3://radio/essai"
    del fsspec.config.conf["s3"]
    server.stop()


def made(folder: Path, text: str, store: UrlStore | FolderStore) -> Produced:
    source = Source(data=text.encode(), media_type="text/plain", fetched_at=datetime.now(timezone.utc))
    return produce_edition(source, output=folder, options=EditionOptions(voice="tone"), store=store)


ARTICLE = (
    "Le phare\n\nLe phare sera repeint au printemps, puis ouvert aux visiteurs."
    + "\n\nL’entrée sera libre le dimanche."
)


def test_clips_travel_between_machines(bucket: str, tmp_path: Path) -> None:
    here = UrlStore(bucket, near=FolderStore(tmp_path / "here"))
    assert here.find(KEY) is None
    here.write(KEY, CLIP)
    there = UrlStore(bucket, near=FolderStore(tmp_path / "there"))
    assert there.find(KEY) is not None
    assert there.read(KEY) == CLIP


def test_a_damaged_clip_counts_as_absent_and_is_made_again(bucket: str, tmp_path: Path) -> None:
    key = "cd" * 32
    here = UrlStore(bucket, near=FolderStore(tmp_path / "here"))
    here.write(key, CLIP)
    path = here._path(key)
    whole = here._files.cat_file(path)
    for damaged in (b"", whole[:-1], whole[:30], whole[:-1] + bytes([whole[-1] ^ 1])):
        here._files.pipe_file(path, damaged)
        assert (
            UrlStore(bucket, near=FolderStore(tmp_path / f"n{len(damaged)}{damaged[-1:].hex()}")).find(key)
            is None
        )
    here.write(key, CLIP)
    assert UrlStore(bucket, near=FolderStore(tmp_path / "again")).find(key) is not None


def test_an_edition_goes_out_and_comes_back_whole(bucket: str, tmp_path: Path) -> None:
    store, clips = EditionStore(bucket), FolderStore(tmp_path / "clips")
    first = made(tmp_path / "one", ARTICLE, clips)
    store.push(read_edition(first.folder))
    assert store.pull(first.edition.id, tmp_path / "two") is not None
    (there,) = (tmp_path / "two").glob("*/edition.json")
    assert read_edition(there).edition == first.edition
    names = sorted(p.relative_to(first.folder) for p in first.folder.rglob("*") if p.is_file())
    assert sorted(p.relative_to(there.parent) for p in there.parent.rglob("*") if p.is_file()) == names
    second = made(tmp_path / "one", ARTICLE + "\n\nLe gardien racontera son métier.", clips)
    store.push(read_edition(second.folder))
    folder = store.pull(first.edition.id, tmp_path / "two")
    assert folder is not None
    assert read_edition(folder).edition.revision == 2
    newest = read_edition(folder).audio_path.read_bytes()
    assert (folder / first.edition.audio.path).read_bytes() == newest, (
        "the address that was published answers"
    )
    assert store.pull("urn:uuid:00000000-0000-0000-0000-000000000000", tmp_path / "two") is None


def test_an_edition_that_is_not_whole_is_not_taken(bucket: str, tmp_path: Path) -> None:
    store = EditionStore(bucket)
    first = made(tmp_path / "one", ARTICLE.replace("phare", "moulin"), FolderStore(tmp_path / "clips"))
    store.push(read_edition(first.folder))
    audio = f"{store._folder(first.edition.id)}/{first.edition.audio.path}"
    store._files.pipe_file(audio, store._files.cat_file(audio)[:-100])
    assert store.pull(first.edition.id, tmp_path / "two") is None
    assert not list((tmp_path / "two").glob("*/edition.json"))
    manifest = f"{store._folder(first.edition.id)}/edition.json"
    store._files.pipe_file(manifest, json.dumps({"schema": 1}).encode())
    assert store.find(first.edition.id) is None


def test_names_from_a_store_stay_in_their_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = EditionStore(str(tmp_path / "store"))
    first = made(tmp_path / "one", ARTICLE.replace("phare", "canal"), FolderStore(tmp_path / "clips"))
    store.push(read_edition(first.folder))
    real: Any = store._names
    monkeypatch.setattr(store, "_names", lambda folder: [*real(folder), "../../dehors.txt"])
    (Path(store._folder(first.edition.id)).parents[1] / "dehors.txt").write_text("x")
    store.pull(first.edition.id, tmp_path / "two")
    assert not list((tmp_path / "two").rglob("dehors.txt"))


def test_a_store_that_cannot_be_reached_is_said(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    with pytest.raises(PublishError, match="cannot be reached"):
        EditionStore(str(blocked)).push(
            read_edition(made(tmp_path / "o", ARTICLE, FolderStore(tmp_path / "c")).folder)
        )
    with pytest.raises(UsageError, match="cannot be used"):
        open_clips("nulle-part://x/y")
