"""The queue by itself: leases, equal wishes, what is tried again."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from audioedition.errors import AudioEditionError, AudioError, EngineError, SourceError, UsageError
from audioedition.serve.database import open_state
from audioedition.serve.jobs import MAX_ATTEMPTS, Jobs


@pytest.fixture
def jobs(tmp_path: Path) -> Iterator[Jobs]:
    database = open_state(tmp_path, path=tmp_path / "state.sqlite")
    yield Jobs(database)
    database.close()


def test_equal_open_wishes_are_one_job_and_a_finished_one_is_made_anew(jobs: Jobs) -> None:
    with ThreadPoolExecutor(8) as executor:
        ids = set(executor.map(lambda _: jobs.submit({"text": "a"}, title="a").id, range(24)))
    assert len(ids) == 1
    job = jobs.claim("w")
    assert job is not None
    jobs.finish(job.id, "w", {"status": "made"}, title="A")
    assert jobs.submit({"text": "a"}, title="a").id != job.id


def test_a_request_while_its_like_is_running_is_queued_once_more_behind_it(jobs: Jobs) -> None:
    """The page may have changed since: the old text was published as « done » for a request that came later."""
    wanted = {"url": "https://journal.example/a"}
    jobs.submit(wanted, title="a")
    first = jobs.claim("w1")
    assert first is not None
    with ThreadPoolExecutor(8) as executor:
        behind = set(executor.map(lambda _: jobs.submit(wanted, title="a").id, range(24)))
    assert len(behind) == 1
    assert behind != {first.id}
    assert jobs.claim("w2") is None, "of one article one job at a time, else the older text may come out last"
    jobs.finish(first.id, "w1", {"status": "made"}, title="A")
    second = jobs.claim("w2")
    assert second is not None
    assert {second.id} == behind
    third = jobs.submit(wanted, title="a")
    assert third.id not in {first.id, second.id}
    jobs.finish(second.id, "w2", {"status": "revised"}, title="A")
    assert [job.state for job in jobs.list()] == ["queued", "done", "done"]


def test_other_wishes_for_a_running_address_wait_their_turn_too(jobs: Jobs) -> None:
    url = "https://journal.example/a"
    jobs.submit({"url": url, "wishes": {"voice": "tone"}}, title="a")
    running = jobs.claim("w1")
    assert running is not None
    jobs.submit({"url": url, "wishes": {"voice": "pico"}}, title="a")
    jobs.submit({"article": {}, "identity": url}, title="a")
    other = jobs.submit({"url": "https://journal.example/b"}, title="b")
    claimed = jobs.claim("w2")
    assert claimed is not None
    assert claimed.id == other.id
    assert jobs.claim("w3") is None
    jobs.finish(running.id, "w1", {"status": "made"}, title="A")
    assert jobs.claim("w3") is not None


def test_a_job_that_is_tried_again_and_the_one_behind_it_both_end(jobs: Jobs) -> None:
    wanted = {"url": "https://journal.example/a"}
    first = jobs.submit(wanted, title="a")
    job = jobs.claim("w")
    assert job is not None
    behind = jobs.submit(wanted, title="a")
    jobs.fail(job, "w", SourceError("later", retryable=True))
    assert jobs.submit(wanted, title="a").id in {first.id, behind.id}
    done = jobs.claim("w")  # the first one waits until it may be tried again
    assert done is not None
    assert done.id == behind.id


def test_each_job_goes_to_one_worker_in_turn(jobs: Jobs) -> None:
    wanted = [jobs.submit({"text": str(n)}, title=str(n)).id for n in range(20)]
    with ThreadPoolExecutor(5) as executor:
        claimed = list(executor.map(lambda n: jobs.claim(f"w{n}"), range(20)))
    assert sorted(job.id for job in claimed if job) == sorted(wanted)
    assert jobs.claim("late") is None


def test_a_lease_that_ran_out_is_another_worker_s_and_the_first_one_s_word_counts_no_more(
    jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun_s = time.time()
    monkeypatch.setattr("audioedition.serve.jobs.time.time", lambda: begun_s)
    id_ = jobs.submit({"text": "a"}, title="a").id
    jobs.claim("dead", lease_s=30)
    assert jobs.claim("next") is None
    begun_s += 31
    again = jobs.claim("next")
    assert again is not None
    assert (again.id, again.attempts) == (id_, 2)
    assert not jobs.renew(id_, "dead")
    jobs.finish(id_, "dead", {"status": "made"}, title="wrong")
    now = jobs.get(id_)
    assert now is not None
    assert now.state == "running"
    assert jobs.release("next") == 1
    assert jobs.claim("third") is not None


def test_a_job_that_kills_every_worker_ends(jobs: Jobs) -> None:
    id_ = jobs.submit({"text": "a"}, title="a").id
    for n in range(MAX_ATTEMPTS):
        assert jobs.claim(f"w{n}", lease_s=-1) is not None
    assert jobs.claim("one too many") is None
    job = jobs.get(id_)
    assert job is not None
    assert job.state == "failed"
    assert "died" in job.outcome["error"]


def test_the_death_of_the_whole_service_is_not_held_against_an_article(jobs: Jobs) -> None:
    id_ = jobs.submit({"text": "a"}, title="a").id
    for n in range(MAX_ATTEMPTS + 5):
        assert jobs.claim(f"w{n}") is not None
        assert jobs.release() == 1
        assert jobs.release() == 0, "it is given back once"
    assert jobs.claim("last") is not None
    job = jobs.get(id_)
    assert job is not None
    assert (job.state, job.attempts) == ("running", 1)


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (UsageError("no"), "failed"),
        (EngineError("no"), "failed"),
        (EngineError("later", retryable=True), "queued"),
        (SourceError("later", retryable=True), "queued"),
        (AudioError("ffmpeg failed (1)"), "failed"),
        (AudioError("ffmpeg failed (-9)", retryable=True), "queued"),
    ],
)
def test_only_what_may_pass_is_tried_again(jobs: Jobs, error: AudioEditionError, state: str) -> None:
    id_ = jobs.submit({"text": "a"}, title="a").id
    job = jobs.claim("w")
    assert job is not None
    jobs.fail(job, "w", error)
    after = jobs.get(id_)
    assert after is not None
    assert after.state == state
    assert after.outcome["error"] == str(error)


def test_a_full_queue_says_so(jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audioedition.serve.jobs.MAX_OPEN", 2)
    for n in range(2):
        jobs.submit({"text": str(n)}, title=str(n))
    with pytest.raises(UsageError, match="waiting already"):
        jobs.submit({"text": "3"}, title="3")


def test_what_readers_ask_fills_no_queue_of_the_newsroom(jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audioedition.serve.jobs.MAX_OPEN", 2)
    for n in range(2):
        jobs.submit({"url": str(n), "reader": "a"}, title=str(n), key=f"reader a {n}")
    with pytest.raises(UsageError, match="waiting already"):
        jobs.submit({"url": "3", "reader": "a"}, title="3", key="reader a 3")
    assert jobs.submit({"text": "3"}, title="3").state == "queued"


def test_a_voice_of_this_machine_that_hangs_is_tried_once_more_only(jobs: Jobs) -> None:
    jobs.submit({"text": "a"}, title="a")
    error = EngineError("did not answer", retryable=True)
    states = []
    for _ in range(2):
        job = jobs.claim("w")
        assert job is not None
        jobs.fail(job, "w", error, online=False)
        with jobs._database.writing() as db:
            db.execute("UPDATE jobs SET not_before = 0")
        after = jobs.get(job.id)
        assert after is not None
        states.append(after.state)
    assert states == ["queued", "failed"]
