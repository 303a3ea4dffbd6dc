"""Every article says how sure it is to be one, and why not."""

from __future__ import annotations

import json
import random
from datetime import datetime, timezone
from pathlib import Path

import pytest
from click.testing import CliRunner

from audioedition.article.judge.subject import common_words, stems
from audioedition.cli import main
from audioedition.model import Article, Source
from audioedition.segment import segment_article
from audioedition.system.messages import translate
from tests.article.test_structure_before_phrases import BODY, HEADLINE, OTHERS, page, paragraphs
from tests.quality.extraction import read_pages


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
    source = (
        Path(__file__).parents[2] / "audioedition" / "article" / "judge" / "doubts" / "doubt.py"
    ).read_text(encoding="utf-8")
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


TOLD = (
    "La gardienne du phare de Kermor monte chaque soir les deux cent douze marches, une lampe au front, et note la "
    "force du vent dans un cahier que personne ne lira avant un siècle.",
    "Son prédécesseur vit toujours au pied du phare : il répare des casiers, surveille la lanterne de loin et ne dit "
    "rien quand elle s’allume avec deux minutes de retard.",
)
"""Whole paragraphs on the same subject."""


def winters(count: int) -> str:
    """A long article of the same words in ever other order."""
    words = " ".join(BODY).replace(",", "").replace(".", "").split()
    return "".join(
        f"<p>Lors du {i}e hiver du phare, {' '.join(random.Random(i).sample(words, 28))}.</p>"
        for i in range(count * len(BODY))
    )


def reading(minutes: int) -> str:
    return f'<p class="temps">Temps de lecture : {minutes} min</p>'


def test_paragraphs_dropped_amid_the_article_are_told() -> None:
    amid = "".join(f'<div class="newsletter-block"><p>{text}</p></div>' for text in TOLD)
    first, second = paragraphs(*BODY[:2]), paragraphs(*BODY[2:])
    article = page(f"<main><h1>{HEADLINE}</h1>{first}{amid}{second}</main>")
    assert not {p.text for p in article.paragraphs} & set(TOLD), "read rightly by now?"
    assert "Paragraphs between" in str(article.doubt)
    assert article.doubtful


def test_an_offer_dropped_amid_the_article_is_not() -> None:
    offer = (
        '<div class="newsletter-block"><p>Recevez chaque matin notre lettre et choisissez vous-même les sujets qui '
        "vous intéressent : inscrivez-vous gratuitement, votre adresse ne sera cédée à personne.</p></div>"
    )
    first, second = paragraphs(*BODY[:2]), paragraphs(*BODY[2:])
    article = page(f"<main><h1>{HEADLINE}</h1>{first}{offer}{second}</main>")
    assert article.doubts == ()


def folded(*texts: str) -> Article:
    away = f'<div aria-hidden="true">{paragraphs(*texts)}</div>'
    return page(f"<main><h1>{HEADLINE}</h1><div>{paragraphs(*BODY)}{away}</div></main>")


def test_a_part_that_the_page_folds_away_is_told_and_its_forms_are_not() -> None:
    article = folded(*TOLD)
    assert "are hidden on the page" in str(article.doubt)
    assert article.doubtful
    consent = (
        "Les données de ce formulaire sont conservées trois ans, avec le consentement de la personne, pour la tenue du "
        "fichier des abonnés au bulletin du phare de Kermor."
    )
    assert folded(consent, consent).doubts == ()


def answers(*texts: str) -> Article:
    said = "".join(
        f'<div class="zk"><span>marin{i}</span><p>{text}</p></div>' for i, text in enumerate(texts)
    )
    return page(f"<main><h1>{HEADLINE}</h1><div>{paragraphs(*BODY[:2])}</div>{said}</main>")


def test_what_readers_answer_is_told_where_it_was_kept() -> None:
    texts = [
        f"{text} Le phare de Kermor en a vu d’autres, {i} fois au moins." for i, text in enumerate(OTHERS)
    ]
    article = answers(*texts)
    assert sum("Kermor en a vu" in p.text for p in article.paragraphs) == len(texts), "read rightly by now?"
    assert "readers may be answering" in str(article.doubt)
    assert article.doubtful


def test_paragraphs_in_elements_of_their_own_are_no_answers() -> None:
    apart = "".join(f'<div class="zk"><p>{text}</p></div>' for text in BODY)
    article = page(f"<main><h1>{HEADLINE}</h1>{apart}</main>")
    assert article.doubts == ()


def prose_of(*names: str) -> list[str]:
    """Whole paragraphs of these annotated pages of ours."""
    pages = {one.name: one.gold for one in read_pages()}
    return [text for name in names for kind, text in pages[name] if kind == "p" and len(text) >= 140]


def follows(heading: str, above: list[str], below: list[str]) -> Article:
    return page(
        f"<main><h1>{HEADLINE}</h1>{paragraphs(*BODY, *above)}<h2>{heading}</h2>{paragraphs(*below)}</main>"
    )


def test_another_article_that_follows_is_told() -> None:
    above = prose_of("quotidien-national", "lettre-plateforme", "regional-blocs", "arc-fusion")
    below = [*OTHERS, *prose_of("quotidien-abonnes", "blog-heberge", "numerique-test", "dons-militant")]
    article = follows("Huit cents pommiers et un tramway pour la métropole", above, below)
    assert OTHERS[0] in {p.text for p in article.paragraphs}, "read rightly by now?"
    assert "Behind one of its headings" in str(article.doubt)
    assert article.doubtful
    section = follows("Ce que la gardienne du phare trouve au pied des marches", above, below)
    assert section.doubts == (), "a heading that says the article's words heads a section of it"


def test_a_section_of_the_same_article_is_not() -> None:
    assert follows("Ce que disent les vieux cahiers", [], list(TOLD)).doubts == ()


def test_paragraphs_of_another_subject_among_the_articles_are_told() -> None:
    others = [
        f"{text} Les chevaux, les pommiers et les halles de fonte n’y changeront rien." for text in OTHERS
    ]
    mixed = [*TOLD, *(text for pair in zip(BODY[1:], others, strict=True) for text in pair)]
    article = page(
        f"<main><h1>{HEADLINE}</h1>{paragraphs(*mixed)}</main>",
        head='<meta name="description" '
        'content="La gardienne, son prédécesseur, la lanterne, le littoral, la météo.">',
    )
    assert "shares no word" in str(article.doubt)
    assert not article.doubtful, "a column may wander so far"


@pytest.mark.parametrize(("minutes", "told"), [(1, ""), (2, ""), (3, "only"), (15, "only"), (90, "")])
def test_the_time_of_reading_that_the_page_states(minutes: int, told: str) -> None:
    article = page(f"<main><h1>{HEADLINE}</h1>{reading(minutes)}<div>{paragraphs(*BODY)}</div></main>")
    assert article.doubtful is bool(told)
    assert told in str(article.doubt)


def test_far_more_than_is_read_in_the_time_that_the_page_states() -> None:
    many = winters(18)
    article = page(f"<main><h1>{HEADLINE}</h1>{reading(3)}<div>{many}</div></main>")
    assert kinds(article) == {"another_text"}
    assert page(f"<main><h1>{HEADLINE}</h1>{reading(7)}<div>{many}</div></main>").doubts == ()


@pytest.mark.parametrize(
    ("words", "kind"), [(900, "less_than_declared"), ("900", "less_than_declared"), (200, None), (12, None)]
)
def test_the_number_of_words_that_the_page_states(words: object, kind: str | None) -> None:
    article = page(
        f"<article><h1>{HEADLINE}</h1>{paragraphs(*BODY)}</article>", head=declared(wordCount=words)
    )
    assert kinds(article) == ({kind} if kind else set())


@pytest.mark.parametrize("words", [-4, 1e12, "beaucoup", None, [900], {"@value": 900}, True])
def test_a_number_of_words_that_is_none(words: object) -> None:
    article = page(
        f"<article><h1>{HEADLINE}</h1>{paragraphs(*BODY)}</article>", head=declared(wordCount=words)
    )
    assert article.doubts == ()


def test_far_more_words_than_the_page_states() -> None:
    many = winters(4)
    article = page(f"<article><h1>{HEADLINE}</h1>{many}</article>", head=declared(wordCount=160))
    assert kinds(article) == {"another_text"}


@pytest.mark.parametrize(
    "mark",
    [
        "<button>Afficher la suite</button>",
        '<p><a href="/x">Lire l’article complet</a></p>',
        "<p>Le reste se lit dans l’édition de samedi.</p>",
    ],
)
def test_a_short_text_behind_which_the_page_goes_on(mark: str) -> None:
    body = f"<h1>{HEADLINE}</h1><div>{paragraphs(*BODY[:2])}%s</div><footer><p>Mentions légales</p></footer>"
    article = page(f"<main>{body % mark}</main>")
    assert "there is more of it" in str(article.doubt)
    assert article.doubtful
    assert page(f"<main>{body % ''}</main>").doubts == ()


def test_a_long_article_with_such_a_button_is_whole() -> None:
    many = winters(3)
    article = page(f"<main><h1>{HEADLINE}</h1><div>{many}<p><a href='/x'>Lire la suite</a></p></div></main>")
    assert article.doubts == ()


def test_a_few_lines_that_are_not_what_the_page_announces() -> None:
    announced = (
        '<meta name="description" '
        'content="Solenn Le Bihan quitte la pêche pour la lanterne, l’optique et les horloges.">'
    )
    article = page(f"<main><h1>{HEADLINE}</h1><p>{OTHERS[0]}</p></main>", head=announced)
    assert "few words of what" in str(article.doubt)
    assert article.doubtful
    brief = page(f"<main><h1>{HEADLINE}</h1>{paragraphs(*BODY[:2])}</main>", head=announced)
    assert brief.doubts == ()


def test_common_words_say_nothing_of_a_subject() -> None:
    assert stems(
        "Le gouvernement de cette grande maison était pourtant toujours absent"
    ) - common_words() == {
        "absent",
        "maison",
    }


def test_several_doubts_in_a_row_are_told_in_french() -> None:
    article = page(
        f"<div>{paragraphs(*OTHERS)}</div><main><h1>{HEADLINE}</h1>{reading(15)}{paragraphs(*BODY)}</main>"
    )
    assert kinds(article) == {"another_text", "less_than_declared"}
    told = translate(str(article.doubt), "fr").text
    assert told.startswith("Confiance 0.2")
    assert "au-dessus du titre" in told
    assert "mots seulement ont été trouvés" in told


def test_every_new_sentence_has_its_french() -> None:
    judge = Path(__file__).parents[2] / "audioedition" / "article" / "judge" / "doubts"
    for text in (
        "Paragraphs between those that were kept were left out (12 characters beside 34).",
        "Paragraphs on the same subject are hidden on the page or set in a table, and are not read "
        "(5 characters beside 6).",
        "31 % of the text stands in boxes of one shape, under a short line each: readers may be answering.",
        "Behind one of its headings the text speaks of something else: another article may follow.",
        "31 % of the text shares no word with what speaks of the headline.",
        "The page says that its text has 900 words; 120 were found.",
        "The page says that it is read in 9 minutes; only 120 words were found.",
        "The page says that its text has 120 words; 900 were kept.",
        "The page says that it is read in 2 minutes; 2000 words were kept.",
        "Behind the last paragraph of this short text the page says that there is more of it.",
        "The text is short and says few words of what title and description announce.",
    ):
        assert translate(text, "fr").lang == "fr", text
    sources = [judge / name for name in ("doubt.py", "foreign.py", "left_out.py", "length.py")]
    assert sum(path.read_text(encoding="utf-8").count("text=") for path in sources) >= 15


@pytest.mark.parametrize("end", [".", "…"])
def test_the_body_of_a_post_is_whole_without_a_headline_and_whatever_its_end(end: str) -> None:
    body = f"<p>Le port a retrouvé ses enchères{end}</p>".encode()
    now = datetime(2026, 1, 1, tzinfo=timezone.utc)
    source = Source(data=body, media_type="text/html", fragment=True, fetched_at=now)
    article = segment_article(source, title="La criée rouvre")
    assert (article.confidence, article.doubts) == (1, ())


def test_a_last_sentence_with_the_rest_in_it_is_no_button() -> None:
    ends = "Il a dit que la digue tiendrait encore dix ans, et que la ville ferait le reste."
    first = "Le maire de Brest a parlé hier matin au port, devant le conseil."
    html = f"<article><h1>Le port de Brest</h1><p>{first}</p><p>{ends}</p></article>"
    now = datetime(2026, 1, 1, tzinfo=timezone.utc)
    article = segment_article(Source(data=html.encode(), media_type="text/html", fetched_at=now))
    assert "cut_short" not in kinds(article)
