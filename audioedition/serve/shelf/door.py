"""How a reader's view becomes an endpoint: whose shelf it is, CSRF, limits, the audit list, errors in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from audioedition.errors import AudioEditionError
from audioedition.serve.auth import (
    SAFE,
    Endpoint,
    Form,
    check_csrf,
    check_origin,
    csrf_word,
    put_down,
    read_form,
    read_json,
    status_of,
)
from audioedition.serve.render import render
from audioedition.serve.rights import Actor
from audioedition.serve.shelf.adding import ShelfFull, TooQuick
from audioedition.serve.shelf.readers import OpenedBy, Power, ShelfReader
from audioedition.serve.shelf.room import HOME, ReadingRoom, room_of
from audioedition.serve.who import client_of, hold_back

OF_HEARING = ("heard", "unheard")
"""Buttons whose use is put down nowhere else."""
ReaderView = Callable[[ReadingRoom, Request, Form], Response]
ReaderApiView = Callable[[ReadingRoom, Request, dict[str, Any]], Response]
UNSEEN = {
    "x-robots-tag": "noindex, nofollow, noarchive",
    "referrer-policy": "no-referrer",
    "cache-control": "private, no-store",
}
"""Of an answer whose address holds a key: it is told to nobody, and kept by nobody in between."""


def shelf_page(view: ReaderView, *, public: bool = False, files: int = 0) -> Endpoint:
    """A view of the reader who is signed in; ``public``: of anyone. ``files``: how many its form may bring."""

    async def endpoint(request: Request) -> Response:
        room = room_of(request)
        changes = request.method not in SAFE
        try:
            reader = await run_in_threadpool(signed_in, room, request)
            form: Form = {}
            if changes:
                limiter = room.service.remarks if public else room.service.writes
                hold_back(limiter.wait_s(client_of(request)))
                limiter.count(client_of(request))
                if reader is None and not public:
                    return RedirectResponse(HOME, 303)
                form = await read_form(request, files=files)
                check_csrf(request, form)
            if reader is None and not public:
                return shown(request, "shelf/enter.html", status_code=401, wrong="")
            request.state.reader = reader
            answer = await run_in_threadpool(view, room, request, form)
            if changes and reader is not None and not public and form.get("act") not in OF_HEARING:
                await run_in_threadpool(put_down_for, room, request, reader, answer)
            return answer
        except HTTPException as error:
            return problem(request, error.status_code, error.detail, headers=error.headers)
        except AudioEditionError as error:
            return problem(request, shelf_status(error), str(error))

    return endpoint


def shelf_api(view: ReaderApiView) -> Endpoint:
    """JSON in, JSON out, by the session of the page or by the whole key as a bearer."""

    async def endpoint(request: Request) -> Response:
        room = room_of(request)
        try:
            if request.method not in SAFE:
                check_origin(request)
            reader = await run_in_threadpool(_bearer, room, request)
            if reader is None:
                raise HTTPException(401, "This needs a reader's key.", {"www-authenticate": "Bearer"})
            request.state.reader = reader
            body = await read_json(request) if request.method not in SAFE else {}
            answer = await run_in_threadpool(view, room, request, body)
        except HTTPException as error:
            return JSONResponse({"error": error.detail, "hint": ""}, error.status_code, error.headers)
        except AudioEditionError as error:
            return JSONResponse({"error": str(error), "hint": error.hint}, shelf_status(error))
        answer.headers.update({**UNSEEN, "referrer-policy": "same-origin"})
        return answer

    return endpoint


def put_down_for(room: ReadingRoom, request: Request, reader: ShelfReader, answer: Response) -> None:
    """In the audit list that the reader did something; not at which button, as some tell what was heard."""
    request.state.actor = Actor(kind="reader", id=reader.id, name=reader.name)
    put_down(room.service, request, answer, {})


def signed_in(room: ReadingRoom, request: Request) -> ShelfReader | None:
    key = request.session.get("reader")
    return room.readers.by_session(key) if isinstance(key, str) and key else None


def _bearer(room: ReadingRoom, request: Request) -> ShelfReader | None:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return signed_in(room, request)
    return open_with(room, request, token.strip(), powers=("all",))


def open_with(room: ReadingRoom, request: Request, token: str, *, powers: tuple[Power, ...]) -> ShelfReader:
    """The reader whose shelf the key opens. Raises HTTPException: 410 for one that has ended, 403 for one that is none
    or may less, 429 for whoever tries many."""
    found: OpenedBy | None = room.readers.check(token)
    if found is None:
        client, guesses = client_of(request), room.service.feed_guesses
        hold_back(guesses.wait_s(client))
        guesses.count(client)
        raise HTTPException(403, "This address is not, or not wholly, one that was given to you.")
    if found.reader is None:
        raise HTTPException(410, "This address has ended: whoever gave it to you can give you a new one.")
    if found.power not in (*powers, "all"):
        raise HTTPException(403, "This address is not, or not wholly, one that was given to you.")
    return found.reader


def reader_of(request: Request) -> ShelfReader:
    """Of a request that an endpoint has let in."""
    reader: ShelfReader = request.state.reader
    return reader


def shown(request: Request, template: str, *, status_code: int = 200, **context: Any) -> Response:
    """A page for a reader, kept by nobody in between."""
    reader = getattr(request.state, "reader", None)
    whole = {"reader": reader, "csrf": csrf_word(request), "here": request.url.path, **context}
    answer = render(request, template, status_code=status_code, **whole)
    answer.headers["x-robots-tag"] = UNSEEN["x-robots-tag"]
    return answer


def problem(
    request: Request, status: int, message: str, *, headers: Mapping[str, str] | None = None
) -> Response:
    """Calm words; no form, as its address may hold a key."""
    answer = shown(
        request,
        "shelf/problem.html",
        status_code=status,
        status=status,
        message=message,
        reader=None,
        here=HOME,
    )
    answer.headers.update(UNSEEN)
    if headers:
        answer.headers.update(headers)
    return answer


def shelf_status(error: AudioEditionError) -> int:
    if isinstance(error, TooQuick):
        return 429
    return 409 if isinstance(error, ShelfFull) else status_of(error)
