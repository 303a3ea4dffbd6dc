"""The command line in the person's language, as a French terminal calls it; English is as it was."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from audioedition.cli import COMMANDS, main
from audioedition.system.messages.language import person_language

ARTICLE = """\
Le marché couvert rouvre samedi

Après deux ans de travaux, le marché couvert de Vauclair accueille de nouveau ses commerçants.

« Nous avons gardé la charpente », raconte l’architecte, Hélène Aubry.
"""
LOCALE = ("AUDIOEDITION_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE")

Call = Callable[..., Result]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """``call("make", "x.txt", lang="fr_FR.UTF-8")`` in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, lang: str = "fr_FR.UTF-8") -> Result:
        for name in LOCALE:
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("LANG", lang)
        return CliRunner(mix_stderr=False).invoke(main, list(arguments))

    return run


def said(result: Result) -> str:
    return result.stderr.replace("\u00a0", " ")


def program(*arguments: str, folder: Path, **env: str) -> subprocess.CompletedProcess[bytes]:
    environment = {key: value for key, value in os.environ.items() if key not in LOCALE} | env
    return subprocess.run(
        [sys.executable, "-m", "audioedition", *arguments],
        capture_output=True,
        cwd=folder,
        env=environment,
        timeout=250,
    )


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "POSIX"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr"}, "fr"),
        ({"LANG": "fr_CA@euro"}, "fr"),
        ({"LANG": "fr_FR.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8", "LC_MESSAGES": "en_GB.UTF-8", "LC_ALL": "fr_BE.UTF-8"}, "fr"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": ""}, "fr"),
        ({"LANG": "C", "AUDIOEDITION_LANG": "fr"}, "fr"),
        ({"LC_ALL": "fr_FR.UTF-8", "AUDIOEDITION_LANG": "en"}, "en"),
        ({"LC_ALL": "fr_FR.UTF-8", "AUDIOEDITION_LANG": "klingon"}, "fr"),
        ({"LC_ALL": "fur_IT.UTF-8"}, "en"),
        ({"LC_ALL": "fry_NL"}, "en"),
    ],
)
def test_the_language_is_found(environment: dict[str, str], language: str) -> None:
    assert person_language(environment) == language


def test_a_missing_file(tmp_path: Path) -> None:
    french = program("make", "absent.txt", "-q", folder=tmp_path, LANG="fr_FR.UTF-8")
    assert french.returncode == 3
    assert french.stderr.decode().startswith("Erreur\u00a0: Il n’y a pas de fichier absent.txt\n")
    english = program("make", "absent.txt", "-q", folder=tmp_path, LANG="C")
    assert english.returncode == 3
    assert english.stderr.startswith(b"Error: There is no file absent.txt\n       Check the name;")


def test_an_unknown_voice(call: Call) -> None:
    Path("a.txt").write_text(ARTICLE, encoding="utf-8")
    voice = call("make", "a.txt", "-q", "--voice", "nova")
    assert voice.exit_code == 5
    assert said(voice).startswith("Erreur : Il n’y a pas de voix nommée « nova ».\n       Voix connues : ")
    assert call("make", "a.txt", "-q", "--voice", "nova", lang="C").stderr.startswith(
        "Error: There is no voice"
    )


def test_a_refused_connection(call: Call) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # nobody listens
        port = str(taken.getsockname()[1])
        where = f"http://127.0.0.1:{port}/article"
        refused = call("segment", where, "--allow-private", "--port", port)
        kept_out = call("segment", where, "--port", port)
    assert refused.exit_code == 3
    assert f"Erreur : 127.0.0.1 refuse les connexions sur le port {port}." in said(refused)
    assert "une adresse qui est celle de cette machine elle-même : rien ne lui a été demandé" in said(
        kept_out
    )
    assert "Si c’est bien votre propre réseau : --allow-private." in said(kept_out)


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (
            ("make", "--voce", "x"),
            "Option inconnue : --voce. Options possibles : --force, --locale, --voice.",
        ),
        (
            ("doctor", "--servic"),
            "Option inconnue : --servic. Vouliez-vous dire --service ?",
        ),
        (("make", "--zzz"), "Option inconnue : --zzz."),
        (("mkae",), "Commande inconnue : « mkae »."),
        (("make",), "Il manque l’argument « SOURCE... »."),
        (("publish",), "Il manque l’argument « DOSSIER... »."),
        (("digest", "x"), "Il manque l’option « --title »."),
        (("make", "x", "--chapters", "y"), "« y » n’est pas l’un de « auto », « paragraph », « section »."),
        (
            ("make", "x", "--rate", "vite"),
            "Valeur incorrecte pour « --rate » : « vite » n’est pas un nombre.",
        ),
        (("make", "x", "--rate", "l'eau"), "« l'eau » n’est pas un nombre."),
        (("make", "x", "--latest", "0"), "0 n’est pas dans l’intervalle x>=1."),
        (("make", "x", "--sign", "a"), "L’option « --sign » demande 2 valeurs."),
        (("make", "x", "-o"), "L’option « -o » demande une valeur."),
        (("make", "x", "--force=1"), "L’option « --force » ne prend pas de valeur."),
        (("script", "x", "y"), "Argument en trop : y."),
        (("voices", "install", "siwis", "--from", "nulle-part"), "Le dossier « nulle-part » n’existe pas."),
    ],
)
def test_usage_errors(call: Call, arguments: tuple[str, ...], error: str) -> None:
    french, english = call(*arguments), call(*arguments, lang="C")
    assert french.exit_code == english.exit_code == 2
    last = said(french).splitlines()[-1]
    assert last.startswith("Erreur : ")
    assert last.endswith(error)
    assert not [word for word in ("Usage:", "Error", "Try") if word in french.stderr]
    assert "Error: " in english.stderr


def test_where_help_is_found(call: Call) -> None:
    lines = said(call("make")).splitlines()
    assert lines[0].startswith("Utilisation : ")
    assert lines[1] == f"Aide : {lines[0].removeprefix('Utilisation : ').split(' [')[0]} --help"
    assert "Try '" in call("make", lang="C").stderr


def test_an_edition_is_made_checked_and_looked_after(call: Call) -> None:
    Path("marche.txt").write_text(ARTICLE, encoding="utf-8")
    made = call("make", "marche.txt", "--voice", "tone", "-o", "sortie")
    assert made.exit_code == 0
    assert made.stdout.startswith("sortie/")
    assert "marche.txt : prononciation 1/3 : Article lu par une voix de synthèse." in said(made)
    edition = str(next(Path("sortie").glob("2*")))
    checked = call("check", edition)
    assert checked.exit_code == 0
    assert "CONFORME" in checked.stdout
    assert "(4 phrases)\u00a0: 0 alarme, 0 remarque." in checked.stdout
    state = call("status", "sortie")
    assert state.stdout == f"current\t{edition}\n", "programs read it"
    assert said(state) == "À jour : 1 ; changées : 0 ; inconnu : 0\n"
    Path(edition, "edition.json").write_text("{}", encoding="utf-8")
    assert call("status", "sortie").exit_code == 1
    broken = call("check", edition)
    assert broken.exit_code == call("check", edition, lang="C").exit_code == 8
    assert "Refaites l’édition" in said(broken) or "refaites l’édition" in said(broken)


def test_a_broken_promise_is_told(call: Call) -> None:
    Path("marche.txt").write_text(ARTICLE, encoding="utf-8")
    call("make", "marche.txt", "--voice", "tone", "-o", "sortie", "-q")
    (manifest,) = Path("sortie").glob("2*/edition.json")
    content = json.loads(manifest.read_text(encoding="utf-8"))
    content["chapters"] = []
    manifest.write_text(json.dumps(content), encoding="utf-8")
    checked = call("check", str(manifest.parent))
    assert checked.exit_code == 7
    assert "ALARME" in checked.stdout
    assert "chapitres  L’édition n’a pas de chapitres." in checked.stdout
    assert "NON CONFORME" in checked.stdout
    assert "Erreur : L’édition ne tient pas ses promesses." in said(checked)


def test_programs_read_the_same_in_every_language(call: Call) -> None:
    Path("marche.txt").write_text(ARTICLE, encoding="utf-8")
    for arguments in (
        ("segment", "marche.txt", "--format", "json"),
        ("segment", "marche.txt", "--format", "table"),
        ("script", "marche.txt", "--format", "json"),
        ("lexicon", "suggest", "marche.txt"),
    ):
        assert call(*arguments).stdout == call(*arguments, lang="C").stdout, arguments


def test_an_archive(call: Call) -> None:
    Path("bon.txt").write_text(ARTICLE, encoding="utf-8")
    Path("vide.txt").write_text("", encoding="utf-8")
    Path("liste.txt").write_text("bon.txt\nvide.txt\n", encoding="utf-8")
    done = call("batch", "liste.txt", "--voice", "tone", "-o", "sortie", "--report", "rapport.json")
    assert done.exit_code == 3
    empty = Path("vide.txt").resolve()
    assert f"échec {empty} : {empty} est vide. Il n’y a rien à y lire à voix haute." in said(done)
    assert re.search(r"\] lu \S+/bon\.txt \(\d+,\d s\)\n", said(done))
    assert "Lus : 1 ; inchangés : 0 ; ignorés : 0 ; en échec : 1" in said(done)
    report = json.loads(Path("rapport.json").read_text(encoding="utf-8"))
    assert {row["status"] for row in report["articles"]} == {"spoken", "failed"}
    assert {row["reason"] for row in report["articles"]} == {"", f"{empty} is empty."}


def test_what_voices_and_doctor_say(call: Call) -> None:
    voices = call("voices")
    assert "* : la voix que --voice auto prend ici." in voices.stdout.replace("\u00a0", " ")
    shown = call("voices", "show", "google").stdout.replace("\u00a0", " ")
    assert "vie privée   destinataire du texte : Google Traduction" in shown
    doctor = call("doctor").stdout.replace("\u00a0", " ")
    assert "voix pico " in doctor
    assert "hors ligne" in doctor
    assert "Gio libres" in doctor
    assert "ok   ffmpeg" in call("doctor", lang="C").stdout


ENGLISH = (
    "Usage:",
    "Show this message",
    "Commands:",
    " the ",
    "default:",
    "[required]",
    "PATH",
    "INTEGER",
    "DIRECTORY",
)


@pytest.mark.parametrize(
    "name", ["", *COMMANDS, "voices install", "lexicon suggest", "feed build", "token new"]
)
def test_help_is_french(call: Call, name: str) -> None:
    shown = call(*name.split(), "--help")
    assert shown.exit_code == 0
    assert shown.stdout.startswith("Utilisation\u00a0: ")
    text = " ".join(shown.stdout.split())
    assert not [word for word in ENGLISH if word in text]
    assert call(*name.split(), "--help", lang="C").stdout.startswith("Usage: ")


def test_a_group_lists_its_commands_in_french(call: Call) -> None:
    shown = call("voices", "--help").stdout
    assert "install  Installer une voix\u00a0: télécharger, vérifier, préparer.\n" in shown
    assert "Commandes\u00a0:\n" in shown


def test_english_reads_no_catalogue(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom audioedition.cli import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        "from audioedition.system.messages import catalogue, labels\n"
        "print(catalogue.cache_info().currsize, labels.cache_info().currsize,"
        " 'audioedition.commands.french_help' in sys.modules, file=sys.stderr)\n"
    )
    for arguments in (["--help"], ["make", "absent.txt"], ["make", "--zzz"]):
        ran = subprocess.run(
            [sys.executable, "-c", code, *arguments], capture_output=True, text=True, cwd=tmp_path
        )
        assert ran.stderr.splitlines()[-1] == "0 0 False"


def test_a_terminal_without_utf8(tmp_path: Path) -> None:
    latin = {"LANG": "fr_FR.ISO-8859-1", "PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}
    failed = program("make", "absent.txt", "-q", folder=tmp_path, **latin)
    assert failed.returncode == 3
    assert failed.stderr.decode("latin-1").startswith("Erreur\u00a0: Il n'y a pas de fichier absent.txt")
    shown = program("make", "--help", folder=tmp_path, **latin)
    assert shown.returncode == 0
    assert "Produire l'édition audio de chaque SOURCE." in shown.stdout.decode("latin-1")
    wrong = program("make", folder=tmp_path, **latin)
    assert "Il manque l'argument «\u00a0SOURCE...\u00a0»." in wrong.stderr.decode("latin-1")
    doctor = program("doctor", folder=tmp_path, **latin)
    assert doctor.returncode in (0, 1)
    assert not doctor.stderr or "Traceback" not in doctor.stderr.decode("latin-1")


@pytest.mark.parametrize(
    "command",
    [("make", "absent.txt"), ("batch", "absent.txt"), ("watch", "--once"), ("serve", "--host", "0.0.0.0")],
)
def test_auto_says_which_damaged_voice_it_passed_over(
    command: tuple[str, ...], call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    voice = tmp_path / "data" / "audioedition" / "voices" / "siwis"
    voice.mkdir(parents=True)
    (voice / "model.onnx").write_bytes(b"12")
    file = {"role": "model", "name": "model.onnx", "size_bytes": 3, "sha256": ""}
    manifest = {"files": [file], "license": "", "source": "", "installed_at": ""}
    (voice / "voice.json").write_text(json.dumps(manifest))
    told = said(call(*command))
    assert "Attention : Le fichier model.onnx de la voix siwis : il a 2 octets au lieu de 3." in told
    assert "Installez-la de nouveau : audioedition voices install siwis" in told
    assert "model.onnx" not in said(call(*command, "--voice", "pico"))


def test_nothing_on_standard_input(call: Call) -> None:
    assert "L’entrée standard est vide." in said(call("segment", "-"))
