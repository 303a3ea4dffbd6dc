"""Which of several sites an address belongs to. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlsplit

from audioedition.errors import SourceError
from audioedition.fetch.addresses import ascii_host


def domain_of(url: str, domains: Iterable[str]) -> str | None:
    """Of ``domains``, each of which stands for its subdomains too, the longest that fits; ``None`` = none of them."""
    try:
        host = ascii_host(urlsplit(url).hostname or "")
    except (ValueError, SourceError):  # « http://[ »: whoever fetches it says so
        return None
    fitting = [d for d in domains if host == (known := _known_by(d)) or host.endswith("." + known)]
    return max(fitting, key=len) if fitting else None


@lru_cache(maxsize=4096)
def _known_by(domain: str) -> str:
    """« académie.example » and « xn--acadmie-eya.example » are one."""
    try:
        return ascii_host(domain)
    except SourceError:
        return domain
