"""The page « Lexique »: what the newsroom has its words said like; heard, corrected, struck out, given out."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from audioedition.errors import UsageError
from audioedition.serve.auth import Form, check_right
from audioedition.serve.pages import go, show
from audioedition.serve.service import Service
from audioedition.serve.who import actor_of
from audioedition.system.folding import fold

MOST_QUERY_CHARS = 200
TOUCHED_SHOWN = 20


def list_entries(service: Service, request: Request, form: Form) -> Response:
    """``q``: a part of the word or of how it is said; ``word``: whose editions are looked for."""
    query = request.query_params.get("q", "")[:MOST_QUERY_CHARS]
    word = request.query_params.get("word", "")[:MOST_QUERY_CHARS]
    entries = service.pronunciations.listed()
    found = [entry for entry in entries if fold(query) in fold(f"{entry.word} {entry.said}")]
    touched = service.library.search(word) if word.strip() else ()
    return show(
        service,
        request,
        "lexicon.html",
        query=query,
        entries=found,
        adders=service.audit.last_by_subject("lexicon_enter"),
        word=word,
        touched=touched[:TOUCHED_SHOWN],
        touched_total=len(touched),
        strikes=actor_of(request).may("publish"),
    )


def change_entry(service: Service, request: Request, form: Form) -> Response:
    """Enter or correct a word, strike it out, or take in a whole lexicon."""
    act = form.get("act", "enter")
    if act == "enter":
        request.state.subject = form.get("word", "")
        service.pronunciations.add(form.get("word", ""), form.get("say", ""))
        return go("/lexicon", request, "entered")
    check_right(actor_of(request), "publish")
    if act == "strike":
        request.state.act, request.state.subject = "lexicon_strike", form.get("word", "")
        service.pronunciations.remove(form.get("word", ""))
        return go("/lexicon", request, "lexicon_struck")
    if act != "import":
        raise UsageError("The form asks for nothing that is known here.", hint="Open the page again.")
    request.state.act = "lexicon_import"
    request.state.subject = str(service.pronunciations.take_in(form.get("toml", "")))
    return go("/lexicon", request, "lexicon_taken_in")


def hear_word(service: Service, request: Request, form: Form) -> Response:
    word = request.query_params.get("word", "")[:MOST_QUERY_CHARS].strip()
    if not word:
        raise UsageError("There is nothing to hear.", hint="Open the page again.")
    sound = service.preview.hear(
        f"{word}.", 0, voice=service.settings.voice, lexicon=service.pronunciations.lexicon()
    )
    return Response(sound, media_type="audio/wav", headers={"cache-control": "no-store"})


def give_out(service: Service, request: Request, form: Form) -> Response:
    """The file as it stands, comments and all."""
    headers = {"content-disposition": 'attachment; filename="lexicon.toml"', "cache-control": "no-store"}
    return Response(
        service.pronunciations.text(), media_type="application/toml; charset=utf-8", headers=headers
    )
