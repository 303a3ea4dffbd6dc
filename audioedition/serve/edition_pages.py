"""The pages of finished editions: the shelf, one edition, what was taken back."""

from __future__ import annotations

import dataclasses
import time
from datetime import datetime, timezone
from itertools import islice
from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from audioedition.errors import AudioEditionError, SourceError, UsageError
from audioedition.model import Edition, StoredEdition
from audioedition.produce.by_hand import EditionChanged
from audioedition.publish.folder.withdrawn import (
    Withdrawn,
    address_of,
    forget_files,
    is_kept,
    read_withdrawn,
    withdrawn_editions,
)
from audioedition.publish.player.embed import SnippetFormat, render_snippet
from audioedition.publish.web import is_http_url
from audioedition.serve.auth import Form, status_of
from audioedition.serve.cms import restore, withdraw
from audioedition.serve.draft_pages import must_propose
from audioedition.serve.drafts import FactsEdit, draft_edition
from audioedition.serve.facts_edit import edit_facts, facts_of_form, shown_facts
from audioedition.serve.library import NAME
from audioedition.serve.pages import go, show, whole_number
from audioedition.serve.render import language_of, missing
from audioedition.serve.service import Service
from audioedition.serve.submit import submit_draft
from audioedition.serve.who import actor_of
from audioedition.system.moments import is_ahead, iso_in_paris

PER_PAGE = 50
EMBEDS: Final[tuple[SnippetFormat, ...]] = ("iframe", "element", "wordpress")


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
        withdrawn=() if query or number > 1 else withdrawn_shown(service),
        page=number,
        last=max(1, -(-len(found) // PER_PAGE)),
        turn=lambda to: f"/editions?q={quote(query)}&page={to}",
    )


def withdrawn_shown(service: Service) -> list[tuple[str, Withdrawn]]:
    """Each with what leads to it."""
    output = service.settings.output
    return [(address_of(output, one), one) for one in islice(withdrawn_editions(output), PER_PAGE)]


def show_edition(service: Service, request: Request, form: Form) -> Response:
    found = service.library.find(request.path_params["name"])
    return show_withdrawn(service, request) if found is None else show_found(service, request, found)


def show_found(
    service: Service,
    request: Request,
    found: StoredEdition,
    *,
    form: Form | None = None,
    error: AudioEditionError | None = None,
) -> Response:
    """With what the person typed, and why it could not be kept."""
    edition, name = found.edition, found.folder.name
    size = f"{edition.audio.size_bytes / 1e6:.1f}"
    base_url = f"{service.settings.base_url}e/{name}/"
    reserved = service.feeds.reserved(name)
    return show(
        service,
        request,
        "edition.html",
        status_code=status_of(error) if error else 200,
        name=name,
        edition=edition,
        megabytes=size.replace(".", ",") if language_of(request) == "fr" else size,
        article=edition.url if edition.url and is_http_url(edition.url) else None,
        embeds={}
        if reserved
        else {kind: render_snippet(edition, kind, base_url=base_url) for kind in EMBEDS},
        facts=shown_facts(edition),
        typed={**shown_facts(edition), **(form or {})},
        error=error,
        conflict=isinstance(error, EditionChanged),
        ahead=is_ahead(edition.published, now=time.time()),
        propose=must_propose(service, actor_of(request), None),
        decides=actor_of(request).may("publish"),
    )


def change_facts(service: Service, request: Request, form: Form) -> Response:
    """A revision with what was written; or a proposal to a second person, where the newsroom wants two."""
    found = found_edition(service, request)
    try:
        if form.get("revision") != str(found.edition.revision):
            raise EditionChanged
        edit = facts_of_form(found.edition, form, access=service.settings.access())
    except (UsageError, SourceError) as error:
        return show_found(service, request, found, form=form, error=error)
    request.state.subject = subject_of(found.edition, edit)
    return make_or_propose(service, request, found.edition, edit)


def make_or_propose(service: Service, request: Request, edition: Edition, edit: FactsEdit) -> Response:
    draft = dataclasses.replace(draft_edition(edition), facts=edit)
    if must_propose(service, actor_of(request), None):
        id_ = service.drafts.add(draft, owner=actor_of(request))
        service.drafts.propose(id_, by=actor_of(request), options={})
        return go(f"/drafts/{id_}", request, "proposed")
    return go(f"/jobs/{submit_draft(service, draft, options={}).id}", request)


def publish_now(service: Service, request: Request, form: Form) -> Response:
    """An edition that waits for its hour: its date is now, or that is proposed to a second person."""
    found = found_edition(service, request)
    if not is_ahead(found.edition.published, now=time.time()):
        return go(f"/editions/{found.folder.name}", request, "published_already")
    now = iso_in_paris(datetime.now(timezone.utc))
    edit = edit_facts(found.edition, {"published": now}, access=service.settings.access())
    return make_or_propose(service, request, found.edition, edit)


def subject_of(edition: Edition, edit: FactsEdit) -> str:
    """Title and the word on the revision, as the audit list shows them."""
    return f"{edition.title} – {edit.note}" if edit.note else edition.title


def found_edition(service: Service, request: Request) -> StoredEdition:
    """That the address names. Raises HTTPException 404."""
    found = service.library.find(request.path_params["name"])
    if found is None:
        raise missing()
    request.state.subject = found.edition.title
    return found


def revise_edition(service: Service, request: Request, form: Form) -> Response:
    found = found_edition(service, request)
    draft = dataclasses.replace(draft_edition(found.edition), revision=found.edition.revision)
    id_ = service.drafts.add(draft, owner=actor_of(request))
    return go(f"/drafts/{id_}", request)


def ask_delete(service: Service, request: Request, form: Form) -> Response:
    found = found_edition(service, request)
    return show(service, request, "delete.html", name=found.folder.name, edition=found.edition)


def delete_edition(service: Service, request: Request, form: Form) -> Response:
    found = found_edition(service, request)
    withdraw(service, edition_id_=found.edition.id, identity=found.edition.identity, reason="deleted")
    return go(f"/editions/{found.folder.name}", request, "deleted")


def show_withdrawn(service: Service, request: Request) -> Response:
    """One that was taken back, and how that is undone."""
    withdrawn = find_withdrawn(service, request)
    return show(
        service,
        request,
        "withdrawn.html",
        withdrawn=withdrawn,
        kept=is_kept(service.settings.output, withdrawn),
        address=request.path_params["name"],
        decides=actor_of(request).may("publish"),
    )


def restore_or_forget(service: Service, request: Request, form: Form) -> Response:
    """Put it back, or remove for good what is kept of it."""
    withdrawn = find_withdrawn(service, request)
    if form.get("act") == "forget":
        request.state.act = "edition_forget"
        forget_files(service.settings.output, withdrawn)
        return go(f"/editions/{request.path_params['name']}", request, "forgotten")
    return go(f"/editions/{restore(service, withdrawn)}", request, "restored")


def find_withdrawn(service: Service, request: Request) -> Withdrawn:
    """That the address names. Raises HTTPException 404."""
    name, output = request.path_params["name"], service.settings.output
    withdrawn = read_withdrawn(output, name) if NAME.fullmatch(name) else None
    if withdrawn is None or (output / name).is_dir():
        raise missing()
    request.state.subject = withdrawn.title or withdrawn.name
    return withdrawn
