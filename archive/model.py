"""The records that travel between the stages: plain, frozen, without SQLite, click or HTML.

Every offset is a half-open range of Unicode code points in ``versions.text`` (see ``Span``), unless a name says
otherwise.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import accumulate
from typing import Literal, NamedTuple

Basis = Literal["stated", "inferred", "given"]
Comparator = Literal["=", ">", ">=", "<", "<=", "~"]
Tense = Literal["actual", "plan", "target"]
Measure = Literal["level", "delta", "growth_rate", "pp_change", "pp_gap", "share", "rate", "rank", "progress"]
Direction = Literal["up", "down"]
Relation = Literal["progress_of_target", "plan_vs_actual", "later_year", "breakdown", "restatement"]
Comparability = Literal["comparable", "caveat", "partial", "stage", "derived"]

#: Kinds of passage that are furniture of the page: kept, shown, and passed over by analysis.
FURNITURE = frozenset({"masthead", "navigation", "footer", "page_number"})


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points in a version's text."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters of `text` in this range."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two ranges share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading or paragraph of a version, whole: lines that the layout broke are joined.

    `text` has exactly as many characters as `spans` cover, in their order; a character differs from the version's only
    where white space between two Latin words is shown as one plain space. So every offset in `text` has its way back.
    """

    #: heading, paragraph, list_item, table_row, byline, caption, kicker, column, source, jump, or one of FURNITURE
    kind: str
    level: int | None  # of a heading: 1 is the outermost
    heading_path: tuple[str, ...]  # the headings above it, outermost first
    spans: tuple[Span, ...]
    text: str
    article_number: str | None = None  # 第十条, for a passage of a law's article
    #: Where in `text` each span ends: kept, so that locating stays cheap in a passage of very many lines.
    _ends: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_ends", tuple(accumulate(len(span) for span in self.spans)))

    @property
    def start(self) -> int:
        """The first code point of the passage in the version's text."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """The code point after the last one of the passage in the version's text."""
        return self.spans[-1].end

    @property
    def is_content(self) -> bool:
        """Whether analysis reads this passage; false for mastheads, navigation, footers and page numbers."""
        return self.kind not in FURNITURE

    def locate(self, start: int, end: int) -> Span:
        """The range of the version's text that a non-empty range of this passage's `text` came from."""
        if len(self.spans) == 1:
            first = self.spans[0].start
            return Span(first + start, first + end)
        return Span(self._back(start), self._back(end - 1) + 1)

    def _back(self, offset: int) -> int:
        index = min(bisect_right(self._ends, offset), len(self._ends) - 1)
        return self.spans[index].end - (self._ends[index] - offset)


def content_length(passages: Iterable[tuple[str, str]]) -> int:
    """The characters that analysis reads of passages, each given by kind and text; white space is left out."""
    return sum(len("".join(text.split())) for kind, text in passages if kind not in FURNITURE)


@dataclass(frozen=True, slots=True)
class Article:
    """One article on a newspaper page; its pieces may lie apart, and no text is moved to bring them together."""

    headline: str
    headline_spans: tuple[Span, ...]
    body_spans: tuple[Span, ...]  # empty for a teaser
    kicker: str | None = None
    subtitle: str | None = None
    column: str | None = None
    byline: tuple[str, ...] = ()
    dateline: str | None = None  # as written: 3月6日下午
    source: str | None = None
    jump: str | None = None  # the jump line as written; the article goes on elsewhere

    @property
    def truncated(self) -> bool:
        """Whether the article goes on on a page that is not this one."""
        return self.jump is not None


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing the text tells about its document, with the characters that tell it."""

    #: title, kind, region, publisher, series, issue, published_on, weekday, lunar_date, speaker, session, source_url
    name: str
    value: str  # dates as YYYY-MM-DD
    basis: Basis
    span: Span | None
    reasons: tuple[str, ...] = ()  # why, for what is inferred


@dataclass(frozen=True, slots=True)
class Finding:
    """A suspected misprint or contradiction: shown, never applied."""

    kind: str  # doubled, missing, name, date, repeated, …
    span: Span
    text: str
    suggestion: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time that a text speaks of, both days included."""

    label: str  # 2024, 2024H1, 2024Q1, 2024-05, 2024-05-08, 2021/2025 …
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Reading:
    """All that can be read out of one text alone, without any other document."""

    passages: tuple[Passage, ...]
    articles: tuple[Article, ...]
    facts: tuple[Fact, ...]
    findings: tuple[Finding, ...]

    def fact(self, name: str) -> Fact | None:
        """The fact of that name, or None where the text does not tell it."""
        return next((fact for fact in self.facts if fact.name == name), None)


class Quantity(NamedTuple):
    """A number with its hedges and unit, as it stands in a text; offsets are in the text it was scanned from."""

    start: int  # of hedge + number + hedge + unit
    end: int
    number_start: int  # of the bare numeral, 万 and 亿 included
    number_end: int
    value: Decimal  # as written: 1.3 for 1.3万台; 3 for 前三
    value_max: Decimal | None  # of a range
    unit: str  # as written: 万台, %, 个百分点; "" where there is none
    base_value: Decimal
    base_value_max: Decimal | None
    base_unit: str
    comparator: Comparator
    hedges: tuple[str, ...] = ()
    kind: str = "count"  # count, percent, points, multiple, fraction, rank, implied
    implied: bool = False


class Figure(NamedTuple):
    """One quantitative statement: an analyst would sign this row."""

    span: Span  # the number with its hedge and unit
    text: str  # those characters (layout breaks as they stand)
    clause: str  # the clause it was read from, joined
    clause_span: Span
    passage: int  # position of its passage
    metric: str
    value: Decimal
    value_max: Decimal | None
    unit: str
    base_value: Decimal
    base_value_max: Decimal | None
    base_unit: str
    comparator: Comparator
    tense: Tense
    tense_reason: str
    measure: Measure
    direction: Direction | None
    implied: bool
    period: Period | None
    scope: str | None
    subject: str | None = None
    previous_value: Decimal | None = None  # 从 A 提高到 B: A, in the unit of `value`
    hedges: tuple[str, ...] = ()
    #: index, in the same list, of the whole that 其中 refers to, or of the amount that a share or growth is said of
    part_of: int | None = None
    corrected: bool = False  # whether an analyst made or changed it


class Milestone(NamedTuple):
    """A stage of a named project that carries no number."""

    span: Span
    text: str
    passage: int
    project: str
    stage: str  # one of the ordered stages in archive/data
    tense: Tense
    period: Period | None


@dataclass(frozen=True, slots=True)
class Theme:
    """A recurring fixed formulation (提法) with its other wordings."""

    name: str
    category: str
    origin: Literal["lexicon", "discovered"]
    aliases: tuple[str, ...] = ()


class ThemeMention(NamedTuple):
    """One occurrence of a theme."""

    theme: str
    span: Span
    text: str
    passage: int


@dataclass(frozen=True, slots=True)
class Source:
    """The version that something was read from, with the facts a comparison needs about its document."""

    slug: str
    number: int
    title: str | None = None
    kind: str | None = None
    series: str | None = None
    region: str | None = None
    publisher: str | None = None
    published_on: date | None = None
    date_basis: Basis | None = None
    year: int | None = None
    version_id: int | None = None

    @property
    def address(self) -> str:
        """How the version is named to a person: ``SLUG@N``."""
        return f"{self.slug}@{self.number}"


@dataclass(frozen=True, slots=True)
class AnalysedVersion:
    """A version with everything derived from it: what comparisons take, one or many of them."""

    source: Source
    text: str
    passages: tuple[Passage, ...]
    figures: tuple[Figure, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    mentions: tuple[ThemeMention, ...] = ()
    articles: tuple[Article, ...] = ()


@dataclass(frozen=True, slots=True)
class FigureAt:
    """A figure of one of several versions, by position in each list."""

    version: int
    figure: int


@dataclass(frozen=True, slots=True)
class FigurePair:
    """Two figures that belong side by side.

    `a` is the target, plan, whole or earlier one, `b` the actual, part or later one.
    """

    a: FigureAt
    b: FigureAt
    relation: Relation
    comparability: Comparability
    change_abs: Decimal | None = None  # b - a, in the base unit
    change_pct: Decimal | None = None
    completion_pct: Decimal | None = None
    share_pct: Decimal | None = None
    bound: str | None = None  # exact, vs_floor, lower_vs_floor, approx …
    note: str = ""
    reasons: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class MilestonePair:
    """Two stages of one project: `a` the earlier or promised one."""

    a: FigureAt  # here `figure` counts milestones
    b: FigureAt
    note: str = ""
