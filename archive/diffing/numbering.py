"""The numbers that the lines of a law open with."""

from __future__ import annotations

import re

from archive.diffing.units import fold

NUMERAL = "[零〇一二三四五六七八九十百千0-9]+"
#: No number of an article is longer, with what marks it.
LONGEST_NUMBER = 24
# Sources in Markdown set numbers as headings or in bold: ## 第一章, **第一条**.
_MARKS = r"[^\S\n]*+(?:#{1,6}[^\S\n]++)?\**+"
# A search for a line end is quick; so the texts that are searched begin with one.
#: What an article begins with, or a part of a law, which has no `article`; `tight` where no space follows its number.
HEAD = re.compile(
    rf"\n{_MARKS}(?:(?P<article>第{NUMERAL}条(?:之{NUMERAL})?)\**+(?:(?=[\s：:]|\Z)|(?P<tight>(?=[\u4e00-\u9fff“《])))"
    rf"|第{NUMERAL}(?:分?编|[章节])\**+(?=\s|\Z))"
)
#: The number of a chapter or of an item.
PART = re.compile(
    rf"\n{_MARKS}(?:第(?P<number>{NUMERAL})(?P<part>分?编|[章节])\**+(?=\s)|[（(](?P<item>{NUMERAL})[）)])"
)
#: What a number begins with, its marks included; nothing for a line that begins with many blanks.
_BEGINS = frozenset("第（(#*") | {""}
_ITEM = re.compile(rf"\s*[（(]{NUMERAL}[）)]")
_OPENED = re.compile(rf"{_MARKS}(第{NUMERAL}条(?:之{NUMERAL})?)\**+(?=[\s：:])")
_TITLE = re.compile(rf"{_MARKS}第{NUMERAL}(?P<part>分?编|[章节])\**+(?P<words>\s[^\n。；]+)\s*")


def may_open_with_number(text: str, start: int) -> bool:
    """Whether the line of a text that begins at `start` may open with a number, as far as that is quick to tell.

    >>> may_open_with_number("  **第十条** 依法", 0), may_open_with_number("依照第十条", 0)
    (True, False)
    """
    return text[start : start + LONGEST_NUMBER].lstrip()[:1] in _BEGINS


def article_opened(line: str) -> str | None:
    """The number of the article that a line opens, or None.

    >>> article_opened("**第十条**　国家鼓励创新。"), article_opened("第十条的规定")
    ('第十条', None)
    """
    opened = _OPENED.match(line) if "第" in line[:12] else None
    return opened[1] if opened else None


def without_article_number(line: str) -> str:
    """What a line says after the number of an article.

    >>> without_article_number("第十条 国家鼓励创新。")
    '国家鼓励创新。'
    """
    opened = _OPENED.match(line) if "第" in line[:12] else None
    return line[opened.end() :].lstrip() if opened else line


def is_after_article_number(text: str, place: int) -> bool:
    """Whether nothing but the number of an article stands before a place in its line.

    >>> is_after_article_number("第十条 国家鼓励创新。", 4), is_after_article_number("依照第十条 的规定", 6)
    (True, False)
    """
    if "条" not in text[max(0, place - LONGEST_NUMBER) : place]:
        return False
    begin = text.rfind("\n", max(0, place - LONGEST_NUMBER), place) + 1
    opened = _OPENED.match(text, begin) if begin or place <= LONGEST_NUMBER else None
    return opened is not None and opened.end() <= place and not text[opened.end() : place].strip()


def title_of_part(line: str) -> tuple[str, str] | None:
    """What kind of part of a law a line is the title of, and what it says without its number; or None.

    >>> title_of_part("## 第三章　质量 管理"), title_of_part("第三条 质量管理")
    (('章', '质量管理'), None)
    """
    title = _TITLE.fullmatch(line) if "第" in line[:12] else None
    return (title["part"], fold(title["words"])) if title else None


def without_item_number(line: str) -> str:
    """What a line says after the number of an item and without blanks around it.

    >>> without_item_number("（三）其他情形。\\n")
    '其他情形。'
    """
    number = _ITEM.match(line)
    return line[number.end() if number else 0 :].strip()
