"""The article's picture, as podcast apps and lock screens want it: square, JPEG, small. Pure."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

from audioedition.errors import PublishError

if TYPE_CHECKING:
    from PIL import Image

ARTWORK_NAME = "artwork.jpg"
"""Beside the MP3."""
SIDES_PX = (1400, 1000, 700)
"""Apple asks for 1400 px and more; what is too heavy so large becomes smaller."""
QUALITIES = (85, 75, 60, 45, 30)
MAX_BYTES = 300_000
"""Larger ones in a tag make some players on phones forget the whole tag."""
LEAST_PX = 200
"""A picture with a shorter side is a logo or a dot that counts visitors."""
MOST_PIXELS = 60_000_000


def square_artwork(data: bytes) -> bytes:
    """The middle of the picture as a JPEG of at most 300 kB, RGB, without metadata (where it was taken, by whom).

    Raises PublishError when it is no picture that can be read, too small, or too large to be safe.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limit is ours, just below
            with Image.open(io.BytesIO(data)) as found:
                if found.width * found.height > MOST_PIXELS:
                    raise PublishError(f"The picture has {found.width} × {found.height} px, too many.")
                if min(found.size) < LEAST_PX:
                    raise PublishError(f"The picture has {found.width} × {found.height} px, too few.")
                found.draft("RGB", (SIDES_PX[0], SIDES_PX[0]))
                upright = ImageOps.exif_transpose(found)
                picture = _on_white(upright)
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise PublishError("The picture cannot be read.") from error
    for side in SIDES_PX:
        square = ImageOps.fit(picture, (side, side), method=Image.Resampling.LANCZOS)
        for quality in QUALITIES:
            out = io.BytesIO()
            square.save(out, "JPEG", quality=quality, optimize=True)
            if out.tell() <= MAX_BYTES:
                return out.getvalue()
    raise PublishError("The picture cannot be made small enough.")


def _on_white(picture: Image.Image) -> Image.Image:
    from PIL import Image

    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        ground = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(ground, layer).convert("RGB")
    return picture.convert("RGB")
