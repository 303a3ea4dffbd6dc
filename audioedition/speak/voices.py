"""Voice profiles: one TOML file per voice. Find, read, check; choose the best one that is installed.

Looked for in this order: the folder in ``AUDIOEDITION_VOICES``, the person's own folder
(``audioedition doctor`` shows it), the profiles that come with the program. The first of a name wins.
"""

from __future__ import annotations

import os
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from audioedition.errors import VoiceError
from audioedition.model import Pauses, RoleVoice, Voice
from audioedition.system.folders import config_folder
from audioedition.system.toml_file import TomlFile, read_toml

if TYPE_CHECKING:
    from audioedition.speak.installed import VoiceSpeed

AUTO = "auto"
SLOWEST, FASTEST = 0.5, 3.0
"""Rates that every engine bears. Trained ears follow espeak-ng at 2.5."""
ROLES = ("title", "standfirst", "heading", "body", "quote", "list", "caption", "opening")
_TEXT = ("label", "engine", "language", "license", "description")
_KEYS = (
    *_TEXT,
    "rate",
    "pauses",
    "options",
    "roles",
    "neural",
    "priority",
    "offered",
    "fallback",
    "min_words",
)


def voice_folders() -> tuple[Path, ...]:
    named = os.environ.get("AUDIOEDITION_VOICES")
    here = Path(__file__).parents[1]
    shipped = here / "voices_data"  # in the wheel; in a checkout, the folder that it is made from
    return (
        *((Path(named),) if named else ()),
        config_folder() / "voices",
        shipped if shipped.is_dir() else here.parent / "voices",
    )


def voice_files() -> dict[str, Path]:
    """Name -> profile, sorted by name."""
    found: dict[str, Path] = {}
    for folder in voice_folders():
        for path in sorted(folder.glob("*.toml")):
            found.setdefault(path.stem, path)
    return dict(sorted(found.items()))


def offered_voices() -> tuple[str, ...]:
    """The names that a person is shown, sorted; also of a profile that is broken, so that this can be told."""
    names: list[str] = []
    for name, path in voice_files().items():
        try:
            if not parse_voice(path).offered:
                continue
        except VoiceError:
            pass
        names.append(name)
    return tuple(names)


def read_voice(name: str) -> Voice:
    """The profile of that name, or at that path (``….toml``).

    Raises VoiceError: unknown name (the known ones are listed), or a broken file (file, line, key).
    """
    if name.endswith(".toml"):
        return parse_voice(Path(name))
    files = voice_files()
    if name not in files:
        raise VoiceError(
            f"There is no voice named “{name}”.",
            hint=f"Known voices: {', '.join(offered_voices())}. “auto” takes the best one that is installed.",
        )
    return parse_voice(files[name])


def parse_voice(path: Path) -> Voice:
    file = read_toml(path, error=VoiceError)
    content = file.content
    file.check_keys(content, _KEYS)
    if "engine" not in content:
        file.reject("engine", "this key is needed", hint='For example: engine = "pico".')
    rate = file.typed(content, "rate", float, 1.0)
    if not SLOWEST <= rate <= FASTEST:
        file.reject("rate", f"{rate:g} is outside {SLOWEST:g} to {FASTEST:g}")
    min_words = file.typed(content, "min_words", int, 0)
    if not 0 <= min_words <= 10:
        file.reject("min_words", f"{min_words} is outside 0 to 10")
    texts = {key: file.typed(content, key, str, "") for key in _TEXT}
    texts["language"] = texts["language"] or "fr-FR"
    return Voice(
        name=path.stem,
        **texts,
        rate=rate,
        pauses=_read_pauses(file),
        options=file.typed(content, "options", dict, {}),
        roles=_read_roles(file),
        neural=file.typed(content, "neural", bool, False),
        priority=file.typed(content, "priority", int, 0),
        min_words=min_words,
        offered=file.typed(content, "offered", bool, True),
        fallback=file.typed(content, "fallback", str, "") or None,
    )


def _read_pauses(file: TomlFile) -> Pauses:
    table = file.typed(file.content, "pauses", dict, {})
    file.check_keys(table, [f.name for f in fields(Pauses)], prefix="pauses.")
    for key in table:
        pause_ms = file.typed(table, key, int, 0, prefix="pauses.")
        if not 0 <= pause_ms <= 10_000:
            file.reject(f"pauses.{key}", f"{pause_ms} ms is outside 0 to 10000")
    return Pauses(**table)


def _read_roles(file: TomlFile) -> dict[str, RoleVoice]:
    table = file.typed(file.content, "roles", dict, {})
    file.check_keys(table, ROLES, prefix="roles.")
    roles: dict[str, RoleVoice] = {}
    for role in table:
        prefix = f"roles.{role}."
        entry: dict[str, Any] = file.typed(table, role, dict, {}, prefix="roles.")
        file.check_keys(entry, ("voice", "rate"), prefix=prefix)
        roles[role] = RoleVoice(
            voice=file.typed(entry, "voice", str, "", prefix=prefix) or None,
            rate=file.typed(entry, "rate", float, 1.0, prefix=prefix) if "rate" in entry else None,
        )
    return roles


def choose_voice(name: str = AUTO, *, rate: float | None = None) -> Voice:
    """The named voice, checked; for ``auto`` the installed one of highest priority that sends no text away.

    ``rate`` (0.5 to 3) stands in for the profile's. Raises VoiceError when it cannot be spoken here.
    """
    from audioedition.speak.engines.registry import load_engine

    voice = read_voice(name) if name != AUTO else _best_voice()
    load_engine(voice.engine).check(voice)
    if rate is None:
        return voice
    if not SLOWEST <= rate <= FASTEST:
        raise VoiceError(
            f"A rate of {rate:g} is outside {SLOWEST:g} to {FASTEST:g}.", hint="1 = as the voice is."
        )
    return replace(voice, rate=rate)


def voice_speed(voice: Voice) -> VoiceSpeed | None:
    """What the installation measured of this voice on this machine; ``None`` where nothing was."""
    from audioedition.speak.installed import find_installed

    try:
        return find_installed(str(voice.options.get("model") or voice.name)).speed
    except VoiceError:
        return None


def damaged_voices() -> tuple[VoiceError, ...]:
    """What is wrong with installed voices that have a file missing or cut short: ``auto`` passes over them."""
    from audioedition.speak.installed import find_installed, list_installed

    problems = []
    for name in list_installed():
        try:
            find_installed(name)
        except VoiceError as error:
            problems.append(error)
    return tuple(problems)


def _best_voice() -> Voice:
    from audioedition.speak.engines.registry import load_engine

    problems: list[str] = []
    voices: list[Voice] = []
    for name in voice_files():
        try:
            voices.append(read_voice(name))
        except VoiceError as error:  # one broken profile must not silence the others
            problems.append(str(error))
    for voice in sorted(voices, key=lambda v: (-v.priority, v.name)):
        if voice.priority <= 0:
            break
        try:
            engine = load_engine(voice.engine)
            if engine.sends_text_to is None:
                engine.check(voice)
                return voice
        except VoiceError as error:
            problems.append(f"{voice.name}: {error}")
    raise VoiceError(
        "No offline voice is installed here.",
        hint="; ".join(problems) or "See audioedition voices list, or name an online voice with --voice.",
    )
