"""Mentions of themes: what is found, where, and what is not."""

from __future__ import annotations

import pickle
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.analysis.lexicon import Entry
from archive.analysis.theme_key import located_key, theme_key
from archive.analysis.themes import Lexicon, find_mentions, load_lexicon
from archive.model import Passage, Span, Theme
from archive.reading.passages import read_passages


def passage(text: str, kind: str = "paragraph") -> Passage:
    return Passage(kind, None, (), (Span(0, len(text)),), text)


def themes_in(text: str) -> list[str]:
    return [mention.theme for mention in find_mentions([passage(text)], load_lexicon())]


PLAIN = [
    entry.name
    for entry in load_lexicon().entries
    if not entry.aliases and not entry.false_friends and not entry.unless_near and entry.name == theme_key(entry.name)
]


@settings(max_examples=60)
@given(st.lists(st.sampled_from([*PLAIN[:60], "，", "。", "大力推进", "和", "\n", "全区"]), max_size=40))
def test_counts_equal_a_plain_scan_of_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    counts = Counter(mention.theme for mention in find_mentions([passage(text)], load_lexicon()))
    key = theme_key(text)
    for name in PLAIN[:60]:
        assert counts[name] == len(re.findall(re.escape(name), key))


@settings(max_examples=100)
@given(st.sampled_from(PLAIN), st.data())
def test_layout_and_typography_do_not_hide_a_wording(name: str, data: st.DataObject) -> None:
    noise = st.sampled_from(["", "", "", "\n", " ", "\u3000", "“", "”", "——", "·", "\u200b"])
    text = "".join(char + data.draw(noise) for char in name)
    assert name in themes_in(f"我们要{text}，不断前进")


@given(st.text(max_size=200))
def test_any_text_has_a_key_with_its_way_back(text: str) -> None:
    key = located_key(text)
    assert len(key.text) == len(key.offsets)
    assert key.text == theme_key(text)
    assert list(key.offsets) == sorted(key.offsets)
    assert theme_key(key.text) == key.text or not text.isascii()


def test_every_mention_points_at_its_characters(seeds: Path) -> None:
    lexicon = load_lexicon()
    for path in sorted(seeds.glob("*.txt")):
        text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
        passages = read_passages(text)
        mentions = find_mentions(passages, lexicon)
        assert len(mentions) > 50
        for mention in mentions:
            assert "".join(mention.span.of(text).split()).startswith(mention.text[:2])
            assert passages[mention.passage].start <= mention.span.start < mention.span.end


def test_a_formulation_that_the_layout_broke_is_found_whole(seeds: Path) -> None:
    text = (seeds / "003_ed712044ed67b116.txt").read_text(encoding="utf-8")
    broken = [
        mention
        for mention in find_mentions(read_passages(text), load_lexicon())
        if mention.theme == "新质生产力" and "\n" in mention.span.of(text)
    ]
    assert broken
    assert all(mention.text == "新质生产力" for mention in broken)


MORE = load_lexicon().extended([Theme("自拟提法", "词组", "discovered"), Theme("数字经济", "词组", "discovered")])


@settings(max_examples=40)
@given(st.lists(st.sampled_from(["数字经济", "核心区", "新动能", "，", "自拟提法"]), max_size=20))
def test_discovered_themes_do_not_change_the_mentions_of_listed_ones(pieces: list[str]) -> None:
    text = [passage("".join(pieces))] if pieces else []
    both = [mention for mention in find_mentions(text, MORE) if mention.theme != "自拟提法"]
    assert both == list(find_mentions(text, load_lexicon()))


FALSE_FRIENDS = [
    ("学校形成“一校两区”办学格局", "“两区”建设"),
    ("东城、西城两区的居民", "“两区”建设"),
    ("市区两级共同推进", "“两区”建设"),
    ("CBD核心区Z4地块封顶", "核心区"),
    ("商务中心区核心区的楼宇", "核心区"),
    ("建设数字经济核心区", "核心区"),
    ("CBD区域打造新地标。加速推进核心区重点项目建设", "核心区"),
    ("自然保护区核心区域不得开发", "核心区"),
    ("实施诉源治理十百千工程", "百千工程"),
    ("十百千万亿级产业", "十百千"),
    ("一家依托位于城南的基地", "托育"),
    ("受托位置的变更", "托育"),
    ("集中医疗资源救治", "中医"),
    ("其中医院有三家", "中医"),
    ("压减预算力度很大", "算力"),
    ("提高结算力度", "算力"),
    ("各环节水平明显提升", "节水"),
    ("调节水位", "节水"),
    ("各种业务办理", "种业"),
    ("多种业态并存", "种业"),
    ("这是人民企盼的", "民营经济"),
    ("三资企业的税收", "“三资”管理"),
    ("引导四百家企业回迁", "安置房"),
    ("西坝河绿地改造", "坝河"),
    ("面貌依旧改变不大", "棚户区改造"),
    ("想方法治病救人", "法治"),
    ("用新疗法治疗", "法治"),
    ("规模较大数据较全", "大数据"),
    ("TRAIN号列车", "人工智能"),
    ("流量15G以上", "5G"),
    ("内存16GB", "6G"),
    ("犹如鸟之两翼", "新两翼"),
    ("位居榜首店铺众多", "首店"),
    ("中国电信访问量", "信访"),
    ("中西医保健品", "医疗保障"),
    ("收养三孩童", "三孩"),
    ("周六稳定运行", "六稳"),
    ("每周六保洁", "六保"),
    ("“1+70”个点位", "“1+7”产业政策"),
    ("选树“朝阳群众好榜样”", "朝阳群众"),
    ("发展健康养老事业", "康养"),
    ("提高铁路运力", "高铁"),
    ("广大城市群众", "城市群"),
    ("前往北京通州", "数字北京"),
    ("提升仓储能力", "新型储能"),
    ("目前海南的天气", "前海"),
    ("开展诚信创建", "信创"),
    ("军政军民兵团结", "兵团"),
    ("农村超市", "村超"),
    ("平台独立运行", "台独"),
    ("降低保费", "最低生活保障"),
    ("其中试点三处", "中试平台"),
    ("各县城乡居民", "县城"),
    ("科技改变生活", "技术改造"),
    ("实现平稳增长", "稳增长"),
    ("市场化法治化债转股", "一揽子化债"),
    ("普惠金融业务", "金融业"),
    ("身边民生小事", "兴边富民行动"),
    ("文化旅游业态", "旅游业"),
    ("人社保障部门", "社会保险"),
    ("建设首都功能核心区", "首都功能"),
    ("完善智能体系", "智能体"),
    ("检查码头设施", "检查码"),
    ("大家喜爱山东菜", "爱山东"),
    ("发展浙江制造业", "浙江制造"),
    ("茶汤回甘味醇", "甘味"),
    ("升级智能体验馆", "智能体"),
    ("全国补助标准统一", "消费品国补"),
    ("扩大运会规模", "大运会"),
    ("参与用电竞价", "电子竞技"),
    ("出台全新中式菜单", "新中式"),
]


@pytest.mark.parametrize(("text", "theme"), FALSE_FRIENDS)
def test_a_false_friend_is_not_taken_for_the_theme(text: str, theme: str) -> None:
    assert theme in load_lexicon().names
    assert theme not in themes_in(text)


TRUE = [
    ("以“两区”建设引领开放", "“两区”建设"),
    ("以两区建设引领开放", "“两区”建设"),
    ("建好‘五宜’朝阳", "“五宜”朝阳"),
    ("建好五宜朝阳", "“五宜”朝阳"),
    ("“疏整促”专项行动", "疏整促"),
    ("推进核心区高质量发展", "核心区"),
    ("发展ＡＩ产业", "人工智能"),
    ("打通CBD——三里屯国际消费体验区", "CBD—三里屯国际消费体验区"),
    ("诉源治理“十百千”专项工程", "十百千"),
    ("百千工程、接诉即办", "百千工程"),
    ("新增普惠托位", "托育"),
    ("中医馆全覆盖", "中医"),
    ("发展康养产业", "康养"),
    ("开通高铁", "高铁"),
    ("建设县城", "县城"),
]


@pytest.mark.parametrize(("text", "theme"), TRUE)
def test_its_true_namesake_is(text: str, theme: str) -> None:
    assert theme in themes_in(text)


def test_the_longest_wording_of_a_theme_counts_once_and_nested_themes_count_for_both() -> None:
    lexicon = Lexicon((Entry("数字经济", "产业", ("数字经济产业",)), Entry("数字经济核心区", "产业")))
    found = find_mentions([passage("数字经济产业与数字经济核心区")], lexicon)
    assert [(m.theme, m.text) for m in found] == [
        ("数字经济", "数字经济产业"),
        ("数字经济", "数字经济"),
        ("数字经济核心区", "数字经济核心区"),
    ]


def test_furniture_of_the_page_is_passed_over() -> None:
    assert not find_mentions([passage("接诉即办", "navigation")], load_lexicon())


def test_a_lexicon_travels_between_processes() -> None:
    lexicon = load_lexicon()
    assert lexicon.automaton
    again = pickle.loads(pickle.dumps(lexicon))
    assert find_mentions([passage("接诉即办")], again) == find_mentions([passage("接诉即办")], lexicon)


def test_hostile_texts_raise_nothing() -> None:
    for text in ("一" * 200_000, "“" * 100_000, "\ud800接诉即办\x00", "", "a", "接诉" * 50_000, "核心区CBD" * 20_000):
        find_mentions([passage(text)] if text else [], load_lexicon())
