"""The engine's child: killed when it hangs, started again when it died, recycled, gone with its parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from audioedition.errors import EngineError
from audioedition.model import Voice
from audioedition.speak.engines.host import EngineHost
from tests.support.patience import PATIENCE_S, wait_until

FAULTY = Voice(name="faulty", engine="tone", options={"faults": True})
PICO = Voice(name="pico", engine="pico")


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"


def test_pico_speaks_the_same_sound_for_the_same_text() -> None:
    sentence = "Le chat dort sur le quai."
    with EngineHost("pico") as first:
        once = first.speak(sentence, PICO)
        first.speak("Autre chose, entre les deux.", PICO)
        again = first.speak(sentence, PICO)
    with EngineHost("pico") as second:
        afresh = second.speak(sentence, PICO)
    assert once.frame_rate == 16_000
    assert once.duration_ms > 1000
    assert once.pcm == again.pcm == afresh.pcm


def test_a_hanging_engine_is_killed_at_its_deadline() -> None:
    with EngineHost("tone", deadline_s=0.5) as host:
        with pytest.raises(EngineError, match="did not answer") as caught:
            host.speak("zzhang", FAULTY)
        assert caught.value.retryable
        assert host.pid is None
        host._deadline_s = PATIENCE_S  # a busy machine may take longer to start the next one
        assert host.speak("après", FAULTY).frames > 0


def test_a_dead_engine_is_started_again() -> None:
    with EngineHost("tone") as host:
        with pytest.raises(EngineError, match="died") as caught:
            host.speak("zzcrash", FAULTY)
        assert caught.value.retryable
        assert host.speak("après", FAULTY).frames > 0
        assert host.starts == 2


def test_an_engine_that_is_killed_from_outside_is_started_again_within_the_call() -> None:
    with EngineHost("tone") as host:
        host.speak("un", FAULTY)
        assert host.pid is not None
        os.kill(host.pid, signal.SIGKILL)
        assert host.speak("deux", FAULTY).frames > 0
        assert host.starts == 2


def test_an_interrupted_host_starts_no_child_any_more() -> None:
    with EngineHost("tone") as host:
        host.speak("un", FAULTY)
        host.interrupt()
        with pytest.raises(EngineError, match="died"):
            host.speak("deux", FAULTY)
        assert host.starts == 1


def test_an_engine_error_crosses_the_pipe_whole() -> None:
    with EngineHost("tone") as host, pytest.raises(EngineError, match="asked to fail") as caught:
        host.speak("zzfail", FAULTY)
    assert not caught.value.retryable


def test_children_are_recycled_by_calls_and_by_memory() -> None:
    with EngineHost("tone", max_calls=2) as host:
        for word in ("un", "deux", "trois"):
            host.speak(word, FAULTY)
        assert host.starts == 2
    with EngineHost("tone", max_peak_kib=1) as host:
        for word in ("un", "deux"):
            host.speak(word, FAULTY)
        assert host.starts == 2


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a child's peak counts the parent's memory")
def test_a_child_is_not_recycled_for_the_memory_of_its_parent() -> None:
    """Four hundred megabytes here; a child of the tone engine holds some twenty."""
    ballast = b"x" * 400_000_000
    with EngineHost("tone", max_peak_kib=200_000) as host:
        for word in ("un", "deux", "trois"):
            host.speak(word, FAULTY)
        assert host.starts == 1
    assert ballast


def test_unknown_engine_is_said_not_hung() -> None:
    with EngineHost("nonesuch") as host, pytest.raises(EngineError, match="nonesuch"):
        host.speak("bonjour", Voice(name="x", engine="nonesuch"))


def test_the_child_does_not_outlive_a_killed_parent() -> None:
    program = (
        "import sys\n"
        "from audioedition.speak.engines.host import EngineHost\n"
        "from audioedition.model import Voice\n"
        "voice = Voice(name='f', engine='tone', options={'faults': True})\n"
        "host = EngineHost('tone')\n"
        "host.speak('un', voice)\n"
        "print(host.pid, flush=True)\n"
        "host.speak('zzhang', voice)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child_pid = int(parent.stdout.readline())
    parent.stdout.close()
    parent.kill()
    parent.wait()
    wait_until(lambda: not alive(child_pid), what="the child's end")
