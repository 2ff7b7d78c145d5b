"""Line breaks that come from the width of a page and not from the author.

A text that was wrapped at a fixed width shows it: many of its lines are exactly as long as the longest, and most of
those stop in mid-sentence. In such a text a full line goes on in the next one; a shorter line ends its paragraph. Only
a paragraph whose last line is exactly full cannot be told from one that goes on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from archive.model import Span
from archive.reading.blocks import Block
from archive.reading.characters import ends_sentence, is_latin_letter
from archive.reading.layout_words import layout_words
from archive.reading.lines import Line
from archive.reading.word_lists import one_of

#: A line that opens something new whatever stands before it: a numbered heading, an article of a law, a mark, a bullet.
_OPENS = re.compile(
    r"#{1,6}\s|[一二三四五六七八九十百]{1,4}、|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十百千零〇]{1,8}[编章节条]\s"
    r"|本报讯|——|[●■◆▲□○★•]"
)

_RUNNING = re.compile("[，,、。；;：“《（(]")
_REPORTER = re.compile(rf"[■□◆●○▲]|\(?(?:{one_of('layout', 'reporter_kinds')})*(?:{one_of('layout', 'writers')})")
_PROSE = re.compile("[,、。;:]")
_MANY = 6
_STRAYS = 6
_WIDE = re.compile("[\u1100-\U0010ffff]+")
_BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"


@dataclass(frozen=True, slots=True)
class Width:
    """The width a text was wrapped at: how lines are measured, and from which measure on a line is full."""

    measure: Callable[[str], int]
    full: int
    widest: int  # longer lines, few, stand over or under what was wrapped
    exact: bool  # cut at the very character, so that no space was dropped
    through_blanks: bool  # an empty line stands between all lines, and means nothing


def columns(text: str) -> int:
    """The number of terminal columns of `text`: two for a wide character.

    >>> columns("朝阳CBD")
    7
    """
    return len(text) + sum(map(len, _WIDE.findall(text)))


def find_width(text: str, lines: list[Line]) -> Width | None:
    """The width `text` was wrapped at, or None where its line breaks are the author's (or a scanner's)."""
    if len(lines) < 3:
        return None
    best: tuple[int, Width] | None = None
    for measure in (len, columns):
        lengths = [measure(text[line.raw_start : line.raw_end]) for line in lines]
        slack = 0 if measure is len else 1
        widest = _widest(lengths, slack)
        full = [number for number, length in enumerate(lengths[:-1]) if widest - slack <= length <= widest]
        cut = [number for number in full if not _ends(text, lines[number])]
        if widest < 8 * (1 if measure is len else 2) or len(full) < 2 or 3 * len(cut) < 2 * len(full):
            continue
        if len(full) < _MANY and 2 * sum(
            _RUNNING.search(text, *_ink(lines[number])) is not None for number in cut
        ) < len(cut):
            continue  # a few lines of one length without a comma are titles or names
        through_blanks = all(lines[number + 1].blank_before for number in cut)
        if through_blanks and not all(line.blank_before for line in lines):
            continue
        if through_blanks and len(full) < len(lines) // 2:
            continue
        if best is None or len(full) > best[0]:
            best = len(full), Width(measure, widest - slack, widest, measure is len, through_blanks)
    return best[1] if best else None


def _widest(lengths: list[int], slack: int) -> int:
    """The measure of the longest line, or of the longest but a few where many more are as long as that one.

    A line of a web page's head may be longer than what was wrapped below it.
    """
    counts = Counter(lengths)
    order = sorted(counts, reverse=True)
    widest, longer = order[0], 0
    for length in order[:_STRAYS]:
        many = sum(counts[length - less] for less in range(slack + 1))
        if many >= max(_MANY, len(lengths) // 4) and longer <= _STRAYS:
            return length
        longer += counts[length]
    return widest


def _ink(line: Line) -> tuple[int, int]:
    return line.start, line.end


def _ends(text: str, line: Line) -> bool:
    return ends_sentence(text[max(line.start, line.end - 120) : line.end])


def unwrap(text: str, folded: str, lines: list[Line]) -> list[Block]:
    """The logical lines of `text`: its lines as they are, or joined where it was wrapped at a fixed width."""
    width = find_width(text, lines)
    groups: list[tuple[Line, list[Span]]] = []
    previous: Line | None = None
    for line in lines:
        if previous is not None and width is not None and _goes_on(text, folded, previous, line, width):
            groups[-1][1].extend(_kept_space(text, previous, line, width))
            groups[-1][1].append(Span(line.start, line.end))
        else:
            groups.append((line, [Span(line.start, line.end)]))
        previous = line
    return [
        Block(spans, joined_text(folded, spans), first.blank_before, first.start > first.raw_start)
        for first, spans in groups
    ]


def _goes_on(text: str, folded: str, left: Line, right: Line, width: Width) -> bool:
    if not width.full <= width.measure(text[left.raw_start : left.raw_end]) <= width.widest:
        return False
    if right.blank_before and not width.through_blanks:
        return False
    stops = _ends(folded, left) or folded[left.end - 1] in ";:"
    indent = text[right.raw_start : right.start]
    if "\u3000" in indent or (len(indent) > 1 and (stops or not width.exact)):
        return False
    if stops and (_OPENS.match(folded, right.start, right.end) or _stands_alone(text, folded, right, width)):
        return False
    return not _begins_article(folded, left, right)


def _stands_alone(text: str, folded: str, line: Line, width: Width) -> bool:
    """Whether a line is too short for the middle of a paragraph, and no end of one: a headline under a full line."""
    measured = width.measure(text[line.raw_start : line.raw_end])
    return 10 * measured < 9 * width.full and folded[line.end - 1].isalnum() and not _ends(folded, line)


def _begins_article(folded: str, left: Line, right: Line) -> bool:
    """Whether under a headline that happens to fill its line stands who wrote the article, or its first words."""
    if _PROSE.search(folded, left.start, left.end):
        return False
    words, below = layout_words(), folded[right.start : right.end]
    written = _REPORTER.match(below) is not None and dict(words.credits)["byline"].fullmatch(below) is not None
    return written or words.opening.match(below) is not None


def _kept_space(text: str, left: Line, right: Line, width: Width) -> list[Span]:
    if width.exact:
        margins = [Span(left.end, left.raw_end), Span(right.raw_start, right.start)]
        return [margin for margin in margins if len(margin)]
    if width.measure(text[left.raw_start : left.raw_end]) > width.full:
        return []  # full to the last column: a word may have been cut
    return latin_break(text, left.end, right.start)


def latin_break(text: str, left_end: int, right_start: int) -> list[Span]:
    """The white-space character to keep, as a list of one or none: only a break between two Latin words needs one."""
    if is_latin_letter(text[left_end - 1]) and is_latin_letter(text[right_start]):
        return [Span(left_end, left_end + 1)]
    return []


def joined_text(text: str, spans: list[Span]) -> str:
    """The characters of `spans`; a line break that was kept to part two words is shown as a plain space."""
    if len(spans) == 1 and len(spans[0]) > 1:
        return text[spans[0].start : spans[0].end]
    return "".join(
        " " if len(span) == 1 and text[span.start] in _BREAKS else text[span.start : span.end] for span in spans
    )
