"""A small archive of made-up texts: a plan, the report that answers it, and what an analyst says of them."""

from __future__ import annotations

from pathlib import Path

from archive import Archive

PLAN = """青山区2024年重点工作计划

一、主要任务

今年将新增停车位4500个，改造老旧小区43个，力争建成公园6处。
大力推进“四进四增”行动，持续擦亮“青山绿谷”品牌，办好“青山绿谷”音乐节。
"""
REPORT = """青山区2024年工作报告

一、2024年工作回顾

过去一年，全区新增停车位5000个，改造老旧小区20个，完成投资245亿元，其中民间投资98亿元，占45%。
深化“四进四增”行动，“青山绿谷”品牌更加响亮，营商小站服务企业1200家。

二、2025年主要目标

新增停车位6000个。
"""


def filled(path: Path) -> Path:
    """An archive at `path` that holds the plan and the report of one district."""
    folder = path.parent / "texts"
    folder.mkdir(exist_ok=True)
    with Archive(path, who="tester") as archive:
        for slug, day, text in (("plan", "2024-01-10", PLAN), ("report", "2025-01-12", REPORT)):
            file = folder / f"{slug}.txt"
            file.write_text(text, "utf-8")
            facts = {"region": "青山区", "published_on": day, "series": "青山区工作"}
            archive.add([file], slug=slug, facts=facts)
    return path


def written(folder: Path, name: str, text: str) -> Path:
    """A file of that name with that text."""
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def span_of(text: str, words: str) -> str:
    """The offsets of `words` in a text, as a correction file writes them."""
    start = text.index(words)
    return f"[{start}, {start + len(words)}]"
