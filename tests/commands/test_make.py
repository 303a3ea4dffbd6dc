"""``audioedition make`` as a person uses it, with the embedded voice or the tones."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import mutagen.id3
import pytest

from audioedition import produce_edition, segment_article
from audioedition.model import Progress
from audioedition.produce.produce import EditionOptions
from audioedition.publish.folder.shelf import read_edition
from audioedition.speak.clip_store import FolderStore
from tests.support.road import ARTICLE, ROOT, Run, editions, manifest

OUT = "éditions"
OWN_RULE = """
kind = "promo"

[[rules]]
id = "our-party"
why = "Annonce de la maison."
match = "pattern"
phrases = ["^une fete est prevue"]
"""


def test_the_example_with_the_embedded_voice(program: Run, tmp_path: Path) -> None:
    done = program("make", str(ROOT / "examples/article.txt"), "--voice", "pico", "-o", OUT)
    assert done.returncode == 0, done.stderr
    mp3 = Path(tmp_path / done.stdout.strip())
    assert mp3.is_file()
    (folder,) = editions(tmp_path / OUT)
    edition = manifest(folder)
    assert (
        folder.name == f"{edition['created_at'][:10]}-{edition['slug']}"
    )  # UTC, whatever the clock on the wall
    assert edition["audio"]["path"] == mp3.name
    assert edition["schema"] == 1
    assert [c["title"] for c in edition["chapters"]] == [
        "À Saint-Brévec, la criée retrouve ses enchères du matin",
        "Seize mois de travaux",
        "Une filière encore fragile",
    ]
    assert [p["role"] for p in edition["paragraphs"]].count("list") == 3
    spoken = " ".join(c["text"] for c in edition["cues"])
    assert "4,2 millions d’euros" in spoken
    assert not re.search("similaires|COMMENTAIRE|Publicité|populaire", spoken)
    assert len(edition["dropped"]) == 7
    assert {p["status"] for p in edition["paragraphs"]} == {"spoken"}
    tags = mutagen.id3.ID3(mp3)
    assert str(tags["TIT2"]) == edition["title"]
    assert len(tags.getall("CHAP")) == len(edition["chapters"])


def test_one_chapter_a_paragraph_and_the_opening_in_the_first(
    run: Run, article: Path, tmp_path: Path
) -> None:
    assert run("make", str(article), "--voice", "tone", "-o", OUT, "-q").returncode == 0
    (folder,) = editions(tmp_path / OUT)
    edition = manifest(folder)
    assert [c["paragraph"] for c in edition["chapters"]] == [0, 1, 2, 3, 4]
    assert edition["chapters"][0]["start_ms"] == 0
    assert edition["chapters"][-1]["end_ms"] == edition["cues"][-1]["end_ms"] + 1300
    assert edition["cues"][0]["paragraph"] is None
    assert "voix de synthèse" in edition["cues"][0]["text"]
    assert edition["cues"][0]["end_ms"] < edition["chapters"][0]["end_ms"]


def test_unchanged_is_left_alone_changed_is_a_new_revision(run: Run, article: Path, tmp_path: Path) -> None:
    make = ("make", str(article), "--voice", "tone", "-o", OUT, "-q")
    first = run(*make).stdout
    (folder,) = editions(tmp_path / OUT)
    before = (folder / "edition.json").stat().st_mtime_ns
    assert run(*make).stdout == first
    assert (folder / "edition.json").stat().st_mtime_ns == before
    article.write_text(ARTICLE.replace("samedi", "vendredi"), encoding="utf-8")
    second = run(*make).stdout.strip()
    assert second.endswith(".r2.mp3")
    assert editions(tmp_path / OUT) == [folder]
    edition = manifest(folder)
    assert edition["audio"]["path"] == Path(second).name
    assert edition["revision"] == 2
    assert any("vendredi" in change for change in edition["revisions"][1]["changes"])
    assert sorted(p.name for p in folder.glob("*.mp3")) == sorted(
        [Path(first.strip()).name, Path(second).name]
    )
    assert not list((tmp_path / OUT / ".audioedition" / "staging").iterdir())
    assert not list((tmp_path / OUT / ".audioedition" / "locks").iterdir())


def test_the_addresses_that_were_published_give_the_newest_sound(
    run: Run, article: Path, tmp_path: Path
) -> None:
    """Podcast apps keep the first address: it was 404 after a correction."""
    make = ("make", str(article), "--voice", "tone", "-o", OUT, "-q")
    names = [Path(run(*make, "--m4b").stdout.strip()).name]
    (folder,) = editions(tmp_path / OUT)
    book = next(folder.glob("*.m4b"))
    first_book = book.read_bytes()
    for day in ("vendredi", "jeudi"):
        article.write_text(ARTICLE.replace("samedi", day), encoding="utf-8")
        names.append(Path(run(*make).stdout.strip()).name)
        sounds = {(folder / name).read_bytes() for name in names}
        assert len(sounds) == 1
    assert len(set(names)) == 3
    assert len({(folder / name).stat().st_ino for name in names}) == 1, "they take no room"
    assert book.read_bytes() != first_book
    assert f'href="{book.name}"' in (folder / "index.html").read_text(encoding="utf-8"), (
        "the page lost its link"
    )
    assert [p.name for p in folder.iterdir() if p.name.startswith(".")] == []


def test_braille_says_what_the_newest_revision_says(
    run: Run, article: Path, tmp_path: Path, need_tool: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was taken away with the first correction, and nobody was told."""
    need_tool("lou_translate")
    make = ("make", str(article), "--voice", "tone", "-o", OUT, "-q")
    run(*make, "--braille", "g1")
    (folder,) = editions(tmp_path / OUT)
    (braille,) = folder.glob("*.g1.brf")
    assert b"SAMEDI" in braille.read_bytes()
    article.write_text(ARTICLE.replace("samedi", "vendredi"), encoding="utf-8")
    run(*make)
    assert b"VENDREDI" in braille.read_bytes()
    assert f'href="{braille.name}"' in (folder / "index.html").read_text(encoding="utf-8")
    monkeypatch.setattr("audioedition.publish.books.braille.PROGRAM", "lou_gone")
    article.write_text(ARTICLE.replace("samedi", "jeudi"), encoding="utf-8")
    assert "needs liblouis" in run(*make).stderr
    assert not braille.exists()


def test_addresses_go_on_answering_on_a_disk_without_links(
    run: Run, article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*paths: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("os.link", refuse)
    for day in ("samedi", "vendredi"):
        article.write_text(ARTICLE.replace("samedi", day), encoding="utf-8")
        run("make", str(article), "--voice", "tone", "-o", OUT, "-q")
    (folder,) = editions(tmp_path / OUT)
    assert len({p.read_bytes() for p in folder.glob("*.mp3")}) == 1
    assert len(list(folder.glob("*.mp3"))) == 2


def test_force_speaks_again(article: Path, tmp_path: Path) -> None:
    told: list[Progress] = []
    store = FolderStore(tmp_path / "clips")
    options = EditionOptions(voice="tone")
    produce_edition(str(article), output=tmp_path / OUT, options=options, store=store)
    again = produce_edition(
        str(article), output=tmp_path / OUT, options=options, store=store, on_progress=told.append
    )
    assert again.status == "unchanged"
    assert "speak" not in {p.stage for p in told}
    options = replace(options, force=True)
    forced = produce_edition(
        str(article), output=tmp_path / OUT, options=options, store=store, on_progress=told.append
    )
    assert forced.status == "revised"
    assert "speak" in {p.stage for p in told}


def test_a_damaged_mp3_is_made_again(article: Path, tmp_path: Path) -> None:
    options = EditionOptions(voice="tone")
    first = produce_edition(str(article), output=tmp_path / OUT, options=options)
    first.audio_path.write_bytes(first.audio_path.read_bytes()[:-100])
    second = produce_edition(str(article), output=tmp_path / OUT, options=options)
    assert second.status == "revised"
    assert second.audio_path.stat().st_size == second.edition.audio.size_bytes


def test_a_damaged_manifest_is_made_again_in_the_same_folder(article: Path, tmp_path: Path) -> None:
    options = EditionOptions(voice="tone")
    first = produce_edition(str(article), output=tmp_path / OUT, options=options)
    (first.folder / "edition.json").write_text("{", encoding="utf-8")
    second = produce_edition(str(article), output=tmp_path / OUT, options=options)
    assert second.folder == first.folder
    assert manifest(second.folder)["title"] == first.edition.title


def test_two_articles_of_one_title_have_two_folders(article: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_bytes(article.read_bytes())
    options = EditionOptions(voice="tone")
    one = produce_edition(str(article), output=tmp_path / OUT, options=options)
    two = produce_edition(str(other), output=tmp_path / OUT, options=options)
    assert two.folder.name == f"{one.folder.name}-2"
    assert one.edition.id != two.edition.id
    assert produce_edition(str(other), output=tmp_path / OUT, options=options).folder == two.folder


def test_standard_input_is_known_again_by_its_title(program: Run, tmp_path: Path) -> None:
    make = ("make", "-", "--voice", "tone", "-o", OUT, "-q")
    assert program(*make, input=ARTICLE.encode()).returncode == 0
    changed = ARTICLE.replace("dimanche", "lundi").encode()
    assert program(*make, input=changed).stdout.strip().endswith(".r2.mp3")
    assert len(editions(tmp_path / OUT)) == 1


def test_title_and_chapters_can_be_wished(run: Run, article: Path, tmp_path: Path) -> None:
    done = run(
        "make",
        str(article),
        "--voice",
        "tone",
        "-o",
        OUT,
        "--chapters",
        "section",
        "--title",
        "Un autre titre",
    )
    assert done.returncode == 0
    edition = manifest(editions(tmp_path / OUT)[0])
    assert [c["title"] for c in edition["chapters"]] == ["Un autre titre"]


def test_a_newsroom_certifies_and_a_correction_has_to_be_certified_again(
    run: Run, article: Path, tmp_path: Path
) -> None:
    def claimed() -> tuple[str, list[str]]:
        (folder,) = editions(tmp_path / OUT)
        with zipfile.ZipFile(next(folder.glob("*.epub"))) as book:
            package = book.read("EPUB/package.opf").decode()
        found = re.findall(r"conformsTo[^>]*>([^<]+)<|certifiedBy[^>]*>([^<]+)<", package)
        return read_edition(folder).edition.certified_by, ["".join(pair) for pair in found]

    make = ("make", str(article), "--voice", "tone", "-o", OUT, "-q")
    named = ("--certified-by", "Pôle & accessibilité")
    nobody: tuple[str, list[str]] = ("", [])
    somebody = (named[1], ["EPUB Accessibility 1.1 - WCAG 2.1 Level AA", "Pôle &amp; accessibilité"])
    run(*make)
    assert claimed() == nobody
    run(*make, *named)  # nothing to speak: the book alone is new
    assert claimed() == somebody
    run(*make)
    assert claimed() == somebody
    article.write_text(ARTICLE.replace("samedi", "mardi"), encoding="utf-8")
    run(*make)
    assert claimed() == nobody
    run("publish", OUT, *named)
    run("publish", OUT)
    assert claimed() == somebody
    run("publish", OUT, "--certified-by", "")
    assert claimed() == nobody


@pytest.mark.parametrize("name", ["deux\nlignes", "x" * 201])
def test_a_certifier_who_cannot_stand_in_a_book(run: Run, article: Path, tmp_path: Path, name: str) -> None:
    result = run("make", str(article), "--voice", "tone", "-o", OUT, "--certified-by", name)
    assert result.returncode == 2
    assert "on one line of at most 200" in result.stderr
    assert not (tmp_path / OUT).exists()


def test_a_failing_source_does_not_stop_the_others(run: Run, article: Path, tmp_path: Path) -> None:
    done = run("make", "absent.txt", str(article), "--voice", "tone", "-o", OUT, "-q")
    assert done.returncode == 3
    assert "absent.txt" in done.stderr
    assert "1 of 2 sources failed" in done.stderr
    assert len(done.stdout.splitlines()) == 1


def test_progress_is_plain_lines_without_a_terminal_and_nothing_when_quiet(run: Run, article: Path) -> None:
    loud = run("make", str(article), "--voice", "tone", "-o", OUT)
    assert "speaking 1/5" in loud.stderr
    assert "\x1b" not in loud.stderr
    assert run("make", str(article), "--voice", "tone", "-o", "autre", "-q").stderr == ""


def test_progress_is_a_bar_in_a_terminal(article: Path, tmp_path: Path) -> None:
    script = "import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)"
    command = [sys.executable, "-m", "audioedition", "make", str(article), "--voice", "tone", "-o", OUT]
    done = subprocess.run(
        [sys.executable, "-c", script, *command], capture_output=True, cwd=tmp_path, stdin=subprocess.DEVNULL
    )
    assert b"\x1b[" in done.stdout
    assert b"speaking" in done.stdout


@pytest.mark.usefixtures("tone_voices")
def test_what_cannot_be_spoken_is_named_and_nothing_is_published(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text(ARTICLE.replace("mairie", "mairie zzfail"), encoding="utf-8")
    done = run("make", str(path), "--voice", "faulty", "-o", OUT, "-q")
    assert done.returncode == 6
    assert "Paragraph 4" in done.stderr
    assert not editions(tmp_path / OUT)
    path.write_text(ARTICLE, encoding="utf-8")
    assert run("make", str(path), "--voice", "faulty", "-o", OUT, "-q").returncode == 0


@pytest.mark.usefixtures("tone_voices")
def test_a_fallback_speaks_the_whole_article_and_says_so(run: Run, tmp_path: Path, tone_voices: Path) -> None:
    profile = (tone_voices / "faulty.toml").read_text()
    (tone_voices / "shaky.toml").write_text('fallback = "tone"\n' + profile)
    path = tmp_path / "x.txt"
    path.write_text(ARTICLE.replace("mairie", "mairie zzfail"), encoding="utf-8")
    done = run("make", str(path), "--voice", "shaky", "-o", OUT, "-q")
    assert done.returncode == 0
    assert "the whole article is spoken by “tone”" in done.stderr
    assert manifest(editions(tmp_path / OUT)[0])["voice"]["name"] == "tone"


def test_the_library_says_the_same_as_the_command(article: Path, tmp_path: Path) -> None:
    from audioedition.fetch.source import fetch_source

    parts = segment_article(fetch_source(str(article)))
    produced = produce_edition(str(article), output=tmp_path / OUT, options=EditionOptions(voice="tone"))
    assert [p.text for p in produced.edition.paragraphs] == [p.text for p in parts.paragraphs]
    assert produced.audio_path.is_file()


def test_the_newsrooms_own_rules_hold_for_make_too(
    run: Run, article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "config" / "audioedition" / "chrome"
    own.mkdir(parents=True)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    (own / "maison.toml").write_text(OWN_RULE, encoding="utf-8")
    assert run("make", str(article), "--voice", "tone", "-o", OUT, "-q").returncode == 0
    dropped = manifest(editions(tmp_path / OUT)[0])["dropped"]
    assert any("fête" in d["text"] for d in dropped)


def test_an_article_of_the_future_is_made_and_said_to_be_one(tmp_path: Path) -> None:
    page = (
        '<html><head><meta property="article:published_time" content="2999-01-02T06:00:00+01:00"></head><body><h1>La '
        "digue tient</h1><p>La digue de Saint-Brévec a tenu toute la nuit malgré un vent de cent vingt kilomètres à "
        "l’heure, a indiqué dimanche la préfecture.</p></body></html>"
    )
    path = tmp_path / "digue.html"
    path.write_text(page, encoding="utf-8")
    produced = produce_edition(str(path), output=tmp_path / "out", options=EditionOptions(voice="tone"))
    assert any("2999-01-02" in note for note in produced.notes)
