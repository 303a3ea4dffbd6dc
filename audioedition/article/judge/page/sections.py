"""Second thoughts, when each block has its verdict: what a heading opens, what is said twice, what dangles."""

from __future__ import annotations

from collections.abc import Sequence

from audioedition.article.chrome import ChromeRule
from audioedition.article.judge.features import HEADINGS, Line
from audioedition.article.judge.live import live_posts
from audioedition.article.judge.page.asides import drop_asides
from audioedition.article.judge.page.containers import Layout
from audioedition.article.judge.page.echoes import drop_echoes
from audioedition.article.judge.page.ending import drop_ending
from audioedition.article.judge.page.pointers import drop_pointers
from audioedition.article.judge.page.refrains import drop_refrains
from audioedition.article.judge.page.signs import drop_signatures
from audioedition.article.judge.page.small_boxes import drop_small_boxes
from audioedition.article.judge.verdict import Verdict, drop, keep

_LEAST_BODY_CHARS = 300
_LEAST_BEFORE_BOX = 100
"""So much of the article before an element that opens with « À la une »: it is not the article's own."""
_LEAST_BELOW, _BELOW_SHARE = 2, 0.4
"""So many paragraphs below, and so much of what stands above, are no section that a phrase may take."""
_SMALL_SHARE = 0.3
_LISTED = 12
"""So many links at most stand under a heading without a box of its own."""
_LEAST_POSTS = 3
_REPEATED_WORDS = 6
_NAME_OF_BOX = 8
_STAMPS = frozenset({"date", "byline", "credit", "caption", "navigation", "embed"})
_LEADS_AWAY = frozenset({"related", "most_read", "newsletter", "paywall", "ad", "share", "comment_form"})


def after_thoughts(lines: Sequence[Line], layout: Layout, verdicts: list[Verdict]) -> None:
    """Mend ``verdicts`` in place."""
    main = layout.containers.get(layout.main)
    start, end = (main.first, main.last + 1) if main else (0, len(lines))
    _open_sections(lines, layout, verdicts, start, end)
    drop_asides(lines, layout, verdicts)
    drop_echoes(lines, layout, verdicts)
    drop_refrains(lines, layout, verdicts)
    drop_small_boxes(lines, layout, verdicts)
    _drop_repeated(lines, verdicts)
    drop_signatures(lines, verdicts)
    drop_ending(lines, verdicts)
    drop_pointers(lines, verdicts)
    _name_boxes(lines, layout, verdicts)
    _drop_dangling(lines, layout, verdicts)


def _open_sections(
    lines: Sequence[Line], layout: Layout, verdicts: list[Verdict], start: int, end: int
) -> None:
    """« Sur le même sujet » within the body: what follows it is dropped, as far as the rule reaches."""
    chars = 0
    for i in range(start, end):
        line, verdict = lines[i], verdicts[i]
        if verdict.role in ("body", "quote", "list"):
            chars += len(line.text)
        elif line.rule is not None and line.rule.opens != "nothing" and not verdict.kept:
            reach = _reach(lines, layout, verdicts, i, line.rule, end, chars)
            if live_posts(lines, reach) >= _LEAST_POSTS:
                continue  # « Le live », « Les plus récents » over the posts themselves
            for j in reach:
                if verdicts[j].kept and verdicts[j].role != "title":
                    verdicts[j] = drop(line.rule.kind, f"{line.rule.id}:section")


def _reach(
    lines: Sequence[Line],
    layout: Layout,
    verdicts: Sequence[Verdict],
    i: int,
    rule: ChromeRule,
    end: int,
    chars: int,
) -> range:
    """The blocks that stand under a heading: its own box; else all that follows; else the links that follow."""
    for number in lines[i].block.ancestors:
        container = layout.containers[number]
        small = container.prose < _SMALL_SHARE * layout.total
        apart = rule.opens == "rest" and chars >= _LEAST_BEFORE_BOX
        if container.first == i and container.last > i and (small or apart):
            return range(i + 1, container.last + 1)
    if rule.opens == "rest" and chars >= _LEAST_BODY_CHARS:
        if _outweighs(lines, verdicts, i, end, chars):
            return range(i + 1, i + 1)
        comments = rule.kind == "comment_form"
        if comments or not _resumes(lines, verdicts, i + 1, end):
            return range(i + 1, end)
    stop = i + 1
    while stop < end and stop <= i + _LISTED and _may_be_listed(lines[stop]):
        stop += 1
    return range(i + 1, stop)


def _outweighs(lines: Sequence[Line], verdicts: Sequence[Verdict], i: int, end: int, chars: int) -> bool:
    """What follows is rather the article: paragraphs beside those above, vouched for, and as much of them.

    Readers' comments and other articles' cards stand in elements of their own.
    """
    above = {lines[j].block.ancestors[:-1] for j in range(i) if verdicts[j].kept and lines[j].prose}
    below = [
        len(lines[j].text)
        for j in range(i + 1, end)
        if verdicts[j].kept
        and lines[j].prose
        and lines[j].block.ancestors[:-1] in above
        and lines[j].block.signals & {"trafilatura", "declared"}
    ]
    return len(below) >= _LEAST_BELOW and sum(below) >= _BELOW_SHARE * chars


def _may_be_listed(line: Line) -> bool:
    if line.prose or (line.block.tag in HEADINGS and line.block.link_density < 0.5):
        return False
    return line.block.link_density > 0.5 or line.block.tag == "li" or "trafilatura" not in line.block.signals


def _resumes(lines: Sequence[Line], verdicts: Sequence[Verdict], start: int, end: int) -> bool:
    """The article goes on after a box in its midst: three paragraphs or more, and more of them than short lines."""
    strong = sum(verdicts[j].kept and lines[j].strong for j in range(start, end))
    other = sum(verdicts[j].kept and lines[j].words < 25 and not lines[j].strong for j in range(start, end))
    return strong >= 3 and strong >= other


def _drop_repeated(lines: Sequence[Line], verdicts: list[Verdict]) -> None:
    """What is printed twice is heard once: a second copy for small screens, a pull quote out of a paragraph."""
    seen: dict[str, int] = {}
    body = [(i, " ".join(line.said)) for i, line in enumerate(lines) if verdicts[i].kept]
    whole = "\n".join(text for i, text in body if verdicts[i].role == "body" and lines[i].prose)
    for i, text in body:
        if lines[i].words < _REPEATED_WORDS or verdicts[i].role in ("title", "heading"):
            continue
        if text in seen:
            verdicts[i] = drop("repeated", "said-before")
            continue
        seen[text] = i
        quoted = verdicts[i].role == "quote" or "aside" in lines[i].block.path or not lines[i].ends
        if (
            quoted
            and not lines[i].strong
            and not lines[i].text.rstrip().endswith(":")
            and whole.count(text) > (verdicts[i].role == "body" and lines[i].prose)
        ):
            verdicts[i] = drop("repeated", "pull-quote")


def _name_boxes(lines: Sequence[Line], layout: Layout, verdicts: list[Verdict]) -> None:
    """A few bare words that open a box go with it: they are its name where all else in it is the article's (« Le
    chantier en chiffres »), and lead away where all else leads away."""
    for i, verdict in enumerate(verdicts):
        line, path = lines[i], lines[i].block.ancestors
        bare = verdict.rule == "bare-words" or (verdict.role == "body" and not line.ends)
        if not bare or line.words > _NAME_OF_BOX or len(path) < 2:
            continue
        # bare text of the box itself has no element of its own
        box = layout.containers[path[-1] if layout.containers[path[-1]].last > i else path[-2]]
        if box.first != i:
            continue
        below = verdicts[i + 1 : box.last + 1]
        own = box.number != layout.main and len(below) > 1 and all(v.kept for v in below)
        if not verdict.kept and own and (len(below) <= _LISTED or lines[i + 1].strong):
            verdicts[i] = keep("heading")
        elif verdict.kept and 1 <= len(below) <= _LISTED and all(v.reason in _LEADS_AWAY for v in below):
            verdicts[i] = drop("related", "name-of-a-dropped-box")
    _empty_boxes(lines, layout, verdicts)


def _empty_boxes(lines: Sequence[Line], layout: Layout, verdicts: list[Verdict]) -> None:
    """A few bare words that are all that is left of a small element, the rest of which led away: a series' name under
    the link to one of its films."""
    for i, verdict in enumerate(verdicts):
        line, path = lines[i], lines[i].block.ancestors
        if verdict.role != "body" or line.ends or line.words > _NAME_OF_BOX or len(path) < 2:
            continue
        box = layout.containers[path[-2]]
        rest = [verdicts[j] for j in range(box.first, box.last + 1) if j != i]
        away = [v for v in rest if v.reason in _LEADS_AWAY]
        if away and len(rest) <= _LISTED and all(v.reason in _LEADS_AWAY | _STAMPS for v in rest):
            verdicts[i] = drop(away[0].reason, "rest-of-a-dropped-box")


def _names_above(lines: Sequence[Line], layout: Layout, verdicts: Sequence[Verdict], i: int) -> bool:
    """A heading set last in an element, or last of two columns, below the paragraphs that it names: a template that
    turns every second column around."""
    around = (layout.containers[n] for n in reversed(lines[i].block.ancestors))
    box = next((c for c in around if c.first < i), None)
    if box is None or box.number == layout.main or box.last != i:
        return False
    above = range(box.first, i)
    return all(verdicts[j].role == "body" for j in above) and any(lines[j].strong for j in above)


def _drop_dangling(lines: Sequence[Line], layout: Layout, verdicts: list[Verdict]) -> None:
    """A heading that no text follows, before the next heading of its rank or the end, announces nothing."""
    following: str | None = None
    ended = True
    for i, verdict in enumerate(verdicts):
        if verdict.role == "heading" and lines[i].prose and lines[i].text.rstrip().endswith("."):
            # a whole sentence, set as large as a heading
            verdicts[i] = keep("list" if "/ li" in lines[i].block.path else "body")
    for i in range(len(lines) - 1, -1, -1):
        verdict = verdicts[i]
        if not verdict.kept or verdict.role == "title":
            continue
        if verdict.role != "heading":
            ended, following = False, None
            continue
        tag = lines[i].block.tag
        bare = following is not None and tag in HEADINGS and tag == following
        if ended or (bare and not _names_above(lines, layout, verdicts, i)):
            verdicts[i] = drop("navigation", "heading-without-text")
            continue
        following = tag
