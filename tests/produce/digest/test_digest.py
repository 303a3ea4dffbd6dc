"""The daily edition: the articles' own sound at the right places, chapters with rubrics, one item of the feed."""

from __future__ import annotations

import array
import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import feedparser
import pytest
from click.testing import CliRunner
from mutagen.id3 import ID3

from audioedition.check import check_edition
from audioedition.cli import main
from audioedition.commands.digest import parse_entry
from audioedition.errors import PublishError, UsageError
from audioedition.model import Article, Cue, EditionParagraph, Paragraph, Stretch, VoiceFacts, WordCue
from audioedition.produce.digest.digest import DigestEntry, produce_digest
from audioedition.produce.digest.plan import Part, common_voice, join_parts
from audioedition.produce.produce import EditionOptions, Produced, ReadArticle, produce_edition
from audioedition.produce.status import EditionStatus, check_editions
from audioedition.publish.disclosure import source_type_term
from audioedition.publish.feed.feed import build_feed
from audioedition.sound.chapters import file_chapters
from audioedition.speak.clip_store import FolderStore
from audioedition.system.ffmpeg import find_ffmpeg

NOW = datetime(2026, 3, 2, 6, 0, tzinfo=timezone.utc)
TITLE = "L’essentiel du matin"
STORIES = {
    "Le pont rouvre": ("Les piétons passent. Les voitures attendent encore.", "La facture a gonflé."),
    "La pluie revient": ("Un front arrive par l’ouest.", "Prudence sur les routes, dit la préfecture."),
    "Le club gagne": ("Trois buts à un, et une place en demi-finale.",),
}


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """``clips/`` and ``output/`` with an edition of each story; tests copy what they change."""
    home = tmp_path_factory.mktemp("newsroom")
    for title, texts in STORIES.items():
        paragraphs = (Paragraph(role="title", text=title), *(Paragraph(role="body", text=t) for t in texts))
        produce_edition(
            ReadArticle(
                article=Article(title=title, paragraphs=paragraphs, published="2026-03-01"),
                identity=f"https://journal.example/{title}",
                from_web=False,
            ),
            output=home / "output",
            options=EditionOptions(voice="tone"),
            store=FolderStore(home / "clips"),
        )
    return home


@pytest.fixture
def output(newsroom: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(newsroom / "output", tmp_path / "output"))


@pytest.fixture
def folders(output: Path) -> list[Path]:
    return [next(output.glob(f"*{slug}")) for slug in ("le-pont-rouvre", "la-pluie-revient", "le-club-gagne")]


def digest_of(folders: list[Path], *, output: Path, clips: Path, **more: Any) -> Produced:
    entries = [
        DigestEntry(edition=f, rubric=rubric)
        for f, rubric in zip(folders, ("Ville", "Ville", "Sport"), strict=False)
    ]
    return produce_digest(entries, title=TITLE, output=output, store=FolderStore(clips), now=NOW, **more)


def envelope(path: Path) -> list[bool]:
    """Whether something is heard, for each 10 ms."""
    command = [
        find_ffmpeg(),
        "-v",
        "error",
        "-i",
        str(path),
        "-f",
        "s16le",
        "-ac",
        "1",
        "-ar",
        "8000",
        "pipe:1",
    ]
    samples = array.array("h", subprocess.run(command, capture_output=True, check=True).stdout)
    return [max(map(abs, samples[n : n + 80])) > 400 for n in range(0, len(samples) - 80, 80)]


def check_sound(digest: Produced, folders: list[Path]) -> None:
    """Every article sounds in the digest as in its own MP3, where its cues say."""
    heard = envelope(digest.audio_path)
    cues = list(digest.edition.cues)
    for folder in folders:
        own = json.loads((folder / "edition.json").read_bytes())
        sound = envelope(folder / own["audio"]["path"])
        start = next(n for n, cue in enumerate(cues) if cue.text == own["cues"][0]["text"])
        for cue, old in zip(cues[start:], own["cues"], strict=False):
            assert cue.text == old["text"]
            length = (old["end_ms"] - old["start_ms"]) // 10
            here = heard[cue.start_ms // 10 :][:length]
            there = sound[old["start_ms"] // 10 :][:length]
            agree = sum(a == b for a, b in zip(here, there, strict=True)) / length
            assert agree > 0.93, cue.text  # 10 ms windows fall differently by up to one
        del cues[: start + len(own["cues"])]


def test_from_the_cache(folders: list[Path], output: Path, newsroom: Path) -> None:
    made = digest_of(folders, output=output, clips=newsroom / "clips")
    assert (made.status, made.notes) == ("made", ())
    assert [(c.section, c.title) for c in made.edition.chapters] == [
        (None, TITLE), ("Ville", "Le pont rouvre"), ("Ville", "La pluie revient"), ("Sport", "Le club gagne"),
    ]  # fmt: skip
    assert made.edition.paragraphs[1].text == "3 articles, lus par une voix de synthèse."
    assert made.folder.name == "2026-03-02-lessentiel-du-matin"
    check_sound(made, folders)


def test_a_format_that_it_lacks_is_no_correction(folders: list[Path], output: Path, newsroom: Path) -> None:
    made = digest_of(folders, output=output, clips=newsroom / "clips")
    sound = made.audio_path.read_bytes()
    opus = EditionOptions(formats=("opus",))
    more = digest_of(folders, output=output, clips=newsroom / "clips", options=opus)
    assert (more.edition.revision, more.edition.revisions) == (1, made.edition.revisions)
    assert more.audio_path.read_bytes() == sound
    (other,) = more.edition.audio.others
    assert (more.folder / other.path).is_file()
    assert check_edition(more.folder).findings == ()
    assert digest_of(folders, output=output, clips=newsroom / "clips", options=opus).status == "unchanged"
    assert digest_of(folders, output=output, clips=newsroom / "clips").edition == more.edition


def test_from_the_mp3s_when_clips_are_gone(folders: list[Path], output: Path, tmp_path: Path) -> None:
    made = digest_of(folders, output=output, clips=tmp_path / "empty")
    assert any("not all of their clips" in note for note in made.notes)
    assert abs(made.edition.loudness.integrated_lufs + 16) <= 1
    check_sound(made, folders)


def test_clips_that_no_longer_give_the_edition_s_times_are_not_used(
    folders: list[Path], output: Path, newsroom: Path
) -> None:
    """An edition of another version of audioedition, with other pauses: its text would run beside the sound."""
    path = folders[1] / "edition.json"
    content = json.loads(path.read_bytes())
    content["cues"][-1]["end_ms"] -= 40
    path.write_text(json.dumps(content), encoding="utf-8")
    made = digest_of(folders, output=output, clips=newsroom / "clips")
    assert any("not all of their clips" in note for note in made.notes)
    check_sound(made, folders)


def test_chapters_in_the_file_are_flat_ordered_and_whole(
    folders: list[Path], output: Path, newsroom: Path, need_tool: Callable[[str], str]
) -> None:
    made = digest_of(folders, output=output, clips=newsroom / "clips")
    tags = ID3(made.audio_path)
    (contents,) = tags.getall("CTOC")
    frames = {f.element_id: f for f in tags.getall("CHAP")}
    chapters = [frames[i] for i in contents.child_element_ids]
    assert [str(c.sub_frames["TIT2"]) for c in chapters] == [
        TITLE, "Ville – Le pont rouvre", "Ville – La pluie revient", "Sport – Le club gagne",
    ]  # fmt: skip
    assert [c.start_time for c in chapters] == [c.start_ms for c in made.edition.chapters]
    probe = [need_tool("ffprobe"), "-v", "error", "-show_chapters", "-of", "json", str(made.audio_path)]
    found = json.loads(subprocess.run(probe, capture_output=True, check=True).stdout)["chapters"]
    assert [c["tags"]["title"] for c in found] == [str(c.sub_frames["TIT2"]) for c in chapters]
    assert str(tags["TXXX:DigitalSourceType"]) == "algorithmicMedia"


def test_chapters_follow_one_another_and_start_at_sentences(
    folders: list[Path], output: Path, newsroom: Path
) -> None:
    edition = digest_of(folders, output=output, clips=newsroom / "clips").edition
    assert edition.chapters[0].start_ms == 0
    assert edition.chapters[-1].end_ms == pytest.approx(edition.duration_ms, abs=100)
    starts = {cue.start_ms for cue in edition.cues}
    for before, after in zip(edition.chapters, edition.chapters[1:], strict=False):
        assert before.end_ms == after.start_ms
        assert after.start_ms in starts
        assert after.paragraph is not None
        assert edition.paragraphs[after.paragraph].text == after.title


def test_nothing_is_done_twice_and_a_change_is_a_revision(
    folders: list[Path], output: Path, newsroom: Path
) -> None:
    first = digest_of(folders, output=output, clips=newsroom / "clips")
    assert digest_of(folders, output=output, clips=newsroom / "clips").status == "unchanged"
    second = digest_of(folders[:2], output=output, clips=newsroom / "clips")
    assert second.status == "revised"
    assert second.edition.id == first.edition.id
    assert second.edition.published == first.edition.published
    assert second.audio_path.name == "lessentiel-du-matin.r2.mp3"
    assert any("Le club gagne" in change for change in second.edition.revisions[-1].changes)
    assert first.audio_path.read_bytes() == second.audio_path.read_bytes(), (
        "the address that was published answers"
    )


def test_a_digest_knows_when_one_of_its_articles_was_corrected(
    folders: list[Path], output: Path, newsroom: Path
) -> None:
    made = digest_of(folders, output=output, clips=newsroom / "clips")
    assert [m.rubric for m in made.edition.members] == ["Ville", "Ville", "Sport"]

    def state() -> EditionStatus:
        return next(s for s in check_editions(output, offline=True) if s.folder == made.folder)

    assert state().state == "current"
    title = "Le pont rouvre"
    paragraphs = (Paragraph(role="title", text=title),)
    produce_edition(
        ReadArticle(
            article=Article(title=title, paragraphs=paragraphs, published="2026-03-01"),
            identity=f"https://journal.example/{title}",
            from_web=False,
        ),
        output=output,
        options=EditionOptions(voice="tone"),
        store=FolderStore(newsroom / "clips"),
    )
    assert [(r.kind, title in r.text) for r in state().reasons] == [("article", True)]


def test_a_digest_in_which_a_withdrawn_article_is_heard_is_named(
    folders: list[Path], output: Path, newsroom: Path
) -> None:
    made = digest_of(folders, output=output, clips=newsroom / "clips")
    done = CliRunner().invoke(main, ["withdraw", folders[1].name, "-o", str(output)])
    assert made.folder.name in done.output

    def reasons() -> list[tuple[str, bool]]:
        found = next(s for s in check_editions(output, offline=True) if s.folder == made.folder)
        return [(r.kind, "La pluie revient" in r.text) for r in found.reasons]

    assert reasons() == [("article", True)]
    CliRunner().invoke(main, ["withdraw", folders[1].name, "--undo", "-o", str(output)])
    assert reasons() == []


def test_the_same_title_on_another_day_is_another_digest(
    folders: list[Path], output: Path, newsroom: Path
) -> None:
    """It is the third in Paris already: yesterday's digest was replaced."""
    entries = [DigestEntry(edition=f) for f in folders[:1]]
    store = FolderStore(newsroom / "clips")
    one, two = (
        produce_digest(entries, title=TITLE, output=output, store=store, now=now)
        for now in (NOW, NOW.replace(hour=23, minute=30))
    )
    assert two.folder.name.startswith("2026-03-03-")
    assert one.edition.id != two.edition.id
    assert one.folder != two.folder
    assert one.edition.paragraphs[1].text == "Un article, lu par une voix de synthèse."


def test_a_digest_is_one_item_of_the_feed(folders: list[Path], output: Path, newsroom: Path) -> None:
    digest_of(folders, output=output, clips=newsroom / "clips")
    feed = feedparser.parse(build_feed(output, base_url="https://a.example/").path.read_bytes())
    assert len(feed.entries) == 4
    (item,) = [e for e in feed.entries if e.title == TITLE]
    assert "Sport – Le club gagne" in item.content[0].value


def test_a_voice_that_is_not_here_leaves_the_opening_out(
    folders: list[Path], output: Path, tmp_path: Path
) -> None:
    for folder in folders:
        path = folder / "edition.json"
        content = json.loads(path.read_bytes())
        content["voice"]["name"] = "partie"
        path.write_text(json.dumps(content), encoding="utf-8")
    made = digest_of(folders, output=output, clips=tmp_path / "empty")
    assert any("opening is not spoken" in note for note in made.notes)
    assert [c.title for c in made.edition.chapters] == list(STORIES)
    assert made.edition.chapters[0].start_ms == 0
    check_sound(made, folders)


# --- bad input -------------------------------------------------------------------------------------------


def test_editions_that_cannot_be_used_are_named(folders: list[Path], output: Path, tmp_path: Path) -> None:
    mp3 = next(folders[1].glob("*.mp3"))
    sound = bytearray(mp3.read_bytes())
    sound[len(sound) // 2] ^= 0xFF
    mp3.write_bytes(bytes(sound))
    with pytest.raises(PublishError, match=r"la-pluie-revient.*altered"):
        digest_of(folders, output=output, clips=tmp_path)
    mp3.unlink()
    with pytest.raises(PublishError, match=r"la-pluie-revient.*missing"):
        digest_of(folders, output=output, clips=tmp_path)
    (folders[0] / "edition.json").write_text("{", encoding="utf-8")
    with pytest.raises(PublishError, match=r"le-pont-rouvre.*damaged"):
        digest_of(folders, output=output, clips=tmp_path)
    with pytest.raises(PublishError, match="nulle-part"):
        digest_of([tmp_path / "nulle-part"], output=output, clips=tmp_path)
    assert not list(output.glob("*essentiel*"))


def test_requests_that_make_no_sense(folders: list[Path], output: Path) -> None:
    with pytest.raises(UsageError, match="at least one"):
        produce_digest([], title=TITLE, output=output)
    with pytest.raises(UsageError, match="twice"):
        produce_digest([DigestEntry(edition=folders[0])] * 2, title=TITLE, output=output)
    with pytest.raises(UsageError, match="title"):
        produce_digest([DigestEntry(edition=folders[0])], title=" \n", output=output)
    with pytest.raises(UsageError, match="before that"):  # an embargo ended with it
        produce_digest([DigestEntry(edition=folders[0])], title=TITLE, output=output, now=NOW - timedelta(9))


# --- the plan --------------------------------------------------------------------------------------------


def part(number: int) -> Part:
    return Part(
        title=f"Article {number}",
        rubric="Ville" if number % 2 else None,
        stretches=(Stretch(clip=None, frames=8000),),
        cues=(Cue(start_ms=100, end_ms=400, paragraph=0, sentence=0, text="Dit."),),
        paragraphs=(EditionParagraph(role="title", text=f"Article {number}"),),
    )


def test_300_articles_are_300_chapters_and_the_file_lists_255() -> None:
    programme, paragraphs = join_parts([part(n) for n in range(300)], frame_rate=8000)
    assert len(paragraphs) == 300
    assert len(programme.chapters) == 300
    assert programme.chapters[-1].end_ms == programme.duration_ms
    assert programme.chapters[-2].end_ms == programme.chapters[-1].start_ms
    assert file_chapters(programme.chapters)[-1].title == "Article 254 (+ 45)"


def test_a_title_of_300_characters_is_cut_at_a_word() -> None:
    wild = replace(part(1), title="« Où ? » ]]> 🎧 " * 20)
    programme, _ = join_parts([part(0), wild], frame_rate=8000)
    assert 80 < len(programme.chapters[1].title) <= 100
    assert programme.chapters[1].title.endswith("…")


def test_times_do_not_drift() -> None:
    odd = replace(part(1), stretches=(Stretch(clip=None, frames=8003),))
    programme, _ = join_parts([odd] * 200, frame_rate=8000)
    assert programme.cues[-1].start_ms == round(199 * (8003 + 5600) / 8) + 100


def test_words_move_with_their_cue() -> None:
    cue = replace(part(1).cues[0], words=(WordCue(start_ms=110, end_ms=200, text="Oui."),))
    told = replace(part(1), cues=(cue,))
    programme, _ = join_parts([told, told], frame_rate=8000)
    first, second = programme.cues
    moved_ms = second.start_ms - first.start_ms
    assert moved_ms > 0
    assert second.words == (WordCue(start_ms=110 + moved_ms, end_ms=200 + moved_ms, text="Oui."),)


def facts(name: str, *, neural: bool, engine: str) -> VoiceFacts:
    return VoiceFacts(
        name=name,
        label=name.title(),
        engine=engine,
        engine_version="1",
        language="fr-FR",
        license="x",
        neural=neural,
    )


def test_several_voices_are_disclosed_as_the_most_synthetic() -> None:
    mixed = common_voice(
        [facts("espeak", neural=False, engine="espeak"), facts("siwis", neural=True, engine="kokoro")]
    )
    assert (mixed.neural, mixed.label) == (True, "Espeak, Siwis")
    plain = common_voice(
        [facts("espeak", neural=False, engine="espeak"), facts("pico", neural=False, engine="pico")]
    )
    assert source_type_term(plain) == "trainedAlgorithmicMedia"
    assert common_voice([facts("a", neural=False, engine="e")] * 2).name == "a"


# --- the command -----------------------------------------------------------------------------------------


def test_rubric_and_path(tmp_path: Path) -> None:
    assert parse_entry("Ville=a/b") == DigestEntry(edition=Path("a/b"), rubric="Ville")
    assert parse_entry("a/b") == DigestEntry(edition=Path("a/b"))
    odd = tmp_path / "x=y"
    odd.mkdir()
    assert parse_entry(str(odd)) == DigestEntry(edition=odd)


def test_the_command(folders: list[Path], output: Path, newsroom: Path) -> None:
    arguments = [f"Ville={folders[0]}", str(folders[1]), "--title", TITLE, "-q"]
    places = ["-o", str(output), "--cache", str(newsroom / "clips")]
    run = CliRunner(mix_stderr=False).invoke(main, ["digest", *arguments, *places])
    assert run.exit_code == 0, run.stderr
    path = Path(run.stdout.strip())
    assert path.is_file()
    assert "Ville – Le pont rouvre" in (path.parent / "chapters.json").read_text(encoding="utf-8")
    missing = CliRunner(mix_stderr=False).invoke(
        main, ["digest", str(output / "rien"), "--title", "X", *places]
    )
    assert missing.exit_code == 8
