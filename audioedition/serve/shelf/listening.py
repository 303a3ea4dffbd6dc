"""What a reader's player, podcast app and book reader ask for: the feed, the files, how far it was heard."""

from __future__ import annotations

import hashlib
import os
import tempfile
import uuid
from datetime import datetime, timezone
from typing import Any

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response

from audioedition.errors import UsageError
from audioedition.publish.books.packages import zip_daisy
from audioedition.publish.feed.cover_file import provide_image
from audioedition.publish.feed.feed_model import FeedSettings
from audioedition.publish.feed.feed_xml import CHAPTERS, TRANSCRIPTS, FeedItem, render_feed
from audioedition.publish.folder.shelf import audio_problem
from audioedition.serve.auth import Form
from audioedition.serve.files import file_response
from audioedition.serve.render import missing
from audioedition.serve.shelf.door import UNSEEN, open_with
from audioedition.serve.shelf.items import ShelfItem
from audioedition.serve.shelf.readers import ShelfReader
from audioedition.serve.shelf.room import HOME, ReadingRoom
from audioedition.serve.shelf.shelf_pages import item_of
from audioedition.serve.texts import all_words

DAISY_ZIP = "daisy.zip"
GUIDS = uuid.UUID("6f2f7c0c-5f0b-5a52-9a35-0c1f0d7f5a11")
"""Of readers' feeds: a new key is a new address of the same feed."""
FEED_FILES = frozenset({*(name for name, _ in TRANSCRIPTS), CHAPTERS[0]})


def feed(room: ReadingRoom, request: Request, form: Form) -> Response:
    """The reader's private podcast feed: what was added last comes first. Valid and empty where nothing is ready."""
    token = request.path_params["token"]
    reader = open_with(room, request, token, powers=("listen",))
    base = room.service.settings.base_url
    words = all_words()["fr"]  # as the articles are
    mine = FeedSettings(
        title=words["fil_feed_title"].format(reader.name),
        description=words["fil_feed_text"],
        link=f"{base}{HOME[1:]}",
        guid=str(uuid.uuid5(GUIDS, reader.id)),
        private=True,
    )
    own = room.service.feeds.settings()[0]
    image = provide_image(room.output, own, base_url=f"{base}e/", beside=room.output)
    data = render_feed(
        feed_items(room, reader), base_url=f"{base}{HOME[1:]}/{token}/", settings=mine, image_url=image
    )
    tag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    headers = {**UNSEEN, "cache-control": "private, no-cache", "etag": tag}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(data, media_type="application/rss+xml", headers=headers)


def feed_items(room: ReadingRoom, reader: ShelfReader) -> list[FeedItem]:
    """Each edition once, though two addresses may have led to it."""
    found: dict[tuple[str | None, bool], FeedItem] = {}
    for place in room.places(reader.id):
        item = place.item
        stored = room.facts(item) if place.standing == "ready" else None
        if stored is None or audio_problem(stored) is not None:
            continue
        found[item.folder, item.public] = FeedItem(
            edition=stored.edition,
            folder=item.id,
            size_bytes=stored.edition.audio.size_bytes,
            files=stored.files - {"index.html"},
            listed_at=datetime.fromtimestamp(int(item.added_at), timezone.utc),
        )
    return list(found.values())


def file_of_feed(room: ReadingRoom, request: Request, form: Form) -> Response:
    """What the feed names, by the key in its address."""
    reader = open_with(room, request, request.path_params["token"], powers=("listen",))
    request.state.reader = reader
    item, path = item_of(room, request), request.path_params["path"]
    stored = room.facts(item)
    if stored is None or path not in FEED_FILES | {stored.edition.audio.path, stored.edition.artwork}:
        raise missing()
    if path == stored.edition.audio.path and request.method == "GET":
        room.items.fetch(item)
    return _sent(room, item, path)


def file_of_shelf(room: ReadingRoom, request: Request, form: Form) -> Response:
    """All that stands beside the sound, for the reader who is signed in. The edition's own page is the shelf's."""
    item, path = item_of(room, request), request.path_params["path"]
    if path == "index.html":
        return RedirectResponse(f"{HOME}/articles/{item.id}", 303)
    if path == DAISY_ZIP:
        return _daisy(room, item)
    return _sent(room, item, path)


def _sent(room: ReadingRoom, item: ShelfItem, path: str) -> Response:
    found = room.file(item, path)
    if found is None:
        raise missing()
    answer = file_response(str(found), path.rpartition("/")[2])
    for name in [name for name in answer.headers if name.startswith(("access-control-", "cross-origin-"))]:
        del answer.headers[name]  # no page of another site reads what is one reader's
    answer.headers.update({**UNSEEN, "cache-control": "private, no-cache"})
    return answer


def _daisy(room: ReadingRoom, item: ShelfItem) -> Response:
    """Packed when asked for: it would take as much room as the sound."""
    stored = room.facts(item)
    if stored is None or not (stored.folder / "daisy" / "ncc.html").is_file():
        raise missing()
    with tempfile.NamedTemporaryFile(prefix="audioedition-", suffix=".zip", delete=False) as stream:
        try:
            zip_daisy(stored.folder, stream)
        except BaseException:
            os.unlink(stream.name)
            raise
    return FileResponse(
        stream.name,
        media_type="application/zip",
        filename=f"{stored.edition.slug}-daisy.zip",
        headers={**UNSEEN},
        background=BackgroundTask(os.unlink, stream.name),
    )


def show_position(room: ReadingRoom, request: Request, body: dict[str, Any]) -> Response:
    return JSONResponse(position_json(item_of(room, request)))


def put_position(room: ReadingRoom, request: Request, body: dict[str, Any]) -> Response:
    """``position_ms``, ``at`` (ms since the epoch, by the clock of the player) and ``heard`` (to the end). The newest
    wins; the answer is what stands then."""
    item = item_of(room, request)
    unknown = set(body) - {"position_ms", "at", "heard"}
    position_ms, at_ms = _whole(body.get("position_ms")), _whole(body.get("at"))
    heard = body.get("heard", False)
    if unknown or not isinstance(heard, bool) or position_ms is None or at_ms is None:
        raise UsageError(
            "A position is a number of milliseconds.", hint='{"position_ms": 200000, "at": 1790000000000}'
        )
    longest = item.duration_ms or 86_400_000
    if room.place(item).standing == "ready":
        room.items.hear(item, position_ms=min(position_ms, longest), heard=heard, at=at_ms / 1000)
    return JSONResponse(position_json(item_of(room, request)))


def position_json(item: ShelfItem) -> dict[str, Any]:
    return {
        "position_ms": item.position_ms,
        "heard": item.heard,
        "at": None if item.position_at is None else round(item.position_at * 1000),
    }


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 53 else None


def manifest(room: ReadingRoom, request: Request, form: Form) -> Response:
    """An installed page stands in a phone's share sheet (https://w3c.github.io/web-share-target/). What is shared comes
    without a key, so that the person is asked once more."""
    content = {
        "name": "Mon fil – audioedition",
        "short_name": "Mon fil",
        "id": HOME,
        "start_url": HOME,
        "scope": "/",
        "display": "standalone",
        "lang": "fr",
        "background_color": "#ffffff",
        "theme_color": "#1b3a57",
        "icons": [{"src": "/static/shelf.svg", "sizes": "any", "type": "image/svg+xml", "purpose": "any"}],
        "share_target": {
            "action": "/add",
            "method": "GET",
            "params": {"title": "title", "text": "text", "url": "url"},
        },
    }
    return JSONResponse(
        content, media_type="application/manifest+json", headers={"cache-control": "max-age=3600"}
    )
