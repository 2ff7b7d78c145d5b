"""How long figures take beside plain jieba.lcut on the same texts, in one process and one run.

    python -m benchmarks.figures [FILE …]

Without files it reads the seeds. Passages are read beforehand; the best of five rounds counts; the last line is JSON.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import jieba

from archive.analysis.figures import read_figures
from archive.analysis.milestones import read_milestones
from archive.quantities import scan_quantities
from archive.reading.passages import read_passages

ROUNDS = 5
MOST = 0.5  # of jieba's time
DAY = date(2024, 8, 22)


def main(argv: Sequence[str] | None = None) -> int:
    """Print milliseconds and ratios; 0 when figures take at most half of jieba.lcut's time, else 1."""
    paths = [Path(name) for name in (sys.argv[1:] if argv is None else argv)]
    if not paths:
        paths = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
    texts = [path.read_text(encoding="utf-8-sig") for path in paths]
    passages = {text: read_passages(text) for text in texts}
    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    tasks: dict[str, Callable[[str], object]] = {
        "jieba.lcut": jieba.lcut,
        "scan_quantities": scan_quantities,
        "read_figures": lambda text: read_figures(text, passages[text], DAY, None),
        "read_milestones": lambda text: read_milestones(text, passages[text], DAY, None),
    }
    best = {name: min(_seconds(task, texts) for _ in range(ROUNDS)) for name, task in tasks.items()}
    for name, seconds in best.items():
        print(f"{name:16} {seconds * 1000:9.3f} ms  {seconds / best['jieba.lcut']:6.2f} of jieba.lcut")
    ratio = best["read_figures"] / best["jieba.lcut"]
    found = sum(len(read_figures(text, passages[text], DAY, None)) for text in texts)
    print(json.dumps({"characters": sum(map(len, texts)), "figures": found, "of_jieba": round(ratio, 3)}))
    return 0 if ratio <= MOST else 1


def _seconds(task: Callable[[str], object], texts: list[str]) -> float:
    start = time.perf_counter()
    for text in texts:
        task(text)
    return time.perf_counter() - start


if __name__ == "__main__":
    raise SystemExit(main())
