"""JSON that may stand inside ``<script>``. Pure."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

# https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements ; the two
# separators end a line in JavaScript before ES2019.
_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def inline_json(value: Any) -> Markup:
    """No character of it can end the element or open a comment; any JSON reader gets the same value back."""
    return Markup(json.dumps(value, ensure_ascii=False).translate(_ESCAPES))  # noqa: S704  # escaped just here
