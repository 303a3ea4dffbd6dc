"""The sound of the house in the service: by the page’s site, over it what a request asks; files as they are sent."""

from __future__ import annotations

import wave
from pathlib import Path
from typing import Any

import pytest

from tests.support.tools import need_module

need_module("starlette", extra="serve")

from audioedition.audience.access_log import read_line
from audioedition.errors import UsageError
from audioedition.produce.by_hand import options_as_made
from audioedition.produce.sound_settings import SoundSettings
from audioedition.serve.files import file_response
from audioedition.serve.settings import ServiceSettings, SitePolicy, settings_from_json
from audioedition.serve.submit import check_kinds
from audioedition.serve.work import do_work, edition_options
from audioedition.speak.clip_store import FolderStore
from audioedition.speak.engine_pool import Speakers

BODY = "<p>La halle du port rouvre lundi matin.</p><p>Les marchands seront trente cette année.</p>"


@pytest.fixture
def jingle(tmp_path: Path) -> Path:
    path = tmp_path / "jingle.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes((b"\x00\x10" * 4 + b"\x00\xf0" * 4) * 1000)
    return path


def settings_with(tmp_path: Path, jingle: Path) -> ServiceSettings:
    own = SoundSettings(outro=str(jingle), formats=("opus",), bit_rate=64)
    return ServiceSettings(
        output=tmp_path / "output",
        sound=SoundSettings(loudness=-23),
        sites={"journal.example": SitePolicy(teasers="speak", on_gone="keep", settle_s=0.0, sound=own)},
    )


def test_a_job_has_the_sound_of_its_site_and_what_was_asked(tmp_path: Path, jingle: Path) -> None:
    settings = settings_with(tmp_path, jingle)
    assert settings_from_json(settings.to_json()) == settings
    wanted: dict[str, Any] = {
        "html": BODY,
        "address": "https://www.journal.example/halle",
        "wishes": {"voice": "tone", "title": "La halle rouvre", "bit_rate": 48, "opening": ""},
    }
    with Speakers() as speakers:
        produced, _ = do_work(
            wanted, settings=settings, store=FolderStore(tmp_path / "clips"), speakers=speakers
        )
    edition = produced.edition
    assert [j.kind for j in edition.jingles] == ["outro"]
    assert [other.media_type for other in edition.audio.others] == ["audio/ogg; codecs=opus"]
    assert (edition.audio.bit_rate_kbps, edition.audio.others[0].bit_rate_kbps) == (48, 24)
    again = options_as_made(edition, output=settings.output)
    assert (again.formats, again.outro, again.bit_rate_kbps) == (("opus",), jingle, 48)
    elsewhere = edition_options(
        {"url": "https://autre.example/", "wishes": {"formats": ["aac"]}}, settings=settings
    )
    assert (elsewhere["loudness"], elsewhere["outro"], elsewhere["formats"]) == (-23, None, ("aac",))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"formats": ["flac"]}, "'flac' is no format"),
        ({"formats": [{"opus": 1}]}, "is no format"),
        ({"formats": "opus"}, "list of names"),
        ({"loudness": -17}, "no loudness '-17'"),
        ({"bit_rate": 97}, "no bit_rate '97'"),
        ({"opening": 3}, "opening is a text"),
        ({"opening": "{author}"}, "no field"),
        ({"intro": "/etc/passwd"}, "Unknown: intro"),
    ],
)
def test_what_no_request_may_ask(asked: dict[str, Any], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        check_kinds(asked)


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("x.opus", "audio/ogg; codecs=opus"), ("x.m4a", "audio/mp4"), ("x.mp3", "audio/mpeg")],
)
def test_each_format_is_sent_as_what_it_is_and_counted(tmp_path: Path, name: str, media_type: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    answer = file_response(str(tmp_path / name), name)
    assert answer.headers["content-type"] == media_type
    assert answer.headers["access-control-allow-origin"] == "*"
    sent = read_line(
        f'1.2.3.4 - - [01/Mar/2026:10:00:00 +0100] "GET /e/le-pont/{name} HTTP/1.1" 200 9 "-" "Mozilla"'
    )
    assert sent is not None
    assert (sent.edition, sent.ending) == ("le-pont", "." + name.partition(".")[2])
