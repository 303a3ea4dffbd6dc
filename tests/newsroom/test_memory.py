"""Journal, state and pace."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from audioedition.errors import PublishError, SourceError
from audioedition.newsroom.journal import MAX_BYTES, Journal
from audioedition.newsroom.politeness import MAX_BACKOFF_S, Pace, backoff_s
from audioedition.newsroom.state import SCHEMA, ArticleMemory, FeedMemory, NewsroomState
from audioedition.produce.settle import Seen


def test_the_journal_keeps_whole_lines_of_many_writers(tmp_path: Path) -> None:
    journal = Journal.of(tmp_path)
    assert journal.read() == []

    def write_fifty(n: int) -> None:
        for i in range(50):
            journal.write("made", url=f"{n}/{i}", reason=None)

    threads = [threading.Thread(target=write_fifty, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lines = journal.read()
    assert len({line["url"] for line in lines}) == 200
    assert set(lines[0]) == {"at", "event", "url"}
    with journal.path.open("ab") as file:
        file.write(b'{"event": "coup\xc3')  # a power cut
    assert len(journal.read()) == 200


def test_a_full_journal_is_set_aside(tmp_path: Path) -> None:
    journal = Journal.of(tmp_path)
    journal.write("made")
    with journal.path.open("ab") as file:
        file.truncate(MAX_BYTES + 1)
    journal.write("revised")
    assert [line["event"] for line in journal.read()] == ["revised"]
    assert journal.path.with_suffix(".jsonl.1").stat().st_size > MAX_BYTES


def test_a_journal_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "journal.jsonl").mkdir()
    with pytest.raises(PublishError, match="journal"):
        Journal(tmp_path / "journal.jsonl").write("made")


def test_the_state_is_there_after_a_restart(tmp_path: Path) -> None:
    feed = FeedMemory(url="https://a.example/flux", etag='"1"', failures=2, not_before=5.0)
    article = ArticleMemory(
        url="https://a.example/1", feed=feed.url, version="v", state="done", not_before=9.0
    )
    state = NewsroomState(tmp_path)
    assert state.feed(feed.url) == FeedMemory(url=feed.url)
    assert state.article(article.url) is None
    state.remember(feed)
    state.remember(article)
    state.close()
    state = NewsroomState(tmp_path)
    assert (state.feed(feed.url), state.article(article.url)) == (feed, article)
    assert state.due(feed.url, now=8.9) == ()
    assert state.due(feed.url, now=9.0) == (article,)
    assert state.due("autre", now=9.0) == ()
    state.close()


def test_a_batch_is_gone_on_with_until_it_was_ended(tmp_path: Path) -> None:
    state = NewsroomState(tmp_path)
    batch, rows = state.open_batch("liste.txt")
    assert rows == {}
    state.keep_row(batch, "a", {"place": "a", "status": "spoken"})
    assert state.open_batch("liste.txt") == (batch, {"a": {"place": "a", "status": "spoken"}})
    assert state.open_batch("autre.txt")[1] == {}
    state.end_batch(batch)
    assert state.open_batch("liste.txt") == (batch, {})
    state.close()


def test_a_damaged_state_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / ".audioedition").mkdir()
    (tmp_path / ".audioedition" / "newsroom.sqlite").write_bytes(b"pas une base" * 1000)
    state = NewsroomState(tmp_path)
    with pytest.raises(PublishError, match="damaged") as caught:
        state.feed("https://a.example/")
    assert caught.value.hint
    state.close()


def test_requests_to_one_host_are_spaced_and_others_are_not() -> None:
    now = 100.0
    slept: list[float] = []
    pace = Pace(now=lambda: now, sleep=slept.append)
    for _ in range(3):
        pace.wait("https://a.example/x", delay_s=2)
    pace.wait("https://b.example/x", delay_s=2)
    assert slept == [2, 4]
    now = 200.0
    pace.wait("https://a.example/x", delay_s=0)
    assert slept == [2, 4]
    pace.hold("https://a.example/y", seconds=30)
    pace.wait("https://a.example/x", delay_s=0)
    assert slept == [2, 4, 30]


def test_backoff_doubles_is_bounded_and_heeds_the_site() -> None:
    assert [backoff_s(n) for n in (1, 2, 3)] == [60, 120, 240]
    assert backoff_s(10_000) == MAX_BACKOFF_S
    assert backoff_s(1, SourceError("non", retry_after_s=900)) == 900
    assert backoff_s(3, SourceError("non", retry_after_s=5)) == 240


def test_the_state_of_an_older_version_is_read_on(tmp_path: Path) -> None:
    """Version 1 knew of no page that waits until it is calm."""
    path = tmp_path / ".audioedition" / "newsroom.sqlite"
    path.parent.mkdir()
    with contextlib.closing(sqlite3.connect(path)) as old:
        old.executescript(SCHEMA.partition("CREATE TABLE IF NOT EXISTS settling")[0])
        old.execute(
            "INSERT INTO articles (url, feed, version, state) VALUES ('https://a.example/1', 'f', 'v', 'done')"
        )
        old.execute("PRAGMA user_version = 1")
        old.commit()
    state = NewsroomState(tmp_path)
    remembered = state.article("https://a.example/1")
    assert remembered is not None
    assert remembered.state == "done"
    seen = Seen(digest="0123", first_at=1.0, since=2.0)
    state.keep_seen("https://a.example/1?utm_source=x", seen)
    assert state.seen("https://a.example/1") == seen
    state.settle_seen("https://a.example/1")
    assert state.seen("https://a.example/1") == replace(seen, first_at=0.0)
    state.close()
