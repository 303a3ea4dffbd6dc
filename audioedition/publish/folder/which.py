"""Which edition an article belongs to: by its identity, and where that is no more than a file's name, by its content.

``edition.json`` holds no path: a newsroom's article is the same one on every machine and in every folder. Two files of
one name are told apart by what is in them; what is chosen once stands in ``edition.json`` and is found again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePath

from audioedition.errors import PublishError
from audioedition.model import Article, Edition
from audioedition.publish.folder.facts import BY_NAME, edition_id
from audioedition.publish.folder.origin import read_origin
from audioedition.publish.folder.same_article import is_same_article, shared_runs
from audioedition.publish.folder.shelf import MANIFEST, read_edition
from audioedition.publish.folder.writer import StagedEdition, staging_edition

HEAD_BYTES = 4096
"""Of ``edition.json``: its identity stands at the beginning."""
_IDENTITY = re.compile(rb'"identity": ("(?:[^"\\]|\\.)*")')
ATTEMPTS = 5
"""Another run may take the same name meanwhile: then it is looked for again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    id: str
    identity: str
    note: str | None = None
    """For the person: another article bears the name."""


def choose_edition(
    article: Article,
    *,
    identity: str,
    known: Iterable[Edition],
    same_place: Callable[[Edition], bool] = lambda edition: False,
    alone: bool = True,
) -> Choice:
    """Of the editions that came of a file of that name, the one that is this article; else a new one. Pure.

    ``same_place``: whether an edition came of the very file that the article was read from. ``alone``: nobody else
    can take the bare name meanwhile; else a new edition never has it.
    """
    known = list(known)
    taken = any(edition.id == edition_id(identity) for edition in known)
    own = own_identity(identity, article=article) if taken or not alone else identity
    same = [e for e in known if is_same_article(e, article, same_place=same_place(e))]
    if same:
        found = max(same, key=lambda e: (shared_runs(e, article), same_place(e)))
        named = found.identity.startswith(
            BY_NAME
        )  # else it is a path: of an older version, and not published again
        return Choice(id=found.id, identity=found.identity if named else own)
    return Choice(id=edition_id(own), identity=own, note=_another(identity, known))


def own_identity(identity: str, *, article: Article) -> str:
    """Of a file whose name is another article's already: the name, and what is in it."""
    text = "\n".join(paragraph.text for paragraph in article.paragraphs)
    return f"{identity}:{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def bare_name(identity: str) -> str:
    """« file:NAME », whichever article of that name it is."""
    return re.sub(r":[0-9a-f]{16}$", "", identity)


def _another(identity: str, known: Iterable[Edition]) -> str | None:
    title = next((edition.title for edition in known), None)
    if title is None:
        return None
    name = identity.removeprefix(BY_NAME)
    return (
        f"{name} is another article than “{title}”, which came from a file of that name: "
        "it becomes an edition of its own."
    )


@contextlib.contextmanager
def staging_article(
    output: Path, *, article: Article, identity: str, by_name: bool, source: str | None
) -> Iterator[tuple[Choice, StagedEdition]]:
    """The edition's place, held under its lock. ``by_name``: the identity is a file's name and not yet one article's;
    ``source``: that file. Raises PublishError when the folder cannot be written, or the name is fought over."""

    def same_place(edition: Edition) -> bool:
        origin = read_origin(output, edition_id=edition.id)
        return source is not None and source in (edition.identity, origin.source if origin else None)

    for _ in range(ATTEMPTS):
        known = list(editions_named(output, identity))
        if by_name:
            choice = choose_edition(article, identity=identity, known=known, same_place=same_place)
        else:
            id_ = next((e.id for e in known if e.identity == identity), edition_id(identity))
            choice = Choice(id=id_, identity=identity)
        with staging_edition(output, edition_id=choice.id) as place:
            old = place.edition
            if not by_name or old is None or is_same_article(old, article, same_place=same_place(old)):
                yield choice, place
                return
    raise PublishError(
        f"{identity.removeprefix(BY_NAME)} is being made by others too.",
        hint="Try again, or name this article yourself with --id.",
    )


def editions_named(output: Path, identity: str) -> Iterator[Edition]:
    """Those that came of a file of that name, whatever its folder was; none for any other identity."""
    if not identity.startswith(BY_NAME):
        return
    for entry in sorted(os.scandir(output), key=lambda entry: entry.name) if output.is_dir() else ():
        path = os.path.join(entry.path, MANIFEST)
        with contextlib.suppress(OSError, ValueError, PublishError):
            facts = os.stat(path)
            if is_of_that_name(_identity_in(path, facts.st_mtime_ns, facts.st_size), identity):
                yield read_edition(Path(entry.path)).edition


@lru_cache(maxsize=20_000)
def _identity_in(path: str, mtime_ns: int, size_bytes: int) -> str:
    """Read once while the file stays as it is: a batch asks for it with each of its articles."""
    with open(path, "rb") as stream:
        found = _IDENTITY.search(stream.read(HEAD_BYTES))
    return str(json.loads(found[1])) if found else ""


def is_of_that_name(known: str, identity: str) -> bool:
    """Whether an edition's identity is that name, that name with its content, or (before 0.2) a path of that name."""
    name = identity.removeprefix(BY_NAME)
    if known.startswith("/"):
        return PurePath(known).name == name
    return known == identity or re.fullmatch(re.escape(identity) + r":[0-9a-f]{16}", known) is not None
