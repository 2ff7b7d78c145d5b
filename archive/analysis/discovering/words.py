"""The words of a passage, and the word lists that tell which can begin, end or make up a formulation."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from archive.reading.word_lists import load_data

_RUN = re.compile(r"[\u3400-\u9fffA-Za-z0-9+.×·]+")
_QUOTES = re.compile(r"[“”‘’「」『』\"]")
#: 朝阳区, 江苏省: who does it, not what is done.
_AREA = re.compile(r"[\u3400-\u9fff]{2}[区县市省州]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?[万亿]*")
_VERSION = re.compile(r"\d\.0")
_HAN = re.compile(r"[\u3400-\u9fff]")


class WordLists(NamedTuple):
    """The lists of ``archive/data/discovery.toml``."""

    edges: frozenset[str]
    verbs: frozenset[str]
    noun_verbs: frozenset[str]
    joints: frozenset[str]
    light_tails: tuple[str, ...]
    formal: re.Pattern[str]
    works: re.Pattern[str]
    common: frozenset[str]
    beginnings: frozenset[str]
    endings: frozenset[str]
    bodies: re.Pattern[str]
    tails: frozenset[str]
    heads: frozenset[str]
    common_heads: frozenset[str]
    no_keywords: frozenset[str]


@cache
def word_lists() -> WordLists:
    """The word lists, read once."""
    found = load_data("discovery")
    return WordLists(
        edges=frozenset(found["edges"].split()),
        verbs=frozenset(found["verbs"].split()),
        noun_verbs=frozenset(found["noun_verbs"].split()),
        joints=frozenset(found["joints"].split()),
        light_tails=tuple(found["light_tails"].split()),
        formal=_any_of(found["formal"]),
        works=_any_of(found["works"]),
        common=frozenset(found["common"].split()),
        beginnings=frozenset(found["beginnings"]),
        endings=frozenset(found["endings"]),
        bodies=_any_of(found["bodies"]),
        tails=frozenset(found["tails"].split()),
        heads=frozenset(found["heads"].split()),
        common_heads=frozenset(found["common_heads"].split()),
        no_keywords=frozenset(found["no_keywords"].split()),
    )


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)))


def runs_of_words(text: str) -> Iterator[list[str]]:
    """The words of each stretch without punctuation; quotation marks are looked through.

    >>> list(runs_of_words("“五宜”朝阳，营商环境"))
    [['五宜', '朝阳'], ['营商', '环境']]
    """
    import rjieba

    for run in _RUN.findall(_QUOTES.sub("", text)):
        if len(run) > 1:
            yield rjieba.cut(run)


def may_begin(word: str) -> bool:
    """Whether a formulation can begin with the word; few single characters do (新业态, not 区建设)."""
    lists = word_lists()
    return (
        word not in lists.edges
        and word not in lists.verbs
        and not (len(word) > 3 and (word[:2] in lists.verbs or word[:2] in lists.edges))
        and (len(word) > 1 or word in lists.beginnings)
        and not word[0].isdigit()
        and word[0] not in "+.·"
        and not _names_an_area(word)
    )


def _names_an_area(word: str) -> bool:
    """Whether a word is an administrative area rather than a zone (朝阳区, not 核心区)."""
    if not _AREA.fullmatch(word):
        return False
    import rjieba

    return any(tag == "ns" for _, tag in rjieba.tag(word))


def may_end(word: str) -> bool:
    """Whether a formulation can end with the word; few single characters do (文化带, not 消费新)."""
    lists = word_lists()
    return (
        word not in lists.edges
        and word not in lists.tails
        and (len(word) > 1 or word in lists.endings)
        and word[-1] not in "+.·"
        and not is_number(word)
    )


def is_number(word: str) -> bool:
    """Whether a word is a figure rather than the number of a version (3.0).

    >>> is_number("6.5"), is_number("3.0"), is_number("5G")
    (True, False, False)
    """
    return bool(_NUMBER.fullmatch(word)) and not _VERSION.fullmatch(word)


def may_stand_inside(word: str) -> bool:
    """Whether a formulation can have the word in its middle; most verbs make a clause of it, and so do numbers.

    >>> may_stand_inside("满意"), may_stand_inside("推进"), may_stand_inside("4.5")
    (True, False, False)
    """
    lists = word_lists()
    if word in lists.joints or word in lists.noun_verbs:
        return True
    return word not in lists.edges and word not in lists.verbs and not is_number(word)


def is_keyword(word: str) -> bool:
    """Whether a single word can be a formulation: a name of a thing, not of a person, a place or a manner.

    >>> is_keyword("人工智能"), is_keyword("三里屯"), is_keyword("全方位")
    (True, False, False)
    """
    import rjieba

    return all(tag not in word_lists().no_keywords for _, tag in rjieba.tag(word))


def says_something(words: Iterable[str]) -> bool:
    """Whether not all words are those that every report is full of (项目建设, 各项工作)."""
    lists = word_lists()
    return any(word not in lists.common and word not in lists.verbs and word not in lists.edges for word in words)


def is_worded(text: str) -> bool:
    """Whether a string is made of words rather than of numbers alone, and names no person, body or formality."""
    lists = word_lists()
    return len(_HAN.findall(text)) >= 2 and not lists.bodies.search(text) and not lists.formal.search(text)


@cache
def inverse_frequencies() -> dict[str, float]:
    """jieba's inverse document frequencies of Chinese words; read as data, without its segmenter."""
    spec = importlib.util.find_spec("jieba")
    if spec is None or spec.origin is None:
        return {}
    lines = Path(spec.origin).with_name("analyse").joinpath("idf.txt").read_text(encoding="utf-8").splitlines()
    return {word: float(value) for word, _, value in (line.partition(" ") for line in lines)}
