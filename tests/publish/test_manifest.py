"""``edition.json`` read back: as it was written, and what is wrong in it named by its place."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from audioedition.errors import PublishError
from audioedition.model import Dropped
from audioedition.publish.folder.manifest import edition_from_json, edition_to_json
from audioedition.publish.folder.shelf import read_edition, without_sentences
from tests.support.by_hand import digest, make_edition

GONE = object()


def written(*path: str | int, value: object = None) -> Any:
    content: Any = json.loads(json.dumps(edition_to_json(make_edition())))
    inner = content
    for key in path[:-1]:
        inner = inner[key]
    if value is GONE:
        del inner[path[-1]]
    elif path:
        inner[path[-1]] = value
    return content


def test_what_was_written_is_read() -> None:
    for edition in (make_edition(), digest()):
        assert edition_from_json(json.loads(json.dumps(edition_to_json(edition)))) == edition


@pytest.mark.parametrize("indent", [1, None, 4])
def test_the_facts_are_the_same_without_the_sentences_however_the_file_is_laid_out(
    tmp_path: Path, indent: int | None
) -> None:
    odd = Dropped(text='\n ]\n "cues": [\n', reason="ad", rule="x", position=1)
    edition = replace(make_edition(), dropped=(odd, odd), title='Un "titre"\n ]')
    path = tmp_path / "edition.json"
    path.write_text(json.dumps(edition_to_json(edition), ensure_ascii=False, indent=indent), encoding="utf-8")
    assert read_edition(path).edition == edition
    assert read_edition(path, facts_only=True).edition == replace(edition, cues=(), dropped=())
    data = path.read_bytes()
    assert (len(without_sentences(data)) < len(data)) == (indent == 1)
    for length in (len(data) // 3, len(data) - 3):
        path.write_bytes(data[:length])
        with pytest.raises(PublishError, match="is damaged"):
            read_edition(path, facts_only=True)


def test_a_whole_number_passes_for_a_fraction_and_nothing_for_what_may_lack() -> None:
    assert (
        edition_from_json(written("loudness", "integrated_lufs", value=-16)).loudness.integrated_lufs == -16.0
    )
    assert edition_from_json(written("byline")).byline is None
    assert edition_from_json({**written(), "of_a_newer_version": 1}) == make_edition()


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("cues", 3, "start_ms"), "x", "edition.json: edition.cues[3].start_ms has an unexpected value."),
        (("cues", 3, "start_ms"), True, "edition.json: edition.cues[3].start_ms has an unexpected value."),
        (
            ("paragraphs", 1, "role"),
            "nope",
            "edition.json: edition.paragraphs[1].role has an unexpected value.",
        ),
        (("audio", "path"), GONE, "edition.json lacks edition.audio.path."),
        (("id",), GONE, "edition.json lacks edition.id."),
        (("title",), None, "edition.json: edition.title has an unexpected value."),
        (("chapters",), {}, "edition.json: edition.chapters has an unexpected value."),
        (("cues", 0), None, "edition.json: edition.cues[0] has an unexpected value."),
        (("voice", "neural"), 1, "edition.json: edition.voice.neural has an unexpected value."),
    ],
)
def test_what_is_wrong_is_named_by_its_place(path: tuple[str | int, ...], value: object, said: str) -> None:
    with pytest.raises(PublishError) as caught:
        edition_from_json(written(*path, value=value))
    assert str(caught.value) == said
