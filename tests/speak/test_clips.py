"""The clip store: verified on reading, atomic, bounded."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

import pytest

from audioedition.errors import PublishError
from audioedition.model import Clip, SpokenWord, Voice
from audioedition.speak.clip_store import FolderStore, clip_key
from audioedition.system.files import PREFIX

CLIP = Clip(pcm=bytes(range(256)) * 100, frame_rate=16_000)
VOICE = Voice(name="v", engine="tone")


def key(text: str, voice: Voice = VOICE, version: str = "1", fingerprint: str = "") -> str:
    return clip_key(text, voice=voice, engine_version=version, fingerprint=fingerprint)


def stored_file(store: FolderStore) -> Path:
    (path,) = store.folder.glob("*/*.clip")
    return path


def test_what_is_written_is_read(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    facts = store.write(key("a"), CLIP)
    assert (facts.frames, facts.frame_rate) == (CLIP.frames, 16_000)
    assert store.find(key("a")) == facts
    assert store.read(key("a")) == CLIP
    assert store.find(key("b")) is None


def test_the_words_of_a_clip_are_kept_with_it(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    words = (
        SpokenWord(text="l’été,", start_frame=0, end_frame=9),
        SpokenWord(text="oui", start_frame=9, end_frame=9),
    )
    clip = dataclasses.replace(CLIP, words=words)
    assert store.write(key("a"), clip).words == words
    assert store.read(key("a")) == clip
    found = store.find(key("a"))
    assert found is not None
    assert found.words == words
    content = bytearray(stored_file(store).read_bytes())
    content[60] ^= 1  # in the words
    stored_file(store).write_bytes(content)
    assert store.find(key("a")) is None


@pytest.mark.parametrize("damage", ["truncated", "flipped", "emptied", "header", "longer"])
def test_damage_counts_as_absent(tmp_path: Path, damage: str) -> None:
    store = FolderStore(tmp_path)
    store.write(key("a"), CLIP)
    path = stored_file(store)
    content = bytearray(path.read_bytes())
    if damage == "flipped":
        content[-7] ^= 1
    elif damage == "header":
        content[9] ^= 255
    whole = bytes(content)
    changed = {"truncated": whole[:-10], "emptied": b"", "longer": whole + b"xx"}.get(damage, whole)
    path.write_bytes(changed)
    assert store.find(key("a")) is None
    with pytest.raises(PublishError, match="gone from the cache"):
        store.read(key("a"))


def test_the_key_says_all_that_decides_the_sound() -> None:
    others = [
        key("b"),
        key("a", dataclasses.replace(VOICE, rate=1.1)),
        key("a", dataclasses.replace(VOICE, language="fr-CA")),
        key("a", dataclasses.replace(VOICE, options={"level": 0.2})),
        key("a", dataclasses.replace(VOICE, engine="pico")),
        key("a", version="2"),
        key("a", fingerprint="f"),
    ]
    assert len({key("a"), *others}) == 1 + len(others)
    assert key("a", dataclasses.replace(VOICE, name="other", label="x")) == key("a")


def test_pruning_throws_away_the_oldest_and_spares_this_run(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    for n, text in enumerate("abc"):
        facts = store.write(key(text), CLIP)
        os.utime(store.folder / facts.key[:2] / f"{facts.key}.clip", (1000 + n, 1000 + n))
    stored_size = len(CLIP.pcm) + 60
    assert store.prune(max_bytes=2 * stored_size, not_after_s=2000) > 0
    assert store.find(key("a")) is None
    assert store.find(key("b"))
    assert store.prune(max_bytes=stored_size // 2, not_after_s=500) == 0


def test_old_temporaries_are_swept(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.write(key("a"), CLIP)
    leftover = stored_file(store).parent / f"{PREFIX}killed"
    leftover.write_bytes(b"half")
    os.utime(leftover, (1000, 1000))
    store.prune(not_after_s=2000)
    assert not leftover.exists()


def test_unwritable_cache_is_said(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with pytest.raises(PublishError, match="cache") as caught:
        FolderStore(blocked).write(key("a"), CLIP)
    assert "--cache" in caught.value.hint
