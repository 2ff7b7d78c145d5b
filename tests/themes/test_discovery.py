"""Discovery: what is found without any list, and that it is the same each time."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.analysis.discovery import MOST_THEMES, discover
from archive.analysis.theme_decisions import ThemeDecision, decided
from archive.analysis.themes import Lexicon, find_mentions, load_lexicon
from archive.model import AnalysedVersion, Passage, Source, Span, Theme
from archive.reading.passages import read_passages

NOTHING_LISTED = Lexicon(())


def version(slug: str, text: str, year: int = 2024) -> AnalysedVersion:
    passages = tuple(read_passages(text)) if text else ()
    return AnalysedVersion(Source(slug, 1, year=year), text, passages)


@pytest.fixture(scope="module")
def five(seeds: Path) -> list[AnalysedVersion]:
    return [version(path.stem, path.read_text(encoding="utf-8")) for path in sorted(seeds.glob("*.txt"))]


def test_without_a_lexicon_the_fixed_formulations_of_the_seeds_are_found(five: list[AnalysedVersion]) -> None:
    found = {wording for theme in discover(five, NOTHING_LISTED) for wording in (theme.name, *theme.aliases)}
    wanted = ["新质生产力", "接诉即办", "四个走在前", "1+43+N", "3+X", "每月一题", "十五五", "两个确立", "一园一花一品"]
    wanted += ["城市更新", "数字经济", "营商环境", "全面从严治党", "互联网3.0", "国际消费中心城市主承载区"]
    assert [name for name in wanted if name not in found] == []


def test_all_themes_of_the_seeds_together_are_a_list_a_person_would_read(five: list[AnalysedVersion]) -> None:
    lexicon = load_lexicon()
    listed = {mention.theme for seed in five for mention in find_mentions(seed.passages, lexicon)}
    found = discover(five, lexicon)
    assert found
    assert len(listed) + len(found) <= MOST_THEMES
    assert all(theme.origin == "discovered" for theme in found)
    assert not {theme.name for theme in found} & {theme.name for theme in lexicon.themes}


def test_discovery_does_not_depend_on_the_order_of_documents(five: list[AnalysedVersion]) -> None:
    shuffled = list(five)
    random.Random(7).shuffle(shuffled)
    assert discover(shuffled, load_lexicon()) == discover(five, load_lexicon())


def test_a_part_is_folded_into_the_longer_name_it_always_stands_in() -> None:
    text = "\n\n".join(
        f"第{i}条 有关方面要推行红墙先锋工程，{x}。" for i, x in enumerate(["一是甲", "二是乙", "三是丙"])
    )
    names = [theme.name for theme in discover([version("a", text)], NOTHING_LISTED)]
    assert "红墙先锋工程" in names
    assert "红墙" not in names
    assert "先锋工程" not in names


def test_a_term_in_quotes_that_recurs_is_found_and_a_passing_metaphor_is_not() -> None:
    text = "坚持“两张清单”制度。\n\n要用好“两张清单”，啃下“硬骨头”。"
    names = [theme.name for theme in discover([version("a", text)], NOTHING_LISTED)]
    assert "两张清单" in names
    assert "硬骨头" not in names


def test_what_is_done_about_a_thing_is_no_part_of_its_name() -> None:
    text = "谱写海绵街区新篇章。\n\n打通海绵街区堵点。\n\n做好海绵街区工作。\n\n海绵街区项目落地，海绵街区工作推进。"
    text += "\n\n春天的湖面很安静，远处的山和近处的树都换了颜色，孩子在岸边放风筝，老人坐着下棋，船慢慢地开过去。"
    names = [theme.name for theme in discover([version("a", text)], NOTHING_LISTED)]
    assert "海绵街区" in names
    assert [name for name in names if "海绵" in name and name != "海绵街区"] == []


def test_a_service_named_in_passing_is_no_theme_and_a_named_campaign_is() -> None:
    text = "会前了解留学服务，观摩便民服务。\n\n年内开展蓝盾护航行动。"
    names = [theme.name for theme in discover([version("a", text)], NOTHING_LISTED)]
    assert "蓝盾护航行动" in names
    assert [name for name in names if name.endswith("服务")] == []


def test_persons_places_and_manners_are_no_keywords(five: list[AnalysedVersion]) -> None:
    names = {theme.name for theme in discover(five, NOTHING_LISTED)}
    assert not names & {"冯志明", "习近平", "酒仙桥", "全方位", "坚定信心", "圆满完成", "满意度", "凝聚", "工委"}
    assert not [name for name in names if name.startswith(("谱写", "践行", "打通", "朝阳区"))]


def test_every_discovered_theme_is_mentioned(five: list[AnalysedVersion]) -> None:
    lexicon = load_lexicon()
    found = discover(five, lexicon)
    extended = lexicon.extended(found)
    mentioned = {mention.theme for seed in five for mention in find_mentions(seed.passages, extended)}
    assert {theme.name for theme in found} <= mentioned


def test_nothing_is_found_where_nothing_is() -> None:
    assert discover([], load_lexicon()) == ()
    assert discover([version("empty", "")], load_lexicon()) == ()
    hostile = "一" * 5000 + "“" * 50 + "\x00"
    passages = (Passage("paragraph", None, (), (Span(0, len(hostile)),), hostile),)
    discover([AnalysedVersion(Source("x", 1), hostile, passages)], NOTHING_LISTED)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["keep", "rename", "merge", "drop"]),
            st.sampled_from("甲乙丙丁"),
            st.sampled_from("甲乙丙丁"),
        ),
        max_size=6,
    )
)
def test_a_decided_list_has_each_theme_once_and_loses_no_wording_but_the_dropped(
    decisions: list[tuple[Literal["keep", "rename", "merge", "drop"], str, str]],
) -> None:
    themes = [Theme(name, "词组", "discovered", (f"{name}的别称",)) for name in "甲乙丙"]
    after = decided(themes, [ThemeDecision(action, theme, into) for action, theme, into in decisions])
    names = [theme.name for theme in after]
    assert len(names) == len(set(names))
    if all(action != "drop" for action, _, _ in decisions):
        wordings = {wording for theme in after for wording in (theme.name, *theme.aliases)}
        assert {"甲", "乙", "丙", "甲的别称", "乙的别称", "丙的别称"} <= wordings
    for action, theme, _ in decisions[-1:]:
        assert (action, theme in names) not in {("drop", True), ("keep", False)}


def test_a_renamed_theme_keeps_its_place_and_its_old_name() -> None:
    themes = [Theme("甲", "词组", "discovered"), Theme("乙", "词组", "discovered")]
    renamed = decided(themes, [ThemeDecision("rename", "甲", "新甲")])
    assert [(theme.name, theme.aliases) for theme in renamed] == [("新甲", ("甲",)), ("乙", ())]


FILLER = "春天的湖面很安静，远处的山和近处的树都换了颜色，孩子在岸边放风筝，老人坐着下棋，船慢慢地开过去。"


@pytest.mark.parametrize("clause", ["海绵街区贯彻绿色理念", "海绵街区4.5"])  # a verb inside, a figure at the end
def test_a_clause_that_recurs_is_no_formulation(clause: str) -> None:
    starts = ("因此", "而且", "但是", "所以")
    text = "\n\n".join(f"{start}{clause}，{FILLER}\n\n{start}海绵街区好，{FILLER}" for start in starts)
    names = [theme.name for theme in discover([version("a", text)], NOTHING_LISTED)]
    assert "海绵街区" in names
    assert clause not in names


def test_a_head_that_leads_on_to_another_closes_no_name() -> None:
    text = f"要有南湾海洋战略定力。{FILLER}\n\n落实南湾海洋战略。"
    names = [theme.name for theme in discover([version("a", text)], NOTHING_LISTED)]
    assert "南湾海洋战略" in names
    again = [theme.name for theme in discover([version("a", f"要有南湾海洋战略定力。{FILLER}")], NOTHING_LISTED)]
    assert "南湾海洋战略" not in again


def test_a_word_such_as_jianshe_makes_no_second_formulation() -> None:
    said = ["海绵街区建设", "海绵街区", "海绵街区建设", "海绵街区", "海绵街区", "海绵街区建设"]
    text = "\n\n".join(f"{FILLER}{x}，{FILLER}" for x in said)
    names = [theme.name for theme in discover([version("a", text)], NOTHING_LISTED)]
    assert "海绵街区" in names
    assert "海绵街区建设" not in names


def test_a_larger_corpus_has_room_for_discovered_themes_however_many_are_listed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("archive.analysis.discovery.MOST_THEMES", 0)
    said = "坚持“两张清单”制度。\n\n要用好“两张清单”。\n\n"
    small = version("a", said)
    large = version("a", said + "\n\n".join(FILLER * 40 for _ in range(40)))
    assert discover([small], NOTHING_LISTED) == ()
    assert "两张清单" in [theme.name for theme in discover([large], NOTHING_LISTED)]
