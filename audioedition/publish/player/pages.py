"""Edition -> HTML: the player page, the iframe, the transcript. Pure; Jinja2 with autoescape, no string pasting.

Everything is inlined, because a page opened from disk (``file://``) may fetch nothing; the strict
Content-Security-Policy names the one style sheet and the one script by their SHA-256.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any
from urllib.parse import quote

import jinja2
from markupsafe import Markup

from audioedition.model import Chapter, Cue, Edition
from audioedition.publish.clock import clock_time, iso_duration
from audioedition.publish.disclosure import disclosure_sentence
from audioedition.publish.player.jsonld import structured_data
from audioedition.publish.player.script import page_script, style_sheet
from audioedition.publish.show_notes import summary
from audioedition.publish.transcript.foreign import in_languages
from audioedition.publish.transcript.inline import inline_json
from audioedition.publish.transcript.passages import Passage, arrange_sections, with_jingles
from audioedition.publish.web import folder_address, web_address
from audioedition.publish.words import all_words, interface_language, long_date

# Sound and picture lie beside the page, and so do the feed and what comes next; « file: » because « 'self' » does
# not cover a page opened from disk everywhere.
POLICY = (
    "default-src 'none'; script-src {script}; style-src {style}; "
    "media-src 'self' file:; img-src 'self' file:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """One link of « Télécharger »."""

    href: str
    label: str
    key: str | None = None
    """Of the interface's words, when the label is one of them."""
    save: bool = True


def render_index(
    edition: Edition, *, base_url: str | None, names: Iterable[str], report_url: str | None = None
) -> str:
    """The player page. ``names``: the files beside it, so that it offers only what is there. ``report_url``: where
    a service takes a listener's remark on a pronunciation."""
    context = _context(edition, base_url=base_url)
    return _render(
        "index.html",
        context,
        downloads=list_downloads(edition, names, language=context["lang"]),
        corrections=[revision for revision in reversed(edition.revisions) if revision.told],
        report=report_url,
    )


def render_embed(edition: Edition, *, base_url: str | None = None) -> str:
    """The compact player for an iframe."""
    return _render("embed.html", _context(edition, base_url=base_url, level=2))


def render_transcript_html(edition: Edition, *, base_url: str | None = None) -> str:
    """The text alone, without a script, for podcast apps and printers."""
    return _render("transcript.html", _context(edition, base_url=base_url, level=2, scripted=False))


BOOKS = (
    (".epub", "epub"),
    (".m4b", "m4b"),
    (".g1.brf", "braille_g1"),
    (".g2.brf", "braille_g2"),
    (".zip", "daisy"),
)
"""How the files of books end, and the words that name them."""


def list_downloads(edition: Edition, names: Iterable[str], *, language: str) -> list[Download]:
    """What a listener may want to keep, in the order of usefulness."""
    words, there = all_words()[language], set(names)
    audio = [Download(href=quote(edition.audio.path), label=words["mp3"], key="mp3")]
    books = [
        Download(href=quote(name), label=words[key], key=key)
        for ending, key in BOOKS
        for name in sorted(there)
        if name.endswith(ending) and "/" not in name
    ]
    if "daisy/ncc.html" in there:
        books.append(Download(href="daisy/ncc.html", label=words["daisy"], key="daisy", save=False))
    texts = [
        Download(href=f"transcript.{kind}", label=words[kind], key=kind)
        for kind in ("txt", "vtt", "srt")
        if f"transcript.{kind}" in there
    ]
    return audio + books + texts


def machine_day(iso: str) -> str | None:
    """``YYYY-MM-DD`` when the text starts with a date."""
    return iso[:10] if long_date(iso, "fr") != iso else None


def short_length(ms: int) -> str:
    """« 12 min 5 s », the same in both languages."""
    minutes, seconds = divmod(round(ms / 1000), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(hours, "h"), (minutes, "min"), (seconds if not hours else 0, "s")]
    return " ".join(f"{n}\u00a0{unit}" for n, unit in parts if n) or "0\u00a0s"


def _context(
    edition: Edition, *, base_url: str | None, level: int = 3, scripted: bool = True
) -> dict[str, Any]:
    lang = interface_language(edition.language)
    css, script = style_sheet(), page_script()
    return {
        "edition": edition,
        "lang": lang,
        "other": "en" if lang == "fr" else "fr",
        "w": all_words()[lang],
        "groups": group_passages(with_jingles(edition, words=all_words()[lang]["jingle"]), level=level),
        "sections": arrange_sections(edition),
        "in_languages": in_languages,
        "anchor": lambda chapter: anchor(edition, chapter),
        "page": "",
        "audio": quote(edition.audio.path),
        "file": quote,
        "artwork": quote(edition.artwork) if edition.artwork else None,
        "image": web_address(edition.image),
        "words_of": words_of,
        "css": Markup(css),  # noqa: S704  # our own file
        "script": Markup(script),  # noqa: S704  # our own file
        "policy": POLICY.format(
            script=f"'sha256-{_digest(script)}'" if scripted else "'none'", style=f"'sha256-{_digest(css)}'"
        ),
        "words_json": inline_json(all_words()),
        "jsonld": inline_json(structured_data(edition, base_url=base_url)),
        "oembed": folder_address(base_url) + "oembed.json" if base_url else None,
        "folder": folder_address(base_url),
        "description": summary(edition),
        "link": web_address(edition.url),
        "machine_day": machine_day,
        "day": lambda iso: long_date(iso, lang),
        "clock": clock_time,
        "iso_duration": iso_duration,
        "length": short_length(edition.duration_ms),
        "voice": edition.voice.label or edition.voice.name,
        "disclosure": disclosure_sentence(edition.voice, lang),
        "disclosure_key": "disclosure_neural" if edition.voice.neural else "disclosure",
    }


def words_of(cue: Cue) -> str:
    """The words of a sentence for the player: ``start in ms,from,to`` each, counted in UTF-16 as JavaScript counts;
    empty where the voice does not tell."""
    found: list[str] = []
    at = 0
    for word in cue.words:
        start = cue.text.find(word.text, at)
        if start < 0 or not word.text:
            continue
        at = start + len(word.text)
        found.append(f"{word.start_ms},{_utf16(cue.text[:start])},{_utf16(cue.text[:at])}")
    return " ".join(found)


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def anchor(edition: Edition, chapter: Chapter) -> str:
    """``p=3`` where the chapter has a paragraph (works without JavaScript too), else ``t=83.5``."""
    if chapter.paragraph is not None:
        return f"p={chapter.paragraph + 1}"
    return f"t={chapter.start_ms / 1000:g}"


def group_passages(passages: tuple[Passage, ...], *, level: int = 3) -> list[tuple[str, list[Passage]]]:
    """With its HTML element each; neighbouring list items share one list. ``level``: of the highest heading."""
    later_titles = [p for p in passages if p.role == "title"][1:]
    tags: Mapping[str, str] = {
        "heading": f"h{level + 1}" if later_titles else f"h{level}",
        "quote": "blockquote",
        "list": "ul",
    }

    def tag(passage: Passage) -> str:
        if passage.role == "title":  # the page's own title stands above already
            return f"h{level}" if passage in later_titles else "p"
        return tags.get(passage.role, "p")

    return [(name, list(group)) for name, group in groupby(passages, key=tag)]


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("audioedition.publish.player", ""),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _render(template: str, context: Mapping[str, Any], **more: Any) -> str:
    return _environment().get_template(template).render({**context, **more})
