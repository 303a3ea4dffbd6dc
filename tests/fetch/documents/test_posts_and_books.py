"""JSON of WordPress and JSON Feeds; EPUBs of several chapters; pages as large as their pictures."""

from __future__ import annotations

import json
import zipfile
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest

from audioedition.errors import SourceError, UsageError
from audioedition.fetch.addresses import Access
from audioedition.fetch.feeds import parse_feed
from audioedition.fetch.media_type import media_type_of
from audioedition.fetch.robots import Robots
from audioedition.fetch.source import fetch_source
from audioedition.model import Source
from audioedition.newsroom.inputs import find_places
from audioedition.segment import segment_article

NOW = datetime(2026, 3, 9, tzinfo=timezone.utc)
FIRST = (
    "La halle à marée du port a rouvert lundi aux mareyeurs, qui s’y pressaient dès cinq heures. Onze mois plus tôt, "
    "le toit s’était effondré sous la neige, sans faire de blessé, mais en privant le port de ses enchères."
)
SECOND = "Le chantier a coûté 3,4 millions d’euros, financés pour moitié par la région."
WORDPRESS: dict[str, Any] = {
    "id": 42,
    "date": "2026-03-09T08:15:00",
    "date_gmt": "2026-03-09T07:15:00",
    "modified_gmt": "2026-03-10T07:15:00",
    "link": "https://journal.example/criee/",
    "title": {"rendered": "La cri&eacute;e rouvre"},
    "content": {"rendered": f"<p>{FIRST}</p>\n<p>{SECOND}</p>"},
    "_embedded": {
        "author": [{"name": "Solène Kerbrat"}],
        "wp:featuredmedia": [{"source_url": "https://j.example/1.jpg"}],
    },
}
ITEM: dict[str, Any] = {
    "id": "https://journal.example/criee/",
    "title": "La criée rouvre",
    "content_html": f"<p>{FIRST}</p><p>{SECOND}</p>",
    "date_published": "2026-03-09T08:15:00+01:00",
    "authors": [{"name": "Solène Kerbrat"}],
}
FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Le Courrier",
    "language": "fr-FR",
    "items": [ITEM],
}


@pytest.mark.parametrize("post", [WORDPRESS, ITEM], ids=["wordpress", "json feed"])
def test_a_post_in_json_is_an_article(tmp_path: Path, post: dict[str, Any]) -> None:
    path = tmp_path / "post.json"
    path.write_text(json.dumps(post), encoding="utf-8")
    article = segment_article(fetch_source(str(path)))
    assert [p.text for p in article.paragraphs] == ["La criée rouvre", FIRST, SECOND]
    assert (article.url, article.byline) == ("https://journal.example/criee/", "Solène Kerbrat")
    assert (article.published or "")[:10] == "2026-03-09"


@pytest.mark.parametrize("feed", [FEED, [WORDPRESS, {**WORDPRESS, "link": "https://journal.example/b/"}]])
def test_many_posts_in_json_are_a_feed(feed: Any) -> None:
    data = json.dumps(feed).encode()
    source = Source(data=data, media_type=media_type_of(data, where="x"), fetched_at=NOW)
    entries = parse_feed(source)
    assert entries[0].url == "https://journal.example/criee/"
    assert entries[0].title == "La criée rouvre"
    assert (entries[0].published or "")[:10] == "2026-03-09"
    assert entries[0].content is None  # fewer words than a teaser may have


@pytest.mark.parametrize(
    "data", [b'{"name": "paquet", "version": "1.0"}', b"[1, 2]", b"{", b'{"content": {}}', b"[[[["]
)
def test_other_json_is_no_article(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "package.json"
    path.write_bytes(data)
    with pytest.raises(SourceError, match="JSON data, not a page"):
        fetch_source(str(path))


def book(path: Path, chapters: int) -> Path:
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("mimetype", "application/epub+zip")
        out.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OPS/p.opf"/></rootfiles></container>',
        )
        names = ["couverture", *(f"c%20{n}" for n in range(1, chapters + 1))]
        items = "".join(
            f'<item id="i{n}" href="{name}.xhtml" media-type="application/xhtml+xml"/>'
            for n, name in enumerate(names)
        )
        spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(names)))
        out.writestr(
            "OPS/p.opf",
            '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
            "<dc:title>Le Courrier du mois</dc:title><dc:creator>Solène Kerbrat</dc:creator>"
            f"<dc:language>fr</dc:language><dc:date>2026-03-01</dc:date></metadata><manifest>{items}</manifest><spine>{spine}</spine></package>",
        )
        out.writestr("OPS/couverture.xhtml", "<html><body><h1>Le Courrier du mois</h1></body></html>")
        for n in range(1, chapters + 1):
            out.writestr(
                f"OPS/c {n}.xhtml",
                '<?xml version="1.0" encoding="UTF-8"?><html xmlns="http://www.w3.org/1999/xhtml"><body>'
                f"<section><h1>Article numéro {n}</h1><p>{FIRST}</p><p>{SECOND}</p></section></body></html>",
            )
    return path


def test_an_epub_of_one_chapter_is_an_article(tmp_path: Path) -> None:
    article = segment_article(fetch_source(str(book(tmp_path / "b.epub", 1))))
    assert [p.text for p in article.paragraphs] == ["Article numéro 1", FIRST, SECOND]
    assert (article.byline, article.published, article.language) == ("Solène Kerbrat", "2026-03-01", "fr")


def test_a_book_lists_its_chapters_and_each_is_an_article(tmp_path: Path) -> None:
    path = book(tmp_path / "b.epub", 3)
    with pytest.raises(SourceError, match="holds 3 chapters: 1 « Article numéro 1 »") as caught:
        segment_article(fetch_source(str(path)))
    assert "audioedition batch" in caught.value.hint
    article = segment_article(fetch_source(f"{path}#2"))
    assert [p.text for p in article.paragraphs] == ["Article numéro 2", FIRST, SECOND]
    assert (article.byline, article.published, article.language) == ("Solène Kerbrat", "2026-03-01", "fr")
    with pytest.raises(SourceError, match="has no chapter 4"):
        fetch_source(f"{path}#4")


def test_a_batch_makes_each_chapter_and_a_row_of_what_is_not_read(tmp_path: Path) -> None:
    path = book(tmp_path / "b.epub", 11)
    (tmp_path / "tableur.xlsx").write_bytes(b"PK\x03\x04")
    access = Access()
    places = find_places(str(tmp_path), access=access, robots=Robots(access))
    assert places.places == (*(f"{path}#{n}" for n in range(1, 12)), str(tmp_path / "tableur.xlsx"))
    assert list(places.skipped) == [str(tmp_path / "tableur.xlsx")]
    assert len(find_places(str(path), access=access, robots=Robots(access)).places) == 11


def test_a_document_is_no_list(tmp_path: Path) -> None:
    path = tmp_path / "post.json"
    path.write_text(json.dumps(WORDPRESS), encoding="utf-8")
    access = Access()
    with pytest.raises(UsageError, match="not a feed, a list or a folder"):
        find_places(str(path), access=access, robots=Robots(access))


@pytest.mark.parametrize(
    ("parts", "what"),
    [
        ({"[Content_Types].xml": "", "xl/workbook.xml": ""}, "a spreadsheet"),
        ({"mimetype": "application/vnd.oasis.opendocument.presentation"}, "a presentation"),
        ({"photo.jpg": ""}, "a ZIP archive"),
        ({}, "a ZIP archive|damaged"),
    ],
)
def test_other_archives_are_named(tmp_path: Path, parts: dict[str, str], what: str) -> None:
    path = tmp_path / "x.docx"
    with zipfile.ZipFile(path, "w") as out:
        for name, text in parts.items():
            out.writestr(name, text)
    if not parts:
        path.write_bytes(b"PK\x03\x04 et rien de plus".ljust(200))
    with pytest.raises(SourceError, match=what):
        fetch_source(str(path))


def test_a_protected_word_document_is_said(tmp_path: Path) -> None:
    path = tmp_path / "secret.docx"
    stream = "EncryptedPackage".encode("utf-16-le")
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + stream + bytes(600))
    with pytest.raises(SourceError, match="protected by a password"):
        fetch_source(str(path))


def test_a_page_may_be_as_large_as_the_pictures_in_it(tmp_path: Path) -> None:
    """SingleFile and Firefox save a page with its pictures in it: six megabytes."""
    path = tmp_path / "page.html"
    picture = '<img src="data:image/png;base64,' + "iVBORw0KGgo" * 300_000 + '">'
    sheet = "<style>@font-face{src:url(data:font/woff2;base64," + "d09GMgABAAAA" * 250_000 + ")}</style>"
    page = f"<html><head><title>La criée rouvre</title>{sheet}</head><body><article><h1>La criée rouvre</h1>{picture}"
    path.write_text(f"{page}<p>{FIRST}</p><p>{SECOND}</p></article></body></html>", encoding="utf-8")
    assert path.stat().st_size > 6_000_000
    assert [p.text for p in segment_article(fetch_source(str(path))).paragraphs] == [
        "La criée rouvre",
        FIRST,
        SECOND,
    ]


def test_a_file_of_more_than_ten_megabytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(b"<html>" + b"x" * 10_000_000)
    with pytest.raises(SourceError, match="larger than 10 MB"):
        fetch_source(str(path))
