"""Live progress as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from audioedition.serve.jobs import Job
from audioedition.serve.render import missing
from audioedition.serve.service import Service
from audioedition.serve.who import demand_actor, service_of
from audioedition.system.sqlite import StateError

LOOK_EVERY_S = 0.4
SIGN_OF_LIFE_S = 15.0
LONGEST_S = 3600.0


def job_json(job: Job) -> dict[str, Any]:
    """The job as the API shows it."""
    return {
        "id": job.id,
        "state": job.state,
        "title": job.title,
        "progress": job.progress,
        "outcome": job.outcome,
        "attempts": job.attempts,
        "created_at": job.created_at,
        "started_at": job.started_at,
        "ended_at": job.ended_at,
        "url": f"/api/jobs/{job.id}",
        "events": f"/api/jobs/{job.id}/events",
        "edition": f"/api/editions/{job.outcome['edition']}" if job.state == "done" else None,
    }


async def job_events(request: Request) -> Response:
    """One ``job`` event per change, the last one when it has ended."""
    service = service_of(request)
    await run_in_threadpool(demand_actor, service, request)
    job: Job | None = await run_in_threadpool(service.jobs.get, request.path_params["job"])
    if job is None:
        raise missing()
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(changes(service, job), media_type="text/event-stream", headers=headers)


async def changes(service: Service, job: Job) -> AsyncIterator[str]:
    loop = asyncio.get_running_loop()
    started_at = said_at = loop.time()
    last = None
    while loop.time() - started_at < LONGEST_S:
        now = job_json(job)
        if now != last:
            yield f"event: job\ndata: {json.dumps(now)}\n\n"
            last, said_at = now, loop.time()
        elif loop.time() - said_at > SIGN_OF_LIFE_S:
            yield ": still here\n\n"
            said_at = loop.time()
        if not job.open:
            return
        await asyncio.sleep(LOOK_EVERY_S)
        try:
            found: Job | None = await run_in_threadpool(service.jobs.get, job.id)
            job = found or job
        except StateError:
            continue  # locked for a moment: the page need not know
