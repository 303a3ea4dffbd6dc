"""One small edition of tones, made once by the real road; each test gets a copy to spoil."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from audioedition.model import Edition
from audioedition.produce.produce import EditionOptions, produce_edition
from audioedition.publish.folder.manifest import edition_to_json
from audioedition.publish.folder.shelf import read_edition
from audioedition.speak.clip_store import FolderStore

ARTICLE = """Le marché couvert de Morlaix rouvre jeudi

Après dix-huit mois de travaux, les halles accueilleront quarante commerçants. La charpente a été refaite.

Une charpente de 1869

Les poutres venaient d’une forêt voisine. Chacune a été pesée, puis numérotée à la craie.

Un concert sera donné le premier soir. L’entrée est libre.
"""


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    (folder / "article.txt").write_text(ARTICLE, encoding="utf-8")
    produced = produce_edition(
        str(folder / "article.txt"),
        output=folder / "output",
        options=EditionOptions(voice="tone"),
        store=FolderStore(folder / "clips"),
    )
    return produced.folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "edition"))


Spoil = Callable[..., Edition]


@pytest.fixture
def spoil(folder: Path) -> Spoil:
    """Change fields of the edition and write it back, as a bug of ours would."""

    def change(**fields: Any) -> Edition:
        edition = replace(read_edition(folder).edition, **fields)
        (folder / "edition.json").write_text(json.dumps(edition_to_json(edition)), encoding="utf-8")
        return edition

    return change
