"""The whole way of a newsroom: paste, look, correct, hear, produce, listen, revise, delete."""

from __future__ import annotations

import io
import re
import wave
from typing import Any

import requests

from tests.support.patience import PATIENCE_S, wait_until
from tests.support.service import ARTICLE, Running, Visitor


def job_of(url: str) -> str:
    match = re.search(r"/jobs/([0-9a-f]+)$", url)
    assert match, url
    return match[1]


def wait_for_job(service: Running, id_: str) -> dict[str, Any]:
    job: dict[str, Any] = {}

    def ended() -> bool:
        job.update(requests.get(f"{service.url}/api/jobs/{id_}", timeout=PATIENCE_S).json())
        return job["state"] not in ("queued", "running")

    wait_until(ended)
    return job


def make(service: Running, visitor: Visitor, *, place: str) -> str:
    """The folder's name of a new edition, of the library of that place."""
    text = ARTICLE.replace("du port", place)
    draft = visitor.post("/drafts", text=text)
    assert draft.status_code == 200, draft.text
    produced = visitor.post(
        draft.url.removeprefix(service.url) + "/produce",
        seen=draft.url.removeprefix(service.url),
        voice="tone",
    )
    job = wait_for_job(service, job_of(produced.url))
    assert job["state"] == "done", job
    return str(job["outcome"]["edition"])


def test_what_will_be_read_and_dropped_is_seen_before_anything_is_spoken(
    service: Running, visitor: Visitor
) -> None:
    draft = visitor.post("/drafts", text=ARTICLE)
    assert "accueille de nouveau ses lecteurs" in draft.text
    shared = draft.text[draft.text.index("Partager sur Facebook") - 300 :][:300]
    assert "Écarté" in shared
    assert not list((service.output).glob("*/edition.json"))


def test_from_paste_to_player(service: Running, visitor: Visitor) -> None:
    name = make(service, visitor, place="du fleuve")
    player = visitor.get(f"/e/{name}/")
    assert player.status_code == 200
    assert "La bibliothèque du fleuve" in player.text
    audio = re.search(r'<audio[^>]* src="([^"]+)"', player.text)
    assert audio
    part = visitor.get(f"/e/{name}/{audio[1]}", headers={"Range": "bytes=100-199"})
    assert (part.status_code, len(part.content)) == (206, 100)
    assert part.headers["content-range"].startswith("bytes 100-199/")
    assert "La bibliothèque du fleuve" in visitor.get("/editions?q=FLEUVE").text
    assert "La bibliothèque du fleuve" not in visitor.get("/editions?q=hippocampe").text


def test_corrections_are_what_is_spoken(service: Running, visitor: Visitor) -> None:
    draft = visitor.post("/drafts", text=ARTICLE)
    path = draft.url.removeprefix(service.url)
    pieces = re.findall(r'<li id="piece-.*?</li>', draft.text, re.DOTALL)
    dropped = next(n for n, piece in enumerate(pieces) if "Partager sur Facebook" in piece)
    kept = visitor.post(path, seen=path, toggle=f"{dropped}:keep")
    assert "Écartés : 0." in kept.text.replace("\u00a0", " ")
    piece = f"{path}/pieces/1"
    edited = visitor.post(piece, seen=piece, text="Un titre corrigé", role="title")
    assert "Le passage est enregistré." in edited.text
    produced = visitor.post(path + "/produce", seen=path, voice="tone")
    job = wait_for_job(service, job_of(produced.url))
    name = job["outcome"]["edition"]
    edition = requests.get(f"{service.url}/api/editions/{name}", timeout=PATIENCE_S).json()["edition"]
    assert edition["title"] == "Un titre corrigé"
    assert "Partager sur Facebook" in [p["text"] for p in edition["paragraphs"]]
    assert edition["dropped"] == []


def test_one_sentence_is_heard_before_the_article_is_made(service: Running, visitor: Visitor) -> None:
    draft = visitor.post("/drafts", text=ARTICLE)
    path = draft.url.removeprefix(service.url)
    page = visitor.get(f"{path}/pieces/2")
    source = re.search(r'src="(/drafts/[^"]+\.wav)"', page.text)
    assert source
    sound = visitor.get(source[1])
    assert sound.headers["content-type"] == "audio/wav"
    with wave.open(io.BytesIO(sound.content)) as stream:
        assert stream.getnframes() / stream.getframerate() > 1
    assert visitor.get(f"{path}/pieces/2/99.wav").status_code == 400


def test_a_pronunciation_is_heard_at_once_and_said_another_way_later(
    service: Running, visitor: Visitor
) -> None:
    draft = visitor.post("/drafts", text=ARTICLE.replace("sa directrice", "Ngozi Okonjo"))
    path = draft.url.removeprefix(service.url)
    number = next(n for n in range(1, 9) if "Ngozi" in visitor.get(f"{path}/pieces/{n}").text)
    piece = f"{path}/pieces/{number}"
    first = visitor.post(piece, seen=piece, word="Ngozi", say="engozi")
    assert "engozi" in re.findall(r'class="spoken">(.*?)</p>', first.text, re.DOTALL)[-1]
    second = visitor.post(piece, seen=piece, word="Ngozi", say="n’gozi")
    assert "engozi" not in second.text
    wrong = visitor.post(piece, seen=piece, word="…", say="points")
    assert wrong.status_code == 400


def test_a_revision_by_hand(service: Running, visitor: Visitor) -> None:
    name = make(service, visitor, place="du canal")
    draft = visitor.post(f"/editions/{name}/revise", seen=f"/editions/{name}")
    path = draft.url.removeprefix(service.url)
    piece = f"{path}/pieces/2"
    visitor.post(piece, seen=piece, text="Le deuxième paragraphe a été corrigé.", role="body")
    produced = visitor.post(path + "/produce", seen=path, voice="tone")
    job = wait_for_job(service, job_of(produced.url))
    assert (job["outcome"]["status"], job["outcome"]["revision"]) == ("revised", 2)
    page = visitor.get(f"/editions/{name}").text
    assert "Révision 2" in page
    assert "Première version" in page


def test_deleting_asks_first_then_takes_everything_away(service: Running, visitor: Visitor) -> None:
    name = make(service, visitor, place="du lac")
    assert name in visitor.get("/feed.xml").text
    visitor.get(f"/editions/{name}/delete")
    assert (service.output / name).is_dir()
    gone = visitor.post(f"/editions/{name}/delete", seen=f"/editions/{name}/delete")
    assert "L’édition est retirée." in gone.text
    assert not (service.output / name).exists()
    assert visitor.get(f"/e/{name}/").status_code == 410, "it was there, and is taken back"
    assert name not in visitor.get("/feed.xml").text


def test_a_listener_reports_and_the_newsroom_enters_it(service: Running, visitor: Visitor) -> None:
    name = make(service, visitor, place="de la gare")
    assert 'href="signaler"' in visitor.get(f"/e/{name}/").text
    form = f"/e/{name}/signaler?sentence=3"
    thanks = visitor.post(f"/e/{name}/signaler", seen=form, sentence="3", word="lecteurs", remark="lèk-teur")
    assert "Merci." in thanks.text
    reports = visitor.get("/reports").text
    assert "lèk-teur" in reports
    id_ = re.search(r'action="/reports/([0-9a-f]+)"', reports)
    assert id_
    visitor.post(f"/reports/{id_[1]}", seen="/reports", act="enter", word="lecteurs", say="lèk-teur")
    assert "Aucun signalement" in visitor.get("/reports").text
    lexicon = (service.output / ".audioedition" / "lexicon.toml").read_text(encoding="utf-8")
    assert 'say = "lèk-teur"' in lexicon


def test_only_voices_that_can_be_spoken_here_are_offered(service: Running, visitor: Visitor) -> None:
    draft = visitor.post("/drafts", text=ARTICLE.replace("du port", "des voix"))
    offered = re.findall(r'<option value="([^"]+)"[^>]*>([^<]+)', draft.text.partition('id="chapters"')[0])
    labels = dict(offered)
    assert "tone" in labels
    assert labels["auto"].startswith("automatique")
    assert all(label != name for name, label in offered), "labels, not the names of files"
    assert "openai" not in labels, "it needs a key"


def test_english_for_whoever_wants_it(visitor: Visitor) -> None:
    assert "Make an audio edition" in visitor.get("/", headers={"Accept-Language": "en-GB,fr;q=0.5"}).text
    assert "Faire une édition audio" in visitor.get("/", headers={"Accept-Language": "de"}).text
    assert "Make an audio edition" in visitor.get("/?lang=en").text
    assert (
        "Make an audio edition" in visitor.get("/", headers={"Accept-Language": "fr"}).text
    )  # it was chosen


def test_what_cannot_be_made_is_said_in_words(visitor: Visitor) -> None:
    cases: tuple[tuple[dict[str, str], int], ...] = (
        ({"text": "Partager sur Facebook"}, 422),
        ({"url": "file:///etc/passwd"}, 400),
        ({"url": "/etc/passwd"}, 400),
        ({"url": "http://127.0.0.1:1/"}, 422),
        ({}, 400),
        ({"url": "https://exemple.fr/", "text": "et du texte"}, 400),
    )
    for fields, status in cases:
        answer = visitor.post("/drafts", **fields)
        assert answer.status_code == status, fields
        assert "Cela n’a pas marché" in answer.text
        assert "Traceback" not in answer.text
        assert 'role="alert"' in answer.text
        for typed in fields.values():
            assert typed in answer.text, "what was typed is not lost"
