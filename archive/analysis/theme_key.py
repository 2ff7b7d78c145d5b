"""The folded form in which wordings are looked for, so that layout and typography do not hide a formulation."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

OPENING_QUOTES = frozenset("“‘「『《\"'＂＇﹁﹃〝")
CLOSING_QUOTES = frozenset("”’」』》\"'＂＇﹂﹄〞〟")
_DROPPED_CATEGORIES = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Pd"})
_DROPPED = frozenset("“”‘’「」『』\"'＂＇﹁﹂﹃﹄〝〞〟·・•‧∙●~～─━_")


class _Folding(dict[str, str]):
    """What each character becomes in a key, worked out once for each."""

    def __missing__(self, char: str) -> str:
        folded = unicodedata.normalize("NFKC", char).casefold()
        kept = "".join(
            part for part in folded if part not in _DROPPED and unicodedata.category(part) not in _DROPPED_CATEGORIES
        )
        self[char] = kept
        return kept


_FOLDED = _Folding()


@dataclass(frozen=True, slots=True)
class Key:
    """A folded text; `offsets[i]` is the character of the text that the i-th of the key came from."""

    text: str
    offsets: tuple[int, ...]


def theme_key(text: str) -> str:
    """`text` as wordings are compared: width and case folded; no quotes, dashes, middle dots or white space.

    >>> theme_key("“两区”建设，ＣＢＤ——三里屯")
    '两区建设,cbd三里屯'
    """
    return "".join([_FOLDED[char] for char in text])


def located_key(text: str) -> Key:
    """The key of `text` with the way back to its characters."""
    pieces = [_FOLDED[char] for char in text]
    key = "".join(pieces)
    if len(key) == len(text) and all(pieces):
        return Key(key, tuple(range(len(text))))
    return Key(key, tuple([index for index, piece in enumerate(pieces) for _ in piece]))
