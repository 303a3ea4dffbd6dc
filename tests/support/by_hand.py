"""Editions built by hand for the tests of publishing: every value is chosen here, none is spoken."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import replace

from audioedition.model import (
    AudioFile,
    Chapter,
    Cue,
    Edition,
    EditionParagraph,
    Loudness,
    Revision,
    Role,
    VoiceFacts,
)

IDENTITY = "https://journal.example/ponts"

Story = tuple[tuple[Role, str], ...]

STORY: Story = (
    ("title", "Le vieux pont rouvre aux promeneurs"),
    ("standfirst", "Après trois ans de travaux, les piétons retrouvent la rive nord. Les voitures, non."),
    ("body", "La barrière est tombée à 8 h 30. Une centaine d’habitants attendaient déjà, sous la pluie."),
    ("heading", "Un chantier à 3,5 millions d’euros"),
    ("body", "La facture a gonflé de 12 %. La ville en paie la moitié. L’État et la région font le reste."),
    ("quote", "« On avait fini par oublier le bruit de l’eau », sourit une riveraine."),
    ("list", "Ouvert tous les jours, de 7 h à 22 h."),
    ("list", "Interdit aux trottinettes."),
    ("heading", "Et maintenant ?"),
    ("body", "Un second pont est à l’étude. Le conseil votera au printemps."),
)


def split(text: str) -> list[str]:
    pieces = text.replace(". ", ".|").split("|")
    return [piece for piece in pieces if piece]


def make_edition(
    story: Story = STORY,
    *,
    sentence_ms: int = 2000,
    opening: str | None = "Vous écoutez une édition audio, lue par une voix de synthèse.",
    language: str = "fr",
    neural: bool = False,
    slug: str = "le-vieux-pont",
) -> Edition:
    """Sentences of one length with 100 ms between; chapters at titles and headings."""
    cues: list[Cue] = []
    clock = 0

    def say(paragraph: int | None, sentence: int, text: str) -> None:
        nonlocal clock
        start = clock
        clock += sentence_ms
        cues.append(
            Cue(start_ms=start, end_ms=clock - 100, paragraph=paragraph, sentence=sentence, text=text)
        )

    if opening:
        say(None, 0, opening)
    for index, (_, text) in enumerate(story):
        for number, sentence in enumerate(split(text)):
            say(index, number, sentence)
    heads = [i for i, (role, _) in enumerate(story) if role in ("title", "heading")]
    starts = [next(c.start_ms for c in cues if c.paragraph == i) for i in heads]
    starts[0] = 0
    chapters = tuple(
        Chapter(start_ms=start, end_ms=end, title=story[head][1], paragraph=head)
        for head, start, end in zip(heads, starts, [*starts[1:], clock], strict=True)
    )
    created = "2026-03-01T07:00:00+00:00"
    return Edition(
        id=uuid.uuid5(uuid.NAMESPACE_URL, IDENTITY + slug).urn,
        identity=IDENTITY,
        slug=slug,
        title=story[0][1],
        url=IDENTITY,
        site="Le Journal d’exemple",
        byline="Claire Aubin",
        published="2026-03-01T06:30:00+01:00",
        language=language,
        voice=VoiceFacts(
            name="pico",
            label="Pico (voix embarquée)",
            engine="pico",
            engine_version="1",
            language="fr-FR",
            license="Apache-2.0",
            neural=neural,
        ),
        created_at=created,
        revisions=(Revision(number=1, created_at=created, audio=f"{slug}.mp3"),),
        fingerprint=hashlib.sha256(slug.encode()).hexdigest(),
        audio=AudioFile(
            path=f"{slug}.mp3",
            size_bytes=clock * 8,
            duration_ms=clock,
            sha256="0" * 64,
            bit_rate_kbps=64,
            frame_rate=24000,
        ),
        loudness=Loudness(integrated_lufs=-16.0, true_peak_dbtp=-2.0),
        paragraphs=tuple(EditionParagraph(role=role, text=text) for role, text in story),
        cues=tuple(cues),
        chapters=chapters,
    )


def corrected(edition: Edition) -> Edition:
    """Its second revision."""
    audio = f"{edition.slug}.r2.mp3"
    return replace(
        edition,
        revision=2,
        revisions=(
            *edition.revisions,
            Revision(
                number=2,
                created_at="2026-03-02T09:15:00+00:00",
                audio=audio,
                changes=("Le montant du chantier a été corrigé : 3,5 millions d’euros, et non 5,3.",),
            ),
        ),
        audio=replace(edition.audio, path=audio),
    )


def digest() -> Edition:
    """Two articles under their rubrics."""
    story: Story = (
        ("title", "L’essentiel du matin"),
        ("title", "Le pont rouvre"),
        ("body", "Les piétons passent. Les voitures attendent."),
        ("heading", "Le coût"),
        ("body", "La facture a gonflé."),
        ("title", "La pluie revient"),
        ("body", "Un front arrive par l’ouest. Prudence sur les routes."),
    )
    plain = make_edition(story, slug="essentiel")
    sections = (None, "Ville", "Ville", "Météo")
    chapters = tuple(
        replace(chapter, section=section) for chapter, section in zip(plain.chapters, sections, strict=True)
    )
    return replace(plain, chapters=chapters, url=None, byline=None, published=None)


def with_asides() -> Edition:
    """What a listener may want to leave out: a caption, a list, and right behind it a table read row by row."""
    story: Story = (
        ("title", "La piscine rouvre"),
        ("body", "Le bassin est plein depuis lundi."),
        ("caption", "Le bassin vu de la rue. Il mesure 25 mètres."),
        ("list", "Bonnet obligatoire."),
        ("list", "Douche avant le bain."),
        ("list", "Les tarifs."),
        ("list", "Enfant : 3 euros."),
        ("list", "Adulte : 5 euros."),
        ("heading", "L’été"),
        ("caption", "Les transats, le soir."),
        ("body", "On y vient en famille."),
    )
    plain = make_edition(story, slug="piscine")
    paragraphs = tuple(replace(p, table=5 <= n <= 7) for n, p in enumerate(plain.paragraphs))
    return replace(plain, paragraphs=paragraphs)


HOSTILE = (
    "</script><script>window.hacked=1</script>",
    '<img src=x onerror="window.hacked=1">',
    "Un titre « long » : \"guillemets\", 'apostrophes', ]]> et --> 🎧",
    "مرحبا بالعالم",
    "{{ 7*7 }} {% raise %} ${1} `x` \u2028 \u2029 &amp; &lt;",
)


def hostile() -> Edition:
    """Everything that a page could choke on, in every field that a page shows."""
    evil = " ".join(HOSTILE)
    long_title = (evil + " x" * 300)[:300]
    story: Story = (
        ("title", long_title),
        ("body", evil),
        *(("body", text) for text in HOSTILE),
        ("heading", HOSTILE[0]),
        ("list", HOSTILE[1]),
    )
    edition = make_edition(tuple(story), opening=evil)
    return replace(
        edition,
        site=HOSTILE[1],
        byline=HOSTILE[0],
        published=HOSTILE[1],
        voice=replace(edition.voice, label=HOSTILE[1]),
        url="javascript:window.hacked=1",
        chapters=tuple(replace(c, section=HOSTILE[0]) for c in edition.chapters),
        revisions=(
            *edition.revisions,
            Revision(number=2, created_at=HOSTILE[1], audio="x.mp3", changes=HOSTILE),
        ),
    )
