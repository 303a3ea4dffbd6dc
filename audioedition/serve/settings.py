"""What a service is started with, and what is refused before a port is opened."""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from audioedition.errors import UsageError
from audioedition.fetch.addresses import DEFAULT_PORTS, Access
from audioedition.fetch.credentials import Credential
from audioedition.fetch.sites import domain_of
from audioedition.model import ReaderLimits
from audioedition.produce.held import ReviewPolicy, Teasers
from audioedition.produce.sound_settings import SoundSettings, sound_from_json
from audioedition.publish.folder.writer import OWN_FOLDER


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePolicy:
    """What a newsroom wants of the pages of one site."""

    teasers: Teasers
    on_gone: Literal["withdraw", "keep"]
    settle_s: float
    sound: SoundSettings = field(default_factory=SoundSettings)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceSettings:
    output: Path
    """The folder of editions; the state lies in it, hidden."""
    host: str = "127.0.0.1"
    port: int = 8000
    """0 = any free one."""
    public_url: str | None = None
    """Where people reach the service: for the feed's links, oEmbed, and the names that it answers to."""
    behind_proxy: bool = False
    """Believe X-Forwarded-For and -Proto of a proxy on this machine."""
    workers: int = 1
    store: str | None = None
    """Folder or fsspec URL of clips; default: the person's cache folder."""
    lexicon: Path | None = None
    """Where pronunciations that people add are kept; default: ``lexicon.toml`` in the hidden folder."""
    voice: str = "auto"
    allow_private: bool = False
    """Fetch pages from private addresses too (an intranet's own pages), and tell callbacks there."""
    publish_doubtful: bool = False
    """A doubtful article is published as any other, not held for review."""
    teasers: Teasers = "hold"
    """What becomes of an article of which the page shows only the beginning."""
    second_person: bool = False
    """What one person prepared is made when another one, a chief editor or an admin, has said so."""
    certified_by: str = ""
    """Who vouches for the EPUB's accessibility."""
    watermark: bool = False
    """Lay an inaudible mark into every edition’s sound."""
    on_gone: Literal["withdraw", "keep"] = "withdraw"
    """What becomes of an edition whose article answers 410."""
    settle_s: float = 0.0
    """A page that changed within that time is waited for."""
    sound: SoundSettings = field(default_factory=SoundSettings)
    """The sound of the house."""
    sites: Mapping[str, SitePolicy] = field(default_factory=dict)
    """By domain, for its subdomains too: what differs there."""
    credentials: tuple[Credential, ...] = ()
    """Of sites that ask for a login."""
    shelf: ReaderLimits = field(default_factory=ReaderLimits)
    """Of each reader."""
    source_ports: tuple[int, ...] = ()
    """Of the servers that pages may be fetched from, beside 80 and 443."""
    max_upload_bytes: int = 2_000_000
    headers_s: float = 10.0
    """In which the head of a request must have begun to arrive."""
    upload_s: float = 30.0
    """In which a request must have arrived whole."""
    writes_per_minute: int = 120
    """Of one address, for all that changes something."""
    beacons_per_minute: int = 300
    """Of one address: a household, an office or a provider's gateway may stand behind it."""
    reports_per_minute: int = 6
    """Of one address, by listeners who have no token."""

    @property
    def base_url(self) -> str:
        """With a last slash."""
        return (self.public_url or f"http://{bracketed(self.host)}:{self.port}").rstrip("/") + "/"

    def access(self) -> Access:
        """Where pages may be fetched from. ``port`` is the service's own, so advice names the other option."""
        ports = (*DEFAULT_PORTS, *self.source_ports)
        return Access(
            allow_private=self.allow_private,
            ports=ports,
            port_option="--source-port",
            credentials=self.credentials,
        )

    def reader_access(self) -> Access:
        """Where pages may be fetched from for a reader, who is not of the newsroom: with none of its logins."""
        return replace(self.access(), allow_private=self.shelf.allow_private, credentials=())

    def policy_of(self, url: str) -> SitePolicy:
        """Of a page's site; where there is no page, what holds for all."""
        domain = domain_of(url, self.sites)
        if domain is not None:
            return self.sites[domain]
        return SitePolicy(
            teasers=self.teasers, on_gone=self.on_gone, settle_s=self.settle_s, sound=self.sound
        )

    def review(self, url: str = "") -> ReviewPolicy:
        """What is done with a doubtful article of that page."""
        return ReviewPolicy(publish=self.publish_doubtful, teasers=self.policy_of(url).teasers)

    def to_json(self) -> str:
        """For the workers."""
        return json.dumps(asdict(self), default=str)


def lexicon_path(settings: ServiceSettings) -> Path:
    """Where pronunciations that people add are kept."""
    return settings.lexicon or settings.output / OWN_FOLDER / "lexicon.toml"


def settings_from_json(text: str) -> ServiceSettings:
    content: dict[str, Any] = json.loads(text)
    content["output"] = Path(content["output"])
    content["source_ports"] = tuple(content["source_ports"])
    content["sound"] = sound_from_json(content["sound"])
    content["sites"] = {
        domain: SitePolicy(**{**policy, "sound": sound_from_json(policy["sound"])})
        for domain, policy in content["sites"].items()
    }
    content["credentials"] = tuple(Credential(**one) for one in content["credentials"])
    content["lexicon"] = Path(content["lexicon"]) if content["lexicon"] else None
    content["shelf"] = ReaderLimits(**content["shelf"])
    return ServiceSettings(**content)


def bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches it. A name other than « localhost » may be anything."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def check_exposure(settings: ServiceSettings, *, protected: bool) -> None:
    """Raises UsageError when others could reach a service that asks nobody for a token, or when a second person is
    wanted where there are none."""
    if protected:
        return
    if settings.second_person:
        raise UsageError(
            "A second person is wanted for each edition, and nobody can sign in yet.",
            hint=f"Add the people first: audioedition user add NAME --role chief -o {settings.output}",
        )
    public = urlsplit(settings.public_url or "").hostname
    if not is_loopback(settings.host):
        where = f"--host {settings.host}"
    elif settings.behind_proxy:
        where = "--behind-proxy"
    elif public is not None and not is_loopback(public):
        where = f"--public-url {settings.public_url}"
    else:
        return
    raise UsageError(
        f"{where} would let others write here, and there is no token yet.",
        hint=f"Make one first: audioedition token new NAME -o {settings.output}, or add a person:"
        " audioedition user add NAME",
    )


def allowed_hosts(settings: ServiceSettings) -> frozenset[str]:
    """The names that a request may call the service by, lower case, without ports. Empty = any.

    A page of another site can make a browser send requests to a name that it lets resolve to 127.0.0.1 (DNS
    rebinding); such a request bears that name.
    """
    public = urlsplit(settings.public_url or "").hostname
    names = {"localhost", "127.0.0.1", "::1"}
    if public:
        return frozenset(names | {public})
    return frozenset(names | {settings.host}) if is_loopback(settings.host) else frozenset()
