"""The WordPress plugin, put together: its languages compiled, everything in one zip that WordPress installs.

python scripts/wordpress_plugin.py dist/audioedition-wordpress.zip
"""

from __future__ import annotations

import io
import re
import struct
import sys
import zipfile
from datetime import datetime, timezone
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PLUGIN = Path(__file__).resolve().parent.parent / "wordpress" / "audioedition"
DOMAIN = "audioedition"
LANGUAGES = ("fr_FR",)
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The same files make the same zip."""
_STRING = r"'((?:[^'\\]|\\.)*)'"
_CALL = re.compile(
    rf"\b(?:esc_html|esc_attr)?_(?:_|e|n)\(\s*{_STRING}(?:,\s*{_STRING},\s*\$\w+)?,\s*'{DOMAIN}'\s*\)"
)
_PASSING = re.compile(
    r'^"(?:PO-Revision-Date|POT-Creation-Date|Generated-By|Report-Msgid|Last-Translator|Language-Team).*\n',
    re.M,
)
"""What would change at every run."""
_COMMENT = re.compile(r"/\*\s*translators:\s*(.*?)\s*\*/")


def strings(plugin: Path = PLUGIN) -> Catalog:
    """All that the plugin says, as gettext has it, with the translators' comments."""
    catalog = Catalog(domain=DOMAIN, project=DOMAIN, charset="utf-8")
    for path in sorted(plugin.rglob("*.php")):
        text = path.read_text(encoding="utf-8")
        for call in _CALL.finditer(text):
            one, many = (s and re.sub(r"\\(.)", r"\1", s) for s in call.groups())
            before = text[: call.start()].rstrip().rpartition("\n")
            comment = _COMMENT.search(f"{before[0].rpartition(chr(10))[2]}\n{before[2]}")
            line = text.count("\n", 0, call.start()) + 1
            catalog.add(
                (one, many) if many else one,
                locations=[(path.relative_to(plugin).as_posix(), line)],
                flags=["php-format"] if "%" in one else [],
                auto_comments=[f"translators: {comment[1]}"] if comment else [],
            )
    for field in ("title", "description"):
        words = re.search(
            rf'"{field}": "([^"]*)"', (plugin / "assets/block.json").read_text(encoding="utf-8")
        )
        assert words
        catalog.add(words[1], locations=[("assets/block.json", 1)], context=f"block {field}")
    return catalog


def catalogue(language: str, plugin: Path = PLUGIN) -> Catalog:
    """What is translated."""
    with (plugin / "languages" / f"{DOMAIN}-{language}.po").open("rb") as file:
        held = read_po(file, locale=language, domain=DOMAIN)
    held.creation_date = held.revision_date = datetime(
        2000, 1, 1, tzinfo=timezone.utc
    )  # or each run makes another file
    return held


def compiled(language: str, plugin: Path = PLUGIN) -> bytes:
    """The .mo that WordPress reads: it insists on a place for a hash table, be it empty, after the two others."""
    out = io.BytesIO()
    write_mo(out, catalogue(language, plugin))
    made = bytearray(out.getvalue())
    count, _, translations = struct.unpack_from("<3I", made, 8)
    struct.pack_into("<I", made, 24, translations + 8 * count)
    return bytes(made)


def update(language: str, plugin: Path = PLUGIN) -> None:
    """Bring the .po up to the code (what is new is left empty), and the .mo to the .po."""
    path = plugin / "languages" / f"{DOMAIN}-{language}.po"
    held = catalogue(language, plugin)
    held.update(strings(plugin), no_fuzzy_matching=True, update_creation_date=False)
    held.obsolete.clear()
    out = io.BytesIO()
    write_po(out, held, width=110, sort_output=True, include_lineno=False)
    text = _PASSING.sub("", out.getvalue().decode()).replace(", python-format", "").lstrip()
    path.write_text(text, encoding="utf-8")
    path.with_suffix(".mo").write_bytes(compiled(language, plugin))


def build(target: Path, plugin: Path = PLUGIN) -> None:
    """The zip: one folder, ``audioedition/``."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(path for path in plugin.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(f"{DOMAIN}/{path.relative_to(plugin).as_posix()}", EPOCH)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, path.read_bytes())


if __name__ == "__main__":
    for each in LANGUAGES:
        update(each)
    build(Path(sys.argv[1]))
    print(sys.argv[1])
