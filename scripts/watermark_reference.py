"""Compare our watermark with Perth's own code, and write what Perth says into the tests.

    python -m venv perth && perth/bin/pip install resemble-perth==1.0.1 torch torchaudio librosa "setuptools<81"
    perth/bin/python scripts/watermark_reference.py

Needs torch, which nothing else here does; tests/sound/watermark/reference.json is what it wrote. Perth says nothing
of a wheel's weights changing, so they are pinned by their SHA-256 (audioedition/sound/watermark/weights.py).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))  # before what is imported from it, hence E402

import numpy as np  # noqa: E402
import perth  # noqa: E402

from audioedition.sound.watermark.detect import confidence_of  # noqa: E402
from audioedition.sound.watermark.embed import mark_pcm  # noqa: E402
from tests.support.reference_sound import EVERY, RATE, reference_sound  # noqa: E402

TARGET = ROOT / "tests/sound/watermark/reference.json"


def main() -> None:
    theirs = perth.PerthImplicitWatermarker()
    pcm = reference_sound()
    sound = pcm.astype(np.float32) / 32_768
    marked = np.asarray(theirs.apply_watermark(sound, sample_rate=RATE), np.float32)
    confidences = [float(theirs.get_watermark(s, sample_rate=RATE, round=False)) for s in (sound, marked)]
    ours = np.frombuffer(b"".join(mark_pcm([pcm.tobytes()], frame_rate=RATE)), "<i2") / 32_768
    error = ours - marked
    print(
        f"signal to difference: {10 * np.log10((marked**2).sum() / (error**2).sum()):.0f} dB, 16 bits included"
    )
    for name, one, their in zip(("clean", "marked"), (sound, marked), confidences, strict=True):
        print(f"{name}: {confidence_of(one):.6f} here, {their:.6f} there")
    content = {"marked": [round(float(x), 7) for x in marked[::EVERY]], "confidences": confidences}
    TARGET.write_text(json.dumps(content, indent=1) + "\n")


if __name__ == "__main__":
    main()
