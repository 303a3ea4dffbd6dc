"""A finished file back into samples. An edge."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from audioedition.system.ffmpeg import run_ffmpeg

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@contextmanager
def opened_sound(path: Path, *, frame_rate: int) -> Iterator[NDArray[np.int16]]:
    """Mono s16 at that frame rate (Hz), mapped from a temporary file: memory does not grow with it.

    Raises AudioError when it cannot be decoded, PublishError when the disk is full.
    """
    import numpy as np

    with tempfile.NamedTemporaryFile(suffix=".pcm") as file:
        arguments = ["-i", str(path), "-map", "0:a:0", "-ac", "1", "-ar", str(frame_rate)]
        run_ffmpeg([*arguments, "-f", "s16le", "-y", file.name])
        empty = not Path(file.name).stat().st_size
        yield np.zeros(0, "<i2") if empty else np.memmap(file.name, dtype="<i2", mode="r")
