"""The player's JavaScript and style sheet, put together from the files in ``player/``. Pure."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from importlib.resources import files

from audioedition.publish.transcript.inline import inline_json
from audioedition.publish.words import all_words

PLAYER = (
    "base",
    "one_voice",
    "sound",
    "deck",
    "timeline",
    "text",
    "memory",
    "settings",
    "compact",
    "ahead",
    "stats",
    "player",
)
"""Files of ``js/`` that page, iframe and element share, in the order in which they build on one another."""
_COMMENT = re.compile(r"\s+// [^\"'`]*$")
"""After code. One that holds a quotation mark stays: « // » may then stand in a text."""
PAGE = (*PLAYER, "brand", "page")
ELEMENT = (*PLAYER, "frames", "brand", "article", "build", "element", "auto")


@lru_cache(maxsize=1)
def page_script() -> str:
    """For the page and the iframe: the words are read from the page's own ``#words``."""
    body = "".join(_ours(name) for name in PAGE)
    return (
        "(() => {\n"
        + body.replace('"/* words.json */"', 'JSON.parse(document.getElementById("words").text)')
        + "})();\n"
    )


@lru_cache(maxsize=1)
def element_script() -> str:
    """``audio-edition.js``: one file with all that the custom element needs."""
    body = "".join(_ours(name) for name in ELEMENT)
    body = body.replace('"/* words.json */"', inline_json(all_words()))
    return in_ascii("(() => {\n" + body.replace('"/* player.css */"', json.dumps(style_sheet())) + "})();\n")


def in_ascii(script: str) -> str:
    """The same script in ASCII: a host page in ISO-8859-1 reads what comes without a charset as its own. All that is
    not ASCII stands in strings."""
    return re.sub(r"[^\x00-\x7f]+", lambda match: json.dumps(match[0])[1:-1], script)


@lru_cache(maxsize=1)
def frame_script() -> str:
    """``embed.js``: what a page around the iframe needs so that it is as high as its content."""
    return "(() => {\n" + _ours("frames") + "})();\n"


@lru_cache(maxsize=1)
def style_sheet() -> str:
    return _lines(_text("player.css"))


def _ours(name: str) -> str:
    """Without comments: listeners need not load them."""
    lines = _lines(_text(f"js/{name}.js")).splitlines()
    return "".join(f"{_COMMENT.sub('', line)}\n" for line in lines if not line.startswith("//"))


def _lines(text: str) -> str:
    """Without indentation and empty lines. The files hold no text that runs over several lines."""
    return "".join(f"{line.strip()}\n" for line in text.splitlines() if line.strip())


def _text(name: str) -> str:
    return files("audioedition.publish.player").joinpath(name).read_text(encoding="utf-8")
