"""One page from an address the user typed: pinned to a checked address, within limits, robots respected."""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.message import Message
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit, urlunsplit
from urllib.robotparser import RobotFileParser

from ...errors import PageError
from ..limits import DEFAULT_LIMITS, Limits, bytes_in_words
from ..types import RawPage

if TYPE_CHECKING:
    import httpx

USER_AGENT = "mujaz/0.1 (reads one page for its user)"
_ROBOTS_BYTES = 512 * 1024
_TYPES = {
    "application/rss+xml": "application/xml",
    "application/atom+xml": "application/xml",
    "text/xml": "application/xml",
    "application/xml": "application/xml",
    "application/feed+json": "application/json",
    "application/json": "application/json",
    "application/x-ndjson": "application/jsonl",
    "application/pdf": "application/pdf",
    "text/markdown": "text/markdown",
    "text/plain": "text/plain",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered in the end: status, headers by lower-case name, and the body of a 200."""

    url: str
    status: int
    headers: Mapping[str, str]
    data: bytes

    def page(self, origin: str) -> RawPage:
        return _raw_page(self.headers.get("content-type", ""), self.data, origin)


Robots = dict[str, RobotFileParser | None]


def fetch(
    url: str,
    *,
    allow_private: bool = False,
    limits: Limits = DEFAULT_LIMITS,
    headers: Mapping[str, str] | None = None,
    robots: Robots | None = None,
) -> Answer:
    """The answer to a GET, whatever its status, with the same care as for a page: address checked, robots asked, limits kept.

    ``headers`` go with the request (``If-None-Match``); ``robots`` keeps what sites said between calls. Raises PageError
    where there is no answer.
    """
    return _Fetcher(url, allow_private, limits, headers or {}, robots if robots is not None else {}).answer()


def web_pages(url: str, *, allow_private: bool, limits: Limits) -> Iterator[RawPage | PageError]:
    """The page at an address, or the entries of the feed there. Raises PageError with what went wrong."""
    answer = fetch(url, allow_private=allow_private, limits=limits)
    if answer.status != 200:
        raise PageError(url, f"the server answered {answer.status}", "check the address in a browser")
    page = answer.page(url)
    if page.media_type in ("application/xml", "application/json", "application/jsonl"):
        import io

        from .files import stream_pages

        yield from stream_pages(io.BytesIO(page.data), page.origin, page.media_type, limits)
    else:
        yield page


def resolve(host: str, port: int) -> list[str]:
    """Every address of a host."""
    return list(dict.fromkeys(str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


def is_public(address: str) -> bool:
    """Whether an address is on the public internet: not private, loopback, link-local, multicast or reserved."""
    ip = ipaddress.ip_address(address.split("%", 1)[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None:
            ip = inner
        elif ip in ipaddress.ip_network("64:ff9b::/96"):
            ip = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _raw_page(content_type: str, data: bytes, origin: str) -> RawPage:
    from .files import sniff

    message = Message()
    message["content-type"] = content_type
    kind = message.get_content_type() if content_type else sniff(data)
    charset = message.get_content_charset()
    kind = _TYPES.get(kind, "text/html")
    if kind in ("application/xml", "text/plain", "text/html") and sniff(data) in ("text/html", "application/xml"):
        kind = sniff(data)
    return RawPage(data, origin, kind, charset)


class _Fetcher:
    def __init__(
        self, url: str, allow_private: bool, limits: Limits, headers: Mapping[str, str], robots: Robots
    ) -> None:
        self.url = url
        self.allow_private = allow_private
        self.limits = limits
        self.deadline = time.monotonic() + limits.seconds
        self._headers = headers
        self._robots = robots

    def answer(self) -> Answer:
        import httpx

        try:
            # No environment proxies: the address that was checked has to be the one that is spoken to.
            with httpx.Client(trust_env=False, follow_redirects=False, verify=True) as client:
                return self._follow(client)
        except httpx.TimeoutException as error:
            raise self._late() from error
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            raise PageError(
                self.url, f"not reached ({type(error).__name__})", "check the address and the network"
            ) from error
        except (OSError, UnicodeError, ValueError) as error:
            raise PageError(self.url, f"not reached ({error})", "check the address and the network") from error

    def _follow(self, client: httpx.Client) -> Answer:
        url = self.url
        for _ in range(self.limits.redirects + 1):
            if not self._may_read(client, url):
                raise PageError(
                    self.url,
                    "the site's robots.txt asks that it not be read",
                    "save the page in a browser and read the file",
                )
            status, headers, data = self._get(client, url, self.limits.page_bytes, self._headers)
            if status in (301, 302, 303, 307, 308) and headers.get("location"):
                url = urljoin(url, headers["location"])
                if urlsplit(url).scheme not in ("http", "https"):
                    raise PageError(self.url, "redirects to an address that is no web page", "check the address")
                continue
            return Answer(url, status, dict(headers), data)
        raise PageError(self.url, f"more than {self.limits.redirects} redirects", "check the address in a browser")

    def _may_read(self, client: httpx.Client, url: str) -> bool:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            self._robots[site] = self._fetch_robots(client, site)
        robots = self._robots[site]
        return robots is None or robots.can_fetch(USER_AGENT, url)

    def _fetch_robots(self, client: httpx.Client, site: str) -> RobotFileParser | None:
        url = site + "/robots.txt"
        for _ in range(self.limits.redirects + 1):
            status, headers, data = self._get(client, url, _ROBOTS_BYTES, {}, cut=True)
            if status in (301, 302, 303, 307, 308) and headers.get("location"):
                url = urljoin(url, headers["location"])
                continue
            if status != 200:
                return None
            parser = RobotFileParser()
            parser.parse(data.decode("utf-8", "replace").splitlines())
            return parser
        return None

    def _get(
        self, client: httpx.Client, url: str, most: int, extra: Mapping[str, str], *, cut: bool = False
    ) -> tuple[int, httpx.Headers, bytes]:
        """One request to a checked address, its body within ``most`` bytes (``cut``: the rest is not needed)."""
        import httpx

        target, host, netloc = self._pinned(url)
        headers = {
            "host": netloc,
            "user-agent": USER_AGENT,
            "accept": "text/html,application/xml;q=0.9,*/*;q=0.5",
            **extra,
        }
        request = client.build_request(
            "GET",
            target,
            headers=headers,
            extensions={"sni_hostname": host, "timeout": httpx.Timeout(self._left()).as_dict()},
        )
        response = client.send(request, stream=True)
        try:
            data = bytearray()
            if response.status_code == 200:
                for chunk in response.iter_bytes(65536):
                    data += chunk
                    self._left()
                    if len(data) > most:
                        if cut:
                            break
                        raise PageError(
                            self.url,
                            f"larger than {bytes_in_words(most)}, the limit for one page",
                            "save the page in a browser and read the file",
                        )
            return response.status_code, response.headers, bytes(data[:most])
        finally:
            response.close()

    def _left(self) -> float:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise self._late()
        return left

    def _late(self) -> PageError:
        return PageError(
            self.url, f"not loaded within {self.limits.seconds:g} seconds", "try again, or save the page in a browser"
        )

    def _pinned(self, url: str) -> tuple[str, str, str]:
        """The URL with its host replaced by a checked address, the host's name, and the Host header's value."""
        parts = urlsplit(url)
        host = parts.hostname or ""
        if not host or parts.scheme not in ("http", "https") or parts.username is not None:
            raise PageError(self.url, "not an address of a web page", "give it as https://host/path")
        port = parts.port or (443 if parts.scheme == "https" else 80)
        try:
            addresses = resolve(host, port)
        except OSError as error:
            raise PageError(self.url, f"no such host: {host}", "check the address and the network") from error
        if not self.allow_private and not all(is_public(address) for address in addresses):
            raise PageError(self.url, f"{host} is a private or local address", "add --allow-private if you mean it")
        address = addresses[0]
        place = f"[{address}]" if ":" in address else address
        target = urlunsplit((parts.scheme, f"{place}:{port}", parts.path or "/", parts.query, ""))
        return target, host, parts.netloc.rpartition("@")[2]
