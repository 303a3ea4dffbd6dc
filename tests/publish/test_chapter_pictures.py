"""The article's pictures, from the page's figures to the chapters of a podcast app."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import datetime, timezone

from audioedition.article.extract import extract_page
from audioedition.article.judge.joined import join_pages
from audioedition.model import Article, Chapter, Cue, EditionParagraph, Figure, Source, Stretch
from audioedition.produce.digest.plan import Part, join_parts
from audioedition.publish.folder.facts import article_facts, with_pictures
from audioedition.publish.folder.manifest import article_from_json, edition_from_json, edition_to_json
from audioedition.publish.transcript.chapters_json import render_chapters_json
from audioedition.segment import segment_article
from audioedition.serve.drafts import (
    draft_article,
    draft_edition,
    draft_from_json,
    draft_to_json,
    edit_piece,
    finish_draft,
    read_piece,
)
from tests.support.by_hand import make_edition

PAGE = """<!doctype html><html lang="fr"><head><title>Le pont rouvre lundi matin</title></head><body><article>
<h1>Le pont rouvre lundi matin</h1>
<p>La mairie a annoncé jeudi que le pont de la rivière serait ouvert aux voitures dès lundi matin.</p>
<h2>Un chantier long</h2>
<figure><picture><source srcset="/i/poutres.webp"><img src="data:," data-src="../i/poutres.jpg" alt=""></picture>
<img src="/i/seconde.jpg"><figcaption>Les poutres neuves, posées en mai dernier. © Le Quai</figcaption></figure>
<p>Les ouvriers ont remplacé douze poutres et refait la chaussée, selon le directeur des routes du département.</p>
<h2>Et demain</h2>
<p>Une piste pour les vélos sera tracée au printemps, et les trottoirs seront élargis pour les fauteuils roulants.</p>
<figure><img srcset="https://img.example/velo.jpg 800w, x 2x">
<figcaption>La future piste, vue par l’atelier.</figcaption></figure>
<figure><img src="javascript:alert(1)"><figcaption>Le pont, vu de la rive gauche en avril.</figcaption></figure>
<figure><img src="/i/sans-legende.jpg"></figure></article>
<aside><h3>À lire aussi</h3><figure><a href="/x"><img src="/pub.jpg"><figcaption>Dix recettes de soupe</figcaption></a>
</figure></aside></body></html>"""
BEAMS, TRACK = "https://quai.example/2026/i/poutres.jpg", "https://img.example/velo.jpg"


def page(html: str, *, url: str | None = "https://quai.example/2026/mars/pont") -> Source:
    moment = datetime(2026, 3, 2, tzinfo=timezone.utc)
    return Source(data=html.encode(), media_type="text/html", charset="utf-8", url=url, fetched_at=moment)


def chapters_of(article: Article) -> tuple[Chapter, ...]:
    starts = [0, *(n for n, p in enumerate(article.paragraphs) if p.role == "heading")]
    return tuple(Chapter(start_ms=1000 * n, end_ms=1000 * n + 1000, title="x", paragraph=n) for n in starts)


def test_each_chapter_shows_the_first_captioned_picture_between_its_paragraphs() -> None:
    article = segment_article(page(PAGE))
    assert [figure.image for figure in article.figures] == [BEAMS, TRACK]
    chapters = with_pictures(chapters_of(article), article)
    assert [chapter.image for chapter in chapters] == [None, BEAMS, TRACK]
    assert article_from_json(json.loads(json.dumps(asdict(article)))) == article  # as the queue keeps it


def test_where_the_page_has_no_address_relative_ones_lead_nowhere() -> None:
    blocks = extract_page(page(PAGE, url=None)).blocks
    assert {block.picture for block in blocks} == {None, TRACK}


def test_a_text_without_pictures_leaves_those_that_are_known() -> None:
    article = segment_article(page(PAGE))
    told = with_pictures(chapters_of(article), article)
    assert with_pictures(told, replace(article, figures=())) == told
    moved = with_pictures(told, replace(article, figures=(Figure(image=TRACK, position=0),)))
    assert [chapter.image for chapter in moved] == [TRACK, None, None]


def test_what_a_person_writes_takes_no_picture_away() -> None:
    """A byline by hand, a text taken up again, a page looked at as a draft: the pictures stay at their paragraphs."""
    article = segment_article(page(PAGE))
    bare = chapters_of(article)
    looked_at = read_piece(draft_article(article, identity="x"), 1, read=False)
    assert looked_at.pieces[1].text == article.paragraphs[1].text
    finished = finish_draft(looked_at)
    shown = [chapter.image for chapter in with_pictures(chapters_of(finished), finished)]
    assert shown == [None, BEAMS, TRACK]
    edition = replace(
        make_edition(),
        **article_facts(article),
        chapters=with_pictures(bare, article),
    )
    corrected = edit_piece(draft_edition(edition), 1, text="Le pont rouvre.", role="body")
    again = finish_draft(draft_from_json(json.loads(json.dumps(draft_to_json(corrected)))))
    assert [d.text for d in again.dropped] == [d.text for d in article.dropped]
    assert [chapter.image for chapter in with_pictures(bare, again)] == [None, BEAMS, TRACK]


def test_later_pages_of_an_article_bring_their_pictures() -> None:
    later = PAGE.replace("poutres.jpg", "garde-corps.jpg").replace("velo.jpg", "quai.jpg")
    for old, new in (
        ("mairie", "région"),
        ("ouvriers", "maçons"),
        ("Une piste", "Un banc"),
        ("<h2>", "<h2>2. "),
    ):
        later = later.replace(old, new)
    first, other = (segment_article(page(html)) for html in (PAGE, later))
    article = join_pages(first, [other], broken_off=None, declared_chars=0)
    shown = [chapter.image for chapter in with_pictures(chapters_of(article), article)]
    railing, quay = BEAMS.replace("poutres", "garde-corps"), TRACK.replace("velo", "quai")
    assert shown == [None, BEAMS, TRACK, railing, quay]


def test_podcast_apps_are_given_addresses_of_the_web_only() -> None:
    edition = make_edition()
    first, *rest = edition.chapters
    for image, told in ((BEAMS, BEAMS), (None, None), ("file:///etc/passwd", None)):
        pictured = replace(edition, chapters=(replace(first, image=image), *rest))
        assert json.loads(render_chapters_json(pictured))["chapters"][0].get("img") == told
        assert edition_from_json(json.loads(json.dumps(edition_to_json(pictured)))) == pictured


def test_a_digest_shows_each_article_s_own_picture() -> None:
    parts = [
        Part(
            title="x", rubric=None, stretches=(Stretch(clip=None, frames=8000),), image=image,
            cues=(Cue(start_ms=0, end_ms=900, paragraph=0, sentence=0, text="Un."),),
            paragraphs=(EditionParagraph(role="title", text="Un."),),
        )
        for image in (None, BEAMS, TRACK)
    ]  # fmt: skip
    programme, _ = join_parts(parts, frame_rate=8000)
    assert [chapter.image for chapter in programme.chapters] == [None, BEAMS, TRACK]
