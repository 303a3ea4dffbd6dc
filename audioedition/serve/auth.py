"""How a view becomes an endpoint: who may, CSRF, limits, the audit list, errors in words."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from audioedition.errors import AudioEditionError, ExtractionError, SourceError, UsageError, VoiceError
from audioedition.produce.by_hand import EditionChanged
from audioedition.publish.folder.withdrawn import NotRestorable
from audioedition.serve.audit import ACTS
from audioedition.serve.drafts import PassageConflict
from audioedition.serve.idempotency import KeyInUse, KeyReused
from audioedition.serve.middleware import host_of, plain
from audioedition.serve.posts import PostConflict
from audioedition.serve.render import render
from audioedition.serve.rights import Actor, Right
from audioedition.serve.service import Service
from audioedition.serve.uploads import keep_upload
from audioedition.serve.who import actor_of, client_of, demand_actor, hold_back, service_of, session_actor
from audioedition.system.sqlite import StateError

SAFE = ("GET", "HEAD")
MAX_FIELDS = 4_000
"""Of a form: a long article has three fields a passage."""
Form = Mapping[str, str]
View = Callable[[Service, Request, Form], Response]
ApiView = Callable[[Service, Request, dict[str, Any]], Response]
Endpoint = Callable[[Request], Awaitable[Response]]


def page(view: View, *, public: bool = False, right: Right = "prepare", files: int = 0) -> Endpoint:
    """A view of the web page, run in a thread. What changes something asks for the form's CSRF word and for the
    ``right`` to, and is put down in the audit list. ``files``: how many its form may bring, from people signed in."""

    async def endpoint(request: Request) -> Response:
        service = service_of(request)
        changes = request.method not in SAFE
        try:
            form: Form = {}
            if changes:
                limiter = service.remarks if public else service.writes
                hold_back(limiter.wait_s(client_of(request)))
                limiter.count(client_of(request))
                if files and await run_in_threadpool(session_actor, service, request) is None:
                    return to_login(request)
                form = await read_form(request, files=files)
                check_csrf(request, form)
            if public:
                return await run_in_threadpool(view, service, request, form)
            actor = await run_in_threadpool(session_actor, service, request)
            if actor is None:
                return to_login(request)
            check_right(actor, right)
            request.state.actor = actor
            answer = await run_in_threadpool(view, service, request, form)
            if changes:
                await run_in_threadpool(put_down, service, request, answer, form)
            return answer
        except AudioEditionError as error:
            return error_page(service, request, error)

    return endpoint


def api(view: ApiView, *, public: bool = False, right: Right = "prepare") -> Endpoint:
    """A view of the API: JSON in, JSON out. It takes a token, or the session of the web page."""

    async def endpoint(request: Request) -> Response:
        service = service_of(request)
        changes = request.method not in SAFE
        try:
            if changes:
                check_origin(request)
                hold_back(service.writes.wait_s(client_of(request)))
                service.writes.count(client_of(request))
            if not public:
                actor = await run_in_threadpool(demand_actor, service, request)
                check_right(actor, right)
                request.state.actor = actor
            body = await read_json(request) if request.method == "POST" else {}
            answer = await run_in_threadpool(view, service, request, body)
            if changes and not public:
                await run_in_threadpool(put_down, service, request, answer, {})
            return answer
        except AudioEditionError as error:
            return JSONResponse({"error": str(error), "hint": error.hint}, status_of(error))

    return endpoint


def check_right(actor: Actor, right: Right) -> None:
    """Raises HTTPException 403."""
    if not actor.may(right):
        raise HTTPException(403, "Your role does not allow this: ask a chief editor or an admin.")


def put_down(service: Service, request: Request, answer: Response, form: Form) -> None:
    """In the audit list, when it was done. A view may say to what, and that it was another act
    than its address tells: ``request.state.subject``, ``.act``."""
    if answer.status_code >= 400:
        return
    act = getattr(request.state, "act", None) or ACTS[f"{request.method} {request.scope['route'].path}"]
    subject = getattr(request.state, "subject", "")
    service.audit.put(actor_of(request), act, subject=subject, choice=form.get("act", ""))


def to_login(request: Request) -> Response:
    if request.method in SAFE:
        where = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"/login?next={quote(where)}", 303)
    return RedirectResponse("/login", 303)


def local_path(where: str) -> str:
    """``where`` when it leads to a page of ours, else the first page: no open redirect."""
    parts = urlsplit(where)
    outside = parts.scheme or parts.netloc or not where.startswith("/") or where.startswith(("//", "/\\"))
    return "/" if outside or any(c in where for c in "\r\n\t\\") else where


# --- where it comes from ---------------------------------------------------------------------------------


def csrf_word(request: Request) -> str:
    """Of this session; put into every form."""
    word = request.session.get("csrf")
    if not isinstance(word, str):
        word = secrets.token_urlsafe(24)
        request.session["csrf"] = word
    return word


def check_csrf(request: Request, form: Form) -> None:
    check_origin(request)
    known = request.session.get("csrf")
    if not isinstance(known, str) or not hmac.compare_digest(known.encode(), form.get("csrf", "").encode()):
        raise HTTPException(403, "The form is too old, or was sent from another page. Open it again.")


def check_origin(request: Request) -> None:
    """Browsers say which page a request comes from; programs do not, and need not."""
    site = request.headers.get("sec-fetch-site", "none")
    origin = request.headers.get("origin")
    if site not in ("none", "same-origin"):
        raise HTTPException(403, "This was sent from another site's page.")
    if origin is not None:
        ours = request.headers.get("host", "").lower()
        if (urlsplit(origin).netloc or "null").lower() != ours:
            raise HTTPException(403, "This was sent from another site's page.")


# --- what it holds ---------------------------------------------------------------------------------------


async def read_form(request: Request, *, files: int = 0) -> Form:
    """The fields of a urlencoded or multipart form; of ``files`` at most the last one is kept, in the request."""
    async with request.form(max_files=files, max_fields=MAX_FIELDS, max_part_size=2 * 1024 * 1024) as form:
        for _, value in form.multi_items():
            if isinstance(value, UploadFile):
                await keep_upload(request, value)
        return {name: value for name, value in form.multi_items() if isinstance(value, str)}


async def read_json(request: Request) -> dict[str, Any]:
    import json

    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json":  # a foreign page may send other types without asking us
        raise HTTPException(415, "Send application/json.")
    try:
        content = json.loads(await request.body())
        json.dumps(content, ensure_ascii=False).encode()  # half a character (\ud800) can be kept nowhere
    except (ValueError, RecursionError) as error:
        raise UsageError("The body is not JSON.", hint=f"{error}"[:120]) from None
    if not isinstance(content, dict):
        raise UsageError("The body is not a JSON object.", hint='{"url": "https://…"}')
    return content


# --- what went wrong -------------------------------------------------------------------------------------


def status_of(error: AudioEditionError) -> int:
    if isinstance(error, StateError):
        return 503
    if isinstance(error, SourceError | ExtractionError | KeyReused):
        return 422
    if isinstance(error, PostConflict | KeyInUse | PassageConflict | NotRestorable | EditionChanged):
        return 409
    return 400 if isinstance(error, UsageError | VoiceError) else 500


def error_page(service: Service, request: Request, error: AudioEditionError) -> Response:
    kind = type(error).__name__
    return render(
        request,
        "error.html",
        status_code=status_of(error),
        csrf=csrf_word(request),
        kind=kind,
        message=str(error),
        hint=error.hint,
    )


async def on_http_error(request: Request, error: Exception) -> Response:
    """404, 405, 429…: in JSON below /api/, as a page elsewhere."""
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    if request.url.path.startswith("/api/") or host_of(request.headers.get("host", "")) == "":
        return JSONResponse({"error": error.detail, "hint": ""}, error.status_code, headers)
    answer = render(
        request,
        "error.html",
        status_code=error.status_code,
        csrf=csrf_word(request),
        kind=f"http_{error.status_code}",
        message="" if error.detail == HTTPStatus(error.status_code).phrase else error.detail,
        hint="",
    )
    answer.headers.update(headers)
    return answer


async def on_defect(request: Request, error: Exception) -> Response:
    """A defect of ours: nothing of it is shown, all of it is logged (the server does that)."""
    words = "Something went wrong in the service itself; its log says what."
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": words, "hint": ""}, 500)
    return plain(words, 500, asked=request.headers)
