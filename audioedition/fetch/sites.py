"""Which of several sites an address belongs to. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit


def domain_of(url: str, domains: Iterable[str]) -> str | None:
    """Of ``domains``, each of which stands for its subdomains too, the longest that fits; ``None`` = none of them."""
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:  # « http://[ »: whoever fetches it says so
        return None
    fitting = [domain for domain in domains if host == domain or host.endswith("." + domain)]
    return max(fitting, key=len) if fitting else None
