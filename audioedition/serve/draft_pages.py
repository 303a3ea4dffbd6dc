"""The pages of drafts: what will be read is looked at, corrected and heard; then it is made, or proposed to another
person."""

from __future__ import annotations

import dataclasses
from typing import get_args

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from audioedition.errors import ExtractionError, SourceError, UsageError
from audioedition.model import ChapterMode, Role
from audioedition.publish.folder.facts import edition_id
from audioedition.serve.auth import Form, status_of
from audioedition.serve.draft_store import DraftFacts
from audioedition.serve.drafts import Draft, PassageConflict, edit_piece, piece_at, read_piece
from audioedition.serve.pages import go, show, show_home, whole_number
from audioedition.serve.rights import Actor
from audioedition.serve.service import Service
from audioedition.serve.submit import check_options, find_draft, preview, submit_draft, voice_choices
from audioedition.serve.uploads import uploaded
from audioedition.serve.who import actor_of
from audioedition.speak.voices import AUTO, choose_voice

MOST_QUERY_CHARS = 200


def make_draft(service: Service, request: Request, form: Form) -> Response:
    wanted = {name: form.get(name, "").strip() for name in ("url", "text")}
    options = {"title": form["title"].strip()} if form.get("title", "").strip() else {}
    try:
        document = uploaded(request, chapter=form.get("chapter", "").strip())
        if sum(map(bool, (*wanted.values(), document))) != 1:
            raise UsageError("Give an address, a text or a document.", hint="One of them, not both.")
        asked = {**{k: v for k, v in wanted.items() if v}, "wishes": options}
        draft = preview(service, asked, document=document)
    except (UsageError, SourceError, ExtractionError) as error:
        return show_home(service, request, form=form, error=error)
    request.state.subject = draft.article.title
    return go(f"/drafts/{service.drafts.add(draft, owner=actor_of(request))}", request)


def show_draft(service: Service, request: Request, form: Form) -> Response:
    id_, draft = find_draft(service, request)
    read = [piece for piece in draft.pieces if piece.read]
    return show(
        service,
        request,
        "draft.html",
        id=id_,
        draft=draft,
        read=len(read),
        dropped=len(draft.pieces) - len(read),
        words=" ".join(piece.text for piece in read),
        voices={AUTO: "", **voice_choices(own=service.settings.voice)},
        voice=service.settings.voice,
        modes=get_args(ChapterMode),
        facts=service.drafts.facts(id_),
        propose=must_propose(service, actor_of(request), service.drafts.facts(id_)),
        mine=actor_of(request).key,
    )


def change_draft(service: Service, request: Request, form: Form) -> Response:
    """Read a piece or drop it, as the button said that the person saw."""
    id_, _ = find_draft(service, request)
    rank, _, wanted = form.get("toggle", "").partition(":")
    number = whole_number(rank)
    service.drafts.change(id_, lambda draft: read_piece(draft, number, read=wanted == "keep"))
    return go(f"/drafts/{id_}#piece-{number + 1}", request)


def produce_draft(service: Service, request: Request, form: Form) -> Response:
    """Queue it; or ask a second person to, where the newsroom wants two."""
    id_, draft = find_draft(service, request)
    if form.get("version", str(draft.version)) != str(draft.version):
        return go(f"/drafts/{id_}", request, "changed_meanwhile")
    options = {"voice": form.get("voice", "auto"), "chapters": form.get("chapters", "auto")}
    if draft.facts is not None:
        options = {}  # it is made as it was made
    if form.get("act") == "take_back":
        service.drafts.settle(id_)
        return go(f"/drafts/{id_}", request, "proposal_ended")
    if must_propose(service, actor_of(request), service.drafts.facts(id_)):
        service.drafts.propose(id_, by=actor_of(request), options=check_options(options))
        return go(f"/drafts/{id_}", request, "proposed")
    if (
        standing := newer_revision(service, draft)
    ) is not None:  # told once; then it is what the person wants
        service.drafts.change(id_, lambda known: dataclasses.replace(known, revision=standing))
        return go(f"/drafts/{id_}", request, "edition_changed_meanwhile")
    job = submit_draft(service, draft, options=options)
    service.drafts.settle(id_)
    return go(f"/jobs/{job.id}", request)


def newer_revision(service: Service, draft: Draft) -> int | None:
    """Of the edition that the draft was made from, where it was revised since."""
    entry = service.library.by_id(edition_id(draft.identity)) if draft.revision is not None else None
    return entry.revision if entry is not None and entry.revision != draft.revision else None


def must_propose(service: Service, actor: Actor, facts: DraftFacts | None) -> bool:
    """Whether this person may only ask another one to have the draft made."""
    if not service.settings.second_person or actor.kind == "anyone":
        return False
    second = facts is not None and facts.proposed_by not in ("", actor.key)
    return not (second and actor.may("publish"))


def list_drafts(service: Service, request: Request, form: Form) -> Response:
    query = request.query_params.get("q", "")[:MOST_QUERY_CHARS]
    return show(service, request, "drafts.html", query=query, drafts=service.drafts.list(query=query))


def remove_draft(service: Service, request: Request, form: Form) -> Response:
    """By whoever made it, or a chief editor."""
    id_, _ = find_draft(service, request)
    facts, actor = service.drafts.facts(id_), actor_of(request)
    if facts is not None and facts.owner not in ("", actor.key) and not actor.may("publish"):
        raise HTTPException(403, "Your role does not allow this: ask a chief editor or an admin.")
    service.drafts.remove(id_)
    return go("/drafts", request, "draft_removed")


def show_all_words(service: Service, request: Request, form: Form) -> Response:
    """Every passage in a field of its own, so that a long article is corrected on one page."""
    id_, draft = find_draft(service, request)
    return show(
        service, request, "words.html", id=id_, draft=draft, roles=get_args(Role), conflicts=(), mine={}
    )


def change_all_words(service: Service, request: Request, form: Form) -> Response:
    """All that was changed, each as ``change_piece`` does it; a passage that somebody else has changed meanwhile is
    left as it is, and shown beside the words that were to take its place."""
    id_, draft = find_draft(service, request)
    conflicts: list[int] = []
    for number, seen in enumerate(draft.pieces):
        if f"text-{number}" not in form:
            continue
        text, role = form[f"text-{number}"], form.get(f"role-{number}", seen.role)
        version = whole_number(form.get(f"version-{number}", str(seen.version)))
        try:
            _change_piece(service, id_, number, text=text, role=role, version=version)
        except PassageConflict:
            conflicts.append(number)
    if not conflicts:
        return go(f"/drafts/{id_}", request, "saved_all")
    return show(
        service,
        request,
        "words.html",
        status_code=409,
        id=id_,
        draft=find_draft(service, request)[1],
        roles=get_args(Role),
        conflicts=conflicts,
        mine=form,
    )


def _change_piece(
    service: Service, id_: str, number: int, *, text: str, role: str, version: int | None
) -> None:
    """Raises UsageError, PassageConflict."""
    service.drafts.change(id_, lambda draft: edit_piece(draft, number, text=text, role=role, version=version))


def show_piece(service: Service, request: Request, form: Form) -> Response:
    return show_passage(service, request)


def show_passage(
    service: Service, request: Request, *, mine: Form | None = None, conflict: PassageConflict | None = None
) -> Response:
    """``mine``: the words that could not be saved over somebody else's; they stay in the field."""
    id_, draft = find_draft(service, request)
    number = request.path_params["piece"] - 1
    piece = piece_at(draft, number)
    settings = service.settings
    return show(
        service,
        request,
        "piece.html",
        id=id_,
        draft=draft,
        status_code=status_of(conflict) if conflict else 200,
        conflict=conflict,
        mine={"text": piece.text, "role": piece.role, **(mine or {})},
        number=number,
        piece=piece,
        roles=get_args(Role),
        sentences=service.preview.sentences(
            piece.text, voice=settings.voice, lexicon=service.pronunciations.lexicon()
        ),
        entries=service.pronunciations.said_in(piece.text, voice=choose_voice(settings.voice)),
    )


def change_piece(service: Service, request: Request, form: Form) -> Response:
    """A new text, or a pronunciation that holds for all articles."""
    id_, _ = find_draft(service, request)
    number = request.path_params["piece"] - 1
    if "word" in form:
        request.state.act, request.state.subject = "lexicon_enter", form["word"]
        service.pronunciations.add(form["word"], form.get("say", ""))
        return go(f"/drafts/{id_}/pieces/{number + 1}#sentences", request, "entered")
    text, role = form.get("text", ""), form.get("role", "")
    version = whole_number(form["version"]) if "version" in form else None
    try:
        _change_piece(service, id_, number, text=text, role=role, version=version)
    except PassageConflict as conflict:
        return show_passage(service, request, mine={"text": text, "role": role}, conflict=conflict)
    return go(f"/drafts/{id_}/pieces/{number + 1}#sentences", request, "saved")


def hear_sentence(service: Service, request: Request, form: Form) -> Response:
    _, draft = find_draft(service, request)
    piece = piece_at(draft, request.path_params["piece"] - 1)
    sound = service.preview.hear(
        piece.text,
        request.path_params["sentence"] - 1,
        voice=service.settings.voice,
        lexicon=service.pronunciations.lexicon(),
    )
    return Response(sound, media_type="audio/wav", headers={"cache-control": "no-store"})
