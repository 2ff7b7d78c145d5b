"""The pieces that are lined up: lines of a text, clauses of a line, and the keys under which pieces are the same."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz.distance import Postfix, Prefix

#: White space that a layout puts in, characters of no width among it.
BLANK = r"[^\S\n]|[\u200b\ufeff\u2060]"
#: What is left of the white space between two Latin words or numbers, which is not the layout's alone.
LATIN_GAP = "\x1f"

# A line, its end, and the blank lines after it; blank lines at the very start are one of their own.
_UNIT = re.compile(rf"[^\n]*\n(?:(?:{BLANK})*\n)*|[^\n]+")
# Text up to and with a run of punctuation; a comma or stop between digits belongs to the number.
_CLAUSE = re.compile(
    r"[^，。；：！？、,;:!?\n]*+(?:(?<=\d)[,，](?=\d)[^，。；：！？、,;:!?\n]*+)*+"
    r"(?:[，。；：！？、,;:!?]++[”’」』）)》】]*+|\n\s*+)?"
)
# The end of a clause, whatever stands before it.
_CLAUSE_END = re.compile(r"[，。；：、！？](?=\w)(?!\d)")
_LAST_CLAUSE_END = re.compile(rf"(?s:.*){_CLAUSE_END.pattern}")
_SENTENCE_END = re.compile(r"[。！？；…!?;：:][”’」』）)》】]*\s*\Z")
_SPACE = re.compile(r"[\s\u200b\ufeff\u2060]+")
_NO_WORD = re.compile(r"\W+")
_LONG_OPENING = 16
_OPENING = re.compile(r"(?:\W*+(\w)(?:\W*+(\w)(?:\W*+(\w)(?:\W*+(\w))?)?)?)?")
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ]")
_BETWEEN_LATIN = re.compile(r"(?<=[0-9A-Za-z])[\s\u200b\ufeff\u2060]+(?=[0-9A-Za-z])")

_WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | dict(
    zip("“”‘’「」『』—–―－−‐‑･•﹪〈〉", '""""""""-------··%<>', strict=True)
)
_SET = re.compile(f"[{''.join(map(re.escape, _WIDTH))}]")


def split_units(text: str) -> list[str]:
    """The lines of `text` with their ends and the blank lines after them; joined they are the text again.

    >>> split_units("甲\\n\\n乙\\n丙")
    ['甲\\n\\n', '乙\\n', '丙']
    """
    return _UNIT.findall(text)


def split_clauses(text: str) -> list[str]:
    """The clauses of `text`, punctuation with the clause it closes; joined they are the text again.

    >>> split_clauses("共1,200个，约5%。")
    ['共1,200个，', '约5%。']
    """
    clauses: list[str] = _CLAUSE.findall(text)
    clauses.pop()  # nothing, at the very end
    return clauses


def same_clauses(a: str, b: str) -> tuple[int, int]:
    """How many characters of whole clauses two texts begin and end with alike, as far as that is quick to tell.

    >>> same_clauses("甲区，乙区，丙区。", "甲区，乙镇，丙区。")
    (3, 3)
    >>> same_clauses("甲区，乙镇，丙区，丁区。", "甲区，乙，丙区，丁区。")
    (3, 6)
    """
    same = Prefix.similarity(a, b)
    last = _LAST_CLAUSE_END.match(a, 0, same)
    head = last.end() if last else 0
    rest = len(a) - Postfix.similarity(a[head:], b[head:])
    first = _CLAUSE_END.search(a, rest)
    return head, len(a) - first.end() if first else 0


def fold(text: str) -> str:
    """`text` without what a layout alone decides: white space, width of characters, shape of quotes and dashes.

    >>> fold("　　增长５％， “两区”") == fold("增长5%,“两区”")
    True
    """
    if _BETWEEN_LATIN.search(text):
        return LATIN_GAP.join(fold(part) for part in _BETWEEN_LATIN.split(text))
    return _SET.sub(_in_one_width, _SPACE.sub("", text))


def _in_one_width(sign: re.Match[str]) -> str:
    return _WIDTH[sign[0]]


def skeleton(text: str) -> str:
    """The letters, digits and Han characters of `text`: the same for texts that differ in layout, quick to make."""
    return _NO_WORD.sub("", text)


def openings(texts: Iterable[str]) -> list[str]:
    """The first few characters of the skeleton of each text, quicker to find than all of it.

    >>> openings(["增长5％左右", "　　（一）增长 5％"])
    ['增长5％', '一增长5']
    """
    return [begin if len(begin := text[:4]) == 4 and begin.isalnum() else _opening(text) for text in texts]


def _opening(text: str) -> str:
    return "".join(filter(None, _OPENING.match(text).groups()))  # type: ignore[union-attr]  # it matches anything


def long_opening(text: str) -> str:
    """As many more characters of the skeleton of `text` as tell most texts apart, without reading all of it."""
    begin = skeleton(text[: 3 * _LONG_OPENING])
    return (begin if len(begin) >= _LONG_OPENING else skeleton(text))[:_LONG_OPENING]


def part_ways(a: str, b: str) -> bool:
    """Whether two texts begin the same and then go on with different letters: so they say different things.

    It is quick to ask, and answers for nearly all texts that do.

    >>> part_ways("增长5%", "增长6%"), part_ways("增长 5%", "增长5%")
    (True, False)
    """
    at = Prefix.similarity(a, b)
    return _are_other_letters(a[at : at + 1], b[at : at + 1])


def end_apart(a: str, b: str) -> bool:
    """Whether two texts end the same after different letters: as `part_ways`, from their ends."""
    end = Postfix.similarity(a, b) + 1
    return _are_other_letters(a[-end : len(a) + 1 - end], b[-end : len(b) + 1 - end])


def _are_other_letters(one: str, other: str) -> bool:
    return one.isalnum() and other.isalnum() and one not in _WIDTH and other not in _WIDTH


def same_but_layout(a: str, b: str) -> bool:
    """Whether two texts say the same in the same words and signs, however they are set."""
    if a == b:
        return True
    if part_ways(a, b) or end_apart(a, b):
        return False
    if skeleton(a) != skeleton(b) and not (_WIDE.search(a) or _WIDE.search(b)):
        return False
    return fold(a) == fold(b)


def is_blank(text: str) -> bool:
    """Whether there is nothing to be seen in `text`."""
    return _SPACE.fullmatch(text) is not None


def ends_sentence(text: str) -> bool:
    """Whether `text` closes with the end of a sentence, so that a break after it is the author's."""
    return _SENTENCE_END.search(text) is not None
