"""Printed French -> spoken French: our normaliser beside others, on the project's own tables.

    python benchmarks/normalise.py [--table FILE.tsv] [--classes]

Prints one row per tool: percent right (strict: words compared without case, punctuation and hyphens) and the time
per sentence as a multiple of a bare ``str.translate`` + five regex passes in the same run, so that figures of two
machines can be compared. Tools that are not installed are named and left out: ``pip install num2words damga``.
"""

from __future__ import annotations

import argparse
import importlib
import re
import time
from collections.abc import Callable
from pathlib import Path

from tests.quality.normalise import Item, is_right, read_table, score

Say = Callable[[str], str]


def as_printed(text: str) -> str:
    return text


def with_num2words() -> Say:
    """The usual way to use it: every number replaced where it stands."""
    num2words = importlib.import_module("num2words").num2words

    def say(text: str) -> str:
        def number(match: re.Match[str]) -> str:
            digits = re.sub(r"[   ]", "", match[0])
            return str(
                num2words(float(digits.replace(",", ".")) if "," in digits else int(digits), lang="fr")
            )

        text = re.sub(
            r"\b(\d+)(?:er|re|e|ème)\b", lambda m: str(num2words(int(m[1]), lang="fr", to="ordinal")), text
        )
        text = re.sub(r"(\d+(?:[   ]\d{3})*(?:,\d+)?) ?€", r"\1 euros", text).replace("%", " pour cent")
        return re.sub(r"\d{1,3}(?:[   ]\d{3})+(?:,\d+)?|\d+(?:,\d+)?", number, text)

    return say


def with_damga() -> Say:
    normaliser = importlib.import_module("damga").Normalizer(mode="tn", lang="fr")
    return lambda text: str(normaliser.normalize(text))


def ours() -> Say:
    from audioedition.script.normalise import normalise

    return normalise


TOOLS: dict[str, Callable[[], Say]] = {
    "as printed": lambda: as_printed,
    "num2words": with_num2words,
    "damga": with_damga,
    "audioedition": ours,
}


def guarded(say: Say) -> Say:
    def safe(text: str) -> str:
        try:
            return say(text)
        except Exception as error:
            return f"({type(error).__name__})"

    return safe


def seconds(say: Say, items: list[Item]) -> float:
    """The best of three, per sentence, in processor time."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        for item in items:
            say(item.printed)
        best = min(best, time.process_time() - start)
    return best / len(items)


def yardstick(text: str) -> str:
    for pattern in (r"\d+", r"[A-Z]{2,}", r"\w+\.", r"[€$%]", r"\s+"):
        text = re.sub(pattern, lambda match: match[0], text)
    return text.translate({0xA0: " "})


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--table", type=Path, help="another table in the same form (class, printed, spoken, tags)"
    )
    parser.add_argument("--classes", action="store_true", help="also one row per class")
    options = parser.parse_args()
    names = [str(options.table.resolve())] if options.table else ["table.tsv", "heldout.tsv"]
    items = [item for name in names for item in read_table(name)]
    unit = seconds(yardstick, items)
    rows: dict[str, dict[str, float]] = {}
    print(f"{len(items)} items of {len({item.kind for item in items})} classes\n")
    print("| tool | right | µs a sentence | × yardstick |\n|---|---|---|---|")
    for name, make in TOOLS.items():
        try:
            say = guarded(make())
        except ImportError as error:
            print(f"| {name} | not installed ({error.name}) | | |")
            continue
        rows[name] = score(items, say)
        cost = seconds(say, items)
        print(f"| {name} | {rows[name]['all']:.1f} % | {cost * 1e6:.0f} | {cost / unit:.0f} |")
    if options.classes:
        print("\n| class | " + " | ".join(rows) + " |\n|---" * 1 + "|---" * len(rows) + "|")
        for kind in sorted({item.kind for item in items}):
            print(f"| {kind} | " + " | ".join(f"{row[kind]:.0f}" for row in rows.values()) + " |")
    wrong = [item for item in items if not is_right(item, guarded(ours())(item.printed))]
    print(f"\n{len(wrong)} of {len(items)} items are not said as the tables want by audioedition.")


if __name__ == "__main__":
    main()
