"""Dates that head what happened then are headings, in order; dates of other articles are not."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from audioedition.model import Article, Source
from audioedition.segment import segment_article
from tests.article.test_html_others import PARTS, H, paragraphs, read

EVENTS = (
    ("1931", "La filature ouvre avec douze métiers"),
    ("12 mars 1984", "Un incendie détruit l’atelier de cardage"),
    ("Septembre 1998", "La famille vend ses parts à un groupe lyonnais"),
    ("Lundi 3 juin 2013", "Fermeture et licenciement des quarante ouvrières"),
    ("Janvier 2025", "Quatre métiers tournent de nouveau"),
)


def copied(*lines: str) -> Article:
    now = datetime(2026, 1, 1, tzinfo=timezone.utc)
    text = "\n\n".join((H, *lines))
    return segment_article(Source(data=text.encode(), media_type="text/plain", fetched_at=now))


def flat(events: tuple[tuple[str, str], ...]) -> list[str]:
    return [line for event in events for line in event]


def roles(article: Article) -> dict[str, str]:
    return {p.text: p.role for p in article.paragraphs}


def test_of_copied_text() -> None:
    article = copied("Publié le 4 mai 2025", *PARTS, *flat(EVENTS), "Partager", "Contact", "Mentions légales")
    heard = [p.text for p in article.paragraphs]
    assert [line for line in heard if line in flat(EVENTS)] == flat(EVENTS)
    assert {roles(article)[day] for day, _ in EVENTS} == {"heading"}


@pytest.mark.parametrize("events", [EVENTS, EVENTS[::-1]])
def test_of_a_page_in_elements_called_date(events: tuple[tuple[str, str], ...]) -> None:
    rows = "".join(f"<li><span class=date>{day}</span><p>{text}</p></li>" for day, text in events)
    article = read(f"<div><h1>{H}</h1>{paragraphs(PARTS)}<h2>Les dates</h2><ul>{rows}</ul></div>")
    told = roles(article)
    assert all(told.get(day) == "heading" and text in told for day, text in events)


def test_the_dates_of_other_articles_are_not() -> None:
    rows = "".join(
        f"<li><span class=date>{day} avril 2025</span><a href=/{day}>Un pont et {day} jours de détour</a></li>"
        for day in (28, 21, 14, 7)
    )
    article = read(f"<div><h1>{H}</h1>{paragraphs(PARTS)}<ul>{rows}</ul></div>")
    assert not any("avril 2025" in text for text in roles(article))
    lines = [f"{day} avril 2025" for day in (28, 21, 14, 7)]
    others = [x for line in lines for x in (line, "Un pont, un camion et des jours de détour")]
    assert not set(lines) & set(roles(copied(*PARTS, "Partager", "À lire aussi", *others)))


def test_days_behind_labels_are_no_chronology() -> None:
    days = ("3 mai 1984", "12 mai 1984", "3 juin 2013", "4 juillet 2025")
    labels = ("Réalisé le :", "Diffusé le :", "Publié le :", "Revu le :")
    rows = "".join(f"<li>{label}</li><li>{day}</li>" for label, day in zip(labels, days, strict=True))
    article = read(f"<div><h1>{H}</h1>{paragraphs(PARTS)}<ul>{rows}</ul></div>")
    assert not set(days) & set(roles(article))
    lines = [line for row in zip(labels, days, strict=True) for line in row]
    assert not set(days) & set(roles(copied(*PARTS, *lines, "Partager", "Contact")))
