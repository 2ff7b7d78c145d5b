"""A newspaper page → its articles, each with its headline wherever that landed.

No text is moved: an article names the ranges of its headline and of its body, and these may lie apart or in any order.
"""

from __future__ import annotations

import re
from itertools import chain

from archive.model import FURNITURE, Article
from archive.reading.blocks import JOINED, Block
from archive.reading.drafts import Draft, article_of, headline_words
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
from archive.reading.likeness import (
    bring_together,
    folded_lines,
    give_back,
    part_company,
    put_below_column,
    said_above,
    shared,
)

_SUBHEADING = 12
_COLUMNS = re.compile(r"[“\"]([^“”\"\n]{2,16})[”\"](?:等)?(?:专栏|栏目|专题)")
_DAY = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日")


def read_page(text: str, blocks: list[Block]) -> tuple[Article, ...]:
    """The articles of a newspaper page, in the order in which they begin; gives headlines and columns their kinds.

    A body that opens with 本报讯 begins an article. A body without a headline takes the spare one that follows it; a
    headline without a body is a teaser.
    """
    _name_columns(blocks)
    drafts: list[Draft] = []
    group: list[Block] = []
    spare: list[Headline] = []
    waiting: list[Block] = []  # credits under a headline
    reached = 0
    for block in list(blocks):
        if block.kind in FURNITURE or block.kind == "caption" or _signs(block, group, drafts):
            continue
        if is_headline_line(block) and block.start < reached:
            _place_displaced(block, drafts, spare)
        elif is_headline_line(block):
            group.append(block)
        elif block.kind in ("byline", "source", "jump"):
            continues = block.kind == "jump" and "上接" in block.folded
            if group and block.kind == "jump" and not continues:
                drafts += [
                    Draft(headline, credits=[block], ended=True) for headline in _read_group(text, blocks, group)
                ]
                group.clear()
            elif group or not drafts:
                waiting.append(block)
            elif continues:
                drafts.append(Draft(credits=[block]))
            else:
                drafts[-1].credits.append(block)
                drafts[-1].ended = True
        else:
            _add_body(text, blocks, drafts, group, waiting, spare, block)
            reached = max(reached, block.end)
    _close_page(text, blocks, drafts, group)
    give_back(drafts)
    part_company(drafts)
    _give_spare(drafts, spare)
    for draft in drafts:
        _mark(text, draft)
    blocks[:] = [block for block in blocks if block.kind != JOINED]
    articles = [article_of(text, draft) for draft in drafts if draft.headline is not None or draft.body]
    return tuple(sorted(articles, key=_begin))


def _name_columns(blocks: list[Block]) -> None:
    """Mark the lines that the page itself calls a column: 本报推出“数说五年”专栏."""
    called = {match.group(1) for block in blocks for match in _COLUMNS.finditer(block.folded)}
    for block in blocks:
        block.column = block.folded in called


def _signs(block: Block, group: list[Block], drafts: list[Draft]) -> bool:
    """Whether a line is the day that a notice on the page is signed with; the organ over it is no headline, then."""
    if block.kind != "source" or not _DAY.fullmatch(block.folded):
        return False
    if group and drafts and group[-1].folded.endswith(layout_words().signing_endings):
        group.pop()
    return True


def _begin(article: Article) -> int:
    return min(span.start for span in (*article.headline_spans, *article.body_spans))


def _add_body(
    text: str,
    blocks: list[Block],
    drafts: list[Draft],
    group: list[Block],
    waiting: list[Block],
    spare: list[Headline],
    block: Block,
) -> None:
    """Add a body block to the article it belongs to, beginning a new one where a headline or 本报讯 says so."""
    opens = layout_words().opening.match(block.folded) is not None
    if group and not opens and not waiting and _is_subheading(group, drafts, block):
        group[0].kind, group[0].level = "heading", 2
        drafts[-1].body += group
        drafts[-1].parts += group
        group.clear()
    if group:
        headless = bool(drafts) and drafts[-1].headline is None and bool(drafts[-1].body)
        if headless and (said := said_above(group, drafts[-1].body, block)):
            found = _read_group(text, blocks, said)
            drafts[-1].headline = found.pop()
            drafts[-1:-1] = [Draft(headline) for headline in found]
            headless = False
        headlines = _read_group(text, blocks, group) if group else []
        if headless and len(headlines) > 1:
            drafts[-1].headline = headlines.pop(0)
        bring_together(headlines, block)
        for headline in headlines[-1:]:
            put_below_column(headline, block)
        drafts += [Draft(headline) for headline in headlines]  # all but the last are teasers
        if not headlines and opens:
            drafts.append(Draft())
        group.clear()
    elif not drafts or (opens and drafts[-1].body):
        drafts.append(Draft())
    drafts[-1].credits += waiting
    waiting.clear()
    drafts[-1].body.append(block)


def _is_subheading(group: list[Block], drafts: list[Draft], following: Block) -> bool:
    """Whether a lone short line inside an article that has not ended heads a part of it.

    Where it says what follows it and not what stood before, it is the headline of the next article; so it is where it
    is a notice (遗失公告), or a credit stands under it.
    """
    if len(group) != 1 or not drafts or not drafts[-1].body or drafts[-1].ended or drafts[-1].headline is None:
        return False
    block = group[0]
    if is_column(block) or block.folded.endswith(layout_words().notice_endings):
        return False
    if block.marks:
        return block.marks > max(line.marks for line in drafts[-1].headline.lines) > 0
    said = shared(block.folded, [following])
    if said > 1 and said > shared(block.folded, chain(drafts[-1].headline.lines, drafts[-1].body)):
        return False
    return len(block.folded) <= _SUBHEADING


def _read_group(text: str, blocks: list[Block], group: list[Block]) -> list[Headline]:
    headlines, made = read_headlines(group)
    blocks += made
    headlines = merge_headlines(headlines)
    for headline in headlines:
        join_lines(text, headline)
    return headlines


def _place_displaced(block: Block, drafts: list[Draft], spare: list[Headline]) -> None:
    """A headline that landed inside a body: the other half of that article's own, or another article's."""
    draft = drafts[-1]
    if draft.headline is not None and is_half(folded_lines(draft.headline)):
        draft.extra.append(block)
    elif draft.headline is None:
        draft.headline = Headline([block])
    else:
        spare.append(Headline([block]))


def _close_page(text: str, blocks: list[Block], drafts: list[Draft], group: list[Block]) -> None:
    """Lines at the foot of a page: a missing headline, the column of the last article, or teasers."""
    if not group:
        return
    headlines = _read_group(text, blocks, group)
    for headline in headlines:
        last = drafts[-1] if drafts else None
        if last is not None and last.body and last.headline is None:
            last.headline = headline
        elif (
            last is not None
            and len(headlines) == 1
            and last.headline is not None
            and last.headline.column is None
            and not headline.marked
            and headline.kicker is None
            and headline.length <= 16
        ):
            last.headline.column = headline.lines[0]
        else:
            drafts.append(Draft(headline))


def _give_spare(drafts: list[Draft], spare: list[Headline]) -> None:
    for headline in spare:
        at = headline.lines[0].start
        headless = [draft for draft in drafts if draft.headline is None and draft.body]
        later = [draft for draft in headless if draft.body[0].start > at] or headless
        under_column = [
            draft
            for draft in drafts
            if draft.body and draft.headline and draft.body[0].start > at and _is_column_alone(draft.headline)
        ]
        if later:
            later[0].headline = headline
        elif under_column and under_column[0].headline:
            headline.column = under_column[0].headline.lines[0]
            under_column[0].headline = headline
        else:
            drafts.append(Draft(headline))


def _is_column_alone(headline: Headline) -> bool:
    """Whether the only line over a body is the name of a column: its headline landed elsewhere."""
    return len(headline.lines) == 1 and headline.column is None and is_column(headline.lines[0])


def _mark(text: str, draft: Draft) -> None:
    """Give the blocks of an article their kinds, and the words of its headline as the head of their path."""
    headline = draft.headline
    words = headline_words(text, draft)
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
