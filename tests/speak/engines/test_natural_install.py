"""Installing Pocket TTS, Supertonic and Paradis: pinned, whole or not at all, heard before they get their names."""

from __future__ import annotations

import errno
import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.support.tools import need_module

for module, extra in {"onnxruntime": "neural", "onnx": "neural", "tokenizers": "pocket"}.items():
    need_module(module, extra=extra)

from audioedition.cli import main
from audioedition.errors import VoiceError
from audioedition.produce.doctor import examine
from audioedition.speak import packages
from audioedition.speak.install import find_installed, install_voice, list_installed
from audioedition.speak.install import installer as installer_module
from audioedition.speak.packages import PACKAGES
from tests.support import networks
from tests.support.hub import Hub, running_hub

NAMES = ("paradis", "supertonic", "pocket")


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    with running_hub() as running:
        monkeypatch.setenv("HF_ENDPOINT", running.url)
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
        yield running


@pytest.fixture
def unheard(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a child that speaks: for what happens before."""
    monkeypatch.setattr(f"{installer_module.__name__}.try_out", lambda package, installed_as: None)


def serve(hub: Hub, name: str, monkeypatch: pytest.MonkeyPatch, **changed: bytes) -> dict[str, bytes]:
    """The miniature's files on the hub, and the program taught their checksums."""
    files = networks.FILES[name](**changed)
    hub.files |= networks.in_repository(name, files)
    monkeypatch.setitem(packages.PACKAGES, name, networks.knowing(name, files))
    return files


def run(*arguments: str, answer: str | None = None) -> Result:
    return CliRunner(mix_stderr=False).invoke(
        main, ["voices", *arguments], input=answer, env={"AUDIOEDITION_LANG": "en"}
    )


@pytest.mark.parametrize("name", NAMES)
def test_from_the_hub_to_a_voice_that_was_heard(hub: Hub, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    serve(hub, name, monkeypatch)
    done = run("install", name, "--accept-licence")
    assert done.exit_code == 0, done.stderr
    installed = find_installed(name)
    assert installed.speed is not None
    assert installed.speed.accelerator == "onnxruntime"
    assert installed.speed.peak_mb > 20
    assert PACKAGES[name].license in done.stderr
    assert ("--listen" in done.stderr) == (name == "pocket")
    repository = PACKAGES[name].hub[0].repository
    assert hub.revisions == {(f"/{repository}", PACKAGES[name].hub[0].revision)}, (
        "one pinned revision, no other"
    )
    assert len(PACKAGES[name].hub[0].revision) == 40
    profile = "supertonic-m1" if name == "supertonic" else name
    shown = run("show", profile).stdout
    assert "times real time by onnxruntime" in shown
    assert "ready" in shown
    (finding,) = [f for f in examine(Path()) if f.subject == f"voice {profile}"]
    assert "times real time on this machine" in finding.words
    freed = run("remove", profile)
    assert freed.exit_code == 0
    assert list_installed() == ()


def test_doctor_tells_once_that_ten_voices_are_not_installed(hub: Hub) -> None:
    subjects = [finding.subject for finding in examine(Path()) if "supertonic" in finding.subject]
    assert subjects == ["voice supertonic-f1"]


def test_the_pinned_sums_are_those_of_the_facts() -> None:
    """What stands in the program, not what a test made of it."""
    (archive,) = PACKAGES["paradis"].hub
    assert archive.sha256.startswith("95d251d3")
    sums = [file.sha256 for file in PACKAGES["supertonic"].hub]
    assert len(set(sums)) == len(sums) == 17
    assert all(len(value) == 64 for value in sums)
    assert sum(file.role.startswith("style ") for file in PACKAGES["supertonic"].hub) == 10


@pytest.mark.usefixtures("unheard")
def test_another_file_than_the_known_one_is_refused(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    serve(hub, "paradis", monkeypatch)
    path = next(iter(hub.files))
    hub.files[path] = networks.pack(networks.paradis_files(text_onnx=b"another" * 500))
    with pytest.raises(VoiceError, match=r"another paradis_tts_fp32.zip than this program knows"):
        install_voice("paradis")
    assert list_installed() == ()


@pytest.mark.usefixtures("unheard")
def test_where_the_repository_has_gone_a_copy_serves_the_same_bytes(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(hub, "supertonic", monkeypatch)
    copy = PACKAGES["supertonic"].hub[0].copies[0]
    hub.files = {path.replace("Supertone/supertonic-3", copy): body for path, body in hub.files.items()}
    install_voice("supertonic", accept_licence=True)
    assert find_installed("supertonic").file("style M5").name == "M5.json"
    assert (f"/{copy}", "main") in hub.revisions


@pytest.mark.usefixtures("unheard")
@pytest.mark.parametrize("name", ["supertonic", "pocket"])
def test_broken_off_it_fetches_only_what_is_missing(
    hub: Hub, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Several large files: those that are whole are not fetched again, the broken one goes on."""
    files = serve(hub, name, monkeypatch)
    hub.cut_after = [10**9] * 5 + [40] * 4
    with pytest.raises(VoiceError, match="could not be downloaded whole"):
        install_voice(name, accept_licence=True)
    assert list_installed() == ()
    done = len(hub.ranges)
    install_voice(name, accept_licence=True)
    again = hub.ranges[done:]
    assert len(again) == len(files) - 5
    assert again[0] == "bytes=160-"


@pytest.mark.usefixtures("unheard")
@pytest.mark.parametrize("name", NAMES)
def test_from_a_folder_and_from_an_installed_voice_s(
    hub: Hub, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    files = networks.FILES[name]()
    monkeypatch.setitem(packages.PACKAGES, name, networks.knowing(name, files))
    first = install_voice(
        name, from_dir=networks.lay_out(name, files, tmp_path / "stick"), accept_licence=True
    )
    assert not hub.revisions, "a folder asks no network"
    carried = tmp_path / "carried"
    first.folder.rename(carried)
    assert install_voice(name, from_dir=carried, accept_licence=True).fingerprint == first.fingerprint


@pytest.mark.usefixtures("unheard")
@pytest.mark.parametrize(
    ("name", "path", "content", "words"),
    [
        (
            "paradis",
            "paradis_tts_fp32.zip",
            b"PK",
            "paradis_tts_fp32.zip is not the file that this program knows",
        ),
        ("paradis", "paradis_tts_fp32.zip", None, "holds no paradis_tts_fp32.zip"),
        ("supertonic", "onnx/vocoder.onnx", b"version https://git-lfs.github.com/spec/v1", "pointer"),
        ("supertonic", "voice_styles/M3.json", b"{}", "M3.json is not the file"),
        ("supertonic", "onnx/tts.json", None, "holds no tts.json"),
        ("pocket", "manifest.json", b"{", "does not name"),
        (
            "pocket",
            "manifest.json",
            json.dumps({"models": {"flow_lm_main": "../../x"}}).encode(),
            "no plain file",
        ),
        ("pocket", "estelle.f16", None, "holds no estelle.f16"),
        ("pocket", "tokenizer.json", b"", "has only 0 bytes"),
    ],
)
def test_a_folder_with_a_file_missing_or_wrong(
    hub: Hub,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    name: str,
    path: str,
    content: bytes | None,
    words: str,
) -> None:
    files = networks.FILES[name]()
    monkeypatch.setitem(packages.PACKAGES, name, networks.knowing(name, files))
    stick = networks.lay_out(name, files, tmp_path / "stick")
    (stick / path).unlink()
    if content is not None:
        (stick / path).write_bytes(content)
    with pytest.raises(VoiceError, match=words):
        install_voice(name, from_dir=stick, accept_licence=True)
    assert list_installed() == ()


@pytest.mark.usefixtures("unheard")
@pytest.mark.parametrize(
    ("archive", "words"),
    [
        (b"no archive at all", "damaged or lacks a file"),
        (networks.pack({"manifest.json": b"{}"}), "damaged or lacks a file .*vocab.json"),
        (
            networks.pack(networks.paradis_files() | {"vocab.json": b'{"a": 1}'}),
            "vocab.json is not the one that",
        ),
    ],
)
def test_an_archive_that_does_not_hold_what_it_should(
    hub: Hub, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, archive: bytes, words: str
) -> None:
    (file,) = PACKAGES["paradis"].hub
    known = replace(file, sha256=hashlib.sha256(archive).hexdigest())
    monkeypatch.setitem(packages.PACKAGES, "paradis", replace(PACKAGES["paradis"], hub=(known,)))
    (tmp_path / file.name).write_bytes(archive)
    with pytest.raises(VoiceError, match=words):
        install_voice("paradis", from_dir=tmp_path)
    assert list_installed() == ()


@pytest.mark.usefixtures("unheard")
def test_a_disk_that_is_full_while_the_archive_is_unpacked(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    serve(hub, "paradis", monkeypatch)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("audioedition.speak.install.archives.shutil.copyfileobj", full)
        with pytest.raises(VoiceError, match=r"disk .* full") as caught:
            install_voice("paradis")
    assert "goes on from there" in caught.value.hint
    assert list_installed() == ()
    done = len(hub.ranges)
    install_voice("paradis")
    assert len(hub.ranges) == done, "the archive was whole: nothing is fetched twice"


def test_a_voice_that_cannot_speak_gets_no_name(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    serve(hub, "paradis", monkeypatch, decoder_onnx=networks.paradis_prosody())
    done = run("install", "paradis")
    assert done.exit_code == 5
    assert "was fetched, but it cannot speak" in done.stderr
    assert "decoder.onnx" in done.stderr
    assert list_installed() == ()


@pytest.mark.usefixtures("unheard")
def test_limits_of_use_are_told_and_must_be_accepted(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    serve(hub, "supertonic", monkeypatch)
    refused = run("install", "supertonic-f2")
    assert refused.exit_code == 5
    assert "that a machine made it" in refused.stderr
    assert "--accept-licence" in refused.stderr
    assert not hub.revisions, "nothing is fetched before"
    monkeypatch.setattr("audioedition.commands.voices_install._can_answer", lambda: True)
    assert run("install", "supertonic-f2", answer="n\n").exit_code == 5
    assert list_installed() == ()
    assert run("install", "supertonic-f2", answer="y\n").exit_code == 0
    assert list_installed() == ("supertonic",)
    assert find_installed("supertonic").file("license").read_bytes().startswith(b"BigScience")
    assert run("install", "supertonic-f2").exit_code == 0, "once accepted it need not be said again"
    assert run("install", "paradis", "--from", "/").exit_code == 5, "no question for voices without limits"


def test_what_an_engine_needs_is_named_before_anything_is_fetched(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installer_module, "find_spec", lambda name: None if name == "tokenizers" else name)
    with pytest.raises(VoiceError, match="tokenizers") as caught:
        install_voice("pocket")
    assert "audioedition[pocket]" in caught.value.hint
    assert not hub.revisions
