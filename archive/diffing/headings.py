"""Under which heading each change stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from archive.diffing.articles import LawArticle
from archive.diffing.numbering import NUMERAL
from archive.diffing.records import Block

_SIGN = r"[^\S\n]*(?:#{1,6} )?"
_TITLE = r"(?:\s[^\n。；]{0,40})?"
# Outermost first; an article is named by its number, everything else by its line.
_LEVELS = (
    re.compile(rf"{_SIGN}(第{NUMERAL}分?编{_TITLE})$", re.MULTILINE),
    re.compile(
        rf"{_SIGN}(第{NUMERAL}章{_TITLE})$|[^\S\n]*(#{{1,6}} (?!第{NUMERAL}[节条])[^\n]{{1,60}})$", re.MULTILINE
    ),
    re.compile(rf"{_SIGN}(第{NUMERAL}节{_TITLE})$|[^\S\n]*({NUMERAL}、[^\n。；]{{1,40}})$", re.MULTILINE),
    re.compile(rf"[^\S\n]*([（(]{NUMERAL}[）)][^\n。；]{{1,40}})$", re.MULTILINE),
)
_CANDIDATE = re.compile(
    rf"\n[^\S\n]*+(?:#{{1,6}} |第{NUMERAL}(?:分?编|[章节])|{NUMERAL}、|[（(]{NUMERAL}[）)])[^\n]{{0,60}}(?=\n|\Z)"
)


def with_headings(
    old: str, new: str, olds: Sequence[LawArticle], news: Sequence[LawArticle], blocks: Sequence[Block]
) -> list[Block]:
    """The same blocks, each change with the headings above it: those of the new text, for a deletion of the old one."""
    if all(block.op == "equal" for block in blocks):
        return list(blocks)
    above_new = Outline(new, news)
    above_old = Outline(old, olds) if any(block.op == "delete" for block in blocks) else above_new
    headed = []
    for block in blocks:
        heading = ""
        if block.op != "equal":
            heading = above_new.at(block.new[0][0]) if block.new else above_old.at(block.old[0][0])
        headed.append(Block(*block[:6], heading, block.figures) if heading else block)
    return headed


class Outline:
    """The headings of a text, those of its articles among them, asked for by place."""

    def __init__(self, text: str, articles: Sequence[LawArticle]) -> None:
        self._places: list[int] = []
        self._paths: list[str] = []
        path: list[tuple[int, str]] = []
        numbers = ((article.begin, len(_LEVELS), article.number) for article in articles)
        for place, level, heading in sorted([*_titles(text), *numbers]):
            while path and path[-1][0] >= level:
                path.pop()
            path.append((level, f"{path[-1][1]} › {heading}" if path else heading))
            self._places.append(place)
            self._paths.append(path[-1][1])

    def at(self, place: int) -> str:
        """The headings above a place, outermost first; empty where there is none."""
        index = bisect_right(self._places, place)
        return self._paths[index - 1] if index else ""


def _titles(text: str) -> Iterator[tuple[int, int, str]]:
    """Each heading of a text that is no article: where its line begins, its level, and what it says."""
    for line in _CANDIDATE.finditer("\n" + text):
        for level, pattern in enumerate(_LEVELS):
            if match := pattern.match(text, line.start()):
                yield line.start(), level, " ".join(match[match.lastindex or 0].strip("# ").split())
                break
