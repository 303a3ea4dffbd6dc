"""Odd but legal HTML: what a reader sees is heard, what is crossed out, called or tabled stands in the ledger."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from audioedition.article.extract.html import html_page
from audioedition.errors import ExtractionError
from audioedition.model import Article, Source
from audioedition.segment import segment_article

A = "Le conseil municipal a voté lundi soir la reconstruction du vieux pont de pierre, fermé depuis les crues de mai."
B = "Selon le maire, les travaux commenceront au printemps et dureront dix-huit mois, pour quatre millions d’euros."
H = "Le vieux pont sera reconstruit"


def read(body: str) -> Article:
    page = f"<!doctype html><html lang=fr><head><title>{H}</title></head><body>{body}</body></html>"
    now = datetime(2025, 1, 1, tzinfo=timezone.utc)
    return segment_article(Source(data=page.encode(), media_type="text/html", fetched_at=now))


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>{H}<p>{A}<p>{B}",
        f"<h1>{H}</h1><div>{A}<br><br>{B}</div>",
        f"<h1>{H}</h1><pre>{A}\n\n{B}</pre>",
        f"<h1>{H}</h1><pre><b>{A}</b>\n\n{B}<i></i>\n\n</pre>",
        f"<h1>{H}</h1><span style='display:block'>{A}</span><span style='display: block'>{B}</span>",
        f"<h1>{H}</h1><x-story><template shadowrootmode=open><p>{A}</p></template><p>{B}</p></x-story>",
        f"<h1>{H}</h1><p>{A}</p><template><p>{B} Caché.</p></template><p>{B}</p>",
        f"<h1>{H}</h1><p>{A}<sup>1</sup></p><p>{B}<sup><a href='#n2'>2</a></sup></p>",
        f"<h1>{H}</h1><p>{A} [<a href='#n1'>1</a>]</p><p>{B}</p><ol><li>Une source. <a href='#r1'>↩</a></li></ol>",
        f"<h1>{H}</h1><p>{A}<del> Rien.</del></p><p>{B}</p>",
        f"<table><tr><td><h1>{H}</h1></td></tr><tr><td>{A}</td></tr><tr><td>{B}</td></tr></table>",
        f"<h1>{H}</h1><p>{A}</p><table><tr>{'<td>12</td>' * 9}</tr><tr>{'<td>7</td>' * 9}</tr></table><p>{B}",
        f"<table><tr><td>Le</td><td>3 mai</td></tr><tr><td>À</td><td>Brest</td></tr></table><h1>{H}</h1><p>{A}<p>{B}",
    ],
)
def test_the_two_paragraphs_and_nothing_else(body: str) -> None:
    assert [p.text for p in read(body).paragraphs if p.role != "title"] == [A, B]


def test_a_small_table_is_heard_row_by_row() -> None:
    table = """<table><caption>Les tarifs</caption><thead><tr><th>Âge</th> <th>Prix</th></tr></thead>
    <tr><td>Moins de 12 ans </td>
    <td> <b>4 €</b></td></tr><tr><td>Adultes</td><td></td><td>7 €</td></tr></table>"""
    for body in (f"<h1>{H}</h1><p>{A}</p>{table}<p>{B}</p>", f"<h1>{H}</h1><p>{A}</p><p>{B}</p>{table}"):
        paragraphs = read(body).paragraphs
        rows = [p.text for p in paragraphs if p.role == "list"]
        assert rows == ["Les tarifs", "Âge, Prix", "Moins de 12 ans\u00a0: 4 €", "Adultes, 7 €"]
        assert rows == [p.text for p in paragraphs if p.table]


def test_a_field_without_a_label_is_no_label() -> None:
    """Drupal calls the element of the text « field--label-hidden »."""
    name = "field field--name-body field--label-hidden field--item"
    for cls in (name, "field field-name-body field-label-hidden"):
        body = f"<div class='{cls}'><p>{A}</p><h2>Trois axes de travail</h2><p>{B}</p></div>"
        texts = [p.text for p in read(f"<h1>{H}</h1>{body}").paragraphs if p.role == "heading"]
        assert texts == ["Trois axes de travail"]


def test_what_is_left_out_of_a_line_stands_in_the_ledger() -> None:
    article = read(f"<h1>{H}</h1><p>{A}<sup>1</sup> Il <s>refusait</s> accepte.</p><p>{B}</p>")
    assert {(d.text, d.reason) for d in article.dropped} == {("1", "footnote"), ("refusait", "struck")}


@pytest.mark.parametrize(
    "text", ["XIX<sup>e</sup> siècle", "12 m<sup>2</sup>", "10<sup>3</sup>", "CO<sup>2</sup>"]
)
def test_raised_letters_and_exponents_are_no_calls(text: str) -> None:
    blocks = html_page(f"<p>{A} {text} et plus.</p>").blocks
    assert not blocks[0].left_out


def test_a_time_in_a_sentence_makes_no_date_line_of_it() -> None:
    article = read(f"<h1>{H}</h1><p><time datetime='2024-05-03'>Le 3 mai</time>, {A}</p><p>{B}</p>")
    assert sum(p.role == "body" for p in article.paragraphs) == 2


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("<html><frameset><frame src='menu.html'><frame src='pont.html'></frameset></html>", "pont.html"),
        (
            "<html><body><div id='root'></div><script src='app.js'></script></body></html>",
            "browser runs its scripts",
        ),
    ],
)
def test_a_page_that_shows_nothing_says_why(page: str, told: str) -> None:
    with pytest.raises(ExtractionError, match=told) as caught:
        html_page(page)
    assert caught.value.hint
