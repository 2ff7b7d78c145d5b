"""Lines that look like a byline, a footer, a caption or a masthead, and are none; and those that are. All made up."""

from __future__ import annotations

import pytest

from archive.reading.document import read_document
from archive.reading.layout_words import layout_words
from archive.reading.regions import place_of_paper, region_of_name

HEAD = "青山日报\n\n2024年3月5日 星期二 第2版 综合\n\n"
BODY = "\n\n本报讯（记者 李明）3月4日，会议召开，新设企业120家，群众纷纷前来观看。\n"


def kind(line: str) -> str:
    """What a line of a report is, or what it is the beginning of."""
    text = f"工作报告\n\n一、工作情况\n\n全年完成投资30亿元。\n\n{line}\n\n全年新增就业3万人。\n"
    return next(passage.kind for passage in read_document(text).passages if passage.text.startswith(line))


@pytest.mark.parametrize(
    "line",
    [
        "情系居民 共建家园",
        "居民 点赞",
        "居民 安心",
        "统筹 发展",
        "统筹 安全",
        "审核 提速",
        "编辑 部落",
        "一审：案件质量提升",
        "大雪纷飞 气温降至-10℃ 供热企业保障有力",
        "图为媒 画为桥 青山艺术展开幕",
        "记者 手记",
        "记者 观察",
        "摄影展开幕",
        "通讯员培训班开班",
        "青山市市长热线开通",
    ],
)
def test_a_headline_that_looks_like_a_credit_heads_its_article(line: str) -> None:
    articles = read_document(HEAD + line + BODY).articles
    assert [line in (found.headline, found.column) for found in articles] == [True]
    assert articles[0].byline == ("李明",)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("居民 王芳", "王芳"),
        ("热心读者 王 佳", "王佳"),
        ("本报记者 王小明 文/图", "王小明"),
        ("记者 旦增卓玛", "旦增卓玛"),
        ("作者：山风", "山风"),
        ("本报记者王小明报道", "王小明"),
    ],
)
def test_who_wrote_it_is_in_the_byline(line: str, name: str) -> None:
    page = HEAD + "桥头修好了路灯\n\n" + line + "\n\n桥头的路灯修好了，大家夜里走路方便多了。\n"
    assert [(found.headline, found.byline) for found in read_document(page).articles] == [("桥头修好了路灯", (name,))]


@pytest.mark.parametrize(
    "line",
    [
        "审核：对120个项目开展审核，通过110个",
        "汛期平均气温25.3℃，雨日30天，小雨居多，极端最高气温39℃",
        "全区天气情况",
        "统筹：安全与发展",
    ],
)
def test_a_line_of_a_report_is_no_footer(line: str) -> None:
    assert kind(line) != "footer"


@pytest.mark.parametrize(
    "line",
    [
        "责任编辑：张三 李四  电话：82345678",
        "责任编辑/林一 电话/82345678 校对/陈二",
        "责任编辑 张三 李四",
        "统筹 王小明",
        "统筹 旦增 校对 李大为",
        "一审：张三 二审：李四",
        "审核：李大为",
        "编辑：本报编辑部",
        "多云转晴，气温8℃～15℃",
        "白天晴，最高气温12℃，最低气温3℃",
        "今日天气 晴到多云 气温-2℃到4℃",
        "天气预报",
        "全区天气",
    ],
)
def test_who_made_the_page_and_what_the_weather_is_are_its_foot(line: str) -> None:
    assert kind(line) == "footer"


@pytest.mark.parametrize(
    "line", ["▲图为比赛 现场", "图为村晚现场", "图为孩子们采茶。 王小明/摄", "图为采茶 通讯员供图"]
)
def test_what_a_picture_shows_is_a_caption(line: str) -> None:
    assert kind(line) == "caption"


@pytest.mark.parametrize("line", ["时政 2版", "本地新闻 第3版", "第2版 要闻 全市工作会议召开"])
def test_every_section_leads_to_its_page(line: str) -> None:
    assert kind(line) == "navigation"


@pytest.mark.parametrize(
    "name", ["青山日报", "青 山 日 报", "文汇报", "中国青年报", "朝 陽 報", "青山融媒", "青山月刊"]
)
def test_a_paper_is_known_by_its_name(name: str) -> None:
    assert layout_words().paper_name.fullmatch(name)


@pytest.mark.parametrize(
    "name", ["天气预报", "天 气 预 报", "安全生产简报", "情况通报", "投资回报", "要闻简讯", "快讯"]
)
def test_what_ends_as_a_paper_does_may_be_none(name: str) -> None:
    assert not layout_words().paper_name.fullmatch(name)


def test_the_weather_under_a_masthead_is_not_the_name_of_the_paper() -> None:
    page = "2024年3月5日 星期二\n第2版\n天气预报\n抓好春耕" + BODY
    facts = {fact.name: fact.value for fact in read_document(page).facts}
    assert facts["title"] == "抓好春耕"
    assert "series" not in facts


def test_an_offices_bulletin_has_an_issue_and_a_day_and_is_no_paper() -> None:
    text = "全市安全生产简报\n第12期\n2024年3月5日\n全市一季度检查企业320家，整改隐患410处。\n"
    reading = read_document(text)
    facts = {fact.name: fact.value for fact in reading.facts}
    assert facts["kind"] != "报纸版面"
    assert facts["title"] == "全市安全生产简报"


@pytest.mark.parametrize("name", ["科技", "工人", "农民", "检察"])
def test_a_paper_for_readers_of_a_trade_is_of_the_country(name: str) -> None:
    assert place_of_paper(f"{name}日报", f"{name}创新。{name}人员。{name}成果。市委书记出席。") == ("全国", 3, 0)


def test_a_paper_is_of_a_place_that_the_text_names_as_one() -> None:
    assert place_of_paper("宁海日报", "宁海建成大桥。宁海人来了。宁海新闻。") is None
    assert place_of_paper("宁海日报", "宁海县建成大桥。") == ("宁海县", 1, 0)
    assert place_of_paper("健康时报", "市委召开会议。") is None
    assert place_of_paper("中国能源报", "市委召开会议。") == ("全国", 0, 0)


@pytest.mark.parametrize(
    ("words", "region"),
    [
        ("关于城市更新条例的报告", None),
        ("关于开展城市体检工作方案", None),
        ("超大城市治理条例", None),
        ("设区的市人民政府", None),
        ("直辖市政府", None),
        ("国家高新区管委会关于印发方案的通知", "全国"),
        ("国家级新区建设管理局", "全国"),
        ("省级新区管委会", None),
        ("关于湖州市绿色发展条例的报告", "湖州市"),
        ("关于印发湖州市城市更新办法的通知", "湖州市"),
        ("关于北京市2024年国民经济计划的报告", "北京市"),
        ("关于修改《青河市城市管理条例》的决定", "青河市"),
        ("青河市发展和改革委员会", "青河市"),
        ("聊城市城市更新条例", "聊城市"),
        ("成都市城市更新办法", "成都市"),
        ("青城市人民政府", "青城市"),
        ("大城市人民政府", None),
        ("武进区2024年政府工作报告", "武进区"),
    ],
)
def test_the_place_in_a_name_is_no_piece_of_its_words(words: str, region: str | None) -> None:
    assert region_of_name(words) == region


@pytest.mark.parametrize("verb", ["交流", "沟通", "宣传", "检验", "调整", "试验", "观察", "准备", "介绍", "放松"])
def test_a_verb_doubled_is_good_chinese(verb: str) -> None:
    assert read_document(f"大家今天要坐下来{verb}{verb}再作决定。\n").findings == ()


def test_a_word_written_twice_is_still_a_slip() -> None:
    found = read_document("全区大力发展装备制造制造产业。\n").findings
    assert [finding.suggestion for finding in found] == ["制造"]


WRAPPED = """青山日报
2024年3月8日 星期五
第3384期
抓好春耕备耕保障粮食生产全区召开春季农业会
本报记者 李明 张小红
本报讯 昨日，全区春季农业工作会议召开。会议要求各
街道抓住农时，抓紧整修水渠，抓好种子和化肥的供应，
确保春耕面积不减少，力争全年粮食产量再上新的台阶。
山村图书馆开馆
本报讯 新建的山村图书馆昨日开馆，藏书三万余册，村
民可以免费借阅。馆长说，今年还将在各个自然村开设流
动书屋，让更多孩子有书可读。
"""


def test_headlines_on_a_page_wrapped_at_one_width_stand_alone() -> None:
    articles = read_document(WRAPPED).articles
    assert [article.headline for article in articles] == [
        "抓好春耕备耕保障粮食生产全区召开春季农业会",
        "山村图书馆开馆",
    ]
    texts = [passage.text for passage in read_document(WRAPPED).passages if passage.kind == "paragraph"]
    assert [text[-6:] for text in texts] == ["上新的台阶。", "子有书可读。"]
