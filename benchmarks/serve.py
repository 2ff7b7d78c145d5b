"""Pages under load: our pages beside Datasette's own table page, with many visitors at once.

``make bench serve`` or ``python -m benchmarks serve -- --documents 2000 --requests 20000 --clients 50``
"""

from __future__ import annotations

import argparse
import asyncio
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import httpx
import psutil  # type: ignore[import-untyped]

from archive import Archive
from archive.publishing.serving import datasette_arguments
from benchmarks.made_documents import SEEDS, made_document

PLAN = "chaoyang-plan-2024h1"
PAGES = (
    "/",
    "/-/documents",
    f"/-/documents/{PLAN}",
    "/-/diff/chaoyangbao-3384@1/chaoyangbao-3683@1",
    "/-/compare/2024...2026",
    "/-/themes",
    "/-/targets",
    "/-/search?q=新质生产力",
)


def main(options: list[str]) -> None:
    """Print p50 and p95 of each page, errors, and the server's memory along the way."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--requests", type=int, default=2000)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--db", type=Path, help="keep the made archive here, and use it again")
    chosen = parser.parse_args(options)
    with tempfile.TemporaryDirectory() as folder:
        db = chosen.db or Path(folder) / "archive.db"
        if not db.exists():
            _fill(db, Path(folder), chosen.documents)
        _measure(db, chosen.requests, chosen.clients)


def _fill(db: Path, folder: Path, documents: int) -> None:
    began = time.perf_counter()
    made = folder / "made"
    made.mkdir()
    for number in range(documents):
        (made / f"made-{number}.txt").write_text(made_document(number), "utf-8")
    with Archive(db, who="benchmark") as archive:
        archive.add([SEEDS, made])
    print(f"{documents} made documents and the seeds added in {time.perf_counter() - began:.0f} s")


def _measure(db: Path, requests: int, clients: int) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    arguments = datasette_arguments(db, port=port, host="127.0.0.1")
    server = subprocess.Popen(
        [sys.executable, "-m", "datasette", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        asyncio.run(
            _visit(
                f"http://127.0.0.1:{port}",
                f"/{db.stem}/figures?_nofacet=1",
                psutil.Process(server.pid),
                requests,
                clients,
            )
        )
    finally:
        server.terminate()
        server.wait(30)


async def _visit(address: str, peer: str, server: psutil.Process, requests: int, clients: int) -> None:
    """`peer` is Datasette's own page that ours are measured against, without the facets that would slow it down."""
    pages = (peer, *PAGES)
    times: dict[str, list[float]] = defaultdict(list)
    errors: dict[str, int] = defaultdict(int)
    async with httpx.AsyncClient(base_url=address, timeout=300, limits=httpx.Limits(max_connections=clients)) as client:
        await _until_up(client)
        for path in pages:  # what a cold server takes, and the caches filled
            began = time.perf_counter()
            answer = await client.get(path)
            print(f"  first {time.perf_counter() - began:7.2f} s  {answer.status_code}  {path}")
        chance = random.Random(1)
        wanted = [chance.choice(pages) for _ in range(requests)]
        memory = [server.memory_info().rss]

        async def one_client() -> None:
            while wanted:
                path = wanted.pop()
                began = time.perf_counter()
                answer = await client.get(path)
                times[path].append(time.perf_counter() - began)
                errors[path] += answer.status_code != 200
                if len(wanted) % max(1, requests // 10) == 0:
                    memory.append(server.memory_info().rss)

        began = time.perf_counter()
        await asyncio.gather(*(one_client() for _ in range(clients)))
        took = time.perf_counter() - began
    for path in pages:
        ratio = _p95(times[path]) / _p95(times[peer])
        print(
            f"  p50 {statistics.median(times[path]):6.3f} s  p95 {_p95(times[path]):6.3f} s  "
            f"{ratio:4.1f} × the table page  errors {errors[path]}  {path}"
        )
    print(f"  {requests / took:.0f} requests/s; memory {', '.join(f'{rss / 2**20:.0f}' for rss in memory)} MiB")


async def _until_up(client: httpx.AsyncClient) -> None:
    for _ in range(600):
        try:
            await client.get("/-/versions.json")
        except httpx.TransportError:
            await asyncio.sleep(0.1)
        else:
            return
    raise RuntimeError("the server did not come up")


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]
