"""Facts above a Markdown text: closed or not, in YAML, TOML or JSON, they are no title and are not spoken."""

from __future__ import annotations

import pytest

from audioedition.fetch.documents.front_matter import metadata_of, split_front_matter

TEXT = "La passerelle rouvre samedi.\n"


@pytest.mark.parametrize(
    "head",
    [
        "---\ntitle: Le pont\nauthor: Jeanne Petit\n---\n\n",
        '+++\ntitle = "Le pont"\nauthor = "Jeanne Petit"\n+++\n\n',
        "---\ntitle: Le pont\nauthor: Jeanne Petit\ntags:\n  - bois\n\n",
        "---\ntitle: Le pont\nauthor: Jeanne Petit\n",
        '{\n  "title": "Le pont",\n  "author": "Jeanne Petit"\n}\n\n',
    ],
)
def test_facts_are_read_and_the_text_begins_below(head: str) -> None:
    facts, text = split_front_matter(head + TEXT)
    found = metadata_of(facts)
    assert (found.title, found.byline, text.strip()) == ("Le pont", "Jeanne Petit", TEXT.strip())


@pytest.mark.parametrize("text", ["---\n\n" + TEXT, "{ouvrez} la porte\n", '{"title": "Rien dessous"}\n'])
def test_a_line_or_a_brace_is_no_block_of_facts(text: str) -> None:
    assert split_front_matter(text) == ({}, text)
