"""The journal: one JSON object a line, of what was done and why something was not.

Lines are appended whole, so several processes may write at once; the file is set aside at 10 MB and the one before
that is forgotten.
"""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from audioedition.errors import AudioEditionError, PublishError
from audioedition.publish.folder.writer import OWN_FOLDER

NAME = "journal.jsonl"
MAX_BYTES = 10_000_000


@dataclass(frozen=True, slots=True)
class Journal:
    path: Path

    @classmethod
    def of(cls, output: Path) -> Journal:
        """The journal of a folder of editions."""
        return cls(output / OWN_FOLDER / NAME)

    def write(self, event: str, **facts: Any) -> None:
        """Append a line: ``at``, ``event``, and the facts that are not ``None``. Raises PublishError."""
        now = datetime.now(timezone.utc).isoformat(timespec="seconds")
        line = {"at": now, "event": event, **{k: v for k, v in facts.items() if v is not None}}
        data = (json.dumps(line, ensure_ascii=False, default=str) + "\n").encode()
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._set_aside()
            descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
            try:
                os.write(descriptor, data)
            finally:
                os.close(descriptor)
        except OSError as error:
            raise PublishError(
                f"The journal {self.path} cannot be written: {error.strerror}.",
                hint="Check the folder's rights and the disk.",
            ) from error

    def read(self) -> list[dict[str, Any]]:
        """Every whole line, oldest first; a line that a power cut broke is passed over."""
        lines: list[dict[str, Any]] = []
        with contextlib.suppress(FileNotFoundError):
            for line in self.path.read_text(encoding="utf-8", errors="replace").splitlines():
                with contextlib.suppress(ValueError):
                    lines.append(json.loads(line))
        return lines

    def _set_aside(self) -> None:
        with contextlib.suppress(FileNotFoundError):
            if self.path.stat().st_size > MAX_BYTES:
                os.replace(self.path, self.path.with_suffix(".jsonl.1"))


def error_facts(error: AudioEditionError) -> dict[str, Any]:
    return {"kind": type(error).__name__, "reason": str(error), "hint": error.hint or None}
