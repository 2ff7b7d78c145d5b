"""Words as units: what a change may not cut in two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise, zip_longest

from archive.reading.word_lists import load_data

#: A quotation up to this long is one word: it is a formulation, not speech.
LONGEST_QUOTE = 10
LONGEST_TITLE = 16


#: Where the stand-in of `cut_words` comes from: in no dictionary, and in no word found by a pattern.
PRIVATE_AREA = range(0xE000, 0xF900)
PRIVATE = "\ue000-\uf8ff"
#: Marks drawn on top of the character before them, and the joiner of compound signs.
MARKS = "\u0300-\u036f\ufe00-\ufe0f\u200d\u20e3\U0001f3fb-\U0001f3ff"
#: A set with every digit of any script in it, and no Han character of the basic plane: far quicker to ask than ``\\d``.
DIGITS = r"0-9０-９\u0660-\u1c59\ua620-\uabf9\U00010000-\U0010ffff"


@cache
def _pattern(terms: tuple[str, ...], marked: bool) -> re.Pattern[str]:
    """What is one word whatever a dictionary says: figures, dates, addresses, Latin words, short quotations, terms."""
    hedges = sorted(_hedges("before"))
    hedged = _either(hedges, begun=True)
    after = f"(?:{_either(_hedges('after'))})?"
    unit = f"(?:{_either(unit_words())}{_not_before()}(?!\\d))?"
    scale = r"(?:[.,．，]\d+)*(?:[百千]?[万亿]+|[百千])?[%％‰]?"
    spelled, ones = "零〇一二三四五六七八九十百千万亿两", "一二三四五六七八九十"
    amount = rf"\d*{scale}(?:[—～~\-－]\d+{scale})?{unit}{after}"
    share = rf"分之[{spelled}点]+{after}"
    latin = r"A-Za-zＡ-Ｚａ-ｚ\u00c0-\u024f"
    rest = r"(?:(?<=\d)(?:[.,．，]\d+)*[%％‰]?)?"
    mail = rf"[A-Za-z0-9._+\-]*@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+{rest}"
    page = rf"(?:(?<=h)ttps?://|(?<=w)ww\.)[A-Za-z0-9./?=&%#:~+_\-]+{rest}"
    # The first character stands alone and is looked back at: so the pattern can be searched for at speed.
    alternatives = [
        rf"(?<=\d)(?:\d{{3}}年(?:\d{{1,2}}月(?:\d{{1,2}}日)?)?|\d?月(?:\d{{1,2}}日)?|{amount})",
        rf"(?<=[{spelled}])(?:(?:(?<=[百千])|(?<=[{ones}])[{ones}]*){share}|[{spelled}]+(?:点[{spelled}]+)?{unit}{after})",
        rf"{hedged}(?:\s?[+\-−－]?\d{amount}|(?:[百千]|[{ones}]+){share})",
        rf"(?<=[{latin}])(?:{page}|(?<=[A-Za-z]){mail}|[{latin}\d]*(?:[.\-+'][A-Za-z\d]+)*\+*{rest})",
        rf"(?<=[+\-−－])(?:\d{amount}|(?<=[+\-]){mail})",
        rf"(?<=第)[{spelled}\d]+[编章节条款项](?:之[{ones}]+)?",
        rf"(?<=“)[^“”\n，。；：！？\d{PRIVATE}]{{1,{LONGEST_QUOTE}}}”|(?<=《)[^《》\n，。；\d{PRIVATE}]{{1,{LONGEST_TITLE}}}》",
        r"(?<=[\ud800-\udbff])[\udc00-\udfff]|(?<=[\ud800-\udfff])",
    ]
    first = "".join(sorted({re.escape(hedge[0]) for hedge in hedges}))
    # A numeral or the beginning of a longer hedge is common in any text: what follows it is looked at first.
    alone = {hedge for hedge in hedges if len(hedge) == 1}
    begun = "".join(sorted(re.escape(sign) for sign in {hedge[0] for hedge in hedges} - alone))
    second = "".join(sorted({re.escape(hedge[1]) for hedge in hedges if len(hedge) > 1}))
    gate = (
        rf"[{DIGITS}+\-−－第{spelled}{first}{latin}“《\ud800-\udfff](?<![{spelled}{begun}](?=[^{spelled}分{second}]))"
    )
    pattern = f"{gate}(?:{'|'.join(alternatives)})"
    if terms:
        pattern = f"{_terms(terms)}|{pattern}"
    if marked:
        pattern = rf"[^\n{PRIVATE}](?:\u200d[^\n{PRIVATE}]|[{MARKS}])+|(?:{pattern})[{MARKS}]*"
    return re.compile(f"({pattern})")


def _terms(terms: tuple[str, ...]) -> str:
    """The terms, longest first; one that begins or ends with a digit is none inside a longer number."""
    longest_first = sorted(terms, key=lambda term: (-len(term), term))
    return "|".join(
        (r"(?<!\d)(?<![.,．，])" if term[0].isdigit() else "")
        + re.escape(term)
        + (r"(?![\d.,．，%％‰])" if term[-1].isdigit() else "")
        for term in longest_first
    )


@cache
def _marks() -> re.Pattern[str]:
    return re.compile(f"[{MARKS}]")


def cut_words(texts: Sequence[str], terms: tuple[str, ...] = ()) -> list[list[str]]:
    """The words of each text, punctuation and white space included, so that joined they are the text again.

    >>> cut_words(["增长5.3%左右，约1.3万台"])
    [['增长', '5.3%左右', '，', '约1.3万台']]
    """
    words, starts = cut_in_one(texts, terms)
    return [words[start : end - 1] for start, end in pairwise(starts)]


def cut_in_one(texts: Sequence[str], terms: tuple[str, ...] = ()) -> tuple[list[str], list[int]]:
    """The words of all texts in one list, an empty word after each text, and where each text begins; then the end.

    >>> cut_in_one(["增长5%", "约3台"])
    (['增长', '5%', '', '约3台', ''], [0, 3, 5])
    """
    import rjieba

    words: list[str] = []
    starts = [0]
    stand_in = _stand_in(texts)
    if stand_in is None:
        for text in texts:
            words += [*_cut_plainly(text, terms), ""]
            starts.append(len(words))
        return words, starts
    joined = stand_in.join([*texts, ""])
    between = _pattern(terms, _marks().search(joined) is not None).split(joined)
    words = rjieba.cut(stand_in.join(between[::2]))
    place, at = words.index, -1
    for rest, found in zip_longest(between[::2], between[1::2]):
        if stand_in in rest:
            for _ in range(rest.count(stand_in)):
                at = place(stand_in, at + 1)
                words[at] = ""
                starts.append(at + 1)
        if found:
            at = place(stand_in, at + 1)
            words[at] = found
    return words, starts


def _stand_in(texts: Sequence[str]) -> str | None:
    """A private character that no text holds: it stands for a word already found, and between texts."""
    joined = "".join(texts)
    return next((sign for sign in map(chr, PRIVATE_AREA) if sign not in joined), None)


def _cut_plainly(text: str, terms: tuple[str, ...]) -> list[str]:
    """The words that the pattern finds, and single characters between them."""
    words: list[str] = []
    end = 0
    for found in _pattern(terms, True).finditer(text):
        words += [*text[end : found.start()], found.group()]
        end = found.end()
    return [*words, *text[end:]]


def _either(words: Iterable[str], *, begun: bool = False) -> str:
    """An expression for the longest of some words, by first characters: far quicker than one word after another.

    With `begun`, for what is left of it after its first character.
    """
    rests: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        rests.setdefault(word[0], []).append(re.escape(word[1:]))
    first = "(?<={})" if begun else "{}"
    alone = "".join(re.escape(sign) for sign, rest in rests.items() if rest == [""])
    longer = [f"{first.format(re.escape(sign))}(?:{'|'.join(rest)})" for sign, rest in rests.items() if rest != [""]]
    either = f"(?:{'|'.join(longer + [first.format(f'[{alone}]')] * bool(alone))})"
    return f"(?<=[{''.join(map(re.escape, rests))}]){either}" if begun else either


def _hedges(place: str) -> Iterator[str]:
    for words in load_data("hedges")[place].values():
        yield from words


def unit_words() -> Iterator[str]:
    """What may follow a number as its unit."""
    units = load_data("units")
    for group in ("counts", "measures", "points", "durations"):
        yield from units[group]["words"]
    yield from units["multiples"]


def _not_before() -> str:
    clashes = load_data("units")["not_before"]
    return "".join(f"(?<!{re.escape(unit)}(?={_either(rest)}))" for unit, rest in sorted(clashes.items()))
