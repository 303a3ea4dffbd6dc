"""Clips -> programme: no drift, cues per sentence, chapters by the rules."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audioedition.errors import AudioError
from audioedition.model import Chapter, ChapterMode, ClipFacts, Paragraph, Role, Script, Utterance
from audioedition.sound.assemble import (
    LEAD_IN_MS,
    TAIL_MS,
    assemble_programme,
    chapter_title,
    plan_chapters,
)
from audioedition.sound.chapters import MAX_FILE_CHAPTERS, bounded_note, file_chapters


def paragraphs(*roles: Role) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(role=role, text=f"{role} {n}") for n, role in enumerate(roles))


def bodies(number: int) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(role="body", text=f"body {n}") for n in range(number))


def utterance(paragraph: int | None, sentence: int, text: str, pause_after_ms: int = 100) -> Utterance:
    return Utterance(
        paragraph=paragraph,
        sentence=sentence,
        role="opening" if paragraph is None else "body",
        text=text,
        spoken=text,
        pause_after_ms=pause_after_ms,
    )


def clip(frames: int, key: str = "k") -> tuple[ClipFacts, ...]:
    return (ClipFacts(key=key, frames=frames, frame_rate=16_000),)


def test_cues_stand_where_the_clips_stand_and_chapters_follow_without_a_gap() -> None:
    script = Script(
        utterances=(
            utterance(None, 0, "Article lu.", 500),
            utterance(0, 0, "Titre", 1000),
            utterance(1, 0, "Une phrase", 0),
            utterance(1, 0, "coupée en deux.", 300),
            utterance(1, 1, "Une autre.", 700),
        )
    )
    clips = [clip(16_000), clip(8_000), clip(4_000), clip(4_000), clip(16_000)]
    programme = assemble_programme(script, clips, paragraphs=paragraphs("title", "body"))
    assert [(c.start_ms, c.end_ms, c.paragraph, c.sentence, c.text) for c in programme.cues] == [
        (200, 1200, None, 0, "Article lu."),
        (1700, 2200, 0, 0, "Titre"),
        (3200, 3700, 1, 0, "Une phrase coupée en deux."),
        (4000, 5000, 1, 1, "Une autre."),
    ]
    assert [(c.start_ms, c.end_ms, c.title) for c in programme.chapters] == [
        (0, 3200, "title 0"),
        (3200, 6300, "body 1"),
    ]
    assert programme.duration_ms == 6300


@given(st.lists(st.integers(min_value=1, max_value=40_000), min_size=1, max_size=300))
def test_nothing_drifts(lengths: list[int]) -> None:
    script = Script(utterances=tuple(utterance(n, 0, "mot", 0) for n in range(len(lengths))))
    clips = [clip(length) for length in lengths]
    body = bodies(len(lengths))
    programme = assemble_programme(script, clips, paragraphs=body)
    exact_ms = LEAD_IN_MS + TAIL_MS + sum(lengths) / 16
    assert abs(programme.duration_ms - exact_ms) <= 1
    assert abs(programme.cues[-1].end_ms - (exact_ms - TAIL_MS)) <= 1
    assert programme.chapters[0].start_ms == 0
    assert programme.chapters[-1].end_ms == programme.duration_ms
    assert all(
        a.end_ms == b.start_ms for a, b in zip(programme.chapters, programme.chapters[1:], strict=False)
    )


def test_an_unheard_utterance_is_a_cue_without_length_and_without_pause() -> None:
    script = Script(utterances=(utterance(0, 0, "🎉", 900), utterance(1, 0, "Bravo.")))
    programme = assemble_programme(script, [(), clip(16_000)], paragraphs=paragraphs("title", "body"))
    assert programme.cues[0].start_ms == programme.cues[0].end_ms == programme.cues[1].start_ms == 200
    assert [c.title for c in programme.chapters] == ["title 0", "body 1"]


def test_nothing_at_all_to_hear() -> None:
    script = Script(utterances=(utterance(0, 0, "🎉"),))
    with pytest.raises(AudioError, match="nothing to hear"):
        assemble_programme(script, [()], paragraphs=paragraphs("title"))


def starts(mode: ChapterMode, *roles: Role) -> list[int]:
    return [index for index, _ in plan_chapters(paragraphs(*roles), mode=mode)]


def test_chapters_by_heading_where_there_are_headings() -> None:
    roles: tuple[Role, ...] = ("title", "standfirst", "body", "heading", "body", "body", "heading", "body")
    assert starts("auto", *roles) == [0, 3, 6]
    assert starts("section", *roles) == [0, 3, 6]
    assert starts("paragraph", *roles) == [0, 1, 2, 3, 5, 6]


def test_chapters_by_paragraph_where_there_are_none() -> None:
    assert starts("auto", "title", "body", "body") == [0, 1, 2]
    assert starts("section", "title", "body", "body") == [0]


def test_consecutive_list_items_are_one_chapter() -> None:
    assert starts("auto", "title", "body", "list", "list", "list", "body", "list") == [0, 1, 2, 5, 6]


def test_300_headings_are_300_chapters_and_the_file_lists_what_it_can() -> None:
    """46 once vanished without a word, merged into their neighbours everywhere."""
    sections: tuple[Role, ...] = ("heading", "body") * 300
    planned = plan_chapters(paragraphs("title", *sections), mode="auto")
    assert len(planned) == 301
    chapters = tuple(
        Chapter(start_ms=1000 * n, end_ms=1000 * (n + 1), title=f"Partie {n}", paragraph=at)
        for n, (at, _) in enumerate(planned)
    )
    listed = file_chapters(chapters)
    assert len(listed) == MAX_FILE_CHAPTERS == 255
    assert listed[:254] == chapters[:254]
    assert (listed[-1].start_ms, listed[-1].end_ms) == (254_000, 301_000)
    assert listed[-1].title == "Partie 254 (+ 46)"
    assert file_chapters(chapters[:255]) == chapters[:255]
    assert bounded_note(255) is None
    assert "46" in str(bounded_note(301))


@given(st.text(min_size=1, max_size=300))
def test_chapter_titles_are_short(text: str) -> None:
    title = chapter_title(text)
    assert len(title) <= 60
    assert title == text or title.endswith("…")


def test_chapter_title_is_cut_at_a_word() -> None:
    text = "Les habitants de la presqu’île attendent depuis 2019 que la digue soit relevée."
    assert chapter_title(text) == "Les habitants de la presqu’île attendent depuis 2019 que la…"
