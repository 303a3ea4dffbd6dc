"""The engine that docs/engines.md shows is a real one: it is taken out of the page and held to the contract."""

from __future__ import annotations

import re
import types
from typing import Any

from audioedition.model import Voice
from audioedition.speak.engines.contract import check_contract
from audioedition.speak.engines.registry import engine_names
from tests.support.road import ROOT

PAGE = (ROOT / "docs" / "engines.md").read_text("utf-8")


def test_the_engine_of_the_page_keeps_the_contract() -> None:
    (source,) = (
        code for code in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL) if "class BellEngine" in code
    )
    module = types.ModuleType("bell")
    exec(compile(source, "bell.py", "exec"), module.__dict__)  # our own page
    bell: Any = module.__dict__["BellEngine"]()
    check_contract(bell, Voice(name="bell", engine="bell"))


def test_the_page_lists_every_engine() -> None:
    ours = {name for name in engine_names() if f"| `{name}` |" in PAGE}
    assert {"pico", "kokoro", "piper", "espeak", "gtts", "openai", "edge", "tone"} <= ours
