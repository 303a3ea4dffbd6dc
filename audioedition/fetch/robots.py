"""robots.txt, for what is fetched without a person having asked for that very page (RFC 9309)."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from audioedition.errors import SourceError
from audioedition.fetch.addresses import Access, parse_target

if TYPE_CHECKING:
    from protego import Protego

AGENT = "audioedition"
"""The name to write after « User-agent: »."""
_MAX_BYTES = 512_000  # RFC 9309, 2.5: at least 500 KiB must be read
_MAX_DELAY_S = 60.0
KEPT_S = 3600.0
"""A site's rules are believed so long (RFC 9309, 2.4: at most a day)."""
SILENCE_KEPT_S = 300.0
"""A robots.txt that could not be fetched is asked for again after this."""


class Robots:
    """The rules of the sites met so far; a site's file is asked for once an hour at most."""

    def __init__(self, access: Access, *, now: Callable[[], float] = time.monotonic) -> None:
        self._access, self._now = access, now
        self._rules: dict[str, tuple[Protego | None, float]] = {}
        """By site: the rules, ``None`` where they could not be fetched, and until when they hold."""

    def allows(self, url: str) -> bool:
        """Whether the site lets us fetch ``url``. A site whose robots.txt cannot be fetched forbids
        everything."""
        rules = self._rules_of(url)
        return rules is not None and rules.can_fetch(url, AGENT)

    def delay_s(self, url: str) -> float:
        """Seconds that the site wants between two requests (« Crawl-delay »), at most 60; 0 when it says
        none."""
        rules = self._rules_of(url)
        delay = rules.crawl_delay(AGENT) if rules is not None else None
        return min(max(0.0, delay or 0.0), _MAX_DELAY_S)

    def require(self, url: str) -> None:
        """Raises SourceError when the site forbids ``url``, or cannot be asked now (then ``retryable``); also for what
        is no address of the web (``file://``): no site could answer for it."""
        host = parse_target(url, ports=self._access.ports, port_option=self._access.port_option).host
        if self._rules_of(url) is None:
            raise SourceError(
                f"The robots.txt of {host} cannot be fetched, so {url} was not fetched.",
                hint="Try again later.",
                retryable=True,
            )
        if not self.allows(url):
            raise SourceError(
                f"The robots.txt of {host} does not let programs fetch {url}",
                hint="Ask the publisher, or save the pages and give those files.",
            )

    def _rules_of(self, url: str) -> Protego | None:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        rules, until = self._rules.get(site, (None, 0.0))
        if until <= self._now():
            rules = self._fetch(site)
            until = self._now() + (KEPT_S if rules is not None else SILENCE_KEPT_S)
            self._rules[site] = (rules, until)
        return rules

    def _fetch(self, site: str) -> Protego | None:
        import dataclasses

        from protego import Protego

        from audioedition.fetch import http

        access = dataclasses.replace(self._access, max_bytes=_MAX_BYTES, large_bytes=_MAX_BYTES)
        try:
            body = http.get(f"{site}/robots.txt", access=access).body
        except SourceError as error:
            # RFC 9309, 2.3.1: « unavailable » (4xx) allows everything, « unreachable » (5xx, network) nothing
            gone = error.status is not None and 400 <= error.status < 500 and error.status != 429
            return Protego.parse("") if gone else None
        return Protego.parse(body.decode("utf-8-sig", "replace"))
