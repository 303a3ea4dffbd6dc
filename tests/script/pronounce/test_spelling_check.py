"""A machine's guess is believed where the sounds can be laid along the letters."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[3] / "scripts"))

from spelling_check import fits  # type: ignore[import-not-found]  # a script


@pytest.mark.parametrize(
    ("written", "sounds"),
    [
        ("gargan", "ɡaʁɡɑ̃"),
        ("compter", "kɔ̃te"),
        ("montrouge", "mɔ̃ʁuʒ"),
        ("saint-jean-d'angély", "sɛ̃ʒɑ̃dɑ̃ʒeli"),
        ("oignon", "ɔɲɔ̃"),
        ("villeneuve-d'ascq", "vilnœvdask"),
    ],
)
def test_what_french_letters_may_say(written: str, sounds: str) -> None:
    assert fits(written, sounds)


@pytest.mark.parametrize(
    ("written", "sounds"),
    [
        ("gargan", "ɡaʁɑ̃"),
        ("marcoussis", "aʁkusi"),
        ("belair", "sillɛʁ"),
        ("fusiformes", "fɔ̃ʒifɔʁm"),
        ("kerlouan", "kɛuɑ̃"),
    ],
)
def test_what_they_may_not(written: str, sounds: str) -> None:
    assert not fits(written, sounds)
