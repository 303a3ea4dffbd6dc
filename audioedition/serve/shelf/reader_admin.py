"""For the newsroom: who has a shelf. Its page, and the API for programs; what stands on a shelf is not told."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from audioedition.errors import UsageError
from audioedition.serve.auth import Form
from audioedition.serve.pages import go, show
from audioedition.serve.people_pages import moment
from audioedition.serve.render import missing
from audioedition.serve.service import Service
from audioedition.serve.shelf.readers import ShelfReader, personal_address
from audioedition.serve.shelf.room import room_of
from audioedition.serve.shelf.shelf_pages import broom_of
from audioedition.serve.status import iso_moment

UNKEPT = {"cache-control": "no-store"}


def list_readers(service: Service, request: Request, form: Form) -> Response:
    readers = room_of(request).readers.list()
    return show(service, request, "readers.html", readers=readers, moment=moment)


def add_reader(service: Service, request: Request, form: Form) -> Response:
    """With an address of our making, shown once."""
    name = " ".join(form.get("name", "").split())
    address = personal_address(service.settings.base_url, room_of(request).readers.add(name))
    request.state.subject = name
    return _shown_once(service, request, name=name, address=address)


def change_reader(service: Service, request: Request, form: Form) -> Response:
    room = room_of(request)
    reader = room.readers.get(request.path_params["reader"])
    if reader is None:
        raise missing()
    request.state.subject = reader.name
    act = form.get("act", "")
    if act == "renew":
        address = personal_address(service.settings.base_url, room.readers.renew(reader))
        return _shown_once(service, request, name=reader.name, address=address)
    if act == "revoke":
        room.readers.revoke(reader)
        return go("/readers", request, "reader_revoked")
    if act == "remove":
        broom_of(room).remove_reader(reader)
        return go("/readers", request, "reader_removed")
    raise UsageError("No button of ours was pressed.", hint="Open the page again.")


def _shown_once(service: Service, request: Request, *, name: str, address: str) -> Response:
    """In the answer itself, never in a cookie or an address of ours."""
    return show(service, request, "reader.html", name=name, address=address)


# --- for programs ------------------------------------------------------------------------------------------------


def tell_readers(service: Service, request: Request, body: dict[str, Any]) -> Response:
    rows = [reader_json(reader) for reader in room_of(request).readers.list()]
    return JSONResponse({"readers": rows}, headers=UNKEPT)


def make_reader(service: Service, request: Request, body: dict[str, Any]) -> Response:
    name = body.get("name")
    if set(body) != {"name"} or not isinstance(name, str):
        raise UsageError("A reader needs a name.", hint='{"name": "…"}')
    address = personal_address(service.settings.base_url, room_of(request).readers.add(name))
    request.state.subject = " ".join(name.split())
    return JSONResponse({"name": request.state.subject, "address": address}, 201, UNKEPT)


def renew_reader(service: Service, request: Request, body: dict[str, Any]) -> Response:
    if body:
        raise UsageError("The body is an empty object.", hint="{}")
    address = personal_address(service.settings.base_url, room_of(request).readers.renew(_named(request)))
    return JSONResponse({"name": request.state.subject, "address": address}, 201, UNKEPT)


def drop_reader(service: Service, request: Request, body: dict[str, Any]) -> Response:
    """With the shelf and all that stands on it."""
    broom_of(room_of(request)).remove_reader(_named(request))
    return Response(status_code=204)


def _named(request: Request) -> ShelfReader:
    try:
        reader = room_of(request).readers.named(request.path_params["name"])
    except UsageError:
        raise missing() from None
    request.state.subject = reader.name
    return reader


def reader_json(reader: ShelfReader) -> dict[str, Any]:
    return {
        "name": reader.name,
        "created_at": iso_moment(reader.created_at),
        "used_at": None if reader.used_at is None else iso_moment(reader.used_at),
        "open": bool(reader.key),
    }
