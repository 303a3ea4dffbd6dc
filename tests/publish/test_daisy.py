"""DAISY 2.02: valid by its DTDs, every reference resolves, and its times are the MP3's."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from mutagen.mp3 import MP3

from audioedition.model import Edition, ForeignWords
from audioedition.publish.books.daisy import render_daisy
from audioedition.publish.books.packages import write_daisy, write_packages
from audioedition.publish.folder.shelf import read_edition
from tests.publish.test_epub import rich, with_pauses
from tests.support.by_hand import corrected, digest, hostile, make_edition, with_asides
from tests.support.on_disk import put_on_disk
from tests.support.tools import missing

X = {"x": "http://www.w3.org/1999/xhtml"}
CATALOG = Path("/usr/share/xml/w3c-sgml-lib/schema/dtd/catalog.xml")
EDITIONS = [
    make_edition(),
    with_asides(),
    digest(),
    hostile(),
    rich(),
    make_edition(opening=None),
    with_pauses(),
]


def seconds(clip: str) -> float:
    return float(clip.removeprefix("npt=").removesuffix("s"))


def clock_ms(text: str) -> int:
    hours, minutes, rest = text.split(":")
    return round((int(hours) * 3600 + int(minutes) * 60 + float(rest)) * 1000)


def facts(page: bytes) -> dict[str, str]:
    root = etree.fromstring(page)
    return {m.attrib["name"]: m.attrib["content"] for m in root.iter("{*}meta") if m.get("name")}


def lay(tmp_path: Path, edition: Edition) -> Path:
    folder = put_on_disk(tmp_path, edition)
    write_daisy(folder, read_edition(folder).edition)
    return folder / "daisy"


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_reference_resolves(edition: Edition) -> None:
    files = render_daisy(edition)
    ids = {name: set(etree.fromstring(content).xpath("//@id")) for name, content in files.items()}
    seen = 0
    for name, content in files.items():
        assert len(ids[name]) == len(etree.fromstring(content).xpath("//@id")), f"double id in {name}"
        for reference in etree.fromstring(content).xpath("//@src | //@href"):
            target, _, fragment = str(reference).partition("#")
            if target.startswith("http") or target == "audio.mp3":
                continue
            assert target in files
            assert not fragment or fragment in ids[target]
            seen += 1
    assert seen > 10


@pytest.mark.parametrize("edition", EDITIONS)
def test_times_follow_one_another_and_sum_to_the_sound(edition: Edition) -> None:
    files = render_daisy(edition)
    position_s, elapsed_ms = 0.0, 0
    for name in sorted(n for n in files if n.startswith("s0")):
        said = facts(files[name])
        assert clock_ms(said["ncc:totalElapsedTime"]) == elapsed_ms
        start_s = position_s
        for audio in etree.fromstring(files[name]).iter("audio"):
            assert seconds(audio.attrib["clip-begin"]) == pytest.approx(position_s)
            position_s = seconds(audio.attrib["clip-end"])
        assert clock_ms(said["ncc:timeInThisSmil"]) == round((position_s - start_s) * 1000)
        elapsed_ms += clock_ms(said["ncc:timeInThisSmil"])
    assert elapsed_ms == edition.duration_ms
    assert abs(clock_ms(facts(files["ncc.html"])["ncc:totalTime"]) - edition.duration_ms) <= 500


def test_times_sum_to_the_mp3_s_length(tmp_path: Path) -> None:
    home = lay(tmp_path, make_edition())
    smils = [facts(p.read_bytes()) for p in sorted(home.glob("s0*.smil"))]
    total_ms = sum(clock_ms(said["ncc:timeInThisSmil"]) for said in smils)
    assert total_ms == pytest.approx(MP3(home / "audio.mp3").info.length * 1000, abs=100)


@pytest.mark.tools
def test_the_dtds_of_xhtml_and_smil_hold(tmp_path: Path) -> None:
    xmllint = shutil.which("xmllint")
    if not xmllint or not CATALOG.exists():
        missing("xmllint with the DTDs of w3c-sgml-lib")
    home = lay(tmp_path, rich())
    pages = [str(p) for p in home.iterdir() if p.suffix in (".html", ".smil")]
    run = subprocess.run(
        [str(xmllint), "--nonet", "--noout", "--valid", *pages],
        env={**os.environ, "XML_CATALOG_FILES": str(CATALOG)},
        capture_output=True,
        text=True,
    )
    assert (run.returncode, run.stderr) == (0, "")


def test_the_table_of_contents() -> None:
    files = render_daisy(digest())
    headings = etree.fromstring(files["ncc.html"]).xpath("//x:body/*", namespaces=X)
    assert [(h.tag.split("}")[1], "".join(h.itertext()).strip()) for h in headings] == [
        ("h1", "L’essentiel du matin"),
        ("h2", "Ville"),
        ("h3", "Le pont rouvre"),
        ("h3", "Le coût"),
        ("h2", "Météo"),
        ("h3", "La pluie revient"),
    ]
    assert headings[0].get("class") == "title"
    targets = [h[0].get("href") for h in headings]
    assert len(set(targets)) == len(targets)
    said = facts(files["ncc.html"])
    assert said["ncc:tocItems"] == "6"
    assert said["ncc:depth"] == "3"
    assert said["dc:format"] == "Daisy 2.02"
    assert said["ncc:multimediaType"] == "audioFullText"
    assert "voix de synthèse" in said["ncc:narrator"]


def test_captions_are_sidebars_that_a_player_may_pass_over() -> None:
    files = render_daisy(with_asides())
    entries = etree.fromstring(files["ncc.html"]).xpath("//x:body/*", namespaces=X)
    assert [(e.tag.split("}")[1], e.get("class"), "".join(e.itertext()).strip()) for e in entries] == [
        ("h1", "title", "La piscine rouvre"),
        ("span", "sidebar", "Le bassin vu de la rue."),
        ("h2", None, "L’été"),
        ("span", "sidebar", "Les transats, le soir."),
    ]
    said = facts(files["ncc.html"])
    assert (said["ncc:sidebars"], said["ncc:tocItems"], said["ncc:depth"]) == ("2", "4", "2")
    content = etree.fromstring(files["content.html"])
    passed_over = {
        text.attrib["src"].partition("#")[2]
        for name in files if name.startswith("s0")
        for par in etree.fromstring(files[name]).iter("par") if par.get("system-required") == "sidebar-on"
        for text in par.iter("text")
    }  # fmt: skip
    assert passed_over == set(content.xpath("//x:div[@class='sidebar']/x:span/@id", namespaces=X))
    assert len(passed_over) == 3


def test_the_number_of_files_is_the_one_that_is_said(tmp_path: Path) -> None:
    home = lay(tmp_path, digest())
    assert facts((home / "ncc.html").read_bytes())["ncc:files"] == str(len(list(home.iterdir())))


def test_sentences_lead_back_to_their_sound() -> None:
    files = render_daisy(make_edition())
    links = etree.fromstring(files["content.html"]).xpath("//x:span[@id='s1']/x:a/@href", namespaces=X)
    assert links == ["s0001.smil#par-s1"]


def test_what_an_earlier_revision_left_goes(tmp_path: Path) -> None:
    folder = put_on_disk(tmp_path, make_edition())
    write_packages(folder, read_edition(folder).edition)
    assert (folder / "daisy" / "s0003.smil").exists()
    short = replace(corrected(make_edition()), chapters=make_edition().chapters[:1])
    other = put_on_disk(tmp_path, short, folder="autre")
    (folder / short.audio.path).write_bytes((other / short.audio.path).read_bytes())
    write_packages(folder, read_edition(other).edition)
    assert not (folder / "daisy" / "s0003.smil").exists()
    assert (folder / "daisy" / "audio.mp3").samefile(folder / short.audio.path)


def test_an_old_copy_of_the_sound_gives_way(tmp_path: Path) -> None:
    folder = put_on_disk(tmp_path, make_edition())
    home = folder / "daisy"
    home.mkdir()
    (home / "audio.mp3").write_bytes(b"an old copy")
    write_daisy(folder, read_edition(folder).edition)
    assert (home / "audio.mp3").read_bytes() == (folder / "le-vieux-pont.mp3").read_bytes()


def test_an_edition_without_sound_has_no_daisy_book(tmp_path: Path) -> None:
    folder = put_on_disk(tmp_path, make_edition())
    edition = read_edition(folder).edition
    assert write_daisy(folder, edition)
    assert write_daisy(folder, replace(edition, cues=())) == ()
    assert not (folder / "daisy").exists()


def test_words_of_another_language_stay_in_their_place() -> None:
    text = "Le club a choisi : « We keep the door open », puis « Wir bleiben », et tout le monde a ri."
    plain = make_edition()
    words = (
        ForeignWords(text="We keep the door open", language="en"),
        ForeignWords(text="Wir bleiben", language="de"),
    )
    number = plain.cues[-1].paragraph or 0
    cue = replace(plain.cues[-1], text=text, words=())
    cues = (*(c for c in plain.cues if c.paragraph != number), cue)
    paragraphs = tuple(
        replace(p, text=text, foreign=words) if n == number else p for n, p in enumerate(plain.paragraphs)
    )
    page = etree.fromstring(render_daisy(replace(plain, paragraphs=paragraphs, cues=cues))["content.html"])
    said = page.xpath(f"//x:*[@id='p{number + 1}']", namespaces=X)[0]
    assert "".join(said.itertext()) == text
    assert [(e.get("lang"), e.text) for e in said.xpath(".//x:a/x:span", namespaces=X)] == [
        (w.language, w.text) for w in words
    ]
