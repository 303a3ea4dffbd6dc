"""PDF files written by hand: words at places, in Helvetica; enough to try what no program here would write."""

from __future__ import annotations

from collections.abc import Sequence

Word = tuple[float, float, float, str]
"""Left and baseline in points, size, text."""


def pdf_of(pages: Sequence[Sequence[Word]], *, facts: str = "") -> bytes:
    """A4 sheets. ``facts``: entries of the document's own dictionary, such as ``/Author (Anne Le Goff)``."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(count))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/Lang(fr-FR)>>",
        f"<</Type/Pages/Count {count}/Kids[{kids}]>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for n, words in enumerate(pages):
        fonts = "/Resources<</Font<</F 3 0 R>>>>"
        sheet = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {5 + 2 * n} 0 R{fonts}>>"
        content = b"".join(_shown(word) for word in words)
        objects += [sheet.encode(), b"<</Length %d>>stream\n%s\nendstream" % (len(content), content)]
    objects.append(f"<<{facts}>>".encode("cp1252"))
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer<</Size %d/Root 1 0 R/Info %d 0 R>>" % (len(objects) + 1, len(objects))
    return (
        bytes(out)
        + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        + table
        + trailer
        + (b"\nstartxref\n%d\n%%%%EOF\n" % len(out))
    )


def _shown(word: Word) -> bytes:
    left, baseline, size, text = word
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252", "replace")
    return b"BT /F %.1f Tf %.1f %.1f Td (%s) Tj ET\n" % (size, left, baseline, escaped)
