"""For listeners: the podcast feeds and their covers; the private ones, whose address holds a token."""

from __future__ import annotations

import hashlib

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from audioedition.publish.feed.feed_model import FeedSettings
from audioedition.serve.auth import Form
from audioedition.serve.files import file_response
from audioedition.serve.render import missing
from audioedition.serve.service import Service
from audioedition.serve.who import client_of, hold_back

PRIVATE = "p/"
"""Below the public address: /p/TOKEN/feed.xml, /p/TOKEN/FOLDER/…"""
UNSEEN = {
    "x-robots-tag": "noindex, nofollow, noarchive",
    "referrer-policy": "no-referrer",
    "cache-control": "private, no-cache",
}
"""The address itself is the key: it is told to nobody, and kept by nobody in between."""


def feed(service: Service, request: Request, form: Form) -> Response:
    """Written again when the shelf changed, or when the hour of an edition has come."""
    name = request.url.path.rpartition("/")[2]
    path = service.feeds.public_file(name)
    if path is None:
        raise missing()
    answer = file_response(str(path), name)
    if hub := service.feeds.hub_of(name):  # WebSub, 4: where followers look first
        own = f"{service.settings.base_url}e/{name}"
        answer.headers["link"] = f'<{hub}>; rel="hub", <{own}>; rel="self"'
    return answer


def cover(service: Service, request: Request, form: Form) -> Response:
    """Of a feed; a private feed's as well: it holds the feed's title and nothing else."""
    name = request.url.path.rpartition("/")[2]
    known = {f"{f.cover_stem}{ending}" for f in service.feeds.settings() for ending in (".png", ".jpg")}
    path = service.settings.output / name
    if name not in known or not path.is_file():
        raise missing()
    return file_response(str(path), name)


def private_feed(service: Service, request: Request, form: Form) -> Response:
    """A private feed, its enclosures at addresses of the same token."""
    feed, token = opened(service, request), request.path_params["token"]
    name = request.url.path.rpartition("/")[2]
    data = service.feeds.render_private(feed, name, base_url=f"{service.settings.base_url}{PRIVATE}{token}/")
    if data is None:
        raise missing()
    tag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    headers = {**UNSEEN, "etag": tag}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(data, media_type="application/rss+xml", headers=headers)


def private_file(service: Service, request: Request, form: Form) -> Response:
    """A file of an edition that stands in the token's feed."""
    feed = opened(service, request)
    name, path = request.path_params["name"], request.path_params["path"] or "index.html"
    found = service.library.file(name, path)
    if found is None or not service.feeds.opens(feed, name):
        raise missing()
    answer = file_response(str(found), path.rpartition("/")[2])
    answer.headers.update(UNSEEN)
    return answer


def opened(service: Service, request: Request) -> FeedSettings:
    """The feed that the address's token opens. Raises HTTPException 404, and 429 for whoever tries many."""
    client = client_of(request)
    name = service.feed_tokens.check(request.path_params["token"])
    feed = service.feeds.private_feed(name) if name is not None else None
    if feed is None:
        hold_back(service.feed_guesses.wait_s(client))
        service.feed_guesses.count(client)
        raise HTTPException(404, headers=dict(UNSEEN))
    return feed
