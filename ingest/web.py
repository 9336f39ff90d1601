"""Web pages, fetched politely: robots.txt, a pause between requests, limits, no internal networks."""

import ipaddress
import socket
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import httpx
from defusedxml import ElementTree

from ingest.document import UnreadableError

AGENT = "Reisplan"
SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.oasis.opendocument.text": ".odt",
}
_XML = {
    "text/xml": ".xml",
    "application/xml": ".xml",
    "text/plain": ".txt",
    "application/gzip": ".gz",
    "application/x-gzip": ".gz",
}
_GONE = (404, 410)
_MOST_REDIRECTS = 5
_MOST_PAGES = 10_000
_DEEPEST_SITEMAP = 3


@dataclass(frozen=True, slots=True)
class Page:
    """What a URL gave; `suffix` is the format's file extension."""

    url: str
    data: bytes
    suffix: str


@dataclass
class Fetcher:
    """Fetches from one run; `pause` in seconds between two requests to a host, `largest` in bytes."""

    private: bool = False
    pause: float = 1.0
    largest: int = 20_000_000
    seconds: float = 60.0
    _robots: dict[str, RobotFileParser] = field(default_factory=dict)
    _last: dict[str, float] = field(default_factory=dict)
    _client: httpx.Client = field(
        default_factory=lambda: httpx.Client(
            headers={"User-Agent": AGENT, "Accept-Language": "nl,en;q=0.8"}, timeout=20.0, trust_env=False
        )
    )

    def close(self) -> None:
        self._client.close()

    def page(self, url: str) -> Page:
        """Fetch a page. Raises UnreadableError with what is wrong; `gone` when it no longer exists."""
        return self._get(url, SUFFIXES, obey=True)

    def sitemap(self, url: str) -> list[str]:
        """Return the addresses that a sitemap or an index of sitemaps lists on its own host, each once."""
        return list(dict.fromkeys(self._listed(url, _DEEPEST_SITEMAP)))[:_MOST_PAGES]

    def _listed(self, url: str, depth: int) -> Iterator[str]:
        try:
            root = ElementTree.fromstring(self._unpacked(self._get(url, _XML, obey=True).data))
        except (ElementTree.ParseError, ValueError) as error:
            raise UnreadableError("broken", "sitemap") from error
        places = [(element.text or "").strip() for element in root.iter() if element.tag.endswith("}loc")]
        places = [place for place in places if urlsplit(place).netloc == urlsplit(url).netloc]
        if root.tag.endswith("sitemapindex") and depth:
            for place in places:
                yield from self._listed(place, depth - 1)
        else:
            yield from places

    def _unpacked(self, data: bytes) -> bytes:
        """Large sites keep their sitemaps gzipped."""
        if not data.startswith(b"\x1f\x8b"):
            return data
        unpacking = zlib.decompressobj(wbits=31)
        try:
            unpacked = unpacking.decompress(data, self.largest)
        except zlib.error as error:
            raise UnreadableError("broken", "gzip") from error
        if unpacking.unconsumed_tail:
            raise UnreadableError("too_large", f"> {self.largest / 1e6:.0f} MB")
        return unpacked

    def _get(self, url: str, suffixes: dict[str, str], *, obey: bool) -> Page:
        asked = url
        for _ in range(_MOST_REDIRECTS + 1):
            addresses = self._addresses(url)
            if obey and not self._allowed(url):
                raise UnreadableError("robots")
            self._wait(url)
            answer = self._request(url, addresses, suffixes)
            if isinstance(answer, Page):
                return Page(asked, answer.data, answer.suffix)
            url = answer
        raise UnreadableError("fetch_failed", "redirects")

    def _request(self, url: str, addresses: Sequence[str], suffixes: dict[str, str]) -> Page | str:
        """Return a page, or the address that it moved to."""
        try:
            with closing(self._opened(url, addresses)) as response:
                if response.is_redirect:
                    return urljoin(url, str(response.headers.get("location", "")))
                if response.status_code != httpx.codes.OK:
                    code = "gone" if response.status_code in _GONE else "fetch_failed"
                    raise UnreadableError(code, str(response.status_code))
                kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
                if kind not in suffixes:
                    raise UnreadableError("unsupported", kind)
                return Page(url, self._body(response), suffixes[kind])
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise UnreadableError("fetch_failed", type(error).__name__) from error

    def _body(self, response: httpx.Response) -> bytes:
        begun, data = time.monotonic(), bytearray()
        for part in response.iter_bytes():
            data += part
            if len(data) > self.largest:
                raise UnreadableError("too_large", f"> {self.largest / 1e6:.0f} MB")
            if time.monotonic() - begun > self.seconds:
                raise UnreadableError("fetch_failed", "timeout")
        return bytes(data)

    def _opened(self, url: str, addresses: Sequence[str]) -> httpx.Response:
        """Ask the first address that answers; a name looked up again may stand for a machine inside."""
        wanted = httpx.URL(url)
        headers, extensions = {"Host": wanted.netloc.decode()}, {"sni_hostname": wanted.host}
        for address in addresses:
            place = wanted.copy_with(host=address)
            request = self._client.build_request("GET", place, headers=headers, extensions=extensions)
            try:
                return self._client.send(request, stream=True)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                continue
        raise UnreadableError("fetch_failed", "ConnectError")

    def _addresses(self, url: str) -> list[str]:
        """Where the host is; refuses other schemes, and hosts of which an address isn't public."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise UnreadableError("address", parts.scheme)
        try:
            found = socket.getaddrinfo(parts.hostname, parts.port or 443, proto=socket.IPPROTO_TCP)
        except (OSError, UnicodeError, ValueError) as error:
            raise UnreadableError("fetch_failed", parts.hostname) from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        if not self.private and not all(map(_is_public, addresses)):
            raise UnreadableError("address", parts.hostname)
        return addresses

    def _allowed(self, url: str) -> bool:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            self._robots[site] = self._read_robots(f"{site}/robots.txt")
        return self._robots[site].can_fetch(AGENT, url)

    def _read_robots(self, url: str) -> RobotFileParser:
        """Without a robots.txt all is allowed; one that can't be had now forbids all, as RFC 9309 says."""
        rules = RobotFileParser(url)
        try:
            text = self._get(url, {"text/plain": ".txt", "text/html": ".html"}, obey=False)
            rules.parse(
                text.data.decode("utf-8", errors="replace").splitlines() if text.suffix == ".txt" else []
            )
        except UnreadableError as error:
            refused = error.code == "fetch_failed" and not error.detail.startswith("4")
            rules.parse(["User-agent: *", "Disallow: /"] if refused else [])
        return rules

    def _wait(self, url: str) -> None:
        parts = urlsplit(url)
        rules = self._robots.get(f"{parts.scheme}://{parts.netloc}")
        pause = max(self.pause, min(float(rules.crawl_delay(AGENT) or 0) if rules else 0.0, 30.0))
        left = self._last.get(parts.netloc, -pause) + pause - time.monotonic()
        if left > 0 and parts.netloc in self._last:
            time.sleep(left)
        self._last[parts.netloc] = time.monotonic()


def _is_public(address: str) -> bool:
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return (mapped or found).is_global and not (mapped or found).is_multicast
