"""The page « Relecture »: all that waits for a person. Drafts that were proposed, doubtful articles that were held,
jobs that failed, editions whose hour has not come; one click, or one for several, decides."""

from __future__ import annotations

import dataclasses
import time
from datetime import datetime, timezone

from starlette.requests import Request
from starlette.responses import Response

from audioedition.errors import UsageError
from audioedition.produce.held import HeldArticle, decide_held, find_held, held_articles
from audioedition.produce.waiting import WaitingArticle, drop_waiting, find_waiting, waiting_articles
from audioedition.publish.address import address_key
from audioedition.publish.web import is_http_url
from audioedition.serve.auth import Form, check_right
from audioedition.serve.draft_pages import must_propose
from audioedition.serve.library import LibraryEntry
from audioedition.serve.pages import go, show
from audioedition.serve.render import missing
from audioedition.serve.service import Service
from audioedition.serve.submit import check_options, preview, submit_again
from audioedition.serve.who import actor_of
from audioedition.system.moments import moment_of

FAILED_SHOWN = 50


def show_queue(service: Service, request: Request, form: Form) -> Response:
    return show(
        service,
        request,
        "review.html",
        proposed=[draft for draft in service.drafts.list() if draft.proposed_by],
        held=held_articles(service.settings.output),
        failed=service.jobs.failed(limit=FAILED_SHOWN),
        scheduled=scheduled(service),
        waiting=[(article, moment_iso(article.due_s)) for article in waiting(service)],
        is_http_url=is_http_url,
        decides=actor_of(request).may("publish"),
        propose=must_propose(service, actor_of(request), None),
    )


def scheduled(service: Service) -> list[LibraryEntry]:
    """Editions whose article is dated in the future: the feed leaves them out until then."""
    now = time.time()
    return [entry for entry in service.library.entries() if (moment_of(entry.published) or 0.0) > now]


def waiting(service: Service) -> list[WaitingArticle]:
    """What a watch has met and makes at its hour; without what somebody published before it."""

    def stands(article: WaitingArticle) -> bool:
        if not is_http_url(article.place):
            return False
        entry = service.library.by_address(address_key(article.place))
        return entry is not None and article.title == entry.title

    return [article for article in waiting_articles(service.settings.output) if not stands(article)]


def publish_waiting(service: Service, request: Request, form: Form) -> Response:
    """What a watch would make at its hour is made now, and dated so; or that is proposed to a second person."""
    article = find_waiting(service.settings.output, request.path_params["waiting"])
    if article is None or not is_http_url(article.place):
        raise missing()
    request.state.subject = article.title or article.place
    if must_propose(service, actor_of(request), None):
        return go(f"/drafts/{propose_waiting(service, request, article)}", request, "proposed")
    wanted = {"url": article.place, "wishes": {"voice": service.settings.voice}, "now": True}
    job = service.jobs.submit(wanted, title=article.title or article.place)
    drop_waiting(service.settings.output, article.place)
    return go(f"/jobs/{job.id}", request)


def propose_waiting(service: Service, request: Request, article: WaitingArticle) -> str:
    """The id of the draft that a second person is asked to have made. Until then the article goes on waiting."""
    draft = dataclasses.replace(preview(service, {"url": article.place}), now=True)
    id_ = service.drafts.add(draft, owner=actor_of(request))
    options = check_options({"voice": service.settings.voice})
    service.drafts.propose(id_, by=actor_of(request), options=options)
    return id_


def moment_iso(epoch_s: float) -> str:
    return datetime.fromtimestamp(epoch_s, timezone.utc).isoformat()


def settle_held(service: Service, request: Request, form: Form) -> Response:
    """One article, at its own buttons."""
    held = find_held(service.settings.output, request.path_params["held"])
    if held is None or held.id != request.path_params["held"]:
        raise missing()
    request.state.subject = held.title
    if form.get("act") != "publish":
        drop_held(service, held)
        return go("/review", request, "review_dropped")
    return go(f"/jobs/{publish_held(service, held)}", request)


def settle_several(service: Service, request: Request, form: Form) -> Response:
    """All that were chosen: held articles published or dropped, failed jobs made again."""
    act = form.get("act", "")
    chosen = {name.partition("-")[2] for name in form if name.startswith(("held-", "job-"))}
    if not chosen:
        raise UsageError("Nothing was chosen.", hint="Tick the boxes of what you mean.")
    if act == "again":
        jobs = [job for job in map(service.jobs.get, chosen) if job is not None and job.state == "failed"]
        request.state.subject = "; ".join(job.title for job in jobs)
        for job in jobs:
            submit_again(service, job)
        return go("/review", request, "review_made_again")
    check_right(actor_of(request), "publish")
    held = [article for article in held_articles(service.settings.output) if article.id in chosen]
    request.state.subject = "; ".join(article.title for article in held)
    for article in held:
        if act == "publish":
            publish_held(service, article)
        else:
            drop_held(service, article)
    return go("/review", request, "review_settled")


def drop_held(service: Service, held: HeldArticle) -> None:
    """No edition, now or when the article changes."""
    decide_held(service.settings.output, held, "drop")
    service.held.drop(held.id)


def publish_held(service: Service, held: HeldArticle) -> str:
    """The id of the job: the one that waits for it goes on, or a new one begins, from the very text that was held."""
    job = service.held.publish(held)
    if job is None:
        wanted = {
            "article": dataclasses.asdict(held.read.article),
            "identity": held.read.identity,
            "wishes": check_options({"voice": service.settings.voice}),
            "force": False,
        }
        job = service.jobs.submit(wanted, title=held.title).id
    decide_held(service.settings.output, held, "publish")
    return job
