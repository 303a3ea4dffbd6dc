"""The real model hears the real voice: one edition through ``audioedition check --listen``, clean and damaged."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from audioedition.check.listen import Ear
from audioedition.check.listen.model_files import WHISPER_BASE, model_folder
from audioedition.cli import main
from audioedition.errors import UsageError
from audioedition.produce.produce import EditionOptions, produce_edition
from audioedition.publish.folder.shelf import read_edition
from audioedition.speak.clip_store import FolderStore
from tests.support.tools import missing

ARTICLE = """Le phare de Kermorvan rallume sa lanterne

Après huit mois de travaux, le phare éclaire de nouveau la côte. Le chantier a coûté 3,5 millions d’euros.
La coupole a été remplacée, puis repeinte à la main. Des visites auront lieu chaque samedi.
"""


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if find_spec("faster_whisper") is None:
        missing("faster-whisper (extra: listen)")
    if not all((model_folder() / file.name).is_file() for file in WHISPER_BASE):
        missing("the listening model (audioedition check --install-model)")
    folder = tmp_path_factory.mktemp("heard")
    (folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    store = FolderStore(folder / "clips")
    options = EditionOptions(voice="pico")
    return produce_edition(str(folder / "a.txt"), output=folder / "out", options=options, store=store).folder


def check(folder: Path) -> tuple[int, dict[str, Any]]:
    runner = CliRunner(mix_stderr=False)
    result = runner.invoke(main, ["check", "--listen", "-q", "--format", "json", str(folder)])
    return result.exit_code, json.loads(result.stdout)


def test_a_clean_edition_passes_and_figures_count_right(edition: Path) -> None:
    code, report = check(edition)
    assert code == 0, report
    assert report["listened"] == "base"


def test_a_sentence_that_the_sound_does_not_say_is_missing(edition: Path) -> None:
    """The manifest claims one sentence more than was spoken, within the time of its neighbour."""
    path = edition / "edition.json"
    content = json.loads(path.read_bytes())
    lost = "Les écoles voisines sont invitées à venir dessiner la tour et son gardien."
    cue = next(c for c in content["cues"] if "millions" in c["text"])
    cue["text"] += f" {lost}"
    paragraph = next(p for p in content["paragraphs"] if "millions" in p["text"])
    paragraph["text"] = paragraph["text"].replace("d’euros.", f"d’euros. {lost}")
    old = path.read_bytes()
    try:
        path.write_text(json.dumps(content), encoding="utf-8")
        code, report = check(edition)
    finally:
        path.write_bytes(old)
    assert code == 7
    kinds = {(f["kind"], f["sentence"]) for f in report["findings"]}
    assert ("missing", cue["sentence"]) in kinds
    assert read_edition(edition).edition.cues


def test_a_folder_with_a_broken_model_is_said(tmp_path: Path) -> None:
    if find_spec("faster_whisper") is None:
        missing("faster-whisper (extra: listen)")
    (tmp_path / "model.bin").write_bytes(b"no model")
    with pytest.raises(UsageError, match="cannot be loaded"):
        Ear(tmp_path)
