"""Copied text: what the page around says before and behind an article is not heard; what an article says stays."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from audioedition.model import Article, Source
from audioedition.segment import segment_article

NOW = datetime(2026, 11, 30, tzinfo=timezone.utc)
TITLE = "Le phare de Kermor s’allume sans gardien"
PAGE = f"{TITLE} - La Gazette du Trégor"
MENU = ("Accueil", "Sports", "Culture", "Agenda")
STAMP = ("Par Solange Arnaud", "Publié le 3 novembre 2026 à 18h02")
BODY = (
    "Depuis lundi soir, la lanterne du phare de Kermor tourne toute seule : une cellule mesure la lumière du jour, et"
    " un moteur gros comme un poing remplace les trois hommes qui se relayaient dans la tour.",
    "Le dernier gardien, Hervé Calvez, a descendu les cent douze marches avec sa radio et son réveil ; il a laissé la"
    " clé du coffre aux ouvriers, qui ne savaient pas à quoi elle pouvait bien servir.",
    "La commune voudrait ouvrir la galerie aux promeneurs dès le printemps, mais l’escalier, fendu par la tempête de"
    " janvier, doit d’abord être consolidé par une entreprise de Paimpol.",
    "Les pêcheurs, eux, regardent surtout l’éclat : deux coups brefs, un coup long, comme il y a cent ans, et la mer"
    " qui se couvre d’or jusqu’aux Héaux quand la brume se lève.",
)
FOOT = (
    "Mentions légales",
    "Contact",
    "redaction@gazette-tregor.fr",
    "© 2026 La Gazette du Trégor. Tous droits réservés.",
)


def read(*lines: str, title: str = PAGE) -> Article:
    text = "\n\n".join((title, *MENU, *lines, *FOOT))
    return segment_article(Source(data=text.encode(), media_type="text/plain", fetched_at=NOW))


def heard(article: Article) -> list[str]:
    return [p.text for p in article.paragraphs if p.role != "title"]


WIDGET = (
    "Share article highlights",
    "Select any sentence of the article and choose how you share it with your friends.",
    "Copied to clipboard",
)
GRANT = (
    "FONDO EUROPEO DE DESARROLLO",
    "La empresa ha contado con el apoyo del fondo europeo para la traducción de sus páginas y de su boletín semanal.",
)


COOKIES = (
    "Las cookies de preferencias permiten a la página que recuerde lo que el lector ha elegido, como su idioma.",
)


@pytest.mark.parametrize(
    ("before", "behind"), [(WIDGET, ()), ((), GRANT), (WIDGET, WIDGET), ((), (*GRANT, *COOKIES))]
)
def test_another_language_around_the_article_is_not_heard(
    before: tuple[str, ...], behind: tuple[str, ...]
) -> None:
    assert heard(read(TITLE, *STAMP, *before, *BODY, *behind)) == list(BODY)


@pytest.mark.parametrize(
    "quoted",
    [
        "« The keeper of the light is the last man of the coast », disait un écrivain anglais.",
        "Hart, J. (2019). The Keepers of the Light and How They Left It. London, Trinity Press.",
        "Le phare porte encore, en lettres de cuivre, la devise de ses ingénieurs : Per mare et per terras.",
    ],
)
def test_what_the_article_quotes_in_another_language_is_heard(quoted: str) -> None:
    assert heard(read(TITLE, *STAMP, *BODY, quoted))[-1] == quoted


OFFERS = (
    (
        "Besoin d’un couvreur ?",
        "Nous vous mettons en relation avec un artisan près de chez vous",
        "Trouver mon couvreur",
    ),
    ("Une fuite, un doute ?", "Un plombier du Trégor vous rappelle dans l’heure", "Être rappelé"),
)


@pytest.mark.parametrize("offer", OFFERS)
def test_a_box_that_the_page_shows_twice_is_not_heard(offer: tuple[str, ...]) -> None:
    article = read(TITLE, *STAMP, *BODY[:2], *offer, *BODY[2:], "Partager", "Articles récents", *offer)
    assert heard(article) == list(BODY)


QUESTIONS = (
    "Qui a construit le phare de Kermor au siècle dernier, et avec quel argent ?",
    "Combien de marches faut-il monter ?",
    "Pourquoi la galerie est-elle fermée au public depuis la tempête de janvier ?",
)


def test_a_menu_between_two_prints_of_the_headline_is_not_heard() -> None:
    assert heard(read(TITLE, *QUESTIONS, TITLE, *STAMP, *BODY)) == list(BODY)


def test_a_standfirst_that_asks_between_two_prints_of_the_headline_is_heard() -> None:
    asked = "Que devient un phare quand plus personne n’y dort, que la lanterne tourne toute seule et que les pêcheurs"
    asked += " en sont à se demander ce que l’on fera de la clé du coffre ?"
    assert heard(read(TITLE, asked, "Partager", TITLE, *STAMP, *BODY)) == [asked, *BODY]


DIALOGS = (
    (
        "Connectez-vous",
        "Pour conserver cet article, merci de vous connecter à votre compte avec votre adresse e-mail.",
    ),
    (
        "S’abonner",
        "Votre navigateur est trop ancien. Veuillez en installer un autre pour profiter de notre site.",
    ),
)


@pytest.mark.parametrize("dialog", DIALOGS)
def test_a_dialog_above_the_article_is_not_heard(dialog: tuple[str, ...]) -> None:
    assert heard(read(TITLE, *dialog, "Facebook", *STAMP, *BODY)) == list(BODY)


def test_a_newsroom_that_says_we_in_its_first_sentence_is_heard() -> None:
    first = (
        "Nous avons compté avec nos lecteurs les phares habités de la côte : il en reste deux, et une île."
    )
    assert heard(read(TITLE, *STAMP, "Commentaires", first, *BODY)) == [first, *BODY]


HOUSES = (
    ("La Gazette du Trégor, un journal qui vous attend chaque jeudi. Recettes, marées et petites annonces.",),
    (
        "Découvrir",
        "La Gazette du Trégor est née en 1921 d’une imprimerie de Tréguier et compte huit salariés.",
    ),
    (
        "Recruter vite avec La Gazette du Trégor",
        "L’heure des saisonniers a sonné : avez-vous déposé vos offres d’emploi ? Une annonce dans la Gazette du Trégor"
        " vous ouvre un vivier de candidats, du plongeur au maître nageur, et le conseil d’experts de la côte.",
    ),
)


@pytest.mark.parametrize("house", HOUSES)
def test_what_a_site_says_of_itself_behind_the_article_is_not_heard(house: tuple[str, ...]) -> None:
    assert heard(read(TITLE, *STAMP, *BODY, *house)) == list(BODY)


@pytest.mark.parametrize(
    "last",
    [
        "Interrogée par La Gazette du Trégor, la préfecture n’a pas souhaité commenter ce départ.",
        "La Gazette du Trégor avait révélé en mars que la lanterne du phare serait confiée à un moteur.",
    ],
)
def test_a_newspaper_that_its_own_article_names_is_heard(last: str) -> None:
    assert heard(read(TITLE, *STAMP, *BODY, last))[-1] == last


def test_files_to_take_away_are_not_heard() -> None:
    files = (
        "Documents à télécharger",
        "Le plan de la galerie (2024)",
        "411 Ko",
        "Le journal du gardien (1911)",
        "1,2 Mo",
    )
    assert heard(read(TITLE, *STAMP, *BODY, *files)) == list(BODY)


def test_cards_told_by_their_reading_times_and_a_read_on_button_are_not_heard() -> None:
    cards = (
        "Vous aimerez aussi",
        "Trois jours à bord d’un caboteur permettent de découvrir un métier, une langue et le mal de mer.",
        "Boîte à outils",
        "4 min",
        "En hiver, les balises sont repeintes à la main par une équipe de cinq plongeurs de Lézardrieux.",
        "Portrait",
        "3 min",
        "Le sémaphore de Bréhat recrute une veilleuse de nuit, et les candidatures affluent de partout.",
        "Emploi",
        "1 min",
    )
    assert heard(read(TITLE, *STAMP, *BODY, *cards)) == list(BODY)
    summary = (
        "L’île qui refuse l’électricité",
        "Il arrive que le noir soit un choix, et que l’on vienne de loin. Lire plus »",
    )
    assert heard(read(TITLE, *STAMP, *BODY, *summary)) == list(BODY)


def test_the_headline_below_a_menu_of_sentences_is_found() -> None:
    menu = (
        "Des marées, des ports, des criées : la Gazette suit pour vous les nouvelles de la mer, du Trégor au Goëlo, été"
        " comme hiver, avec ses correspondants et ses lecteurs.",
        *("Marées", "Ports", "Criées", "Météo marine", "Balises", "Naufrages", "Chantiers"),
        "Des champs, des serres, des foires : la Gazette écoute ceux qui sèment et ceux qui récoltent, et donne chaque"
        " semaine les cours du chou-fleur et de l’artichaut.",
        *(
            "Choux",
            "Artichauts",
            "Foires",
            "Serres",
            "Concours",
            "Tracteurs",
            "Coopératives",
            "Vétérinaires",
            "Abeilles",
        ),
    )
    article = read(*menu, TITLE, *BODY)
    assert article.title == TITLE
    assert heard(article) == list(BODY)


def test_buttons_and_stamps_between_standfirst_and_first_paragraph_are_not_heard() -> None:
    standfirst = BODY[0]
    row = (
        "17 Mars 2026 \\ 15h45",
        "Partager",
        "Contenu ajouté",
        "S’abonner",
        "Je crée un dossier",
        "Choisissez à tout moment vos thèmes dans votre compte.",
        "Facebook",
        "Se connecter",
    )
    assert heard(read(TITLE, standfirst, *row, *BODY[1:])) == list(BODY)


def test_the_heading_of_an_abstract_among_buttons_is_heard() -> None:
    row = ("Partager", "Facebook", "Résumé", BODY[1], "S’abonner", "Se connecter")
    assert heard(read(TITLE, BODY[0], *row, *BODY[2:])) == [BODY[0], "Résumé", *BODY[1:]]


LONG = (
    *BODY,
    "La commune a voté trente mille euros pour la galerie, et le conseil régional autant ; l’entreprise de Paimpol a"
    " promis que l’escalier du phare tiendrait cent ans, comme l’éclat.",
    "Un concours désignera la couleur de la porte, que les gardiens avaient toujours peinte en rouge, et que les"
    " ouvriers, faute de clé, ont dû dégonder pour descendre le coffre.",
    "La radio du dernier gardien sera montrée à la mairie, avec son réveil, ses cartes et le cahier où il notait les"
    " bateaux, la brume et le nombre de marches montées chaque jour.",
    "À la nuit, les pêcheurs coupent le moteur au large de Kermor et comptent les éclats ; ils disent que la machine"
    " est plus régulière que les hommes, et qu’elle ne salue jamais.",
)
TAILS = (
    (
        "Partager cet article",
        "Marque-page en métal et pompon",
        "Envie d’un signet solide et gracieux ? Celui-ci est gravé à la main dans un atelier familial et livré sous"
        " trois jours dans une pochette recyclée, avec un pompon de soie au choix.",
    ),
    (
        "Sur le même sujet",
        "Ma France : économies d’énergie",
        "Hausse généralisée des prix, pénuries annoncées, étés trop chauds : dans une vaste consultation citoyenne,"
        " chacun propose ses solutions et vote pour celles d’autrui.",
    ),
)


@pytest.mark.parametrize("tail", TAILS)
def test_strange_last_lines_behind_what_closes_a_long_article_are_not_heard(tail: tuple[str, ...]) -> None:
    assert heard(read(TITLE, *STAMP, *LONG, *tail)) == list(LONG)


@pytest.mark.parametrize("body", [LONG, BODY])
def test_a_last_paragraph_of_the_article_behind_a_related_headline_is_heard(body: tuple[str, ...]) -> None:
    last = (
        "Reste la clé du coffre : la commune la rendra au dernier gardien, un dimanche de mars, en haut de la tour, et"
        " la lanterne du phare sera éteinte une minute pour lui."
    )
    related = ("À lire aussi", "Les balises de la baie repeintes à la main")
    assert heard(read(TITLE, *STAMP, *body, *related, last))[-1] == last


def test_an_offer_shown_twice_amid_the_article_is_not_heard() -> None:
    offer = ("Découvrez comment vivre au bord de l’eau !", "Commencez votre carnet de bord dès aujourd’hui")
    assert heard(read(TITLE, *STAMP, *LONG[:2], *offer, *LONG[2:5], *offer, *LONG[5:])) == list(LONG)


ASKED = (
    "Qui a le droit de monter à la galerie du phare pendant les travaux de l’escalier ?",
    "Combien coûte la visite ?",
    "Faut-il réserver une place pour voir l’éclat du phare depuis la mer, la nuit, avec les pêcheurs ?",
)


def test_questions_that_nobody_answers_behind_the_article_are_not_heard() -> None:
    article = read(TITLE, *STAMP, *BODY, "Mis à jour le 18 novembre 2026", "Questions du moment", *ASKED)
    assert not set(ASKED) & set(heard(article))


def test_questions_right_under_the_last_paragraph_are_no_titles() -> None:
    last = (
        "Qui montera désormais les cent douze marches, la nuit, pour le seul plaisir de la lumière ?",
        "Qui comptera les bateaux ?",
        "Et qui saluera les pêcheurs ?",
    )
    article = read(TITLE, *STAMP, *BODY, *last)
    assert [d.text for d in article.dropped if d.rule == "questions-that-nobody-answers"] == []


SUMMARY = (
    "La Turquie fait voler le Kizil, son nouveau drone furtif",
    "Un fabricant turc vient d’inventer un appareil sans pilote, le Kizil, premier drone furtif à passer le son.",
)
PITCH = (
    "Quelles clés pour un monde plus complexe ?",
    "Comment réagir aux défis de l’énergie ? Comment se placer dans une économie instable ? À travers ses enquêtes et"
    " ses chroniques, notre rédaction accompagne chaque jour ses abonnés.",
    "Je m’abonne",
)


@pytest.mark.parametrize(
    "behind", [("Nos vidéos", *SUMMARY, "Autre vidéo"), ("Hervé Calvez", "Partager", *PITCH)]
)
def test_summaries_under_their_headlines_and_pitches_that_ask_are_not_heard(behind: tuple[str, ...]) -> None:
    assert heard(read(TITLE, *STAMP, *BODY, *behind)) == list(BODY)


def test_the_article_s_own_sentence_under_a_related_headline_is_heard() -> None:
    related = ("À lire aussi", "Le gardien du phare de Kermor a rendu sa clé aux ouvriers")
    own = "La clé du coffre, que le gardien avait rendue aux ouvriers, ouvrait une boîte vide : le phare a ses secrets."
    assert own in heard(read(TITLE, *STAMP, *BODY[:3], *related, own, BODY[3]))


@pytest.mark.parametrize("closing", ["Partager ce post", "Lire aussi"])
def test_what_stands_under_every_part_of_the_article_closes_none(closing: str) -> None:
    parts = [line for p in LONG for line in (p, closing)]
    first = (
        "Ce qu’il faut savoir ce matin",
        "Bonjour à tous, et bienvenue dans ce direct. Voici les points à retenir avant midi :",
        "les écoles fermeront à onze heures dans quatre départements ;",
        "les liaisons avec les îles sont suspendues ;",
        "la rencontre Guingamp-Caen est reportée.",
    )
    article = read(TITLE, *STAMP, *parts, *first, closing)
    assert [d.text for d in article.dropped if d.rule == "strange-behind-what-closes"] == []


def test_facts_above_the_first_paragraph_are_no_buttons() -> None:
    row = ("Partager", "Hauteur : 41 mètres", "Facebook", "112 marches", "S’abonner", "Se connecter")
    article = read(TITLE, BODY[0], *row, *BODY[1:])
    assert [d.text for d in article.dropped if d.rule == "among-buttons-before-the-article"] == []
