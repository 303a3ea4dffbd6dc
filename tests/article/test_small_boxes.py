"""Pages: a small box amid or behind the article goes as a whole, and what is the article's own in a box stays."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from audioedition.model import Article, Source
from audioedition.segment import segment_article

NOW = datetime(2026, 3, 2, tzinfo=timezone.utc)
FIRST = (
    "Le bac de Courmanche a repris ses traversées lundi à l’aube, après quatre mois passés en cale sèche et un long "
    "débat sur le prix du billet, que la commune voulait doubler."
)
SECOND = (
    "Le passeur, Aurélien Tavernost, compte une trentaine de voitures par jour, la moitié de ce que le fleuve portait "
    "avant le pont, mais assez pour payer le gazole et deux salaires."
)
THIRD = (
    "La préfecture doit dire avant l’été si la concession sera prolongée de dix ans ; les riverains ont réuni neuf "
    "cents signatures et promettent de venir les remettre à pied, par le chemin de halage."
)


def segmented(amid: str = "", *, above: str = "", behind: str = "", keep: str = "") -> Article:
    article = (
        f"<h1>Le bac repart</h1><p class='sign'>Par Solène Quervel</p><div class='texte'><p>{FIRST}</p><p>{SECOND}</p>"
        f"{amid}<p>{THIRD}</p>{behind}</div>"
    )
    html = f"<html lang='fr'><body><main>{above}{article}</main></body></html>"
    source = Source(data=html.encode(), media_type="text/html", fetched_at=NOW)
    return segment_article(source, keep=[keep] if keep else [])


def heard(amid: str = "", *, above: str = "", behind: str = "", keep: str = "") -> list[str]:
    article = segmented(amid, above=above, behind=behind, keep=keep)
    return [p.text for p in article.paragraphs if p.text not in (article.title, FIRST, SECOND, THIRD)]


POLL = (
    "<div class='vt'><p>Prendriez-vous le bac chaque jour ?</p><ul><li>Oui</li><li>Plutôt le dimanche</li></ul>"
    "<button>Je donne mon avis</button></div>"
)
GONE = {
    "poll": POLL,
    "newsletter": (
        "<div class='lt'><p>Au fil de l’eau</p><p>Recevez chaque jeudi notre newsletter gratuite.</p>"
        "<button>C’est parti</button><p>Votre adresse sert à vous écrire, et à rien d’autre.</p></div>"
    ),
    "quiz": (
        "<div class='qz'><p>Quiz : connaissez-vous les fleuves ?</p><p>Douze questions pour tester sa mémoire.</p>"
        "<a href='/q'>Commencer le quiz</a></div>"
    ),
    "tool": (
        "<div class='ou'><p>Simulateur</p><p>Trouvez la traversée qu’il vous faut</p>"
        "<button>Lancer le calcul</button></div>"
    ),
    "video": "<div class='vd'><p>Une péniche dérive sous le vieux pont</p><p>La suite après la vidéo</p></div>",
}


@pytest.mark.parametrize("box", GONE.values(), ids=GONE)
def test_what_a_box_holds_goes_with_the_line_that_gives_it_away(box: str) -> None:
    assert heard(box) == []


def test_a_strip_above_the_headline_goes_with_its_link() -> None:
    strip = "<div class='st'><p>Crue : le canton est en vigilance jaune. <a href='/c'>En savoir plus</a></p></div>"
    assert heard(above=strip) == []


def test_the_author_s_life_behind_the_article_goes() -> None:
    life = (
        "<div class='qui'><img src='a.jpg'><div><p>Solène Quervel</p><p>Elle écrit depuis six ans sur ce qui flotte "
        "et ce qui coule, et tient un carnet de bord.</p></div></div>"
    )
    assert heard(behind=life) == []


def test_a_name_and_where_it_writes_from_signs_the_article() -> None:
    assert heard(behind="<p>Oscar Belvaux, depuis Courmanche</p>") == []


def test_words_in_italics_right_under_a_picture_are_its_caption() -> None:
    assert heard("<p><img src='b.jpg'/><br/><em>Le bac, vu de la rive. Le câble date de 1961.</em></p>") == []


def test_words_in_italics_without_a_picture_are_the_article_s() -> None:
    assert heard("<p><em>Le bac, vu de la rive. Le câble date de 1961.</em></p>") == [
        "Le bac, vu de la rive. Le câble date de 1961."
    ]


OWN = {
    "fact box": (
        "<div class='rep'><h3>Repères</h3><p>Le premier bac date de 1784, sous une corde de chanvre.</p>"
        "<p>Le pont fut ouvert en 1968, à quatre kilomètres en amont.</p>"
        "<p>Lire aussi : <a href='/p'>Le pont fermé pour travaux</a></p></div>"
    ),
    "question and answers without a button": (
        "<div class='qr'><p>Que dit le règlement ?</p><ul><li>Vingt voitures</li><li>Aucun camion</li></ul></div>"
    ),
    "paragraph in an element with a label": (
        "<div class='x'><p>Le câble, lui, sera remplacé au mois de mai par une équipe venue du port.</p>"
        "<div>Publicité</div></div>"
    ),
    "heading of a section with a link beside it": (
        "<div class='tete'><h2>Un câble de 1961</h2><a href='/t'>Télécharger l’article</a></div>"
    ),
    "when and how much, with a link below": (
        "<div class='prat'><h3>La fête du bac</h3><p>Les 3 et 4 mai, sur la rive gauche, 5 euros.</p>"
        "<a href='/r'>Réserver une place</a></div>"
    ),
    "sentence beside a newsletter's element": (
        "<div class='partie'><p>Le câble, lui, sera remplacé au mois de mai par une équipe venue du port, la même qui "
        "avait tendu le premier.</p><div class='lt'><p>Recevez chaque jeudi notre newsletter gratuite.</p>"
        "<button>Je m’inscris</button></div></div>"
    ),
    "quotation in a box with a form": (
        "<div class='cit'><blockquote>Je passe le fleuve comme d’autres leur vie, sans me retourner.</blockquote>"
        "<button>Je m’abonne</button></div>"
    ),
}


@pytest.mark.parametrize("box", OWN.values(), ids=OWN)
def test_what_is_the_article_s_own_in_a_box_stays(box: str) -> None:
    first = heard(box)
    assert first
    assert not any(d.rule == "rest-of-a-box" for d in segmented(box).dropped)


def test_the_ledger_names_the_box_and_what_is_asked_for_stays() -> None:
    reasons = {d.text: d.reason for d in segmented(GONE["newsletter"]).dropped if d.rule == "rest-of-a-box"}
    assert reasons["Au fil de l’eau"] == "newsletter"
    assert heard(POLL, keep="Prendriez-vous") == ["Prendriez-vous le bac chaque jour ?"]
