"""The folded form in which wordings are looked for, so that layout and typography do not hide a formulation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

OPENING_QUOTES = frozenset("“‘「『《\"'＂＇﹁﹃〝")
CLOSING_QUOTES = frozenset("”’」』》\"'＂＇﹂﹄〞〟")
_DROPPED_CATEGORIES = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Pd"})
_DROPPED = frozenset("“”‘’「」『』\"'＂＇﹁﹂﹃﹄〝〞〟·・•‧∙●~～─━_")


class _Folding(dict[int, str]):
    """What each character becomes in a key, worked out once for each; a table for ``str.translate``."""

    def __missing__(self, point: int) -> str:
        folded = unicodedata.normalize("NFKC", chr(point)).casefold()
        kept = "".join(
            part for part in folded if part not in _DROPPED and unicodedata.category(part) not in _DROPPED_CATEGORIES
        )
        self[point] = kept
        if len(kept) != 1:
            _UNEVEN.add(chr(point))
        return kept


_FOLDED = _Folding()
#: The characters met so far that become none or several in a key.
_UNEVEN: set[str] = set()
#: All but the common characters, each of which stands for one in a key.
_UNCERTAIN = re.compile("[^\u4e00-\u9fff0-9A-Za-z，。、；：%]")


@dataclass(frozen=True, slots=True)
class Key:
    """A folded text; `offsets[i]` is the character of the text that the i-th of the key came from."""

    text: str
    offsets: Sequence[int]


def theme_key(text: str) -> str:
    """`text` as wordings are compared: width and case folded; no quotes, dashes, middle dots or white space.

    >>> theme_key("“两区”建设，ＣＢＤ——三里屯")
    '两区建设,cbd三里屯'
    """
    return text.translate(_FOLDED)


def located_key(text: str) -> Key:
    """The key of `text` with the way back to its characters."""
    key = text.translate(_FOLDED)
    uneven = [found.start() for found in _UNCERTAIN.finditer(text) if found[0] in _UNEVEN]
    if not uneven:
        return Key(key, range(len(text)))
    offsets: list[int] = []
    even = 0  # where the characters begin that stand for one each
    for index in uneven:
        offsets.extend(range(even, index))
        offsets.extend([index] * len(_FOLDED[ord(text[index])]))
        even = index + 1
    offsets.extend(range(even, len(text)))
    return Key(key, offsets)
