"""Kinds of pages met on real sites that nobody had looked at while making the rules; the texts are invented."""

# ruff: noqa: E501  # paragraphs of French stand on one line

from __future__ import annotations

import pytest

from audioedition.article.judge.absence.no_article import refusal_of_page
from audioedition.errors import ExtractionError
from tests.article.test_html_others import PARTS, H, heard, paragraphs, read

VOICES = (
    (
        "Marcelle du Moulin",
        "Quelle joie d’entendre à nouveau les métiers, on ne parlait plus que de fermeture par ici.",
    ),
    (
        "jeannot23",
        "Et qui paiera les salaires quand la région aura changé d’avis ? On connaît la chanson depuis 1998.",
    ),
    (
        "Un ancien cardeur",
        "J’ai travaillé onze ans là-bas, la poussière en moins ce serait le paradis, bravo à toutes.",
    ),
    (
        "Odile Ferrand",
        "Dommage que rien ne soit dit du canal, qui alimente la turbine et que plus personne ne cure.",
    ),
)


def thread(element: str, *, voices: tuple[tuple[str, str], ...] = VOICES) -> str:
    return "".join(
        f"<li class='{element}'><div class=author>{who}</div><div class=bubble><p>{said * 3}</p></div></li>"
        for who, said in voices
    )


@pytest.mark.parametrize("element", ["comment even", "comment-item bulle", "reaction"])
def test_a_thread_of_readers_outweighs_no_short_article(element: str) -> None:
    article = read(f"<div><h1>{H}</h1><div>{paragraphs(PARTS[:2])}</div><ul>{thread(element)}</ul></div>")
    assert heard(article) == PARTS[:2]
    assert {d.reason for d in article.dropped if "métiers, on" in d.text} == {"comments"}


def test_minutes_of_a_match_in_elements_called_comment_are_the_article() -> None:
    minutes = tuple((f"{n}’", text) for n, text in zip((12, 31, 54, 88), PARTS, strict=True))
    article = read(f"<div><h1>{H}</h1><p>{PARTS[0]}</p><ul>{thread('comment', voices=minutes)}</ul></div>")
    assert sum(PARTS[1] in text for text in heard(article)) == 1


@pytest.mark.parametrize(
    ("name", "tag"), [("element-title theme-skin", "h2"), ("share-title", "h3"), ("tags-wrap", "h2")]
)
def test_a_heading_alone_in_a_misnamed_element_is_heard(name: str, tag: str) -> None:
    body = (
        f"<h1>{H}</h1><div><p>{PARTS[0]}</p></div><div class='{name}'><{tag}>Des pièces refaites à la main</{tag}></div>"
        f"<div><p>{PARTS[1]}</p><p>{PARTS[2]}</p></div>"
    )
    assert "Des pièces refaites à la main" in heard(read(f"<main>{body}</main>"))


def test_a_heading_among_others_in_a_list_of_tags_is_not() -> None:
    body = (
        f"<h1>{H}</h1><div>{paragraphs(PARTS[:2])}</div><div class=tags-wrap><h3>Sur le textile</h3><a href=/t>laine</a>"
        f"<a href=/u>filature</a></div><div>{paragraphs(PARTS[2:])}</div>"
    )
    assert heard(read(f"<main>{body}</main>")) == PARTS


def test_the_paragraph_beside_one_that_is_parted_by_breaks_is_heard() -> None:
    first = "<br><br>".join(PARTS[:3])
    article = read(f"<div><h1>{H}</h1><div><p>{first}</p><p>{PARTS[3]}</p></div></div>")
    assert heard(article) == PARTS


CARDS = (
    ("Le pont de Lassigne fermé aux camions", "Une déviation de onze kilomètres passera par la zone des Bruyères, où deux giratoires restent à construire..."),
    ("Les transporteurs réclament un délai", "Les chantiers de l’automne dépendent tous de cette route vers la carrière, que la commune veut fermer dès juin..."),
    ("La carrière change de mains", "Le groupe familial qui l’exploitait depuis soixante ans cède ses parts à un concurrent venu de la vallée voisine..."),
)  # fmt: skip


def test_cards_whose_summary_is_one_link_are_others() -> None:
    cards = "".join(
        f"<div class=liste><p>Routes - Publié le 4 mai 2024</p><h3><a href=/{n}>{title}</a></h3><p><a href=/{n}>{text}</a></p></div>"
        for n, (title, text) in enumerate(CARDS)
    )
    assert heard(read(f"<div><h1>{H}</h1><div>{paragraphs(PARTS)}</div>{cards}</div>")) == PARTS


def test_entries_with_an_address_each_are_the_articles() -> None:
    entries = "".join(
        f"<li><p>Atelier {name}<br>{PARTS[n]}</p><p><a href=/{n}>Site de l’atelier {name}</a></p></li>"
        for n, name in enumerate(("Vidal", "Kervella", "Montalban"))
    )
    article = read(
        f"<div><h1>{H}</h1><div>{paragraphs(PARTS)}</div><h2>Où voir des métiers</h2><ul>{entries}</ul></div>"
    )
    assert sum(text.startswith("Atelier ") for text in heard(article)) == 3


def test_whole_sentences_set_as_headings_are_text() -> None:
    demands = [
        "La région doit verser avant l’été la subvention qu’elle a promise à la filature, faute de quoi les métiers s’arrêteront de nouveau.",
        "L’État devrait reconnaître les gestes des fileuses, que plus aucune école n’enseigne dans le pays depuis vingt ans déjà.",
    ]
    listed = "".join(f"<li><h5>{text}</h5></li>" for text in demands)
    article = read(
        f"<div><h1>{H}</h1>{paragraphs(PARTS)}<div><h2>Ce qu’elles demandent</h2><ul>{listed}</ul></div></div>"
    )
    assert heard(article)[-3:] == ["Ce qu’elles demandent", *demands]


def test_bare_words_over_the_list_of_a_box_head_it() -> None:
    listed = (
        "<li>Quatre métiers remis en marche lundi.</li><li>Trois élevages de la vallée pour la laine.</li>"
    )
    box = f"<div class=boite><span>En bref et en chiffres</span><ul>{listed}</ul></div>"
    assert "En bref et en chiffres" in heard(read(f"<div><h1>{H}</h1>{paragraphs(PARTS)}{box}</div>"))


@pytest.mark.parametrize(
    "line",
    [
        "Pour ne rien perdre de la vallée, <a href=/lettre>inscrivez-vous à notre newsletter</a> !",
        "Afin de suivre ce chantier, <a href=/lettre>abonnez-vous à notre infolettre gratuite</a>.",
    ],
)
def test_of_a_call_that_ends_in_a_link_nothing_is_left(line: str) -> None:
    assert heard(read(f"<div><h1>{H}</h1>{paragraphs(PARTS)}<p>{line}</p></div>")) == PARTS


def test_the_sentence_before_such_a_link_stays() -> None:
    line = f"{PARTS[3]} <a href=/lettre>Inscrivez-vous à notre newsletter</a>"
    assert heard(read(f"<div><h1>{H}</h1>{paragraphs(PARTS[:3])}<p>{line}</p></div>")) == PARTS


def house(heading: str, text: str, *, site: str, above: str = "") -> list[str]:
    head = f"<meta property=og:site_name content='{site}'>"
    return heard(
        read(f"{head}<div><h1>{H}</h1>{paragraphs(PARTS)}{above}<h2>{heading}</h2><p>{text}</p></div>")
    )


PITCH = (
    "Vous cherchez une fileuse ou un cardeur ? Déposez votre offre en ligne et recevez dès demain les candidatures de nos "
    "membres, triées par notre équipe."
)


def test_the_last_section_for_the_house_goes() -> None:
    assert house("Embaucher vite avec Tissanoo", PITCH, site="Tissanoo.fr") == PARTS


@pytest.mark.parametrize(
    ("heading", "text", "above"),
    [
        ("Embaucher vite avec Tissanoo", "Vous y trouverez nos offres les plus récentes, que les ouvrières de la vallée lisent chaque matin avant de prendre leur poste à la filature.", "<p>Le site Tissanoo a été fondé dans la vallée par deux anciennes de la filature, qui placent depuis des ouvrières.</p>"),
        ("Ce que Tissanoo a changé", PARTS[1].replace("lycée", "site"), ""),
    ],
)  # fmt: skip
def test_a_section_about_the_house_stays(heading: str, text: str, above: str) -> None:
    assert heading in house(heading, text, site="Tissanoo.fr", above=above)


def test_a_call_that_announces_a_button_goes() -> None:
    call = "<p>Vous souhaitez visiter la filature ? Réservez sans attendre votre place gratuite :</p>"
    body = (
        f"<h1>{H}</h1>{paragraphs(PARTS[:2])}{call}<h2>La laine de trois élevages</h2>{paragraphs(PARTS[2:])}"
    )
    assert not any("Réservez" in text for text in heard(read(f"<div>{body}</div>")))


def test_a_line_that_announces_sections_stays() -> None:
    said = "Pour vous aider à reconnaître nos laines, voici les trois que vous trouverez au marché :"
    body = f"<h1>{H}</h1>{paragraphs(PARTS[:2])}<p>{said}</p><h2>La laine de trois élevages</h2>{paragraphs(PARTS[2:])}"
    assert said in heard(read(f"<div>{body}</div>"))


@pytest.mark.parametrize(
    "notice",
    [
        "Les blogs publient des textes personnels, qui reflètent les opinions de leurs auteurs et pas celles du journal.",
        "[cc] La Gazette des Vallées, dépêches libres de reproduction sous réserve de mention et d’un lien vers la source",
        "La reprise est autorisée à condition de citer la source et l’auteur.",
    ],
)
def test_notices_of_rights_and_opinions_are_not_heard(notice: str) -> None:
    assert heard(read(f"<div><h1>{H}</h1>{paragraphs(PARTS)}<p>{notice}</p></div>")) == PARTS


def test_summaries_that_are_each_cut_are_others_though_they_say_the_headline_s_words() -> None:
    cards = "".join(
        f"<div class=grille><h3>{title}</h3><div><p>{text.rstrip('.')} la filature de Roumazelle et ses métiers(…)</p></div>"
        f"<div>- Anne Kervadec</div><a href=/{n}></a></div>"
        for n, (title, text) in enumerate(CARDS)
    )
    assert heard(read(f"<div><h1>{H}</h1><div>{paragraphs(PARTS)}</div>{cards}</div>")) == PARTS


def test_what_announces_the_same_list_twice_is_no_pull_quote() -> None:
    said = "Ce mélange se verse sur la laine encore humide de la veille :"
    steps = "<ul><li>Deux litres d’eau de pluie.</li><li>Une poignée de savon noir.</li></ul>"
    body = "".join(f"<h2>Recette {n}</h2><p>{PARTS[n]}</p><p>{said}</p>{steps}" for n in range(3))
    assert heard(read(f"<div><h1>{H}</h1>{body}</div>")).count(said) >= 1
    article = read(f"<div><h1>{H}</h1>{body}</div>")
    assert not any(d.rule == "pull-quote" for d in article.dropped if d.text == said)


def test_a_life_of_one_who_is_presented_below_what_is_read_goes() -> None:
    life = (
        "Nadège Falguières est coordinatrice du réseau des filatures du Massif central. Elle en tient les archives, "
        "ouvertes au public deux jours par mois."
    )
    below = "<aside><p>Autrice</p><p>Nadège Falguières, coordinatrice du réseau des filatures</p></aside>"
    article = read(f"<div><h1>{H}</h1><div>{paragraphs(PARTS)}<p>{life}</p></div>{below}</div>")
    assert heard(article) == PARTS


def test_a_line_of_two_dates_under_the_headline_is_no_standfirst() -> None:
    stamp = "<div class=chapo>RVM, le 5 avril 2024 - Modifié le 17 juillet 2024</div>"
    long = [" ".join(PARTS[:2]), " ".join(PARTS[2:])]
    assert heard(read(f"<div><h1>{H}</h1>{stamp}<div>{paragraphs(long)}</div></div>")) == long


def test_a_text_in_one_block_is_no_consent_for_one_sentence_of_it() -> None:
    words = " ".join(PARTS)
    asked = "Vous pouvez accepter ou refuser nos cookies à tout moment, sur cette page."
    block = f"{words} {asked} {words}"
    assert refusal_of_page(titles=[H], lines=[block], body=[block]) is None
    assert refusal_of_page(titles=[H], lines=[asked] * 3, body=[asked] * 3) is not None


def test_a_first_paragraph_that_greets_its_readers_is_heard() -> None:
    greeting = (
        "Bonjour à tous, c’est Maël. Si vous avez aimé nos articles sur les moulins, vous savez que je cède parfois la place "
        "à d’autres plumes : voici celle d’une fileuse, qui m’a écrit en mars."
    )
    assert heard(read(f"<div><h1>{H}</h1><p>{greeting}</p>{paragraphs(PARTS)}</div>"))[0] == greeting


@pytest.mark.parametrize("body", ["<p>Page introuvable</p>", "", "<p>Partager sur Facebook</p>"])
def test_a_page_of_which_nothing_is_read_is_refused(body: str) -> None:
    with pytest.raises(ExtractionError):
        read(body)
