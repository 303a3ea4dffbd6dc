"""The HTML of player page, iframe and transcript, read back with lxml. What it does in a browser: tests/browser."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree
from lxml.html import HtmlElement, document_fromstring

from audioedition.model import Edition, EditionParagraph
from audioedition.publish.books.daisy import render_daisy
from audioedition.publish.books.epub import render_epub
from audioedition.publish.player.pages import short_length
from audioedition.publish.player.script import element_script, in_ascii, page_script, style_sheet
from audioedition.publish.render import render_all
from audioedition.publish.transcript.inline import inline_json
from audioedition.publish.words import all_words
from tests.support.by_hand import HOSTILE, Story, corrected, digest, hostile, make_edition

PAGES = ("index.html", "embed.html", "transcript.html")
MAX_SCRIPT_BYTES = {"page": 36_000, "element": 50_000}
"""The page’s 2 kB more than once agreed are the site’s looks with their contrast kept, which only the element had."""


def pages(edition: Edition, **options: Any) -> dict[str, HtmlElement]:
    made = render_all(edition, **options)
    return {name: document_fromstring(made[name]) for name in PAGES}


def text_of(element: HtmlElement) -> str:
    return " ".join(str(element.text_content()).split())


@pytest.mark.parametrize("name", PAGES)
def test_every_sentence_stands_once_with_its_start(name: str) -> None:
    edition = make_edition()
    spans = pages(edition)[name].cssselect("[data-start]")
    assert [(int(s.get("data-start", "")), s.text_content()) for s in spans] == [
        (cue.start_ms, cue.text) for cue in edition.cues
    ]


@pytest.mark.parametrize("name", PAGES)
def test_hostile_text_is_shown_and_nothing_of_it_is_markup(name: str) -> None:
    page = pages(hostile())[name]
    assert page.cssselect("img, iframe, object") == []
    assert [s for s in page.cssselect("script") if "hacked" in (s.text or "") and not s.get("type")] == []
    shown = text_of(page)
    for text in HOSTILE:
        assert " ".join(text.split()) in shown
    for element in page.iter(etree.Element):
        assert not [a for a in element.attrib if a.startswith("on")]
        assert not str(element.get("href", "")).startswith("javascript:")


def test_inlined_json_cannot_end_its_element_and_reads_back_whole() -> None:
    for text in HOSTILE:
        inlined = str(inline_json({"title": text}))
        assert not re.search("[<>&\u2028\u2029]", inlined)
        assert json.loads(inlined) == {"title": text}


@pytest.mark.parametrize("name", PAGES)
def test_the_policy_allows_our_script_and_style_and_nothing_else(name: str) -> None:
    page = pages(make_edition())[name]
    (meta,) = page.cssselect("meta[http-equiv='Content-Security-Policy']")
    policy = dict(part.strip().split(" ", 1) for part in meta.get("content", "").split(";"))
    assert policy["default-src"] == "'none'"
    assert "unsafe" not in meta.get("content", "")
    inlined = {"style-src": page.cssselect("style"), "script-src": page.cssselect("script:not([type])")}
    for directive, elements in inlined.items():
        digests = [
            f"'sha256-{base64.b64encode(hashlib.sha256((e.text or '').encode()).digest()).decode()}'"
            for e in elements
        ]
        assert policy[directive] == (digests[0] if digests else "'none'")


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_loaded_from_anywhere_else(name: str) -> None:
    source = str(render_all(make_edition(), base_url="https://audio.example/e/")[name])
    page = document_fromstring(source)
    assert page.cssselect("link[rel=stylesheet], link[rel=preload], script[src], img, source, track") == []
    assert [a.get("src") for a in page.cssselect("[src]")] in ([], ["le-vieux-pont.mp3"])
    assert "url(" not in style_sheet()
    assert "@import" not in style_sheet()


def test_the_page_says_who_reads_before_play() -> None:
    for neural, sentence in ((False, "voix de synthèse : Pico"), (True, "intelligence artificielle : Pico")):
        page = pages(make_edition(neural=neural))["index.html"]
        (line,) = page.cssselect(".disclosure")
        assert sentence in text_of(line)
        order = [e.get("class") or e.tag for e in page.iter("p", "audio")]
        assert order.index("disclosure") < order.index("audio")


def test_without_javascript_there_is_a_native_player_and_links_into_the_text() -> None:
    page = pages(make_edition())["index.html"]
    (audio,) = page.cssselect("audio[controls]")
    assert audio.get("src") == "le-vieux-pont.mp3"
    links = page.cssselect(".chapters a")
    assert [link.get("href") for link in links] == ["#p=1", "#p=4", "#p=9"]
    for link in links:
        assert page.get_element_by_id(link.get("href", "")[1:]) is not None


def test_roles_become_elements() -> None:
    page = pages(make_edition())["index.html"]
    assert [e.tag for e in page.cssselect(".transcript > *")] == [
        "p", "p", "p", "p", "h3", "p", "blockquote", "ul", "h3", "p",
    ]  # fmt: skip
    assert len(page.cssselect(".transcript ul > li")) == 2


def test_a_digest_nests_its_chapters_and_its_headings() -> None:
    page = pages(digest())["index.html"]
    assert [text_of(b) for b in page.cssselect(".chapters > li > b")] == ["Ville", "Météo"]
    nested = [[text_of(a) for a in ol.cssselect("a")] for ol in page.cssselect(".chapters ol")]
    assert nested == [["Le pont rouvre 0:04", "Le coût 0:10"], ["La pluie revient 0:14"]]
    titles = [(e.tag, text_of(e)) for e in page.cssselect(".transcript .title, .transcript .heading")]
    assert titles == [
        ("p", "L’essentiel du matin"),
        ("h3", "Le pont rouvre"),
        ("h4", "Le coût"),
        ("h3", "La pluie revient"),
    ]


def test_the_page_says_what_was_corrected_and_when() -> None:
    assert pages(make_edition())["index.html"].cssselect(".corrections") == []
    page = pages(corrected(make_edition()))["index.html"]
    (section,) = page.cssselect(".corrections")
    assert "Version 2, corrigée le 2 mars 2026" in text_of(section).replace("\u00a0", " ")
    assert "3,5 millions d’euros, et non 5,3" in text_of(section)
    assert page.cssselect("audio")[0].get("src") == "le-vieux-pont.r2.mp3"


def test_a_paragraph_that_was_not_read_is_shown_and_marked() -> None:
    edition = make_edition()
    paragraphs = (*edition.paragraphs, EditionParagraph(role="body", text="Illisible.", status="failed"))
    page = pages(replace(edition, paragraphs=paragraphs))["index.html"]
    (unspoken,) = page.cssselect(".unspoken")
    assert text_of(unspoken) == "Illisible. Passage non lu"
    assert unspoken.cssselect("[data-start]") == []


def test_missing_facts_leave_no_hole() -> None:
    edition = replace(make_edition(), published=None, byline=None, site=None, url=None, image=None)
    page = pages(edition)["index.html"]
    assert page.cssselect(".byline, time[data-day], link[rel=canonical]") == []
    assert "None" not in text_of(page.cssselect("main")[0])


def test_a_shared_link_shows_what_it_is() -> None:
    def shared(edition: Edition, **options: str) -> dict[str | None, str | None]:
        page = pages(edition, **options)["index.html"]
        return {m.get("property"): m.get("content") for m in page.cssselect("meta[property]")}

    assert shared(make_edition(), base_url="https://audio.example/e") == {
        "og:type": "article",
        "og:title": "Le vieux pont rouvre aux promeneurs",
        "og:description": "Après trois ans de travaux, les piétons retrouvent la rive nord. Les voitures, non.",
        "og:site_name": "Le Journal d’exemple",
        "og:url": "https://audio.example/e/index.html",
        "og:audio": "https://audio.example/e/le-vieux-pont.mp3",
    }
    assert shared(replace(make_edition(), site=None)).keys() == {"og:type", "og:title", "og:description"}


def test_only_what_is_there_is_offered() -> None:
    from audioedition.publish.player.pages import list_downloads

    names = ["transcript.txt", "x.epub", "daisy/ncc.html", "daisy/x.epub"]
    assert [d.href for d in list_downloads(make_edition(), names, language="fr")] == [
        "le-vieux-pont.mp3",
        "x.epub",
        "daisy/ncc.html",
        "transcript.txt",
    ]


def test_an_edition_of_five_seconds_and_one_of_three_hours() -> None:
    short = make_edition((("title", "Bref"),), opening=None, sentence_ms=5_000)
    page = pages(short)["index.html"]
    assert page.cssselect(".chapters") == []  # one chapter is no choice
    assert "5\u00a0s" in text_of(page.cssselect("main")[0]) or "5 s" in text_of(page.cssselect("main")[0])
    story: Story = (("title", "Long"), *(("heading", f"Partie {n}") for n in range(35)))
    long = pages(make_edition(story, opening=None, sentence_ms=300_000))["index.html"]
    times = [text_of(t) for t in long.cssselect(".chapters .time")]
    assert (times[0], times[11], times[12], times[-1]) == ("0:00", "55:00", "1:00:00", "2:55:00")
    assert long.cssselect(".meta time")[-1].get("datetime") == "PT3H0S"


def test_an_english_article_has_an_english_interface() -> None:
    page = pages(replace(make_edition(), language="en-GB"))["index.html"]
    assert page.get("lang") == "en"
    assert page.cssselect(".transcript")[0].get("lang") == "en-GB"
    assert text_of(page.cssselect("#transcript")[0]) == "Transcript"


def test_paragraphs_in_another_language_say_so() -> None:
    edition = make_edition()
    foreign = replace(edition.paragraphs[5], language="en")
    page = pages(replace(edition, paragraphs=(*edition.paragraphs[:5], foreign, *edition.paragraphs[6:])))
    assert page["index.html"].get_element_by_id("p=6").get("lang") == "en"


def test_300_headings_are_300_chapters_in_page_epub_and_daisy() -> None:
    story: Story = (("title", "Un long procès"), *(("heading", f"Audience {n}") for n in range(1, 300)))
    edition = make_edition(story, opening=None, sentence_ms=600)
    assert len(pages(edition)["index.html"].cssselect(".chapters a")) == 300
    assert len(pages(edition)["embed.html"].cssselect(".chapters a")) == 300
    assert len(json.loads(render_all(edition)["chapters.json"])["chapters"]) == 300
    assert "Audience 299" in str(render_epub(edition)["EPUB/nav.xhtml"])
    assert "Audience 299" in str(render_daisy(edition)["ncc.html"])


def test_links_are_only_to_the_web() -> None:
    for url in ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http://[", "/relative"):
        page = pages(replace(make_edition(), url=url))["index.html"]
        assert page.cssselect("link[rel=canonical]") == []
        assert url not in [a.get("href") for a in page.cssselect("a")]


def test_no_page_and_no_host_loads_more_script_than_agreed() -> None:
    """Words and style sheet are data, and not counted; what stands around them is ours."""
    words = in_ascii(str(inline_json(all_words())))
    sheet = json.dumps(style_sheet())
    element = element_script().replace(words, "").replace(sheet, "")
    assert words in element_script()
    assert sheet in element_script()
    assert len(page_script().encode()) < MAX_SCRIPT_BYTES["page"]
    assert len(element.encode()) < MAX_SCRIPT_BYTES["element"]


def test_no_script_of_ours_writes_markup_or_runs_text() -> None:
    for script in (page_script(), element_script()):
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|Function\(", script
        )


def test_the_structured_data_in_the_page_reads_back() -> None:
    source = str(render_all(hostile())["index.html"])
    inlined = re.search(r'<script type="application/ld\+json">(.*?)</script>', source, re.DOTALL)
    assert inlined
    assert json.loads(inlined[1])["headline"] == hostile().title
    assert html.unescape(inlined[1]) == inlined[1]


@pytest.mark.parametrize(
    ("ms", "shown"),
    [
        (0, "0 s"),
        (5_000, "5 s"),
        (59_700, "1 min"),
        (125_000, "2 min 5 s"),
        (10_800_000, "3 h"),
        (3_725_000, "1 h 2 min"),
    ],
)
def test_lengths_for_the_eye(ms: int, shown: str) -> None:
    assert short_length(ms).replace("\u00a0", " ") == shown
