"""Whom a request comes from: a person's session, a program's token, or anyone where nothing is asked for."""

from __future__ import annotations

import math

from starlette.exceptions import HTTPException
from starlette.requests import Request

from audioedition.serve.people import Colleague
from audioedition.serve.rights import ANYONE, Actor
from audioedition.serve.service import Service
from audioedition.serve.tokens import TOKEN
from audioedition.system.folding import fold


def service_of(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


def client_of(request: Request) -> str:
    return request.client.host if request.client else "unknown"


def actor_of(request: Request) -> Actor:
    """Of a request that an endpoint has let in."""
    actor: Actor = request.state.actor
    return actor


def session_actor(service: Service, request: Request) -> Actor | None:
    """Who is signed in to the web page; ``None`` = nobody, on a service that asks."""
    person_id, stamp = request.session.get("person"), request.session.get("stamp")
    if isinstance(person_id, str) and isinstance(stamp, str):
        person = service.people.known(person_id, stamp=stamp)
        if person is not None:
            return person_actor(person)
    token_id = request.session.get("token")
    if isinstance(token_id, str):
        name = service.tokens.name_of(token_id)
        if name is not None:
            return Actor(kind="token", id=token_id, name=name)
    return None if service.protected() else ANYONE


def person_actor(person: Colleague) -> Actor:
    return Actor(kind="person", id=person.id, name=person.name, role=person.role)


def demand_actor(service: Service, request: Request) -> Actor:
    """By token or session. Raises HTTPException 401 or 429."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        id_ = check_token(service, request, token.strip())
        if id_ is not None:
            return Actor(kind="token", id=id_, name=service.tokens.name_of(id_) or "")
        if service.protected():
            raise HTTPException(401, "The token is not valid.", {"www-authenticate": "Bearer"})
        return ANYONE
    actor = session_actor(service, request)
    if actor is None:
        raise HTTPException(401, "This needs a token.", {"www-authenticate": "Bearer"})
    return actor


def may_hear(service: Service, request: Request, folder: str) -> bool:
    """Whether this edition is for everybody, or the newsroom itself asks: a private feed may keep it to itself, and
    before its hour nobody else knows that it is there."""
    if not service.feeds.reserved(folder) and not service.library.waits(folder):
        return True
    try:
        demand_actor(service, request)
    except HTTPException:
        return False
    return True


def owner_of(request: Request) -> str:
    """The id of the token that this request came with; empty for a person, and where none is asked for."""
    service = service_of(request)
    _, _, token = request.headers.get("authorization", "").partition(" ")
    match = TOKEN.fullmatch(token.strip())
    id_ = match[1] if match else request.session.get("token")
    return id_ if isinstance(id_, str) and service.tokens.known(id_) else ""


def check_token(service: Service, request: Request, token: str) -> str | None:
    """The token's id, or ``None``. Whoever guessed too often waits before the next guess; a right token is let in all
    the same, for behind one address there may be a whole newsroom, and 256 random bits are not found by trying."""
    found = service.tokens.check(token)
    if found is None:
        count_guess(service, request)
    return found


def check_password(service: Service, request: Request, *, name: str, password: str) -> Colleague | None:
    """The person, or ``None``. Unlike a token a password may be found by trying: whoever guessed too often waits, right
    or wrong, and so does whoever tries one name from many addresses."""
    hold_back(max(service.guesses.wait_s(client_of(request)), service.names_guessed.wait_s(fold(name))))
    found = service.people.check(name, password)
    if found is None:
        service.names_guessed.count(fold(name))
        count_guess(service, request)
    return found


def count_guess(service: Service, request: Request) -> None:
    client = client_of(request)
    hold_back(service.guesses.wait_s(client))
    service.guesses.count(client)
    service.metrics.wrong_tokens.inc()


def hold_back(wait_s: float) -> None:
    if wait_s > 0:
        raise HTTPException(429, "Too many requests: wait a little.", {"retry-after": str(math.ceil(wait_s))})
