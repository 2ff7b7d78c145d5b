"""The lines of a text as they stand, without blank margins."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.reading.characters import BLANKS

_LINE = re.compile(r"[^\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]+")


@dataclass(slots=True)
class Line:
    """One line with ink on it: `start` to `end` without margins, `raw_start` to `raw_end` with them."""

    start: int
    end: int
    raw_start: int
    raw_end: int
    blank_before: bool  # an empty line, or the beginning of the text, stands before it


def read_lines(text: str) -> list[Line]:
    """The lines of `text` that have ink, in order; LF, CRLF and the other line ends of Unicode all count.

    >>> [(line.start, line.end, line.blank_before) for line in read_lines("　甲\\n\\n乙 ")]
    [(1, 2, True), (4, 5, True)]
    """
    lines: list[Line] = []
    previous_end = -1
    blank = True
    for match in _LINE.finditer(text):
        raw_start, raw_end = match.span()
        if not blank:
            gap = text[previous_end:raw_start]
            blank = gap != "\r\n" and len(gap) > 1
        previous_end = raw_end
        content = match.group()
        start = raw_start + len(content) - len(content.lstrip(BLANKS))
        if start == raw_end:
            blank = True
            continue
        end = raw_start + len(content.rstrip(BLANKS))
        lines.append(Line(start, end, raw_start, raw_end, blank))
        blank = False
    return lines
