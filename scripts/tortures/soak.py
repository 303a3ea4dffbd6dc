"""Long articles, through the service: flat memory."""

from __future__ import annotations

import contextlib
import threading
import time
from collections import defaultdict
from pathlib import Path

from audioedition.serve.database import open_state
from audioedition.serve.jobs import Jobs
from scripts.tortures.common import Broken, folder, wait
from scripts.tortures.service import Service

LOOK_EVERY_S = 0.2
GROWTH_KIB = 40_000
"""More memory that ten times the article may take: its text, cues and page are held, its sound is not."""
Peaks = dict[str, int]
"""Kind of process -> the most resident memory that one of them had, KiB."""


def soak(*, paragraphs: int = 2_000, voice: str = "tone", limit_s: float = 1_800.0) -> tuple[Peaks, Peaks]:
    """The peak memory of each process of a service that makes an article of few paragraphs, and one of many."""
    few, many = (peaks_of(number, voice=voice, limit_s=limit_s) for number in (paragraphs // 10, paragraphs))
    for kind in sorted(few):
        print(
            f"soak: {kind}: {few[kind] // 1024} MiB for {paragraphs // 10} paragraphs, "
            f"{many[kind] // 1024} MiB for {paragraphs}",
            flush=True,
        )
    grown = {kind: many[kind] - few[kind] for kind in few if many[kind] - few[kind] > GROWTH_KIB}
    if grown:
        raise Broken(f"memory grows with the article, KiB: {grown}")
    return few, many


def peaks_of(paragraphs: int, *, voice: str, limit_s: float) -> Peaks:
    text = "Un long registre\n\n" + "\n\n".join(
        f"L’alinéa {k} du registre est lu à voix haute, et le suivant attend." for k in range(paragraphs)
    )
    with folder() as place, Service(output=place / "output", voice=voice) as service:
        peaks: Peaks = defaultdict(int)
        over = threading.Event()
        watcher = threading.Thread(target=watch, args=(service, peaks, over))
        watcher.start()
        try:
            jobs = Jobs(open_state(service.output))
            id_ = jobs.submit({"text": text, "wishes": {"voice": voice}, "force": False}, title="registre").id
            wait(lambda: (job := jobs.get(id_)) is not None and not job.open, limit_s)
        finally:
            over.set()
            watcher.join()
        job = jobs.get(id_)
        if job is None or job.state != "done":
            raise Broken(f"the article of {paragraphs} paragraphs was not made: {job}")
        service.stop()
        return dict(peaks)


def watch(service: Service, peaks: Peaks, over: threading.Event) -> None:
    while not over.is_set():
        for pid, kind in service.family().items():
            with contextlib.suppress(OSError, IndexError, ValueError):
                status = Path(f"/proc/{pid}/status").read_text()
                peaks[kind] = max(peaks[kind], int(status.split("VmHWM:")[1].split()[0]))
        time.sleep(LOOK_EVERY_S)
