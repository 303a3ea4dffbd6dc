"""« Écoutes »: the player's beacons come in, and the figures go out as a page, as CSV and as JSON."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from audioedition.audience.beacon import MAX_BYTES, read_beacon
from audioedition.audience.figures import Figures, by_day, by_edition, to_csv, to_json
from audioedition.errors import UsageError
from audioedition.serve.audience import today
from audioedition.serve.auth import Form
from audioedition.serve.files import CORS
from audioedition.serve.pages import show
from audioedition.serve.service import Service
from audioedition.serve.who import client_of, service_of

DAYS = 30
MAX_DAYS = 1_100
FIRST_YEAR = 2000
SHOWN = 200
CHART_PX = 120


async def take_beacon(request: Request) -> Response:
    """204 for whatever is understood, also for what is not counted: an unknown edition, a listener who objects
    (DNT, Sec-GPC). No cookie is read or set; the address serves the quota of this minute alone."""
    service = service_of(request)
    headers = {
        "access-control-allow-origin": CORS["access-control-allow-origin"],
        "cache-control": "no-store",
    }
    if not service.audience.quota.take(client_of(request)):
        return Response(status_code=429, headers={**headers, "retry-after": "60"})
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > MAX_BYTES:
            return Response(status_code=413, headers={**headers, "connection": "close"})
    if request.headers.get("dnt") == "1" or request.headers.get("sec-gpc") == "1":
        return Response(status_code=204, headers=headers)
    try:
        beacon = read_beacon(body)
    except UsageError:
        return Response(status_code=400, headers=headers)
    if service.library.known(beacon.edition) is None:
        await run_in_threadpool(service.library.entries)  # made since the shelf was last looked at
    if service.library.known(beacon.edition) is not None:
        service.audience.beacon(beacon)
    return Response(status_code=204, headers=headers)


def show_listening(service: Service, request: Request, form: Form) -> Response:
    since, until = span(request)
    days, editions = gather(service, since=since, until=until)
    most = max((max(day.plays, day.downloads) for day in days), default=0)
    return show(
        service,
        request,
        "listening.html",
        since=since,
        until=until,
        days=days,
        editions=editions[:SHOWN],
        more=max(0, len(editions) - SHOWN),
        plays=sum(row.plays for row in days),
        downloads=sum(row.downloads for row in days),
        most=most,
        bars=bars(days, most=most),
        chart_px=CHART_PX,
    )


def listening_csv(service: Service, request: Request, form: Form) -> Response:
    since, until = span(request)
    _, editions = gather(service, since=since, until=until)
    headers = {"content-disposition": f'attachment; filename="ecoutes-{since}-{until}.csv"'}
    # a spreadsheet takes UTF-8 for Latin-1 without the mark
    return Response("\ufeff" + to_csv(editions), media_type="text/csv; charset=utf-8", headers=headers)


def stats(service: Service, request: Request, body: dict[str, Any]) -> Response:
    since, until = span(request)
    days, editions = gather(service, since=since, until=until, edition=request.query_params.get("edition"))
    content = {
        "since": since,
        "until": until,
        "days": [to_json(row) for row in days],
        "editions": [to_json(row) for row in editions],
    }
    return JSONResponse(content, headers={"cache-control": "no-store"})


def gather(
    service: Service, *, since: str, until: str, edition: str | None = None
) -> tuple[tuple[Figures, ...], tuple[Figures, ...]]:
    """By day, by edition."""
    counts = service.audience.read(since=since, until=until, edition=edition)
    titles = {entry.name: entry.title for entry in service.library.entries()}
    first = date.fromisoformat(since)
    count = (date.fromisoformat(until) - first).days + 1
    days = [(first + timedelta(days=n)).isoformat() for n in range(count)]
    return by_day(counts, days=days), by_edition(counts, titles=titles)


def span(request: Request) -> tuple[str, str]:
    """The days that are asked for, both included; the last thirty where none are. Raises UsageError."""
    until = _day(request, "until", today())
    since = _day(request, "since", (date.fromisoformat(until) - timedelta(days=DAYS - 1)).isoformat())
    length = (date.fromisoformat(until) - date.fromisoformat(since)).days
    if not 0 <= length < MAX_DAYS:
        raise UsageError(f"since comes before until, at most {MAX_DAYS} days.")
    return since, until


def bars(days: tuple[Figures, ...], *, most: int) -> list[tuple[int, int]]:
    """Height in pixels of each day's plays, and of its downloads beside them: a play in a page may be both."""
    return [
        (round(row.plays * CHART_PX / most), round(row.downloads * CHART_PX / most)) if most else (0, 0)
        for row in days
    ]


def _day(request: Request, name: str, otherwise: str) -> str:
    given = request.query_params.get(name, "") or otherwise
    try:
        if len(given) != len("2026-11-30"):
            raise ValueError(given)
        found = date.fromisoformat(given)
        if found.year < FIRST_YEAR:
            raise ValueError(given)
        return found.isoformat()
    except (ValueError, OverflowError):
        raise UsageError(f"{given[:40]!r} is no date.", hint="Like 2026-11-30.") from None
