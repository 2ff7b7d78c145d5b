"""From one text and a diff's JSON, the other text, character for character."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from archive.errors import BadInput

Json = Mapping[str, Any]
_Piece = tuple[int, int, str]  # where a piece lies in the text to be rebuilt, and what it says


def rebuild_new(old: str, diff: Json) -> str:
    """The new text; raises BadInput where `old` is not the text that the diff was made from, or the diff is damaged."""
    return _rebuild(old, diff, ("from", "to"), "insert")


def rebuild_old(new: str, diff: Json) -> str:
    """The old text; raises BadInput where `new` is not the text that the diff leads to, or the diff is damaged."""
    return _rebuild(new, diff, ("to", "from"), "delete")


def _rebuild(given: str, diff: Json, sides: tuple[str, str], carried: str) -> str:
    here, there = sides
    _check(given, diff[here], "the text is not the one that the diff was made for")
    pieces = sorted(piece for block in diff["blocks"] for piece in _pieces(given, block, here, there, carried))
    at = 0
    for start, end, text in pieces:
        if start != at or end - start != len(text):
            raise BadInput(f"the diff is damaged at character {at}: make it again from the two versions")
        at = end
    rebuilt = "".join(text for _, _, text in pieces)
    _check(rebuilt, diff[there], "the diff is damaged: make it again from the two versions")
    return rebuilt


def _pieces(given: str, block: Json, here: str, there: str, carried: str) -> Iterator[_Piece]:
    if block["op"] == "equal" and not block["spans"]:
        text = "".join(given[start:end] for start, end in block[here])
        at = 0
        for start, end in block[there]:
            yield start, end, text[at : at + end - start]
            at += end - start
        return
    for span in block["spans"]:
        if span["op"] == "equal":
            yield *span[there], given[slice(*span[here])]
        elif span["op"] == carried:
            yield *span[there], span["text"]


def _check(text: str, side: Json, message: str) -> None:
    if hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != side["sha256"]:
        raise BadInput(message)
