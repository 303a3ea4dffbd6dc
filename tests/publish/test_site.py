"""One line for a whole site: the index of a static host, the keys of addresses, the command."""

from __future__ import annotations

import dataclasses
import json
from importlib import resources
from pathlib import Path

import pytest
from click.testing import CliRunner

from audioedition.cli import main
from audioedition.errors import UsageError
from audioedition.fetch.tracking import TRACKING_NAMES
from audioedition.publish.address import address_bucket, address_key
from audioedition.publish.feed.feed import build_feed
from audioedition.publish.site import BUCKETS, index_files, write_site
from tests.support.by_hand import make_edition
from tests.support.on_disk import put_on_disk

BASE = "https://audio.example/editions/"


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("https://Journal.example/a/", "journal.example/a"),
        ("http://journal.example:80/a#b", "journal.example/a"),
        ("https://journal.example:8443/a", "journal.example:8443/a"),
        ("https://journal.example/a?utm_source=x&p=3&fbclid=y&at_medium=z", "journal.example/a?p=3"),
        (
            "https://journal.example/a?mkt_tok=x&wt.mc_id=y&hsCtaTracking=z&srsltid=1&p=3",
            "journal.example/a?p=3",
        ),
        ("https://journal.example/%C3%A9t%c3%a9/", "journal.example/été"),
        ("https://journal.example/e\u0301te\u0301", "journal.example/été"),
        ("https://été.example/", "xn--t-9fab.example"),
        ("https://journal.example/100%/%C3%A9", "journal.example/100%/%C3%A9"),
        ("https://journal.example", "journal.example"),
    ],
)
def test_one_address_however_it_is_written(written: str, key: str) -> None:
    assert address_key(written) == key


def test_a_page_and_the_watch_leave_out_the_same_marks() -> None:
    """A list of its own in the player would find no edition for an address that the watch has cleaned."""
    script = resources.files("audioedition.publish.player").joinpath("js/auto.js").read_text(encoding="utf-8")
    assert f"const CAMPAIGN = /^(?:{TRACKING_NAMES.pattern})$/i;" in script


@pytest.mark.parametrize(
    "wrong", ["", "journal.example/a", "ftp://a.example/", "https://", "https://a b/", "https://a:x/"]
)
def test_what_is_no_address_is_refused(wrong: str) -> None:
    with pytest.raises(UsageError):
        address_key(wrong)


def test_every_page_is_answered_and_each_finds_its_edition() -> None:
    edition = make_edition()
    assert edition.url
    files = index_files([("le-pont", edition)])
    assert sorted(files) == [f"{bucket}.json" for bucket in BUCKETS]
    key = address_key(edition.url)
    held = json.loads(files[f"{address_bucket(key)}.json"])
    assert held[key] == {"folder": "le-pont", "title": edition.title}
    empty = [name for name, content in files.items() if content == "{}\n"]
    assert len(empty) >= 254


def test_two_thousand_editions_cost_a_page_a_few_kilobytes() -> None:
    edition = make_edition()
    many = [
        (f"2026-03-01-article-{n}", dataclasses.replace(edition, url=f"https://j.example/{n}/", identity=f"https://j.example/{n}/"))
        for n in range(2000)
    ]  # fmt: skip
    sizes = [len(content) for content in index_files(many).values()]
    assert max(sizes) < 4_000


def test_feed_build_writes_the_index_and_leaves_what_is_the_same(tmp_path: Path) -> None:
    put_on_disk(tmp_path, make_edition())
    build_feed(tmp_path, base_url=BASE, site=True)
    script = tmp_path / "audio-edition.js"
    before = script.stat().st_mtime_ns
    assert len(list((tmp_path / "index").iterdir())) == 256
    build_feed(tmp_path, base_url=BASE, site=True)
    assert script.stat().st_mtime_ns == before


def test_a_withdrawn_edition_leaves_the_index(tmp_path: Path) -> None:
    edition = make_edition()
    write_site(tmp_path, [("le-pont", edition)])
    write_site(tmp_path, [])
    assert {path.read_text() for path in (tmp_path / "index").iterdir()} == {"{}\n"}


def test_the_command_prints_one_line_for_the_template() -> None:
    run = CliRunner().invoke(main, ["embed", "--site", "--base-url", "https://audio.example/"])
    assert run.output == '<script async src="https://audio.example/audio-edition.js" data-auto></script>\n'
    run = CliRunner().invoke(main, ["embed", "--site", "index", "--base-url", BASE])
    assert 'data-auto="index"' in run.output
    assert CliRunner().invoke(main, ["embed", "--site"]).exit_code == 2
    assert CliRunner().invoke(main, ["embed"]).exit_code == 2
