"""Which words say nothing of what an article is about: ``audioedition/article/judge/common_words.txt``.

    PYTHONPATH=. python benchmarks/learn_common_words.py PAGES

PAGES: as for benchmarks/corpus.py. Only hosts that benchmarks/learn_chrome.py learns from are read; a word is common
when articles of 15 % of them or more say it. The file has words' first letters (subject.py), none of the pages' text.
"""

from __future__ import annotations

import argparse
import csv
import logging
from collections import Counter, defaultdict
from pathlib import Path

from audioedition.article.extract import extract_page
from audioedition.article.judge.subject import COMMON, stems
from audioedition.errors import AudioEditionError
from audioedition.model import Source
from audioedition.segment import segment_page
from benchmarks.lessons import NOW, is_taught

OUT = Path(__file__).parents[1] / "audioedition" / "article" / "judge" / COMMON
LEAST_SHARE = 0.15


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pages", type=Path)
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    said: defaultdict[str, set[str]] = defaultdict(set)
    with (options.pages / "index.tsv").open(encoding="utf-8") as table:
        rows = [row for row in csv.DictReader(table, delimiter="\t") if is_taught(row["host"])]
    for row in rows:
        data = (options.pages / "pages" / f"{row['id']}.html").read_bytes()
        source = Source(data=data, media_type="text/html", url=row["url"], fetched_at=NOW)
        try:
            article = segment_page(extract_page(source))
        except AudioEditionError:
            continue
        for paragraph in article.paragraphs:
            said[row["host"]] |= stems(paragraph.text)
    hosts = Counter(word for words in said.values() for word in words)
    common = sorted(word for word, count in hosts.items() if count >= LEAST_SHARE * len(said))
    OUT.write_text("\n".join(common) + "\n", encoding="utf-8")
    print(f"{OUT}: {len(common)} words of {len(said)} hosts")


if __name__ == "__main__":
    main()
