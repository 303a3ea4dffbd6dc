"""Dates as newsrooms write them -> moments in time: for what must wait until its hour. Pure."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone, tzinfo

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}$")
_FRACTION = re.compile(r"[.,]\d+")


def moment_of(date: str | None) -> float | None:
    """Seconds since the epoch of an ISO 8601 date or date-time; a day alone is its first moment. Without a zone it is
    Paris time, where our newsrooms are. ``None`` for what is no date."""
    text = _FRACTION.sub("", (date or "").strip().replace("Z", "+00:00").replace("z", "+00:00"))
    if _DAY.match(text):
        text += "T00:00:00"
    text = re.sub(r"([+-]\d{2})(\d{2})$", r"\1:\2", text)  # « +0100 », which Python 3.10 does not read
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=_paris(moment))).timestamp()
    except (ValueError, OverflowError):
        return None


def is_ahead(date: str | None, *, now: float) -> bool:
    """Whether the date's moment is still to come."""
    moment = moment_of(date)
    return moment is not None and moment > now


def day_and_hour(date: str | None) -> tuple[str, str]:
    """« 2026-11-30 » and « 08:00 », in Paris; a day alone has no hour, what is no date has neither."""
    moment, text = moment_of(date), (date or "").strip()
    if moment is None:
        return "", ""
    if _DAY.match(text):
        return text, ""
    utc = datetime.fromtimestamp(moment, timezone.utc)
    local = utc.astimezone(_paris(utc))
    return f"{local:%Y-%m-%d}", f"{local:%H:%M}"


def date_at(day: str, hour: str) -> str:
    """The reverse: ISO 8601, with its zone where there is an hour. Raises ValueError for what is none."""
    if not _DAY.match(day):
        raise ValueError(day)
    moment = datetime.fromisoformat(f"{day}T{hour or '00:00'}")
    return moment.replace(tzinfo=_paris(moment)).isoformat() if hour else day


def iso_in_paris(moment: datetime) -> str:
    """ISO 8601 to the second, with its zone: the day in it is the one that a reader there calls today."""
    return moment.astimezone(_paris(moment)).isoformat(timespec="seconds")


def _paris(moment: datetime) -> tzinfo:
    """From the system's table of zones; winter time where it has none."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo("Europe/Paris")
    except ZoneInfoNotFoundError:
        return timezone(timedelta(hours=1))
