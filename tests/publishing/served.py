"""An archive served as users serve it: a Datasette of its own, on loopback, with the plugins."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from archive import Archive
from archive.publishing.serving import datasette_arguments

#: Payloads that run in a page which lets any of them through.
PAYLOADS = (
    "<script>window.harmed=1</script>",
    '"><img src=x onerror=window.harmed=1>',
    "'-window.harmed=1-'",
    "</textarea></title><svg onload=window.harmed=1>",
    "javascript:window.harmed=1",
    "{{ 7*7 }}{% raw %}",
    "<iframe srcdoc='<script>parent.harmed=1</script>'>",
    "<a href=javascript:window.harmed=1>x</a>",
    "]]><!--",
    "%0d%0aSet-Cookie:x=1",
)


def fill(db: Path, seeds: Path, folder: Path) -> None:
    """The seeds, a document with two more versions (one of wording and figures, one of layout), and a hostile one."""
    folder.mkdir(parents=True, exist_ok=True)
    with Archive(db, who="tester") as archive:
        archive.add([seeds])
        archive.discover()
        text = archive.text("chaoyang-plan-2024h1")
        edited = (
            text.replace("4200个", "4500个").replace("开工建设", "启动建设", 1).replace("GDP增长5.3%", "GDP增长5.5%")
        )
        paragraphs = edited.split("\n\n")
        paragraphs.insert(12, paragraphs.pop(30))
        edited = "\n\n".join(paragraphs)
        for name, version in (("two.txt", edited), ("three.txt", edited.replace("\n\n", "\n\n\n"))):
            path = folder / name
            path.write_text(version, "utf-8")
            archive.add([path], slug="chaoyang-plan-2024h1")
        hostile = folder / "<img src=x onerror=window.harmed=1>.txt"
        hostile.write_text("\n\n".join(f"新质生产力{payload}新增停车位4500个。" for payload in PAYLOADS), "utf-8")
        facts = {
            "title": PAYLOADS[0],
            "region": PAYLOADS[1],
            "publisher": PAYLOADS[3],
            "kind": PAYLOADS[2],
            "series": PAYLOADS[6],
        }
        archive.add([hostile], slug="hostile", facts={**facts, "source_url": PAYLOADS[4], "published_on": "2025-01-02"})
        hostile.write_text(
            "\n\n".join(f"新质生产力{payload}新增停车位5000个。" for payload in reversed(PAYLOADS)), "utf-8"
        )
        archive.add([hostile], slug="hostile")


def library_of_this_run(factory: pytest.TempPathFactory, seeds: Path) -> Path:
    """The database that all tests of pages read, made once a run by whichever worker comes first."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "library"
    db = folder / "archive.db"
    try:
        folder.mkdir()
    except FileExistsError:
        for _ in range(600):
            if (folder / "filled").exists():
                return db
            time.sleep(0.1)
        raise RuntimeError("the worker that makes the library did not end") from None
    fill(db, seeds, folder / "more")
    (folder / "filled").touch()
    return db


@contextmanager
def served(db: Path, *extra: str) -> Iterator[str]:
    """The address of a server over `db`, which ends with the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    arguments = datasette_arguments(db, port=port, host="127.0.0.1", extra=extra)
    process = subprocess.Popen(
        [sys.executable, "-m", "datasette", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(20)


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with status {process.returncode}")
        try:
            httpx.get(f"{address}/-/versions.json", timeout=5)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server did not come up")
