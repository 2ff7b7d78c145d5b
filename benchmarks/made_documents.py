"""Made-up documents of the seeds' size: the seeds' sentences in another order, the same for the same number."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
#: Where the documents come from in turn, so that no region has more of them than a real one would.
REGIONS = [
    "朝阳区",
    "东城区",
    "西城区",
    "海淀区",
    "丰台区",
    "石景山区",
    "通州区",
    "顺义区",
    "昌平区",
    "大兴区",
    "房山区",
    "门头沟区",
    "平谷区",
    "怀柔区",
    "密云区",
    "延庆区",
    "北京市",
    "上海市",
    "天津市",
    "重庆市",
    "河北省",
    "山西省",
    "辽宁省",
    "吉林省",
    "黑龙江省",
    "江苏省",
    "浙江省",
    "安徽省",
    "福建省",
    "江西省",
    "山东省",
    "河南省",
    "湖北省",
    "湖南省",
    "广东省",
    "海南省",
    "四川省",
    "贵州省",
    "云南省",
    "陕西省",
    "甘肃省",
    "青海省",
]
#: From how many years every region has some.
YEARS = 10
_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")

_OF_A_PAGE = re.compile("本报|[上下]转")


@cache
def sentences() -> tuple[str, ...]:
    """Every sentence of the seeds but those that make a report a newspaper's page, and so one of another region."""
    text = "\n".join(path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt")))
    found = map(str.strip, _SENTENCE.findall(text))
    return tuple(sentence for sentence in found if len(sentence) > 8 and not _OF_A_PAGE.search(sentence))


def region_of(number: int) -> str:
    """The region of the document of that number."""
    return REGIONS[number % len(REGIONS)]


def year_of(number: int) -> int:
    """The year of the document of that number."""
    return 2015 + number // len(REGIONS) % YEARS


def made_document(number: int, characters: int = 7_000) -> str:
    """A report of about so many characters, with a title, a date and headed sections; told apart by its `number`."""
    chance = random.Random(number)
    year, region = year_of(number), region_of(number)
    parts = [f"关于{region}{year}年第{number}号工作情况的报告\n\n——{year}年{1 + number % 12}月8日在全体会议上\n"]
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
