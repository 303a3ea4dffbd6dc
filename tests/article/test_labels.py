"""A rule for a label never takes a sentence with it: « Mise à jour : le bilan s’alourdit… » is the news itself."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from audioedition.model import Article, Source
from audioedition.segment import segment_article

BEFORE = (
    "Une rame du tramway de Pontvallier a déraillé samedi soir à hauteur du marché couvert, "
    "alors qu’une centaine de voyageurs rentraient du match."
)
AFTER = (
    "La circulation ne reprendra pas avant mercredi, a prévenu l’exploitant, qui met en place "
    "des autobus entre la gare et l’hôpital."
)
TITLE = "Un tramway déraille au marché couvert"


def read(*lines: str, html: bool) -> Article:
    if html:
        body = "".join(f"<p>{line}</p>" for line in lines)
        text = f"<html><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>{body}</article></body></html>"
    else:
        text = "\n\n".join((TITLE, *lines))
    kind = "text/html" if html else "text/plain"
    return segment_article(
        Source(data=text.encode(), media_type=kind, fetched_at=datetime(2026, 3, 9, tzinfo=timezone.utc))
    )


SENTENCES = (
    "Mise à jour : le bilan s’alourdit à trois blessés graves, a annoncé dimanche la préfecture…",
    "Mis à jour dimanche à 18 h 05 : les recherches ont repris sous la rame.",
    "MAJ : la ligne est rouverte.",
    "Actualisé lundi : le conducteur est sorti de l’hôpital, il sera entendu mardi.",
    "Publié lundi, le rapport des experts met en cause l’entretien des rails.",
    "Modifié en 2019, le règlement interdit depuis mars les rames doubles sur ce tronçon.",
    "Créé en 1998 par deux ingénieurs, le réseau transporte aujourd’hui soixante mille personnes.",
    "Diffusé lundi soir, le document a été vu par deux millions de personnes.",
    "Publicité : le conseil interdit les affiches à bord des rames jusqu’à la fin de l’enquête.",
    "Crédit : la région débloque deux millions, les communes respirent.",
    "Par chance, Toutain et Fils avaient fermé leur étal une heure plus tôt que d’habitude.",
)


@pytest.mark.parametrize("html", [True, False], ids=["page", "text"])
@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_behind_a_label_is_heard(sentence: str, html: bool) -> None:
    heard = [p.text for p in read(BEFORE, sentence, AFTER, html=html).paragraphs]
    assert sentence in heard
    assert heard == [TITLE, BEFORE, sentence, AFTER]


@pytest.mark.parametrize("html", [True, False], ids=["page", "text"])
@pytest.mark.parametrize(
    ("label", "sentence", "reason"),
    [
        ("Mis à jour le 8 mars à 18 h.", "Les recherches ont repris, a indiqué la préfecture.", "date"),
        ("Temps de lecture : 3 minutes.", "Le directeur du réseau a démissionné.", "date"),
        ("(Article mis à jour le 8 mars à 9 h)", "Le parquet a ouvert une enquête.", "date"),
    ],
)
def test_a_label_printed_before_a_sentence_goes_alone(
    label: str, sentence: str, reason: str, html: bool
) -> None:
    article = read(BEFORE, f"{label} {sentence}", AFTER, html=html)
    assert sentence in [p.text for p in article.paragraphs]
    assert (label, reason) in [(d.text, d.reason) for d in article.dropped]


@pytest.mark.parametrize("html", [True, False], ids=["page", "text"])
@pytest.mark.parametrize(
    "label",
    [
        "Publié le 8 mars 2026 à 18h02 par Anne Le Goff, mis à jour le 9 mars à 9h.",
        "Dernière mise à jour : il y a deux heures.",
        "Article mis à jour le 8 mars 2026 à 15h30",
        "Par Anne Le Goff, envoyée spéciale à Pontvallier.",
        "Crédits : Jean Toutain / Agence du Val",
        "Posté le 8 mars 2026 dans Transports par la rédaction",
    ],
)
def test_a_label_alone_is_still_left_out(label: str, html: bool) -> None:
    article = read(label, BEFORE, AFTER, html=html)
    assert [p.text for p in article.paragraphs] == [TITLE, BEFORE, AFTER]
    assert label in [d.text for d in article.dropped]
