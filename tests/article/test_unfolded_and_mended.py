"""What scripts and style do to a page: panels that open, bubbles over words, words apart by style, open tags."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from audioedition.model import Article, Source
from audioedition.segment import segment_article

A = "Le bac de Trébeurnic a repris la mer lundi matin, après onze semaines d’arrêt et une révision complète du moteur."
B = "Les habitants de la rive gauche, privés de passage, devaient faire trente-deux kilomètres pour gagner le marché."
C = "La commune a payé la moitié des travaux, le reste venant de la région et d’une souscription ouverte aux riverains."
H = "Le bac de Trébeurnic reprend la mer"


def read(body: str, head: str = "") -> Article:
    page = f"<!doctype html><html lang=fr><head><title>{H}</title>{head}</head><body>{body}</body></html>"
    now = datetime(2025, 1, 1, tzinfo=timezone.utc)
    return segment_article(Source(data=page.encode(), media_type="text/html", fetched_at=now))


def heard(article: Article) -> list[str]:
    return [p.text for p in article.paragraphs if p.role != "title"]


TABS = "<div role=tablist><button role=tab {0}>Le bac</button><button role=tab {1}>Le coût</button></div>"


@pytest.mark.parametrize(
    "body",
    [
        # by id, by place in the row, hidden by an attribute, by a style, from screen readers
        f"{TABS.format('aria-controls=p1', 'aria-controls=p2')}<div role=tabpanel id=p1><p>{A}</p><p>{B}</p></div>"
        f"<div role=tabpanel id=p2 hidden><p>{C}</p></div>",
        f"{TABS.format('', '')}<div><div role=tabpanel><p>{A}</p><p>{B}</p></div>"
        f"<div role=tabpanel style='display:none'><p>{C} </p></div></div>",
        f"{TABS.format('', '')}<div><div role=tabpanel><p>{A}</p><p>{B}</p></div>"
        f"<div role=tabpanel aria-hidden=true><p>{C}</p></div></div>",
        f"<h3><button aria-expanded=true aria-controls=a>Le bac</button></h3><div id=a><p>{A}</p><p>{B}</p></div>"
        f"<h3><button aria-expanded=false aria-controls=b>Le coût</button></h3>"
        f"<div id=b hidden><p>{C}</p></div>",
        "<ul><li><a data-toggle=tab href='#p1'>Le bac</a></li><li><a data-toggle=tab href='#p2'>Le coût</a></li></ul>"
        f"<div class=tab-pane id=p1><p>{A}</p><p>{B}</p></div>"
        f"<div class=tab-pane id=p2 style='display: none'><p>{C}</p></div>",
        f"<h3><button aria-expanded=true aria-controls=a>Le bac</button></h3><div id=a><p>{A}</p><p>{B}</p></div>"
        f"<button aria-expanded=false aria-controls=b>Le coût</button>"
        f"<template id=b><div><p>{C}</p></div></template>",
        f"<details><summary>Le bac</summary><p>{A}</p><p>{B}</p></details>"
        f"<details><summary>Le coût</summary><p>{C}</p></details>",
        f"<h3>Le bac</h3><p>{A}</p><p>{B}</p>"
        f"<button aria-expanded=false>Le coût</button><div hidden><p>{C}</p></div>",
    ],
)
def test_panels_that_a_label_opens_are_read_under_it(body: str) -> None:
    body = body.replace(C, C + " Le passage coûtera deux euros.")
    assert heard(read(f"<main><h1>{H}</h1>{body}</main>")) == [
        "Le bac",
        A,
        B,
        "Le coût",
        C + " Le passage coûtera deux euros.",
    ]


def test_what_a_button_unfolds_is_read_without_its_call() -> None:
    more = f"{C} La traversée dure neuf minutes, et le bac part quand il est plein."
    for fold in (
        f"<button aria-controls=s>Lire la suite</button><div id=s hidden><p>{more}</p></div>",
        f"<div style='display:none'><p>{more}</p></div><a href='#' class=rm>Lire la suite…</a>",
    ):
        assert heard(read(f"<main><h1>{H}</h1><p>{A}</p><p>{B}</p>{fold}</main>")) == [A, B, more]
    apart = f"<div style='display:none'><p>{more}</p></div><a href='/abonnement'>Lire la suite</a>"
    assert heard(read(f"<main><h1>{H}</h1><p>{A}</p><p>{B}</p>{apart}</main>")) == [A, B]


@pytest.mark.parametrize(
    "layer",
    [
        "<div id=s hidden role=dialog><p>{0}</p></div>",
        "<div id=s hidden class=cookie-panel><p>{0}</p></div>",
        "<div id=s hidden class='share-panel'><p>{0}</p></div>",
        "<nav id=s hidden><p>{0}</p></nav>",
        "<div id=s hidden><form><p>{0}</p><input></form></div>",
        "<div id=s hidden><p><a href=/>{0}</a></p></div>",
        "<div hidden><p>{0}</p></div>",
    ],
)
def test_menus_dialogs_and_what_nothing_opens_stay_folded(layer: str) -> None:
    said = f"{C} La traversée dure neuf minutes, et le bac part quand il est plein."
    button = "<button aria-controls=s aria-expanded=false>Outils</button> "
    body = f"<p>{A}</p><p>{B}</p>{button if 'id=s' in layer else ''}{layer.format(said)}"
    assert heard(read(f"<main><h1>{H}</h1>{body}</main>")) == [A, B]


TIP = "Bateau à fond plat qui passe une rivière le long d’un câble, avec des voitures."


@pytest.mark.parametrize(
    "bubble",
    [
        f"bac<span role=tooltip>{TIP}</span>",
        f"<span class=tooltip>bac<span class=tooltiptext>{TIP}</span></span>",
        f"<span tabindex=0>bac<span><b>bac</b> {TIP}</span></span>",
        f"<a aria-describedby=d7>bac</a><span id=d7>{TIP}</span>",
        f"<abbr>bac<span class=infobulle>{TIP}</span></abbr>",
        f"<span class=mot>bac<div role=tooltip><p>{TIP}</p></div></span>",
        f"<button class=mot>bac</button><span class=lexique-def>{TIP}</span>",
        f"<i>bac</i><span class=term-definition>{TIP}</span>",
        f"bac<span class=sidenote>{TIP}</span>",
    ],
)
def test_a_bubble_over_a_word_is_no_part_of_its_sentence(bubble: str) -> None:
    article = read(f"<main><h1>{H}</h1><p>{A.replace('bac', bubble)}</p><p>{B}</p></main>")
    assert heard(article) == [A, B]
    assert [d.text.removeprefix("bac ") for d in article.dropped if d.reason == "tooltip"] == [TIP]


def test_a_word_with_its_tip_in_an_attribute_stays() -> None:
    tip = "<span class=tooltip title='Bateau à fond plat'>bac de Trébeurnic a repris la mer</span>"
    body = A.replace("bac de Trébeurnic a repris la mer", tip)
    assert heard(read(f"<main><h1>{H}</h1><p>{body}</p><p>{B}</p></main>")) == [A, B]


def test_words_that_style_alone_sets_apart() -> None:
    def words(text: str) -> str:
        return "".join(f"<span class=w>{word}</span>" for word in text.split(" "))

    assert heard(read(f"<main><h1>{H}</h1><p>{words(A)}</p><p>{words(B)}</p></main>")) == [A, B]


def test_letters_and_syllables_stay_together() -> None:
    letters = "".join(f"<span>{sign}</span>" for sign in "débarcadère")
    coloured = " ".join(
        f"<span>{word[:3]}</span><span>{word[3:]}</span>" if len(word) > 4 else f"<span>{word}</span>"
        for word in B.split(" ")
    )
    article = read(f"<main><h1>{H}</h1><p>{A} Au {letters}, la foule attend.</p><p>{coloured}</p></main>")
    assert heard(article) == [f"{A} Au débarcadère, la foule attend.", B]


@pytest.mark.parametrize(
    "open_tag",
    [
        "<iframe src=/v width=5>",
        "<p><iframe src=/v></p>",
        "<noscript><img src=/t.gif>",
        "<textarea rows=2>",
        "<video controls><source src=/v.mp4>",
        "<!-- vidéo ->",
        "<xmp>",
        "<style>.a{color:red}",
        "<script src=/x.js>",
        "<object data=/v>",
        "<svg><path d=M1>",
        "<template>",
        "<select><option>2017",
    ],
)
@pytest.mark.parametrize("behind", ["", "<noscript>Activez les scripts.</noscript><iframe src=/w></iframe>"])
def test_an_element_left_open_swallows_nothing(open_tag: str, behind: str) -> None:
    body = f"<h1>{H}</h1><p>{A}</p>{open_tag}<p>{B}</p><p>{C} Deux euros le passage, un pour les enfants.</p>{behind}"
    assert heard(read(f"<main>{body}</main>")) == [A, B, f"{C} Deux euros le passage, un pour les enfants."]


def test_what_is_closed_stays_as_it_is() -> None:
    closed = (
        f"<template><div><p>{B}</p><template><p>{C}</p></template></div></template>"
        f"<object><p>{C}</p></object><video><p>{C}</p></video><noscript><p>{C}</p></noscript>"
    )
    assert heard(read(f"<main><h1>{H}</h1><p>{A}</p>{closed}<p>{B}</p></main>")) == [A, B]


def test_a_title_left_open() -> None:
    page = f"<html lang=fr><head><title>{H}<meta charset=utf-8></head><body><h1>{H}</h1><p>{A}</p><p>{B}</p>"
    now = datetime(2025, 1, 1, tzinfo=timezone.utc)
    article = segment_article(Source(data=page.encode(), media_type="text/html", fetched_at=now))
    assert (article.title, heard(article)) == (H, [A, B])
