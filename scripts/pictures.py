"""Make the README's pictures and the page with all forms of the player (docs/forms/), in Debian's chromium.

    .venv/bin/python scripts/pictures.py

Needs the extras ``test`` (Playwright) and ``serve``, and chromium. What it shows is made anew: an edition of
examples/article.txt and one of a few lines, both with the embedded voice.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from markupsafe import Markup
from PIL import Image

from audioedition import Wishes, produce_edition
from audioedition.model import Edition
from audioedition.publish.folder.manifest import edition_to_json
from audioedition.publish.folder.writer import write_files
from audioedition.publish.render import render_all
from audioedition.publish.transcript.inline import inline_json

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
FORMS = ROOT / "docs" / "forms"
COLOURS = 96
"""Of a picture: a page of text needs no more, and 40 kB are enough for it."""
START_S = 60
"""What the service may take to answer."""

TEXT = """Le bac du Trieux reprend sa ronde

Après trois semaines au port, le bac du Trieux a repris ses traversées samedi à 6 h 30.

Le coût

Les câbles usés par le sel ont été changés pour 42 000 euros.

« On ne s’habitue pas au détour par le pont », dit une passagère.
"""

HOST = Markup("""<!DOCTYPE html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Le lecteur, sous toutes ses formes</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ max-width: 46rem; margin: 0 auto; padding: 1.5rem; font: 1.1rem/1.6 Georgia, "Liberation Serif", serif; }}
h1, h2 {{ line-height: 1.25; }}
h2 {{ margin-top: 2.5rem; font-size: 1.15rem; }}
code {{ font-size: 0.9em; }}
</style>
<script defer src="audio-edition.js"></script>
</head>
<body>
<main>
<h1>Le lecteur, sous toutes ses formes</h1>
<p>Cette page s’ouvre depuis le disque ; rien n’est demandé à aucun réseau.</p>
<h2>Une ligne dans l’article, et « écouter d’ici » : <code>data-article</code></h2>
<audio-edition src="edition.json" data-article="#article">{data}{fallback}</audio-edition>
<article id="article">{article}</article>
<h2>Tout le lecteur : <code>data-form="full"</code></h2>
<audio-edition src="edition.json" data-form="full">{data}{fallback}</audio-edition>
<h2>Aux couleurs du site : <code>data-accent</code>, <code>data-font</code>, <code>data-radius</code></h2>
<audio-edition src="edition.json" data-form="full" data-accent="#0a7d5a" data-radius="18px"
 data-font="Georgia, 'Liberation Serif', serif">{data}{fallback}</audio-edition>
<h2>Un cadre, entier : <code>embed.html</code></h2>
<iframe src="embed.html" title="Lecteur audio – {title}" height="440" style="width:100%;border:0"></iframe>
<h2>Un cadre, d’une ligne : <code>embed.html?form=compact</code></h2>
<iframe src="embed.html?form=compact" title="Lecteur audio, une ligne – {title}" height="72"
 style="width:100%;border:0"></iframe>
<h2>La page</h2>
<p><a href="index.html">{title}</a></p>
</main>
</body>
</html>
""")

NEWS = Markup("""<!DOCTYPE html><html lang="fr"><meta charset="utf-8"><title>Le Quotidien du port</title>
<style>body {{ margin: 0; padding: 1.6rem 2rem; max-width: 40rem; font: 1.15rem/1.6 "Liberation Serif", serif; }}
h1 {{ margin: 0 0 1rem; font-size: 2rem; line-height: 1.2; }}</style><script defer src="audio-edition.js"></script>
<main><h1>{title}</h1><audio-edition src="edition.json" data-article="main">{data}</audio-edition>{article}</main>
""")


def main() -> None:
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("chromium is needed (Debian: apt-get install chromium).")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--mute-audio"])
        write_forms(Path(scratch))
        article = make(ROOT / "examples" / "article.txt", Path(scratch))
        for name, picture in (
            ("player", take_player(browser, article)),
            ("compact", take_compact(browser, article)),
            ("newsroom", take_newsroom(browser, Path(scratch))),
        ):
            path = PICTURES / f"{name}.png"
            path.write_bytes(small(picture))
            print(path.relative_to(ROOT), path.stat().st_size)
        browser.close()


def make(source: Path, scratch: Path, *, bit_rate_kbps: int = 96) -> Path:
    """The folder of its edition, read by the embedded voice."""
    wishes = Wishes(voice="pico", bit_rate_kbps=bit_rate_kbps)
    return produce_edition(str(source), output=scratch / "output", wishes=wishes).folder


def write_forms(scratch: Path) -> None:
    """docs/forms/: the page, and of the edition what it needs."""
    source = scratch / "bac.txt"
    source.write_text(TEXT, encoding="utf-8")
    edition = read(make(source, scratch, bit_rate_kbps=48))
    FORMS.mkdir(parents=True, exist_ok=True)
    for old in FORMS.iterdir():
        old.unlink()
    made = render_all(edition)
    kept = {name: made[name] for name in ("index.html", "embed.html", "audio-edition.js")}
    folder = next((scratch / "output").glob(f"*{edition.slug}"))
    shutil.copyfile(folder / edition.audio.path, FORMS / edition.audio.path)
    page = HOST.format(
        title=edition.title,
        data=inline(edition),
        article=paragraphs(edition),
        fallback=Markup('<a href="index.html">Écouter</a>'),
    )
    write_files(FORMS, {**kept, "forms.html": str(page)})


def read(folder: Path) -> Edition:
    from audioedition.publish.folder.shelf import read_edition

    return read_edition(folder).edition


def inline(edition: Edition) -> Markup:
    data = {
        **edition_to_json(edition),
        "identity": "",
        "making": None,
        "dropped": [],
    }  # no path of this machine
    return Markup('<script type="application/json">{}</script>').format(inline_json(data))


def paragraphs(edition: Edition) -> Markup:
    """The article's own text, as a page would have it."""
    tags = {"heading": Markup("<h3>{}</h3>"), "list": Markup("<p>• {}</p>")}
    plain = Markup("<p>{}</p>")
    return Markup("\n").join(tags.get(p.role, plain).format(p.text) for p in edition.paragraphs[1:])


def take_player(browser: Any, folder: Path) -> bytes:
    page = browser.new_page(viewport={"width": 1100, "height": 720}, locale="fr-FR")
    page.goto((folder / "index.html").as_uri() + "#p=2")
    page.get_by_label("Suivre le texte").uncheck()
    page.evaluate("scrollTo(0, 0)")
    page.get_by_role("button", name="Écouter", exact=True).click()
    page.wait_for_timeout(1500)
    return bytes(page.screenshot())


def take_compact(browser: Any, folder: Path) -> bytes:
    edition = read(folder)
    host = NEWS.format(title=edition.title, data=inline(edition), article=paragraphs(edition))
    (folder / "host.html").write_text(host, encoding="utf-8")
    page = browser.new_page(viewport={"width": 720, "height": 420}, locale="fr-FR")
    page.goto((folder / "host.html").as_uri())
    page.locator("audio-edition .play").wait_for()
    return bytes(page.screenshot())


def take_newsroom(browser: Any, scratch: Path) -> bytes:
    """The page on which an article is read before it is spoken, with the example in it."""
    command = [sys.executable, "-m", "audioedition", "serve", "-o", str(scratch / "served"), "--port", "0"]
    command += ["--voice", "pico", "--store", str(scratch / "clips")]
    said = scratch / "serve.log"
    with said.open("wb") as log:
        service = subprocess.Popen(command, stderr=log, cwd=scratch)
    try:
        page = browser.new_page(viewport={"width": 1100, "height": 760}, locale="fr-FR")
        page.goto(address(said))
        page.locator("textarea").first.fill((ROOT / "examples" / "article.txt").read_text(encoding="utf-8"))
        page.locator("form button[type=submit], form button:not([type])").first.click()
        page.wait_for_load_state()
        page.wait_for_timeout(1500)
        return bytes(page.screenshot())
    finally:
        service.terminate()
        service.wait(START_S)


def address(said: Path) -> str:
    """The service's, from what it says when it begins."""
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        if found := re.search(r"http://\S+?:\d+/", said.read_text(encoding="utf-8", errors="replace")):
            return found[0]
        time.sleep(0.2)
    sys.exit(said.read_text(encoding="utf-8", errors="replace"))


def small(png: bytes) -> bytes:
    """With few colours: a page of text loses nothing by it."""
    out = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(
        out, "PNG", optimize=True
    )
    return out.getvalue()


if __name__ == "__main__":
    main()
