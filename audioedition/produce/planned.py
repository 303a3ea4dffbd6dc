"""What will be said of an article, before anything is spoken: its script, and all that decides the finished file."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from audioedition.errors import ExtractionError
from audioedition.model import RecordedOptions, Script, Voice
from audioedition.produce.house import sound_settings
from audioedition.produce.options import EditionOptions
from audioedition.produce.record import EditionRequest, recorded_options
from audioedition.publish.folder.facts import fingerprint_of
from audioedition.script.lexicon import newsroom_lexicon
from audioedition.script.write import write_script
from audioedition.speak.engines.registry import load_engine
from audioedition.speak.pronounced import with_lexicon
from audioedition.speak.speak import Call, plan_calls


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedEdition:
    request: EditionRequest
    voice: Voice
    """With the lexicon's own words."""
    script: Script
    calls: tuple[Call, ...]
    fingerprint: str
    making: RecordedOptions
    notes: tuple[str, ...]


def plan_edition(request: EditionRequest, *, voice: Voice) -> PlannedEdition:
    """Raises ExtractionError (``strict``, and something cannot be read for certain), UsageError (the
    lexicon), VoiceError, EngineError."""
    article, options = request.read.article, request.options
    engine = load_engine(voice.engine)
    lexicon = newsroom_lexicon(options.lexicon)
    voice = with_lexicon(voice, lexicon)
    script = write_script(
        article,
        voice=voice,
        max_chars=engine.max_chars,
        lexicon=lexicon,
        locale=options.locale,
        inclusive=options.inclusive,
        opening=options.opening,
    )
    refuse_unread(script, options=options)
    calls = plan_calls(script, voice=voice)
    fingerprint = fingerprint_of(
        script,
        keys=[call.key for call in calls],
        article=article,
        settings=[options.chapters, options.bit_rate_kbps, *sound_settings(options, request.house)],
    )
    doubt = (article.doubt,) if article.doubt else ()
    return PlannedEdition(
        request=request,
        voice=voice,
        script=script,
        calls=calls,
        fingerprint=fingerprint,
        making=recorded_options(options, script, voice=voice, house=request.house),
        notes=(*article.warnings, *doubt, *script.unread),
    )


def with_identity(request: EditionRequest, identity: str) -> EditionRequest:
    """Which of the articles of a file's name it is turns out under the lock."""
    return dataclasses.replace(request, read=dataclasses.replace(request.read, identity=identity))


def refuse_unread(script: Script, *, options: EditionOptions) -> None:
    if options.strict and script.unread:
        raise ExtractionError(
            f"{len(script.unread)} places cannot be read for certain: {'; '.join(script.unread[:5])}",
            hint="Add them to the lexicon (audioedition lexicon suggest), or leave --strict out.",
        )
