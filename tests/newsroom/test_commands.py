"""``audioedition watch`` and ``audioedition batch`` as a person starts them."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from audioedition.cli import main
from tests.support.patience import PATIENCE_S

PAGE = """<html lang="fr"><head><title>Le port de {0}</title></head><body><article><h1>Le port de {0}</h1>
<p>Le maire de {0} a parlé hier matin devant le conseil municipal réuni au complet.</p>
<p>Il a dit que la digue tiendrait encore dix ans, et que la ville ferait le reste.</p></article></body></html>"""


def run(*arguments: str) -> Any:
    return CliRunner(mix_stderr=False).invoke(main, arguments)


def feed(site: Any, *towns: str) -> str:
    for town in towns:
        site.put(f"/{town}", PAGE.format(town))
    items = "".join(f"<item><title>{town}</title><link>/{town}</link></item>" for town in towns)
    return str(site.put("/flux", f"<rss version='2.0'><channel>{items}</channel></rss>"))


def test_watch_makes_editions_and_the_podcast_feed(site: Any, tmp_path: Path) -> None:
    settings = tmp_path / "audioedition.toml"
    settings.write_text(
        f'feeds = ["{feed(site, "Brest", "Nantes")}"]\nvoice = "tone"\ndelay_s = 0\nports = [{site.port}]\n'
        'allow_private = true\noutput = "out"\nbase_url = "https://audio.journal.example/"\nworkers = 2\n'
    )

    def why() -> str:
        """What a failure on a busy machine is explained by."""
        return (tmp_path / "out" / ".audioedition" / "journal.jsonl").read_text() + str(site.paths)

    first = run("watch", "--once", "--config", str(settings))
    assert first.exit_code == 0, first.stderr + why()
    paths = first.stdout.split()
    assert len(paths) == 2, first.stderr + why()
    assert all(Path(path).is_file() for path in paths)
    assert "2 spoken" in first.stderr
    podcast = (tmp_path / "out" / "feed.xml").read_text()
    assert podcast.count("<item>") == 2
    again = run("watch", "--once", "--config", str(settings), "-q")
    assert (again.exit_code, again.stdout, again.stderr) == (0, "", ""), why()
    site.put("/Brest", PAGE.format("Brest").replace("dix ans", "vingt ans"))
    feed(site, "Lorient", "Nantes")
    third = run("watch", "--once", "--config", str(settings))
    assert third.stdout.count("lorient.mp3") == 1, third.stderr + why()


def test_watch_ends_at_sigterm_with_its_children(site: Any, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "audioedition", "watch", feed(site, "Brest"), "--voice", "tone"]
    command += ["-o", str(tmp_path / "out"), "--allow-private", "--port", str(site.port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().endswith(".mp3\n")
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 128 + signal.SIGTERM
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["watch", "--once"], 2, "No feed to follow"),
        (["watch", "https://a.example/", "--every", "bientôt"], 2, "not a duration"),
        (["watch", "https://a.example/", "--every", "1s"], 2, "at least 30 s"),
        (["watch", "https://a.example/", "--base-url", "ftp://a"], 2, "address"),
        (["watch", "https://a.example/", "--voice", "inconnue"], 5, "inconnue"),
        (["watch", "https://a.example/", "--config", "rien.toml"], 2, "rien.toml"),
        (["watch", "https://a.example/", "--cluster", "tcp://127.0.0.1:1"], 2, "--cache"),
        (["batch", ".", "--cluster", "tcp://127.0.0.1:1"], 2, "--cache"),
        (["batch", "rien.txt"], 3, "There is no file"),
        (["batch", ".", "--report", "r.xls"], 2, "csv"),
        (["batch", "."], 3, "no article in"),
    ],
)
def test_what_cannot_work_is_said_before_anything_is_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(*arguments, "-o", "out", *([] if "--voice" in arguments else ["--voice", "tone"]))
    assert done.exit_code == code, done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_feed_that_cannot_be_had_is_told_and_journalled(site: Any, tmp_path: Path) -> None:
    done = run(
        "watch", "--once", site.url + "/rien", "--voice", "tone", "-o", str(tmp_path), "--allow-private",
        "--port", str(site.port),
    )  # fmt: skip
    assert done.exit_code == 1
    assert "1 failed" in done.stderr
    assert "404" in (tmp_path / ".audioedition" / "journal.jsonl").read_text()


def test_batch_tells_prints_and_reports(site: Any, tmp_path: Path) -> None:
    liste = tmp_path / "liste.txt"
    (tmp_path / "Vannes.txt").write_text("Le port de Vannes\n\nLe maire de Vannes a parlé hier matin.\n")
    feed(site, "Brest")
    liste.write_text(f"{site.url}/Brest\n{site.url}/rien\nVannes.txt\n")
    arguments = ["batch", str(liste), "--voice", "tone", "-o", str(tmp_path / "out"), "--workers", "2"]
    (tmp_path / "audioedition.toml").write_text("delay_s = 0")
    arguments += ["--config", str(tmp_path / "audioedition.toml"), "--report", str(tmp_path / "r.csv")]
    arguments += ["--allow-private", "--port", str(site.port)]
    done = run(*arguments, "--base-url", "https://audio.journal.example/")
    assert done.exit_code == 3, done.stderr
    assert len(done.stdout.split()) == 2
    assert "[3/3]" in done.stderr
    assert "2 spoken, 0 unchanged, 0 skipped, 1 failed" in done.stderr
    rows = list(csv.DictReader(io.StringIO((tmp_path / "r.csv").read_text(encoding="utf-8-sig"))))
    assert [row["status"] for row in rows] == ["spoken", "failed", "spoken"]
    assert "404" in rows[1]["reason"]
    assert float(rows[0]["cpu_seconds"]) > 0
    assert (tmp_path / "out" / "feed.xml").is_file()
    again = run(*arguments, "-q")
    assert again.stderr.count("\n") == 2  # the failure, and the sum
    assert "0 spoken, 2 unchanged" in again.stderr


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("command", ["batch", "watch"])
def test_a_damaged_memory_speaks_of_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, language: str
) -> None:
    """It once spoke of the service's state, drafts and tokens: there is no service here."""
    monkeypatch.setenv("AUDIOEDITION_LANG", language)
    (tmp_path / "textes").mkdir()
    text = "Le port de Vannes\n\nLe maire de Vannes a parlé hier matin.\n"
    (tmp_path / "textes" / "Vannes.txt").write_text(text, encoding="utf-8")
    memory = tmp_path / "out" / ".audioedition" / "newsroom.sqlite"
    memory.parent.mkdir(parents=True)
    memory.write_bytes(b"nothing of the kind " * 500)
    given = {
        "batch": ["batch", str(tmp_path / "textes")],
        "watch": ["watch", "--once", "https://journal.example/flux"],
    }
    done = run(*given[command], "--voice", "tone", "-o", str(tmp_path / "out"), "-q")
    assert done.exit_code == 8, done.stderr
    assert str(memory) in done.stderr
    assert ("is damaged" if language == "en" else "est abîmé") in done.stderr
    assert ("feeds are read anew" if language == "en" else "les flux seront relus") in done.stderr
    assert not re.search(r"service|token|jeton|draft|brouillon", done.stderr)
    assert memory.read_bytes().startswith(b"nothing of the kind"), "left for the person to move away"


def test_nothing_in_a_folder_ends_a_batch_and_what_is_skipped_is_a_row(tmp_path: Path) -> None:
    """A name that is not UTF-8 ended it in a traceback, and every rerun too."""
    folder, out = tmp_path / "archive", tmp_path / "out"
    folder.mkdir()
    bad = os.path.join(os.fsencode(folder), b"caf\xe9.html")
    with open(bad, "w", encoding="utf-8") as stream:
        stream.write(PAGE.format("Brest"))
    (folder / "rapport.docx").write_bytes(b"PK\x03\x04")
    (folder / "sans-suffixe").write_text("rien")
    (folder / "perdu.html").symlink_to(folder / "nulle-part.html")
    (folder / "rond.html").symlink_to(folder / "rond.html")
    os.mkfifo(folder / "tube.txt")
    (folder / "dossier.html").mkdir()
    (folder / "vide.txt").write_text("")
    (folder / "ligne\nbrisée.txt").write_text("")
    (folder / "Nantes.html").write_text(PAGE.format("Nantes"), encoding="utf-8")
    (folder / "Nantes_fichiers").mkdir()
    (folder / "Nantes_fichiers" / "cadre.html").write_text(PAGE.format("Cadre"))
    (folder / "edition").mkdir()
    (folder / "edition" / "edition.json").write_text("{}")
    (folder / "edition" / "index.html").write_text(PAGE.format("Index"))
    for report in ("rapport.csv", "rapport.json"):
        done = run(
            "batch", str(folder), "--voice", "tone", "-o", str(out), "--report", str(tmp_path / report)
        )
        assert done.exit_code == 3, done.stderr  # of the two empty ones and the damaged one
        assert "Traceback" not in done.stderr
    rows = {Path(r["place"]).name: r for r in json.loads((tmp_path / "rapport.json").read_text())["articles"]}
    status = {name: row["status"] for name, row in rows.items()}
    assert status.pop("caf\\xe9.html") == "unchanged"
    assert status.pop("Nantes.html") == "unchanged"
    assert {name for name, what in status.items() if what == "failed"} == {
        "vide.txt",
        "ligne\nbrisée.txt",
        "rapport.docx",  # a document, and a damaged one
    }
    skipped = {name for name, what in status.items() if what == "skipped"}
    assert skipped == {"sans-suffixe", "perdu.html", "rond.html", "tube.txt", "edition"}
    assert all(rows[name]["reason"] for name in skipped)
    assert (tmp_path / "rapport.csv").read_bytes().count(b"skipped") == 5


def test_an_address_that_is_none_ends_no_batch(tmp_path: Path) -> None:
    liste = tmp_path / "liste.txt"
    liste.write_text("http://[\nfile:///etc/passwd\nhttp://:80/\n")
    done = run("batch", str(liste), "-o", str(tmp_path / "out"), "--report", str(tmp_path / "r.json"))
    rows = json.loads((tmp_path / "r.json").read_text())["articles"]
    assert [row["status"] for row in rows] == ["failed"] * 3
    assert done.exit_code == 3
    assert "robots.txt" not in done.stderr
