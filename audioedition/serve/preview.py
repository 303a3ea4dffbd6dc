"""One sentence, spoken while a person waits: how it will be said, and its sound."""

from __future__ import annotations

import io
import wave
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from audioedition.errors import UsageError
from audioedition.model import Article, Clip, Paragraph, Script, Utterance, Voice
from audioedition.script.lexicon import Lexicon
from audioedition.script.write import write_script
from audioedition.speak.clip_store import ClipStore
from audioedition.speak.engine_pool import Speakers
from audioedition.speak.engines.registry import load_engine
from audioedition.speak.pronounced import with_lexicon
from audioedition.speak.speak import speak_script
from audioedition.speak.voices import choose_voice


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewSound:
    """A sentence as printed and as the engine gets it."""

    text: str
    spoken: str


class Preview:
    """Keeps its engines loaded. Safe for threads: one sentence after the other."""

    def __init__(self, *, store: ClipStore) -> None:
        self._store = store
        self._speakers = Speakers()

    def sentences(self, text: str, *, voice: str, lexicon: Lexicon | None) -> tuple[PreviewSound, ...]:
        """Each sentence of a paragraph."""
        return tuple(
            PreviewSound(
                text=" ".join(u.text for u in said if u.text),
                spoken=" ".join(u.spoken for u in said),
            )
            for said in _by_sentence(text, voice=choose_voice(voice), lexicon=lexicon)
        )

    def hear(self, text: str, number: int, *, voice: str, lexicon: Lexicon | None) -> bytes:
        """WAV of the paragraph's sentence of that 0-based rank. Raises UsageError, VoiceError, EngineError."""
        profile = with_lexicon(choose_voice(voice), lexicon)
        sentences = list(_by_sentence(text, voice=profile, lexicon=lexicon))
        if not 0 <= number < len(sentences):
            raise UsageError(f"The paragraph has no sentence {number + 1}.", hint="Open it again.")
        script = Script(utterances=tuple(sentences[number]))
        found = speak_script(script, voice=profile, store=self._store, speakers=self._speakers)
        clips = [self._store.read(facts.key) for clips in found for facts in clips]
        if not clips:
            raise UsageError("There is nothing to hear in this sentence.", hint="Drop it.")
        return wav_of(Clip(pcm=b"".join(c.pcm for c in clips), frame_rate=clips[0].frame_rate))

    def close(self) -> None:
        self._speakers.close()


def _by_sentence(text: str, *, voice: Voice, lexicon: Lexicon | None) -> Iterator[list[Utterance]]:
    """The utterances of each sentence, as the whole article's script would have them."""
    article = Article(title=text, paragraphs=(Paragraph(role="body", text=text),))
    longest = load_engine(voice.engine).max_chars
    script = write_script(article, voice=voice, max_chars=longest, lexicon=lexicon)
    read = [u for u in script.utterances if u.paragraph is not None]
    for _, said in groupby(read, key=lambda u: u.sentence):
        yield list(said)


def wav_of(clip: Clip) -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as stream:
        stream.setnchannels(1)
        stream.setsampwidth(2)
        stream.setframerate(clip.frame_rate)
        stream.writeframes(clip.pcm)
    return buffer.getvalue()
