"""Texts made for these tests, and strategies that make more."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
REPORTS = [path for path in SEEDS if path.name[:3] in ("000", "001", "002")]

PAGE = """海淀报

HAIDIAN BAO

总第2890期

2024年3月15日 星期五

农历甲辰年二月初六

区融媒体中心出版

论坛年会筹备工作全面启动

本报记者 张蕾

3月13日，记者从区政府新闻发布会上获悉，论坛年会将于4月25日至29日举行，各项筹备工

全区新增绿地12公顷

作已全面启动。本届论坛设置5大板块，安排近120场活动。

据介绍，论坛期间将发布100余项重大成果。（下转三版）

本报讯（通讯员 王芳）记者从区园林绿化局获悉，今年一季度全区新增绿地12公顷，完成年度任务的35%。

某某在教育大会上强调

## 办好家门口的每一所学校

本报讯（记者 刘洋 陈 辰）3月14日下午，海淀区教育大会召开。会议提出，新增学位

2万个。

区领导做客直播间时表示，海淀要办有温度的教育

## 社区食堂开到家门口

春风拂面，饭菜飘香。走进一处社区食堂，老人们正在排队。

（李强）

暖心工程
"""

LAW = """某某市停车条例
2018年3月30日 某某市第十五届人民代表大会常务委员会第三次会议通过
2024年3月29日 某某市第十六届人民代表大会常务委员会第九次会议修正
第一章 总 则
第一条 为了加强停车治理，制定本条例。
第二条 停车设施包括下列种类：
（一）公共停车设施；
（二）专用停车设施。
前款规定以外的，由市人民政府另行规定。
第二章 附 则
第三条 本条例自2018年5月1日起施行。
"""

_WORDS = [
    "城市更新",
    "高质量发展",
    "朝阳区",
    "新增停车位",
    "4500个",
    "增长5.1%",
    "“两区”建设",
    "THE BOX",
    "CBD",
    "（试行）",
    "稳步推进",
    "2024年",
]


@st.composite
def sentence(draw: st.DrawFn) -> str:
    """A sentence of policy prose: words, commas, a full stop."""
    words = draw(st.lists(st.sampled_from(_WORDS), min_size=2, max_size=14))
    marks = draw(st.lists(st.sampled_from(["", "", "，", "、", "；"]), min_size=len(words), max_size=len(words)))
    body = "".join(word + mark for word, mark in zip(words, marks, strict=True)).rstrip("，、；")
    return body + draw(st.sampled_from(["。", "。", "！", "。”"]))


@st.composite
def report(draw: st.DrawFn) -> str:
    """A report: one paragraph a line, with numbered headings."""
    lines: list[str] = ["现在，我向大会报告工作，请予审议。"]
    for number in draw(st.lists(st.sampled_from("一二三四五六"), max_size=4)):
        lines.append(f"{number}、" + draw(st.sampled_from(["2024年工作回顾", "今年重点任务", "面临的形势"])))
        lines += draw(st.lists(st.lists(sentence(), min_size=1, max_size=4).map("".join), min_size=1, max_size=4))
    return "\n".join(lines)


def wrap(text: str, width: int) -> str:
    """`text` with every line cut at `width` characters."""
    return "\n".join(
        "\n".join(line[at : at + width] for at in range(0, len(line), width)) if line else ""
        for line in text.split("\n")
    )


def without_full_lines(text: str, width: int) -> str:
    """`text` without the lines whose last piece is exactly full: nobody can tell where such a paragraph ends."""
    return "\n".join(line for line in text.split("\n") if not line or len(line) % width)
