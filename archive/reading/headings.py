"""Headings that carry a number or a mark: 第一章, 一、, (一), 1., (1), ①, #."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.reading.characters import SENTENCE_ENDS
from archive.reading.numerals import read_numeral
from archive.reading.word_lists import word_list

_NUMERAL = "一二三四五六七八九十百千零〇"

#: Rank (small is outer) and form of each kind of number.
_FORMS = (
    (10, re.compile(rf"第[{_NUMERAL}\d]{{1,6}}(?:编|部分|篇)(?=\s|$|[^\w])")),
    (15, re.compile(rf"第[{_NUMERAL}\d]{{1,6}}分编(?=\s|$)")),
    (20, re.compile(rf"第[{_NUMERAL}\d]{{1,6}}章")),
    (30, re.compile(rf"第[{_NUMERAL}\d]{{1,6}}节")),
    (40, re.compile(rf"[{_NUMERAL}]{{1,4}}(?:、|\.(?!\d)|,(?=\D))\s*")),
    (50, re.compile(rf"\([{_NUMERAL}]{{1,4}}\)[、,.]?\s*")),
    (60, re.compile(r"\d{1,2}(?:、|\s?\.(?!\d))\s*(?=\D)")),
    (70, re.compile(r"\(\d{1,2}\)[、,.]?\s*")),
    (80, re.compile(r"[①-⑳]\s*")),
)
_FIRST = frozenset("第(①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳0123456789" + _NUMERAL)
_ARTICLE = re.compile(rf"(第[{_NUMERAL}\d]{{1,7}}条(?:之[{_NUMERAL}]{{1,3}})?)(?=[\s:]|$)")
_TIGHT = re.compile(rf"(第[{_NUMERAL}]{{1,7}}条)(?=[一-鿿“《])")
_REFERS = word_list("layout", "refers_to_article")
_MARK = re.compile(r"(#{1,6})\s*(?=\S)")
_NEARLY = 3
_LONGEST = {10: 60, 15: 60, 20: 60, 30: 60, 40: 70, 50: 70, 60: 50, 70: 40, 80: 40}


@dataclass(frozen=True, slots=True)
class Numbered:
    """The number a line opens with: its rank and where the words after it begin."""

    rank: int
    words: int


def numbered(folded: str) -> Numbered | None:
    """The number that a width-folded line opens with, or None.

    >>> numbered("(一)坚持五子联动"), numbered("十八里店乡")
    (Numbered(rank=50, words=3), None)
    """
    if not folded or folded[0] not in _FIRST:
        return None
    for rank, form in _FORMS:
        match = form.match(folded)
        if match:
            return Numbered(rank, match.end())
    return None


def article_number(folded: str) -> str | None:
    """The number of the law's article that a line opens, or None.

    >>> article_number("第十条 国家市场准入负面清单以外的领域"), article_number("第五条规定的事项")
    ('第十条', None)
    >>> article_number("第一千二百六十条　本法自2021年1月1日起施行。")
    '第一千二百六十条'
    """
    if not folded or folded[0] != "第":
        return None
    match = _ARTICLE.match(folded)
    return match.group(1) if match else None


def article_value(number: str) -> int:
    """The number in 第十条, 0 where it is none.

    >>> article_value("第十条")
    10
    """
    return int(read_numeral(number.partition("条")[0].removeprefix("第")) or 0)


def tight_article(folded: str, last: int) -> str | None:
    """The number of an article whose space was lost, where it follows article number `last` (nearly); or None.

    >>> tight_article("第四条政府应当加强组织领导", 3), tight_article("第五条规定的事项", 3)
    ('第四条', None)
    """
    match = _TIGHT.match(folded)
    if match is None or folded.startswith(_REFERS, match.end()):
        return None
    return match.group(1) if last < article_value(match.group(1)) <= last + _NEARLY else None


def heading_rank(folded: str) -> int | None:
    """The rank of a numbered heading, or None: a heading is short and does not end as a sentence or a list item does.

    >>> heading_rank("一、2024年计划上半年执行情况"), heading_rank("(一)有自己的名称、住所和章程;")
    (40, None)
    """
    number = numbered(folded)
    if number is None or not len(folded) > number.words or len(folded) > _LONGEST[number.rank]:
        return None
    words = folded[number.words :]
    if any(character in words for character in "。;!?"):
        short = words.endswith("。") and len(words) <= 16 and not any(c in words[:-1] for c in "。;!?,:")
        return number.rank if short and number.rank <= 50 else None
    if words[-1] in SENTENCE_ENDS or words[-1] in ":,、":
        return None
    return number.rank


def marks(folded: str) -> tuple[int, int]:
    """How many ``#`` a line opens with, and how many characters they and the space after them take.

    >>> marks("## 政绩观连着发展观")
    (2, 3)
    """
    match = _MARK.match(folded) if folded.startswith("#") else None
    return (len(match.group(1)), match.end()) if match else (0, 0)
