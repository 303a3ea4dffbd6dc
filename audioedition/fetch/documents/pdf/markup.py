"""Blocks -> HTML: the largest heading is the title, what stands under it in larger letters the chapo. Pure."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from audioedition.fetch.documents.pdf.blocks import BULLET, Piece
from audioedition.fetch.documents.pdf.running import RunningLine
from audioedition.fetch.documents.pdf.set_line import CALL, CALL_END

_LONGEST_HEADING = 160
_TITLE_SHEETS = 2
_BY = re.compile(
    r"^(?:(?:propos recueillis |texte |textes |reportage |enquête |un reportage )?par|reportage de) ", re.I
)
_BYLINE = re.compile(
    r"(?i:(?:propos recueillis |textes? |(?:un )?reportage |enquête )?par|reportage de) "
    r"[A-ZÀ-Ý][\w’'-]+(?: (?:(?:de|du|le|la|et|van|von) ){0,2}[A-ZÀ-Ý][\w’'-]*){1,6}"
)
_PULLED = re.compile(r"[«“].*[»”]", re.DOTALL)
"""Words of the article, set large among its columns."""


def html_of(pieces: Sequence[Piece], running: Sequence[RunningLine]) -> str:
    """``running`` stands below all, under the names by which it is dropped."""
    title = _title(pieces)
    levels = _levels(pieces, title)
    body = [_element(pieces, n, title, levels) for n in range(len(pieces))]
    edges = (f'<p class="{line.kind}">{_escaped(line.text)}</p>' for line in running)
    return "\n".join(
        [*_listed(body), '<div class="page-edges">', *edges, "</div>"] if running else _listed(body)
    )


def _title(pieces: Sequence[Piece]) -> int | None:
    heads = [
        (n, piece)
        for n, piece in enumerate(pieces)
        if piece.kind == "heading" and piece.sheet < _TITLE_SHEETS and any(c.isalpha() for c in piece.text)
    ]
    largest = max((piece.size for _, piece in heads), default=0.0)
    return next((n for n, piece in heads if piece.size >= 0.98 * largest and len(piece.text) > 3), None)


def _levels(pieces: Sequence[Piece], title: int | None) -> dict[float, int]:
    sizes = {
        round(piece.size)
        for n, piece in enumerate(pieces)
        if piece.kind == "heading" and n != title and _is_head(piece)
    }
    return {size: min(2 + rank, 6) for rank, size in enumerate(sorted(sizes, reverse=True))}


def _is_head(piece: Piece) -> bool:
    return len(piece.text) <= _LONGEST_HEADING and not piece.text.rstrip().endswith((".", ";", ","))


def byline_in(pieces: Sequence[Piece]) -> str | None:
    """« Par Mathilde Escoubet » above the text, or below it."""
    found = next((piece.text for piece in pieces if _is_byline(piece)), None)
    return _BY.sub("", found) if found else None


def _is_byline(piece: Piece) -> bool:
    return piece.kind in ("text", "small", "heading") and _BYLINE.fullmatch(piece.text.strip()) is not None


def _element(pieces: Sequence[Piece], n: int, title: int | None, levels: dict[float, int]) -> str:
    piece = pieces[n]
    words = _escaped(piece.text)
    if n == title:
        return f"<h1>{words}</h1>"
    if _is_byline(piece):
        return f'<p class="byline">{words}</p>'
    if piece.kind == "heading":
        if _PULLED.fullmatch(piece.text):
            return f"<blockquote><p>{words}</p></blockquote>"
        if _is_head(piece) and piece.text[:1].strip():
            level = levels[round(piece.size)]
            return f"<h{level}>{words}</h{level}>"
        begun = any(other.kind == "text" for other in pieces[:n])
        below_title = title is not None and n > title and not begun
        return f'<p class="chapo">{words}</p>' if below_title else f"<p>{words}</p>"
    if piece.kind == "item":
        return f"<li>{_escaped(BULLET.sub('', piece.text, count=1))}</li>"
    if piece.kind == "row":
        cells = "".join(f"<td>{_escaped(cell.text)}</td>" for line in piece.lines for cell in line.cells)
        return f"<tr>{cells}</tr>"
    if piece.kind == "note":
        return f'<p class="footnote">{words}</p>'
    return f"<figcaption>{words}</figcaption>" if piece.kind == "small" else f"<p>{words}</p>"


def _listed(elements: Sequence[str]) -> Iterator[str]:
    """Entries within a list, rows within a table; a row alone is a line of text."""
    around = {"<li>": "ul", "<tr>": "table"}
    n = 0
    while n < len(elements):
        name = around.get(elements[n][:4])
        if name is None:
            yield elements[n]
            n += 1
            continue
        end = n
        while end < len(elements) and elements[end].startswith(elements[n][:4]):
            end += 1
        if name == "table" and end - n == 1:
            yield f"<p>{re.sub(r'</?t[rd]>', ' ', elements[n]).strip()}</p>"
        else:
            yield f"<{name}>{''.join(elements[n:end])}</{name}>"
        n = end


def _escaped(text: str) -> str:
    """A raised figure is a note's call; soft hyphens that are left say nothing."""
    marked = html.escape(text.replace("\u00ad", "")).replace(CALL, "<sup>").replace(CALL_END, "</sup>")
    return " ".join(marked.split())
