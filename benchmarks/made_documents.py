"""Made-up documents of the seeds' size: the seeds' sentences in another order, the same for the same number."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")


@cache
def sentences() -> tuple[str, ...]:
    """Every sentence of the seeds."""
    text = "\n".join(path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt")))
    return tuple(found.strip() for found in _SENTENCE.findall(text) if len(found.strip()) > 8)


def made_document(number: int, characters: int = 7_000, year: int | None = None) -> str:
    """A report of about so many characters, with a title, a date and headed sections; told apart by its `number`."""
    chance = random.Random(number)
    year = year or 2015 + number % 10
    parts = [f"关于第{number}号示范区{year}年工作情况的报告\n\n——{year}年{1 + number % 12}月8日在全体会议上\n"]
    size = 0
    for section in range(1, 1_000):
        if size >= characters:
            break
        parts.append(f"\n（{section}）第{section}部分工作\n")
        for _ in range(4):
            paragraph = "".join(chance.choices(sentences(), k=6))
            parts.append(f"\n{paragraph}\n")
            size += len(paragraph)
    return "".join(parts)


def edited(text: str, share: float, number: int = 0) -> str:
    """`text` with about that share of its characters changed, in whole sentences."""
    chance = random.Random(number)
    paragraphs = text.split("\n")
    to_change, changed = int(len(text) * share), 0
    while changed < to_change:
        at = chance.randrange(3, len(paragraphs))
        found = _SENTENCE.findall(paragraphs[at])
        if not found:
            continue
        which = chance.randrange(len(found))
        changed += len(found[which])
        found[which] = chance.choice(sentences())
        paragraphs[at] = "".join(found)
    return "\n".join(paragraphs)
