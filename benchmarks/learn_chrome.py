"""Teach the judge of copied text: web pages in, ``audioedition/article/judge/copied/weights.json`` out.

    pip install python-crfsuite html-text
    python benchmarks/learn_chrome.py --pages DIR [--half] [--marked] [--gold DIR] [--score]

``--pages``: a folder of web pages and ``index.tsv`` (id, host, address). A page teaches when the reader of pages found
an article of 500 to 40,000 characters in it, mostly whole paragraphs, trafilatura agrees with it by 85 % or more, and
nothing raises doubt. ``--half``: hosts whose name hashes to an odd number are left out, to be counted on later (the
weights that ship were learnt so; docs/extraction.md tells what learning anew brought). ``--marked``: of pages that
careful readers have marked (benchmarks/marked.tsv, the parts learn and second) the marks teach, not the reader.
``--gold``: pages annotated by hand (``pages/ID.html``, ``gold/ID.json``), which teach too, without the rules that were
learnt on their own site. (The weights that ship were learnt from neither, so that these are there to count on.)
The project's own annotated texts teach too. Each page is copied as text twice: whole, and from the headline to 40
lines below the article. The headline teaches nothing.

``--score`` prints rules alone beside rules and judge, each site judged by weights that were learnt on other sites only.
The same data give the same file. The texts themselves are not in it: only traits that were met on three sites or more,
and words that were met on twelve.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from audioedition.article.judge.copied.crf import Weights, chances
from audioedition.article.judge.copied.learned import drop_doubted
from benchmarks.lessons import Lesson, from_gold, from_marks, from_own, from_pages
from benchmarks.marked import read_marked

OUT = Path(__file__).parents[1] / "audioedition" / "article" / "judge" / "copied" / "weights.json"
TAUGHT = ("learn", "second")
"""Parts of the marked pages that teach."""
LEAST_SITES, LEAST_SITES_OF_A_WORD, LEAST_WEIGHT, FOLDS = 3, 12, 0.02, 4
SETTINGS = {"c1": 1.0, "c2": 0.1, "max_iterations": 80, "feature.possible_transitions": True}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=Path, required=True)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--half", action="store_true")
    parser.add_argument("--marked", action="store_true")
    parser.add_argument("--score", action="store_true")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    marked = [page for page in read_marked(options.pages) if page.part in TAUGHT] if options.marked else []
    lessons = list(from_pages(options.pages, half=options.half, without={page.name for page in marked}))
    lessons += from_marks(marked)
    lessons += from_own()
    if options.gold:
        lessons += from_gold(options.gold)
    print(f"{len(lessons)} texts of {len({x.site for x in lessons})} sites")
    if options.score:
        score(lessons)
    weights = learn(lessons)
    table = {
        "schema": 1,
        "traits": dict(sorted(weights.traits.items())),
        "transitions": {
            name: getattr(weights, name)
            for name in ("kept_kept", "kept_dropped", "dropped_kept", "dropped_dropped")
        },
    }
    OUT.write_text(json.dumps(table, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"{OUT}: {len(weights.traits)} traits, {OUT.stat().st_size / 1000:.0f} kB")


def learn(lessons: Sequence[Lesson]) -> Weights:
    import pycrfsuite

    sites: dict[str, set[str]] = defaultdict(set)
    for x in lessons:
        for trait in {t for line in x.traits for t in line}:
            sites[trait].add(x.site)
    met = {
        trait
        for trait, where in sites.items()
        if len(where) >= (LEAST_SITES_OF_A_WORD if trait[:2] in ("w=", "s=") else LEAST_SITES)
    }
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(SETTINGS)
    for x in lessons:
        trainer.append(
            [[t for t in line if t in met] for line in x.traits], ["kept" if k else "dropped" for k in x.kept]
        )
    with tempfile.TemporaryDirectory() as folder:
        trainer.train(f"{folder}/model")
        tagger = pycrfsuite.Tagger()
        tagger.open(f"{folder}/model")
        info = tagger.info()
        tagger.close()
    summed: dict[str, float] = defaultdict(float)
    for (trait, label), weight in info.state_features.items():
        summed[trait] += weight if label == "kept" else -weight
    return Weights(
        traits={t: round(w, 3) for t, w in summed.items() if abs(w) >= LEAST_WEIGHT},
        **{
            f"{a}_{b}": round(info.transitions.get((a, b), 0.0), 3)
            for a in ("kept", "dropped")
            for b in ("kept", "dropped")
        },
    )


def score(lessons: Sequence[Lesson]) -> None:
    """Lines kept wrongly and lost, by the rules and by rules and judge, on sites that the judge did not learn from."""
    totals: dict[str, list[int]] = {"rules": [0, 0, 0], "rules and judge": [0, 0, 0]}
    for fold in range(FOLDS):
        out = [hashlib.md5(x.site.encode()).digest()[0] % FOLDS == fold for x in lessons]
        weights = learn([x for x, o in zip(lessons, out, strict=True) if not o])
        for x in (x for x, o in zip(lessons, out, strict=True) if o):
            judged = drop_doubted(x.lines, x.verdicts, x.traits, chances(weights, x.traits), weights)
            for name, verdicts in (("rules", x.verdicts), ("rules and judge", judged)):
                leaks = sum(v.kept and not k for v, k in zip(verdicts, x.kept, strict=True))
                lost = sum(k and not v.kept for v, k in zip(verdicts, x.kept, strict=True))
                for i, n in enumerate((leaks, lost, int(leaks == 0 and lost == 0))):
                    totals[name][i] += n
    lines = sum(sum(x.kept) for x in lessons)
    for name, (leaks, lost, perfect) in totals.items():
        print(
            f"{name:<16} leaked lines {leaks:5}  lost lines {lost:5} of {lines}  "
            f"perfect texts {perfect} of {len(lessons)}"
        )


if __name__ == "__main__":
    main()
