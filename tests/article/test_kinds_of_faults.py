# ruff: noqa: E501  # a page is read more easily on one line
"""Kinds of faults that pages nobody had seen brought, each on other shapes: what is heard, and what must not be.

Written by one who knew much of the code: no proof of what it does on pages that nobody saw.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timezone

import pytest

from audioedition.model import Source
from audioedition.segment import segment_article

NOW = datetime(2026, 11, 30, tzinfo=timezone.utc)

A = (
    "Le canal de Brenne sera vidé à partir de lundi, pour la première fois depuis 1987, afin que les ingénieurs"
    " puissent examiner les douze écluses que le gel de l’hiver a fendues."
)
B = (
    "Les mariniers, une trentaine de familles, devront attendre le mois de mai pour reprendre leurs tournées, et plusieurs"
    " ont déjà loué des camions pour livrer les silos de la plaine."
)
C = (
    "« Nous savions que la pierre était malade, mais pas que l’eau passait dessous », reconnaît la directrice du canal,"
    " qui a fait fermer dès dimanche les chemins de halage aux cyclistes."
)
D = (
    "La réparation coûtera neuf millions d’euros, dont la moitié sera payée par la région ; le reste viendra d’un emprunt"
    " que les communes riveraines rembourseront en quinze ans."
)
E = (
    "Les poissons, eux, seront déplacés à la main vers l’étang du Moulin, où des bénévoles de la société de pêche ont"
    " curé les berges pendant tout le mois de février."
)
F = (
    "Personne ne sait encore si le pont-levis de Saint-Aubin, classé depuis 1962, supportera les engins de chantier qui"
    " doivent le franchir chaque nuit jusqu’à l’été."
)
TITLE = "Le canal de Brenne vidé pour la première fois depuis 1987"
OTHERS = (
    (
        "Une fanfare de soixante cuivres défilera sur les quais",
        "Les répétitions ont commencé dans le gymnase du lycée agricole de Tarzy.",
    ),
    (
        "Le cinéma Rex rouvre avec trois salles",
        "Les fauteuils viennent d’un théâtre de Gand, et le bar sert du cidre.",
    ),
    (
        "Rugby : Lure s’impose à la dernière mêlée",
        "Menés de huit points à la pause, les joueurs de Lure ont renversé Gray.",
    ),
    (
        "Un troupeau de lamas garde les vergers",
        "Les renards ne s’approchent plus depuis que les lamas y dorment.",
    ),
)


def ps(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def page(inner: str, *, head: str = "", title: str = TITLE) -> str:
    return (
        f'<!doctype html><html lang="fr"><head><title>{title} - La Plaine</title>{head}</head><body><header><a href="/">La'
        f' Plaine</a><nav><a href="/a">Communes</a><a href="/b">Sports</a><a href="/c">Loisirs</a></nav></header>{inner}'
        "<footer><p>Mentions légales</p><p>© La Plaine</p></footer></body></html>"
    )


def cards(tag: str, title: str, summary: str, *, count: int = 4) -> str:
    return "".join(
        tag.format(
            f'<{title}><a href="/{n}">{OTHERS[n % 4][0]}</a></{title.split(" ")[0]}><{summary}>{OTHERS[n % 4][1]}</{summary.split(" ")[0]}>'
        )
        for n in range(count)
    )


H1 = f"<h1>{TITLE}</h1>"
CARD_WORDS = (*(t for t, _ in OTHERS), *(s for _, s in OTHERS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    kind: str
    page: str
    heard: tuple[str, ...]
    unheard: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    plain: bool = False


LD = '<script type="application/ld+json">{}</script>'
CASES = (
    Case(
        kind="A cards in a grid of figures outweigh a brief",
        page=page(
            f'<main>{H1}<div class="txt">{ps(A)}</div><div class="grille">'
            + cards('<div class="bloc x">{}</div>', "h3", "p", count=8)
            + "</div></main>"
        ),
        heard=(A,),
        unheard=CARD_WORDS,
    ),
    Case(
        kind="A cards whose titles are spans within links, before the article",
        page=page(
            '<section class="tete">'
            + "".join(
                f'<a class="item" href="/{t[:3]}"><span>{t}</span><div>{s}</div></a>' for t, s in OTHERS
            )
            + f"</section><article>{H1}{ps(A, B)}</article>"
        ),
        heard=(A, B),
        unheard=CARD_WORDS,
    ),
    Case(
        kind="B JSON-LD in a graph holds more paragraphs than the page",
        page=page(
            f"<article>{H1}{ps(A, B)}</article>",
            head=LD.format(
                json.dumps(
                    {
                        "@graph": [
                            {
                                "@type": ["NewsArticle"],
                                "headline": TITLE,
                                "articleBody": " ".join((A, B, C, D)),
                            }
                        ]
                    }
                )
            ),
        ),
        heard=(A, B),
    ),
    Case(
        kind="C opening paragraph in a header of its own",
        page=page(
            f'<article><header>{H1}<div class="entree">{ps(A)}</div></header><div class="suite"><div>{ps(B, C)}</div><div>{ps(D, E)}</div></div></article>'
        ),
        heard=(A, B, C, D, E),
    ),
    Case(
        kind="C last paragraph behind the container, before the signature",
        page=page(
            f'<article>{H1}<div class="c1">{ps(A, B, C, D)}</div><div class="c2">{ps(E)}</div><p class="sig">Luc Ferrand</p></article>'
        ),
        heard=(A, B, C, D, E),
        unheard=("Luc Ferrand",),
    ),
    Case(
        kind="D classes that say the contrary",
        page=page(
            f'<article class="sans-pub">{H1}<div class="newsletter-off has-related no-comments">{ps(A, B, C)}</div></article>'
        ),
        heard=(A, B, C),
    ),
    Case(
        kind="E hours in a time element before each entry's title",
        page=page(
            f"<main>{H1}{ps(A)}"
            + "".join(
                f"<div class='entree'><time>{h}</time><h3>{t}</h3>{ps(p)}</div>"
                for h, t, p in (
                    ("11 h 40", "Le bief est fermé", B),
                    ("10 h 05", "Deux écluses fendues", C),
                    ("8 h 30", "La nuit a été calme", D),
                )
            )
            + "</main>"
        ),
        heard=(A, B, C, D),
        headings=("Le bief est fermé", "Deux écluses fendues", "La nuit a été calme"),
    ),
    Case(
        kind="F a class chapo in a side column",
        page=page(
            f'<div class="col"><div class="chapo"><p>{OTHERS[1][1]}</p></div></div><article>{H1}<p class="intro">{A}</p>{ps(B, C)}</article>'
        ),
        heard=(A, B, C),
        unheard=(OTHERS[1][1],),
    ),
    Case(
        kind="G the byline is the paper's name, and a paragraph names the paper",
        page=page(
            f'<article>{H1}<p class="auteur">La Plaine</p>{ps(A)}<p>La Plaine a pu descendre dans le bief avec les plongeurs, et voir les fissures de près.</p>{ps(B)}</article>',
            head=LD.format(
                json.dumps({"@type": "NewsArticle", "author": {"name": "La Plaine"}, "headline": TITLE})
            ),
        ),
        heard=(
            A,
            "La Plaine a pu descendre dans le bief avec les plongeurs, et voir les fissures de près.",
            B,
        ),
    ),
    Case(
        kind="H a whole paragraph is one link",
        page=page(f'<article>{H1}{ps(A)}<p><a href="/rapport">{D}</a></p>{ps(B, C)}</article>'),
        heard=(A, D, B, C),
    ),
    Case(
        kind="I links after Notre série :",
        page=page(
            f"<article>{H1}{ps(A, B)}<p>Notre série d’été :</p><ul>"
            + "".join(f'<li><a href="/x">{t}</a></li>' for t, _ in OTHERS)
            + f"</ul>{ps(C)}</article>"
        ),
        heard=(A, B, C),
        unheard=tuple(t for t, _ in OTHERS),
    ),
    Case(
        kind="J a label in strong is no heading",
        page=page(
            f'<article>{H1}{ps(A, B)}<p><strong>À VOIR AUSSI</strong></p><p><a href="/v">{OTHERS[2][0]}</a></p>{ps(C, D)}</article>'
        ),
        heard=(A, B, C, D),
        unheard=("À VOIR AUSSI", OTHERS[2][0]),
    ),
    Case(
        kind="K a line between all paragraphs",
        page=page(
            f"<article>{H1}"
            + "<p>Chargement de l’encart en cours</p>".join(ps(x) for x in (A, B, C, D, E))
            + "</article>"
        ),
        heard=(A, B, C, D, E),
        unheard=("Chargement de l’encart en cours",),
    ),
    Case(
        kind="L the paper offers its application in the text",
        page=page(
            f"<article>{H1}{ps(A, B)}<p>Suivez les travaux heure par heure : téléchargez gratuitement notre application et activez vos alertes.</p>{ps(C)}</article>"
        ),
        heard=(A, B, C),
        unheard=("Suivez les travaux heure par heure",),
    ),
    Case(
        kind="M initials and a source at the end",
        page=page(
            f"<article>{H1}{ps(A, B, C)}<p>L. F. (avec AFP)</p><p>Sources : Voies d’eau de Brenne, archives départementales</p></article>"
        ),
        heard=(A, B, C),
        unheard=("L. F. (avec AFP)", "Sources : Voies d’eau"),
    ),
    Case(
        kind="N an advert is what the article is about",
        page=page(
            f"<article>{H1}{ps(A)}<p>La publicité collée sur les péniches, que l’on pouvait commander à contact@brenne.example, a disparu en une nuit.</p>{ps(B)}</article>"
        ),
        heard=(A, "La publicité collée sur les péniches", B),
    ),
    Case(
        kind="O a blockquote set in a figure called embed",
        page=page(
            f'<article>{H1}{ps(A)}<figure class="embed-citation"><blockquote>{C}</blockquote></figure>{ps(B, D)}</article>'
        ),
        heard=(A, C, B, D),
    ),
    Case(
        kind="P offers with prices",
        page=page(
            f'<article>{H1}{ps(A, B)}<div class="produits"><div><a href="/p">Bottes de pêche</a><span>49,90 €</span></div><div><a href="/p">Épuisette pliante</a><span>19,50 €</span></div><div><a href="/p">Seau étanche</a><span>12 €</span></div></div>{ps(C)}</article>'
        ),
        heard=(A, B, C),
        unheard=("Bottes de pêche", "Épuisette pliante", "49,90 €"),
    ),
    Case(
        kind="Q a caption in a span beside its picture",
        page=page(
            f'<article>{H1}{ps(A)}<div class="visuel"><img src="x.jpg"><span class="txt">L’écluse numéro sept, lundi matin, vue du pont</span></div>{ps(B, C)}</article>'
        ),
        heard=(A, B, C),
        unheard=("L’écluse numéro sept, lundi matin",),
    ),
    Case(
        kind="R a heading between two containers",
        page=page(
            f'<article>{H1}<div class="p1">{ps(A, B)}</div><h2>Neuf millions d’euros</h2><div class="p2">{ps(D, E, F)}</div></article>'
        ),
        heard=(A, B, D, E, F),
        headings=("Neuf millions d’euros",),
    ),
    Case(
        kind="S a newsletter prompt without a box",
        page=page(
            f"<article>{H1}{ps(A, B)}<p>La lettre du fleuve</p><p>Chaque jeudi, recevez dans votre boîte mail l’actualité des voies d’eau.</p><p>Votre adresse électronique</p>{ps(C)}</article>"
        ),
        heard=(A, B, C),
        unheard=("Chaque jeudi, recevez", "Votre adresse électronique"),
    ),
    Case(
        kind="U a kicker within the heading",
        page=page(
            f'<article>{H1}{ps(A, B)}<h2><span class="surtitre">Travaux</span>Neuf millions d’euros</h2>{ps(C, D)}</article>'
        ),
        heard=(A, B, C, D),
        headings=("Neuf millions d’euros",),
    ),
    Case(
        kind="V the article stands in a hidden template of a streamed page",
        page=page(
            f'<div id="app"><p>Chargement…</p></div><div hidden id="S:1"><main>{H1}{ps(A, B, C)}</main></div><script>$RC("B:1","S:1")</script>'
        ),
        heard=(A, B, C),
    ),
    Case(
        kind="W Réagissez amid the article",
        page=page(f"<article>{H1}{ps(A, B)}<p>Et vous, qu’en dites-vous ?</p>{ps(C, D, E)}</article>"),
        heard=(A, B, C, D, E),
    ),
    Case(
        kind="X the box of the paying holds the article",
        page=page(
            f'<article>{H1}{ps(A)}<div class="premium-content paywalled">{ps(B, C, D)}</div></article>'
        ),
        heard=(A, B, C, D),
    ),
    Case(
        kind="Y En images amid the article",
        page=page(f"<article>{H1}{ps(A, B)}<h3>En images : le canal à sec</h3>{ps(C, D, E)}</article>"),
        heard=(A, B, C, D, E),
    ),
    Case(
        kind="T cards behind a copied article",
        page="\n".join(
            (
                "La Plaine",
                "Communes",
                "Sports",
                TITLE,
                "Publié le 3 mars à 10h20",
                A,
                B,
                C,
                "Partager",
                *(line for t, s in OTHERS for line in ("Loisirs", t, s)),
                "Mentions légales",
            )
        ),
        heard=(A, B, C),
        unheard=CARD_WORDS,
        plain=True,
    ),
    Case(
        kind="T last paragraph without a full stop, then tags",
        page="\n".join(
            (
                TITLE,
                "Par Luc Ferrand",
                A,
                B,
                C.removesuffix("."),
                "Canal",
                "Écluses",
                "À lire aussi",
                OTHERS[0][0],
            )
        ),
        heard=(A, B, C.removesuffix(".")),
        unheard=(OTHERS[0][0],),
        plain=True,
    ),
    Case(
        kind="T a person's name is a heading",
        page="\n".join(
            (
                TITLE,
                "Par Luc Ferrand",
                A,
                "Marthe Oudin, éclusière",
                B,
                C,
                "Jean Roussel, pêcheur",
                D,
                E,
                "Partager",
                "Mentions légales",
            )
        ),
        heard=(A, "Marthe Oudin, éclusière", B, C, "Jean Roussel, pêcheur", D, E),
        plain=True,
    ),
    Case(
        kind="T a heading between two lines of chrome",
        page="\n".join(
            (
                TITLE,
                "Par Luc Ferrand",
                A,
                B,
                "Publicité",
                "Neuf millions d’euros",
                "Publicité",
                D,
                E,
                "Partager",
                "Mentions légales",
            )
        ),
        heard=(A, B, "Neuf millions d’euros", D, E),
        unheard=("Publicité",),
        plain=True,
    ),
    Case(
        kind="T a shop's rows and a ranking",
        page="\n".join(
            (
                TITLE,
                "Par Luc Ferrand",
                A,
                B,
                C,
                "Bottes de pêche 49,90 €",
                "Épuisette pliante 19,50 €",
                "Les plus lus",
                "1",
                OTHERS[0][0],
                "2",
                OTHERS[1][0],
                "3",
                OTHERS[2][0],
                "Mentions légales",
            )
        ),
        heard=(A, B, C),
        unheard=("Bottes de pêche", OTHERS[0][0], OTHERS[2][0]),
        plain=True,
    ),
    Case(
        kind="T a dialog about screens",
        page="\n".join(
            (
                TITLE,
                "Par Luc Ferrand",
                A,
                B,
                C,
                "Lecture en cours sur un autre appareil",
                "Vous pouvez lire La Plaine sur un seul écran à la fois.",
                "Ce message s’affichera sur l’autre appareil.",
                "Continuer à lire ici",
                "Mentions légales",
            )
        ),
        heard=(A, B, C),
        unheard=("Vous pouvez lire", "Ce message s’affichera"),
        plain=True,
    ),
    Case(
        kind="T a caption that is a sentence above its credit",
        page="\n".join(
            (
                TITLE,
                "Par Luc Ferrand",
                "L’écluse numéro sept a perdu ses portes. © Ida Roche",
                A,
                B,
                "Le bief de Tarzy était à sec dimanche. Photo Ida Roche",
                C,
                D,
                "Partager",
                "Mentions légales",
            )
        ),
        heard=(A, B, C, D),
        unheard=("L’écluse numéro sept a perdu", "Le bief de Tarzy"),
        plain=True,
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.kind)
def test_the_kind_of_fault_is_mended_on_another_shape(case: Case) -> None:
    kind = "text/plain" if case.plain else "text/html"
    article = segment_article(Source(data=case.page.encode(), media_type=kind, fetched_at=NOW))
    said = [p.text for p in article.paragraphs if p.role != "title"]
    for text in case.heard:
        assert any(text in line for line in said), f"lost: {text[:70]}"
    for text in case.unheard:
        assert not any(text in line for line in said), f"heard: {text[:70]}"
    for text in case.headings:
        assert text in [p.text for p in article.paragraphs if p.role == "heading"]
