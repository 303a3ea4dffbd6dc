"""A digest with jingles between its articles: its own, and not those of the editions that it joins."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

import pytest

from audioedition.check import check_edition
from audioedition.errors import UsageError
from audioedition.model import Edition
from audioedition.produce.digest.digest import DigestEntry, produce_digest
from audioedition.produce.options import EditionOptions
from audioedition.produce.produce import produce_edition
from audioedition.speak.clip_store import FolderStore
from tests.sound.test_house import RATE, lag, level, sound
from tests.support.decoded import decoded

NOW = datetime(2026, 3, 2, 6, tzinfo=timezone.utc)
TEXTS = (
    "Le pont rouvre\n\nLes piétons retrouvent la rive nord. Les voitures attendront.\n",
    "La pluie revient\n\nIl pleuvra demain sur toute la côte. Les rivières monteront.\n",
)


@pytest.mark.parametrize("cached", [True, False], ids=["from clips", "from the MP3s"])
def test_jingles_stand_between_the_articles_and_nowhere_else(tmp_path: Path, cached: bool) -> None:
    mark = sound(tmp_path / "virgule.wav", seconds=0.8)
    end = sound(tmp_path / "fin.wav", seconds=1.0)
    store = FolderStore(tmp_path / "clips")
    folders, editions = [], []
    for number, text in enumerate(TEXTS):
        source = tmp_path / f"{number}.txt"
        source.write_text(text, encoding="utf-8")
        options = EditionOptions(voice="tone", intro=mark, outro=end)
        made = produce_edition(str(source), output=tmp_path / "out", options=options, store=store)
        folders.append(made.folder)
        editions.append(made)
    digest = produce_digest(
        [DigestEntry(edition=folder) for folder in folders],
        title="L’essentiel",
        output=tmp_path / "out",
        store=store if cached else FolderStore(tmp_path / "empty"),
        options=EditionOptions(between=mark, outro=end),
        now=NOW,
    )
    edition: Edition = digest.edition
    assert [jingle.kind for jingle in edition.jingles] == ["between", "between", "outro"]
    assert any("MP3" in note for note in digest.notes) is not cached
    samples = decoded(digest.audio_path, rate=RATE)
    for jingle in edition.jingles:
        assert level(samples, jingle.start_ms + 50, jingle.end_ms - 50) > 500
    said = [cue for made in editions for cue in made.edition.cues]
    own = edition.cues[-len(said) :]
    assert [cue.text for cue in own] == [cue.text for cue in said]
    there = iter(own)
    for made in editions:
        heard = decoded(made.audio_path, rate=RATE)
        for cue in made.edition.cues:
            assert abs(lag(heard, cue, samples, next(there).start_ms)) <= 2, cue.text
    # between the last word of the first article and its end stands nothing but the mark
    first_end = own[len(editions[0].edition.cues) - 1].end_ms
    assert level(samples, first_end + 100, edition.jingles[1].start_ms - 50) < 20
    assert [
        f.message for f in check_edition(digest.folder).findings if f.kind in ("times", "chapters", "file")
    ] == []


def test_a_changed_jingle_makes_the_digest_again_and_a_bad_one_none(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text(TEXTS[0], encoding="utf-8")
    store, output = FolderStore(tmp_path / "clips"), tmp_path / "out"
    made = produce_edition(str(source), output=output, options=EditionOptions(voice="tone"), store=store)

    def digest(jingle: Path | None) -> str:
        options = EditionOptions(between=jingle)
        entries = [DigestEntry(edition=made.folder)]
        return produce_digest(entries, title="T", output=output, store=store, options=options, now=NOW).status

    one, other = (sound(tmp_path / name, seconds=s) for name, s in (("1.wav", 0.5), ("2.wav", 0.6)))
    assert [digest(None), digest(None), digest(one), digest(one), digest(other)] == [
        "made",
        "unchanged",
        "revised",
        "unchanged",
        "revised",
    ]
    with pytest.raises(UsageError):
        digest(tmp_path / "rien.wav")
