"""Heavy and hostile pages cost little memory and end in an article or in a sentence. Nothing is lost on the way."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from audioedition.article.extract.html import html_page
from audioedition.article.extract.text import text_page
from audioedition.errors import ExtractionError
from tests.article.heavy_pages import CASES, TOP, B

MAX_MB = 60.0
"""Above what an ordinary page costs: the issue's promise for every bad input."""


@pytest.fixture(scope="module")
def measured(request: pytest.FixtureRequest) -> dict[str, tuple[float, str, int]]:
    """Of the cases that are asked in this run."""
    program = Path(__file__).with_name("heavy_pages.py")
    here = [item for item in request.session.items if item.path == request.path and hasattr(item, "callspec")]
    asked = {item.callspec.params.get("name") for item in here}
    names = [name for name in CASES if name in asked]
    run = subprocess.run(
        [sys.executable, str(program), *names], capture_output=True, text=True, timeout=300, check=False
    )
    assert run.returncode == 0, run.stderr
    return {name: tuple(values) for name, values in json.loads(run.stdout).items()}


@pytest.mark.long(every=2)
@pytest.mark.parametrize("name", CASES)
def test_memory_is_bounded(measured: dict[str, tuple[float, str, int]], name: str) -> None:
    assert measured[name][0] < MAX_MB


@pytest.mark.long(every=2)
@pytest.mark.parametrize("name", CASES)
def test_the_article_is_read_or_a_sentence_says_why_not(
    measured: dict[str, tuple[float, str, int]], name: str
) -> None:
    _, outcome, paragraphs = measured[name]
    assert paragraphs >= 2 if outcome == "ok" else ("too many pieces" in outcome or "too long" in outcome)


@pytest.mark.parametrize("tag", ["div", "span", "b", "blockquote", "table", "i"])
@pytest.mark.parametrize("closed", [True, False])
def test_text_below_2000_levels_is_not_lost(tag: str, closed: bool) -> None:
    """The parser stops at 2,048 elements within elements and forgets what follows."""
    end = f"</{tag}>" * 3_000 if closed else ""
    page = html_page(TOP + f"<{tag}>" * 3_000 + f"{B} Au fond.{end}<p>{B} Après.</p>")
    texts = [block.text for block in page.blocks]
    assert sum(text.endswith("Au fond.") for text in texts) == 1
    assert sum(text.endswith("Après.") for text in texts) == 1


def test_too_much_is_named() -> None:
    for text in (TOP + "<p>" + "La ville est belle. " * 60_000, TOP + "<a>x</a>" * 40_000):
        with pytest.raises(ExtractionError, match=r"too many pieces|too long") as caught:
            html_page(text)
        assert caught.value.hint
    with pytest.raises(ExtractionError, match="too many pieces"):
        text_page("La ville.\n" * 12_000)
    with pytest.raises(ExtractionError, match="too long"):
        text_page("La ville est belle. " * 60_000)


def test_a_script_full_of_equal_signs_is_no_page_full_of_attributes() -> None:
    page = html_page(f"<SCRIPT>{'a=1;' * 200_000}</SCRIPT>{TOP}<script>{'b=2;' * 10}")
    assert sum(B in block.text for block in page.blocks) == 2
