"""What a server's answer means when it is not the page: the status as a sentence, and when to come again. Pure."""

from __future__ import annotations

import email.utils
import http.client
import time
from collections.abc import Mapping

from audioedition.errors import SourceError
from audioedition.fetch.addresses import Target

_MAX_RETRY_AFTER_S = 86_400.0


def status_error(target: Target, status: int, headers: Mapping[str, str]) -> SourceError:
    hints = {
        401: "The page asks for a login: save it from your browser and give that file.",
        402: "The page asks for payment: save it from your browser and give that file.",
        403: "The site refuses programs: save the page from your browser and give that file.",
        404: "The page does not exist (any more): check the address.",
        410: "The page was taken away.",
        429: "The site asks us to slow down: try again later.",
        451: "The page is withheld for legal reasons.",
    }
    reason = http.client.responses.get(status, "")
    hint = hints.get(status, "Try again later." if status >= 500 else "Check the address.")
    return SourceError(
        f"{target.url} answered {status} {reason}".rstrip() + ".",
        hint=hint,
        status=status,
        answered_by=target.url,
        retryable=status in (408, 425, 429) or status >= 500,
        retry_after_s=retry_after_s(headers.get("retry-after")),
    )


def retry_after_s(value: str | None) -> float | None:
    """Seconds or an HTTP date (RFC 9110, 10.2.3), at most a day."""
    if not value:
        return None
    if value.strip().isdigit():
        return min(float(value.strip()[:9]), _MAX_RETRY_AFTER_S)
    try:
        at = email.utils.parsedate_to_datetime(value)
        return min(max(0.0, at.timestamp() - time.time()), _MAX_RETRY_AFTER_S)
    except (ValueError, TypeError, OverflowError):
        return None
