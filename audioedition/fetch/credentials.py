"""What a site asks for before it shows its pages: a login or a cookie, from an environment variable. An edge.

Settings name the variable; the secret itself stands in no file, no value that is handed on, no message. It is read
where a request is written, and put into that request alone: to the very host that it is for, over https (or to this
machine).
"""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Literal

from audioedition.errors import SourceError, UsageError

CredentialKind = Literal["basic_auth", "cookie"]
_NAMED = re.compile(r"env:([A-Za-z_][A-Za-z0-9_]*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    host: str
    """In ASCII, lower case: that host alone, no subdomain of it."""
    kind: CredentialKind
    variable: str
    """Name of the environment variable that holds ``user:password``, or the cookie as a browser sends it."""


def variable_named(text: str) -> str:
    """« env:NAME » → « NAME ». Raises ValueError, which does not repeat the text: it may be the secret."""
    found = _NAMED.fullmatch(text)
    if found is None:
        raise ValueError("the name of an environment variable expected, never the secret itself")
    return found[1]


def require_credentials(credentials: Iterable[Credential]) -> None:
    """Before anything is fetched. Raises UsageError: a variable is missing, or holds what no request can bear."""
    for credential in credentials:
        read_header(credential)


def read_header(credential: Credential) -> tuple[str, str]:
    """Name and value. Raises UsageError, which never tells the value."""
    secret = os.environ.get(credential.variable, "")
    where = f"{credential.kind} of {credential.host}"
    if not secret:
        raise UsageError(
            f"The environment variable {credential.variable} is not set ({where}).",
            hint="Set it for the program that runs audioedition: in a systemd unit by EnvironmentFile=.",
        )
    if not secret.isprintable() or (credential.kind == "cookie" and not secret.isascii()):
        raise UsageError(
            f"The environment variable {credential.variable} holds what no request can bear ({where}).",
            hint="One line; a cookie in plain ASCII, as the browser sends it: name=value",
        )
    if credential.kind == "cookie":
        return "Cookie", secret
    if ":" not in secret:
        raise UsageError(
            f"The environment variable {credential.variable} holds no user and password ({where}).",
            hint="Write them as user:password.",
        )
    return "Authorization", "Basic " + base64.b64encode(secret.encode()).decode()


def credential_headers(credentials: Iterable[Credential], *, host: str, secure: bool) -> dict[str, str]:
    """For one request to that host; none where the wire could be read. Raises SourceError."""
    fitting = [credential for credential in credentials if credential.host == host]
    if not fitting or not (secure or _is_this_machine(host)):
        return {}
    try:
        return dict(map(read_header, fitting))
    except UsageError as error:
        raise SourceError(str(error), hint=error.hint) from None


def refused_hint(credentials: Iterable[Credential], *, host: str) -> str:
    """What to do where the site did not take it."""
    names = " and ".join(credential.variable for credential in credentials if credential.host == host)
    return f"The site refused what {names} holds: look at that environment variable."


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
