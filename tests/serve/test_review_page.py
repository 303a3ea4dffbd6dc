"""A doubtful article is held by the service, listed on its page, and published or dropped there in one click."""

from __future__ import annotations

from typing import Any

import requests

from tests.serve.test_newsroom_page import job_of, wait_for_job
from tests.support.patience import PATIENCE_S
from tests.support.service import Running, Visitor

PAGE = """<!doctype html><html lang="fr"><head><title>Le gué de la Serre rouvre</title>
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Le gué de la Serre rouvre",
"isAccessibleForFree": false}</script></head><body><main><h1>Le gué de la Serre rouvre</h1>
<p>La commune rouvre le gué de la Serre, fermé depuis la crue de février, et les tracteurs n’auront plus à faire le
détour par le pont de pierre.</p><div><p>Cet article est réservé aux abonnés.</p><p>Déjà abonné ? Connectez-vous</p>
</div></main></body></html>"""


def hold(service: Running, page: str = PAGE) -> dict[str, Any]:
    asked = requests.post(
        f"{service.url}/api/editions",
        json={"html": page},
        timeout=PATIENCE_S,
    )
    assert asked.status_code in (200, 202), asked.text
    return wait_for_job(service, str(asked.json()["id"]))


def test_a_beginning_is_held_and_published_in_one_click(service: Running, visitor: Visitor) -> None:
    job = hold(service)
    assert job["state"] == "held"
    assert "Held for review" in job["outcome"]["error"]
    shown = visitor.get(f"/jobs/{job['id']}").text
    assert "En attente de relecture" in shown
    assert "réservée aux abonnés" in shown
    assert "En attente de relecture" in visitor.get("/").text
    seen = visitor.get("/review").text
    assert "Le gué de la Serre rouvre" in seen
    assert "réservée aux abonnés" in seen
    action = seen.split('action="/review/', 1)[1].split('"', 1)[0]
    published = visitor.post(f"/review/{action}", seen="/review", act="publish")
    assert job_of(published.url) == job["id"]  # the same job goes on
    made = wait_for_job(service, job["id"])
    assert made["state"] == "done", made
    assert "Le gué de la Serre rouvre" not in visitor.get("/review").text
    assert hold(service)["state"] == "done"  # the decision stays


def test_the_queue_is_told_in_english_too(service: Running, visitor: Visitor) -> None:
    assert "To review, to make again" in visitor.get("/review?lang=en").text
    assert "À relire, à refaire" in visitor.get("/review?lang=fr").text


def test_a_dropped_article_leaves_the_list(service: Running, visitor: Visitor) -> None:
    job = hold(service, PAGE.replace("la Serre", "l’Aulne"))
    seen = visitor.get("/review").text
    action = seen.split('action="/review/', 1)[1].split('"', 1)[0]
    dropped = visitor.post(f"/review/{action}", seen="/review", act="drop")
    assert "L’article est écarté." in dropped.text
    ended = requests.get(f"{service.url}/api/jobs/{job['id']}", timeout=PATIENCE_S).json()
    assert (ended["state"], "dropped it" in ended["outcome"]["error"]) == ("failed", True)
    assert visitor.post("/review/nothing", act="drop").status_code == 404
