"""Listeners while editions are made."""

from __future__ import annotations

import asyncio
import json
import re
import time

from audioedition.serve.database import Database, state_path
from audioedition.serve.jobs import Jobs
from tortures.common import Broken, article, folder, shelf, wait
from tortures.service import Service


def load(
    *,
    listeners: int = 200,
    seconds: float = 60.0,
    made_meanwhile: int = 4,
    paragraphs: int = 60,
    voice: str = "tone",
) -> dict[str, float]:
    """Listeners who each ask for 64 KiB every 5 s (what playing 96 kb/s takes) while editions are made."""
    with folder() as place:
        service = Service(output=place / "output", voice=voice, options=("--workers", "1"))
        service.start()
        jobs = Jobs(Database(state_path(service.output)))
        first = jobs.submit(
            {"text": article(0, paragraphs=paragraphs), "wishes": {"voice": voice}, "force": False},
            title="premier",
        )
        wait(lambda: (job := jobs.get(first.id)) is not None and job.state == "done", 300)
        (shelved,) = shelf(service.output).values()
        path = f"/e/{shelved.folder.name}/{shelved.edition.audio.path}"
        for n in range(made_meanwhile):
            text = article(n + 1, paragraphs=paragraphs)
            jobs.submit({"text": text, "wishes": {"voice": voice}, "force": False}, title=str(n))
        host, _, port = service.url.removeprefix("http://").partition(":")
        listening = listen(host, int(port), path, shelved.edition.audio.size_bytes, listeners, seconds)
        times_ms, errors = asyncio.run(listening)
        wait(lambda: jobs.counts().get("done", 0) == made_meanwhile + 1, 600)
        service.stop()
    times_ms.sort()
    result = {
        "listeners": listeners,
        "requests": len(times_ms),
        "errors": errors,
        "p50_ms": round(times_ms[len(times_ms) // 2], 1),
        "p99_ms": round(times_ms[int(len(times_ms) * 0.99)], 1),
        "max_ms": round(times_ms[-1], 1),
    }
    print(f"load: {json.dumps(result)}", flush=True)
    if errors:
        raise Broken(f"{errors} requests failed")
    return result


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
            length = int(re.search(rb"content-length: (\d+)", head, re.IGNORECASE)[1])  # type: ignore[index]
            body = await reader.readexactly(length)
            times_ms.append(1000 * (time.perf_counter() - begun))
            errors += not (b" 206 " in head[:20] and len(body) == end - at + 1)
            at = 0 if end == size - 1 else end + 1
            await asyncio.sleep(max(0.0, 5 - (time.perf_counter() - begun)))
        writer.close()

    results = await asyncio.gather(*(one(n) for n in range(listeners)), return_exceptions=True)
    errors += sum(isinstance(result, BaseException) for result in results)
    return times_ms, errors
