"""A web page: what is told to be another text before anything is weighed, however much prose it holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from audioedition.article.chrome import Box, Phrasebook
from audioedition.article.judge.features import Line
from audioedition.article.judge.page.cards import find_cards
from audioedition.article.judge.page.containers import CARDS, Container
from audioedition.article.judge.page.next_articles import find_next_articles
from audioedition.article.judge.page.threads import find_threads
from audioedition.article.judge.page.variants import find_variants


def find_other_texts(
    lines: Sequence[Line],
    containers: Mapping[int, Container],
    *,
    title: str,
    about: str,
    book: Phrasebook,
) -> dict[int, Box]:
    """The lines of cards, of variants that are not shown, of articles that follow, and of readers' comments, each with
    what it stands in.

    ``title``: the page's; ``about``: that and its description.
    """
    return {
        **dict.fromkeys(find_cards(lines, containers, about=about), CARDS),
        **find_variants(lines, containers),
        **find_next_articles(lines, containers, title=title),
        **find_threads(lines, containers, book),
    }
