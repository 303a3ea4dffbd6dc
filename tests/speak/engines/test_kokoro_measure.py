"""The trial of networks and runtimes: in turns, by processor time and memory, and not decided by noise."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.support.tools import need_module

need_module("numpy", extra="neural")

from audioedition.errors import EngineError
from audioedition.speak.engines.kokoro import measure
from audioedition.speak.engines.kokoro.measure import Candidate, TrialResult, choose, measure_candidates

STYLE = Path("style.bin")
CHILD = """
import json, sys
name, met, log = sys.argv[1], set(), open(sys.argv[2], "a")
for line in sys.stdin:
    log.write(name + line)
    log.flush()
    if "dies" in name and len(met) == 2:
        sys.exit(1)
    cost = {"quick": 0.1, "middling": 0.12, "slow": 1.0, "dies": 0.01}[name]
    new = line not in met
    met.add(line)
    print(json.dumps({"cpu_s": cost * (2 if new else 1), "sound_s": 1.0, "peak_mb": 100.0 + len(met)}), flush=True)
"""


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Children that tell what their name says; what they were asked for, in order."""
    path = tmp_path / "log"

    def command(graph: Path, style: Path, accelerator: str, compiled_in: Path) -> list[str]:
        return [sys.executable, "-c", CHILD, graph.name, str(path)]

    monkeypatch.setattr(measure, "trial_command", command)
    return path


def candidates(*names: str) -> list[Candidate]:
    return [Candidate(name=name, graph=Path(name), accelerator="onnxruntime") for name in names]


def test_new_and_known_lengths_and_memory_are_told_apart(log: Path) -> None:
    quick, middling = measure_candidates(candidates("quick", "middling"), ["a", "bb", "ccc"], STYLE)
    assert quick.times_new == pytest.approx(5.0)
    assert quick.times_known == pytest.approx(10.0)
    assert quick.peak_mb == 103.0
    assert middling.times_new == pytest.approx(1 / 0.24)


def test_each_sentence_goes_round_and_another_begins_each_time(log: Path) -> None:
    measure_candidates(candidates("quick", "middling"), ["a", "b"], STYLE)
    one_round = ["quicka", "middlinga", "middlingb", "quickb"]
    assert log.read_text().split() == one_round * 2


def test_what_is_far_slower_is_out_after_a_glance(log: Path) -> None:
    sentences = list("abcdefgh")
    _, slow = measure_candidates(candidates("quick", "slow"), sentences, STYLE)
    asked = log.read_text().split()
    assert sum(line.startswith("slow") for line in asked) == 4
    assert sum(line.startswith("quick") for line in asked) == 16
    assert slow.times_known == 0.0
    assert slow.times_new == pytest.approx(0.5)


def test_a_runtime_that_dies_is_no_candidate(log: Path) -> None:
    (quick,) = measure_candidates(candidates("dies", "quick"), list("abcdef"), STYLE)
    assert quick.name == "quick"
    with pytest.raises(EngineError, match="No runtime here"):
        measure_candidates(candidates("dies"), list("abcdef"), STYLE)


def figures(name: str, times: float, peak_mb: float = 900.0) -> TrialResult:
    return TrialResult(name=name, times_new=times, times_known=times, peak_mb=peak_mb)


def test_noise_does_not_decide() -> None:
    """Three installations on one machine chose 8 bits once and floats twice."""
    for noise in (0.9, 1.0, 1.1):
        assert choose([figures("preferred", 5.0), figures("other", 5.0 * noise)]).name == "preferred"
    assert choose([figures("preferred", 5.0), figures("other", 6.0)]).name == "other"


def test_memory_decides_before_speed_unless_all_hold_too_much() -> None:
    large = figures("large", 9.0, peak_mb=4200.0)
    assert choose([large, figures("small", 2.0)]).name == "small"
    assert choose([large]).name == "large"
