"""The page « Relecture »: doubtful articles that were held, with the reasons; one click publishes or drops each."""

from __future__ import annotations

import dataclasses

from starlette.requests import Request
from starlette.responses import Response

from audioedition.produce.held import decide_held, find_held, held_articles
from audioedition.serve.auth import Form
from audioedition.serve.pages import go, show
from audioedition.serve.render import missing
from audioedition.serve.service import Service
from audioedition.serve.submit import check_options


def list_held(service: Service, request: Request, form: Form) -> Response:
    return show(service, request, "review.html", held=held_articles(service.settings.output))


def settle_held(service: Service, request: Request, form: Form) -> Response:
    """Publish: the jobs that wait for it go on, or a new one, from the very text that was held. Drop: no edition, now
    or when it changes."""
    output = service.settings.output
    held = find_held(output, request.path_params["held"])
    if held is None or held.id != request.path_params["held"]:
        raise missing()
    if form.get("act") != "publish":
        decide_held(output, held, "drop")
        service.held.drop(held.id)
        return go("/review", request, "review_dropped")
    waiting = service.held.publish(held)
    if waiting is not None:
        decide_held(output, held, "publish")
        return go(f"/jobs/{waiting}", request)
    wanted = {
        "article": dataclasses.asdict(held.read.article),
        "identity": held.read.identity,
        "wishes": check_options({"voice": service.settings.voice}),
        "force": False,
    }
    job = service.jobs.submit(wanted, title=held.title)
    decide_held(output, held, "publish")
    return go(f"/jobs/{job.id}", request)
