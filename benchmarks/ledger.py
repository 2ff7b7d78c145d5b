"""What it costs to keep documents: taking in, new versions, recording alone, growth and size.

Peers: plain ``jieba.lcut`` on the same texts in one process; adding the document itself; ``git add`` and
``git commit``.
"""

from __future__ import annotations

import argparse
import logging
import resource
import subprocess
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from archive import Archive
from benchmarks.made_documents import edited, made_document, region_of, year_of


def main(arguments: list[str]) -> None:
    """Print the ratios; ``--documents N`` sets the size of the growth run (10,000 takes a while)."""
    parser = argparse.ArgumentParser(prog="ledger", description=__doc__)
    parser.add_argument("--documents", type=int, default=2_000)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        _taking_in(root)
        _new_version(root)
        _recording(root)
        _growth(root, options.documents)


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _write(folder: Path, texts: list[str]) -> Path:
    folder.mkdir()
    for number, text in enumerate(texts):
        (folder / f"report-{number:05}.txt").write_text(text, "utf-8")
    return folder


def _taking_in(root: Path) -> None:
    import jieba

    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    texts = [made_document(number) for number in range(200)]
    folder = _write(root / "texts", texts)
    with Archive(root / "warm.db") as archive:
        archive.add([next(folder.iterdir())])
    with Archive(root / "taken.db") as archive:
        ours = _seconds(lambda: archive.add([folder]))
    peer = _seconds(lambda: [jieba.lcut(text) for text in texts])
    print(f"take in and analyse 200 documents / jieba.lcut: {ours:.2f} s / {peer:.2f} s = {ours / peer:.2f}")
    _size(root / "taken.db", sum(len(text.encode()) for text in texts))


def _size(path: Path, taken: int) -> None:
    with Archive(path) as archive:
        archive.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        rows = archive.connection.execute(
            "SELECT name, sum(pgsize) FROM dbstat GROUP BY name ORDER BY sum(pgsize) DESC LIMIT 12"
        ).fetchall()
    whole = path.stat().st_size
    print(f"database bytes per byte of text taken in: {whole / taken:.2f}")
    for name, size in rows:
        print(f"  {name}: {size / taken:.2f}")


def _new_version(root: Path) -> None:
    report = root / "report.txt"
    text = made_document(1, characters=15_000)
    ratios = []
    for number in range(5):
        with Archive(root / f"version-{number}.db") as archive:
            report.write_text(text, "utf-8")
            first = _seconds(partial(archive.add, [report]))
            report.write_text(edited(text, 0.01, number), "utf-8")
            second = _seconds(partial(archive.add, [report]))
            ratios.append(first / second)
    print(f"adding a document / adding its version with 1% changed: {sorted(ratios)[2]:.1f} times")


def _recording(root: Path) -> None:
    texts = [made_document(number, characters=13_300) for number in range(2_000)]
    folder = _write(root / "many", texts)
    with Archive(root / "recorded.db") as archive:
        ours = _seconds(lambda: archive.add([folder], index=False))

    def commit() -> None:
        identity = ["-c", "user.name=bench", "-c", "user.email=bench@example.org"]
        for command in (["init", "-q"], ["add", "-A"], [*identity, "commit", "-q", "-m", "all"]):
            subprocess.run(["git", "-C", str(folder), *command], check=True)

    peer = _seconds(commit)
    size = sum(len(text.encode()) for text in texts) // len(texts)
    print(f"record 2,000 files of {size:,} bytes / git add and commit: {ours:.2f} s / {peer:.2f} s = {ours / peer:.2f}")


def _growth(root: Path, documents: int) -> None:
    """Ten batches, in the two orders in which a corpus is gathered: each region by itself, or all of them each year."""
    numbers = range(documents)
    for order, key in (("region by region", region_of), ("year by year", year_of)):
        arriving = sorted(numbers, key=key)
        folder = root / order.replace(" ", "-")
        folder.mkdir()
        times, memory = [], []
        with Archive(folder / "archive.db") as archive:
            for batch in range(10):
                part = arriving[batch * documents // 10 : (batch + 1) * documents // 10]
                files = _write(folder / str(batch), [made_document(number) for number in part])
                times.append(_seconds(partial(archive.add, [files])) / len(part))
                memory.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
        print(
            f"{documents:,} documents, {order}: time a document at the end / at the start: "
            f"{sum(times[-2:]) / sum(times[:2]):.2f} ({', '.join(f'{1000 * seconds:.0f}' for seconds in times)} ms); "
            f"memory {memory[0]} MB → {memory[-1]} MB",
            flush=True,
        )
