"""The sound of the house as it is asked for: jingles, bed, loudness, bit rate, formats, opening words, watermark.
Checked before work."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from audioedition.errors import UsageError
from audioedition.script.opening import check_opening
from audioedition.sound.encode import BIT_RATES_KBPS
from audioedition.sound.formats import chosen_formats, require_encoders
from audioedition.sound.jingles import HouseSounds, read_house
from audioedition.sound.watermark.weights import SCHEME, require_watermark

if TYPE_CHECKING:
    from audioedition.model import JingleKind
    from audioedition.produce.options import EditionOptions

LOUDNESS_LUFS = {-16: -16.0, -19: -16.0, -23: -23.0}
"""What may be asked for -> as heard on two speakers. −19 is −16 as a meter of the one channel counts it; −23 is EBU
R 128's own target for broadcasting."""


def open_house(options: EditionOptions) -> HouseSounds:
    """Raises UsageError for what cannot be used, before anything is fetched or spoken."""
    if options.loudness not in LOUDNESS_LUFS:
        raise UsageError(f"{options.loudness} LUFS is no target.", hint="One of -16, -19 (mono), -23.")
    if options.bit_rate_kbps not in BIT_RATES_KBPS:
        known = ", ".join(map(str, BIT_RATES_KBPS))
        raise UsageError(f"An MP3 has no {options.bit_rate_kbps} kb/s here.", hint=f"One of {known}.")
    require_encoders(chosen_formats(options.formats))
    check_opening(options.opening)
    if options.watermark:
        require_watermark()
    return read_house(asked_sounds(options))


def asked_sounds(options: EditionOptions) -> dict[JingleKind, Path | None]:
    return {"intro": options.intro, "between": options.between, "outro": options.outro, "bed": options.bed}


def sound_settings(options: EditionOptions, house: HouseSounds) -> list[object]:
    """What of it decides the finished sound, for the fingerprint: nothing where all is as it was before there was a
    sound of the house, so that no edition is made again for that."""
    told: list[object] = []
    if house.sha256:
        told.append(["house", house.sha256])
    if LOUDNESS_LUFS[options.loudness] != -16.0:
        told.append(["loudness", options.loudness])
    if options.watermark:
        told.append(["watermark", SCHEME])
    return told
