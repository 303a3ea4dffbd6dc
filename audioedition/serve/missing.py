"""What is not there."""

from __future__ import annotations

from starlette.exceptions import HTTPException


def missing() -> HTTPException:
    return HTTPException(404, "There is nothing at this address (any more).")
