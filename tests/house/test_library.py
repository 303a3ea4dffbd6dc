"""audioedition as a library: what the README shows works as it stands there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import types
from importlib.util import find_spec
from pathlib import Path

import audioedition
from tests.support.tools import missing

README = Path(__file__).parents[2] / "README.md"
PAGE = """<!doctype html><html lang="fr"><title>Le lavoir</title><body><h1>Le lavoir retrouve son toit</h1>
<p>Quarante ans après son effondrement, le toit du lavoir a été remonté tuile par tuile par les bénévoles.</p>
<p>La fontaine coule de nouveau depuis dimanche, et l’on y a vu une grenouille.</p></body></html>"""


def test_the_readme_s_lines_run(tmp_path: Path) -> None:
    lines = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert lines
    (tmp_path / "article.html").write_text(PAGE, encoding="utf-8")
    for code in lines:
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8"
        )
        assert done.returncode == 0, done.stderr
        assert "trois virgule cinq pour cent des vingt et une femmes" in done.stdout


def test_no_public_name_is_a_module() -> None:
    for name in audioedition.__all__:
        code = (
            f"from audioedition import {name}; import types; assert not isinstance({name}, types.ModuleType)"
        )
        exec(code, {})  # the statement itself is what is tested
        assert not isinstance(getattr(audioedition, name), types.ModuleType)


def test_onnxruntime_does_not_tell_its_maker_of_us(tmp_path: Path) -> None:
    """From 1.32 on its import makes a device id and a queue of events in the cache folder, and sends them."""
    if find_spec("onnxruntime") is None:
        missing("onnxruntime (extra [neural])")
    own = {"XDG_CACHE_HOME": str(tmp_path / "cache"), "HOME": str(tmp_path)}
    environment = {k: v for k, v in os.environ.items() if k != "ORT_DISABLE_TELEMETRY"} | own
    code = "import audioedition, onnxruntime"
    subprocess.run([sys.executable, "-c", code], env=environment, check=True, cwd=tmp_path)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == []


def test_former_names_go_on_working(tmp_path: Path) -> None:
    (tmp_path / "article.html").write_text(PAGE, encoding="utf-8")
    former = {"wishes": audioedition.Wishes(voice="tone")}
    made = audioedition.produce_edition(str(tmp_path / "article.html"), output=tmp_path / "output", **former)
    assert made.edition.voice.name == "tone"
