"""What an administrator holds in hand: doctor, tokens, container and units."""

from __future__ import annotations

import configparser
import re
import shlex
import socket
import subprocess
import sys
from pathlib import Path

import click
import pytest

from audioedition.cli import main
from audioedition.serve.run import open_listener
from audioedition.serve.settings import ServiceSettings
from tests.support.patience import PATIENCE_S
from tests.support.tools import need_module

ROOT = Path(__file__).parents[2]
yaml = need_module("yaml", extra="test")


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "audioedition", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S, check=False)


def understood(arguments: list[str]) -> None:
    """Raises where the command line would."""
    with main.make_context("audioedition", arguments, resilient_parsing=False) as context:
        name, command, rest = main.resolve_command(context, [*context.protected_args, *context.args])
        assert command is not None
        if isinstance(command, click.Group):
            with command.make_context(name, rest, parent=context) as inner:
                _, command, rest = command.resolve_command(inner, [*inner.protected_args, *inner.args])
                assert command is not None
        command.make_context(name, rest, parent=context).close()


def test_the_container_starts_what_the_command_line_knows() -> None:
    text = (ROOT / "docker" / "Dockerfile").read_text()
    steps = re.findall(r"^(\w+) (.*(?:\\\n.*)*)", text, re.MULTILINE)
    names = [name for name, _ in steps]
    assert names[0] == "FROM"
    assert names.index("USER") > names.index("RUN"), "it does not run as root"
    assert ":latest" not in text
    (command,) = (words for name, words in steps if name == "CMD")
    understood(yaml.safe_load(command))


def test_every_service_of_the_compose_file_starts_what_exists() -> None:
    content = yaml.safe_load((ROOT / "docker" / "compose.yaml").read_text())
    volumes = set(content["volumes"])
    for name, service in content["services"].items():
        assert {volume.partition(":")[0] for volume in service.get("volumes", [])} <= volumes, name
        assert set(service.get("depends_on", [])) <= set(content["services"]), name
        command = [re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", word) for word in service["command"]]
        if "entrypoint" in service:
            assert service["entrypoint"] in (["dask", "scheduler"], ["dask", "worker"]), name
        else:
            understood(command)
    assert content["services"]["service"]["ports"] == ["127.0.0.1:8000:8000"], "the world comes in by a proxy"


class UnitFile(configparser.ConfigParser):
    """A systemd unit: its keys keep their capitals."""

    def optionxform(self, optionstr: str) -> str:
        return optionstr


@pytest.mark.parametrize("unit", ["audioedition.service", "audioedition-watch.service"])
def test_every_unit_starts_what_exists(unit: str) -> None:
    parser = UnitFile(strict=False, interpolation=None)
    parser.read(ROOT / "systemd" / unit)
    program, *words = shlex.split(
        parser["Service"]["ExecStart"].replace("${FEED_URL}", "https://exemple.fr/rss")
    )
    assert program == "/opt/audioedition/bin/audioedition"
    understood(words)
    assert parser["Service"]["NoNewPrivileges"] == "yes"
    assert parser["Service"]["User"] == "audioedition"


def test_doctor_looks_at_the_service(tmp_path: Path) -> None:
    output = str(tmp_path / "output")
    assert run("token", "new", "radio", "-o", output).stdout.startswith("ae_")
    looked = run("doctor", "--service", "-o", output, "--store", str(tmp_path / "clips"))
    said = looked.stdout
    assert "radio" in said
    assert re.search(r"ok +state +.*whole and writable", said)
    (tmp_path / "output" / ".audioedition" / "service.sqlite").write_bytes(b"nothing of the kind" * 100)
    for path in (tmp_path / "output" / ".audioedition").glob("service.sqlite-*"):
        path.unlink()
    looked = run("doctor", "--service", "-o", output)
    assert looked.returncode == 1
    assert re.search(r"FAIL +state +.*damaged", looked.stdout)


def test_tokens_are_made_listed_and_revoked(tmp_path: Path) -> None:
    output = ["-o", str(tmp_path)]
    token = run("token", "new", "radio", *output).stdout.strip()
    assert re.fullmatch(r"ae_[0-9a-f]{12}_[\w-]{43}", token)
    assert run("token", "new", "radio", *output).returncode == 2
    listed = run("token", "list", *output).stdout
    assert listed.startswith("radio\t")
    assert token not in listed
    assert run("token", "revoke", "radio", *output).returncode == 0
    assert run("token", "revoke", "radio", *output).returncode == 2


def test_a_taken_port_is_said(tmp_path: Path) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ran = run("serve", "--voice", "tone", "--port", port, "-o", str(tmp_path / "o"))
    assert ran.returncode == 2
    assert "--port" in ran.stderr


def test_no_answer_waits_for_an_acknowledgement() -> None:
    """Each answer on a kept connection took 48 ms instead of one: asyncio sets TCP_NODELAY on what is named TCP."""
    with open_listener(ServiceSettings(output=Path("."), port=0)) as listener:
        assert listener.proto == socket.IPPROTO_TCP
