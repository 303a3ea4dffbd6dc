"""The ZIP file that a document is: only the named parts are unpacked, none beyond its bound. Pure.

Pictures, fonts, macros and embedded objects stay packed. XML that declares entities is refused before any parser sees
it: a few hundred bytes unfold to gigabytes, or name files of this machine.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable
from typing import TYPE_CHECKING

from audioedition.errors import SourceError
from audioedition.fetch.documents.kinds import DOCX, EPUB, ODT

if TYPE_CHECKING:
    from lxml import etree

MAX_PART_BYTES = 40_000_000
"""Of one part, unpacked; the text of 300 pages takes a tenth in the wordiest of formats."""
MAX_ENTRIES = 20_000
_ENCRYPTED = 0x1
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_DAMAGED = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, RuntimeError)


class Archive:
    """Raises SourceError where it is damaged, protected, or unpacks to more than any article."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGED as error:
            raise damaged() from error
        entries = self._zip.infolist()
        if len(entries) > MAX_ENTRIES:
            raise bomb()
        self.names = frozenset(entry.filename for entry in entries)

    def read(self, name: str) -> bytes:
        """A part, empty when it is not there."""
        if name not in self.names:
            return b""
        try:
            if self._zip.getinfo(name).flag_bits & _ENCRYPTED:
                raise protected()
            with self._zip.open(name) as stream:
                data = stream.read(MAX_PART_BYTES + 1)
        except _DAMAGED as error:
            raise damaged() from error
        if len(data) > MAX_PART_BYTES:
            raise bomb()
        return data

    def read_xml(self, name: str) -> bytes:
        """A part that declares no entities. Raises SourceError for one that does."""
        data = self.read(name)
        # UTF-16 hides nothing: its tags are ASCII between NULs
        if _ENTITY.search(data.replace(b"\0", b"") if b"\0" in data[:200] else data):
            raise SourceError(
                "The document's XML declares entities: it is refused, as it could read files of this machine.",
                hint="Save the document again from the program that wrote it.",
            )
        return data

    def tree(self, name: str) -> etree._Element:
        """A part as a tree; nothing outside it is read. Raises SourceError: missing, broken."""
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(self.read_xml(name), parser)
        except (etree.LxmlError, ValueError) as error:
            raise damaged() from error

    def copy_of(self, names: Iterable[str]) -> io.BytesIO:
        """Another archive with these parts alone, each of them looked at as ``read_xml`` does."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as copied:
            for name in names:
                if name in self.names:
                    copied.writestr(name, self.read_xml(name))
        out.seek(0)
        return out


def damaged() -> SourceError:
    return SourceError(
        "The document is damaged: its parts cannot be unpacked.",
        hint="Save it again from the program that wrote it.",
    )


def bomb() -> SourceError:
    return SourceError(
        "The document unpacks to far more than an article.",
        hint="Save the article alone, and give that file.",
    )


def protected() -> SourceError:
    return SourceError(
        "The document is protected by a password.", hint="Save it without the password, and give that file."
    )


def kind_of_archive(data: bytes, *, where: str) -> str:
    """The media type of the document that a ZIP file is. Raises SourceError, naming ``where``, for any other."""
    archive = Archive(data)
    if "word/document.xml" in archive.names or any(_WORD.match(name) for name in archive.names):
        return DOCX
    declared = archive.read("mimetype")[:100].strip().decode("ascii", "replace") if archive.names else ""
    if declared == EPUB:
        return EPUB
    if declared.startswith(ODT):  # also of templates, master documents, and pages that LibreOffice writes
        return ODT
    if "META-INF/container.xml" in archive.names:
        return EPUB
    office = next((what for sign, what in _OTHERS if sign in declared or sign in archive.names), None)
    raise SourceError(
        f"{where} is {office or 'a ZIP archive'}, not an article.",
        hint="Save the text itself as .docx or .odt, or give the files in the archive one by one.",
    )


_WORD = re.compile(r"word/document\d*\.xml")
_OTHERS = (
    ("xl/workbook.xml", "a spreadsheet"),
    ("opendocument.spreadsheet", "a spreadsheet"),
    ("ppt/presentation.xml", "a presentation"),
    ("opendocument.presentation", "a presentation"),
    ("opendocument.graphics", "a drawing"),
)
