"""A newspaper page → its articles, each with its headline wherever that landed.

No text is moved: an article names the ranges of its headline and of its body, and these may lie apart or in any order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from archive.model import FURNITURE, Article, Span
from archive.reading.blocks import Block
from archive.reading.characters import BLANKS, is_han
from archive.reading.headlines import (
    Headline,
    is_column,
    is_half,
    is_headline_line,
    join_lines,
    merge_headlines,
    read_headlines,
)
from archive.reading.layout_words import layout_words
from archive.reading.wrapping import joined_text

_CREDITED = re.compile(r"^[^。]{0,12}?\(((?:首席|见习|实习|本报|特约|融媒|全媒体)*(?:记者|通讯员)[^()]{1,60})\)")
_REPORTERS = re.compile(r"^本报讯?\s*((?:首席|见习|实习)?(?:记者|通讯员)[^,。()\d]{2,30}?)(?:\s?报道|\s?(?=\d))")
_NOT_NAMES = re.compile(
    r"本报|本刊|新华社|首席|见习|实习|特约|特派|融媒体?|全媒体|记者|通讯员|撰稿人?|作者|摄影|供图|供稿|报道|图文|文图|[■□◆●○▲()/:]"
)
_LONE_SIGN = re.compile(r"(?<![一-鿿])[文图摄](?![一-鿿])")
_DATELINE = re.compile(r"^[^。,]{0,40}?((?:\d{4}年)?\d{1,2}月\d{1,2}日(?:上午|下午|晚上?|凌晨|清晨|中午)?)")
_SUBHEADING = 12
_FAR = 2_000


@dataclass(slots=True)
class _Draft:
    """An article while the page is being read."""

    headline: Headline | None = None
    extra: list[Block] = field(default_factory=list)  # the other half of the headline
    body: list[Block] = field(default_factory=list)
    credits: list[Block] = field(default_factory=list)
    parts: list[Block] = field(default_factory=list)  # short lines in the body, taken for headings of its parts
    ended: bool = False


def read_page(text: str, blocks: list[Block]) -> tuple[Article, ...]:
    """The articles of a newspaper page, in the order in which they begin; gives headlines and columns their kinds.

    A body that opens with 本报讯 begins an article. A body without a headline takes the spare one that follows it; a
    headline without a body is a teaser.
    """
    drafts: list[_Draft] = []
    group: list[Block] = []
    spare: list[Headline] = []
    waiting: list[Block] = []  # credits under a headline
    reached = 0
    for block in list(blocks):
        if block.kind in FURNITURE:
            continue
        if is_headline_line(block) and block.start < reached:
            _place_displaced(block, drafts, spare)
        elif is_headline_line(block):
            group.append(block)
        elif block.kind in ("byline", "source", "jump"):
            continues = block.kind == "jump" and "上接" in block.folded
            if group and block.kind == "jump" and not continues:
                drafts += [
                    _Draft(headline, credits=[block], ended=True) for headline in _read_group(text, blocks, group)
                ]
                group.clear()
            elif group or not drafts:
                waiting.append(block)
            elif continues:
                drafts.append(_Draft(credits=[block]))
            else:
                drafts[-1].credits.append(block)
                drafts[-1].ended = True
        else:
            _add_body(text, blocks, drafts, group, waiting, spare, block)
            reached = max(reached, block.end)
    _close_page(text, blocks, drafts, group)
    _give_back(drafts)
    _give_spare(drafts, spare)
    for draft in drafts:
        _mark(text, draft)
    articles = [_article(text, draft) for draft in drafts if draft.headline is not None or draft.body]
    return tuple(sorted(articles, key=_begin))


def _begin(article: Article) -> int:
    return min(span.start for span in (*article.headline_spans, *article.body_spans))


def _add_body(
    text: str,
    blocks: list[Block],
    drafts: list[_Draft],
    group: list[Block],
    waiting: list[Block],
    spare: list[Headline],
    block: Block,
) -> None:
    """Add a body block to the article it belongs to, beginning a new one where a headline or 本报讯 says so."""
    opens = layout_words().opening.match(block.folded) is not None
    if group and not opens and _is_subheading(group, drafts, block):
        group[0].kind, group[0].level = "heading", 2
        drafts[-1].body += group
        drafts[-1].parts += group
        group.clear()
    if group:
        headlines = _read_group(text, blocks, group)
        headless = bool(drafts) and drafts[-1].headline is None and bool(drafts[-1].body)
        if headless and (len(headlines) > 1 or (not opens and _is_of(headlines[0], drafts[-1].body, block))):
            drafts[-1].headline = headlines.pop(0)
        *teasers, last = headlines or [None]
        drafts += [_Draft(teaser) for teaser in teasers]
        if last is not None:
            drafts.append(_Draft(last))
        group.clear()
    elif not drafts or (opens and drafts[-1].body):
        drafts.append(_Draft())
    drafts[-1].credits += waiting
    waiting.clear()
    drafts[-1].body.append(block)


def _is_of(headline: Headline, body: list[Block], following: Block) -> bool:
    """Whether a headline under a body without one says what that body says, and not what follows it."""
    return _shared(_folded(headline), body) > _shared(_folded(headline), [following])


def _shared(words: str, body: list[Block]) -> int:
    """How many pairs of neighbouring characters of a headline stand in a body."""
    told = "".join(block.folded for block in body[:_FAR])[:_FAR]
    return sum(pair in told for pair in {words[at : at + 2] for at in range(len(words) - 1)})


def _give_back(drafts: list[_Draft]) -> None:
    """A short line in a body is the displaced headline of the next article where that has none and says the same."""
    for draft, following in pairwise(drafts):
        if following.headline is not None or not following.body:
            continue
        for part in draft.parts:
            others = [block for block in draft.body if block is not part]
            if _shared(part.folded, following.body) > max(_shared(part.folded, others), 1):
                following.headline = Headline([part])
                draft.body = others
                break


def _is_subheading(group: list[Block], drafts: list[_Draft], following: Block) -> bool:
    """Whether a lone short line inside an article that has not ended heads a part of it.

    Where it says what follows it and not what stood before, it is the headline of the next article.
    """
    if len(group) != 1 or not drafts or not drafts[-1].body or drafts[-1].ended or drafts[-1].headline is None:
        return False
    block = group[0]
    if is_column(block.folded):
        return False
    if block.marks:
        return block.marks > max(line.marks for line in drafts[-1].headline.lines) > 0
    said = _shared(block.folded, [following])
    if said > 1 and said > _shared(block.folded, [*drafts[-1].headline.lines, *drafts[-1].body]):
        return False
    return len(block.folded) <= _SUBHEADING


def _read_group(text: str, blocks: list[Block], group: list[Block]) -> list[Headline]:
    headlines, made = read_headlines(group)
    blocks += made
    headlines = merge_headlines(headlines)
    for headline in headlines:
        join_lines(text, headline, blocks)
    return headlines


def _place_displaced(block: Block, drafts: list[_Draft], spare: list[Headline]) -> None:
    """A headline that landed inside a body: the other half of that article's own, or another article's."""
    draft = drafts[-1]
    if draft.headline is not None and is_half(_folded(draft.headline)):
        draft.extra.append(block)
    elif draft.headline is None:
        draft.headline = Headline([block])
    else:
        spare.append(Headline([block]))


def _folded(headline: Headline) -> str:
    return " ".join(line.folded for line in headline.lines)


def _close_page(text: str, blocks: list[Block], drafts: list[_Draft], group: list[Block]) -> None:
    """Lines at the foot of a page: a missing headline, the column of the last article, or teasers."""
    if not group:
        return
    for headline in _read_group(text, blocks, group):
        last = drafts[-1] if drafts else None
        if last is not None and last.body and last.headline is None:
            last.headline = headline
        elif (
            last is not None
            and last.headline is not None
            and last.headline.column is None
            and not headline.marked
            and headline.kicker is None
            and headline.length <= 16
        ):
            last.headline.column = headline.lines[0]
        else:
            drafts.append(_Draft(headline))


def _give_spare(drafts: list[_Draft], spare: list[Headline]) -> None:
    for headline in spare:
        at = headline.lines[0].start
        headless = [draft for draft in drafts if draft.headline is None and draft.body]
        later = [draft for draft in headless if draft.body[0].start > at] or headless
        if later:
            later[0].headline = headline
        else:
            drafts.append(_Draft(headline))


def _mark(text: str, draft: _Draft) -> None:
    """Give the blocks of an article their kinds, and the words of its headline as the head of their path."""
    headline = draft.headline
    words = _headline_words(text, draft)
    if headline is not None:
        for line in (*headline.lines, *draft.extra):
            line.kind, line.level = "heading", 1
        for block, kind in ((headline.kicker, "kicker"), (headline.column, "column")):
            if block is not None:
                block.kind, block.level = kind, None
        if headline.subtitle is not None:
            headline.subtitle.kind, headline.subtitle.level, headline.subtitle.heads = "heading", 2, False
            headline.subtitle.headline = words or None
    for block in (*draft.body, *draft.credits):
        block.headline = words


def _headline_words(text: str, draft: _Draft) -> str:
    if draft.headline is None:
        return ""
    whole = " ".join(joined_text(text, line.spans) for line in draft.headline.lines)
    return whole + "".join(joined_text(text, piece.spans) for piece in draft.extra)


def _article(text: str, draft: _Draft) -> Article:
    headline = draft.headline
    lines = [*headline.lines, *draft.extra] if headline else []
    found: dict[str, str] = {}
    names: list[str] = []
    for credit in draft.credits:
        words = joined_text(text, credit.spans)
        if credit.kind == "byline":
            names += _names(words)
        else:
            found.setdefault(credit.kind, words.strip("（）()" + BLANKS))
    first = draft.body[0].folded[:120] if draft.body else ""
    credited = _CREDITED.match(first) or _REPORTERS.match(first)
    if credited:
        names = _names(credited.group(1)) + names
    dateline = _DATELINE.match(first[credited.end() :] if credited else first)
    return Article(
        headline=_headline_words(text, draft),
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


def _names(words: str) -> list[str]:
    """The names in a byline; a name spread by a space, 王 佳, is one.

    >>> _names("本报记者 张雯 王 佳 文/图")
    ['张雯', '王佳']
    """
    pieces = _LONE_SIGN.sub(" ", _NOT_NAMES.sub(" ", words.replace("（", "(").replace("）", ")"))).strip()
    found: list[str] = []
    alone = ""
    for piece in re.split(r"[\s、,，]+", pieces):
        if len(piece) == 1 and is_han(piece):
            if alone:
                found.append(alone + piece)
                alone = ""
            else:
                alone = piece
        elif 2 <= len(piece) <= 8:
            found.append(piece)
    return found
