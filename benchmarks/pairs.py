"""How long does pairing take beside reading the same figures, and how does it grow?

The peer is our own reading of figures: pairing 10,000 figures has to take less time than finding them. Growth is
measured from 1,000 to 10,000 figures: n·log n is 13.3 times. Two corpora are paired: in one every year's report tells
of the same things, as those of one place do, so that nearly every figure has its pairs; in the other each tells of
things drawn anew, so that ten times the figures have many more than ten times the pairs. Processor time is counted,
small and large corpora in turn, and the quickest run of each is told.

    python -m benchmarks.pairs [--figures 10000] [--runs 5]
"""

from __future__ import annotations

import argparse
import gc
import random
import time
from collections.abc import Sequence
from datetime import date
from math import log

from archive.analysis.figures import read_figures
from archive.analysis.pairs import pair_figures
from archive.model import AnalysedVersion, Source
from archive.reading.passages import read_passages

_PLACES = (
    "东",
    "西",
    "南",
    "北",
    "滨江",
    "临港",
    "中心",
    "老城",
    "新城",
    "山前",
    "湖畔",
    "站前",
    "科创",
    "文旅",
    "生态",
    "智慧",
    "绿色",
    "高新",
)
_THINGS = (
    "社区食堂",
    "口袋公园",
    "停车位",
    "充电桩",
    "保障性住房",
    "托位",
    "学位",
    "老年餐桌",
    "养老床位",
    "便民菜店",
    "健身步道",
    "雨水管网",
    "供热管线",
    "农贸市场",
    "演出活动",
    "招聘会",
    "创业企业",
    "图书馆",
    "博物馆",
    "卫生站",
    "门诊部",
    "公交线路",
    "慢行系统",
    "示范街区",
    "老旧小区",
    "背街小巷",
    "高标准农田",
    "湿地",
    "绿道",
    "物业调解室",
    "消防站",
    "派出所",
    "实验室",
    "孵化器",
)
_VERBS = ("新建", "建成", "新增", "完成", "启动", "推进", "改造", "提升")
_UNITS = ("个", "处", "家", "套", "条", "万平方米", "公里", "场次")
_YEARS = 10


def made_up_text(seed: int, figures: int, lasting: bool) -> str:
    """A report of about that many figures: half results, half tasks of the same things.

    Where they are `lasting`, the things and their units are those of every other report of that size.
    """
    chance = random.Random(seed)
    naming = random.Random(figures) if lasting else chance
    things = [
        (f"{naming.choice(_PLACES)}{naming.choice(_PLACES)}{naming.choice(_THINGS)}", naming.choice(_UNITS))
        for _ in range(figures // 2)
    ]
    lines = ["一、上半年执行情况", ""]
    for name, unit in things:
        lines.append(f"{chance.choice(_VERBS)}{name}{chance.randint(2, 900)}{unit}。")
    lines += ["", "二、下半年主要任务", ""]
    for name, unit in things:
        lines.append(f"全年{chance.choice(_VERBS)}{name}{chance.randint(2, 900)}{unit}以上。")
    return "\n".join(lines)


def read(figures: int, lasting: bool = False) -> tuple[list[AnalysedVersion], float]:
    """That many figures in ten yearly documents, and the seconds that reading them took."""
    versions = []
    seconds = 0.0
    for number in range(_YEARS):
        text = made_up_text(number, figures // _YEARS, lasting)
        day = date(2015 + number, 8, 1)
        passages = read_passages(text)
        start = time.process_time()
        found = read_figures(text, passages, day, "report")
        seconds += time.process_time() - start
        source = Source(f"report-{number}", 1, region="滨江区", published_on=day, year=day.year)
        versions.append(AnalysedVersion(source, text, tuple(passages), found))
    return versions, seconds


def seconds_to_pair(versions: Sequence[AnalysedVersion]) -> tuple[float, int]:
    """The seconds that pairing takes, and how many pairs there are."""
    start = time.process_time()
    pairs = pair_figures(versions)
    return time.process_time() - start, len(pairs)


def measure(figures: int, runs: int, lasting: bool) -> bool:
    """Print what pairing that many figures takes; gives whether it took less than reading them."""
    small, _ = read(figures // 10, lasting)
    large, reading = read(figures, lasting)
    seconds_to_pair(small)  # load tables and libraries once, outside the measurement
    gc.collect()
    gc.freeze()  # what was read lives on beside the pairing, and going over it again is no part of its cost
    few = many = float("inf")
    pairs = 0
    for _ in range(runs):
        few = min(few, *(seconds_to_pair(small)[0] for _ in range(3)))
        seconds, pairs = seconds_to_pair(large)
        many = min(many, seconds)
    count = sum(len(version.figures) for version in large)
    print("the same things every year" if lasting else "other things every year")
    print(f"figures        {count:>8}  in {len(large)} documents")
    print(f"pairs          {pairs:>8}")
    print(f"reading        {reading:>8.2f} s")
    print(f"pairing        {many:>8.2f} s  ({many / reading:.0%} of reading)")
    print(f"growth × 10    {many / few:>8.1f} times (n·log n: {10 * log(figures) / log(figures / 10):.1f})")
    gc.unfreeze()
    return many < reading


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.pairs", description=__doc__)
    parser.add_argument("--figures", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args(argv)
    quick = [measure(options.figures, options.runs, lasting) for lasting in (True, False)]
    return 0 if all(quick) else 1


if __name__ == "__main__":
    import sys

    raise SystemExit(main(sys.argv[1:]))
