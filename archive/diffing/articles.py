"""Articles of a law: which were changed, put in, taken out, and which only have another number now."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from archive.diffing.numbering import HEAD, NUMERAL, PART, may_open_with_number
from archive.diffing.records import ArticleChange, Block
from archive.diffing.units import same_but_layout
from archive.reading.headings import article_value, tight_article

_REFERENCE = re.compile(rf"第{NUMERAL}条(?:之{NUMERAL})?")
#: The share of the shorter article that must have been kept for two articles to be one.
KEPT = 0.4
#: A text of fewer articles is no law.
FEWEST = 2
#: So many characters after a number tell whether it is one that a sentence refers to.
LONGEST_REFERENCE = 8


class LawArticle(NamedTuple):
    """An article with its number; its line is at `begin`, the number in it at `start`."""

    number: str
    begin: int
    start: int
    end: int


def with_articles(
    old: str, new: str, olds: Sequence[LawArticle], news: Sequence[LawArticle], blocks: Sequence[Block]
) -> tuple[list[Block], list[ArticleChange]]:
    """The same blocks, those where the number of an article, chapter or item alone changed marked `renumber`; the list.

    The list is in the order of the new text and leaves out what stayed as it was; both are empty of marks where the
    texts are no laws.
    """
    if len(olds) < FEWEST or len(news) < FEWEST:
        return list(blocks), []
    partner = _partners(olds, news, blocks)
    numbers = {olds[i].number: news[j].number for i, j in partner.items()}
    marked = [block if block.op != "replace" else _renumbered(old, new, block, numbers) for block in blocks]
    return marked, list(_changes(old, new, olds, news, partner, numbers))


def read_articles(text: str) -> list[LawArticle]:
    """The articles of a law, each up to the next one or the next chapter.

    >>> [article.number for article in read_articles("第一条 甲。\\n第二条 乙。\\n第二章 丙")]
    ['第一条', '第二条']
    """
    heads = list(_heads("\n" + text))
    ends = [*[head.start() for head in heads[1:]], len(text)]
    return [
        LawArticle(head["article"], head.start(), head.start("article") - 1, end)
        for head, end in zip(heads, ends, strict=False)
        if head["article"]
    ]


def _heads(lines: str) -> Iterator[re.Match[str]]:
    """Where articles and chapters begin; a number with no space after it must follow the one before."""
    last = 0
    for head in HEAD.finditer(lines):
        if not head["article"]:
            yield head
        elif head["tight"] is None or tight_article(
            lines[head.start("article") : head.end() + LONGEST_REFERENCE], last
        ):
            last = article_value(head["article"])
            yield head


def _partners(olds: Sequence[LawArticle], news: Sequence[LawArticle], blocks: Sequence[Block]) -> dict[int, int]:
    """For each old article the new one that kept most of it, where each is the other's best.

    What kept little is still the same article where it was rewritten in its place.
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
        if best_old[-best_new[i][1]][1] == -i
        and best_new[i][0] >= KEPT * min(_length(olds[i]), _length(news[-best_new[i][1]]))
    }
    taken = set(partner.values())
    for i, j in _rewritten_heads(olds, news, blocks):
        if i not in partner and j not in taken:
            partner[i] = j
            taken.add(j)
    went = {i for i, (count, _) in best_new.items() if count >= KEPT * _length(olds[i])}
    came = {j for j, (count, _) in best_old.items() if count >= KEPT * _length(news[j])}
    partner.update((i, j) for i, j in _rewritten_between(olds, news, partner) if i not in went and j not in came)
    return partner


def _rewritten_heads(
    olds: Sequence[LawArticle], news: Sequence[LawArticle], blocks: Sequence[Block]
) -> Iterator[tuple[int, int]]:
    """The articles whose first passages are one passage to the diff, however little of it was kept."""
    old_starts, new_starts = [article.start for article in olds], [article.start for article in news]
    for block in blocks:
        if block.steps and block.old and block.new:
            i, j = bisect_left(old_starts, block.old[0][0]), bisect_left(new_starts, block.new[0][0])
            if i < len(olds) and j < len(news) and olds[i].start < block.old[0][1] and news[j].start < block.new[0][1]:
                yield i, j


def _rewritten_between(
    olds: Sequence[LawArticle], news: Sequence[LawArticle], partner: Mapping[int, int]
) -> list[tuple[int, int]]:
    """The articles rewritten in their place: between the same two partners, in one chapter, of one number or alone."""
    found = []
    taken = set(partner.values())
    old_chapters, new_chapters = _chapters(olds), _chapters(news)
    ends = [*sorted(partner.items()), (len(olds), len(news))]
    for (i, j), (i_end, j_end) in pairwise([(-1, -1), *ends]):
        if j >= j_end or any(k in taken for k in range(j + 1, j_end)):
            continue
        here, there = range(i + 1, i_end), range(j + 1, j_end)
        by_number = {news[k].number: k for k in there}
        pairs = [(k, by_number[olds[k].number]) for k in here if olds[k].number in by_number]
        if not pairs and len(here) == 1 == len(there):
            pairs = [(here[0], there[0])]
        begun = old_chapters[max(i, 0)] - new_chapters[max(j, 0)]
        found += [(x, y) for x, y in pairs if old_chapters[x] - new_chapters[y] == begun]
    return found


def _chapters(articles: Sequence[LawArticle]) -> list[int]:
    """How many chapters begin between the first article and each one."""
    return [0, *accumulate(after.begin > before.end for before, after in pairwise(articles))]


def _length(article: LawArticle) -> int:
    return article.end - article.start - len(article.number)


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
    return text[article.start + len(article.number) : article.end].lstrip("*")


def _renamed(text: str, numbers: Mapping[str, str]) -> str:
    """`text` with its references led on to the new numbers of the articles."""
    return _REFERENCE.sub(lambda reference: numbers.get(reference[0], reference[0]), text)


def _renumbered(old: str, new: str, block: Block, numbers: Mapping[str, str]) -> Block:
    if len(block.old) > 1 or len(block.new) > 1 or not may_open_with_number(old, block.old[0][0]):
        return block
    before, after = "\n" + old[slice(*block.old[0])], "\n" + new[slice(*block.new[0])]
    old_head, new_head = HEAD.match(before), HEAD.match(after)
    if old_head and new_head and old_head["article"] and new_head["article"]:
        is_same_thing = numbers.get(old_head["article"]) == new_head["article"]
        has_same_number = old_head["article"] == new_head["article"]
    else:
        old_head, new_head = PART.match(before), PART.match(after)
        is_same_thing = bool(old_head and new_head and old_head["part"] == new_head["part"])
        has_same_number = bool(old_head and new_head and old_head.groups() == new_head.groups())
    if not old_head or not new_head or not is_same_thing:
        return block
    old_body, new_body = before[old_head.end() :], after[new_head.end() :]
    if same_but_layout(old_body, new_body):
        return block._replace(op="replace" if has_same_number else "renumber", change="layout", figures=())
    if not has_same_number and same_but_layout(_renamed(old_body, numbers), new_body):
        return block._replace(op="renumber", change="layout", figures=())
    return block
