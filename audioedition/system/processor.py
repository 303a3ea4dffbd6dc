"""The processor that this process runs on: its name, and the instruction sets that decide how a network runs."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from pathlib import Path

_CPUINFO = Path("/proc/cpuinfo")
_TOLD = (
    ("amx_tile", "AMX"),
    ("avx512_vnni", "AVX-512 VNNI"),
    ("avx512f", "AVX-512"),
    ("avx_vnni", "AVX2 VNNI"),
    ("avx2", "AVX2"),
    ("avx", "AVX"),
    ("asimddp", "NEON with dot products"),
    ("asimd", "NEON"),
)
"""Flag of /proc/cpuinfo -> name for people, the widest first."""
_KINDS = (("amx_tile",), ("avx512_vnni", "avx512f", "avx_vnni", "avx2", "avx", "asimddp", "asimd"))
"""One name is told of each: matrices, vectors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Processor:
    """Of the first core: in one machine all are alike, or nearly."""

    name: str
    """« AMD EPYC », family and model behind it where they are known; the architecture where nothing is."""
    flags: frozenset[str] = frozenset()
    """As /proc/cpuinfo spells them; empty where there is none (macOS)."""

    @property
    def has_amx(self) -> bool:
        """Tiles for products of matrices: Intel from Sapphire Rapids on."""
        return "amx_tile" in self.flags

    @property
    def instruction_sets(self) -> tuple[str, ...]:
        """For people: « AMX », « AVX-512 VNNI »."""
        names = dict(_TOLD)
        widest = (next((flag for flag in kind if flag in self.flags), None) for kind in _KINDS)
        return tuple(names[flag] for flag in widest if flag is not None)

    def __str__(self) -> str:
        return ", ".join((self.name, *self.instruction_sets))


def this_processor(cpuinfo: Path = _CPUINFO) -> Processor:
    """Read from ``cpuinfo``; where that cannot be read, what Python knows."""
    try:
        text = cpuinfo.read_text("utf-8", "replace")
    except OSError:
        return Processor(name=platform.processor() or platform.machine() or "unknown processor")
    return read_processor(text)


def read_processor(cpuinfo: str) -> Processor:
    """The first core of a /proc/cpuinfo, of x86 (« model name », « flags ») or Arm (« Features »)."""
    facts: dict[str, str] = {}
    for line in cpuinfo.strip().split("\n\n")[0].splitlines():
        key, _, value = line.partition(":")
        facts[key.strip()] = value.strip()
    name = facts.get("model name") or platform.machine() or "unknown processor"
    if {"cpu family", "model"} <= facts.keys():
        name += f" (family {facts['cpu family']}, model {facts['model']})"
    flags = facts.get("flags") or facts.get("Features") or ""
    return Processor(name=name, flags=frozenset(flags.split()))
