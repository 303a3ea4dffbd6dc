"""What a page declares of the language of a passage reaches the article, the script, the page and the EPUB."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from audioedition.model import Article, ForeignWords, Source
from audioedition.publish.books.epub import render_epub
from audioedition.publish.transcript.foreign import in_languages
from audioedition.script.write import write_script
from audioedition.segment import segment_article
from audioedition.speak.voices import read_voice
from tests.support.by_hand import make_edition

FRENCH = (
    "La capitainerie a confirmé {day} que le bac resterait à quai pendant trois semaines, "
    "le temps de changer les câbles que le sel a usés."
)
ENGLISH = "The ferry will stay in harbour for three weeks while the cables are replaced."


def article(markup: str, *, around: str = "", page: str = "fr") -> Article:
    source = (
        f"<html lang='{page}'><head><title>Le bac reste à quai</title></head><body {around}><article>"
        f"<h1>Le bac reste à quai</h1><p>{FRENCH.format(day='lundi')}</p>{markup}"
        f"<p>{FRENCH.format(day='mardi')}</p></article></body></html>"
    )
    found = Source(
        data=source.encode(), media_type="text/html", fetched_at=datetime(2026, 1, 1, tzinfo=timezone.utc)
    )
    return segment_article(found)


@pytest.mark.parametrize(
    ("markup", "language"),
    [
        (f'<p lang="en">{ENGLISH}</p>', "en"),
        (f'<blockquote lang="en"><p>{ENGLISH}</p></blockquote>', "en"),
        (f'<div lang="en"><p>{ENGLISH}</p></div>', "en"),
        (f'<p xml:lang="en-gb">{ENGLISH}</p>', "en-GB"),
        (f'<p><em lang="en">{ENGLISH}</em></p>', "en"),
        (f'<h2 lang="EN_us">{ENGLISH[:-1]}</h2>', "en-US"),
        (f'<ul><li lang="en">{ENGLISH}</li><li>{FRENCH.format(day="jeudi")}</li></ul>', "en"),
        (f'<div lang="en"><p lang="fr">{FRENCH.format(day="samedi")}</p></div>', None),
        (f'<p lang="en">{FRENCH.format(day="dimanche")}</p>', None),  # a template's word against the text's
        (f'<p lang="fr-CA">{FRENCH.format(day="samedi")}</p>', None),
        (f'<p lang="">{FRENCH.format(day="samedi")}</p>', None),
        (f'<p lang="<script>">{FRENCH.format(day="samedi")}</p>', None),
        (f'<p>Il répète <i lang="en">never again</i>, puis {FRENCH.format(day="samedi")}</p>', None),
    ],
)
def test_the_language_of_a_passage_is_kept(markup: str, language: str | None) -> None:
    found = article(markup)
    assert found.language == "fr"
    said = [p.language for p in found.paragraphs]
    assert said[0] is None
    assert said[1] is None
    assert said[-1] is None
    assert said[2] == language


@pytest.mark.parametrize(
    ("inline", "foreign"),
    [
        ('<i lang="en">Never AGAIN</i>', (("Never AGAIN", "en"),)),
        ('<span xml:lang="en-gb">Never again</span>', (("Never again", "en-GB"),)),
        ('<q lang="es">Nunca más. Nunca</q>', (("Nunca más.", "es"), ("Nunca", "es"))),
        ('<a href="x"><em lang="la">in vino</em></a>', (("in vino", "la"),)),
        ('<b lang="de">Nie wieder</b> <u lang="en">never</u>', (("Nie wieder", "de"), ("never", "en"))),
        ('<em lang="fr-CA">plus jamais</em>', ()),
        ('<span lang="en">le bac qui est à quai pour la semaine et les gens</span>', ()),
        ('<i>Never again</i>', ()),
    ],
)  # fmt: skip
def test_words_of_another_language_within_a_passage_are_kept(
    inline: str, foreign: tuple[tuple[str, str], ...]
) -> None:
    found = article(f"<p>Il répète {inline}, puis {FRENCH.format(day='samedi')}</p>")
    assert tuple((words.text, words.language) for words in found.paragraphs[2].foreign) == foreign
    assert not found.paragraphs[1].foreign


def test_the_voice_gets_words_of_another_language_as_printed() -> None:
    found = article(
        f'<p>Il répète <i lang="en">Never AGAIN etc</i>, le 3 mai. {FRENCH.format(day="samedi")}</p>'
    )
    script = write_script(found, voice=read_voice("tone"), max_chars=300)
    assert "Il répète Never AGAIN etc, le trois mai." in [u.spoken for u in script.utterances]


def test_words_of_another_language_are_marked_on_the_page_and_in_the_epub() -> None:
    from dataclasses import replace

    from audioedition.publish.player.pages import render_index

    edition = make_edition()
    words = edition.paragraphs[5].text.split(". ")[0].split()[1]
    foreign = replace(edition.paragraphs[5], foreign=(ForeignWords(text=words, language="en"),))
    edition = replace(edition, paragraphs=(*edition.paragraphs[:5], foreign, *edition.paragraphs[6:]))
    epub = "".join(str(c) for name, c in render_epub(edition).items() if name.endswith(".xhtml"))
    assert f'lang="en">{words}</span>' in epub
    assert f'<span lang="en">{words}</span>' in render_index(edition, base_url=None, names=())


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Il dit no way, no way.", (("Il dit ", None), ("no way", "en"), (", no way.", None))),
        ("no way", (("no way", "en"),)),
        ("Il nous paye.", (("Il nous paye.", None),)),
        ("", ()),
    ],
)
def test_a_text_in_pieces_of_one_language_each(text: str, pieces: tuple[tuple[str, str | None], ...]) -> None:
    assert in_languages(text, (ForeignWords(text="no way", language="en"),)) == pieces


def test_a_page_whose_template_says_english_marks_no_french_passage() -> None:
    found = article(f"<p>{FRENCH.format(day='jeudi')}</p>", around='lang="en"', page="en")
    assert found.language == "fr"
    assert [p.language for p in found.paragraphs] == [None] * 4


def test_the_voice_gets_the_language_and_the_words_as_printed() -> None:
    found = article(f'<blockquote lang="en"><p>{ENGLISH} 3 km/h.</p></blockquote>')
    script = write_script(found, voice=read_voice("tone"), max_chars=300)
    spoken = [u for u in script.utterances if u.paragraph == 2]
    assert {u.language for u in spoken} == {"en"}
    assert " ".join(u.spoken for u in spoken) == f"{ENGLISH} 3 km/h."


def test_the_language_stands_in_the_epub() -> None:
    from dataclasses import replace

    edition = make_edition()
    foreign = replace(edition.paragraphs[5], language="en")
    edition = replace(edition, paragraphs=(*edition.paragraphs[:5], foreign, *edition.paragraphs[6:]))
    text = "".join(str(c) for name, c in render_epub(edition).items() if name.endswith(".xhtml"))
    assert 'lang="en"' in text
