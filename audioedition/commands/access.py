"""What a command may fetch: two options that become one ``Access``."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import click


def with_access(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options ``--port`` and ``--allow-private``; the command gets ``access``."""

    @click.option(
        "--port", "ports", type=click.IntRange(1, 65535), multiple=True, help="Also fetch from this port."
    )
    @click.option("--allow-private", is_flag=True, help="Also fetch from this machine and its network.")
    @functools.wraps(command)
    def asked(*arguments: Any, ports: tuple[int, ...], allow_private: bool, **options: Any) -> Any:
        from audioedition.fetch.addresses import DEFAULT_PORTS, Access

        access = Access(allow_private=allow_private, ports=(*DEFAULT_PORTS, *ports))
        return command(*arguments, access=access, **options)

    return asked
