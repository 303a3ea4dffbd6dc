"""A job whose page is still being written waits in the queue; what a person writes of an edition is checked."""

from __future__ import annotations

import dataclasses
import io
import json
import time
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from audioedition.errors import HeldForReview, NotSettled, SourceError, UsageError
from audioedition.fetch.addresses import Access
from audioedition.model import EditedFacts, Member
from audioedition.produce import produce
from audioedition.produce.by_hand import EditionChanged
from audioedition.produce.held import find_held
from audioedition.publish.feed.feed import build_feed
from audioedition.publish.folder.facts import article_of
from audioedition.publish.folder.shelf import read_edition
from audioedition.serve.database import open_state
from audioedition.serve.facts_edit import edit_facts
from audioedition.serve.jobs import Job, Jobs
from audioedition.serve.settings import ServiceSettings, SitePolicy, settings_from_json
from audioedition.serve.work import do_work
from audioedition.speak.clip_store import FolderStore
from audioedition.speak.engine_pool import Speakers
from audioedition.system.moments import is_ahead
from tests.produce.test_by_hand import PAGE
from tests.support.by_hand import make_edition
from tests.support.site import Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as found:
        yield found


def dated(site: Site, *, minutes: float) -> str:
    """The address of a page of that age; younger than 0: of a time to come."""
    at = (datetime.now(timezone.utc) - timedelta(minutes=minutes)).isoformat(timespec="seconds")
    return site.put("/direct", PAGE.format(more="").replace("2026-03-02T08:00:00+01:00", at))


def work(site: Site, home: Path, *, patient: bool = False, **wanted: Any) -> Any:
    settings = ServiceSettings(
        output=home / "output",
        allow_private=True,
        source_ports=(site.port,),
        sites={"127.0.0.1": SitePolicy(teasers="hold", on_gone="keep", settle_s=1200.0)},
    )
    assert settings_from_json(settings.to_json()) == settings
    with Speakers() as speakers:
        store = FolderStore(home / "clips")
        return do_work(
            {"wishes": {"voice": "tone"}, **wanted},
            settings=settings,
            store=store,
            speakers=speakers,
            patient=patient,
        )


def queued(value: Any) -> Any:
    """As it comes out of the queue."""
    return json.loads(json.dumps(dataclasses.asdict(value)))


def test_a_page_that_is_still_being_written_is_read_again_later(site: Site, tmp_path: Path) -> None:
    url = dated(site, minutes=5)
    with pytest.raises(NotSettled) as caught:
        work(site, tmp_path, url=url)
    database = open_state(tmp_path / "output")
    jobs = Jobs(database)
    asked = {"url": url, "wishes": {}}
    jobs.submit(asked, title="Direct")
    job = jobs.claim("worker")
    assert isinstance(job, Job)
    jobs.postpone(job, "worker", caught.value)
    waiting = jobs.get(job.id)
    assert waiting is not None
    assert (waiting.state, waiting.attempts) == ("queued", 0)
    assert "calm" in waiting.outcome["error"]
    assert waiting.wanted["seen"]["since"] > time.time() - 400
    assert jobs.claim("worker") is None
    assert jobs.submit(asked, title="Direct").id == job.id  # who asks the same is given this job
    database.close()


def test_who_does_not_wait_has_it_dated_now(site: Site, tmp_path: Path) -> None:
    produced, _ = work(site, tmp_path, url=dated(site, minutes=-600), now=True)
    edition = read_edition(produced.folder).edition
    assert edition.edited.published is not None
    assert edition.published == edition.edited.published
    assert build_feed(tmp_path / "output", base_url="https://audio.example/").items == 1


def test_a_later_page_that_does_not_come_now_is_waited_for_before_a_person_is_asked(
    site: Site, tmp_path: Path
) -> None:
    url = dated(site, minutes=600)
    answer = site.pages["/direct"]
    assert isinstance(answer, tuple)
    first = answer[2].decode()
    site.put("/direct", first.replace("</body>", '<a rel="next" href="/direct/2">Page 2</a></body>'))
    site.put("/direct/2", "en panne", status=503)
    with pytest.raises(SourceError, match="503"):
        work(site, tmp_path, url=url, patient=True)
    with pytest.raises(HeldForReview):
        work(site, tmp_path, url=url)


def test_what_a_person_saves_while_an_article_is_dated_now_stays(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The facts were read before the edition's lock, and the date was written over what was saved meanwhile."""
    url = dated(site, minutes=-600)
    made, _ = work(site, tmp_path, url=url, wishes={"voice": "tone"}, force=True)

    def save_meanwhile(request: Any, **options: Any) -> Any:
        monkeypatch.undo()
        now = read_edition(made.folder).edition
        edit = edit_facts(now, {"byline": "Zoé Le Dantec"}, access=Access())
        wanted = {"article": queued(article_of(now)), "identity": now.identity}
        work(site, tmp_path, **wanted, facts_edit=queued(edit))
        return make_it(request, **options)

    make_it = produce.make_edition
    monkeypatch.setattr(produce, "make_edition", save_meanwhile)
    work(site, tmp_path, url=url, now=True)
    edition = read_edition(made.folder).edition
    assert (edition.byline, edition.revision) == ("Zoé Le Dantec", 3)
    assert not is_ahead(edition.published, now=time.time())


def test_what_a_killed_worker_has_saved_is_nobody_elses(site: Site, tmp_path: Path) -> None:
    """The next worker found the revision that the first had made, and told the person of somebody else."""
    made, _ = work(site, tmp_path, url=dated(site, minutes=600))
    edit = edit_facts(
        made.edition, {"byline": "Zoé Le Dantec", "note": "Signature ajoutée."}, access=Access()
    )
    wanted = {"article": queued(article_of(made.edition)), "identity": made.edition.identity}
    work(site, tmp_path, **wanted, facts_edit=queued(edit))
    _, outcome = work(site, tmp_path, **wanted, facts_edit=queued(edit))
    edition = read_edition(made.folder).edition
    assert (outcome["status"], edition.byline, edition.revision) == ("unchanged", "Zoé Le Dantec", 2)
    other = edit_facts(made.edition, {"byline": "Yann Kerbrat"}, access=Access())
    with pytest.raises(EditionChanged):
        work(site, tmp_path, **wanted, facts_edit=queued(other))


def test_what_was_held_on_the_way_is_dated_now_when_a_person_publishes_it(site: Site, tmp_path: Path) -> None:
    url = dated(site, minutes=-600)
    answer = site.pages["/direct"]
    assert isinstance(answer, tuple)
    first = answer[2].decode()
    site.put("/direct", first.replace("</body>", '<a rel="next" href="/direct/2">Page 2</a></body>'))
    with pytest.raises(HeldForReview) as caught:
        work(site, tmp_path, url=url, now=True)
    held = find_held(tmp_path / "output", caught.value.held or "")
    assert held is not None
    article = {"article": queued(held.read.article), "identity": held.read.identity}
    produced, _ = work(site, tmp_path, **article, now=True)  # as HeldJobs.publish asks for it
    assert not is_ahead(produced.edition.published, now=time.time())


def small() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (100, 100)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("body", "told"), [(b"<html>", "cannot be read"), (b"", "cannot be read"), (small(), "too few")]
)
def test_a_picture_that_is_none(site: Site, body: bytes, told: str) -> None:
    access = Access(allow_private=True, ports=(site.port,))
    with pytest.raises(UsageError, match=told):
        edit_facts(make_edition(), {"image": site.put("/a.jpg", body)}, access=access)


def test_a_daily_edition_takes_its_facts_from_its_articles() -> None:
    member = Member(id="urn:uuid:1", title="Le bac", audio_sha256="0")
    digest = dataclasses.replace(make_edition(), members=(member,))
    with pytest.raises(UsageError, match="daily edition"):
        edit_facts(digest, {"byline": "Zoé"}, access=Access())


def test_words_that_hold_together_stay_so() -> None:
    """A field that was not touched is no change, whatever spaces it holds."""
    text = "Le bac\u00a0: 3\u202f000 passagers."
    first = edit_facts(make_edition(), {"summary": f" {text}\r\n"}, access=Access())
    assert first.edited.summary == text
    edited = dataclasses.replace(make_edition(), edited=first.edited)
    with pytest.raises(UsageError, match="Nothing was changed"):
        edit_facts(edited, {"summary": text, "byline": edited.byline or ""}, access=Access())
    back = edit_facts(edited, {}, access=Access(), follow=True)
    assert back.edited == EditedFacts()
