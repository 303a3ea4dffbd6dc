"""The style sheet, the scripts and the icon of the service's pages."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response

from audioedition.publish.player.script import style_sheet
from audioedition.serve.render import missing

TYPES = {
    "service.css": "text/css",
    "service.js": "text/javascript",
    "shelf.js": "text/javascript",
    "shelf.svg": "image/svg+xml",
}


async def static_file(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in TYPES:
        raise missing()
    headers = {"cache-control": "max-age=3600"}
    return Response(content_of(name), media_type=TYPES[name], headers=headers)


@lru_cache
def content_of(name: str) -> str:
    """The player's own sheet comes first: one look for the newsroom and its listeners."""
    own = files("audioedition.serve").joinpath("static", name).read_text(encoding="utf-8")
    return f"{style_sheet()}\n{own}" if name.endswith(".css") else own
