"""Which editions are out of date, and why."""

from __future__ import annotations

import array
import http.server
import json
import math
import threading
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from audioedition.cli import main
from audioedition.fetch.addresses import Access
from audioedition.produce.produce import EditionOptions, produce_edition
from audioedition.produce.status import EditionStatus, check_editions
from tests.support.by_hand import digest
from tests.support.on_disk import put_on_disk

TEXT = "Le phare rallumé\n\nLes gardiens sont revenus lundi. Ils ont monté 312 marches.\n\nLe maire les a salués.\n"
PROFILE = 'engine = "tone"\nlabel = "Essai"\nlicense = "Apache-2.0"\n'


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An article and a voice of its own, and the edition made of both in ``output/``."""
    voices = tmp_path / "voices"
    voices.mkdir()
    (voices / "essai.toml").write_text(PROFILE, encoding="utf-8")
    monkeypatch.setenv("AUDIOEDITION_VOICES", str(voices))
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    make(path)
    return path


def make(source: Path | str, *, access: Access | None = None, **options: Any) -> Path:
    output = source.parent / "output" if isinstance(source, Path) else Path(str(options.pop("output")))
    asked = EditionOptions(voice="essai", **options)
    made = produce_edition(str(source), output=output, options=asked, access=access)
    return made.folder


def look(source: Path, **more: Any) -> EditionStatus:
    (found,) = check_editions(source.parent / "output", **more)
    return found


def tone(path: Path, *, hz: int) -> Path:
    """A second of it, as a WAV file."""
    rate = 24_000
    samples = array.array("h", (round(9000 * math.sin(2 * math.pi * hz * n / rate)) for n in range(rate)))
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, rate, 0, "NONE", ""))
        file.writeframes(samples.tobytes())
    return path


def lexicon(home: Path, say: str) -> Path:
    path = home / "lexicon.toml"
    path.write_text(f'[[entry]]\nwritten = "gardiens"\nsay = "{say}"\nreason = "essai"\n', encoding="utf-8")
    return path


def test_what_holds_is_current(source: Path) -> None:
    assert (look(source).state, look(source).reasons) == ("current", ())


def test_a_corrected_article(source: Path) -> None:
    source.write_text(TEXT.replace("312", "315"), encoding="utf-8")
    found = look(source)
    assert found.state == "changed"
    assert [(r.kind, "315 marches" in r.text) for r in found.reasons] == [("article", True)]
    make(source)
    assert look(source).state == "current"


def test_an_article_that_is_gone_or_cannot_be_reached_is_unknown(source: Path) -> None:
    source.unlink()
    found = look(source)
    assert found.state == "unknown"
    assert found.reasons[0].kind == "unknown"


def test_a_changed_jingle_and_one_that_is_gone(source: Path, tmp_path: Path) -> None:
    mark = tone(tmp_path / "indicatif.wav", hz=440)
    make(source, intro=mark)
    assert look(source).state == "current"
    tone(mark, hz=660)
    found = look(source)
    assert (found.state, [(r.kind, "indicatif.wav" in r.text) for r in found.reasons]) == (
        "changed",
        [("sound", True)],
    )
    assert str(tmp_path) not in (found.folder / "edition.json").read_text("utf-8")
    mark.unlink()
    assert [(r.kind, "cannot be compared" in r.text) for r in look(source).reasons] == [("unknown", True)]
    tone(mark, hz=660)
    make(source, intro=mark)
    assert look(source).state == "current"


def test_jingles_of_another_machine_are_unknown(source: Path, tmp_path: Path) -> None:
    folder = make(source, intro=tone(tmp_path / "indicatif.wav", hz=440))
    for origin in (tmp_path / "output" / ".audioedition" / "origins").iterdir():
        content = json.loads(origin.read_bytes())
        del content["sounds"]
        origin.write_text(json.dumps(content))
    found = look(source)
    assert [(r.kind, "indicatif.wav" in r.text) for r in found.reasons] == [("unknown", True)]
    assert found.folder == folder


def test_a_changed_lexicon(source: Path, tmp_path: Path) -> None:
    own = lexicon(tmp_path, "gardiens du phare")
    make(source, lexicon=own)
    assert look(source).state == "current"
    lexicon(tmp_path, "veilleurs")
    assert [r.kind for r in look(source).reasons] == ["lexicon"]
    own.write_text("[[entri]]\n", encoding="utf-8")
    assert look(source).state == "unknown"


@pytest.mark.parametrize("line", ["rate = 1.5", "[pauses]\nsentence = 900", "[options]\nlevel = 0.2"])
def test_a_changed_voice(source: Path, tmp_path: Path, line: str) -> None:
    (tmp_path / "voices" / "essai.toml").write_text(PROFILE + line + "\n", encoding="utf-8")
    found = look(source)
    assert [r.kind for r in found.reasons] == ["voice"]
    assert "essai" in found.reasons[0].text


def test_a_voice_that_is_gone_is_unknown_and_a_new_label_is_nothing(source: Path, tmp_path: Path) -> None:
    profile = tmp_path / "voices" / "essai.toml"
    profile.write_text(PROFILE.replace("Essai", "Autre nom"), encoding="utf-8")
    assert look(source).state == "current"
    profile.unlink()
    assert look(source).state == "unknown"


def test_wishes_are_remembered(source: Path) -> None:
    make(source, title="Un autre titre", drop=("salués",), chapters="paragraph", locale="fr-CH")
    assert look(source).state == "current"


def test_missing_altered_and_damaged_files(source: Path) -> None:
    folder = look(source).folder
    mp3 = next(folder.glob("*.mp3"))
    mp3.write_bytes(b"ID3")
    assert [r.kind for r in look(source).reasons] == ["file"]
    mp3.unlink()
    assert "missing" in look(source).reasons[0].text
    (folder / "edition.json").write_text("{", encoding="utf-8")
    assert (look(source).state, look(source).title) == ("changed", folder.name)


def test_standard_input_is_unknown_and_a_digest_is_left_to_its_articles(source: Path) -> None:
    output = source.parent / "output"
    folder = look(source).folder
    content = json.loads((folder / "edition.json").read_bytes())
    (folder / "edition.json").write_text(json.dumps({**content, "identity": "stdin:abc"}), encoding="utf-8")
    home = put_on_disk(output, digest(), folder="a-digest")
    content = json.loads((home / "edition.json").read_bytes())
    content |= {"identity": "digest:2026-03-01:L’essentiel", "making": None}
    (home / "edition.json").write_text(json.dumps(content), encoding="utf-8")
    states = {s.folder.name: s.state for s in check_editions(output)}
    assert states == {folder.name: "unknown", "a-digest": "current"}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """The address of a folder that is served on this machine."""
    served = tmp_path / "site"
    served.mkdir()

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *args: Any, **more: Any) -> None:
            super().__init__(*args, directory=str(served), **more)

        def log_message(self, *args: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_an_article_on_the_web(source: Path, site: str, tmp_path: Path) -> None:
    page = tmp_path / "site" / "phare.txt"
    page.write_text(TEXT, encoding="utf-8")
    port = int(site.rsplit(":", 1)[1])
    output = tmp_path / "web"
    access = Access(allow_private=True, ports=(port,))
    make(f"{site}/phare.txt", output=output, access=access)
    page.write_text(TEXT.replace("lundi", "mardi"), encoding="utf-8")
    (online,) = check_editions(output, access=access)
    assert [r.kind for r in online.reasons] == ["article"]
    (offline,) = check_editions(output, offline=True)
    assert offline.state == "current"
    page.unlink()
    (gone,) = check_editions(output, access=access)
    assert gone.state == "unknown"


def status(*arguments: str) -> Result:
    return CliRunner(mix_stderr=False).invoke(main, ["status", *arguments])


def test_the_command_fails_for_ci_when_something_changed(source: Path) -> None:
    output = str(source.parent / "output")
    run = status(output)
    assert run.exit_code == 0
    assert run.stdout.startswith("current\t")
    assert "1 current, 0 changed, 0 unknown" in run.stderr
    assert status(output, "-q").stdout == ""
    source.write_text(TEXT.replace("312", "315"), encoding="utf-8")
    run = status(output, "-q")
    assert run.exit_code == 1
    assert "\tarticle: Paragraphe 1 : " in run.stdout
    assert status(output + "-absent").exit_code == 8
