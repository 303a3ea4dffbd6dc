"""A thread that works beside the server from the beginning of a ``with`` block to its end."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from types import TracebackType
from typing import ClassVar, TypeVar

Self = TypeVar("Self", bound="Background")


class Background(ABC):
    name: ClassVar[str]
    """Of the thread, in logs."""
    awaited: ClassVar[bool] = True
    """Whether the end of the block waits for what the thread is at."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=self.name, daemon=True)

    def __enter__(self: Self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopping.set()
        if self.awaited and self._thread.is_alive():
            self._thread.join()

    @abstractmethod
    def _run(self) -> None:
        """Until ``_stopping`` is set; a trouble that may pass is logged, and the work goes on."""
