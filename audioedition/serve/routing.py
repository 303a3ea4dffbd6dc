"""One route for all methods of an address."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from audioedition.serve.auth import Endpoint


def at(path: str, **doors: Endpoint) -> Route:
    """So that a 405 names every method that there is."""

    async def endpoint(request: Request) -> Response:
        method = "get" if request.method == "HEAD" else request.method.lower()
        return await doors[method](request)

    return Route(path, endpoint, methods=[method.upper() for method in doors])
