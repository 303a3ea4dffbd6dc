"""Markdown and MHTML: documents that become pages before they are judged."""

from __future__ import annotations

import quopri
from base64 import b64encode
from datetime import datetime, timezone
from pathlib import Path

import pytest

from audioedition.article.extract import extract_page
from audioedition.errors import SourceError
from audioedition.fetch.documents import MARKDOWN, MHTML, READERS
from audioedition.fetch.documents.front_matter import metadata_of, split_front_matter
from audioedition.fetch.documents.kinds import looks_like_markdown
from audioedition.fetch.source import fetch_source
from audioedition.model import Article, Source
from audioedition.segment import segment_article

NOW = datetime(2026, 3, 9, tzinfo=timezone.utc)
TEXT = """# La criée rouvre

Après **onze mois** de fermeture, la *halle à marée* du port a rouvert lundi
aux mareyeurs[^1], qui s’y pressaient dès [cinq heures](https://a.example/x).

Un chantier de deux ans
-----------------------

- une chambre froide de 300 m²
- un tapis, `à vide`

> « On ne demande pas la lune », résume Anne Kervella.

![Une photo de la halle](halle.jpg)

[^1]: Une note de bas de page.
"""
HEARD = [
    ("title", "La criée rouvre"),
    (
        "body",
        "Après onze mois de fermeture, la halle à marée du port a rouvert lundi aux mareyeurs, qui s’y "
        "pressaient dès "
        "cinq heures.",
    ),
    ("heading", "Un chantier de deux ans"),
    ("list", "une chambre froide de 300 m²"),
    ("list", "un tapis, à vide"),
    ("quote", "« On ne demande pas la lune », résume Anne Kervella."),
]


def read(text: str, kind: str = MARKDOWN) -> Article:
    return segment_article(Source(data=text.encode(), media_type=kind, fetched_at=NOW))


def heard(article: Article) -> list[tuple[str, str]]:
    return [(p.role, p.text) for p in article.paragraphs]


def test_no_sign_of_markdown_is_spoken(tmp_path: Path) -> None:
    """« dièse dièse »: the signs were read, and the front matter became the title."""
    path = tmp_path / "criee.md"
    path.write_text(TEXT, encoding="utf-8")
    assert heard(segment_article(fetch_source(str(path)))) == HEARD


@pytest.mark.parametrize("kind", ["text/plain", MARKDOWN])
def test_a_text_that_is_plainly_markdown_is_read_as_such(kind: str) -> None:
    assert heard(read(TEXT, kind)) == HEARD


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: La criée rouvre\nauthor: [Anne Le Goff, Paul Ney]\ndate: 2026-03-09T08:00:00+01:00\n---\n",
        '---\ntitle: "La criée rouvre"\nauthors:\n  - name: Anne Le Goff\n  - name: Paul Ney\ndate: '
        "2026-03-09\n...\n",
        '+++\ntitle = "La criée rouvre"\nauthor = "Anne Le Goff et Paul Ney"\ndate = 2026-03-09\n+++\n',
        "\ufeff---\r\ntitre: La criée rouvre\r\nauteur: Anne Le Goff et Paul Ney\r\ndate: 2026-03-09\r\n---\r\n",
        "---\ntitle: La criée rouvre\nmot: c’est : pas du YAML\nauthor: [Anne Le Goff, Paul Ney]\ndate: "
        "2026-03-09\n---\n",
    ],
    ids=["yaml", "yaml names", "toml", "french keys", "broken yaml"],
)
def test_the_front_matter_becomes_facts_and_is_not_heard(front: str) -> None:
    body = TEXT.partition("\n")[2]
    article = read(front + body)
    assert heard(article) == HEARD
    assert article.byline == "Anne Le Goff et Paul Ney"
    assert (article.published or "")[:10] == "2026-03-09"


def test_what_static_sites_and_note_books_write_is_not_heard() -> None:
    odd = (
        "# La criée rouvre {#haut}\n\n[TOC]\n\n{{< video abc >}}\n\nLa halle à marée a rouvert lundi dans "
        "[[Port|le port]] de "
        "[[Saint-Brévec]], ==enfin==, après onze mois de {% include travaux.html %}travaux.\n\n:::note\nLes "
        "enchères auront "
        "lieu chaque matin, sauf le dimanche.\n:::\n\n> [!NOTE]\n> Le quai sera achevé avant le mois de mars.\n"
    )
    said = " ".join(text for _, text in heard(read(odd)))
    assert "dans le port de Saint-Brévec, enfin, après onze mois de travaux." in said
    assert "sauf le dimanche." in said
    assert "avant le mois de mars." in said
    assert not set("#[]{}=:") & set(said)


@pytest.mark.parametrize(
    "text",
    [
        "Un #mot-dièse dans un texte.\n\nEt un autre paragraphe.",
        "1. Un\n2. Deux",
        "Le prix : 3 * 4 = 12.",
        "---\nUn filet.",
    ],
)
def test_a_plain_text_is_not_taken_for_markdown(text: str) -> None:
    assert not looks_like_markdown(text)


@pytest.mark.parametrize(
    "bomb", ["---\na: &a [x]\nb: [*a, *a]\ntitle: T\n---\n", "---\n" + "[" * 5000 + "\n---\n"]
)
def test_a_hostile_front_matter_breaks_nothing(bomb: str) -> None:
    facts, rest = split_front_matter(bomb + "Suite.")
    metadata_of(facts)
    assert rest.endswith("Suite.")


PAGE = (
    '<html lang="fr"><head><title>La criée rouvre</title></head><body><article><h1>La criée '
    "rouvre</h1><p>Après onze mois "
    "de fermeture, la halle à marée du port a rouvert lundi aux mareyeurs, qui s’y pressaient dès cinq "
    "heures du matin."
    "</p></article></body></html>"
)


def saved(page: bytes, *, encoding: str = "quoted-printable", charset: str = "utf-8") -> bytes:
    body = quopri.encodestring(page) if encoding == "quoted-printable" else b64encode(page)
    head = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://journal.example/criee\r\n"
        "Subject: =?utf-8?Q?La=20cri=C3=A9e=20rouvre?=\r\nDate: Mon, 9 Mar 2026 08:00:00 "
        "-0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----Limite----"\r\n\r\n\r\n'
    )
    part = (
        f'------Limite----\r\nContent-Type: text/html; charset="{charset}"\r\nContent-ID: <frame-1@mhtml.blink>\r\n'
        f"Content-Transfer-Encoding: {encoding}\r\nContent-Location: https://journal.example/criee\r\n\r\n"
    )
    frame = (
        "\r\n------Limite----\r\nContent-Type: text/html\r\nContent-Location: https://ads.example/\r\n\r\n"
        "<html><body><p>Une annonce qui n’est pas de la page, et qui ne doit pas être lue.</p></body></html>"
    )
    picture = "\r\n------Limite----\r\nContent-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\n\r\n/9j/4AAQ"
    return (
        head.encode()
        + part.encode()
        + body
        + frame.encode()
        + picture.encode()
        + b"\r\n------Limite------\r\n"
    )


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64"])
@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
@pytest.mark.parametrize("name", ["page.mhtml", "page.mht", "page.html", "page"])
def test_a_page_saved_as_one_file_is_read(tmp_path: Path, encoding: str, charset: str, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(saved(PAGE.encode(charset), encoding=encoding, charset=charset))
    article = segment_article(fetch_source(str(path)))
    assert article.title == "La criée rouvre"
    assert article.url == "https://journal.example/criee"
    assert [p.text[:14] for p in article.paragraphs] == ["La criée rouvr", "Après onze moi"]
    assert "annonce" not in " ".join(p.text for p in article.paragraphs)


def test_a_saved_page_may_be_as_large_as_its_pictures(tmp_path: Path) -> None:
    path = tmp_path / "page.mhtml"
    path.write_bytes(saved(PAGE.encode()).replace(b"/9j/4AAQ", b"/9j/4AAQ" + b"A" * 6_000_000))
    assert segment_article(fetch_source(str(path))).title == "La criée rouvre"


@pytest.mark.parametrize("page", [b"", b"   "])
def test_a_saved_page_without_a_page_is_a_sentence(page: bytes) -> None:
    with pytest.raises(SourceError, match="holds no page") as caught:
        extract_page(Source(data=saved(page), media_type=MHTML, fetched_at=NOW))
    assert caught.value.hint


def test_every_kind_has_a_reader_that_can_be_loaded() -> None:
    for module in READERS.values():
        __import__(module)


def test_boxes_to_tick_and_an_authors_remarks_are_not_heard() -> None:
    text = (
        "# La criée rouvre\n\n%% à relire avant parution %%\n\nLa halle à marée a rouvert lundi, après onze mois.\n\n"
        "- [ ] Le quai de l’est\n- [x] La chambre froide\n\nUne hausse de 3 %, puis de 4 %, est attendue.\n"
    )
    said = [line for _, line in heard(read(text))]
    assert {"Le quai de l’est", "La chambre froide"} <= set(said)
    assert not any("relire" in line for line in said)
    assert any("3 %, puis de 4 %" in line.replace("\u00a0", " ").replace("\u202f", " ") for line in said)
