"""Every command has help, stands in the README, and speaks in sentences."""

from __future__ import annotations

import os
import wave
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from audioedition.cli import COMMANDS, main
from tests.support.road import ROOT, Run


def commands() -> list[tuple[str, click.Command]]:
    found = []
    context = click.Context(main)
    for name in COMMANDS:
        command = main.get_command(context, name)
        assert command is not None
        found.append((name, command))
        if isinstance(command, click.Group):
            found += [(f"{name} {sub}", command.commands[sub]) for sub in command.commands]
    return found


def test_the_table_repeats_each_commands_first_line() -> None:
    for name, command in commands():
        assert command.help, name
        if " " not in name:
            assert command.get_short_help_str(limit=200).rstrip(".") == COMMANDS[name].rstrip("."), name


def test_every_option_has_help() -> None:
    for name, command in commands():
        for parameter in command.params:
            if isinstance(parameter, click.Option) and not isinstance(parameter.type, click.Choice):
                assert parameter.help, f"{name} {parameter.opts}"


def test_every_command_stands_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    missing = [name for name, _ in commands() if f"audioedition {name}" not in readme]
    assert not missing


@pytest.mark.parametrize("name", [None, *COMMANDS])
def test_help(name: str | None) -> None:
    result = CliRunner().invoke(main, [*([name] if name else []), "--help"])
    assert result.exit_code == 0
    assert "Usage:" in result.output


def test_version() -> None:
    result = CliRunner().invoke(main, ["--version"])
    assert result.output.startswith("audioedition, version ")


def test_voices(run: Run, tmp_path: Path) -> None:
    listed = run("voices", "list")
    assert listed.returncode == 0
    assert "pico" in listed.stdout
    assert "Apache-2.0" in listed.stdout
    assert "sent to Google" in run("voices", "show", "google").stdout
    sample = run("voices", "sample", "pico", "-o", "essai.wav")
    assert sample.stdout.strip() == "essai.wav"
    with wave.open(str(tmp_path / "essai.wav")) as sound:
        assert sound.getnframes() / sound.getframerate() > 3


def test_doctor(run: Run, program: Run) -> None:
    done = run("doctor")
    assert done.returncode == 0, done.stdout
    assert "ok   ffmpeg" in done.stdout
    ill = program("doctor", env={**os.environ, "AUDIOEDITION_FFMPEG": "/nowhere"})
    assert ill.returncode == 1
    assert "FAIL ffmpeg" in ill.stdout
    assert "→" in ill.stdout


def test_debug_shows_the_traceback_and_nothing_else_does(run: Run) -> None:
    assert "Traceback" not in run("make", "absent.txt", "--voice", "tone").stderr
    assert "Traceback" in run("--debug", "make", "absent.txt", "--voice", "tone").stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shell_completion(program: Run, shell: str) -> None:
    done = program(env={**os.environ, "_AUDIOEDITION_COMPLETE": f"{shell}_source"})
    assert done.returncode == 0
    assert "audioedition" in done.stdout
