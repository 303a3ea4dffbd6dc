"""What publishing systems say around an article goes, wherever it stands; an article's lines that look like it stay."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from audioedition.article.chrome import FOLDER, ChromeRule, load_phrasebook, read_rules
from audioedition.article.chrome.branches import split_branches
from audioedition.model import Source
from audioedition.segment import segment_article

BOOK = load_phrasebook()
NOW = datetime(2025, 1, 1, tzinfo=timezone.utc)
TITLE = "Le four à pain du village rallumé par trois retraités"
PARAGRAPHS = [
    (
        "Il n’avait plus servi depuis 1962. Samedi, le four banal de la place a retrouvé sa flamme, sous les "
        "yeux d’une centaine d’habitants venus avec leur pâte sous un torchon."
    ),
    (
        "Les trois hommes ont passé l’hiver à refaire la voûte, brique après brique. Ils ont suivi un carnet "
        "de 1911, retrouvé dans le grenier de la mairie par la secrétaire."
    ),
    (
        "« Nous pensions en avoir pour un mois, sourit le plus âgé. Nous en avons mis cinq, et la première "
        "fournée a brûlé. La seconde était bonne, celle-là tout le monde s’en souviendra. »"
    ),
    (
        "La commune a payé les briques, soit huit cents euros. Le bois vient d’une haie que le cantonnier "
        "devait tailler, et la pelle d’un boulanger qui a fermé boutique l’an dernier."
    ),
    (
        "Le four sera allumé le premier samedi du mois. Chacun pourra y cuire ce qu’il veut, du pain ou des "
        "tartes, à condition d’apporter une bûche et de balayer la place avant midi."
    ),
]
ANYWHERE = [
    # ce que des extensions de consentement affichent telles quelles
    "Le stockage ou l’accès technique qui est utilisé exclusivement à des fins statistiques.",
    "Les services de partage de vidéo permettent d’enrichir le site de contenu multimédia et augmentent sa visibilité.",
    "You are currently viewing a placeholder content from YouTube. To access it, click the button below.",
    # WordPress, ses thèmes et ses extensions
    (
        "Cette entrée a été publiée dans Patrimoine, avec comme mot(s)-clé(s) four, pain. Vous pouvez la "
        "mettre en favoris avec ce permalien."
    ),
    "Ce contenu a été publié dans Patrimoine par Odile. Mettez-le en favori avec son permalien.",
    "Publié dans Patrimoine | Étiqueté four, pain | Un commentaire",
    "Publication précédente : La fête des moulins",
    "Précédent Article précédent : La fête des moulins",
    "PrécédentLa fête des moulins",
    "← La fête des moulins",
    "Le lavoir restauré →",
    "Aucun commentaire sur Le four à pain du village",
    "Votre commentaire est en attente de modération.",
    "Oui, ajoutez-moi à votre liste de diffusion.",
    "Soyez le premier à aimer cet article.",
    "Dans quelle mesure ce contenu vous a-t-il été utile ?",
    "Note moyenne 4,7 / 5. Nombre de votes : 12",
    "5/5 - (3 votes)",
    "Post Views: 1 234",
    "Il n’y a pas d’extrait, car cette publication est protégée.",
    "Rejoignez les 1 245 autres abonnés",
    "Saisissez votre adresse e-mail pour vous abonner à ce blog et recevoir une notification de chaque nouvel article.",
    # SPIP
    "Voir en ligne : La carte des fours banals",
    "Toutes les versions de cet article : [English] [français]",
    "Attention, votre message n’apparaîtra qu’après avoir été relu et approuvé.",
    "PDF - 245.3 kio",
    "Relevés de janvier (PDF - 245 ko)",
    "Site réalisé avec SPIP",
    # Dotclear, Drupal, Joomla
    "URL de rétrolien : https://example.org/trackback/12",
    "Les commentaires pour ce billet sont fermés.",
    "Le code HTML est affiché comme du texte et les adresses web sont automatiquement transformées.",
    "Soumis par odile le mar 12/03/2024 - 14:32",
    "Les lignes et les paragraphes vont à la ligne automatiquement.",
    "Cette question sert à vérifier si vous êtes un visiteur humain ou non afin d’éviter les soumissions automatisées.",
    "Affichages : 1234",
    "Étoiles actives Étoiles inactives",
    # blogs hébergés et lettres
    "Posté par odile à 14:32 - Patrimoine - Commentaires [3] - Permalien [#]",
    "Enregistrer un commentaire",
    "Inscription à : Publier les commentaires (Atom)",
    "Article plus récent Article plus ancien Accueil",
    "Pour être informé des derniers articles, inscrivez vous :",
    "Repost 0",
    "NB : Les commentaires de ce blog sont modérés.",
    "Démarrez votre Substack",
    "Ce post est pour les abonnés payants",
    "Confidentialité ∙ Conditions ∙ Avis de collecte",
    # services de commentaires, lecteurs, sites statiques
    "Commenter en tant qu’invité",
    "S’abonner Ajoutez Disqus à votre site web Ne pas vendre mes données",
    "Merci, votre commentaire a bien été pris en compte.",
    "il y a 3 jours Répondre",
    "Lancer la discussion…",
    "Télécharger l’épisode (12 Mo)",
    "Cette galerie contient 3 photos.",
    "Cliquer sur l’image pour agrandir",
    "Modifier cette page sur GitHub",
    "800 mots — 4 minutes de lecture",
    "Généré avec Hugo",
    "Cette page vous a-t-elle été utile ?",
]
AT_THE_END = [
    "Étiqueté four, pain",
    "Catégories Patrimoine",
    "Suivant Le lavoir restauré",
    "À propos de Odile Kermarrec",
    "Dans « Patrimoine »",
    "Création : 12 mars 2024",
    "Lire davantage",
    "Lien permanent",
]
EDITORIAL = [
    "Le stockage de l’eau est devenu la grande affaire de l’été, et trois bassines sont prévues dans le canton.",
    "Les services de commentaires du match ont été confiés à deux lycéennes de la ville.",
    "Publié dans la revue Nature, l’article a fait grand bruit.",
    "Cette entrée a été publiée dans le dictionnaire de 1905, puis retirée.",
    "Étiqueté « extrême gauche », le maire s’en défend.",
    "Marqué par la guerre",
    "Précédent judiciaire",
    "Suivant Aristote, l’homme est un animal politique.",
    "Suivant les conseils de son médecin, elle a quitté la ville.",
    "Les messages sont cachés dans la pierre.",
    "Ce message est publié chaque année à la même date.",
    "Votre contribution est attendue par les chercheurs, qui manquent de relevés.",
    "Deux pensées sur la mort",
    "Commentaires sur une défaite",
    "Note moyenne : 12/20",
    "Visites : 1 200 par an",
    "Lancer la conversation",
    "Saisissez votre adresse dans le champ, explique la notice.",
    "Construit par Hugo Lambert",
    "Voir en ligne : un progrès ?",
    "Suivre le blog de son fils, c’est tout ce qui lui reste.",
    "Télécharger, c’est voler ?",
    "Regarder maintenant le ciel",
    "Licence : la colère des étudiants",
    "Soumis par la gauche, l’amendement a été rejeté.",
    "Cet article a été modifié le 3 mars 2019 par le Sénat",
    "Du blé à la baguette",
    "Non classée, la chapelle risque la démolition.",
    "Archives",
    "Notes",
    "Connexion",
    "Dans « Libération »",
    "Retour à la terre",
]


def heard(line: str, place: int) -> list[str]:
    lines = [*PARAGRAPHS[:place], line, *PARAGRAPHS[place:]]
    text = "\n\n".join([TITLE, *lines]).encode()
    article = segment_article(Source(data=text, media_type="text/plain", fetched_at=NOW))
    return [p.text for p in article.paragraphs]


def heard_of_page(line: str, place: int) -> list[str]:
    """As it is where nothing but the words speaks: a bare paragraph among the others."""
    lines = [*PARAGRAPHS[:place], line, *PARAGRAPHS[place:]]
    body = "".join(f"<p>{x}</p>" for x in lines)
    page = f"<html lang='fr'><head><title>{TITLE}</title></head><body><main><h1>{TITLE}</h1>{body}</main></body></html>"
    article = segment_article(Source(data=page.encode(), media_type="text/html", fetched_at=NOW))
    return [p.text for p in article.paragraphs]


@pytest.mark.parametrize("line", ANYWHERE)
def test_a_system_s_own_words_go_in_the_midst_and_at_the_end(line: str) -> None:
    for place in (3, len(PARAGRAPHS)):
        assert heard(line, place) == [TITLE, *PARAGRAPHS]
        assert heard_of_page(line, place) == [TITLE, *PARAGRAPHS]


@pytest.mark.parametrize("line", AT_THE_END)
def test_what_an_article_may_say_too_goes_only_at_its_edge(line: str) -> None:
    assert heard_of_page(line, len(PARAGRAPHS)) == [TITLE, *PARAGRAPHS]
    assert heard(line, 3) == [TITLE, *PARAGRAPHS[:3], line, *PARAGRAPHS[3:]]


@pytest.mark.parametrize("line", EDITORIAL)
def test_editorial_lines_that_look_like_a_system_s_words_stay(line: str) -> None:
    wanted = [TITLE, *PARAGRAPHS[:3], line, *PARAGRAPHS[3:]]
    assert heard(line, 3) == wanted
    assert heard_of_page(line, 3) == wanted


def test_a_heading_of_the_comments_ends_the_article() -> None:
    remark = "Mon grand-père y cuisait son pain, et il racontait souvent que la place sentait bon jusqu’à la rivière."
    for opening in (
        "2 pensées sur “Le four à pain”",
        "Discussion à propos de ce post",
        "Répondre à cet article",
    ):
        text = "\n\n".join([TITLE, *PARAGRAPHS, opening, remark]).encode()
        article = segment_article(Source(data=text, media_type="text/plain", fetched_at=NOW))
        assert [p.text for p in article.paragraphs] == [TITLE, *PARAGRAPHS]


def test_every_pattern_is_bound_to_both_ends_of_the_line() -> None:
    """What merely holds the words of a system is an article's sentence."""
    rules = [r for r in read_rules(FOLDER / "cms.toml") if isinstance(r, ChromeRule)]
    assert rules
    for rule in rules:
        branches = [b for p in rule.phrases for b in split_branches(p)] if rule.match != "line" else []
        loose = [b for b in branches if not (b.startswith("^") and b.endswith("$"))]
        assert not loose, rule.id
