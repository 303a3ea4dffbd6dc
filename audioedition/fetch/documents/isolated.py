"""A reader in a process of its own: a document made to swallow memory or time takes neither from us.

The same bytes give the same page, as if it were read here; what is read goes in and out through pipes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

from audioedition.errors import SourceError
from audioedition.fetch.documents.document import DocumentPage
from audioedition.model import Metadata

MAX_CPU_S = 60
"""Of a processor; 300 pages take some 10."""
DEADLINE_S = 300.0
"""However busy the machine is."""
MAX_MEMORY_BYTES = 1_500_000_000
"""Of the child's addresses; 300 pages take a fifth."""


def read_isolated(data: bytes, *, module: str) -> DocumentPage:
    """What ``module.read(data)`` gives. Raises SourceError as it does, and where it takes too much."""
    command = [sys.executable, "-m", "audioedition.fetch.documents.child", module, str(os.getpid())]
    try:
        child = subprocess.run(command, input=data, capture_output=True, timeout=DEADLINE_S, check=False)
    except subprocess.TimeoutExpired:
        raise _too_much() from None
    try:
        answer: dict[str, Any] = json.loads(child.stdout)
    except ValueError:
        raise _too_much() from None
    if "error" in answer:
        raise SourceError(answer["error"], hint=answer["hint"])
    return DocumentPage(
        html=answer["html"], metadata=Metadata(**answer["metadata"]), fragment=answer["fragment"]
    )


def _too_much() -> SourceError:
    return SourceError(
        "The document could not be read: it takes more time or memory than any article.",
        hint="Save it again from the program that wrote it, or copy its text into a .txt file.",
    )
