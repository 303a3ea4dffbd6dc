"""docs/accessibility.md names tests as proofs: every one of them must exist."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_test_that_the_checklist_names_exists() -> None:
    text = (ROOT / "docs" / "accessibility.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(test_\w+)`", text))
    there = {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert len(named) > 30
    assert named - there == set()


def test_every_line_of_the_checklist_names_a_proof() -> None:
    text = (ROOT / "docs" / "accessibility.md").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if re.match(r"\| [\d–]", line)]
    assert len(lines) > 30
    assert [line for line in lines if "`test_" not in line] == []
