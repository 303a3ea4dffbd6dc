"""A network on trial: a child process that speaks what it is given and tells what that took.

    python -m audioedition.speak.engines.kokoro.trial GRAPH STYLE ACCELERATOR FOLDER

Each line of standard input holds phonemes; each line of standard output is JSON: ``cpu_s``, ``sound_s``, ``peak_mb``.
A process of its own, for the memory it holds is measured too. FOLDER is where OpenVINO keeps what it compiled; without
a line the network is loaded, which fills that folder, and no more.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from audioedition.speak.engines.child import peak_kib
from audioedition.speak.engines.kokoro.model import KokoroModel
from audioedition.speak.engines.kokoro.sound import FRAME_RATE


def main() -> None:
    graph, style, accelerator, folder = sys.argv[1:]
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what the runtimes print is no reply
    model = KokoroModel(Path(graph), Path(style), accelerator=accelerator, compiled_in=Path(folder))
    for number, line in enumerate(sys.stdin):
        started = time.process_time()
        sound, _ = model.speak(line.strip(), speed=1.0, stream=number % model.streams)
        told = {
            "cpu_s": time.process_time() - started,
            "sound_s": len(sound) / FRAME_RATE,
            "peak_mb": peak_kib() / 1024,
        }
        replies.write(json.dumps(told) + "\n")
        replies.flush()


if __name__ == "__main__":
    main()
