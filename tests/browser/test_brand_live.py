"""A site's own colours, font, corners, logo and picture, and what no brand may take away."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.browser.hosting import ROOT, Open, host
from tests.publish.test_colours import contrast

PLAYER = '<audio-edition data-form="full" {} src="plain/edition.json"></audio-edition>'
SECTION = f"getComputedStyle({ROOT}.querySelector('.ae'))"


def hexed(colour: str) -> str:
    parts = [round(float(n)) for n in re.findall(r"[\d.]+", colour)[:3]]
    return "#" + "".join(f"{part:02x}" for part in parts)


@pytest.mark.long(every=3)
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    ("accent", "as_it_is"),
    [("#0b5cad", "light"), ("yellow", "dark"), ("#777", ""), ("rgb(255 255 255)", "dark"), ("#000", "light"),
     ("hsl(30 100% 60%)", "dark"), ("color(display-p3 1 0 0)", None)],
)  # fmt: skip
def test_an_accent_is_never_less_than_readable(
    visit: Open, site: str, shelf: Path, theme: str, accent: str, as_it_is: str | None
) -> None:
    said: list[str] = []
    scheme = "<style>:root { color-scheme: light dark }</style>"
    seen = visit("about:blank", color_scheme=theme)
    seen.page.on("console", lambda message: said.append(message.text))
    seen = host(lambda *_, **__: seen, site, shelf, PLAYER.format(f'data-accent="{accent}"'), head=scheme)
    seen.page.get_by_role("button", name="Écouter", exact=True).wait_for()
    link = hexed(seen.js(f"getComputedStyle({ROOT}.querySelector('.timeline i')).backgroundColor"))
    paper = hexed(seen.js(f"{SECTION}.backgroundColor"))
    assert contrast(link, paper) >= 4.5, (link, paper)
    if as_it_is is not None:
        told = [line for line in said if "is shown instead" in line]
        assert bool(told) == (as_it_is != theme), said


@pytest.mark.long(every=3)
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("accent", ["#0b5cad", "yellow", "#777"])
@pytest.mark.parametrize("file", ["index.html", "embed.html"])
def test_page_and_frame_take_the_looks_from_their_address(
    visit: Open, site: str, file: str, accent: str, theme: str
) -> None:
    looks = f"accent={quote(accent)}&font=monospace&radius=20px&logo=../favicon.ico"
    seen = visit("about:blank", color_scheme=theme)
    seen.page.goto(f"{site}/plain/{file}?{looks}")
    seen.page.get_by_role("button", name="Écouter", exact=True).wait_for()
    home = "getComputedStyle(document.querySelector('.ae'))"
    accented = hexed(seen.js("getComputedStyle(document.querySelector('.timeline i')).backgroundColor"))
    ground = hexed(seen.js(f"{home}.backgroundColor"))
    assert contrast(accented, ground) >= 4.5, (accented, ground)
    assert seen.js(f"{home}.fontFamily") == "monospace"
    assert seen.js("document.querySelector('.logo').alt") == "Le Journal d’exemple"
    if file == "embed.html":
        assert seen.js(f"{home}.borderRadius") == "20px"


def test_the_other_language_keeps_the_looks(visit: Open, site: str) -> None:
    seen = visit("about:blank")
    seen.page.goto(f"{site}/plain/index.html?accent=%230b5cad")
    seen.page.get_by_role("link", name="English").click()
    seen.page.get_by_role("button", name="Play", exact=True).wait_for()
    assert seen.page.url.endswith("?accent=%230b5cad&lang=en")
    seen.page.get_by_role("link", name="Français").click()
    seen.page.get_by_role("button", name="Écouter", exact=True).wait_for()
    assert seen.page.url.endswith("?accent=%230b5cad")


def test_an_address_with_nonsense_changes_nothing(visit: Open, site: str) -> None:
    seen = visit("about:blank")
    wild = "accent=plut%C3%B4t%20bleu;%7D&radius=%7D&font=&logo=https://autre.example/x.png"
    seen.page.goto(f"{site}/plain/embed.html?{wild}")
    seen.page.get_by_role("button", name="Écouter", exact=True).wait_for()
    assert seen.js("getComputedStyle(document.querySelector('.ae')).borderRadius") == "6px"
    assert (
        seen.js("document.querySelector('.logo').naturalWidth") == 0
    )  # the policy loads nothing from elsewhere


def test_properties_and_attributes_reach_the_player(visit: Open, site: str, shelf: Path) -> None:
    style = "<style>audio-edition { --audio-edition-font: monospace; --audio-edition-radius: 20px; }</style>"
    seen = host(
        visit, site, shelf, PLAYER.format('data-logo="favicon.ico" data-image="favicon.ico"'), head=style
    )
    seen.page.get_by_role("button", name="Écouter", exact=True).wait_for()
    assert seen.js(f"{SECTION}.fontFamily") == "monospace"
    assert seen.js(f"{SECTION}.borderRadius") == "20px"
    assert seen.js(f"{ROOT}.querySelector('.logo').alt") == "Le Journal d’exemple"
    assert seen.js(f"{ROOT}.querySelector('.art').alt") == ""
    assert seen.page.locator(".art").count() == 1


def test_nonsense_is_passed_over_and_said(visit: Open, site: str, shelf: Path) -> None:
    wild = 'data-accent="plutôt bleu; }" data-radius="}" data-font="" data-image="none"'
    seen = host(visit, site, shelf, PLAYER.format(wild))
    seen.page.get_by_role("button", name="Écouter", exact=True).wait_for()
    assert seen.js(f"{SECTION}.borderRadius") == "6px"
    assert seen.complaints == []


def test_a_strict_policy_of_the_host_is_enough(visit: Open, site: str, shelf: Path) -> None:
    policy = "<meta http-equiv='Content-Security-Policy' content=\"default-src 'self'\">"
    wild = 'data-accent="#fc0" data-radius="2px" data-font="serif" data-article="main"'
    text = "<main><p>Interdit aux trottinettes.</p></main>"
    seen = host(visit, site, shelf, text + PLAYER.format(wild), head=policy)
    seen.page.get_by_role("button", name="Écouter", exact=True).click()
    seen.until("document.querySelector('[data-audioedition=here]')")
    assert seen.complaints == []
