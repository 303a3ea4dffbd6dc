"""What a screen reader says from top to bottom, phrase by phrase: Guidepup's virtual screen reader in the real browser,
before the page of an edition, the one line in a news page, and the service's first page.

The protocols are tests/browser/heard/*.txt, to be read and compared with the eye when one changes. What a real one says
(Orca) is in docs/accessibility.md, by scripts/screen_reader.py. The virtual one reads attributes, not properties:
whether a box is ticked is held by ``test_what_a_screen_reader_is_given``.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.browser.hosting import ROOT, host
from tests.support.service import serving
from tests.support.tools import missing, need_module

Open = Callable[..., Any]
HEARD = Path(__file__).with_name("heard")
BUNDLE = "@guidepup/virtual-screen-reader/lib/esm/index.browser.js"
LONGEST = 200
"""Phrases: no page here has more."""
BEGIN = """async ([source]) => {
  const address = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  window.reader = (await import(address)).virtual;
}"""
READ = """async ([longest]) => {
  await reader.start({ container: %s });
  const said = [await reader.lastSpokenPhrase()];
  while (said.length < longest) { // until it begins again
    await reader.next();
    const phrase = await reader.lastSpokenPhrase();
    if (phrase === said[0]) break;
    said.push(phrase);
  }
  await reader.stop();
  return said;
}"""


@functools.cache
def bundle() -> str:
    path = Path(os.environ.get("AUDIOEDITION_NODE_MODULES", "node_modules")) / BUNDLE
    if not path.is_file():
        missing("the virtual screen reader (npm install @guidepup/virtual-screen-reader)")
    return path.read_text(encoding="utf-8")


def read(seen: Any, container: str) -> list[str]:
    """What is said from its beginning to its end, without the choices of the lists."""
    seen.page.evaluate(BEGIN, [bundle()])
    said = seen.page.evaluate(READ % container, [LONGEST])
    assert len(said) < LONGEST
    return [phrase for phrase in said if not phrase.startswith(("option, ", "end of "))]


def as_written(name: str, said: list[str]) -> None:
    path = HEARD / f"{name}.txt"
    if os.environ.get("AUDIOEDITION_WRITE_HEARD"):
        path.write_text("\n".join(said) + "\n", encoding="utf-8")
    assert said == path.read_text(encoding="utf-8").splitlines()


def test_the_page_of_an_edition(visit: Open) -> None:
    as_written("page", read(visit("plain/index.html", bypass_csp=True), "document.body"))


def test_the_one_line_before_and_after_play_and_nothing_is_announced(
    visit: Open, site: str, shelf: Path
) -> None:
    body = '<main><h1>Un article</h1><audio-edition src="plain/edition.json"></audio-edition></main>'
    seen = host(visit, site, shelf, body, bypass_csp=True)
    seen.page.locator("audio-edition .play").wait_for()
    said = read(seen, f"{ROOT}.querySelector('.ae')")
    seen.js(f"reader.start({{ container: {ROOT}.querySelector('.ae') }})")
    seen.js("reader.clearSpokenPhraseLog()")
    seen.page.locator("audio-edition .play").click()
    seen.until(f"{ROOT}.querySelector('audio').currentTime > 1.5")
    live = seen.js("reader.spokenPhraseLog()")
    assert [phrase for phrase in live if phrase.startswith(("assertive", "polite"))] == []
    seen.js("reader.stop()")
    as_written("line", [*said, "(it plays)", *read(seen, f"{ROOT}.querySelector('.buttons')")])


def test_the_first_page_of_the_service(visit: Open, tmp_path: Path) -> None:
    need_module("starlette", extra="serve")
    with serving(tmp_path / "output") as service:
        as_written("service", read(visit(service.url + "/", bypass_csp=True), "document.body"))


def test_a_name_that_goes_missing_is_heard(visit: Open) -> None:
    seen = visit("plain/index.html", bypass_csp=True)
    seen.js("document.querySelector('.forward').removeAttribute('aria-label')")
    seen.js("document.querySelector('.forward').removeAttribute('title')")
    kept = (HEARD / "page.txt").read_text(encoding="utf-8").splitlines()
    named = "button, Avancer de 30 secondes"
    assert read(seen, "document.body") == ["button" if phrase == named else phrase for phrase in kept]
