"""Doubtful articles wait for a person: in the queue, through watch and batch, and until somebody decides."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from audioedition.cli import main
from audioedition.errors import ExtractionError, UsageError
from audioedition.model import Article, Doubt, Paragraph
from audioedition.newsroom.journal import Journal
from audioedition.newsroom.settings import SiteSettings, read_settings
from audioedition.newsroom.site_policy import options_of, review_of
from audioedition.newsroom.workers.task import Task, work_off
from audioedition.produce.held import (
    LEAD_IN,
    ReviewPolicy,
    decide_held,
    find_held,
    held_articles,
    require_held,
    screened,
)
from audioedition.produce.options import ReadArticle
from audioedition.publish.folder.shelf import read_edition
from audioedition.publish.folder.withdrawn import (
    Reason,
    read_withdrawn,
    restore_edition,
    withdraw_edition,
)
from audioedition.speak.engine_pool import Speakers

TEASER = Doubt(
    kind="teaser", weight=0.7, text="The page shows only the beginning: the rest is for subscribers."
)
LIST = Doubt(kind="list_page", weight=0.7, text="The page is mostly a list of other articles.")
HELD = "Il n’en reste que le début, que voici pour qui voudra l’entendre."


def read(*doubts: Doubt, text: str = HELD) -> ReadArticle:
    article = Article(
        title="Le gué",
        url="https://a.example/gue",
        doubts=doubts,
        paragraphs=(Paragraph(role="title", text="Le gué"), Paragraph(role="body", text=text, position=1)),
    )
    return ReadArticle(article=article, identity="https://a.example/gue", from_web=True)


def screen(tmp_path: Path, *doubts: Doubt, **policy: Any) -> ReadArticle:
    return screened(
        read(*doubts), output=tmp_path, place="https://a.example/gue", policy=ReviewPolicy(**policy)
    )


def test_a_doubtful_article_is_held_and_found_again_as_it_was(tmp_path: Path) -> None:
    with pytest.raises(ExtractionError, match=r"Held for review, confidence 0\.30") as held:
        screen(tmp_path, LIST)
    waiting = held_articles(tmp_path)
    assert [w.id for w in waiting] == [held.value.held]
    assert waiting[0].read == read(LIST)
    assert waiting[0].reasons == (LIST.text,)
    assert find_held(tmp_path, waiting[0].id[:6]) == waiting[0]


def test_an_article_without_doubt_passes_and_leaves_the_queue(tmp_path: Path) -> None:
    with pytest.raises(ExtractionError):
        screen(tmp_path, LIST)
    assert screen(tmp_path) == read()
    assert held_articles(tmp_path) == ()


def test_what_a_person_decided_stays_decided(tmp_path: Path) -> None:
    with pytest.raises(ExtractionError):
        screen(tmp_path, LIST)
    decide_held(tmp_path, held_articles(tmp_path)[0], "drop")
    assert held_articles(tmp_path) == ()
    for doubts in ((LIST,), (), (LIST,)):  # « now or when it changes », whatever is thought of it by then
        with pytest.raises(ExtractionError, match="dropped it"):
            screen(tmp_path, *doubts)
    decide_held(tmp_path, require_held(tmp_path, _only(tmp_path)), "publish")
    assert screen(tmp_path, LIST) == read(LIST)


def _only(output: Path) -> str:
    return next((output / ".audioedition" / "review").glob("*.json")).stem


def test_publishing_the_doubtful(tmp_path: Path) -> None:
    assert screen(tmp_path, LIST, publish=True) == read(LIST)
    assert held_articles(tmp_path) == ()


def test_a_beginning_is_held_spoken_as_one_or_passed_over(tmp_path: Path) -> None:
    with pytest.raises(ExtractionError, match="Held"):
        screen(tmp_path, TEASER)
    with pytest.raises(ExtractionError, match="only the beginning"):
        screen(tmp_path, TEASER, teasers="skip")
    spoken = screen(tmp_path, TEASER, teasers="speak").article
    assert [p.text for p in spoken.paragraphs] == ["Le gué", LEAD_IN, HELD]
    with pytest.raises(ExtractionError, match="Held"):
        screen(tmp_path, TEASER, LIST, teasers="speak")


def test_a_damaged_file_of_the_queue_is_passed_over(tmp_path: Path) -> None:
    with pytest.raises(ExtractionError):
        screen(tmp_path, LIST)
    folder = tmp_path / ".audioedition" / "review"
    for name, content in (("a", ""), ("b", "[]"), ("c", '{"id": 1}'), ("d", '{"decision": "perhaps"}')):
        (folder / f"{name}.json").write_text(content, encoding="utf-8")
    assert len(held_articles(tmp_path)) == 1
    with pytest.raises(UsageError, match="No article waits"):
        require_held(tmp_path, "a")
    with pytest.raises(UsageError):
        require_held(tmp_path, "../../etc/passwd")


def paywalled(folder: Path) -> Path:
    path = folder / "debut.html"
    linked = '{"@type": "NewsArticle", "headline": "Le gué de la Serre", "isAccessibleForFree": false}'
    path.write_text(
        '<html lang="fr"><head><title>Le gué de la Serre</title>'
        f'<script type="application/ld+json">{linked}</script></head><body><main><h1>Le gué de la Serre</h1>'
        "<p>La commune rouvre le gué de la Serre, fermé depuis la crue de février, et les tracteurs n’auront plus à "
        "faire le détour par le pont de pierre.</p><div><p>Cet article est réservé aux abonnés.</p>"
        "<p>Déjà abonné ? Connectez-vous</p></div></main></body></html>",
        encoding="utf-8",
    )
    return path


def make(folder: Path, **policy: Any) -> Any:
    task = Task(
        place=str(paywalled(folder)),
        output=folder / "out",
        options=options_of(SiteSettings(voice="tone")),
        cache=str(folder / "cache"),
        review=ReviewPolicy(**policy),
    )
    with Speakers() as speakers:
        return work_off(task, speakers=speakers)


@pytest.mark.parametrize(("reason", "back"), [("deleted", False), ("gone", True)])
def test_what_a_person_took_back_does_not_come_back_by_itself(
    tmp_path: Path, reason: Reason, back: bool
) -> None:
    """A watch looked at the page again a quarter of an hour later, and published it anew."""
    made = make(tmp_path, publish=True)
    out = tmp_path / "out"
    edition = read_edition(out / made.folder).edition
    withdraw_edition(out, edition_id=edition.id, at=datetime.now(timezone.utc), reason=reason)
    again = make(tmp_path, publish=True)
    assert (again.status, "took its edition back" in again.reason) == (
        ("spoken", False) if back else ("skipped", True)
    )
    withdrawn = read_withdrawn(out, made.folder)
    assert withdrawn is not None
    if not back:
        restore_edition(out, withdrawn)
        assert make(tmp_path, publish=True).status == "unchanged"


def test_a_worker_holds_and_the_command_publishes(tmp_path: Path) -> None:
    outcome = make(tmp_path)
    assert (outcome.status, bool(outcome.held), outcome.exit_code) == ("skipped", True, 4)
    out, config = tmp_path / "out", tmp_path / "audioedition.toml"
    config.write_text('voice = "tone"\n', encoding="utf-8")
    run = CliRunner(mix_stderr=False, env={"LANG": "C", "LC_ALL": "C.UTF-8"})
    listed = run.invoke(main, ["review", "-o", str(out)])
    assert outcome.held in listed.stdout
    assert "1 waiting for review" in listed.stderr
    looked = run.invoke(main, ["review", outcome.held, "-o", str(out)])
    assert "La commune rouvre le gué" in looked.stdout
    assert "only the beginning" in looked.stderr
    published = run.invoke(
        main, ["review", outcome.held, "--publish", "-o", str(out), "--config", str(config)]
    )
    assert published.exit_code == 0, published.stderr
    assert Path(published.stdout.strip()).is_file()
    assert held_articles(out) == ()
    assert Journal.of(out).read()[-1]["decision"] == "published"
    assert make(tmp_path).status == "unchanged"


def test_a_dropped_article_has_no_edition(tmp_path: Path) -> None:
    outcome = make(tmp_path)
    run = CliRunner(mix_stderr=False, env={"LANG": "C", "LC_ALL": "C.UTF-8"})
    dropped = run.invoke(main, ["review", outcome.held[:8], "--drop", "-o", str(tmp_path / "out")])
    assert dropped.exit_code == 0
    assert "dropped it" in make(tmp_path).reason


@pytest.mark.parametrize(
    "arguments", [["--publish"], ["--drop"], ["x", "--publish", "--drop"], ["nothing-of-that-name"]]
)
def test_what_makes_no_sense_is_said(tmp_path: Path, arguments: list[str]) -> None:
    result = CliRunner(mix_stderr=False).invoke(main, ["review", *arguments, "-o", str(tmp_path)])
    assert result.exit_code == 2


def test_the_settings_of_a_site(tmp_path: Path) -> None:
    path = tmp_path / "audioedition.toml"
    path.write_text(
        'teasers = "skip"\n[sites."a.example"]\npublish_doubtful = true\nteasers = "speak"\n',
        encoding="utf-8",
    )
    settings = read_settings(path)
    assert review_of(settings.site_of("https://b.example/x")) == ReviewPolicy(teasers="skip")
    assert review_of(settings.site_of("https://a.example/x")) == ReviewPolicy(publish=True, teasers="speak")
    path.write_text('teasers = "perhaps"\n', encoding="utf-8")
    with pytest.raises(UsageError, match="teasers"):
        read_settings(path)


def test_watch_journals_what_it_holds_and_looks_again_only_when_the_feed_says_so(room: Any) -> None:
    room.feed("un")
    room.page("un")
    room.errors = [ExtractionError("Held for review, confidence 0.30: a list.", held="abc")]
    assert (room.look().skipped, room.told) == (1, [])
    assert [(line["id"], line["reason"]) for line in room.events("held")] == [
        ("abc", "Held for review, confidence 0.30: a list.")
    ]
    room.now += 86_400
    room.look()
    assert room.site.paths.count("/un") == 1
    room.feed("un", versions={"un": "2023-02-01T10:00:00Z"})
    assert room.look().spoken == 1
