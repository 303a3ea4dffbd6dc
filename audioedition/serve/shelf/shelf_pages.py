"""« Mon fil »: what a reader wants to hear, brought, found again, taken away."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from audioedition.errors import AudioEditionError, UsageError
from audioedition.publish.player.pages import short_length
from audioedition.serve.auth import Form
from audioedition.serve.render import language_of, missing
from audioedition.serve.shelf.adding import (
    TooQuick,
    add_address,
    add_document,
    address_in,
    speak_all_the_same,
    try_again,
)
from audioedition.serve.shelf.door import UNSEEN, open_with, put_down_for, reader_of, shelf_status, shown
from audioedition.serve.shelf.items import ShelfItem
from audioedition.serve.shelf.leaving import ShelfBroom
from audioedition.serve.shelf.room import HOME, ReadingRoom, ShelfPlace
from audioedition.serve.texts import all_words
from audioedition.serve.uploads import uploaded

BOOKMARKLET = "javascript:location.href={address}+encodeURIComponent(location.href)"


def show_shelf(room: ReadingRoom, request: Request, form: Form) -> Response:
    return _shelf(room, request)


def _shelf(
    room: ReadingRoom, request: Request, *, typed: str = "", error: AudioEditionError | None = None
) -> Response:
    """With what the person typed, and why it could not be followed."""
    reader, base = reader_of(request), room.service.settings.base_url
    add = f"{base}add?token={room.readers.lesser_key(reader, 'add')}&url="
    answer = shown(
        request,
        "shelf/home.html",
        status_code=shelf_status(error) if error else 200,
        places=room.places(reader.id),
        told=lambda place: told(place, language_of(request)),
        short_length=short_length,
        feed=f"{base}{HOME[1:]}/{room.readers.lesser_key(reader, 'listen')}/feed.xml",
        add=add,
        bookmarklet=BOOKMARKLET.format(address=json.dumps(add)),
        typed=typed,
        error=error,
        limits=room.limits,
    )
    if isinstance(error, TooQuick):
        answer.headers["retry-after"] = str(error.wait_s)
    return answer


def add_by_form(room: ReadingRoom, request: Request, form: Form) -> Response:
    """An address, or a document."""
    reader, pasted = reader_of(request), form.get("url", "")
    try:
        document = uploaded(request)
        if document is not None and pasted.strip():
            raise UsageError("Give an address or a document, not both.")
        if document is not None:
            item, new = add_document(room, reader, document)
        else:
            item, new = add_address(room, reader, address_in(pasted))
    except AudioEditionError as error:
        return _shelf(room, request, typed=pasted, error=error)
    request.session["notice"] = "fil_added" if new else "fil_there"
    return RedirectResponse(f"{HOME}/articles/{item.id}", 303)


def add_by_address(room: ReadingRoom, request: Request, form: Form) -> Response:
    """``GET /add?url=…&token=…``, from a bookmark or a phone's share sheet. With the key in it nobody else can have
    sent it: the article is added, the same one once only. Without a key (an installed page that something is shared
    with, a link on any page) and where a browser only looks ahead, the person is asked first."""
    asked = request.query_params
    texts = [asked.get(name, "") for name in ("url", "text", "title")]
    token = asked.get("token", "")
    ahead = _looks_ahead(request)
    if not token or ahead:
        with suppress(UsageError):
            texts = [address_in(*texts)]
        pasted = next((text for text in texts if text), "")[:2_000]
        known = bool(request.state.reader)
        # 503: what was loaded ahead is thrown away, and asked for again when the person goes there
        status = 503 if ahead else 200
        return shown(request, "shelf/confirm.html", status_code=status, url=pasted, known=known, here=HOME)
    reader = request.state.reader = open_with(room, request, token, powers=("add",))
    for_program = "application/json" in request.headers.get("accept", "")
    try:
        item, new = add_address(room, reader, address_in(*texts))
    except AudioEditionError as error:
        status = shelf_status(error)
        headers = {"retry-after": str(error.wait_s)} if isinstance(error, TooQuick) else {}
        if for_program:
            return JSONResponse({"error": str(error), "hint": error.hint}, status, headers)
        raise HTTPException(status, str(error), headers) from None
    if for_program:
        answer: Response = JSONResponse({"id": item.id, "title": item.title, "new": new})
    else:
        answer = _added(room, request, item, word="fil_added" if new else "fil_there")
    if new:
        request.state.act = "shelf_add"  # by GET, as no form can be pressed on another site's page
        put_down_for(room, request, reader, answer)
    return answer


def _added(room: ReadingRoom, request: Request, item: ShelfItem, *, word: str) -> Response:
    """What has happened. No form stands here: a page whose address is told to nobody has no origin, as browsers send it
    with forms. A key that only adds opens no page of the shelf; whoever is signed in goes on there."""
    place = room.place(item)
    mine = request.session.get("reader") == reader_of(request).key
    answer = shown(
        request,
        "shelf/added.html",
        place=place,
        told=told(place, language_of(request)),
        word=word,
        mine=mine,
        reader=None,
        here=f"{HOME}/articles/{item.id}" if mine else HOME,
    )
    answer.headers.update(UNSEEN)
    return answer


def _looks_ahead(request: Request) -> bool:
    """A browser that loads a page before anybody has asked for it says so."""
    purposes = (request.headers.get(name, "") for name in ("sec-purpose", "purpose", "x-purpose", "x-moz"))
    return request.method == "HEAD" or any("pre" in purpose.lower() for purpose in purposes)


def show_item(room: ReadingRoom, request: Request, form: Form) -> Response:
    place = room.place(item_of(room, request))
    stored = room.edition(place.item) if place.standing == "ready" else None
    files = stored.files if stored else frozenset[str]()
    return shown(
        request,
        "shelf/item.html",
        place=place,
        told=told(place, language_of(request)),
        edition=stored.edition if stored else None,
        epub=next((name for name in sorted(files) if name.endswith(".epub")), None),
        daisy=stored is not None and (stored.folder / "daisy" / "ncc.html").is_file(),
        transcript="transcript.html" in files,
        short_length=short_length,
    )


def change_item(room: ReadingRoom, request: Request, form: Form) -> Response:
    """At its buttons."""
    item, act = item_of(room, request), form.get("act", "")
    if act == "remove":
        broom_of(room).remove_item(item)
        request.session["notice"] = "fil_removed"
        return RedirectResponse(HOME, 303)
    if act == "speak":
        speak_all_the_same(room, item)
    elif act == "again":
        try_again(room, item)
    elif act in ("heard", "unheard"):
        room.items.mark(item, heard=act == "heard")
        return RedirectResponse(f"{HOME}#a-{item.id}", 303)
    else:
        raise UsageError("No button of ours was pressed.", hint="Open the page again.")
    return RedirectResponse(f"{HOME}/articles/{item.id}", 303)


def ask_clear(room: ReadingRoom, request: Request, form: Form) -> Response:
    items = room.items.list(reader_of(request).id)
    return shown(request, "shelf/clear.html", heard=sum(map(_done, items)), total=len(items))


def clear(room: ReadingRoom, request: Request, form: Form) -> Response:
    """What was heard, or all."""
    if form.get("act") not in ("clear_heard", "clear_all"):
        raise UsageError("No button of ours was pressed.", hint="Open the page again.")
    broom = broom_of(room)
    for item in room.items.list(reader_of(request).id):
        if form["act"] == "clear_all" or _done(item):
            broom.remove_item(item)
    request.session["notice"] = "fil_cleared"
    return RedirectResponse(HOME, 303)


def _done(item: ShelfItem) -> bool:
    """Heard, and not begun again."""
    return item.heard and not item.begun


def show_state(room: ReadingRoom, request: Request, body: dict[str, Any]) -> Response:
    """For the page: what is still being made, and what to say of what is not any more."""
    lang = language_of(request)
    words = all_words()[lang]
    rows = [
        {
            "id": place.item.id,
            "open": place.open,
            "standing": place.standing,
            "say": words[f"fil_say_{place.standing}"].format(place.item.title),
        }
        for place in room.places(reader_of(request).id)[:100]
    ]
    return JSONResponse({"articles": rows})


def told(place: ShelfPlace, lang: str) -> str:
    """How an article stands, in the reader's words: « en cours à 3 min 20 s »."""
    words, item = all_words()[lang], place.item
    if place.standing == "making" and place.job is not None:
        done, total = place.job.progress.get("done", 0), place.job.progress.get("total", 0)
        if place.job.progress.get("stage") == "speak" and total:
            return words["fil_speaking"].format(done=done + 1, total=total)
    if place.standing != "ready":
        return words[f"fil_{place.standing}"]
    if item.begun:
        return words["fil_begun"].format(short_length(item.position_ms))
    return words["fil_heard" if item.heard else "fil_unheard"]


def item_of(room: ReadingRoom, request: Request) -> ShelfItem:
    """Of the reader who asks; another's is not there."""
    item = room.items.get(reader_of(request).id, request.path_params["item"])
    if item is None:
        raise missing()
    return item


def broom_of(room: ReadingRoom) -> ShelfBroom:
    return ShelfBroom(room.output, state=room.service.database, shelf=room.database)


# --- coming and going --------------------------------------------------------------------------------------------


def enter_by_link(room: ReadingRoom, request: Request, form: Form) -> Response:
    """The reader's own address, shown once when it was given: from then on the key is in no address bar."""
    return _enter(room, request, request.path_params["token"])


def enter_by_form(room: ReadingRoom, request: Request, form: Form) -> Response:
    """The key itself, or the whole address."""
    token = form.get("key", "").strip().rstrip("/").rpartition("/")[2]
    try:
        return _enter(room, request, token)
    except HTTPException as error:
        if error.status_code == 429:
            raise
        wrong = "fil_ended" if error.status_code == 410 else "fil_no_key"
        return shown(request, "shelf/enter.html", status_code=error.status_code, wrong=wrong, here=HOME)


def _enter(room: ReadingRoom, request: Request, token: str) -> Response:
    reader = open_with(room, request, token, powers=())
    request.session["reader"] = reader.key
    return RedirectResponse(HOME, 303, dict(UNSEEN))


def leave(room: ReadingRoom, request: Request, form: Form) -> Response:
    request.session.pop("reader", None)
    return RedirectResponse(HOME, 303)


def show_help(room: ReadingRoom, request: Request, form: Form) -> Response:
    return shown(request, "shelf/help.html", limits=room.limits, keep_days=_days(room.limits.keep_s))


def _days(span_s: float | None) -> int | None:
    return None if span_s is None else round(span_s / 86_400)
