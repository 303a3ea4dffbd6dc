"""Which editions no longer say what their articles say, or not as they would be said today. An edge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from audioedition.errors import AudioEditionError, VoiceError
from audioedition.fetch.addresses import Access
from audioedition.model import Edition, RecordedOptions, StoredEdition, Voice
from audioedition.produce.options import EditionOptions
from audioedition.produce.produce import read_article
from audioedition.publish.folder.facts import article_of, spoken_sha256, voice_sha256
from audioedition.publish.folder.revisions import describe_changes
from audioedition.publish.folder.shelf import Unreadable, audio_problem, read_shelf
from audioedition.script.lexicon import newsroom_lexicon
from audioedition.script.write import write_script
from audioedition.speak.engines.registry import load_engine
from audioedition.speak.voices import read_voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    kind: Literal["article", "voice", "lexicon", "file", "unknown"]
    """``unknown``: could not be found out (the site is down, the voice is not installed here)."""
    text: str
    """A sentence; for ``article`` in French, as listeners would read it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionStatus:
    folder: Path
    title: str
    reasons: tuple[Reason, ...]
    """Empty: the edition holds."""

    @property
    def state(self) -> Literal["current", "changed", "unknown"]:
        kinds = {reason.kind for reason in self.reasons}
        return "changed" if kinds - {"unknown"} else "unknown" if kinds else "current"


def check_editions(
    output: Path, *, offline: bool = False, access: Access | None = None
) -> Iterator[EditionStatus]:
    """Every edition of a folder, by name, each as soon as it is known; nothing is spoken, nothing is written. A
    digest is out of date when one of its articles has a newer sound on the same shelf.

    ``offline`` does not look at articles on the web (files are read). Raises PublishError when the folder cannot
    be listed.
    """
    shelf = tuple(read_shelf(output))
    sounds = {s.edition.id: s.edition.audio.sha256 for s in shelf if isinstance(s, StoredEdition)}
    for found in shelf:
        if isinstance(found, Unreadable):
            reason = Reason(kind="file", text=found.reason)
            yield EditionStatus(folder=found.folder, title=found.folder.name, reasons=(reason,))
            continue
        edition = found.edition
        reasons: list[Reason] = []
        if problem := audio_problem(found):
            reasons.append(Reason(kind="file", text=problem))
        if edition.identity.startswith("digest:"):
            reasons += _member_reasons(edition, sounds)
        else:
            options = _options(edition)
            reasons += _article_reasons(
                edition, options=options, access=None if offline else access or Access()
            )
            reasons += _reading_reasons(edition, options=options)
        yield EditionStatus(folder=found.folder, title=edition.title, reasons=tuple(reasons))


def _options(edition: Edition) -> EditionOptions:
    making = edition.making or RecordedOptions()
    return EditionOptions(
        voice=edition.voice.name,
        chapters=making.chapters,
        title=making.title,
        keep=making.keep,
        drop=making.drop,
        captions=making.captions,
        locale=making.locale,
        inclusive=making.inclusive,
        lexicon=Path(making.lexicon) if making.lexicon else None,
    )


def _member_reasons(digest: Edition, sounds: Mapping[str, str]) -> list[Reason]:
    """Articles of a digest that were corrected since. One that is no longer on the shelf is no news."""
    return [
        Reason(kind="article", text=f"« {member.title} » a été corrigé depuis.")
        for member in digest.members
        if sounds.get(member.id, member.audio_sha256) != member.audio_sha256
    ]


def _article_reasons(edition: Edition, *, options: EditionOptions, access: Access | None) -> list[Reason]:
    """``access`` is ``None`` where the web is not to be looked at."""
    where = edition.identity
    on_the_web = where.startswith(("http://", "https://"))
    if where.startswith("stdin:"):
        return [
            Reason(kind="unknown", text="The article came from standard input: there is nothing to look at.")
        ]
    if on_the_web and access is None:
        return []
    try:
        article = read_article(where, options=options, access=access).article
    except AudioEditionError as error:
        return [Reason(kind="unknown", text=f"The article cannot be read now: {error}")]
    return [Reason(kind="article", text=change) for change in describe_changes(edition, article)]


def _reading_reasons(edition: Edition, *, options: EditionOptions) -> list[Reason]:
    """Whether the text that the edition holds would still be read so: by this voice, with this lexicon."""
    making = edition.making
    try:
        voice = read_voice(edition.voice.name)
        engine = load_engine(voice.engine)
        now = voice_sha256(voice, engine_version=engine.version, fingerprint=engine.check(voice))
        if making is None:
            return []
        reasons: list[Reason] = []
        if now != making.voice_sha256:
            text = f"The voice “{voice.name}” sounds different now: its profile, engine or model changed."
            reasons.append(Reason(kind="voice", text=text))
        if (
            _spoken_now(edition, options=options, voice=voice, max_chars=engine.max_chars)
            != making.spoken_sha256
        ):
            text = "Words would be read differently now: the lexicon or the rules of reading changed."
            reasons.append(Reason(kind="lexicon", text=text))
        return reasons
    except VoiceError as error:
        return [Reason(kind="unknown", text=f"The voice cannot be compared: {error}")]
    except AudioEditionError as error:  # a lexicon that is gone or broken
        return [Reason(kind="unknown", text=f"The lexicon cannot be compared: {error}")]


def _spoken_now(edition: Edition, *, options: EditionOptions, voice: Voice, max_chars: int) -> str:
    script = write_script(
        article_of(edition),
        voice=voice,
        max_chars=max_chars,
        lexicon=newsroom_lexicon(options.lexicon),
        locale=options.locale,
        inclusive=options.inclusive,
    )
    return spoken_sha256(script)
