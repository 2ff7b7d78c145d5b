"""What became of a theme between two sets of documents, how sure that is, and the sentence to print."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from archive.analysis.theme_key import theme_key
from archive.comparing.coverage import Coverage, Side
from archive.comparing.rates import RateRatio

Status = Literal["continued", "risen", "fallen", "reworded", "succeeded", "new", "not seen"]
Confidence = Literal["high", "moderate", "low", "none"]

#: The status when the sides are swapped; `succeeded` read backwards is `new`.
SWAPPED: dict[Status, Status] = {
    "continued": "continued",
    "risen": "fallen",
    "fallen": "risen",
    "reworded": "reworded",
    "succeeded": "new",
    "new": "not seen",
    "not seen": "new",
}

#: A ratio known to lie within these bounds is as good as unchanged.
STEADY = (0.5, 2.0)

#: Of the shorter wording, more than this share of characters stands in the longer one too, or the two are not akin.
KIN = 0.5
_LEFT_OUT = str.maketrans("", "", "、,;的")


@dataclass(frozen=True, slots=True)
class Successor:
    """The theme that the lexicon names as another's successor, with its mentions on either side."""

    name: str
    earlier: int
    later: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """A status with its confidence and the sentences that say both."""

    status: Status
    confidence: Confidence
    sentence: str
    sentence_zh: str


def status_of(earlier: int, later: int, ratio: RateRatio, reworded: bool, succeeded: bool) -> Status:
    """What became of a theme with so many mentions on either side (at least one in all)."""
    if later == 0:
        return "succeeded" if succeeded else "not seen"
    if earlier == 0:
        return "new"
    if reworded:
        return "reworded"
    if ratio.excludes_one:
        return "risen" if ratio.low > 1 else "fallen"
    return "continued"


def confidence_of(earlier: int, later: int, ratio: RateRatio, coverage: Coverage) -> Confidence:
    """How far the counts carry, told by the interval and by whether the sides hold like texts in like amounts."""
    if coverage.says_nothing:
        return "none"
    if coverage.earlier.repeats or coverage.later.repeats:
        return "low"  # the mentions are no independent ones
    if coverage.lopsided and not (earlier and later):
        return "low"  # a side that speaks of other things, or far less, may pass over what it would else have said
    settled = ratio.excludes_one or (ratio.low >= STEADY[0] and ratio.high is not None and ratio.high <= STEADY[1])
    if settled:
        return "moderate" if coverage.lopsided else "high"
    if earlier and later and earlier + later >= 10 and not coverage.lopsided:
        return "moderate"
    return "low"


def is_reworded(earlier: tuple[str, ...], later: tuple[str, ...], known: tuple[str, ...] = ()) -> bool:
    """Whether two sides say a thing in wordings that are akin and yet none is only a shorter form of one of the other.

    Where wordings of both sides hold one and the same of the `known` wordings of the theme, they say it alike and
    differ in what stands around it.

    >>> is_reworded(("商文旅体", "文商旅"), ("文旅商展",)), is_reworded(("垃圾分类",), ("生活垃圾分类",))
    (True, False)
    >>> is_reworded(("棚改",), ("棚户区改造",)), is_reworded(("公共文化活动",), ("公共文化设施",), ("公共文化",))
    (False, False)
    """
    one, two = [_bare(wording) for wording in earlier], [_bare(wording) for wording in later]
    if any(_shortens(a, b) or _shortens(b, a) for a in one for b in two):
        return False
    if any(any(core in a for a in one) and any(core in b for b in two) for core in map(_bare, known)):
        return False
    shared = (Counter(one[0]) & Counter(two[0])).total()
    return shared / min(len(one[0]), len(two[0])) > KIN


def _bare(wording: str) -> str:
    """A wording's key without the signs and the particle that a writer may as well leave out."""
    key = theme_key(wording)
    return key.translate(_LEFT_OUT) or key


def _shortens(short: str, long: str) -> bool:
    """Whether a wording is another one with characters left out: 棚改 of 棚户区改造."""
    rest = iter(long)
    return all(char in rest for char in short)


def verdict_of(
    theme: str,
    counts: tuple[int, int],
    ratio: RateRatio,
    coverage: Coverage,
    wordings: tuple[tuple[str, ...], tuple[str, ...]],
    known: tuple[str, ...],
    told: tuple[str, str],
    successor: Successor | None,
) -> Verdict:
    """The status of a theme with the sentences an analyst could print.

    `known` are its wordings in the lexicon, `told` the one of either side that is named where they changed.
    """
    earlier, later = counts
    reworded = bool(earlier and later) and is_reworded(*wordings, known)
    status = status_of(earlier, later, ratio, reworded, successor is not None)
    confidence = confidence_of(earlier, later, ratio, coverage)
    return Verdict(
        status,
        confidence,
        _english(theme, status, confidence, counts, ratio, coverage, told, successor),
        _chinese(theme, status, confidence, counts, ratio, coverage, told, successor),
    )


def _english(
    theme: str,
    status: Status,
    confidence: Confidence,
    counts: tuple[int, int],
    ratio: RateRatio,
    coverage: Coverage,
    told: tuple[str, str],
    successor: Successor | None,
) -> str:
    one, two = coverage.earlier, coverage.later
    said = f"{_times(counts[0])} in {one.label} and {_times(counts[1])} in {two.label}"
    match status:
        case "not seen" | "succeeded":
            text = f"{theme}: {_times(counts[0])} in {one.label}, not seen in this corpus for {two.label}"
            text += _behind(two)
            if successor:
                text += f"; what follows on it, {successor.name}, is said {_times(successor.later)} there"
                text += f" ({_times(successor.earlier)} in {one.label})" if successor.earlier else ""
        case "new":
            text = f"{theme}: {_times(counts[1])} in {two.label}, not seen in this corpus for {one.label}" + _behind(
                one
            )
        case "reworded":
            text = f"{theme}: said as {told[0]} in {one.label} and as {told[1]} in {two.label}"
        case "risen" | "fallen":
            word = "oftener" if status == "risen" else "less often"
            text = f"{theme}: said {word} in {two.label}, {_ratio(ratio)} for the same length of text ({said})"
        case _:
            text = f"{theme}: {said}; no clear change in how often"
    return f"{text}. Confidence: {confidence}."


def _behind(side: Side) -> str:
    if side.characters == 0:
        return ", which has no text"
    plural = "s" * (side.documents != 1)
    return f", which has {side.documents} document{plural} of {side.characters:,} characters"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _ratio(ratio: RateRatio) -> str:
    high = f"{ratio.high:.2f}" if ratio.high is not None else "∞"
    return f"{ratio.value:.2f} times as often (95 % interval {ratio.low:.2f} to {high})"


_CONFIDENCE_ZH: dict[Confidence, str] = {"high": "较高", "moderate": "中等", "low": "较低", "none": "无法判断"}


def _chinese(
    theme: str,
    status: Status,
    confidence: Confidence,
    counts: tuple[int, int],
    ratio: RateRatio,
    coverage: Coverage,
    told: tuple[str, str],
    successor: Successor | None,
) -> str:
    one, two = coverage.earlier, coverage.later
    name = _in_quotes(theme)
    said = f"{one.label}出现{counts[0]}次、{two.label}出现{counts[1]}次"
    match status:
        case "not seen" | "succeeded":
            text = f"{name}{one.label}出现{counts[0]}次，{two.label}在本语料（{_size_zh(two)}）中未见"
            if successor:
                text += f"；其后续提法{_in_quotes(successor.name)}{two.label}出现{successor.later}次"
                text += f"（{one.label}已出现{successor.earlier}次）" if successor.earlier else ""
        case "new":
            text = f"{name}{two.label}出现{counts[1]}次，{one.label}在本语料（{_size_zh(one)}）中未见"
        case "reworded":
            before, after = map(_in_quotes, told)
            text = f"{name}表述有变：{one.label}为{before}，{two.label}为{after}"
        case "risen" | "fallen":
            high = f"{ratio.high:.2f}" if ratio.high is not None else "∞"
            text = (
                f"{name}{'上升' if status == 'risen' else '下降'}：{said}，"
                f"按篇幅折算为{ratio.value:.2f}倍（95%区间{ratio.low:.2f}—{high}）"
            )
        case _:
            text = f"{name}延续：{said}，提及频度无明显变化"
    return f"{text}。可信度：{_CONFIDENCE_ZH[confidence]}。"


def _in_quotes(words: str) -> str:
    """`words` in quotation marks, those inside single: “‘五宜’朝阳”."""
    return f"“{words.replace('“', '‘').replace('”', '’')}”"


def _size_zh(side: Side) -> str:
    return f"{side.documents}篇、{side.characters:,}字" if side.characters else "无文本"
