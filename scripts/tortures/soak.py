"""Long articles, flat memory."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

from audioedition.clips import FolderStore
from audioedition.produce import Wishes, produce_edition
from tortures.common import folder, source


def soak(*, paragraphs: int = 2_000, voice: str = "tone") -> tuple[int, int]:
    """Peak memory of one article of few and of many paragraphs, each in its own process."""
    peaks = []
    for number in (paragraphs // 10, paragraphs):
        scripts = str(Path(__file__).parents[1])
        code = f"import sys; sys.path.insert(0, {scripts!r}); from tortures.soak import soak_one; "
        code += f"soak_one({number}, {voice!r})"
        ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        peaks.append(int(ran.stdout.split()[-1]))
    print(
        f"soak: peak {peaks[0] // 1024} MiB for {paragraphs // 10} paragraphs, {peaks[1] // 1024} MiB for {paragraphs}"
    )
    return peaks[0], peaks[1]


def soak_one(paragraphs: int, voice: str) -> None:
    text = "Un long registre\n\n" + "\n\n".join(
        f"Alinéa {k} du registre, lu à voix haute." for k in range(paragraphs)
    )
    with folder() as place:
        produce_edition(
            source(text), output=place / "o", wishes=Wishes(voice=voice), store=FolderStore(place / "c")
        )
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
