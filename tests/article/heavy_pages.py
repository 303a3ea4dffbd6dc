"""Run as a program: how much memory each heavy page named on the command line costs above what an ordinary one does, as
JSON on stdout.

Every case is read in a process of its own, forked from one that has read an ordinary page, from a file, as a
newsroom would. Prints ``{case: [megabytes, "ok" | the error's sentence, paragraphs kept]}``.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from audioedition.errors import AudioEditionError
from audioedition.fetch.source import fetch_source
from audioedition.segment import segment_article

B = "La ville a voté lundi la reconstruction du vieux pont sur la rivière, fermé depuis le mois de mai."
TOP = f"<html><body><h1>Le pont</h1><p>{B}</p><p>{B} Bis.</p>"
LONG = "La ville est belle. "


def _many(template: str, count: int) -> str:
    return TOP + "".join(template.format(i) for i in range(count))


def _deep(tag: str) -> str:
    return TOP + f"<{tag}>" * 200_000 + B


CASES: dict[str, Callable[[], str]] = {
    "100 000 links": lambda: TOP + "<a href='/x'>lien</a> " * 100_000,
    "as many links as are read": lambda: TOP + "<ul>" + "<li><a href='/x'>lien</a></li>" * 9_900,
    "as many links in one paragraph": lambda: TOP + "<a href='/x'>lien</a> " * 29_000,
    "30 000 paragraphs": lambda: TOP + "<p>lien</p>" * 30_000,
    "as many paragraphs as are read": lambda: _many(
        "<p>Le pont {0} sera refermé lundi à la ville.</p>", 9_900
    ),
    "a table of 9 000 cells": lambda: TOP + "<table>" + ("<tr>" + "<td>12</td>" * 20 + "</tr>") * 450,
    "5 MB of one paragraph": lambda: TOP + "<p>" + LONG * 240_000,
    "1 MB of one paragraph": lambda: TOP + "<p>" + LONG * 50_000,
    "5 MB of plain text": lambda: "Un titre de travail\n\n" + LONG * 240_000,
    "1 MB of plain text": lambda: "Un titre de travail\n\n" + LONG * 50_000,
    "240 000 lines of plain text": lambda: "Un titre\n\n" + "La ville est belle.\n" * 240_000,
    "a script of 5 MB": lambda: TOP + "<script>" + "var a=1;" * 600_000 + "</script>",
    "a picture of 5 MB as an address": lambda: (
        TOP + f"<img src='data:image/png;base64,{'QUJD' * 1_200_000}'>"
    ),
    "JSON-LD of 5 MB": lambda: f"<script type='application/ld+json'>[{'{},' * 1_600_000}1]</script>" + TOP,
    "JSON-LD of 1 MB": lambda: f"<script type='application/ld+json'>[{'{},' * 320_000}1]</script>" + TOP,
    "480 000 comments": lambda: TOP + "<!-- x -->" * 480_000,
    "1 200 000 line breaks": lambda: TOP + "<br>" * 1_200_000,
    "50 000 line breaks": lambda: TOP + "<br>" * 50_000,
    "an attribute of 5 MB": lambda: TOP + f"<p class='{'x ' * 2_400_000}'>{B}",
    "400 000 attributes": lambda: TOP + "<p " + " ".join(f"a{i}=1" for i in range(400_000)) + ">" + B,
    "400 000 attributes without values": lambda: (
        TOP + "<p " + " ".join(f"a{i}" for i in range(400_000)) + ">"
    ),
    "100 000 meta tags": lambda: _many("<meta name='k{0}' content='valeur {0}'>", 100_000),
    "long names, deep and many": lambda: TOP + f"<div class='{'c' * 180}'>" * 250 + "<p>mot</p>" * 9_000,
    "deep and many": lambda: TOP + "<div>" * 250 + "<p>mot</p>" * 9_000,
    "5 000 spans in a paragraph": lambda: TOP + ("<p>" + "<span>" * 5_000 + B + "</span>" * 5_000) * 2,
    **{
        f"200 000 levels of {tag}": partial(_deep, tag) for tag in ("div", "span", "b", "blockquote", "table")
    },
    "50 000 levels of div": lambda: TOP + "<div>" * 50_000 + B + " Fin.",
}


def measure(name: str, path: Path) -> tuple[float, str, int]:
    """In this process: megabytes above what it held, how it ended, paragraphs kept."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        kept, outcome = len(segment_article(fetch_source(str(path))).paragraphs), "ok"
    except AudioEditionError as error:
        kept, outcome = 0, str(error)
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024, outcome, kept


def write_page(write: Callable[[], str], path: Path) -> int:
    """At most as many characters as a source may have; how many there are."""
    return path.write_text(write()[:4_900_000])


def in_a_child(work: Callable[[], object]) -> object:
    """What ``work`` gives, from a forked process whose memory goes with it."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        with os.fdopen(writer, "w") as stream:
            json.dump(work(), stream)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as stream:
        answer = stream.read()
    os.waitpid(child, 0)
    return json.loads(answer)


def main() -> None:
    segment_article(fetch_source(str(Path(__file__).parent / "pages" / "regional-blocs.html")))
    measured = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in sys.argv[1:]:
            write = CASES[name]
            path = Path(folder) / ("page.txt" if "plain text" in name else "page.html")
            # the page is written by another child: what making it costs would hide what reading it does
            in_a_child(partial(write_page, write, path))
            measured[name] = in_a_child(partial(measure, name, path))
    json.dump(measured, sys.stdout)


if __name__ == "__main__":
    main()
