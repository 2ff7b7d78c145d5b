"""A newspaper page → its articles, each with its headline wherever that landed.

No text is moved: an article names the ranges of its headline and of its body, and these may lie apart or in any order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain, pairwise

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

_SUBHEADING = 12
_COLUMNS = re.compile(r"[“\"]([^“”\"\n]{2,16})[”\"](?:等)?(?:专栏|栏目|专题)")
_DAY = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日")
_FAR = 1_000
_LONGEST_COLUMN = 12
_TOLD = 3  # pairs of characters


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
    _give_back(drafts)
    _part_company(drafts)
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
        if headless and (said := _said_above(group, drafts[-1].body, block)):
            found = _read_group(text, blocks, said)
            drafts[-1].headline = found.pop()
            drafts[-1:-1] = [Draft(headline) for headline in found]
            headless = False
        headlines = _read_group(text, blocks, group) if group else []
        if headless and len(headlines) > 1:
            drafts[-1].headline = headlines.pop(0)
        _bring_together(headlines, block)
        for headline in headlines[-1:]:
            _put_below_column(headline, block)
        drafts += [Draft(headline) for headline in headlines]  # all but the last are teasers
        if not headlines and opens:
            drafts.append(Draft())
        group.clear()
    elif not drafts or (opens and drafts[-1].body):
        drafts.append(Draft())
    drafts[-1].credits += waiting
    waiting.clear()
    drafts[-1].body.append(block)


def _bring_together(headlines: list[Headline], body: Block) -> None:
    """Of the headlines over one body, those that say what it says are lines of one: ## over ##."""
    while len(headlines) > 1:
        above, last = headlines[-2:]
        words = _folded(above)
        told = _shared(words, [body])
        if above.kicker or last.kicker or above.marked != last.marked or told < max(_TOLD, len(words) // 3):
            return
        last.lines = above.lines + last.lines
        last.column = last.column or above.column
        del headlines[-2]


def _put_below_column(headline: Headline, body: Block) -> None:
    """A short line over a headline that tells what the body does, and itself tells nothing of it, is a column."""
    below = headline.subtitle
    if below is None or headline.marked or headline.column or headline.kicker or len(headline.lines) > 1:
        return
    above = headline.lines[0]
    if above.spans[-1].end > below.start or len(above.folded) > _LONGEST_COLUMN:
        return
    if _shared(above.folded, [body]) <= 1 and _shared(below.folded, [body]) >= _TOLD:
        headline.column, headline.lines, headline.subtitle = above, [below], None


def _said_above(group: list[Block], body: list[Block], following: Block) -> list[Block]:
    """The first lines of `group`, taken out of it, that say what the body above says and not what follows them."""
    count = 0
    while count < len(group) and _shared(group[count].folded, body) > _shared(group[count].folded, [following]):
        count += 1
    said = group[:count]
    del group[:count]
    return said


def _shared(words: str, body: Iterable[Block]) -> int:
    """How many pairs of neighbouring characters of a headline stand in a body."""
    told, size = [], 0
    for block in body:
        told.append(block.folded[:_FAR])
        size += len(block.folded)
        if size >= _FAR:
            break
    near = "".join(told)[:_FAR]
    return sum(pair in near for pair in {words[at : at + 2] for at in range(len(words) - 1)})


def _give_back(drafts: list[Draft]) -> None:
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


def _part_company(drafts: list[Draft]) -> None:
    """A lone short line in a body, that says what follows it and not what stood before, begins an article."""
    for at in range(len(drafts) - 1, -1, -1):
        draft = drafts[at]
        part = draft.parts[0] if len(draft.parts) == 1 else None
        if part is None or part not in draft.body or draft.headline is None:
            continue
        where = draft.body.index(part)
        before, after = draft.body[:where], draft.body[where + 1 :]
        if (
            before
            and after
            and _shared(part.folded, after) > max(_shared(part.folded, [*draft.headline.lines, *before]), 1)
        ):
            credits = [credit for credit in draft.credits if credit.start > part.start]
            draft.body, draft.credits = before, [credit for credit in draft.credits if credit.start < part.start]
            drafts.insert(at + 1, Draft(Headline([part]), body=after, credits=credits, ended=draft.ended))


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
    said = _shared(block.folded, [following])
    if said > 1 and said > _shared(block.folded, chain(drafts[-1].headline.lines, drafts[-1].body)):
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
    if draft.headline is not None and is_half(_folded(draft.headline)):
        draft.extra.append(block)
    elif draft.headline is None:
        draft.headline = Headline([block])
    else:
        spare.append(Headline([block]))


def _folded(headline: Headline) -> str:
    return " ".join(line.folded for line in headline.lines)


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
        if later:
            later[0].headline = headline
        else:
            drafts.append(Draft(headline))


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
