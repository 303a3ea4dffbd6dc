"""A real Dask scheduler and real worker processes on this machine; the store is a folder."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.leaks import owner
from tests.support.patience import PATIENCE_S
from tests.support.tools import need_module

need_module("distributed", extra="cluster")

from audioedition.errors import PublishError
from audioedition.model import Progress
from audioedition.newsroom.cluster import Cluster, RemoteWorker, remote_workers
from audioedition.newsroom.workers.task import Outcome, Task
from audioedition.produce.produce import EditionOptions
from audioedition.publish.folder.shelf import read_edition

WORDS = "Le marché rouvre, les commerçants préparent leurs étals. "


@dataclass
class Machines:
    scheduler: str
    start_scheduler: Callable[..., tuple[subprocess.Popen[bytes], str]]
    start_worker: Callable[[str], subprocess.Popen[bytes]]
    workers: list[subprocess.Popen[bytes]]


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    """One scheduler and one worker for the tests of this file."""
    folder = tmp_path_factory.mktemp("machines")
    started: list[subprocess.Popen[bytes]] = []
    ours = owner()  # what a test asks for stands to the end of the file

    def start(*arguments: str, sign: str) -> tuple[subprocess.Popen[bytes], str]:
        log = folder / f"machine-{len(started)}.log"
        with log.open("w") as stream:
            process = subprocess.Popen(
                [sys.executable, "-m", "distributed.cli." + arguments[0], *arguments[1:]],
                stderr=stream,
                cwd=folder,
                env={**os.environ, **ours, "PYTHONWARNINGS": "ignore"},
                start_new_session=True,
            )
        started.append(process)
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until and process.poll() is None:
            if match := re.search(sign, log.read_text()):
                return process, match[0]
            time.sleep(0.05)
        raise AssertionError(log.read_text())

    def start_scheduler(port: str = "0") -> tuple[subprocess.Popen[bytes], str]:
        options = ("--port", port, "--host", "127.0.0.1", "--no-dashboard")
        return start("dask_scheduler", *options, sign=r"tcp://127\.0\.0\.1:\d+")

    _, address = start_scheduler()

    def start_worker(address: str) -> subprocess.Popen[bytes]:
        options = ("--nthreads", "1", "--nworkers", "1", "--no-dashboard", "--host", "127.0.0.1")
        process, _ = start("dask_worker", address, *options, sign="Registered to")
        return process

    yield Machines(address, start_scheduler, start_worker, [start_worker(address)])
    for process in started:
        with contextlib.suppress(ProcessLookupError):  # a test killed it
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(PATIENCE_S)


def article(tmp_path: Path, n: int, *, words: int = 3) -> str:
    path = tmp_path / f"article-{n}.txt"
    path.write_text(
        f"Le marché numéro {n}\n\n"
        + "\n\n".join(f"{WORDS}Étal {n}, rang {'abcdefgh'[k]}." for k in range(words))
    )
    return str(path)


def work(hands: list[RemoteWorker], tasks: list[Task]) -> list[Outcome]:
    """Each lane takes the next task, as a batch does."""
    outcomes: list[Outcome] = []
    waiting, stop = list(tasks), threading.Event()

    def lane(worker: RemoteWorker) -> None:
        while waiting:
            try:
                task = waiting.pop()
            except IndexError:
                return
            outcomes.append(worker.call(task, on_progress=lambda progress: None, stop=stop))

    slots = [threading.Thread(target=lane, args=(worker,)) for worker in hands]
    for thread in slots:
        thread.start()
    for thread in slots:
        thread.join(PATIENCE_S)
    return outcomes


def test_articles_go_out_and_editions_come_back_once(machines: Machines, tmp_path: Path) -> None:
    output, options = tmp_path / "output", EditionOptions(voice="tone")
    tasks = [Task(place=article(tmp_path, n), output=output, options=options) for n in range(3)]
    with Cluster(machines.scheduler, store=str(tmp_path / "store")) as cluster:
        assert [(o.status, o.reason) for o in work(remote_workers(cluster, 3), tasks)] == [("spoken", "")] * 3
        assert [o.status for o in work(remote_workers(cluster, 3), tasks)] == ["unchanged"] * 3
        article(tmp_path, 1, words=4)
        (again,) = work(remote_workers(cluster, 1), tasks[1:2])
    assert again.status == "spoken"
    edition = read_edition(output / again.folder).edition
    assert (edition.revision, len(edition.revisions)) == (2, 2)
    assert len(list(output.glob("*/edition.json"))) == 3


@pytest.mark.long
def test_a_killed_worker_costs_nothing_but_time(machines: Machines, tmp_path: Path) -> None:
    (doomed,) = machines.workers
    output, options = tmp_path / "output", EditionOptions(voice="tone")
    tasks = [Task(place=article(tmp_path, n, words=8), output=output, options=options) for n in range(3)]
    with Cluster(machines.scheduler, store=str(tmp_path / "store")) as cluster:
        slots = remote_workers(cluster, 2)

        def kill_then_replace() -> None:
            os.killpg(doomed.pid, signal.SIGKILL)
            machines.workers[:] = [machines.start_worker(machines.scheduler)]

        timer = threading.Timer(1.5, kill_then_replace)
        timer.start()
        outcomes = work(slots, tasks)
        timer.join()
    # killed between the edition and its report, the article is found done by the next worker
    assert {o.status for o in outcomes} <= {"spoken", "unchanged"}
    assert len(outcomes) == 3
    assert len(list(output.glob("*/edition.json"))) == 3


def test_an_article_that_cannot_be_read_fails_alone(machines: Machines, tmp_path: Path) -> None:
    empty = tmp_path / "vide.txt"
    empty.write_text("Partager sur Facebook")
    places = [str(empty), article(tmp_path, 1)]
    tasks = [
        Task(place=place, output=tmp_path / "output", options=EditionOptions(voice="tone"))
        for place in places
    ]
    with Cluster(machines.scheduler, store=str(tmp_path / "store")) as cluster:
        outcomes = {Path(o.place).name: o for o in work(remote_workers(cluster, 2), tasks)}
    assert outcomes["vide.txt"].status == "failed"
    assert outcomes["article-1.txt"].status == "spoken"


def test_a_file_is_read_where_the_work_is_handed_out(
    machines: Machines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    article(tmp_path, 9)
    monkeypatch.chdir(tmp_path)  # where no worker is: to them the name leads nowhere
    tasks = [
        Task(place=place, output=tmp_path / "output", options=EditionOptions(voice="tone"))
        for place in ("article-9.txt", "rien.txt")
    ]
    with Cluster(machines.scheduler, store=str(tmp_path / "store")) as cluster:
        outcomes = {o.place: o for o in work(remote_workers(cluster, 2), tasks)}
    assert outcomes["article-9.txt"].status == "spoken"
    assert (outcomes["rien.txt"].status, outcomes["rien.txt"].exit_code) == ("failed", 3)


def test_nobody_answers(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="No scheduler answers"):
        Cluster("tcp://127.0.0.1:1", store=str(tmp_path), connect_s=1)


def test_a_scheduler_without_workers_is_said_at_once(machines: Machines, tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="has no worker"):
        Cluster(machines.start_scheduler()[1], store=str(tmp_path), connect_s=2)


def kill(process: subprocess.Popen[bytes]) -> None:
    """With its nanny, which would start it again."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(PATIENCE_S)


class Call(threading.Thread):
    """A lane's call in a thread of its own: what it tells, and what comes of it."""

    def __init__(self, lane: RemoteWorker, task: Task) -> None:
        super().__init__(daemon=True)
        self.lane, self.task = lane, task
        self.stages: list[str] = []
        self.outcome: Outcome | None = None
        self.error: PublishError | None = None

    def run(self) -> None:
        def tell(progress: Progress) -> None:
            self.stages.append(progress.stage)

        try:
            self.outcome = self.lane.call(self.task, on_progress=tell, stop=threading.Event())
        except PublishError as error:
            self.error = error


def until(seen: Callable[[], object], limit_s: float = PATIENCE_S) -> None:
    end = time.monotonic() + limit_s
    while not seen():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.long
def test_a_cluster_that_has_lost_every_worker_is_waited_for(machines: Machines, tmp_path: Path) -> None:
    _, address = machines.start_scheduler()
    worker = machines.start_worker(address)
    task = Task(
        place=article(tmp_path, 1, words=8), output=tmp_path / "out", options=EditionOptions(voice="tone")
    )
    told: list[str] = []
    with Cluster(address, store=str(tmp_path / "store"), notice_s=1, tell=told.append) as cluster:
        call = Call(remote_workers(cluster, 1)[0], task)
        call.start()
        until(lambda: "speak" in call.stages)
        kill(worker)
        until(lambda: told)
        time.sleep(1.5)  # nor is it told again at the next look
        assert re.fullmatch(
            r"The cluster has had no worker for \d+ s; one is waited for, 60 min more .*", told[0]
        )
        assert call.stages[-1] == "wait"
        machines.start_worker(address)
        call.join(PATIENCE_S)
    assert call.outcome is not None
    assert call.outcome.status == "spoken"
    assert call.stages[-2:] == ["speak", "publish"]
    assert [words.split()[2:4] for words in told] == [["has", "had"], ["is", "back"]]


@pytest.mark.long
def test_patience_with_a_cluster_without_workers_ends(machines: Machines, tmp_path: Path) -> None:
    _, address = machines.start_scheduler()
    worker = machines.start_worker(address)
    task = Task(
        place=article(tmp_path, 1, words=8), output=tmp_path / "out", options=EditionOptions(voice="tone")
    )
    with Cluster(address, store=str(tmp_path / "store"), patience_s=2) as cluster:
        call = Call(remote_workers(cluster, 1)[0], task)
        call.start()
        until(lambda: "speak" in call.stages)
        kill(worker)
        call.join(PATIENCE_S)
    assert call.error is not None
    assert re.fullmatch(r"The cluster has had no worker for \d s\.", str(call.error))
    assert f"dask worker {address}" in call.error.hint
    assert call.error.exit_code == 8


@pytest.mark.long
def test_a_scheduler_that_dies_and_comes_back_is_waited_for(machines: Machines, tmp_path: Path) -> None:
    """Longer away than Dask's client tries: it is given up, and another one takes its place."""
    scheduler, address = machines.start_scheduler()
    worker = machines.start_worker(address)
    task = Task(
        place=article(tmp_path, 1, words=8), output=tmp_path / "out", options=EditionOptions(voice="tone")
    )
    told: list[str] = []
    with Cluster(
        address, store=str(tmp_path / "store"), connect_s=1, notice_s=2, tell=told.append
    ) as cluster:
        first = cluster.client
        call = Call(remote_workers(cluster, 1)[0], task)
        call.start()
        until(lambda: "speak" in call.stages)
        kill(scheduler)
        kill(worker)
        until(lambda: told and first.status == "closed")
        assert told[0].startswith("The scheduler has not answered for ")
        machines.start_scheduler(address.rpartition(":")[2])
        machines.start_worker(address)
        call.join(PATIENCE_S)
        assert cluster.client is not first
    assert call.outcome is not None
    assert call.outcome.status in ("spoken", "unchanged")
    assert len(told) == 2


@pytest.mark.long
def test_a_scheduler_that_goes_away_is_said_and_nothing_hangs(machines: Machines, tmp_path: Path) -> None:
    scheduler, address = machines.start_scheduler()
    machines.start_worker(address)
    task = Task(
        place=article(tmp_path, 1, words=8), output=tmp_path / "out", options=EditionOptions(voice="tone")
    )
    with Cluster(address, store=str(tmp_path / "store"), connect_s=1, patience_s=3) as cluster:
        (lane,) = remote_workers(cluster, 1)
        kill(scheduler)
        with pytest.raises(PublishError, match="has not answered"):
            lane.call(task, on_progress=lambda progress: None, stop=threading.Event())


@pytest.mark.long
def test_a_scheduler_that_stands_still_is_one_that_does_not_answer(
    machines: Machines, tmp_path: Path
) -> None:
    """Its connection stays open: a question to it would be waited for without end."""
    scheduler, address = machines.start_scheduler()
    machines.start_worker(address)
    task = Task(place=article(tmp_path, 1), output=tmp_path / "out", options=EditionOptions(voice="tone"))
    with Cluster(address, store=str(tmp_path / "store"), connect_s=1, patience_s=2) as cluster:
        (lane,) = remote_workers(cluster, 1)
        os.killpg(scheduler.pid, signal.SIGSTOP)
        try:
            with pytest.raises(PublishError, match="has not answered"):
                lane.call(task, on_progress=lambda progress: None, stop=threading.Event())
        finally:
            os.killpg(scheduler.pid, signal.SIGCONT)


@pytest.mark.long
def test_a_batch_whose_cluster_is_lost_reports_and_goes_on_when_it_is_back(
    machines: Machines, tmp_path: Path
) -> None:
    _, address = machines.start_scheduler()
    worker = machines.start_worker(address)
    archive, output, report = tmp_path / "archive", tmp_path / "output", tmp_path / "report.json"
    archive.mkdir()
    for n in range(4):
        article(archive, n, words=8)
    command = [sys.executable, "-m", "audioedition", "batch", str(archive), "-o", str(output)]
    command += ["--cluster", address, "--cache", str(tmp_path / "store"), "--report", str(report)]
    command += ["--voice", "tone", "--quiet"]
    with subprocess.Popen(
        [*command, "--patience", "2s"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as batch:
        assert batch.stdout is not None
        first = batch.stdout.readline().strip()
        kill(worker)
        rest, said = batch.communicate(timeout=PATIENCE_S)
    assert batch.returncode == 8, said
    assert "The cluster has had no worker for" in said
    made = {first, *rest.split()}
    rows = json.loads(report.read_text())["articles"]
    assert {row["audio"] for row in rows} == made
    assert len(made) < 4
    before = {path: Path(path).stat().st_mtime_ns for path in made}
    machines.start_worker(address)
    again = subprocess.run(command, capture_output=True, text=True, timeout=250, check=False)
    assert again.returncode == 0, again.stderr
    assert len(list(output.glob("*/edition.json"))) == 4
    assert {path: Path(path).stat().st_mtime_ns for path in made} == before


def test_a_batch_goes_out_to_the_cluster(machines: Machines, tmp_path: Path) -> None:
    for n in range(2):
        article(tmp_path, n)
    command = [sys.executable, "-m", "audioedition", "batch", str(tmp_path), "-o", str(tmp_path / "output")]
    (tmp_path / "audioedition.toml").write_text('voice = "tone"\n')
    options = [
        "--cluster",
        machines.scheduler,
        "--cache",
        str(tmp_path / "store"),
        "--config",
        str(tmp_path / "audioedition.toml"),
    ]
    ran = subprocess.run([*command, *options], capture_output=True, text=True, timeout=250, check=False)
    assert ran.returncode == 0, ran.stderr
    made = ran.stdout.split()
    assert len(made) == 2
    assert all(Path(path).is_file() for path in made)
    without = subprocess.run(
        [*command, "--cluster", machines.scheduler],
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert without.returncode == 2
    assert "--cache" in without.stderr
