"""Every article says how sure it is to be one, and why not."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from pathlib import Path

import pytest
from click.testing import CliRunner

from audioedition.cli import main
from audioedition.model import Article, Source
from audioedition.segment import segment_article
from audioedition.system.messages import translate
from tests.article.test_structure_before_phrases import BODY, HEADLINE, OTHERS, page, paragraphs


def kinds(article: Article) -> set[str]:
    return {doubt.kind for doubt in article.doubts}


def read_text(text: str) -> Article:
    now = datetime(2026, 1, 1, tzinfo=timezone.utc)
    return segment_article(Source(data=text.encode(), media_type="text/plain", fetched_at=now))


def declared(**facts: object) -> str:
    linked = json.dumps({"@type": "NewsArticle", "headline": HEADLINE, **facts})
    return f'<script type="application/ld+json">{linked}</script>'


def test_an_article_that_nothing_speaks_against() -> None:
    article = page(f"<article><h1>{HEADLINE}</h1>{paragraphs(*BODY)}</article>")
    assert (article.confidence, article.doubts, article.doubtful, article.doubt) == (1.0, (), False, None)


OFFER = (
    '<div class="offre"><p>Cet article est réservé aux abonnés.</p><p>Déjà abonné ? Connectez-vous</p></div>'
)


def test_a_paywalled_beginning_is_always_called_one() -> None:
    article = page(
        f"<main><h1>{HEADLINE}</h1><div>{paragraphs(BODY[0])}</div>{OFFER}</main>",
        head=declared(isAccessibleForFree=False),
    )
    assert article.teaser
    assert article.doubtful
    assert "only the beginning" in str(article.doubt)


def test_a_free_article_with_an_offer_is_no_beginning() -> None:
    article = page(f"<main><h1>{HEADLINE}</h1><div>{paragraphs(*BODY)}</div>{OFFER}</main>")
    assert not article.teaser


def test_a_page_of_cards() -> None:
    cards = "".join(
        f'<li class="c"><h3><a href="/{i}">Nouvelle du jour {i}</a></h3><p>{t}</p></li>'
        for i, t in enumerate(OTHERS * 3)
    )
    article = page(f"<main><h1>Toutes les nouvelles du littoral</h1><p>{BODY[0]}</p><ul>{cards}</ul></main>")
    assert "list_page" in kinds(article)
    assert article.doubtful


def test_the_page_declares_far_more_than_it_shows() -> None:
    article = page(
        f"<article><h1>{HEADLINE}</h1>{paragraphs(*BODY)}</article>",
        head=declared(articleBody=" ".join((*BODY, *OTHERS, "Et la suite."))),
    )
    assert "less_than_declared" in kinds(article)


def test_a_live_page_is_told_and_not_held() -> None:
    article = page(
        f"<article><h1>{HEADLINE}</h1>{paragraphs(*BODY)}</article>",
        head=declared(**{"@type": "LiveBlogPosting"}),
    )
    assert kinds(article) == {"live"}
    assert not article.doubtful


def test_lines_that_are_no_sentences() -> None:
    lines = "\n\n".join(
        f"Chapitre du port, salle numéro {i}, rayon des outils, vitrine des cordes et des anciennes cartes du capitaine"
        for i in range(12)
    )
    assert "loose_lines" in kinds(read_text(f"{HEADLINE}\n\n{BODY[0]}\n\n{lines}\n\n{BODY[1]}\n"))


def test_another_article_above_the_headline() -> None:
    article = page(f"<div>{paragraphs(*OTHERS)}</div><main><h1>{HEADLINE}</h1>{paragraphs(*BODY)}</main>")
    assert [p.text for p in article.paragraphs if p.role == "body"] == [*OTHERS, *BODY], (
        "read rightly by now?"
    )
    assert "another_text" in kinds(article)
    assert article.doubtful


def test_summaries_under_links_that_were_taken_for_the_article() -> None:
    cards = "".join(
        f'<a href="/{i}">Une nouvelle de la côte du phare {i}</a><p>{text} Le phare de Kermor le dira.</p>'
        for i, text in enumerate(OTHERS)
    )
    article = page(f"<main><h1>{HEADLINE}</h1><p>{BODY[0]}</p>{cards}</main>")
    assert sum("Kermor le dira" in p.text for p in article.paragraphs) >= 3, "read rightly by now?"
    assert "another_text" in kinds(article)
    assert article.doubtful


def test_a_part_of_the_article_in_a_box_whose_name_means_others() -> None:
    aside = "".join(f"<p>{text} Le phare de Kermor attend.</p>" for text in BODY[3:])
    article = page(
        f'<main><h1>{HEADLINE}</h1>{paragraphs(*BODY[:3])}<div class="related-posts">{aside}</div></main>'
    )
    assert [p.text for p in article.paragraphs[1:]] == list(BODY[:3]), "read rightly by now?"
    assert "left_out" in kinds(article)
    assert article.doubtful


def test_summaries_of_others_in_such_a_box_are_none() -> None:
    aside = f'<div class="related-posts">{paragraphs(*OTHERS)}</div>'
    article = page(f"<main><h1>{HEADLINE}</h1>{paragraphs(*BODY[:3])}{aside}</main>")
    assert article.doubts == ()


def test_a_text_without_a_word_of_its_headline() -> None:
    article = page(f"<main><h1>Douze fanfares défilent dimanche</h1>{paragraphs(*BODY)}</main>")
    assert [(d.kind, d.weight) for d in article.doubts] == [("no_headline", 0.3)], "the title is of its words"
    other = (
        "<html lang='fr'><head><title>Douze fanfares défilent dimanche</title></head><body><main>"
        f"<h1>Douze fanfares défilent dimanche</h1>{paragraphs(*BODY)}</main></body></html>"
    )
    now = datetime(2026, 1, 1, tzinfo=timezone.utc)
    article = segment_article(Source(data=other.encode(), media_type="text/html", fetched_at=now))
    assert kinds(article) == {"no_headline"}
    assert article.doubtful


def test_every_doubt_has_its_french() -> None:
    source = (Path(__file__).parents[2] / "audioedition" / "article" / "judge" / "doubt.py").read_text(
        encoding="utf-8"
    )
    assert source.count("yield Doubt(") >= 10
    article = page(
        f"<main><h1>{HEADLINE}</h1><div>{paragraphs(BODY[0])}</div>{OFFER}</main>",
        head=declared(isAccessibleForFree=False),
    )
    told = translate(str(article.doubt), "fr")
    assert told.lang == "fr"
    assert "réservée aux abonnés" in told.text


@pytest.mark.parametrize("form", ["text", "json"])
def test_segment_tells(tmp_path: Path, form: str) -> None:
    path = tmp_path / "debut.html"
    path.write_text(
        f'<html lang="fr"><head><title>{HEADLINE}</title>{declared(isAccessibleForFree=False)}</head>'
        f"<body><main><h1>{HEADLINE}</h1>{paragraphs(BODY[0])}{OFFER}</main></body></html>",
        encoding="utf-8",
    )
    result = CliRunner(mix_stderr=False).invoke(
        main, ["segment", "--format", form, str(path)], env={"LC_ALL": "C.UTF-8", "LANG": "C"}
    )
    assert result.exit_code == 0
    assert "only the beginning" in result.stderr
    if form == "json":
        data = json.loads(result.stdout)
        assert data["confidence"] < 0.5
        assert data["doubts"][0]["kind"] == "teaser"
