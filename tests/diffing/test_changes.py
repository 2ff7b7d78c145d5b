"""What kind of change a reader is told of."""

from __future__ import annotations

import gc
import random
import re
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from archive.diffing import Diff, diff_texts
from archive.diffing.patch import rebuild_new, rebuild_old
from archive.diffing.ranking import rank, replacements
from archive.diffing.sequence import EXACT_LIMIT, CodePoints, common_runs
from archive.diffing.words import cut_words
from archive.errors import BadInput

SEEDS = Path(__file__).parents[2] / "seeds"
REPORT = next(SEEDS.glob("002*")).read_text(encoding="utf-8")
PASSAGES = [f"{line}\n" for line in REPORT.split("\n") if len(line) > 30]


def changed(diff: Diff) -> list[tuple[str, str | None]]:
    return [(block.op, block.change) for block in diff.changes]


def moved(diff: Diff) -> int:
    return sum(end - start for block in diff.blocks if block.op == "move" for start, end in block.old)


def test_a_block_that_moved_together_is_one_move() -> None:
    new = PASSAGES[:5] + PASSAGES[20:40] + PASSAGES[5:20] + PASSAGES[40:]
    assert [block.op for block in diff_texts("".join(PASSAGES), "".join(new)).changes] == ["move"]


def test_an_edit_inside_a_moved_block_is_shown_in_it() -> None:
    lines = PASSAGES[:30]
    block = [*lines[3:6], lines[6].replace("，", "，着力", 1).replace(",", ",着力", 1), *lines[7:10]]
    (change,) = diff_texts("".join(lines), "".join(lines[:3] + lines[10:] + block)).changes
    assert (change.op, change.change) == ("move", "wording")
    assert [edit.op for edit in change.edits].count("insert") == 1


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_shuffled_passages_move_and_nothing_is_deleted(seed: int) -> None:
    order = list(range(len(PASSAGES)))
    random.Random(seed).shuffle(order)
    diff = diff_texts("".join(PASSAGES), "".join(PASSAGES[index] for index in order))
    assert not any(block.op in ("insert", "delete") for block in diff.blocks)
    kept = sum(end - start for block in diff.blocks if block.op == "equal" for start, end in block.old)
    assert moved(diff) + kept == len(diff.old)
    assert kept < len(diff.old) / 2


def test_thousands_of_changed_lines_still_move() -> None:
    lines = [f"第{number}号文件的办理情况已经公布。\n" for number in range(3000)]
    diff = diff_texts("".join(lines), "".join(reversed(lines)))
    assert sum(block.op == "move" for block in diff.blocks) == len(lines) - 1


def test_a_split_and_a_merge_are_told_as_such() -> None:
    whole = "我区实施五大城市更新行动，提升群众获得感。全年完成老旧小区改造任务，居民生活环境持续改善。\n"
    parts = whole.replace("。全年", "。\n全年")
    assert changed(diff_texts(f"首段。\n{whole}末段。", f"首段。\n{parts}末段。")) == [("split", "layout")]
    assert changed(diff_texts(f"首段。\n{parts}末段。", f"首段。\n{whole}末段。")) == [("merge", "layout")]


def test_lines_broken_inside_a_sentence_are_layout_and_no_split() -> None:
    whole = "新质生产力特点是创新，关键在质优，本质是先进生产力。\n下一段文字。\n"
    broken = whole.replace("关键", "关\n\n键")
    assert changed(diff_texts(broken, whole)) == [("replace", "layout")]


@pytest.mark.parametrize(("narrow", "wide"), [(17, 10_000), (23, 31)])
def test_a_text_with_its_lines_broken_elsewhere_and_set_in_another_width_is_layout(narrow: int, wide: int) -> None:
    old, new = (
        "".join(f"{piece}\n" for line in PASSAGES for piece in re.findall(rf"(?:[\dA-Za-z.%]+|.){{1,{width}}}", line))
        for width in (narrow, wide)
    )
    new = new.replace("：", ":").replace("；", ";").replace("%", "％")
    assert {block.change for block in diff_texts(old, new).changes} == {"layout"}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("全年增长5%左右。", "全年增长5%以上。", ("figure", "same", "hardened")),
        ("建成约20个。", "建成25个。", ("figure", "up", "hardened")),
        ("新增5000个。", "新增0.5万个。", ("wording", "same", None)),
        ("道路长5公里。", "道路长5000米。", ("wording", "same", None)),
        ("增长5%。", "增长百分之五。", ("wording", "same", None)),
        ("不少于30家。", "30家左右。", ("figure", "same", "softened")),
        ("保存不少于六个月。", "保存不少于一年。", ("figure", "up", None)),
        ("期限为6个月。", "期限为半年。", ("wording", "same", None)),
        ("超过一年的，", "超过一个月的，", ("figure", "down", None)),
        ("同比下降2.1%。", "同比增长2.1%。", ("figure", "up", None)),
        ("增长3.5%。", "增长-2.1%。", ("figure", "down", None)),
        ("下降2%。", "下降3%。", ("figure", "up", None)),
        ("增长5%—6%。", "增长5%—5.5%。", ("figure", "down", None)),
        ("增长5%—6%。", "增长4%—7%。", ("figure", None, None)),
    ],
)
def test_a_figure_tells_where_it_went(old: str, new: str, expected: tuple[str, str | None, str | None]) -> None:
    (change,) = diff_texts(old, new).changes
    (figure,) = change.figures
    assert (change.change, figure.direction, figure.hedge) == expected


def test_a_change_of_a_figure_is_counted_exactly() -> None:
    (change,) = diff_texts("收入1.1亿元。", "收入1.4亿元。").changes
    assert change.figures[0].change_abs == Decimal("30000000")
    assert change.figures[0].change_pct == Decimal("27.27")


def test_a_fall_that_became_a_rise_is_counted_through_nothing() -> None:
    (change,) = diff_texts("社零额下降3.5%。", "社零额增长2.1%。").changes
    (figure,) = change.figures
    assert (figure.change_abs, figure.change_pct) == (Decimal("5.6"), None)


def test_figures_that_took_the_place_of_figures_are_told_one_by_one() -> None:
    (change,) = diff_texts("第四十四条 里程12公里，约1.2万人参加。", "第五十六条 里程15公里，约1.8万人参加。").changes
    assert [edit.op for edit in change.edits] == ["delete", "insert", "equal"] * 3
    assert [figure.direction for figure in change.figures] == ["up", "up"]


SENTENCES = (
    "坚持以人民为中心的发展思想，扎实推进各项工作。加快建设一流商务环境，持续优化服务。全年增长5%左右。\n"
    "着力保障和改善民生，办好群众身边的实事。新增学位3000个，建成养老驿站12家。\n"
    "各单位要加强组织领导，压实工作责任，确保任务落到实处。\n"
)
SENTENCE = "加快建设一流商务环境，持续优化服务。"


@pytest.mark.parametrize(("arrives", "expected"), [(SENTENCE, "layout"), (SENTENCE.replace("持续", "不断"), "wording")])
def test_a_sentence_that_went_to_another_passage_is_a_move(arrives: str, expected: str) -> None:
    new = SENTENCES.replace(SENTENCE, "").replace("各单位", f"{arrives}各单位")
    diff = diff_texts(SENTENCES, new)
    (move,) = [block for block in diff.changes if block.op == "move"]
    assert (diff.old[slice(*move.old[0])], diff.new[slice(*move.new[0])]) == (SENTENCE, arrives)
    assert move.change == expected
    assert all(edit.op == "equal" for block in diff.changes if block.op == "replace" for edit in block.edits)
    assert rebuild_new(SENTENCES, diff.to_dict()) == new
    assert rebuild_old(new, diff.to_dict()) == SENTENCES


def test_a_short_sentence_that_went_elsewhere_with_another_figure_is_a_move() -> None:
    moved = SENTENCES.replace("新增学位3000个，建成养老驿站12家。", "").replace(
        "各单位", "新增学位3500个，建成养老驿站15家。各单位"
    )
    for old, new in ((SENTENCES, moved), (moved, SENTENCES)):
        (move,) = [block for block in diff_texts(old, new).changes if block.op == "move"]
        assert move.change == "figure"
        assert [figure.direction for figure in move.figures] == [("up" if new is moved else "down")] * 2
    short = SENTENCES.replace("，建成养老驿站12家", "")
    gone = short.replace("新增学位3000个。", "").replace("各单位", "新增学位3500个。各单位")
    (move,) = [block for block in diff_texts(short, gone).changes if block.op == "move"]
    assert [figure.change_abs for figure in move.figures] == [500]


def test_sentences_that_went_together_are_one_move() -> None:
    both = "新增学位3000个，建成养老驿站12家。"
    new = SENTENCES.replace(f"办好群众身边的实事。{both}", "").replace(
        "全年增长", f"办好群众身边的实事。{both}全年增长"
    )
    moves = [block for block in diff_texts(SENTENCES, new).changes if block.op == "move"]
    assert [len(move.old) for move in moves] == [1]


def test_a_sentence_that_others_part_from_its_passage_did_not_move() -> None:
    whole = (
        "因停放引起的纠纷，情节较轻的，可以由街道调解处理。经调解，当事人达成协议的，不予处罚；"
        "未达成协议或者达成协议后不履行的，街道应当依照规定处理，并告知当事人可以依法向人民法院提起诉讼。\n"
    )
    parts = whole.replace("处理。经调解", "处理。\n调解应当查明事实，遵循合法、公正、自愿的原则。\n经街道调解")
    there = diff_texts(f"首段文字。\n{whole}末段文字。", f"首段文字。\n{parts}末段文字。")
    assert sorted(block.op for block in there.changes) == ["insert", "replace", "split"]
    back = diff_texts(there.new, there.old)
    assert sorted(block.op for block in back.changes) == ["delete", "merge", "replace"]
    assert rebuild_new(there.old, there.to_dict()) == there.new
    assert rebuild_old(there.old, back.to_dict()) == there.new


def test_a_figure_beside_a_sentence_that_moved_is_not_gone() -> None:
    moved = SENTENCES.replace("新增学位3000个，建成养老驿站12家。", "").replace(
        "全年增长5%左右", "新增学位3000个，建成养老驿站12家。全年增长5%以上"
    )
    (figure,) = [figure for block in diff_texts(SENTENCES, moved).changes for figure in block.figures]
    assert (figure.hedge, figure.direction) == ("hardened", "same")


LAW = (
    "第一章 总则\n第一条 为了规范停车秩序，制定本条例。\n第二条 停车泊位依照本条例第三条收费。\n"
    "第三条 收费标准由市人民政府确定并公布。\n第四条 违反规定的，责令限期改正。\n第五条 本条例自公布之日起施行。\n"
)
AMENDED = (
    "第一章 总则\n第一条 为了规范停车秩序，制定本条例。\n第二条 停车坚持共享利用和社会共治原则。\n"
    "第三条 停车泊位依照本条例第四条收费。\n第四条 收费标准由市人民政府确定并公布。\n"
    "第五条 违反规定的，责令限期改正，并处罚款。\n第六条 本条例自公布之日起施行。\n"
)


def test_articles_are_listed_as_an_amending_decision_would() -> None:
    articles = [(article.op, article.old, article.new) for article in diff_texts(LAW, AMENDED).articles]
    assert articles == [
        ("insert", None, "第二条"),
        ("renumber", "第二条", "第三条"),
        ("renumber", "第三条", "第四条"),
        ("modify", "第四条", "第五条"),
        ("renumber", "第五条", "第六条"),
    ]


def test_an_article_rewritten_in_its_place_is_modified_and_not_replaced_by_another() -> None:
    old = (
        "第一条 为了规范停车秩序，制定本条例。\n"
        "第二条 停车协会制定停车规则之前，停车企业依照本法和民法的有关规定可以制定停车暂行规则。\n"
    )
    new = (
        "第一条 为了规范停车秩序，制定本条例。\n第二条 停车泊位共享利用。\n"
        "第三条 经营单位可以参照停车协会公布的示范文本，依照民法典的有关规定拟定停车暂行办法。\n"
    )
    articles = [(article.op, article.old, article.new) for article in diff_texts(old, new).articles]
    assert articles == [("insert", None, "第二条"), ("modify", "第二条", "第三条")]


def test_an_article_with_another_number_alone_is_renumbered() -> None:
    assert changed(diff_texts(LAW, AMENDED)) == [
        ("insert", "wording"),
        ("renumber", "layout"),
        ("renumber", "layout"),
        ("replace", "wording"),
        ("renumber", "layout"),
    ]


def test_figures_come_first_and_signs_last() -> None:
    old = "各项工作扎实推进，成效明显。\n全年增长5%。\n会议指出；要落实。\n"
    new = "各项任务扎实推进，成效明显。\n全年增长6%。\n会议指出，要落实。\n"
    assert [change.position for change in rank(diff_texts(old, new))] == [1, 0, 2]


def test_one_change_in_thirty_places_is_one() -> None:
    lines = [f"第{number}期由朝阳区宣传部主办并印发各单位。\n" for number in range(30)]
    diff = diff_texts("".join(lines), "".join(line.replace("区宣传部", "区委宣传部") for line in lines))
    first = replacements(diff)[0]
    assert len(first.positions) == 30
    assert "委" in first.new


def test_fixed_terms_are_words() -> None:
    assert "推进中国式现代化新征程" in cut_words(["要推进中国式现代化新征程。"], ("推进中国式现代化新征程",))[0]
    (change,) = diff_texts("实施十百千工程。", "实施百千工程。", ["十百千工程", "百千工程"]).changes
    assert [edit.op for edit in change.edits] == ["equal", "delete", "insert", "equal"]


def test_a_heading_says_where_a_change_stands() -> None:
    (change,) = [block for block in diff_texts(LAW, AMENDED).changes if block.op == "replace"]
    assert change.heading == "第一章 总则 › 第五条"


def test_a_diff_refuses_a_text_that_is_not_its_own() -> None:
    with pytest.raises(BadInput, match="not the one"):
        rebuild_new("别的文字。", diff_texts("甲。", "乙。").to_dict())


@pytest.mark.parametrize("enabled", [True, False])
def test_the_garbage_collector_is_left_as_it_was(enabled: bool) -> None:
    was_enabled = gc.isenabled()
    (gc.enable if enabled else gc.disable)()
    try:
        diff_texts("甲。", "乙。").to_dict()
        assert gc.isenabled() == enabled
    finally:
        (gc.enable if was_enabled else gc.disable)()


def test_long_sequences_are_lined_up_within_bounds() -> None:
    size = EXACT_LIMIT * 3
    a = [str(number % 7) for number in range(size)]
    b = [str(number % 5) for number in range(size)]
    runs = common_runs(a, b, CodePoints())
    assert all(a[i : i + length] == b[j : j + length] for i, j, length in runs)
    assert all(x + n <= y for (x, _, n), (y, _, _) in pairwise(runs))


@pytest.mark.parametrize("text", ["一" * 300_000, " \n" * 200_000, "1," * 30_000, "，" * 300_000, "（" * 300_000])
def test_hostile_texts_are_diffed_exactly(text: str) -> None:
    new = text[: len(text) // 2] + "变" + text[len(text) // 2 + 7 :]
    assert rebuild_new(text, diff_texts(text, new).to_dict()) == new
