"""What engines with an installed network share: the check before anything is loaded, the model that stays loaded."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from importlib.util import find_spec
from typing import Any, Generic, TypeVar

from audioedition.errors import AudioEditionError, EngineError, VoiceError
from audioedition.model import Voice
from audioedition.speak.engines.options import Option, check_range, read_options
from audioedition.speak.installed import InstalledVoice, find_installed

Model = TypeVar("Model")

SHARED_OPTIONS: Mapping[str, Option] = {"model": "", "threads": 0, "take": 0}
"""``model``: the installed voice, by default the profile's name; ``threads``: 0 = all cores; ``take``: 0 to 9, the same
words a little differently."""
BREATH_MS = 120
"""Between the parts of a sentence that was too long for one run."""


def read_shared(voice: Voice, own: Mapping[str, Option] | None = None) -> dict[str, Any]:
    """The options of ``SHARED_OPTIONS`` and the engine's ``own``, checked. Raises VoiceError."""
    options = read_options(voice, {**SHARED_OPTIONS, **(own or {})})
    check_range(voice, options, "threads", 0, 256)
    check_range(voice, options, "take", 0, 9)
    return options


def require_modules(voice: Voice, modules: Mapping[str, str]) -> None:
    """``modules``: name -> extra. Raises VoiceError for the first that is missing. Loads nothing."""
    for module, extra in modules.items():
        if find_spec(module) is None:
            raise VoiceError(
                f"The voice {voice.name} needs {module}, which is not installed here.",
                hint=f"Install it with: pip install 'audioedition[{extra}]'",
            )


def installed_for(voice: Voice) -> InstalledVoice:
    """Raises VoiceError when it is not there whole."""
    return find_installed(str(voice.options.get("model") or voice.name))


@contextlib.contextmanager
def as_engine_errors() -> Iterator[None]:
    """What ``speak`` owes: a voice that was removed or damaged meanwhile is an EngineError like the rest."""
    try:
        yield
    except EngineError:
        raise
    except AudioEditionError as error:
        raise EngineError(str(error), hint=error.hint) from error


class Loaded(Generic[Model]):
    """The model in use, its files compared with their checksums once: it stays until another one is asked for."""

    def __init__(self, load: Callable[[InstalledVoice, int], Model]) -> None:
        """``load(installed, threads)``; threads 0 = all cores."""
        self._load = load
        self._model: tuple[tuple[str, int], Model] | None = None

    def model(self, voice: Voice, *, threads: int) -> Model:
        """Raises VoiceError or EngineError."""
        installed = installed_for(voice)
        wanted = (installed.fingerprint, threads)
        if self._model is None or self._model[0] != wanted:
            self._model = None  # two at once would not fit everywhere
            installed.verify()
            self._model = (wanted, self._load(installed, threads))
        return self._model[1]
