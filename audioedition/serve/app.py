"""The application: its routes and what stands before them."""

from __future__ import annotations

import contextlib
import time
from collections.abc import AsyncIterator, Callable
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from audioedition.serve import api, media, pages, signing
from audioedition.serve.doors import api as json_door
from audioedition.serve.doors import on_defect, on_http_error, page
from audioedition.serve.events import job_events
from audioedition.serve.gate import Gate
from audioedition.serve.service import Service, session_key
from audioedition.serve.settings import Settings, allowed_hosts
from audioedition.serve.statics import static_file
from audioedition.serve.supervisor import Supervisor

SESSION_S = 14 * 86_400


def create_app(settings: Settings, *, supervise: bool = True) -> Starlette:
    """The ASGI application. ``supervise=False`` starts no workers (tests, a front without a hand)."""
    service = Service(settings)

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        supervisor = Supervisor(settings) if supervise and settings.workers else None
        if supervisor is not None:
            supervisor.start()
        try:
            yield
        finally:
            if supervisor is not None:
                supervisor.stop()
            service.close()

    app = Starlette(
        routes=routes(),
        lifespan=lifespan,
        exception_handlers={HTTPException: on_http_error, Exception: on_defect},
        middleware=[
            Middleware(Measure, service=service),
            Middleware(
                Gate,
                hosts=allowed_hosts(settings),
                max_upload_bytes=settings.max_upload_bytes,
                upload_s=settings.upload_s,
            ),
            Middleware(
                SessionMiddleware,
                secret_key=session_key(service.database),
                session_cookie="audioedition",
                max_age=SESSION_S,
                same_site="lax",
                https_only=settings.base_url.startswith("https://"),
            ),
        ],
    )
    app.state.service = service
    return app


def routes() -> list[BaseRoute]:
    return [*page_routes(), *api_routes(), *public_routes()]


def page_routes() -> list[BaseRoute]:
    """The newsroom's."""
    return [
        _get("/", page(pages.home)),
        _post("/drafts", page(pages.make_draft)),
        _get("/drafts/{draft}", page(pages.show_draft)),
        _post("/drafts/{draft}", page(pages.change_draft)),
        _post("/drafts/{draft}/produce", page(pages.produce_draft)),
        _get("/drafts/{draft}/pieces/{piece:int}", page(pages.show_piece)),
        _post("/drafts/{draft}/pieces/{piece:int}", page(pages.change_piece)),
        _get("/drafts/{draft}/pieces/{piece:int}/{sentence:int}.wav", page(pages.hear_sentence)),
        _get("/jobs/{job}", page(pages.show_job)),
        _post("/jobs/{job}/cancel", page(pages.cancel_job)),
        _get("/editions", page(pages.list_editions)),
        _get("/editions/{name}", page(pages.show_edition)),
        _post("/editions/{name}/revise", page(pages.revise_edition)),
        _get("/editions/{name}/delete", page(pages.ask_delete)),
        _post("/editions/{name}/delete", page(pages.delete_edition)),
        _get("/reports", page(pages.list_reports)),
        _post("/reports/{report}", page(pages.settle_report)),
    ]


def api_routes() -> list[BaseRoute]:
    """For programs; described in openapi.json."""
    return [
        _get("/api/openapi.json", json_door(api.describe, public=True)),
        _get("/api/voices", json_door(api.list_voices)),
        _post("/api/drafts", json_door(api.make_draft)),
        _get("/api/drafts/{draft}", json_door(api.show_draft)),
        _delete("/api/drafts/{draft}", json_door(api.remove_draft)),
        _post("/api/drafts/{draft}/pieces/{piece:int}", json_door(api.change_piece)),
        _get("/api/editions", json_door(api.list_editions)),
        _post("/api/editions", json_door(api.make_edition)),
        _get("/api/editions/{name}", json_door(api.show_edition)),
        _delete("/api/editions/{name}", json_door(api.delete_edition)),
        _get("/api/jobs", json_door(api.list_jobs)),
        _get("/api/jobs/{job}", json_door(api.show_job)),
        _delete("/api/jobs/{job}", json_door(api.cancel_job)),
        _get("/api/jobs/{job}/events", job_events),
    ]


def public_routes() -> list[BaseRoute]:
    """Listeners', signing in, and what machines ask."""
    return [
        _get("/login", page(signing.ask_token, public=True)),
        _post("/login", page(signing.sign_in, public=True)),
        _post("/logout", page(signing.sign_out, public=True)),
        _get("/feed.xml", page(media.feed, public=True)),
        _get("/e/feed.xml", page(media.feed, public=True)),
        _get("/e/cover.png", page(media.cover, public=True)),
        _get("/oembed", page(media.oembed, public=True)),
        _get("/e/{name}/signaler", page(media.ask_report, public=True)),
        _post("/e/{name}/signaler", page(media.take_report, public=True)),
        Route("/e/{name}/{path:path}", media.preflight, methods=["OPTIONS"]),
        _get("/e/{name}", media.edition_folder),
        _get("/e/{name}/{path:path}", media.edition_file),
        _get("/static/{name}", static_file),
        _get("/healthz", media.health),
        _get("/metrics", json_door(lambda service, request, body: _metrics(service))),
    ]


def _metrics(service: Service) -> Response:
    return Response(service.metrics.text(), media_type="text/plain; version=0.0.4")


def _get(path: str, endpoint: Callable[[Request], Any]) -> Route:
    return Route(path, endpoint, methods=["GET"])


def _post(path: str, endpoint: Callable[[Request], Any]) -> Route:
    return Route(path, endpoint, methods=["POST"])


def _delete(path: str, endpoint: Callable[[Request], Any]) -> Route:
    return Route(path, endpoint, methods=["DELETE"])


class Measure:
    """Counts answers and their time, by route and not by address: a scanner must not fill the memory."""

    def __init__(self, app: ASGIApp, *, service: Service) -> None:
        self.app = app
        self.metrics = service.metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started_s, status = time.perf_counter(), 500

        async def counting_send(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, counting_send)
        finally:
            route = getattr(scope.get("route"), "path", "none")
            self.metrics.requests.labels(route, str(status)).inc()
            self.metrics.seconds.labels(route).observe(time.perf_counter() - started_s)
