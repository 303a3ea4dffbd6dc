"""One HTTP POST to an address that others named, as safely as a page is fetched: the same look-up, the same pinned
connection, the same clock; no redirect is followed, and an answer of any status comes back."""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from dataclasses import dataclass

from audioedition.fetch.addresses import Access, find_addresses, parse_target
from audioedition.fetch.answers import retry_after_s
from audioedition.fetch.http import _Clock, _connect, _in_words

MAX_ANSWER_BYTES = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PostAnswer:
    status: int
    text: str
    """The beginning of the body, at most ``MAX_ANSWER_BYTES``."""
    retry_after_s: float | None = None


def post(url: str, body: bytes, *, headers: Mapping[str, str], access: Access) -> PostAnswer:
    """Send ``body``. Raises SourceError: a refused address, an unknown host, TLS, no answer in time."""
    clock = _Clock(access.deadline_s)
    target = parse_target(url, ports=access.ports)
    addresses = find_addresses(target, access=access, timeout_s=clock.remaining_s())
    connection = None
    try:
        connection = _connect(target, addresses, access, clock)
        with clock.guarding(connection):
            sent = {"User-Agent": access.user_agent, "Connection": "close", **headers}
            connection.request("POST", target.path, body=body, headers=sent)
            with connection.getresponse() as answer:
                begun = answer.read(MAX_ANSWER_BYTES)
            if clock.over():
                raise TimeoutError
        return PostAnswer(
            status=answer.status,
            text=begun.decode("utf-8", "replace"),
            retry_after_s=retry_after_s(answer.getheader("Retry-After")),
        )
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise _in_words(error, target, clock) from error
    finally:
        if connection is not None:
            connection.close()
