"""The API for feeds: which there are, and to whom the private ones are given."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from audioedition.errors import UsageError
from audioedition.publish.feed.feed_model import FeedSettings
from audioedition.serve.feed_pages import PRIVATE
from audioedition.serve.feed_tokens import FeedReader
from audioedition.serve.render import missing
from audioedition.serve.service import Service
from audioedition.serve.status import iso_moment

Body = dict[str, Any]


def list_feeds(service: Service, request: Request, body: Body) -> Response:
    """The address of a private feed is its listeners' own, and not kept: it is not told here."""
    readers = service.feed_tokens.list()
    rows = [feed_json(service, feed, readers) for feed in service.feeds.settings()]
    return JSONResponse({"feeds": rows}, headers={"cache-control": "no-store"})


def give_feed(service: Service, request: Request, body: Body) -> Response:
    """The address for one more listener, told once."""
    feed = _private(service, request)
    name = body.get("name")
    if set(body) != {"name"} or not isinstance(name, str):
        raise UsageError("A listener needs a name.", hint='{"name": "…"}')
    token = service.feed_tokens.new(feed.name, name)
    address = f"{service.settings.base_url}{PRIVATE}{token}/feed.xml"
    return JSONResponse({"name": name.strip(), "address": address}, 201, {"cache-control": "no-store"})


def take_feed_back(service: Service, request: Request, body: Body) -> Response:
    """At once."""
    known = {(reader.feed, reader.name) for reader in service.feed_tokens.list()}
    feed, name = request.path_params["feed"], request.path_params["name"]
    if (feed, name) not in known:
        raise missing()
    service.feed_tokens.revoke(feed, name)
    return Response(status_code=204)


def feed_json(service: Service, feed: FeedSettings, readers: tuple[FeedReader, ...]) -> Body:
    return {
        "name": feed.name,
        "title": feed.title,
        "private": feed.private,
        "reserved": feed.reserved,
        "address": None if feed.private else f"{service.settings.base_url}e/{feed.file_name}",
        "listeners": [
            {
                "name": reader.name,
                "created_at": iso_moment(reader.created_at),
                "used_at": None if reader.used_at is None else iso_moment(reader.used_at),
            }
            for reader in readers
            if reader.feed == feed.name
        ],
    }


def _private(service: Service, request: Request) -> FeedSettings:
    feed = service.feeds.private_feed(request.path_params["feed"])
    if feed is None:
        raise missing()
    return feed
