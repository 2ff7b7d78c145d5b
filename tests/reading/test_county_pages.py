"""Pages of county and city papers: one-line mastheads, captions, notices, columns named in the text. All made up."""

from __future__ import annotations

from archive.model import Article
from archive.reading.document import read_document

INNER = """青山侨报

2024年3月6日 星期三 第3版 综合新闻

责任编辑/林一 电话/82345678 校对/陈二

山前街道

晒谷场上办起村晚

本报记者 王小明 文/图

3月4日晚,山前街道的晒谷场上锣鼓喧天,十二个节目轮番登场,吸引村民1200余

人观看。

▲图为村晚现场。 本报记者 王小明/摄

遗失公告

山前街道李某遗失渔船证书一本,声明作废。

青山区渔业服务中心

2024年3月5日

今日天气

多云转晴,气温8℃～15℃
"""
FRONT = """山海日报 2023年11月24日 第1版 要闻

山海湾大桥通车

累计投资38亿元

山海日报讯(记者/周全 通讯员/赵山宣)11月23日,我市山海湾大桥建成通车,全长6.2

公里。

编者按

本报今起推出“数说五年”栏目,敬请关注。

数说五年

渔港经济从一到十

□ 钱小进

渔港经济区产值五年翻番,带动就业3万

人。

读者来信

站台何时装雨棚

编辑同志:公交站台没有雨棚,雨天候车十分不便。

▶▶详见3版
"""
MARKED = """# 山海日报

2024年5月7日 星期二 第9001号

## 会客厅

## 山海新城三年变了样

本报讯(记者 周全)5月6日,记者从山海新城管委会获悉,新城三年建成道路46公里,全国政

协委员到场调研,对产业布局和开发进度

## 渔港集市开市

表示肯定。

本报讯(驻渔港首席记者 吴小一)5月5日,渔港集市开市,首日客流2万人。

## 明日天气:阴有阵雨,18℃-23℃
"""


def articles(page: str) -> dict[str, Article]:
    return {article.headline: article for article in read_document(page).articles}


def body(page: str, headline: str) -> str:
    return "".join(span.of(page) for span in articles(page)[headline].body_spans)


def kinds(page: str) -> dict[str, str]:
    return {passage.text: passage.kind for passage in read_document(page).passages}


def fact(page: str, name: str) -> str:
    return next(fact.value for fact in read_document(page).facts if fact.name == name)


def test_a_masthead_in_one_line_or_beside_the_name_tells_paper_page_day_and_place() -> None:
    assert fact(INNER, "title") == "青山侨报 第3版"
    assert fact(FRONT, "title") == "山海日报 第1版"
    assert [fact(page, "published_on") for page in (INNER, FRONT)] == ["2024-03-06", "2023-11-24"]
    assert fact(INNER, "region") == "青山区"
    assert fact(FRONT, "region") == "山海市"


def test_a_bulletin_with_a_day_is_no_paper() -> None:
    bulletin = "青山区工作情况通报\n2024年3月1日 星期五\n全区上月新增企业120家。\n青山区统计局\n"
    assert fact(bulletin, "kind") != "报纸版面"


def test_a_caption_and_the_weather_belong_to_no_article() -> None:
    assert "村晚现场" not in body(INNER, "晒谷场上办起村晚")
    assert kinds(INNER)["▲图为村晚现场。 本报记者 王小明/摄"] == "caption"
    assert kinds(INNER)["多云转晴,气温8℃～15℃"] == "footer"
    assert kinds(MARKED)["明日天气:阴有阵雨,18℃-23℃"] == "footer"


def test_a_notice_and_a_headline_over_a_credit_begin_articles() -> None:
    assert list(articles(INNER)) == ["晒谷场上办起村晚", "遗失公告"]
    assert articles(INNER)["晒谷场上办起村晚"].kicker == "山前街道"
    assert articles(INNER)["晒谷场上办起村晚"].byline == ("王小明",)
    assert body(INNER, "遗失公告").endswith("声明作废。")


def test_a_column_is_what_the_page_calls_one() -> None:
    told = articles(FRONT)["渔港经济从一到十"]
    assert (told.column, told.byline) == ("数说五年", ("钱小进",))
    assert articles(FRONT)["站台何时装雨棚"].column == "读者来信"
    assert articles(FRONT)["站台何时装雨棚"].jump == "▶▶详见3版"
    assert articles(MARKED)["山海新城三年变了样"].column == "会客厅"


def test_an_amount_under_a_headline_is_its_subtitle() -> None:
    bridge = articles(FRONT)["山海湾大桥通车"]
    assert (bridge.subtitle, bridge.byline) == ("累计投资38亿元", ("周全", "赵山宣"))


def test_a_word_that_a_page_broke_is_joined_over_a_headline_that_landed_in_it() -> None:
    page = read_document(MARKED)
    assert any("全国政协委员到场调研" in passage.text for passage in page.passages)
    assert body(MARKED, "渔港集市开市").startswith("本报讯(驻渔港首席记者")
