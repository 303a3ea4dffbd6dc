"""Documents sent from the newsroom's page."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from tests.fetch.documents.test_posts_and_books import book
from tests.support.service import Running, Visitor
from tests.support.tools import need_module

need_module("starlette", extra="serve")
need_module("mammoth", extra="documents")
need_module("pypdfium2", extra="documents")

MADE = Path(__file__).parent.parent / "fetch" / "documents" / "made"


@pytest.mark.parametrize("name", ["criee.docx", "criee.odt", "cesures.pdf", "criee.epub"])
def test_a_document_becomes_a_draft(service: Running, visitor: Visitor, name: str) -> None:
    draft = visitor.send("/drafts", (name, (MADE / name).read_bytes()))
    assert "/drafts/" in draft.url
    assert "La criée de Saint-Brévec rouvre" in draft.text
    assert "masqué" not in draft.text
    assert not [path for path in service.output.rglob("*") if path.name.startswith(name)]


def test_an_empty_field_of_a_browser_is_no_document(service: Running, visitor: Visitor) -> None:
    text = "Le pont rouvre\n\nLe pont a rouvert lundi aux voitures, après onze mois de travaux et de retards."
    draft = visitor.send("/drafts", ("", b""), text=text)
    assert "Le pont a rouvert lundi" in draft.text


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (("tableur.xlsx", b"PK\x03\x04 rien"), "abîmé"),
        (("photo.docx", b"\x89PNG\r\n\x1a\n" + bytes(50)), "image"),
        (("../../../etc/passwd", b""), "vide"),
        (("grand.pdf", b"%PDF-1.7" + b" " * 10_100_000), "10 MB|10 Mo"),
    ],
)
def test_what_cannot_be_read_is_said_on_the_page(
    service: Running,
    visitor: Visitor,
    document: tuple[str, bytes],
    words: str,
) -> None:
    visitor.session.headers["accept-language"] = "fr"
    answer = visitor.send("/drafts", document)
    assert answer.status_code == 422
    assert re.search(words, answer.text.replace("\u00a0", " "))
    assert 'id="problem"' in answer.text


def test_a_request_larger_than_any_document_is_refused(service: Running, visitor: Visitor) -> None:
    answer = visitor.send("/drafts", ("x.pdf", b"%PDF-" + bytes(11_000_000)))
    assert answer.status_code == 413


def test_a_document_and_a_text_are_one_too_many(service: Running, visitor: Visitor) -> None:
    document = ("criee.odt", (MADE / "criee.odt").read_bytes())
    answer = visitor.send("/drafts", document, text="Un texte")
    assert answer.status_code == 400


def test_a_chapter_of_a_book_is_chosen_by_its_number(
    service: Running,
    visitor: Visitor,
    tmp_path: Path,
) -> None:
    data = book(tmp_path / "b.epub", 3).read_bytes()
    assert zipfile.is_zipfile(tmp_path / "b.epub")
    listed = visitor.send("/drafts", ("b.epub", data))
    assert "Article numéro 3" in listed.text
    draft = visitor.send("/drafts", ("b.epub", data), chapter="2")
    assert "Article numéro 2" in draft.text
    assert visitor.send("/drafts", ("b.epub", data), chapter="deux").status_code == 400
