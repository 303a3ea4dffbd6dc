"""The same article wherever its file lies, two where two files share a name, and no path in what is published."""

from __future__ import annotations

import dataclasses
import json
import shutil
from datetime import datetime, timezone
from pathlib import Path

import pytest

from audioedition.model import Article, Paragraph, RecordedOptions
from audioedition.produce.produce import EditionOptions, Produced, ReadArticle, produce_edition
from audioedition.produce.status import EditionStatus, check_editions
from audioedition.publish.folder.facts import edition_id
from audioedition.publish.folder.shelf import read_edition
from audioedition.publish.folder.withdrawn import forget_files, withdraw_edition, withdrawn_editions
from audioedition.publish.folder.writer import OWN_FOLDER
from audioedition.publish.rebuild import rebuild_folder
from tests.support.road import Run, editions

BRIDGE = """Le pont de bois rouvre

La passerelle de bois est de nouveau ouverte depuis samedi. Les riverains l’attendaient depuis deux ans.

Le chantier a coûté moins cher que prévu, dit la mairie, qui a refait les garde-corps avec le chêne de la commune.
"""
POOL = """La piscine ferme tout l’été

Les bassins seront vidés lundi matin. Les clubs iront nager dans la ville voisine jusqu’en septembre.

La chaudière, plus vieille que les maîtres nageurs, sera remplacée avant la rentrée.
"""
RULES = """[[rules]]
id = "maison"
kind = "promo"
why = "À nous."
match = "pattern"
phrases = ["^le chantier"]
"""


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def make(path: Path, output: Path, **options: object) -> Produced:
    return produce_edition(str(path), output=output, options=EditionOptions(voice="tone", **options))  # type: ignore[arg-type]  # the tests' own shorthand


def look(output: Path) -> EditionStatus:
    (found,) = check_editions(output)
    return found


def published(folder: Path) -> str:
    """Everything that stands in an edition's folder as text."""
    texts = [
        path for path in folder.rglob("*") if path.is_file() and path.suffix not in (".mp3", ".epub", ".jpg")
    ]
    return "\n".join(path.read_text(encoding="utf-8") for path in texts)


def test_nothing_that_is_published_names_a_path_of_this_machine(tmp_path: Path) -> None:
    lexicon = write(tmp_path / "secret" / "lexicon.toml", '[[entry]]\nwritten = "chêne"\nsay = "chaîne"\n')
    write(tmp_path / "secret" / "regles" / "maison.toml", RULES)
    path = write(tmp_path / "secret" / "pont.txt", BRIDGE)
    made = make(path, tmp_path / "out", lexicon=lexicon, site_rules=(lexicon.parent / "regles",), rate=1.5)
    assert made.edition.identity == "file:pont.txt"
    assert made.edition.making is not None
    assert (made.edition.making.lexicon, made.edition.making.site_rules) == ("lexicon.toml", ("regles",))
    assert str(tmp_path) not in published(made.folder)
    assert "secret" not in published(made.folder)
    assert str(tmp_path).encode() not in made.audio_path.read_bytes()


def test_the_same_file_from_another_folder_is_the_same_edition(tmp_path: Path) -> None:
    output = tmp_path / "out"
    first = make(write(tmp_path / "a" / "pont.txt", BRIDGE), output)
    again = make(write(tmp_path / "b" / "pont.txt", BRIDGE), output)
    assert (again.status, again.folder, again.notes) == ("unchanged", first.folder, first.notes)
    shutil.rmtree(tmp_path / "a")
    corrected = make(write(tmp_path / "b" / "pont.txt", BRIDGE.replace("samedi", "dimanche")), output)
    assert (corrected.status, corrected.folder) == ("revised", first.folder)
    assert corrected.edition.id == first.edition.id


def test_two_files_of_one_name_are_two_editions_and_a_sentence_says_so(tmp_path: Path) -> None:
    output = tmp_path / "out"
    bridge = make(write(tmp_path / "a" / "page.txt", BRIDGE), output)
    pool = make(write(tmp_path / "b" / "page.txt", POOL), output)
    assert (bridge.status, pool.status) == ("made", "made")
    assert bridge.folder != pool.folder
    assert any("page.txt is another article than “Le pont de bois rouvre”" in note for note in pool.notes)
    corrected = make(write(tmp_path / "b" / "page.txt", POOL.replace("lundi", "mardi")), output)
    assert (corrected.status, corrected.folder) == ("revised", pool.folder)
    assert not any("another article" in note for note in corrected.notes)
    assert make(tmp_path / "a" / "page.txt", output).status == "unchanged"
    assert len(editions(output)) == 2
    assert [found.state for found in check_editions(output)] == ["current", "current"]


def test_a_file_that_holds_another_article_now_does_not_overwrite_the_edition(tmp_path: Path) -> None:
    output, path = tmp_path / "out", write(tmp_path / "une.txt", BRIDGE)
    first = make(path, output)
    write(path, POOL)
    assert look(output).state == "unknown"
    assert "une.txt holds another article now" in look(output).reasons[0].text
    second = make(path, output)
    assert second.folder != first.folder
    assert read_edition(first.folder).edition.title == "Le pont de bois rouvre"


def test_an_identity_of_ones_own_goes_before_name_and_content(tmp_path: Path, run: Run) -> None:
    write(tmp_path / "une.txt", BRIDGE)
    done = run("make", "une.txt", "--voice", "tone", "--id", "une", "-o", "out", "-q")
    assert done.returncode == 0, done.stderr
    write(tmp_path / "autre.txt", POOL)
    done = run("make", "autre.txt", "--voice", "tone", "--id", "une", "-o", "out", "-q")
    assert done.returncode == 0, done.stderr
    (folder,) = editions(tmp_path / "out")
    edition = read_edition(folder).edition
    assert (edition.identity, edition.id, edition.revision) == ("id:une", edition_id("id:une"), 2)
    assert look(tmp_path / "out").state == "current"
    assert run("make", "une.txt", "autre.txt", "--id", "x", "--voice", "tone").returncode == 2


def test_an_edition_of_before_is_found_again_and_its_path_goes(tmp_path: Path) -> None:
    """It keeps its id: a feed's subscribers must not hear the article twice."""
    output, path = tmp_path / "out", write(tmp_path / "a" / "pont.txt", BRIDGE)
    lexicon = write(tmp_path / "l.toml", '[[entry]]\nwritten = "chêne"\nsay = "chaîne"\n')
    made = make(path, output, lexicon=lexicon)
    age(made.folder, identity=str(path), lexicon=str(lexicon))
    old = read_edition(made.folder).edition
    assert old.identity == str(path), "old editions open"
    assert look(output).state == "current"
    again = make(path, output, lexicon=lexicon)
    assert (again.status, again.folder, again.edition.id) == ("unchanged", made.folder, old.id)
    assert str(tmp_path) not in published(made.folder)
    write(path, BRIDGE.replace("samedi", "dimanche"))
    assert make(path, output, lexicon=lexicon).edition.id == old.id


def test_publish_takes_the_paths_out_of_editions_of_before(tmp_path: Path) -> None:
    """They stayed in edition.json, for everybody to read, until the article was made again."""
    output = tmp_path / "out"
    bridge, pool = write(tmp_path / "a" / "une.txt", BRIDGE), write(tmp_path / "b" / "une.txt", POOL)
    lexicon = write(tmp_path / "l.toml", '[[entry]]\nwritten = "chêne"\nsay = "chaîne"\n')
    folders = [make(path, output, lexicon=lexicon).folder for path in (bridge, pool)]
    for path, folder in zip((bridge, pool), folders, strict=True):
        age(folder, identity=str(path), lexicon=str(lexicon))
    ids = [rebuild_folder(folder).id for folder in folders]
    assert ids == [edition_id(str(bridge)), edition_id(str(pool))]
    for folder in folders:
        assert str(tmp_path) not in published(folder)
        assert rebuild_folder(folder) == read_edition(folder).edition
    assert [found.state for found in check_editions(output)] == ["current", "current"]
    for path, id_ in zip((bridge, pool), ids, strict=True):
        again = make(path, output, lexicon=lexicon)
        assert (again.status, again.edition.id) == ("unchanged", id_)


def age(folder: Path, *, identity: str, lexicon: str) -> None:
    """As an edition was written before: paths within, nothing beside."""
    content = json.loads((folder / "edition.json").read_bytes())
    known = {"chapters", "locale", "title", "keep", "drop", "captions", "spoken_sha256", "voice_sha256"}
    making = {key: value for key, value in content["making"].items() if key in known} | {"lexicon": lexicon}
    content |= {"identity": identity, "id": edition_id(identity), "making": making}
    (folder / "edition.json").write_text(json.dumps(content), encoding="utf-8")
    shutil.rmtree(folder.parent / OWN_FOLDER, ignore_errors=True)


@pytest.mark.parametrize(
    "options",
    [{"rate": 1.5}, {"captions": True}, {"strict": True}, {"bit_rate_kbps": 128}, {"chapters": "paragraph"}],
)
def test_what_an_edition_was_made_with_is_compared_with_the_like(
    tmp_path: Path, options: dict[str, object]
) -> None:
    make(write(tmp_path / "pont.txt", BRIDGE), tmp_path / "out", **options)
    assert (look(tmp_path / "out").state, look(tmp_path / "out").reasons) == ("current", ())


def test_rate_and_rules_by_site_as_a_person_gives_them(tmp_path: Path, program: Run) -> None:
    """It once said « sounds different now », and that a paragraph was added."""
    write(tmp_path / "pont.txt", BRIDGE)
    write(tmp_path / "regles" / "maison.toml", RULES)
    done = program(
        "make", "pont.txt", "--voice", "tone", "--rate", "1.5", "--site-rules", "regles", "-o", "out", "-q"
    )
    assert done.returncode == 0, done.stderr
    status = program("status", "out")
    assert (status.returncode, status.stdout.partition("\t")[0]) == (0, "current"), status.stdout
    write(tmp_path / "regles" / "maison.toml", RULES.replace("le chantier", "le stade"))
    status = program("status", "out")
    assert status.returncode == 1
    assert "ajouté" in status.stdout


def test_on_another_machine_what_is_not_known_is_said_and_nothing_is_called_changed(tmp_path: Path) -> None:
    write(tmp_path / "regles" / "maison.toml", RULES)
    made = make(write(tmp_path / "pont.txt", BRIDGE), tmp_path / "out", site_rules=(tmp_path / "regles",))
    shutil.copytree(made.folder, tmp_path / "elsewhere" / made.folder.name)
    found = look(tmp_path / "elsewhere")
    assert found.state == "unknown"
    assert [reason.text for reason in found.reasons] == [
        "The rules regles that it was made with are not known on this machine."
    ]
    plain = make(write(tmp_path / "piscine.txt", POOL), tmp_path / "out2")
    shutil.copytree(plain.folder, tmp_path / "elsewhere2" / plain.folder.name)
    assert "Where the article came from" in look(tmp_path / "elsewhere2").reasons[0].text
    assert list(withdrawn_editions(tmp_path / "elsewhere")) == []
    assert not (tmp_path / "elsewhere" / OWN_FOLDER).exists(), "who only looks writes nothing"


def test_a_voice_named_by_its_path_is_found_again(tmp_path: Path) -> None:
    profile = write(tmp_path / "voix" / "mienne.toml", 'engine = "tone"\nlabel = "Mienne"\nlicense = "MIT"\n')
    path = write(tmp_path / "pont.txt", BRIDGE)
    made = produce_edition(str(path), output=tmp_path / "out", options=EditionOptions(voice=str(profile)))
    assert look(tmp_path / "out").state == "current"
    assert str(tmp_path) not in published(made.folder)


def test_all_that_was_asked_for_is_recorded() -> None:
    asked = {field.name for field in dataclasses.fields(EditionOptions)}
    recorded = {field.name for field in dataclasses.fields(RecordedOptions)}
    # the identity holds what --id said; force and full_text are said of a run, not of an edition
    # jingles by their names and a hash; who certifies by a field of the edition itself, formats by the files it names
    said_otherwise = {"intro", "between", "outro", "bed", "certified_by", "formats"}
    assert asked - recorded == {"id", "force", "full_text", "loudness", *said_otherwise}
    assert recorded >= {"jingles", "jingles_sha256", "loudness_lufs"}


def test_where_it_came_from_goes_with_the_edition(tmp_path: Path) -> None:
    made = make(write(tmp_path / "pont.txt", BRIDGE), tmp_path / "out")
    origins = tmp_path / "out" / OWN_FOLDER / "origins"
    assert [json.loads(path.read_bytes())["source"] for path in origins.iterdir()] == [
        str(tmp_path / "pont.txt")
    ]
    at = datetime.now(timezone.utc)
    gone = withdraw_edition(tmp_path / "out", edition_id=made.edition.id, at=at, reason="deleted")
    assert gone is not None
    assert len(list(origins.iterdir())) == 1  # it may be restored
    forget_files(tmp_path / "out", gone)
    assert list(origins.iterdir()) == []


def read_at(address: str, *, title: str = "Le pont de bois rouvre") -> ReadArticle:
    paragraphs = (
        Paragraph(role="title", text=title),
        Paragraph(role="body", text="La passerelle de bois est de nouveau ouverte depuis samedi."),
    )
    article = Article(title=title, paragraphs=paragraphs, dropped=(), url=address)
    return ReadArticle(article=article, identity=address, by_name=False, source=address, from_web=True)


@pytest.mark.parametrize(
    ("first", "second"),
    [("https://{}/x", "https://{}/x/"), ("https://{}/x/", "https://{}/x"), ("http://{}/x", "https://{}/x/")],
)
def test_an_address_written_otherwise_is_one_edition(tmp_path: Path, first: str, second: str) -> None:
    """A last slash; a site that went to https, whose feed then named each article anew."""
    options = EditionOptions(voice="tone")
    made, again = (
        produce_edition(read_at(address.format("journal.example")), output=tmp_path, options=options)
        for address in (first, second)
    )
    assert (again.status, again.edition.id) == ("unchanged", made.edition.id)


def test_another_title_behind_the_slash_is_another_article(tmp_path: Path) -> None:
    options = EditionOptions(voice="tone")
    produce_edition(read_at("https://journal.example/x"), output=tmp_path, options=options)
    other = read_at("https://journal.example/x/", title="La piscine ferme")
    assert produce_edition(other, output=tmp_path, options=options).status == "made"
