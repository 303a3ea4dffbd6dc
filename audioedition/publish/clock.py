"""Milliseconds -> the ways in which a time is written. Pure."""

from __future__ import annotations


def _parts(ms: int) -> tuple[int, int, int, int]:
    seconds, rest_ms = divmod(max(0, ms), 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return hours, minutes, seconds, rest_ms


def vtt_time(ms: int) -> str:
    """``01:02:03.456`` (W3C WebVTT, section 4.1: hours may be left out, we keep them)."""
    hours, minutes, seconds, rest_ms = _parts(ms)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}.{rest_ms:03d}"


def srt_time(ms: int) -> str:
    """``01:02:03,456``."""
    return vtt_time(ms).replace(".", ",")


def clock_time(ms: int) -> str:
    """``2:05`` or ``1:02:03``, for the eye."""
    hours, minutes, seconds, _ = _parts(ms)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def iso_duration(ms: int) -> str:
    """``PT1H2M3.5S`` (ISO 8601), for HTML ``<time>`` and schema.org."""
    hours, minutes, seconds, rest_ms = _parts(ms)
    fraction = f".{rest_ms:03d}".rstrip("0").rstrip(".") if rest_ms else ""
    return f"PT{f'{hours}H' if hours else ''}{f'{minutes}M' if minutes else ''}{seconds}{fraction}S"
