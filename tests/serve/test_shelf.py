"""« Mon fil »: a reader brings addresses and documents, hears them, and nobody else knows of them."""

from __future__ import annotations

import io
import json
import re
import shutil
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.support.tools import need_module

need_module("starlette", extra="serve")

import feedparser
import requests
import uvicorn
from click.testing import CliRunner

from audioedition.cli import main
from audioedition.errors import UsageError
from audioedition.model import ReaderLimits
from audioedition.newsroom.backup import back_up, restore
from audioedition.newsroom.settings import read_settings
from audioedition.publish.folder.facts import edition_id
from audioedition.publish.folder.writer import staging_edition
from audioedition.serve import jobs
from audioedition.serve.app import create_app
from audioedition.serve.audit import Audit
from audioedition.serve.database import open_state
from audioedition.serve.run import open_listener
from audioedition.serve.settings import ServiceSettings, settings_from_json
from audioedition.serve.shelf.items import ShelfItems
from audioedition.serve.shelf.leaving import ShelfBroom
from audioedition.serve.shelf.readers import Readers
from audioedition.serve.shelf.shelf_state import open_shelf, reader_folder
from audioedition.serve.worker import JobWorker
from audioedition.speak.clip_store import FolderStore
from tests.support.browser import violations
from tests.support.by_hand import make_edition
from tests.support.on_disk import put_on_disk
from tests.support.patience import PATIENCE_S, wait_until
from tests.support.site import Site, serving

BODY = (
    "Le conseil a voté lundi soir les travaux du vieux pont, que la crue avait emporté au printemps dernier."
)
PAGE = """<!DOCTYPE html><html lang="fr"><head><title>{title}</title></head><body><main><article><h1>{title}</h1>
<p>{body} Les ouvriers commenceront en mars.</p><p>La mairie promet une réouverture avant l’hiver ; les riverains,
eux, demandent une passerelle provisoire dès cette semaine.</p><p>Le budget a été voté sans opposition.</p>
</article></main></body></html>"""
TEASER = """<!DOCTYPE html><html lang="fr"><head><title>{title}</title></head><body><article><h1>{title}</h1>
<p>{body} On ne sait pas encore quand les ouvriers commenceront leur travail sur les deux rives.</p>
<p>Il vous reste 80 % de cet article à lire. La suite est réservée aux abonnés.</p></article></body></html>"""
MAIL = """From: Zoé <zoe@journal.example>\nSubject: La lettre du pont\nMIME-Version: 1.0
Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"""


class House:
    """A service in this process, its one worker at hand, and a site whose pages may be asked for."""

    def __init__(self, settings: ServiceSettings, site: Site, app: Any) -> None:
        self.settings, self.output, self.site = settings, settings.output, site
        self.room = app.state.shelf
        self.url = settings.base_url.rstrip("/")
        self.worker = JobWorker(self.settings, owner="worker-test")
        self.worker.store = FolderStore(settings.output.parent / "clips")
        self.shelf = open_shelf(self.output)
        self.readers, self.items = Readers(self.shelf), ShelfItems(self.shelf)

    def article(self, path: str, *, title: str = "Le pont sera refait", page: str = PAGE) -> str:
        return self.site.put(path, page.format(title=title, body=BODY))

    def work(self) -> None:
        """All that waits."""
        while job := self.worker.jobs.claim("worker-test"):
            self.worker.do(job)

    def rest(self) -> None:
        """Each connection that is idle is closed: it opens again by itself."""
        worker, service = self.worker, self.room.service
        databases = (self.shelf, self.room.database, service.database, worker.database, worker.shelf.database)
        for database in databases:
            database.close()

    def reader(self, name: str) -> Client:
        return Client(self, self.readers.add(name), name)


class Client:
    """A reader at the pages, with cookies, in French."""

    def __init__(self, house: House, key: str, name: str) -> None:
        self.house, self.key, self.name = house, key, name
        self.session = requests.Session()
        self.session.headers["accept-language"] = "fr"
        self.get(f"/mon-fil/cle/{key}")

    @property
    def id(self) -> str:
        return self.house.readers.named(self.name).id

    def get(self, path: str, **more: Any) -> requests.Response:
        url = path if path.startswith("http") else self.house.url + path
        return self.session.get(url, timeout=PATIENCE_S, **more)

    def post(
        self, path: str, *, seen: str = "/mon-fil", files: Any = None, **fields: str
    ) -> requests.Response:
        word = re.search(r'name="csrf" value="([^"]+)"', self.get(seen).text)
        assert word
        data = {"csrf": word[1], **fields}
        return self.session.post(self.house.url + path, data=data, files=files, timeout=PATIENCE_S)

    def add(self, address: str) -> str:
        """The address of its page."""
        answer = self.post("/mon-fil", url=address)
        assert "/articles/" in answer.url, answer.text
        return answer.url.removeprefix(self.house.url)

    def shown(self, name: str) -> str:
        """What the shelf's page shows to be copied."""
        found = re.search(rf'id="{name}" readonly value="([^"]+)"', self.get("/mon-fil").text)
        assert found
        return found[1].replace("&amp;", "&").replace("&#34;", '"')


@pytest.fixture
def house(opened: House) -> Iterator[House]:
    yield opened
    opened.rest()


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    output = tmp_path_factory.mktemp("shelf") / "output"
    output.mkdir()
    public = replace(
        make_edition(slug="criee"),
        title="La criée rouvre",
        url="https://journal.example/criee",
        identity="https://journal.example/criee",
    )
    put_on_disk(output, public, folder="criee", extra=("transcript.vtt",))
    with serving() as site:
        settings = ServiceSettings(
            output=output,
            port=0,
            voice="tone",
            workers=0,
            source_ports=(site.port,),
            shelf=ReaderLimits(items=12, per_day=20, allow_private=True),
            writes_per_minute=10_000,
            reports_per_minute=10_000,
        )
        with open_listener(settings) as listener:
            port = int(listener.getsockname()[1])
            app = create_app(replace(settings, port=port))
            app.state.shelf.adds.most = 1_000
            server = uvicorn.Server(uvicorn.Config(app, log_level="critical"))
            thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
            thread.start()
            try:
                house = House(replace(settings, port=port), site, app)
                with house.worker.speakers:
                    house.reader("Première").add(house.article("/premier"))
                    house.work()  # the voice's process is the module's
                    house.rest()
                    yield house
            finally:
                server.should_exit = True
                thread.join()


def test_an_address_becomes_an_edition_in_the_private_feed_and_nowhere_else(house: House) -> None:
    begun_at, zoe = time.time(), house.reader("Zoé")
    place = zoe.add(house.article("/pont") + "?utm_source=lettre")
    assert "sera prêt dans quelques minutes" in zoe.get(place).text
    empty = zoe.get(zoe.shown("feed"))
    assert (empty.status_code, feedparser.parse(empty.content).entries) == (200, [])
    assert not feedparser.parse(empty.content).bozo
    house.work()
    assert "À écouter" in zoe.get("/mon-fil").text
    answer = requests.get(zoe.shown("feed"), timeout=PATIENCE_S)  # an app has no cookie
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "noindex" in answer.headers["x-robots-tag"]
    assert "private" in answer.headers["cache-control"]
    feed = feedparser.parse(answer.content)
    assert [entry.title for entry in feed.entries] == ["Le pont sera refait"]
    sound = requests.get(
        feed.entries[0].enclosures[0].href, headers={"range": "bytes=0-9"}, timeout=PATIENCE_S
    )
    assert (sound.status_code, sound.headers["content-type"]) == (206, "audio/mpeg")
    assert "access-control-allow-origin" not in sound.headers
    item = house.items.list(zoe.id)[0]
    assert item.fetched_on in {at // 86_400 * 86_400 for at in (begun_at, time.time())}  # the day, no more
    assert item.position_at is None
    assert time.time() - time.mktime(feed.entries[0].published_parsed) < 86_400 * 2  # as it was added
    page = zoe.get(place).text
    epub = re.search(r'href="([^"]+\.epub)"', page)
    assert epub
    assert zipfile.ZipFile(io.BytesIO(zoe.get(epub[1]).content)).testzip() is None
    daisy = zipfile.ZipFile(io.BytesIO(zoe.get(f"{place}/daisy.zip").content))
    assert "daisy/ncc.html" in daisy.namelist()
    assert daisy.testzip() is None
    newsroom = requests.Session()
    for path in ("/", "/editions", "/api/editions", "/api/jobs", "/feed.xml", "/review", "/audit"):
        assert "Le pont sera refait" not in newsroom.get(house.url + path, timeout=PATIENCE_S).text, path
    assert "article ajouté à son fil" in newsroom.get(house.url + "/audit?lang=fr", timeout=PATIENCE_S).text


def test_one_reader_never_sees_anothers(house: House) -> None:
    ada, bob = house.reader("Ada"), house.reader("Bob")
    kept = house.items.add(ada.id, key="secret", address=None, title="Ce que seule Ada lit")
    secret = make_edition(slug="secret")
    put_on_disk(reader_folder(house.output, ada.id), secret, folder="secret")
    facts = {"id": secret.id, "public": False, "title": kept.title, "duration_ms": 30_000}
    house.items.settle(kept.id, {"edition": "secret", **facts})
    place, item = f"/mon-fil/articles/{kept.id}", kept.id
    assert bob.get(place).status_code == 404
    assert bob.get(f"{place}/edition.json").status_code == 404
    assert bob.get(f"{place}/position").status_code == 404
    assert bob.post(place, act="remove").status_code == 404
    theirs = bob.shown("feed").replace("feed.xml", f"{item}/edition.json")
    assert requests.get(theirs, timeout=PATIENCE_S).status_code == 404
    assert "seule Ada" not in bob.get("/mon-fil").text
    assert ada.get(f"{place}/edition.json").status_code == 200


def test_an_edition_for_everybody_is_not_made_twice(house: House) -> None:
    lou = house.reader("Lou")
    place = lou.add("https://journal.example/criee/?utm_campaign=x")
    assert "À écouter" in lou.get(place).text  # at once
    assert house.worker.jobs.claim("worker-test") is None
    # another address, and only its page says that it is the same article
    canonical = f"{house.site.url}/commun"
    common = replace(make_edition(slug="commun"), url=canonical, identity=canonical, id=edition_id(canonical))
    put_on_disk(house.output, common, folder="commun")
    page = PAGE.replace("</head>", f'<link rel="canonical" href="{canonical}"></head>')
    other = lou.add(house.article("/autre-adresse", title="La criée rouvre", page=page))
    house.work()
    assert not list(reader_folder(house.output, lou.id).glob("*/edition.json"))
    assert "À écouter" in lou.get(other).text
    assert len(feedparser.parse(lou.get(lou.shown("feed")).content).entries) == 2
    lou.post(place, act="remove")
    assert (house.output / "criee" / "edition.json").is_file()


def test_what_the_newsroom_keeps_back_is_no_edition_for_everybody(house: House) -> None:
    address = house.article("/futur", title="Demain")
    later = replace(make_edition(slug="futur"), url=address, identity=address, id=edition_id(address))
    put_on_disk(house.output, replace(later, published="2999-01-01T08:00:00Z"), folder="futur")
    fay = house.reader("Fay")
    house.room.service.library.forget()
    place = fay.add(address)
    assert "En attente" in fay.get(place).text
    house.work()
    assert list(reader_folder(house.output, fay.id).glob("*/edition.json"))


def on_offer(house: House, name: str, **facts: Any) -> str:
    """An edition of the newsroom's for everybody. Its address."""
    address = f"{house.site.url}/{name}"
    made = replace(make_edition(slug=name), title=name, url=address, identity=address, id=edition_id(address))
    put_on_disk(house.output, replace(made, **facts), folder=name)
    house.room.service.library.forget()
    return address


def is_heard(client: Client, place: str, name: str) -> list[bool]:
    """On its page, in the feed, by the addresses that the feed told."""
    item = place.rpartition("/")[2]
    sound = client.shown("feed").replace("feed.xml", f"{item}/{make_edition(slug=name).audio.path}")
    feed = client.get(client.shown("feed")).text
    addresses = (f"{client.house.url}{place}/edition.json", sound)
    return [
        "À écouter" in client.get(place).text,
        item in feed,
        *(requests.get(at, timeout=PATIENCE_S, cookies=client.session.cookies).ok for at in addresses),
    ]


def test_what_the_newsroom_takes_back_later_is_no_longer_heard_on_a_shelf(house: House) -> None:
    jon = house.reader("Jon")
    place = jon.add(on_offer(house, "un-temps", rubric="Enquêtes"))
    assert is_heard(jon, place, "un-temps") == [True] * 4
    settings = house.output / "feed.toml"
    settings.write_text('[feeds.abonnes]\nprivate = true\nrubrics = ["Enquêtes"]\n', encoding="utf-8")
    try:
        assert is_heard(jon, place, "un-temps") == [False] * 4
    finally:
        settings.unlink()
    assert is_heard(jon, place, "un-temps") == [True] * 4
    shutil.rmtree(house.output / "un-temps")
    other = replace(
        make_edition(slug="un-temps"), identity="https://journal.example/autre", id=edition_id("autre")
    )
    put_on_disk(house.output, other, folder="un-temps")  # another article under its name
    assert is_heard(jon, place, "un-temps") == [False] * 4


def test_what_is_gone_comes_back_by_its_address(house: House) -> None:
    flo = house.reader("Flo")
    address = on_offer(house, "reprise")
    place = flo.add(address)
    shutil.rmtree(house.output / "reprise")
    house.room.service.library.forget()
    assert "Retiré par son éditeur" in flo.get(place).text
    house.article("/reprise", title="Un pont repris")
    assert flo.add(address) == place
    house.work()
    assert "À écouter" in flo.get(place).text
    item = house.items.list(flo.id)[0]
    shutil.rmtree(reader_folder(house.output, flo.id) / str(item.folder))
    on_offer(house, "reprise")
    assert flo.add(address) == place  # as the newsroom has made it again
    assert house.items.list(flo.id)[0].public


def test_the_same_address_twice_is_one_article(house: House) -> None:
    max_ = house.reader("Max")
    first = max_.add(house.article("/deux-fois"))
    again = max_.post("/mon-fil", url=house.site.url + "/deux-fois/?utm_source=b#suite")
    assert again.url.endswith(first)
    assert "déjà dans votre fil" in again.text


def test_a_doubtful_article_is_told_to_the_reader_who_decides(house: House) -> None:
    eve = house.reader("Ève")
    place = eve.add(house.article("/reserve", title="Un pont à moitié", page=TEASER))
    house.work()
    page = eve.get(place).text
    assert "L’écouter quand même" in page
    assert re.search(r"<li>[^<]{20,}</li>", page), "the reasons"
    assert re.search("Un pont à moitié.*À vous de décider", eve.get("/mon-fil").text, re.DOTALL)
    assert "Un pont à moitié" not in requests.get(house.url + "/review", timeout=PATIENCE_S).text
    eve.post(place, act="speak")
    house.work()
    assert "À écouter" in eve.get(place).text


def test_what_cannot_be_read_is_told_and_tried_again(house: House) -> None:
    ida = house.reader("Ida")
    place = ida.add(house.site.url + "/plus-la")
    house.work()
    page = ida.get(place).text
    assert "N’a pas pu être lu" in ida.get("/mon-fil").text
    assert "404" in page
    assert "enregistrer la page" in page
    house.article("/plus-la")
    assert ida.post(place, act="again").url.endswith(place)
    house.work()
    assert "À écouter" in ida.get(place).text
    assert ida.post(place, act="again").status_code == 400  # it has not failed


def test_a_later_page_that_does_not_come_now_is_waited_for_before_a_reader_is_asked(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The article was held at once, and its reader was asked to decide of half of it."""
    monkeypatch.setattr(jobs, "RETRY_WAITS_S", (0.0, 3600.0))
    rose = house.reader("Rose")
    more = PAGE.replace("</article>", '</article><a rel="next" href="/bac/2">Page 2</a>')
    address = house.article("/bac", title="Le bac du passage", page=more)
    house.site.put("/bac/2", "en panne", status=503)
    place = rose.add(address)
    job = house.worker.jobs.claim("worker-test")
    assert job
    house.worker.do(job)
    assert "L’écouter quand même" not in rose.get(place).text
    second = (
        "Le passeur attend les promeneurs au pied de la cale depuis dimanche, et refuse les vélos après six heures du"
        " soir. Sa barque prend douze personnes, et il lui faut quatre minutes pour aller d’une rive à l’autre."
    )
    end = "<!DOCTYPE html><html lang=fr><body><article><h1>Le bac du passage</h1>"
    house.site.put("/bac/2", f"{end}<p>{second}</p></article></body></html>", status=200)
    house.work()
    assert "À écouter" in rose.get(place).text


def test_a_page_that_asks_for_consent_is_not_read_as_an_article(house: House) -> None:
    consent = (
        "<!DOCTYPE html><html lang=fr><title>Votre vie privée</title><body><h1>Avant de continuer</h1><p>Nous et nos"
        " partenaires utilisons des cookies pour mesurer l’audience et personnaliser les annonces.</p>"
        "<button>Tout accepter</button><button>Tout refuser</button></body></html>"
    )
    isa = house.reader("Isa")
    place = isa.add(house.site.put("/accord", consent))
    house.work()
    page = isa.get(place).text
    assert re.search("N’a pas pu être lu|À vous de décider", page)
    assert "À écouter" not in page
    assert feedparser.parse(isa.get(isa.shown("feed")).content).entries == []


@pytest.mark.parametrize(
    ("pasted", "words"),
    [
        ("bonjour", "aucune adresse"),
        ("", "aucune adresse"),
        ("file:///etc/passwd", "aucune adresse"),
        ("http://moi:secret@journal.example/a", "mot de passe"),
        ("http://journal.example:22/a", "22"),
        ("https://journal.example/" + "a" * 3_000, "2000"),
    ],
)
def test_what_is_no_address_is_said_at_the_field(house: House, pasted: str, words: str) -> None:
    nia = house.reader(f"Nia {len(pasted)} {pasted[:3]}".strip())
    answer = nia.post("/mon-fil", url=pasted)
    assert answer.status_code in (400, 422)
    assert words in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert house.items.list(nia.id) == ()


def test_no_reader_leads_the_service_into_its_own_network(house: House) -> None:
    kim = house.reader("Kim")
    service = house.room.service
    before = service.settings
    service.settings = replace(before, allow_private=True, shelf=replace(before.shelf, allow_private=False))
    try:
        answer = kim.post("/mon-fil", url=house.site.url + "/pont")
    finally:
        service.settings = before
    assert answer.status_code == 422
    assert "127.0.0.1" in answer.text
    assert house.items.list(kim.id) == ()


def test_a_mail_is_read_for_its_reader_and_kept_nowhere_else(house: House) -> None:
    liv = house.reader("Liv")
    mail = (MAIL + f"{BODY}\n\nLes ouvriers commenceront en mars, et finiront avant l’hiver.\n").encode()
    sent = liv.post("/mon-fil", files={"document": ("lettre.eml", mail)})
    assert "/articles/" in sent.url, sent.text
    assert "La lettre du pont" in liv.get("/mon-fil").text  # it is read at once, and waits for its voice
    assert "La lettre du pont" not in requests.get(house.url + "/", timeout=PATIENCE_S).text
    again = liv.post("/mon-fil", files={"document": ("autre-nom.eml", mail)})
    assert again.url == sent.url
    liv.post(sent.url.removeprefix(house.url), act="remove")
    assert liv.post("/mon-fil", files={"document": ("vide.eml", b"")}).status_code == 422
    both = liv.post("/mon-fil", url="https://journal.example/", files={"document": ("a.eml", mail)})
    assert both.status_code == 400
    assert (
        liv.post("/mon-fil", files={"document": ("x.pdf", b"%PDF-" + bytes(11_000_000))}).status_code == 413
    )


def test_a_bookmark_adds_with_its_key_once_and_says_so(house: House) -> None:
    tom = house.reader("Tom")
    add = tom.shown("share") + house.article("/favori")
    anyone = requests.Session()
    ahead = anyone.get(add, headers={"sec-purpose": "prefetch"}, timeout=PATIENCE_S)
    assert ahead.status_code == 503
    assert anyone.head(add, timeout=PATIENCE_S).status_code == 503
    assert house.items.list(tom.id) == ()
    first = anyone.get(add, headers={"accept-language": "fr"}, timeout=PATIENCE_S)
    assert "L’article est ajouté à votre fil." in first.text
    assert "<form" not in first.text  # nobody is signed in by a key that only adds
    assert first.headers["referrer-policy"] == "no-referrer"
    assert (
        "déjà dans votre fil" in anyone.get(add, headers={"accept-language": "fr"}, timeout=PATIENCE_S).text
    )
    told = anyone.get(add, headers={"accept": "application/json"}, timeout=PATIENCE_S).json()
    assert told["new"] is False
    assert anyone.get(house.url + "/mon-fil", timeout=PATIENCE_S).status_code == 401
    assert len(house.items.list(tom.id)) == 1
    deeds = Audit(house.room.service.database).list(query="Tom")
    assert [deed.act for deed in deeds] == ["shelf_add"]
    key = re.search(r"token=([^&]+)", add)
    assert key
    assert anyone.get(f"{house.url}/mon-fil/cle/{key[1]}", timeout=PATIENCE_S).status_code == 403
    assert anyone.get(f"{house.url}/mon-fil/{key[1]}/feed.xml", timeout=PATIENCE_S).status_code == 403


def test_what_another_page_sends_is_asked_about_first(house: House) -> None:
    uma = house.reader("Uma")
    shared = uma.get("/add", params={"title": "Un pont", "text": "À lire : https://journal.example/p."})
    assert 'value="https://journal.example/p"' in shared.text
    assert house.items.list(uma.id) == ()
    forged = uma.session.post(
        house.url + "/mon-fil", data={"url": "https://journal.example/p"}, timeout=PATIENCE_S
    )
    assert forged.status_code == 403
    assert house.items.list(uma.id) == ()


def test_a_flood_waits_and_a_full_shelf_says_so(house: House) -> None:
    room = house.room
    ann = house.reader("Ann")
    before, most = room.limits, room.adds.most
    try:
        room.limits = replace(before, per_day=2)
        for number in (1, 2):
            ann.add(f"{house.site.url}/jour-{number}")
        day = ann.post("/mon-fil", url=f"{house.site.url}/jour-3")
        assert day.status_code == 409
        assert "2 articles" in day.text
        room.limits = replace(before, items=2)
        assert "autant qu’il peut" in ann.post("/mon-fil", url=f"{house.site.url}/jour-3").text
        room.limits = replace(before, hours=0.1)
        house.items.settle(
            house.items.list(ann.id)[0].id,
            {"id": "x", "edition": "x", "public": False, "title": "x", "duration_ms": 400_000},
        )
        assert "heures" in ann.post("/mon-fil", url=f"{house.site.url}/jour-3").text
        room.limits, room.adds.most = before, 1
        room.adds.count(ann.id)
        flood = ann.post("/mon-fil", url=f"{house.site.url}/jour-3")
        assert flood.status_code == 429
        assert int(flood.headers["retry-after"]) > 0
        assert "Attendez" in flood.text
        assert ann.get(ann.shown("share") + f"{house.site.url}/jour-4").status_code == 429
    finally:
        room.limits, room.adds.most = before, most
    house.work()


def test_the_place_is_kept_and_the_newest_wins(house: House) -> None:
    rio = house.reader("Rio")
    place = rio.add("https://journal.example/criee")
    item = house.items.list(rio.id)[0]
    now = round(time.time() * 1000)

    def put(**body: Any) -> requests.Response:
        return rio.session.put(f"{house.url}{place}/position", json=body, timeout=PATIENCE_S)

    assert put(position_ms=6_000, at=now - 5_000).json()["position_ms"] == 6_000
    assert put(position_ms=1_000, at=now - 60_000).json()["position_ms"] == 6_000  # older: a phone come back
    assert "En cours à 6" in rio.get("/mon-fil").text
    assert put(position_ms=0, at=now - 1_000, heard=True).json()["heard"] is True
    assert "Écouté" in rio.get("/mon-fil").text
    for wrong in ({"position_ms": -1, "at": now}, {"position_ms": 1}, {"at": now, "position_ms": "1"}, {}):
        assert put(**wrong).status_code == 400
    assert put(position_ms=10**9, at=now).json()["position_ms"] <= item.duration_ms
    bearer = {"authorization": f"Bearer {rio.key}"}
    told = requests.get(f"{house.url}{place}/position", headers=bearer, timeout=PATIENCE_S)
    assert told.json()["heard"] is True
    rio.post(place, act="unheard")
    assert "À écouter" in rio.get("/mon-fil").text


def test_an_address_taken_back_is_told_calmly_in_the_readers_language(house: House) -> None:
    ben = house.reader("Ben")
    feed, add = ben.shown("feed"), ben.shown("share")
    house.readers.revoke(house.readers.named("Ben"))
    for address in (feed, add + "https://journal.example/x", f"{house.url}/mon-fil/cle/{ben.key}"):
        answer = requests.get(address, headers={"accept-language": "fr"}, timeout=PATIENCE_S)
        assert answer.status_code == 410
        assert "Cette adresse ne marche plus" in answer.text
        english = requests.get(address, headers={"accept-language": "en"}, timeout=PATIENCE_S)
        assert "This address works no more" in english.text
    assert ben.get("/mon-fil").status_code == 401
    fresh = house.readers.renew(house.readers.named("Ben"))
    wrong = ben.post("/mon-fil/entrer", key=ben.key)
    assert "Cette adresse ne marche plus" in wrong.text
    opened = ben.post("/mon-fil/entrer", key=f"{house.url}/mon-fil/cle/{fresh}")
    assert "Le fil de Ben" in opened.text


def test_a_reader_who_leaves_leaves_nothing_even_while_a_job_runs(house: House) -> None:
    leo = house.reader("Léo")
    id_ = leo.id
    leo.add(house.article("/parti"))
    job = house.worker.jobs.claim("worker-test")
    assert job is not None
    page = requests.get(house.url + "/readers", timeout=PATIENCE_S).text
    assert "Léo" in page
    gone = requests.delete(house.url + "/api/readers/Léo", timeout=PATIENCE_S)
    assert gone.status_code == 204
    house.worker.do(job)
    assert not reader_folder(house.output, id_).exists()
    with closing(open_shelf(house.output)) as shelf, shelf.reading() as db:
        assert db.execute("SELECT count(*) FROM items WHERE reader = ?", (id_,)).fetchone()[0] == 0
    assert leo.get("/mon-fil").status_code == 401
    assert house.worker.jobs.get(job.id, reader=id_) is None


def test_an_article_removed_while_it_is_made_leaves_no_sound(house: House) -> None:
    noa = house.reader("Noa")
    place = noa.add(house.article("/retire", title="Un autre pont"))
    job = house.worker.jobs.claim("worker-test")
    assert job is not None
    noa.post(place, act="remove")
    house.worker.do(job)
    assert not left_of(house, noa)
    assert house.worker.jobs.get(job.id, reader=noa.id) is None


def left_of(house: House, reader: Client) -> list[str]:
    """What still tells of articles in a reader's folder."""
    folder = reader_folder(house.output, reader.id)
    names = [str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()]
    index = folder / ".audioedition" / "index.json"
    return [name for name in names if not name.endswith("/index.json")] + list(
        json.loads(index.read_bytes()) if index.is_file() else ()
    )


def test_nobody_who_removes_waits_for_the_voice_of_another_article(tmp_path: Path) -> None:
    own, edition = reader_folder(tmp_path, "a"), edition_id("deux adresses")
    own.mkdir(parents=True)
    with closing(open_shelf(tmp_path)) as shelf, closing(open_state(tmp_path)) as state:
        items = ShelfItems(shelf)
        one, two = (items.add("a", key=key, address=None, title=key) for key in ("x", "y"))
        for item in (one, two):
            items.identify(item.id, edition)
        broom = ShelfBroom(tmp_path, state=state, shelf=shelf)
        with staging_edition(own, edition_id=edition):  # a worker speaks the second one
            thread = threading.Thread(target=broom.remove_item, args=(one,), daemon=True)
            thread.start()
            thread.join(PATIENCE_S)
            assert not thread.is_alive()
        assert [item.title for item in items.list("a")] == ["y"]


def test_what_was_removed_while_it_is_made_and_brought_again_is_heard(house: House) -> None:
    axe = house.reader("Axel")
    address = house.article("/repentir", title="Un pont de retour")
    place = axe.add(address)
    job = house.worker.jobs.claim("worker-test")
    assert job is not None
    axe.post(place, act="remove")
    again = axe.add(address)
    assert house.worker.jobs.claim("another") is None  # one article, one worker
    house.worker.do(job)
    house.work()
    assert "À écouter" in axe.get(again).text


def test_one_of_two_addresses_that_leaves_while_it_is_made_takes_nothing_from_the_other(house: House) -> None:
    lia = house.reader("Lia")
    canonical = house.site.url + "/seul"
    page = PAGE.replace("</head>", f'<link rel="canonical" href="{canonical}"></head>')
    first = lia.add(house.article("/seul", title="Un seul pont", page=page))
    house.work()
    second = lia.add(house.article("/seul-mobile", title="Un seul pont", page=page))
    job = house.worker.jobs.claim("worker-test")
    assert job is not None
    lia.post(second, act="remove")
    house.worker.do(job)
    assert "À écouter" in lia.get(first).text
    lia.post(first, act="remove")
    assert not left_of(house, lia)


@pytest.mark.parametrize("when", ["decided", "undecided", "being made"])
def test_a_doubtful_article_that_leaves_leaves_no_text(house: House, when: str) -> None:
    kai = house.reader(f"Kaï {when}")
    address = house.article(f"/doute-{len(when)}", title="Un pont douteux", page=TEASER)
    place = kai.add(address)
    job = house.worker.jobs.claim("worker-test")
    assert job is not None
    if when == "being made":
        kai.post(place, act="remove")
    house.worker.do(job)
    if when == "decided":
        kai.post(place, act="speak")
        house.work()
    elif when == "undecided":
        with house.worker.database.writing() as db:
            db.execute("DELETE FROM jobs WHERE id = ?", (job.id,))  # forgotten, a month later
    if when != "being made":
        kai.post(place, act="remove")
    assert not left_of(house, kai)
    again = kai.add(address)
    house.work()
    assert "L’écouter quand même" in kai.get(again).text  # it is asked anew


def test_the_shelf_is_cleared_after_a_question(house: House) -> None:
    sam = house.reader("Sam")
    heard = sam.add("https://journal.example/criee")
    sam.add(house.article("/pas-encore", title="Pas encore"))
    house.work()  # what tests before have left
    told = Audit(house.room.service.database)
    before = told.count(query="Sam")
    sam.post(heard, act="heard")
    sam.post(heard, act="unheard")
    assert told.count(query="Sam") == before  # no diary of listening
    sam.post(heard, act="heard")
    assert "écoutés\u00a0: 1" in sam.get("/mon-fil/vider").text
    sam.post("/mon-fil/vider", seen="/mon-fil/vider", act="clear_heard")
    assert [item.heard for item in house.items.list(sam.id)] == [False]
    sam.post("/mon-fil/vider", seen="/mon-fil/vider", act="clear_all")
    assert {(deed.act, deed.choice) for deed in told.list(query="Sam")} == {
        ("shelf_add", ""),
        ("shelf_clear", ""),
    }
    assert house.items.list(sam.id) == ()
    assert house.worker.jobs.claim("worker-test") is None  # nor is it made any more
    assert (house.output / "criee" / "edition.json").is_file()  # the newsroom's stays


def test_readers_are_made_and_taken_back_by_admins(house: House) -> None:
    session = requests.Session()
    made = session.post(house.url + "/api/readers", json={"name": " Yan  Le Goff "}, timeout=PATIENCE_S)
    assert made.status_code == 201
    assert made.json()["name"] == "Yan Le Goff"
    assert session.get(made.json()["address"], timeout=PATIENCE_S).status_code == 200
    twice = session.post(house.url + "/api/readers", json={"name": "yan le goff"}, timeout=PATIENCE_S)
    assert twice.status_code == 400
    listed = session.get(house.url + "/api/readers", timeout=PATIENCE_S).text
    assert "Yan Le Goff" in listed
    assert made.json()["address"].rpartition("/")[2] not in listed
    renewed = session.post(house.url + "/api/readers/Yan Le Goff", json={}, timeout=PATIENCE_S)
    assert renewed.status_code == 201
    assert session.get(made.json()["address"], timeout=PATIENCE_S).status_code == 410
    page = session.get(house.url + "/readers", timeout=PATIENCE_S).text
    word = re.search(r'name="csrf" value="([^"]+)"', page)
    assert word
    shown = session.post(
        house.url + "/readers", data={"csrf": word[1], "name": "Wim"}, timeout=PATIENCE_S
    ).text
    assert re.search(r'value="http://127[^"]+/mon-fil/cle/[0-9a-f]{12}', shown)


def test_settings_reach_the_workers(house: House) -> None:
    assert settings_from_json(house.settings.to_json()) == house.settings


def test_keys_stand_nowhere_in_the_state(house: House, tmp_path: Path) -> None:
    key = house.readers.add("Oona")
    lesser = [house.readers.lesser_key(house.readers.named("Oona"), power) for power in ("add", "listen")]
    with house.shelf.reading() as db:
        dump = "\n".join(db.iterdump())
    for secret in (key, *lesser):
        assert secret[12:] not in dump
    assert len({key, *lesser}) == 3


def test_a_browser_hears_when_it_is_ready_and_goes_on_where_another_one_stopped(
    house: House, chromium: Any
) -> None:
    key = house.readers.add("Zélie")
    link = f"{house.url}/mon-fil/cle/{key}"
    desk = chromium.new_context(locale="fr-FR", viewport={"width": 1100, "height": 800})
    page = desk.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(link)
    assert key not in page.url
    page.focus("#url")
    page.keyboard.type(house.article("/navigateur", title="Un pont au navigateur"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/*")
    page.goto(house.url + "/mon-fil")
    found = violations(page)
    page.focus("text=Vider mon fil")
    house.work()
    page.wait_for_selector("#live span:has-text('« Un pont au navigateur » est prêt.')")
    page.wait_for_selector("#articles >> text=À écouter")
    assert page.evaluate("document.activeElement.textContent") == "Vider mon fil…"  # nobody is led away
    page.click("text=Un pont au navigateur >> nth=-1")
    page.wait_for_selector("audio-edition button.play")
    found += violations(page)
    page.click("audio-edition button.play")
    page.evaluate("document.querySelector('audio-edition').seek(12)")
    page.wait_for_selector("audio-edition .ae.playing")
    page.click("audio-edition button.play")
    wait_until(lambda: house.items.list(house.readers.named("Zélie").id)[0].position_ms >= 11_000)
    pocket = chromium.new_context(locale="fr-FR", viewport={"width": 320, "height": 640}, color_scheme="dark")
    other = pocket.new_page()
    other.goto(link)
    assert "En cours à 1" in other.inner_text("#articles")
    found += violations(other)
    assert other.evaluate("document.documentElement.scrollWidth") <= 320
    other.click("text=Un pont au navigateur")
    other.wait_for_selector("audio-edition >> text=Vous en étiez à 0:1")
    for context in (desk, pocket):
        context.close()
    assert (found, complaints) == ([], [])


def test_a_reader_is_not_of_the_newsroom(house: House) -> None:
    val, service = house.reader("Val"), house.room.service
    service.tokens.new("programme")
    service._protected = (-1e9, True)  # look again now
    try:
        for path in ("/", "/editions", "/readers", "/audit"):
            assert "/login" in val.get(path, allow_redirects=False).headers["location"]
        for headers in ({}, {"authorization": f"Bearer {val.key}"}):
            assert val.get("/api/readers", headers=headers).status_code == 401
        assert val.get("/mon-fil").status_code == 200
        assert val.get(val.shown("feed")).status_code == 200
    finally:
        service.tokens.revoke("programme")
        service._protected = (-1e9, True)


def test_whoever_tries_many_keys_must_wait(house: House) -> None:
    zia, guesses = house.reader("Zia"), house.room.service.feed_guesses
    before = dict(guesses._events)
    try:
        for address in (f"{house.url}/mon-fil/{n:055}/feed.xml" for n in range(12)):
            status = requests.get(address, timeout=PATIENCE_S).status_code
        assert status == 429
        assert zia.get(zia.shown("feed")).status_code == 200  # a right one is let in all the same
    finally:
        guesses._events.clear()
        guesses._events.update(before)


def test_shelves_are_in_the_backup(house: House, tmp_path: Path) -> None:
    gil = house.reader("Gil")
    gil.add("https://journal.example/criee")
    own = reader_folder(house.output, gil.id)
    (own / ".audioedition" / "staging").mkdir(parents=True)
    (own / ".audioedition" / "staging" / "half.mp3").write_bytes(b"x")
    (own / "edition.txt").write_text("à garder", encoding="utf-8")
    back_up(house.output, tmp_path / "all.tar.gz")
    restore(tmp_path / "all.tar.gz", tmp_path / "restored")
    with closing(open_shelf(tmp_path / "restored")) as shelf:
        reader = Readers(shelf).named("gil")
        assert [item.title for item in ShelfItems(shelf).list(reader.id)] == ["La criée rouvre"]
        opened = Readers(shelf).check(gil.key)
        assert opened is not None
        assert opened.reader == reader
    there = reader_folder(tmp_path / "restored", gil.id)
    assert (there / "edition.txt").is_file()
    assert not (there / ".audioedition" / "staging").exists()


def test_readers_on_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIOEDITION_LANG", "fr")
    output, run = tmp_path / "output", CliRunner().invoke

    def reader(*words: str) -> str:
        done = run(main, ["reader", *words, "-o", str(output)])
        assert done.exit_code == 0, done.output
        return done.output

    address = reader("add", "Zoé", "--public-url", "https://audio.exemple.fr/").split()[0]
    key = address.removeprefix("https://audio.exemple.fr/mon-fil/cle/")
    assert reader("list").endswith("\tnever\n")
    with closing(open_shelf(output)) as shelf:
        assert Readers(shelf).check(key)
    assert "never" not in reader("list")
    assert key not in reader("renew", "zoé")
    reader("revoke", "Zoé")
    assert "revoked" in reader("list")
    reader("remove", "Zoé")
    assert reader("list") == ""
    assert run(main, ["reader", "remove", "Zoé", "-o", str(output)]).exit_code == 2
    with closing(open_state(output)) as state:
        assert [deed.act for deed in Audit(state).list()][-1] == "reader_add"


def test_prune_lists_first_then_removes_what_grew_old(tmp_path: Path) -> None:
    output, config = tmp_path / "output", tmp_path / "audioedition.toml"
    config.write_text('[shelf]\nkeep = "1d"\n', encoding="utf-8")
    with closing(open_shelf(output)) as shelf:
        Readers(shelf).add("Zoé")
        reader = Readers(shelf).named("Zoé").id
        old = ShelfItems(shelf).add(reader, key="a", address=None, title="Vieux")
        new = ShelfItems(shelf).add(reader, key="b", address=None, title="Neuf")
        ShelfItems(shelf).settle(
            old.id,
            {
                "id": edition_id("vieux"),
                "edition": "vieux",
                "public": False,
                "title": "Vieux",
                "duration_ms": 1,
            },
        )
        fetched = ShelfItems(shelf).add(reader, key="d", address=None, title="Dans une application")
        begun = ShelfItems(shelf).add(reader, key="c", address=None, title="Commencé")
        with shelf.writing() as db:
            db.execute("UPDATE items SET added_at = added_at - 200000 WHERE id != ?", (new.id,))
        ShelfItems(shelf).fetch(fetched)
        ShelfItems(shelf).hear(begun, position_ms=9_000, heard=False, at=time.time())
        folder = reader_folder(output, reader) / "vieux"
        folder.mkdir(parents=True)
        (folder / "vieux.mp3").write_bytes(bytes(1_000))
        (folder / "edition.json").write_text(json.dumps({"id": edition_id("vieux")}))
        wanted = ["prune", "-o", str(output), "--config", str(config), "--cache", str(tmp_path / "clips")]
        listed = CliRunner().invoke(main, wanted)
        assert f"\t{folder}" in listed.output
        assert folder.is_dir()
        assert CliRunner().invoke(main, [*wanted, "--yes"]).exit_code == 0
        assert [item.title for item in ShelfItems(shelf).list(reader)] == [
            "Neuf",
            "Commencé",
            "Dans une application",
        ]
        assert not folder.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("items = 0", "shelf.items"),
        ("per_day = true", "shelf.per_day"),
        ('keep = "longtemps"', "shelf.keep"),
        ("allow_private = 1", "shelf.allow_private"),
        ("epub = true", "shelf.epub"),
    ],
)
def test_a_wrong_limit_is_said_with_its_line(tmp_path: Path, words: str, said: str) -> None:
    path = tmp_path / "audioedition.toml"
    path.write_text(f"[shelf]\n{words}\n", encoding="utf-8")
    with pytest.raises(UsageError, match=f"line 2: {said}"):
        read_settings(path)


def test_limits_are_read(tmp_path: Path) -> None:
    path = tmp_path / "audioedition.toml"
    path.write_text('[shelf]\nitems = 5\nhours = 2\nper_day = 3\nkeep = "2d"\n', encoding="utf-8")
    expected = ReaderLimits(items=5, hours=2.0, per_day=3, keep_s=172_800.0)
    assert read_settings(path).shelf == expected
    path.write_text('[shelf]\nkeep = "never"\n', encoding="utf-8")
    assert read_settings(path).shelf == ReaderLimits(keep_s=None)
