"""The API for a CMS: posts by external id or address. Its contract is docs/cms.md."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from audioedition.errors import UsageError
from audioedition.publish.folder.facts import edition_id
from audioedition.publish.folder.withdrawn import Reason, Withdrawn
from audioedition.serve.events import job_json
from audioedition.serve.files import CORS
from audioedition.serve.idempotency import check_key
from audioedition.serve.jobs import Job
from audioedition.serve.lookup import edition_json, edition_of_name, shown_of_name
from audioedition.serve.post_request import PostRequest, read_name
from audioedition.serve.posts import Name, Post
from audioedition.serve.render import missing
from audioedition.serve.service import Service
from audioedition.serve.status import status_link, status_of_name
from audioedition.serve.submit import check_options
from audioedition.serve.taken_back import bring_back, take_back
from audioedition.serve.who import may_hear, owner_of
from audioedition.serve.work import source_of, words_in

Body = dict[str, Any]
LOOKUP_HEADERS = {**CORS, "cache-control": "public, max-age=300"}
"""A page asks once in five minutes, however many readers a cache before us serves."""


def answer_once(service: Service, request: Request, body: Body, act: Any) -> Body:
    """What ``act()`` answers; with an Idempotency-Key, what it answered the first time."""
    key = request.headers.get("idempotency-key")
    if key is None:
        return act()  # type: ignore[no-any-return]  # act: () -> Body
    return service.answered.answer(check_key(key), owner=owner_of(request), request=body, act=act)


def order_post(
    service: Service, asked: PostRequest, *, owner: str, options: dict[str, Any], force: bool
) -> Body:
    """Queue the newest text of a post; the job as the API shows it, with the address of the post's status."""
    checked = check_options({"voice": service.settings.voice, **options})
    stands = edition_of_name(service, asked.name)
    # a page that is fetched says itself what it is called for good (its canonical address)
    identity = stands.identity if stands else None if "url" in asked.source else asked.name.address
    source_of(asked.source)
    post = service.posts.enter(asked.name, owner=owner, callback=asked.callback, identity=identity)
    wanted = {
        **asked.source,
        "address": post.address,
        "identity": post.identity,
        "facts": asked.facts,
        "wishes": checked,
        "force": force,
    }
    job = service.jobs.submit(wanted, title=words_in(wanted), post=post.id)
    return post_job_json(job, asked.name)


def post_job_json(job: Job, name: Name) -> Body:
    return {**job_json(job), "status": status_link(name)}


def show_status(service: Service, request: Request, body: Body) -> Response:
    status = status_of_name(service, name_in(request))
    if status is None:
        raise missing()
    return JSONResponse(status.content, headers={"cache-control": "no-store"})


def look_up(service: Service, request: Request, body: Body) -> Response:
    """For pages, without a token: the edition that can be heard now, or none."""
    entry = shown_of_name(service, name_in(request))
    if entry is not None and not may_hear(service, request, entry.name):
        entry = None
    content = {"edition": None if entry is None else edition_json(service, entry)}
    return JSONResponse(content, headers=LOOKUP_HEADERS)


def withdraw_by_name(service: Service, request: Request, body: Body) -> Response:
    """By ``external_id`` or ``url``. 204, also where it was withdrawn before; 404 where nothing is known by it."""
    name = name_in(request)
    request.state.subject = name.external_id or name.address or ""
    post = service.posts.find(name)
    if post is not None:
        withdraw_post(service, post)
        return Response(status_code=204)
    entry = service.library.by_address(name.key) if name.key is not None else None
    if entry is None:
        raise missing()
    withdraw(service, edition_id_=entry.id, identity=entry.identity, reason="deleted")
    return Response(status_code=204)


def withdraw_post(service: Service, post: Post) -> None:
    if post.withdrawn_at is None:
        service.posts.withdraw(post.id)
    if post.identity is not None:
        withdraw(service, edition_id_=edition_id(post.identity), identity=post.identity, reason="deleted")


def withdraw(service: Service, *, edition_id_: str, identity: str, reason: Reason) -> None:
    """The edition, and every post that leads to it."""
    take_back(
        service.settings.output, service.posts, edition_id=edition_id_, identity=identity, reason=reason
    )
    look_again(service)


def restore(service: Service, withdrawn: Withdrawn) -> str:
    """The name of the folder that stands again. Raises NotRestorable, PublishError."""
    folder = bring_back(service.settings.output, service.posts, withdrawn)
    look_again(service)
    return folder.name


def look_again(service: Service) -> None:
    """The shelf has changed: what lists it is made anew."""
    service.library.forget()
    service.feeds.forget()  # they may hold what the shelf was never seen to hold: made and taken back at once


def show_webhooks(service: Service, request: Request, body: Body) -> Response:
    """The secret that this token's callbacks are signed with."""
    secret = service.webhook_secret(owner_of(request))
    return JSONResponse({"secret": secret}, headers={"cache-control": "no-store"})


def list_pronunciations(service: Service, request: Request, body: Body) -> Response:
    rows = [{"word": word, "say": said} for word, said in service.pronunciations.entries()]
    return JSONResponse({"pronunciations": rows})


def add_pronunciation(service: Service, request: Request, body: Body) -> Response:
    unknown = set(body) - {"word", "say"}
    word, said = body.get("word"), body.get("say")
    if unknown or not isinstance(word, str) or not isinstance(said, str):
        raise UsageError(
            "A pronunciation needs the word and how it is said.", hint='{"word": "…", "say": "…"}'
        )
    service.pronunciations.add(word, said)
    request.state.subject = word
    return JSONResponse({"word": word, "say": said}, 201)


def name_in(request: Request) -> Name:
    """From the query: ``external_id``, ``url`` or both. Raises UsageError."""
    query = request.query_params
    return read_name({field: query[field] for field in ("external_id", "url") if field in query})
