"""An article while its page is being read, and the record it becomes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from archive.model import Article, Span
from archive.reading.blocks import Block
from archive.reading.bylines import credited, names_in
from archive.reading.characters import BLANKS
from archive.reading.headlines import Headline
from archive.reading.wrapping import joined_text

_DATELINE = re.compile(r"^[^。,]{0,40}?((?:\d{4}年)?\d{1,2}月\d{1,2}日(?:上午|下午|晚上?|凌晨|清晨|中午)?)")


@dataclass(slots=True)
class Draft:
    """An article while the page is being read."""

    headline: Headline | None = None
    extra: list[Block] = field(default_factory=list)  # the other half of the headline
    body: list[Block] = field(default_factory=list)
    credits: list[Block] = field(default_factory=list)
    parts: list[Block] = field(default_factory=list)  # short lines in the body, taken for headings of its parts
    ended: bool = False


def headline_words(text: str, draft: Draft) -> str:
    """The headline of an article, whole: its lines and the half that landed elsewhere."""
    if draft.headline is None:
        return ""
    whole = " ".join(joined_text(text, line.spans) for line in draft.headline.lines)
    return whole + "".join(joined_text(text, piece.spans) for piece in draft.extra)


def article_of(text: str, draft: Draft) -> Article:
    """The article that a draft became."""
    headline = draft.headline
    lines = [*headline.lines, *draft.extra] if headline else []
    found: dict[str, str] = {}
    names: list[str] = []
    for credit in draft.credits:
        words = joined_text(text, credit.spans)
        if credit.kind == "byline":
            names += names_in(words)
        else:
            found.setdefault(credit.kind, words.strip("（）()" + BLANKS))
    first = draft.body[0].folded[:120] if draft.body else ""
    reporters, end = credited(first)
    names = reporters + names
    dateline = _DATELINE.match(first[end:])
    return Article(
        headline=headline_words(text, draft),
        headline_spans=tuple(span for line in lines for span in line.spans),
        body_spans=tuple(_body_spans(text, draft.body)),
        kicker=joined_text(text, headline.kicker.spans).rstrip("，,：:" + BLANKS)
        if headline and headline.kicker
        else None,
        subtitle=joined_text(text, headline.subtitle.spans) if headline and headline.subtitle else None,
        column=joined_text(text, headline.column.spans) if headline and headline.column else None,
        byline=tuple(dict.fromkeys(names)),
        dateline=dateline.group(1) if dateline else None,
        source=re.sub(r"^(来源|稿件来源|转自|据)[：:]?\s*", "", found["source"]) if "source" in found else None,
        jump=found.get("jump"),
    )


def _body_spans(text: str, body: list[Block]) -> list[Span]:
    """The ranges of a body, parted only by what belongs to something else."""
    merged: list[Span] = []
    for span in sorted(span for block in body for span in block.spans):
        if merged and not text[merged[-1].end : span.start].strip(BLANKS):
            merged[-1] = Span(merged[-1].start, span.end)
        else:
            merged.append(span)
    return merged
