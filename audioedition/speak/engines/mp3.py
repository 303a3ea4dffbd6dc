"""MP3 from a server -> Clip, strictly: nothing cut off, nothing that is not sound.

ffmpeg alone would not do: it passes over a frame that was cut in the middle, with exit code 0 [seen on 9.0],
so the frames are counted here before it decodes them.
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass

from audioedition.errors import EngineError
from audioedition.model import Clip

# ISO/IEC 11172-3 and 13818-3, layer III: kbit/s by index, for MPEG-1, and for MPEG-2 and 2.5
_KBPS_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_KBPS_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_RATES_HZ = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mp3Facts:
    frames: int
    frame_rate: int
    """Hz, of the sound."""
    samples: int
    """Per channel, counted from the frames (encoder delay included)."""


def inspect_mp3(data: bytes) -> Mp3Facts:
    """Walk the frames of a layer III stream, ID3 tags allowed before and after.

    Raises EngineError (retryable) when there is no frame, when bytes between frames are no frame, or when the
    last frame is cut off.
    """
    position, end = _after_id3v2(data), len(data)
    if data[-128:-125] == b"TAG":
        end -= 128
    frames = samples = rate = 0
    while position < end:
        header = _read_header(data[position : position + 4])
        if header is None:
            raise EngineError(
                "The server sent bytes that are not MP3." if not frames else "The MP3 received is damaged.",
                retryable=True,
            )
        length, rate, frame_samples = header
        if position + length > end:
            raise EngineError("The MP3 received is cut off in the middle of a frame.", retryable=True)
        position += length
        frames += 1
        samples += frame_samples
    if not frames:
        raise EngineError("The server sent no sound.", retryable=True)
    return Mp3Facts(frames=frames, frame_rate=rate, samples=samples)


def _after_id3v2(data: bytes) -> int:
    if data[:3] != b"ID3" or len(data) < 10:
        return 0
    size = 0
    for byte in data[6:10]:  # "synchsafe": 7 bits a byte
        size = size << 7 | (byte & 0x7F)
    return 10 + size


def _read_header(header: bytes) -> tuple[int, int, int] | None:
    """(bytes of the frame, Hz, samples in it), or ``None`` when these 4 bytes start no layer III frame."""
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE0 != 0xE0:
        return None
    version, layer = header[1] >> 3 & 3, header[1] >> 1 & 3
    kbps_index, rate_index, padding = header[2] >> 4, header[2] >> 2 & 3, header[2] >> 1 & 1
    if version == 1 or layer != 1 or kbps_index in (0, 15) or rate_index == 3:
        return None  # reserved values; index 0 is "free format", which no server sends
    rate = _RATES_HZ[version][rate_index]
    kbps, samples = (_KBPS_1[kbps_index], 1152) if version == 3 else (_KBPS_2[kbps_index], 576)
    return samples * kbps * 125 // rate + padding, rate, samples


def decode_mp3(data: bytes, *, ffmpeg: str, tempo: float = 1.0, timeout_s: float = 30.0) -> Clip:
    """Decode a short MP3 to a mono clip at its own frame rate.

    ``tempo`` 0.5 to 3.0 changes the speed and keeps the pitch. Raises EngineError (retryable) when the MP3 is
    cut off, damaged or silent of frames; not retryable when ffmpeg itself is missing.
    """
    facts = inspect_mp3(data)
    filters = ["-af", f"atempo={tempo}"] if tempo != 1.0 else []
    command = [
        ffmpeg, "-nostdin", "-v", "error", "-xerror", "-f", "mp3", "-i", "pipe:0", *filters,
        "-ac", "1", "-ar", str(facts.frame_rate), "-f", "s16le", "pipe:1",
    ]  # fmt: skip
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=timeout_s, check=False)
    except subprocess.TimeoutExpired:
        raise EngineError("Decoding the MP3 took too long.", retryable=True) from None
    except OSError as error:
        raise EngineError(
            f"ffmpeg could not be started ({error.strerror or error}).", hint="Run: audioedition doctor"
        ) from None
    if done.returncode or not done.stdout:
        detail = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise EngineError(
            f"The MP3 received cannot be decoded ({detail[-1] if detail else 'no sound in it'}).",
            retryable=True,
        )
    return Clip(pcm=done.stdout, frame_rate=facts.frame_rate)
