"""Which network and runtime this machine speaks best with: an experiment, done once, when the voice is installed.

Every candidate lives in a child process of its own. Ten sentences of ten lengths go from one to the next, first when
their length is new to it, then once more when it is known, so that a busy machine disturbs all alike; what counts is
processor time, and memory. One measure alone decided differently in three installations on one machine.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from audioedition.errors import EngineError
from audioedition.speak.engines.host import MAX_PEAK_KIB

_GLANCE = 4
"""Sentences after which a candidate that takes half as long again as another is out: the rest would only take time."""
_HOPELESS = 1.5
_CLEARLY = 1.15
"""A later candidate must be so much quicker than an earlier one: below, the machine's noise would decide."""
_LOADING_S = 300.0
MOST_MB = MAX_PEAK_KIB / 1024
"""The engine's child is replaced beyond it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A graph and the runtime that would run it. Earlier ones in a row are preferred."""

    name: str
    """« OpenVINO », « onnxruntime, 8 bits »: as voice.json tells it."""
    graph: Path
    accelerator: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialResult:
    """What a candidate was seen to do."""

    name: str
    times_new: float
    """Seconds of sound for a second of one core, for lengths that it meets for the first time."""
    times_known: float
    """The same when it has met them; 0 when it was out before."""
    peak_mb: float


@dataclass(slots=True)
class _Tally:
    """The seconds of one candidate so far."""

    sound_s: float = 0.0
    cpu_s: float = 0.0
    known_sound_s: float = 0.0
    known_cpu_s: float = 0.0
    peak_mb: float = 0.0
    out: bool = field(default=False)

    @property
    def cost(self) -> float:
        return self.cpu_s / max(self.sound_s, 1e-9)


def measure_candidates(
    candidates: Sequence[Candidate], phonemes: Sequence[str], style: Path
) -> tuple[TrialResult, ...]:
    """In the candidates' order; one that cannot run at all is left out. Raises EngineError when none can."""
    with contextlib.ExitStack() as stack:
        children = {c.name: stack.enter_context(_running(c, style)) for c in candidates}
        tallies = {name: _Tally() for name in children}
        for known in (False, True):
            for rank, sentence in enumerate(phonemes):
                for name in _turns(list(children), rank):
                    if not tallies[name].out:
                        _note(tallies[name], _ask(children[name], sentence), known=known)
                if rank + 1 == _GLANCE and not known:
                    _drop_the_hopeless(tallies)
    figures = tuple(_figures(name, tally) for name, tally in tallies.items() if tally.sound_s)
    if not figures:
        raise EngineError(
            "No runtime here can run the voice's network.",
            hint="Install the voice again with: audioedition voices install siwis",
        )
    return figures


def choose(figures: Sequence[TrialResult]) -> TrialResult:
    """The first one, unless a later one is clearly quicker with new lengths. One that holds too much memory is taken
    only when all do."""
    best, *others = [f for f in figures if f.peak_mb <= MOST_MB] or figures
    for other in others:
        if other.times_new > _CLEARLY * best.times_new:
            best = other
    return best


def _turns(names: list[str], rank: int) -> list[str]:
    """Another one begins each time."""
    first = rank % len(names)
    return names[first:] + names[:first]


def _note(tally: _Tally, told: dict[str, float] | None, *, known: bool) -> None:
    if told is None:  # it died: what it said before does not count either
        tally.out, tally.sound_s = True, 0.0
    elif known:
        tally.known_sound_s += told["sound_s"]
        tally.known_cpu_s += told["cpu_s"]
        tally.peak_mb = max(tally.peak_mb, told["peak_mb"])
    else:
        tally.sound_s += told["sound_s"]
        tally.cpu_s += told["cpu_s"]
        tally.peak_mb = max(tally.peak_mb, told["peak_mb"])


def _drop_the_hopeless(tallies: dict[str, _Tally]) -> None:
    least = min((t.cost for t in tallies.values() if not t.out), default=0.0)
    for tally in tallies.values():
        tally.out = tally.out or tally.cost > _HOPELESS * least


def _figures(name: str, tally: _Tally) -> TrialResult:
    known = tally.known_sound_s / tally.known_cpu_s if tally.known_cpu_s else 0.0
    times = tally.sound_s / max(tally.cpu_s, 1e-9)
    return TrialResult(name=name, times_new=times, times_known=known, peak_mb=tally.peak_mb)


@contextlib.contextmanager
def _running(candidate: Candidate, style: Path) -> Iterator[subprocess.Popen[str]]:
    compiled_in = candidate.graph.with_name("compiled")
    if candidate.accelerator == "openvino":  # as every later start finds it, and the memory is then another
        load_once(candidate.graph, style, compiled_in=compiled_in)
    with subprocess.Popen(
        trial_command(candidate.graph, style, candidate.accelerator, compiled_in),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as child:
        try:
            yield child
        finally:
            child.kill()


def trial_command(graph: Path, style: Path, accelerator: str, compiled_in: Path) -> list[str]:
    module = "audioedition.speak.engines.kokoro.trial"
    return [sys.executable, "-m", module, str(graph), str(style), accelerator, str(compiled_in)]


def load_once(graph: Path, style: Path, *, compiled_in: Path) -> None:
    """Load the network in a child, as the engine does, and end it: OpenVINO's compiled copy stays in the folder."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        subprocess.run(
            trial_command(graph, style, "openvino", compiled_in),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_LOADING_S,
            check=False,
        )


def _ask(child: subprocess.Popen[str], phonemes: str) -> dict[str, Any] | None:
    """What speaking it took; ``None`` when the child is no more."""
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        child.stdin.write(phonemes + "\n")
        child.stdin.flush()
        told: dict[str, Any] = json.loads(child.stdout.readline())
        return told
    except (OSError, ValueError):
        return None
