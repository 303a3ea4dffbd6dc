"""Pages: lines that say by their own words that they are no text, and what goes with a heading that is not read."""

from __future__ import annotations

import pytest

from audioedition.model import Source
from audioedition.segment import segment_article
from tests.article.test_goes_through import MORE
from tests.article.test_html_own_boxes import NOW, PARAGRAPHS, heard, paragraphs, points

FIRST, SECOND, THIRD = PARAGRAPHS
LINKED = "<a href='/1'>« Les fours de Port-Naval », mars 2019</a>"


@pytest.mark.parametrize(
    "line",
    [
        f"☰ Lire notre reportage {LINKED} ☰ Lire notre entretien {LINKED}",
        f", mars 2018 ► Voir notre film {LINKED}, avril 2020",
    ],
)
def test_a_run_of_pointers_and_the_heading_over_it_are_not_heard(line: str) -> None:
    head = "<h2>Échos</h2>"
    assert heard("", paragraphs(*PARAGRAPHS, MORE) + head + paragraphs(line)) == [*PARAGRAPHS, MORE]


def test_a_sentence_that_gives_two_orders_is_heard() -> None:
    said = f"Lire les étiquettes, puis Voir les fours : tel est le programme de la visite, dit {LINKED}."
    assert len(heard("", paragraphs(FIRST, said, SECOND, THIRD))) == 4


@pytest.mark.parametrize(
    "line",
    [
        "Une photo de Rosalie Ferrec (à gauche) avec ses deux frères sur le quai",
        "Portrait d’Odile Kermarec (au centre) parmi les ouvrières de l’atelier",
    ],
)
def test_a_picture_that_names_itself_is_not_heard(line: str) -> None:
    assert heard("", paragraphs(FIRST, SECOND, line, THIRD)) == list(PARAGRAPHS)


def test_a_sentence_about_a_picture_is() -> None:
    line = "Une photo de Rosalie Ferrec (à gauche) avec ses deux frères pend au mur de l’atelier."
    assert line in heard("", paragraphs(FIRST, SECOND, line, THIRD))


@pytest.mark.parametrize("label", ["Production", "Documentation sonore"])
def test_the_list_of_who_made_the_broadcast(label: str) -> None:
    makers = points(f"{label} : Odile Kermarec", "Réalisation : Yves Le Braz")
    assert heard("", paragraphs(*PARAGRAPHS) + makers) == list(PARAGRAPHS)


def test_a_list_of_labels_in_an_article_is_heard() -> None:
    entries = ("Production : Huit mille boîtes par jour", "Direction : Odile Kermarec")
    assert heard("", paragraphs(FIRST) + points(*entries) + paragraphs(SECOND, THIRD))[1:3] == list(entries)


@pytest.mark.parametrize("name", ["Odile Kermarec", "Jean-Marie Le Braz"])
def test_a_name_above_the_references_signs(name: str) -> None:
    books = ("Kermarec, Odile, 2011, Les Ports et leurs fours, Port-Naval, Éditions du Quai.",)
    text = paragraphs(*PARAGRAPHS, name, "<strong>Pour aller plus loin :</strong>", *books)
    assert name not in heard("", text)


def test_a_name_above_a_paragraph_of_the_article_is_heard() -> None:
    text = paragraphs(FIRST, SECOND, "<strong>Odile Kermarec</strong>", THIRD, MORE)
    assert "Odile Kermarec" in heard("", text)


CALL = (
    "Les Quais est une revue indépendante, que ses lecteurs seuls font vivre depuis vingt ans. "
    "Vous aussi, participez à son financement et rejoignez vos amis !"
)


@pytest.mark.parametrize("head", ["Soutenez-nous par un don", "Abonnez-vous à notre newsletter"])
def test_a_call_goes_with_its_heading(head: str) -> None:
    box = f"<div class='b'><h2>{head}</h2><p>{CALL}</p></div>"
    assert heard("", paragraphs(*PARAGRAPHS, MORE) + box) == [*PARAGRAPHS, MORE]


def test_a_last_paragraph_that_shares_its_element_with_the_article_stays() -> None:
    last = "Venez quand vous voudrez, dit-elle à la fin : vous verrez vos boîtes sortir du four."
    text = (
        paragraphs(FIRST, SECOND, THIRD) + "<h2>Abonnez-vous à notre newsletter</h2>" + paragraphs(MORE, last)
    )
    assert last in heard("", text)


def _card(head: str, text: str) -> str:
    return f"<div class='c grid-post'><h3>{head}</h3><div class='x'><p>{text}</p></div><div>Odile Kermarec</div></div>"


@pytest.mark.parametrize("first", ["Éditorial", "Introduction"])
def test_the_first_of_a_row_of_cards_is_none_of_the_article(first: str) -> None:
    said = (
        "Ce numéro des Quais est consacré aux usines de la côte, à la conserverie de Port-Naval qui rouvre et à celles "
        "que les communes du canton ont vues fermer, l’une après l’autre, depuis la guerre."
    )
    others = (
        "Ah, les phares ! Après les avoir crus éternels, puis inutiles, on les repeint un à un pour les visiteurs de "
        "l’été, qui montent les marches en soufflant et redescendent ravis.",
        "Les vignerons des collines ont rentré leurs dernières grappes sous la grêle, et la cave promet un millésime "
        "rare, vif et cher, dont chacun parle déjà comme d’une légende.",
        "À l’école des mousses, quinze enfants apprennent les nœuds, la godille et la patience avec un maître qui n’a "
        "jamais voulu dire son âge ni le nom de son premier bateau.",
    )
    heads = ("Phares à vendre", "La grêle et le vin", "Quinze mousses")
    cards = "".join(map(_card, (first, *heads), (said, *others)))
    quays = "Les quais du port, la criée, les remparts, le marché couvert et la halle aux toiles, " * 4
    links = "".join(f"<li><a href='/{n}'>{quays}le {n} mai</a></li>" for n in range(2, 8))
    html = (
        "<html lang='fr'><head><title>La conserverie de Port-Naval rouvre</title></head><body><div class='p'>"
        f"<h1>La conserverie de Port-Naval rouvre</h1><div class='t'>{paragraphs(*PARAGRAPHS, MORE)}</div>"
        f"<ul>{links}</ul><div class='g'>{cards}</div></div></body></html>"
    )
    article = segment_article(Source(data=html.encode(), media_type="text/html", fetched_at=NOW))
    assert [p.text for p in article.paragraphs][1:] == [*PARAGRAPHS, MORE]
