"""audioedition.toml: what it says, and what is wrong with it."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from audioedition.errors import UsageError
from audioedition.newsroom.durations import parse_duration
from audioedition.newsroom.settings import (
    NewsroomSettings,
    SiteSettings,
    find_settings,
    read_settings,
)
from audioedition.newsroom.site_policy import options_of, passed_over

WHOLE = """\
output = "editions"
feeds = ["https://journal.example/flux.xml"]
every = "10m"
base_url = "https://audio.journal.example/editions"
workers = 2
ports = [80, 443, 8080]
contact = "redaction@journal.example"
voice = "pico"
delay_s = 1
skip = ["/video/"]

[sites."journal.example"]
robots = false
delay_s = 0
lexicon = "mots.toml"

[sites."sport.journal.example"]
voice = "tone"
only = ["/articles/"]
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "audioedition.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_whole_file(tmp_path: Path) -> None:
    (tmp_path / "mots.toml").write_text("")
    settings = read_settings(write(tmp_path, WHOLE))
    assert settings.output == tmp_path / "editions"
    assert settings.feeds == ("https://journal.example/flux.xml",)
    assert (settings.every_s, settings.workers, settings.ports) == (600, 2, (80, 443, 8080))
    assert settings.base_url == "https://audio.journal.example/editions/"
    assert settings.access().user_agent.endswith("redaction@journal.example")
    assert settings.voices() == ("pico", "tone")


def test_a_site_takes_what_it_does_not_say_from_the_top_and_stands_for_its_subdomains(tmp_path: Path) -> None:
    (tmp_path / "mots.toml").write_text("")
    settings = read_settings(write(tmp_path, WHOLE))
    main = settings.site_of("https://www.Journal.example/une")
    assert (main.voice, main.robots, main.delay_s, main.skip) == ("pico", False, 0, ("/video/",))
    assert options_of(main).lexicon == tmp_path / "mots.toml"
    sport = settings.site_of("https://sport.journal.example/x")
    assert (sport.voice, sport.robots, sport.lexicon) == ("tone", True, "")
    assert settings.site_of("https://faux-journal.example/x") == settings.everywhere
    assert settings.site_of("un/fichier.txt") == settings.everywhere


def test_what_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "mots.toml").write_text("")
    settings = read_settings(write(tmp_path, WHOLE))
    video, article = (
        "https://sport.journal.example/articles/video/1",
        "https://sport.journal.example/articles/1",
    )
    sport = settings.site_of(article)
    assert passed_over(article, sport) is None
    assert "/video/" in (passed_over(video, sport) or "")
    assert "only" in (passed_over("https://sport.journal.example/direct/1", sport) or "")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("\nvoix = 'pico'", 2, "voix: unknown key"),
        ("[sites.'a.fr']\nvoice='pico'\n[sites.'b.fr']\n\nvoise='x'", 5, "voise: unknown key"),
        ("[sites.'a.fr']\nvoice=3", 2, "text in quotes"),
        ("[sites.'a.fr']\nvoice='a'\n[sites.'b.fr']\nvoice=3", 4, "text in quotes"),
        ('[sites . "a.fr"]\nrobots=3', 2, "true or false"),
        ("[sites]\n'a.fr'='x'", 2, "a table expected"),
        ("feeds='x'", 1, "a list"),
        ("feeds=[1]", 1, "a list of texts"),
        ("voice='a'\nkeep=['(']", 2, "regular expression"),
        ("\n\nskip=['*']", 3, "regular expression"),
        ("chapters='tous'", 1, "one of auto"),
        ("locale='fr'", 1, "one of fr-FR"),
        ("\ncertified_by='''a\nb'''", 2, "on one line"),
        ("certified_by=true", 1, "text in quotes"),
        ("latest=0", 1, "at least 1"),
        ("delay_s=-1", 1, "0 to 3600"),
        ("delay_s=nan", 1, "0 to 3600"),
        ("robots=1", 1, "true or false"),
        ("every='bientôt'", 1, "not a duration"),
        ("every='1s'", 1, "at least 30 s"),
        ("base_url='ftp://a'", 1, "address"),
        ("workers=0", 1, "1 to 256"),
        ("ports=[0]", 1, "65535"),
        ("ports=['80']", 1, "65535"),
        ('contact="a\\nX-A: b"', 1, "ASCII"),
        ("contact='rédaction'", 1, "ASCII"),
        ("lexicon='rien.toml'", 1, "there is no file"),
    ],
)
def test_what_is_wrong_is_said_with_file_line_and_key(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    path = write(tmp_path, text)
    with pytest.raises(UsageError, match=words) as caught:
        read_settings(path)
    assert str(caught.value).startswith(f"{path}, line {line}: ")


def test_broken_toml_and_missing_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="not valid TOML"):
        read_settings(write(tmp_path, "voice = "))
    with pytest.raises(UsageError, match="cannot be read"):
        find_settings(tmp_path / "rien.toml")
    empty = tmp_path / "vide"
    empty.mkdir()
    monkeypatch.chdir(empty)
    assert find_settings(None) == NewsroomSettings()
    write(empty, "voice = 'pico'")
    assert find_settings(None).everywhere.voice == "pico"


@pytest.mark.parametrize(
    ("text", "seconds"), [("90", 90), ("90s", 90), ("5m", 300), ("1.5 h", 5400), ("1d", 86400)]
)
def test_durations(text: str, seconds: float) -> None:
    assert parse_duration(text) == seconds


@pytest.mark.parametrize("text", ["", "m", "-5m", "5 semaines", "1h30"])
def test_what_is_no_duration(text: str) -> None:
    with pytest.raises(ValueError, match="not a duration"):
        parse_duration(text)


def test_the_example_of_the_documentation_is_right(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "newsroom.md").read_text(encoding="utf-8")
    example = page.partition("```toml\n")[2].partition("```")[0]
    for name in ("mots.toml", "indicatif.wav", "virgule.wav", "fin.wav", "tapis.flac"):
        (tmp_path / name).write_text("")
    settings = read_settings(write(tmp_path, example))
    assert settings.site_of("https://www.regions.journal.example/x").voice == "siwis"
    assert not settings.site_of("https://journal.example/x").robots
    told = {line.partition("=")[0].strip() for line in example.splitlines() if "=" in line}
    fields = {f.name for f in dataclasses.fields(SiteSettings)}
    assert fields - {"sound"} <= told  # every setting stands in the example


def test_the_sound_of_the_house_is_a_table_and_a_site_may_have_its_own(tmp_path: Path) -> None:
    for name in ("a.wav", "b.wav"):
        (tmp_path / name).write_text("")
    text = '[sound]\nintro = "a.wav"\nloudness = -23\n[sites."x.fr".sound]\nintro = "b.wav"\nbit_rate = 64\n'
    settings = read_settings(write(tmp_path, text))
    everywhere, own = options_of(settings.everywhere), options_of(settings.site_of("https://x.fr/"))
    assert (everywhere.intro, everywhere.loudness, everywhere.bit_rate_kbps) == (tmp_path / "a.wav", -23, 96)
    assert (own.intro, own.loudness, own.bit_rate_kbps) == (tmp_path / "b.wav", -23, 64)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[sound]\nintro = "rien.wav"', "line 2: sound.intro: there is no file"),
        ("[sound]\nloudness = -14", "line 2: sound.loudness: one of -16, -19, -23 expected"),
        ("[sound]\nbit_rate = 100", "line 2: sound.bit_rate: one of"),
        ("[sound]\nbett = 1", "line 2: sound.bett: unknown key"),
        ("sound = 1", "line 1: sound: a table expected"),
    ],
)
def test_a_mistake_in_the_sound_of_the_house(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_settings(write(tmp_path, text))
    assert said in str(caught.value)


def test_a_host_with_accents_is_one_with_its_letters_on_the_wire(tmp_path: Path) -> None:
    """Its login was never sent: the request goes to « xn--… »."""
    path = tmp_path / "audioedition.toml"
    path.write_text('[sites."Académie.example"]\nvoice = "pico"\ncookie = "env:X"\n', encoding="utf-8")
    settings = read_settings(path)
    assert [one.host for one in settings.credentials()] == ["xn--acadmie-eya.example"]
    for url in ("https://académie.example/a", "https://www.xn--acadmie-eya.example/a"):
        assert settings.site_of(url).voice == "pico"


def test_a_table_of_no_host_is_named(tmp_path: Path) -> None:
    path = tmp_path / "audioedition.toml"
    path.write_text('[sites."le journal"]\nvoice = "pico"\n', encoding="utf-8")
    with pytest.raises(UsageError, match=r"line 1: .*not a valid host name"):
        read_settings(path)
