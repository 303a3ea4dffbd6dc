"""audioedition as a library: what the README shows works as it stands there."""

from __future__ import annotations

import re
import subprocess
import sys
import types
from pathlib import Path

import audioedition

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
