"""``segment`` and ``make`` at the door: what they fetch, and that nothing is written for what they refuse."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from audioedition.cli import main
from tests.support.tools import need_module

PAGE = """<html lang="fr"><head><title>Le port de {0}</title></head><body><article><h1>Le port de {0}</h1>
<p>Le maire de {0} a parlé hier matin devant le conseil municipal réuni au complet.</p>
<p>Il a dit que la digue tiendrait encore dix ans, et que la ville ferait le reste.</p></article></body></html>"""


def run(site: Any, *arguments: str) -> Any:
    allowed = ("--allow-private", "--port", str(site.port))
    return CliRunner(mix_stderr=False).invoke(main, [*arguments, *allowed])


def test_the_newest_articles_of_a_feed(site: Any) -> None:
    for town in ("Brest", "Nantes", "Lorient"):
        site.put(f"/{town}", PAGE.format(town))
    items = "".join(f"<item><link>/{town}</link></item>" for town in ("Brest", "Nantes", "Lorient"))
    url = site.put("/flux", f"<rss><channel>{items}</channel></rss>")
    done = run(site, "segment", url, "--latest", "2")
    assert done.exit_code == 0, done.stderr
    assert "Le maire de Brest" in done.stdout
    assert "Le maire de Nantes" in done.stdout
    assert "/Lorient" not in site.paths


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        (b"<rss><channel><item><link>/a</link></item></channel></rss>", 200, "--latest"),
        (b"%PDF-1.7", 200, "The document is damaged"),
        (b"\x89PNG\r\n\x1a\n", 200, "an image"),
        (b"", 200, "empty"),
        (b"rien", 404, "404"),
        (b"x" * 5_000_001, 200, "larger than 5 MB"),
    ],
)
def test_make_writes_nothing_for_what_is_no_article(
    site: Any, tmp_path: Path, body: bytes, status: int, words: str
) -> None:
    if body.startswith(b"%PDF"):
        need_module("pypdfium2", extra="documents")
    url = site.put("/a", body, status=status)
    done = run(site, "make", url, "--voice", "tone", "-q", "-o", str(tmp_path / "out"))
    assert done.exit_code == 3
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


def test_the_loopback_is_refused_without_permission(site: Any, tmp_path: Path) -> None:
    url = site.put("/a", PAGE.format("Brest"))
    done = CliRunner(mix_stderr=False).invoke(main, ["segment", url, "--port", str(site.port)])
    assert done.exit_code == 3
    assert "--allow-private" in done.stderr
    assert site.asked == []
