"""Verdicts -> Article: the person's own wishes, fields from the page or from dropped lines, warnings, the ledger."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from audioedition.article.judge.absence.words_of_absence import GONE
from audioedition.article.judge.doubts.doubt import find_doubts
from audioedition.article.judge.features import Line, words_of
from audioedition.article.judge.foreign_words import foreign_words
from audioedition.article.judge.speech import address
from audioedition.article.judge.stamps import byline_of, date_of
from audioedition.article.judge.verdict import Verdict, drop, keep
from audioedition.errors import ExtractionError, UsageError
from audioedition.model import Article, Dropped, Figure, Metadata, Page, Paragraph, Role

_LEAST_FRENCH = 0.12
_LEAST_WORDS_TO_TELL = 25
_LEAST_WORDS_OF_FRENCH = 5
_LEAST_WORDS_OF_A_PAGE = 20
_LEAST_WORDS_OF_A_BRIEF = 12
_RIGHT_BEHIND, _PARAGRAPH_CHARS = 15, 140
_SECTIONS = 4
"""Of one sentence under a headline, that speaks to nobody."""
_TITLE_TAIL = re.compile(r"\s+[|–—-]\s+[^|–—]{2,40}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentOptions:
    """What the person wants against the rules."""

    title: str | None = None
    keep: tuple[re.Pattern[str], ...] = ()
    drop: tuple[re.Pattern[str], ...] = ()
    captions: bool = False


def read_options(
    title: str | None, keep: Sequence[str], drop: Sequence[str], captions: bool
) -> SegmentOptions:
    """Raises ``UsageError`` for what is no regular expression."""
    return SegmentOptions(
        title=title, keep=_compile("keep", keep), drop=_compile("drop", drop), captions=captions
    )


def _compile(option: str, expressions: Sequence[str]) -> tuple[re.Pattern[str], ...]:
    compiled: list[re.Pattern[str]] = []
    for expression in expressions:
        try:
            compiled.append(re.compile(expression, re.I))
        except re.error as error:
            raise UsageError(
                f"--{option} {expression!r} is not a regular expression: {error}.",
                hint="Write plain words, or put a backslash before signs such as ( [ ? *",
            ) from error
    return tuple(compiled)


def apply_options(lines: Sequence[Line], verdicts: list[Verdict], options: SegmentOptions) -> list[Verdict]:
    """The person's regular expressions come before every rule; what is to be kept wins over what is to be dropped."""
    if not (options.captions or options.drop or options.keep):
        return verdicts
    out: list[Verdict] = []
    for line, verdict in zip(lines, verdicts, strict=True):
        if options.captions and verdict.reason == "caption" and line.words >= 3:
            verdict = keep("caption")
        if any(p.search(line.text) for p in options.drop):
            verdict = drop("asked", "--drop")
        if not verdict.kept and any(p.search(line.text) for p in options.keep):
            verdict = keep(_role(line))
        out.append(verdict)
    return out


def _role(line: Line) -> Role:
    tag = line.block.tag
    if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        return "heading"
    return "list" if tag == "li" else "quote" if tag == "blockquote" else "body"


def build_article(
    page: Page, lines: Sequence[Line], verdicts: Sequence[Verdict], options: SegmentOptions
) -> Article:
    """Raises ``ExtractionError`` when nothing is left to read."""
    paragraphs: list[Paragraph] = []
    dropped: list[Dropped] = []
    language = _language(page.metadata, lines, verdicts)
    for line, verdict in zip(lines, verdicts, strict=True):
        at = line.block.position
        dropped += [Dropped(text=c.text, reason=c.reason, rule=c.rule, position=at) for c in line.cut]
        if verdict.role is not None:
            paragraphs.append(
                Paragraph(
                    role=verdict.role,
                    text=verdict.text or line.text,
                    position=at,
                    language=(other := _other_language(line, language)),
                    foreign=foreign_words(line, verdict.text or line.text, other or language),
                    table=verdict.role == "list" and "row" in line.block.signals,
                )
            )
        else:
            dropped.append(Dropped(text=line.text, reason=verdict.reason, rule=verdict.rule, position=at))
    title, paragraphs = _with_title(page.metadata, paragraphs, options.title)
    _refuse_no_article(page, title, paragraphs, dropped)
    meta = _completed(page, dropped)
    whole = _stands_whole(page, paragraphs, dropped)
    cut = _is_cut(page, paragraphs, dropped, whole=whole)
    return Article(
        title=title,
        url=meta.url,
        site=meta.site,
        byline=meta.byline,
        published=meta.published,
        updated=meta.updated,
        language=language,
        image=meta.image,
        rubric=meta.rubric,
        paragraphs=tuple(paragraphs),
        figures=tuple(_figures(lines, verdicts)),
        dropped=tuple(dropped),
        warnings=tuple(_warnings(page, lines, verdicts, cut=cut)),
        doubts=find_doubts(page, lines, verdicts, cut=cut, whole=whole),
    )


def _figures(lines: Sequence[Line], verdicts: Sequence[Verdict]) -> Iterator[Figure]:
    """Pictures whose caption was found to be one of the article's, among its paragraphs: others advertise, or lead to
    other articles. After the last paragraph only those that follow at once."""
    judged = list(zip(lines, verdicts, strict=True))
    text = [line.block for line, verdict in judged if verdict.role not in (None, "title", "caption")]
    around = (
        set[int]().union(*(block.ancestors for block in text[:1])).intersection(*(b.ancestors for b in text))
    )
    last = text[-1].position if text else -1
    seen: set[str] = set()
    for line, verdict in judged:
        block = line.block
        captioned = "caption" in (verdict.role, verdict.reason) or block.tag == "figcaption"
        if block.position > last and not captioned and verdict.reason != "credit":
            return
        if captioned and around.issubset(block.ancestors) and block.picture and block.picture not in seen:
            seen.add(block.picture)
            yield Figure(image=block.picture, position=block.position)


def _with_title(
    meta: Metadata, paragraphs: list[Paragraph], wished: str | None
) -> tuple[str, list[Paragraph]]:
    """The title stands first. The wish, else the headline on the page, else what the page says of itself."""
    found = next((p for p in paragraphs if p.role == "title"), None)
    rest = [p for p in paragraphs if p is not found]
    declared = _TITLE_TAIL.sub("", meta.title) if meta.title and meta.site else meta.title
    text = wished or (found.text if found else None) or declared
    if text:
        position = found.position if found else 0
        if found and not wished:
            return text, [found, *rest]
        return text, [Paragraph(role="title", text=text, position=position), *rest]
    opening = next((p.text for p in rest), "")
    return _first_words(opening), rest


def _first_words(text: str) -> str:
    return text if len(text) <= 60 else text[:60].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _is_brief(paragraphs: Sequence[Paragraph], body: Sequence[Paragraph], words: int) -> bool:
    headed = any(p.role == "title" for p in paragraphs) and words >= _LEAST_WORDS_OF_A_BRIEF
    return headed and all(p.text.endswith((".", "!", "»")) and not address(p.text) for p in body)


def _refuse_no_article(
    page: Page, title: str, paragraphs: Sequence[Paragraph], dropped: Sequence[Dropped]
) -> None:
    body = [p for p in paragraphs if p.role not in ("title", "heading")]
    headings = [p for p in paragraphs if p.role == "heading"]
    said = (
        (*body, *headings) if len(headings) >= _SECTIONS else body
    )  # very short sections say much in their headings
    words = sum(len(words_of(p.text[:2000])) for p in said)
    given = page.plain_text or page.fragment  # somebody chose these words: a brief of one line is an article
    if body and (given or words >= _LEAST_WORDS_OF_A_PAGE or _is_brief(paragraphs, body, words)):
        if not (given or words >= 150) and GONE.search(title):
            raise ExtractionError(
                f"The page says that there is no article: « {title} ».",
                hint="Check the address in a browser.",
            )
        return
    if GONE.search(title):
        raise ExtractionError(
            f"The page says that there is no article: « {title} ».", hint="Check the address in a browser."
        )
    if sum(d.reason == "paywall" for d in dropped) >= 2:
        raise ExtractionError(
            "The page asks to log in or to subscribe; no article can be read on it.",
            hint="Open it in your browser as a subscriber, save the page, and give that file.",
        )
    if sum(d.reason in ("caption", "embed", "credit") for d in dropped) >= 2:
        raise ExtractionError(
            "The page holds pictures or a video, but no article's text.",
            hint="With --captions the captions are read.",
        )
    raise ExtractionError(
        "No article was found in the source.",
        hint="« --keep REGEX » keeps what the rules drop, or copy the article's text into a .txt file.",
    )


def _completed(page: Page, dropped: Sequence[Dropped]) -> Metadata:
    """Byline and date from the page's account of itself, else from the lines that were dropped as such."""
    meta = page.metadata
    if not meta.byline:
        byline = next((b for d in dropped if d.reason == "byline" and (b := byline_of(d.text))), None)
        meta = replace(meta, byline=byline)
    if not meta.published:
        date = next((s for d in dropped if d.reason in ("date", "credit") and (s := date_of(d.text))), None)
        meta = replace(meta, published=date)
    return meta


def _french(lines: Sequence[Line], verdicts: Sequence[Verdict]) -> float | None:
    """Share of French function words in what is kept; ``None`` when it is too short to tell."""
    kept = [line for line, v in zip(lines, verdicts, strict=True) if v.kept]
    words = sum(line.words for line in kept)
    if words < _LEAST_WORDS_TO_TELL:
        return None
    return sum(line.french * line.words for line in kept) / words


def _language(meta: Metadata, lines: Sequence[Line], verdicts: Sequence[Verdict]) -> str:
    """As declared, unless the text is plainly French on a page that says otherwise."""
    share = _french(lines, verdicts)
    if meta.language and (meta.language.startswith("fr") or (share is not None and share < _LEAST_FRENCH)):
        return meta.language
    return "fr"


def _other_language(line: Line, language: str) -> str | None:
    """What the page declares of this piece, where that is not the article's own; a template that calls French text
    English is not believed."""
    declared = line.block.language
    if not declared or declared.split("-")[0] == language.lower().split("-")[0]:
        return None
    plainly_french = language.startswith("fr") and line.words >= _LEAST_WORDS_OF_FRENCH and line.french >= 0.2
    return None if plainly_french else declared


def _warnings(page: Page, lines: Sequence[Line], verdicts: Sequence[Verdict], *, cut: bool) -> list[str]:
    warnings: list[str] = []
    if cut:
        warnings.append(
            "Article incomplet : la page n’en donne que le début, le reste est réservé aux abonnés."
        )
    share = _french(lines, verdicts)
    if share is not None and share < _LEAST_FRENCH:
        warnings.append("Ce texte ne semble pas être en français.")
    if page.kind == "LiveBlogPosting":
        warnings.append(
            "C’est un direct : la page change encore, l’édition audio la lit telle qu’elle est maintenant."
        )
    return warnings


def _stands_whole(page: Page, paragraphs: Sequence[Paragraph], dropped: Sequence[Dropped]) -> bool:
    """What is for subscribers is here: declared so, or whole paragraphs follow on the last wall near the text."""
    body = _body(paragraphs)
    if page.paid_shown or not body:
        return page.paid_shown
    last = body[-1].position
    walls = [
        d.position
        for d in dropped
        if d.reason == "paywall" and d.rule != "paywall-box" and d.position <= last + _RIGHT_BEHIND
    ]
    above = [wall for wall in walls if wall > body[0].position]
    return bool(above) and sum(len(p.text) >= _PARAGRAPH_CHARS for p in body if p.position > max(above)) >= 2


def _is_cut(page: Page, paragraphs: Sequence[Paragraph], dropped: Sequence[Dropped], *, whole: bool) -> bool:
    """The page says that the rest is for subscribers, and the text stops short."""
    body = _body(paragraphs)
    if not body:
        return False
    walls = [d for d in dropped if d.rule.startswith("paywall-cut") and d.position > body[0].position]
    if page.paid_shown and not any("%" in wall.text for wall in walls):
        return False  # the wall is in the source still, where a style sheet hides it from who has paid
    if walls or whole:
        return bool(walls)
    chars = sum(len(p.text) for p in body)
    broken = body[-1].text.rstrip().endswith(("…", "...", "[...]"))
    return page.free is False and (broken or chars < 1500) and any(d.reason == "paywall" for d in dropped)


def _body(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    return [p for p in paragraphs if p.role in ("body", "quote", "list", "standfirst")]
