"""An edition that is to bear the inaudible mark: in its MP3, in what is made of it, in its record; made again only when
that changes."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from audioedition.check import check_edition
from audioedition.check.marks import check_watermark
from audioedition.newsroom.settings import read_settings
from audioedition.newsroom.site_policy import options_of
from audioedition.produce.digest.digest import DigestEntry, produce_digest
from audioedition.produce.options import EditionOptions, Produced
from audioedition.produce.produce import produce_edition
from audioedition.publish.books.m4b import write_m4b
from audioedition.sound.watermark.weights import SCHEME
from audioedition.speak.clip_store import FolderStore
from tests.support.tools import missing

if find_spec("numpy") is None or find_spec("perth") is None:
    missing("numpy and perth (pip install 'audioedition[watermark]')")

ARTICLE = """Le moulin de Kerbras tourne de nouveau

Le meunier vendra sa farine au marché du jeudi.
"""


def make(home: Path, *, watermark: bool, store: FolderStore | None = None) -> Produced:
    (home / "article.txt").write_text(ARTICLE, encoding="utf-8")
    return produce_edition(
        str(home / "article.txt"),
        output=home / "output",
        options=EditionOptions(voice="pico", watermark=watermark),
        store=store or FolderStore(home / "clips"),
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("marked")
    make(home, watermark=True)
    return home


def test_the_mp3_bears_it_and_keeps_every_other_promise(home: Path) -> None:
    produced = make(home, watermark=True)
    assert produced.status == "unchanged"
    assert produced.edition.audio.watermark == SCHEME
    assert produced.edition.making
    assert produced.edition.making.watermark
    assert abs(produced.edition.loudness.integrated_lufs + 16) <= 1
    assert check_edition(produced.folder).findings == ()
    assert (check_watermark(produced.audio_path).confidence or 0.0) > 0.9


def test_the_audiobook_bears_it_too(home: Path) -> None:
    assert check_watermark(write_m4b(make(home, watermark=True).folder)).present


def test_a_digest_of_marked_articles_is_marked_whether_from_clips_or_from_mp3s(
    home: Path, tmp_path: Path
) -> None:
    entry = DigestEntry(edition=make(home, watermark=True).folder)
    for name, store in (("clips", FolderStore(home / "clips")), ("mp3s", FolderStore(tmp_path / "none"))):
        digest = produce_digest([entry], title="Le matin", output=tmp_path / name, store=store)
        assert digest.edition.audio.watermark == SCHEME
        assert check_edition(digest.folder).findings == ()


def test_it_goes_when_it_is_no_longer_asked_for_and_clips_never_had_it(home: Path, tmp_path: Path) -> None:
    make(tmp_path, watermark=True)
    plain = make(tmp_path, watermark=False)
    assert (plain.status, plain.edition.audio.watermark) == ("revised", "")
    assert check_watermark(plain.audio_path).present is False
    assert make(tmp_path, watermark=True).status == "revised"


def test_a_newsroom_asks_for_it_by_site(tmp_path: Path) -> None:
    (tmp_path / "audioedition.toml").write_text(
        '[sites."journal.example"]\nwatermark = true\n', encoding="utf-8"
    )
    settings = read_settings(tmp_path / "audioedition.toml")
    assert options_of(settings.site_of("https://journal.example/a")).watermark
    assert not options_of(settings.site_of("https://ailleurs.example/a")).watermark
