"""audioedition: a French article in, an accessible audio edition out.

    from audioedition import EditionOptions, produce_edition
    produced = produce_edition("article.html", output="output", options=EditionOptions(voice="pico"))
    print(produced.audio_path)

Names are loaded when they are first used, so that importing the package costs nothing. None has the name of a module
(``normalise`` stands in ``audioedition.script.normalise``): after the module's import the name would be the module's.
"""

from __future__ import annotations

import importlib
import os
from typing import TYPE_CHECKING, Any

from audioedition.version import __version__ as __version__

if TYPE_CHECKING:
    from audioedition.errors import (
        AudioEditionError,
        AudioError,
        EngineError,
        ExtractionError,
        PublishError,
        SourceError,
        UsageError,
        VoiceError,
    )
    from audioedition.fetch.source import fetch_source
    from audioedition.model import Article, Edition, Paragraph, Script, Source, Voice
    from audioedition.produce.digest.digest import produce_digest
    from audioedition.produce.produce import EditionOptions, Produced, produce_edition
    from audioedition.produce.status import check_editions
    from audioedition.publish.feed.feed import build_feed
    from audioedition.publish.render import render_all
    from audioedition.script.write import write_script
    from audioedition.segment import segment_article
    from audioedition.speak.voices import choose_voice, read_voice

# From 1.32 on onnxruntime tells Microsoft of its use as soon as it is imported. Nothing leaves this machine unasked.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")

_HOMES = {
    "Article": "model",
    "AudioEditionError": "errors",
    "AudioError": "errors",
    "Edition": "model",
    "EngineError": "errors",
    "ExtractionError": "errors",
    "Paragraph": "model",
    "Produced": "produce.produce",
    "PublishError": "errors",
    "Script": "model",
    "Source": "model",
    "SourceError": "errors",
    "UsageError": "errors",
    "Voice": "model",
    "VoiceError": "errors",
    "EditionOptions": "produce.produce",
    "build_feed": "publish.feed.feed",
    "check_editions": "produce.status",
    "choose_voice": "speak.voices",
    "fetch_source": "fetch.source",
    "produce_digest": "produce.digest.digest",
    "produce_edition": "produce.produce",
    "read_voice": "speak.voices",
    "render_all": "publish.render",
    "segment_article": "segment",
    "write_script": "script.write",
}

__all__ = [
    "Article",
    "AudioEditionError",
    "AudioError",
    "Edition",
    "EditionOptions",
    "EngineError",
    "ExtractionError",
    "Paragraph",
    "Produced",
    "PublishError",
    "Script",
    "Source",
    "SourceError",
    "UsageError",
    "Voice",
    "VoiceError",
    "build_feed",
    "check_editions",
    "choose_voice",
    "fetch_source",
    "produce_digest",
    "produce_edition",
    "read_voice",
    "render_all",
    "segment_article",
    "write_script",
]


_FORMER = {"Wishes": "EditionOptions"}
"""Names of earlier versions: scripts of newsrooms go on working."""


def __getattr__(name: str) -> Any:
    name = _FORMER.get(name, name)
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"audioedition.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
