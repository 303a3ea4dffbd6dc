"""The plugin's files: PHP that parses, rules kept, everything escaped, every sentence in French, one zip."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.road import ROOT
from tests.support.tools import need_module
from tests.support.wordpress import PLUGIN

PHP = sorted(PLUGIN.rglob("*.php"))
UNESCAPED = ROOT / "tests" / "wordpress" / "unescaped.php"
Need = Callable[[str], str]


def php(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([program, *arguments], capture_output=True, text=True, cwd=ROOT / "wordpress")


@pytest.fixture(scope="module")
def tool() -> Any:
    """scripts/wordpress_plugin.py."""
    need_module("babel", extra="test")
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        return need_module("wordpress_plugin", extra="test")
    finally:
        sys.path.pop(0)


def test_every_file_parses(need_tool: Need) -> None:
    program = need_tool("php")
    wrong = {path.name: done.stdout for path in PHP if (done := php(program, "-l", str(path))).returncode}
    assert wrong == {}


def test_the_rules_are_kept_and_can_be_broken(need_tool: Need, tmp_path: Path) -> None:
    program = need_tool("phpcs")
    rules = ("--standard=phpcs.xml", "-q", "--report=emacs")
    assert php(program, *rules).stdout == ""
    bad = tmp_path / "bad.php"
    bad.write_text("<?php\n$a = [1];\necho json_encode( $a );\n")
    assert "json_encode" in php(program, *rules, str(bad)).stdout


def test_whatever_is_printed_is_escaped(need_tool: Need, tmp_path: Path) -> None:
    program = need_tool("php")
    assert php(program, str(UNESCAPED), *map(str, PHP)).stdout == ""
    bad = tmp_path / "bad.php"
    bad.write_text(
        "<?php\necho 'a' . $b;\necho esc_html( $c ) . \"$d\";\necho $e ? 'x' : $f;\n?><?= get_the_title() ?>\n"
        "<?php\necho $g ? 'x' : esc_attr( $h ), '.';\n"
    )
    found = php(program, str(UNESCAPED), str(bad)).stdout.split()
    assert [line.rpartition(":")[2] for line in found] == ["2", "3", "4", "5"]


def test_no_file_can_be_asked_for_by_itself() -> None:
    doors = ("defined( 'ABSPATH' ) || exit;", "defined( 'WP_UNINSTALL_PLUGIN' ) || exit;")
    assert [path.name for path in PHP if not any(door in path.read_text() for door in doors)] == []


def test_every_sentence_has_its_french(tool: Any) -> None:
    said = {message.id for message in tool.strings() if message.id}
    assert len(said) > 60
    catalogue = tool.catalogue("fr_FR")
    assert {message.id for message in catalogue if message.id} == said
    for message in catalogue:
        for text in [message.string] if isinstance(message.string, str) else message.string:
            assert text, message.id
            assert not re.search(r"[^\xa0\u202f][:;!?»](?:\s|$)|«[^\xa0\u202f]|'", text) or not message.id, (
                text
            )
    for message in catalogue:
        if message.id:
            one = message.id if isinstance(message.id, str) else message.id[0]
            first = message.string if isinstance(message.string, str) else message.string[0]
            assert sorted(re.findall(r"%\d?\$?[sd]", one)) == sorted(re.findall(r"%\d?\$?[sd]", first)), one


def test_no_sentence_escapes_the_search(tool: Any) -> None:
    """What the search for sentences does not see would stay English."""
    calls = sum(
        len(re.findall(r"\b(?:esc_html|esc_attr)?_(?:_|e|n|x)\(\s*['$]", path.read_text())) for path in PHP
    )
    found = sum(len(tool._CALL.findall(path.read_text())) for path in PHP)
    assert calls == found


def test_what_wordpress_reads_is_the_translation(tool: Any) -> None:
    compiled = PLUGIN / "languages" / "audioedition-fr_FR.mo"
    assert compiled.read_bytes() == tool.compiled("fr_FR"), "run make wordpress"


def test_the_version_is_one() -> None:
    main, read = (PLUGIN / "audioedition.php").read_text(), (PLUGIN / "readme.txt").read_text()
    found = {
        *re.findall(r"^ \* Version: +(\S+)", main, re.M),
        *re.findall(r"const VERSION += '([^']+)'", main),
        *re.findall(r"^Stable tag: (\S+)", read, re.M),
        *re.findall(r"^= (\d\S*) =$", read, re.M)[:1],
    }
    assert len(found) == 1
    for field in ("Requires at least", "Requires PHP"):
        assert len({m.strip() for m in re.findall(rf"{field}: *(\S+)", main + read)}) == 1


def test_the_zip_is_one_folder_and_the_same_each_time(tool: Any, tmp_path: Path) -> None:
    tool.build(tmp_path / "a.zip")
    tool.build(tmp_path / "deep" / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "deep" / "b.zip").read_bytes()
    names = set(zipfile.ZipFile(tmp_path / "a.zip").namelist())
    assert {name.partition("/")[0] for name in names} == {"audioedition"}
    assert {
        "audioedition/audioedition.php",
        "audioedition/uninstall.php",
        "audioedition/readme.txt",
        "audioedition/LICENSE",
        "audioedition/languages/audioedition-fr_FR.mo",
    } <= names
    block = json.loads((PLUGIN / "assets" / "block.json").read_text())
    assert block["name"] == "audioedition/player"


def test_uninstalling_names_what_the_code_keeps() -> None:
    """A new option or meta under another prefix would stay behind."""
    code = "".join(path.read_text() for path in PHP if path.name != "uninstall.php")
    kept = set(
        re.findall(
            r"const (?:OPTION|SECRET|AWAY|GONE|SEEN|STATE|TOLD|SENT|OFF|ASKED|DUE|WISH|TRIES|FORCE) += '([^']+)'",
            code,
        )
    )
    assert len(kept) >= 12
    assert [name for name in kept if not re.fullmatch(r"_?audioedition(_\w*)?", name)] == []
