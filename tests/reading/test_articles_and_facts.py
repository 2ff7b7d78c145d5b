from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.model import Article
from archive.reading.almanac import LUNAR, lunar_name, same_lunar, weekday_name
from archive.reading.characters import BLANKS
from archive.reading.document import read_document
from archive.reading.facts import read_facts
from archive.reading.mini_headings import mini_headings
from archive.reading.passages import read_layout
from archive.reading.years import infer_year

from .made_texts import LAW, PAGE


def body(article: Article) -> str:
    return "".join(span.of(PAGE) for span in article.body_spans)


def article(headline: str) -> Article:
    return next(found for found in read_layout(PAGE).articles if found.headline == headline)


def test_the_articles_of_a_page_are_told_apart() -> None:
    assert [found.headline for found in read_layout(PAGE).articles] == [
        "论坛年会筹备工作全面启动",
        "全区新增绿地12公顷",
        "办好家门口的每一所学校",
        "海淀要办有温度的教育",
        "社区食堂开到家门口",
    ]


def test_a_body_leaves_out_a_foreign_headline_and_stops_before_its_jump_line() -> None:
    first = article("论坛年会筹备工作全面启动")
    assert "全区新增绿地12公顷" not in body(first)
    assert body(first).rstrip().endswith("重大成果。")
    assert len(first.body_spans) == 2
    assert first.truncated and first.jump == "下转三版"
    assert first.byline == ("张蕾",)


def test_a_displaced_headline_goes_to_the_body_that_has_none() -> None:
    displaced = article("全区新增绿地12公顷")
    assert body(displaced).startswith("本报讯（通讯员 王芳）")
    assert displaced.headline_spans[0].end < displaced.body_spans[0].start


def test_a_kicker_byline_and_dateline_are_told_from_the_headline() -> None:
    school = article("办好家门口的每一所学校")
    assert school.kicker == "某某在教育大会上强调"
    assert school.byline == ("刘洋", "陈辰")
    assert school.dateline == "3月14日下午"


def test_a_headline_without_a_body_is_a_teaser() -> None:
    teaser = article("海淀要办有温度的教育")
    assert teaser.body_spans == ()
    assert teaser.kicker == "区领导做客直播间时表示"


def test_a_lone_line_at_the_foot_of_a_page_is_a_column() -> None:
    canteen = article("社区食堂开到家门口")
    assert canteen.column == "暖心工程"
    assert canteen.byline == ("李强",)


@given(st.lists(st.sampled_from(PAGE.split("\n\n")), max_size=24))
@settings(max_examples=150, deadline=None)
def test_bodies_never_share_a_character(pieces: list[str]) -> None:
    text = "\n\n".join(pieces)
    layout = read_layout(text)
    owned = [at for found in layout.articles for span in found.body_spans for at in range(span.start, span.end)]
    assert len(owned) == len(set(owned))
    heads = {at for found in layout.articles for span in found.headline_spans for at in range(span.start, span.end)}
    assert not {at for at in heads & set(owned) if text[at] not in BLANKS}


def facts(text: str) -> dict[str, tuple[str, str]]:
    return {fact.name: (fact.value, fact.basis) for fact in read_facts(text, read_layout(text))}


def test_a_masthead_tells_paper_issue_date_and_place() -> None:
    found = facts(PAGE)
    assert found["title"][0] == "海淀报 第2890期 第1版"
    assert found["issue"] == ("2890", "stated")
    assert found["published_on"] == ("2024-03-15", "stated")
    assert found["region"][0] == "海淀区"
    assert found["weekday"][0] == "星期五"


def test_a_law_is_dated_by_its_last_amendment() -> None:
    found = facts(LAW)
    assert found["title"] == ("某某市停车条例", "stated")
    assert found["published_on"] == ("2024-03-29", "stated")
    assert found["kind"][0] == "地方性法规"


def test_a_report_tells_speaker_session_and_day() -> None:
    text = (
        "2024年某某省政府工作报告\n——2024年1月23日在某某省第十四届人民代表大会第二次会议上\n某某省省长 王某\n"
        "各位代表：\n现在，我代表省人民政府，向大会报告政府工作。\n"
    )
    found = facts(text)
    assert found["published_on"] == ("2024-01-23", "stated")
    assert found["speaker"] == ("王某（某某省省长）", "stated")
    assert found["session"][0] == "某某省第十四届人民代表大会第二次会议"


@pytest.mark.parametrize(
    ("said", "year"),
    [
        ("扎实开展党纪学习教育，培育新质生产力。", 2024),
        ("深入贯彻中央八项规定精神学习教育走深走实。", 2025),
        ("今年是中国共产党成立105周年。", 2026),
        ("今年是“十三五”开局之年。", 2016),
        ("2023年已建成12个口袋公园。一、2023年工作回顾", 2024),
    ],
)
def test_an_unstated_year_is_inferred_with_its_reasons(said: str, year: int) -> None:
    text = f"5月8日，西城区召开会议。会议指出，西城区要抓好落实。{said}"
    published = read_document(text).fact("published_on")
    assert published is not None
    assert (published.value, published.basis) == (f"{year}-05-08", "inferred")
    assert published.reasons


def test_a_text_that_tells_nothing_of_its_year_has_no_date() -> None:
    assert read_document("5月8日，区里召开会议。会议强调抓好落实。").fact("published_on") is None
    assert infer_year("抓好落实。", 5, 8) is None


@given(st.dates(date(1990, 1, 1), date(2050, 12, 31)))
@settings(max_examples=100, deadline=None)
def test_the_lunar_date_of_a_day_is_its_own(day: date) -> None:
    match = LUNAR.fullmatch(lunar_name(day))
    assert match is not None
    assert same_lunar(match, day)
    assert not same_lunar(match, date.fromordinal(day.toordinal() + 1))


def found_in(text: str) -> list[tuple[str, str]]:
    return [(finding.kind, finding.span.of(text)) for finding in read_document(text).findings]


def test_a_lunar_date_that_is_not_of_its_day_is_a_finding() -> None:
    text = "2026年3月13日，某区召开会议。2026年2月22日（正月初七）项目复工。"
    assert ("date", "2026年2月22日（正月初七") in found_in(text)
    assert found_in(text.replace("初七", "初六")) == []


def test_a_weekday_that_is_not_of_its_day_is_a_finding() -> None:
    day = date(2024, 3, 8)
    assert weekday_name(day) == "星期五"
    assert ("date", "星期四") in found_in(PAGE.replace("2024年3月15日 星期五", "2024年3月15日 星期四"))


@pytest.mark.parametrize(
    ("kind", "wrong", "right"),
    [
        ("doubled", "发展高端装备制造制造产业。", "发展高端装备制造产业。"),
        ("missing", "活动由朝阳区宣传部主办。", "活动由朝阳区委宣传部主办。"),
        ("missing", "市委宣传副部长出席。", "市委宣传部副部长出席。"),
        ("repeated", "守好“救命钱”“救命钱”。", "守好“救命钱”。"),
        ("doubled", "要扎实推进进工作。", "要扎实推进工作。"),
        ("name", "开展北小川（二期）治理，启动北小河治理。", "开展北小河（二期）治理，启动北小河治理。"),
        ("name", "街道工委书记历广表示，抓好落实。", "街道工委书记厉广表示，抓好落实。"),
        ("repeated", "区、区女代表参加，市、区女代表发言。", "市、区女代表参加，市、区女代表发言。"),
        ("repeated", "区领导王小明、李大为、张一山、王小明参加。", "区领导王小明、李大为、张一山参加。"),
    ],
)
def test_a_misprint_is_shown_and_good_prose_is_left_alone(kind: str, wrong: str, right: str) -> None:
    assert kind in [finding for finding, _ in found_in(wrong)]
    assert found_in(right) == []


@pytest.mark.parametrize(
    "prose",
    [
        "欢迎大家多来走走看看。",
        "打造科技创新新高地。",
        "利用信用信息支持就业创业创新。",
        "一步一步往前走。",
        "股东会会议审议，北京市市长出席，目的的实现。",
        "“过奖过奖。”他说。",
        "打扮得鲜鲜亮亮。",
        "区委宣传部长主持。",
        "一束束鲜花献给先进。",
        "朝阳路拓宽，朝阳街整治，朝阳门改造。",
    ],
)
def test_reduplication_and_neighbouring_words_are_no_misprints(prose: str) -> None:
    assert found_in(prose) == []


def test_mini_headings_are_the_bare_sentences_that_open_the_parts() -> None:
    text = (
        "京津冀协同发展纵深推进。“疏整促”专项行动有序开展。完成9项任务，拆除3万平方米。"
        "产业协同深入推进。深化科技创新协同，落地2个中心。"
    )
    assert [span.of(text) for span in mini_headings(text)] == [
        "京津冀协同发展纵深推进",
        "“疏整促”专项行动有序开展",
        "产业协同深入推进",
    ]
    assert mini_headings("5月8日，区委召开会议。会议指出，要抓好落实。") == []


def test_a_lone_surrogate_beside_a_doubled_word_does_no_harm() -> None:
    assert ("doubled", "制造制造") in found_in("\ud800发展制造制造产业。")


def test_a_report_without_a_day_tells_its_year_by_what_it_looks_back_on() -> None:
    found = facts(
        "各位代表：\n现在，我代表浙江省人民政府，向大会报告政府工作。\n一、2022年工作回顾\n过去一年，增长3.1%。"
    )
    assert "published_on" not in found
    assert found["year"] == ("2023", "inferred")
    assert found["region"][0] == "浙江省"


@given(st.text(st.sampled_from("2026年月日正二十一初廿冬腊闰五(（农历周星期甲辰 "), max_size=40))
@settings(max_examples=200, deadline=None)
def test_dates_in_disorder_do_no_harm(text: str) -> None:
    assert read_document(f"2026年3月13日，召开会议。2026年2月22日{text}").fact("published_on") is not None


@pytest.mark.parametrize(
    ("typo", "good"), [("深入实施乡村振振兴。", "乡村振兴战略。"), ("优化营商环境境，", "环境好，环境新，环境美。")]
)
def test_a_sign_written_twice_is_found_beside_its_good_form(typo: str, good: str) -> None:
    assert [finding.kind for finding in read_document(f"{good}\n{typo}全面推进。\n").findings] == ["doubled"]


@pytest.mark.parametrize(
    "text", ["太岳区党委根据根据地的情况部署。", "请大家照顾照顾老人。", "日子红红火火，红火火，心里亮堂。"]
)
def test_what_grammar_doubles_is_no_misprint(text: str) -> None:
    assert not read_document(text).findings


@pytest.mark.parametrize(
    ("title", "region"),
    [
        ("关于棚户区改造工作的通知", None),
        ("关于青山区2024年预算的报告", "青山区"),
    ],
)
def test_a_kind_of_quarter_is_no_region(title: str, region: str | None) -> None:
    found = read_document(f"{title}\n\n全年各项工作按计划完成。\n").fact("region")
    assert (found and found.value) == region
