"""Plain text: what is the article's own though short, last or oddly placed: turns, letters, answers, numbered headings,
the entries of a list; and what looks like it and is not."""

from __future__ import annotations

import pytest

from tests.article.test_text_amid import CLOSING, OPENING, kept

PARAGRAPH = (
    "Les vannes, refaites en chêne par le charron du bourg, s’ouvrent maintenant d’une seule main, et l’eau du bief"
    " ne déborde plus sur le chemin des écoliers quand l’orage éclate sur le plateau."
)
FURTHER = (
    "La farine part chaque mercredi dans la vieille camionnette de la coopérative, qui dessert onze boulangeries et"
    " deux cantines, dont celle du collège où le meunier a lui-même appris à lire et à compter."
)


def test_every_turn_of_a_conversation_is_heard_however_short() -> None:
    said = [
        ("LOUISE MARCHAL", "Bonjour Paul Verdier."),
        ("PAUL VERDIER", "Bonjour."),
        (
            "LOUISE MARCHAL",
            "Le barrage sera-t-il ouvert au public dès le printemps, comme vous l’aviez annoncé ?",
        ),
        ("PAUL VERDIER", PARAGRAPH),
        ("LOUISE MARCHAL", "Donc pas avant l’été…"),
        ("PAUL VERDIER", "Ah…"),
        (
            "LOUISE MARCHAL",
            "Les riverains attendent depuis deux ans, et certains parlent de vendre leur maison.",
        ),
        ("PAUL VERDIER", FURTHER),
        ("LOUISE MARCHAL", "Merci à vous."),
    ]
    body = "\n\n".join(f"{who}\n{what}" for who, what in said)
    texts = kept(f"{OPENING}\n{body}\n{CLOSING}")
    assert all(what in texts for _, what in said)


def test_names_above_dates_are_no_turns() -> None:
    """Readers' comments: a name, when, what."""
    comments = "\n\n".join(
        f"{who}\n12 mai 2024 à 1{k}h02\nMoi je dis bravo au meunier."
        for k, who in enumerate(("Lulu", "Zoé") * 4)
    )
    texts = kept(f"{OPENING}\n{PARAGRAPH}\n\nCommentaires (8)\n\n{comments}\n")
    assert not {"Lulu", "Moi je dis bravo au meunier."} & set(texts)


@pytest.mark.parametrize("greeting", ["Chers amis du moulin,", "Bonjour à tous,"])
def test_a_letter_keeps_its_first_and_last_words(greeting: str) -> None:
    letter = f"Lettre ouverte du meunier de Vaudrey\n\nPublié le 4 mai 2024\n\nPartager\n\n{greeting}\n\n"
    letter += f"{PARAGRAPH}\n\n{FURTHER}\n\nÀ bientôt sur le pont, et merci à tous.\n\nAmitiés,\n\nPaul V.\n{CLOSING}"
    texts = kept(letter)
    assert {greeting, "Amitiés,"} <= set(texts)


@pytest.mark.parametrize("line", ["Accueil, Vallée, Moulins", "Vallée du haut,Moulins et fermes"])
def test_a_path_to_the_article_is_no_greeting(line: str) -> None:
    assert line not in kept(
        f"Le moulin de Vaudrey rouvre ses portes\n\n{line}\n\n{PARAGRAPH}\n\n{FURTHER}\n{CLOSING}"
    )


SECTIONS = [
    ("Pourquoi relancer une roue à aubes ?", PARAGRAPH),
    ("Que devient l’eau du bief ?", FURTHER),
    (
        "Les meules",
        "On les retaille à la main, un jour sur trois, et le grain passe deux fois entre elles avant le blutoir.",
    ),
]


def test_a_table_of_contents_of_questions_goes_and_its_headings_stay() -> None:
    entries = "\n".join(head for head, _ in SECTIONS)
    body = "\n\n".join(f"{head}\n\n{text}" for head, text in SECTIONS)
    texts = kept(f"{OPENING}\nDans ce dossier\n\n{entries}\n\n{body}\n{CLOSING}")
    assert [texts.count(head) for head, _ in SECTIONS] == [1, 1, 1]
    assert "Dans ce dossier" not in texts


def test_two_sections_may_bear_the_same_heading() -> None:
    body = f"Le grain\n\n{PARAGRAPH}\n\nLe prix\n\n{FURTHER}"
    body += f"\n\nLa farine\n\n{PARAGRAPH[:90]}.\n\nLe prix\n\n{FURTHER[:110]}."
    texts = kept(f"{OPENING}\nPlan\n\n1 Le grain\n1.1 Le prix\n2 La farine\n2.1 Le prix\n\n{body}\n{CLOSING}")
    assert texts.count("Le prix") == 2
    assert "Plan" not in texts
    assert not any(t.startswith(("1", "2")) for t in texts)


def test_a_list_that_a_sentence_announces_is_no_table_of_contents() -> None:
    told = "Un moulin de rivière se compose, disent les charpentiers du pays, de trois pièces maîtresses :"
    parts = ["la roue", "le rouet", "la trémie"]
    body = "\n\n".join(
        f"{head.capitalize()}\n\n{text}" for head, (_, text) in zip(parts, SECTIONS, strict=True)
    )
    texts = kept(f"{OPENING}\n{told}\n\n" + "\n".join(parts) + f"\n\n{FURTHER} Encore.\n\n{body}\n{CLOSING}")
    assert all(part in texts for part in parts)


def test_who_said_each_quotation_is_no_table_of_contents() -> None:
    quotations = "\n\n".join(
        f"{text}\n\nC’est un chantier que personne n’aurait osé commencer.\n\nAnne Réaux, hydrologue\n\nau journal\n"
        for text in (PARAGRAPH, FURTHER, PARAGRAPH.replace("vannes", "portes"))
    )
    texts = kept(f"{OPENING}\n{quotations}\n{FURTHER.replace('mercredi', 'jeudi')}\n{CLOSING}")
    assert texts.count("Anne Réaux, hydrologue") == 3


def test_the_answer_to_the_last_question_is_heard_be_it_a_name() -> None:
    body = "\n\n".join(
        f"{q}\n\n{a}"
        for q, a in [*SECTIONS[:2], ("Combien de sacs par jour ?", FURTHER.replace("onze", "dix"))]
    )
    texts = kept(
        f"Tout savoir du moulin de Vaudrey\n\n{body}\n\nQui l’a bâti ?\n\nÉtienne Gallois\n\nPartager\n\nAccueil\n"
    )
    assert texts[-2:] == ["Qui l’a bâti ?", "Étienne Gallois"]


def test_a_question_behind_a_story_is_another_article() -> None:
    texts = kept(
        f"{OPENING}\n{PARAGRAPH}\n\nQui dort dîne-t-il ?\n\nÉtienne Gallois\n\nPartager\n\nAccueil\n"
    )
    assert "Étienne Gallois" not in texts


GUESTS = [
    "Dr Anne Réaux, hydrologue",
    "Paul Verdier, meunier à Vaudrey",
    "Inès Carle, responsable des ponts – Syndicat des rivières",
]


@pytest.mark.parametrize("box", ["", "Revoir l’émission\n\n"])
def test_who_took_part_is_heard_behind_the_last_paragraph(box: str) -> None:
    texts = kept(f"{OPENING}\n{PARAGRAPH}\n\n{box}Les invités :\n\n" + "\n".join(GUESTS) + f"\n{CLOSING}")
    assert all(guest in texts for guest in GUESTS)


def test_headlines_behind_a_colon_are_no_guests() -> None:
    texts = kept(f"{OPENING}\n{PARAGRAPH}\n\nÀ lire aussi :\n\n" + "\n".join(GUESTS) + f"\n{CLOSING}")
    assert not any(guest in texts for guest in GUESTS)


def test_numbered_headings_are_heard_whatever_stands_beside_them() -> None:
    heads = ["1. INTRODUCTION", "1.1 Les auteurs du projet", "2. PUBLICITÉ", "3. À SUIVRE", "4. CONCLUSION"]
    told = [PARAGRAPH, FURTHER, f"{PARAGRAPH} Oui.", f"{FURTHER} Oui.", f"{PARAGRAPH} Non."]
    body = "\n\n".join(f"{h}\n\n{t}" for h, t in zip(heads, told, strict=True))
    texts = kept(f"{OPENING}\nAuteurs\n\nPaul Verdier\n\nÀ consulter aussi\n\n{body}\n{CLOSING}")
    assert all(head in texts for head in heads)


def test_advice_may_speak_of_letters_and_gifts() -> None:
    advice = (
        "Une vieille roue se perd faute de bras plus souvent que faute de bois. Faites un don de quelques heures à"
        " celle de votre vallée : les charpentiers, les maçons et les simples curieux y ont tous leur place."
    )
    texts = kept(f"{OPENING}\n{PARAGRAPH}\n\n{advice}\n\n{FURTHER}\n{CLOSING}")
    assert advice in texts


@pytest.mark.parametrize("blank", ["\n", ""])
def test_what_a_colon_announces_under_other_articles_is_dropped(blank: str) -> None:
    titles = [
        "À quoi sert un bief?",
        "Faut-il faire expertiser une roue par un charpentier de marine?",
        "Comment choisir ses meules?",
    ]
    texts = kept(
        f"{OPENING}\n{PARAGRAPH}\n\nÀ lire également sur le thème des moulins :\n{blank}"
        + "\n".join(titles)
        + f"\n\nLe prix du sac\n\n{FURTHER}\n\n{PARAGRAPH} Voilà.\n{CLOSING}"
    )
    assert not any(title in texts for title in titles)
    assert "Le prix du sac" in texts


@pytest.mark.parametrize(
    "points",
    [
        [
            "58 % des meuniers ont déjà vu leur bief à sec",
            "Parmi eux, 7 sur 10 accusent les canicules de juin",
            "Un moulin sur 5 est à vendre dans la vallée",
        ],
        [
            "Pour 12 communes, le bief reste un bien commun",
            "Les vannes ont coûté 40 000 euros en 2 ans",
            "Une roue sur 3 tourne encore en été",
        ],
    ],
    ids=["shares", "costs"],
)
def test_the_points_of_a_press_release_are_heard(points: list[str]) -> None:
    texts = kept(
        "Les moulins de la vallée manquent d’eau\n\nPublié le 4 mai 2024\n\n"
        + "\n\n".join([*points, PARAGRAPH, FURTHER])
        + CLOSING
    )
    assert set(points) <= set(texts)


def test_a_menu_above_the_first_sentence_is_none() -> None:
    menu = [
        "Les plus beaux moulins de la vallée et du plateau",
        "Où dormir dans la vallée avec des enfants",
        "Comment venir au moulin à pied",
    ]
    texts = kept(
        "Les moulins de la vallée manquent d’eau\n\n" + "\n\n".join([*menu, PARAGRAPH, FURTHER]) + CLOSING
    )
    assert not set(menu) & set(texts)


@pytest.mark.parametrize("heading", ["Résumé", "Points clés"])
def test_the_heading_of_the_first_section_is_heard(heading: str) -> None:
    page = f"Les moulins de la vallée manquent d’eau\n\nAccueil\n\nAgenda\n\n{heading}\n\n{PARAGRAPH}"
    texts = kept(f"{page}\n\n{FURTHER}\n{CLOSING}")
    assert heading in texts
    assert "Agenda" not in texts


def test_a_heading_in_capitals_is_no_caption() -> None:
    heads = ["UN GRAND PLAN POUR LA RIVIÈRE", "STOP ! LES VANNES DÉBORDENT"]
    texts = kept(f"{OPENING}\n{heads[0]}\n\n{PARAGRAPH}\n\n{heads[1]}\n\n{FURTHER}\n{CLOSING}")
    assert set(heads) <= set(texts)


def test_a_caption_that_ends_in_its_photographer_s_name_is_not_read() -> None:
    caption = "La roue du moulin, vue du pont de Vaudrey. ROSE CALVET POUR « LA VALLÉE »"
    assert caption not in kept(f"{OPENING}\n{PARAGRAPH}\n\n{caption}\n\n{FURTHER}\n{CLOSING}")


def test_advice_in_a_list_calls_nobody_to_subscribe() -> None:
    advice = [
        "Fermez chaque soir les vannes de votre bief, et notez le niveau de l’eau sur votre carnet ;",
        "N’inscrivez pas votre nom ni votre adresse sur le trousseau de clés de notre moulin ;",
        "Prévenez votre voisin avant de partir, et laissez-lui votre numéro.",
    ]
    texts = kept(f"{OPENING}\n{PARAGRAPH}\n\n" + "\n\n".join(advice) + f"\n\n{FURTHER}\n{CLOSING}")
    assert set(advice) <= set(texts)


def test_titles_of_a_review_each_above_the_same_label_are_heard() -> None:
    titles = [
        f"Anne Réaux, « L’eau des {what} », Cahiers de la Vallée, mai 2024"
        for what in ("moulins", "forges", "scieries")
    ]
    body = "\n\n".join(
        f"{t}\n\nEn bref\n\n{p}"
        for t, p in zip(titles, (PARAGRAPH, FURTHER, PARAGRAPH + " Oui."), strict=True)
    )
    texts = kept(f"{OPENING}\n{PARAGRAPH} Non.\n\n{body}\n\n{FURTHER} Non.\n{CLOSING}")
    assert set(titles) <= set(texts)


def test_a_last_paragraph_without_its_full_stop_is_heard_under_a_short_one() -> None:
    last = (
        "Du côté de la rivière haute, les forges et les scieries suivent, mais plus lentement. La commune note une"
        " forte hausse des demandes de visite (+65 %), surtout de la part des écoles du plateau"
    )
    texts = kept(
        f"{OPENING}\n{PARAGRAPH}\n\nLe moulin a reçu plus de mille personnes depuis mars.\n\n{last}\n\nA.R.\n{CLOSING}"
    )
    assert texts[-1] == last


def test_a_long_headline_under_a_short_paragraph_is_none() -> None:
    headline = (
        "Dans la vallée haute, les forges et les scieries cherchent des repreneurs pour les dix prochaines années, mais"
        " les jeunes du plateau hésitent devant le prix des machines et du bois"
    )
    texts = kept(
        f"{OPENING}\n{PARAGRAPH}\n\nLe moulin a reçu plus de mille personnes depuis mars.\n\n{headline}\n{CLOSING}"
    )
    assert headline not in texts


@pytest.mark.parametrize("pointer", ["Site Web de l’association", "Page d’accueil du musée"])
def test_addresses_that_an_article_lists_are_its_own(pointer: str) -> None:
    listed = f"Les Amis du moulin\nVisites chaque samedi, et pain cuit sur place.\n{pointer}"
    texts = kept(f"{OPENING}\n{PARAGRAPH}\n\nPour aller voir\n\n{listed}\n\n{FURTHER}\n{CLOSING}")
    assert {"Les Amis du moulin", "Visites chaque samedi, et pain cuit sur place."} <= set(texts)


def test_a_card_with_the_section_that_it_is_from_is_another_article() -> None:
    card = "Les Amis du moulin\nVisites chaque samedi, et pain cuit sur place.\nVallée"
    texts = kept(f"{OPENING}\n{PARAGRAPH}\n\n{card}\n\n{FURTHER}\n{CLOSING}")
    assert not set(card.split("\n")) & set(texts)


def test_a_long_paragraph_between_headings_is_no_offer_for_one_word() -> None:
    told = (
        "Un guide des bonnes pratiques, accessible aux inscrits de la fédération des moulins, aide depuis avril ceux"
        " qui relancent une roue (il se trouve sur le site du syndicat). Il soutient que la rivière, loin de perdre à"
        " ces chantiers, y gagne des berges plus stables et une eau plus fraîche en été."
    )
    texts = kept(
        f"{OPENING}\n{PARAGRAPH}\n\nUn guide pour tous\n\n{told}\n\nEt demain\n\n{FURTHER}\n{CLOSING}"
    )
    assert told in texts


def test_an_offer_between_headings_is_one() -> None:
    offer = (
        "Chaque semaine, recevez notre newsletter : toutes les histoires de la vallée, choisies par nos reporters, dans"
        " votre boîte. Inscrivez-vous dès maintenant, c’est gratuit, et vous pouvez vous désabonner quand vous voulez."
    )
    texts = kept(
        f"{OPENING}\n{PARAGRAPH}\n\nUn guide pour tous\n\n{offer}\n\nEt demain\n\n{FURTHER}\n{CLOSING}"
    )
    assert offer not in texts
