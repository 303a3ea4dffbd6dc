"""``audioedition voices``: which voices there are, what each one is, how it sounds."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import click

from audioedition.commands.console import decimal, label, say, show, told
from audioedition.commands.voices_install import install_command, remove_command
from audioedition.errors import EngineError, VoiceError

SAMPLE = "Bonjour. Voici un exemple de cette voix, pour que vous puissiez l’entendre avant de la choisir."


@click.group(invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """List, show, try, install and remove voices."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_command)


command.add_command(install_command)
command.add_command(remove_command)


@command.command("list")
def list_command() -> None:
    """List the voices: ready or not, licence, and whether text leaves the machine."""
    from audioedition.speak.voices import choose_voice, offered_voices, read_voice

    try:
        best = choose_voice().name
    except VoiceError:
        best = ""
    for name in offered_voices():
        try:
            voice = read_voice(name)
            state = _state(name)
        except VoiceError as error:
            show(f"  {name:<16} {label('broken'):<10} {told(str(error))}")
            continue
        mark = "*" if name == best else " "
        show(f"{mark} {name:<16} {label(state):<10} {voice.label}  [{told(voice.license)}]")
    show("")
    say("* is what --voice auto takes here.")


@command.command("show")
@click.argument("name")
def show_command(name: str) -> None:
    """Show one voice: engine, licence, privacy, pauses, and what is missing."""
    from audioedition.speak.engines.registry import load_engine
    from audioedition.speak.voices import read_voice, voice_files, voice_speed

    voice = read_voice(name)
    engine = load_engine(voice.engine)
    speed = voice_speed(voice)
    rows = {
        "name": voice.name,
        "label": voice.label,
        "about": told(voice.description),
        "language": voice.language,
        "engine": f"{engine.name} {engine.version}",
        "licence": told(voice.license),
        "neural": label("yes" if voice.neural else "no"),
        "privacy": told(f"text is sent to {engine.sends_text_to}")
        if engine.sends_text_to
        else label("offline"),
        "rate": f"{voice.rate:g}",
        "pauses (ms)": ", ".join(f"{k} {v}" for k, v in dataclasses.asdict(voice.pauses).items()),
        "options": ", ".join(f"{k} = {v}" for k, v in voice.options.items()) or label("none"),
        "profile": str(voice_files().get(name, name)),
    }
    if speed is not None:
        rows["speed"] = told(
            f"about {decimal(speed.times_real_time)} times real time by {speed.accelerator}, {speed.peak_mb} MB"
        )
        rows["measured on"] = speed.processor
        rows["on trial"] = "; ".join(
            f"{runtime}: {decimal(times)} ×, {peak} MB" for runtime, times, peak in speed.trial
        )
    for key, value in rows.items():
        show(f"{label(key):<12} {value}")
    try:
        engine.check(voice)
        show(f"{label('state'):<12} {label('ready')}")
    except VoiceError as error:
        show(f"{label('state'):<12} {told(str(error))}")
        show(f"{'':<12} {told(error.hint)}")


@command.command("sample")
@click.argument("name")
@click.option("--rate", type=float, help="0.5 to 3 times the voice's own speed.")
@click.option("--text", default=SAMPLE, help="What to say.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The WAV file; default NAME.wav.")
def sample_command(name: str, rate: float | None, text: str, output: Path | None) -> None:
    """Let a voice speak one sentence into a WAV file."""
    from audioedition.script.normalise import normalise
    from audioedition.speak.engines.guard import guard_text
    from audioedition.speak.engines.host import EngineHost
    from audioedition.speak.engines.registry import load_engine
    from audioedition.speak.voices import choose_voice

    voice = choose_voice(name, rate=rate)
    pieces = guard_text(normalise(text), max_chars=load_engine(voice.engine).max_chars)
    if not pieces:
        raise EngineError("There is nothing to hear in that text.")
    with EngineHost(voice.engine) as host:
        clips = [host.speak(piece, voice) for piece in pieces]
    path = output or Path(f"{voice.name}.wav")
    write_wav(path, b"".join(clip.pcm for clip in clips), frame_rate=clips[0].frame_rate)
    click.echo(path)


def write_wav(path: Path, pcm: bytes, *, frame_rate: int) -> None:
    """Mono s16le as a WAV file."""
    import wave

    from audioedition.errors import PublishError
    from audioedition.system.files import replacing

    try:
        with replacing(path) as stream, wave.open(stream, "wb") as wav:
            wav.setnchannels(1)
            wav.setsampwidth(2)
            wav.setframerate(frame_rate)
            wav.writeframes(pcm)
    except OSError as error:
        raise PublishError(f"{path} cannot be written: {error.strerror}.") from error


def _state(name: str) -> str:
    from audioedition.speak.engines.registry import load_engine
    from audioedition.speak.voices import read_voice

    voice = read_voice(name)
    try:
        engine = load_engine(voice.engine)
        engine.check(voice)
    except VoiceError:
        return "missing"
    return "online" if engine.sends_text_to else "ready"
