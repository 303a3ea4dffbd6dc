"""What a news site pastes into its page: iframe, custom element, JSON-LD, WordPress block, oEmbed. Pure."""

from __future__ import annotations

import json
from typing import Any, Literal, get_args

from markupsafe import Markup

from audioedition.model import Edition
from audioedition.publish.player.jsonld import structured_data
from audioedition.publish.transcript.inline import inline_json
from audioedition.publish.web import folder_address
from audioedition.publish.words import all_words, interface_language

SnippetFormat = Literal["iframe", "element", "jsonld", "wordpress"]
SNIPPET_FORMATS: tuple[SnippetFormat, ...] = get_args(SnippetFormat)

WIDTH_PX = 720
HEIGHT_PX = 440
"""Title, disclosure and the controls. Where ``embed.js`` runs, the frame is then as high as what it shows; elsewhere
what is higher scrolls inside."""


def render_snippet(edition: Edition, kind: SnippetFormat, *, base_url: str | None) -> str:
    """``base_url``: where the edition's folder is served, with or without its last slash; ``None``: addresses
    are relative to that folder."""
    if kind == "jsonld":
        return str(_script_of(edition, base_url))
    if kind == "element":
        return str(_element(edition, base_url))
    if kind == "wordpress":
        return f"<!-- wp:html -->\n{_frame_and_script(edition, base_url)}<!-- /wp:html -->\n"
    return str(_frame_and_script(edition, base_url))


def site_snippet(*, base_url: str, index: bool) -> str:
    """One line for a site's template: each page finds its own edition. ``index``: on a static host, by the files of
    ``publish/site.py``; else the service at ``base_url`` is asked."""
    if index:
        template = Markup('<script async src="{folder}audio-edition.js" data-auto="index"></script>\n')
    else:
        template = Markup('<script async src="{folder}audio-edition.js" data-auto></script>\n')
    return str(template.format(folder=folder_address(base_url)))


def iframe(edition: Edition, *, base_url: str | None) -> Markup:
    """Titled, because a screen reader announces a frame by its title (RGAA 2.1)."""
    label = all_words()[interface_language(edition.language)]["player"]
    template = Markup(
        '<iframe src="{src}" title="{title}" width="100%" height="{height}" '
        'style="max-width:{width}px;border:0" loading="lazy" allow="clipboard-write; web-share"></iframe>'
    )
    return template.format(
        src=folder_address(base_url) + "embed.html",
        title=f"{label} – {edition.title}",
        height=HEIGHT_PX,
        width=WIDTH_PX,
    )


def _frame_and_script(edition: Edition, base_url: str | None) -> Markup:
    script = Markup('<script async src="{folder}embed.js"></script>\n').format(
        folder=folder_address(base_url)
    )
    return iframe(edition, base_url=base_url) + "\n" + script


def render_oembed(edition: Edition, *, base_url: str) -> str:
    """The oEmbed 1.0 answer (type *rich*) as a file: https://oembed.com, section 2.3."""
    document: dict[str, Any] = {
        "version": "1.0",
        "type": "rich",
        "title": edition.title,
        "author_name": edition.byline,
        "provider_name": edition.site,
        "html": str(iframe(edition, base_url=base_url)),
        "width": WIDTH_PX,
        "height": HEIGHT_PX,
    }
    return (
        json.dumps({k: v for k, v in document.items() if v is not None}, ensure_ascii=False, indent=2) + "\n"
    )


def _element(edition: Edition, base_url: str | None) -> Markup:
    """With a plain link inside, for pages where scripts do not run."""
    words = all_words()[interface_language(edition.language)]
    template = Markup(
        '<script defer src="{folder}audio-edition.js"></script>\n'
        '<audio-edition src="{folder}edition.json">'
        '<a href="{folder}index.html">{play} : {title}</a></audio-edition>\n'
    )
    return template.format(folder=folder_address(base_url), play=words["play"], title=edition.title)


def _script_of(edition: Edition, base_url: str | None) -> Markup:
    data = inline_json(structured_data(edition, base_url=base_url))
    return Markup('<script type="application/ld+json">{data}</script>\n').format(data=data)
