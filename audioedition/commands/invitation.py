"""One line, once: somebody who has heard only the embedded voice is told that a natural one is a command away."""

from __future__ import annotations

import contextlib
import sys
from importlib.util import find_spec

from audioedition.commands.console import say
from audioedition.system.folders import cache_folder

_TOLD = "natural-voice-told"


def invite_to_natural_voice(*, quiet: bool) -> None:
    """After the first ``make`` in a terminal of somebody who has installed no voice; never again, nor in a pipe."""
    if quiet or not sys.stderr.isatty() or not _first_time():
        return
    extra = "" if find_spec("onnxruntime") else "pip install 'audioedition[neural]' && "
    say(f"A more natural voice is one command away: {extra}audioedition voices install siwis", err=True)


def _first_time() -> bool:
    """Whether no voice is installed and this was not asked before; a cache that cannot be written says no."""
    from audioedition.speak.installed import list_installed

    if list_installed():
        return False
    with contextlib.suppress(OSError):
        cache_folder().mkdir(parents=True, exist_ok=True)
        with open(cache_folder() / _TOLD, "x"):
            return True
    return False
