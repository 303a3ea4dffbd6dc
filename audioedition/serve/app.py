"""The application: its routes and what stands before them."""

from __future__ import annotations

import contextlib
import time
from collections.abc import AsyncIterator

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.responses import Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from audioedition.serve import (
    api,
    cms,
    draft_pages,
    edition_pages,
    feed_api,
    feed_pages,
    lexicon_pages,
    listening_pages,
    media,
    pages,
    people_pages,
    review_pages,
    signing,
    webhook_pages,
)
from audioedition.serve.auth import api as json_door
from audioedition.serve.auth import on_defect, on_http_error, page
from audioedition.serve.downloads import Downloads
from audioedition.serve.events import job_events
from audioedition.serve.middleware import Gate
from audioedition.serve.routing import at
from audioedition.serve.service import Service, session_key
from audioedition.serve.settings import ServiceSettings, allowed_hosts
from audioedition.serve.shelf.room import ReadingRoom
from audioedition.serve.shelf.shelf_routes import reader_routes, shelf_routes
from audioedition.serve.static_files import static_file

SESSION_S = 14 * 86_400


def create_app(settings: ServiceSettings) -> Starlette:
    """The ASGI application. The workers are ``run.py``'s to start."""
    service = Service(settings)
    shelf = ReadingRoom(service)

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        try:
            yield
        finally:
            shelf.close()
            service.close()

    app = Starlette(
        routes=routes(),
        lifespan=lifespan,
        exception_handlers={HTTPException: on_http_error, Exception: on_defect},
        middleware=[
            Middleware(Measure, service=service),
            Middleware(Downloads, service=service),
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
    app.state.shelf = shelf
    return app


def routes() -> list[BaseRoute]:
    return [*page_routes(), *api_routes(), *reader_routes(), *shelf_routes(), *public_routes()]


def page_routes() -> list[BaseRoute]:
    """The newsroom's."""
    return [
        at("/", get=page(pages.home)),
        at("/drafts", get=page(draft_pages.list_drafts), post=page(draft_pages.make_draft, files=1)),
        at("/drafts/{draft}", get=page(draft_pages.show_draft), post=page(draft_pages.change_draft)),
        at(
            "/drafts/{draft}/all",
            get=page(draft_pages.show_all_words),
            post=page(draft_pages.change_all_words),
        ),
        at("/drafts/{draft}/produce", post=page(draft_pages.produce_draft)),
        at("/drafts/{draft}/remove", post=page(draft_pages.remove_draft)),
        at(
            "/drafts/{draft}/pieces/{piece:int}",
            get=page(draft_pages.show_piece),
            post=page(draft_pages.change_piece),
        ),
        at("/drafts/{draft}/pieces/{piece:int}/{sentence:int}.wav", get=page(draft_pages.hear_sentence)),
        at("/jobs/{job}", get=page(pages.show_job)),
        at("/jobs/{job}/cancel", post=page(pages.cancel_job)),
        at("/jobs/{job}/again", post=page(pages.make_again)),
        at("/editions", get=page(edition_pages.list_editions)),
        at("/editions/{name}", get=page(edition_pages.show_edition), post=page(edition_pages.change_facts)),
        at("/editions/{name}/now", post=page(edition_pages.publish_now, right="publish")),
        at("/editions/{name}/revise", post=page(edition_pages.revise_edition)),
        at(
            "/editions/{name}/delete",
            get=page(edition_pages.ask_delete, right="publish"),
            post=page(edition_pages.delete_edition, right="publish"),
        ),
        at("/editions/{name}/restore", post=page(edition_pages.restore_or_forget, right="publish")),
        at("/listening", get=page(listening_pages.show_listening)),
        at("/listening.csv", get=page(listening_pages.listening_csv)),
        at("/webhooks", get=page(webhook_pages.list_deliveries)),
        at("/webhooks/{delivery}", post=page(webhook_pages.send_again)),
        at("/review", get=page(review_pages.show_queue), post=page(review_pages.settle_several)),
        at("/review/{held}", post=page(review_pages.settle_held, right="publish")),
        at("/waiting/{waiting}", post=page(review_pages.publish_waiting, right="publish")),
        at("/reports", get=page(pages.list_reports)),
        at("/reports/{report}", post=page(pages.settle_report)),
        at("/lexicon", get=page(lexicon_pages.list_entries), post=page(lexicon_pages.change_entry)),
        at("/lexicon/hear.wav", get=page(lexicon_pages.hear_word)),
        at("/lexicon.toml", get=page(lexicon_pages.give_out)),
        at("/account", get=page(people_pages.show_account), post=page(people_pages.change_password)),
        at(
            "/people",
            get=page(people_pages.list_people, right="manage"),
            post=page(people_pages.add_person, right="manage"),
        ),
        at("/people/{person}", post=page(people_pages.change_person, right="manage")),
        at("/audit", get=page(people_pages.list_deeds, right="publish")),
        at("/audit.csv", get=page(people_pages.deeds_csv, right="publish")),
    ]


def api_routes() -> list[BaseRoute]:
    """For programs; described in openapi.json."""
    return [
        at("/api/openapi.json", get=json_door(api.describe, public=True)),
        at("/api/voices", get=json_door(api.list_voices)),
        at("/api/drafts", post=json_door(api.make_draft)),
        at("/api/drafts/{draft}", get=json_door(api.show_draft), delete=json_door(api.remove_draft)),
        at("/api/drafts/{draft}/pieces/{piece:int}", post=json_door(api.change_piece)),
        at(
            "/api/editions",
            get=json_door(api.list_editions),
            post=json_door(api.make_edition),
            delete=json_door(cms.withdraw_by_name, right="publish"),
        ),
        at("/api/status", get=json_door(cms.show_status)),
        at("/api/lookup", get=json_door(cms.look_up, public=True)),
        at("/api/feeds", get=json_door(feed_api.list_feeds)),
        at("/api/feeds/{feed}/listeners", post=json_door(feed_api.give_feed, right="publish")),
        at("/api/feeds/{feed}/listeners/{name}", delete=json_door(feed_api.take_feed_back, right="publish")),
        at("/api/stats", get=json_door(listening_pages.stats)),
        at("/api/webhooks", get=json_door(cms.show_webhooks, right="manage")),
        at(
            "/api/pronunciations",
            get=json_door(cms.list_pronunciations),
            post=json_door(cms.add_pronunciation),
        ),
        at(
            "/api/editions/{name}",
            get=json_door(api.show_edition),
            post=json_door(api.change_facts),
            delete=json_door(api.delete_edition, right="publish"),
        ),
        at("/api/editions/{name}/restore", post=json_door(api.restore_edition, right="publish")),
        at("/api/jobs", get=json_door(api.list_jobs)),
        at("/api/jobs/{job}", get=json_door(api.show_job), delete=json_door(api.cancel_job)),
        at("/api/jobs/{job}/events", get=job_events),
    ]


def public_routes() -> list[BaseRoute]:
    """Listeners', signing in, and what machines ask."""
    feed, cover = page(feed_pages.feed, public=True), page(feed_pages.cover, public=True)
    private = page(feed_pages.private_feed, public=True)
    return [
        at("/login", get=page(signing.ask_token, public=True), post=page(signing.sign_in, public=True)),
        at("/logout", post=page(signing.sign_out, public=True)),
        at("/feed.xml", get=feed),
        at("/e/feed.xml", get=feed),
        at("/feed-{rest}.xml", get=feed),
        at("/e/feed-{rest}.xml", get=feed),
        at("/e/cover.{ending}", get=cover),
        at("/e/cover-{rest}.{ending}", get=cover),
        at("/p/{token}/feed.xml", get=private),
        at("/p/{token}/feed-archive-{number:int}.xml", get=private),
        at("/p/{token}/{name}/{path:path}", get=page(feed_pages.private_file, public=True)),
        at("/oembed", get=page(media.oembed, public=True)),
        at(
            "/e/{name}/signaler",
            get=page(media.ask_report, public=True),
            post=page(media.take_report, public=True),
        ),
        at("/e/{name}", get=media.edition_folder),
        at("/e/{name}/{path:path}", get=media.edition_file, options=media.preflight),
        at("/beacon", post=listening_pages.take_beacon),
        at("/audio-edition.js", get=media.site_script),
        at("/static/{name}", get=static_file),
        at("/healthz", get=media.health),
        at("/metrics", get=json_door(lambda service, request, body: _metrics(service))),
    ]


def _metrics(service: Service) -> Response:
    return Response(service.metrics.text(), media_type="text/plain; version=0.0.4")


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
