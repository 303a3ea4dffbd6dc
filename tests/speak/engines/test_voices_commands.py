"""``audioedition voices install`` and ``remove`` as a person runs them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from audioedition.cli import main
from tests.support.hub import Hub, running_hub

NAME = "fr_FR-tom-medium"


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    with running_hub() as running:
        monkeypatch.setenv("HF_ENDPOINT", running.url)
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
        folder = "/rhasspy/piper-voices/fr/fr_FR/tom/medium"
        running.files = {
            f"{folder}/{NAME}.onnx": bytes(2_000_000),
            f"{folder}/{NAME}.onnx.json": json.dumps({"phoneme_id_map": {}}).encode(),
            f"{folder}/MODEL_CARD": b"License: see the card",
        }
        yield running


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner(mix_stderr=False).invoke(main, ["voices", *arguments])
    return result.exit_code, result.stdout, result.stderr


def test_install_shows_the_licence_and_where_it_stands(hub: Hub, tmp_path: Path) -> None:
    code, out, err = run("install", "piper-tom")
    assert code == 0, err
    assert "licence: see the MODEL_CARD" in err
    assert out == f"{NAME}: installed in {tmp_path}/data/audioedition/voices/{NAME} (2 MB)\n"


def test_remove_frees_the_disk(hub: Hub) -> None:
    run("install", "piper-tom")
    assert run("remove", "piper-tom")[:2] == (0, "piper-tom: removed, 2 MB freed\n")
    assert run("remove", "piper-tom")[0] == 5


def test_an_unknown_voice_and_a_folder_without_files_exit_5(hub: Hub, tmp_path: Path) -> None:
    assert run("install", "nobody")[0] == 5
    code, _, err = run("install", "piper-tom", "--from", str(tmp_path))
    assert code == 5
    assert f"holds no {NAME}.onnx" in err
