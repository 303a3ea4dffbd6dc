"""Documents that LibreOffice and Chromium wrote: what is heard of them is what the author wrote, and nothing else."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from audioedition.errors import SourceError
from audioedition.fetch.source import fetch_source
from audioedition.model import Article
from audioedition.segment import segment_article
from tests.support.tools import need_module

need_module("mammoth", extra="documents")
need_module("pypdfium2", extra="documents")

MADE = Path(__file__).parent / "made"
TITLE = "La criée de Saint-Brévec rouvre"
STANDFIRST = "Après onze mois de travaux, la halle à marée retrouve ses acheteurs et ses chariots."


def article_of(path: Path) -> Article:
    return segment_article(fetch_source(str(path)))


def heard(article: Article) -> list[tuple[str, str]]:
    return [(p.role, p.text) for p in article.paragraphs]


@pytest.mark.parametrize("name", ["criee.docx", "criee.odt"])
def test_a_word_processors_text_is_heard_as_it_was_meant(name: str) -> None:
    article = article_of(MADE / name)
    assert [role for role, _ in heard(article)] == [
        "title", "standfirst", "body", "body", "heading", "body", "list", "list", "quote", "heading", "body",
        "list", "list", "body", "body",
    ]  # fmt: skip
    assert heard(article)[:2] == [("title", TITLE), ("standfirst", STANDFIRST)]
    said = " ".join(text for _, text in heard(article))
    assert "Lieu jaune : 7,20 euros" in said.replace("\u00a0", " ")
    assert "La commune n’a rien eu à verser." in said  # a tracked insertion
    assert (article.byline, article.language) == ("Solène Kerbrat", "fr-FR")
    assert (article.published or "")[:10] == "2026-03-09"
    assert (article.updated or "")[:10] == "2026-03-10"


@pytest.mark.parametrize("name", ["criee.docx", "criee.odt"])
def test_what_only_the_author_sees_is_neither_heard_nor_put_down(name: str) -> None:
    """Comments, tracked deletions and hidden text are private: the ledger is published."""
    article = article_of(MADE / name)
    everything = " ".join([*(p.text for p in article.paragraphs), *(d.text for d in article.dropped)])
    for secret in ("préfecture", "personne n’a voulu confirmer", "masqué", "Courrier", "Page"):
        assert secret not in everything
    dropped = {d.reason: d.text for d in article.dropped}
    assert dropped["caption"].startswith("La nouvelle halle")
    assert dropped["struck"] == "comme toujours"
    assert any(d.reason == "footnote" and "Délibération" in d.text for d in article.dropped)


def test_an_epub_of_one_article_is_read(tmp_path: Path) -> None:
    """LibreOffice writes its headings as paragraphs in larger letters."""
    article = article_of(MADE / "criee.epub")
    roles = [role for role, _ in heard(article)]
    assert roles.count("heading") == 2
    assert heard(article)[0] == ("title", TITLE)
    said = " ".join(text for _, text in heard(article))
    assert "masqué" not in said
    assert "Délibération" not in said
    assert article.byline == "Solène Kerbrat"


def test_a_pdf_has_its_broken_words_whole_and_its_running_heads_dropped() -> None:
    article = article_of(MADE / "cesures.pdf")
    assert heard(article)[:2] == [("title", TITLE), ("standfirst", STANDFIRST)]
    said = " ".join(text for _, text in heard(article))
    for whole in (
        "assureurs avaient",
        "indemniser",
        "quinzaine d’acheteurs",
        "coopérative espère",
        "vingt-deux",
    ):
        assert whole in said
    assert "Saint-Brévec" in said
    assert "\u00ad" not in said
    reasons = {(d.reason, d.text) for d in article.dropped}
    assert ("running_head", "Le Courrier de Saint-Brévec – mars 2026") in reasons
    assert ("running_head", "Page 3") in reasons
    assert any(reason == "footnote" and "Délibération" in text for reason, text in reasons)
    assert [role for role, _ in heard(article)].count("heading") == 2


def test_three_columns_are_read_one_after_the_other() -> None:
    article = article_of(MADE / "gazette.pdf")
    roles = [role for role, _ in heard(article)]
    assert roles == [
        "title", "standfirst", "body", "body", "heading", "body", "quote", "body", "body", "heading", "body", "body",
    ]  # fmt: skip
    said = " ".join(text for _, text in heard(article))
    assert "finir" not in said
    assert "la foire est passée et nous n’avons pas encore fini la première parcelle" in said
    assert "écarter ce qui est abîmé, revenir le lendemain." in said  # over the foot of a column
    assert article.byline == "Mathilde Escoubet"
    assert any(d.reason == "caption" and "Jeanne Rival" in d.text for d in article.dropped)


def repacked(path: Path, change: dict[str, bytes | None]) -> bytes:
    """The archive with parts put in or taken out."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in change:
                new.writestr(name, old.read(name))
        for name, data in change.items():
            if data is not None:
                new.writestr(name, data)
    return out.getvalue()


BOMB = b"<x>" + b"\0" * 45_000_000
ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'


@pytest.mark.parametrize(
    ("name", "change", "sentence"),
    [
        ("criee.docx", {"word/document.xml": ENTITY}, "declares entities"),
        ("criee.odt", {"content.xml": ENTITY}, "declares entities"),
        ("criee.docx", {"word/styles.xml": ENTITY}, "declares entities"),
        ("criee.docx", {"word/document.xml": BOMB}, "far more than an article"),
        ("criee.odt", {"content.xml": BOMB}, "far more than an article"),
        ("criee.docx", {"word/document.xml": b"<w:document"}, "damaged"),
        ("criee.odt", {"content.xml": None}, "damaged"),
        ("criee.odt", {"META-INF/manifest.xml": b"<m><encryption-data/></m>"}, "password"),
        ("criee.epub", {"META-INF/container.xml": ENTITY}, "declares entities"),
        ("criee.epub", {"OEBPS/content.opf": b"<package/>"}, "holds no text"),
    ],
)
def test_hostile_and_broken_archives_are_a_sentence(
    tmp_path: Path, name: str, change: dict[str, bytes | None], sentence: str
) -> None:
    path = tmp_path / name
    path.write_bytes(repacked(MADE / name, change))
    with pytest.raises(SourceError, match=sentence) as caught:
        article_of(path)
    assert caught.value.hint


def test_macros_and_pictures_stay_packed(tmp_path: Path) -> None:
    """A part that is no text may be anything, even what cannot be unpacked."""
    path = tmp_path / "macros.docm"
    data = repacked(
        MADE / "criee.docx", {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 100, "word/media/1.png": BOMB}
    )
    path.write_bytes(data)
    assert article_of(path).title == TITLE


@pytest.mark.parametrize("name", ["criee.docx", "criee.odt", "cesures.pdf", "criee.epub"])
def test_the_bytes_tell_whatever_the_name_says(tmp_path: Path, name: str) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes((MADE / name).read_bytes())
    assert article_of(path).title == TITLE


@pytest.mark.parametrize("name", ["criee.docx", "criee.odt", "cesures.pdf", "criee.epub"])
def test_a_file_cut_short_is_a_sentence(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes((MADE / name).read_bytes()[:2000])
    with pytest.raises(SourceError, match="damaged"):
        article_of(path)


@pytest.mark.parametrize("kind", ["text-web", "text-template", "text-master"])
def test_the_other_texts_of_opendocument_are_texts(tmp_path: Path, kind: str) -> None:
    """LibreOffice names what it made of a web page « text-web »."""
    path = tmp_path / "article.odt"
    mimetype = f"application/vnd.oasis.opendocument.{kind}".encode()
    path.write_bytes(repacked(MADE / "criee.odt", {"mimetype": mimetype}))
    assert article_of(path).title == TITLE
