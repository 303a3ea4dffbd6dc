"""docs/cms.md, openapi.json and what the service does say the same."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.support.patience import PATIENCE_S, wait_until
from tests.support.service import Running
from tests.support.tools import need_module

need_module("starlette", extra="serve")
jsonschema = need_module("jsonschema", extra="test")

from audioedition.errors import UsageError
from audioedition.serve.post_request import read_post

ROOT = Path(__file__).parents[2]
DOCUMENT: dict[str, Any] = json.loads((ROOT / "audioedition/serve/openapi.json").read_text(encoding="utf-8"))
EXAMPLES = [
    json.loads(block)
    for block in re.findall(
        r"```json\n(\{.*?\n\})\n```", (ROOT / "docs/cms.md").read_text(encoding="utf-8"), re.DOTALL
    )
]
NAMED = {"external_id": "a", "url": "https://journal.example/a/"}


def accepts(schema: dict[str, Any], content: object) -> bool:
    whole = {**schema, "components": DOCUMENT["components"]}
    return bool(jsonschema.Draft202012Validator(whole).is_valid(content))


def making() -> dict[str, Any]:
    schema: dict[str, Any] = DOCUMENT["paths"]["/api/editions"]["post"]["requestBody"]["content"][
        "application/json"
    ]["schema"]
    return schema


def test_the_examples_of_the_contract_are_what_is_described() -> None:
    request, status, listening = EXAMPLES
    assert accepts(making(), request)
    assert read_post(request) is not None
    assert accepts({"$ref": "#/components/schemas/Listening"}, listening)
    assert set(status) == set(DOCUMENT["components"]["schemas"]["Status"]["required"])


@pytest.mark.parametrize(
    ("body", "right"),
    [
        ({"text": "a"}, True),
        ({"html": "a", **NAMED}, True),
        ({"url": "https://journal.example/"}, True),
        ({"url": "https://journal.example/", "text": "a"}, True),
        ({"external_id": "a"}, False),
        ({"text": "a", "html": "b"}, False),
        ({"text": "a", "html": "b", **NAMED}, False),
        ({"text": "a", "callback": "https://journal.example/"}, False),
        ({"text": "a", "callback": "https://journal.example/", "external_id": "a"}, True),
        ({"html": "a", "language": "fr_FR", **NAMED}, False),
        ({"html": "a", "image": "a.jpg", **NAMED}, False),
        ({"html": "a", "published": "hier", **NAMED}, False),
    ],
)
def test_document_and_service_take_and_refuse_the_same(body: dict[str, Any], right: bool) -> None:
    assert accepts(making(), body) == right
    try:
        asked = read_post(body)
    except UsageError:
        assert not right
    else:
        assert right or (asked is None and {"text", "html"} <= set(body))  # refused where the source is read


def test_what_is_answered_is_what_is_described(service: Running) -> None:
    def get(path: str) -> Any:
        return requests.get(service.url + path, timeout=PATIENCE_S).json()

    sent = requests.post(
        f"{service.url}/api/editions", json=EXAMPLES[0] | {"voice": "tone"}, timeout=PATIENCE_S
    )
    assert accepts({"$ref": "#/components/schemas/Job"}, sent.json())
    wait_until(lambda: get(sent.json()["status"])["state"] == "done")
    status = get(sent.json()["status"])
    assert accepts({"$ref": "#/components/schemas/Status"}, status)
    assert set(status["edition"]) == set(EXAMPLES[2])
    assert get(f"/api/lookup?url={EXAMPLES[0]['url']}")["edition"] == status["edition"]
    (day, *_), editions = get("/api/stats")["days"], get("/api/stats")["editions"]
    assert accepts({"$ref": "#/components/schemas/Figures"}, day)
    assert editions == []
