"""Signatures as Standard Webhooks has them (symmetric, ``v1``). Pure."""

from __future__ import annotations

import base64
import hashlib
import hmac

PREFIX = "whsec_"


def secret_of(master: bytes, owner: str) -> str:
    """``whsec_…``: the secret of one token, so that one site cannot speak for another. A new token has a new one."""
    key = hmac.new(master, b"webhooks:" + owner.encode(), hashlib.sha256).digest()
    return PREFIX + base64.b64encode(key).decode()


def sign(secret: str, *, message_id: str, timestamp: int, body: bytes) -> str:
    """The value of ``webhook-signature``. ``timestamp``: seconds since the epoch, of this try."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
