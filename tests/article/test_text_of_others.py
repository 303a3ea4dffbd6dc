"""Copied text: rows of cards and readers' threads behind an article are told by their shape, and look-alikes stay."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from audioedition.model import Article, Source
from audioedition.segment import segment_article

NOW = datetime(2026, 11, 30, tzinfo=timezone.utc)
TITLE = "La tourbière de Malaval retrouve son eau"
BODY = (
    "Depuis l’automne, la tourbière de Malaval se remplit de nouveau : les drains creusés en 1962 pour y planter des"
    " épicéas ont été bouchés un à un par les agents du parc, à la pelle et à la brouette.",
    "La directrice du parc, Hélène Roubaud, a compté dix-sept espèces de libellules au mois d’août, trois de plus que"
    " l’année précédente ; la sphaigne recouvre déjà les ornières des anciens engins forestiers.",
    "Les éleveurs du plateau, d’abord inquiets pour leurs estives, ont obtenu une clôture neuve et un accès au"
    " ruisseau, que les tarines rejoignent désormais par un ponton de mélèze.",
    "Un sentier sur pilotis ouvrira au printemps, avec une longue-vue pour regarder les bécassines sans les faire"
    " lever, et des panneaux que les élèves du collège ont écrits eux-mêmes.",
)
FOOT = ("Mentions légales", "Contact", "Plan du site")


def read(*behind: str, body: tuple[str, ...] = BODY) -> Article:
    head = ("Accueil", "Sports", "Culture", TITLE, "Par Solange Arnaud", "Publié le 3 novembre 2026 à 18h02")
    text = "\n\n".join((*head, *body, *behind, *FOOT))
    return segment_article(Source(data=text.encode(), media_type="text/plain", fetched_at=NOW))


def heard(article: Article) -> list[str]:
    return [p.text for p in article.paragraphs if p.role != "title"]


THREADS = (
    (
        "Aline Estève",
        "16 novembre 2026 at 14 h 17 min",
        "Bonjour,",
        "Je suis allée voir la tourbière dimanche avec ma fille et nous n’avons trouvé aucun panneau sur la route.",
        "D’avance merci pour vos explications sur le chemin à prendre depuis le bourg.",
        "Le garde du parc",
        "17 novembre 2026 at 9 h 02 min",
        "Bonjour,",
        "Le parking est derrière l’église, et le chemin part du lavoir : vous aurez vingt minutes de marche.",
        "Jeannot",
        "18 novembre 2026 at 20 h 40 min",
        "Mon père plantait ces épicéas pour trois francs par jour, et je les ai vus arracher sans regret.",
    ),
    (
        "Pour aller plus loin",
        "Et toi, tu y étais déjà allé ?",
        "Une lectrice",
        "Bravo aux agents du parc, on attendait ça depuis longtemps dans la vallée.",
        "Une lectrice",
        "C'est bien beau mais qui va payer le ponton et la longue-vue à la fin ?",
        "Une lectrice",
        "moi je préférais les épicéas, au moins il y avait de l’ombre l’été",
        "Une lectrice",
        "Il faudrait aussi boucher les drains de la plaine, tout le monde le sait.",
        "Une lectrice",
        "On y va dimanche, si le temps le permet et si la route est ouverte.",
    ),
)


SAID = (
    "Ping : La tourbe et les hommes – Carnets du plateau",
    "BAREAU J-N dit :",
    "7 novembre 2026 à 16 h 04 min",
    "Le ponton de mélèze, certainement une bonne idée pour les tarines, mais merci de penser aussi aux poussettes.",
    "Répondre",
    "Le parc & ses gardes dit :",
    "8 novembre 2026 à 14 h 14 min",
    "Cher Monsieur, merci pour votre remarque : une rampe est prévue au printemps, et vous serez le premier prévenu.",
    "Il faudra seulement composer avec la crue, qui monte jusqu’aux planches une année sur trois.",
    "Répondre",
)


@pytest.mark.parametrize("thread", [*THREADS, SAID])
def test_what_readers_write_is_not_heard(thread: tuple[str, ...]) -> None:
    article = read(*thread)
    assert heard(article) == list(BODY)
    assert not article.doubtful


def test_an_answer_s_day_and_hour_is_no_entry_of_a_table_of_contents() -> None:
    thread = (
        "2 commentaires",
        "Le garde du parc",
        "3 mai 2026 at 9 h 12 min",
        "Bonjour,",
        "Le sentier restera fermé jusqu’en avril, le temps que les pilotis sèchent tout à fait.",
        "Le garde du parc",
        "2 mai 2026 at 19 h 41 min",
        "Bonjour,",
        "Les chiens seront admis en laisse sur le sentier, sauf pendant la nidification des bécassines.",
    )
    assert heard(read(*thread)) == list(BODY)


MENU = (
    "À lire plus tard",
    "Retour",
    "Solutions pour les communes et les parcs",
    "Retour",
    "Découvrez votre parc et ses sentiers, avec nos guides et nos cartes.",
    "Retour",
    "Offrez une sortie à vos amis, et choisissez votre guide.",
    "Retour",
    "Réservez votre place sur le ponton et votre longue-vue.",
    "Retour",
    "Partager",
)


def test_a_button_that_comes_again_is_nobody_s_name() -> None:
    article = read(body=(*BODY, *MENU))
    assert [d.text for d in article.dropped if d.rule == "readers-thread"] == []


def test_a_question_to_readers_amid_the_article_does_not_end_it() -> None:
    asked = "Qu’en pensez-vous ?"
    sections = (
        "POUR LES ÉPICÉAS",
        "Ils donnaient de l’ombre et du bois de coffrage, et la commune touchait une part des coupes chaque hiver.",
        "CONTRE LES ÉPICÉAS",
        "Ils buvaient la tourbière par le pied, et les libellules avaient quitté le plateau depuis trente ans.",
        "Le parc a tranché : il n’en restera que trois, pour la mémoire, au bord du chemin qui mène au lavoir.",
    )
    found = heard(read(body=(*BODY[:2], asked, *sections, *BODY[2:])))
    assert [p for p in (*sections, *BODY) if p not in found] == []


def test_a_counter_under_the_standfirst_does_not_end_the_article() -> None:
    found = heard(read(body=(BODY[0], "Commentaires", "12", *BODY[1:])))
    assert [p for p in BODY if p not in found] == []


def test_a_list_that_a_colon_announces_at_the_end_is_heard() -> None:
    listed = (
        "La visite est gratuite, mais les promeneurs devront apporter eux-mêmes, et remporter après le chemin :",
        "Une gourde ;",
        "Des bottes ;",
        "Un chapeau ;",
        "Leurs restes.",
    )
    assert heard(read("En savoir plus", "Le parc de Malaval", "Le lavoir", body=(*BODY, *listed)))[
        -5:
    ] == list(listed)


DAYS = (
    "Lundi 2 novembre 2026, 7 heures",
    "Les agents arrivent au lavoir dans la brume, et la directrice leur montre sur la carte le premier des drains.",
    "Mardi 3 novembre 2026, 7 heures",
    "La pelle casse sur une souche d’épicéa ; on finit la journée à la bêche, sous une pluie fine et têtue.",
    "Mercredi 4 novembre 2026, 7 heures",
    "L’eau monte d’une main dans l’ornière, et la première libellule de la saison passe sans s’arrêter.",
)


def test_a_chronicle_s_days_and_hours_are_the_article_s() -> None:
    assert heard(read(body=(*BODY, *DAYS)))[-6:] == list(DAYS)


CARDS = (
    (
        "Énergie - Publié le 24 octobre 2026",
        "Le barrage de Sourde ne turbinera plus l’été",
        "L’exploitant invoque la sécheresse et promet aux communes riveraines une compensation avant Noël.",
        "Élevage - Publié le 14 octobre 2026",
        "Des patous formés à ne plus mordre les randonneurs",
        "Une bergère de Haute-Combe élève ses chiots au milieu des promeneurs, et les résultats étonnent.",
        "Transports - Publié le 5 octobre 2026",
        "La ligne des crêtes rouvre entre Ambre et Tournel",
        "Le premier autorail a emporté cent vingt voyageurs, dont le ministre des Transports et un accordéoniste, que"
        " le chef de gare avait invité en souvenir de son grand-père, mécanicien sur la même ligne.",
    ),
    (
        "Plus d’articles du même thème",
        "Le barrage de Sourde ne turbinera plus l’été",
        "Aurélie Abadec",
        "L’exploitant invoque la sécheresse et promet aux communes riveraines une compensation avant Noël.",
        "Des patous formés à ne plus mordre les randonneurs",
        "Bruno Roulhic",
        "Une bergère de Haute-Combe élève ses chiots au milieu des promeneurs, et les résultats étonnent.",
        "La ligne des crêtes rouvre entre Ambre et Tournel",
        "Aurélie Abadec",
        "Le premier autorail a emporté cent vingt voyageurs, dont le ministre, et un accordéoniste.",
    ),
    (
        "À lire également sur le Courrier du plateau :",
        "Le barrage de Sourde ne turbinera plus l’été : l’exploitant, qui invoque la sécheresse, a promis aux communes"
        " riveraines une compensation dont personne ne connaît encore…",
        "Des patous formés à ne plus mordre les randonneurs : une bergère de Haute-Combe élève ses chiots au milieu des"
        " promeneurs, et ceux qui en doutaient ont dû reconnaître que les premiers…",
        "La ligne des crêtes rouvre entre Ambre et Tournel : le premier autorail a emporté cent voyageurs, dont le"
        " ministre et un accordéoniste, que le chef de gare avait…",
    ),
    (
        "À lire également sur le Courrier du plateau :",
        "Le barrage de Sourde ne turbinera plus l’été",
        "L’exploitant, qui invoque la sécheresse et le prix du mégawatt, a promis aux communes riveraines une"
        " compensation financière dont le montant sera connu avant Noël par arrêté.",
        "Des patous formés à ne plus mordre les randonneurs",
        "Une bergère de Haute-Combe élève ses chiots au milieu des promeneurs du dimanche, et ceux qui en doutaient ont"
        " dû reconnaître que les morsures avaient cessé en deux saisons.",
        "La ligne des crêtes rouvre entre Ambre et Tournel",
        "Le premier autorail a emporté cent vingt voyageurs, dont le ministre des Transports et un accordéoniste, que"
        " le chef de gare avait invité en souvenir de son grand-père.",
        "Un boulanger de Tournel cuit au feu de bois",
        "Le fournil date de 1894 et consomme un stère par semaine ; la clientèle, elle, vient de trois départements"
        " pour une miche dont la croûte craque pendant une heure.",
    ),
)


@pytest.mark.parametrize("cards", CARDS)
def test_rows_of_cards_behind_the_article_are_not_heard(cards: tuple[str, ...]) -> None:
    assert heard(read(*cards)) == list(BODY)


SECTIONS = (
    "À lire également sur le Courrier du plateau :",
    "Le barrage de Sourde ne turbinera plus l’été",
    "Boucher les drains un à un",
    "Les agents du parc bouchent chaque drain avec la tourbe sortie en 1962, qu’ils vont chercher à la brouette dans"
    " les ornières des engins, et la tassent à la pelle jusqu’au niveau du plateau.",
    "Compter les libellules",
    "La directrice compte les libellules à heure fixe sur douze stations de la tourbière, avec des élèves du collège,"
    " et note chaque espèce dans un cahier que le parc garde depuis vingt ans.",
    "Convaincre les éleveurs",
    "Les éleveurs des estives ont demandé une clôture et un accès au ruisseau pour leurs tarines ; le ponton de mélèze"
    " a été posé en une semaine par les agents et par deux bergers du plateau.",
    "Ouvrir le sentier",
    "Le sentier sur pilotis traversera la sphaigne sans la toucher, et la longue-vue permettra de regarder les"
    " bécassines de la tourbière depuis le dernier virage, au printemps.",
)


def test_an_article_s_own_sections_behind_related_headlines_are_heard() -> None:
    assert heard(read(*SECTIONS))[-8:] == list(SECTIONS[2:])


PORTRAITS = (
    "La doyenne qui connaît chaque trou d’eau du plateau",
    "Marthe Vialard",
    "À quatre-vingt-onze ans, Marthe Vialard traverse encore la tourbière sans bottes, en suivant les touffes.",
    "Le facteur qui relève les pièges à moustiques",
    "Simon Echard",
    "Entre deux boîtes aux lettres, Simon Echard note ses relevés sur un carnet que le parc lui a confié.",
)


def test_portraits_under_a_name_are_the_article_s() -> None:
    assert heard(read(body=(*BODY[:2], *PORTRAITS, *BODY[2:])))[2:-2] == list(PORTRAITS)


TITLES = ("À lire aussi sur le guide du plateau :", "Les dix plus belles tourbières du Massif central")


@pytest.mark.parametrize(
    "titles",
    [
        (*TITLES, "Les douze sentiers à faire avec des enfants"),
        (
            "À lire également sur ce thème :",
            "À quoi sert une tourbière ?",
            "Faut-il arracher tous les épicéas qui ont été plantés sur le plateau ?",
            "Combien coûte un sentier ?",
            "Qui paie la clôture ?",
        ),
    ],
)
def test_a_colon_announces_the_headlines_below_it(titles: tuple[str, ...]) -> None:
    section = (
        "Un plateau à parcourir",
        "Le plateau se parcourt à pied, et la tourbière se devine de loin au coton.",
    )
    found = heard(read(body=(*BODY[:3], *titles, *BODY[3:], *section)))
    assert found == [*BODY, *section]


def test_a_dossier_s_contents_with_who_wrote_each_are_not_heard() -> None:
    contents = (
        "Boucher les drains",
        "Pourquoi la tourbe sortie en 1962 est la meilleure pour combler ce qu’elle a quitté.",
        "- Ana Ruiz",
        "Compter les libellules",
        "Douze stations, dix-sept espèces, un cahier que personne n’ose jeter.",
        "- Paul Nédélec, Inès Galtier",
        "Payer la clôture",
        "Ce que l’Europe, la région et trois communes ont promis aux éleveurs des estives.",
        "- Solange Arnaud",
    )
    assert not set(contents) & set(heard(read(*contents)))


DIARY = (
    "Malaval",
    "Lundi 2 novembre 2026 à 7 h 10",
    "Je suis monté seul avec la carte, et j’ai compté les drains jusqu’à la nuit sans voir personne sur le plateau.",
    "Brassac",
    "Mardi 3 novembre 2026 à 19 h 40",
    "Ma femme m’a rejoint à l’auberge ; nous avons parlé de mon père, qui plantait ici pour trois francs par jour.",
    "Le lavoir",
    "Mercredi 4 novembre 2026 à 6 h 05",
    "J’ai bouché mon premier drain, et j’ai regardé l’eau monter d’une main dans l’ornière.",
)
CHRONOLOGY = (
    "12 mai 1962",
    "Les premiers drains sont creusés à la dynamite",
    "Trente ouvriers ouvrent en deux étés onze kilomètres de fossés, et la tourbière commence à baisser.",
    "3 mars 1991",
    "La commune vend la coupe à une scierie",
    "Les épicéas partent par camions entiers ; personne ne replante, faute de route et d’envie.",
)
OPINIONS = (
    "Il faut rouvrir tous les drains du plateau",
    "Jean Védrine",
    "On ne nourrit personne avec des libellules : sans herbe, les estives fermeront avant dix ans.",
    "Il faut boucher jusqu’au dernier fossé",
    "Clara Monestier",
    "L’eau qui dort là-haut est celle que nous boirons en août, et la tourbe la garde mieux que le béton.",
)


@pytest.mark.parametrize("own", [DIARY, CHRONOLOGY, OPINIONS])
def test_a_diary_a_chronology_and_opinions_face_to_face_are_no_cards(own: tuple[str, ...]) -> None:
    article = read(body=(*BODY[:2], *own, *BODY[2:]))
    rules = {"readers-thread", "card-of-a-row"}
    assert [d.text for d in article.dropped if d.rule in rules] == []
