"""Suspected misprints and contradictions: shown, never applied.

Every detector is for a slip that a proof-reader would mark without knowing the subject; what may be meant is left
alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import accumulate, islice

from archive.model import Fact, Finding
from archive.reading.almanac import LUNAR, WEEKDAY, lunar_name, same_lunar, same_weekday, weekday_name
from archive.reading.characters import SURROGATE, is_han
from archive.reading.dates import find_periods
from archive.reading.folded_passages import FoldedPassages
from archive.reading.near_names import find_near_names, name_like
from archive.reading.passages import Layout
from archive.reading.word_lists import load_data, word_list

_DOUBLED_WORD = re.compile(r"([一-鿿]{2,5})\1")
_DOUBLED_SIGN = re.compile(r"([一-鿿])\1")
_TWICE_QUOTED = re.compile(r"(“[^“”\n]{1,12}”)\1")
_LEVELS = "省市区县镇乡"
_SAME_LEVEL = re.compile(rf"(?<![一-鿿])([{_LEVELS}])、\1([一-鿿]{{2}})")
_LIST = re.compile(r"[^。;!?\n]+")
_DAY_BESIDE = re.compile("日(?=[(, 星周农])")
_DAY = re.compile(r"(?:(?:\d{4}|今|去)年)?\d{1,2}月\d{1,2}日$")
_TAKING_PART = word_list("misprints", "beside", "taking_part")
_TOOK_PART = re.compile(rf"等?(?:领导)?(?:一同|一起|分别)?(?:{'|'.join(_TAKING_PART)}).{{0,6}}$")
_OFFICE_ENDS = word_list("misprints", "beside", "offices")
_NEAR = 8
_LONGEST_LIST = 2_000
_OFTEN = 2
_FEWEST = 3  # commas of a list
_MOST_LEVELS = 100
_NUMERALS = frozenset("一二三四五六七八九十百千万亿两零〇")


@dataclass(frozen=True, slots=True)
class _Misprints:
    patterns: tuple[tuple[str, re.Pattern[str], str, str], ...]
    good_doubled: frozenset[str]  # characters
    doubled_words: frozenset[str]
    function: str  # characters that are words by themselves


@cache
def _misprints() -> _Misprints:
    data = load_data("misprints")
    return _Misprints(
        patterns=tuple(
            (row["kind"], re.compile(row["words"], re.MULTILINE), row["suggestion"], row["reason"])
            for row in data["pattern"]
        ),
        good_doubled=frozenset(data["reduplication"]["characters"] + data["reduplication"]["alone"]) | _NUMERALS,
        doubled_words=frozenset(data["reduplication"]["words"]),
        function=data["reduplication"]["function"],
    )


def find_misprints(text: str, layout: Layout, facts: tuple[Fact, ...]) -> tuple[Finding, ...]:
    """The suspected misprints and contradictions of a text, in its order, each once."""
    stated = {fact.name: fact for fact in facts}
    day = stated.get("published_on")
    anchor = date.fromisoformat(day.value) if day else None
    found: list[Finding] = list(_masthead(text, stated, anchor))
    folded = layout.folded_passages
    for detect in (_patterns, _doubled_words, _doubled_signs, _repeated, _same_people, find_near_names):
        found += detect(folded)
    found += _dates(folded, anchor)
    return tuple(sorted(set(found), key=lambda finding: (finding.span, finding.kind, finding.suggestion or "")))


def _patterns(folded: FoldedPassages) -> Iterator[Finding]:
    """Names of organs with a character missing, and fixed pairs of words gone wrong."""
    for kind, pattern, suggestion, reason in _misprints().patterns:
        for match in pattern.finditer(folded.text):
            yield from folded.finding(kind, match.start(), match.end(), match.expand(suggestion), reason, anywhere=True)


def _doubled_words(folded: FoldedPassages) -> Iterator[Finding]:
    """A word written twice: 装备制造制造."""
    lists = _misprints()
    for match in _DOUBLED_WORD.finditer(folded.text):
        word = match.group(1)
        if word in lists.doubled_words or len(set(word)) == 1 or _NUMERALS & set(word) or word[-1] in "着不":
            continue
        start, end = match.span()
        exclaimed = not any(map(is_han, folded.before(start, 1) + folded.after(end, 1)))
        if not exclaimed and _are_words(folded, match):
            yield from folded.finding("doubled", start, end, word, f"“{word}”重复")


def _doubled_signs(folded: FoldedPassages) -> Iterator[Finding]:
    """A character written twice: 推进进工作.

    It counts where nothing else could be meant by its second half (新高地 is good after 创新), or where the same words
    stand elsewhere in the text with it once (乡村振振兴 beside 乡村振兴). Before a comma it may be of a vivid word
    (红火火): there the word that it ends must be one that the text has often.
    """
    lists = _misprints()
    for match in _DOUBLED_SIGN.finditer(folded.text):
        start, end = match.span()
        sign = match.group(1)
        if sign in lists.good_doubled:
            continue
        before, after = folded.before(start, 2), folded.after(end, 2)
        if _is_vivid(before, after):
            continue
        around = before + sign + after
        tokens, middle = _tokens_around(folded, start, end)
        second = next((token for at, token in tokens if at == middle), "")
        other = len(around) == 5 and len(second) == 1 and folded.has(around)
        if other and folded.count(before + sign * 2 + after) == 1:
            yield from folded.finding("doubled", start, end, sign, f"文中另有“{around}”")
        elif not after or not is_han(after[0]):
            if second == sign and _is_word_before(tokens, middle, sign) and _is_common(folded, tokens, middle):
                yield from folded.finding("doubled", start, end, sign, f"“{sign}”字重复")
        elif _begins_twice(tokens, middle, sign) and folded.has(good := before + sign + after[:1]):
            yield from folded.finding("doubled", start, end, sign, f"文中另有“{good}”")
        elif second == sign and _is_word_before(tokens, middle, sign):
            yield from folded.finding("doubled", start, end, sign, f"“{sign}”字重复")


def _is_vivid(before: str, after: str) -> bool:
    """Whether a doubled character is of a word such as 鲜鲜亮亮 or 硬板板的, by what stands before and after."""
    pairs = any(len(beside) == 2 and beside[0] == beside[1] for beside in (before, after))
    return pairs or after[:1] in ("的", "地")


def _is_common(folded: FoldedPassages, tokens: list[tuple[int, str]], middle: int) -> bool:
    """Whether the word that ends at `middle` stands in the text more than twice."""
    word = next((token for at, token in tokens if at + len(token) == middle), "")
    return bool(word) and folded.count(word) > _OFTEN


def _begins_twice(tokens: list[tuple[int, str]], middle: int, sign: str) -> bool:
    """Whether the first of two signs stands alone and a word begins with the second: 振 | 振兴."""
    first = any(at + len(token) == middle and token == sign for at, token in tokens)
    return first and any(at == middle and len(token) > 1 for at, token in tokens) and sign not in _misprints().function


def _tokens_around(folded: FoldedPassages, start: int, end: int) -> tuple[list[tuple[int, str]], int]:
    """The words near a doubled character, each with where it begins, and where the second half does."""
    import rjieba  # loaded only where something is doubled

    before = folded.before(start, _NEAR)
    tokens = rjieba.cut(SURROGATE.sub("?", before + folded.text[start:end] + folded.after(end, _NEAR)))
    return list(zip(accumulate(map(len, tokens), initial=0), tokens, strict=False)), len(before) + (end - start) // 2


def _is_word_before(tokens: list[tuple[int, str]], middle: int, sign: str) -> bool:
    """Whether a word of more than one character ends in `sign` at `middle`; 一束束 is counted out one by one."""
    word = next((token for at, token in tokens if at + len(token) == middle), "")
    return len(word) > 1 and word[-1] == sign and word[0] not in _NUMERALS


def _are_words(folded: FoldedPassages, match: re.Match[str]) -> bool:
    """Whether the doubled characters are a word twice, and not pieces of others: 利用 | 信用 | 信息, 根据 | 根据地."""
    word = match.group(1)
    tokens, middle = _tokens_around(folded, match.start(), match.end())
    second = next((token for at, token in tokens if at == middle), "")
    if len(second) > len(word) and second.startswith(word):
        return False
    return bool(second) and (len(word) > 2 or any(token == word for _, token in tokens))


def _repeated(folded: FoldedPassages) -> Iterator[Finding]:
    """The same quoted word twice in a row, and 区、区女代表 where 市、区女代表 stands in the text, too."""
    for match in islice(_SAME_LEVEL.finditer(folded.text), _MOST_LEVELS):
        level, said = match.groups()
        meant = next(
            (meant for other in _LEVELS if other != level and folded.has(meant := f"{other}、{level}{said}")), None
        )
        if meant:
            yield from folded.finding("repeated", match.start(), match.end(), meant, f"文中另作“{meant}”")
    for match in _TWICE_QUOTED.finditer(folded.text):
        yield from folded.finding("repeated", match.start(), match.end(), match.group(1), "引语重复")


def _same_people(folded: FoldedPassages) -> Iterator[Finding]:
    """One person twice in a list."""
    for sentence in _LIST.finditer(folded.text):
        words = sentence.group()
        if words.count("、") < _FEWEST or len(words) > _LONGEST_LIST:
            continue
        names = ["".join(name) for name in name_like().findall(words)]
        if len(set(names)) == len(names):
            continue
        seen: set[str] = set()
        took_part = any(verb in words for verb in _TAKING_PART)
        for member in re.finditer(r"[^,、]+", words):
            words_of = _TOOK_PART.sub("", member.group()) if took_part else member.group()
            name = words_of[-3:]
            if name in names and _is_named(words_of):
                if name in seen:
                    at = sentence.start() + member.start() + len(words_of)
                    yield from folded.finding("repeated", at - 3, at, None, f"同一名单中“{name}”出现两次")
                seen.add(name)


def _is_named(member: str) -> bool:
    """Whether a member of a list is a name, alone or after an office: 宣传部部长冯志明."""
    return len(member) == 3 or member[:-3].endswith(_OFFICE_ENDS)


def _dates(folded: FoldedPassages, anchor: date | None) -> Iterator[Finding]:
    """A weekday or a lunar date that is not that of the day beside it."""
    for sign in _DAY_BESIDE.finditer(folded.text):
        match = _DAY.search(folded.before(sign.end(), 12))
        periods = find_periods(match.group(), anchor) if match else []
        if not periods or match is None:
            continue
        start, day = sign.end() - len(match.group()), periods[0][1].start
        beside = folded.after(sign.end(), 12)
        bare = beside.lstrip("(, ")
        for other, good, name in (
            (LUNAR.match(bare), same_lunar, lunar_name),
            (WEEKDAY.match(bare), same_weekday, weekday_name),
        ):
            if other and not good(other, day):
                end = sign.end() + len(beside) - len(bare) + other.end()
                yield from folded.finding("date", start, end, None, f"{day.isoformat()}是{name(day)}")


def _masthead(text: str, stated: dict[str, Fact], anchor: date | None) -> Iterator[Finding]:
    """The weekday and the lunar date that a masthead states, against its date."""
    for name, pattern in (("weekday", WEEKDAY), ("lunar_date", LUNAR)):
        fact = stated.get(name)
        match = pattern.search(fact.value) if fact else None
        if fact is None or fact.span is None or match is None or anchor is None:
            continue
        if name == "weekday":
            actual, good = weekday_name(anchor), same_weekday(match, anchor)
        else:
            actual, good = lunar_name(anchor), same_lunar(match, anchor)
        if not good:
            reason = f"{anchor.isoformat()}是{actual}"
            yield Finding("date", fact.span, fact.span.of(text), actual, reason)
