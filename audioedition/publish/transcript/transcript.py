"""Edition -> ``transcript.txt``: the text for any reader, braille display or search engine. Pure."""

from __future__ import annotations

from audioedition.model import Edition
from audioedition.publish.transcript.captions import one_line
from audioedition.publish.transcript.passages import with_jingles
from audioedition.publish.words import all_words, interface_language, long_date


def render_transcript_txt(edition: Edition) -> str:
    """Title, signature and date, then every paragraph as printed, and where a jingle is heard, a blank line between;
    UTF-8."""
    language = interface_language(edition.language)
    facts = [
        edition.byline,
        edition.site,
        long_date(edition.published, language) if edition.published else None,
    ]
    lines = [one_line(edition.title), *(one_line(fact) for fact in facts if fact)]
    passages = with_jingles(edition, words=all_words()[language]["jingle"])
    rest = [p for p in passages if not (p.role == "title" and p.text == edition.title)]
    blocks = ["\n".join(lines), *(("- " if p.role == "list" else "") + one_line(p.text) for p in rest)]
    return "\n\n".join(blocks) + "\n"
