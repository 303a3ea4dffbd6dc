"""axe-core finds nothing on player, embed and transcript, in both themes, at rest and playing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.browser import violations

Open = Callable[..., Any]


@pytest.mark.long(every=3)
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    "name", ["plain/index.html", "digest/index.html", "hostile/index.html", "plain/transcript.html"]
)
def test_page_and_transcript(visit: Open, name: str, theme: str) -> None:
    seen = visit(name, color_scheme=theme)
    if "index" in name:
        seen.page.get_by_role("button", name="Écouter", exact=True).click()
        seen.wait("audio.currentTime > 0")
        seen.page.get_by_text("Raccourcis clavier").click()
    assert violations(seen.page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_embed_with_everything_open(visit: Open, theme: str) -> None:
    seen = visit("digest/embed.html", color_scheme=theme, width=720, height=420)
    seen.js("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    assert violations(seen.page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_host_page_with_element_and_iframe(visit: Open, site: str, theme: str) -> None:
    seen = visit("about://blank", color_scheme=theme)
    seen.page.goto(site + "/host.html")
    seen.page.locator("#good").get_by_text("Transcription", exact=True).click()
    assert violations(seen.page) == []


def test_without_javascript_too(browser: Any, shelf: Any) -> None:
    """axe needs scripts itself: the page's own are blocked, its markup is what a script-less reader gets."""
    context = browser.new_context(bypass_csp=False)
    page = context.new_page()
    source = (shelf / "plain" / "index.html").read_text(encoding="utf-8")
    start, end = source.rindex("<script>"), source.rindex("</script>")
    page.set_content(source[:start] + source[end + len("</script>") :])
    assert violations(page) == []
    context.close()
