"""Withdrawn and restored, by whatever door: the edition, what waits of it, and every post that leads to it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path

from audioedition.produce.held import forget_held
from audioedition.publish.folder.withdrawn import Reason, Withdrawn, restore_edition, withdraw_edition
from audioedition.serve.audit import Audit
from audioedition.serve.database import open_state, state_path
from audioedition.serve.posts import Posts
from audioedition.system.sqlite import Database


def take_back(
    output: Path, posts: Posts | None, *, edition_id: str, identity: str, reason: Reason
) -> Withdrawn | None:
    """First what waits, then what stands. ``None``: there was no edition. Raises PublishError."""
    if posts is not None:
        for post in posts.of_identity(identity):
            if post.withdrawn_at is None:
                posts.withdraw(post.id)
    forget_held(output, edition_id)
    return withdraw_edition(output, edition_id=edition_id, at=datetime.now(timezone.utc), reason=reason)


def bring_back(output: Path, posts: Posts | None, withdrawn: Withdrawn) -> Path:
    """The folder that stands again. Raises NotRestorable, PublishError."""
    folder = restore_edition(output, withdrawn)
    if posts is not None and withdrawn.identity:
        posts.restore(withdrawn.identity)
    return folder


@contextlib.contextmanager
def state_here(output: Path) -> Iterator[Database | None]:
    """The state of a service of that folder, for a command on its machine; ``None`` where there is none."""
    if not state_path(output).is_file():
        yield None
        return
    with contextlib.closing(open_state(output)) as database:
        yield database


def put_down_here(database: Database | None, act: str, *, subject: str) -> None:
    """In the audit list, where there is one."""
    if database is not None:
        Audit(database).put_console(act, subject=subject)
