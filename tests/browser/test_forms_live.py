"""docs/forms/forms.html: all forms of the player side by side, opened from disk."""

from __future__ import annotations

from pathlib import Path

from tests.browser.hosting import Open
from tests.support.browser import violations

FORMS = Path(__file__).parents[2] / "docs" / "forms" / "forms.html"


def test_all_forms_stand_side_by_side_without_a_network(visit: Open) -> None:
    seen = visit("about:blank", height=2400)
    seen.page.goto(FORMS.as_uri())
    buttons = seen.page.locator("audio-edition .play")
    buttons.nth(2).wait_for()
    assert buttons.count() == 3
    sounding = "[...document.querySelectorAll('audio-edition')].map((e) => !e.paused)"
    for at in range(3):
        buttons.nth(at).click()
        seen.until(f"{sounding}[{at}] && document.querySelectorAll('audio-edition')[{at}].currentTime > 0.1")
        assert seen.js(sounding) == [n == at for n in range(3)]
    frame = seen.page.frame_locator("iframe").first
    frame.get_by_role("button", name="Écouter").click()
    seen.until(f"!{sounding}.includes(true)")
    assert all(url.startswith("file:") for url in seen.requests)
    assert seen.complaints == []
    # one edition several times: nowhere else do regions share a name
    assert [v for v in violations(seen.page) if "landmark-unique" not in v] == []


def test_a_frame_of_one_line_grows_when_it_opens(visit: Open) -> None:
    seen = visit("about:blank", height=2400)
    seen.page.goto(FORMS.as_uri())
    line = seen.page.frame_locator("iframe[src*=compact]")
    height = "document.querySelector('iframe[src*=compact]').clientHeight"
    line.get_by_role("button").click()
    seen.until(f"{height} > 200")
    line.get_by_role("button", name="Réduire le lecteur").click()
    seen.until(f"{height} < 80")


def test_what_lies_there_is_small_and_names_no_machine() -> None:
    files = list(FORMS.parent.iterdir()) + list((FORMS.parents[1] / "pictures").iterdir())
    assert sum(path.stat().st_size for path in files) < 600_000
    assert max(path.stat().st_size for path in files if path.suffix == ".png") < 80_000
    for path in files:
        if path.suffix in (".html", ".js"):
            text = path.read_text(encoding="utf-8")
            assert "/tmp/" not in text
            assert "/root/" not in text
