"""Pieces of sentences spoken on several streams at once, some of them before they are asked for.

Two streams of one core each speak more in a second than one stream of two cores (measured: a quarter more), since
no thread ever waits for the other. The memory of a run grows with its piece and is not given back, so only the first
stream takes the long ones, those without a clause to be split at.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING

from audioedition.speak.engines.kokoro.tokens import EASY_TOKENS

if TYPE_CHECKING:
    from audioedition.speak.engines.kokoro.sound import PieceSound

KEPT = 32
"""Pieces that were begun and never asked for (an article that was given up) are forgotten after so many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkRun:
    """One run of the network."""

    phonemes: str
    tokens: int
    speed: float
    take: int


Speak = Callable[[NetworkRun, int], "PieceSound"]
"""``(piece, stream) -> sound``; called from that stream's own thread."""


class Ahead:
    """Begin pieces early, collect them later; equal pieces are spoken once. Safe for threads."""

    def __init__(self, speak: Speak, *, streams: int) -> None:
        self._speak = speak
        self._changed = threading.Condition()
        self._closed = False
        self._waiting: list[NetworkRun] = []
        self._sounds: OrderedDict[NetworkRun, Future[PieceSound]] = OrderedDict()
        for stream in range(streams):
            threading.Thread(target=self._work, args=(stream,), daemon=True, name=f"kokoro-{stream}").start()

    def begin(self, piece: NetworkRun) -> None:
        """Speak it as soon as a stream is free, in the order of these calls."""
        with self._changed:
            if piece in self._sounds:
                return
            self._sounds[piece] = Future()
            self._waiting.append(piece)
            while len(self._sounds) > KEPT:
                forgotten, _ = self._sounds.popitem(last=False)
                if forgotten in self._waiting:
                    self._waiting.remove(forgotten)
            self._changed.notify_all()

    def collect(self, piece: NetworkRun) -> PieceSound:
        """The sound of a piece, begun earlier or now; raises what speaking it raised."""
        self.begin(piece)
        with self._changed:
            sound = self._sounds[piece]
        try:
            return sound.result()
        finally:
            with self._changed:
                self._sounds.pop(piece, None)

    def close(self) -> None:
        """Let the threads end, and the model with them, after what they speak now."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _work(self, stream: int) -> None:
        while True:
            with self._changed:
                while (piece := self._next(stream)) is None:
                    if self._closed:
                        return
                    self._changed.wait()
                self._waiting.remove(piece)
                future = self._sounds[piece]
            try:
                future.set_result(self._speak(piece, stream))
            except Exception as error:  # noqa: BLE001  # it belongs to whoever collects the piece
                future.set_exception(error)

    def _next(self, stream: int) -> NetworkRun | None:
        return next((p for p in self._waiting if stream == 0 or p.tokens <= EASY_TOKENS), None)
