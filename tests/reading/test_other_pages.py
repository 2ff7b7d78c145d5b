"""Pages of other papers: odd mastheads, halves of sentences, headlines that landed elsewhere. All texts are made up."""

from __future__ import annotations

from archive.model import Article
from archive.reading.document import read_document
from archive.reading.passages import Layout, read_layout

PAGE = """青 山 日 报

2024年9月12日 星期四 甲辰年八月初十 第8762号 今日4版

中共青山市委主管 青山市融媒体中心 主办

滨江新区引进企业320家 详见2版

全市高质量发展大会召开

王小明讲话 李大为主持

本报讯 通讯员张三 记者李四报道 9月11日，全市高质量发展大会召开，新设企业

1200家，城市更新项目开工17

个，园区投资增长

8.3%。

龙舟竞渡惊艳河畔

会议表彰了先进单位，市领导出席会议并讲话。

本报讯（记者 王五）9月10日晚，河畔人潮涌动，龙舟竞渡吸引三万市民观看，来自工会和非政

府组织的代表参加。

综合消息报道完毕，市民陆续散去。

图片新闻

9月9日，马拉松在滨江开赛，八千名跑者参加比赛。

本报记者 赵六 摄

一线故事

“背篼干部”进山来

本报记者 欧阳小江

小河乡山高路远，驻村干部的背篼里装着种苗。

市领导在山区考察时强调 坚定信心埋头苦干谱写发展新篇章

据新华社电 市领导近日考察山区。（全文见二版）

今日天气 晴到多云 气温-2℃到4℃
"""


def article(layout: Layout, headline: str) -> Article:
    return next(found for found in layout.articles if found.headline == headline)


def body(found: Article) -> str:
    return "".join("".join(span.of(PAGE) for span in found.body_spans).split())


def test_the_articles_of_another_papers_page() -> None:
    layout = read_layout(PAGE)
    assert [found.headline for found in layout.articles] == [
        "滨江新区引进企业320家",
        "全市高质量发展大会召开",
        "龙舟竞渡惊艳河畔",
        "图片新闻",
        "“背篼干部”进山来",
        "坚定信心埋头苦干谱写发展新篇章",
    ]
    meeting = article(layout, "全市高质量发展大会召开")
    assert meeting.subtitle == "王小明讲话 李大为主持"
    assert meeting.byline == ("张三", "李四")
    assert article(layout, "图片新闻").byline == ("赵六",)
    assert article(layout, "“背篼干部”进山来").column == "一线故事"
    assert article(layout, "坚定信心埋头苦干谱写发展新篇章").kicker == "市领导在山区考察时强调"


def test_a_teaser_has_no_body_and_says_where_it_goes_on() -> None:
    teaser = read_layout(PAGE).articles[0]
    assert (teaser.body_spans, teaser.jump) == ((), "详见2版")


def test_a_sentence_broken_about_its_numbers_is_whole() -> None:
    texts = [passage.text for passage in read_layout(PAGE).passages]
    assert any(text.endswith("新设企业1200家，城市更新项目开工17个，园区投资增长8.3%。") for text in texts)


def test_a_headline_in_a_body_goes_to_the_next_article_where_that_says_the_same() -> None:
    boats = article(read_layout(PAGE), "龙舟竞渡惊艳河畔")
    assert body(boats).startswith("本报讯（记者王五）")
    assert "龙舟竞渡惊艳河畔" not in body(boats)


def test_halves_are_joined_by_the_word_that_stands_over_the_break() -> None:
    text = PAGE.replace("，来自工会和非政", "。\n\n来自工会和非政")
    assert any(passage.text == "来自工会和非政府组织的代表参加。" for passage in read_layout(text).passages)


def test_the_masthead_of_another_paper() -> None:
    found = {fact.name: fact.value for fact in read_document(PAGE).facts}
    assert found["title"] == "青山日报 第8762期 第1版"
    assert found["publisher"] == "青山市融媒体中心"
    assert found["region"] == "青山市"


def test_who_runs_a_web_page_makes_no_newspaper_of_it() -> None:
    text = "主办单位: 某市融媒体中心\n投稿邮箱: a@b.cn\n某市信息港讯 2月26日，市里召开会议。会议审议了报告。"
    assert not read_layout(text).is_page
