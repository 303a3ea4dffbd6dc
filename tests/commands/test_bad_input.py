"""Bad input gets a sentence and loses nothing: no traceback, no half edition, no file where none belongs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.road import ARTICLE, Run, editions, lengthened, manifest
from tests.support.tools import missing

CHROME = "Articles similaires\n\nLAISSER UN COMMENTAIRE\n\nPublicité\n\nLe plus populaire\n"


def make(
    run: Run, content: bytes, tmp_path: Path, *more: str, voice: str = "pico"
) -> subprocess.CompletedProcess[str]:
    path = tmp_path / "x.txt"
    path.write_bytes(content)
    done = run("make", str(path), "--voice", voice, "-o", "out", "-q", *more)
    assert "Traceback" not in done.stderr
    return done


def spoken(tmp_path: Path) -> str:
    (folder,) = editions(tmp_path / "out")
    return " ".join(cue["text"] for cue in manifest(folder)["cues"])


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        (b"", 3, "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, 3, ""),
        (bytes(range(256)) * 40, 3, ""),
        (b"   \n\n \n", 4, ""),
        (CHROME.encode(), 4, ""),
    ],
    ids=["empty", "png", "binary", "blank", "only chrome"],
)
def test_no_article(run: Run, tmp_path: Path, content: bytes, code: int, said: str) -> None:
    done = make(run, content, tmp_path)
    assert done.returncode in (3, 4)
    assert done.returncode == code or code == 4
    assert said in done.stderr
    assert done.stderr.startswith("Error: ")
    assert done.stdout == ""
    assert not editions(tmp_path / "out")


def test_a_line_of_ten_megabytes(run: Run, tmp_path: Path) -> None:
    done = make(run, b"mot " * 2_621_440, tmp_path)
    assert done.returncode == 3
    assert "MB" in done.stderr or "large" in done.stderr


def test_not_french_is_a_warning(run: Run, tmp_path: Path) -> None:
    english = (
        "The harbour opens again\n\nAfter two years of works the harbour has opened its gates to the public "
        "and the fishermen are happy with what they have seen.\n\nThere will be a feast on Sunday.\n"
    )
    done = make(run, english.encode(), tmp_path)
    assert done.returncode == 0
    assert "français" in done.stderr or "French" in done.stderr


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "utf-16", "utf-8-sig"])
def test_encodings(run: Run, tmp_path: Path, encoding: str) -> None:
    text = ARTICLE.replace("’", "'") if encoding == "latin-1" else ARTICLE
    assert make(run, text.encode(encoding), tmp_path, voice="tone").returncode == 0
    assert "Hélène Aubry" in spoken(tmp_path)


def test_crlf(run: Run, tmp_path: Path) -> None:
    assert make(run, ARTICLE.replace("\n", "\r\n").encode(), tmp_path, voice="tone").returncode == 0
    assert len(manifest(editions(tmp_path / "out")[0])["paragraphs"]) == 5


def test_lone_surrogates_and_nul(run: Run, tmp_path: Path) -> None:
    content = ARTICLE.encode().replace(b"samedi", b"sam\xed\xa0\x80edi \x00 soir")
    assert make(run, content, tmp_path).returncode in (0, 3)
    if editions(tmp_path / "out"):
        assert "soir" in spoken(tmp_path)


def test_a_text_of_emoji_alone_is_named(run: Run, tmp_path: Path) -> None:
    assert make(run, "🎉\n\n🎊🎊\n".encode(), tmp_path).returncode in (0, 4)
    for folder in editions(tmp_path / "out"):
        assert manifest(folder)["cues"][-1]["end_ms"] > 1000


def test_an_emoji_paragraph_is_accounted_for(run: Run, tmp_path: Path) -> None:
    content = ARTICLE.replace("Le chantier", "🎉 🎊\n\nLe chantier").encode()
    assert make(run, content, tmp_path).returncode == 0
    edition = manifest(editions(tmp_path / "out")[0])
    everything = [p["text"] for p in edition["paragraphs"]] + [d["text"] for d in edition["dropped"]]
    assert any("🎉" in text for text in everything)


def test_a_paragraph_in_another_script_is_heard_or_dropped_at_will(run: Run, tmp_path: Path) -> None:
    """Cyrillic is transliterated, so that a French voice does not stay silent (which would be exit 6)."""
    content = ARTICLE.replace("Le chantier", "Это предложение написано по-русски.\n\nLe chantier").encode()
    assert make(run, content, tmp_path).returncode == 0
    assert "предложение" in spoken(tmp_path)
    assert make(run, content, tmp_path, "--drop", "предложение").returncode == 0
    assert "предложение" not in spoken(tmp_path)
    (folder,) = editions(tmp_path / "out")
    assert any("предложение" in d["text"] for d in manifest(folder)["dropped"])


def test_engine_markup_writes_no_file(run: Run, tmp_path: Path) -> None:
    content = ARTICLE.replace("samedi", 'samedi <genfile file="x.wav"> et dimanche').encode()
    assert make(run, content, tmp_path).returncode == 0
    assert not list(tmp_path.rglob("x.wav"))
    assert "dimanche" in spoken(tmp_path)


@pytest.mark.parametrize(
    "monster", ["a" * 128, "9" * 60, "<b>" * 200, "bla" * 500], ids=["aaa", "999", "tags", "bla"]
)
def test_what_hangs_engines(run: Run, tmp_path: Path, monster: str) -> None:
    content = ARTICLE.replace("samedi", f"samedi {monster} dernier").encode()
    assert make(run, content, tmp_path).returncode == 0
    assert "dernier" in spoken(tmp_path)


@pytest.mark.long
def test_a_paragraph_of_twenty_thousand_characters(run: Run, tmp_path: Path) -> None:
    long = "La mer monte et le quai disparaît sous les vagues, " * 400
    assert (
        make(
            run, ARTICLE.replace("Le chantier", long + "le chantier").encode(), tmp_path, voice="tone"
        ).returncode
        == 0
    )
    assert spoken(tmp_path).count("le quai disparaît") == 400


def test_a_wild_title(run: Run, tmp_path: Path) -> None:
    title = '« L’été » : "100 %" d’émotion 🎉 / <b>\\gras</b> ../../etc ' * 6
    done = make(
        run,
        ARTICLE.replace("La halle aux grains de Vauclair rouvre ses portes", title[:300]).encode(),
        tmp_path,
    )
    assert done.returncode == 0
    (folder,) = editions(tmp_path / "out")
    assert len(folder.name) <= 80
    assert folder.name.isascii()
    assert manifest(folder)["title"].startswith("« L’été »")
    assert " ".join(title[:300].split()) in [p["text"] for p in manifest(folder)["paragraphs"]]


def test_ffmpeg_missing(program: Run, article: Path) -> None:
    env = {**os.environ, "AUDIOEDITION_FFMPEG": "/nowhere/ffmpeg"}
    done = program("make", str(article), "--voice", "tone", "-o", "out", "-q", env=env)
    assert done.returncode == 7
    assert "AUDIOEDITION_FFMPEG" in done.stderr


def test_unknown_voice_and_broken_profile(run: Run, article: Path, tmp_path: Path) -> None:
    done = run("make", str(article), "--voice", "nobody")
    assert done.returncode == 5
    assert "pico" in done.stderr
    (tmp_path / "mine.toml").write_text('engine = "tone"\nspeed = 2\n')
    done = run("make", str(article), "--voice", "mine.toml")
    assert done.returncode == 5
    assert "mine.toml, line 2: speed" in done.stderr


def test_everything_is_checked_before_anything_is_read(run: Run) -> None:
    assert run("make", "absent.txt", "--voice", "nobody").returncode == 5
    assert run("make", "absent.txt", "--voice", "tone").returncode == 3


def test_output_that_cannot_be_written(run: Run, article: Path, tmp_path: Path) -> None:
    (tmp_path / "blocked").write_text("a file")
    done = run("make", str(article), "--voice", "tone", "-o", "blocked/out", "-q")
    assert done.returncode == 8
    assert "blocked/out" in done.stderr
    assert "-o DIR" in done.stderr


def test_one_title_for_many_sources_makes_no_sense(run: Run, article: Path) -> None:
    assert run("make", str(article), str(article), "--title", "x").returncode == 2


def in_small_filesystem(script: str, *, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a shell script in a mount namespace of its own; the script mounts what it needs."""
    if shutil.which("unshare") is None or subprocess.run(["unshare", "-rm", "true"]).returncode:
        missing("unshare with user namespaces")
    return subprocess.run(
        ["unshare", "-rm", "sh", "-c", script], capture_output=True, text=True, cwd=cwd, timeout=250
    )


def test_full_output_disk(article: Path, tmp_path: Path) -> None:
    """The MP3 (1.4 MB a minute) outgrows the disk while it is written; with room again, nothing is spoken twice."""
    article.write_text(lengthened(32), encoding="utf-8")
    make = f"{sys.executable} -m audioedition make {article} --voice tone --bit-rate 192 -o out -q"
    done = in_small_filesystem(
        f"mkdir out && mount -t tmpfs -o size=2600k tmpfs out && "
        f"{make}; echo code $?; find out -type f -size +0; "
        f"mount -o remount,size=20m out && {make}; echo code $?",
        cwd=tmp_path,
    )
    assert "Traceback" not in done.stderr
    first, _, second = done.stdout.partition("code 8")
    assert second, done.stdout + done.stderr
    assert first == ""
    assert ".mp3" not in second.partition("\n")[0]
    assert "code 0" in second
    assert "full" in done.stderr


def test_tiny_output_disk_is_refused_before_speaking(article: Path, tmp_path: Path) -> None:
    done = in_small_filesystem(
        f"mkdir out && mount -t tmpfs -o size=1m tmpfs out && "
        f"{sys.executable} -m audioedition make {article} --voice tone -o out; echo code $?",
        cwd=tmp_path,
    )
    assert "code 8" in done.stdout
    assert "speaking" not in done.stderr
    assert "full" in done.stderr


def test_full_cache_disk(article: Path, tmp_path: Path) -> None:
    done = in_small_filesystem(
        f"mkdir cache && mount -t tmpfs -o size=64k tmpfs cache && "
        f"{sys.executable} -m audioedition make {article} --voice tone --cache cache -q; echo code $?",
        cwd=tmp_path,
    )
    assert "code 8" in done.stdout
    assert "--cache" in done.stderr
    assert "Traceback" not in done.stderr
