"""Lines of a web server's log: the combined format (nginx, Apache) and Caddy's JSON. Pure."""

from __future__ import annotations

import json
import re
from datetime import datetime
from urllib.parse import unquote, urlsplit

from audioedition.audience.downloads import Sent
from audioedition.sound.formats import ENDINGS

MAX_LINE_CHARS = 16_000
_QUOTED = r'"((?:[^"\\]|\\.)*)"'
_COMBINED = re.compile(
    r"(\S+) \S+ .*?\[(\d{2}/[A-Za-z]{3}/\d{4}:\d{2}:\d{2}:\d{2} [+-]\d{4})\] "
    + _QUOTED
    + r" (\d{3}) (\d+|-)(?: "
    + _QUOTED
    + " "
    + _QUOTED
    + ")?"
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_RANGE = re.compile(r"bytes=(\d+)-")


def read_line(line: str) -> Sent | None:
    """One answer of a sound in an edition's folder; ``None`` for another address, and for what is no line of a log."""
    if len(line) > MAX_LINE_CHARS:
        return None
    try:
        return _json_line(line) if line.startswith("{") else _combined_line(line)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OverflowError):
        return None


def _combined_line(line: str) -> Sent | None:
    match = _COMBINED.match(line)
    if match is None:
        return None
    address, moment, request, status, length, _, agent = match.groups()
    method, _, rest = request.partition(" ")
    edition = edition_in(rest.split(" ")[0])
    if edition is None:
        return None
    return Sent(
        at=_moment(moment),
        listener=f"{address} {agent}",
        agent=agent or "",
        edition=edition,
        method=method,
        status=int(status),
        length=0 if length == "-" else int(length),
        ending=ending_of(rest.split(" ")[0]),
    )


def _json_line(line: str) -> Sent | None:
    content = json.loads(line)
    request = content["request"]
    edition = edition_in(request["uri"])
    if edition is None:
        return None
    headers = {name.lower(): values for name, values in request.get("headers", {}).items()}
    agent = str(headers.get("user-agent", [""])[0])
    asked = _RANGE.match(str(headers.get("range", [""])[0]))
    status = int(content["status"])
    return Sent(
        at=float(content["ts"]),
        listener=f"{request.get('client_ip') or request.get('remote_ip') or request['remote_addr']} {agent}",
        agent=agent,
        edition=edition,
        method=str(request["method"]),
        status=status,
        length=int(content["size"]),
        start=0 if status == 200 else int(asked[1]) if asked else None,
        ending=ending_of(request["uri"]),
    )


def edition_in(address: str) -> str | None:
    """``/e/le-pont/le-pont.r2.mp3?x=1`` -> ``le-pont``: the folder that the sound stands in."""
    parts = unquote(urlsplit(address).path).split("/")
    if len(parts) < 3 or not ending_of(address) or not parts[-2] or len(parts[-2]) > 255:
        return None
    return parts[-2]


def ending_of(address: str) -> str:
    """``.mp3``, or that of another format; empty for what is no sound of an edition."""
    name = unquote(urlsplit(address).path).lower()
    return next((ending for ending in (".mp3", *ENDINGS) if name.endswith(ending)), "")


def _moment(text: str) -> float:
    """Not by strptime's %b, which speaks the language of the machine."""
    day, month, rest = text.split("/")
    return datetime.strptime(f"{day}/{_MONTHS.index(month) + 1}/{rest}", "%d/%m/%Y:%H:%M:%S %z").timestamp()
