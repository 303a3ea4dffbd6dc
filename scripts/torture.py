"""Torture: what a newsroom's machine may suffer, done on purpose. ``make torture`` runs all of it.

    python scripts/torture.py kill --articles 30 --runs 20
    python scripts/torture.py faults | disk | engines | load | soak

Each prints what it saw and exits 1 when a promise was broken. docs/reliability.md holds measured results.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import errno
import hashlib
import json
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from audioedition.clips import FolderStore
from audioedition.encode import sha256_of
from audioedition.errors import AudioEditionError
from audioedition.ffmpeg import find_ffmpeg
from audioedition.model import Source
from audioedition.produce import Wishes, produce_edition
from audioedition.publish.shelf import Shelved, read_shelf
from audioedition.serve.database import Database, state_path
from audioedition.serve.jobs import Jobs

START_S = 0.4
"""What starting a worker takes on a quiet machine of 2026."""
MARK = "AUDIOEDITION_TORTURE"
SUBJECTS = ("Le port", "La mairie", "Le musée", "La gare", "Le stade", "La forêt", "Le marché", "La plage")


class Broken(AssertionError):
    """A promise that was not kept."""


def article(n: int, *, paragraphs: int = 5) -> str:
    subject = SUBJECTS[n % len(SUBJECTS)]
    lines = [f"{subject} en travaux, épisode {n}"]
    for k in range(paragraphs):
        lines.append(
            f"{subject} ferme pendant {k + 2} jours, a annoncé la ville. "
            f"Le chantier numéro {100 * n + k} commence à {k + 6} h 30, et les riverains s’y préparent."
        )
    return "\n\n".join(lines)


def sound_of(path: Path) -> str:
    """SHA-256 of the decoded PCM."""
    command = [find_ffmpeg(), "-v", "error", "-i", str(path), "-f", "s16le", "-"]
    return hashlib.sha256(subprocess.run(command, capture_output=True, check=True).stdout).hexdigest()


def shelf(output: Path) -> dict[str, Shelved]:
    """Title -> edition; everything on the shelf can be read."""
    found: dict[str, Shelved] = {}
    for shelved in read_shelf(output):
        if not isinstance(shelved, Shelved):
            raise Broken(shelved.reason)
        found[shelved.edition.title] = shelved
    return found


def source(text: str) -> Source:
    from datetime import datetime, timezone

    return Source(data=text.encode(), media_type="text/plain", fetched_at=datetime.now(timezone.utc))


# --- processes -------------------------------------------------------------------------------------------


@dataclass
class Service:
    """A service whose whole family bears a mark in its environment, so that orphans are found."""

    output: Path
    voice: str
    mark: str = field(default_factory=lambda: os.urandom(8).hex())
    options: tuple[str, ...] = ()
    process: subprocess.Popen[str] | None = None
    url: str = ""
    started_at: float = 0.0

    def start(self) -> None:
        command = [sys.executable, "-m", "audioedition", "serve", "-o", str(self.output), "--port", "0"]
        self.process = subprocess.Popen(
            [*command, "--voice", self.voice, "--store", str(self.output.parent / "clips"), *self.options],
            env={**os.environ, MARK: self.mark, "TMPDIR": str(self.output.parent)},
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stderr is not None
        for line in self.process.stderr:
            if match := re.search(r"The service is at (\S+)/ ", line):
                self.url = match[1]
                break
        else:
            raise Broken("the service did not start")
        threading.Thread(target=drain, args=(self.process,), daemon=True).start()
        self.started_at = time.monotonic()

    def family(self) -> dict[int, str]:
        """Living processes: id -> kind."""
        return {pid: kind_of(pid) for pid in marked(self.mark)}

    def stop(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        self.process.wait(30)


def drain(process: subprocess.Popen[str]) -> None:
    assert process.stderr is not None
    with contextlib.suppress(ValueError):
        for _ in process.stderr:
            pass
        process.stderr.close()


def marked(mark: str) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                if f"{MARK}={mark}".encode() in (entry / "environ").read_bytes():
                    found.append(int(entry.name))
    return found


def kind_of(pid: int) -> str:
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
    except OSError:
        return "gone"
    kinds = {"serve.worker": "worker", "engines.child": "engine", "ffmpeg": "ffmpeg", "\0serve\0": "parent"}
    return next((kind for sign, kind in kinds.items() if sign in words), "other")


# --- 1. SIGKILL ------------------------------------------------------------------------------------------


def kill(articles: int, runs: int, *, voice: str = "tone", seed: int = 1, limit_s: float = 900.0) -> None:
    """Kill a random process every 0.2 to 0.7 s until all articles are made."""
    texts = [article(n) for n in range(articles)]
    with folder() as quiet:
        expected = {}
        for text in texts:
            made = produce_edition(
                source(text), output=quiet / "o", wishes=Wishes(voice=voice), store=FolderStore(quiet / "c")
            )
            expected[made.edition.title] = sound_of(made.audio_path)
    for run in range(runs):
        with folder() as place:
            killed, seconds = storm(
                texts, expected, place, voice=voice, rng=random.Random(seed + run), limit_s=limit_s
            )
        print(
            f"kill run {run + 1}: {articles} articles in {seconds:.0f} s, killed {dict(killed)}", flush=True
        )


def storm(
    texts: list[str],
    expected: dict[str, str],
    place: Path,
    *,
    voice: str,
    rng: random.Random,
    limit_s: float,
) -> tuple[Counter[str], float]:
    service = Service(output=place / "output", voice=voice, options=("--workers", "2"))
    service.start()
    jobs = Jobs(Database(state_path(service.output)))
    for text in texts:
        jobs.submit({"text": text, "wishes": {"voice": voice}, "force": False}, title=text[:40])
    killed: Counter[str] = Counter()
    begun, slowness = time.monotonic(), slowness_now()
    while (counts := jobs.counts()).get("queued", 0) + counts.get("running", 0):
        if time.monotonic() - begun > limit_s:
            raise Broken(f"not done after {limit_s:.0f} s: {counts}, killed {dict(killed)}")
        time.sleep(slowness * rng.uniform(0.2, 0.7))
        # a service that has just started gets four seconds to do something between two deaths of its own
        fresh = time.monotonic() - service.started_at < 4.0 * slowness
        family = [
            (p, k)
            for p, k in service.family().items()
            if k not in ("gone", "other") and not (fresh and k == "parent")
        ]
        if family:
            pid, kind = rng.choice(family)
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
                killed[kind] += 1
        assert service.process is not None
        if service.process.poll() is not None:
            service.start()
    seconds = time.monotonic() - begun
    service.stop()
    check_after_storm(service, jobs, expected)
    return killed, seconds


def slowness_now() -> float:
    """1 on a quiet machine; where others work too, as much more as a worker takes to start. Nothing could be done
    between two kills otherwise."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import audioedition.serve.worker"], check=True)
    return max(1.0, (time.perf_counter() - begun) / START_S)


def check_after_storm(service: Service, jobs: Jobs, expected: dict[str, str]) -> None:
    failed = [job.outcome for job in jobs.list(limit=10_000) if job.state != "done"]
    if failed:
        raise Broken(f"{len(failed)} jobs did not end well: {failed[:3]}")
    made = shelf(service.output)
    if made.keys() != expected.keys():
        raise Broken(f"{len(made)} editions instead of {len(expected)}")
    for title, shelved in made.items():
        if sound_of(shelved.audio_path) != expected[title]:
            raise Broken(f"other sound than undisturbed: {title}")
    time.sleep(0.5)
    if orphans := service.family():
        raise Broken(f"orphans: {orphans}")
    produce_edition(  # whoever works next sweeps
        source(article(9_999)),
        output=service.output,
        wishes=Wishes(voice="tone"),
        store=FolderStore(service.output.parent / "clips"),
    )
    left = [p for p in (service.output / ".audioedition" / "staging").rglob("*")]
    if left:
        raise Broken(f"left behind: {left[:5]}")


# --- 2. the Nth operation fails; the disk is full -----------------------------------------------------------


class Saboteur:
    """Lets the Nth of the operations fail that Python announces (PEP 578), and the Nth fsync."""

    EVENTS = ("os.rename", "subprocess.Popen", "os.mkdir", "open")

    def __init__(self) -> None:
        self.left = -1
        self.what = ""
        self._fsync = os.fsync
        os.fsync = self._sync
        sys.addaudithook(self._hear)

    def arm(self, n: int) -> None:
        self.left, self.what = n, ""

    def disarm(self) -> bool:
        """Whether it struck."""
        struck, self.left = self.left == 0, -1
        return struck

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in self.EVENTS:
            if event == "open" and not (
                isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
            ):
                return
            self._count(f"{event} {str(arguments[0])[-60:]}")

    def _sync(self, descriptor: int) -> None:
        self._count("fsync")
        self._fsync(descriptor)

    def _count(self, what: str) -> None:
        if self.left > 0:
            self.left -= 1
            if self.left == 0:
                self.what = what
                raise OSError(errno.EIO, os.strerror(errno.EIO))


def faults(*, step: int = 1, voice: str = "tone") -> None:
    """For N = 1, 1 + step, …: a revision whose Nth operation fails; then the same again, undisturbed."""
    saboteur = Saboteur()
    before, after = article(1, paragraphs=2), article(1, paragraphs=3)
    wishes = Wishes(voice=voice)
    struck: Counter[str] = Counter()
    with folder() as place:
        produce_edition(
            source(before), output=place / "old", wishes=wishes, store=FolderStore(place / "clips")
        )
        (old,) = shelf(place / "old").values()
        n = 1
        while True:
            output = place / "output"
            shutil.rmtree(output, ignore_errors=True)
            shutil.copytree(place / "old", output)
            store = FolderStore(place / f"clips-{n}")
            saboteur.arm(n)
            failed = True
            try:
                produce_edition(source(after), output=output, wishes=wishes, store=store)
                failed = False
            except AudioEditionError:
                pass
            finally:
                hit = saboteur.disarm()
            (now,) = shelf(output).values()
            if sha256_of(now.audio_path) != now.edition.audio.sha256:
                raise Broken(
                    f"after operation {n} ({saboteur.what}) the sound is not the one that edition.json names"
                )
            # the very last writes come after the new edition has appeared: then that one stands, whole
            if failed and now.edition != old.edition and now.edition.revision != 2:
                raise Broken(f"operation {n} ({saboteur.what}) failed and the old edition is not what it was")
            again = produce_edition(source(after), output=output, wishes=wishes, store=store)
            if again.edition.revision != 2:
                raise Broken(
                    f"after operation {n} ({saboteur.what}) the next run made revision {again.edition.revision}"
                )
            shutil.rmtree(place / f"clips-{n}", ignore_errors=True)
            if not hit:
                break
            struck[saboteur.what.split()[0] + (" failed" if failed else " borne")] += 1
            n += step
    print(f"faults: {sum(struck.values())} places of {n}: {dict(struck)}", flush=True)


def disk(*, voice: str = "tone") -> None:
    """A small disk that is full at every stage; then room returns, and the work goes on."""
    with folder() as place:
        mount = place / "small"
        mount.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(mount)], check=True)
        try:
            seen = [
                fill_and_try(mount, free_kib=free, voice=voice)
                for free in (0, 300, 2_100, 2_600, 3_200, 4_500)
            ]
        finally:
            subprocess.run(["umount", str(mount)], check=True)
    print(f"disk: {seen}", flush=True)


def fill_and_try(mount: Path, *, free_kib: int, voice: str) -> str:
    for entry in (mount / "output", mount / "clips"):
        shutil.rmtree(entry, ignore_errors=True)
    wishes, store = Wishes(voice=voice), FolderStore(mount / "clips")
    produce_edition(source(article(1, paragraphs=2)), output=mount / "output", wishes=wishes, store=store)
    (old,) = shelf(mount / "output").values()
    filler = mount / "filler"
    free = shutil.disk_usage(mount).free
    filler.write_bytes(bytes(max(0, free - 1024 * free_kib)))
    said = "done"
    try:
        produce_edition(
            source(article(1, paragraphs=14)), output=mount / "output", wishes=wishes, store=store
        )
    except AudioEditionError as error:
        said = type(error).__name__
        (now,) = shelf(mount / "output").values()
        if now.edition != old.edition:
            raise Broken(f"with {free_kib} KiB free the old edition was touched") from error
    filler.unlink()
    made = produce_edition(
        source(article(1, paragraphs=14)), output=mount / "output", wishes=wishes, store=store
    )
    if made.edition.revision != 2:
        raise Broken("the work did not go on when room returned")
    return f"{free_kib} KiB: {said}"


# --- 4. engines that hang and crash --------------------------------------------------------------------------


def engines(*, hang: bool = True) -> None:
    """Articles whose middle hangs, crashes or fails its engine, among whole ones."""
    with folder() as place:
        (place / "voices").mkdir()
        profile = 'engine = "tone"\nlabel = "Faulty"\nlicense = "Apache-2.0"\n[options]\nfaults = true\n'
        (place / "voices" / "faulty.toml").write_text(profile)
        os.environ["AUDIOEDITION_VOICES"] = str(place / "voices")
        service = Service(output=place / "output", voice="faulty")
        service.start()
        jobs = Jobs(Database(state_path(service.output)))
        faulty = ["zzcrash", "zzfail", *(["zzhang"] if hang else [])]
        texts = [article(n) for n in range(4)]
        texts[1:1] = [
            article(10 + n).replace("a annoncé", f"a {word} annoncé") for n, word in enumerate(faulty)
        ]
        ids = [
            jobs.submit({"text": t, "wishes": {"voice": "faulty"}, "force": False}, title=t[:30]).id
            for t in texts
        ]
        until = time.monotonic() + (1_800 if hang else 120)
        while jobs.counts().get("done", 0) + jobs.counts().get("failed", 0) < len(ids):
            retry_now(service)
            if time.monotonic() > until:
                raise Broken(f"not done: {jobs.counts()}")
            time.sleep(0.3)
        service.stop()
        states = [job.state for id_ in ids if (job := jobs.get(id_))]
        errors = [job.outcome["error"] for id_ in ids if (job := jobs.get(id_)) and job.state == "failed"]
    wanted = ["done", *["failed"] * len(faulty), "done", "done", "done"]
    if states != wanted:
        raise Broken(f"{states} instead of {wanted}: {errors}")
    if not all("Paragraph" in error for error in errors):
        raise Broken(f"the paragraph is not named: {errors}")
    print(f"engines: {len(faulty)} failed in words, 4 made: {errors}", flush=True)


def retry_now(service: Service) -> None:
    """What waits for its next attempt need not wait here."""
    with Database(state_path(service.output)).writing() as db:
        db.execute("UPDATE jobs SET not_before = 0")


# --- 5. load and length ---------------------------------------------------------------------------------------


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


def soak(*, paragraphs: int = 2_000, voice: str = "tone") -> tuple[int, int]:
    """Peak memory of one article of few and of many paragraphs, each in its own process."""
    peaks = []
    for number in (paragraphs // 10, paragraphs):
        here = str(Path(__file__).parent)
        code = f"import sys; sys.path.insert(0, {here!r}); import torture; "
        code += f"torture.soak_one({number}, {voice!r})"
        ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        peaks.append(int(ran.stdout.split()[-1]))
    print(
        f"soak: peak {peaks[0] // 1024} MiB for {paragraphs // 10} paragraphs, {peaks[1] // 1024} MiB for {paragraphs}"
    )
    return peaks[0], peaks[1]


def soak_one(paragraphs: int, voice: str) -> None:
    text = "Un long registre\n\n" + "\n\n".join(
        f"Alinéa {k} du registre, lu à voix haute." for k in range(paragraphs)
    )
    with folder() as place:
        produce_edition(
            source(text), output=place / "o", wishes=Wishes(voice=voice), store=FolderStore(place / "c")
        )
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


# --- all of it -------------------------------------------------------------------------------------------------


def wait(done: Callable[[], bool], limit_s: float) -> None:
    until = time.monotonic() + limit_s
    while not done():
        if time.monotonic() > until:
            raise Broken(f"it did not come about in {limit_s:.0f} s")
        time.sleep(0.2)


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="torture-") as name:
        yield Path(name)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "what", nargs="?", default="all", choices=["all", "kill", "faults", "disk", "engines", "load", "soak"]
    )
    parser.add_argument("--articles", type=int, default=30)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--step", type=int, default=1, help="faults: try each Nth operation only")
    parser.add_argument("--voice", default="tone")
    given = parser.parse_args()
    todo: dict[str, Callable[[], object]] = {
        "faults": lambda: faults(step=given.step, voice=given.voice),
        "disk": lambda: disk(voice=given.voice),
        "engines": engines,
        "load": lambda: load(voice=given.voice),
        "soak": lambda: soak(voice=given.voice),
        "kill": lambda: kill(given.articles, given.runs, voice=given.voice),
    }
    for name, run in todo.items():
        if given.what in ("all", name):
            try:
                run()
            except Broken as promise:
                print(f"{name}: BROKEN: {promise}", flush=True)
                sys.exit(1)


if __name__ == "__main__":
    main()
