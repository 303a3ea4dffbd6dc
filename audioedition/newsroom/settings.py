"""``audioedition.toml``: what a newsroom wants, in one file, with a table for each site that differs.

Every key is checked: an unknown one, a wrong type or a broken pattern is said with file, line and key.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from audioedition.errors import SourceError, UsageError
from audioedition.fetch.addresses import DEFAULT_PORTS, USER_AGENT, Access, ascii_host
from audioedition.fetch.credentials import Credential, CredentialKind, variable_named
from audioedition.fetch.full_text import FULL_TEXT
from audioedition.fetch.sites import domain_of
from audioedition.fetch.source import is_url
from audioedition.model import LOCALES, Inclusive, ReaderLimits
from audioedition.newsroom.durations import parse_duration
from audioedition.newsroom.retention import Retention, read_retention
from audioedition.newsroom.shelf_settings import read_shelf_limits
from audioedition.produce.sound_settings import SoundSettings, read_sound
from audioedition.publish.books.certified import certifier_of
from audioedition.system.toml_file import TomlFile, read_toml

NAME = "audioedition.toml"
LEAST_EVERY_S = 30.0
_ON_GONE = ("withdraw", "keep")
_TEASERS = ("hold", "speak", "skip")
_CHAPTERS = ("auto", "paragraph", "section")


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSettings:
    """What may differ from site to site. At the top of the file: for all sites."""

    voice: str = "auto"
    chapters: str = "auto"
    captions: bool = False
    locale: str = "fr-FR"
    inclusive: str = "doublet"
    lexicon: str = ""
    """A file, relative to the settings' own."""
    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    strict: bool = False
    watermark: bool = False
    """Lay an inaudible mark into the sound."""
    certified_by: str = ""
    """Who vouches for the EPUB's accessibility, in its metadata."""
    publish_doubtful: bool = False
    """A doubtful article is published as any other, not held for review."""
    teasers: str = "hold"
    """An article of which the page shows only the beginning: ``hold``, ``speak`` (and say so) or ``skip``."""
    only: tuple[str, ...] = ()
    """Regular expressions: when there are any, an article's URL must match one."""
    skip: tuple[str, ...] = ()
    """Regular expressions: an article whose URL matches one is passed over."""
    latest: int = 20
    """Of each feed, the newest N articles are looked at."""
    delay_s: float = 2.0
    """Between two requests to the same host; robots.txt may ask for more."""
    full_text: str = "auto"
    """Where the text of a feed's article comes from: ``page``, ``feed``, or ``auto`` (that where the page fails)."""
    on_gone: str = "withdraw"
    """What becomes of an edition whose article answers 410: ``withdraw`` or ``keep``."""
    settle: str = "0s"
    """A page that changed within that time is waited for: a live report, a text that is still being written."""
    basic_auth: str = ""
    """« env:NAME »: the variable that holds ``user:password``, for that very host. Only in a site's table."""
    cookie: str = ""
    """« env:NAME »: the variable that holds a cookie, likewise."""
    sound: SoundSettings = field(default_factory=SoundSettings)
    """The sound of the house."""
    robots: bool = True
    """False only for the newsroom's own site."""

    @property
    def settle_s(self) -> float:
        return parse_duration(self.settle)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsroomSettings:
    output: Path = Path("output")
    feeds: tuple[str, ...] = ()
    """What ``watch`` follows when no feed is named; folders, which are relative to the settings' own, among them."""
    every_s: float = 300.0
    base_url: str = ""
    """Where ``output`` is served; with it the podcast feed is rebuilt after each change."""
    workers: int = 1
    ports: tuple[int, ...] = DEFAULT_PORTS
    allow_private: bool = False
    second_person: bool = False
    """``[review]``: what one person prepared in the service is made when a second one has said so."""
    retention: Retention = field(default_factory=Retention)
    shelf: ReaderLimits = field(default_factory=ReaderLimits)
    """Of each reader of the service."""
    contact: str = ""
    """Address or URL that stands in the User-Agent, so that a site can reach you."""
    everywhere: SiteSettings = field(default_factory=SiteSettings)
    sites: Mapping[str, SiteSettings] = field(default_factory=dict)
    """By domain; a domain stands for its subdomains too, and the longest one that fits is taken."""

    def site_of(self, url: str) -> SiteSettings:
        domain = domain_of(url, self.sites)
        return self.everywhere if domain is None else self.sites[domain]

    def credentials(self) -> tuple[Credential, ...]:
        """Of the sites that ask for a login."""
        kinds: tuple[CredentialKind, ...] = get_args(CredentialKind)
        return tuple(
            Credential(host=host, kind=kind, variable=variable_named(getattr(site, kind)))
            for host, site in self.sites.items()
            for kind in kinds
            if getattr(site, kind)
        )

    def access(self) -> Access:
        agent = f"{USER_AGENT} {self.contact}".strip()
        return Access(
            allow_private=self.allow_private,
            ports=self.ports,
            user_agent=agent,
            credentials=self.credentials(),
        )

    def voices(self) -> tuple[str, ...]:
        """Every voice that is named, once."""
        return tuple(dict.fromkeys(s.voice for s in (self.everywhere, *self.sites.values())))


def find_settings(path: Path | None) -> NewsroomSettings:
    """Read ``path``; without one, ``audioedition.toml`` of the current folder when there is one, else defaults."""
    if path is not None:
        return read_settings(path)
    return read_settings(Path(NAME)) if Path(NAME).is_file() else NewsroomSettings()


def read_settings(path: Path) -> NewsroomSettings:
    """Raises UsageError with file, line and key."""
    file = read_toml(path, error=UsageError)
    content = file.content
    site_keys = {f.name for f in dataclasses.fields(SiteSettings)}
    own_keys = {
        "output",
        "feeds",
        "every",
        "base_url",
        "workers",
        "ports",
        "allow_private",
        "contact",
        "retention",
        "review",
        "shelf",
        "sites",
    }
    file.check_keys(content, site_keys | own_keys)
    everywhere = _read_site(file, content, SiteSettings(), prefix="")
    sites: dict[str, SiteSettings] = {}
    for domain, table in file.typed(content, "sites", dict, {}).items():
        prefix = f'sites."{domain}"' if "." in domain else f"sites.{domain}"
        if not isinstance(table, dict):
            file.reject(prefix, "a table expected", hint='Like [sites."journal.fr"]')
        file.check_keys(table, site_keys, prefix=f"{prefix}.")
        try:
            host = ascii_host(domain)
        except SourceError as error:
            file.reject(prefix, str(error), hint='Like [sites."journal.fr"]')
        sites[host] = _read_site(file, table, everywhere, prefix=f"{prefix}.")
    ports = file.typed(content, "ports", list, list(DEFAULT_PORTS))
    if not all(isinstance(p, int) and not isinstance(p, bool) and 0 < p < 65_536 for p in ports):
        file.reject("ports", "whole numbers from 1 to 65535 expected")
    workers = file.typed(content, "workers", int, 1)
    if not 1 <= workers <= 256:
        file.reject("workers", "1 to 256 expected")
    review = file.typed(content, "review", dict, {})
    file.check_keys(review, {"second_person"}, prefix="review.")
    return NewsroomSettings(
        output=path.parent / file.typed(content, "output", str, "output"),
        feeds=tuple(
            feed if is_url(feed) else str(path.parent / feed)
            for feed in _texts(file, content, "feeds", (), prefix="")
        ),
        every_s=_every(file),
        base_url=_base_url(file),
        workers=workers,
        ports=tuple(ports),
        allow_private=file.typed(content, "allow_private", bool, False),
        contact=_contact(file),
        second_person=file.typed(review, "second_person", bool, False, prefix="review."),
        retention=read_retention(file),
        shelf=read_shelf_limits(file),
        everywhere=everywhere,
        sites=sites,
    )


def _read_site(file: TomlFile, table: dict[str, Any], base: SiteSettings, *, prefix: str) -> SiteSettings:
    values: dict[str, Any] = {}
    for f in dataclasses.fields(SiteSettings):
        default = getattr(base, f.name)
        if f.name == "sound":
            values[f.name] = read_sound(file, table, base.sound, prefix=prefix)
        elif isinstance(default, tuple):
            values[f.name] = _texts(file, table, f.name, default, prefix=prefix)
        else:
            values[f.name] = file.typed(table, f.name, type(default), default, prefix=prefix)
    for key in ("keep", "drop", "only", "skip"):
        for pattern in values[key]:
            try:
                re.compile(pattern)
            except re.error as error:
                file.reject(f"{prefix}{key}", f"{pattern!r} is not a regular expression: {error}")
    for key, allowed in (
        ("on_gone", _ON_GONE),
        ("full_text", FULL_TEXT),
        ("chapters", _CHAPTERS),
        ("teasers", _TEASERS),
        ("locale", LOCALES),
        ("inclusive", get_args(Inclusive)),
    ):
        file.one_of(values, key, allowed, prefix=prefix)
    try:
        values["certified_by"] = certifier_of(values["certified_by"])
    except UsageError as error:
        file.reject(f"{prefix}certified_by", str(error))
    try:
        parse_duration(values["settle"])
    except ValueError as error:
        file.reject(f"{prefix}settle", str(error))
    for key in get_args(CredentialKind):
        if values[key] and not prefix:
            file.reject(key, "only in the table of a site", hint='Under [sites."journal.example"]')
        try:
            variable_named(values[key] or "env:NONE")
        except ValueError as error:  # the value may be the secret: it is not repeated
            file.reject(f"{prefix}{key}", str(error), hint=f'{key} = "env:JOURNAL_AUTH"')
    if values["latest"] < 1:
        file.reject(f"{prefix}latest", "at least 1 expected")
    if not 0 <= values["delay_s"] <= 3600:
        file.reject(f"{prefix}delay_s", "0 to 3600 expected")
    if "lexicon" in table:
        lexicon = file.path.parent / values["lexicon"]
        if not lexicon.is_file():
            file.reject(f"{prefix}lexicon", f"there is no file {lexicon}")
        values["lexicon"] = str(lexicon)
    return SiteSettings(**values)


def _texts(
    file: TomlFile, table: dict[str, Any], key: str, default: tuple[str, ...], *, prefix: str
) -> tuple[str, ...]:
    found = file.typed(table, key, list, list(default), prefix=prefix)
    if not all(isinstance(text, str) for text in found):
        file.reject(f"{prefix}{key}", "a list of texts in quotes expected")
    return tuple(found)


def _every(file: TomlFile) -> float:
    text = file.typed(file.content, "every", str, "5m")
    try:
        every_s = parse_duration(text)
    except ValueError as error:
        file.reject("every", str(error))
    if every_s < LEAST_EVERY_S:
        file.reject(
            "every", f"at least {LEAST_EVERY_S:g} s expected", hint="Sites would take us for an attack."
        )
    return every_s


def _base_url(file: TomlFile) -> str:
    from audioedition.publish.feed.feed import check_base_url

    text: str = file.typed(file.content, "base_url", str, "")
    if not text:
        return ""
    try:
        return check_base_url(text)
    except UsageError as error:
        file.reject("base_url", str(error), hint=error.hint)


def _contact(file: TomlFile) -> str:
    text: str = file.typed(file.content, "contact", str, "")
    if not text.isascii() or not text.isprintable() or len(text) > 200:  # it goes into a header
        file.reject("contact", "at most 200 plain ASCII characters expected", hint="An address or a URL.")
    return text
