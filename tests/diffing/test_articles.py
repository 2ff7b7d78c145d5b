"""Amendments of laws: which articles were changed, put in, taken out, and which only have another number now."""

from __future__ import annotations

import pytest

from archive.diffing import diff_texts
from archive.diffing.records import ArticleChange

FIRST = "第一条 为了规范共享单车停放秩序，制定本办法。\n"
LAST = "本办法自公布之日起施行。\n"


def listed(old: str, new: str) -> list[tuple[str, str | None, str | None]]:
    return [(article.op, article.old, article.new) for article in diff_texts(old, new).articles]


def test_an_article_written_anew_in_its_place_is_modified() -> None:
    old = (
        f"{FIRST}第二条 骑行人乱停车辆的，由骑行人负责。\n第三条 运营企业有过错的，由企业负责。\n"
        f"第四条 双方均无过错的，分担损失。\n第五条 {LAST}"
    )
    new = f"{FIRST}第二条 损害赔偿依照民法典等法律的规定办理。\n第三条 {LAST}"
    assert listed(old, new) == [
        ("modify", "第二条", "第二条"),
        ("delete", "第三条", None),
        ("delete", "第四条", None),
        ("renumber", "第五条", "第三条"),
    ]


def test_an_article_alone_between_two_that_stayed_is_modified_whatever_its_number() -> None:
    second = "第二条 区城市管理部门划定停放区域并设置标志。\n"
    old = f"{FIRST}第三条 协会可以制定服务规范。\n第四条 {LAST}"
    new = f"{FIRST}{second}第三条 企业按月公布投放数量。\n第四条 {LAST}"
    assert listed(f"{FIRST}{second}第三条 协会可以制定服务规范。\n第四条 {LAST}", new) == [
        ("modify", "第三条", "第三条")
    ]
    moved = new.replace("第三条", "第五条").replace("第四条", "第六条")
    assert ("modify", "第三条", "第五条") in listed(old.replace(FIRST, FIRST + second), moved)


def test_an_article_that_went_into_another_one_is_not_the_new_one_in_its_place() -> None:
    second = "企业、协会和其他组织之间因停放区域发生的争议，可以向区城市管理部门申请调解。\n"
    items = "（一）因交通事故造成的人身损害赔偿争议；\n（二）依法应当由公安机关处理的治安案件。\n"
    old = f"{FIRST}第二条 {second}第三条 下列争议不能申请调解：\n{items}第四条 {LAST}"
    new = (
        f"{FIRST}第二条 停放管理贯彻节约用地和方便群众的要求。\n第三条 {second}下列争议不能申请调解：\n"
        f"{items}第四条 {LAST}"
    )
    assert listed(old, new) == [
        ("insert", None, "第二条"),
        ("delete", "第二条", None),
        ("modify", "第三条", "第三条"),
    ]


def test_an_article_taken_out_of_one_chapter_is_not_the_one_put_into_the_next() -> None:
    old = f"第一章 总则\n{FIRST}第二条 协会可以制定服务规范。\n第二章 附则\n第三条 {LAST}"
    new = f"第一章 总则\n{FIRST}第二章 附则\n第二条 企业按月公布投放数量。\n第三条 {LAST}"
    assert listed(old, new) == [("insert", None, "第二条"), ("delete", "第二条", None)]


def test_two_articles_made_one_are_a_change_of_the_first_and_the_end_of_the_second() -> None:
    fine = (
        "有前款行为，后果不严重的，由城市管理部门予以通报，可以对企业并处五百元以上一千元以下的罚款；"
        "对代办点可以处三百元以上五百元以下的罚款；"
        "属于加盟企业的，还应当由总部依法给予停业整顿的处理；"
        "其中的代办点，一年内不得从事停放业务。\n"
    )
    old = (
        f"{FIRST}第二条 在盲道停放车辆，后果严重的，依法追究责任。\n{fine}"
        f"第三条 占用消防通道停放车辆，后果严重的，依法追究责任。\n{fine}第四条 {LAST}"
    )
    new = (
        f"{FIRST}第二条 在盲道停放车辆，占用消防通道停放车辆的，由城市管理部门责令改正，给予警告、予以通报，"
        "没收违法所得，对企业可以并处五千元以上一万元以下的罚款；对代办点可以处一千元以上二千元以下的罚款，"
        "后果特别严重的，可以处二千元以上五千元以下的罚款；属于加盟企业的，还应当依法给予处理；"
        "其中的代办点，一年内不得从事停放业务；后果严重的，依法追究责任。\n第三条 "
        f"{LAST}"
    )
    assert listed(old, new) == [
        ("modify", "第二条", "第二条"),
        ("delete", "第三条", None),
        ("renumber", "第四条", "第三条"),
    ]


@pytest.mark.parametrize(("sign", "chapter"), [("**", "## "), ("", "### "), ("", "")])
def test_articles_and_chapters_set_in_markdown_are_read_as_such(sign: str, chapter: str) -> None:
    def law(*articles: str) -> str:
        return f"{chapter}第一章　总则\n\n" + "".join(
            f"{sign}第{'一二三四五'[k]}条{sign}　{article}\n\n" for k, article in enumerate(articles)
        )

    old = law("为了规范停放秩序，制定本办法。", "区城市管理部门划定停放区域。") + f"{chapter}第二章　附则\n\n"
    new = law("为了规范停放秩序，制定本办法。", "企业按月公布投放数量。", "区城市管理部门划定停放区域。")
    diff = diff_texts(old, new + f"##{chapter} 第二章　附则\n\n")
    assert [(article.op, article.old, article.new) for article in diff.articles] == [
        ("insert", None, "第二条"),
        ("renumber", "第二条", "第三条"),
    ]
    assert [block.heading for block in diff.changes][:2] == ["第一章 总则 › 第二条", "第一章 总则 › 第三条"]


def test_a_section_stands_in_its_chapter_however_deep_its_markdown_is() -> None:
    old = "### 第一章  停放\n\n## 第一节  区域\n\n第一条 区城市管理部门划定停放区域。\n\n第二条 企业按月公布数量。\n"
    (change,) = diff_texts(old, old.replace("按月", "按周")).changes
    assert change.heading == "第一章 停放 › 第一节 区域 › 第二条"


def test_articles_with_no_space_after_their_number_are_read_where_they_follow_each_other() -> None:
    old = "第一条为了规范停放秩序，制定本办法。\n第二条企业按月公布投放数量。\n第一条规定的办法另行制定。\n"
    new = old.replace("第二条企业", "第二条协会可以制定服务规范。\n第三条企业")
    assert listed(old, new) == [("insert", None, "第二条"), ("renumber", "第二条", "第三条")]


@pytest.mark.parametrize("contents", [True, False])
def test_the_title_of_a_chapter_stands_against_itself_under_another_number(contents: bool) -> None:
    chapters = {
        "总则": "第一条 为了规范停放秩序，制定本办法。\n",
        "停放车辆许可和准用管理": "第二条 投放车辆的企业应当向区城市管理部门申请许可。\n",
        "停放车辆质量管理": "第三条 企业应当对投放的车辆负责，定期检修。\n",
        "法律责任": "第四条 违反规定的，责令限期改正。\n",
    }

    def law(names: list[str]) -> str:
        titles = [f"第{'一二三四'[k]}章 {name}\n" for k, name in enumerate(names)]
        return "".join(titles * contents) + "".join(
            title + chapters[name] for title, name in zip(titles, names, strict=True)
        )

    names = list(chapters)
    diff = diff_texts(law(names), law(names[:1] + names[2:]))
    kept = [
        (diff.old[slice(*block.old[0])].strip(), diff.new[slice(*block.new[0])].strip())
        for block in diff.changes
        if block.op == "renumber"
    ]
    expected = [("第三章 停放车辆质量管理", "第二章 停放车辆质量管理"), ("第四章 法律责任", "第三章 法律责任")]
    assert [pair for pair in kept if "章" in pair[0]] == expected * (1 + contents)


def test_an_article_written_anew_under_its_number_is_one_passage_still() -> None:
    old = f"{FIRST}第二条 区城市管理部门加强与街道的工作联系，根据需要进行业务指导。\n第三条 {LAST}"
    second = (
        "区城市管理部门加强对街道停放秩序管理工作的联系和指导，采取召开座谈会、举办培训、交流案例等措施，"
        "推动街道提高能力。\n"
    )
    new = f"{FIRST}第二条 {second}第三条 停放管理保障市民的知情权、参与权和监督权。\n第四条 {LAST}"
    assert [block.op for block in diff_texts(old, new).changes] == ["replace", "insert", "renumber"]


def test_an_article_written_anew_alone_between_two_that_stayed_is_one_passage_still() -> None:
    old = (
        f"{FIRST}第二条 企业不得转让投放份额。\n第三条 举办骑行展销等临时性活动的，举办者应当在活动的十五日前，"
        f"向区城市管理部门提出申请。区城市管理部门应当自收到申请之日起十日内作出决定。\n第四条 {LAST}"
    )
    new = f"{FIRST}第二条 举办骑行展销等临时性活动的，举办者应当办理相关手续。\n第三条 {LAST}"
    diff = diff_texts(old, new)
    assert [block.op for block in diff.changes] == ["delete", "replace", "renumber"]
    assert diff.articles[1:2] == (ArticleChange("modify", "第三条", "第二条"),)


def test_items_and_chapters_with_another_number_alone_are_renumbered() -> None:
    old = (
        f"第一章 总则\n{FIRST}第二章 停放许可\n第二条 企业应当申请许可。\n第三章 停放秩序\n"
        "第三条 企业应当遵守下列规定：\n（一）定期检修车辆；\n（二）及时调度车辆；\n（三）其他规定。\n"
    )
    new = (
        f"第一章 总则\n{FIRST}第二章 停放秩序\n"
        "第二条 企业应当遵守下列规定：\n（一）按照备案的数量投放车辆；\n（二）定期检修车辆；\n"
        "（三）及时清运车辆；\n（四）其他规定。\n"
    )
    diff = diff_texts(old, new)
    renumbered = [diff.new[slice(*block.new[0])].strip() for block in diff.changes if block.op == "renumber"]
    assert renumbered == [
        "第二章 停放秩序",
        "第二条 企业应当遵守下列规定：",
        "（二）定期检修车辆；",
        "（四）其他规定。",
    ]
    assert [(article.op, article.old, article.new) for article in diff.articles] == [
        ("delete", "第二条", None),
        ("modify", "第三条", "第二条"),
    ]


def test_an_article_set_out_in_items_begins_as_it_did() -> None:
    old = (
        f"{FIRST}第二条 企业应当根据停放业务的实际需要，设置调度机构，或者在有关机构中设置调度人员；"
        f"不具备条件的，应当委托经批准设立的中介机构代理调度。\n第三条 {LAST}"
    )
    new = (
        f"{FIRST}第二条 企业应当根据停放业务的实际需要，依法采取下列一种方式组织调度工作：\n（一）设置调度机构；\n"
        f"（二）在有关机构中设置调度岗位；\n（三）委托经批准设立的中介机构代理调度；\n（四）其他方式。\n第三条 {LAST}"
    )
    split, *rest = diff_texts(old, new).changes
    assert (split.op, [block.op for block in rest]) == ("split", ["insert"])
    assert split.edits[0].new is not None
    assert "实际需要，" in new[slice(*split.edits[0].new)]
