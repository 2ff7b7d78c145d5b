"""The facts of a newspaper page, from its masthead."""

from __future__ import annotations

import re

from archive.model import Fact, Passage, Span
from archive.reading.almanac import LUNAR, WEEKDAY
from archive.reading.fact_reader import FactReader, inferred_date, read_date, whole_span
from archive.reading.layout_words import layout_words
from archive.reading.regions import most_named_district, place_of_paper, region_of_name, simplified_name
from archive.reading.stretches import number
from archive.reading.word_lists import one_of

_ISSUE = re.compile(r"第\s*(\d+)\s*[期号]")
_RUNS = one_of("layout", "runs")
_BRINGS_OUT = re.compile(rf"(?<=\S)\s+(?=(?:{_RUNS}|单位|:)+(?:[\s:]|$))|(?<=:)\s+")
_RUN_BY = re.compile(rf"(.{{2,40}}?)((?:{_RUNS})+)")
_RUNS_IT = re.compile(rf"(?:{_RUNS})+(?:单位)?:(.{{2,40}})()")
#: 第2版, A03, ④ 副刊, 2 要闻; not 今日8版, which counts them.
_PAGE = re.compile(
    r"(?<!\S)(?:(?:第\s*|(?<![日期共天]\s))[A-Z]?0{0,4}(?P<said>\d{1,2}|[一二三四五六七八九十]{1,3})\s*版|[A-Z]0?(?P<lettered>\d{1,2})"
    r"|(?P<ringed>[①-⑳]))(?!\S)|^0?(?P<bare>\d{1,2})\s+[一-鿿]{2,4}(?!\S)"
)


class PageFacts(FactReader):
    """The facts of a newspaper page: its masthead tells them."""

    def read(self) -> list[Fact | None]:
        head = self.of("masthead")
        issue = self._find(head, _ISSUE, "issue")
        name = next((found for p in head if (found := _paper_name(p))), None)
        return [
            self._title(head, name, issue),
            Fact("kind", "报纸版面", "inferred", None, ("有报头、期号或多篇“本报讯”",)),
            Fact("series", simplified_name(name[0]), "stated", name[1]) if name else None,
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

    def _title(self, head: list[Passage], name: tuple[str, Span] | None, issue: Fact | None) -> Fact | None:
        """朝阳报 第3384期 第1版: a page that carries the masthead and no number of its own is the first."""
        if name is None:
            first = next((p for p in self.content if p.kind == "heading"), None)
            return Fact("title", first.text, "inferred", whole_span(first), ("无报名，取首条标题",)) if first else None
        page = next((number for p in head if (number := _page_number(self.words(p)))), None)
        parts = [simplified_name(name[0])]
        if issue:
            parts.append(f"第{issue.value}期")
        parts.append(f"第{page or 1}版")
        reason = "报名、期号、版次合成" + ("" if page else "；报头在第1版")
        return Fact("title", " ".join(parts), "inferred", name[1], (reason,))

    def _region(self, head: list[Passage], name: tuple[str, Span] | None) -> Fact | None:
        for passage in head:
            region = region_of_name(self.words(passage))
            if region:
                return Fact("region", region, "stated", whole_span(passage))
        named = (place_of_paper(simplified_name(name[0]), self.folded) if name else None) or most_named_district(
            self.folded
        )
        if named:
            span = Span(named[2], named[2] + (len(named[0]) if self.folded.startswith(named[0], named[2]) else 2))
            return Fact("region", named[0], "inferred", span, (f"文中{named[1]}次提到{span.of(self.text)}",))
        return None

    def _publisher(self, head: list[Passage]) -> Fact | None:
        """Who brings the paper out; where that is not said, who runs it."""
        for verb in ("出版", "承办", "主办", "主管"):
            for passage in head:
                for part in re.finditer(r"\S+", _BRINGS_OUT.sub("", self.words(passage))):
                    words = part.group()
                    match = _RUN_BY.fullmatch(words) or _RUNS_IT.fullmatch(words)
                    if match and verb in words[: match.start(1)] + match.group(2):
                        at = self.words(passage).find(match.group(1))
                        return Fact("publisher", match.group(1), "stated", passage.locate(at, at + len(match.group(1))))
        return None

    def _date(self, head: list[Passage]) -> Fact | None:
        for passage in head:
            found = read_date(self.words(passage))
            if found:
                span = passage.locate(found[1].start(), found[1].end())
                return Fact("published_on", found[0].isoformat(), "stated", span)
        return inferred_date(self)


def _paper_name(passage: Passage) -> tuple[str, Span] | None:
    """The name of the paper that a line of the masthead is, or holds; with its range."""
    paper = layout_words().paper_name
    words = passage.text.strip("# ")
    if paper.fullmatch(words):
        return words, whole_span(passage)
    for part in re.finditer(r"\S+", passage.text):
        if paper.fullmatch(part.group()):
            return part.group(), passage.locate(*part.span())
    return None


def _page_number(words: str) -> str | None:
    """The number of the page that a line of the masthead tells."""
    match = _PAGE.search(words)
    if match is None:
        return None
    ringed = match["ringed"]
    if ringed:
        return str(ord(ringed) - ord("①") + 1)
    said = match["said"] or match["lettered"] or match["bare"]
    return said if said.isdigit() else str(number(said))
