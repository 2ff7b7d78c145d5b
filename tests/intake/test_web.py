"""Pages come from the public web alone, within bounds, and what became of them is told."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import ArchiveError, BadInput, FetchFailed
from archive.intake import guarded_transport
from archive.intake.guarded_transport import is_public
from archive.intake.web import MAX_REDIRECTS, Redirect, fetch, is_url, normal_url

PAGE = "<p>朝阳区工作报告</p>".encode()
ETAG = '"v1"'
DATE = "Fri, 08 Mar 2024 01:00:00 GMT"


class Site(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    asked: ClassVar[list[dict[str, str]]] = []

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the test's own output is enough."""

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"content_length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        self.asked.append({name.lower(): value for name, value in self.headers.items()} | {"path": self.path})
        path, _, argument = self.path.partition("?")
        if path == "/page":
            if ETAG in (self.headers["If-None-Match"] or "") or self.headers["If-Modified-Since"] == DATE:
                self.answer(304, etag=ETAG)
            else:
                self.answer(200, PAGE, content_type="text/html; charset=utf-8", etag=ETAG, last_modified=DATE)
        elif path == "/status":
            self.answer(int(argument))
        elif path == "/to":
            self.answer(302, location=argument)
        elif path == "/round":
            self.answer(301, location="/round", set_cookie="a=b")
        elif path == "/packed":
            self.answer(200, gzip.compress(PAGE), content_encoding="gzip")
        elif path == "/twice":
            self.answer(200, gzip.compress(gzip.compress(bytes(1_000_000))), content_encoding="gzip, gzip")
        elif path == "/bomb":
            self.answer(200, gzip.compress(bytes(20_000_000)), content_encoding="gzip")
        elif path == "/short":
            self.answer(200, b"half", content_length="100")
            self.close_connection = True
        else:
            self.drip()

    def drip(self) -> None:
        """Headers a byte at a time: never late, and never done."""
        try:
            for byte in b"HTTP/1.1 200 OK\r\nX: " + b"y" * 1_000:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                time.sleep(0.05)
        except OSError:
            self.close_connection = True


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_page_comes_with_what_a_later_fetch_needs(site: str) -> None:
    got = fetch(f"{site}/page#part", allow_private=True)
    assert (got.outcome, got.raw, got.media_type) == ("fetched", PAGE, "text/html; charset=utf-8")
    assert (got.url, got.final_url, got.etag, got.last_modified) == (f"{site}/page", f"{site}/page", ETAG, DATE)
    assert Site.asked[-1]["user-agent"].startswith("policy-archive/")
    assert Site.asked[-1]["host"] == site.removeprefix("http://")


def test_a_page_that_has_not_changed_is_not_sent_again(site: str) -> None:
    for etag, last_modified in ((ETAG, None), (None, DATE)):
        got = fetch(f"{site}/page", allow_private=True, etag=etag, last_modified=last_modified)
        assert (got.outcome, got.raw, got.status) == ("not_modified", b"", 304)


@pytest.mark.parametrize("status", [404, 410])
def test_a_vanished_page_is_an_answer_and_no_error(site: str, status: int) -> None:
    assert fetch(f"{site}/status?{status}", allow_private=True).outcome == "gone"


@pytest.mark.parametrize("status", [204, 400, 403, 500, 503])
def test_any_other_answer_is_a_failure_with_its_number(site: str, status: int) -> None:
    with pytest.raises(FetchFailed, match=str(status)):
        fetch(f"{site}/status?{status}", allow_private=True)


def test_redirects_are_kept_and_bounded(site: str) -> None:
    got = fetch(f"{site}/to?/to?/page", allow_private=True)
    assert got.raw == PAGE
    assert got.redirects == (Redirect(302, f"{site}/to?/to?/page"), Redirect(302, f"{site}/to?/page"))
    assert (got.url, got.final_url) == (f"{site}/to?/to?/page", f"{site}/page")
    Site.asked.clear()
    with pytest.raises(FetchFailed, match=f"more than {MAX_REDIRECTS} redirects"):
        fetch(f"{site}/round", allow_private=True)
    assert len(Site.asked) == MAX_REDIRECTS + 1
    assert not any("cookie" in asked for asked in Site.asked)


@pytest.mark.parametrize("target", ["ftp://example.org/x", "file:///etc/passwd", "http://a:b@example.org/"])
def test_a_redirect_to_what_is_not_fetched_is_refused(site: str, target: str) -> None:
    with pytest.raises(BadInput):
        fetch(f"{site}/to?{target}", allow_private=True)


def test_a_packed_page_is_unpacked_within_its_bounds(site: str) -> None:
    assert fetch(f"{site}/packed", allow_private=True).raw == PAGE
    for path in ("/bomb", "/twice"):
        with pytest.raises(FetchFailed, match=r"too large|packed more than once"):
            fetch(site + path, allow_private=True, max_bytes=100_000)


def test_a_page_that_breaks_off_is_a_failure(site: str) -> None:
    with pytest.raises(FetchFailed):
        fetch(f"{site}/short", allow_private=True)


def test_a_server_that_drips_is_left_at_the_deadline(site: str) -> None:
    began = time.monotonic()
    with pytest.raises(FetchFailed, match="too slow"):
        fetch(f"{site}/drip", allow_private=True, timeout=0.1)
    assert time.monotonic() - began < 30  # the whole answer takes 50


def test_a_private_address_is_refused_before_it_is_connected_to(site: str) -> None:
    Site.asked.clear()
    port = site.rpartition(":")[2]
    for host in ("127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "0.0.0.0"):
        with pytest.raises(ArchiveError):
            fetch(f"http://{host}:{port}/page")
    assert Site.asked == []


def test_a_redirect_into_a_private_network_is_refused(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # The first host counts as public here; the one it sends to does not.
    monkeypatch.setattr(guarded_transport, "is_public", lambda address: address != "127.0.0.2")
    with pytest.raises(FetchFailed, match=r"127\.0\.0\.2, a private address"):
        fetch(f"{site}/to?http://127.0.0.2:9/page")


def test_a_name_that_changes_its_address_gains_nothing(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    real = socket.getaddrinfo

    def rebind(host: str, port: int, *args: int, **kwargs: int) -> object:
        asked.append(host)
        if host == "rebind.example":
            host = "192.0.2.1" if asked.count(host) == 1 else "127.0.0.1"
        return real(host, port, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", rebind)
    monkeypatch.setattr(guarded_transport, "is_public", lambda address: address == "192.0.2.1")
    Site.asked.clear()
    with pytest.raises(FetchFailed):
        fetch(f"http://rebind.example:{site.rpartition(':')[2]}/page", timeout=0.3)
    assert asked[0] == "rebind.example"
    assert Site.asked == []


def test_proxies_of_the_environment_are_not_asked(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "ALL_PROXY", "http_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert fetch(f"{site}/page", allow_private=True).raw == PAGE


@pytest.mark.parametrize(
    "url", ["ftp://example.org/", "file:///etc/passwd", "http://", "http://a:b@example.org/", "http://[::1/", "example"]
)
def test_what_is_no_page_on_the_web_is_refused_in_one_line(url: str) -> None:
    with pytest.raises(BadInput) as refusal:
        fetch(url)
    assert "\n" not in str(refusal.value)
    assert "a:b" not in str(refusal.value)


@given(st.text(max_size=30))
def test_any_url_is_made_normal_or_refused(rest: str) -> None:
    try:
        url = normal_url(f"http://{rest}")
    except BadInput as refusal:
        assert "\n" not in str(refusal)
    else:
        assert normal_url(url) == url
        assert is_url(url)


PRIVATE = (
    "10.1.2.3 172.16.0.1 192.168.1.1 100.64.0.1 169.254.169.254 224.0.0.1 255.255.255.255 0.0.0.0 "
    "fe80::1%eth0 fc00::1 ff02::1 :: 2002:7f00:1:: 64:ff9b::7f00:1"
)


@pytest.mark.parametrize("address", PRIVATE.split())
def test_no_address_of_a_private_kind_is_public(address: str) -> None:
    assert not is_public(address)
