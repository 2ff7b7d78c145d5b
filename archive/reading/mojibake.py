"""Mojibake: text that was once read under the wrong encoding and then saved, so that its words are gone."""

from __future__ import annotations

from archive.errors import BadInput
from archive.reading.likelihood import CHINESE, count_odd, likelihood, mojibake_marks

_PIECE = 300
#: Where fewer of a page's characters are odd, there is no room for a spoilt part worth speaking of.
_FEW_ODD = 0.04
_SPOILT_SHARE = 0.05
_REPLACED_SHARE = 0.01
#: By how much the mended reading must be the likelier one.
_MARGIN = 2.0
_SHORTEST = 4

#: Wrong reading, right reading: a piece that was written in the second and read as the first.
_READINGS = (
    ("gb18030", "utf-8", "UTF-8 that was read as GBK"),
    ("western", "utf-8", "UTF-8 that was read as Latin-1"),
    ("western", "gb18030", "GBK that was read as Latin-1"),
    ("western", "big5", "Big5 that was read as Latin-1"),
    ("gb18030", "big5", "Big5 that was read as GBK"),
    ("big5", "gb18030", "GBK that was read as Big5"),
    ("big5", "utf-8", "UTF-8 that was read as Big5"),
)
#: A program that reads bytes as Latin-1 mostly means Windows' code page 1252, and its gaps as Latin-1's controls.
_WESTERN = {ord(bytes([byte]).decode("cp1252", "ignore") or chr(byte)): byte for byte in range(0x80, 0x100)}


def refuse_mojibake(text: str, odd: str | None = None) -> None:
    """Raise BadInput, naming what happened, where a twentieth of `text` or more is mojibake; else do nothing.

    `odd` are its odd characters, where they are known.

    >>> refuse_mojibake("朝阳区召开会议，部署下一步工作。")
    >>> refuse_mojibake("鏈濋槼鍖哄彫寮€浼氳锛岄儴缃蹭笅涓€姝ュ伐浣溿€")
    Traceback (most recent call last):
    ...
    archive.errors.BadInput: its words are lost: UTF-8 that was read as GBK and saved again
    """
    size = len(text)
    lost = text.count("\ufffd")
    if lost > _REPLACED_SHARE * size:
        raise BadInput(f"its words are lost: {lost} characters were replaced by U+FFFD when it was saved")
    if any(text.count(mark) * len(mark) > _REPLACED_SHARE * size for mark in mojibake_marks()):
        raise BadInput("its words are lost: replacement characters that were read as GBK and saved again")
    if count_odd(text if odd is None else odd) <= _FEW_ODD * size:
        return
    spoilt: dict[str, int] = {}
    for start in range(0, size, _PIECE):
        piece = text[start : start + _PIECE]
        reading = _spoilt(piece)
        if reading:
            spoilt[reading] = spoilt.get(reading, 0) + len(piece)
    if sum(spoilt.values()) >= _SPOILT_SHARE * size and spoilt:
        raise BadInput(f"its words are lost: {max(spoilt, key=lambda name: spoilt[name])} and saved again")


def _spoilt(piece: str) -> str | None:
    """How `piece` was spoilt, or None where it is as it was written."""
    if count_odd(piece) < max(_SHORTEST, _SPOILT_SHARE * len(piece)):
        return None
    least = max(CHINESE, likelihood(piece) + _MARGIN)
    best, found = least, None
    for wrong, right, name in _READINGS:
        mended = _bytes_of(piece, wrong).decode(right, "replace")
        # An ellipsis or a dash among Western letters is no mended text: Chinese takes several characters.
        if sum(character > "\u2e7f" for character in mended) >= _SHORTEST and (score := likelihood(mended)) >= best:
            best, found = score, name
    return found


def _bytes_of(piece: str, encoding: str) -> bytes:
    piece = piece.replace("\ufffd", "?")
    if encoding == "western":
        return piece.translate(_WESTERN).encode("latin-1", "replace")
    return piece.encode(encoding, "replace")
