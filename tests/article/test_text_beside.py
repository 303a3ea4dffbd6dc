"""Plain text: lines that no phrase names, told by what stands beside them; and the lines that must not be so told."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from audioedition.article.chrome import fold, load_phrasebook
from audioedition.article.judge.buttons import networks_in_a_row
from audioedition.article.judge.stamps import is_stamp
from audioedition.model import Article, Source
from audioedition.segment import segment_article

NOW = datetime(2025, 1, 1, tzinfo=timezone.utc)
HEAD = """Le lavoir de Trémolat retrouve son toit

Par Odette Vasseur

Publié le 4 mai 2024 à 10h12

Quarante ans après son effondrement, le toit du lavoir a été remonté tuile par tuile par une équipe\
 de bénévoles, sous les ordres d’un charpentier de quatre-vingts ans.
"""
MIDDLE = """
Les tuiles viennent d’une grange voisine, dont la propriétaire, Josette Amiel, ne savait plus que faire ;\
 elle les a données à condition que l’on n’en vende aucune, et nul n’en a vendu.
"""
TAIL = """
La fontaine coule de nouveau depuis dimanche. On y a vu une grenouille, ce qui a fait plus de bruit\
 au village que le discours du sous-préfet et que la fanfare réunis.

Articles similaires

Une forge à vendre
"""


def read(*pieces: str) -> Article:
    text = "\n".join(pieces)
    return segment_article(Source(data=text.encode(), media_type="text/plain", fetched_at=NOW))


def texts(*pieces: str) -> list[str]:
    return [p.text for p in read(*pieces).paragraphs]


@pytest.mark.parametrize(
    "box",
    [
        "« On a failli renoncer deux fois. »\n\nJosette Amiel, propriétaire de la grange\n",
        "La Gazette du lavoir\n\nChaque vendredi, l’essentiel de la vallée.\n\nS’inscrire\n",
        "L’appli du lavoir\n\nVotre journal en numérique\n\nJe m’abonne\n",
        "Les derniers tuiliers\nUn film sur les hommes du four et de l’argile.\nCanal vallée\n",
        "Le lavoir vu du ciel\n1:47\n",
        "Le lavoir vu du ciel\n\nDurée : 2 min 10\n",
        "Josette Amiel, propriétaire\n\nPHOTO MARC TEULIER, LA GAZETTE\n",
        "Odette Vasseur\n",
        "Partager : Facebook X WhatsApp Courriel\n",
        "FacebookXWhatsAppCourriel\n",
        "Le charpentier devant la dernière ferme, en avril. Marc Teulier / La Gazette\n",
    ],
    ids=["speaker", "pitch", "box title", "card", "film", "film, minutes", "name over a credit", "author again",
         "networks", "networks glued", "caption by name and paper"],
)  # fmt: skip
def test_a_box_amid_the_text_is_not_read(box: str) -> None:
    lost = {"« On a failli renoncer deux fois. »"}
    expected = [*texts(HEAD, MIDDLE, TAIL)]
    assert [t for t in texts(HEAD, MIDDLE, box, TAIL) if t not in lost] == expected


@pytest.mark.parametrize(
    "own",
    [
        "Un toit, enfin\n",
        "À lire aussi\n\nUne forge à vendre dans la vallée haute de la Vézère\n\nLa grenouille\n",
        "La suite après cette publicité\n\nLa grenouille\n",
        "« On n’a pas eu peur »\n",
        "Josette Amiel\n",
        "17-0.\n",
        "Et la fontaine ?\n\nElle attendra.\n",
        "Mars 2016\n",
        "Grève SNCF\n",
        "Les tuiles :\n\nonze mille plates\nneuf cents faîtières\n",
        "Voir aussi loin que possible\n",
        "► Paul, charpentier\n",
        "\"Veuillez vous connecter\"\n",
    ],
)  # fmt: skip
def test_a_short_line_of_the_article_is_read(own: str) -> None:
    last = own.strip().splitlines()[-1]
    assert last in texts(HEAD, MIDDLE, own, TAIL)


def test_the_last_words_are_read() -> None:
    ending = "\nEt vous, qu’auriez-vous fait ?\n\nPeut-être rien.\n\nOu l’été.\n"
    found = texts(HEAD, MIDDLE, ending, "\nPartager\n\nArticles similaires\n\nUne forge à vendre\n")
    assert found[-3:] == ["Et vous, qu’auriez-vous fait ?", "Peut-être rien.", "Ou l’été."]


def test_the_headline_of_a_page_copied_whole_stands_under_its_menu() -> None:
    menu = "La Gazette\nSe connecter\nS’abonner\nPolitique\nSociété\nCulture\nAccueil\n"
    article = read(menu, HEAD, MIDDLE, TAIL)
    assert article.title == "Le lavoir de Trémolat retrouve son toit"
    assert "La Gazette" in [d.text for d in article.dropped]


def test_what_is_said_of_the_author_below_the_article_is_not_read() -> None:
    life = "\nOdette Vasseur\n\nJournaliste indépendante, elle écrit sur les gens qui réparent.\n\nPartager\n"
    assert texts(HEAD, MIDDLE, life) == texts(HEAD, MIDDLE, "\nPartager\n")


def test_a_paragraph_printed_twice_is_heard_once() -> None:
    assert texts(HEAD, MIDDLE, TAIL, MIDDLE) == texts(HEAD, MIDDLE, TAIL)


@pytest.mark.parametrize(
    "line",
    [
        "4 min Publié le 12 mars 2026 Mis à jour le 13 mars 2026 à 09:12 Odette Vasseur",
        "par Odette Vasseur 3 septembre 2026 à 07h00, mise à jour 4 septembre 2026 Temps de lecture : 8 min.",
        "Odette Vasseur | dim. 28 novembre 2021 à 08h27 - Mis à jour le lun. 29 novembre 2021 à 12h13",
        "Notre envoyé spécial Marc Teulier publié le 6 février 2026 à 23h48 mis à jour le 7 février 2026 à 00h31",
    ],
)
def test_dates_and_names_run_together_are_a_stamp(line: str) -> None:
    assert is_stamp(line)


@pytest.mark.parametrize(
    "line",
    [
        "Le décret, publié le 3 mars 2024 et modifié le 5 avril 2024, prévoit un délai.",
        "Victor Hugo meurt le 22 mai 1885 à 13 h 27",
        "Naissance le 3 mars 1920 à 14h30",
    ],
)
def test_dates_in_a_sentence_are_no_stamp(line: str) -> None:
    assert not is_stamp(line)


def test_networks_in_a_row_are_no_heading() -> None:
    book = load_phrasebook()
    for line in (
        "partager facebook x whatsapp commenter 41 sauvegarder",
        "148239Partager",
        "Facebook XWhatsApp Email",
    ):
        assert networks_in_a_row(fold(line), book) is not None
    for line in ("Partager la nuit", "Aimer, partager", "Facebook"):
        assert networks_in_a_row(fold(line), book) is None


@pytest.mark.parametrize(
    "line",
    [
        "Cliquez sur l’icône du dossier et maintenez l’appui : elle s’agrandit et vous pouvez la déplacer.",
        "Le site a été écrit en JavaScript, et vous ne le saurez jamais.",
        "L’affirmation est contestée par certains : depuis le 10 septembre, elle n’a rien dit.",
        "Partager l’outil entre voisins",
        "Il a joué pour Marseille, puis pour Lens.",
        "Note : 14/20",
        "2.4.3 Vue d’ensemble des manuels",
        "Retrouvez vos amis, quittez la ville, dormez.",
        "Chaque don d’organe sauve une vie, rappelle le chirurgien.",
    ],
)
def test_prose_that_only_sounds_like_a_page(line: str) -> None:
    assert load_phrasebook().find(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "Ce résumé a été généré par une intelligence artificielle et relu par la rédaction.",
        "À lire aussiOise : les châteaux d’eau de la vallée vendus aux enchères",
        "VIDÉO. Regardez la mise en place de la charpente (03:12)",
        "Fnac 219 € Découvrir l’offre",
        "Ajouter La Gazette à vos sources préférées sur Google",
        "Suivez toute l’actualité de vos communes sur notre application",
        "Incapable d’afficher le contenu",
        "Avec les informations de Marc Teulier",
        "Adaptation web: Marc Teulier",
        "Vous venez de lire un article en accès libre",
        "Le charpentier au travail. | LA GAZETTE / MARC TEULIER",
    ],
)
def test_lines_of_a_page(line: str) -> None:
    assert load_phrasebook().find(line) is not None


def test_one_article_is_announced_and_what_follows_it_is_the_heading() -> None:
    announced = "Lire l’article\n\nUne forge quitte la vallée\n\nQui a payé les tuiles ?\n"
    assert "Qui a payé les tuiles ?" in texts(HEAD, announced, MIDDLE, TAIL)
    assert "Une forge quitte la vallée" not in texts(HEAD, announced, MIDDLE, TAIL)
