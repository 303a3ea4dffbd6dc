"""A page whose JSON-LD declares a longer text than it shows."""

from __future__ import annotations

import json
from datetime import datetime, timezone

import pytest

from audioedition.model import Article, Source
from audioedition.segment import segment_article

SHOWN = (
    "Le maraîcher Yves Corbin, dont l’étal occupe depuis trente ans l’angle nord de la halle, dit n’avoir jamais "
    "vendu autant de poireaux que ce samedi-là, malgré la pluie qui tombait sur la place.",
    "La charpente, qui datait de 1786, a été démontée pièce par pièce, puis remontée avec des chênes coupés par les "
    "élèves du lycée forestier, sous la conduite de deux compagnons venus du Jura.",
)
DECLARED = (
    "La commune prévoit encore de refaire les pavés de la rue haute avant la foire d’automne, si le budget voté en "
    "décembre suffit à payer les deux entreprises qui ont répondu à son appel.",
    "Une famille de cigognes s’est installée sur le clocher, et le curé a demandé au couvreur de laisser leur nid "
    "jusqu’à la fin de la saison, au grand plaisir des enfants de l’école voisine.",
    "Le club de lutte a gagné sa première coupe en trente ans, grâce à deux sœurs jumelles qui s’entraînent chaque "
    "soir dans la grange de leur oncle, loin du gymnase et de ses horaires.",
)


def read(shown: tuple[str, ...], declared: tuple[str, ...]) -> Article:
    title = "La halle rouvre ses portes"
    linked = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": title}
    linked["articleBody"] = "\n\n".join(declared)
    body = "".join(f"<p>{text}</p>" for text in shown)
    page = (
        f'<html lang="fr"><head><title>{title}</title><script type="application/ld+json">'
        f"{json.dumps(linked)}</script></head><body><main><h1>{title}</h1>{body}</main></body></html>"
    )
    now = datetime(2026, 3, 9, tzinfo=timezone.utc)
    return segment_article(Source(data=page.encode(), media_type="text/html", fetched_at=now))


@pytest.mark.parametrize("shown", range(len(SHOWN) + 1))
@pytest.mark.parametrize("declared", [2, 3])
@pytest.mark.parametrize("both", [False, True], ids=["other text", "the same and more"])
def test_a_declared_text_longer_than_the_page_is_no_traceback(shown: int, declared: int, both: bool) -> None:
    own, told = SHOWN[:shown], DECLARED[:declared]
    article = read(own, (*own, *told) if both else told)
    heard = " ".join(p.text for p in article.paragraphs)
    assert any(text in heard for text in (*own, *told))
    ledger = heard + " ".join(d.text for d in article.dropped)
    assert all(text in ledger for text in own)
