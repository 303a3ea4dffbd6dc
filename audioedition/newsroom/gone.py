"""An article whose own page says that it was taken away for good (410): its edition is withdrawn. An edge."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from audioedition.errors import UsageError
from audioedition.model import Edition, StoredEdition
from audioedition.publish.address import address_key
from audioedition.publish.folder.shelf import read_shelf
from audioedition.publish.folder.withdrawn import withdraw_edition
from audioedition.publish.site import address_keys


def withdraw_gone(urls: Iterable[str], *, output: Path, at: datetime) -> tuple[str, ...]:
    """Folders of the editions that were withdrawn; none where there was none. ``urls``: the address that was asked for,
    and the one that answered: many feeds name articles by an address that counts clicks and leads on. Raises
    PublishError."""
    keys = {address_key(url) for url in urls}
    editions = [
        stored.edition
        for stored in read_shelf(output, facts_only=True)
        if isinstance(stored, StoredEdition)
        and any(not _stands_elsewhere(stored.edition, key) for key in keys & address_keys(stored.edition))
    ]
    withdrawn = [withdraw_edition(output, edition_id=e.id, at=at, reason="gone") for e in editions]
    return tuple(found.name for found in withdrawn if found is not None)


def _stands_elsewhere(edition: Edition, key: str) -> bool:
    """The article has another address today: that the former one is gone says nothing of it."""
    with contextlib.suppress(UsageError):
        return address_key(edition.url or "") != key
    return False
