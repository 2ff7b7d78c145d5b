"""How long figures take beside plain jieba.lcut on the same texts, in one process and one run.

    python -m benchmarks.figures [FILE …]

Without files it reads the seeds. Passages are read and tables loaded beforehand. Processor time is counted, the tasks
taking turns; the first round, in which no phrase is remembered from the round before, decides. The last line is JSON.
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
WARMING = "一、2024年工作回顾\n全年新增停车位4500个，生产总值增长5%左右，居全市第3位；北部公园一期封顶，实现全覆盖。"


def main(argv: Sequence[str] | None = None) -> int:
    """Print milliseconds and ratios; 0 when figures take at most half of jieba.lcut's time, else 1."""
    paths = [Path(name) for name in (sys.argv[1:] if argv is None else argv)]
    if not paths:
        paths = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
    texts = [path.read_text(encoding="utf-8-sig") for path in paths]
    passages = {text: read_passages(text) for text in [WARMING, *texts]}
    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    tasks: dict[str, Callable[[str], object]] = {
        "jieba.lcut": jieba.lcut,
        "scan_quantities": scan_quantities,
        "read_figures": lambda text: read_figures(text, passages[text], DAY, None),
        "read_milestones": lambda text: read_milestones(text, passages[text], DAY, None),
    }
    for task in tasks.values():
        task(WARMING)
    rounds = [{name: _seconds(task, texts) for name, task in tasks.items()} for _ in range(ROUNDS)]
    first, best = rounds[0], {name: min(times[name] for times in rounds) for name in tasks}
    for name in tasks:
        print(
            f"{name:16} first {first[name] * 1000:9.3f} ms  {first[name] / first['jieba.lcut']:6.2f} of jieba.lcut"
            f"   best {best[name] * 1000:9.3f} ms  {best[name] / best['jieba.lcut']:6.2f} of jieba.lcut"
        )
    ratio = first["read_figures"] / first["jieba.lcut"]
    found = sum(len(read_figures(text, passages[text], DAY, None)) for text in texts)
    print(json.dumps({"characters": sum(map(len, texts)), "figures": found, "of_jieba": round(ratio, 3)}))
    return 0 if ratio <= MOST else 1


def _seconds(task: Callable[[str], object], texts: list[str]) -> float:
    start = time.process_time()
    for text in texts:
        task(text)
    return time.process_time() - start


if __name__ == "__main__":
    raise SystemExit(main())
