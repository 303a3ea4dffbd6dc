"""Files and standard input: what they are is found in their bytes."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from audioedition.errors import SourceError
from audioedition.fetch.source import MAX_BYTES, decode_text, fetch_source

TEXT = "Le conseil a voté.\n\nLa séance fut longue.\n"
HTML = "<html><body><p>Le conseil a voté.</p></body></html>"


def test_a_text_file(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text(TEXT)
    source = fetch_source(str(path))
    assert (decode_text(source), source.media_type, source.url) == (TEXT, "text/plain", None)
    assert source.path == str(path)


def test_the_path_is_made_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    monkeypatch.chdir(tmp_path)
    assert fetch_source("a.txt").path == str(tmp_path / "a.txt")


def test_standard_input() -> None:
    source = fetch_source("-", stdin=io.BytesIO(HTML.encode()))
    assert (source.data, source.media_type, source.path, source.url) == (
        HTML.encode(),
        "text/html",
        None,
        None,
    )


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("a.txt", HTML, "text/html"),
        ("a", "<!-- note -->\n<!DOCTYPE html>\n<title>A</title>", "text/html"),
        ("a.txt", "<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC 'x' 'y'>\n<html></html>", "text/html"),
        ("a.html", TEXT, "text/plain"),
        ("a.html", "Le titre<br>La suite du texte", "text/html"),
        ("a.txt", "Texte <p>un</p> <p>deux</p> <p>trois</p>", "text/html"),
        ("a.txt", "En HTML, un paragraphe finit par </p>. Voilà tout.", "text/plain"),
        ("a.txt", "<< Bonjour >>, dit-il.", "text/plain"),
        ("a.txt", "<Note de la rédaction> Le texte suit.", "text/plain"),
        ("a.txt", "5 < 6 et 7 > 3", "text/plain"),
        ("a.md", "# Titre\n\nTexte", "text/markdown"),
    ],
)
def test_text_or_html_by_content(tmp_path: Path, name: str, content: str, media_type: str) -> None:
    path = tmp_path / name
    path.write_text(content)
    assert fetch_source(str(path)).media_type == media_type


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig"])
@pytest.mark.parametrize(("content", "media_type"), [(HTML, "text/html"), (TEXT, "text/plain")])
def test_utf16_files_are_text(tmp_path: Path, encoding: str, content: str, media_type: str) -> None:
    path = tmp_path / "a"
    path.write_bytes(content.encode(encoding))
    source = fetch_source(str(path))
    assert (source.media_type, decode_text(source)) == (media_type, content)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\x89PNG\r\n\x1a\n", "an image"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image"),
        (b"\0\0\0\x20ftypavif", "image"),
        (b"PK\x03\x04\x14\0", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Office"),
        (b"{\\rtf1\\ansi", "RTF"),
        (b"\x1f\x8b\x08\0", "gzip"),
        (b"ID3\x03\0", "sound"),
        (b"\x7fELF\x02", "program"),
        (bytes(range(256)) * 10, "not text"),
        (b"texte\0avec un nul", "not text"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'></feed>", "feed"),
    ],
)
def test_a_file_that_holds_no_article(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(data)
    with pytest.raises(SourceError, match=message) as caught:
        fetch_source(str(path))
    assert caught.value.hint
    with pytest.raises(SourceError, match=message):
        fetch_source("-", stdin=io.BytesIO(data))


def test_a_stray_nul_in_a_page_is_no_binary(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(b"<html><body><p>" + b"Le pont rouvre samedi. " * 30 + b"Hel\0ene</p></body></html>")
    assert fetch_source(str(path)).media_type == "text/html"


def test_missing_folder_and_odd_names(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="is a folder") as caught:
        fetch_source(str(tmp_path))
    assert "batch" in caught.value.hint
    with pytest.raises(SourceError, match="There is no file"):
        fetch_source(str(tmp_path / "rien.txt"))
    with pytest.raises(SourceError, match="There is no file") as caught:
        fetch_source("www.exemple.fr/article")
    assert "https://www.exemple.fr/article" in caught.value.hint
    for name in ("", " "):
        with pytest.raises(SourceError, match="has no name"):
            fetch_source(name)
    for name in ("a\0b", "x" * 5000):
        with pytest.raises(SourceError):
            fetch_source(name)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    path.chmod(0)
    with pytest.raises(SourceError, match="may not be read"):
        fetch_source(str(path))


def test_too_large(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"a" * MAX_BYTES)
    assert len(fetch_source(str(path)).data) == MAX_BYTES
    path.write_bytes(b"a" * (MAX_BYTES + 1))
    with pytest.raises(SourceError, match="larger than 10 MB"):
        fetch_source(str(path))
    with pytest.raises(SourceError, match="larger than 10 MB"):
        fetch_source("-", stdin=io.BytesIO(b"a" * (MAX_BYTES + 1)))


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="no /dev/zero on this system")
def test_an_endless_device_is_read_no_further_than_the_limit() -> None:
    with pytest.raises(SourceError, match="larger than 10 MB"):
        fetch_source("/dev/zero")


def test_a_named_pipe_is_a_file(tmp_path: Path) -> None:
    """``audioedition make <(curl …)``"""
    pipe = tmp_path / "tuyau"
    os.mkfifo(pipe)
    writer = subprocess.Popen([sys.executable, "-c", f"open({str(pipe)!r}, 'w').write('Bonjour.')"])
    try:
        assert fetch_source(str(pipe)).data == b"Bonjour."
    finally:
        writer.wait()


def test_reading_a_file_loads_no_network_and_no_ftfy(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    script = f"""
import sys
from audioedition.fetch.source import decode_text, fetch_source
decode_text(fetch_source({str(path)!r}))
print([name for name in ("ssl", "http.client", "ftfy", "feedparser", "trafilatura", "protego") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("piece", ["<!---->", "<!--", "<?x>", "<!doctype a [", "<!doctype a [] >", "] ", "<"])
def test_a_prolog_without_end_is_no_trap(tmp_path: Path, piece: str) -> None:
    """The first pattern for it tried every way to group the comments: 2 to the number of them."""
    path = tmp_path / "a"
    path.write_text(piece * 20_000 + "!")
    assert fetch_source(str(path)).media_type == "text/plain"
