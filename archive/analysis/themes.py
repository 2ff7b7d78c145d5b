"""Themes (提法) in a text: one pass over it, however large the lexicon."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from archive.analysis.lexicon import (
    LONGEST_WORDING,
    Entry,
    built_in_entries,
    checked,
    is_quoted,
    parse_entries,
    read_entries,
    themes_of,
)
from archive.analysis.theme_key import CLOSING_QUOTES, OPENING_QUOTES, located_key, theme_key
from archive.model import Passage, Theme, ThemeMention

if TYPE_CHECKING:
    import ahocorasick

#: How far before a wording, in characters, a word may stand that gives it another meaning (Entry.unless_near).
NEAR = 60


class _Hit(NamedTuple):
    """What a string in the automaton stands for; `role` is wording, quoted, false_friend or near."""

    theme: int
    length: int
    role: str
    latin: bool  # whether it begins or ends with a Latin letter or a digit, so that a match may cut a longer word


class _Found(NamedTuple):
    start: int  # in the passage's text
    end: int
    theme: int


@dataclass(frozen=True)
class Lexicon:
    """The formulations to look for."""

    entries: tuple[Entry, ...]

    @cached_property
    def themes(self) -> tuple[Theme, ...]:
        """Every theme, in the order of the files."""
        return themes_of(self.entries)

    @cached_property
    def names(self) -> dict[str, Entry]:
        """The entries by the name of their theme."""
        return {entry.name: entry for entry in self.entries}

    def extended(self, themes: Sequence[Theme]) -> Lexicon:
        """This lexicon with further (discovered) themes; wordings that it knows already stay with their first owner."""
        if not themes:
            return self  # with its automaton, where that is built already
        known = {theme_key(wording) for entry in self.entries for wording in entry.wordings}
        added = []
        for theme in themes:
            wordings = [wording for wording in (theme.name, *theme.aliases) if theme_key(wording) not in known]
            if wordings:
                known.update(map(theme_key, wordings))
                # A theme that a person merged into a listed one keeps that one's name, and brings its own wordings.
                name = theme.name if theme.name in self.names else wordings[0]
                added.append(Entry(name, theme.category, tuple(w for w in wordings if w != name), origin=theme.origin))
        return self.joined(added)

    def joined(self, entries: Iterable[Entry]) -> Lexicon:
        """This lexicon with further entries; one of a name that it lists adds wordings to that theme.

        A wording stays with its first owner, and a relation to a theme that is not listed is let go: what was right
        when it was recorded still works beside a built-in lexicon that has grown since.
        """
        names = dict(self.names)
        known = {(theme_key(wording), is_quoted(wording)) for entry in names.values() for wording in entry.wordings}
        for entry in entries:
            wordings = {w: (theme_key(w), is_quoted(w)) for w in entry.wordings}
            new = [wording for wording, key in wordings.items() if key not in known]
            known.update(wordings.values())
            listed = names.get(entry.name)
            if listed is not None:
                names[entry.name] = replace(listed, aliases=(*listed.aliases, *new))
            elif new:
                names[new[0]] = replace(entry, name=new[0], aliases=tuple(new[1:]))
        return Lexicon(tuple(_related_within(entry, names) for entry in names.values()))

    @cached_property
    def automaton(self) -> ahocorasick.Automaton:
        """All wordings and look-alikes as one Aho-Corasick automaton over folded keys."""
        import ahocorasick

        hits: defaultdict[str, set[_Hit]] = defaultdict(set)
        for index, entry in enumerate(self.entries):
            for wording in entry.wordings:
                key = theme_key(wording)
                latin = _is_latin(key[0]) or _is_latin(key[-1])
                hits[key].add(_Hit(index, len(key), "quoted" if is_quoted(wording) else "wording", latin))
            for role, words in (("false_friend", entry.false_friends), ("near", entry.unless_near)):
                for key in map(theme_key, words):
                    hits[key].add(_Hit(index, len(key), role, False))
        automaton = ahocorasick.Automaton()
        for key, values in sorted(hits.items()):
            automaton.add_word(key, tuple(sorted(values)))
        automaton.make_automaton()
        return automaton

    def __getstate__(self) -> dict[str, object]:
        return {"entries": self.entries}


def load_lexicon(*paths: Path) -> Lexicon:
    """The built-in lexicon and the entries of the given files, in their order.

    Raises BadLexicon, naming file and line, for a file with a mistake: a wording given twice, a relation that goes
    round in a circle or leads nowhere, an empty, overlong or pattern-like wording.
    """
    if not paths:
        return _built_in()
    return Lexicon(checked([*built_in_entries(), *(entry for path in paths for entry in read_entries(path))]))


@cache
def _built_in() -> Lexicon:
    """The lexicon that every archive begins with: one, so that its automaton is built once in a process."""
    return Lexicon(built_in_entries())


def lexicon_of(files: Iterable[tuple[str, str]]) -> Lexicon:
    """The built-in lexicon and the entries of files given by name and text. Raises BadLexicon as ``load_lexicon``."""
    own = [entry for name, text in files for entry in parse_entries(text, name)]
    return Lexicon(checked([*built_in_entries(), *own]))


def _related_within(entry: Entry, names: Mapping[str, Entry]) -> Entry:
    related = tuple(name for name in entry.related if name in names)
    part_of = entry.part_of if entry.part_of in names else None
    succeeds = entry.succeeds if entry.succeeds in names else None
    if (related, part_of, succeeds) == (entry.related, entry.part_of, entry.succeeds):
        return entry
    return replace(entry, related=related, part_of=part_of, succeeds=succeeds)


def find_mentions(
    passages: Sequence[Passage], lexicon: Lexicon, *, among: Container[int] | None = None
) -> tuple[ThemeMention, ...]:
    """Every mention of a theme in the content of `passages`, passage by passage. With `among`, only of those passages.

    Where wordings of one theme overlap, the leftmost and then the longest counts; a theme named inside another's
    wording counts for both (数字经济 in 数字经济核心区). Look-alikes that the lexicon lists (一校两区) hide the wording
    in them. Spans are ranges of the version's text.
    """
    if not lexicon.entries:
        return ()
    mentions = []
    for position, passage in enumerate(passages):
        if not passage.is_content or len(passage.text) < 2 or (among is not None and position not in among):
            continue
        for found in _search(passage.text, lexicon):
            mentions.append(
                ThemeMention(
                    theme=lexicon.entries[found.theme].name,
                    span=passage.locate(found.start, found.end),
                    text=passage.text[found.start : found.end],
                    passage=position,
                )
            )
    mentions.sort(key=lambda mention: (mention.passage, mention.span.start, mention.span.end, mention.theme))
    return tuple(mentions)


def _search(text: str, lexicon: Lexicon) -> list[_Found]:
    key = located_key(text)
    if not key.text:
        return []
    wordings: list[tuple[int, int, int]] = []  # theme, start in the key, minus the end: so sorted, the longest is first
    hidden: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)  # end and start, in the order of the ends
    near: defaultdict[int, list[int]] = defaultdict(list)
    for last, hits in lexicon.automaton.iter(key.text):
        for theme, length, role, latin in hits:
            start, end = last + 1 - length, last + 1
            if role == "false_friend":
                hidden[theme].append((end, start))
            elif role == "near":
                near[theme].append(end)
            elif (not latin or _stands_free(key.text, start, end)) and (
                role == "wording" or _is_quoted_at(text, key.offsets[start], key.offsets[last])
            ):
                wordings.append((theme, start, -end))
    wordings.sort()
    found, previous, reached = [], -1, -1
    for theme, start, minus_end in wordings:
        end = -minus_end
        if theme == previous and start < reached:
            continue
        if theme in hidden and _lies_in_one(hidden[theme], start, end):
            continue
        if theme in near and bisect_left(near[theme], start - NEAR) < bisect_right(near[theme], start):
            continue
        previous, reached = theme, end
        found.append(_Found(*_with_quotes(text, key.offsets[start], key.offsets[end - 1] + 1), theme))
    return found


def _lies_in_one(ranges: list[tuple[int, int]], start: int, end: int) -> bool:
    index = bisect_left(ranges, (end, 0))
    while index < len(ranges) and ranges[index][0] <= start + LONGEST_WORDING:
        if ranges[index][1] <= start:
            return True
        index += 1
    return False


def _stands_free(key: str, start: int, end: int) -> bool:
    """Whether a match does not cut a Latin word or a number: AI is not in TRAIN, 5G not in 15G."""
    return not (
        (start > 0 and _is_latin(key[start]) and _is_latin(key[start - 1]))
        or (end < len(key) and _is_latin(key[end]) and _is_latin(key[end - 1]))
    )


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _is_quoted_at(text: str, first: int, last: int) -> bool:
    return first > 0 and last + 1 < len(text) and text[first - 1] in OPENING_QUOTES and text[last + 1] in CLOSING_QUOTES


def _with_quotes(text: str, start: int, end: int) -> tuple[int, int]:
    """The range with the quotation mark beside it that belongs to one inside, or with both beside it."""
    before = start > 0 and text[start - 1] in OPENING_QUOTES
    after = end < len(text) and text[end] in CLOSING_QUOTES
    if not before and not after:
        return start, end
    inside = [char for char in text[start:end] if char in OPENING_QUOTES or char in CLOSING_QUOTES]
    if before and after and not inside:
        return start - 1, end + 1
    if before and inside and inside[0] in CLOSING_QUOTES:
        return start - 1, end
    if after and inside and inside[-1] in OPENING_QUOTES:
        return start, end + 1
    return start, end
