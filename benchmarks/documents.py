"""How long documents take to be read, and how much memory: a PDF of 300 pages in two columns, and files given by name.

    python benchmarks/documents.py [FILE...] [--pages 300]

The PDF is written here: 3,500 characters a page, as many as an article of that length may have, a running head and a
number on each. Its reader is a process of its own, whose processor time and greatest memory are told.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from audioedition.fetch.documents import read_document
from audioedition.fetch.documents.kinds import PDF
from audioedition.fetch.media_type import media_type_of
from audioedition.system.processor import this_processor
from tests.support.pdf_writer import Word, pdf_of

LINE = "La halle à marée a rouvert lundi aux mareyeurs, qui"
ROWS = 32


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("files", nargs="*", type=Path)
    options.add_argument("--pages", type=int, default=300)
    wanted = options.parse_args()
    print(this_processor())
    measure(f"PDF, {wanted.pages} pages", pdf_of([page(n) for n in range(1, wanted.pages + 1)]), kind=PDF)
    for path in wanted.files:
        data = path.read_bytes()
        measure(path.name, data, kind=media_type_of(data, where=path.name))


def page(number: int) -> list[Word]:
    words: list[Word] = [(60, 805, 8, "Le Courrier de Saint-Brévec"), (290, 30, 8, str(number))]
    for row in range(ROWS):
        line = f"{LINE} {number}.{row}" if row % 7 < 6 else "fin."  # the short last line of a paragraph
        words += [(left, 770 - 13 * row, 9.5, line) for left in (50, 310)]
    return words


def measure(name: str, data: bytes, *, kind: str) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.monotonic()
    html = read_document(data, media_type=kind).html
    wall_s = time.monotonic() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(
        f"{name}: {len(data) / 1e6:.1f} MB -> {len(html)} characters in {wall_s:.1f} s "
        f"({cpu_s:.1f} s of a processor), at most {after.ru_maxrss / 1024:.0f} MiB"
    )


if __name__ == "__main__":
    main()
