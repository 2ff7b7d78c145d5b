"""Articles of a law: which were changed, put in, taken out, and which only have another number now."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from archive.diffing.records import ArticleChange, Block
from archive.diffing.units import same_but_layout

_NUMERAL = "[零〇一二三四五六七八九十百千0-9]+"
# A search for a line end is quick; so the texts that are searched begin with one.
_HEAD = re.compile(
    rf"\n[^\S\n]*+(?:(?P<article>第{_NUMERAL}条(?:之{_NUMERAL})?)(?=[\s：:]|\Z)|第{_NUMERAL}[编章节](?=\s|\Z))"
)
_REFERENCE = re.compile(rf"第{_NUMERAL}条(?:之{_NUMERAL})?")
#: The share of the shorter article that must have been kept for two articles to be one.
KEPT = 0.4


class LawArticle(NamedTuple):
    """An article with its number; `start` is where the number begins."""

    number: str
    start: int
    end: int


def with_articles(old: str, new: str, blocks: Sequence[Block]) -> tuple[list[Block], list[ArticleChange]]:
    """The same blocks, those where only an article's number changed marked `renumber`, and the list of articles.

    The list is in the order of the new text and leaves out what stayed as it was; both are empty of marks where the
    texts are no laws.
    """
    olds = read_articles(old)
    news = read_articles(new) if olds else []
    if not news:
        return list(blocks), []
    partner = _partners(olds, news, blocks)
    numbers = {olds[i].number: news[j].number for i, j in partner.items()}
    marked = [block if block.op != "replace" else _renumbered(old, new, block, numbers) for block in blocks]
    return marked, list(_changes(old, new, olds, news, partner, numbers))


def read_articles(text: str) -> list[LawArticle]:
    """The articles of a law, each up to the next one or the next chapter; an empty list for any other text.

    >>> [article.number for article in read_articles("第一条 甲。\\n第二条 乙。\\n第二章 丙")]
    ['第一条', '第二条']
    """
    heads = list(_HEAD.finditer("\n" + text))
    ends = [*[head.start() for head in heads[1:]], len(text)]
    articles = [
        LawArticle(head["article"], head.start("article") - 1, end)
        for head, end in zip(heads, ends, strict=False)
        if head["article"]
    ]
    return articles if len(articles) > 1 else []


def _partners(olds: Sequence[LawArticle], news: Sequence[LawArticle], blocks: Sequence[Block]) -> dict[int, int]:
    """For each old article the new one that kept most of it, where each is the other's best.

    What kept little is still the same article where the passage that begins it was rewritten in place.
    """
    kept: defaultdict[tuple[int, int], int] = defaultdict(int)
    old_starts, new_starts = [article.start for article in olds], [article.start for article in news]
    old_borders, new_borders = [*old_starts, sys.maxsize], [*new_starts, sys.maxsize]
    for start, end, shift in _equal_stretches(blocks):
        at = start
        while at < end:
            i, j = bisect_right(old_starts, at), bisect_right(new_starts, at + shift)
            stop = min(end, old_borders[i], new_borders[j] - shift)
            if i and j:
                kept[i - 1, j - 1] += stop - at
            at = stop
    best_new: dict[int, tuple[int, int]] = {}
    best_old: dict[int, tuple[int, int]] = {}
    for (i, j), count in sorted(kept.items()):
        best_new[i] = max(best_new.get(i, (0, 0)), (count, -j))
        best_old[j] = max(best_old.get(j, (0, 0)), (count, -i))
    partner = {
        i: -best_new[i][1]
        for i in sorted(best_new)
        if best_old[-best_new[i][1]][1] == -i and best_new[i][0] >= KEPT * _shorter(olds[i], news[-best_new[i][1]])
    }
    taken = set(partner.values())
    for block in blocks:
        if block.op == "replace" and len(block.old) == 1 == len(block.new):
            i, j = bisect_left(old_starts, block.old[0][0]), bisect_left(new_starts, block.new[0][0])
            begin_here = (
                i < len(olds) and j < len(news) and olds[i].start < block.old[0][1] and news[j].start < block.new[0][1]
            )
            if begin_here and i not in partner and j not in taken:
                partner[i] = j
                taken.add(j)
    return partner


def _shorter(old: LawArticle, new: LawArticle) -> int:
    return min(article.end - article.start - len(article.number) for article in (old, new))


def _equal_stretches(blocks: Sequence[Block]) -> Iterator[tuple[int, int, int]]:
    """Where each equal stretch begins and ends in the old text, and how much further on it stands in the new one."""
    for block in blocks:
        if not block.old or not block.new:
            continue
        (old_at, old_end), new_at = block.old[0], block.new[0][0]
        if block.op == "equal":
            yield old_at, old_end, new_at - old_at
        if len(block.old) == 1 == len(block.new):
            for gone, come, kept in block.steps:
                old_at, new_at = old_at + gone, new_at + come
                if kept:
                    yield old_at, old_at + kept, new_at - old_at
                old_at, new_at = old_at + kept, new_at + kept
            continue
        for _, before, after in block.stretches():
            if before and after:
                yield *before, after[0] - before[0]


def _changes(
    old: str,
    new: str,
    olds: Sequence[LawArticle],
    news: Sequence[LawArticle],
    partner: Mapping[int, int],
    numbers: Mapping[str, str],
) -> Iterator[ArticleChange]:
    origin = {j: i for i, j in partner.items()}
    gone = [i for i in range(len(olds)) if i not in partner]
    for j, article in enumerate(news):
        if j not in origin:
            yield ArticleChange("insert", None, article.number)
            continue
        i = origin[j]
        while gone and gone[0] < i:
            yield ArticleChange("delete", olds[gone.pop(0)].number, None)
        before, after = _body(old, olds[i]), _body(new, article)
        same_number = olds[i].number == article.number
        if not same_but_layout(before, after) and (
            same_number or not same_but_layout(_renamed(before, numbers), after)
        ):
            yield ArticleChange("modify", olds[i].number, article.number)
        elif not same_number:
            yield ArticleChange("renumber", olds[i].number, article.number)
    for i in gone:
        yield ArticleChange("delete", olds[i].number, None)


def _body(text: str, article: LawArticle) -> str:
    return text[article.start + len(article.number) : article.end]


def _renamed(text: str, numbers: Mapping[str, str]) -> str:
    """`text` with its references led on to the new numbers of the articles."""
    return _REFERENCE.sub(lambda reference: numbers.get(reference[0], reference[0]), text)


def _renumbered(old: str, new: str, block: Block, numbers: Mapping[str, str]) -> Block:
    if len(block.old) > 1 or len(block.new) > 1:
        return block
    before, after = "\n" + old[slice(*block.old[0])], "\n" + new[slice(*block.new[0])]
    old_head, new_head = _HEAD.match(before), _HEAD.match(after)
    if not old_head or not new_head:
        return block
    number, other = old_head["article"], new_head["article"]
    if number == other or not number or numbers.get(number) != other:
        return block
    old_body, new_body = before[old_head.end() :], after[new_head.end() :]
    if same_but_layout(old_body, new_body) or same_but_layout(_renamed(old_body, numbers), new_body):
        return block._replace(op="renumber", change="layout", figures=())
    return block
