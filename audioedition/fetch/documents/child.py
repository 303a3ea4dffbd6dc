"""The process that reads one document: bytes come on standard input, the page goes to standard output, as JSON."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import logging
import sys
from importlib import import_module
from typing import Any

from audioedition.errors import AudioEditionError
from audioedition.fetch.documents.isolated import MAX_CPU_S, MAX_MEMORY_BYTES


def main() -> None:
    module = sys.argv[1]
    _bound_resources()
    logging.disable(logging.CRITICAL)  # libraries tell of odd fonts; nobody would read it
    answer: dict[str, Any]
    try:
        page = import_module(module).read(sys.stdin.buffer.read())
        answer = dataclasses.asdict(page)
    except AudioEditionError as error:
        answer = {"error": str(error), "hint": error.hint}
    sys.stdout.write(json.dumps(answer))


def _bound_resources() -> None:
    """macOS knows the limits, and keeps to some of them."""
    import resource

    for kind, most in (
        (resource.RLIMIT_AS, MAX_MEMORY_BYTES),
        (resource.RLIMIT_CPU, MAX_CPU_S),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(kind, (most, resource.getrlimit(kind)[1]))


if __name__ == "__main__":
    main()
