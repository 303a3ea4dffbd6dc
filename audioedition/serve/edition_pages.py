"""The pages of finished editions: the shelf, one edition, what was taken back."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from audioedition.publish.folder.withdrawn import (
    Withdrawn,
    forget_files,
    kept_files,
    read_withdrawn,
    withdrawn_editions,
)
from audioedition.serve.auth import Form
from audioedition.serve.cms import restore, withdraw
from audioedition.serve.drafts import draft_edition
from audioedition.serve.library import NAME
from audioedition.serve.pages import go, show, whole_number
from audioedition.serve.render import language_of, missing
from audioedition.serve.service import Service
from audioedition.serve.who import actor_of

PER_PAGE = 50


def list_editions(service: Service, request: Request, form: Form) -> Response:
    query = request.query_params.get("q", "")[:200]
    number = max(1, whole_number(request.query_params.get("page", "1"), otherwise=1))
    found = service.library.search(query)
    shown = found[(number - 1) * PER_PAGE : number * PER_PAGE]
    return show(
        service,
        request,
        "editions.html",
        query=query,
        entries=shown,
        total=len(found),
        withdrawn=()
        if query or number > 1
        else tuple(withdrawn_editions(service.settings.output))[:PER_PAGE],
        page=number,
        last=max(1, -(-len(found) // PER_PAGE)),
        turn=lambda to: f"/editions?q={quote(query)}&page={to}",
    )


def show_edition(service: Service, request: Request, form: Form) -> Response:
    found = service.library.find(request.path_params["name"])
    if found is None:
        return show_withdrawn(service, request)
    size = f"{found.edition.audio.size_bytes / 1e6:.1f}"
    megabytes = size.replace(".", ",") if language_of(request) == "fr" else size
    return show(
        service,
        request,
        "edition.html",
        name=found.folder.name,
        edition=found.edition,
        megabytes=megabytes,
    )


def revise_edition(service: Service, request: Request, form: Form) -> Response:
    found = service.library.find(request.path_params["name"])
    if found is None:
        raise missing()
    request.state.subject = found.edition.title
    id_ = service.drafts.add(draft_edition(found.edition), owner=actor_of(request))
    return go(f"/drafts/{id_}", request)


def ask_delete(service: Service, request: Request, form: Form) -> Response:
    found = service.library.find(request.path_params["name"])
    if found is None:
        raise missing()
    return show(service, request, "delete.html", name=found.folder.name, edition=found.edition)


def delete_edition(service: Service, request: Request, form: Form) -> Response:
    found = service.library.find(request.path_params["name"])
    if found is None:
        raise missing()
    request.state.subject = found.edition.title
    withdraw(service, edition_id_=found.edition.id, identity=found.edition.identity, reason="deleted")
    return go(f"/editions/{found.folder.name}", request, "deleted")


def show_withdrawn(service: Service, request: Request) -> Response:
    """One that was taken back, and how that is undone."""
    withdrawn = find_withdrawn(service, request)
    kept = kept_files(service.settings.output, withdrawn.name).is_dir()
    return show(
        service,
        request,
        "withdrawn.html",
        withdrawn=withdrawn,
        kept=kept,
        decides=actor_of(request).may("publish"),
    )


def restore_or_forget(service: Service, request: Request, form: Form) -> Response:
    """Put it back, or remove for good what is kept of it."""
    withdrawn = find_withdrawn(service, request)
    if form.get("act") == "forget":
        request.state.act = "edition_forget"
        forget_files(service.settings.output, withdrawn)
        return go(f"/editions/{withdrawn.name}", request, "forgotten")
    return go(f"/editions/{restore(service, withdrawn)}", request, "restored")


def find_withdrawn(service: Service, request: Request) -> Withdrawn:
    """That the address names. Raises HTTPException 404."""
    name, output = request.path_params["name"], service.settings.output
    withdrawn = read_withdrawn(output, name) if NAME.fullmatch(name) else None
    if withdrawn is None or (output / name).is_dir():
        raise missing()
    request.state.subject = withdrawn.title or withdrawn.name
    return withdrawn
