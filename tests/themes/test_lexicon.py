"""The lexicon: what it holds, and how a bad file is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.analysis.lexicon import built_in_entries, is_quoted
from archive.analysis.theme_key import theme_key
from archive.analysis.themes import find_mentions, load_lexicon
from archive.errors import BadLexicon
from archive.model import Passage, Span


def passage(text: str) -> Passage:
    return Passage("paragraph", None, (), (Span(0, len(text)),), text)


def test_the_built_in_lexicon_is_large_and_sorted_into_categories() -> None:
    entries = built_in_entries()
    assert len(entries) >= 2_000
    assert {"发展理念", "产业", "治理", "民生", "党建", "生态", "文化", "营商环境"} <= {e.category for e in entries}


def test_every_wording_of_the_lexicon_finds_its_own_theme() -> None:
    lexicon = load_lexicon()
    for entry in lexicon.entries:
        for wording in entry.wordings:
            found = {mention.theme for mention in find_mentions([passage(f"要{wording}。")], lexicon)}
            assert entry.name in found, (entry.name, wording)


def test_no_wording_stands_beside_itself_in_quotation_marks() -> None:
    for entry in built_in_entries():
        plain = {theme_key(wording) for wording in entry.wordings if not is_quoted(wording)}
        assert not [w for w in entry.wordings if is_quoted(w) and theme_key(w) in plain], entry.name


# Some of each field that national, provincial and district reports of 2013 to 2026 repeat.
REPEATED = [
    "十二五",
    "十三五",
    "十四五",
    "十五五",
    "供给侧结构性改革",
    "三去一降一补",
    "放管服",
    "六稳",
    "六保",
    "双循环",
    "新发展格局",
    "新质生产力",
    "共同富裕",
    "四个全面",
    "五位一体",
    "精准扶贫",
    "乡村振兴",
    "三大攻坚战",
    "双随机、一公开",
    "最多跑一次",
    "高效办成一件事",
    "专项债",
    "减税降费",
    "稳健的货币政策",
    "房住不炒",
    "保交楼",
    "化债",
    "内卷式竞争",
    "新型工业化",
    "专精特新",
    "链长制",
    "低空经济",
    "具身智能",
    "揭榜挂帅",
    "卡脖子",
    "东数西算",
    "中欧班列",
    "自贸试验区",
    "一带一路",
    "制度型开放",
    "提振消费",
    "以旧换新",
    "双减",
    "医共体",
    "带量采购",
    "异地就医",
    "长护险",
    "三孩",
    "托育",
    "零工市场",
    "根治欠薪",
    "枫桥经验",
    "扫黑除恶",
    "河长制",
    "林长制",
    "蓝天保卫战",
    "碳达峰",
    "两山理论",
    "藏粮于地、藏粮于技",
    "高标准农田",
    "黑土地",
    "千万工程",
    "东北振兴",
    "西部大开发",
    "长江大保护",
    "粤港澳大湾区",
    "雄安新区",
    "成渝地区双城经济圈",
    "海南自贸港",
    "四个意识",
    "四个自信",
    "两个维护",
    "两个确立",
    "三严三实",
    "两学一做",
    "不忘初心、牢记使命",
    "四风",
    "一国两制",
    "人类命运共同体",
    "全过程人民民主",
    "八八战略",
    "强富美高",
    "三高四新",
    "一核两翼",
    "七有五性",
    "低空经济",
    "首发经济",
    "银发经济",
    "票根经济",
    "投资于人",
    "投资于物和投资于人",
    "带薪错峰休假",
    "高质量充分就业",
    "高效办成一件事",
    "算电协同",
    "可信数据空间",
    "第六代移动通信",
    "智能体",
    "绿电直连",
    "零基预算",
    "自审自发",
    "现房销售",
    "职业伤害保障",
    "医疗卫生强基工程",
    "跟着赛事去旅行",
    "接诉即办",
    "回天地区",
    "红墙意识",
]


def test_what_reports_repeat_is_listed() -> None:
    lexicon = load_lexicon()
    for said in REPEATED:
        found = find_mentions([passage(f"我们要坚持“{said}”不动摇。")], lexicon)
        assert any(m.span.start <= 6 and m.span.end >= 6 + len(said) for m in found), said


def test_successions_lead_from_plan_to_plan() -> None:
    names = load_lexicon().names
    assert names["十五五"].succeeds == "十四五"
    assert names["十四五"].succeeds == "十三五"


BAD: dict[str, tuple[str, str, str]] = {
    "a cycle": ("bad.toml", '["类"]\n"甲乙丙" = { part_of = "丁戊己" }\n"丁戊己" = { part_of = "甲乙丙" }\n', "line 2"),
    "a duplicate alias": ("bad.toml", '["类"]\n"甲乙丙" = ["重复的"]\n"丁戊己" = ["重复的"]\n', "line 3"),
    "an alias twice in one entry": ("bad.toml", '["类"]\n"甲乙丙" = [\n"重复的",\n"重复的"]\n', "line 3"),
    "a wording of the built-in lexicon": ("bad.toml", '["类"]\n# ours\n"甲乙丙" = ["新质生产力"]\n', "line 3"),
    "a regular expression": ("bad.toml", '["类"]\n\n"甲乙丙" = ["甲.*丙"]\n', "line 3"),
    "a class of characters": ("bad.txt", "甲乙丙|[甲乙]丙\n", "line 1"),
    "ten thousand characters": ("bad.toml", '["类"]\n"甲乙丙" = ["' + "长" * 10_000 + '"]\n', "line 2"),
    "an empty wording": ("bad.toml", '["类"]\n"甲乙丙" = [\n  "丁戊",\n  "“”"]\n', "line 4"),
    "an empty line": ("bad.txt", "# ours\n甲乙丙 | 丁戊己\n\n庚辛壬\n", "line 3"),
    "a single character": ("bad.txt", "甲\n", "line 1"),
    "not TOML": ("bad.toml", '["类"]\n"甲乙丙" = [\n', "line"),
    "the same key twice": ("bad.toml", '["类"]\n"甲乙丙" = []\n"甲乙丙" = []\n', "line 3"),
    "a relation to nothing": ("bad.toml", '["类"]\n"甲乙丙" = { succeeds = "没有的" }\n', "line 2"),
    "an unknown field": ("bad.toml", '["类"]\n"甲乙丙" = { alias = ["x"] }\n', "line 2"),
    "numbers for wordings": ("bad.toml", '["类"]\n"甲乙丙" = [1, 2]\n', "line 2"),
    "no category": ("bad.toml", '"甲乙丙" = []\n', "line 1"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_lexicon_is_named_with_file_and_line(name: str, tmp_path: Path) -> None:
    file, text, line = BAD[name]
    path = tmp_path / file
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadLexicon) as caught:
        load_lexicon(path)
    message = str(caught.value)
    assert message.startswith(f"{file}: {line}")
    assert "\n" not in message
    assert len(message) < 400


def test_a_missing_or_binary_lexicon_is_named(tmp_path: Path) -> None:
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"\xff\xfe\x00\x80")
    for path in (binary, tmp_path / "absent.toml"):
        with pytest.raises(BadLexicon, match=path.name):
            load_lexicon(path)


def test_users_add_formulations_in_toml_or_plain_text(tmp_path: Path) -> None:
    toml = tmp_path / "ours.toml"
    toml.write_text('["本区"]\n"三张清单" = { aliases = ["三单制"], part_of = "营商环境" }\n', encoding="utf-8")
    plain = tmp_path / "ours.txt"
    plain.write_text("# 街道的\n[街道]\n红墙议事会 | 红墙议事\n", encoding="utf-8")
    lexicon = load_lexicon(toml, plain)
    found = find_mentions([passage("推行三单制，开好红墙议事会。")], lexicon)
    assert [(mention.theme, mention.text) for mention in found] == [
        ("三张清单", "三单制"),
        ("红墙议事会", "红墙议事会"),
    ]
    assert lexicon.names["红墙议事会"].category == "街道"
