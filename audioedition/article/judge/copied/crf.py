"""A linear chain over two labels, kept and dropped: how likely each line is kept, given its traits and its neighbours.

The sums are those of a conditional random field that was learnt elsewhere (benchmarks/learn_chrome.py); what is left
to do here is one pass down the lines and one up, in logarithms, the same on every machine.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What was learnt. A positive weight speaks for keeping a line."""

    traits: Mapping[str, float]
    kept_kept: float
    """Of a kept line after a kept line, and so on."""
    kept_dropped: float
    dropped_kept: float
    dropped_dropped: float


def chances(weights: Weights, traits: Sequence[Sequence[str]]) -> list[float]:
    """For every line how likely it is kept, 0 to 1."""
    if not traits:
        return []
    speaks = [sum(weights.traits.get(t, 0.0) for t in line) for line in traits]
    forward = [(speaks[0], 0.0)]
    for own in speaks[1:]:
        kept, dropped = forward[-1]
        forward.append(
            (
                own + _add(kept + weights.kept_kept, dropped + weights.dropped_kept),
                _add(kept + weights.kept_dropped, dropped + weights.dropped_dropped),
            )
        )
    backward = [(0.0, 0.0)]
    for own in reversed(speaks[1:]):
        kept, dropped = backward[-1]
        backward.append(
            (
                _add(weights.kept_kept + own + kept, weights.kept_dropped + dropped),
                _add(weights.dropped_kept + own + kept, weights.dropped_dropped + dropped),
            )
        )
    backward.reverse()
    return [
        1 / (1 + math.exp(min(700.0, f[1] + b[1] - f[0] - b[0])))
        for f, b in zip(forward, backward, strict=True)
    ]


def strongest(weights: Weights, traits: Sequence[str], *, count: int = 3) -> tuple[str, ...]:
    """The traits of a line that speak most against keeping it, the strongest first."""
    against = [(weights.traits.get(t, 0.0), t) for t in traits]
    return tuple(t for weight, t in sorted(against)[:count] if weight < 0)


def _add(a: float, b: float) -> float:
    """log(exp a + exp b)."""
    high, low = (a, b) if a > b else (b, a)
    return high + math.log1p(math.exp(low - high))
