"""How it is with a post: what ``/api/status`` answers and webhooks bear."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any, Literal
from urllib.parse import urlencode

from audioedition.serve.events import job_json
from audioedition.serve.jobs import Job
from audioedition.serve.lookup import edition_json, edition_of_post
from audioedition.serve.posts import Name, Post
from audioedition.serve.service import Service
from audioedition.system.messages import translate

PostState = Literal["queued", "running", "held", "done", "failed", "withdrawn"]
CANCELLED = "The job was cancelled."


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    state: PostState
    content: dict[str, Any]
    """As JSON."""
    stamp: str
    """What it has come to: another one is another piece of news."""


def status_of_post(service: Service, post: Post) -> Status:
    job = service.jobs.get(post.job) if post.job else None
    entry = edition_of_post(service, post)
    state = _state(post, job, stands=entry is not None)
    error, hint = _error(job, state)
    content = {
        "state": state,
        "external_id": post.external_id,
        "address": post.address,
        "job": job_json(job) if job else None,
        "edition": edition_json(service, entry) if entry else None,
        **_told(error, hint),
        "changed_at": iso_moment(max(post.changed_at, job.ended_at or 0.0 if job else 0.0)),
    }
    stamp = f"withdrawn {post.withdrawn_at}" if state == "withdrawn" else f"{state} {post.job}"
    return Status(state=state, content=content, stamp=stamp)


def status_of_name(service: Service, name: Name) -> Status | None:
    """``None``: neither a request nor an edition is known by it. Raises PostConflict."""
    post = service.posts.find(name)
    if post is not None:
        return status_of_post(service, post)
    entry = service.library.by_address(name.key) if name.key is not None else None
    if entry is None:
        return None
    content = {
        "state": "done",
        "external_id": None,
        "address": entry.address,
        "job": None,
        "edition": edition_json(service, entry),
        **_told("", ""),
        "changed_at": entry.created_at,
    }
    return Status(state="done", content=content, stamp="")


def status_link(name: Name) -> str:
    given = {"external_id": name.external_id} if name.external_id is not None else {"url": name.address or ""}
    return f"/api/status?{urlencode(given)}"


def iso_moment(epoch_s: float) -> str:
    """ISO 8601, UTC, to the millisecond."""
    at = datetime.fromtimestamp(epoch_s, timezone.utc)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _state(post: Post, job: Job | None, *, stands: bool) -> PostState:
    if post.withdrawn_at is not None:
        return "withdrawn"
    if job is None or job.state == "done":
        return "done" if stands else "withdrawn"  # deleted from outside: nothing can be heard
    if job.state == "cancelled":
        return "done" if stands else "failed"
    return job.state


def _error(job: Job | None, state: PostState) -> tuple[str, str]:
    if job is None or state in ("done", "withdrawn", "running"):
        return "", ""
    if job.state == "cancelled":
        return CANCELLED, "Send the post again."
    return str(job.outcome.get("error", "")), str(job.outcome.get("hint", ""))


def _told(error: str, hint: str) -> dict[str, str | None]:
    """In English, and in French for the editors of a French CMS."""
    return {
        "error": error or None,
        "hint": hint or None,
        "error_fr": translate(error, "fr").text if error else None,
        "hint_fr": translate(hint, "fr").text if hint else None,
    }
