"""Sentences and clauses, with quotes and brackets kept whole."""

from __future__ import annotations

import re

from archive.model import Span
from archive.reading.characters import SENTENCE_ENDS

_WALK = re.compile(r"[。！？!?…｡；;，,：:、\n“”‘’「」『』（）()《》〈〉【】]|\.(?=\s|$)")
_PAIRS = {  # opening mark → closing mark
    "“": "”",
    "‘": "’",
    "「": "」",
    "『": "』",
    "（": "）",
    "(": ")",
    "《": "》",
    "〈": "〉",
    "【": "】",
}
_CLOSERS = frozenset(_PAIRS.values())
_SENTENCE = SENTENCE_ENDS
_AFTER = "”’」』）)》〉】"


def sentences(text: str) -> list[Span]:
    """The sentences of `text`: ranges without blank margins, which together hold all of its ink.

    A sentence ends at 。！？…  with the closing quotes and brackets after it. Inside quotes or brackets it ends only
    where the quote does and something new follows; a quote that never closes binds nothing beyond its line.

    >>> text = "他说：“好。很好。”大家鼓掌。散会。"
    >>> [span.of(text) for span in sentences(text)]
    ['他说：“好。很好。”大家鼓掌。', '散会。']
    """
    return _cut(text, _SENTENCE)


def clauses(text: str) -> list[Span]:
    """The clauses of `text`: as `sentences`, cut also at ；，：, and within quoted speech, but never inside a number.

    Brackets, titles in 《》 and quoted terms stay whole; a quote with a sentence in it is speech, with its own clauses.

    >>> text = "新开工7个、完工52个，加装电梯1,200部（含“既有，多层”）；“很好，投用了。”他说。"
    >>> [span.of(text) for span in clauses(text)]
    ['新开工7个、完工52个，', '加装电梯1,200部（含“既有，多层”）；', '“很好，', '投用了。”', '他说。']
    """
    return _cut(text, _SENTENCE | frozenset("；;，,：:"), into_speech=True)


def _cut(text: str, ends: frozenset[str], into_speech: bool = False) -> list[Span]:
    closing = _matched(text)
    cuts: list[int] = []
    position = 0
    while match := _WALK.search(text, position):
        start, position = match.span()
        mark = match.group()
        if mark in _PAIRS:
            partner = closing.get(start)
            if partner is None or (into_speech and mark in "“「" and text[partner - 1] in _SENTENCE):
                continue
            position = partner + 1
            if mark in "“「『" and text[partner - 1] in _SENTENCE and _starts_anew(text, position):
                cuts.append(position)
        elif mark == "\n" or (mark == "." and start and not text[start - 1].isascii()):
            cuts.append(position)
        elif mark in ends and not (mark in ",:" and _inside_number(text, start)):
            while position < len(text) and (text[position] in _SENTENCE or text[position] in _AFTER):
                position += 1
            cuts.append(position)
    return _spans(text, cuts)


def _matched(text: str) -> dict[int, int]:
    """For each opening mark, its partner on the same line; marks without one are left out."""
    found: dict[int, int] = {}
    stack: list[tuple[str, int]] = []
    for match in _WALK.finditer(text):
        mark = match.group()
        if mark == "\n":
            stack.clear()
        elif mark in _PAIRS:
            stack.append((_PAIRS[mark], match.start()))
        elif mark in _CLOSERS and stack:
            for depth in range(len(stack) - 1, max(len(stack) - 5, -1), -1):
                if stack[depth][0] == mark:
                    found[stack[depth][1]] = match.start()
                    del stack[depth:]
                    break
    return found


def _starts_anew(text: str, position: int) -> bool:
    """Whether what follows a closed quote is a new sentence: the end, or an opening quote.

    After 他说：“……。” the words 大家鼓掌 belong on; only another quote or the end is sure to be new.
    """
    return position >= len(text) or text[position] in "“「『\n"


def _inside_number(text: str, position: int) -> bool:
    return 0 < position < len(text) - 1 and text[position - 1].isdigit() and text[position + 1].isdigit()


def _spans(text: str, cuts: list[int]) -> list[Span]:
    found: list[Span] = []
    start = 0
    for end in [*cuts, len(text)]:
        piece = text[start:end]
        stripped = piece.strip()
        if stripped:
            low = start + len(piece) - len(piece.lstrip())
            found.append(Span(low, low + len(stripped)))
        start = end
    return found
