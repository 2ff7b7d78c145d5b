"""How much text of which kinds stands on each side: what comes before any claim."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from archive.model import AnalysedVersion, Source, content_length

#: One side with this many times the other's characters is not compared without a word of warning.
LOPSIDED = 3.0
#: A side of which less than this share is left when every sentence counts once says the same thing over and over.
LEAST_DISTINCT = 0.25
_SENTENCE = re.compile(r"[^。！？!?；;]+")


@dataclass(frozen=True, slots=True)
class Side:
    """The text on one side of a comparison."""

    label: str
    addresses: tuple[str, ...]
    characters: int  # of content, white space and furniture left out
    kinds: tuple[tuple[str, int], ...]  # with how many documents each
    series: tuple[tuple[str, int], ...]
    repeats: bool  # whether most of it are the same sentences again
    truncated_articles: int  # articles that go on on a page that is not in the archive
    first: str | None  # dates of publication, YYYY-MM-DD
    last: str | None
    sources: tuple[Source, ...] = field(default=(), repr=False, compare=False)  # in the order of `addresses`

    @property
    def documents(self) -> int:
        """How many versions stand on this side."""
        return len(self.addresses)

    def to_dict(self) -> dict[str, Any]:
        """The record as JSON carries it."""
        return {
            "label": self.label,
            "documents": self.documents,
            "characters": self.characters,
            "kinds": dict(self.kinds),
            "series": dict(self.series),
            "repeats": self.repeats,
            "truncated_articles": self.truncated_articles,
            "first": self.first,
            "last": self.last,
            "versions": list(self.addresses),
        }


@dataclass(frozen=True, slots=True)
class Coverage:
    """Both sides, whether they weigh alike, and what to do where they do not."""

    earlier: Side
    later: Side
    shared_documents: tuple[str, ...]
    lopsided: bool
    advice: tuple[str, ...]
    statement: str
    statement_zh: str

    @property
    def says_nothing(self) -> bool:
        """Whether no change can be read off it: a side has no text, or both are the same documents."""
        return not (self.earlier.characters and self.later.characters) or self.earlier.addresses == self.later.addresses

    def to_dict(self) -> dict[str, Any]:
        """The record as JSON carries it."""
        return {
            "earlier": self.earlier.to_dict(),
            "later": self.later.to_dict(),
            "shared_documents": list(self.shared_documents),
            "lopsided": self.lopsided,
            "advice": list(self.advice),
            "statement": self.statement,
            "statement_zh": self.statement_zh,
        }


def side_of(versions: Sequence[AnalysedVersion], label: str) -> Side:
    """What stands on one side."""
    days = sorted(v.source.published_on.isoformat() for v in versions if v.source.published_on)
    return Side(
        label=label,
        addresses=tuple(sorted(version.source.address for version in versions)),
        characters=sum(content_length((p.kind, p.text) for p in version.passages) for version in versions),
        kinds=_counted([version.source.kind for version in versions]),
        series=_counted([version.source.series for version in versions]),
        repeats=_repeats(versions),
        truncated_articles=sum(article.truncated for version in versions for article in version.articles),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        sources=tuple(sorted((version.source for version in versions), key=lambda source: source.address)),
    )


def coverage_of(earlier: Side, later: Side) -> Coverage:
    """Both sides with a plain statement of what they can carry."""
    more, less = max(earlier.characters, later.characters), min(earlier.characters, later.characters)
    unlike_kinds = {kind for kind, _ in earlier.kinds} != {kind for kind, _ in later.kinds}
    uneven = less == 0 or more / less >= LOPSIDED
    lopsided = (more > 0 and uneven) or unlike_kinds
    return Coverage(
        earlier=earlier,
        later=later,
        shared_documents=tuple(sorted(set(earlier.addresses) & set(later.addresses))),
        lopsided=lopsided,
        advice=_advice(earlier, later) if lopsided else (),
        statement=_statement(earlier, later, uneven, unlike_kinds),
        statement_zh=_statement_zh(earlier, later, uneven, unlike_kinds),
    )


def _counted(values: Sequence[str | None]) -> tuple[tuple[str, int], ...]:
    counts = Counter(value for value in values if value)
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _repeats(versions: Sequence[AnalysedVersion]) -> bool:
    sentences = [
        sentence.strip()
        for version in versions
        for passage in version.passages
        if passage.is_content
        for sentence in _SENTENCE.findall(passage.text)
    ]
    return sum(map(len, set(sentences))) < LEAST_DISTINCT * sum(map(len, sentences))


def _advice(earlier: Side, later: Side) -> tuple[str, ...]:
    shared_series = sorted({name for name, _ in earlier.series} & {name for name, _ in later.series})
    shared_kinds = sorted({name for name, _ in earlier.kinds} & {name for name, _ in later.kinds})
    advice = [f"compare like with like: --series {name}" for name in shared_series]
    advice += [f"compare like with like: --kind {name}" for name in shared_kinds]
    if not advice:
        advice.append("no series and no kind stands on both sides: add documents before reading anything into absences")
    return tuple(advice)


def _is_turned_round(earlier: Side, later: Side) -> bool:
    return bool(earlier.first and later.last and earlier.first > later.last)


def _statement(earlier: Side, later: Side, uneven: bool, unlike_kinds: bool) -> str:
    parts = [
        f"{side.label}: {side.documents} document{'s' * (side.documents != 1)}, {side.characters:,} characters"
        + (f" ({', '.join(f'{kind} {count}' for kind, count in side.kinds)})" if side.kinds else "")
        for side in (earlier, later)
    ]
    text = "; ".join(parts) + "."
    empty = [side.label for side in (earlier, later) if side.characters == 0]
    if empty:
        return f"{text} Nothing can be said of a change: there is no text for {' and '.join(dict.fromkeys(empty))}."
    if earlier.addresses == later.addresses:
        return f"{text} Nothing can be said of a change: the same documents stand on both sides."
    if _is_turned_round(earlier, later):
        text += " The first side is the later one: what is called new here is what was said before."
    if set(earlier.addresses) & set(later.addresses):
        text += " Some documents stand on both sides; what they say counts for both."
    for side in (earlier, later):
        if side.repeats:
            text += f" Most of {side.label} is the same sentences again, and they count each time."
    if uneven:
        text += (
            " One side has much more text: what is not seen on the smaller side may only be missing from this corpus."
        )
    if unlike_kinds:
        text += " The sides hold different kinds of document, which speak of different things."
    if earlier.truncated_articles or later.truncated_articles:
        text += " Some articles go on on pages that are not in the archive."
    return text


def _statement_zh(earlier: Side, later: Side, uneven: bool, unlike_kinds: bool) -> str:
    parts = [
        f"{side.label}：{side.documents}篇，{side.characters:,}字"
        + (f"（{'、'.join(f'{kind}{count}篇' for kind, count in side.kinds)}）" if side.kinds else "")
        for side in (earlier, later)
    ]
    text = "；".join(parts) + "。"
    empty = [side.label for side in (earlier, later) if side.characters == 0]
    if empty:
        return f"{text}{'、'.join(dict.fromkeys(empty))}没有文本，不能判断变化。"
    if earlier.addresses == later.addresses:
        return f"{text}两边是同样的文件，不能判断变化。"
    if _is_turned_round(earlier, later):
        text += "前一边的文件晚于后一边，这里的“新出现”是早先的提法。"
    if set(earlier.addresses) & set(later.addresses):
        text += "部分文件两边都有，其内容两边都计。"
    for side in (earlier, later):
        if side.repeats:
            text += f"{side.label}多为同样语句的重复，次数照计。"
    if uneven:
        text += "两边篇幅悬殊，篇幅小的一边“未见”，只说明本语料未收录。"
    if unlike_kinds:
        text += "两边文种不同，所谈内容本有差别。"
    if earlier.truncated_articles or later.truncated_articles:
        text += "部分报道转版，续文不在库中。"
    return text
