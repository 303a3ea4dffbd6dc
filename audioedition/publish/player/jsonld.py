"""Edition -> JSON-LD: ``NewsArticle.audio`` as an ``AudioObject``, in the words of schema.org. Pure."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from audioedition.model import Edition, flat_title
from audioedition.publish.clock import iso_duration
from audioedition.publish.disclosure import disclosure_sentence, schema_source_type
from audioedition.publish.web import folder_address, web_address


def structured_data(edition: Edition, *, base_url: str | None = None) -> dict[str, Any]:
    """The article and its sound. Without ``base_url`` the addresses stay relative to the page."""
    article = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": edition.title,
        "url": web_address(edition.url),
        "inLanguage": edition.language,
        "image": web_address(edition.image),
        "datePublished": edition.published,
        "dateModified": edition.updated,
        "author": {"@type": "Person", "name": edition.byline} if edition.byline else None,
        "publisher": {"@type": "Organization", "name": edition.site} if edition.site else None,
        "audio": _audio_object(edition, folder_address(base_url)),
    }
    return _without_none(article)


def _audio_object(edition: Edition, folder: str) -> dict[str, Any]:
    audio = edition.audio
    page = folder + "index.html"
    return _without_none(
        {
            "@type": "AudioObject",
            "@id": edition.id,
            "name": edition.title,
            "description": disclosure_sentence(edition.voice, edition.language),
            "contentUrl": folder + quote(audio.path),
            "embedUrl": folder + "embed.html",
            "url": page,
            "encodingFormat": audio.media_type,
            "contentSize": str(audio.size_bytes),
            "bitrate": f"{audio.bit_rate_kbps} kbps",
            "duration": iso_duration(audio.duration_ms),
            "uploadDate": _latest(edition),
            "version": str(edition.revision),
            "inLanguage": edition.language,
            "digitalSourceType": schema_source_type(edition.voice),
            "accessibilityFeature": ["transcript", "synchronizedAudioText", "tableOfContents"],
            "isAccessibleForFree": True,
            "hasPart": [
                {
                    "@type": "Clip",
                    "name": flat_title(chapter),
                    "startOffset": chapter.start_ms / 1000,
                    "endOffset": chapter.end_ms / 1000,
                    "url": f"{page}#t={chapter.start_ms / 1000:g}",
                }
                for chapter in edition.chapters
            ],
        }
    )


def _latest(edition: Edition) -> str:
    return edition.revisions[-1].created_at if edition.revisions else edition.created_at


def _without_none(properties: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if value is not None}
