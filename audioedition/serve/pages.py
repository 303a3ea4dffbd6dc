"""The newsroom's pages: the first one, jobs, what listeners reported; and what all pages share."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from audioedition.errors import AudioEditionError, UsageError
from audioedition.serve.auth import Form, csrf_word, status_of
from audioedition.serve.jobs import Job
from audioedition.serve.render import missing, render
from audioedition.serve.service import Service
from audioedition.serve.submit import submit_again
from audioedition.serve.who import actor_of


def show(service: Service, request: Request, template: str, **context: Any) -> Response:
    actor = actor_of(request)
    return render(
        request, template, csrf=csrf_word(request), protected=service.protected(), actor=actor, **context
    )


def go(where: str, request: Request, notice: str | None = None) -> Response:
    """To another page, with one of the interface's words to say there."""
    if notice:
        request.session["notice"] = notice
    return RedirectResponse(where, 303)


def home(service: Service, request: Request, form: Form) -> Response:
    return show_home(service, request)


def show_home(
    service: Service, request: Request, *, form: Form | None = None, error: AudioEditionError | None = None
) -> Response:
    """With what the person typed, and why it could not be followed."""
    return show(
        service,
        request,
        "home.html",
        status_code=status_of(error) if error else 200,
        error=error,
        kind=type(error).__name__,
        typed={"url": "", "text": "", "title": "", "chapter": "", **(form or {})},
        jobs=[job for job in service.jobs.list(limit=20) if job.open or job.state in ("failed", "held")],
        entries=service.library.entries()[:8],
    )


def show_job(service: Service, request: Request, form: Form) -> Response:
    return show(service, request, "job.html", job=job_of(service, request))


def cancel_job(service: Service, request: Request, form: Form) -> Response:
    job = job_of(service, request)
    service.jobs.cancel(job.id)
    return go(f"/jobs/{job.id}", request)


def make_again(service: Service, request: Request, form: Form) -> Response:
    """A job that failed, asked for once more."""
    return go(f"/jobs/{submit_again(service, job_of(service, request)).id}", request)


def job_of(service: Service, request: Request) -> Job:
    job = service.jobs.get(request.path_params["job"])
    if job is None:
        raise missing()
    request.state.subject = job.title
    return job


def list_reports(service: Service, request: Request, form: Form) -> Response:
    return show(service, request, "reports.html", reports=service.reports.open())


def settle_report(service: Service, request: Request, form: Form) -> Response:
    report = service.reports.get(request.path_params["report"])
    if report is None:
        raise missing()
    request.state.subject = form.get("word", report.word)
    if form.get("act") == "enter":
        service.pronunciations.add(form.get("word", report.word), form.get("say", ""))
        service.reports.settle(report.id, "entered")
        return go("/reports", request, "entered")
    service.reports.settle(report.id, "dismissed")
    return go("/reports", request, "dismissed")


def whole_number(text: str, *, otherwise: int | None = None) -> int:
    if text.isascii() and text.isdigit() and len(text) < 9:
        return int(text)
    if otherwise is None:
        raise UsageError(f"{text[:20]!r} is no number.", hint="Open the page again.")
    return otherwise
