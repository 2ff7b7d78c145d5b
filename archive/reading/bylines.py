"""Who wrote an article: the names in a credit, on a line of its own or in the first words of the body."""

from __future__ import annotations

import re

from archive.reading.characters import is_han
from archive.reading.word_lists import one_of

_CREDITED = re.compile(
    rf"^[^。]{{0,12}}?\(((?:驻[^()\s]{{1,6}}?)?(?:{one_of('layout', 'reporter_kinds')})*(?:记者|通讯员)[^()]{{1,60}})\)"
)
_REPORTERS = re.compile(r"^本报讯?\s*((?:首席|见习|实习)?(?:记者|通讯员)[^,。()\d]{2,30}?)(?:\s?报道|\s?(?=\d))")
_NOT_NAMES = re.compile(rf"{one_of('layout', 'no_authors')}|[■□◆●○▲()/:：／]")
_LONE_SIGN = re.compile(r"(?<![一-鿿])[文图摄](?![一-鿿])")


def credited(opening: str) -> tuple[list[str], int]:
    """The reporters that the first words of a body name, and where that ends: 本报讯(记者 …), 本报记者…报道.

    >>> credited("本报讯(记者 张雯)3月7日,会议召开。")
    (['张雯'], 10)
    """
    match = _CREDITED.match(opening) or _REPORTERS.match(opening)
    return (names_in(match.group(1)), match.end()) if match else ([], 0)


def names_in(words: str) -> list[str]:
    """The names in a byline; a name spread by a space, 王 佳, is one.

    >>> names_in("本报记者 张雯 王 佳 文/图")
    ['张雯', '王佳']
    """
    pieces = _LONE_SIGN.sub(" ", _NOT_NAMES.sub(" ", words.replace("（", "(").replace("）", ")"))).strip()
    found: list[str] = []
    alone = ""
    for piece in re.split(r"[\s、,，]+", pieces):
        if len(piece) == 1 and is_han(piece):
            if alone:
                found.append(alone + piece)
                alone = ""
            else:
                alone = piece
        elif 2 <= len(piece) <= 8:
            found.append(piece)
    return found
