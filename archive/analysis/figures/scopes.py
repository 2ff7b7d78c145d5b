"""The area that a figure speaks of, as its sentence names it."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import partial

from archive.analysis.figures.context import Context
from archive.reading.places import is_place
from archive.reading.word_lists import one_of

_words = partial(one_of, "scopes", "areas")
_AREAS = re.compile(
    rf"全[国省市区县州域](?!{_words('titles')})"
    rf"|(?:{_words('named')})(?![\u4e00-\u9fff]{{0,6}}(?:{_words('events')}))"
    r"|(?<![东西南北集初高小其])[东南西北中]部(?:[、和与及][东南西北中]部)*(?:地区(?!首)|(?![署门队委分地]))"
    rf"|(?:^|[。！？，,；;、])(?!{_words('no_names')})"
    r"[\u4e00-\u9fff]{2,4}"
    r"(?:街道|地区(?!生产总值|总部|[级性])|新区|(?<![城郊乡])乡|(?<![城乡小强名重古])镇)(?![村级镇])"
)
#: Before an area that something is measured against (占全市), or one that a title is of (创建全国文明城市).
_OF_WHOLE = re.compile(f"(?:[占居于比较高低]|{_words('awarded')}|[个家项所座批类条])$")
_ENTRANCE = re.compile(f"^[。！？，,；;、]*(?:{_words('entrance')})?")
_NO_PLACE = ("该", "本", "部分")
#: A point of the compass alone says where things of its clause are (南部与高校共建创新区), not of those after it.
_COMPASS = re.compile("[东南西北中]部")
_QUOTED = re.compile("“[^”]{0,60}”")


def place_before(context: Context) -> str | None:
    """The city, district or county that stands alone before the number (海曙区6例); or None."""
    name = context.before.strip("，、,；;：:（( 其中")
    return name if is_place(name) else None


class Areas:
    """The areas that a passage names, found once, and for each of its figures the one that it speaks of."""

    def __init__(self, text: str) -> None:
        self._starts: list[int] = []
        self._names: list[str] = []
        quoted = [match.span() for match in _QUOTED.finditer(text)]
        for match in _AREAS.finditer(text):
            name = _ENTRANCE.sub("", match[0])
            start = match.end() - len(name)
            if any(word in name for word in _NO_PLACE):
                continue
            before = bisect_left(quoted, (start, 0)) - 1
            if before >= 0 and start < quoted[before][1]:
                continue
            if not _OF_WHOLE.search(text, max(0, start - 2), start):
                self._starts.append(start)
                self._names.append(name)

    def scope_of(self, context: Context) -> str | None:
        """The last area named before the number in its sentence, other than one that it is compared with; or None.

        城镇 and 农村 are part of a metric's name (城镇新增就业), 农村地区 is an area. What a place is one of is not
        that place's (平房乡该项目是全区11个在建项目之一).
        """
        number = context.quantity.start
        index = bisect_left(self._starts, number) - 1
        while index >= 0 and self._starts[index] + len(self._names[index]) > number:
            index -= 1
        if index < 0 or self._starts[index] < context.sentence_start:
            return None
        if _COMPASS.fullmatch(self._names[index]) and self._starts[index] < context.clause_start:
            return None
        if "之一" in context.after and "是" in context.text[self._starts[index] : number]:
            return None
        return self._names[index]
