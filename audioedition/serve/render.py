"""Templates, with autoescape; the interface's language."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import jinja2
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse

from audioedition.publish.clock import clock_time
from audioedition.publish.words import LANGUAGES, long_date
from audioedition.serve.texts import all_words
from audioedition.system.messages import translate
from audioedition.system.moments import day_and_hour

MINUTE_CHARACTERS = 900
"""Read out at normal speed, French runs at about 15 characters a second."""


def render(request: Request, template: str, *, status_code: int = 200, **context: Any) -> HTMLResponse:
    """A page in the language that this person chose, else the browser's, else French."""
    lang = language_of(request)
    words = all_words()[lang]
    content = (
        _environment()
        .get_template(template)
        .render(
            w=words,
            lang=lang,
            other="en" if lang == "fr" else "fr",
            path=request.url.path,
            translate=lambda sentence: translate(sentence, lang, on_page=True),
            clock=clock_time,
            day=lambda iso: long_date(iso, lang),
            hour=lambda iso: hour_of(iso, lang),
            length=lambda text: max(1, round(len(text) / MINUTE_CHARACTERS)),
            notice=request.session.pop("notice", None) if status_code == 200 else None,
            signed_in="token" in request.session or "person" in request.session,
            **context,
        )
    )
    headers = {"cache-control": "no-store", "vary": "Cookie, Accept-Language"}
    return HTMLResponse(content, status_code, headers=headers)


def hour_of(date: str | None, lang: str) -> str:
    """« 30 novembre 2026, 8 h 30 », Paris time; the day alone where that is all there is."""
    day, hour = day_and_hour(date)
    words = long_date(day, lang) if day else ""
    if not hour:
        return words
    hours, minutes = hour.split(":")
    return (
        f"{words}, {hour}"
        if lang != "fr"
        else f"{words}, {int(hours)}\u00a0h\u00a0{minutes}".removesuffix("\u00a000")
    )


def language_of(request: Request) -> str:
    asked = request.query_params.get("lang")
    if asked in LANGUAGES:
        request.session["lang"] = asked
        return asked
    kept = request.session.get("lang")
    if kept in LANGUAGES:
        return str(kept)
    return preferred_language(request.headers.get("accept-language", ""))


def preferred_language(header: str) -> str:
    """The first of ours in ``Accept-Language`` by weight (RFC 9110, 12.5.4); French when there is none."""
    accepted: list[tuple[float, int, str]] = []
    for rank, part in enumerate(header.split(",")[:20]):
        tag, _, weight = part.strip().partition(";q=")
        try:
            quality = float(weight) if weight else 1.0
        except ValueError:
            continue
        language = tag.strip().lower().split("-")[0]
        if language in LANGUAGES and quality > 0:
            accepted.append((-quality, rank, language))
    return min(accepted)[2] if accepted else "fr"


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("audioedition.serve"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )


def missing() -> HTTPException:
    """What is not there."""
    return HTTPException(404, "There is nothing at this address (any more).")
