"""Copied text: an article is heard to its end: short last sentences, a box in its midst, a live page's posts."""

from __future__ import annotations

from datetime import datetime, timezone

from audioedition.article.extract import extract_page
from audioedition.model import Article, Source
from audioedition.segment import segment_page

PARAGRAPHS = (
    "Le moulin de Kerven tourne de nouveau depuis dimanche, après onze ans d’arrêt et deux ans de travaux menés par "
    "les bénévoles de l’association, qui ont taillé eux-mêmes les ailes dans le chêne de la forêt voisine.",
    "Le meunier, Yann Le Goff, a moulu devant la foule un premier sac de sarrasin. La farine sera vendue au village, "
    "et la commune espère que les écoles viendront voir comment les meules de granit écrasent le grain.",
    "Les travaux du moulin ont coûté quatre-vingt mille euros, dont la moitié vient de dons des habitants. La toiture "
    "a été refaite en ardoise, et les meules, fêlées par le gel, ont été cerclées de fer par un forgeron de Pontivy.",
)
BUTTONS = ("Partager", "Facebook", "Imprimer")


def read(*lines: str) -> Article:
    text = "\n\n".join(lines)
    now = datetime(2026, 1, 1, tzinfo=timezone.utc)
    return segment_page(extract_page(Source(data=text.encode(), media_type="text/plain", fetched_at=now)))


def heard(article: Article) -> list[str]:
    return [p.text for p in article.paragraphs]


def test_the_last_short_sentences_are_heard() -> None:
    last = ("Mon oncle regardait de loin. Il ne disait rien.", "Les ailes, elles, faisaient du bruit.")
    article = read("Le moulin de Kerven tourne", *PARAGRAPHS, *last, *BUTTONS, "Nos offres", "Agenda")
    assert heard(article)[-2:] == list(last)


def test_a_last_question_is_heard_with_its_answer() -> None:
    asked = ("Et ensuite, que ferez-vous ?", "La vanne du bief. Elle fuit depuis toujours.")
    article = read("Le moulin de Kerven tourne", *PARAGRAPHS, *asked, *BUTTONS, "Nos offres", "Agenda")
    assert heard(article)[-2:] == list(asked)


def test_an_article_goes_on_behind_a_box_that_was_not_shown() -> None:
    box = ("Contenu externe", "Ce contenu ne peut pas être affiché sans cookies.", "Autoriser les cookies")
    rest = (
        "Une visite par semaine",
        "L’association ouvrira le moulin chaque samedi de mai à septembre. Le meunier y montrera les meules et la "
        "farine de sarrasin, et une guide racontera la vie de ceux qui montaient le grain à dos d’âne.",
    )
    signed = (
        "Sujet radio : Maëlle Quéré",
        "Une histoire de vent",
        "Jusqu’en 1950, onze moulins comme celui de Kerven tournaient sur la côte, et chaque village avait le sien, "
        "ses meules de granit et sa farine de sarrasin, que les habitants venaient chercher à pied.",
        "Il en reste trois, dont deux sont devenus des maisons de vacances pour des familles venues de Paris.",
    )
    cards = ("À lire également", "Le four à pain rallumé", "Il servait encore en 1950.", "Le 3 juin 2025")
    article = read(
        "Le moulin de Kerven tourne", *PARAGRAPHS[:2], *box, *rest, *signed, *BUTTONS, *cards, "Nos offres"
    )
    assert heard(article)[-5:] == [*rest, *signed[1:]]


def test_cards_behind_buttons_and_an_offer_are_not_heard_for_saying_the_article_s_words() -> None:
    cards = (
        "Le moulin voisin attend toujours ses ailes",
        "Les bénévoles de l’association avaient promis des travaux, mais le chêne de la forêt a manqué cet hiver.",
        "La farine de sarrasin revient dans les crêperies",
        "La commune et les habitants du village redécouvrent le grain écrasé entre des meules de granit.",
    )
    article = read(
        "Le moulin de Kerven tourne",
        *PARAGRAPHS,
        *BUTTONS,
        "Vous êtes abonné au Courrier",
        "S’abonner",
        *cards,
    )
    assert heard(article)[1:] == list(PARAGRAPHS)


def live(*hours: str) -> Article:
    posts = (
        (
            "Le conseil est ouvert",
            "Le maire a ouvert la séance devant une salle pleine, et salué les anciens élus.",
        ),
        (
            "Le budget est voté",
            "Par vingt voix contre neuf, le budget du moulin a été adopté sans amendement.",
        ),
        (
            "Une motion est refusée",
            "La motion sur le stationnement, déposée hier, n’a pas été mise aux voix ce soir.",
        ),
        (
            "La séance est suspendue",
            "Les élus sortent prendre l’air, car la chaudière de la mairie s’est emballée.",
        ),
    )
    said = [
        line for hour, post in zip(hours, posts, strict=True) for line in (hour, *post, "Partager ce post")
    ]
    menu = ("Le prix du pain augmente encore", "Un chat dans la mairie", "Les plus lus", "Le camping rouvre")
    return read(
        "En direct : le conseil de Kerven", "Suivez la séance du conseil, minute par minute.", *said, *menu
    )


def test_every_post_of_a_live_page_is_heard_where_its_hour_stands_alone() -> None:
    texts = heard(live("20:05", "19:31", "18:52", "09:02"))
    assert "La séance est suspendue" in texts
    assert texts[-1].startswith("Les élus sortent")
    assert sum(text.endswith(".") for text in texts) == 5


def test_a_list_of_dispatches_is_no_live_page() -> None:
    listed = ("15:58", "Bac : les sujets", "15:40", "Vélo : un forfait", "15:12", "Un séisme en Béarn")
    article = read("Le moulin de Kerven tourne", *PARAGRAPHS, *BUTTONS, "Le fil", *listed)
    assert heard(article)[1:] == list(PARAGRAPHS)


def test_a_question_of_an_interview_may_bring_up_something_new() -> None:
    asked = (
        "Pourquoi avoir choisi ce métier plutôt que la médecine vétérinaire ?",
        PARAGRAPHS[0],
        "Combien de temps durent les réparations ?",
        PARAGRAPHS[1],
        "Regrettez-vous quelquefois votre ancienne existence parisienne ?",
        PARAGRAPHS[2],
        "Qui prendra votre suite ?",
        PARAGRAPHS[1].replace("premier", "dernier"),
    )
    opening = "Yann Le Goff, meunier de Kerven, raconte comment il a relevé les ailes de son moulin avec l’association."
    article = read("Le meunier de Kerven raconte", opening, *asked, *BUTTONS, "Nos offres")
    assert heard(article)[2:] == list(asked)


STANDFIRST = (
    "Arrêté depuis onze ans, le moulin de Kerven a été relevé par ses bénévoles, et la farine revient."
)


def test_paragraphs_behind_a_standfirst_and_a_page_s_forms_are_heard() -> None:
    forms = (
        *BUTTONS,
        "Commenter",
        "Copier le lien",
        "La lettre du soir",
        "Votre adresse e-mail",
        "Votre adresse e-mail n’est pas valide",
        "Merci !",
        "Votre inscription a bien été prise en compte.",
    )
    stamp = ("Ouest Matin", "Publié le 4 mai 2021 à 10h48", "Temps de lecture : 1 min")
    article = read(
        "Le moulin de Kerven tourne",
        STANDFIRST,
        *stamp,
        *forms,
        *PARAGRAPHS[:2],
        "Signaler un abus",
        "Archives",
    )
    assert heard(article)[-2:] == list(PARAGRAPHS[:2])


def test_a_paragraph_that_begins_with_the_headline_s_words_is_no_headline() -> None:
    comments = (
        "2 commentaires",
        "Josiane",
        "Mon grand-père était meunier à Kerven. " + PARAGRAPHS[2],
        "Répondre",
        "Paul",
        "Bravo aux bénévoles ! " + PARAGRAPHS[1],
    )
    brief = f"{PARAGRAPHS[0]} {STANDFIRST} On y vend aussi du pain."
    article = read("Le moulin de Kerven tourne", brief, "Publié le 4 mai 2021", *BUTTONS, *comments)
    assert heard(article) == ["Le moulin de Kerven tourne", brief]


ENTRIES = (
    "les écoles fermeront jeudi à midi dans les trois vallées ;",
    "les bacs du Ponant sont suspendus ;",
    "le match de Kerven est reporté.",
)


def test_a_list_that_a_colon_announces_is_heard_to_its_full_stop() -> None:
    share = "Partager ce post"
    posts = (
        *("17:05", "Le moulin a tenu", PARAGRAPHS[1], share),
        *("16:10", "Les meules sont sauves", PARAGRAPHS[2], share),
        *("15:20", "Un toit arraché", f"{PARAGRAPHS[1]} Encore.", share),
        *(
            "11:12",
            "Ce qu’il faut savoir",
            "Bonjour à tous. Voici les points à retenir ce matin :",
            *ENTRIES,
            share,
        ),
    )
    article = read("Tempête : suivez la journée", PARAGRAPHS[0], *posts, "Retour à la page d’accueil")
    assert heard(article)[-3:] == list(ENTRIES)


def test_what_an_interview_s_last_question_asks_is_heard() -> None:
    said = [
        line
        for n, paragraph in enumerate(PARAGRAPHS)
        for line in (f"Et la meule numéro {n + 2}, tournera-t-elle ?", paragraph)
    ]
    last = (
        "Et vous, dormez-vous bien ?",
        "Très mal quand les meules du moulin tournaient de travers. Depuis que la farine est vendue, mieux, merci !",
    )
    article = read("Le moulin de Kerven tourne", *said, *last, *BUTTONS, "Nos offres")
    assert heard(article)[-2:] == list(last)


def test_a_line_that_announces_the_article_s_own_list_ends_the_related_ones() -> None:
    related = ("À lire aussi", "Kerven : la fanfare cherche un tambour", "Carnaval de Pontivy : le guide")
    own = (
        "Le programme, lui, reste copieux :",
        "à 10 heures, réveil en fanfare ;",
        "à midi, soupe sur la place.",
    )
    article = read("Le moulin de Kerven tourne", *PARAGRAPHS[:2], *related, *own, PARAGRAPHS[2], *BUTTONS)
    assert heard(article)[3:6] == list(own)
