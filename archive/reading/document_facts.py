"""The facts of a report, a law or a piece of news: title, kind, region, publisher, day, speaker."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from archive.model import FURNITURE, Fact, Span
from archive.reading.characters import fold_width
from archive.reading.document_dates import signature, stated_date
from archive.reading.fact_reader import FactReader, inferred_date, whole_span
from archive.reading.publishers import OFFICE, named_source, read_publisher
from archive.reading.regions import most_named_district, most_named_province, place_of_paper, region_of_name
from archive.reading.sentences import clauses
from archive.reading.word_lists import load_data, one_of
from archive.reading.years import infer_year, yearly_meetings

_SESSION = re.compile(
    r"在?([^,。—()\s]{0,40}?第[一二三四五六七八九十百\d]+届[^,。—()]{2,40}?第[一二三四五六七八九十百\d]+次(?:全体)?会议)"
)
_SPOKE = re.compile(
    rf"(?:(?<![一-鿿])|(?<=书记|[省市区县局部]长|主任|主席))"
    rf"(?!{one_of('organs', 'offices', 'no_speakers')})([一-鿿]{{2,3}})(?=(?:强调|要求|指出)[,:])"
)
_REPORTER = re.compile(r"代表(国务院|[一-鿿]{2,12}人民政府)")
_TO_ALL = re.compile(r"(?m)^\s*各省、自治区、直辖市")
_SALUTED = 1_500
#: A page's table of what it says of itself may hold the only title: 文件名称 | 青山区2025年政府工作报告 |.
_NAME_OF_FILE = re.compile(r"(?:标题|(?:文件|信息|公文)?名称)\s*[::：]?\s*\|\s*([^|]{4,90}?)[\s|]*")
_DAY = re.compile(r"^.{0,20}?日[\s,，]*在?")  # 1月13日,济南市第十八届人民代表大会
_SPACED_OUT = re.compile(r"[一-鿿](?:\s+[一-鿿]){2,}")  # 政 府 工 作 报 告: spread over the line
_NOTE_SIGN = re.compile(r"[\[〔(]\d{1,2}[\])〕]$")  # of a note to the title
_OF_THE_DAY = ("新闻", "会议新闻", "讲话", "公报", "决定", "通知")
_LEADING_DATE = re.compile(r"^(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:上午|下午|晚上?)?,?")
_FILE_NUMBER = re.compile(r"[\[〔(]((?:19|20)\d\d)[\])〕]\s*(?:第\s*)?\d{1,5}\s*号")
_TITLE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
_NUMBERED_IN = 16
_LONGEST_TITLE = 40
_LEAD = 6
_BYLINES = 16  # a report may be the annex of a letter


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None], ...]:
    data = load_data("kinds")
    return tuple(
        (row["name"], re.compile(row["pattern"]), re.compile(row["opening"]) if "opening" in row else None)
        for row in data["kind"]
    )


class DocumentFacts(FactReader):
    """The facts of a report, a law or a piece of news."""

    def read(self) -> list[Fact | None]:
        title = self._stated_title()
        kind = self._kind(title)
        day = stated_date(self) or self._opening_day(kind) or self._day_of_news(kind)
        region = self._region()
        year = None if day else self._year_stated(title, kind) or self._year_alone()
        if title is None:
            title = self._made_title(kind, day or year, region)
        return [
            title,
            kind,
            self._series(title, kind),
            region,
            read_publisher(self, kind, region),
            day,
            year,
            *self._speaker(),
            self._session(),
            self.source_url(),
        ]

    def _stated_title(self) -> Fact | None:
        for passage in self.content[:_LEAD]:
            if passage.kind == "heading" and passage.level == 1:
                named = _NAME_OF_FILE.fullmatch(passage.text)
                if named:
                    return Fact("title", named.group(1), "stated", passage.locate(*named.span(1)))
                spaced = _SPACED_OUT.fullmatch(passage.text)
                title = re.sub(r"\s", "", passage.text) if spaced else passage.text
                return Fact("title", title, "stated", whole_span(passage))
        return None

    def _kind(self, title: Fact | None) -> Fact | None:
        if title is not None:
            words = _NOTE_SIGN.sub("", re.sub(r"\s", "", fold_width(title.value)))
            for name, pattern, _ in _kinds():
                if pattern.search(words):
                    return Fact("kind", name, "stated", title.span)
        opening = "".join(self.words(passage) for passage in self.content[:_LEAD])[:400]
        for name, _, opens in _kinds():
            match = opens.search(opening) if opens else None
            if match:
                return Fact("kind", name, "inferred", None, (f"“{match.group()}”",))
        if not self.content:
            return None
        told = [passage for passage in self.content if passage.kind in ("paragraph", "heading")]
        lead = "".join(self.words(passage) for passage in told[:2])[:400]
        meeting = re.search(r"召开|会议|座谈|会上", lead)
        return Fact("kind", "会议新闻" if meeting else "新闻", "inferred", None, ("没有文种名称，按首段判断",))

    def _opening_day(self, kind: Fact | None) -> Fact | None:
        """The day of a report to a meeting that opens on the same day every year."""
        lead = "".join(self.words(passage) for passage in self.content[:4])[:400]
        for pattern, month, day in yearly_meetings():
            match = pattern.search(lead)
            year = infer_year(self.folded, month, day) if match else None
            if year:
                reason = f"报告对象与报告人：该会议历年{month}月{day}日前后开幕"
                value = date(year.year, month, day).isoformat()
                return Fact("published_on", value, "inferred", None, (*year.reasons, reason))
        return None

    def _day_of_news(self, kind: Fact | None) -> Fact | None:
        """The day that the first sentences tell; those of a report or a law tell of other days."""
        return inferred_date(self) if kind is None or kind.value in _OF_THE_DAY else None

    def _year_stated(self, title: Fact | None, kind: Fact | None) -> Fact | None:
        """The year in the number of a letter (青政发〔2014〕76号) or the title of a yearly report.

        A statistical communiqué on a year comes out in the next one.
        """
        for passage in self.passages[:_NUMBERED_IN]:
            numbered = _FILE_NUMBER.search(self.words(passage)) if passage.kind in ("source", "heading") else None
            if numbered:
                return Fact("year", numbered.group(1), "stated", passage.locate(*numbered.span(1)), (numbered.group(),))
        years = _TITLE_YEAR.findall(title.value) if title else []
        if title is None or kind is None or len(years) != 1:
            return None
        if kind.value == "政府工作报告":
            return Fact("year", years[0], "stated", title.span, (title.value,))
        if kind.value == "公报" and "统计" in title.value:
            reason = f"“{title.value}”：统计公报于次年发布"
            return Fact("year", str(int(years[0]) + 1), "inferred", title.span, (reason,))
        return None

    def _year_alone(self) -> Fact | None:
        """The year of a text whose very day is not told."""
        year = infer_year(self.folded, None, None)
        return Fact("year", str(year.year), "inferred", None, year.reasons) if year else None

    def _region(self) -> Fact | None:
        lead = [passage for passage in self.content[:_LEAD] if passage.kind in ("heading", "source", "byline")]
        lead += [passage for passage in self.passages[:3] if passage.kind in ("navigation", "masthead")]
        for passage in lead:
            region = region_of_name(self.words(passage))
            if region:
                return Fact("region", region, "stated", whole_span(passage))
        signed = signature(self)
        if signed and signed[0] and (region := region_of_name(self.words(signed[0]))):
            return Fact("region", region, "inferred", whole_span(signed[0]), ("落款机关",))
        return self._region_of_body()

    def _region_of_body(self) -> Fact | None:
        """The region that the first sentences tell, or the place that the text names most."""
        opening = "".join(self.words(passage) for passage in self.content[:4])[:400]
        told = self._without_furniture()
        if re.search("代表国务院", opening):
            return Fact("region", "全国", "inferred", None, ("报告人代表国务院",))
        if _TO_ALL.search(self.folded[:_SALUTED]):
            return Fact("region", "全国", "inferred", None, ("发往各省、自治区、直辖市",))
        reporter = _REPORTER.search(opening)
        if reporter and (region := region_of_name(reporter.group(1))):
            return Fact("region", region, "inferred", None, (reporter.group(),))
        province = most_named_province(told) if re.search("我省|全省|自治区人民政府|我区|全区", opening) else None
        district = most_named_district(told)
        named = province if province and not (district and district[1] > province[1]) else district or province
        if named is None:
            paper = named_source(self)
            named = place_of_paper(paper.value, self.folded) if paper else None
        named = named or most_named_province(told)
        if named is None:
            meeting = _SESSION.search(_DAY.sub("", opening))
            region = region_of_name(meeting.group(1)) if meeting else None
            return Fact("region", region, "inferred", None, (meeting.group(1),)) if meeting and region else None
        span = Span(named[2], min(named[2] + len(named[0]), len(self.text)))
        return Fact("region", named[0], "inferred", span, (f"文中{named[1]}次提到{named[0]}",))

    def _without_furniture(self) -> str:
        """The text with blanks for what the page adds to it: who made the site is no place that the text speaks of."""
        pieces, end = [], 0
        for passage in self.passages:
            for span in passage.spans if passage.kind in FURNITURE else ():
                if span.start >= end:
                    pieces += [self.folded[end : span.start], " " * len(span)]
                    end = span.end
        return "".join((*pieces, self.folded[end:]))

    def _made_title(self, kind: Fact | None, day: Fact | None, region: Fact | None) -> Fact | None:
        """A title for a text without one: the kind with its year, or the first sentence without its date."""
        if kind and kind.value.endswith("报告"):
            place = region.value if region and region.value != "全国" else ""
            year = f"（{day.value[:4]}年）" if day else ""
            return Fact("title", f"{place}{kind.value}{year}", "inferred", None, ("原文无标题行，按文种、年份合成",))
        first = next((passage for passage in self.content if passage.kind == "paragraph"), None)
        if first is None:
            return None
        words = _LEADING_DATE.sub("", self.words(first))
        skipped = len(first.text) - len(words)
        end = 0
        for span in clauses(words):
            if span.end > _LONGEST_TITLE and end:
                break
            end = min(span.end, _LONGEST_TITLE)
            if words[span.end - 1] in "。!?":
                break
        title = first.text[skipped : skipped + end].rstrip("，,。；;：:！!？?")
        if not title:
            return None
        return Fact("title", title, "inferred", first.locate(skipped, skipped + len(title)), ("原文无标题行，取首句",))

    def _series(self, title: Fact | None, kind: Fact | None) -> Fact | None:
        """What the documents of other years share with this one: its title without the year."""
        if kind is None or kind.value in ("新闻", "会议新闻"):
            return None
        if kind.value == "政府工作报告" or title is None:
            return Fact("series", kind.value, "inferred", None, ("按文种",))
        name = re.sub(r"^关于|[（(].{1,16}[)）]$|\d{4}年(?:度|上半年)?|\d{4}[—-]\d{4}年", "", title.value)
        return Fact("series", name, "inferred", title.span, ("标题去掉年份",)) if name else None

    def _speaker(self) -> list[Fact]:
        for passage in self.content[:_BYLINES]:
            office = OFFICE.fullmatch(self.words(passage)) if passage.kind == "byline" else None
            if office:
                name = re.sub(r"\s", "", office.group(2))
                value = f"{name}（{office.group(1)}）"
                return [Fact("speaker", value, "stated", whole_span(passage))]
        for passage in self.content[:_LEAD]:
            spoke = _SPOKE.search(self.words(passage))
            if spoke:
                return [Fact("speaker", spoke.group(1), "inferred", passage.locate(*spoke.span(1)), (spoke.group(),))]
        return []

    def _session(self) -> Fact | None:
        for passage in self.content[:_LEAD]:
            if passage.kind in ("source", "byline", "heading"):
                match = _SESSION.search(re.sub(r"^.*日\s*在?", "", self.words(passage)))
                if match:
                    return Fact("session", match.group(1), "stated", whole_span(passage))
        return None
