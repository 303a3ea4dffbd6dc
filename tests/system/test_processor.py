"""What /proc/cpuinfo says of a processor, and what follows for the network that runs on it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from audioedition.speak.engines.kokoro.model import limit_kernels
from audioedition.system.processor import Processor, read_processor, this_processor

XEON = """processor	: 0
vendor_id	: GenuineIntel
cpu family	: 6
model		: 143
model name	: Intel(R) Xeon(R) Processor
flags		: fpu sse4_2 avx avx2 avx512f avx512_vnni avx_vnni amx_bf16 amx_tile amx_int8

processor	: 1
vendor_id	: GenuineIntel
flags		: fpu
"""
EPYC = """processor	: 0
cpu family	: 26
model		: 2
model name	: AMD EPYC
flags		: fpu sse4_2 avx avx2 avx512f avx512_vnni avx_vnni
"""
LAPTOP = "model name : Laptop\nflags : fpu avx avx2 avx_vnni\n"
ARM = "processor\t: 0\nBogoMIPS\t: 50.00\nFeatures\t: fp asimd asimddp\nCPU implementer\t: 0x41\n"


@pytest.fixture(autouse=True)
def no_limit_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONEDNN_MAX_CPU_ISA", "kept for the test to take away again")
    monkeypatch.delenv("ONEDNN_MAX_CPU_ISA")


def test_the_processor_is_named_with_its_widest_instruction_sets() -> None:
    assert str(read_processor(XEON)) == "Intel(R) Xeon(R) Processor (family 6, model 143), AMX, AVX-512 VNNI"
    assert str(read_processor(EPYC)) == "AMD EPYC (family 26, model 2), AVX-512 VNNI"
    assert str(read_processor(LAPTOP)) == "Laptop, AVX2 VNNI"
    assert read_processor(ARM).instruction_sets == ("NEON with dot products",)


def test_a_machine_without_cpuinfo_is_named_all_the_same(tmp_path: Path) -> None:
    for text in ("", "\n\n", "no colon here"):
        assert read_processor(text).name
        assert not read_processor(text).has_amx
    assert this_processor(tmp_path / "none").name
    assert this_processor().name


def test_amx_is_not_used_where_there_is_amx() -> None:
    """Every new length of sentence packed the weights anew for it: 330 MB and twice the time, each."""
    limit_kernels(read_processor(XEON))
    assert os.environ["ONEDNN_MAX_CPU_ISA"] == "AVX512_CORE_VNNI"


@pytest.mark.parametrize("cpuinfo", [EPYC, LAPTOP, ARM, ""])
def test_other_processors_are_left_alone(cpuinfo: str) -> None:
    limit_kernels(read_processor(cpuinfo))
    assert "ONEDNN_MAX_CPU_ISA" not in os.environ


def test_a_limit_that_the_person_set_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONEDNN_MAX_CPU_ISA", "AVX512_CORE_AMX")
    limit_kernels(Processor(name="Xeon", flags=frozenset({"amx_tile"})))
    assert os.environ["ONEDNN_MAX_CPU_ISA"] == "AVX512_CORE_AMX"
