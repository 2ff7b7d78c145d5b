"""The facts of a report, a law or a piece of news: title, kind, region, publisher, day, speaker."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from functools import cache
from importlib.resources import files

from archive.model import Fact, Span
from archive.reading.fact_reader import FactReader, inferred_date, read_date, whole_span
from archive.reading.regions import most_named_district, most_named_province, region_of_name
from archive.reading.sentences import clauses
from archive.reading.years import infer_year, yearly_meetings

_SESSION = re.compile(
    r"在?([^,。—()\s]{2,40}?第[一二三四五六七八九十百\d]+届[^,。—()]{2,40}?第[一二三四五六七八九十百\d]+次(?:全体)?会议)"
)
_OFFICE = re.compile(
    r"(.*?(?:主任|省长|市长|区长|县长|主席|局长|总理|院长|检察长|书记|委员长|州长))\s*([一-鿿·]{2,4}|[一-鿿]\s+[一-鿿])$"
)
_SPOKE = re.compile(
    r"(?:(?<![一-鿿])|(?<=书记|[省市区县局部]长|主任|主席))(?!会议|大会|报告|全区|全市|要)([一-鿿]{2,3})(?=(?:强调|要求|指出)[,:])"
)
_REPORTER = re.compile(r"代表(国务院|[一-鿿]{2,12}人民政府)")
_LEADING_DATE = re.compile(r"^(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:上午|下午|晚上?)?,?")
_LONGEST_TITLE = 40
_LEAD = 6


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    data = tomllib.loads(files("archive").joinpath("data/kinds.toml").read_text("utf-8"))
    return tuple((row["name"], re.compile(row["pattern"])) for row in data["kind"])


class DocumentFacts(FactReader):
    """The facts of a report, a law or a piece of news."""

    def read(self) -> list[Fact | None]:
        title = self._stated_title()
        kind = self._kind(title)
        day = self._stated_date() or self._opening_day(kind) or inferred_date(self)
        region = self._region(title)
        year = None if day else self._year_alone()
        if title is None:
            title = self._made_title(kind, day or year, region)
        return [
            title,
            kind,
            self._series(title, kind),
            region,
            self._publisher(kind, region),
            day,
            year,
            *self._speaker(),
            self._session(),
            self.source_url(),
        ]

    def _stated_title(self) -> Fact | None:
        for passage in self.content[:_LEAD]:
            if passage.kind == "heading" and passage.level == 1:
                return Fact("title", passage.text, "stated", whole_span(passage))
        return None

    def _kind(self, title: Fact | None) -> Fact | None:
        sources = [title.value] if title else []
        sources += ["".join(self.words(passage) for passage in self.content[:3])[:300]] if not title else []
        for words in sources:
            for name, pattern in _kinds():
                if pattern.search(words):
                    return Fact("kind", name, "stated" if title else "inferred", title.span if title else None)
        if not self.content:
            return None
        lead = "".join(self.words(passage) for passage in self.content[:2])[:400]
        meeting = re.search(r"召开|会议|座谈|会上", lead)
        return Fact("kind", "会议新闻" if meeting else "新闻", "inferred", None, ("没有文种名称，按首段判断",))

    def _stated_date(self) -> Fact | None:
        """The date under the title (the last one, where a law was amended), beside the source, or signed at the end."""
        best: tuple[date, Span] | None = None
        put_online: tuple[date, Span] | None = None
        for passage in self.passages[:20]:
            if re.match(r"(?:发布|更新|印发|公布)(?:时间|日期)", passage.text):
                found = read_date(self.words(passage))
                if found and put_online is None:
                    put_online = found[0], passage.locate(found[1].start(), found[1].end())
            elif passage.kind in ("source", "byline", "masthead", "navigation", "heading"):
                found = read_date(self.words(passage))
                if found and (best is None or found[0] > best[0]):
                    best = found[0], passage.locate(found[1].start(), found[1].end())
        if best is None:
            for passage in self.passages[-4:]:
                found = read_date(self.words(passage))
                if found and len(passage.text.strip()) <= len(found[1].group()) + 10:
                    best = found[0], passage.locate(found[1].start(), found[1].end())
        best = best or put_online
        return Fact("published_on", best[0].isoformat(), "stated", best[1]) if best else None

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

    def _year_alone(self) -> Fact | None:
        """The year of a text whose very day is not told."""
        year = infer_year(self.folded, None, None)
        return Fact("year", str(year.year), "inferred", None, year.reasons) if year else None

    def _region(self, title: Fact | None) -> Fact | None:
        lead = [passage for passage in self.content[:_LEAD] if passage.kind in ("heading", "source", "byline")]
        lead += [passage for passage in self.passages[:3] if passage.kind == "navigation"]
        for passage in lead:
            region = region_of_name(self.words(passage))
            if region:
                return Fact("region", region, "stated", whole_span(passage))
        opening = "".join(self.words(passage) for passage in self.content[:4])[:400]
        if re.search("代表国务院", opening):
            return Fact("region", "全国", "inferred", None, ("报告人代表国务院",))
        reporter = _REPORTER.search(opening)
        if reporter and (region := region_of_name(reporter.group(1))):
            return Fact("region", region, "inferred", None, (reporter.group(),))
        province = (
            most_named_province(self.folded) if re.search("我省|全省|自治区人民政府|我区|全区", opening) else None
        )
        district = most_named_district(self.folded)
        named = province if province and not (district and district[1] > province[1]) else district or province
        if named is None:
            named = most_named_province(self.folded)
        if named is None:
            return None
        span = Span(named[2], min(named[2] + len(named[0]), len(self.text)))
        return Fact("region", named[0], "inferred", span, (f"文中{named[1]}次提到{named[0]}",))

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

    def _publisher(self, kind: Fact | None, region: Fact | None) -> Fact | None:
        opening = "".join(self.words(passage) for passage in self.content[:4])[:400]
        reporter = _REPORTER.search(opening)
        if reporter:
            return Fact("publisher", reporter.group(1), "stated", None, ("报告人代表其作报告",))
        for passage in self.content[:_LEAD]:
            words = self.words(passage)
            office = _OFFICE.fullmatch(words) if passage.kind == "byline" else None
            if office:
                organ = re.sub(
                    r"(主任|省长|市长|区长|县长|主席|局长|总理|院长|检察长|书记|委员长|州长)$", "", office.group(1)
                )
                government = kind is not None and kind.value == "政府工作报告" and "国务院" not in organ
                name = organ + "人民政府" if government and not organ.endswith("政府") else organ
                return Fact("publisher", name, "stated", passage.locate(0, max(len(organ), 1)))
            if passage.kind == "byline" and words.endswith(("委员会", "政府", "办公厅", "办公室", "局", "厅", "部")):
                return Fact("publisher", words, "stated", whole_span(passage))
            origin = re.search(r"来源\s*:\s*([^\s()]{2,30})", words) if passage.kind == "source" else None
            if origin:
                return Fact("publisher", origin.group(1), "stated", passage.locate(*origin.span(1)))
            if passage.kind == "source" and kind and kind.value in ("法律", "地方性法规", "行政法规"):
                organ_match = re.search(r"日\s*(.{0,30}?(?:代表大会(?:常务委员会)?|国务院))", words)
                if organ_match:
                    name = re.sub(r"第[一二三四五六七八九十]+届", "", organ_match.group(1))
                    return Fact("publisher", name, "stated", passage.locate(*organ_match.span(1)))
        return None

    def _speaker(self) -> list[Fact]:
        for passage in self.content[:_LEAD]:
            office = _OFFICE.fullmatch(self.words(passage)) if passage.kind == "byline" else None
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
