"""Pages from the web: fetched with bounds on size, time and redirects, and never from a private network unasked."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from archive.errors import BadInput, FetchFailed
from archive.reading.formats import show_name
from archive.reading.formats.limits import MAX_FILE_BYTES

if TYPE_CHECKING:
    import httpx

MAX_REDIRECTS = 5
#: Seconds that one answer of the server may take, and the whole page.
TIMEOUT = 20.0
_WHOLE_PAGE = 6
_MAX_URL = 4_000

_IS_URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.I)
_OUTCOMES: dict[int, Literal["fetched", "not_modified", "gone"]] = {
    200: "fetched",
    304: "not_modified",
    404: "gone",
    410: "gone",
}


@dataclass(frozen=True, slots=True)
class Redirect:
    """One step on the way to a page."""

    status: int
    url: str  # that sent elsewhere


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server answered: a page, that it is as it was, or that it is gone."""

    outcome: Literal["fetched", "not_modified", "gone"]
    url: str  # the one asked for, in its normal form
    final_url: str  # the one that answered
    status: int
    raw: bytes = b""  # the page, where it was fetched
    media_type: str | None = None  # as the server says it, with parameters
    etag: str | None = None
    last_modified: str | None = None
    redirects: tuple[Redirect, ...] = ()


def is_url(text: str) -> bool:
    """Whether an argument is meant as a URL, of whatever scheme, rather than as a file.

    >>> is_url("https://example.org/a"), is_url("ftp://example.org"), is_url("seeds/a.txt")
    (True, True, False)
    """
    return _IS_URL.match(text) is not None


def normal_url(url: str) -> str:
    """A URL as the archive keeps it: host in lower case, no fragment. Raises BadInput for what it does not fetch.

    >>> normal_url("HTTP://Example.org:80/a?b=1#c")
    'http://example.org/a?b=1'
    """
    return str(_checked_url(url))


def fetch(
    url: str,
    *,
    etag: str | None = None,
    last_modified: str | None = None,
    allow_private: bool = False,
    timeout: float = TIMEOUT,
    max_bytes: int = MAX_FILE_BYTES,
) -> Fetched:
    """Fetch a page, following at most five redirects; 304 is ``not_modified``, 404 and 410 are ``gone``.

    `etag` and `last_modified` are those of the fetch before: the server then need not send a page again that has not
    changed. `timeout` is in seconds for each answer; the whole page may take six times as long. Raises BadInput for a
    URL that is not fetched (other schemes, passwords in it, private addresses), and FetchFailed where there is no
    page to be had.
    """
    import httpx

    from archive.intake.guarded_transport import GuardedTransport

    asked = _checked_url(url)
    headers = {"User-Agent": _user_agent(), "Accept-Encoding": "identity"}
    headers |= {"If-None-Match": etag} if etag else {}
    headers |= {"If-Modified-Since": last_modified} if last_modified else {}
    deadline = time.monotonic() + _WHOLE_PAGE * timeout
    transport = GuardedTransport(allow_private=allow_private, deadline=deadline)
    # Proxies of the environment would be asked in our stead, and could reach what we must not.
    with httpx.Client(transport=transport, trust_env=False, timeout=timeout, headers=headers) as client:
        redirects: list[Redirect] = []
        here = asked
        try:
            while True:
                client.cookies.clear()
                with client.stream("GET", here) as response:
                    if not response.has_redirect_location:
                        body = _body(response, max_bytes, deadline) if response.status_code == 200 else b""
                        return _answer(asked, response, body, tuple(redirects))
                    redirects.append(Redirect(response.status_code, str(here)))
                    if len(redirects) > MAX_REDIRECTS:
                        raise FetchFailed(f"{_shown(asked)}: more than {MAX_REDIRECTS} redirects")
                    here = _checked_url(str(here.join(response.headers["location"])))
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            raise FetchFailed(f"{_shown(asked)}: {_reason(error)}") from error


def _answer(asked: httpx.URL, response: httpx.Response, body: bytes, redirects: tuple[Redirect, ...]) -> Fetched:
    code = response.status_code
    outcome = _OUTCOMES.get(code)
    if outcome is None:
        raise FetchFailed(f"{_shown(asked)}: the server answered {code} {show_name(response.reason_phrase)}".rstrip())
    return Fetched(
        outcome,
        str(asked),
        str(response.url),
        code,
        body,
        response.headers.get("content-type"),
        response.headers.get("etag"),
        response.headers.get("last-modified"),
        redirects,
    )


def _body(response: httpx.Response, max_bytes: int, deadline: float) -> bytes:
    if "," in response.headers.get("content-encoding", ""):
        raise FetchFailed(f"{_shown(response.url)}: packed more than once")
    body = bytearray()
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) >= max_bytes:
            raise FetchFailed(f"{_shown(response.url)}: too large: a page must be smaller than {max_bytes:,} bytes")
        if time.monotonic() > deadline:
            raise FetchFailed(f"{_shown(response.url)}: the server is too slow")
    return bytes(body)


def _checked_url(url: str) -> httpx.URL:
    import httpx

    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise BadInput(f"{show_name(url)}: it is no URL") from error
    if parsed.scheme not in ("http", "https"):
        raise BadInput(f"{show_name(url)}: only http and https are fetched")
    if not parsed.host or len(url) > _MAX_URL:
        raise BadInput(f"{show_name(url)}: it is no URL")
    if parsed.userinfo:
        raise BadInput(f"{_shown(parsed)}: a URL with a name or password in it would be published with the document")
    return parsed.copy_with(fragment=None)


def _shown(url: httpx.URL) -> str:
    return show_name(str(url.copy_with(userinfo=b"")))


def _reason(error: Exception) -> str:
    import httpx

    if isinstance(error, httpx.TimeoutException):
        return "the server is too slow"
    return show_name(str(error)) or type(error).__name__


def _user_agent() -> str:
    from importlib import metadata

    try:
        return f"policy-archive/{metadata.version('policy-archive')}"
    except metadata.PackageNotFoundError:  # run from a source tree that is not installed
        return "policy-archive"
