"""A page of very short sections is an article, told by its markup; a list of links of the same shape is none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timezone

import pytest

from audioedition.errors import ExtractionError
from audioedition.model import Article, Source
from audioedition.segment import segment_article

BRIEFS = (
    ("Voirie", "La rue Basse rouvre lundi."),
    ("Piscine", "Le bassin ferme à 18 h."),
    ("École", "La cantine accueille un cuisinier."),
    ("Loto", "Le club du quai en organise un samedi."),
)
YEARS = (
    ("2010", "Naissance du club"),
    ("2012", "Première victoire à domicile"),
    ("2015", "Montée en division régionale"),
    ("2020", "Fusion avec le club voisin"),
    ("2023", "Titre de champion du canton"),
)


def read(
    sections: Sequence[tuple[str, str]], *, element: str = "article", paragraph: str = "<p>{}</p>"
) -> Article:
    body = "".join(f"<h2>{head}</h2>{paragraph.format(text)}" for head, text in sections)
    source = (
        "<html lang='fr'><head><title>Les brèves de la semaine</title></head><body><nav><a href='/'>Accueil</a></nav>"
        f"<{element}><h1>Les brèves de la semaine</h1>{body}</{element}><footer>Mentions légales</footer></body></html>"
    )
    return segment_article(
        Source(
            data=source.encode(), media_type="text/html", fetched_at=datetime(2026, 1, 1, tzinfo=timezone.utc)
        )
    )


@pytest.mark.parametrize("sections", [BRIEFS, YEARS])
@pytest.mark.parametrize("element", ["article", "main"])
def test_very_short_sections_are_read_with_their_headings(
    sections: Sequence[tuple[str, str]], element: str
) -> None:
    said = [(p.role, p.text) for p in read(sections, element=element).paragraphs[1:]]
    assert said == [piece for head, text in sections for piece in (("heading", head), ("body", text))]


@pytest.mark.parametrize(
    ("element", "paragraph"),
    [
        ("div", "<p>{}</p>"),  # nothing declares an article
        ("article", "<p><a href='/x'>{}</a></p>"),  # links
        ("article", "<p>{0}</p><p>{0} 1</p><p>{0} 2</p>"),  # lists under headings
    ],
)
def test_a_list_of_the_same_shape_is_no_article(element: str, paragraph: str) -> None:
    with pytest.raises(ExtractionError):
        read(BRIEFS, element=element, paragraph=paragraph)
