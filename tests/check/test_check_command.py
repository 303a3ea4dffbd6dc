"""``audioedition check`` as a person calls it."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from audioedition.check.findings import CheckReport, Finding
from audioedition.check.moments import clock
from audioedition.check.render import render_table
from audioedition.cli import main
from audioedition.publish.folder.shelf import read_edition


def test_a_sound_edition_exits_0_and_says_so(folder: Path) -> None:
    result = CliRunner(mix_stderr=False).invoke(main, ["check", str(folder)])
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("OK: Le marché couvert de Morlaix rouvre jeudi (9 sentences)")


def test_an_alarm_exits_7_and_json_says_which(folder: Path) -> None:
    read_edition(folder).audio_path.unlink()
    result = CliRunner(mix_stderr=False).invoke(main, ["check", str(folder), "--format", "json"])
    assert result.exit_code == 7
    content = json.loads(result.stdout)
    assert content["passed"] is False
    assert content["alarms"] == 1
    assert content["findings"][0]["kind"] == "file"
    assert "breaks a promise" in result.stderr


def test_several_editions_are_a_list_and_a_broken_one_does_not_stop_the_others(
    folder: Path, tmp_path: Path
) -> None:
    result = CliRunner(mix_stderr=False).invoke(
        main, ["check", str(tmp_path / "none"), str(folder), "--format", "json"]
    )
    assert result.exit_code == 7
    (only,) = json.loads(result.stdout)
    assert only["passed"] is True
    assert "1 of 2 failed" in result.stderr


def test_one_that_is_no_edition_is_a_publish_error(tmp_path: Path) -> None:
    result = CliRunner(mix_stderr=False).invoke(main, ["check", str(tmp_path)])
    assert result.exit_code == 8


def test_nothing_to_check_is_a_usage_error() -> None:
    result = CliRunner(mix_stderr=False).invoke(main, ["check"])
    assert result.exit_code == 2
    assert "audioedition check output" in result.stderr


def test_a_model_that_is_no_model_is_named(folder: Path, tmp_path: Path) -> None:
    result = CliRunner(mix_stderr=False).invoke(
        main, ["check", "--listen", "--model", str(tmp_path), str(folder)]
    )
    assert result.exit_code == 2
    assert "model.bin" in result.stderr


def test_the_table_lines_up_and_names_the_place() -> None:
    findings = (
        Finding(kind="file", message="The MP3 is missing."),
        Finding(kind="missing", message="Missing words.", start_ms=3_723_456, paragraph=11, sentence=0),
        Finding(kind="doubtful", severity="note", message="A name.", start_ms=61_000, sentence=1),
    )
    lines = render_table(
        CheckReport(title="T", audio="t.mp3", sentences=1, listened="base", findings=findings)
    )
    assert lines.splitlines() == [
        "ALARM  -          -          file      The MP3 is missing.",
        "ALARM  1:02:03.4  §12.1      missing   Missing words.",
        "NOTE   1:01.0     opening.2  doubtful  A name.",
        "FAILED: T (1 sentence, heard by base): 2 alarms, 1 note.",
    ]


def test_the_clock() -> None:
    assert [clock(ms) for ms in (None, 0, 59_999, 60_000, 3_600_000)] == [
        "-",
        "0:00.0",
        "0:59.9",
        "1:00.0",
        "1:00:00.0",
    ]
