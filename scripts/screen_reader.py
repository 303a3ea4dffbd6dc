"""Drive Debian's screen reader Orca through the player's page, the element in a news page and the service's first page,
and write down what it says: the protocol in docs/accessibility.md, edited by nobody.

    .venv/bin/python scripts/screen_reader.py            # writes the part of docs/accessibility.md between its marks
    .venv/bin/python scripts/screen_reader.py --show     # prints it

Needs the extra ``serve`` and Debian's chromium, orca, xvfb, xauth, openbox, xdotool, dbus and at-spi2-core. Everything
runs on a screen, a bus and a home of its own, without a sound card. Keys are pressed on that screen (xdotool), so they
go the way of a keyboard: the screen reader first, then the browser. What is said is read in Orca's own debug file.

Keys reach a page only when a window manager has given its window the focus, and chromium builds the accessible tree
only when it finds a screen reader on the bus, or is told to.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from audioedition import Wishes, produce_edition

ROOT = Path(__file__).parents[1]
PROTOCOL = ROOT / "docs" / "accessibility.md"
BEGIN, END = "<!-- heard: begin -->", "<!-- heard: end -->"
NEEDED = ("orca", "Xvfb", "xvfb-run", "xauth", "openbox", "xdotool", "dbus-run-session", "chromium")
BUS = "/usr/libexec/at-spi-bus-launcher"
SAID = re.compile(r"SPEECH OUTPUT: '(.*?)'(?:\{.*)?$", re.MULTILINE)
QUIET_S = 0.9
"""Nothing said for so long: the screen reader has finished."""
LONGEST_S = 6.0
"""What one key is given."""
LISTEN_S = 8.0
"""The sound plays so long, and whatever is said meanwhile is a fault."""
START_S = 40.0
TEXT = """Le bac du Trieux reprend sa ronde

Après trois semaines au port, le bac du Trieux a repris ses traversées samedi à 6 h 30.

Le coût

Les câbles usés par le sel ont été changés pour 42 000 euros.

« On ne s’habitue pas au détour par le pont », dit une passagère.
"""
NEWS = """<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>Le Quotidien du port</title>
<script src="audio-edition.js"></script></head><body><main><h1>Le bac du Trieux reprend sa ronde</h1>
<audio-edition src="edition.json">{data}<a href="index.html">Écouter</a></audio-edition>
<p>Après trois semaines au port, le bac a repris ses traversées.</p></main></body></html>"""
Found = TypeVar("Found")
CUSTOMIZED = """
from orca import debug, speech
debug.debugFile.reconfigure(line_buffering=True)
speech.init = lambda: None
"""
"""Orca's own file of customizations. Its debug file is written in blocks unless told otherwise, so that keys seem to
go unheard; and a speech server without a sound card stops answering after some sentences, and Orca waits for ever."""
PROFILE = ["Default", "default"]
SPEECH = {"enableKeyEcho": False, "sayAllOnLoad": False, "pageSummaryOnLoad": True}


def main() -> None:
    if missing := [name for name in NEEDED if shutil.which(name) is None]:
        sys.exit(f"{', '.join(missing)}: missing (Debian: orca xvfb xauth openbox xdotool dbus chromium).")
    if "--inside" in sys.argv:
        inside(Path(sys.argv[-1]))
        return
    with tempfile.TemporaryDirectory() as scratch:
        run_on_a_screen_of_its_own(Path(scratch))
        heard = (Path(scratch) / "heard.md").read_text(encoding="utf-8")
    if "--show" in sys.argv:
        print(heard)
        return
    before, _, rest = PROTOCOL.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    PROTOCOL.write_text(f"{before}{BEGIN}\n{heard}{END}{after}", encoding="utf-8")


def run_on_a_screen_of_its_own(scratch: Path) -> None:
    (scratch / "run").mkdir(mode=0o700)
    settings = {
        "general": {**SPEECH, "startingProfile": PROFILE, "profile": PROFILE},
        "pronunciations": {},
        "keybindings": {},
        "profiles": {"default": {"profile": PROFILE, "pronunciations": {}, "keybindings": {}, **SPEECH}},
    }
    place = scratch / "home" / ".local" / "share" / "orca"
    place.mkdir(parents=True)
    (place / "user-settings.conf").write_text(json.dumps(settings), encoding="utf-8")
    (place / "orca-customizations.py").write_text(CUSTOMIZED, encoding="utf-8")
    environment = {
        **os.environ,
        "HOME": os.fspath(scratch / "home"),
        "XDG_RUNTIME_DIR": os.fspath(scratch / "run"),
        "LANG": "C.UTF-8",
        "LANGUAGE": "fr",
        "ACCESSIBILITY_ENABLED": "1",
    }
    command = ["xvfb-run", "-a", "-s", "-screen 0 1200x900x24", "dbus-run-session", "--", sys.executable]
    subprocess.run(
        [*command, __file__, "--inside", os.fspath(scratch)], env=environment, check=True, timeout=300
    )


def inside(scratch: Path) -> None:
    """On the screen and the bus of its own: the pages one after the other."""
    source = scratch / "bac.txt"
    source.write_text(TEXT, encoding="utf-8")
    folder = produce_edition(str(source), output=scratch / "output", wishes=Wishes(voice="tone")).folder
    data = (folder / "edition.json").read_text(encoding="utf-8").replace("<", "\\u003c")
    inlined = f'<script type="application/json">{data}</script>'
    (folder / "host.html").write_text(NEWS.format(data=inlined), encoding="utf-8")
    said = scratch / "debug.txt"
    with background("openbox"), background(BUS, "--launch-immediately"):
        for key in ("interface toolkit-accessibility", "a11y.applications screen-reader-enabled"):
            subprocess.run(["gsettings", "set", *f"org.gnome.desktop.{key}".split(), "true"], check=False)
        with background("orca", "--replace", "--disable=braille", f"--debug-file={said}"):
            until(lambda: said.exists() and bool(SAID.search(said.read_text(errors="replace"))), "orca")
            parts = [
                listen(said, scratch, *PAGES[0], (folder / "index.html").as_uri()),
                listen(said, scratch, *PAGES[1], (folder / "host.html").as_uri()),
            ]
            with serving(scratch) as address:
                parts.append(listen(said, scratch, *PAGES[2], address))
    (scratch / "heard.md").write_text("".join(parts), encoding="utf-8")


PAGES: tuple[tuple[str, Sequence[str]], ...] = (
    (
        "The page of an edition",
        ("Tab",) * 5 + ("Return", "listen", "space", "Tab", "Tab", "Tab", "Tab", "Right", "Tab")
        + ("Tab",) * 8 + ("Down", "Down", "Return", "Tab"),
    ),
    ("The one line in a news page", ("Tab", "Return", "listen", "Tab", "Tab", "Tab", "shift+Tab", "space")),
    ("The newsroom’s first page", ("Tab",) * 17),
)  # fmt: skip


def listen(said: Path, scratch: Path, title: str, keys: Sequence[str], address: str) -> str:
    """A paragraph of the protocol: one line for each key, and what was said after it."""
    mark = said.stat().st_size
    profile = f"--user-data-dir={scratch / 'profile'}"
    options = ("--no-sandbox", "--mute-audio", "--force-renderer-accessibility", "--no-first-run", profile)
    lines = []
    with background("chromium", *options, "--accept-lang=fr-FR", address):
        window = until(lambda: shown("search", "--onlyvisible", "--class", "chromium").split(), "chromium")[
            -1
        ]
        time.sleep(1)
        shown("windowactivate", "--sync", window)
        shown("windowfocus", "--sync", window)
        lines.append(("(page opens)", hear(said, mark, quiet_s=3.0, longest_s=15.0)))
        for key in keys:
            mark = said.stat().st_size
            if key == "listen":
                time.sleep(LISTEN_S)
                lines.append((f"({LISTEN_S:.0f} seconds of sound)", hear(said, mark)))
            else:
                shown("key", key)
                lines.append((key, hear(said, mark)))
    rows = "".join(f"{key:<22} {' | '.join(heard) or '–'}\n" for key, heard in lines)
    return f"\n{title}:\n\n```text\n{rows}```\n"


def hear(said: Path, mark: int, *, quiet_s: float = QUIET_S, longest_s: float = LONGEST_S) -> list[str]:
    """What has been said since ``mark`` (bytes into the debug file), once nothing more comes."""
    begun = last = time.monotonic()
    words: list[str] = []
    while time.monotonic() - last < quiet_s and time.monotonic() - begun < longest_s:
        time.sleep(0.1)
        with said.open("rb") as file:
            file.seek(mark)
            now = SAID.findall(file.read().decode("utf-8", errors="replace"))
        if now != words:
            words, last = now, time.monotonic()
    return words


@contextmanager
def background(*command: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def serving(scratch: Path) -> Iterator[str]:
    """The address of a service of its own."""
    log = scratch / "serve.log"
    command = [sys.executable, "-m", "audioedition", "serve", "-o", str(scratch / "served"), "--port", "0"]
    with log.open("wb") as file:
        service = subprocess.Popen([*command, "--voice", "tone"], stderr=file, cwd=scratch)
    try:
        yield until(
            lambda: re.findall(r"http://\S+?:\d+/", log.read_text(encoding="utf-8", errors="replace")),
            "serve",
        )[0]
    finally:
        service.terminate()
        service.wait(START_S)


def shown(*command: str) -> str:
    return subprocess.run(["xdotool", *command], capture_output=True, text=True, check=False).stdout


def until(ask: Callable[[], Found], what: str) -> Found:
    deadline = time.monotonic() + START_S
    while not (found := ask()):
        if time.monotonic() > deadline:
            sys.exit(f"{what} did not answer within {START_S:.0f} seconds.")
        time.sleep(0.2)
    return found


if __name__ == "__main__":
    main()
