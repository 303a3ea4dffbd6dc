"""The opening words: whose article it is, that a synthetic voice reads, who wrote it; or a newsroom's own. Pure."""

from __future__ import annotations

import re
import string
from dataclasses import replace
from datetime import date

from audioedition.errors import UsageError
from audioedition.model import Article
from audioedition.script.normalise import split_sentences
from audioedition.script.normalise.tables.calendar import MONTHS

FIELDS = ("site", "title", "byline", "date", "rubric", "disclosure")
MAX_TEMPLATE = 500


def read_by(article: Article) -> str:
    """Printed form of the first words: whose article it is, and that a synthetic voice reads (AI Act, art. 50)."""
    site = (article.site or "").strip()
    return f"Article {f'du site {site}, ' if site else ''}lu par une voix de synthèse."


def byline_and_date(article: Article) -> str:
    """« Par Jeanne Martin. Publié le 3 mai 2024. »; empty when neither is known."""
    parts = []
    if byline := bare_byline(article):
        parts.append(f"Par {byline}.")
    if published := printed_date(article.published):
        parts.append(f"Publié le {published}.")
    return " ".join(parts)


def bare_byline(article: Article) -> str:
    return re.sub(r"(?i)^par\s+", "", (article.byline or "").strip()).rstrip(". ")


def printed_date(published: str | None) -> str:
    """« 1er mai 2024 » for ISO 8601; empty for what is no date."""
    try:
        day = date.fromisoformat((published or "")[:10])
    except ValueError:
        return ""
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"


def check_opening(template: str | None) -> None:
    """Raises UsageError for a template that cannot be filled in."""
    if template is None:
        return
    fields = ", ".join(f"{{{name}}}" for name in FIELDS)
    try:
        parts = list(string.Formatter().parse(template))
    except ValueError as error:
        raise UsageError(
            f"The opening words cannot be filled in: {error}.", hint=f"Known: {fields}."
        ) from error
    for _, name, spec, conversion in parts:
        if name is not None and (name not in FIELDS or spec or conversion):
            raise UsageError(f"The opening words know no field “{name}”.", hint=f"Known: {fields}.")
    if not template.strip() or len(template) > MAX_TEMPLATE:
        raise UsageError(f"The opening words need 1 to {MAX_TEMPLATE} characters.")


def opening_words(article: Article, template: str | None) -> tuple[str, str]:
    """What is said before the title, and what after it (empty: nothing).

    The title is a paragraph of its own and said once, where the template has it. A sentence with something that is not
    known is left out. That a synthetic voice reads is always said: where the template has ``{disclosure}``, else before
    the title.
    """
    if template is None:
        return read_by(article), byline_and_date(article)
    told = {
        "site": (article.site or "").strip(),
        "byline": bare_byline(article),
        "date": printed_date(article.published),
        "rubric": (article.rubric or "").strip(),
        "disclosure": read_by(replace(article, site=None)),
    }
    before, title, after = template.partition("{title}")
    said = [_filled(part, told) for part in (before, after.lstrip(" .!?…:,;–—") if title else "")]
    if "{disclosure}" not in template:
        said[0] = f"{said[0]} {told['disclosure']}".strip()
    return said[0] or told["disclosure"], said[1]


def _filled(part: str, told: dict[str, str]) -> str:
    sentences = split_sentences(part) if part.strip() else []
    whole = [s for s in sentences if all(told.get(name, "") for name in re.findall(r"\{(\w+)\}", s))]
    kept = " ".join(
        re.sub(r"\{(\w+)\}", lambda found: told[found[1]], sentence).strip() for sentence in whole
    )
    kept = re.sub(
        r"([.!?…])\s*\.", r"\1", kept
    )  # a disclosure, or a site named « Oui ! », ends a sentence itself
    return kept if not kept or kept[-1] in ".!?…»" else f"{kept}."
