"""Names that are one easily confused character from another name: 北小川 beside 北小河, 历广 for 厉广."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from archive.model import Finding
from archive.reading.characters import is_han
from archive.reading.folded_passages import FoldedPassages
from archive.reading.word_lists import load_data, one_of

_SPEAKS = re.compile(one_of("misprints", "beside", "speaks"))
_OFFICER = re.compile("(?:书记|主任|主席|[局区市县省校院会部厅科馆]长)([一-鿿]{2,3})$")
_ONCE = 1
_MOST_OFTEN = 200


@dataclass(frozen=True, slots=True)
class _Names:
    surnames: frozenset[str]
    confused: dict[str, str]  # character → those it is confused with
    confusing: re.Pattern[str]  # any of those characters
    endings: re.Pattern[str]  # how a place's name ends, at the end of a word


@cache
def _names() -> _Names:
    data = load_data("misprints")
    confused: dict[str, str] = {}
    for group in data["confused"]["groups"]:
        for character in group:
            confused[character] = confused.get(character, "") + group.replace(character, "")
    places = data["confused"]["places"]
    endings = places + "".join(confused.get(ending, "") for ending in places)
    return _Names(
        frozenset(data["names"]["surnames"]),
        confused,
        re.compile(f"[{''.join(confused)}]"),
        re.compile(f"[{endings}](?![一-鿿])"),
    )


@cache
def name_like() -> re.Pattern[str]:
    """What finds three characters that may be a name at the end of a member of a list: the first, and the other two."""
    family = "".join(sorted(_names().surnames))
    return re.compile(rf"([{family}])(?=([^、,\n]{{2}})(?:[,、。;!?\n等领一分参出陪列调]|$))")


def find_near_names(folded: FoldedPassages) -> Iterator[Finding]:
    """The names of places and speakers that are suspected of one wrong character.

    A place's name that stands once (at the end of a word) beside one that differs in a character it is often taken for;
    a speaker's that stands once beside one that stands often; an officer's that begins with no family name.
    """
    text = folded.text
    for name, other in _near_places(folded).items():
        at = text.find(name)
        yield from folded.finding("name", at, at + len(name), other, f"文中另作“{other}”", anywhere=True)
    speakers = _near_speakers(folded)
    for name, other in speakers.items():
        at = text.find(name)
        reason = f"文中多次作“{other}”，或为一人"
        yield from folded.finding("name", at, at + len(name), other, reason, anywhere=True)
    yield from _strange_officers(folded)


def _near_places(folded: FoldedPassages) -> dict[str, str]:
    lists = _names()
    text = folded.text
    near: dict[str, str] = {}
    pairs = {text[at : at + 2] for sign in lists.confusing.finditer(text) for at in (sign.start() - 1, sign.start())}
    for ending in lists.endings.finditer(text):
        end = ending.end()
        if not lists.confusing.search(text, max(0, end - 4), end):
            continue
        for name in (text[max(0, end - 3) : end], text[max(0, end - 4) : end]):
            if len(name) < 3 or not all(map(is_han, name)):
                continue
            variant = next((other for other in _variants(name, lists.confused, pairs) if folded.has(other)), None)
            if variant and folded.count(name) == _ONCE:
                near[name] = variant
    inside = {name[1:] for name in near}
    return {name: other for name, other in near.items() if other not in near and name not in inside}


def _variants(name: str, confused: dict[str, str], pairs: set[str]) -> Iterator[str]:
    """The name with one confused character changed, where the text has that one beside the same neighbours."""
    for at, character in enumerate(name):
        for other in confused.get(character, ""):
            variant = name[:at] + other + name[at + 1 :]
            if all(variant[low : low + 2] in pairs for low in range(max(0, at - 1), min(at, len(name) - 2) + 1)):
                yield variant


def _near_speakers(folded: FoldedPassages) -> dict[str, str]:
    lists = _names()
    text = folded.text
    before = (text[max(0, match.start() - 3) : match.start()] for match in _SPEAKS.finditer(text))
    counts = Counter(name for name in before if len(name) == 3 and name[0] in lists.surnames and all(map(is_han, name)))
    often = sorted(name for name, count in counts.items() if count > 2)
    rare = {name for name in counts if counts[name] == _ONCE and folded.count(name) == _ONCE} if often else set()
    return {
        name: other
        for other in often[:_MOST_OFTEN]
        for name in sorted(rare)
        if name[0] == other[0] and sum(a != b for a, b in zip(name, other, strict=True)) == 1
    }


def _strange_officers(folded: FoldedPassages) -> Iterator[Finding]:
    """区长历广: where the first character is no family name and one it is taken for is."""
    lists = _names()
    for speaks in _SPEAKS.finditer(folded.text):
        officer = _OFFICER.search(folded.before(speaks.start(), 5))
        if officer is None:
            continue
        name = officer.group(1)
        likely = [other for other in lists.confused.get(name[0], "") if other in lists.surnames]
        if name[0] not in lists.surnames and likely:
            reason = f"“{name[0]}”不是常见姓氏，或为“{likely[0]}”"
            start = speaks.start() - len(name)
            yield from folded.finding("name", start, speaks.start(), likely[0] + name[1:], reason)
