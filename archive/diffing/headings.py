"""Under which heading each change stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from archive.diffing.records import Block

_NUMERAL = "[零〇一二三四五六七八九十百千0-9]+"
# Outermost first; an article is named by its number, everything else by its line.
_LEVELS = (
    re.compile(rf"[^\S\n]*(第{_NUMERAL}编(?:\s[^\n。；]{{0,40}})?)$", re.MULTILINE),
    re.compile(rf"[^\S\n]*(#{{1,6}} [^\n]{{1,60}}|第{_NUMERAL}章(?:\s[^\n。；]{{0,40}})?)$", re.MULTILINE),
    re.compile(rf"[^\S\n]*(第{_NUMERAL}节(?:\s[^\n。；]{{0,40}})?|{_NUMERAL}、[^\n。；]{{1,40}})$", re.MULTILINE),
    re.compile(rf"[^\S\n]*([（(]{_NUMERAL}[）)][^\n。；]{{1,40}})$", re.MULTILINE),
)
# A search for a line end is quick; so the texts that are searched begin with one.
_CANDIDATE = re.compile(
    rf"\n[^\S\n]*+(?:(?P<article>第{_NUMERAL}条(?:之{_NUMERAL})?)(?=[\s：:])"
    rf"|(?:#{{1,6}} |第{_NUMERAL}[编章节]|{_NUMERAL}、|[（(]{_NUMERAL}[）)])[^\n]{{0,60}}(?=\n|\Z))"
)


def with_headings(old: str, new: str, blocks: Sequence[Block]) -> list[Block]:
    """The same blocks, each change with the headings above it: those of the new text, for a deletion of the old one."""
    if all(block.op == "equal" for block in blocks):
        return list(blocks)
    above_new = Outline(new)
    above_old = Outline(old) if any(block.op == "delete" for block in blocks) else above_new
    headed = []
    for block in blocks:
        heading = ""
        if block.op != "equal":
            heading = above_new.at(block.new[0][0]) if block.new else above_old.at(block.old[0][0])
        headed.append(Block(*block[:6], heading, block.figures) if heading else block)
    return headed


class Outline:
    """The headings of a text, asked for by place."""

    def __init__(self, text: str) -> None:
        self._places: list[int] = []
        self._paths: list[str] = []
        path: list[tuple[int, str]] = []
        for place, level, heading in _headings(text):
            while path and path[-1][0] >= level:
                path.pop()
            path.append((level, f"{path[-1][1]} › {heading}" if path else heading))
            self._places.append(place)
            self._paths.append(path[-1][1])

    def at(self, place: int) -> str:
        """The headings above a place, outermost first; empty where there is none."""
        index = bisect_right(self._places, place)
        return self._paths[index - 1] if index else ""


def _headings(text: str) -> Iterator[tuple[int, int, str]]:
    """Each heading of a text in order: where its line begins, its level, and what it says."""
    for line in _CANDIDATE.finditer("\n" + text):
        place = line.start()
        if article := line["article"]:
            yield place, len(_LEVELS), article
            continue
        for level, pattern in enumerate(_LEVELS):
            if match := pattern.match(text, place):
                yield place, level, " ".join(match[1].strip("# ").split())
                break
