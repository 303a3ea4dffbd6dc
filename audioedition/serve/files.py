"""Files for listeners: their types, and what browsers may do with each."""

from __future__ import annotations

import mimetypes

from starlette.responses import FileResponse, Response

SHARED = {"mp3", "opus", "m4a", "m4b", "vtt", "srt", "json", "js", "txt", "png", "jpg", "xml"}
"""What pages of other sites may read."""
CORS = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "Accept-Ranges, Content-Length, Content-Range, ETag",
    "cross-origin-resource-policy": "cross-origin",
}
TYPES = {
    "mp3": "audio/mpeg",
    "opus": "audio/ogg; codecs=opus",
    "m4a": "audio/mp4",
    "m4b": "audio/mp4",
    "vtt": "text/vtt",
    "srt": "application/x-subrip",
    "epub": "application/epub+zip",
    "brf": "application/x-brf",
    "js": "text/javascript",
    "json": "application/json",
    "xml": "application/rss+xml",
}
PLAYER_POLICY = "frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
"""Beside the page's own, stricter one, which names its script by its SHA-256."""
EMBED_POLICY = "frame-ancestors *; base-uri 'none'; form-action 'none'"
FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"


def file_response(path: str, name: str) -> Response:
    ending = name.rpartition(".")[2].lower()
    media_type = TYPES.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    headers = {"content-security-policy": FILE_POLICY, "cache-control": "no-cache"}
    if name == "embed.html":
        headers["content-security-policy"] = EMBED_POLICY
        headers["cross-origin-opener-policy"] = "unsafe-none"
    elif ending == "html":
        headers["content-security-policy"] = PLAYER_POLICY
    if ending in SHARED:
        headers |= CORS
    return FileResponse(path, media_type=media_type, headers=headers)
