"""espeak-ng through ctypes, from the wheel that carries it: phonemes for Kokoro, sound for its own engine.

espeak-ng is GPL-3.0-or-later: it comes with the extras only and is loaded, never linked or copied. The
library keeps one state per process, so there is one :class:`Espeak` per process and one engine per child.
"""

from __future__ import annotations

import ctypes
import os
import tempfile
import threading
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from audioedition.errors import EngineError, VoiceError

_SYNCHRONOUS = 2
"""espeak_AUDIO_OUTPUT: sound goes to a callback; ``espeak_Synth`` returns when all is handed over."""
_DONT_EXIT = 0x8000
"""espeakINITIALIZE_DONT_EXIT: without it a missing data file ends the whole process."""
_UTF8 = 1
_IPA = 0x02
_TIE = 0x80
_RATE, _VOLUME, _PITCH, _RANGE = 1, 2, 3, 4
"""espeak_PARAMETER."""
_LONGEST_DATA_PATH = 140
"""espeak-ng 1.52 keeps its data path in 160 bytes and appends to it; longer paths are cut without a word."""

_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


def require_espeak(extra: str) -> None:
    """Raise VoiceError when the wheel is missing; ``extra`` names the one to install. Loads nothing."""
    if find_spec("espeakng_loader") is None:
        raise VoiceError(
            "This voice needs espeak-ng, which is not installed here.",
            hint=f"Install it with: pip install 'audioedition[{extra}]'",
        )


class Espeak:
    """One initialised espeak-ng. Its methods are safe to call from several threads (one at a time runs)."""

    def __init__(self, library: str, data: str) -> None:
        self._library = ctypes.CDLL(library)
        self._lock = threading.Lock()
        self._voice = ""
        self._sound = bytearray()
        self._library.espeak_TextToPhonemes.restype = ctypes.c_char_p
        self._library.espeak_TextToPhonemes.argtypes = [
            ctypes.POINTER(ctypes.c_char_p),
            ctypes.c_int,
            ctypes.c_int,
        ]
        self.frame_rate: int = self._library.espeak_Initialize(_SYNCHRONOUS, 0, data.encode(), _DONT_EXIT)
        """Hz."""
        if self.frame_rate <= 0:
            raise EngineError("espeak-ng could not be started: its data files cannot be read.")
        self._callback = _CALLBACK(self._receive)  # kept: ctypes does not
        self._library.espeak_SetSynthCallback(self._callback)

    def _receive(self, samples: ctypes._Pointer[ctypes.c_short], count: int, _events: int) -> int:
        if samples and count > 0:
            self._sound += ctypes.string_at(samples, 2 * count)
        return 0

    def _choose(self, voice: str) -> None:
        if voice == self._voice:
            return
        if self._library.espeak_SetVoiceByName(voice.encode()) != 0:
            raise EngineError(
                f"espeak-ng has no voice “{voice}”.", hint="`espeak-ng --voices` lists them; French is fr-fr."
            )
        self._voice = voice

    def phonemes(self, text: str, *, voice: str) -> str:
        """IPA of ``text``, clauses joined by spaces, letters of one sound tied by ``^``."""
        with self._lock:
            self._choose(voice)
            rest = ctypes.c_char_p(text.encode("utf-8"))
            clauses = []
            while rest.value:
                mode = _IPA | _TIE | (ord("^") << 8)
                found = self._library.espeak_TextToPhonemes(ctypes.byref(rest), _UTF8, mode)
                clauses.append((found or b"").decode("utf-8"))
            return " ".join(clause for clause in clauses if clause)

    def speak(self, text: str, *, voice: str, words_per_minute: int, pitch: int, pitch_range: int) -> bytes:
        """Sound of ``text``: mono s16le at ``frame_rate``. ``pitch`` and ``pitch_range`` are 0 to 100."""
        with self._lock:
            self._choose(voice)
            for parameter, value in ((_RATE, words_per_minute), (_PITCH, pitch), (_RANGE, pitch_range)):
                self._library.espeak_SetParameter(parameter, value, 0)
            self._sound.clear()
            encoded = text.encode("utf-8")
            self._library.espeak_Synth(encoded, ctypes.c_size_t(len(encoded) + 1), 0, 0, 0, _UTF8, None, None)
            self._library.espeak_Synchronize()
            return bytes(self._sound)


@lru_cache(maxsize=1)
def load_espeak() -> Espeak:
    """The process's espeak-ng. Raises EngineError when the wheel is missing or broken."""
    try:
        import espeakng_loader

        library, data = str(espeakng_loader.get_library_path()), Path(espeakng_loader.get_data_path())
        return Espeak(library, _short_path(data))
    except (ImportError, OSError) as error:
        raise EngineError(
            f"espeak-ng could not be loaded ({error}).",
            hint="Install it with: pip install 'audioedition[neural]'",
        ) from error


def _short_path(data: Path) -> str:
    """``data``, or a link to it where its name would not fit into espeak's buffer."""
    if len(os.fsencode(data)) <= _LONGEST_DATA_PATH:
        return str(data)
    link = Path(tempfile.mkdtemp(prefix="espeak-")) / data.name
    link.symlink_to(data)
    return str(link)
