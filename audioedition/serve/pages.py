"""The newsroom's pages: paste, look, correct, hear, produce; the shelf; what listeners reported."""

from __future__ import annotations

from typing import Any, get_args
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from audioedition.errors import AudioEditionError, ExtractionError, SourceError, UsageError
from audioedition.model import ChapterMode, Role
from audioedition.serve.auth import Form, csrf_word, status_of
from audioedition.serve.cms import withdraw
from audioedition.serve.drafts import Draft, PassageConflict, draft_edition, edit_piece, piece_at, read_piece
from audioedition.serve.render import language_of, missing, render
from audioedition.serve.service import Service
from audioedition.serve.submit import preview, submit_draft, voice_choices
from audioedition.speak.voices import AUTO, choose_voice

PER_PAGE = 50


def show(service: Service, request: Request, template: str, **context: Any) -> Response:
    return render(request, template, csrf=csrf_word(request), protected=service.protected(), **context)


def go(where: str, request: Request, notice: str | None = None) -> Response:
    """To another page, with one of the interface's words to say there."""
    if notice:
        request.session["notice"] = notice
    return RedirectResponse(where, 303)


def home(service: Service, request: Request, form: Form) -> Response:
    return show_home(service, request)


def show_home(
    service: Service, request: Request, *, form: Form | None = None, error: AudioEditionError | None = None
) -> Response:
    """With what the person typed, and why it could not be followed."""
    return show(
        service,
        request,
        "home.html",
        status_code=status_of(error) if error else 200,
        error=error,
        kind=type(error).__name__,
        typed={"url": "", "text": "", "title": "", **(form or {})},
        jobs=[job for job in service.jobs.list(limit=20) if job.open or job.state in ("failed", "held")],
        entries=service.library.entries()[:8],
    )


def make_draft(service: Service, request: Request, form: Form) -> Response:
    wanted = {name: form.get(name, "").strip() for name in ("url", "text")}
    options = {"title": form["title"].strip()} if form.get("title", "").strip() else {}
    try:
        if sum(map(bool, wanted.values())) != 1:
            raise UsageError("Give an address or a text.", hint="One of them, not both.")
        draft = preview(service, {**{k: v for k, v in wanted.items() if v}, "wishes": options})
    except (UsageError, SourceError, ExtractionError) as error:
        return show_home(service, request, form=form, error=error)
    return go(f"/drafts/{service.drafts.add(draft)}", request)


def draft_of(service: Service, request: Request) -> tuple[str, Draft]:
    id_ = request.path_params["draft"]
    draft = service.drafts.get(id_)
    if draft is None:
        raise missing()
    return id_, draft


def show_draft(service: Service, request: Request, form: Form) -> Response:
    id_, draft = draft_of(service, request)
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
    )


def change_draft(service: Service, request: Request, form: Form) -> Response:
    """Read a piece or drop it, as the button said that the person saw."""
    id_, _ = draft_of(service, request)
    rank, _, wanted = form.get("toggle", "").partition(":")
    number = whole_number(rank)
    service.drafts.change(id_, lambda draft: read_piece(draft, number, read=wanted == "keep"))
    return go(f"/drafts/{id_}#piece-{number + 1}", request)


def produce_draft(service: Service, request: Request, form: Form) -> Response:
    id_, draft = draft_of(service, request)
    if form.get("version", str(draft.version)) != str(draft.version):
        return go(f"/drafts/{id_}", request, "changed_meanwhile")
    options = {"voice": form.get("voice", "auto"), "chapters": form.get("chapters", "auto")}
    job = submit_draft(service, draft, options=options)
    return go(f"/jobs/{job.id}", request)


def show_piece(service: Service, request: Request, form: Form) -> Response:
    return show_passage(service, request)


def show_passage(
    service: Service, request: Request, *, mine: Form | None = None, conflict: PassageConflict | None = None
) -> Response:
    """``mine``: the words that could not be saved over somebody else's; they stay in the field."""
    id_, draft = draft_of(service, request)
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
    id_, _ = draft_of(service, request)
    number = request.path_params["piece"] - 1
    if "word" in form:
        service.pronunciations.add(form["word"], form.get("say", ""))
        return go(f"/drafts/{id_}/pieces/{number + 1}#sentences", request, "entered")
    text, role = form.get("text", ""), form.get("role", "")
    version = whole_number(form["version"]) if "version" in form else None
    try:
        service.drafts.change(
            id_, lambda draft: edit_piece(draft, number, text=text, role=role, version=version)
        )
    except PassageConflict as conflict:
        return show_passage(service, request, mine={"text": text, "role": role}, conflict=conflict)
    return go(f"/drafts/{id_}/pieces/{number + 1}#sentences", request, "saved")


def hear_sentence(service: Service, request: Request, form: Form) -> Response:
    _, draft = draft_of(service, request)
    piece = piece_at(draft, request.path_params["piece"] - 1)
    sound = service.preview.hear(
        piece.text,
        request.path_params["sentence"] - 1,
        voice=service.settings.voice,
        lexicon=service.pronunciations.lexicon(),
    )
    return Response(sound, media_type="audio/wav", headers={"cache-control": "no-store"})


def show_job(service: Service, request: Request, form: Form) -> Response:
    job = service.jobs.get(request.path_params["job"])
    if job is None:
        raise missing()
    return show(service, request, "job.html", job=job)


def cancel_job(service: Service, request: Request, form: Form) -> Response:
    id_ = request.path_params["job"]
    service.jobs.cancel(id_)
    return go(f"/jobs/{id_}", request)


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
        page=number,
        last=max(1, -(-len(found) // PER_PAGE)),
        turn=lambda to: f"/editions?q={quote(query)}&page={to}",
    )


def show_edition(service: Service, request: Request, form: Form) -> Response:
    found = service.library.find(request.path_params["name"])
    if found is None:
        raise missing()
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
    return go(f"/drafts/{service.drafts.add(draft_edition(found.edition))}", request)


def ask_delete(service: Service, request: Request, form: Form) -> Response:
    found = service.library.find(request.path_params["name"])
    if found is None:
        raise missing()
    return show(service, request, "delete.html", name=found.folder.name, edition=found.edition)


def delete_edition(service: Service, request: Request, form: Form) -> Response:
    found = service.library.find(request.path_params["name"])
    if found is None:
        raise missing()
    withdraw(service, edition_id_=found.edition.id, identity=found.edition.identity, reason="deleted")
    return go("/editions", request, "deleted")


def list_reports(service: Service, request: Request, form: Form) -> Response:
    return show(service, request, "reports.html", reports=service.reports.open())


def settle_report(service: Service, request: Request, form: Form) -> Response:
    report = service.reports.get(request.path_params["report"])
    if report is None:
        raise missing()
    if form.get("act") == "enter":
        service.pronunciations.add(form.get("word", report.word), form.get("say", ""))
        service.reports.settle(report.id, "entered")
        return go("/reports", request, "entered")
    service.reports.settle(report.id, "dismissed")
    return go("/reports", request, "dismissed")


def whole_number(text: str, *, otherwise: int | None = None) -> int:
    if text.isascii() and text.isdigit() and len(text) < 9:
        return int(text)
    if otherwise is None:
        raise UsageError(f"{text[:20]!r} is no number.", hint="Open the page again.")
    return otherwise
