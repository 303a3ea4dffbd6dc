"""Pages that are still being written: a live report, an agency's flash. They are spoken once they are calm. Pure."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from audioedition.errors import NotSettled
from audioedition.model import Article
from audioedition.system.moments import moment_of

LONGEST_S = 86_400.0
"""Then it is spoken as it stands: a page that counts minutes (« il y a 3 minutes ») changes at each look."""
HAS_HOUR = len("2026-11-30T0")
"""A day alone does not say when in it something changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A page that is waited for, as it was when it was last looked at."""

    digest: str
    """Of the article's words."""
    first_at: float
    """When it was first waited for, in seconds since the epoch; 0 = it is not: so it was spoken."""
    since: float
    """Since when it says what it says, as far as we know."""


def require_settled(
    article: Article, *, settle_s: float, now: float, seen: Seen | None = None, told: str | None = None
) -> None:
    """Raises NotSettled while the page changed less than ``settle_s`` ago: by the date that it gives, by the one that a
    feed has ``told``, and by its words since they were ``seen``. A page that gives no hour is looked at twice."""
    if settle_s <= 0:
        return
    digest = hashlib.sha256("\n".join(p.text for p in article.paragraphs).encode()).hexdigest()[:16]
    hours = [date for date in (article.updated, article.published, told) if date and len(date) >= HAS_HOUR]
    dated = [moment for moment in map(moment_of, hours) if moment is not None and moment <= now]
    if seen is not None and seen.digest != digest:
        since = now
    elif seen is not None:
        since = max([seen.since, *dated])
    else:
        since = max(dated, default=now)
    first_at = (seen.first_at if seen else 0.0) or now
    due_s = min(since + settle_s, first_at + LONGEST_S)
    if due_s > now:
        minutes = settle_s / 60
        raise NotSettled(
            f"The page changed less than {minutes:g} min ago: it waits until it is calm.",
            due_s=due_s,
            seen=Seen(digest=digest, first_at=first_at, since=since),
        )
