"""What a person wrote of an edition: kept when its page is read again, made as the edition was made. An edge."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from audioedition.errors import PublishError, UsageError
from audioedition.model import EditedFacts, Edition, RecordedOptions
from audioedition.produce.options import EditionOptions, ReadArticle
from audioedition.publish.folder.by_hand import with_edited
from audioedition.publish.folder.facts import edition_id
from audioedition.publish.folder.origin import Origin, origin_of_before, read_origin
from audioedition.publish.folder.same_article import is_same_article
from audioedition.publish.folder.shelf import read_edition
from audioedition.publish.folder.which import editions_named
from audioedition.publish.folder.writer import find_folder
from audioedition.sound.formats import named_formats


class EditionChanged(UsageError):
    """Somebody else's revision stands now."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody else has changed this edition since you opened it.",
            hint="Look at what stands now, and save again what is to stand.",
        )


def with_facts_by_hand(read: ReadArticle, *, output: Path) -> ReadArticle:
    """What a person writes now, or wrote of the edition that stands, in place of what the page says."""
    edited = read.edited
    if edited is None:
        standing = standing_edition(read, output=output)
        edited = EditedFacts() if standing is None else standing.edited
    return dataclasses.replace(read, article=with_edited(read.article, edited), edited=edited)


def standing_edition(read: ReadArticle, *, output: Path) -> Edition | None:
    """Of that article, its facts alone."""
    return next(_standing(read, output), None)


def facts_that_stand(page: ReadArticle, read: ReadArticle, standing: Edition | None) -> ReadArticle:
    """``read``, or ``page`` with what a person saved of the edition since ``read`` was put together: to be asked under
    the edition's lock. Raises EditionChanged where this run's own writer saw another revision."""
    if was_made(page, standing):
        return said_once(read, standing)
    if page.revision is not None and page.revision != (0 if standing is None else standing.revision):
        raise EditionChanged
    if page.edited is not None or standing is None or standing.edited == read.edited:
        return read
    article = with_edited(page.article, standing.edited)
    return dataclasses.replace(page, article=article, edited=standing.edited)


def was_made(read: ReadArticle, standing: Edition | None) -> bool:
    """Whether what a person writes stands in the revision right after the one that they saw: a run that was killed
    before it could say so made it."""
    if read.edited is None or read.revision is None or standing is None or not standing.revisions:
        return False
    told = standing.revisions[-1].note == read.note
    return told and standing.revision == read.revision + 1 and standing.edited == read.edited


def said_once(read: ReadArticle, standing: Edition | None) -> ReadArticle:
    """Without the word on the revision, where that stands already."""
    return dataclasses.replace(read, note="") if read.note and was_made(read, standing) else read


def _standing(read: ReadArticle, output: Path) -> Iterator[Edition]:
    """The edition of that article, if there is one; of a file's name, one of which a person wrote something."""
    if read.by_name:
        for edition in editions_named(output, read.identity):
            if edition.edited != EditedFacts():
                origin = read_origin(output, edition_id=edition.id)
                here = read.source is not None and origin is not None and read.source == origin.source
                if is_same_article(edition, read.article, same_place=here):
                    yield edition
        return
    folder = find_folder(output, edition_id=edition_id(read.identity)) if output.is_dir() else None
    if folder is not None:
        with contextlib.suppress(PublishError):  # damaged: it is made again
            yield read_edition(folder, facts_only=True).edition


def options_as_made(edition: Edition, *, output: Path) -> EditionOptions:
    """Voice, sounds and all else with which the edition was made, as far as this machine knows it still: what a person
    writes of it changes nothing else."""
    origin = read_origin(output, edition_id=edition.id) or origin_of_before(edition)
    making = edition.making or RecordedOptions()
    settings: dict[str, Any] = {kind: Path(path) for kind, path in origin.sounds if Path(path).is_file()}
    if making.bit_rate_kbps is not None:
        settings["bit_rate_kbps"] = making.bit_rate_kbps
    return dataclasses.replace(
        reading_as_made(edition, origin=origin),
        strict=making.strict,
        watermark=making.watermark,
        certified_by=edition.certified_by or None,
        loudness=_asked_loudness(making),
        formats=named_formats(edition.audio.others),
        **settings,
    )


def reading_as_made(edition: Edition, *, origin: Origin) -> EditionOptions:
    """What decides which words are said, and how."""
    making = edition.making or RecordedOptions()
    return EditionOptions(
        voice=origin.voice or edition.voice.name,
        rate=making.rate,
        chapters=making.chapters,
        title=making.title,
        keep=making.keep,
        drop=making.drop,
        captions=making.captions,
        locale=making.locale,
        inclusive=making.inclusive,
        opening=making.opening,
        lexicon=Path(origin.lexicon) if origin.lexicon else None,
        site_rules=tuple(map(Path, origin.site_rules)),
    )


def _asked_loudness(making: RecordedOptions) -> int:
    """As it is asked for: −19 on one channel is −16 on two speakers."""
    return -23 if making.loudness_lufs < -20 else -16
