"""From what a person or program asks to a draft or a job; what makes no sense is refused here."""

from __future__ import annotations

import contextlib
import dataclasses
import threading
import time
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, get_args

from starlette.requests import Request

from audioedition.errors import SourceError, UsageError, VoiceError
from audioedition.fetch.tracking import without_tracking
from audioedition.model import LOCALES, ChapterMode, Inclusive, Source, Voice
from audioedition.produce.house import LOUDNESS_LUFS
from audioedition.produce.produce import EditionOptions, read_article
from audioedition.script.opening import check_opening
from audioedition.serve.drafts import Draft, draft_article, finish_draft
from audioedition.serve.jobs import Job
from audioedition.serve.render import missing
from audioedition.serve.service import Service
from audioedition.serve.work import OPTIONS, source_of, words_in
from audioedition.sound.encode import BIT_RATES_KBPS
from audioedition.sound.formats import FORMATS, chosen_formats, require_encoders
from audioedition.speak.engines.registry import load_engine
from audioedition.speak.voices import AUTO, choose_voice, read_voice, voice_files

MAX_PREVIEWS = 4
"""At once: a page of a slow site holds its thread for up to 20 s, one of many pages somewhat longer."""
PREVIEW_S = 15.0
"""For the later pages of an article, while a person waits; what is missing is told on the draft."""
LOOK_AT_VOICES_EVERY_S = 30.0
SOURCES = ("url", "text", "html")
_previews = threading.BoundedSemaphore(MAX_PREVIEWS)


def voice_names() -> tuple[str, ...]:
    return (AUTO, *voice_files())


def voice_choices(*, own: str) -> dict[str, str]:
    """Name -> label of the voices that can be spoken here, for a person to choose from; ``own``, the service's,
    among them whatever it is."""
    found = _voices_here(int(time.monotonic() // LOOK_AT_VOICES_EVERY_S))
    return {voice.name: voice.label for voice in found if voice.offered or voice.name == own}


@lru_cache(maxsize=1)
def _voices_here(turn: int) -> tuple[Voice, ...]:
    found: list[Voice] = []
    for name in voice_files():
        with contextlib.suppress(VoiceError):  # a broken profile, a model that is not installed
            voice = read_voice(name)
            load_engine(voice.engine).check(voice)
            found.append(voice)
    return tuple(found)


def preview(service: Service, wanted: dict[str, Any], *, document: Source | None = None) -> Draft:
    """Fetch and segment; nothing is spoken. ``document``: what a person sent, in place of a source that is named.
    Raises UsageError, SourceError, ExtractionError."""
    options = EditionOptions(
        title=wanted.get("wishes", {}).get("title"),
        captions=bool(wanted.get("wishes", {}).get("captions")),
    )
    access = dataclasses.replace(service.settings.access(), later_pages_s=PREVIEW_S)
    with reading_turn():
        read = read_article(document or source_of(wanted), options=options, access=access)
    return draft_article(read.article, identity=read.identity)


@contextlib.contextmanager
def reading_turn() -> Iterator[None]:
    """For reading a page or document while a person waits: only so many at once. Raises SourceError."""
    if not _previews.acquire(timeout=10.0):
        raise SourceError("Too many pages are being fetched.", hint="Try again in a moment.", retryable=True)
    try:
        yield
    finally:
        _previews.release()


def find_draft(service: Service, request: Request) -> tuple[str, Draft]:
    """That the address names; what is done to it stands under its title in the audit list. Raises HTTPException 404."""
    id_ = request.path_params["draft"]
    draft = service.drafts.get(id_)
    if draft is None:
        raise missing()
    request.state.subject = draft.article.title
    return id_, draft


def submit_draft(service: Service, draft: Draft, *, options: dict[str, Any], force: bool = False) -> Job:
    """Queue what the draft says."""
    article = finish_draft(draft)
    if draft.facts is not None:
        edit: dict[str, Any] = {
            "article": dataclasses.asdict(article),
            "identity": draft.identity,
            "facts_edit": dataclasses.asdict(draft.facts),
        }
        return service.jobs.submit(edit, title=article.title)
    wanted = {
        "article": dataclasses.asdict(article),
        "identity": draft.identity,
        "wishes": check_options({"voice": service.settings.voice, **options}),
        "force": force,
        **({"now": True} if draft.now else {}),
        **({} if draft.revision is None else {"revision": draft.revision}),
    }
    return service.jobs.submit(wanted, title=article.title)


def submit_source(
    service: Service, source: dict[str, str], *, options: dict[str, Any], force: bool = False
) -> Job:
    """Queue an address or a text; it is fetched by the worker."""
    wanted = {
        **{name: without_tracking(text) if name == "url" else text for name, text in source.items()},
        "wishes": check_options({"voice": service.settings.voice, **options}),
        "force": force,
    }
    source_of(wanted)
    return service.jobs.submit(wanted, title=words_in(wanted))


def submit_again(service: Service, job: Job) -> Job:
    """What a job was asked, once more. Raises UsageError where it is not one that has ended badly."""
    if job.state not in ("failed", "cancelled"):
        raise UsageError("This job has not failed.", hint="Open its page: it says what it is doing.")
    post = service.posts.of_job(job.id)
    return service.jobs.submit(job.wanted, title=job.title, post=post.id if post else None)


def check_options(options: dict[str, Any]) -> dict[str, Any]:
    """Raises UsageError naming the first that is unknown or of the wrong kind, VoiceError for the voice."""
    check_kinds(options)
    _one_of(options, "voice", voice_names())  # a name, never a path
    choose_voice(options.get("voice", AUTO))
    return options


def check_kinds(options: dict[str, Any]) -> dict[str, Any]:
    """All but the voice."""
    unknown = set(options) - set(OPTIONS)
    if unknown:
        raise UsageError(f"Unknown: {', '.join(sorted(unknown))}.", hint=f"Known: {', '.join(OPTIONS)}.")
    _one_of(options, "chapters", get_args(ChapterMode))
    _one_of(options, "locale", LOCALES)
    _one_of(options, "inclusive", get_args(Inclusive))
    _one_of(options, "loudness", tuple(LOUDNESS_LUFS))
    _one_of(options, "bit_rate", BIT_RATES_KBPS)
    formats = options.get("formats", [])
    if not isinstance(formats, list):
        raise UsageError("formats is a list of names.", hint=f"One or more of: {', '.join(FORMATS)}.")
    require_encoders(chosen_formats(formats))
    opening = options.get("opening", "")
    if not isinstance(opening, str) or len(opening) > 1000:
        raise UsageError("opening is a text of at most 1000 characters.")
    check_opening(opening or None)
    for name in ("captions", "strict"):
        if not isinstance(options.get(name, False), bool):
            raise UsageError(f"{name} is true or false.")
    title = options.get("title", "")
    if not isinstance(title, str) or len(title) > 1000:
        raise UsageError("title is a text of at most 1000 characters.")
    return options


def _one_of(options: dict[str, Any], name: str, known: tuple[str, ...] | tuple[int, ...]) -> None:
    if name in options and options[name] not in known:
        raise UsageError(
            f"There is no {name} {str(options[name])[:60]!r}.", hint=f"One of: {', '.join(map(str, known))}."
        )
