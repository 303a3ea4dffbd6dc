"""PDFs of odd layouts, written by hand; words broken at the end of a line."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

import pytest

from audioedition.errors import SourceError
from audioedition.fetch.documents.kinds import PDF
from audioedition.fetch.documents.pdf.hyphens import join_lines
from audioedition.fetch.source import fetch_source
from audioedition.model import Article, Source
from audioedition.segment import segment_article
from tests.support.pdf_writer import Word, pdf_of
from tests.support.tools import need_module

need_module("pypdfium2", extra="documents")

MADE = Path(__file__).parent / "made"
NOW = datetime(2026, 3, 9, tzinfo=timezone.utc)
LINES = (
    "La halle à marée du port a rouvert lundi aux mareyeurs, qui",
    "s’y pressaient dès cinq heures. Onze mois plus tôt, le toit",
    "s’était effondré sous la neige, sans faire de blessé, mais",
    "en privant le port de ses enchères pendant tout un hiver.",
)


def column(lines: tuple[str, ...], *, left: float, top: float, size: float = 10.0) -> list[Word]:
    return [(left, top - 13 * n, size, line) for n, line in enumerate(lines)]


def read(data: bytes) -> Article:
    return segment_article(Source(data=data, media_type=PDF, fetched_at=NOW))


def heard(article: Article) -> list[str]:
    return [p.text for p in article.paragraphs]


def sheet(number: int, lines: tuple[str, ...] = LINES) -> list[Word]:
    head = "Le Courrier" if number % 2 else "Samedi 7 mars"
    return [(60, 800, 8, head), (290, 40, 8, f"– {number} –"), *column(lines, left=60, top=740)]


def test_heads_that_differ_on_left_and_right_pages_are_dropped() -> None:
    article = read(pdf_of([sheet(n) for n in range(1, 7)]))
    assert not any("Courrier" in text or "Samedi" in text or "–" in text for text in heard(article))
    assert {d.text for d in article.dropped if d.reason == "running_head"} >= {
        "Le Courrier",
        "Samedi 7 mars",
        "– 4 –",
    }


def test_a_paragraph_goes_on_over_the_foot_of_a_page() -> None:
    first, second = LINES[:2], LINES[2:]
    article = read(pdf_of([sheet(1, first), sheet(2, second)]))
    assert any("le toit s’était effondré sous la neige" in text for text in heard(article))


def test_columns_below_a_title_that_stands_across_them() -> None:
    left = column(LINES, left=60, top=700)
    right = column(tuple(line.replace("port", "quai") for line in LINES), left=340, top=700)
    mixed = [word for pair in zip(left, right, strict=True) for word in pair]  # as many programs write them
    article = read(pdf_of([[(60, 760, 24, "La criée de Saint-Brévec rouvre ses portes"), *mixed]]))
    text = " ".join(heard(article))
    assert heard(article)[0] == "La criée de Saint-Brévec rouvre ses portes"
    assert text.index("quai") > text.index("pendant tout un hiver")
    assert "aux mareyeurs, qui s’y pressaient" in text


def test_the_rows_of_a_table_are_no_columns() -> None:
    rows = [("Lieu jaune", "7,20"), ("Bar de ligne", "21,00"), ("Raie bouclée", "4,80"), ("Tourteau", "5,10")]
    cells = [
        w for n, (a, b) in enumerate(rows) for w in ((60, 600 - 14 * n, 10, a), (300, 600 - 14 * n, 10, b))
    ]
    article = read(pdf_of([[*column(LINES, left=60, top=740), *cells]]))
    said = [text.replace("\u00a0", " ") for text in heard(article)]
    assert "Lieu jaune : 7,20" in said


@pytest.mark.parametrize(
    ("pages", "sentence"),
    [
        ([[]], "pictures of pages"),
        ([sheet(1), [], [], []], "3 of the PDF's 4 pages are pictures"),
        ([sheet(n) for n in range(301)], "301 pages: at most 300"),
    ],
)
def test_what_cannot_be_read_is_said(pages: list[list[Word]], sentence: str) -> None:
    with pytest.raises(SourceError, match=sentence) as caught:
        read(pdf_of(pages))
    assert caught.value.hint


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%%EOF"])
def test_a_damaged_pdf_is_a_sentence(data: bytes) -> None:
    with pytest.raises(SourceError, match="damaged"):
        read(data + b" " * 100)


def test_a_protected_pdf_is_said() -> None:
    with pytest.raises(SourceError, match="protected by a password"):
        segment_article(fetch_source(str(MADE / "protege.pdf")))


@pytest.mark.parametrize(
    ("facts", "byline", "published"),
    [
        (
            "/Author(Anne Le Goff)/CreationDate(D:20260309081500+01'00')",
            "Anne Le Goff",
            "2026-03-09T08:15:00+01:00",
        ),
        ("/Author(Administrateur)/CreationDate(D:20261345)", None, None),
        ("/Author(jdupont)/Title(Microsoft Word - modele_v3.docx)", None, None),
    ],
)
def test_what_a_pdf_says_of_itself_is_believed_where_it_can_be(
    facts: str, byline: str | None, published: str | None
) -> None:
    article = read(pdf_of([[(60, 780, 20, "La criée rouvre"), *sheet(1)]], facts=facts))
    assert (article.title, article.byline, article.published) == ("La criée rouvre", byline, published)
    assert article.language == "fr-FR"


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        ("la restau-", "ration", "la restauration"),
        ("les vingt-", "deux bateaux", "les vingt-deux bateaux"),
        ("dit-", "il", "dit-il"),
        ("avez-", "vous", "avez-vous"),
        ("à Saint-", "Brévec", "à Saint-Brévec"),
        ("la Fran-", "ce", "la France"),
        ("peut-", "être", "peut-être"),
        ("le mi-", "nistre", "le ministre"),
        ("la par-", "tie", "la partie"),
        ("cette fois-", "ci", "cette fois-ci"),
        ("mer-", "ci", "merci"),
        ("l’éco-", "quartier", "l’éco-quartier"),
        ("un tiret -", "seul", "un tiret - seul"),
        ("en 2024-", "2025", "en 2024-2025"),
        ("le mot", "suivant", "le mot suivant"),
    ],
)
def test_words_that_a_line_broke(before: str, after: str, whole: str) -> None:
    assert join_lines(before, after, known=frozenset({"éco-quartier", "l’éco-quartier"})) == whole


def test_numbered_entries_are_each_an_entry() -> None:
    entries = column(("1. ouverture des plis en mars", "2. travaux de mai à octobre"), left=70, top=640)
    article = read(pdf_of([[*column(LINES, left=60, top=740), *entries]]))
    assert [p.text for p in article.paragraphs if p.role == "list"] == [
        "ouverture des plis en mars",
        "travaux de mai à octobre",
    ]
