"""What the lines over a document tell: reports, letters with annexes, laws, news. All texts are made up."""

from __future__ import annotations

import pytest

from archive.model import Reading
from archive.reading.document import read_document
from archive.reading.passages import read_passages

BUDGET = """青山区2023年预算执行情况和
2024年预算草案的报告
2024年1月11日在青山区第十八届
人民代表大会第五次会议上
青山区财政局
各位代表:
受区人民政府委托,现将青山区2023年预算执行情况和2024年预算草案提请大会审议。
一、2023年预算执行情况
收入完成39.1亿元。
"""
LETTER = """某市青山区人民政府办公室
关于印发《青山区社区食堂建设方案》的通知
青政办发〔2023〕12号
发布时间：2023-03-21 来源：青山区政府网
各街道办事处，各委办局：
现将《青山区社区食堂建设方案》印发给你们，请认真贯彻执行。
某市青山区人民政府办公室
2023年3月13日
青山区社区食堂建设方案
（2023—2025年）
一、总体目标
新建食堂30个。
"""
ANNEXED = """各街道办事处，各委办局：
2025年《政府工作报告》已经审议通过，现印发给你们。
某市青山区人民政府
2025年1月12日
政 府 工 作 报 告
——2025年1月7日在青山区第十七届人民代表大会
第五次会议上
青山区人民政府代区长 王 明
各位代表：
现在，我代表区人民政府，向大会报告工作，请予审议。
一、2024年工作回顾
新增学位3000个。
"""
AMENDED = (
    "中华人民共和国水利建设法\n"
    "（1995年12月28日第八届全国人民代表大会常务委员会第十七次会议通过　根据2009年8月27日第十一届全国人民代表大会"
    "常务委员会第十次会议《关于修改部分法律的决定》第一次修正　2018年12月29日第十三届全国人民代表大会常务委员会"
    "第七次会议修订　自2019年7月1日起施行）\n第一章　总则\n第一条　为了发展水利，制定本法。\n"
)
REGULATION = """中华人民共和国码头管理条例
(2001年10月31日国务院第46次常务会议通过 2001年12月10日中华人民共和国国务院令第332号公布 自2002年1月1日起施行)
第一条 为了加强管理,制定本条例。
第二条 本条例自2002年1月1日起施行。
"""
NEWS = """某某新闻网 > 要闻 > 地方

确保“开门红”！青山区召开务虚会

发布时间：2023-12-12 19:06    来源：青山日报

12月9日，区委书记主持召开务虚会。会议研究明年工作。
"""
REGION = """政府工作报告
2024年1月24日在内蒙古自治区第十四届人民代表大会第二次会议上
自治区主席 乌日娜其木格
各位代表：
现在，我代表自治区人民政府，向大会报告工作。
一、2023年工作回顾
增长7.3%。
"""


def facts(text: str) -> dict[str, str]:
    return {fact.name: fact.value for fact in read_document(text).facts}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            BUDGET,
            {
                "title": "青山区2023年预算执行情况和2024年预算草案的报告",
                "kind": "预算报告",
                "published_on": "2024-01-11",
                "publisher": "青山区财政局",
                "session": "青山区第十八届人民代表大会第五次会议",
                "region": "青山区",
            },
        ),
        (
            LETTER,
            {
                "title": "某市青山区人民政府办公室关于印发《青山区社区食堂建设方案》的通知",
                "kind": "通知",
                "published_on": "2023-03-13",
                "publisher": "某市青山区人民政府办公室",
            },
        ),
        (
            ANNEXED,
            {
                "title": "政府工作报告",
                "kind": "政府工作报告",
                "published_on": "2025-01-07",
                "publisher": "青山区人民政府",
                "speaker": "王明（青山区人民政府代区长）",
            },
        ),
        (
            AMENDED,
            {
                "kind": "法律",
                "published_on": "2018-12-29",
                "publisher": "全国人民代表大会常务委员会",
                "region": "全国",
            },
        ),
        (REGULATION, {"kind": "行政法规", "published_on": "2001-12-10", "publisher": "国务院"}),
        (
            NEWS,
            {
                "title": "确保“开门红”！青山区召开务虚会",
                "kind": "会议新闻",
                "published_on": "2023-12-12",
                "publisher": "青山日报",
            },
        ),
        (
            REGION,
            {
                "publisher": "内蒙古自治区人民政府",
                "region": "内蒙古自治区",
                "speaker": "乌日娜其木格（自治区主席）",
            },
        ),
    ],
    ids=["budget", "letter", "annexed", "amended", "regulation", "news", "region"],
)
def test_the_head_of_a_document_is_read(text: str, expected: dict[str, str]) -> None:
    assert facts(text) | expected == facts(text)


@pytest.mark.parametrize("place", ["滨湾区", "石城区", "青岭县", "忠县"])
def test_who_is_asked_for_an_opinion_is_not_where_a_report_is_of(place: str) -> None:
    text = (
        f"政府工作报告\n——2024年1月7日在{place}第十届人民代表大会第二次会议上\n{place}人民政府区长 王明\n各位代表:\n"
        "现在,我代表区人民政府,向大会报告工作,请予审议,并请区政协委员和列席会议的同志提出意见。\n"
        "一、2023年工作回顾\n按照区委要求,经区人大批准,新增学位3000个。\n"
    )
    assert (facts(text)["region"], facts(text)["title"]) == (place, "政府工作报告")


def test_the_session_that_news_is_of_tells_the_place_where_nothing_else_does() -> None:
    assert facts("1月13日,青岭市第十八届人民代表大会第四次会议开幕。\n会上作政府工作报告。\n")["region"] == "青岭市"
    assert "region" not in facts("1月13日,会议开幕。\n会上作政府工作报告。\n")


def test_the_title_of_an_annex_stands_above_its_sections() -> None:
    section = next(passage for passage in read_passages(LETTER) if passage.text == "新建食堂30个。")
    assert section.heading_path == ("青山区社区食堂建设方案（2023—2025年）", "一、总体目标")


def test_news_of_a_work_report_is_no_work_report() -> None:
    text = "青山区人代会开幕 王明作政府工作报告\n1月8日，青山区召开大会，王明代表区政府向大会报告政府工作。"
    assert facts(text)["kind"] == "会议新闻"


def basis(reading: Reading) -> str:
    day = reading.fact("published_on")
    assert day is not None
    return day.basis


def test_a_day_with_its_year_at_the_beginning_is_stated() -> None:
    assert basis(read_document("2024年4月22日，区政府召开常务会议。会议研究了工作。")) == "stated"
    assert basis(read_document("4月22日，区政府召开常务会议。2024年已完成12项工作。")) == "inferred"


def test_an_article_whose_space_was_lost_is_known_by_its_turn() -> None:
    text = (
        "某市码头条例\n第一条为了管理码头，制定本条例。\n第二条本市码头适用本条例。\n"
        "第五条规定的除外。\n第三条解释权归市政府。"
    )
    numbers = [passage.article_number for passage in read_passages(text)[1:]]
    assert numbers == ["第一条", "第二条", "第二条", "第三条"]


def test_a_longer_line_over_a_wrapped_text_does_not_hide_its_width() -> None:
    sentence = (
        "区政府坚持稳中求进工作总基调，加快城市更新步伐，新增停车位四千五百个，建成口袋公园十二处，办好民生实事。"
    )
    lines = [sentence[at : at + 11] for at in range(0, len(sentence), 11)] * 4
    head = "作者：某某资料网 时间：2024-07-22 08:17:50 浏览：8464 来源：某某资料网"
    passages = read_passages("\n".join([head, *lines]))
    assert [passage.text for passage in passages if passage.kind == "paragraph"] == [sentence] * 4


METADATA = """[ 索引号 ] | 0123/2025-0005 | [ 发文字号 ] | |
[ 发布机构 ] | 青山区财政局 | [ 成文日期 ] | 2025-01-22 |
关于青山区2024年预算执行情况和2025年预算草案的报告
各位代表:
受区人民政府委托,现将报告提请大会审查。
"""
QUOTED = """日前,青山区人民政府印发若干措施,全年新增装机5万千瓦。
文件详情如下:
青山区人民政府关于印发若干措施的通知
各乡镇人民政府、街道办事处:
《若干措施》已经区政府同意,现印发给你们,请认真贯彻执行。
二○○七年一月二十三日
"""
COUNTY = """  政府工作报告
——2023年2月2日在青湖县第十八届人民代表大会第三次会议上
县长 陈 小 明
各位代表:
现在,我代表县人民政府向大会报告工作,请予审议。
2022年工作回顾
全县生产总值增长4.5%。
1
2023年工作安排
力争生产总值增长6%。
2
"""
SLOGAN = """打造一流平台 服务千家企业
您现在的位置:首页 > 新闻 > 要闻
区人大常委会召开通报会
转自:青山日报
8月24日下午,青山区人大常委会召开通报会,通报上半年工作。
"""


def test_rows_of_metadata_tell_the_day_a_document_was_written() -> None:
    assert facts(METADATA)["published_on"] == "2025-01-22"
    assert facts(METADATA)["title"] == "关于青山区2024年预算执行情况和2025年预算草案的报告"
    assert [passage.kind for passage in read_passages(METADATA)[:2]] == ["source", "source"]


def test_a_letter_quoted_in_news_is_titled_over_its_salutation_and_dated_under_its_last_words() -> None:
    assert facts(QUOTED)["title"] == "青山区人民政府关于印发若干措施的通知"
    assert facts(QUOTED)["published_on"] == "2007-01-23"


def test_a_county_is_told_after_a_day_and_not_of_the_one_who_reports() -> None:
    told = facts(COUNTY)
    assert (told["region"], told["publisher"]) == ("青湖县", "青湖县人民政府")
    assert told["speaker"] == "陈小明（县长）"


def test_a_year_s_work_is_a_heading_without_a_number_and_page_numbers_count_up() -> None:
    passages = {passage.text: passage.kind for passage in read_passages(COUNTY)}
    assert passages["2022年工作回顾"] == passages["2023年工作安排"] == "heading"
    assert passages["1"] == passages["2"] == "page_number"


def test_a_slogan_over_the_breadcrumb_is_no_title() -> None:
    assert facts(SLOGAN)["title"] == "区人大常委会召开通报会"
    assert facts(SLOGAN)["publisher"] == "青山日报"


def test_the_session_that_passes_a_plan_is_of_the_year_of_the_plan() -> None:
    news = "1月21日,区人大举行会议,审查2024年计划执行情况与2025年计划草案的报告。全区运行平稳。\n"
    assert facts(news)["published_on"] == "2025-01-21"


def test_a_numbered_line_that_the_page_cut_in_a_word_is_no_heading() -> None:
    text = (
        "一、主要成绩\n1、各项主要经济指标圆满完成,实现总产值 42 亿元,工业销售\n"
        "收入 62 亿元,财政收入 6 亿元,实际利用外资 8426 万美元,增长\n较快。\n"
    )
    assert any("工业销售收入" in passage.text for passage in read_passages(text))


def test_a_letters_year_is_in_its_number_and_what_is_to_be_is_no_past() -> None:
    text = (
        "青山市人民政府关于发展养老服务业的实施意见\n青政综〔2014〕76号\n各县人民政府：\n"
        "为发展养老服务业，提出如下意见。\n一、主要目标\n到2020年，全面建成服务体系，实现全覆盖。\n"
    )
    facts = {fact.name: fact.value for fact in read_document(text).facts}
    assert facts["year"] == "2014"
    assert "year" not in {fact.name for fact in read_document(text.replace("青政综〔2014〕76号\n", "")).facts}


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("青山区2025年政府工作报告", "2025"),
        ("2023年青山区国民经济和社会发展统计公报", "2024"),
        ("青山区2023年工作总结和2024年工作计划", None),
    ],
)
def test_the_title_of_a_yearly_report_tells_its_year(title: str, year: str | None) -> None:
    facts = {fact.name: fact.value for fact in read_document(f"{title}\n一、综合\n新建学校3所。\n").facts}
    assert facts.get("year") == year


def test_a_summary_of_the_years_work_is_no_plan() -> None:
    text = "青山街道2022年工作总结和2023年工作计划\n时间：2023-02-24\n一、2022年工作回顾\n新建学校3所。\n"
    facts = {fact.name: fact.value for fact in read_document(text).facts}
    assert (facts["kind"], facts["published_on"]) == ("工作总结", "2023-02-24")


def test_what_the_reader_of_a_paper_clicks_is_not_its_title() -> None:
    text = (
        "通版阅读请点击：\n展开通版\n收缩通版\n当前版：04版\n2023年开州区国民经济和社会发展统计公报\n"
        "重庆市开州区统计局 国家统计局开州调查队2024年4月29日\n  2023年，全区经济向好。\n一、综合\n增加值增长6.7%。\n"
    )
    facts = {fact.name: fact.value for fact in read_document(text).facts}
    assert facts["title"] == "2023年开州区国民经济和社会发展统计公报"
    assert (facts["kind"], facts["published_on"]) == ("公报", "2024-04-29")


def test_the_title_may_stand_in_the_table_over_the_text() -> None:
    text = (
        "文件名称 | 青山区2025年政府工作报告 | ||\n索引号 | /2025-0000 | 公开目录: | 工作报告 |\n"
        "公开责任部门 | 公开形式: | 主动公开 | |\n2025年3月21日在青山区第十九届\n人民代表大会第四次会议上\n"
        "青山区人民政府代区长 王某某\n各位代表：\n现在，我代表区人民政府向大会报告工作。\n"
        "一、过去一年工作回顾\n新建3所。\n"
    )
    facts = {fact.name: fact.value for fact in read_document(text).facts}
    assert (facts["title"], facts["kind"]) == ("青山区2025年政府工作报告", "政府工作报告")
    assert facts["published_on"] == "2025-03-21"


def test_a_plans_title_over_three_lines_is_one() -> None:
    text = (
        "青山县国民经济和社会发展\n第十四个五年规划和2035 年\n远景目标纲要\n青山县人民政府\n2021 年 5 月\n"
        "根据县委的建议，编制本纲要。\n第一章 发展基础\n"
    )
    facts = {fact.name: fact.value for fact in read_document(text).facts}
    assert facts["title"] == "青山县国民经济和社会发展第十四个五年规划和2035 年远景目标纲要"
