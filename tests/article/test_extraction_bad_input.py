"""Sources that are no article, or a broken one: a clear sentence, or what can be read, never a traceback."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest

from audioedition.errors import ExtractionError, SourceError, UsageError
from audioedition.model import Article, Source
from audioedition.segment import segment_article

NOW = datetime(2025, 1, 1, tzinfo=timezone.utc)
PAGES = Path(__file__).parent / "pages"
BODY = "La ville a voté lundi la reconstruction du vieux pont sur la rivière, fermé depuis le mois de mai."
TEXT = f"Le pont sera reconstruit\n\n{BODY}\n"


def read(data: bytes | str, *, kind: str = "text/plain", **options: Any) -> Article:
    raw = data.encode() if isinstance(data, str) else data
    return segment_article(Source(data=raw, media_type=kind, fetched_at=NOW), **options)


def html(name: str, **options: Any) -> Article:
    return read((PAGES / f"{name}.html").read_bytes(), kind="text/html", **options)


def test_soft_404_says_that_there_is_no_article() -> None:
    with pytest.raises(ExtractionError, match=r"no article.*introuvable") as caught:
        html("soft-404")
    assert caught.value.hint


def test_login_page_asks_for_a_saved_page() -> None:
    with pytest.raises(ExtractionError, match="log in") as caught:
        html("connexion")
    assert "save the page" in caught.value.hint


def test_gallery_has_no_text_but_its_captions_can_be_read() -> None:
    with pytest.raises(ExtractionError, match="pictures or a video") as caught:
        html("diaporama")
    assert "--captions" in caught.value.hint
    captions = [p.text for p in html("diaporama", captions=True).paragraphs if p.role == "caption"]
    assert len(captions) == 3


def test_video_page_has_no_text() -> None:
    page = (
        "<html><body><h1>Le match en vidéo</h1><video src='a.mp4'></video><p>Durée : 2:30</p></body></html>"
    )
    with pytest.raises(ExtractionError):
        read(page, kind="text/html")


def test_paywalled_stub_is_read_with_a_warning() -> None:
    article = html("quotidien-abonnes")
    assert any("Article incomplet" in w for w in article.warnings)
    assert sum(p.role == "body" for p in article.paragraphs) == 4


def test_whole_article_of_a_site_with_subscribers_has_no_warning() -> None:
    assert html("regional-blocs").warnings == ()


def test_live_blog_is_read_with_a_warning() -> None:
    assert any("direct" in w for w in html("direct-live").warnings)


def test_page_drawn_by_a_script_is_read_from_its_declared_text() -> None:
    article = html("js-seulement")
    assert [p.role for p in article.paragraphs] == ["title", "body", "body", "body"]


def test_not_french_is_a_warning() -> None:
    english = "The council voted on Monday to rebuild the old bridge over the river, closed since May after floods.\n\n"
    assert any("français" in w for w in read("A bridge again\n\n" + english * 3).warnings)


@pytest.mark.parametrize("text", ["", " \n\t\n", "Publicité\nCommentaires\nPartager\nS'abonner\n"])
def test_nothing_but_chrome_is_no_article(text: str) -> None:
    with pytest.raises(ExtractionError):
        read(text)


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7\n1 0 obj", b"\x89PNG\r\n\x1a\n\0\0", b"\xff\xd8\xff\xe0\0\x10JFIF", bytes(range(256)) * 20],
    ids=["pdf", "png", "jpeg", "binary"],
)
def test_files_of_another_nature_are_named_as_such(data: bytes) -> None:
    with pytest.raises(SourceError) as caught:
        read(data, kind="text/html")
    assert caught.value.hint


def test_a_feed_is_not_an_article() -> None:
    with pytest.raises(ExtractionError, match="feed") as caught:
        read(
            '<?xml version="1.0"?><rss><channel><title>x</title></channel></rss>', kind="application/rss+xml"
        )
    assert "--latest" in caught.value.hint


@pytest.mark.parametrize(
    "data",
    [
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.encode("cp1252"),
        TEXT.encode("utf-16"),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.replace("rivière", "ri\u00advi\u00adère").encode(),
        TEXT.replace("vieux", "v\u200bieux").encode(),
        TEXT.replace("\n", "\u2028").encode(),
    ],
    ids=["crlf", "cp1252", "utf-16", "bom", "soft hyphens", "zero width", "line separators"],
)
def test_every_way_of_writing_the_same_text_gives_the_same_article(data: bytes) -> None:
    article = read(data)
    assert [(p.role, p.text) for p in article.paragraphs] == [
        ("title", "Le pont sera reconstruit"),
        ("body", BODY),
    ]


def test_mislabelled_charset_of_a_page() -> None:
    page = (
        '<html><head><meta charset="iso-8859-1"></head>'
        f"<body><h1>L’été</h1><p>{BODY}</p><p>{BODY} Œuvre.</p></body></html>"
    )
    for data in (page.encode(), page.encode("cp1252")):
        assert read(data, kind="text/html").paragraphs[0].text == "L’été"


def test_lone_surrogates_and_nul_never_reach_an_engine() -> None:
    from audioedition.article.extract.text import text_page

    text = "".join(b.text for b in text_page("Le pont\ud800 est\0 là.").blocks)
    assert text == "Le pont\ufffd est là."


@pytest.mark.parametrize("text", ["😀😀😀", "Привет мир", "Bonjour.", "a" * 100_000, "Aaa, " * 300])
def test_odd_texts_are_kept_for_the_engines_to_judge(text: str) -> None:
    assert any(p.text == text.strip() for p in read("Un titre de travail\n\n" + text).paragraphs)


def test_a_note_without_any_sentence_is_kept_whole() -> None:
    article = read("Courses\n\npain\nbeurre\nœufs\n")
    assert [p.text for p in article.paragraphs] == ["Courses", "pain", "beurre", "œufs"]


def test_broken_wishes_are_named() -> None:
    with pytest.raises(UsageError, match="--keep"):
        read(TEXT, keep=("(",))
    with pytest.raises(UsageError, match="--drop"):
        read(TEXT, drop=("[",))


def test_broken_json_ld_is_passed_over() -> None:
    page = (
        '<html><head><script type="application/ld+json">{"@type": "NewsArticle", oops</script>'
        f'<script type="application/ld+json">{"[" * 5000}</script></head>'
        f"<body><h1>Le pont</h1><p>{BODY}</p><p>{BODY} Bis.</p></body></html>"
    )
    assert read(page, kind="text/html").title == "Le pont"
