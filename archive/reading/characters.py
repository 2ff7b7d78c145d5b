"""What single characters mean to a reader of a Chinese page: width, blank, end of a sentence, quotes."""

from __future__ import annotations

import re
import unicodedata

#: Full-width forms to half-width ones, code point by code point, so that offsets stay what they are. Used on the side,
#: to recognise things; the text itself is never changed. Reports of one series differ in nothing but this width.
FOLDED_WIDTH: dict[int, int] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    0x3000: 0x20,
    0x00A0: 0x20,
    0x2002: 0x20,
    0x2003: 0x20,
    0x2009: 0x20,
    0x202F: 0x20,
    0xFF61: 0x3002,
    0xFF64: 0x3001,
    0xFE30: 0x3A,
    0x2236: 0x3A,
}

_FOLDED = {chr(code): chr(half) for code, half in FOLDED_WIDTH.items()}
#: What NFKC makes of the characters that Chinese pages have most.
_COMPATIBLE = {char: unicodedata.normalize("NFKC", char) for char in (*_FOLDED, "…")}
_WIDE_SIGN = re.compile(f"[{re.escape(''.join(_FOLDED))}]")
_COMPATIBLE_SIGN = re.compile(f"[{re.escape(''.join(_COMPATIBLE))}]")

#: Characters without ink that str.strip does not take: zero-width spaces and joiners, direction marks, byte order mark.
INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u00ad"

#: White space and invisible characters, for str.strip.
BLANKS = (
    "\t\n\v\f\r \x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000" + INVISIBLE
)

#: Half a character: what no library written in Rust takes.
SURROGATE = re.compile("[\ud800-\udfff]")

SENTENCE_ENDS = frozenset("。!?…！？｡")
CLOSERS = "”’)）》〉」』】〕]"
CLOSING_QUOTES = '”’」』"'

_ASIDE_AFTER_END = re.compile(r"[。!?…][”’」』\"]*\([^()]*\)$")


def fold_width(text: str) -> str:
    """`text` with full-width punctuation, letters, digits and spaces made half-width; as long as `text`.

    >>> fold_width("２０２４年，朝阳（北京）")
    '2024年,朝阳(北京)'
    """
    for character in set(_WIDE_SIGN.findall(text)):  # few differ: faster than str.translate, in whatever order
        text = text.replace(character, _FOLDED[character])
    return text


def nfkc(text: str) -> str:
    """`text` in Unicode's form NFKC: just what ``unicodedata.normalize`` gives, sooner for Chinese prose.

    Nearly all that differs there is the width of punctuation; and nothing is composed over a line's end.

    >>> nfkc("２０２４年，①")
    '2024年,1'
    """
    for character in set(_COMPATIBLE_SIGN.findall(text)):
        text = text.replace(character, _COMPATIBLE[character])
    if unicodedata.is_normalized("NFKC", text):
        return text
    return "\n".join(
        line if unicodedata.is_normalized("NFKC", line) else unicodedata.normalize("NFKC", line)
        for line in text.split("\n")
    )


def ends_sentence(folded: str) -> bool:
    """Whether a line of width-folded text ends a sentence: 。！？… and any closing quotes and brackets after it.

    >>> ends_sentence("他说:“好。”"), ends_sentence("建设“五宜”"), ends_sentence("全部完工。(见图)")
    (True, False, True)
    """
    bare = folded.rstrip(CLOSERS + "\"' ")
    if not bare:
        return False
    last = bare[-1]
    if last in SENTENCE_ENDS or (last == "." and len(bare) > 1 and is_han(bare[-2])):
        return True
    return folded[-1] == ")" and _ASIDE_AFTER_END.search(folded[-120:]) is not None


def is_han(character: str) -> bool:
    """Whether a character is a Han character (the basic block, extension A or the supplementary planes)."""
    return (
        "\u4e00" <= character <= "\u9fff"
        or "\u3400" <= character <= "\u4dbf"
        or "\U00020000" <= character <= "\U0003ffff"
    )


def is_latin_letter(character: str) -> bool:
    """Whether a character is an ASCII letter."""
    return character.isascii() and character.isalpha()
