"""What a person writes of an edition: byline, date, picture, summary, and a word on the revision. Checked here."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from typing import Final

from audioedition.errors import PublishError, UsageError
from audioedition.fetch.addresses import Access
from audioedition.fetch.http import get
from audioedition.model import EditedFacts, Edition
from audioedition.produce.picture import picture_access
from audioedition.publish.artwork import square_artwork
from audioedition.publish.show_notes import MAX_SUMMARY_CHARS, summary
from audioedition.serve.drafts import FactsEdit
from audioedition.serve.post_request import MAX_BYLINE_CHARS, check_fact
from audioedition.system.moments import date_at, day_and_hour

MAX_NOTE_CHARS: Final = 500
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def shown_facts(edition: Edition) -> dict[str, str]:
    """As they stand in the fields of a form."""
    day, hour = day_and_hour(edition.published)
    return {
        "byline": edition.byline or "",
        "day": day,
        "hour": hour,
        "image": edition.image or "",
        "summary": summary(edition),
        "note": "",
    }


def facts_of_form(edition: Edition, form: Mapping[str, str], *, access: Access) -> FactsEdit:
    """What a form changes; a field that it lacks stays. Raises UsageError, SourceError (a picture that cannot be
    fetched)."""
    seen = shown_facts(edition)
    given = {name: form[name] for name in ("byline", "image", "summary", "note") if name in form}
    day, hour = (form.get(name, seen[name]).strip() for name in ("day", "hour"))
    if (day, hour) != (seen["day"], seen["hour"]):
        try:
            given["published"] = date_at(day, hour) if day else ""
        except ValueError:
            raise UsageError(
                f"{f'{day} {hour}'.strip()[:40]!r} is no date.", hint="A day, and an hour where it matters."
            ) from None
        if hour and not day:
            raise UsageError("An hour needs its day.", hint="Give the day too, or no hour.")
    return edit_facts(edition, given, access=access, follow=bool(form.get("follow")))


def edit_facts(
    edition: Edition, given: Mapping[str, str], *, access: Access, follow: bool = False
) -> FactsEdit:
    """``given``: of ``byline``, ``published``, ``image``, ``summary``, ``note`` what is to stand; empty = none.
    ``follow``: from now on again as the page says. Raises UsageError, SourceError."""
    if edition.members:
        raise UsageError(
            "A daily edition takes its facts from its articles.",
            hint="Change them in the articles' own editions.",
        )
    words = {name: on_one_line(text) for name, text in given.items()}
    edited = EditedFacts() if follow else edition.edited
    if not follow:
        stands = {name: getattr(edition, name) or "" for name in ("byline", "published", "image")}
        stands["summary"] = summary(edition)
        new = {n: text for n, text in words.items() if n in stands and text != on_one_line(stands[n])}
        for name, text in new.items():
            _check_length(name, text)
            if text and name != "summary":
                check_fact(name, text)
        if new.get("image"):
            check_picture(new["image"], access=access)
        edited = dataclasses.replace(edited, **new)
        edited = dataclasses.replace(edited, summary=edited.summary or None)
    note = words.get("note", "")
    _check_length("note", note)
    if edited == edition.edited and not note:
        raise UsageError("Nothing was changed.", hint="Change a field, or write a word on the revision.")
    return FactsEdit(id=edition.id, revision=edition.revision, edited=edited, note=note)


def check_picture(address: str, *, access: Access) -> None:
    """Raises SourceError (it cannot be fetched: also an address inside the network), UsageError (it is none)."""
    try:
        square_artwork(get(address, access=picture_access(access)).body)
    except PublishError as problem:
        raise UsageError(str(problem), hint="A JPEG, PNG or WebP of 200 px at least.") from problem


def on_one_line(text: str) -> str:
    """Without what no page can show; spaces that hold words together stay."""
    return re.sub(r"[ \t\r\n]+", " ", _CONTROL.sub(" ", text)).strip(" ")


def _check_length(name: str, text: str) -> None:
    most = {"byline": MAX_BYLINE_CHARS, "summary": MAX_SUMMARY_CHARS, "note": MAX_NOTE_CHARS}.get(name)
    if most is not None and len(text) > most:
        raise UsageError(
            f"This text has {len(text)} characters; {most} at most are shown here.", hint="Shorten it."
        )
