"""What the tests of the road share: an article with its chrome, and how to look into an output folder."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent

ARTICLE = """\
La halle aux grains de Vauclair rouvre ses portes

Après deux ans de travaux, la halle aux grains accueille de nouveau le public depuis samedi.

« Nous avons gardé la charpente de 1871 », raconte l’architecte, Hélène Aubry.

Le chantier a coûté moins que prévu, selon la mairie.

Une fête est prévue dimanche sur la place.

Articles similaires

LAISSER UN COMMENTAIRE

Publicité
"""


def lengthened(sentences: int) -> str:
    """The article with so many more sentences, a paragraph each, before its chrome."""
    more = "\n\n".join(
        f"Voici la phrase numéro {n}, assez longue pour occuper la voix." for n in range(sentences)
    )
    return ARTICLE.replace("Articles similaires", f"{more}\n\nArticles similaires")


Run = Callable[..., "subprocess.CompletedProcess[str]"]


def editions(output: Path) -> list[Path]:
    """Folders of editions, hidden ones left out."""
    return sorted(p for p in output.glob("[!.]*") if p.is_dir())


def manifest(folder: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folder / "edition.json").read_text(encoding="utf-8"))
    return content
