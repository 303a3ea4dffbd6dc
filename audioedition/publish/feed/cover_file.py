"""The cover of a feed on the disk: a given picture checked and copied, else one drawn. An edge."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from audioedition.errors import UsageError
from audioedition.publish.feed.cover import draw_cover, is_cover_of
from audioedition.publish.feed.feed_model import FeedSettings
from audioedition.publish.feed.files import write_if_changed
from audioedition.publish.web import is_http_url

COVER_LIMITS_PX = (1400, 3000)


def provide_image(output_dir: Path, settings: FeedSettings, *, base_url: str, beside: Path) -> str:
    """The cover's URL; a given file is checked and copied beside the feed, a missing one is drawn."""
    if is_http_url(settings.image):
        return settings.image
    if settings.image:
        source = beside / settings.image
        name = settings.cover_stem + _checked_suffix(source)
        write_if_changed(output_dir / name, source.read_bytes())
        return base_url + quote(name)
    cover = output_dir / f"{settings.cover_stem}.png"
    if not (cover.is_file() and is_cover_of(cover.read_bytes(), settings.title, settings.author)):
        write_if_changed(cover, draw_cover(settings.title, settings.author))
    return base_url + cover.name


def _checked_suffix(path: Path) -> str:
    """``.jpg`` or ``.png``. Raises UsageError when directories would refuse the picture."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(path) as image:
            kind, width, height, mode = image.format, image.width, image.height, image.mode
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError) as problem:
        raise UsageError(
            f"{path} is not a picture that can be read.", hint="A JPEG or PNG file."
        ) from problem
    low, high = COVER_LIMITS_PX
    if kind not in ("JPEG", "PNG") or width != height or not low <= width <= high or mode not in ("RGB", "P"):
        raise UsageError(
            f"{path} is a {kind} of {width} × {height} px ({mode}).",
            hint=f"Podcast directories take square JPEG or PNG files in RGB, {low} to {high} px wide.",
        )
    return ".jpg" if kind == "JPEG" else ".png"
