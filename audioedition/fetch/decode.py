"""Bytes -> text, as French pages really are: BOM, strict UTF-8, what was declared, and cp1252 at the end.

Extraction libraries guess, and guess cp1250 for French cp1252 (« cśur »); here nothing is guessed from letter
frequencies. The order: a BOM is believed; what is valid UTF-8 is UTF-8, whatever was declared; then the
declaration, with iso-8859-1 read as cp1252 (WHATWG Encoding Standard, labels); then cp1252, or where that puts signs
into the midst of words, the table of an old machine (``old_machines.py``).
"""

from __future__ import annotations

import codecs
import re

from audioedition.fetch.old_machines import old_encoding
from audioedition.model import Source

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: it begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED_INSIDE = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})|<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_LATIN_LABELS = {"ascii", "iso8859-1", "cp1252"}
_CHARSETS = re.compile(
    r"iso8859-\d+|cp125\d|koi8-[ru]|mac-(roman|latin2)|gbk|gb18030|gb2312|big5|shift_jis|euc_\w+"
)
"""What a page may declare; Python also calls « hex » or « rot13 » a codec."""

# « Ã© », « â€™ », « Å“ »: a lead byte of UTF-8 read as cp1252 or latin-1, and its continuation bytes
_CONTINUATION = "[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
_MOJIBAKE_OF_A = re.compile(f"â{_CONTINUATION}{{2}}")
# every branch opens with a letter of its own: ``re`` then skips to the next of them, four times as fast
_MOJIBAKE = re.compile(
    "|".join(f"{lead}{_CONTINUATION}" for lead in "ÃÂÅ") + f"|Ã |â{_CONTINUATION}{{2}}|ð{_CONTINUATION}{{3}}"
)
_HEAD_BYTES = 4096


def decode_text(source: Source) -> str:
    """The source's text, with doubly encoded French mended and everything else as it stands.

    Never raises: a byte that fits nothing is read as cp1252. A BOM and NUL characters are not part of the
    text.
    """
    return decode_bytes(source.data, charset=source.charset)


def decode_bytes(data: bytes, *, charset: str | None = None) -> str:
    """As :func:`decode_text`, of bytes that stand in no source of their own."""
    text = _decode(data, charset)
    return mend_text(text.replace("\0", "").removeprefix("\ufeff"))


def mend_text(text: str) -> str:
    """Turn « Ã© » back into « é » in the lines where it occurs; other lines are left alone, to the letter."""
    # a page of French has « â » only: looked for one by one, letters that are not there cost next to nothing
    if not (_MOJIBAKE_OF_A.search(text) or any(map(text.__contains__, "ÃÂÅð"))) or not _MOJIBAKE.search(text):
        return text
    import ftfy  # 30 ms: only for the rare text that needs it

    lines = text.splitlines(keepends=True)
    return "".join(ftfy.fix_encoding(line) if _MOJIBAKE.search(line) else line for line in lines)


def looks_utf16(head: bytes) -> str | None:
    """``utf-16-le`` or ``utf-16-be`` when every other byte is NUL, as in western text without a BOM."""
    pairs = len(head) // 2
    if pairs < 2:
        return None
    even, odd = head[0 : 2 * pairs : 2].count(0), head[1 : 2 * pairs : 2].count(0)
    if odd > 0.6 * pairs and even < 0.1 * pairs:
        return "utf-16-le"
    if even > 0.6 * pairs and odd < 0.1 * pairs:
        return "utf-16-be"
    return None


def has_bom(data: bytes) -> bool:
    return any(data.startswith(bom) for bom, _ in _BOMS)


def _decode(data: bytes, charset: str | None) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace")
    encoding = looks_utf16(data[:_HEAD_BYTES]) or ""
    if encoding:
        return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _known(charset) or _known(_declared_inside(data))
    if declared and declared not in ("utf-8", "cp1252"):
        return data.decode(declared, "replace")
    text = _mostly_utf8(data)
    if text is None and not declared and (old := old_encoding(data)):
        return data.decode(old, "replace")
    return text or _decode_cp1252(data)


def _mostly_utf8(data: bytes) -> str | None:
    """UTF-8 with a few foreign bytes (a comment pasted from elsewhere, a cut in mid-character), else ``None``.

    In cp1252 French hardly any accented letter happens to form valid UTF-8 with its neighbour, so counting
    tells the two apart.
    """
    errors = 0

    def read_as_cp1252(error: UnicodeError) -> tuple[str, int]:
        nonlocal errors
        errors += 1
        assert isinstance(error, UnicodeDecodeError)
        if errors > _MAX_FOREIGN:
            raise error
        return _decode_cp1252(error.object[error.start : error.end]), error.end

    codecs.register_error(_COUNTED, read_as_cp1252)
    try:
        text = data.decode("utf-8", _COUNTED)
    except UnicodeDecodeError:
        return None
    beyond_ascii = len(re.findall("[^\x00-\x7f]", text)) - errors
    return text if beyond_ascii > errors else None


def _decode_cp1252(data: bytes) -> str:
    """Five bytes are no character in cp1252: they become the control character of that number (WHATWG)."""
    return data.decode("latin-1").translate(_C1)


_MAX_FOREIGN = 2000
"""More foreign bytes than this are no accident (and each costs a call)."""
_COUNTED = "audioedition.cp1252-counted"
_C1 = {n: bytes([n]).decode("cp1252", "ignore") or chr(n) for n in range(0x80, 0xA0)}


def _declared_inside(data: bytes) -> str | None:
    found = _DECLARED_INSIDE.search(data[:_HEAD_BYTES])
    return (found.group(1) or found.group(2)).decode("ascii") if found else None


def _known(label: str | None) -> str | None:
    try:
        name = codecs.lookup((label or "").strip().strip("\"'")).name
    except (LookupError, ValueError):
        return None
    if name in _LATIN_LABELS:
        return "cp1252"
    return name if name == "utf-8" or _CHARSETS.fullmatch(name) else None
