"""How fast `read_passages` is, and all reading, beside plain jieba.lcut on the same texts; sha256 and splitlines too.

    python -m benchmarks.reading [FILE …]

Without files it reads the seeds. All run in one process, the best of five rounds counts; the last line is JSON.
"""

from __future__ import annotations

import hashlib
import json
import logging
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import jieba

from archive.reading.document import read_document
from archive.reading.passages import read_passages

ROUNDS = 5


def main(argv: Sequence[str] | None = None) -> int:
    """Print milliseconds and ratios; 0 when `read_passages` is at least eight times as fast as jieba.lcut, else 1."""
    paths = [Path(name) for name in (sys.argv[1:] if argv is None else argv)]
    if not paths:
        paths = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
    texts = [path.read_text(encoding="utf-8") for path in paths]
    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    tasks: dict[str, Callable[[str], object]] = {
        "sha256": lambda text: hashlib.sha256(text.encode("utf-8")).digest(),
        "splitlines": str.splitlines,
        "read_passages": read_passages,
        "read_document": read_document,
        "jieba.lcut": jieba.lcut,
    }
    best = {name: min(_seconds(task, texts) for _ in range(ROUNDS)) for name, task in tasks.items()}
    characters = sum(map(len, texts))
    for name, seconds in best.items():
        print(f"{name:14} {seconds * 1000:9.3f} ms  {characters / seconds / 1e6:9.2f} million characters a second")
    ratio = best["jieba.lcut"] / best["read_passages"]
    print(json.dumps({"characters": characters, "times_faster_than_jieba": round(ratio, 1)}))
    return 0 if ratio >= 8 else 1


def _seconds(task: Callable[[str], object], texts: list[str]) -> float:
    start = time.perf_counter()
    for text in texts:
        task(text)
    return time.perf_counter() - start


if __name__ == "__main__":
    raise SystemExit(main())
