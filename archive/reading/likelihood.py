"""How much a string looks like Chinese prose, judged by how common its characters are."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from archive.reading.word_lists import load_data

#: Mean weight of a character (about the logarithm of its frequency) above which a text is taken for Chinese prose.
#: Pages of reports reach -7.5; bytes read under the wrong encoding stay below -10.5.
CHINESE = -10.0

_SAMPLE = 5_000
_OTHER_HAN = -15.0
_OTHER = -14.0
_NOT_TEXT = -18.0
_COMMON = -10.6  # the band that ends about the 3,000th character
_ASCII = re.compile(r"[\x00-\x7f]+")


@cache
def _table() -> tuple[dict[str, float], tuple[str, ...]]:
    data = load_data("character_frequency")
    weights = {character: float(band["weight"]) for band in data["band"] for character in band["characters"]}
    return weights, tuple(data["mojibake"]["marks"])


def mojibake_marks() -> tuple[str, ...]:
    """The strings that only a wrong reading of bytes leaves in a text, such as 锟斤拷."""
    return _table()[1]


@cache
def _plain() -> re.Pattern[str]:
    weights, _ = _table()
    common = "".join(re.escape(character) for character, weight in weights.items() if weight >= _COMMON)
    return re.compile(f"[\\t-\\r -~{common}]+")


def odd_characters(text: str) -> str:
    """The characters that are no printable ASCII, no blanks, and not among the 3,000 or so commonest ones, in order.

    >>> odd_characters("关于2024年喆赟的\\x01报告")
    '喆赟\\x01'
    """
    return _plain().sub("", text)


def count_odd(text: str) -> int:
    """How many of the odd characters of a text are not ASCII.

    >>> count_odd("关于2024年计划的报告"), count_odd("喆赟\\x01")
    (0, 2)
    """
    return len(_ASCII.sub("", odd_characters(text)))


def likelihood(text: str) -> float:
    """The mean weight of the characters outside ASCII, 0 where there are none: the higher, the more like Chinese prose.

    Only the first 5,000 such characters are looked at.

    >>> likelihood("关于计划的报告") > CHINESE > likelihood("鍏充簬璁″垝鐨勬姤鍛")
    True
    """
    weights, _ = _table()
    counts = Counter(_ASCII.sub("", text[: 4 * _SAMPLE])[:_SAMPLE])
    total = counts.total()
    if not total:
        return 0.0
    return sum(count * (weights.get(character) or _weight(character)) for character, count in counts.items()) / total


def _weight(character: str) -> float:
    if "\u3400" <= character <= "\u9fff" or character >= "\U00020000":
        return _OTHER_HAN
    # Controls, private use and code points that nobody has assigned stand in no text.
    return _OTHER if character.isprintable() or character.isspace() else _NOT_TEXT
