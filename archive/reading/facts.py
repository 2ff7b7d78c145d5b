"""What a text tells of its document: title, kind, region, publisher, date, issue, speaker; each with its evidence."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from functools import cache
from importlib.resources import files

from archive.model import FURNITURE, Fact, Passage, Span
from archive.reading.almanac import LUNAR, WEEKDAY
from archive.reading.characters import fold_width
from archive.reading.dates import find_periods
from archive.reading.passages import Layout
from archive.reading.regions import most_named_district, most_named_province, region_of_name, simplified_name
from archive.reading.sentences import clauses
from archive.reading.years import infer_year, yearly_meetings

_FULL_DATE = re.compile(
    r"(?:[12]\d{3}|[一二][〇○零一二三四五六七八九]{3})年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日|[12]\d{3}[-/.]\d{1,2}[-/.]\d{1,2}"
)
_MONTH_DAY = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])月(3[01]|[12]\d|0?[1-9])日")
_ISSUE = re.compile(r"第\s*(\d+)\s*期")
_PAGE = re.compile(r"第?\s*0?([\d一二三四五六七八九十]{1,3})\s*版")
_URL = re.compile(r"(?:https?://|www\.)[\w./?=&%#-]+")
_SESSION = re.compile(
    r"在?([^,。—()\s]{2,40}?第[一二三四五六七八九十百\d]+届[^,。—()]{2,40}?第[一二三四五六七八九十百\d]+次(?:全体)?会议)"
)
_OFFICE = re.compile(
    r"(.*?(?:主任|省长|市长|区长|县长|主席|局长|总理|院长|检察长|书记|委员长|州长))\s*([一-鿿·]{2,4}|[一-鿿]\s+[一-鿿])$"
)
_SPOKE = re.compile(
    r"(?:(?<![一-鿿])|(?<=书记|[省市区县局部]长|主任|主席))(?!会议|大会|报告|全区|全市|要)([一-鿿]{2,3})(?=(?:强调|要求|指出)[,:])"
)
_ORGAN = re.compile(r"(.+?(?:常务委员会|代表大会|国务院|人民政府))")
_REPORTER = re.compile(r"代表(国务院|[一-鿿]{2,12}人民政府)")
_LEADING_DATE = re.compile(r"^(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:上午|下午|晚上?)?,?")
_LONGEST_TITLE = 40
_LEAD = 6


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    data = tomllib.loads(files("archive").joinpath("data/kinds.toml").read_text("utf-8"))
    return tuple((row["name"], re.compile(row["pattern"])) for row in data["kind"])


def read_facts(text: str, layout: Layout) -> tuple[Fact, ...]:
    """The facts that `text` states or lets one infer; what it does not tell is absent."""
    reader = _PageFacts(text, layout) if layout.is_page else _DocumentFacts(text, layout)
    return tuple(fact for fact in reader.read() if fact is not None)


class _Facts:
    """The passages of a text by what they can tell."""

    def __init__(self, text: str, layout: Layout) -> None:
        self.text = text
        self.folded = fold_width(text)
        self.passages = layout.passages
        self.content = [passage for passage in layout.passages if passage.kind not in FURNITURE]

    def of(self, kind: str) -> list[Passage]:
        """The passages of a kind."""
        return [passage for passage in self.passages if passage.kind == kind]

    def words(self, passage: Passage) -> str:
        """The characters of a passage, width folded."""
        return fold_width(passage.text)

    def source_url(self) -> Fact | None:
        """The address in the masthead or navigation."""
        for passage in self.passages:
            if passage.kind in FURNITURE or passage.kind == "source":
                match = _URL.search(self.words(passage))
                if match:
                    return Fact("source_url", match.group(), "stated", passage.locate(match.start(), match.end()))
        return None


def _whole(passage: Passage) -> Span:
    return Span(passage.start, passage.end)


def _read_date(words: str) -> tuple[date, re.Match[str]] | None:
    for match in _FULL_DATE.finditer(words):
        periods = find_periods(re.sub(r"\s", "", match.group()), None)
        if periods and periods[0][1].start == periods[0][1].end:
            return periods[0][1].start, match
    return None


class _PageFacts(_Facts):
    """The facts of a newspaper page: its masthead tells them."""

    def read(self) -> list[Fact | None]:
        head = self.of("masthead")
        issue = self._find(head, _ISSUE, "issue")
        name = next((p for p in head if re.fullmatch(r"(?:[一-鿿]\s?){1,8}?[报報刊]", p.text.strip("# "))), None)
        return [
            self._title(head, name, issue),
            Fact("kind", "报纸版面", "inferred", None, ("有报头、期号或多篇“本报讯”",)),
            Fact("series", simplified_name(name.text), "stated", _whole(name)) if name else None,
            issue,
            self._region(head, name),
            self._publisher(head),
            self._date(head),
            self._find(head, WEEKDAY, "weekday"),
            self._find(head, LUNAR, "lunar_date"),
            self.source_url(),
        ]

    def _find(self, head: list[Passage], pattern: re.Pattern[str], name: str) -> Fact | None:
        for passage in head:
            match = pattern.search(self.words(passage))
            if match:
                value = match.group(1) if name == "issue" else match.group()
                return Fact(name, value.strip(), "stated", passage.locate(match.start(), match.end()))
        return None

    def _title(self, head: list[Passage], name: Passage | None, issue: Fact | None) -> Fact | None:
        """朝阳报 第3384期 第1版: a page that carries the masthead is the first."""
        if name is None:
            first = next((p for p in self.content if p.kind == "heading"), None)
            return Fact("title", first.text, "inferred", _whole(first), ("没有报名，取首条标题",)) if first else None
        page = next((m for p in head if (m := re.fullmatch(_PAGE, self.words(p)))), None)
        parts = [simplified_name(name.text)]
        if issue:
            parts.append(f"第{issue.value}期")
        parts.append(f"第{page.group(1) if page else 1}版")
        reason = "报名、期号、版次合成" + ("" if page else "；报头在第1版")
        return Fact("title", " ".join(parts), "inferred", _whole(name), (reason,))

    def _of_name(self, name: Passage | None) -> tuple[str, int, int] | None:
        """浏阳日报 is of 浏阳市 where its text names that, or speaks of 我市."""
        place = re.match(r"([一-鿿]{2,4}?)(?:日报|晚报|时报|报)$", simplified_name(name.text)) if name else None
        if place is None:
            return None
        for unit in "区县市":
            if (at := self.folded.find(place.group(1) + unit)) >= 0:
                return place.group(1) + unit, self.folded.count(place.group(1) + unit), at
        unit = max("市县区", key=lambda unit: self.folded.count("我" + unit))
        count = self.folded.count("我" + unit)
        return (place.group(1) + unit, count, self.folded.find("我" + unit)) if count else None

    def _region(self, head: list[Passage], name: Passage | None) -> Fact | None:
        for passage in head:
            region = region_of_name(self.words(passage))
            if region:
                return Fact("region", region, "stated", _whole(passage))
        named = most_named_district(self.folded) or self._of_name(name)
        if named:
            span = Span(named[2], named[2] + (len(named[0]) if self.folded.startswith(named[0], named[2]) else 2))
            return Fact("region", named[0], "inferred", span, (f"文中{named[1]}次提到{span.of(self.text)}",))
        return None

    def _publisher(self, head: list[Passage]) -> Fact | None:
        """Who brings the paper out; where that is not said, who runs it."""
        for verb in ("出版", "主办", "主管"):
            for passage in head:
                words = self.words(passage)
                match = re.fullmatch(r"(.{2,40}?)((?:主管|主办|编辑|承办|出版)+)", words) or re.fullmatch(
                    r"(?:主管|主办|编辑|承办|出版)+(?:单位)?\s*:\s*(.{2,40})()", words
                )
                if match and verb in words[: match.start(1)] + match.group(2):
                    return Fact("publisher", match.group(1), "stated", passage.locate(match.start(1), match.end(1)))
        return None

    def _date(self, head: list[Passage]) -> Fact | None:
        for passage in head:
            found = _read_date(self.words(passage))
            if found:
                span = passage.locate(found[1].start(), found[1].end())
                return Fact("published_on", found[0].isoformat(), "stated", span)
        return _inferred_date(self)


class _DocumentFacts(_Facts):
    """The facts of a report, a law or a piece of news."""

    def read(self) -> list[Fact | None]:
        title = self._stated_title()
        kind = self._kind(title)
        day = self._stated_date() or self._opening_day(kind) or _inferred_date(self)
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
                return Fact("title", passage.text, "stated", _whole(passage))
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
                found = _read_date(self.words(passage))
                if found and put_online is None:
                    put_online = found[0], passage.locate(found[1].start(), found[1].end())
            elif passage.kind in ("source", "byline", "masthead", "navigation", "heading"):
                found = _read_date(self.words(passage))
                if found and (best is None or found[0] > best[0]):
                    best = found[0], passage.locate(found[1].start(), found[1].end())
        if best is None:
            for passage in self.passages[-4:]:
                found = _read_date(self.words(passage))
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
                return Fact("region", region, "stated", _whole(passage))
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
                return Fact("publisher", words, "stated", _whole(passage))
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
                return [Fact("speaker", value, "stated", _whole(passage))]
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
                    return Fact("session", match.group(1), "stated", _whole(passage))
        return None


def _inferred_date(reader: _Facts) -> Fact | None:
    """The day that the first sentences name, in the year that the whole text lets one infer."""
    for passage in reader.content[:3]:
        words = reader.words(passage)
        full = _read_date(words[:200])
        if full:
            span = passage.locate(full[1].start(), full[1].end())
            return Fact("published_on", full[0].isoformat(), "inferred", span, ("首段所述日期",))
        match = _MONTH_DAY.search(words[:200])
        if match is None:
            continue
        month, day = int(match.group(1)), int(match.group(2))
        year = infer_year(reader.folded, month, day)
        if year is None:
            continue
        try:
            value = date(year.year, month, day)
        except ValueError:
            continue
        return Fact("published_on", value.isoformat(), "inferred", passage.locate(*match.span()), year.reasons)
    return None
