"""What real pages print inside sentences: each line names what was once said wrong."""

from __future__ import annotations

import pytest

from audioedition.script.normalise import normalise, normalise_traced


def said(cases: list[tuple[str, str]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("printed", "spoken"), cases)


@said(
    [
        ("L'année 2018 a « changé » la rue.", "L'année deux mille dix-huit a « changé » la rue."),
        ("En 2018 a ouvert un café.", "En deux mille dix-huit a ouvert un café."),
        ("Un pré de 3 ha 12 a.", "Un pré de trois hectares douze ares."),
        ("2.1 L'art nouveau", "deux point un, L'art nouveau"),
        ("Les ions 2H+ passent.", "Les ions deux hache plus passent."),
        ("Il pèse 58k.", "Il pèse cinquante-huit kilos."),
        ("Elle a 58k abonnés.", "Elle a cinquante-huit mille abonnés."),
        ("L'article 5 L du code.", "L'article cinq L du code."),
        ("Il boit 5 L d'eau.", "Il boit cinq litres d'eau."),
        ("Le groupe LGBTIQQA2s.", "Le groupe elle-gé-bé-té-i-cu-cu-a deux esse."),
        ("Soit 5,3 millions de t de blé.", "Soit cinq virgule trois millions de tonnes de blé."),
        ("Près de 3 milliards de m3.", "Près de trois milliards de mètres cubes."),
    ]
)
def test_a_letter_is_a_unit_only_with_a_quantity_and_a_grammar(printed: str, spoken: str) -> None:
    assert normalise(printed) == spoken
    assert not normalise_traced(printed).unread


@said(
    [
        ("3.2 Méthode", "trois point deux, Méthode"),
        ("1.1. Contexte", "un point un, Contexte"),
        ("II – Le jugement", "deux, Le jugement"),
        ("I / Présentation", "un, Présentation"),
        ("La version 2.2 sort.", "La version deux point deux sort."),
        ("Les versions 2.2 et 3.1.", "Les versions deux point deux et trois point un."),
        ("Une moyenne de 4.5 sur 5.", "Une moyenne de quatre virgule cinq sur cinq."),
        ("La digue (2/5)", "La digue (deux sur cinq)"),
        ("Il manque 1/10 du budget.", "Il manque un dixième du budget."),
        ("Il a eu 7/10 en maths.", "Il a eu sept sur dix en maths."),
        ("Objectifs : 1° Réparer ; 2° Vendre.", "Objectifs : premièrement, Réparer ; deuxièmement, Vendre."),
        ("2º Elle devait partir.", "deuxièmement, Elle devait partir."),
        ("Selon le 2° de l'article 4.", "Selon le deuxièmement de l'article quatre."),
        ("Un vin à 12° de l'année.", "Un vin à douze degrés de l'année."),
        ("À Lyon : 12° le matin.", "À Lyon : douze degrés le matin."),
        ("Le 1 000 000e billet.", "Le millionième billet."),
        ("Le 03e jour.", "Le troisième jour."),
        ("L'année 2017-2018.", "L'année deux mille dix-sept deux mille dix-huit."),
        ("Les années 2017-2018.", "Les années deux mille dix-sept à deux mille dix-huit."),
    ]
)
def test_a_number_that_orders_is_no_decimal_and_no_fraction(printed: str, spoken: str) -> None:
    assert normalise(printed) == spoken


@said(
    [
        ("Les pièces |193| circulaient.", "Les pièces circulaient."),
        ("Un récit [p. 12] ancien.", "Un récit ancien."),
        ("Trois études [6, 7] le disent.", "Trois études le disent."),
        ("Une revue, 20(1), 1–3.", "Une revue, vingt, numéro un, un à trois."),
        ("Gagné 2-2 (1-1).", "Gagné deux à deux (un à un)."),
        ("Il finit au7e rang.", "Il finit au septième rang."),
        ("Il travaille avec zone3.", "Il travaille avec zone trois."),
    ]
)
def test_marks_of_pages_and_notes_are_not_read_as_text(printed: str, spoken: str) -> None:
    assert normalise(printed) == spoken


def test_a_call_of_a_note_glued_to_a_word_is_left_out_and_told() -> None:
    heard = normalise_traced("La liberté2 recule.")
    assert heard.text == "La liberté recule."
    assert heard.unread == ("liberté2",)


@said(
    [
        ("Le père/mère signe.", "Le père ou mère signe."),
        ("Il faut vendre/louer.", "Il faut vendre ou louer."),
        ("9/ABC : 8/DEF", "neuf, a-bé-cé : huit, dé-euh-effe"),
        ("AFP / Nice / Jeanne Petit", "a-effe-pé, Nice, Jeanne Petit"),
        ("Le lien parents/enfants.", "Le lien parents, enfants."),
        ("Trois fruits/jour.", "Trois fruits par jour."),
    ]
)
def test_a_stroke_between_words_is_heard(printed: str, spoken: str) -> None:
    assert normalise(printed) == spoken


@said(
    [
        ("Voir p. 12 sq. du livre.", "Voir page douze et suivante du livre."),
        ("Voir p. 12 sqq.", "Voir page douze et suivantes."),
        ("Voir p. 20 et s.", "Voir page vingt et suivantes."),
        ("Au 12 sq. Carnot.", "Au douze square Carnot."),
        ("Au 12 BD Carnot.", "Au douze boulevard Carnot."),
        ("Au 5 AV FOCH.", "Au cinq avenue Foch."),
        ("Prendre bd Foch puis av. de Verdun.", "Prendre boulevard Foch puis avenue de Verdun."),
        ("Les arts. 12 et 13.", "Les articles douze et treize."),
        ("Rens. en mairie.", "Renseignements en mairie."),
        ("L'Éduc. nat. recrute.", "L'Éducation nationale recrute."),
        ("Le gal. Leclerc.", "Le général Leclerc."),
        ("Laisser 5 cm min. à droite.", "Laisser cinq centimètres minimum à droite."),
        ("Une pause de 3 min. 5 s.", "Une pause de trois minutes. cinq secondes."),
        ("Peint c. 1250.", "Peint vers mille deux cent cinquante."),
        ("Dans Annales, Vol 10, n° 2.", "Dans Annales, volume dix, numéro deux."),
        ("Jeanne M. Perrin et Paul M.Dupuy.", "Jeanne M Perrin et Paul M Dupuy."),
        ("Le Président M. Petit.", "Le Président monsieur Petit."),
        ("À Paris-VIII.", "À Paris huit."),
        ("Jean-Paul-II voyage.", "Jean-Paul deux voyage."),
        ("Avec E = mc².", "Avec E égale èm-cé au carré."),
        ("Un CGTiste et deux RMIstes.", "Un cé-gé-té-iste et deux erre-èm-istes."),
        ("La nᵉ fois.", "La énième fois."),
        ("Un pro&shy;cès.", "Un procès."),
        ("D'«opération spéciale», dit-il.", "D'opération spéciale, dit-il."),
    ]
)
def test_short_forms_are_read_where_they_stand(printed: str, spoken: str) -> None:
    assert normalise(printed) == spoken


def test_an_english_ordinal_is_told() -> None:
    assert normalise_traced("Le 21st Century.").unread == ("21st",)


@said(
    [
        ("Plus tard, le siècle des Lumières.", "Plus tard, le siècle des Lumières."),
        ("Au XVIII siècle.", "Au dix-huitième siècle."),
        ("Les années 80/90.", "Les années quatre-vingts, quatre-vingt-dix."),
        ("La chambre 6-2 de la cour.", "La chambre six tiret deux de la cour."),
        ("Dès 0:50, on rit.", "Dès cinquante secondes, on rit."),
        ("Ouvert 7j/j.", "Ouvert sept jours sur sept."),
        ("Ils trient 7000 CV.", "Ils trient sept mille cé-vé."),
        ("Un moteur de 110 CV.", "Un moteur de cent dix chevaux."),
        ("Selon Lc 18:9-14 et 16:5.", "Selon Luc dix-huit, neuf à quatorze et seize, cinq."),
        ("Il part à 20:15.", "Il part à vingt heures quinze."),
        ("Un minerai à 3 % de Zn.", "Un minerai à trois pour cent de zinc."),
        ("> Bonjour, dit-il.", "Bonjour, dit-il."),
    ]
)
def test_signs_that_mean_two_things_are_told_apart(printed: str, spoken: str) -> None:
    assert normalise(printed) == spoken


def test_a_quotation_mark_that_closes_is_no_second() -> None:
    assert normalise('Le poinçon "958" de 9".') == 'Le poinçon "neuf cent cinquante-huit" de neuf secondes.'


@said(
    [
        ("25Le village dort.", "Le village dort."),
        ("5C'est la fin.", "C'est la fin."),
        ("20Minutes le dit.", "vingt Minutes le dit."),
        ("Beaucoup d'abonnés (9,9 M).", "Beaucoup d'abonnés (neuf virgule neuf millions)."),
        ("Le ratio or/argent.", "Le ratio or, argent."),
        ("Au +43 158030-642.", "Au plus quarante-trois quinze quatre-vingts trente, six cent quarante-deux."),
        ("(Dei Verbum, n. 25)", "(Dei Verbum, numéro vingt-cinq)"),
        ("Il est ce qu'il·elle veut.", "Il est ce qu'il ou elle veut."),
        ("Elles vivaient dissimulé·e·s.", "Elles vivaient dissimulées."),
        ("Nous serions exilé-e-s.", "Nous serions exilés."),
    ]
)
def test_what_a_second_look_at_real_pages_found(printed: str, spoken: str) -> None:
    assert normalise(printed) == spoken


@said(
    [
        ("Le baromètre Zola/CNRS/SNCF.", "Le baromètre Zola, cé-enne-erre-esse, esse-enne-cé-effe."),
        ("Près de 9 Belges/10.", "Près de neuf Belges sur dix."),
        ("Deux méthodes (DNS, LES).", "Deux méthodes (dé-enne-esse, elle-euh-esse)."),
        ("Entre le IX et le XII siècle.", "Entre le neuvième et le douzième siècle."),
        ("Selon Jr 23,29.", "Selon Jérémie vingt-trois, vingt-neuf."),
        ("Une note de 3,7/4,0.", "Une note de trois virgule sept sur quatre virgule zéro."),
        ("Revue 21(1):730", "Revue vingt et un, numéro un, sept cent trente"),
        ("En 2002-2003.", "En deux mille deux deux mille trois."),
        ("Avec le hashtag #NousTous.", "Avec le hashtag Nous Tous."),
        ("Le nar¬ cissisme.", "Le narcissisme."),
        ("Le son [g] est doux.", "Le son g est doux."),
    ]
)
def test_what_a_third_look_at_real_pages_found(printed: str, spoken: str) -> None:
    assert normalise(printed) == spoken


@said(
    [
        ("Moins de ½ h par jour.", "Moins d'une demi-heure par jour."),
        ("Au 0800 900407.", "Au zéro huit cents, quatre-vingt-dix zéro quatre zéro sept."),
        ("Le triptyque eau/gaz/feu.", "Le triptyque eau, gaz, feu."),
        ("Avec #ELLEcuisine.", "Avec hashtag Elle cuisine."),
        ("Les jeunes chercheur·e·s.", "Les jeunes chercheurs et chercheuses."),
        ("Newton, M. R., & Ram, P.", "Newton, M. R., et Ram, P."),
    ]
)
def test_what_a_fourth_look_at_real_pages_found(printed: str, spoken: str) -> None:
    assert normalise(printed) == spoken


@said(
    [
        ("Trois morts par an3, dit-on.", "Trois morts par an, dit-on."),
        ("Hugo publie Mes Mémoires.", "Hugo publie Mes Mémoires."),
        ("Mes Petit et Durand plaident.", "Maîtres Petit et Durand plaident."),
        ("C'est un moins-que-rien.", "C'est un moins-que-rien."),
        ("Ce qui nous a rendu-e-s heureux-ses.", "Ce qui nous a rendus heureux."),
        ("3Grâce à elle, on lit.", "Grâce à elle, on lit."),
    ]
)
def test_what_a_fifth_look_at_real_pages_found(printed: str, spoken: str) -> None:
    assert normalise(printed) == spoken


@said(
    [
        ("Un mot (θυμός) grec.", "Un mot (thymos) grec."),
        ("Une dose de 5 μg.", "Une dose de cinq microgrammes."),
        ("Un, 1,2,3, partez.", "Un, un, deux, trois, partez."),
        ("Des X-XIe siècles.", "Des dixième à onzième siècles."),
    ]
)
def test_what_a_last_look_at_real_pages_found(printed: str, spoken: str) -> None:
    assert normalise(printed) == spoken
