"""What the settings of a site mean for an article of it. Pure."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from audioedition.newsroom.settings import SiteSettings

if TYPE_CHECKING:
    from audioedition.produce.held import ReviewPolicy
    from audioedition.produce.options import EditionOptions


def options_of(site: SiteSettings, *, force: bool = False) -> EditionOptions:
    """What ``produce`` is told for an article of that site."""
    from audioedition.produce.options import EditionOptions

    return EditionOptions(
        voice=site.voice,
        chapters=site.chapters,  # type: ignore[arg-type]  # one of _CHAPTERS: it was checked
        captions=site.captions,
        locale=site.locale,
        inclusive=site.inclusive,  # type: ignore[arg-type]  # one of get_args(Inclusive): it was checked
        lexicon=Path(site.lexicon) if site.lexicon else None,
        keep=site.keep,
        drop=site.drop,
        strict=site.strict,
        watermark=site.watermark,
        certified_by=site.certified_by or None,
        force=force,
        **site.sound.options(),
        full_text=site.full_text,  # type: ignore[arg-type]  # one of FULL_TEXT: it was checked
    )


def review_of(site: SiteSettings) -> ReviewPolicy:
    """What is done with a doubtful article of that site."""
    from audioedition.produce.held import ReviewPolicy

    return ReviewPolicy(publish=site.publish_doubtful, teasers=site.teasers)  # type: ignore[arg-type]  # checked


def passed_over(url: str, site: SiteSettings) -> str | None:
    """Why the settings leave this URL out, or ``None``."""
    if site.only and not any(re.search(pattern, url) for pattern in site.only):
        return "no pattern of “only” matches its address"
    matched = next((pattern for pattern in site.skip if re.search(pattern, url)), None)
    return f"“skip” matches its address: {matched}" if matched else None
