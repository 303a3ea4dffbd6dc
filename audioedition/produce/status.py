"""Which editions no longer say what their articles say, or not as they would be said today. An edge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from audioedition.errors import AudioEditionError, VoiceError
from audioedition.fetch.addresses import Access
from audioedition.model import Edition, JingleKind, RecordedOptions, StoredEdition, Voice
from audioedition.produce.by_hand import reading_as_made
from audioedition.produce.options import EditionOptions
from audioedition.produce.produce import read_article
from audioedition.publish.folder.by_hand import with_edited
from audioedition.publish.folder.facts import BY_NAME, CHOSEN, article_of, spoken_sha256, voice_sha256
from audioedition.publish.folder.origin import origin_of_before, read_origin
from audioedition.publish.folder.revisions import describe_changes
from audioedition.publish.folder.same_article import is_same_article
from audioedition.publish.folder.shelf import Unreadable, audio_problem, read_shelf
from audioedition.publish.folder.withdrawn import withdrawn_editions
from audioedition.publish.web import is_http_url
from audioedition.script.lexicon import newsroom_lexicon
from audioedition.script.write import write_script
from audioedition.sound.jingles import house_sha256
from audioedition.speak.engines.registry import load_engine
from audioedition.speak.voices import choose_voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    kind: Literal["article", "voice", "lexicon", "sound", "file", "unknown"]
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
    digest is out of date when one of its articles has a newer sound on the same shelf, or was withdrawn.

    ``offline`` does not look at articles on the web (files are read). Raises PublishError when the folder cannot
    be listed.
    """
    shelf = tuple(read_shelf(output))
    sounds = {s.edition.id: s.edition.audio.sha256 for s in shelf if isinstance(s, StoredEdition)}
    stand = {s.edition.id for s in shelf if isinstance(s, StoredEdition)}
    withdrawn = {kept.id for kept in withdrawn_editions(output, also_made_again=True)} - stand
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
            reasons += _member_reasons(edition, sounds, withdrawn=withdrawn)
        else:
            reasons += _sound_reasons(edition, output=output)
            made = _made(edition, output=output)
            reasons += made.missing
            if not made.missing:
                reasons += _article_reasons(
                    edition, made=made, access=None if offline else access or Access()
                )
                reasons += _reading_reasons(edition, options=made.options)
        yield EditionStatus(folder=found.folder, title=edition.title, reasons=tuple(reasons))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """With what an edition was made, as far as this machine still knows."""

    options: EditionOptions
    source: str | None
    """Where to look at the article again."""
    missing: tuple[Reason, ...] = ()
    """What is known by its name alone: the like cannot be compared with the like."""


def _made(edition: Edition, *, output: Path) -> _Made:
    making = edition.making or RecordedOptions()
    origin = read_origin(output, edition_id=edition.id) or origin_of_before(edition)
    missing: list[str] = []
    if making.lexicon and not origin.lexicon:
        missing.append(f"The lexicon {making.lexicon} that it was made with is not known on this machine.")
    if making.site_rules and not origin.site_rules:
        names = ", ".join(making.site_rules)
        missing.append(f"The rules {names} that it was made with are not known on this machine.")
    return _Made(
        options=reading_as_made(edition, origin=origin),
        source=origin.source,
        missing=tuple(Reason(kind="unknown", text=text) for text in missing),
    )


def _member_reasons(digest: Edition, sounds: Mapping[str, str], *, withdrawn: Set[str]) -> list[Reason]:
    """Articles of a digest that were corrected or withdrawn since. One that is merely no longer on the shelf is no
    news."""
    taken_back = [member for member in digest.members if member.id in withdrawn]
    return [
        Reason(kind="article", text=f"« {member.title} » a été retiré depuis.") for member in taken_back
    ] + [
        Reason(kind="article", text=f"« {member.title} » a été corrigé depuis.")
        for member in digest.members
        if sounds.get(member.id, member.audio_sha256) != member.audio_sha256
    ]


def _sound_reasons(edition: Edition, *, output: Path) -> list[Reason]:
    """Whether the sounds of the house are still those that are heard in it."""
    making, origin = edition.making, read_origin(output, edition_id=edition.id)
    if making is None or not making.jingles_sha256:
        return []
    names = ", ".join(making.jingles)
    if origin is None or not origin.sounds:
        text = f"The sounds of the house that it was made with are not known on this machine: {names}."
        return [Reason(kind="unknown", text=text)]
    try:
        paths = dict(origin.sounds)
        now = house_sha256({kind: Path(paths[kind]) for kind in get_args(JingleKind) if kind in paths})
    except OSError as error:
        text = f"The sounds of the house cannot be compared: {error.filename} cannot be read."
        return [Reason(kind="unknown", text=text)]
    if now == making.jingles_sha256:
        return []
    return [Reason(kind="sound", text=f"A sound of the house is another one now: {names}.")]


def _article_reasons(edition: Edition, *, made: _Made, access: Access | None) -> list[Reason]:
    """``access`` is ``None`` where the web is not to be looked at."""
    if made.source is None or edition.identity.startswith("stdin:"):
        text = "The article came from standard input: there is nothing to look at."
        if edition.identity.startswith((BY_NAME, CHOSEN)):
            text = "Where the article came from is not known on this machine: make it again here."
        return [Reason(kind="unknown", text=text)]
    on_the_web = is_http_url(made.source)
    if on_the_web and access is None:
        return []
    try:
        article = read_article(made.source, options=made.options, access=access).article
    except AudioEditionError as error:
        return [Reason(kind="unknown", text=f"The article cannot be read now: {error}")]
    if edition.identity.startswith(BY_NAME) and not is_same_article(edition, article, same_place=True):
        text = f"{Path(made.source).name} holds another article now: “{article.title}”."
        return [Reason(kind="unknown", text=text)]
    return [
        Reason(kind="article", text=change)
        for change in describe_changes(edition, with_edited(article, edition.edited))
    ]


def _reading_reasons(edition: Edition, *, options: EditionOptions) -> list[Reason]:
    """Whether the text that the edition holds would still be read so: by this voice, with this lexicon."""
    making = edition.making
    try:
        voice = choose_voice(options.voice, rate=options.rate)
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
        opening=options.opening,
    )
    return spoken_sha256(script)
