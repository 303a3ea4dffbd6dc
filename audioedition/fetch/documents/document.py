"""What a reader of documents gives."""

from __future__ import annotations

from dataclasses import dataclass, field

from audioedition.model import Metadata


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPage:
    """A file turned into a page."""

    html: str
    """A whole page, with a ``title`` element where the file has one."""
    metadata: Metadata = field(default_factory=Metadata)
    """What the file says of itself outside its text; it goes before what the page says."""
