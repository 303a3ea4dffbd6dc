"""Clips and finished editions where many machines reach them: a folder, or any fsspec URL (``s3://…``). An edge.

Extra ``[store]``. A clip holds its own SHA-256, and an edition's ``edition.json``, put last, names that of its MP3:
what arrived damaged or half is found, counts as absent, and is made again.
"""

from __future__ import annotations

from audioedition.clips import ClipStore, FolderStore
from audioedition.produce import open_store


def open_clips(where: str | None) -> ClipStore:
    """The clip store at a folder or URL; ``None`` = the person's cache folder."""
    from pathlib import Path

    if where is None:
        return open_store()
    return FolderStore(Path(where))
