"""Page -> Article: what will be heard, each with a role, and what will not, each with a reason. Pure.

Every visible block of the source ends in ``paragraphs`` or in ``dropped``; nothing is lost silently.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from audioedition.article.chrome import load_phrasebook
from audioedition.article.extract import extract_page
from audioedition.article.judge.absence.no_article import refusal_of_redirect, why_no_article
from audioedition.article.judge.build import apply_options, build_article, read_options
from audioedition.article.judge.features import read_lines
from audioedition.article.judge.joined import join_pages
from audioedition.article.judge.who_wrote import drop_who_wrote
from audioedition.errors import ExtractionError
from audioedition.model import Article, Page, Source

__all__ = ["segment_article", "segment_page"]


def segment_article(
    source: Source,
    *,
    title: str | None = None,
    keep: Sequence[str] = (),
    drop: Sequence[str] = (),
    captions: bool = False,
    site_rules: Sequence[Path] = (),
    without: frozenset[str] = frozenset(),
) -> Article:
    """``segment_page`` of ``extract_page``: from bytes to the article in one call, its later pages joined to it where
    the source has them. Raises as those two do, and where the request was led away from the article."""
    led_away = refusal_of_redirect(source.asked, source.url)
    if led_away and not keep:
        raise led_away.error

    read = partial(
        segment_page, keep=keep, drop=drop, captions=captions, site_rules=site_rules, without=without
    )
    page = extract_page(source)
    first = read(page, announced=source.announced, title=title)
    if not source.following and source.broken_off is None:
        return first
    others: list[Article] = []
    broken_off = source.broken_off
    for later in source.following:
        try:
            others.append(read(extract_page(later)))
        except ExtractionError as error:  # what the person drops may be all that it holds
            broken_off = f"The article goes on at {later.url}, but that page could not be read: {error}"
            break
    return join_pages(first, others, broken_off=broken_off, declared_chars=len(page.body_text))


def segment_page(
    page: Page,
    *,
    title: str | None = None,
    keep: Sequence[str] = (),
    drop: Sequence[str] = (),
    captions: bool = False,
    site_rules: Sequence[Path] = (),
    without: frozenset[str] = frozenset(),
    announced: str | None = None,
) -> Article:
    """The article of a page, title first, and the ledger of all that was dropped.

    ``title``: in place of the headline. ``keep``, ``drop``: regular expressions (no case) that overrule every
    rule; keep wins. ``captions``: captions are read, not dropped. ``site_rules``: the newsroom's own folders of
    rules, which come before ours. ``without``: origins whose rules are switched off, for measuring. ``announced``: the
    title by which a feed named it.

    Raises ``UsageError`` (a broken regular expression or rules file), ``ExtractionError`` (no article in it: a consent,
    login or error page, a check for robots, another page than was announced; ``keep`` overrules that).
    """
    options = read_options(title, keep, drop, captions)
    domain = urlsplit(page.metadata.url or "").hostname
    book = load_phrasebook(domain=domain, folders=tuple(site_rules), without=without)
    lines = read_lines(page.blocks, book, plain=page.plain_text)
    problem = None
    if page.plain_text:
        from audioedition.article.judge.copied.learned import (  # a page need not pay for it
            overrule,
            weights_problem,
        )
        from audioedition.article.judge.copied.not_its_own import drop_not_its_own
        from audioedition.article.judge.copied.text import judge_text

        verdicts = overrule(lines, judge_text(lines, title=title))
        problem = weights_problem()
        drop_not_its_own(lines, verdicts)
        drop_who_wrote(page, lines, verdicts)
    else:
        from audioedition.article.judge.page.html import judge_html  # a text need not pay for it

        verdicts = judge_html(page, lines, book, title=title)
        drop_who_wrote(page, lines, verdicts)
        refusal = None if keep else why_no_article(page, lines, verdicts, announced=announced)
        if refusal:
            raise refusal.error
    article = build_article(page, lines, apply_options(lines, verdicts, options), options)
    return replace(article, warnings=(*article.warnings, problem)) if problem else article
