"""Doubtful articles are held for review where nobody looks: ``watch``, ``batch``, ``serve``. An edge.

The queue is a folder, ``OUTPUT/.audioedition/review``, one JSON file an article: all processes share it, and what is
published from there is the very text that was looked at. A decision stays, so that the article's next revision is not
held again. A file may be deleted at any time: then the article is judged anew.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Literal, get_args

from audioedition.errors import ExtractionError, HeldForReview, PublishError, UsageError
from audioedition.model import DOUBTFUL, Article, Paragraph
from audioedition.produce.options import ReadArticle
from audioedition.publish.folder.facts import edition_id
from audioedition.publish.folder.manifest import article_from_json
from audioedition.publish.folder.writer import OWN_FOLDER
from audioedition.system.files import write_atomically

NAME = "review"
Teasers = Literal["hold", "speak", "skip"]
TEASERS = get_args(Teasers)
"""What becomes of an article of which the page shows only the beginning."""
DROPPED = "A person looked at it and dropped it."
Decision = Literal["publish", "drop"]
LEAD_IN = "Voici le début de l’article ; la suite est réservée aux abonnés."
"""Spoken after the headline where a newsroom wants beginnings spoken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPolicy:
    """What is done with a doubtful article."""

    publish: bool = False
    """Published as any other."""
    teasers: Teasers = "hold"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldArticle:
    """An article that waits for a person, or of which one has decided."""

    id: str
    """Of the edition that it would be."""
    place: str
    """The address or path that it came from."""
    held_at: str
    """ISO 8601, UTC."""
    decision: Decision | None = None
    read: ReadArticle

    @property
    def title(self) -> str:
        return self.read.article.title

    @property
    def confidence(self) -> float:
        return self.read.article.confidence

    @property
    def reasons(self) -> tuple[str, ...]:
        return tuple(doubt.text for doubt in self.read.article.doubts)


def screened(read: ReadArticle, *, output: Path, place: str, policy: ReviewPolicy) -> ReadArticle:
    """What is to be spoken of an article: itself, where nothing or nobody is against it.

    Raises HeldForReview for what waits, ExtractionError (``held``: the id) for what was dropped by a person or is a
    beginning that the newsroom passes over; PublishError when the queue cannot be written.
    """
    article, id_ = read.article, edition_id(read.identity)
    if not article.doubtful:
        exact = _exact(output, id_)
        if exact is not None and exact.decision == "drop":
            raise ExtractionError(DROPPED, held=id_)
        forget_held(output, id_)
        return read
    if article.teaser and policy.teasers == "skip":
        raise ExtractionError("The page shows only the beginning: the rest is for subscribers.", held=id_)
    if article.teaser and policy.teasers == "speak" and _apart_from_teaser(article) >= DOUBTFUL:
        return dataclasses.replace(read, article=_with_lead_in(article))
    known = find_held(output, id_)
    if policy.publish or (known is not None and known.decision == "publish"):
        return read
    if known is not None and known.decision == "drop":
        raise ExtractionError(DROPPED, held=id_)
    now = datetime.now(timezone.utc).isoformat(timespec="seconds")
    held = HeldArticle(id=id_, place=place, held_at=known.held_at if known else now, read=read)
    _write(output, held)
    raise HeldForReview(
        f"Held for review, confidence {held.confidence:.2f}: {' '.join(held.reasons)}",
        hint=f"Look at it with audioedition review {id_}, then add --publish or --drop.",
        held=id_,
    )


def _apart_from_teaser(article: Article) -> float:
    others = tuple(doubt for doubt in article.doubts if doubt.kind != "teaser")
    return dataclasses.replace(article, doubts=others).confidence


def _with_lead_in(article: Article) -> Article:
    """The headline, then that this is only the beginning."""
    first, *rest = article.paragraphs
    lead = Paragraph(role="body", text=LEAD_IN, position=first.position)
    paragraphs = (first, lead, *rest) if first.role == "title" else (lead, first, *rest)
    return dataclasses.replace(article, paragraphs=paragraphs)


# --- the queue ---------------------------------------------------------------------------------------------------


def held_articles(output: Path) -> tuple[HeldArticle, ...]:
    """All that wait for a decision, the oldest first. A file that cannot be read is passed over."""
    waiting = [held for held in _all(output) if held.decision is None]
    return tuple(sorted(waiting, key=lambda held: (held.held_at, held.id)))


def find_held(output: Path, id_: str) -> HeldArticle | None:
    """By its id, or the only one that begins so."""
    exact = _exact(output, id_)
    if exact is not None:
        return exact
    found = [held for held in _all(output) if id_ and held.id.startswith(id_)]
    return found[0] if len(found) == 1 else None


def _exact(output: Path, id_: str) -> HeldArticle | None:
    path = _path(output, id_)
    if path.is_file():
        with contextlib.suppress(PublishError, ValueError, KeyError, TypeError, OSError):
            return _read(path)
    return None


def require_held(output: Path, id_: str) -> HeldArticle:
    """Raises UsageError when none waits under that id."""
    held = find_held(output, id_)
    if held is None:
        raise UsageError(
            f"No article waits for review under {id_!r}.", hint="audioedition review lists what waits."
        )
    return held


def decide_held(output: Path, held: HeldArticle, decision: Decision) -> HeldArticle:
    """Put the decision down. Raises PublishError when it cannot be written."""
    decided = dataclasses.replace(held, decision=decision)
    _write(output, decided)
    return decided


def _folder(output: Path) -> Path:
    return output / OWN_FOLDER / NAME


def _path(output: Path, id_: str) -> Path:
    return _folder(output) / f"{Path(id_).name}.json"


def _all(output: Path) -> Iterator[HeldArticle]:
    for path in sorted(_folder(output).glob("*.json")):
        with contextlib.suppress(PublishError, ValueError, KeyError, TypeError, OSError):
            yield _read(path)


def _read(path: Path) -> HeldArticle:
    """Raises PublishError, ValueError, KeyError, TypeError or OSError for what is no such file."""
    content = json.loads(path.read_text(encoding="utf-8"))
    decision = content["decision"]
    if decision not in (None, *get_args(Decision)):
        raise ValueError(decision)
    return HeldArticle(
        id=str(content["id"]),
        place=str(content["place"]),
        held_at=str(content["held_at"]),
        decision=decision,
        read=ReadArticle(
            article=article_from_json(content["article"]),
            identity=str(content["identity"]),
            by_name=bool(content["by_name"]),
            source=content["source"],
            from_web=bool(content["from_web"]),
        ),
    )


def _write(output: Path, held: HeldArticle) -> None:
    path, read = _path(output, held.id), held.read
    content = {
        "id": held.id,
        "place": held.place,
        "held_at": held.held_at,
        "decision": held.decision,
        "identity": read.identity,
        "by_name": read.by_name,
        "source": read.source,
        "from_web": read.from_web,
        "article": dataclasses.asdict(read.article),
    }
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, json.dumps(content, ensure_ascii=False, indent=1).encode())
    except OSError as error:
        raise PublishError(
            f"The review queue {path.parent} cannot be written: {error.strerror}.",
            hint="Check the folder's rights and the disk.",
        ) from error


def forget_held(output: Path, id_: str) -> None:
    """An article that is no longer doubtful, or was withdrawn, waits no more."""
    with contextlib.suppress(OSError):
        _path(output, id_).unlink(missing_ok=True)
