"""A cover drawn when the newsroom gives none: title and sound waves, in two colours. Pure."""

from __future__ import annotations

import hashlib
import io
import math
import re
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import ImageDraw, ImageFont

COVER_PX = 2000
"""Square. Apple takes 1400 to 3000 px, RGB, JPEG or PNG."""
_PALETTES = (
    ((18, 52, 86), (255, 209, 102)),
    ((60, 22, 66), (255, 190, 152)),
    ((11, 72, 71), (190, 242, 200)),
    ((74, 20, 28), (255, 214, 165)),
    ((33, 37, 41), (144, 224, 239)),
)
"""(ground, letters): each pair contrasts at least 7:1 (WCAG 1.4.6), for the cover is mostly seen small."""
_BARS = 25
_MARK = "audioedition-cover-1"
"""Key of the PNG text that names the words drawn; its number rises when the drawing changes."""


def draw_cover(title: str, subtitle: str = "") -> bytes:
    """PNG, RGB, ``COVER_PX`` square. The same words give the same bytes with the same Pillow."""
    from PIL import Image, ImageDraw, PngImagePlugin

    # how much of the ink stands where, then the two colours: choosing a palette for the picture took most of the time
    ink_mask = Image.new("L", (COVER_PX, COVER_PX), 0)
    draw = ImageDraw.Draw(ink_mask)
    margin = COVER_PX // 12
    _draw_sound(draw, title, top=int(COVER_PX * 0.66), bottom=COVER_PX - margin, margin=margin)
    font, lines = _fit(draw, drawable(title), width=COVER_PX - 2 * margin, height=int(COVER_PX * 0.46))
    y = float(margin)
    for line in lines:
        draw.text((margin, y), line, font=font, fill=255)
        y += font.size * 1.2
    if text := drawable(subtitle):
        small, sub_lines = _fit(draw, text, width=COVER_PX - 2 * margin, height=COVER_PX // 16, largest=80)
        draw.text((margin, y + margin / 3), sub_lines[0], font=small, fill=255)
    out = io.BytesIO()
    words = PngImagePlugin.PngInfo()
    words.add_text(_MARK, _digest(title, subtitle).hex())
    Image.merge("RGB", [ink_mask.point(_shades(*pair)) for pair in zip(*palette(title), strict=True)]).save(
        out, "PNG", pnginfo=words
    )
    return out.getvalue()


def _shades(ground: int, ink: int) -> list[int]:
    """Of one of the three colours, by how much ink there is (0 to 255): 32 steps, which PNG packs small."""
    return [round(ground + (ink - ground) * round(31 * much / 255) / 31) for much in range(256)]


def is_cover_of(data: bytes, title: str, subtitle: str = "") -> bool:
    """Whether ``data`` is what ``draw_cover`` gives for these words: drawing takes a while, this not."""
    return b"tEXt" + _MARK.encode() + b"\0" + _digest(title, subtitle).hex().encode() in data[:512]


def palette(title: str) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """(ground, letters) as RGB: always the same for the same title."""
    return _PALETTES[_digest(title)[0] % len(_PALETTES)]


def drawable(text: str) -> str:
    """``text`` without the characters that the cover's letters lack (emoji, other scripts)."""
    kept = "".join(c for c in text if c == " " or (c.isprintable() and c in _letters()))
    words = re.sub(r"\s+", " ", kept).strip()
    return re.sub(r" (?=[;:!?»])|(?<=«) ", "\u00a0", words)  # French signs stay with their word


def _letters() -> frozenset[str]:
    """What cover_font.ttf holds: Latin with all French letters and signs, Latin-1 and Latin Extended-A."""
    ranges = ((0x20, 0x7F), (0xA0, 0x180), (0x218, 0x21C), (0x2010, 0x2028))
    single = "ƒẞ\u202f‰‹›€№™−"
    return frozenset(chr(c) for first, stop in ranges for c in range(first, stop)) | frozenset(single)


def _digest(*words: str) -> bytes:
    return hashlib.sha256("\0".join(words).encode("utf-8", "surrogatepass")).digest()


def _draw_sound(draw: ImageDraw.ImageDraw, title: str, *, top: int, bottom: int, margin: int) -> None:
    """Bars like a voice's envelope: louder in the middle, varied by the title."""
    step = (COVER_PX - 2 * margin) / _BARS
    noise = _digest(title)
    for bar in range(_BARS):
        envelope = math.sin(math.pi * (bar + 0.5) / _BARS)
        height = (bottom - top) * (0.12 + 0.88 * envelope * (0.35 + 0.65 * noise[bar % len(noise)] / 255))
        x, middle = margin + bar * step, (top + bottom) / 2
        box = (x + step * 0.18, middle - height / 2, x + step * 0.82, middle + height / 2)
        draw.rounded_rectangle(box, radius=step * 0.3, fill=255)


def _fit(
    draw: ImageDraw.ImageDraw, text: str, *, width: int, height: int, largest: int = 260
) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """The largest letters with which ``text`` fits the box; at the smallest, what is too long is cut."""
    from PIL import ImageFont

    data = files("audioedition.publish.feed").joinpath("cover_font.ttf").read_bytes()
    smallest = 60
    for size in range(largest, smallest - 1, -10):
        font = ImageFont.truetype(io.BytesIO(data), size)
        lines = _wrap(draw, text, font, width)
        room = max(1, int(height / (size * 1.2)))
        if len(lines) <= room and all(draw.textlength(line, font=font) <= width for line in lines):
            return font, lines
    lines = [_cut(draw, line, font, width) for line in lines[:room]]
    lines[-1] = _cut(draw, lines[-1] + "…", font, width)
    return font, lines


def _wrap(draw: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and draw.textlength(longer, font=font) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _cut(draw: ImageDraw.ImageDraw, line: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    while line and draw.textlength(line, font=font) > width:
        line = line.rstrip("…")[:-1] + "…"
    return line
