"""Listeners while editions are made."""

from __future__ import annotations

import asyncio
import re
import threading
import time
from dataclasses import dataclass

from audioedition.serve.database import open_state
from audioedition.serve.jobs import Jobs
from scripts.tortures.common import Broken, article, folder, shelf, wait
from scripts.tortures.service import Service

LIMIT_MS = 250
"""That 99 of 100 listeners' requests stay under, on loopback and a machine with nothing else to do."""


@dataclass(frozen=True)
class Heard:
    """What listeners met while editions were made."""

    listeners: int
    requests: int
    errors: int
    editions: int
    """Made meanwhile."""
    p50_ms: float
    p99_ms: float
    max_ms: float


def load(
    *,
    listeners: int = 200,
    seconds: float = 60.0,
    editions: int = 4,
    paragraphs: int = 60,
    voice: str = "tone",
    limit_ms: float | None = None,
) -> Heard:
    """Listeners who each ask for 64 KiB every 5 s (what playing 96 kb/s takes). All the while editions are made:
    when ``editions`` are done, as many more are asked for."""
    with (
        folder() as place,
        Service(output=place / "output", voice=voice, options=("--workers", "1")) as service,
    ):
        jobs = Jobs(open_state(service.output))
        order(jobs, 0, 1, paragraphs=paragraphs, voice=voice)
        wait(lambda: done(jobs) == 1, 300)
        (shelved,) = shelf(service.output).values()
        path = f"/e/{shelved.folder.name}/{shelved.edition.audio.path}"
        over = threading.Event()
        busy = threading.Thread(
            target=keep_busy,
            args=(jobs, over),
            kwargs={"editions": editions, "paragraphs": paragraphs, "voice": voice},
        )
        busy.start()
        host, _, port = service.url.removeprefix("http://").partition(":")
        size = shelved.edition.audio.size_bytes
        try:
            times_ms, errors = asyncio.run(listen(host, int(port), path, size, listeners, seconds))
            made = done(jobs) - 1
        finally:
            over.set()
            busy.join()
        wait(lambda: done(jobs) > editions, 600)
        service.stop()
    times_ms.sort()
    heard = Heard(
        listeners=listeners,
        requests=len(times_ms),
        errors=errors,
        editions=made,
        p50_ms=round(times_ms[len(times_ms) // 2], 1),
        p99_ms=round(times_ms[int(len(times_ms) * 0.99)], 1),
        max_ms=round(times_ms[-1], 1),
    )
    print(f"load: {heard}", flush=True)
    if errors:
        raise Broken(f"{errors} requests failed")
    if limit_ms is not None and heard.p99_ms > limit_ms:
        raise Broken(f"99 of 100 requests took up to {heard.p99_ms:.0f} ms, not {limit_ms:.0f}")
    return heard


def order(jobs: Jobs, first: int, number: int, *, paragraphs: int, voice: str) -> None:
    for n in range(first, first + number):
        text = article(n, paragraphs=paragraphs)
        jobs.submit({"text": text, "wishes": {"voice": voice}, "force": False}, title=str(n))


def done(jobs: Jobs) -> int:
    return jobs.counts().get("done", 0)


def keep_busy(jobs: Jobs, over: threading.Event, *, editions: int, paragraphs: int, voice: str) -> None:
    asked = 1
    while not over.wait(0.2):
        if done(jobs) >= asked:
            order(jobs, asked, editions, paragraphs=paragraphs, voice=voice)
            asked += editions


async def listen(
    host: str, port: int, path: str, size: int, listeners: int, seconds: float
) -> tuple[list[float], int]:
    times_ms: list[float] = []
    errors = 0

    async def one(n: int) -> None:
        nonlocal errors
        await asyncio.sleep(5 * n / listeners)
        until = time.monotonic() + seconds
        at = 0
        reader, writer = await asyncio.open_connection(host, port, limit=1 << 20)
        while time.monotonic() < until:
            begun = time.perf_counter()
            end = min(at + 65_535, size - 1)
            writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nRange: bytes={at}-{end}\r\n\r\n".encode())
            head = await reader.readuntil(b"\r\n\r\n")
            told = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
            assert told, head
            length = int(told[1])
            body = await reader.readexactly(length)
            times_ms.append(1000 * (time.perf_counter() - begun))
            errors += not (b" 206 " in head[:20] and len(body) == end - at + 1)
            at = 0 if end == size - 1 else end + 1
            await asyncio.sleep(max(0.0, 5 - (time.perf_counter() - begun)))
        writer.close()

    results = await asyncio.gather(*(one(n) for n in range(listeners)), return_exceptions=True)
    errors += sum(isinstance(result, BaseException) for result in results)
    return times_ms, errors
