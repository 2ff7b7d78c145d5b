"""Bytes to text: which encoding a file is in, and whether it is text at all."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from archive.errors import BadInput
from archive.reading.likelihood import CHINESE, likelihood, odd_characters
from archive.reading.mojibake import refuse_mojibake

#: Byte order marks, the longer ones first: that of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
#: GB18030 reads all of GBK and GB2312. Windows and Hong Kong each read a few bytes of Big5 in their own way.
_UNMARKED = ("gb18030", "big5", "cp950", "big5hkscs", "utf-16-le", "utf-16-be")
_WIDE = ("utf-16-le", "utf-16-be")
#: What a page may call its encoding, and the name under which it is read.
_DECLARED = {
    "utf8": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "cp936": "gb18030",
    "big5": "big5",
    "big5hkscs": "big5hkscs",
    "cp950": "cp950",
}
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
#: Characters that UTF-8 writes in three bytes or four.
_BEYOND_TWO_BYTES = re.compile("[\u0800-\U0010ffff]")
_MOST_CONTROLS = 0.01
_SHORT = 8
#: No wrong reading of so long a text comes near this likelihood, so the others need not be tried.
_CERTAIN = -8.5
_LONG = 200
_SLIGHTLY_BROKEN = 0.01


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file: its characters as they are, line ends as LF, without a byte order mark."""

    text: str
    encoding: str  # a Python codec that reads the bytes
    had_bom: bool


def decode(raw: bytes, declared: str | None = None) -> Decoded:
    """The text in `raw`, read under the encoding that makes it text: UTF-8, UTF-16, UTF-32, GB18030 or Big5.

    A byte order mark decides; then strict UTF-8; then whichever encoding yields the commonest characters. What a page
    says of itself (`declared`) breaks a tie, no more: such labels are often wrong. Raises BadInput with the reason for
    an empty file, binary data, a text with broken characters, and mojibake.

    >>> decode("朝阳区工作报告\\r\\n".encode("gbk"))
    Decoded(text='朝阳区工作报告\\n', encoding='gb18030', had_bom=False)
    """
    if not raw:
        raise BadInput("the file is empty")
    text, encoding, had_bom = _read(raw, declared)
    if not text or text.isspace():
        raise BadInput("there is nothing but blanks in it")
    if "\x00" in text:
        raise BadInput("there are NUL characters in it: this is binary data, not text")
    odd = odd_characters(text)
    refuse_mojibake(text, odd)
    if len(_CONTROLS.findall(odd)) > _MOST_CONTROLS * len(text):
        raise BadInput("it is full of control characters: this is binary data, not text")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Decoded(text, encoding, had_bom)


def _read(raw: bytes, declared: str | None) -> tuple[str, str, bool]:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            text = _strictly(raw[len(mark) :], encoding)
            if text is None:
                raise BadInput(f"it begins as {encoding} and breaks off from it: damaged or cut short")
            return text, encoding, True
    text = None if b"\x00" in raw else _strictly(raw, "utf-8")
    # A GBK text of few characters can happen to be valid UTF-8: then it reads as a row of Greek or Arabic letters.
    if text is not None and (text.isascii() or _BEYOND_TWO_BYTES.search(text) or len(raw) > 1000):
        return text, "utf-8", False
    encoding, best = _likeliest(raw, declared)
    if text is not None and (best is None or likelihood(best) < CHINESE):
        return text, "utf-8", False
    if best is None or likelihood(best) < CHINESE:
        raise BadInput(_why_not(raw))
    return best, encoding, False


def _likeliest(raw: bytes, declared: str | None) -> tuple[str, str | None]:
    name = _DECLARED.get((declared or "").strip().lower().replace("-", "").replace("_", ""))
    candidates = _WIDE if b"\x00" in raw else _UNMARKED
    found: list[tuple[float, bool, int, str, str]] = []
    for order, encoding in enumerate(candidates):
        text = _strictly(raw, encoding)
        if text:
            wide_ascii = encoding in _WIDE and text.isascii()
            score = CHINESE if wide_ascii else likelihood(text)
            if score > _CERTAIN and len(text) >= _LONG and not wide_ascii:
                return encoding, text
            found.append((score, encoding == name, -order, encoding, text))
    if not found:
        return "", None
    *_, encoding, text = max(found)
    return encoding, text


def _strictly(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _why_not(raw: bytes) -> str:
    """The reason to give for bytes that no encoding reads, in one line."""
    if b"\x00" in raw:
        return "there are NUL bytes in it: this is binary data, not text"
    for encoding, name in (("utf-8", "UTF-8"), ("gb18030", "GB18030"), ("big5hkscs", "Big5")):
        lenient = raw.decode(encoding, "replace")
        broken = lenient.count("\ufffd")
        if 0 < broken <= max(1, _SLIGHTLY_BROKEN * len(lenient)) and len(lenient) >= _SHORT:
            try:
                raw.decode(encoding)
            except UnicodeDecodeError as error:
                if likelihood(lenient.replace("\ufffd", "")) >= CHINESE:
                    return f"it is {name} but damaged: byte {error.start + 1} begins no character"
    return "it is text in no encoding that is read here (UTF-8, UTF-16, GB18030, Big5), or binary data"
