"""200 beacons a second against a service that serves listeners meanwhile: latencies of both, with and without.

    python benchmarks/beacons.py [--rate 200] [--seconds 20]

The service runs on this machine's own cores, with one worker; so does the load. What is compared is one run's listeners
with and without the beacons, in turns.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ARTICLE = "Le phare est repeint\n\n" + "\n\n".join(
    f"Le peintre numéro {n} monte à l’échelle par un matin clair." for n in range(40)
)


def start(output: Path) -> tuple[subprocess.Popen[bytes], int]:
    log = output.parent / "log"
    command = [
        sys.executable,
        "-m",
        "audioedition",
        "serve",
        "-o",
        str(output),
        "--port",
        "0",
        "--voice",
        "tone",
    ]
    process = subprocess.Popen(
        command,
        stderr=log.open("wb"),
        env={**os.environ, "XDG_CACHE_HOME": str(output.parent / "cache")},
    )
    while not (found := re.search(rb"http://127\.0\.0\.1:(\d+)/", log.read_bytes())):
        time.sleep(0.1)
    return process, int(found[1])


def ask(port: int, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(method, path, body=body, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def edition(port: int) -> tuple[str, str]:
    """The edition's folder and the path of its MP3."""
    body = json.dumps({"external_id": "load", "text": ARTICLE}).encode()
    ask(port, "POST", "/api/editions", body, **{"Content-Type": "application/json"})
    while True:
        content = json.loads(ask(port, "GET", "/api/status?external_id=load")[1])
        if content["state"] == "done":
            name = content["edition"]["name"]
            return name, f"/e/{name}/{content['edition']['audio'].rpartition('/')[2]}"
        time.sleep(0.2)


class Load:
    """Sends at a steady rate, whether answers come or not; each sender keeps its connection."""

    def __init__(self, port: int, *, rate: float, seconds: float, senders: int = 40) -> None:
        self._port, self._senders = port, senders
        self._pause_s = senders / rate
        self._until = time.monotonic() + seconds
        self.latencies_s: list[float] = []
        self.statuses: dict[int, int] = {}
        self._turn = threading.Lock()

    def run(self, method: str, path: str, body: bytes | None = None, **headers: str) -> None:
        def send(number: int) -> None:
            # each from an address of its own: one alone would be held back
            own = (f"127.0.1.{number + 1}", 0)
            connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30, source_address=own)
            due = time.monotonic() + number * self._pause_s / self._senders
            while due < self._until:
                time.sleep(max(0.0, due - time.monotonic()))
                connection.request(method, path, body=body, headers=headers)
                answer = connection.getresponse()
                answer.read()
                with self._turn:  # from when it was due: a service that lags must not hide it
                    self.latencies_s.append(time.monotonic() - due)
                    self.statuses[answer.status] = self.statuses.get(answer.status, 0) + 1
                due += self._pause_s
            connection.close()

        with ThreadPoolExecutor(self._senders) as executor:
            list(executor.map(send, range(self._senders)))

    def summary(self) -> str:
        values = sorted(self.latencies_s)
        at = [
            f"p{p} {values[min(len(values) - 1, len(values) * p // 100)] * 1000:.1f} ms" for p in (50, 95, 99)
        ]
        return f"{len(values)} answers {self.statuses}, {', '.join(at)}, worst {values[-1] * 1000:.1f} ms"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=float, default=200.0)
    parser.add_argument("--seconds", type=float, default=20.0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        process, port = start(Path(folder) / "output")
        try:
            name, sound = edition(port)
            beacon = json.dumps({"edition": name, "kind": "quarter", "value": 25}).encode()
            part = {"Range": "bytes=0-65535", "User-Agent": "AntennaPod/3"}
            for turn in range(2):
                alone = Load(port, rate=20, seconds=options.seconds / 2, senders=4)
                alone.run("GET", sound, None, **part)
                print(f"turn {turn}: listeners alone: {alone.summary()}", flush=True)
                listeners = Load(port, rate=20, seconds=options.seconds, senders=4)
                beacons = Load(port, rate=options.rate, seconds=options.seconds)
                other = threading.Thread(target=listeners.run, args=("GET", sound), kwargs=part)
                other.start()
                beacons.run("POST", "/beacon", beacon)
                other.join()
                print(f"turn {turn}: with beacons: {listeners.summary()}")
                print(f"turn {turn}: beacons: {beacons.summary()}", flush=True)
            day = json.loads(ask(port, "GET", "/api/stats")[1])["editions"][0]
            print(f"counted: {day['quarters']['25']}")
        finally:
            process.terminate()
            process.wait()


if __name__ == "__main__":
    main()
