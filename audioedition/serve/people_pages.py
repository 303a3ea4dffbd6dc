"""The pages of people: who works here in which role, one's own password, and who changed what and when."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import datetime, timezone
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from audioedition.errors import UsageError
from audioedition.serve.audit import Deed
from audioedition.serve.auth import Form
from audioedition.serve.pages import go, show, whole_number
from audioedition.serve.people import LEAST_PASSWORD_CHARS, PERSON_ROLES, new_password
from audioedition.serve.render import language_of, missing
from audioedition.serve.service import Service
from audioedition.serve.texts import all_words
from audioedition.serve.who import actor_of
from audioedition.system.spreadsheet import plain_cell

PER_PAGE = 100
MOST_ROWS_CSV = 20_000
MOST_QUERY_CHARS = 200


def list_people(service: Service, request: Request, form: Form) -> Response:
    return show(
        service,
        request,
        "people.html",
        people=service.people.list(),
        roles=PERSON_ROLES,
        tokens=service.tokens.list(),
        least=LEAST_PASSWORD_CHARS,
        moment=moment,
    )


def add_person(service: Service, request: Request, form: Form) -> Response:
    """With a password of our making, shown once: whoever signs in changes it."""
    password = new_password()
    person = service.people.add(form.get("name", ""), role=form.get("role", ""), password=password)
    request.state.subject = person.name
    return _shown_once(service, request, name=person.name, password=password)


def change_person(service: Service, request: Request, form: Form) -> Response:
    person = next((p for p in service.people.list() if p.id == request.path_params["person"]), None)
    if person is None:
        raise missing()
    request.state.subject = person.name
    if form.get("act") == "remove":
        service.people.remove(person.name)
        return go("/people", request, "person_removed")
    if form.get("act") == "password":
        password = new_password()
        service.people.set_password(person.name, password)
        return _shown_once(service, request, name=person.name, password=password)
    service.people.set_role(person.name, form.get("role", ""))
    return go("/people", request, "person_changed")


def _shown_once(service: Service, request: Request, *, name: str, password: str) -> Response:
    """In the answer itself, never in the cookie or an address: it stands in no history."""
    return show(service, request, "password.html", name=name, password=password)


def show_account(service: Service, request: Request, form: Form) -> Response:
    return show(service, request, "account.html", least=LEAST_PASSWORD_CHARS)


def change_password(service: Service, request: Request, form: Form) -> Response:
    """Whoever knows the old one may choose another; all sessions end."""
    actor = actor_of(request)
    if actor.kind != "person":
        raise missing()
    request.state.subject = actor.name
    if service.people.check(actor.name, form.get("old", "")) is None:
        raise UsageError("The password that stands now is another one.", hint="Type it once more.")
    if form.get("new") != form.get("repeated"):
        raise UsageError("The new password was not typed twice in the same way.", hint="Type it once more.")
    service.people.set_password(actor.name, form.get("new", ""))
    request.session.clear()
    return RedirectResponse("/login", 303)


def list_deeds(service: Service, request: Request, form: Form) -> Response:
    query = request.query_params.get("q", "")[:MOST_QUERY_CHARS]
    number = max(1, whole_number(request.query_params.get("page", "1"), otherwise=1))
    total = service.audit.count(query=query)
    return show(
        service,
        request,
        "audit.html",
        query=query,
        deeds=service.audit.list(query=query, skip=(number - 1) * PER_PAGE, limit=PER_PAGE),
        total=total,
        page=number,
        last=max(1, -(-total // PER_PAGE)),
        turn=lambda to: f"/audit?q={quote(query)}&page={to}",
        told=lambda deed: told(deed, all_words()[language_of(request)]),
        moment=moment,
    )


def deeds_csv(service: Service, request: Request, form: Form) -> Response:
    """The newest, for a spreadsheet: a cell that would be taken for a formula is made a text."""
    words = all_words()[language_of(request)]
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow([words[f"audit_{column}"] for column in ("at", "who", "what", "subject")])
    for deed in service.audit.list(limit=MOST_ROWS_CSV):
        rows.writerow(
            [moment(deed.at), *(plain_cell(text) for text in (deed.who, told(deed, words), deed.subject))]
        )
    headers = {"content-disposition": 'attachment; filename="audit.csv"', "cache-control": "no-store"}
    return Response("\ufeff" + out.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


def told(deed: Deed, words: Mapping[str, str]) -> str:
    """The act in words, with the choice where a form had several."""
    act, choice = words.get(f"audit_{deed.act}", deed.act), words.get(f"audit_choice_{deed.choice}")
    return f"{act} ({choice})" if choice else act


def moment(at: float | None) -> str:
    """Seconds since the epoch → « 2026-11-30 18:05 UTC »; empty for never."""
    return "" if at is None else datetime.fromtimestamp(at, timezone.utc).strftime("%Y-%m-%d %H:%M UTC")
