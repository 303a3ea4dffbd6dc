"""Perth's networks, read from its installed wheel. An edge.

What torch wrote is a ZIP of plain arrays beside a pickle. The pickle, which could run code, is not read: the file's
SHA-256 is known, and so are the order and the shapes of the arrays.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from audioedition.errors import UsageError
from audioedition.sound.watermark.network import Layer
from audioedition.system.files import sha256_of

VERSION = "1.0.1"
"""Of resemble-perth: other weights would be another mark."""
SCHEME = f"perth {VERSION}"
"""What ``edition.json`` calls the mark."""
_FILE = "perth_net/pretrained/implicit/perth_net_250000.pth.tar"
_SHA256 = "a15bce457ebc53ce5e6c9c3f11df78cf7ee2bf9cdab0a798902135b4c4027670"
BINS = 128
"""Lowest bins of the spectrum, up to 2 kHz: the mark stands in them alone."""
_HIDDEN, _KERNEL, _MIDDLE = 256, 7, 5
_NETWORKS = ("encoder", "slow", "normal", "fast")


def require_watermark() -> Path:
    """Where the weights lie. Raises UsageError when the extra is missing; nothing is loaded."""
    found = find_spec("perth")  # its __init__ would import torch: it is found, not imported
    folders = found.submodule_search_locations if found else None
    path = Path(folders[0]) / _FILE if folders else None
    if path is None or not path.is_file() or find_spec("numpy") is None:
        raise UsageError(
            "The watermark needs the extra [watermark].", hint='pip install "audioedition[watermark]"'
        )
    return path


@cache
def load_networks() -> Mapping[str, tuple[Layer, ...]]:
    """``encoder``, which marks, and ``slow``, ``normal`` and ``fast``, which find. 37 MB, kept for the process's life.

    Raises UsageError when the extra is missing, or its weights are not those of version 1.0.1.
    """
    import numpy as np

    path = require_watermark()
    if sha256_of(path) != _SHA256:
        raise UsageError(
            "The watermark's weights are not those of resemble-perth 1.0.1.",
            hint='pip install --force-reinstall "resemble-perth==1.0.1"',
        )
    networks = {}
    with zipfile.ZipFile(path) as archive:
        arrays = (np.frombuffer(archive.read(f"archive/data/{n}"), "<f4") for n in range(14 * len(_NETWORKS)))
        for name in _NETWORKS:
            last = BINS if name == "encoder" else 2
            shapes = [(_HIDDEN, BINS, 1), *[(_HIDDEN, _HIDDEN, _KERNEL)] * _MIDDLE, (last, _HIDDEN, 1)]
            networks[name] = tuple(
                # torch keeps (out, in, tap)
                Layer(taps=next(arrays).reshape(shape).transpose(2, 1, 0).copy(), bias=next(arrays))
                for shape in shapes
            )
    return networks
