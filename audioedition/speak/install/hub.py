"""Files from a Hugging Face hub or mirror (``HF_ENDPOINT``): resumable, compared with the hub's checksum."""

from __future__ import annotations

import hashlib
import http.client
import os
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from audioedition.errors import VoiceError
from audioedition.speak.packages import HubFile
from audioedition.system.files import sha256_of

TIMEOUT_S = 20.0
_TRIES = 4
PAUSE_S = 0.5
"""Before the second try of a download that broke off; before each later one, as much more."""
_PIECE = 1 << 18


class HubUnreachableError(VoiceError):
    """No hub there, or none that answers as a hub does: the next source is tried."""


class HubRefusedError(HubUnreachableError):
    """The hub is there and does not give this file: it has gone, or a key is needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What the hub says of a file before sending it."""

    url: str
    size_bytes: int
    checksum: str
    """64 hexadecimal digits: SHA-256 (large files); 40: git's hash of the content (small ones)."""


def endpoint() -> str:
    return (os.environ.get("HF_ENDPOINT") or "https://huggingface.co").rstrip("/")


def ask_hub(file: HubFile) -> Promise:
    """Size and checksum, from the headers; from a copy of the repository where the file itself has gone.

    Raises HubUnreachableError; VoiceError when the hub has another file than the program knows.
    """
    places = [(file.repository, file.revision)]
    if file.sha256:
        places += [(copy, "main") for copy in file.copies]
    gone: HubRefusedError | None = None
    other = False
    for repository, revision in places:
        try:
            promise = _ask(file, f"{endpoint()}/{repository}/resolve/{revision}/{file.path}")
        except HubRefusedError as error:
            gone = gone or error
            continue
        if len(promise.checksum) == 64 and file.sha256 not in ("", promise.checksum):
            other = True
            continue
        return replace(promise, checksum=file.sha256 or promise.checksum)
    if gone is not None and not other:
        raise gone
    raise VoiceError(
        f"The hub has another {file.path} than this program knows: its checksum is not the expected one.",
        hint="A newer version of the program may know it; or install with --from DIR from a copy of the old files.",
    )


def _ask(file: HubFile, url: str) -> Promise:
    request = urllib.request.Request(url, method="HEAD", headers=_headers())  # noqa: S310  # the user's own hub
    try:
        with _OPENER.open(request, timeout=TIMEOUT_S) as answer:
            headers = answer.headers
    except urllib.error.HTTPError as error:
        error.close()
        if error.code not in (301, 302, 303, 307, 308):
            raise HubRefusedError(f"The hub answered {error.code} for {file.path}.") from error
        headers = error.headers
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise HubUnreachableError(f"The hub {endpoint()} cannot be reached ({_reason(error)}).") from error
    checksum = (headers.get("X-Linked-ETag") or headers.get("ETag") or "").removeprefix("W/").strip('"')
    size = headers.get("X-Linked-Size") or headers.get("Content-Length") or ""
    if not re.fullmatch(r"[0-9a-f]{40}|[0-9a-f]{64}", checksum) or not size.isdigit():
        raise HubUnreachableError(f"{endpoint()} does not answer as a hub does: no checksum for {file.path}.")
    return Promise(url=url, size_bytes=int(size), checksum=checksum)


def download(promise: Promise, target: Path, *, on_bytes: Callable[[int, int], None]) -> None:
    """Fetch into ``target``, going on where an earlier try stopped; ``on_bytes(done, total)`` while it runs.

    Raises VoiceError when the connection keeps breaking or the checksum does not hold.
    """
    if target.exists() and target.stat().st_size > promise.size_bytes:
        target.unlink()
    trouble = ""
    for tried in range(_TRIES):
        have = target.stat().st_size if target.exists() else 0
        if have == promise.size_bytes:
            break
        if tried:
            time.sleep(PAUSE_S * tried)
        try:
            _fetch_rest(promise, target, have, on_bytes=on_bytes)
        except urllib.error.HTTPError as error:
            error.close()
            trouble = f"the hub answered {error.code}"
        except (TimeoutError, urllib.error.URLError, http.client.HTTPException, ConnectionError) as error:
            trouble = _reason(error)
    have = target.stat().st_size if target.exists() else 0
    if have != promise.size_bytes:
        raise VoiceError(
            f"{target.name} could not be downloaded whole: {have} of {promise.size_bytes} bytes"
            + (f" ({trouble})." if trouble else "."),
            hint="Run the same command again: it goes on from there.",
        )
    if not checksum_holds(target, promise.checksum):
        target.unlink()
        raise VoiceError(
            f"{target.name} arrived damaged: its checksum does not hold.", hint="Run the same command again."
        )


def checksum_holds(path: Path, checksum: str) -> bool:
    if len(checksum) == 64:
        return sha256_of(path) == checksum
    # git's blob hash: what the hub gives for files outside its large-file storage
    digest = hashlib.sha1(f"blob {path.stat().st_size}\0".encode(), usedforsecurity=False)
    with open(path, "rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest() == checksum


def _fetch_rest(promise: Promise, target: Path, have: int, *, on_bytes: Callable[[int, int], None]) -> None:
    headers = {**_headers(), **({"Range": f"bytes={have}-"} if have else {})}
    request = urllib.request.Request(promise.url, headers=headers)  # noqa: S310  # the user's own hub
    with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:  # noqa: S310  # the same
        resumed = answer.status == 206
        with open(target, "ab" if resumed else "wb") as file:
            _copy(answer, file, have if resumed else 0, promise.size_bytes, on_bytes=on_bytes)


def _copy(
    answer: http.client.HTTPResponse,
    file: IO[bytes],
    have: int,
    total: int,
    *,
    on_bytes: Callable[[int, int], None],
) -> None:
    while piece := answer.read(_PIECE):
        have += len(piece)
        if have > total:
            raise ConnectionError("more bytes than announced")
        file.write(piece)
        on_bytes(have, total)


def _headers() -> dict[str, str]:
    token = os.environ.get("HF_TOKEN")
    return {"User-Agent": "audioedition", **({"Authorization": f"Bearer {token}"} if token else {})}


def _reason(error: BaseException) -> str:
    reason = getattr(error, "reason", None)
    return str(reason if reason is not None else error) or type(error).__name__


class _KeepRedirect(urllib.request.HTTPRedirectHandler):
    """The hub's checksum stands in the redirect itself, not behind it."""

    def redirect_request(self, *_: object, **__: object) -> None:
        return None


_OPENER = urllib.request.build_opener(_KeepRedirect)
