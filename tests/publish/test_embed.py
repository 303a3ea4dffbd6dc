"""What a news site pastes, what crawlers read: snippets, oEmbed, JSON-LD, and the command that prints them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml.html import HtmlElement, fragments_fromstring

from audioedition.cli import main
from audioedition.publish.player.embed import (
    SNIPPET_FORMATS,
    SnippetFormat,
    iframe,
    render_oembed,
    render_snippet,
)
from audioedition.publish.player.jsonld import structured_data
from audioedition.publish.render import render_all
from tests.support.by_hand import corrected, digest, hostile, make_edition
from tests.support.on_disk import put_on_disk

BASE = "https://audio.example/editions/pont"


def elements(snippet: str) -> list[HtmlElement]:
    return [f for f in fragments_fromstring(snippet) if isinstance(f, HtmlElement) and isinstance(f.tag, str)]


@pytest.mark.parametrize("base_url", [BASE, BASE + "/"])
def test_iframe_is_titled_and_absolute(base_url: str) -> None:
    (frame,) = elements(str(iframe(make_edition(), base_url=base_url)))
    assert frame.get("src") == BASE + "/embed.html"
    assert frame.get("title") == "Lecteur audio – Le vieux pont rouvre aux promeneurs"


def test_the_frame_brings_the_script_that_gives_it_its_height() -> None:
    """420 px were too few at 320 px wide."""
    for kind in ("iframe", "wordpress"):
        snippet = render_snippet(make_edition(), kind, base_url=BASE)
        frame, script = elements(snippet.replace("<!-- wp:html -->", "").replace("<!-- /wp:html -->", ""))
        assert frame.tag == "iframe"
        assert script.get("src") == BASE + "/embed.js"
    assert "embed.js" in render_all(make_edition())


def test_element_names_the_edition_and_holds_a_link_for_when_it_cannot_run() -> None:
    script, element = elements(render_snippet(make_edition(), "element", base_url=BASE))
    assert script.get("src") == BASE + "/audio-edition.js"
    assert element.tag == "audio-edition"
    assert element.get("src") == BASE + "/edition.json"
    assert element.cssselect("a")[0].get("href") == BASE + "/index.html"


def test_wordpress_is_an_html_block_around_the_iframe() -> None:
    snippet = render_snippet(make_edition(), "wordpress", base_url=BASE)
    lines = snippet.strip().split("\n")
    assert (lines[0], lines[-1]) == ("<!-- wp:html -->", "<!-- /wp:html -->")
    assert lines[1] == str(iframe(make_edition(), base_url=BASE))


@pytest.mark.parametrize("kind", SNIPPET_FORMATS)
def test_no_title_breaks_out_of_a_snippet(kind: SnippetFormat) -> None:
    for element in elements(render_snippet(hostile(), kind, base_url=BASE)):
        for inner in element.iter():
            assert inner.tag in ("iframe", "script", "audio-edition", "a")
            assert not [a for a in inner.attrib if a.startswith("on")]
        if element.tag == "iframe":
            assert hostile().title.split()[0] in element.get("title", "")


def test_json_ld_describes_article_and_sound() -> None:
    data = structured_data(corrected(make_edition()), base_url=BASE)
    assert data["@type"] == "NewsArticle"
    audio = data["audio"]
    assert audio["@type"] == "AudioObject"
    assert audio["contentUrl"] == BASE + "/le-vieux-pont.r2.mp3"
    assert audio["duration"] == "PT32S"
    assert audio["uploadDate"] == "2026-03-02T09:15:00+00:00"
    assert audio["digitalSourceType"].startswith("https://schema.org/")
    assert "voix de synthèse" in audio["description"]
    assert [c["startOffset"] for c in audio["hasPart"]] == [0.0, 12.0, 26.0]


def test_json_ld_leaves_out_what_is_not_known() -> None:
    data = structured_data(replace(digest(), site=None))
    assert not {"url", "datePublished", "author", "publisher"} & data.keys()
    assert data["audio"]["contentUrl"] == "essentiel.mp3"


def test_oembed_is_rich_and_complete() -> None:
    document = json.loads(render_oembed(make_edition(), base_url=BASE))
    assert document["version"] == "1.0"
    assert document["type"] == "rich"
    assert {"html", "width", "height"} <= document.keys()
    (frame,) = elements(document["html"])
    assert frame.get("height") == str(document["height"])


def test_oembed_and_its_link_need_an_address() -> None:
    assert "oembed.json" not in render_all(make_edition())
    made = render_all(make_edition(), base_url=BASE)
    assert "oembed.json" in made
    assert f'href="{BASE}/oembed.json"' in str(made["index.html"])


@pytest.mark.parametrize("kind", SNIPPET_FORMATS)
def test_the_command_prints_the_snippet_alone_on_stdout(tmp_path: Path, kind: str) -> None:
    folder = put_on_disk(tmp_path, make_edition())
    result = CliRunner(mix_stderr=False).invoke(
        main, ["embed", str(folder), "--format", kind, "--base-url", BASE]
    )
    assert result.exit_code == 0, result.stderr
    assert result.stderr == ""
    assert elements(result.stdout)
    assert BASE + "/" in result.stdout


def test_the_command_says_when_addresses_are_relative(tmp_path: Path) -> None:
    folder = put_on_disk(tmp_path, make_edition())
    result = CliRunner(mix_stderr=False).invoke(main, ["embed", str(folder)])
    assert result.exit_code == 0
    assert 'src="embed.html"' in result.stdout
    assert "--base-url" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["nowhere"], 8), (["EDITION", "--base-url", "ftp://x"], 2), (["EDITION", "--format", "x"], 2)],
)
def test_the_command_refuses_in_words(tmp_path: Path, arguments: list[str], code: int) -> None:
    folder = str(put_on_disk(tmp_path, make_edition()))
    given = ["embed", *(folder if a == "EDITION" else a for a in arguments)]
    result = CliRunner(mix_stderr=False).invoke(main, given)
    assert result.exit_code == code
    assert "Error" in result.stderr
    assert "Traceback" not in result.stderr
