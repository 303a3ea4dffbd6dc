"""Plain text: what stands amid an article does not end it, and what its neighbours give away is not read."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from audioedition.article.chrome import fold, load_phrasebook
from audioedition.article.extract import extract_page
from audioedition.article.judge.buttons import buttons_in_a_row
from audioedition.article.judge.mend import mend_copied
from audioedition.model import Source
from audioedition.segment import segment_page

OPENING = """Le moulin de Vaudrey rouvre ses portes

Publié le 4 mai 2024 à 10h12

La roue du moulin de Vaudrey tourne de nouveau depuis samedi matin, après onze ans de silence\
 et deux ans d’un chantier que personne, dans la vallée, ne croyait voir finir un jour.

Le meunier, qui a repris l’affaire de son oncle, a passé l’hiver à retailler les meules à la main,\
 avec l’aide de trois compagnons venus de la ville voisine et payés en farine.
"""
CLOSING = """
Articles similaires

Une forge à vendre dans la vallée haute
"""


def kept(text: str) -> list[str]:
    source = Source(
        data=text.encode(),
        media_type="text/plain",
        charset="utf-8",
        fetched_at=datetime(2024, 5, 4, tzinfo=timezone.utc),
    )
    return [p.text for p in segment_page(extract_page(source)).paragraphs]


@pytest.mark.parametrize(
    "box",
    [
        "Newsletter\n\nChaque vendredi, recevez nos meilleures histoires par e-mail.\n\nJe m’inscris",
        "Vidéos : en ce moment sur le site",
        "Sur le même sujet : le reportage du journal\n\nCe contenu n’est pas disponible dans votre lecteur",
        "Le moulin en bref\n\nHauteur : 12 mètres\nRoue : 5 mètres\nMeules : 2 paires\n\nEt demain ?",
    ],
    ids=["newsletter", "videos", "one link", "infobox"],
)
def test_the_article_goes_on_after_a_box(box: str) -> None:
    ending = (
        "La première fournée a été vendue en vingt minutes, devant une file qui descendait jusqu’au pont "
        "et que les gendarmes ont dû couper en deux à hauteur de l’école.\n\nLa suivante est prévue mercredi.\n"
    )
    texts = kept(f"{OPENING}\n{box}\n\n{ending}{CLOSING}")
    assert any(t.startswith("La première fournée") for t in texts)
    assert "La suivante est prévue mercredi." in texts
    assert not any("forge" in t or "inscris" in t for t in texts)


def test_a_table_of_contents_is_not_the_end_and_not_read_twice() -> None:
    body = (
        "Le chantier\n\nIl a fallu curer le bief, refaire la vanne et trouver du chêne assez sec "
        "pour l’arbre de la roue.\n\n"
        "Commentaire d’un voisin\n\nLe bruit ne gêne personne, assure le maraîcher d’en face, "
        "qui règle désormais sa journée sur lui.\n"
    )
    contents = "Sommaire\n\n1 Le chantier\n2 Commentaire d’un voisin\n"
    texts = kept(f"{OPENING}\n{contents}\n{body}{CLOSING}")
    assert texts.count("Le chantier") == 1
    assert "Commentaire d’un voisin" in texts
    assert any(t.startswith("Le bruit ne gêne") for t in texts)
    assert not {"Sommaire", "1 Le chantier", "2 Commentaire d’un voisin"} & set(texts)


def test_cards_after_the_article_are_not_won_back() -> None:
    cards = (
        "Recevez chaque matin notre newsletter par e-mail\n\nLa scierie du haut cherche un repreneur\n\n"
        "Le patron part à la retraite en juin et aucun de ses enfants ne souhaite lui succéder.\n"
    )
    texts = kept(f"{OPENING}\n{cards}")
    assert len(texts) >= 2
    assert not any("retraite" in t or "scierie" in t for t in texts)


def test_a_dated_note_with_a_sentence_is_the_article_s() -> None:
    note = "Mise à jour, vendredi 9 mai : la commune annonce que le moulin fermera une semaine pour réparer la vanne."
    texts = kept(f"{OPENING}\n{note}\n\nLes habitués ont été prévenus par une affiche.\n{CLOSING}")
    assert note in texts


@pytest.mark.parametrize(
    "line",
    [
        "Yann Le Bihan dans son atelier. (Thomas Renaud/Divergence pour « Le Matin »)",
        "Un plaisancier au port, le 12 août 2023. (DAMIEN ROBIN / AFP)",
        "Par Hubert de Lassay Publié le 22 août 2023 à 18:12, mis à jour le 23 août 2023 à 07:30",
        "Article rédigé par Élodie Fontaine",
        "Si vous avez des informations à nous communiquer, vous pouvez nous contacter à l’adresse enquete@exemple.fr.",
        "La synthèse vocale, basée sur l’intelligence artificielle, permet de générer un texte parlé.",
        "La Une de la vallée",
        "2 Messages de forum",
        "Accueil > Numéros > N° 12 > Le moulin",
        "Même pour 2 €, vous pouvez soutenir le journal en moins d’une minute. Merci.",
    ],
)
def test_lines_that_no_article_says(line: str) -> None:
    assert load_phrasebook().find(line) is not None


@pytest.mark.parametrize(
    "line",
    [
        "Le maire (PS) a salué « un soir de fête ».",
        "Il vend son pain à la Une des Halles de la ville, où l’on se presse depuis l’aube.",
        "Vous avez aimé, disait-il, et moi aussi.",
        "Soutenir les éleveurs",
        "Il vit depuis à Saint-Denis (Océan Indien, La Réunion).",
        "« L’information ne doit pas circuler », a tranché le préfet, qui a fait fermer la route.",
        "Soutenir son village, c’est aussi y acheter son pain.",
        "Le conseil a voté par huit voix contre sept, mardi soir (lire notre édition de mercredi), le budget.",
    ],
)
def test_lines_that_an_article_says(line: str) -> None:
    assert load_phrasebook().find(line) is None


def test_buttons_run_together_are_no_heading() -> None:
    book = load_phrasebook()
    assert buttons_in_a_row(fold("Ajouter à mes articles Commenter Partager"), book) is not None
    assert buttons_in_a_row(fold("Partager le pain"), book) is None
    assert buttons_in_a_row(fold("Culture Société"), book) is None


@pytest.mark.parametrize(
    ("copied", "printed"),
    [
        ("L L ’infirmière a compté.", "L’infirmière a compté."),
        ("L Le matin est clair.", "Le matin est clair."),
        ("L ’infirmière a compté.", "L’infirmière a compté."),
        ("À l’aube, il part.", "À l’aube, il part."),
    ],
)
def test_a_drop_cap_set_apart(copied: str, printed: str) -> None:
    assert mend_copied(copied) == printed
