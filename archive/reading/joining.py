"""Paragraphs that a scanner or a column break cut in mid-sentence, put together again.

A break is the layout's where its left side does not end a sentence and its right side goes on with one. A headline, a
caption or a piece of furniture may have landed between the two halves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate

from archive.reading.blocks import Block
from archive.reading.characters import SURROGATE, ends_sentence, is_han
from archive.reading.layout_words import LayoutWords, layout_words
from archive.reading.word_lists import one_of
from archive.reading.wrapping import latin_break

_INNER_END = re.compile(r"[。!?;…](?=.)")
_INNER_STOP = re.compile(r"[。;…](?=.)|[!?].*[!?]")
_COMMA = re.compile(r"[,:;]")
_CLOSES = frozenset(",。、;:!?”’)》】的了们")
_MEASURED = re.compile(r"^[\d.]+[万亿余多]{0,2}[^\d\s.,]{1,2}[,、;]")
_GOES_ON = frozenset(",。、;:!?”’)》】」的了们性化")
#: What no paragraph begins with: 和案例, 并从此, 强调,要…
_CONJUNCTION = re.compile(
    rf"和(?![谐平田睦气解美县悦])|及(?!时)|并(?![购网轨列行联])|(?:{one_of('layout', 'speaking')})[,:]"
)
_NUMBERED = 40  # the rank of 一、
_HALF_LINE = 20
_COUNTS = re.compile(r"\d[万亿余]{0,2}$")
_REST_OF_DAY = re.compile(r"\d{1,2}[月日]")  # 1997年8月 | 4日签署
_FURTHEST = 6  # lines that may stand between two halves of a sentence
_LONG = 45
_CLAUSES = 32
_VERY_LONG = 90
_SEEN = 200_000
_FEW = 50
_NEAR = 8


def join_broken(text: str, folded: str, blocks: list[Block], page: bool) -> list[Block]:
    """The blocks with broken paragraphs joined; a block that stood between two halves comes after the joined one."""
    words = layout_words()
    cohesion = _Cohesion(folded)
    joined: list[Block] = []
    taken: set[int] = set()
    in_body = False
    for index, block in enumerate(blocks):
        if index in taken:
            continue
        joined.append(block)
        cut = _is_cut(block, blocks[index + 1] if index + 1 < len(blocks) else None)
        if cut:
            block.kind, block.level = "list_item", None
        if block.kind in ("paragraph", "list_item"):
            reader = _Reader(words, cohesion, page, in_body)
            is_body = cut or _is_body(block.folded, reader) or _is_first_line(blocks, index)
            _extend(text, blocks, index, taken, reader, is_body)
        in_body = _after(block, in_body)
    return joined


@dataclass(frozen=True, slots=True)
class _Reader:
    """What a reader knows when a line ends."""

    words: LayoutWords
    cohesion: _Cohesion
    page: bool
    in_body: bool


def _extend(text: str, blocks: list[Block], index: int, taken: set[int], reader: _Reader, is_body: bool) -> None:
    """Join to block `index` what its broken sentence goes on with, as often as it is broken again."""
    block = blocks[index]
    pieces = [block.folded]
    last, at = block, index
    while _is_broken(last, is_body, reader):
        other = _continuation(blocks, at, taken, reader, is_body)
        if other is None:
            break
        kept = latin_break(text, last.end, blocks[other].start)
        block.spans += [*kept, *blocks[other].spans]
        pieces += [" " * len(kept), blocks[other].folded]
        taken.add(other)
        last, at, is_body = blocks[other], other, True
    block.folded = "".join(pieces)


def _is_cut(block: Block, following: Block | None) -> bool:
    """Whether a numbered line only looks like a heading, since a page's edge cut it in the middle of a word.

    1、各项指标圆满完成,工业销售 | 收入62亿元: the line under it is about as long and begins nothing.
    """
    if block.kind != "heading" or block.marks or (block.level or 0) < _NUMBERED or following is None:
        return False
    if len(block.folded) < _HALF_LINE or "," not in block.folded or following.kind != "paragraph":
        return False
    if following.blank_before or following.indented or not block.folded[-1].isalnum():
        return False
    below = len(following.spans[0])
    return (
        2 * below > len(block.folded)
        and below < 2 * len(block.folded)
        and _word_crosses(block.folded, following.folded)
    )


def _is_first_line(blocks: list[Block], index: int) -> bool:
    """Whether a line is the indented first of a paragraph: the next one is not, and stands right under it."""
    block = blocks[index]
    if not block.indented or len(block.folded) < _HALF_LINE or "," not in block.folded or index + 1 >= len(blocks):
        return False
    following = blocks[index + 1]
    return following.kind == "paragraph" and not following.indented and not following.blank_before


def _after(block: Block, in_body: bool) -> bool:
    """Whether the lines after `block` may go on with an article's body."""
    if block.kind in ("paragraph", "list_item"):
        return ends_sentence(block.folded) or in_body
    if block.kind in ("byline", "caption", "source", "jump") or block.marks:
        return False
    return in_body


def _is_body(folded: str, reader: _Reader) -> bool:
    """Whether a line that ends no sentence is running text all the same, and not a headline."""
    if not looks_like_headline(folded) and _INNER_END.search(folded):
        return True
    if reader.words.opening.match(folded) or folded[-1] in ",、" or (_COUNTS.search(folded[-4:]) and "," in folded):
        return True
    if not reader.in_body:
        commas = len(_COMMA.findall(folded))
        said = any(verb + "," in folded for verb in reader.words.kicker_endings)
        return (len(folded) > _CLAUSES and commas >= 2 and not said) or (len(folded) > _VERY_LONG and commas > 0)
    return "," in folded or ";" in folded or len(folded) > _LONG


def _is_broken(block: Block, is_body: bool, reader: _Reader) -> bool:
    """Whether a paragraph stops before its sentence does; a headline, which never ends one, is not taken for that."""
    folded = block.folded
    if ends_sentence(folded) or (folded[-1] == ":" and not folded[-2:-1].isdigit()):
        return False
    if folded.rstrip("”’")[-1:] == ";" and not reader.page:
        return False
    if len(folded) <= _NEAR and folded.strip("—─-").endswith(reader.words.column_endings):
        return False  # 编者按 ends as 按 would go on, and is the name of a column
    return is_body or reader.in_body or (reader.page and "," in folded)


def _continuation(blocks: list[Block], index: int, taken: set[int], reader: _Reader, is_body: bool) -> int | None:
    """Where the sentence that block `index` breaks off goes on, or None."""
    between: list[Block] = []
    for other in range(index + 1, min(index + 2 + _FURTHEST, len(blocks))):
        candidate = blocks[other]
        if other in taken:
            return None  # the line stands inside another's sentence itself
        if _continues(blocks[index], candidate, is_body, between, reader):
            return other
        if is_body and between and _is_before_opening(blocks, other, between, reader):
            return other
        if not _may_interrupt(candidate, reader):
            return None
        between.append(candidate)
    return None


def _is_before_opening(blocks: list[Block], at: int, between: list[Block], reader: _Reader) -> bool:
    """Whether a marked headline that landed in a sentence has its own body after the rest of that: 本报讯 opens it."""
    if not reader.page or at + 1 >= len(blocks) or not any(block.marks for block in between):
        return False
    rest, following = blocks[at], blocks[at + 1]
    ends = rest.kind == "paragraph" and ends_sentence(rest.folded) and not reader.words.opening.match(rest.folded)
    return ends and reader.words.opening.match(following.folded) is not None


def _may_interrupt(block: Block, reader: _Reader) -> bool:
    """Whether a block could have landed inside a sentence: a headline, furniture and, on a page, a credit."""
    if block.kind in ("source", "byline") and not reader.page:
        return False
    if block.kind in ("table_row", "list_item") or block.article_number is not None:
        return False
    return block.kind != "paragraph" or looks_like_headline(block.folded)


def _continues(block: Block, other: Block, is_body: bool, between: list[Block], reader: _Reader) -> bool:
    words = reader.words
    left, right = block.folded, other.folded
    if other.kind != "paragraph" or other.article_number is not None or words.opening.match(right):
        return False
    if right.startswith(("—", "-")):
        return False
    if looks_like_headline(right):
        return (
            not between and is_body and (left[-1] in ",、" or _hangs(left, right) or _is_half_word(left, right, reader))
        )
    headings = [piece for piece in between if piece.kind in ("heading", "paragraph")]
    if is_body and len(headings) <= 1 and not any(piece.kind == "heading" for piece in headings):
        return True
    return (
        left.endswith(words.dangling)
        or (left[-1] in "年月" and _REST_OF_DAY.match(right) is not None)
        or right[0] in _GOES_ON
        or _CONJUNCTION.match(right) is not None
        or (left[-1].isdigit() and is_han(right[0]) and len(left) > 1)
        or is_open(left)
        or reader.cohesion.crosses(left, right)
        or ((is_body or not between) and _is_half_word(left, right, reader))
    )


def _is_half_word(left: str, right: str, reader: _Reader) -> bool:
    """Whether the break of a page is in the middle of a word: 全国政 | 协委员, also where a headline landed in it."""
    return reader.page and _word_crosses(left, right)


def _word_crosses(left: str, right: str) -> bool:
    """Whether a word stands over the break, as in 工会和非政 | 府组织."""
    import rjieba  # loaded only where a line in a body could be a headline, or half a sentence

    near = SURROGATE.sub("?", left[-_NEAR:] + right[:_NEAR])
    return min(len(left), _NEAR) not in accumulate(map(len, rjieba.cut(near)))


def _hangs(left: str, right: str) -> bool:
    """Whether a short line can only go on with a sentence: 1200家,城市更新项目开工17 and, after that, 个,投资增长."""
    counted = _COUNTS.search(left[-4:]) is not None and right[0] in layout_words().measures
    return counted or right[0] in _CLOSES or _MEASURED.match(right) is not None


def attach(text: str, block: Block, other: Block) -> None:
    """Join `other` to `block`, of which it is the next piece; a space parts two Latin words."""
    kept = latin_break(text, block.end, other.start)
    block.spans += [*kept, *other.spans]
    block.folded += " " * len(kept) + other.folded


def is_open(folded: str) -> bool:
    """Whether a quote, bracket or title is still open at the end.

    >>> is_open("关于印发《城市更新"), is_open("关于印发《城市更新条例》")
    (True, False)
    """
    tail = folded[-200:]
    return tail.rfind("《") > tail.rfind("》") or tail.rfind("(") > tail.rfind(")") or tail.rfind("“") > tail.rfind("”")


def looks_like_headline(folded: str) -> bool:
    """Whether a line could be a headline: short, without a full stop, with at most one comma and one exclamation,
    and not the beginning of a body (本报讯).

    >>> looks_like_headline("确保“开门红”!某区召开务虚会"), looks_like_headline("的更大贡献。")
    (True, False)
    """
    return (
        2 <= len(folded) <= _LONG
        and not layout_words().opening.match(folded)
        and not ends_sentence(folded)
        and folded[-1] not in ",、;:"
        and not _INNER_STOP.search(folded)
        and len(_COMMA.findall(folded)) <= 1
    )


class _Cohesion:
    """Whether characters on the two sides of a break stand together elsewhere in the text: 新质生产 | 力."""

    def __init__(self, folded: str) -> None:
        self._text = folded[:_SEEN]
        self._asked = 0
        self._threes: set[str] = set()

    def crosses(self, left: str, right: str) -> bool:
        """Whether three characters over the break are found in the text, unbroken."""
        over = (left[-2:] + right[:1], left[-1:] + right[:2])
        self._asked += 1
        if self._asked <= _FEW:
            return any(three in self._text for three in over)
        if not self._threes:
            self._threes = {self._text[i : i + 3] for i in range(len(self._text) - 2)}
        return any(three in self._threes for three in over)
