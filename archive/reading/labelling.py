"""What each logical line is by itself: furniture, a credit, a heading, an article of a law, a list item, a row."""

from __future__ import annotations

import re
from itertools import pairwise

from archive.reading.blocks import Block, cover
from archive.reading.characters import ends_sentence
from archive.reading.headings import article_number, article_value, heading_rank, marks, numbered, tight_article
from archive.reading.layout_words import LayoutWords, layout_words
from archive.reading.word_lists import one_of

_BULLET = re.compile(r"[•·●■◆▲□○★*+-]\s|[•●◆▪►▶◇](?=[一-鿿“\d])(?!.*[•●◆▪►▶◇])")
_CELLS = re.compile(r"\S\s{2,}\S+\s{2,}\S|^\|.*\|$|\t")
_OF_A_DAY = re.compile(r"\d\s*[期日号]|[一二三四五六七八九十]日|星期")
_OF_A_PAGE = re.compile(r"[期版]|星期")
_OF_A_PAPER = re.compile(one_of("layout", "of_papers"))  # in a masthead, and in no bulletin's
_PAGE_NUMBER = re.compile(r"[①-⑳]|0?\d{1,2}")
_PLAIN, _PLAIN_RANK = 24, 35  # how long a heading without a number may be; it is outside 一、
_NAME_BELOW = 3  # lines under a masthead in which the paper's name may have landed
_ITEM_RANK = 60  # of 1.
_CHAPTER = range(10, 31)
_HEAD = 40  # how many lines a masthead may take
_LONGEST_CREDIT = 100


def label(text: str, blocks: list[Block]) -> bool:
    """Give each block its kind and level; return whether the text is a newspaper page.

    A page shows by its masthead (issue number, date, who runs it) or by two articles that open with 本报讯.
    """
    words = layout_words()
    mastheads = _label_masthead(blocks, words)
    openings = jumps = last = 0
    in_article = False
    before: Block | None = None
    for block in blocks:
        if block.kind == "masthead":
            continue
        _label_one(text, block, words)
        if block.kind == "paragraph" and block.article_number is None:
            block.article_number = tight_article(block.folded, last)
        if block.article_number is not None:
            last = article_value(block.article_number)
        in_article = block.article_number is not None or (in_article and block.level not in _CHAPTER)
        listed = in_article or (before is not None and before.kind == "list_item" and before.folded[-1] == ";")
        if block.kind == "heading" and not block.marks and (block.level or 0) >= 50 and listed:
            block.kind, block.level = "list_item", None  # (一) inside an article, or after (…): and (…); items
        before = block
        openings += block.kind == "paragraph" and words.opening.match(block.folded) is not None
        jumps += block.kind == "jump"
    _label_contents(blocks)
    _label_numbered_lists(blocks)
    is_page = mastheads >= 2 or openings >= 2 or (openings == 1 and jumps > 0)
    _label_page_numbers(blocks)
    if not is_page:
        _label_plain_headings(blocks, words)
    return is_page


def _label_numbered_lists(blocks: list[Block]) -> None:
    """Mark numbered lines as items where nothing stands under any of them: 1.改建床位220张 2.新增食堂1家 3.…"""
    run: list[Block] = []
    for block in [*blocks, None]:
        if block is not None and block.kind == "heading" and (block.level or 0) >= _ITEM_RANK and not block.marks:
            if run and run[-1].level != block.level:
                run = _end_list(run, ended=(block.level or 0) < (run[-1].level or 0))
            run.append(block)
        elif run:
            run = _end_list(run, ended=block is None or (block.kind == "heading" and not block.marks))


def _end_list(run: list[Block], *, ended: bool) -> list[Block]:
    """Mark the headings in a row as items of a list; the last heads what follows unless the list has `ended`."""
    for block in run if ended else run[:-1]:
        if len(run) > 1:
            block.kind, block.level = "list_item", None
    return []


def _label_page_numbers(blocks: list[Block]) -> None:
    """Mark bare numbers on lines of their own that count the pages: 1 … 2 … 3, text between them."""
    alone = [
        at
        for at, block in enumerate(blocks)
        if block.kind == "paragraph" and len(block.folded) <= 3 and block.folded.isdecimal()
    ]
    values = [int(blocks[at].folded) for at in alone]
    if len(alone) < 2 or any(later != value + 1 for value, later in pairwise(values)):
        return
    if all(later > at + 1 for at, later in pairwise(alone)):
        for at in alone:
            blocks[at].kind = "page_number"


def _label_plain_headings(blocks: list[Block], words: LayoutWords) -> None:
    """Mark the headings without a number that name a year's work, below the title: 2013年工作回顾."""
    for block in blocks[1:]:
        if block.kind == "paragraph" and len(block.folded) <= _PLAIN and words.plain_heading.fullmatch(block.folded):
            block.kind, block.level = "heading", _PLAIN_RANK


def _label_masthead(blocks: list[Block], words: LayoutWords) -> int:
    """Mark the masthead before the first body text, the paper's name and odd lines between its lines included.

    Returns how many lines it has; none where no issue or day is among them: a web page names who runs it, too.
    """
    pattern = words.furniture[1][1]
    head: list[int] = []
    for index, block in enumerate(blocks[:_HEAD]):
        folded = block.folded.lstrip("# ")
        if len(folded) > 60 or ends_sentence(folded):
            break
        told = _masthead_parts(folded, pattern, words)
        if told:
            head += [index] * min(told, 2)
    if len(head) == 1 and _OF_A_PAGE.search(blocks[head[0]].folded):
        near = range(max(head[0] - _NAME_BELOW, 0), min(head[0] + _NAME_BELOW + 1, len(blocks)))
        head += [at for at in near if at != head[0] and _is_paper(blocks[at], words)]
        head.sort()
    if len(head) < 2 or _is_bulletin(blocks, head, words):
        return 0
    for index, block in enumerate(blocks[: head[-1] + 1 + _NAME_BELOW]):
        name = _is_name(block.folded.lstrip("# "), words)
        between = head[0] < index < head[-1] and len(block.folded) <= 16 and _near(index, head)
        if index in head or name or between:
            _take_marks(block)
            block.kind = "masthead"
    return len(head) if any(_OF_A_DAY.search(blocks[index].folded) for index in head) else 0


def _is_paper(block: Block, words: LayoutWords) -> bool:
    """Whether a line is the name of a paper: 某某侨报, but not 天气预报."""
    return words.paper_name.fullmatch(block.folded.lstrip("# ")) is not None


def _is_bulletin(blocks: list[Block], head: list[int], words: LayoutWords) -> bool:
    """Whether an issue and a day are those of an office's bulletin beside them, not of a paper: 安全生产简报 第12期."""
    if any(_OF_A_PAPER.search(blocks[at].folded) for at in head):
        return False
    near = [
        block for block in blocks[max(head[0] - _NAME_BELOW, 0) : head[-1] + 1 + _NAME_BELOW] if len(block.folded) <= 24
    ]
    named = any(block.folded.rstrip("# ").endswith(words.bulletins) for block in near)
    return named and not any(_is_paper(block, words) for block in near)


def _masthead_parts(folded: str, pattern: re.Pattern[str], words: LayoutWords) -> int:
    """How much of a masthead a line is: 0 none, 1 a line of it, 2 the whole of it in one line.

    The name of the paper and that of the page count beside a day, an issue or a page: 某报 2023年11月24日 第2版 综合.
    """
    if pattern.fullmatch(folded):
        return 1
    parts = words.editors.sub("", folded).split()
    told = [part for part in parts if pattern.fullmatch(part) or _PAGE_NUMBER.fullmatch(part)]
    named = [part for part in parts if part not in told and _is_name(part, words)]
    called = [part for part in parts if part not in told and part not in named and words.section.fullmatch(part)]
    if not told or len(told) + len(named) + len(called) < len(parts):
        return 0
    if all(part.isdigit() for part in told) and not called:
        return 0
    return 2 if named and any(_OF_A_DAY.search(part) for part in told) and len(parts) > 2 else 1


def _is_name(part: str, words: LayoutWords) -> bool:
    return any(pattern.fullmatch(part) for pattern in (words.paper_name, words.paper_in_letters))


def _near(index: int, head: list[int]) -> bool:
    return any(other == index - 1 for other in head) and any(other == index + 1 for other in head)


def _take_marks(block: Block) -> None:
    """Leave the # marks of a heading out of it, before and after."""
    count, width = marks(block.folded)
    words = block.folded[width:].rstrip("# ")
    if count and words:
        block.marks = count
        block.spans = cover(block.spans, width, width + len(words))
        block.folded = words


def _label_one(text: str, block: Block, words: LayoutWords) -> None:
    _take_marks(block)
    folded = block.folded
    if len(folded) <= _LONGEST_CREDIT and not block.marks and (folded[-1] not in "。;!?…" or folded[0] == "("):
        kind = _kind_by_words(folded, words)
        if kind is not None:
            block.kind = kind
            return
    if block.marks:
        is_footer = dict(words.furniture)["footer"].fullmatch(folded) is not None  # 明日天气:…, 责任编辑:…
        block.kind, block.level = ("footer", None) if is_footer else ("heading", block.marks)
        return
    block.article_number = article_number(folded)
    if block.article_number is not None:
        return
    rank = heading_rank(folded)
    if rank is not None:
        block.kind, block.level = "heading", rank
    elif len(folded) <= 200 and _CELLS.search(folded) and not ends_sentence(folded):
        block.kind = "table_row"
    elif _BULLET.match(folded):
        block.kind = "list_item"
    else:
        number = numbered(folded)
        if number is not None and number.rank >= 50:
            block.kind = "list_item"


def _kind_by_words(folded: str, words: LayoutWords) -> str | None:
    """The kind of furniture or credit that the words of a line tell, or None."""
    for kind, pattern in words.furniture:
        if kind != "masthead" and pattern.fullmatch(folded):
            return kind
    if words.author.fullmatch(folded):
        return "byline"
    return next((kind for kind, pattern in words.credits if pattern.fullmatch(folded)), None)


def _label_contents(blocks: list[Block]) -> None:
    """Mark a table of contents: chapter headings in a row right after 目录, the same ones coming again with text."""
    for index, block in enumerate(blocks[:60]):
        if block.kind == "navigation" and block.folded.replace(" ", "") == "目录":
            for entry in blocks[index + 1 :]:
                if entry.kind != "heading" or entry.level not in _CHAPTER:
                    break
                entry.kind, entry.level = "navigation", None
            last = max(i for i, b in enumerate(blocks) if i == index or (i > index and b.kind == "navigation"))
            _restore_first_chapter(blocks, index, last)
            return


def _restore_first_chapter(blocks: list[Block], first: int, last: int) -> None:
    """The row of entries runs into the first real chapter where nothing stands between: its words came before."""
    seen: set[str] = set()
    again = False
    for block in blocks[first + 1 : last + 1]:
        key = block.folded.replace(" ", "")
        again = again or key in seen
        if again:
            block.kind, block.level = "heading", heading_rank(block.folded)
        seen.add(key)
