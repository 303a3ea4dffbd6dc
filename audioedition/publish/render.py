"""Edition -> every file that stands in its folder beside the MP3 and ``edition.json``. Pure.

Two rounds: RENDERERS make the files that need nothing but the edition; then the player page is made, which
links to those of them that a listener may want to keep.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from audioedition.model import Edition
from audioedition.publish.player.embed import render_oembed
from audioedition.publish.player.pages import render_embed, render_index, render_transcript_html
from audioedition.publish.player.script import element_script, frame_script
from audioedition.publish.transcript.captions import (
    render_chapters_vtt,
    render_transcript_srt,
    render_transcript_vtt,
    render_words_vtt,
)
from audioedition.publish.transcript.chapters_json import render_chapters_json
from audioedition.publish.transcript.transcript import render_transcript_txt

Files = Mapping[str, bytes | str]
"""Name relative to the edition's folder (``/`` for sub-folders) -> content; ``str`` is written as UTF-8."""

Renderer = Callable[[Edition, str | None], Files]
"""(edition, ``base_url`` or None) -> files. Pure."""


def render_texts(edition: Edition, base_url: str | None) -> Files:
    """Transcripts and chapters; a transcript word by word where the voice tells when each is heard."""
    timed = any(cue.words for cue in edition.cues)
    return {
        **({"transcript.words.vtt": render_words_vtt(edition)} if timed else {}),
        "transcript.html": render_transcript_html(edition, base_url=base_url),
        "transcript.txt": render_transcript_txt(edition),
        "transcript.vtt": render_transcript_vtt(edition),
        "transcript.srt": render_transcript_srt(edition),
        "chapters.vtt": render_chapters_vtt(edition),
        "chapters.json": render_chapters_json(edition),
    }


def render_embeds(edition: Edition, base_url: str | None) -> Files:
    """What other pages load. oEmbed speaks in absolute addresses: only when the base is known."""
    always = {
        "embed.html": render_embed(edition, base_url=base_url),
        "audio-edition.js": element_script(),
        "embed.js": frame_script(),
    }
    return {**always, "oembed.json": render_oembed(edition, base_url=base_url)} if base_url else always


RENDERERS: tuple[Renderer, ...] = (render_texts, render_embeds)


def render_all(
    edition: Edition, *, base_url: str | None = None, beside: Iterable[str] = ()
) -> dict[str, bytes | str]:
    """Everything; the same edition gives the same bytes.

    ``base_url``: where the edition's folder is served, with or without its last slash; needed only for oEmbed
    and for absolute addresses in JSON-LD. ``beside``: names of what stands in the folder already and is made
    elsewhere (EPUB, DAISY), for the page to link to. Raises PublishError when the edition contradicts itself.
    """
    made: dict[str, bytes | str] = {}
    for renderer in RENDERERS:
        made.update(renderer(edition, base_url))
    made["index.html"] = render_index(edition, base_url=base_url, names={*made, *beside})
    return made
