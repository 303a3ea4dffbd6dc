"""Archives: places, workers that die, resuming, the report."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from audioedition.errors import SourceError, UsageError
from audioedition.fetch.addresses import Access
from audioedition.fetch.entries import FeedEntry
from audioedition.fetch.robots import Robots
from audioedition.model import Progress
from audioedition.newsroom.batch import BatchPlan, Stopped, run_batch
from audioedition.newsroom.inputs import Places, find_places
from audioedition.newsroom.politeness import Pace, Politeness
from audioedition.newsroom.report import check_report, render_csv, render_json, write_report
from audioedition.newsroom.settings import NewsroomSettings, SiteSettings
from audioedition.newsroom.site_policy import options_of
from audioedition.newsroom.state import NewsroomState
from audioedition.newsroom.workers.process import WorkerProcess, start_workers
from audioedition.newsroom.workers.task import Outcome, Task, cpu_seconds
from tests.support.patience import wait_until

ARTICLE = "Le port de {0}\n\nLe maire de {0} a parlé hier matin. Il a dit que la digue tiendrait.\n"
PAGE = """<html lang="fr"><head><title>Le port de {0}</title></head><body><article><h1>Le port de {0}</h1>
<p>Le maire de {0} a parlé hier matin devant le conseil municipal réuni au complet.</p>
<p>Il a dit que la digue tiendrait encore dix ans, et que la ville ferait le reste.</p></article></body></html>"""
TOWNS = ("Brest", "Nantes", "Rezé", "Lorient", "Vannes", "Quimper")


def archive(folder: Path, number: int = 4) -> Path:
    folder.mkdir(exist_ok=True)
    for town in TOWNS[:number]:
        (folder / f"{town}.txt").write_text(ARTICLE.format(town), encoding="utf-8")
    return folder


def places_of(argument: str, access: Access | None = None, **options: Any) -> Places:
    access = access or Access()
    return find_places(argument, access=access, robots=Robots(access), **options)


# --- places ----------------------------------------------------------------------------------------------


def test_a_folder_gives_its_articles_and_its_subfolders(tmp_path: Path) -> None:
    archive(tmp_path, 2)
    (tmp_path / "2023").mkdir()
    (tmp_path / "2023" / "un.HTML").write_text("<p>un</p>")
    (tmp_path / ".caché").mkdir()
    (tmp_path / ".caché" / "deux.html").write_text("<p>deux</p>")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    found = places_of(str(tmp_path))
    assert [Path(p).name for p in found.places] == ["un.HTML", "Brest.txt", "Nantes.txt", "photo.jpg"]
    assert found.skipped == {str(tmp_path / "photo.jpg"): "files that end in “.jpg” are not read"}
    for name in ("LISEZMOI", "Note. Version du 3 mai"):
        (tmp_path / name).write_text("Rien.")
        assert places_of(str(tmp_path)).skipped[str(tmp_path / name)] == (
            "files without an ending such as “.txt” are not read"
        )
    (tmp_path / "vide").mkdir()
    with pytest.raises(SourceError, match="no article in"):
        places_of(str(tmp_path / "vide"))


def test_a_list_is_relative_to_itself(tmp_path: Path) -> None:
    archive(tmp_path / "textes", 1)
    liste = tmp_path / "liste.txt"
    liste.write_text("# l’été\n\ntextes/Brest.txt\nhttps://a.example/1\n  textes/Brest.txt\nrien.txt\n")
    found = places_of(str(liste))
    assert found.argument == str(liste)
    assert found.places == (
        str(tmp_path / "textes/Brest.txt"),
        "https://a.example/1",
        str(tmp_path / "rien.txt"),
    )
    assert len(places_of(str(liste), latest=1).places) == 1
    piped = places_of("-", stdin=io.BytesIO(b"https://a.example/1\n"))
    assert piped.places == ("https://a.example/1",)
    assert piped.argument == places_of("-", stdin=io.BytesIO(b"https://a.example/1\n")).argument
    assert piped.argument != places_of("-", stdin=io.BytesIO(b"https://a.example/2\n")).argument


@pytest.mark.parametrize(
    ("content", "error", "message"),
    [
        ("# rien\n\n", SourceError, "lists nothing"),
        (ARTICLE.format("Brest") + "x" * 5000, UsageError, "is no list"),
        ("<html><p>un</p><p>deux</p><p>trois</p></html>", UsageError, "is a page"),
        ("<rss><channel><item/></channel></rss>", SourceError, "names no article"),
    ],
)
def test_what_is_no_list(tmp_path: Path, content: str, error: type[Exception], message: str) -> None:
    path = tmp_path / "liste.txt"
    path.write_text(content)
    with pytest.raises(error, match=message):
        places_of(str(path))


def test_a_feed_gives_its_articles(site: Any) -> None:
    items = "".join(f"<item><link>/{n}</link></item>" for n in range(5))
    url = site.put("/flux", f"<rss><channel>{items}</channel></rss>")
    assert len(places_of(url, site.access).places) == 5
    assert places_of(url, site.access, latest=2).places == (site.url + "/0", site.url + "/1")
    site.put("/robots.txt", "User-agent: *\nDisallow: /", Content_Type="text/plain")
    with pytest.raises(SourceError, match=r"robots\.txt"):
        places_of(url, site.access)


# --- the report ------------------------------------------------------------------------------------------

ROWS = (
    Outcome(
        place="a.txt", status="spoken", title="L’été, « là »", audio="o/a.mp3", seconds=2.5, audio_seconds=9.0
    ),
    Outcome(
        place="b.txt",
        status="failed",
        title='=HYPERLINK("x")',
        reason="Vide;\n rien",
        hint="Voir",
        exit_code=3,
    ),
    Outcome(place="c.txt", status="unchanged", seconds=0.5, cpu_seconds=0.25),
)


def test_the_report_as_a_table() -> None:
    text = render_csv(ROWS)
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text[1:])))
    assert [row["status"] for row in rows] == ["spoken", "failed", "unchanged"]
    assert rows[0]["title"] == "L’été, « là »"
    assert rows[1]["reason"] == "Vide;\n rien"
    assert rows[1]["title"] == '\'=HYPERLINK("x")'  # never a formula
    assert {"seconds", "cpu_seconds", "audio_seconds"} <= set(rows[0])


def test_the_report_as_json() -> None:
    report = json.loads(render_json(ROWS))
    assert report["totals"] == {
        "articles": 3, "spoken": 1, "unchanged": 1, "failed": 1, "skipped": 0,
        "seconds": 3.0, "cpu_seconds": 0.25, "audio_seconds": 9.0,
    }  # fmt: skip
    assert report["articles"][1]["hint"] == "Voir"
    assert "exit_code" not in report["articles"][1]


def test_where_the_report_goes_is_checked_first(tmp_path: Path) -> None:
    check_report(tmp_path / "r.CSV")
    for path in (tmp_path / "r.xlsx", tmp_path / "rien" / "r.csv"):
        with pytest.raises(UsageError):
            check_report(path)
    write_report(tmp_path / "r.json", ROWS)
    assert json.loads((tmp_path / "r.json").read_text())["totals"]["articles"] == 3


# --- workers ---------------------------------------------------------------------------------------------


def task(folder: Path, town: str = "Brest", *, voice: str = "tone", words: str = "") -> Task:
    path = archive(folder / "textes", len(TOWNS)) / f"{town}.txt"
    if words:
        path.write_text(ARTICLE.format(town) + "\n" + words)
    return Task(place=str(path), output=folder / "out", options=options_of(SiteSettings(voice=voice)))


@pytest.fixture
def worker() -> Iterator[WorkerProcess]:
    worker = WorkerProcess()
    yield worker
    worker.close()


def call(
    worker: WorkerProcess, wanted: Task, on_progress: Callable[[Progress], object] = lambda p: None
) -> Outcome:
    return worker.call(wanted, on_progress=on_progress, stop=threading.Event())


def test_a_worker_makes_one_article_after_the_other(worker: WorkerProcess, tmp_path: Path) -> None:
    stages: list[str] = []
    first = call(worker, task(tmp_path), lambda progress: stages.append(progress.stage))
    pid = worker.pid
    second = call(worker, task(tmp_path, "Nantes"))
    assert (first.status, second.status, worker.pid) == ("spoken", "spoken", pid)
    assert Path(first.audio).is_file()
    assert first.title == "Le port de Brest"
    assert {"fetch", "speak", "encode"} <= set(stages)
    assert first.cpu_seconds > 0
    assert call(worker, task(tmp_path)).status == "unchanged"


@pytest.mark.skipif(sys.platform != "linux", reason="no other system lets a process be held to a core")
def test_as_many_workers_as_cores_keep_to_one_each(tmp_path: Path) -> None:
    cores = os.sched_getaffinity(0)
    workers = start_workers(len(cores))
    seen: list[set[int]] = []

    def look(worker: WorkerProcess) -> Callable[[Progress], object]:
        def see(progress: Progress) -> None:
            assert worker.pid is not None
            seen.append(os.sched_getaffinity(worker.pid))

        return see

    try:
        assert call(workers[-1], task(tmp_path), look(workers[-1])).status == "spoken"
    finally:
        workers[-1].close()
    assert all(kept == {max(cores)} for kept in seen)
    assert seen
    few = start_workers(len(cores) + 1)[0]
    seen.clear()
    try:
        assert call(few, task(tmp_path, "Nantes"), look(few)).status == "spoken"
    finally:
        few.close()
    assert all(kept == cores for kept in seen)


def test_a_killed_worker_is_replaced_and_its_article_made(worker: WorkerProcess, tmp_path: Path) -> None:
    killed: list[int] = []

    def kill_once(progress: Progress) -> None:
        if progress.stage == "speak" and not killed and worker.pid:
            killed.append(worker.pid)
            os.kill(worker.pid, signal.SIGKILL)

    assert call(worker, task(tmp_path), kill_once).status == "spoken"
    assert killed
    assert worker.pid not in killed


def test_an_article_that_kills_its_worker_each_time_is_given_up(tmp_path: Path) -> None:
    killed: list[int] = []
    worker = WorkerProcess(attempts=2)

    def kill(progress: Progress) -> None:
        if progress.stage == "segment" and worker.pid:
            killed.append(worker.pid)
            os.kill(worker.pid, signal.SIGKILL)

    outcome = call(worker, task(tmp_path), kill)
    assert (outcome.status, len(killed)) == ("failed", 2)
    assert "died 2 times" in outcome.reason
    assert not outcome.stops
    assert call(worker, task(tmp_path, "Nantes")).status == "spoken"
    worker.close()


def test_a_worker_that_tells_nothing_is_ended(tmp_path: Path, tone_voices: Path) -> None:
    worker = WorkerProcess(silence_s=1.5, attempts=2)
    try:
        assert (
            "died 2 times"
            in call(
                worker,
                task(
                    tmp_path,
                    voice="faulty",
                    words="Puis le mot zzhang fut prononcé devant le conseil municipal.",
                ),
            ).reason
        )
    finally:
        worker.close()


def test_what_goes_wrong_in_an_article_is_its_outcome(
    worker: WorkerProcess, tmp_path: Path, tone_voices: Path
) -> None:
    failed = call(
        worker,
        task(tmp_path, voice="faulty", words="Puis le mot zzfail fut prononcé devant le conseil municipal."),
    )
    assert (failed.status, failed.exit_code, failed.stops) == ("failed", 6, False)
    assert failed.hint or failed.reason
    unknown = call(worker, task(tmp_path, voice="inconnue"))
    assert (unknown.status, unknown.exit_code, unknown.stops) == ("failed", 5, True)
    missing = Task(
        place=str(tmp_path / "rien.txt"), output=tmp_path / "out", options=options_of(SiteSettings())
    )
    assert call(worker, missing).exit_code == 3


def test_cpu_counts_living_children() -> None:
    before = cpu_seconds()
    burn = "import time\nwhile time.process_time() < 0.3: pass\nprint(flush=True)\ninput()"
    with subprocess.Popen(
        [sys.executable, "-c", burn], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        child.stdout.readline()
        alive = cpu_seconds() - before
        child.communicate("\n")
    if sys.platform == "linux":
        assert alive >= 0.25
    assert cpu_seconds() - before >= 0.25


# --- batches ---------------------------------------------------------------------------------------------


@pytest.fixture
def order() -> Iterator[Callable[..., BatchPlan]]:
    """An order for these places and that folder; its state is closed at the end."""
    states: list[NewsroomState] = []

    def make(
        places: Places, output: Path, *, workers: int = 1, access: Access | None = None, **more: Any
    ) -> BatchPlan:
        access = access or Access()
        site = SiteSettings(voice="tone", delay_s=0, skip=("passe",))
        states.append(NewsroomState(output))
        return BatchPlan(
            places=places,
            settings=NewsroomSettings(
                output=output, workers=workers, everywhere=site, allow_private=access.allow_private
            ),
            state=states[-1],
            access=access,
            politeness=Politeness(robots=Robots(access), pace=Pace(sleep=lambda s: None)),
            pool=lambda number: [WorkerProcess() for _ in range(min(workers, number))],
            **more,
        )

    yield make
    for state in states:
        state.close()


def test_the_later_pages_of_an_article_go_along(order: Any, site: Any, tmp_path: Path) -> None:
    site.put("/robots.txt", "", status=404)
    url = site.put(
        "/brest", PAGE.format("Brest").replace("<head>", '<head><link rel="next" href="/brest/2">')
    )
    later = PAGE.format("Brest").replace("digue tiendrait", "jetée serait plus longue")
    site.put("/brest/2", later, status=200)
    sources: list[Any] = []

    class Hand:
        pid = None

        def call(self, task: Task, **_: object) -> Outcome:
            sources.append(task.source)
            return Outcome(place=task.place, status="spoken")

        def interrupt(self) -> None: ...
        def close(self) -> None: ...

    plan = order(Places(argument="x", places=(url,)), tmp_path, access=site.access)
    run_batch(replace(plan, pool=lambda number: [Hand()]))
    assert [source.url for source in sources[0].following] == [f"{url}/2"]

    # what a feed dates later, and its page does not, was published at once
    later_told = {url: FeedEntry(url=url, published="2999-01-01T00:00:00Z")}
    ahead = order(
        Places(argument="y", places=(url,), entries=later_told), tmp_path / "ahead", access=site.access
    )
    (outcome,) = run_batch(replace(ahead, pool=lambda number: [Hand()]))
    assert (outcome.status, "2999" in outcome.reason, len(sources)) == ("skipped", True, 1)
    assert site.paths == ["/robots.txt", "/brest", "/brest/2"]


def test_a_batch_on_two_workers_keeps_the_order_and_goes_past_failures(order: Any, tmp_path: Path) -> None:
    archive(tmp_path / "textes")
    (tmp_path / "textes" / "Angers.txt").write_bytes(b"%PDF-1.7")
    (tmp_path / "textes" / "a-passer.txt").write_text("passe")
    told: list[Outcome] = []
    rows = run_batch(
        order(places_of(str(tmp_path / "textes")), tmp_path / "out", workers=2, on_outcome=told.append)
    )
    assert [Path(row.place).stem for row in rows] == [
        "Angers",
        "Brest",
        "Lorient",
        "Nantes",
        "Rezé",
        "a-passer",
    ]
    assert [row.status for row in rows] == ["failed", "spoken", "spoken", "spoken", "spoken", "skipped"]
    assert sorted(row.place for row in told) == sorted(row.place for row in rows)
    assert len(list((tmp_path / "out").glob("*/*.mp3"))) == 4


def test_urls_are_fetched_politely_and_tried_again(order: Any, site: Any, tmp_path: Path) -> None:
    answers = iter([503, 200])

    def sometimes(handler: Any) -> None:
        handler.send_response(next(answers))
        handler.send_header("Retry-After", "1")
        handler.end_headers()
        handler.wfile.write(PAGE.format("Nantes").encode())

    site.put("/robots.txt", "User-agent: *\nDisallow: /prive", Content_Type="text/plain")
    site.put("/brest", PAGE.format("Brest"))
    site.call("/nantes", sometimes)
    site.put("/prive", PAGE.format("Rezé"))
    urls = tuple(site.url + path for path in ("/brest", "/nantes", "/prive", "/rien"))
    rows = run_batch(order(Places(argument="urls", places=urls), tmp_path / "out", access=site.access))
    assert [row.status for row in rows] == ["spoken", "spoken", "failed", "failed"], rows
    assert "robots.txt" in rows[2].reason
    assert "404" in rows[3].reason
    assert site.paths.count("/nantes") == 2
    assert "/prive" not in site.paths


def test_a_full_stop_is_raised_and_the_next_run_goes_on(order: Any, tmp_path: Path) -> None:
    places = places_of(str(archive(tmp_path / "textes")))
    first = order(places, tmp_path / "out")
    run_batch(order(Places(argument=places.argument, places=places.places[:1]), tmp_path / "out"))
    blocked = tmp_path / "out" / ".audioedition" / "staging"
    blocked.rmdir()
    blocked.write_text("un fichier à la place du dossier")
    with pytest.raises(Stopped) as caught:
        run_batch(first)
    assert caught.value.exit_code == 8
    assert "goes on" in caught.value.hint
    blocked.unlink()
    assert [row.status for row in run_batch(first)] == ["unchanged", "spoken", "spoken", "spoken"]


def test_whatever_ends_the_batch_ends_its_workers(order: Any, tmp_path: Path) -> None:
    places = places_of(str(archive(tmp_path / "textes")))

    def interrupt(place: str, progress: Progress) -> None:
        if progress.stage == "speak":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_batch(order(places, tmp_path / "out", workers=2, on_progress=interrupt))
    assert _children("audioedition.newsroom.workers.worker", parent=os.getpid()) == []
    assert {row.status for row in run_batch(order(places, tmp_path / "out"))} == {"spoken"}


def _children(words: str, *, parent: int) -> list[int]:
    """Living processes below ``parent`` whose command line holds ``words``; empty where there is no /proc."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text().rpartition(")")[2].split()
            line = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if stat[0] != "Z" and int(stat[1]) == parent and words in line:
            found.append(int(folder.name))
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_killed_with_sigkill_it_leaves_no_process_and_goes_on_where_it_was(tmp_path: Path) -> None:
    archive(tmp_path / "textes")
    command = [sys.executable, "-m", "audioedition", "batch", "textes", "--voice", "tone", "-o", "out"]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        workers = _children("audioedition.newsroom.workers.worker", parent=process.pid)
        assert workers
        process.kill()
    wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in workers), what="the workers' end")
    state = NewsroomState(tmp_path / "out")
    kept = state.open_batch(str(tmp_path / "textes"))[1]
    state.close()
    assert len(kept) >= 1
    report = tmp_path / "rapport.json"
    subprocess.run([*command, "--report", str(report)], cwd=tmp_path, check=True, capture_output=True)
    rows = {row["place"]: row for row in json.loads(report.read_text())["articles"]}
    assert len(rows) == 4
    assert {row["status"] for row in rows.values()} <= {"spoken", "unchanged"}
    for place, row in kept.items():
        assert rows[place]["seconds"] == row["seconds"]  # told again, not done again
    assert len(list((tmp_path / "out").glob("*/*.mp3"))) == 4
