"""Word (.docx, .docm) -> a page, by mammoth: styles become elements. Pure.

Of the archive only the text, its styles, numbers, notes and facts are unpacked; macros, comments, pictures, headers and
footers stay packed. Tracked deletions and hidden text are no text; tracked insertions are.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from audioedition.errors import SourceError
from audioedition.fetch.documents.archive import Archive, damaged
from audioedition.fetch.documents.document import DocumentPage, page_around
from audioedition.fetch.documents.facts import byline_of, date_of, language_of, title_of
from audioedition.fetch.documents.needs import need
from audioedition.model import Metadata

if TYPE_CHECKING:
    from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_NAMES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
}
_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|word/(?:document\d*|styles|numbering|footnotes|endnotes)\.xml"
    r"|word/_rels/(?:document\d*|footnotes|endnotes)\.xml\.rels"
)
_STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Titre'] => h1.title:fresh
p[style-name='Subtitle'] => p.chapo:fresh
p[style-name='Sous-titre'] => p.chapo:fresh
p[style-name^='Chap'] => p.chapo:fresh
p[style-name='caption'] => figcaption:fresh
p[style-name='Caption'] => figcaption:fresh
p[style-name='Légende'] => figcaption:fresh
p[style-name='Illustration'] => figcaption:fresh
p[style-name='Figure'] => figcaption:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Citation'] => blockquote > p:fresh
p[style-name='Quotations'] => blockquote > p:fresh
p[style-name='toc 1'] => nav > p:fresh
p[style-name='toc 2'] => nav > p:fresh
p[style-name='toc 3'] => nav > p:fresh
p[style-name='toc 4'] => nav > p:fresh
p[style-name='TOC Heading'] => nav > p:fresh
p[style-name='Contents Heading'] => nav > p:fresh
p[style-name='Contents 1'] => nav > p:fresh
p[style-name='Contents 2'] => nav > p:fresh
p[style-name='Contents 3'] => nav > p:fresh
p[style-name='header'] => header > p.running-head:fresh
p[style-name='footer'] => footer > p.running-head:fresh
comment-reference => !
"""


def read(data: bytes) -> DocumentPage:
    """Raises SourceError: damaged, protected, empty, or mammoth is not installed."""
    mammoth: Any = need("mammoth", "Word documents")
    archive = Archive(data)
    bare, language = _bare(archive)
    try:
        body: str = mammoth.convert_to_html(
            bare,
            style_map=_STYLES,
            convert_image=mammoth.images.img_element(lambda image: {}),
            id_prefix="note-",
        ).value
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, RecursionError, OSError) as error:
        raise damaged() from error
    return page_around(_without_empty_pictures(body), metadata=_facts(archive, body, language))


def _without_empty_pictures(body: str) -> str:
    return re.sub(r"<img\b[^>]*>", "", body)


def _bare(archive: Archive) -> tuple[io.BytesIO, str | None]:
    """An archive of the parts that are text, without what nobody sees, and the language of most of it."""
    from lxml import etree

    names = [name for name in archive.names if _PARTS.fullmatch(name)]
    text = next((name for name in names if name.startswith("word/document")), None)
    if text is None:
        raise damaged()
    if _STRICT in archive.read(text)[:4000]:
        raise SourceError(
            "The document is saved as « Strict Open XML », which is not read.",
            hint="Save it as « Word document (.docx) ».",
        )
    root = archive.tree(text)
    _drop_hidden(root)
    language = _language(root, archive)
    bare = archive.copy_of(name for name in names if name != text)
    import zipfile

    with zipfile.ZipFile(bare, "a", zipfile.ZIP_STORED) as added:
        added.writestr(text, etree.tostring(root, xml_declaration=True, encoding="UTF-8"))
    bare.seek(0)
    return bare, language


def _drop_hidden(root: etree._Element) -> None:
    """« Masqué » in Word: the author alone sees it."""
    for mark in list(root.iter(f"{W}vanish", f"{W}webHidden")):
        run = mark.getparent().getparent()  # type: ignore[union-attr]  # w:r/w:rPr/w:vanish
        if mark.get(f"{W}val") in ("0", "false") or run is None or run.tag != f"{W}r":
            continue
        around = run.getparent()
        if around is not None:
            around.remove(run)


def _language(root: etree._Element, archive: Archive) -> str | None:
    """Of most characters: the default of the file is often that of the program."""
    weights: Counter[str] = Counter()
    styles = archive.tree("word/styles.xml") if "word/styles.xml" in archive.names else None
    fallback = None
    if styles is not None:
        found = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
        fallback = found.get(f"{W}val") if found is not None else None
    for run in root.iter(f"{W}r"):
        own = run.find(f"{W}rPr/{W}lang")
        named = own.get(f"{W}val") if own is not None else None
        weights[named or fallback or ""] += sum(len(text.text or "") for text in run.iter(f"{W}t"))
    return language_of(weights.most_common(1)[0][0]) if weights else None


def _facts(archive: Archive, body: str, language: str | None) -> Metadata:
    if "docProps/core.xml" not in archive.names:
        return Metadata(language=language, title=title_of(None, body))
    root = archive.tree("docProps/core.xml")

    def said(path: str) -> str | None:
        return root.findtext(path, namespaces=_NAMES)

    return Metadata(
        title=title_of(said("dc:title"), body),
        byline=byline_of(said("dc:creator")),
        published=date_of(said("dcterms:created")),
        updated=date_of(said("dcterms:modified")),
        language=language or language_of(said("dc:language")),
    )
