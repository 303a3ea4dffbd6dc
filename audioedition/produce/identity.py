"""Under which identity an article's edition stands, whatever the article's address is today. An edge: it reads the
folder of editions, and remembers there what was decided.

A new headline often gives an article a new address. Its feed's guid, a redirect for good from the old address, or the
page itself at the old address tells that it is the same one; where nobody tells, the text does, once the old address
answers no more (``find_twin``). What is told is believed only where the texts agree (``is_moved_article``).
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import urlsplit

from audioedition.errors import PublishError
from audioedition.fetch.tracking import without_tracking
from audioedition.model import Article, Edition, Source
from audioedition.produce.options import FormerAddress, ReadArticle
from audioedition.publish.folder.addresses import KnownAddress, read_address, write_address
from audioedition.publish.folder.facts import edition_id
from audioedition.publish.folder.same_article import is_moved_article
from audioedition.publish.folder.shelf import read_edition
from audioedition.publish.folder.withdrawn import is_kept, read_withdrawn, restore_edition
from audioedition.publish.folder.writer import find_folder, kept_folder
from audioedition.publish.web import is_http_url

MOST_TWINS = 300
"""Editions of a day whose texts are compared with that of a new article: 5 ms each."""


def as_known(read: ReadArticle, *, output: Path) -> ReadArticle:
    """Under the identity that its edition has, or will have, in that folder."""
    identity = known_identity(read, output=output)
    found_at = read.identity if identity != read.identity else read.found_at
    return dataclasses.replace(read, identity=identity, found_at=found_at)


def known_identity(read: ReadArticle, *, output: Path) -> str:
    """The identity under which the article stands already. Before addresses were compared without tracking parameters
    it was the address as it was fetched, and the guid of its item in the feed must not change. ``/x`` and ``/x/``,
    http and https are one address where one title stands at both; an address that changed leads to the edition that
    was made under the former one."""
    identity = read.identity
    if not is_http_url(identity) or not output.is_dir():
        return identity
    if find_folder(output, edition_id=edition_id(identity)) is not None:
        return identity
    known = read_address(output, identity)
    if known is not None and known.decided:
        return known.identity
    return _written_before(read.article, identity, output) or _moved_from(read, output) or identity


def former_addresses(source: Source, *, identity: str) -> tuple[FormerAddress, ...]:
    """Those by which the article was found, and those that its feed knows it by, without its own. Pure."""
    found = [
        FormerAddress(address=address, told=True, told_of_found=True, asked=False)
        for address in source.former
    ]
    if source.url is not None:
        asked = source.asked or source.url
        same = without_tracking(asked) == without_tracking(source.url)
        found.append(FormerAddress(address=asked, told=same or source.moved, told_of_found=source.moved))
        found.append(FormerAddress(address=source.url, told=True))  # its page names another address today
    return tuple({f.address: f for f in found if without_tracking(f.address) != identity}.values())


def find_twin(read: ReadArticle, *, output: Path) -> Edition | None:
    """The edition of the same text, of the same site and day, under another address; ``None`` where the article has an
    edition, or none is like it. Whether it is the same article the former address tells: it answers no more."""
    if not read.from_web or not output.is_dir():
        return None
    if read.found_at or find_folder(output, edition_id=edition_id(read.identity)) is not None:
        return None
    site = _site(read.identity)
    for folder in _folders_of_its_day(read.article, output)[:MOST_TWINS]:
        with contextlib.suppress(PublishError):
            edition = read_edition(folder, facts_only=True).edition
            if _site(edition.identity) == site and is_moved_article(edition, read.article, told=False):
                return edition
    return None


def restore_gone(read: ReadArticle, *, output: Path) -> None:
    """An edition that was withdrawn because its article's former address was gone comes back, with all its addresses,
    before it is revised: the article stands elsewhere. What a person took back does not. Raises PublishError."""
    number = edition_id(read.identity).rpartition(":")[2]
    withdrawn = read_withdrawn(output, number) if read.found_at else None
    if withdrawn is None or withdrawn.reason != "gone" or not is_kept(output, withdrawn):
        return
    if find_folder(output, edition_id=withdrawn.id) is None:
        restore_edition(output, withdrawn)


def remember_addresses(read: ReadArticle, *, output: Path, edition: Edition) -> bool:
    """Once its edition stands: by which other addresses it is found. Whether one of them is new to an edition that
    stood already: the article has moved. Raises OSError."""
    moved = False
    if read.found_at:
        moved = read_address(output, read.found_at) is None and not _same_but_for_writing(
            read.found_at, edition
        )
        write_address(output, read.found_at, KnownAddress(identity=edition.identity, decided=True))
    for former in read.former:
        if former.asked and without_tracking(former.address) != edition.identity:
            known = KnownAddress(identity=edition.identity, decided=False)
            write_address(output, former.address, known)
    return moved


def _moved_from(read: ReadArticle, output: Path) -> str:
    """The identity of the edition that was made of the article at a former address; empty where there is none."""
    for former in read.former:
        address = without_tracking(former.address)
        known = read_address(output, address)
        places = [(identity, former.told) for identity in (address, *_written_otherwise(address))]
        if known is not None:
            places.insert(0, (known.identity, former.told and (known.decided or former.told_of_found)))
        for identity, told in places:
            edition = _standing(output, identity)
            if edition is not None and is_moved_article(edition, read.article, told=told):
                return edition.identity
    return ""


def _standing(output: Path, identity: str) -> Edition | None:
    """Also one that was withdrawn, while its files are kept: its article is the same at another address."""
    id_ = edition_id(identity)
    folder = find_folder(output, edition_id=id_) or kept_folder(output, edition_id=id_)
    with contextlib.suppress(PublishError):
        return read_edition(folder, facts_only=True).edition
    return None


def _written_before(article: Article, identity: str, output: Path) -> str:
    former = article.url
    if (
        former
        and former != identity
        and without_tracking(former) == identity
        and find_folder(output, edition_id=edition_id(former)) is not None
    ):
        return former
    for other in _written_otherwise(identity):
        folder = find_folder(output, edition_id=edition_id(other))
        if folder is not None:
            with contextlib.suppress(PublishError):  # what stands there is damaged: staging says so
                if read_edition(folder, facts_only=True).edition.title == article.title:
                    return other
    return ""


def _same_but_for_writing(address: str, edition: Edition) -> bool:
    identity = edition.identity
    return without_tracking(identity) == address or identity in _written_otherwise(address)


def _written_otherwise(address: str) -> Iterator[str]:
    """With or without its last slash, and as it was before its site went to https, or back."""
    scheme = address.partition("://")[0]
    slashes = [address, *filter(None, [_other_slash(address)])]
    yield from slashes[1:]
    for known in slashes:
        yield f"{'http' if scheme == 'https' else 'https'}://{known.partition('://')[2]}"


def _other_slash(address: str) -> str:
    """``…/x/`` of ``…/x`` and the other way round; nothing where a query or no path stands at the end."""
    if "?" in address or address.count("/") < 3 or address.endswith("//"):
        return ""
    return address[:-1] if address.endswith("/") else address + "/"


def _folders_of_its_day(article: Article, output: Path) -> list[Path]:
    """Editions' folders begin with the day of the article, or of the making where it bears none."""
    today = datetime.now(timezone.utc)
    days = (
        {article.published[:10]}
        if article.published
        else {f"{today - timedelta(days=n):%Y-%m-%d}" for n in (0, 1)}
    )
    with os.scandir(output) as entries:
        return sorted((Path(entry.path) for entry in entries if entry.name[:10] in days), reverse=True)


def _site(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")
