"""A feed's own text where the article's page fails for a moment: it takes no place of the page's. An edge."""

from __future__ import annotations

from pathlib import Path

from audioedition.errors import ExtractionError, PublishError
from audioedition.model import Source
from audioedition.produce.identity import as_known
from audioedition.produce.options import EditionOptions
from audioedition.produce.read import read_article
from audioedition.publish.folder.facts import edition_id
from audioedition.publish.folder.shelf import read_edition
from audioedition.publish.folder.writer import find_folder


def another_text_stands(spare: Source, *, output: Path, options: EditionOptions) -> bool:
    """Whether the article has an edition in ``output`` that was not made of what ``spare`` says."""
    if not output.is_dir():
        return False
    try:
        read = as_known(read_article(spare, options=options), output=output)
        folder = find_folder(output, edition_id=edition_id(read.identity))
        edition = None if folder is None else read_edition(folder).edition
    except (ExtractionError, PublishError):  # whoever makes it says so
        return False
    if edition is None:
        return False
    return [p.text for p in edition.paragraphs] != [p.text for p in read.article.paragraphs]
