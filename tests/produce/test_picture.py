"""The article's picture: in the folder, the MP3, the feed and the page; never a reason to fail."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import mutagen.id3
import pytest
from PIL import Image

from audioedition.errors import PublishError
from audioedition.fetch.addresses import Access
from audioedition.produce.produce import EditionOptions, Produced, produce_edition
from audioedition.publish.artwork import square_artwork
from audioedition.publish.feed.feed import build_feed
from audioedition.publish.render import render_all
from audioedition.speak.clip_store import FolderStore
from tests.support.site import Site, serving

PAGE = """<html lang="fr"><head><title>Le phare</title><meta property="og:image" content="{image}"></head><body>
<article><h1>Le phare rouvre ses portes aux curieux</h1><p>La capitainerie a confirmé lundi que le phare serait ouvert
tous les jours de l’été, de dix heures à la tombée de la nuit. {more}</p><p>Les visiteurs monteront par groupes de dix,
sous la conduite d’un ancien gardien qui connaît chacune des deux cents marches.</p></article></body></html>"""


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as found:
        yield found


def picture(width: int = 1600, height: int = 900, kind: str = "JPEG", mode: str = "RGB") -> bytes:
    image = Image.effect_noise((width, height), 90).convert(mode)
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


def smooth() -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((1600, 900)).convert("RGB").save(out, "JPEG", quality=90)
    return out.getvalue()


def make(site: Site, tmp_path: Path, *, image: str = "/phare.jpg", more: str = "") -> Produced:
    address = site.put("/phare", PAGE.format(image=site.url + image, more=more))
    return produce_edition(
        address,
        output=tmp_path / "output",
        options=EditionOptions(voice="tone"),
        access=Access(allow_private=True, ports=(site.port,)),
        store=FolderStore(tmp_path / "clips"),
    )


def test_the_picture_reaches_folder_tag_feed_and_page(site: Site, tmp_path: Path) -> None:
    """og:image was read and used nowhere."""
    site.put("/phare.jpg", smooth(), Content_Type="image/jpeg")
    made = make(site, tmp_path)
    assert made.edition.artwork == "artwork.jpg"
    data = (made.folder / "artwork.jpg").read_bytes()
    assert len(data) <= 300_000
    with Image.open(io.BytesIO(data)) as image:
        assert image.format == "JPEG"
        assert image.size == (1400, 1400)
    assert mutagen.id3.ID3(made.audio_path)["APIC:"].data == data
    build_feed(tmp_path / "output", base_url="https://audio.example/")
    feed = (tmp_path / "output" / "feed.xml").read_text(encoding="utf-8")
    assert f'<itunes:image href="https://audio.example/{made.folder.name}/artwork.jpg"/>' in feed
    pages = render_all(made.edition, base_url="https://audio.example/e")
    assert '<meta property="og:image" content="https://audio.example/e/artwork.jpg">' in str(
        pages["index.html"]
    )
    assert 'src="artwork.jpg"' in str(pages["embed.html"])
    assert site.url + "/phare.jpg" in str(pages["index.html"])  # JSON-LD


def test_a_correction_asks_for_the_same_picture_only_once(site: Site, tmp_path: Path) -> None:
    site.put("/phare.jpg", picture(), Content_Type="image/jpeg")
    make(site, tmp_path)
    again = make(site, tmp_path, more="L’entrée est libre.")
    assert again.status == "revised"
    assert again.edition.artwork == "artwork.jpg"
    assert "APIC:" in mutagen.id3.ID3(again.audio_path)
    assert site.paths.count("/phare.jpg") == 1


@pytest.mark.parametrize("body", [b"rien", b"", picture(150, 90), picture(40, 40, "PNG")[:60]])
def test_a_picture_that_is_none_is_a_note(site: Site, tmp_path: Path, body: bytes) -> None:
    site.put("/phare.jpg", body, Content_Type="image/jpeg")
    made = make(site, tmp_path)
    assert made.status == "made"
    assert made.edition.artwork is None
    assert any("picture is left out" in note for note in made.notes)
    assert "APIC:" not in mutagen.id3.ID3(made.audio_path)


def test_a_picture_that_is_not_there_is_a_note(site: Site, tmp_path: Path) -> None:
    made = make(site, tmp_path)
    assert any("picture is left out" in note for note in made.notes)


def test_the_edition_of_a_file_asks_no_network_for_its_picture(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "phare.html"
    path.write_text(PAGE.format(image=site.url + "/phare.jpg", more=""), encoding="utf-8")
    made = produce_edition(
        str(path),
        output=tmp_path / "output",
        options=EditionOptions(voice="tone"),
        access=Access(allow_private=True, ports=(site.port,)),
        store=FolderStore(tmp_path / "clips"),
    )
    assert made.edition.artwork is None
    assert site.paths == []


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (picture(300, 2000), 1400),
        (picture(900, 600, "PNG", "RGBA"), 1400),
        (picture(900, 600, "GIF", "P"), 1400),
        (picture(900, 600, "WEBP"), 1400),
        (picture(700, 700, "PNG", "L"), 1400),
    ],
)
def test_every_kind_of_picture_becomes_a_small_square(data: bytes, size: int) -> None:
    made = square_artwork(data)
    assert len(made) <= 300_000
    with Image.open(io.BytesIO(made)) as image:
        assert image.mode == "RGB"
        assert image.width == image.height <= size


def test_what_a_picture_tells_of_its_author_is_left_out() -> None:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x013B] = "Une photographe"
    Image.new("RGB", (800, 600), "navy").save(out, "JPEG", exif=exif)
    assert b"photographe" in out.getvalue()
    assert b"photographe" not in square_artwork(out.getvalue())


def test_a_picture_that_would_fill_the_memory_is_refused() -> None:
    out = io.BytesIO()
    Image.new("1", (9_000, 9_000)).save(out, "PNG")
    with pytest.raises(PublishError, match="too many"):
        square_artwork(out.getvalue())
