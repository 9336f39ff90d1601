"""Against a real server on loopback, which counts as an internal network."""

import gzip
import os
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.robotparser import RobotFileParser

import httpx
import pytest

from ingest.declared import keep, taken_out
from ingest.discovery import Discovery
from ingest.document import UnreadableError
from ingest.errors import SourcesInvalid
from ingest.gathering import gather
from ingest.sources import read_sources
from ingest.sync import gone_from
from ingest.web import Fetcher

Answer = tuple[int, str, bytes] | tuple[int, str, bytes, str]
HTML = "text/html; charset=utf-8"


class Site:
    """What the server answers by path, and what it was asked."""

    def __init__(self) -> None:
        self.pages: dict[str, Answer] = {"/robots.txt": (404, "text/plain", b"")}
        self.asked: list[str] = []
        self.agents: set[str] = set()
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                site.agents.add(self.headers["User-Agent"])
                status, kind, body, *location = site.pages.get(self.path, (404, HTML, b"weg"))
                self.send_response(status)
                self.send_header("Content-Type", kind)
                if location:
                    self.send_header("Location", location[0])
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *arguments: object) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        Thread(target=self.server.serve_forever, daemon=True).start()

    def page(self, path: str, text: str) -> None:
        self.pages[path] = (200, HTML, f"<h1>{path}</h1><p>{text}</p>".encode())


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.server.shutdown()
    site.server.server_close()


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    fetcher = Fetcher(private=True, pause=0.0, largest=5000)
    yield fetcher
    fetcher.close()


def code(fetcher: Fetcher, url: str) -> str:
    with pytest.raises(UnreadableError) as error:
        fetcher.page(url)
    return error.value.code


def test_page_and_redirect(site: Site, fetcher: Fetcher) -> None:
    site.page("/a", "Tekst.")
    site.pages["/oud"] = (301, HTML, b"", "/a")
    page = fetcher.page(f"{site.address}/oud")
    assert (page.url, page.suffix) == (f"{site.address}/oud", ".html")
    assert b"Tekst." in page.data
    assert site.agents == {"Reisplan"}


def test_internal_networks_and_other_schemes_are_refused(site: Site) -> None:
    public = Fetcher(pause=0.0)
    for url in (
        f"{site.address}/a",
        "http://localhost/",
        "http://[::1]/",
        "http://169.254.169.254/latest",
        "http://10.0.0.1/",
    ):
        assert code(public, url) == "address"
    for url in ("file:///etc/passwd", "ftp://example.org/", "javascript:alert(1)", "http:///"):
        assert code(public, url) == "address"
    assert site.asked == []
    public.close()


def test_a_name_is_looked_up_once_and_that_address_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is public at first and internal a moment later reaches nothing inside."""
    places, asked = iter(["2606:4700::1", "93.184.215.14"]), []
    names = []

    def look_up(name: str, port: int, **_: object) -> list[tuple[object, ...]]:
        names.append(name)
        return [(0, 0, 0, "", (place, port)) for place in places] or [(0, 0, 0, "", ("10.0.0.1", port))]

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append((request.url.host, request.headers["host"], request.extensions["sni_hostname"]))
        if ":" in request.url.host:
            raise httpx.ConnectError("no IPv6 here")
        return httpx.Response(200, headers={"content-type": HTML}, content=b"<p>hier</p>")

    monkeypatch.setattr("socket.getaddrinfo", look_up)
    fetcher = Fetcher(pause=0.0, _client=httpx.Client(transport=httpx.MockTransport(answer)))
    fetcher._robots["https://www.voorbeeld.nl:8443"] = allowing = RobotFileParser()
    allowing.parse([])
    assert fetcher.page("https://www.voorbeeld.nl:8443/a").data == b"<p>hier</p>"
    name = ("www.voorbeeld.nl:8443", "www.voorbeeld.nl")
    assert asked == [("2606:4700::1", *name), ("93.184.215.14", *name)]
    assert names == ["www.voorbeeld.nl"]
    assert code(fetcher, "https://www.voorbeeld.nl:8443/a") == "address"


def test_redirect_to_a_file_is_refused(site: Site, fetcher: Fetcher) -> None:
    site.pages["/slim"] = (302, HTML, b"", "file:///etc/passwd")
    assert code(fetcher, f"{site.address}/slim") == "address"


def test_endless_redirect_ends(site: Site, fetcher: Fetcher) -> None:
    site.pages["/rond"] = (302, HTML, b"", "/rond")
    assert code(fetcher, f"{site.address}/rond") == "fetch_failed"


def test_robots_are_obeyed_and_asked_once(site: Site, fetcher: Fetcher) -> None:
    site.pages["/robots.txt"] = (200, "text/plain", b"User-agent: *\nDisallow: /intern/")
    site.page("/intern/a", "Niet doen.")
    site.page("/b", "Wel.")
    assert code(fetcher, f"{site.address}/intern/a") == "robots"
    fetcher.page(f"{site.address}/b")
    assert site.asked == ["/robots.txt", "/b"]


def test_robots_that_can_not_be_had_forbid(site: Site, fetcher: Fetcher) -> None:
    site.pages["/robots.txt"] = (503, "text/plain", b"")
    assert code(fetcher, f"{site.address}/b") == "robots"


def test_limits_and_kinds(site: Site, fetcher: Fetcher) -> None:
    site.page("/groot", "x" * 6000)
    site.pages["/plaatje"] = (200, "image/png", b"x")
    site.pages["/stuk"] = (500, HTML, b"")
    assert code(fetcher, f"{site.address}/groot") == "too_large"
    assert code(fetcher, f"{site.address}/plaatje") == "unsupported"
    assert code(fetcher, f"{site.address}/stuk") == "fetch_failed"
    assert code(fetcher, f"{site.address}/weg") == "gone"


def test_requests_to_one_host_pause(site: Site) -> None:
    slow = Fetcher(private=True, pause=0.15)
    site.page("/a", "Tekst.")
    begun = time.monotonic()
    slow.page(f"{site.address}/a")
    slow.page(f"{site.address}/a")
    assert time.monotonic() - begun >= 0.3
    slow.close()


def test_robots_may_ask_for_a_longer_pause(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr("ingest.web.time.sleep", slept.append)
    site.pages["/robots.txt"] = (200, "text/plain", b"User-agent: *\nCrawl-delay: 7\n")
    site.page("/a", "Tekst.")
    polite = Fetcher(private=True, pause=0.0)
    polite.page(f"{site.address}/a")
    polite.close()
    assert max(slept) > 6


def test_a_page_that_keeps_coming_is_given_up(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    hurried = Fetcher(private=True, pause=0.0, seconds=-1.0)
    hurried._robots[site.address] = allowing = RobotFileParser()
    allowing.parse([])
    site.page("/a", "Tekst.")
    with pytest.raises(UnreadableError) as error:
        hurried.page(f"{site.address}/a")
    hurried.close()
    assert (error.value.code, error.value.detail) == ("fetch_failed", "timeout")


def sitemap(*places: str, index: bool = False) -> Answer:
    outer, inner = ("sitemapindex", "sitemap") if index else ("urlset", "url")
    entries = "".join(f"<{inner}><loc>{place}</loc></{inner}>" for place in places)
    return (
        200,
        "text/xml",
        f'<{outer} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</{outer}>'.encode(),
    )


def test_sitemaps_nest_and_stay_on_their_host(site: Site, fetcher: Fetcher) -> None:
    here = site.address
    site.pages["/sitemap.xml"] = sitemap(f"{here}/s1.xml", f"{here}/s2.xml", index=True)
    site.pages["/s1.xml"] = sitemap(f"{here}/a", f"{here}/b", "http://elders.example/c")
    site.pages["/s2.xml"] = sitemap(f"{here}/b", f"{here}/d")
    assert fetcher.sitemap(f"{here}/sitemap.xml") == [f"{here}/{name}" for name in "abd"]


def test_gzipped_sitemap_is_unpacked_up_to_the_limit(site: Site, fetcher: Fetcher) -> None:
    _, _, plain = sitemap(f"{site.address}/a")
    site.pages["/s.xml.gz"] = (200, "application/gzip", gzip.compress(plain))
    assert fetcher.sitemap(f"{site.address}/s.xml.gz") == [f"{site.address}/a"]
    for packed, code in ((gzip.compress(plain + b" " * 90_000), "too_large"), (b"\x1f\x8bkapot", "broken")):
        site.pages["/s.xml.gz"] = (200, "application/x-gzip", packed)
        with pytest.raises(UnreadableError, match=code):
            fetcher.sitemap(f"{site.address}/s.xml.gz")


def gathered(file: Path, cache: Path) -> Discovery:
    return gather([file], cache, lambda private: Fetcher(private=private, pause=0.0))


def test_declared_site_is_fetched_kept_and_followed(site: Site, tmp_path: Path) -> None:
    here, cache = site.address, tmp_path / "pages"
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/x.md").write_text("Tekst.")
    file = tmp_path / "sources.yaml"
    file.write_text(
        f"sources:\n  - sitemap: {here}/sitemap.xml\n    collection: site\n    language: nl\n"
        "    private: true\n"
        "  - path: docs\n    collection: eigen\n    owner: team@example.nl\n    audience: iedereen\n"
    )
    site.pages["/sitemap.xml"] = sitemap(f"{here}/a", f"{here}/b")
    site.page("/a", "Eerste.")
    site.page("/b", "Tweede.")
    first = gathered(file, cache)
    assert {(source.document, source.collection, source.language) for source in first.sources} == {
        (f"{here}/a", "site", "nl"),
        (f"{here}/b", "site", "nl"),
        (f"{tmp_path}/docs/x.md", "eigen", ""),
    }
    assert first.folders == (f"{here}/", f"{tmp_path}/docs/")
    site.asked.clear()
    gathered(file, cache)
    assert "/a" not in site.asked  # fresh for a day
    for copy in cache.iterdir():
        os.utime(copy, (1, 1))
    site.pages["/a"] = (500, HTML, b"")
    del site.pages["/b"]
    later = gathered(file, cache)
    assert [source.document for source in later.sources] == [f"{here}/a", f"{tmp_path}/docs/x.md"]
    assert {failure.document: failure.code for failure in later.failed} == {
        f"{here}/a": "fetch_failed",
        f"{here}/b": "gone",
    }
    assert later.gone == (f"{here}/b",)
    assert later.folders == (f"{here}/", f"{tmp_path}/docs/")
    assert later.closed == (f"{here}/a",)


def test_a_page_that_left_the_sitemap_is_gone_and_one_that_can_not_be_had_is_not(
    site: Site, tmp_path: Path
) -> None:
    here, cache = site.address, tmp_path / "pages"
    file = tmp_path / "sources.yaml"
    file.write_text(f"sources:\n  - sitemap: {here}/sitemap.xml\n    private: true\n    refresh: always\n")
    known = dict.fromkeys((f"{here}/weg", f"{here}/dicht", f"{here}/a"), "1")
    site.page("/a", "Tekst.")
    site.pages["/robots.txt"] = (200, "text/plain", b"User-agent: *\nDisallow: /dicht")
    site.pages["/sitemap.xml"] = sitemap(f"{here}/a", f"{here}/dicht")
    assert gone_from(gathered(file, cache), known) == [f"{here}/weg"]
    site.pages["/sitemap.xml"] = sitemap()
    assert gone_from(gathered(file, cache), known) == []


@pytest.mark.parametrize(("refresh", "days"), [("always", 0), ("daily", 1), ("weekly", 7), ("monthly", 30)])
def test_a_copy_is_fetched_again_when_it_is_older_than_declared(
    site: Site, tmp_path: Path, refresh: str, days: int
) -> None:
    site.page("/a", "Tekst.")
    file, cache = tmp_path / "sources.yaml", tmp_path / "pages"
    file.write_text(f"sources:\n  - url: {site.address}/a\n    private: true\n    refresh: {refresh}\n")
    gathered(file, cache)
    (copy,) = cache.iterdir()
    for older, again in ((-3600, days == 0), (3600, True)):
        then = copy.stat().st_mtime if not days else time.time() - days * 86_400 - older
        os.utime(copy, (then, then))
        site.asked.clear()
        gathered(file, cache)
        assert ("/a" in site.asked) is again


@pytest.mark.parametrize(
    ("text", "mistakes"),
    [
        ("sources:\n  - collection: x\n", [("place", 2, "")]),
        ("sources:\n  - path: a\n    url: https://x.nl\n", [("place", 2, "")]),
        ("sources:\n  - path: a\n  - path: b\n    refresh: soms\n", [("choice", 4, "refresh")]),
        ("sources:\n  - url: file:///etc/passwd\n", [("address", 2, "url")]),
        (
            "sources:\n  - path: a\n    kleur: rood\n    taal: nl\n",
            [("unknown", 3, "kleur"), ("unknown", 4, "taal")],
        ),
        ("sources:\n  - path: a\n    private: misschien\n", [("value", 3, "private")]),
        ("sources:\n  - path: a\n   url: b\n", [("yaml", 3, "")]),
        ("sources: [", [("yaml", 1, "")]),
        ("bronnen:\n  - path: a\n", [("shape", 1, ""), ("shape", 1, "")]),
        ("", [("shape", 1, "")]),
    ],
)
def test_mistakes_in_sources_are_named_by_line(
    tmp_path: Path, text: str, mistakes: list[tuple[str, int, str]]
) -> None:
    file = tmp_path / "sources.yaml"
    file.write_text(text)
    with pytest.raises(SourcesInvalid) as error:
        read_sources(file)
    assert [(found.code, found.line, found.field) for found in error.value.mistakes] == mistakes


def test_pages_and_sites_that_are_no_longer_declared_are_known(tmp_path: Path) -> None:
    file = tmp_path / "sources.yaml"
    site, page = "  - sitemap: https://a.nl/x/sitemap.xml\n", "  - urls: [https://b.nl/1, https://b.nl/2]\n"
    file.write_text(f"sources:\n{site}{page}")
    keep(tmp_path, [file])
    documents = ["https://a.nl/x/1", "https://a.nl/y", "https://b.nl/1", "https://b.nl/2", "https://b.nl/12"]
    assert taken_out(tmp_path, [file], documents) == []
    file.write_text("sources:\n  - url: https://b.nl/2\n")
    assert taken_out(tmp_path, [file], documents) == ["https://a.nl/x/1", "https://b.nl/1"]


def test_address_given_as_a_path_is_an_address(site: Site, tmp_path: Path) -> None:
    site.page("/a", "Tekst.")
    found = gather([Path(f"{site.address}/a")], tmp_path, lambda private: Fetcher(private=True, pause=0.0))
    assert [source.document for source in found.sources] == [f"{site.address}/a"]
