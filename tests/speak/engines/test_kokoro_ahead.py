"""Sentences begun before they are asked for."""

from __future__ import annotations

import mmap
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from tests.support.patience import PATIENCE_S, wait_until
from tests.support.tools import need_module

need_module("numpy", extra="neural")

from audioedition.speak.engines.kokoro.ahead import KEPT, Ahead, NetworkRun
from audioedition.speak.engines.kokoro.model import let_go_of_mapped_files
from audioedition.speak.engines.kokoro.tokens import EASY_TOKENS


def piece(name: str, *, tokens: int = 10) -> NetworkRun:
    return NetworkRun(phonemes=name, tokens=tokens, speed=1.0, take=0)


class Network:
    """Speaks nothing but notes who spoke what; holds its breath while ``gate`` is shut."""

    def __init__(self) -> None:
        self.spoken: list[tuple[str, int]] = []
        self.gate = threading.Event()
        self.gate.set()

    def __call__(self, part: NetworkRun, stream: int) -> Any:
        self.spoken.append((part.phonemes, stream))
        self.gate.wait(PATIENCE_S)
        if part.phonemes == "bad":
            raise ValueError("no such sound")
        return part.phonemes.upper()


def collect(ahead: Ahead, part: NetworkRun) -> Any:
    """What our network gives in place of sound."""
    return ahead.collect(part)


def test_what_was_begun_is_spoken_once_and_collected_in_any_order() -> None:
    network = Network()
    ahead = Ahead(network, streams=2)
    for name in ("a", "b", "c", "a"):
        ahead.begin(piece(name))
    assert [collect(ahead, piece(name)) for name in ("c", "a", "b")] == ["C", "A", "B"]
    assert sorted(name for name, _ in network.spoken) == ["a", "b", "c"]
    assert collect(ahead, piece("a")) == "A", "collected before: spoken again"
    assert len(network.spoken) == 4
    ahead.close()


def test_two_streams_speak_at_once_and_only_the_first_takes_long_pieces() -> None:
    network = Network()
    network.gate.clear()
    ahead = Ahead(network, streams=2)
    ahead.begin(piece("long", tokens=EASY_TOKENS + 1))
    ahead.begin(piece("longer", tokens=EASY_TOKENS + 200))
    ahead.begin(piece("short"))
    wait_until(lambda: len(network.spoken) == 2)
    assert sorted(network.spoken) == [("long", 0), ("short", 1)]
    network.gate.set()
    assert collect(ahead, piece("longer", tokens=EASY_TOKENS + 200)) == "LONGER"
    assert network.spoken[-1] == ("longer", 0)
    ahead.close()


def test_an_error_belongs_to_whoever_asks_and_the_stream_goes_on() -> None:
    ahead = Ahead(Network(), streams=1)
    ahead.begin(piece("bad"))
    ahead.begin(piece("good"))
    assert collect(ahead, piece("good")) == "GOOD"
    with pytest.raises(ValueError, match="no such sound"):
        collect(ahead, piece("bad"))
    ahead.close()


def test_what_nobody_asks_for_is_forgotten() -> None:
    network = Network()
    network.gate.clear()
    ahead = Ahead(network, streams=1)
    for number in range(3 * KEPT):
        ahead.begin(piece(str(number)))
    network.gate.set()
    assert collect(ahead, piece(str(3 * KEPT - 1))) == str(3 * KEPT - 1)
    assert len(network.spoken) <= KEPT + 1
    ahead.close()


def test_closed_streams_end() -> None:
    before = set(threading.enumerate())
    ahead = Ahead(Network(), streams=2)
    collect(ahead, piece("a"))
    streams = set(threading.enumerate()) - before
    assert streams
    ahead.close()
    wait_until(lambda: not any(stream.is_alive() for stream in streams))


@pytest.mark.skipif(sys.platform != "linux", reason="other systems count mapped pages differently")
def test_pages_of_a_mapped_file_are_given_back_and_can_be_read_again(tmp_path: Path) -> None:
    path = tmp_path / "network.blob"
    path.write_bytes(b"weights!" * 500_000)
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, prot=mmap.PROT_READ) as mapped:
        assert mapped[:].count(b"!") == 500_000
        held = resident_kib(path)
        assert let_go_of_mapped_files(tmp_path / "elsewhere") == 0
        assert let_go_of_mapped_files(tmp_path) >= 4_000_000
        assert resident_kib(path) < held / 10
        assert mapped[-8:] == b"weights!"


def resident_kib(path: Path) -> int:
    _, _, after = Path("/proc/self/smaps").read_text("utf-8", "replace").partition(str(path))
    return int(after.partition("Rss:")[2].split()[0])
