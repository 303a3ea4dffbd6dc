"""Which of undated articles are the newest, as their addresses tell: the day in them, else a number that rises. Pure.

Many systems write their sitemap in the order of their database, the newest last, and date nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from audioedition.fetch.entries import FeedEntry

_YEAR, _MONTH, _DAY = r"(?<!\d)((?:19|20)\d\d)", r"(0[1-9]|1[0-2])", r"(0[1-9]|[12]\d|3[01])"
_OF_ARTICLE = re.compile(
    rf"{_YEAR}(?:/{_MONTH}(?:/{_DAY})?(?![^/])|(?P<between>[-_./]?){_MONTH}(?P=between){_DAY}(?!\d))"
)
"""A month alone only as a folder: « budget-2026-12-mesures » has twelve measures."""
_OF_SITEMAP = re.compile(rf"{_YEAR}[/_.-]?{_MONTH}(?:[/_.-]?{_DAY})?(?!\d)")
_NUMBER = re.compile(r"(?<!\d)\d{3,12}(?!\d)")
"""« article12345.html », « ?p=678 »; smaller ones are counted things."""
_LEAST_BORN, _LEAST_RISING, _LEAST_STEPS = 0.8, 0.9, 2
"""Shares of the addresses that bear a number, and of the steps from one to the next that rise: numbers that mean
something else rise half of the time."""


def newest_as_told(entries: Sequence[FeedEntry], *, sitemaps: bool = False) -> tuple[FeedEntry, ...]:
    """The newest first where half of the addresses bear a day or month (those that bear none after them) or nearly all
    a number that rises from each to the next; else in their order. ``sitemaps``: « posts-2026-11.xml » is of a month.
    """
    days = [_day_of(entry.url, sitemap=sitemaps) for entry in entries]
    one_day = len(set(filter(None, days))) <= 1
    if _rises(days) or (one_day and not sitemaps and _numbers_rise(entries)):
        entries, days = entries[::-1], days[::-1]
    if 2 * sum(map(bool, days)) < len(entries):
        return tuple(entries)
    ranked = sorted(zip(days, entries, strict=True), key=lambda pair: pair[0], reverse=True)
    return tuple(entry for _, entry in ranked)


def _day_of(url: str, *, sitemap: bool) -> tuple[int, ...]:
    """(year, month, day), (year, month); empty where it bears none."""
    found = (_OF_SITEMAP if sitemap else _OF_ARTICLE).search(url.partition("://")[2])
    return () if found is None else tuple(int(n) for n in found.groups() if n and n.isdigit())


def _rises(days: Sequence[tuple[int, ...]]) -> bool:
    """More often than it falls, and half of them are days: the last of one day is its newest, then."""
    born = [day for day in days if day]
    steps = [(a < b) - (a > b) for a, b in pairwise(born)]
    return 2 * len(born) >= len(days) and sum(steps) > 0


def _numbers_rise(entries: Sequence[FeedEntry]) -> bool:
    found = [_NUMBER.findall(entry.url.partition("://")[2].partition("/")[2]) for entry in entries]
    numbers = [int(all_[-1]) for all_ in found if all_]
    steps = [b > a for a, b in pairwise(numbers) if a != b]
    many = len(numbers) >= _LEAST_BORN * len(entries) and len(steps) >= _LEAST_STEPS
    return many and sum(steps) >= _LEAST_RISING * len(steps)
