"""The HTTP API. Its description is ``openapi.json``; a test holds the two together."""

from __future__ import annotations

import dataclasses
import json
from importlib.resources import files
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from audioedition.errors import UsageError
from audioedition.produce.by_hand import EditionChanged
from audioedition.publish.folder.manifest import edition_to_json
from audioedition.serve.cms import answer_once, name_in, order_post, restore, withdraw
from audioedition.serve.draft_pages import must_propose
from audioedition.serve.drafts import (
    Draft,
    PassageConflict,
    draft_edition,
    edit_piece,
    piece_at,
    read_piece,
)
from audioedition.serve.edition_pages import find_withdrawn, found_edition, subject_of
from audioedition.serve.events import job_json
from audioedition.serve.facts_edit import edit_facts
from audioedition.serve.library import LibraryEntry
from audioedition.serve.lookup import edition_of_name
from audioedition.serve.post_request import POST_FIELDS, read_post
from audioedition.serve.render import missing
from audioedition.serve.service import Service
from audioedition.serve.submit import (
    SOURCES,
    check_kinds,
    find_draft,
    preview,
    submit_draft,
    submit_source,
    voice_choices,
)
from audioedition.serve.who import actor_of, owner_of
from audioedition.serve.work import OPTIONS
from audioedition.speak.voices import AUTO, read_voice, voice_files
from audioedition.version import __version__

Body = dict[str, Any]
MAX_LIMIT = 200
MAX_QUERY = 200
FACTS_FIELDS = ("byline", "published", "image", "summary", "note")


def describe(service: Service, request: Request, body: Body) -> Response:
    text = files("audioedition.serve").joinpath("openapi.json").read_text(encoding="utf-8")
    content = json.loads(text)
    content["info"]["version"] = __version__
    content["components"]["schemas"]["VoiceName"]["enum"] = [AUTO, *voice_choices(own=service.settings.voice)]
    return JSONResponse(content)


def list_voices(service: Service, request: Request, body: Body) -> Response:
    """All that there are profiles of; ``ready``: those that can be spoken here."""
    ready = voice_choices(own=service.settings.voice)
    voices = [voice for voice in map(read_voice, voice_files()) if voice.offered or voice.name in ready]
    facts = ("name", "label", "engine", "language", "license", "neural", "description")
    rows = [{fact: getattr(v, fact) for fact in facts} | {"ready": v.name in ready} for v in voices]
    return JSONResponse({"voices": rows})


# --- drafts ----------------------------------------------------------------------------------------------


def make_draft(service: Service, request: Request, body: Body) -> Response:
    expect(body, *SOURCES, "title", "captions")
    options = check_kinds({k: body[k] for k in ("title", "captions") if k in body})
    draft = preview(service, {**sources_in(body), "wishes": options})
    request.state.subject = draft.article.title
    return JSONResponse(draft_json(service.drafts.add(draft, owner=actor_of(request)), draft), 201)


def show_draft(service: Service, request: Request, body: Body) -> Response:
    id_, draft = find_draft(service, request)
    return JSONResponse(draft_json(id_, draft))


def change_piece(service: Service, request: Request, body: Body) -> Response:
    """``read`` true or false; ``text`` and ``role`` to correct it; ``version``: of the piece, as it was seen. 409 and
    what stands there now when somebody else has changed its words since."""
    id_, draft = find_draft(service, request)
    expect(body, "read", "text", "role", "version")
    number = request.path_params["piece"] - 1
    if not 0 <= number < len(draft.pieces):
        raise HTTPException(404, f"The draft has no piece {number + 1}.")
    read, version = body.get("read"), body.get("version")
    if "read" in body and not isinstance(read, bool):
        raise UsageError("read is true or false.")
    if "version" in body and (not isinstance(version, int) or isinstance(version, bool) or version < 0):
        raise UsageError("version is the number that came with the piece.")
    if not all(isinstance(body.get(name, ""), str) for name in ("text", "role")):
        raise UsageError("text and role are texts.")

    def edit(draft: Draft) -> Draft:
        piece = piece_at(draft, number)
        text, role = body.get("text", piece.text), body.get("role", piece.role)
        if "text" in body or "role" in body:
            draft = edit_piece(draft, number, text=text, role=role, version=version)
        return draft if read is None else read_piece(draft, number, read=read)

    try:
        changed = service.drafts.change(id_, edit)
    except PassageConflict as conflict:
        theirs = {"number": number + 1, **dataclasses.asdict(conflict.theirs)}
        return JSONResponse({"error": str(conflict), "hint": conflict.hint, "piece": theirs}, 409)
    if changed is None:
        raise missing()
    return JSONResponse(draft_json(id_, changed))


def remove_draft(service: Service, request: Request, body: Body) -> Response:
    id_, _ = find_draft(service, request)
    service.drafts.remove(id_)
    return Response(status_code=204)


# --- editions and jobs -----------------------------------------------------------------------------------


def make_edition(service: Service, request: Request, body: Body) -> Response:
    """202 and the job: a new one, or the open one that was asked the same."""
    answer = answer_once(service, request, body, lambda: ordered(service, request, body))
    request.state.subject = answer.get("title", "")
    return JSONResponse(answer, 202, headers={"location": f"/api/jobs/{answer['id']}"})


def ordered(service: Service, request: Request, body: Body) -> Body:
    expect(body, *SOURCES, *OPTIONS, *POST_FIELDS, "draft", "force")
    options = {k: body[k] for k in OPTIONS if k in body}
    if service.settings.second_person and actor_of(request).kind == "person":
        raise HTTPException(403, "A second person has to see it first: propose it on the page of its draft.")
    force = body.get("force", False)
    if not isinstance(force, bool):
        raise UsageError("force is true or false.")
    if "draft" in body:
        if any(name in body for name in (*SOURCES, *POST_FIELDS)):
            raise UsageError("Give one of: url, text, html, draft.")
        draft = service.drafts.get(str(body["draft"]))
        if draft is None:
            raise HTTPException(404, "There is no such draft (any more).")
        return job_json(submit_draft(service, draft, options=options, force=force))
    asked = read_post(body)
    if asked is not None:
        return order_post(service, asked, owner=owner_of(request), options=options, force=force)
    return job_json(submit_source(service, sources_in(body), options=options, force=force))


def list_editions(service: Service, request: Request, body: Body) -> Response:
    limit, offset = count(request, "limit", 50, MAX_LIMIT), count(request, "offset", 0, 1_000_000)
    query = request.query_params.get("q", "")
    if len(query) > MAX_QUERY:
        raise UsageError(f"q holds at most {MAX_QUERY} characters.")
    found = service.library.search(query)
    if "external_id" in request.query_params or "url" in request.query_params:
        named = edition_of_name(service, name_in(request))
        found = tuple(entry for entry in found if named is not None and entry.id == named.id)
    shown = [entry_json(service, entry) for entry in found[offset : offset + limit]]
    return JSONResponse({"total": len(found), "editions": shown})


def show_edition(service: Service, request: Request, body: Body) -> Response:
    found = service.library.find(request.path_params["name"])
    if found is None:
        raise missing()
    links = links_of(service, found.folder.name)
    return JSONResponse({**links, "edition": edition_to_json(found.edition)})


def delete_edition(service: Service, request: Request, body: Body) -> Response:
    found = service.library.find(request.path_params["name"])
    if found is None:
        raise missing()
    request.state.subject = found.edition.title
    withdraw(service, edition_id_=found.edition.id, identity=found.edition.identity, reason="deleted")
    return Response(status_code=204)


def change_facts(service: Service, request: Request, body: Body) -> Response:
    """202 and the job that makes the revision; 409 where another revision than ``revision`` stands."""
    expect(body, "revision", *FACTS_FIELDS)
    found = found_edition(service, request)
    if must_propose(service, actor_of(request), None) and actor_of(request).kind == "person":
        raise HTTPException(403, "A second person has to see it first: propose it on the page of its draft.")
    wrong = next((name for name in FACTS_FIELDS if not isinstance(body.get(name, ""), str)), None)
    if wrong is not None:
        raise UsageError(f"{wrong} is a text.")
    if body.get("revision") != found.edition.revision:
        raise EditionChanged
    given = {name: body[name] for name in FACTS_FIELDS if name in body}
    edit = edit_facts(found.edition, given, access=service.settings.access())
    request.state.subject = subject_of(found.edition, edit)
    draft = dataclasses.replace(draft_edition(found.edition), facts=edit)
    job = submit_draft(service, draft, options={})
    return JSONResponse(job_json(job), 202, headers={"location": f"/api/jobs/{job.id}"})


def restore_edition(service: Service, request: Request, body: Body) -> Response:
    """One that was withdrawn stands again. 409 where its files are gone, or its article has another edition."""
    expect(body)
    name = restore(service, find_withdrawn(service, request))
    return JSONResponse({"name": name, **links_of(service, name)})


def list_jobs(service: Service, request: Request, body: Body) -> Response:
    jobs = service.jobs.list(limit=count(request, "limit", 50, MAX_LIMIT))
    return JSONResponse({"jobs": [job_json(job) for job in jobs]})


def show_job(service: Service, request: Request, body: Body) -> Response:
    job = service.jobs.get(request.path_params["job"])
    if job is None:
        raise missing()
    return JSONResponse(job_json(job))


def cancel_job(service: Service, request: Request, body: Body) -> Response:
    """Only one that waits can be cancelled: 409 otherwise."""
    id_ = request.path_params["job"]
    if service.jobs.get(id_) is None:
        raise missing()
    if not service.jobs.cancel(id_):
        return JSONResponse({"error": "The job is not waiting any more.", "hint": ""}, 409)
    return Response(status_code=204)


# --- what stands in a request and an answer --------------------------------------------------------------


def expect(body: Body, *known: str) -> None:
    unknown = set(body) - set(known)
    if unknown:
        raise UsageError(f"Unknown: {', '.join(sorted(unknown))[:200]}.", hint=f"Known: {', '.join(known)}.")


def sources_in(body: Body) -> dict[str, str]:
    """Raises UsageError for one that is no text; that there is exactly one is checked where it is read."""
    given = {name: body[name] for name in SOURCES if name in body}
    for name, value in given.items():
        if not isinstance(value, str) or not value.strip():
            raise UsageError(f"{name} is a text that is not empty.")
    return given


def count(request: Request, name: str, otherwise: int, most: int) -> int:
    text = request.query_params.get(name, str(otherwise))
    if not (text.isascii() and text.isdigit() and len(text) < 9) or int(text) > most:
        raise UsageError(f"{name} is a number from 0 to {most}.")
    return int(text)


def draft_json(id_: str, draft: Draft) -> dict[str, Any]:
    article = draft.article
    facts = ("title", "url", "site", "byline", "published", "language", "warnings")
    return {
        "id": id_,
        "url": f"/api/drafts/{id_}",
        "version": draft.version,
        "article": {fact: getattr(article, fact) for fact in facts},
        "pieces": [{"number": n, **dataclasses.asdict(p)} for n, p in enumerate(draft.pieces, start=1)],
    }


def entry_json(service: Service, entry: LibraryEntry) -> dict[str, Any]:
    facts = (
        "name", "id", "title", "site", "byline", "published", "created_at", "revision", "duration_ms", "voice"
    )  # fmt: skip
    return {**{fact: getattr(entry, fact) for fact in facts}, **links_of(service, entry.name)}


def links_of(service: Service, name: str) -> dict[str, str]:
    return {"url": f"/api/editions/{name}", "player": f"{service.settings.base_url}e/{name}/"}
