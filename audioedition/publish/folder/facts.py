"""What an edition says of itself: facts, tags, fingerprint, name. Pure."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import unicodedata
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from audioedition.fetch.tracking import without_tracking
from audioedition.model import (
    Article,
    Chapter,
    Edition,
    EditionParagraph,
    Figure,
    Paragraph,
    Script,
    Source,
    Voice,
    VoiceFacts,
)
from audioedition.publish.disclosure import id3_disclosure
from audioedition.publish.words import three_letters
from audioedition.system.names import readable

ASSEMBLY_VERSION = "2"
"""Rises when pauses, loudness or tags change for the same script: every edition is then encoded again."""


BY_NAME = "file:"
"""Before the name of a file, where an article has no address."""
CHOSEN = "id:"
"""Before what a person called the article (``--id``)."""


def identity_of(source: Source, *, article: Article) -> str:
    """What stays the same when the article is corrected: canonical URL (or the one it was found at, without what tells
    where a reader comes from), else the file's name, else the title's hash.

    Never a path: it is published. Which of the files of one name is meant, ``which.py`` finds out.
    """
    if article.url or source.url:
        return without_tracking(str(article.url or source.url))
    if source.path:
        name = readable(Path(source.path).name)
        return BY_NAME + unicodedata.normalize("NFC", name)  # macOS writes « é » in two signs
    return "stdin:" + hashlib.sha256(article.paragraphs[0].text.encode()).hexdigest()


def edition_id(identity: str) -> str:
    """``urn:uuid:…``, always the same for the same article: the feed's guid."""
    return uuid.uuid5(uuid.NAMESPACE_URL, identity).urn


def fingerprint_of(
    script: Script, *, keys: Sequence[str], article: Article, settings: Sequence[object]
) -> str:
    """SHA-256 of all that decides the finished file. ``keys`` are those of the clips, so voice, engine and model
    are in it; ``settings`` what else was wished."""
    said = [(u.paragraph, u.sentence, u.role, u.text, u.pause_after_ms) for u in script.utterances]
    facts = [article.title, article.site, article.byline, article.published]
    content = [ASSEMBLY_VERSION, said, list(keys), facts, list(settings)]
    return hashlib.sha256(json.dumps(content, ensure_ascii=True).encode()).hexdigest()


def spoken_sha256(script: Script) -> str:
    """Of what the engine is given: it changes with the text, the lexicon and the rules of reading."""
    said = [[u.paragraph, u.sentence, u.spoken] for u in script.utterances]
    return hashlib.sha256(json.dumps(said, ensure_ascii=True).encode()).hexdigest()


def voice_sha256(voice: Voice, *, engine_version: str, fingerprint: str) -> str:
    """Of all that decides how a voice sounds, pauses included; ``fingerprint`` is its model's."""
    sound = [voice.engine, voice.language, voice.rate, dataclasses.asdict(voice.pauses), dict(voice.options)]
    roles = {role: dataclasses.asdict(own) for role, own in voice.roles.items()}
    content = json.dumps([*sound, roles, engine_version, fingerprint], sort_keys=True, default=str)
    return hashlib.sha256(content.encode()).hexdigest()


def voice_facts(voice: Voice, *, engine_version: str) -> VoiceFacts:
    return VoiceFacts(
        name=voice.name,
        label=voice.label or voice.name,
        engine=voice.engine,
        engine_version=engine_version,
        language=voice.language,
        license=voice.license,
        neural=voice.neural,
    )


def article_facts(article: Article) -> dict[str, Any]:
    """The fields that an Edition takes over from its article."""
    return {
        "title": article.title,
        "url": article.url,
        "site": article.site,
        "byline": article.byline,
        "published": article.published,
        "updated": article.updated,
        "language": article.language,
        "image": article.image,
        "rubric": article.rubric,
        "paragraphs": tuple(
            EditionParagraph(role=p.role, text=p.text, language=p.language, foreign=p.foreign, table=p.table)
            for p in article.paragraphs
        ),
        "dropped": article.dropped,
        "warnings": article.warnings,
    }


def with_pictures(chapters: Sequence[Chapter], article: Article) -> tuple[Chapter, ...]:
    """Each chapter with the first picture that the article shows between its paragraphs and the next one's; as it was
    where the article names none at all."""
    if not article.figures:
        return tuple(chapters)
    starts = [0 if c.paragraph is None else article.paragraphs[c.paragraph].position for c in chapters]
    starts[:1] = [0]
    found = []
    for chapter, start, end in zip(chapters, starts, [*starts[1:], None], strict=True):
        image = next(
            (f.image for f in article.figures if f.position >= start and (end is None or f.position < end)),
            None,
        )
        found.append(dataclasses.replace(chapter, image=image))
    return tuple(found)


def tag_values(article: Article, *, facts: VoiceFacts, today: str) -> dict[str, Any]:
    """The values of ``encode.Tags``: title, artist = byline, album = site, and that a synthetic voice reads."""
    return {
        "title": article.title,
        "artist": article.byline or article.site or "audioedition",
        "album": article.site or "audioedition",
        "date": (article.published or today)[:10],
        "language": three_letters(article.language),
        "extra": id3_disclosure(facts, article.language),
    }


def article_of(edition: Edition) -> Article:
    """The article as it was when the edition was made, with a picture for each chapter that shows one."""
    return Article(
        title=edition.title,
        url=edition.url,
        site=edition.site,
        byline=edition.byline,
        published=edition.published,
        updated=edition.updated,
        language=edition.language,
        image=edition.image,
        rubric=edition.rubric,
        paragraphs=tuple(
            Paragraph(
                role=p.role, text=p.text, language=p.language, foreign=p.foreign, position=n, table=p.table
            )
            for n, p in enumerate(edition.paragraphs)
        ),
        figures=tuple(
            Figure(image=chapter.image, position=chapter.paragraph or 0)
            for chapter in edition.chapters
            if chapter.image
        ),
    )
