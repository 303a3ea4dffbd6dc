"""How well listening back works: false alarms over clean sentences, and how much damage it finds.

    python benchmarks/listen.py [--voice siwis] [--editions 30] [--articles FILE]

The articles (one a paragraph, a sentence a line, the title first) are spoken by the real road: script, clips,
programme, MP3. A damaged edition has one sentence spoilt as a failing voice would: cut in half, said twice,
exchanged with another, replaced by silence; its cues follow the sound, as they would. (It holds half an article,
half a minute.) Found = an alarm on that sentence. Needs the extra [listen]; the clips are kept in the person's
cache, so a second run hears only.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from audioedition.check.listen import Ear, Remark, find_model
from audioedition.check.listen.report import describe_remark
from audioedition.check.listen.session import FRAME_RATE, listen_to_cues
from audioedition.model import Article, Clip, ClipFacts, Cue, Paragraph, Script, Voice
from audioedition.script.write import write_script
from audioedition.sound.assemble import assemble_programme
from audioedition.sound.decode import opened_sound
from audioedition.sound.loudness import pcm_of
from audioedition.speak.clip_store import FolderStore
from audioedition.speak.engines.registry import load_engine
from audioedition.speak.speak import speak_script
from audioedition.speak.voices import choose_voice
from audioedition.system.ffmpeg import pcm_input, run_ffmpeg
from audioedition.system.folders import cache_folder
from audioedition.system.processor import this_processor

HERE = Path(__file__).parent
KINDS = ("cut", "doubled", "swapped", "silence")
Clips = tuple[tuple[ClipFacts, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    article: Article
    script: Script
    clips: Clips


def read_articles(path: Path) -> list[Article]:
    articles = []
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        title, *lines = block.splitlines()
        body = tuple(Paragraph(role="body", text=line) for line in lines)
        articles.append(Article(title=title, paragraphs=(Paragraph(role="title", text=title), *body)))
    return articles


def halves(article: Article) -> list[Article]:
    """Two editions of one article, each under its title: a damaged one need not be long."""
    title, *body = article.paragraphs
    middle = len(body) // 2
    return [
        Article(title=article.title, paragraphs=(title, *part)) for part in (body[:middle], body[middle:])
    ]


def speak_article(article: Article, *, voice: Voice, store: FolderStore) -> Spoken:
    script = write_script(article, voice=voice, max_chars=load_engine(voice.engine).max_chars)
    return Spoken(article=article, script=script, clips=speak_script(script, voice=voice, store=store))


def hear(
    spoken: Spoken, clips: Clips, *, store: FolderStore, ear: Ear
) -> tuple[tuple[Cue, ...], tuple[Remark, ...]]:
    programme = assemble_programme(spoken.script, clips, paragraphs=spoken.article.paragraphs)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.mp3"
        run_ffmpeg(
            [*pcm_input(programme.frame_rate), "-af", "volume=6dB", "-b:a", "96k", "-ar", "44100", str(path)],
            feed=lambda: pcm_of(programme, read_clip=store.read),
        )
        with opened_sound(path, frame_rate=FRAME_RATE) as sound:
            return programme.cues, listen_to_cues(sound, programme.cues, ear=ear)


def damage(
    spoken: Spoken, kind: str, *, store: FolderStore, chance: random.Random
) -> tuple[Clips, set[tuple[int, int]]]:
    """The clips with one sentence spoilt, and which sentences (paragraph, sentence) may raise the alarm."""
    able = [
        index
        for index, utterance in enumerate(spoken.script.utterances)
        if utterance.paragraph and spoken.clips[index] and len(utterance.spoken) >= 30
    ]
    index, other = chance.sample(able, 2)
    clips = list(spoken.clips)
    spoilt = {index}
    if kind == "doubled":
        clips[index] = clips[index] * 2
    elif kind == "swapped":
        clips[index], clips[other] = clips[other], clips[index]
        spoilt = {index, other}
    else:
        whole = store.read(clips[index][0].key)
        keep = len(whole.pcm) // 2 // 2 * 2
        pcm = whole.pcm[:keep] if kind == "cut" else bytes(len(whole.pcm))
        facts = store.write(f"{clips[index][0].key}-{kind}", Clip(pcm=pcm, frame_rate=whole.frame_rate))
        clips[index] = (facts, *clips[index][1:])
    places = {(u.paragraph or 0, u.sentence) for n, u in enumerate(spoken.script.utterances) if n in spoilt}
    return tuple(clips), places


def alarmed(remarks: Sequence[Remark], cues: Sequence[Cue]) -> dict[tuple[int, int], list[Remark]]:
    found: dict[tuple[int, int], list[Remark]] = {}
    for remark in remarks:
        cue = cues[remark.sentence]
        if remark.alarm and cue.paragraph is not None:
            found.setdefault((cue.paragraph, cue.sentence), []).append(remark)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--voice", default="siwis")
    parser.add_argument("--model", default="base")
    parser.add_argument("--articles", type=Path, default=HERE / "listen_articles.txt")
    parser.add_argument("--editions", type=int, default=30, help="damaged ones")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    voice, ear, chance = (
        choose_voice(options.voice),
        Ear(find_model(options.model)),
        random.Random(options.seed),
    )
    store = FolderStore(cache_folder() / "clips")
    spoken = [speak_article(article, voice=voice, store=store) for article in read_articles(options.articles)]

    started, sentences, sound_s, clean_alarms, notes = time.monotonic(), 0, 0.0, 0, 0
    for one in spoken:
        cues, remarks = hear(one, one.clips, store=store, ear=ear)
        sentences += sum(cue.paragraph is not None for cue in cues)
        sound_s += cues[-1].end_ms / 1000
        notes += sum(not remark.alarm for remark in remarks)
        for place, why in alarmed(remarks, cues).items():
            clean_alarms += 1
            print(f"false alarm: {one.article.paragraphs[place[0]].text}\n    {describe_remark(why[0])}")
    heard_s = time.monotonic() - started

    short = [speak_article(half, voice=voice, store=store) for one in spoken for half in halves(one.article)]
    chance.shuffle(short)
    found = dict.fromkeys(KINDS, 0)
    made = dict.fromkeys(KINDS, 0)
    besides = others = 0
    for number in range(options.editions):
        one, kind = short[number % len(short)], KINDS[number % len(KINDS)]
        clips, places = damage(one, kind, store=store, chance=chance)
        cues, remarks = hear(one, clips, store=store, ear=ear)
        alarms = alarmed(remarks, cues)
        made[kind] += 1
        found[kind] += bool(places & alarms.keys())
        besides += len(alarms.keys() - places)
        others += sum(cue.paragraph is not None for cue in cues) - len(places)
        if not places & alarms.keys():
            print(f"not found ({kind}): {[one.article.paragraphs[p].text for p, _ in places]}")

    machine = f"{this_processor()}, {os.cpu_count()} cores"
    print(f"\nvoice {voice.name}, listened to by {options.model}; {machine}\n")
    print("| what | of | raised an alarm |")
    print("|---|---|---|")
    print(f"| clean sentences | {sentences} | {clean_alarms} ({clean_alarms / sentences:.1%}; aim ≤ 2 %) |")
    for kind in KINDS:
        print(f"| {kind} | {made[kind]} | {found[kind]} |")
    total = sum(made.values())
    print(
        f"| all damage | {total} | {sum(found.values())} ({sum(found.values()) / max(total, 1):.1%}; aim ≥ 95 %) |"
    )
    print(
        f"| other sentences of the damaged editions | {others} | {besides} ({besides / max(others, 1):.1%}) |"
    )
    print(f"\n{notes} notes over the clean ones; heard at {sound_s / heard_s:.1f} × real time.")


if __name__ == "__main__":
    main()
