"""Feeds, sitemaps, robots.txt, and what is thrown at them."""

from __future__ import annotations

import contextlib
import gzip
import re
import subprocess
import sys
import time
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from audioedition.errors import SourceError
from audioedition.fetch.addresses import Access
from audioedition.fetch.feeds import FeedEntry, expand_sources, parse_feed, read_feed
from audioedition.fetch.robots import KEPT_S, SILENCE_KEPT_S, Robots
from audioedition.model import Source
from tests.support.patience import PATIENCE_S

RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Le Journal</title>
<item><title>L’été à Brest</title><link>/brest</link><pubDate>Mon, 02 Jan 2023 10:00:00 +0100</pubDate></item>
<item><title><![CDATA[Nantes &amp; Rezé]]></title><link>https://journal.example/nantes</link>
<pubDate>Tue, 03 Jan 2023 08:00:00 GMT</pubDate></item>
<item><title>Sans lien</title><description>rien</description></item>
<item><title>Encore Brest</title><link>/brest</link></item>
<item><title>Par le guid</title><guid>https://journal.example/guid</guid></item>
<item><title>Script</title><link>javascript:alert(1)</link></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>J</title>
<entry><title>Un</title><link href="/un"/><id>urn:1</id><published>2023-01-01T10:00:00Z</published>
<updated>2023-01-05T10:00:00Z</updated></entry>
<entry><title>Deux</title><link rel="alternate" href="/deux"/><id>urn:2</id>
<updated>2023-01-03T10:00:00+01:00</updated></entry>
</feed>"""

SITEMAP = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc> {site}/vieux </loc><lastmod>2023-01-01</lastmod></url>
<url><loc>{site}/neuf</loc><news:news><news:publication_date>2023-02-01T08:00:00+01:00</news:publication_date>
<news:title>Du neuf</news:title></news:news></url>
<url><loc>ftp://ailleurs.example/x</loc></url><url><lastmod>2023-01-01</lastmod></url>
</urlset>"""

BILLION_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "rire">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + ']><rss version="2.0"><channel><item><title>&i;</title><link>https://a.example/</link></item></channel></rss>'
)


def feed_file(folder: Path, content: str, encoding: str = "utf-8") -> str:
    path = folder / "flux.xml"
    path.write_bytes(content.encode(encoding))
    return str(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_rss(site: Any, encoding: str) -> None:
    content = RSS.format(encoding=encoding).encode(encoding)
    url = site.put("/flux", content, Content_Type="application/rss+xml")
    assert read_feed(url, access=site.access) == (
        FeedEntry(
            url="https://journal.example/nantes", title="Nantes & Rezé", published="2023-01-03T08:00:00+00:00"
        ),
        FeedEntry(url=site.url + "/brest", title="L’été à Brest", published="2023-01-02T09:00:00+00:00"),
        FeedEntry(
            url="https://journal.example/guid", title="Par le guid", guid="https://journal.example/guid"
        ),
    )


def test_atom_is_sorted_by_publication_not_by_correction(site: Any) -> None:
    entries = read_feed(site.put("/flux", ATOM, Content_Type="text/html"), access=site.access)
    assert [e.url for e in entries] == [site.url + "/deux", site.url + "/un"]
    assert [e.version for e in entries] == ["2023-01-03T09:00:00+00:00", "2023-01-05T10:00:00+00:00"]


def test_latest(site: Any) -> None:
    url = site.put("/flux", RSS.format(encoding="utf-8"))
    assert len(read_feed(url, latest=1, access=site.access)) == 1
    assert read_feed(url, latest=1, access=site.access)[0].title == "Nantes & Rezé"


def test_a_feed_that_is_not_well_formed_is_read_all_the_same(tmp_path: Path) -> None:
    broken = "<rss><channel><item><title>A & B&nbsp;: l'été</title><link>https://a.example/1</link></item>"
    assert read_feed(feed_file(tmp_path, broken))[0].url == "https://a.example/1"


def test_a_sitemap_and_a_gzipped_one(site: Any) -> None:
    content = SITEMAP.format(site=site.url)
    for url in (
        site.put("/sitemap.xml", content),
        site.put("/sitemap.xml.gz", gzip.compress(content.encode()), Content_Type="application/gzip"),
    ):
        entries = read_feed(url, access=site.access)
        assert [e.url for e in entries] == [site.url + "/neuf", site.url + "/vieux"]
        assert entries[0].title == "Du neuf"


def test_an_index_without_dates_names_its_newest_articles_in_the_last_of_a_kind(site: Any) -> None:
    """WordPress counts from the oldest post: « posts-post-1.xml » alone was read, and nothing new was ever found."""
    names = ("posts-post-1", "posts-post-2", "posts-post-10", "taxonomies-post_tag-12")
    for name in names:
        site.put(f"/{name}.xml", f"<urlset><url><loc>{site.url}/{name}</loc></url></urlset>")
    maps = "".join(f"<sitemap><loc>{site.url}/{name}.xml</loc></sitemap>" for name in names)
    index = site.put("/index.xml", f"<sitemapindex>{maps}</sitemapindex>")
    found = [e.url.rpartition("/")[2] for e in read_feed(index, access=site.access)]
    assert found == ["posts-post-10", "posts-post-2", "posts-post-1", "taxonomies-post_tag-12"]
    (newest,) = read_feed(index, latest=1, access=site.access)
    assert newest.url.endswith("/posts-post-10")


def test_a_sitemap_index_is_followed_newest_first_as_far_as_needed(site: Any) -> None:
    maps = "".join(
        f"<sitemap><loc>{site.url}/plan-{year}.xml</loc><lastmod>{year}-12-31</lastmod></sitemap>"
        for year in (2021, 2023, 2022)
    )
    index = site.put("/index.xml", f"<sitemapindex>{maps}</sitemapindex>")
    for year in (2021, 2022, 2023):
        site.put(
            f"/plan-{year}.xml",
            f"<urlset><url><loc>{site.url}/{year}</loc><lastmod>{year}-06-01</lastmod></url></urlset>",
        )
    assert [e.url[-4:] for e in read_feed(index, latest=2, access=site.access)] == ["2023", "2022"]
    assert "/plan-2021.xml" not in site.paths
    assert len(read_feed(index, access=site.access)) == 3


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            "<rss version='2.0'><channel><item><title>Sans lien</title></item></channel></rss>",
            "names no article",
        ),
        ("<rss version='2.0'><channel><title>Coupé", "broken feed"),
        ("<urlset><url><loc>https://a.example/</loc></urlset>", "broken sitemap"),
        ("Du texte seulement.", "is not a feed"),
        ("<?xml version='1.0'?><note/>", "is not a feed"),
        (BILLION_LAUGHS, "entities"),
        (BILLION_LAUGHS.replace("rss", "urlset"), "entities"),
        (
            '<!DOCTYPE urlset SYSTEM "http://127.0.0.1/x.dtd"><urlset><url><loc>https://a.example/</loc></url></urlset>',
            "entities",
        ),
        ('<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel/></rss>', "entities"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_bad_feed_is_one_sentence(tmp_path: Path, content: str, message: str, encoding: str) -> None:
    with pytest.raises(SourceError, match=message) as caught:
        read_feed(feed_file(tmp_path, content, encoding))
    assert caught.value.hint


def test_a_page_that_announces_its_feed(site: Any) -> None:
    page = '<html><head><link rel="alternate" type="application/rss+xml" href="/flux"></head></html>'
    with pytest.raises(SourceError, match="not a feed") as caught:
        read_feed(site.put("/", page), access=site.access)
    assert site.url + "/flux" in caught.value.hint


def test_a_thousand_articles_and_a_huge_sitemap_stay_small_in_memory() -> None:
    script = """
import resource
from datetime import datetime, timezone
import feedparser, defusedxml.ElementTree
from audioedition.fetch.feeds import read_feed
from audioedition.model import Source
from tests.support.patience import PATIENCE_S
def source(text, media_type):
    return Source(data=text.encode(), media_type=media_type, fetched_at=datetime.now(timezone.utc))
item = "<item><title>Titre {0}</title><link>https://a.example/{0}</link>"
item += "<description>" + "mot " * 1100 + "</description></item>"
items = "".join(item.format(i) for i in range(1000))
rss = source("<rss version='2.0'><channel>" + items + "</channel></rss>", "application/rss+xml")
url = "<url><loc>https://a.example/un/article/bien/nomme/{0}</loc><lastmod>2023-01-01</lastmod></url>"
plan = source("<urlset>" + "".join(url.format(i) for i in range(48_000)) + "</urlset>", "application/x-sitemap+xml")
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
assert len(read_feed(rss)) == 1000 and len(read_feed(rss, latest=10)) == 10
assert len(read_feed(plan)) == 48_000
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 60_000  # KiB


def test_parsing_is_pure() -> None:
    source = Source(
        data=b"<rss><channel><item><link>/x</link></item></channel></rss>",
        media_type="application/rss+xml",
        fetched_at=datetime(2024, 1, 1, tzinfo=timezone.utc),
    )
    with pytest.raises(SourceError, match="names no article"):  # a relative link, and nothing to relate it to
        parse_feed(source)


# --- robots.txt ------------------------------------------------------------------------------------------


def test_robots_txt_is_respected_and_asked_for_once(site: Any) -> None:
    rules = "User-agent: *\nDisallow: /\n\nUser-agent: audioedition\n"
    rules += "Disallow: /prive\nDisallow: /*.pdf$\nCrawl-delay: 7\n"
    site.put("/robots.txt", "\ufeff" + rules, Content_Type="text/plain")
    robots = Robots(site.access)
    assert robots.allows(site.url + "/article")
    assert not robots.allows(site.url + "/prive/article")
    assert not robots.allows(site.url + "/a.pdf")
    assert robots.delay_s(site.url + "/article") == 7
    assert site.paths == ["/robots.txt"]
    with pytest.raises(SourceError, match=r"robots\.txt"):
        read_feed(site.put("/prive/flux", RSS), access=site.access, robots=robots)
    assert site.paths == ["/robots.txt"]


@pytest.mark.parametrize(
    ("status", "allowed"), [(404, True), (403, True), (410, True), (429, False), (503, False)]
)
def test_a_robots_txt_that_cannot_be_had(site: Any, status: int, allowed: bool) -> None:
    site.put("/robots.txt", "non", status=status)
    assert Robots(site.access).allows(site.url + "/article") is allowed


def test_rules_are_asked_for_again_in_time(site: Any) -> None:
    """A watch runs for months: a site that was down for a minute must not be forbidden for ever."""
    now = 1000.0
    robots = Robots(site.access, now=lambda: now)
    site.put("/robots.txt", "non", status=503)
    assert not robots.allows(site.url + "/a")
    site.put("/robots.txt", "", Content_Type="text/plain")
    now += SILENCE_KEPT_S - 1
    assert not robots.allows(site.url + "/a")
    now += 1
    assert robots.allows(site.url + "/a")
    site.put("/robots.txt", "User-agent: *\nDisallow: /", Content_Type="text/plain")
    now += KEPT_S - 1
    assert robots.allows(site.url + "/a")
    now += 1
    assert not robots.allows(site.url + "/a")


@pytest.mark.parametrize(
    "rules", ["\0\x01\xff", "Crawl-delay: -5", "Crawl-delay: nan", "Crawl-delay: x", "Disallow: /"]
)
def test_odd_rules_break_nothing(site: Any, rules: str) -> None:
    site.put("/robots.txt", rules, Content_Type="text/plain")
    robots = Robots(site.access)
    assert robots.allows(site.url + "/article")
    assert robots.delay_s(site.url + "/article") == 0


# --- expand_sources: what make and segment call ----------------------------------------------------------


def test_feeds_become_their_articles_and_other_places_stay(site: Any, tmp_path: Path) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /secret", Content_Type="text/plain")
    flux = site.put("/flux", ATOM.replace('"/deux"', '"/secret"'))
    page = site.put("/page", "<html><p>Article</p></html>")
    text = tmp_path / "a.txt"
    text.write_text("Bonjour.")
    places = ["-", str(text), page, flux, flux, "rien.txt", site.url + "/404"]
    assert expand_sources(places, latest=5, access=Access(allow_private=True, ports=(site.port,))) == (
        "-",
        str(text),
        page,
        site.url + "/un",
        "rien.txt",
        site.url + "/404",
    )


def test_a_feed_that_gives_nothing_stops_before_anything_is_made(site: Any, tmp_path: Path) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /", Content_Type="text/plain")
    with pytest.raises(SourceError, match=r"robots\.txt"):
        expand_sources([site.put("/flux", ATOM)], latest=5, access=site.access)
    articles = feed_file(tmp_path, ATOM.replace('"/', f'"{site.url}/'))
    with pytest.raises(SourceError, match=r"robots\.txt"):
        expand_sources([articles], latest=5, access=site.access)


@pytest.mark.parametrize(
    "content",
    [
        "<rss version='2.0'><channel><title>Vide</title></channel></rss>",
        "<rss><channel></channel></rss>",
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Vide</title></feed>",
        "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'></urlset>",
        "<?xml version='1.0'?><sitemapindex></sitemapindex>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_empty_feed_is_nothing_new(tmp_path: Path, content: str, encoding: str) -> None:
    path = feed_file(tmp_path, content, encoding)
    assert read_feed(path) == ()
    assert expand_sources([path], latest=5) == ()


def test_a_picture_in_a_sitemap_is_not_the_article(site: Any) -> None:
    """``image:loc``, ``video:title``, ``xhtml:link`` and their like bear names of the protocol in another namespace."""
    content = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
     xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"
     xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"
     xmlns:video="http://www.google.com/schemas/sitemap-video/1.1">
    <url><image:image><image:loc>https://cdn.example/avant.jpg</image:loc></image:image>
    <loc>{site}/article</loc><xhtml:link rel="alternate" hreflang="en" href="https://a.example/en"/>
    <news:news><news:publication><news:name>J</news:name><news:title>Journal</news:title></news:publication>
    <news:publication_date>2026-03-09T08:00:00+01:00</news:publication_date><news:title>La digue</news:title>
    </news:news>
    <image:image><image:loc>https://cdn.example/photo.jpg</image:loc><image:title>Une photo</image:title>
    <image:lastmod>2020-01-01</image:lastmod></image:image>
    <video:video><video:title>Un film</video:title><video:publication_date>2019-01-01</video:publication_date>
    <video:player_loc>https://cdn.example/film</video:player_loc></video:video></url></urlset>"""
    expected = FeedEntry(url=site.url + "/article", title="La digue", published="2026-03-09T08:00:00+01:00")
    assert read_feed(site.put("/s.xml", content.format(site=site.url)), access=site.access) == (expected,)
    prefixed = content.replace("<url", "<s:url").replace("</url", "</s:url").replace("xmlns=", "xmlns:s=")
    prefixed = prefixed.replace("<loc", "<s:loc").replace("</loc", "</s:loc")
    assert read_feed(site.put("/p.xml", prefixed.format(site=site.url)), access=site.access) == (expected,)
    bare = re.sub(r' xmlns(:\w+)?="[^"]+"', "", content)  # no namespace is declared at all
    assert read_feed(site.put("/b.xml", bare.format(site=site.url)), access=site.access) == (expected,)


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_a_sitemap_may_be_as_large_as_its_protocol_allows(site: Any, packed: bool) -> None:
    """45,000 addresses weigh more than a page may; something else of that size is still refused."""
    address = "<url><loc>{site}/2026/03/09/un-article-du-jour-{n}</loc><lastmod>2026-03-09T08:{m:02}Z</lastmod></url>\n"
    body = "".join(address.format(site=site.url, n=n, m=n % 60) for n in range(45_000))
    data = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{body}</urlset>'.encode()
    assert len(data) > site.access.max_bytes
    url = site.put("/sitemap.xml", gzip.compress(data) if packed else data)
    assert len(read_feed(url, access=site.access)) == 45_000
    page = b"<html><p>" + data
    url = site.put("/page", gzip.compress(page) if packed else page)
    with pytest.raises(SourceError, match=r"larger|holds more"):
        read_feed(url, access=site.access)


@pytest.mark.long
def test_a_large_sitemap_is_read_from_a_file_too(tmp_path: Path) -> None:
    body = "".join(f"<url><loc>https://journal.example/{n}/{'a' * 100}</loc></url>" for n in range(45_000))
    path = tmp_path / "plan.xml"
    path.write_text(f"<urlset>{body}</urlset>")
    assert len(read_feed(str(path), latest=3)) == 3


def test_a_feed_cannot_be_used_to_look_inside(site: Any) -> None:
    """Entries, sitemaps of an index and robots.txt of their hosts all go through the same guard."""
    index = site.put(
        "/index.xml", "<sitemapindex><sitemap><loc>http://169.254.169.254/x</loc></sitemap></sitemapindex>"
    )

    def dial(address: str, port: int, timeout_s: float) -> Any:
        import socket

        assert address == "93.184.216.34"
        return socket.create_connection(("127.0.0.1", site.port), timeout=timeout_s)

    from audioedition.fetch.addresses import Access

    access = Access(
        resolve=lambda host, port: ["93.184.216.34" if host == "journal.example" else host],
        dial=dial,
        deadline_s=PATIENCE_S,
    )
    with pytest.raises(SourceError, match=r"robots\.txt of 169\.254\.169\.254"):
        read_feed(index.replace(site.url, "http://journal.example"), access=access)


def test_a_feed_that_drips_ends_at_the_deadline(site: Any) -> None:
    from dataclasses import replace

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n<rss>")
        with contextlib.suppress(OSError):  # hung up on: else it would never end
            while True:
                handler.wfile.write(b"<item/>")
                time.sleep(0.05)

    with pytest.raises(SourceError, match="longer than"):
        read_feed(site.call("/flux", drip), access=replace(site.access, deadline_s=0.4))


@pytest.mark.parametrize(
    "place", ["file:///etc/passwd", "ftp://journal.example/a", "http://[", "gopher://x/1"]
)
def test_what_is_no_web_address_is_not_said_to_lack_its_robots_txt(site: Any, place: str) -> None:
    with pytest.raises(SourceError, match=r"Only http and https|not a valid URL") as caught:
        Robots(site.access).require(place)
    assert not caught.value.retryable


def test_an_item_dated_by_dublin_core_alone_tells_when_it_may_be_heard() -> None:
    """RSS 1.0: an item of tomorrow was published today."""
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="u"><title>J</title></channel>'
        '<item rdf:about="https://journal.example/digue"><title>La digue</title>'
        "<link>https://journal.example/digue</link><dc:date>2030-03-09T08:00:00Z</dc:date></item></rdf:RDF>"
    )
    now = datetime(2024, 1, 1, tzinfo=timezone.utc)
    (entry,) = parse_feed(Source(data=rdf.encode(), media_type="application/rss+xml", fetched_at=now))
    assert entry.published == "2030-03-09T08:00:00+00:00"


def _of(*paths: str) -> bytes:
    named = "".join(f"<url><loc>https://journal.example/{path}</loc></url>" for path in paths)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{named}</urlset>'.encode()


@pytest.mark.parametrize(
    ("paths", "newest"),
    [
        (["2026/11/28/bac", "2026/11/30/lavoir", "2026/11/30/halle", "contact"], "2026/11/30/halle"),
        (["2026/11/30/halle", "2026/11/30/lavoir", "2026/11/28/bac"], "2026/11/30/halle"),
        (["2026/11/28/bac", "2026/12/02/halle", "2026/11/30/lavoir"], "2026/12/02/halle"),  # in no order
        (["2025/12/bac", "2026/01/lavoir", "2026/02/halle"], "2026/02/halle"),
        (["bac-20261128.html", "lavoir-20261130.html", "plan"], "lavoir-20261130.html"),
        (["2026-11-28-bac", "2026-11-30-lavoir"], "2026-11-30-lavoir"),
        (["bac-12345", "lavoir-12399", "halle-12402", "digue-13000"], "digue-13000"),
        (["2026/11/30/bac-812", "2026/11/30/lavoir-815", "2026/11/30/halle-820"], "2026/11/30/halle-820"),
        (["digue-13000", "halle-12402", "lavoir-12399"], "digue-13000"),
        (["bac", "lavoir", "halle"], "bac"),
        (["budget-2026-12-mesures", "bac-2024", "lavoir-2025"], "budget-2026-12-mesures"),
        (["les-100-plages", "bac", "les-200-lavoirs", "halle"], "les-100-plages"),
        (["bac-812", "lavoir-640", "halle-977", "digue-701"], "bac-812"),  # numbers of no order
    ],
)
def test_addresses_tell_the_newest_of_an_undated_sitemap(
    tmp_path: Path, paths: list[str], newest: str
) -> None:
    """Written in the order of the database: ``--latest 1`` was the oldest article."""
    path = tmp_path / "plan.xml"
    path.write_bytes(_of(*paths))
    entries = read_feed(str(path))
    assert entries[0].url == f"https://journal.example/{newest}"
    assert len(entries) == len(paths)


def test_undated_sitemaps_of_months_are_read_from_the_last(site: Any) -> None:
    months = ["2025-11", "2025-12", "2026-01"]
    named = "".join(f"<sitemap><loc>{site.url}/plan-{month}.xml</loc></sitemap>" for month in months)
    index = site.put(
        "/plan.xml", f"<sitemapindex><sitemap><loc>{site.url}/une.xml</loc></sitemap>{named}</sitemapindex>"
    )
    for month in months:
        site.put(f"/plan-{month}.xml", _of(f"du-mois/{month}"))
    assert [e.url[-7:] for e in read_feed(index, latest=2, access=site.access)] == ["2026-01", "2025-12"]
