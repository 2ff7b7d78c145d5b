"""Documents from URLs and git: conditional requests, changes, pages that vanish, commits as versions."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from archive import Archive
from archive.workflow.adding import Outcome

PARAGRAPH = "今年新建公园3个，新增停车位4500个，完成老旧小区改造12个，群众获得感不断增强。"


class Page(BaseHTTPRequestHandler):
    """One page that may change or vanish."""

    body: ClassVar[str] = PARAGRAPH
    gone: ClassVar[bool] = False
    asked: ClassVar[list[str | None]] = []

    def do_GET(self) -> None:
        """Answer with the page, 304, or 410."""
        Page.asked.append(self.headers["If-None-Match"])
        tag = f'"{hash(Page.body)}"'
        if Page.gone or self.headers["If-None-Match"] == tag:
            self.send_response(410 if Page.gone else 304)
            self.end_headers()
            return
        html = f"<html><head><title>绿化报告</title></head><body><p>{Page.body}</p></body></html>".encode()
        self.send_response(200)
        for name, value in (("Content-Type", "text/html; charset=utf-8"), ("ETag", tag), ("Content-Length", len(html))):
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(html)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def url() -> Iterator[str]:
    Page.body, Page.gone, Page.asked = PARAGRAPH, False, []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/report.html"
    server.shutdown()
    server.server_close()
    thread.join()


def _added(archive: Archive, url: str) -> Outcome:
    (outcome,) = archive.adding([url], allow_private=True)
    assert isinstance(outcome, Outcome)
    return outcome


def _refreshed(archive: Archive) -> Outcome:
    (outcome,) = archive.refreshing(allow_private=True)
    assert isinstance(outcome, Outcome)
    return outcome


def test_a_page_is_kept_whole_and_followed(url: str, tmp_path: Path) -> None:
    with Archive(tmp_path / "a.db") as archive:
        added = _added(archive, url)
        assert archive.raw(added.document).startswith(b"<html>")
        assert PARAGRAPH in archive.text(added.document)
        (document,) = archive.documents()
        assert (document["source_url"], document["title"]) == (url, "绿化报告")

        assert _refreshed(archive).reason == "not modified"
        assert Page.asked[-1] is not None

        Page.body = PARAGRAPH.replace("3个", "5个")
        assert (_refreshed(archive).status, _refreshed(archive).status) == ("new version", "unchanged")
        assert archive.log(added.document)[-1]["change"] == "figure"

        Page.gone = True
        head = archive.head()
        assert _refreshed(archive).reason == "gone (410)"
        assert archive.head() != head
        assert len(archive.documents()) == 1
        head = archive.head()
        assert _refreshed(archive).reason == "gone (410)"
        assert archive.head() == head, "a page that stays gone is noted once"
        assert archive.verify() == []


def test_a_private_address_is_refused_unless_allowed(url: str, tmp_path: Path) -> None:
    with Archive(tmp_path / "a.db") as archive:
        (refusal,) = archive.adding([url])
        assert not isinstance(refusal, Outcome)
        assert "private" in refusal.reason
        assert Page.asked == []


def test_each_commit_of_a_file_becomes_a_version(tmp_path: Path) -> None:
    repository = tmp_path / "laws"
    repository.mkdir()

    def git(*arguments: str) -> None:
        identity = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
        subprocess.run(["git", "-C", str(repository), *identity, *arguments], check=True, capture_output=True)

    git("init", "-q")
    for number, text in enumerate(
        ("第一条 新建公园3个。\n", "第一条 新建公园5个。\n", "第一条 新建公园5个。\n第二条 略。\n")
    ):
        (repository / "条例.txt").write_text(text, "utf-8")
        git("add", "-A")
        git("commit", "-q", "-m", f"第{number + 1}次修改")
    with Archive(tmp_path / "a.db") as archive:
        assert [outcome.version for outcome in archive.adding_history(repository, "条例.txt")] == [1, 2, 3]
        assert [row["change"] for row in archive.log("条例")] == [None, "figure", "wording"]
        assert "第2次修改" in archive.log("条例")[1]["note"]
        assert [outcome.status for outcome in archive.adding_history(repository, "条例.txt")] == ["unchanged"] * 3
        assert archive.verify() == []


def test_as_of_answers_what_was_known_then(seeded: Path) -> None:
    with Archive(seeded, read_only=True) as archive:
        assert archive.documents(as_of="2000-01-01") == []
        assert len(archive.documents(as_of="2999-01-01")) == 5
