"""Who may come in, and how a view becomes an endpoint: sessions, tokens, CSRF, limits, errors in words."""

from __future__ import annotations

import hmac
import math
import secrets
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from audioedition.errors import AudioEditionError, ExtractionError, SourceError, UsageError, VoiceError
from audioedition.serve.drafts import PassageConflict
from audioedition.serve.idempotency import KeyInUse, KeyReused
from audioedition.serve.middleware import host_of, plain
from audioedition.serve.posts import PostConflict
from audioedition.serve.render import render
from audioedition.serve.service import Service
from audioedition.serve.tokens import TOKEN
from audioedition.system.sqlite import StateError

SAFE = ("GET", "HEAD")
Form = Mapping[str, str]
View = Callable[[Service, Request, Form], Response]
ApiView = Callable[[Service, Request, dict[str, Any]], Response]
Endpoint = Callable[[Request], Awaitable[Response]]


def service_of(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


def client_of(request: Request) -> str:
    return request.client.host if request.client else "unknown"


def page(view: View, *, public: bool = False) -> Endpoint:
    """A view of the web page, run in a thread. What changes something asks for the form's CSRF word."""

    async def endpoint(request: Request) -> Response:
        service = service_of(request)
        try:
            form: Form = {}
            if request.method not in SAFE:
                limiter = service.remarks if public else service.writes
                hold_back(limiter.wait_s(client_of(request)))
                limiter.count(client_of(request))
                form = await read_form(request)
                check_csrf(request, form)
            if not public and not await run_in_threadpool(signed_in, service, request):
                return to_login(request)
            return await run_in_threadpool(view, service, request, form)
        except AudioEditionError as error:
            return error_page(service, request, error)

    return endpoint


def api(view: ApiView, *, public: bool = False) -> Endpoint:
    """A view of the API: JSON in, JSON out. It takes a token, or the session of the web page."""

    async def endpoint(request: Request) -> Response:
        service = service_of(request)
        try:
            if request.method not in SAFE:
                check_origin(request)
                hold_back(service.writes.wait_s(client_of(request)))
                service.writes.count(client_of(request))
            if not public:
                await run_in_threadpool(demand_token, service, request)
            body = await read_json(request) if request.method == "POST" else {}
            return await run_in_threadpool(view, service, request, body)
        except AudioEditionError as error:
            return JSONResponse({"error": str(error), "hint": error.hint}, status_of(error))

    return endpoint


# --- who it is -------------------------------------------------------------------------------------------


def signed_in(service: Service, request: Request) -> bool:
    if not service.protected():
        return True
    token_id = request.session.get("token")
    return isinstance(token_id, str) and service.tokens.known(token_id)


def demand_token(service: Service, request: Request) -> None:
    """Raises HTTPException 401 or 429."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        if check_token(service, request, token.strip()) is None and service.protected():
            raise HTTPException(401, "The token is not valid.", {"www-authenticate": "Bearer"})
        return
    if not signed_in(service, request):
        raise HTTPException(401, "This needs a token.", {"www-authenticate": "Bearer"})


def may_hear(service: Service, request: Request, folder: str) -> bool:
    """Whether this edition is for everybody, or the newsroom itself asks: a private feed may keep it to itself."""
    if not service.feeds.reserved(folder):
        return True
    try:
        demand_token(service, request)
    except HTTPException:
        return False
    return True


def owner_of(request: Request) -> str:
    """The id of the token that this request came with; empty on a service that asks for none."""
    service = service_of(request)
    _, _, token = request.headers.get("authorization", "").partition(" ")
    match = TOKEN.fullmatch(token.strip())
    id_ = match[1] if match else request.session.get("token")
    return id_ if isinstance(id_, str) and service.tokens.known(id_) else ""


def check_token(service: Service, request: Request, token: str) -> str | None:
    """The token's id, or ``None``. Whoever guessed too often waits before the next guess; a right token is let in all
    the same, for behind one address there may be a whole newsroom, and 256 random bits are not found by trying."""
    client = client_of(request)
    found = service.tokens.check(token)
    if found is None:
        hold_back(service.guesses.wait_s(client))
        service.guesses.count(client)
        service.metrics.wrong_tokens.inc()
    return found


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


def hold_back(wait_s: float) -> None:
    if wait_s > 0:
        raise HTTPException(429, "Too many requests: wait a little.", {"retry-after": str(math.ceil(wait_s))})


# --- what it holds ---------------------------------------------------------------------------------------


async def read_form(request: Request) -> Form:
    """The fields of a urlencoded or multipart form; files are not taken."""
    async with request.form(max_files=0, max_fields=50, max_part_size=2 * 1024 * 1024) as form:
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
    if isinstance(error, PostConflict | KeyInUse | PassageConflict):
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
