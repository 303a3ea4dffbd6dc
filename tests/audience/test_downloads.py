"""Downloads by the IAB's rules, from a log and one by one."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from audioedition.audience.access_log import MAX_LINE_CHARS, edition_in, read_line
from audioedition.audience.downloads import DownloadCounter, Sent, enough_bytes, is_bot
from audioedition.cli import main
from tests.support.by_hand import make_edition
from tests.support.on_disk import put_on_disk
from tests.support.tools import need_module

need_module("crawleruseragents", extra="serve")

APP = "AntennaPod/3.1.0"
MINUTE = 720_000


def sent(
    *, at: float = 0.0, listener: str = "a", start: int | None = 0, length: int = MINUTE, **other: object
) -> Sent:
    facts: dict[str, object] = {
        "agent": APP, "edition": "pont", "method": "GET", "status": 200, "size": 4 * MINUTE, "duration_ms": 240_000,
        **other,
    }  # fmt: skip
    return Sent(at=at, listener=listener, start=start, length=length, **facts)  # type: ignore[arg-type]  # by name


def test_once_per_listener_in_a_day() -> None:
    counter = DownloadCounter()
    hours = (0, 1, 23, 24, 25)
    assert [counter.note(sent(at=hour * 3600.0)) for hour in hours] == [True, False, False, True, False]
    assert counter.note(sent(listener="b"))
    assert counter.note(sent(edition="phare"))


def test_ranges_are_joined_and_the_same_bytes_count_once() -> None:
    counter = DownloadCounter()
    half = MINUTE // 2
    assert not counter.note(
        sent(start=0, length=2, status=206)
    )  # a player that asks whether ranges are known
    assert not counter.note(sent(start=0, length=half, status=206))
    assert not counter.note(sent(start=100, length=half, status=206))  # mostly the same again
    assert counter.note(sent(start=half, length=half, status=206))


@pytest.mark.parametrize(
    "other",
    [
        {"status": 304},
        {"status": 404},
        {"method": "HEAD"},
        {"length": 0},
        {"length": MINUTE - 1},
        {"agent": "Googlebot/2.1"},
        {"agent": ""},
        {"agent": "curl/8.0"},
    ],
)
def test_what_is_no_download(other: dict[str, object]) -> None:
    assert not DownloadCounter().note(sent(**other))  # type: ignore[arg-type]  # by name


def test_a_short_edition_counts_when_all_of_it_was_sent() -> None:
    short = sent(size=200_000, duration_ms=15_000, length=199_999)
    assert enough_bytes(short) == 200_000
    assert not DownloadCounter().note(short)


def test_listening_apps_are_no_bots() -> None:
    for app in (
        APP,
        "AppleCoreMedia/1.0.0.20G81 (iPhone; U; CPU OS 16_6 like Mac OS X; fr_fr)",
        "VLC/3.0.18",
    ):
        assert not is_bot(app), app
    assert not is_bot("Overcast/3.0 (+http://overcast.fm/; iOS podcast app)")
    assert is_bot("Mozilla/5.0 (compatible; GPTBot/1.2; +https://openai.com/gptbot)")


def test_a_flood_of_listeners_fills_no_memory() -> None:
    counter = DownloadCounter(max_listeners=100)
    for number in range(1_000):
        counter.note(sent(listener=str(number), length=1))
    assert len(counter._windows) <= 100


COMBINED = (
    '{ip} - - [01/Mar/2026:{time} +0100] "GET /e/pont/pont.mp3 HTTP/1.1" {status} {bytes} "-" "{agent}"'
)


def test_a_line_of_each_format() -> None:
    line = COMBINED.format(ip="192.0.2.1", time="08:00:00", status=206, bytes=1000, agent=APP)
    found = read_line(line)
    assert found is not None
    assert (found.edition, found.status, found.length, found.start, found.agent) == (
        "pont",
        206,
        1000,
        None,
        APP,
    )
    assert found.at == 1_772_348_400.0
    caddy = {
        "ts": 1_772_348_400.5, "status": 206, "size": 500,
        "request": {"remote_ip": "192.0.2.1", "method": "GET", "uri": "/e/pont/pont.mp3?x=1",
                    "headers": {"User-Agent": [APP], "Range": ["bytes=1000-"]}},
    }  # fmt: skip
    found = read_line(json.dumps(caddy))
    assert found is not None
    assert (found.edition, found.start, found.length) == ("pont", 1000, 500)
    assert edition_in("/e/l%C3%A9t%C3%A9/x.r2.mp3") == "lété"


@pytest.mark.parametrize(
    "line",
    [
        "",
        "{",
        '{"request": 3}',
        "\x00\x16\x03\x01",
        '1.2.3.4 - - [99/Foo/2026:00:00:00 +0000] "GET /e/a/a.mp3 HTTP/1.1" 200 5 "-" "x"',
        '1.2.3.4 - - [01/Mar/2026:08:00:00 +0100] "\\x16\\x03" 400 5 "-" "-"',
        "x" * (MAX_LINE_CHARS + 1),
        '1.2.3.4 - - [01/Mar/2026:08:00:00 +0100] "GET /feed.xml HTTP/1.1" 200 5 "-" "x"',
        '{"ts": 1e400, "status": 200, "size": 1, "request": {"remote_ip": "a", "method": "GET", "uri": "/e/a/a.mp3"}}',
    ],
)
def test_a_line_that_says_nothing_is_passed_over(line: str) -> None:
    read_line(line)
    assert read_line(line) is None or "1e400" in line


def test_the_command_counts_a_log_gzipped_or_not(tmp_path: Path) -> None:
    put_on_disk(tmp_path / "output", make_edition())
    lines = [
        COMBINED.format(ip="192.0.2.1", time="08:00:00", status=206, bytes=400_000, agent=APP),
        COMBINED.format(ip="192.0.2.1", time="08:00:09", status=206, bytes=400_000, agent=APP),
        COMBINED.format(ip="192.0.2.1", time="12:00:00", status=200, bytes=900_000, agent=APP),
        COMBINED.format(ip="192.0.2.2", time="08:00:00", status=200, bytes=900_000, agent="Googlebot/2.1"),
        COMBINED.format(ip="192.0.2.3", time="08:00:00", status=200, bytes=900_000, agent="VLC/3.0.18"),
        "garbage",
    ]
    log = tmp_path / "access.log.gz"
    log.write_bytes(gzip.compress("\n".join(lines).encode()))
    run = CliRunner(mix_stderr=False).invoke(main, ["stats", str(log), "-o", str(tmp_path / "output")])
    assert run.exit_code == 0, run.output
    assert run.stdout.startswith("2\tpont\t")
    assert "6 lines, 5 answers of an MP3, 2 downloads." in run.stderr
    plain = tmp_path / "access.log"
    plain.write_text("\n".join(lines), encoding="utf-8")
    for kind in ("csv", "json"):
        run = CliRunner(mix_stderr=False).invoke(main, ["stats", str(plain), "--format", kind])
        assert run.exit_code == 0
    days = json.loads(run.stdout)["days"]
    assert [day["downloads"] for day in days] == [2]


def test_a_log_that_cannot_be_read_is_told_in_words(tmp_path: Path) -> None:
    missing = CliRunner(mix_stderr=False).invoke(main, ["stats", str(tmp_path / "none.log")])
    assert (missing.exit_code, "Traceback" in missing.output) == (3, False)
    broken = tmp_path / "broken.gz"
    broken.write_bytes(gzip.compress(b"a line\n" * 1000)[:40])
    assert CliRunner(mix_stderr=False).invoke(main, ["stats", str(broken)]).exit_code == 3
