"""What a metric is about, in a form in which two wordings of one thing are close and two things are apart."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from archive.analysis.pairs.vocabulary import vocabulary

_NOT_A_WORD = re.compile(r"[\W_]+")
_LONGEST = 60  # a metric is a short name; what is longer is a sentence, and its first words would drown the rest


@dataclass(frozen=True, slots=True)
class Wording:
    """The part of a metric that says what is counted, with its pairs of neighbouring characters."""

    content: str
    grams: tuple[str, ...]  # in their order, each once
    gram_set: frozenset[str]
    contrasts: tuple[str, ...]
    qualifiers: tuple[str, ...]


NOTHING = Wording("", (), frozenset(), (), ())


@lru_cache(maxsize=65536)
def wording(metric: str) -> Wording:
    """The wording of a metric: without endings, stages and fillers, with the usual synonyms made one.

    >>> wording("新增幼儿托位数").content == wording("托位新增数").content
    True
    >>> wording("一刻钟便民生活圈建成数").content
    '一刻钟便民生活圈'
    """
    words = vocabulary()
    text = _NOT_A_WORD.sub("", unicodedata.normalize("NFKC", metric))[-_LONGEST:]
    text = words.synonym_pattern.sub(lambda found: words.synonyms.get(found[0], found[0]), text)
    said_of = words.tail_pattern.sub("", text)
    named = words.ending_pattern.sub("", said_of)
    content = words.filler_pattern.sub(lambda found: found[0] if found[0] in words.kept else "", named)
    content = words.ending_pattern.sub("", content) or content
    content = words.work_pattern.sub("", content)
    return Wording(
        content,
        (grams := _grams(content)),
        frozenset(grams),
        tuple(sorted(set(words.contrast_pattern.findall(text)))),
        tuple(sorted(set(words.qualifier_pattern.findall(text)))),
    )


def _grams(content: str) -> tuple[str, ...]:
    if len(content) == 1:
        return (content,)
    return tuple(dict.fromkeys(content[at : at + 2] for at in range(len(content) - 1)))


def contradict(one: Wording, other: Wording) -> bool:
    """Whether the two carry words that only different things carry (外资 and 内资; 人均 on one side alone).

    >>> contradict(wording("外资企业数"), wording("民营企业数"))
    True
    """
    if one.qualifiers != other.qualifiers:
        return True
    if one.contrasts == other.contrasts or not one.contrasts or not other.contrasts:
        return False
    rows = vocabulary().contrast_rows
    mine, theirs = set(one.contrasts), set(other.contrasts)
    left = {row for word in mine - theirs for row in rows[word]}
    right = {row for word in theirs - mine for row in rows[word]}
    return bool(left & right)


class _Told(dict[str, float]):
    """How much each pair of characters tells; one that no wording had tells most."""

    unseen = 0.0

    def __missing__(self, gram: str) -> float:
        return self.unseen


class Weights:
    """How much a pair of characters tells (`told`): the rarer among the things counted, the more."""

    def __init__(self, wordings: Iterable[Wording]) -> None:
        contents = {wording.content: wording.grams for wording in wordings}
        counts = Counter(chain.from_iterable(contents.values()))
        total = len(contents)
        told = {count: math.log(2 + total / count) for count in set(counts.values())}
        self.told = _Told((gram, told[count]) for gram, count in counts.items())
        self.told.unseen = math.log(2 + total)
        self._sums: dict[str, float] = {}

    def of(self, grams: Iterable[str]) -> float:
        """The weight of all of them, the same in whatever order they come."""
        return math.fsum(map(self.told.__getitem__, grams))

    def whole(self, wording: Wording) -> float:
        """The weight of all that a wording says."""
        known = self._sums.get(wording.content)
        if known is None:
            known = self._sums[wording.content] = self.of(wording.grams)
        return known


#: What makes two wordings close: what they share of both, of the shorter one, and the same head; and what parts them.
_OVERLAP, _CONTAINED, _HEAD, _APART = 0.45, 0.35, 0.2, 0.3


def least_shared(close: float) -> float:
    """What two wordings that are as close as that share at the very least, as a part of the shorter one's weight."""
    return (close + _APART - _HEAD) / (_OVERLAP + _CONTAINED + _APART)


def closeness(one: Wording, other: Wording, weights: Weights) -> float:
    """How far the two wordings name one thing: 0 nothing shared, 1 the same.

    Chinese noun phrases end in their head, so a longer wording that ends in the shorter one only says it more exactly
    (就业岗位, 岗位), while one whose head is missing from the other names another thing (小区管线, 小区).
    """
    if one.content == other.content:
        return 1.0 if one.content else 0.0
    common = one.gram_set & other.gram_set
    if not common:
        return 0.0
    shared, mine, theirs = weights.of(common), weights.whole(one), weights.whole(other)
    overlap = 2 * shared / (mine + theirs)
    contained = shared / min(mine, theirs)
    if min(len(one.grams), len(other.grams)) == 1:
        contained *= 0.75  # one word alone is easily contained
    # Where each says something that the other does not, they are told apart: 均衡性转移支付, 一般性转移支付.
    apart = min(1 - shared / mine, 1 - shared / theirs)
    head = _head_agreement(one, other)
    return max(0.0, _OVERLAP * overlap + _CONTAINED * contained + _HEAD * head - _APART * apart)


def _head_agreement(one: Wording, other: Wording) -> float:
    if one.grams[-1] == other.grams[-1]:
        return 1.0
    ends = (one.grams[-1] in other.gram_set) + (other.grams[-1] in one.gram_set)
    if ends == 2:
        return 0.8
    one_is_shorter = (len(one.grams), one.content) < (len(other.grams), other.content)
    shorter, longer = (one, other) if one_is_shorter else (other, one)
    # The longer one's head is unknown to the shorter one: another thing, unless the rest is long and the same.
    if ends == 1 and longer.grams[-1] in shorter.gram_set:
        return 0.5
    return -0.8 if len(shorter.grams) < 5 else 0.0
