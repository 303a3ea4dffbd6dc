"""Judged by others: every page by the Nu HTML checker, every WebVTT file by the W3C's parser in strict mode."""

from __future__ import annotations

import functools
import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from audioedition.model import Edition
from audioedition.publish.render import render_all
from tests.support.by_hand import corrected, digest, hostile, make_edition
from tests.support.tools import missing

EDITIONS: dict[str, Edition] = {
    "plain": make_edition(),
    "corrected": corrected(make_edition(neural=True)),
    "digest": digest(),
    "hostile": hostile(),
}
READ_VTT = """
const { WebVTTParser } = require(process.argv[1]);
const entities = require(process.argv[1] + "/html-entities.json");
const answers = process.argv.slice(2).map((path) => {
    const kind = path.includes("chapters") ? "chapters" : "subtitles/captions/descriptions";
    const { errors, cues } = new WebVTTParser(entities).parse(require("fs").readFileSync(path, "utf-8"), kind);
    const text = (cue) => cue.tree.children.map((child) => child.value).join("");
    return { errors, cues: cues.map((cue) => [cue.id, cue.startTime, cue.endTime, text(cue)]) };
});
process.stdout.write(JSON.stringify(answers));
"""

Need = Callable[[str], str]


@functools.lru_cache(maxsize=1)
def node_modules() -> Path:
    """``AUDIOEDITION_NODE_MODULES``, else where ``npm install -g`` puts packages."""
    if named := os.environ.get("AUDIOEDITION_NODE_MODULES"):
        return Path(named).resolve()
    answer = subprocess.run(["npm", "root", "-g"], capture_output=True, text=True, check=False)
    return Path(answer.stdout.strip())


def need_module(name: str, inside: str = "") -> Path:
    path = node_modules() / name / inside
    if not path.exists():
        missing(f"the npm package {name} (npm install -g {name})")
    return path


def write(folder: Path, ending: str) -> list[Path]:
    paths = []
    for kind, edition in EDITIONS.items():
        for name, content in render_all(edition, base_url="https://audio.example/e").items():
            if name.endswith(ending):
                path = folder / f"{kind}-{name}"
                path.write_text(str(content), encoding="utf-8")
                paths.append(path)
    return paths


def test_every_page_is_valid_html(tmp_path: Path, need_tool: Need) -> None:
    java = need_tool("java")
    jar = need_module("vnu-jar", "build/dist/vnu.jar")
    paths = write(tmp_path, ".html")
    assert len(paths) == 3 * len(EDITIONS)
    half = ["-Xss8m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]  # of the work: it runs for seconds only
    command = [java, *half, "-jar", str(jar), "--format", "json", *map(str, paths)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    messages = json.loads(answer.stderr)["messages"]
    # its « info » says that a policy by hashes blocks our own script: it does not compare the hashes (tests/browser do)
    assert [f"{Path(m['url']).name}: {m['message']}" for m in messages if m["type"] != "info"] == []


@pytest.mark.parametrize("ending", ["transcript.vtt", "chapters.vtt"])
def test_every_vtt_file_is_strict_webvtt(tmp_path: Path, need_tool: Need, ending: str) -> None:
    node = need_tool("node")
    parser = need_module("webvtt-parser")
    paths = write(tmp_path, ending)
    command = [node, "-e", READ_VTT, str(parser), *map(str, paths)]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    for edition, read in zip(EDITIONS.values(), json.loads(answer.stdout), strict=True):
        assert read["errors"] == []
        if ending == "transcript.vtt":
            assert [(c[1], c[2]) for c in read["cues"]] == [
                (c.start_ms / 1000, c.end_ms / 1000) for c in edition.cues
            ]
            assert [" ".join(c[3].split()) for c in read["cues"]] == [
                " ".join(c.text.split()) for c in edition.cues
            ]
        else:
            assert [c[0] for c in read["cues"]] == [f"c{n}" for n in range(1, len(edition.chapters) + 1)]
