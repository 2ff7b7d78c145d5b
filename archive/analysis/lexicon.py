"""The lexicon of formulations: what stands in its files, read and checked."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Literal

from archive.analysis.theme_key import CLOSING_QUOTES, OPENING_QUOTES, theme_key
from archive.errors import BadLexicon
from archive.model import Theme

#: No formulation that officials repeat is longer; a longer one is a pasted paragraph.
LONGEST_WORDING = 80
_PATTERN_SIGNS = re.compile(r"[\\\[\]^$*?{}|]|\.\+|\(\?")
_TOML_LINE = re.compile(r"line (\d+)")
_FIELDS = frozenset({"aliases", "not", "unless_near", "part_of", "succeeds", "related"})
_DEFAULT_CATEGORY = "自定"


@dataclass(frozen=True, slots=True)
class Entry:
    """One formulation with its wordings, its look-alikes and what it has to do with others."""

    name: str
    category: str
    aliases: tuple[str, ...] = ()
    false_friends: tuple[str, ...] = ()  # longer strings that contain a wording and mean something else
    unless_near: tuple[str, ...] = ()  # words that, shortly before, give the wording another meaning
    part_of: str | None = None
    succeeds: str | None = None
    related: tuple[str, ...] = ()
    origin: Literal["lexicon", "discovered"] = "lexicon"
    place: str = ""  # file and line, for messages

    @property
    def theme(self) -> Theme:
        """The entry as the record that travels on."""
        return Theme(self.name, self.category, self.origin, self.aliases)

    @property
    def wordings(self) -> tuple[str, ...]:
        """The name and every alias."""
        return (self.name, *self.aliases)


def is_quoted(wording: str) -> bool:
    """Whether a wording stands wholly in one pair of quotation marks, and so counts only where the text quotes it.

    >>> is_quoted("“两区”"), is_quoted("“两区”建设"), is_quoted("“七有”“五性”")
    (True, False, False)
    """
    inner = wording[1:-1]
    return (
        len(wording) > 2
        and wording[0] in OPENING_QUOTES
        and wording[-1] in CLOSING_QUOTES
        and not any(char in OPENING_QUOTES or char in CLOSING_QUOTES for char in inner)
    )


@cache
def built_in_entries() -> tuple[Entry, ...]:
    """The entries of the lexicon files that come with the program."""
    folder = resources.files("archive").joinpath("data")
    files = sorted((file.name, file) for file in folder.iterdir() if re.fullmatch(r"lexicon_\w+\.toml", file.name))
    return checked([entry for name, file in files for entry in _read_toml(file.read_text(encoding="utf-8"), name)])


def read_entries(path: Path) -> list[Entry]:
    """The entries of one lexicon file: TOML, or plain text with one formulation a line, ``name | alias | alias``.

    Raises BadLexicon, with file and line, for what cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadLexicon(f"{path.name}: cannot be read as UTF-8 text ({type(error).__name__})") from error
    return parse_entries(text, path.name)


def parse_entries(text: str, name: str) -> list[Entry]:
    """The entries in the text of a lexicon file; its `name` tells the form (``.toml``, or else a formulation a line).

    Raises BadLexicon, with file and line, for a mistake.
    """
    return _read_toml(text, name) if name.endswith(".toml") else _read_plain(text, name)


def checked(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """`entries`, if no wording stands for two of them and their relations make sense; else raises BadLexicon."""
    owners: dict[tuple[str, bool], Entry] = {}
    names = {entry.name: entry for entry in entries}
    for entry in entries:
        for wording in dict.fromkeys(entry.wordings):
            key = theme_key(wording), is_quoted(wording)
            owner = owners.setdefault(key, entry)
            if owner is not entry:
                raise BadLexicon(f"{entry.place}: {wording} stands already for {owner.name} ({owner.place})")
        for other in (entry.part_of, entry.succeeds, *entry.related):
            if other is not None and other not in names:
                raise BadLexicon(f"{entry.place}: {entry.name} names {other}, which no lexicon file lists")
    _refuse_cycles(names, {entry.name: entry.part_of for entry in entries}, "part_of")
    _refuse_cycles(names, {entry.name: entry.succeeds for entry in entries}, "succeeds")
    return tuple(entries)


def _refuse_cycles(names: Mapping[str, Entry], parent: Mapping[str, str | None], relation: str) -> None:
    settled: set[str] = set()
    for start in parent:
        way: dict[str, None] = {}
        at: str | None = start
        while at is not None and at not in settled:
            if at in way:
                circle = " → ".join([*list(way)[list(way).index(at) :], at])
                raise BadLexicon(f"{names[at].place}: {relation} goes round in a circle: {circle}")
            way[at] = None
            at = parent[at]
        settled.update(way)


def _read_toml(text: str, file: str) -> list[Entry]:
    try:
        tables = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # also a number of thousands of digits
        found = _TOML_LINE.search(str(error))
        line = found.group(1) if found else str(text.count("\n") + 1)
        raise BadLexicon(f"{file}: line {line}: not TOML ({error})") from error
    lines = _Lines(text, file)
    entries = []
    for category, table in tables.items():
        if not isinstance(table, dict):
            raise BadLexicon(f"{lines.place(category)}: {category} stands outside any category")
        entries += [_entry(name, category, value, lines) for name, value in table.items()]
    return entries


def _entry(name: str, category: str, value: object, lines: _Lines) -> Entry:
    fields: Mapping[str, object] = value if isinstance(value, dict) else {"aliases": value}
    place = lines.place(name)
    unknown = sorted(set(fields) - _FIELDS)
    if unknown:
        raise BadLexicon(f"{place}: {name} has a field {unknown[0]}; known are {', '.join(sorted(_FIELDS))}")

    def strings(field: str) -> tuple[str, ...]:
        found = fields.get(field, [])
        if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
            raise BadLexicon(f"{place}: {field} of {name} must be a list of strings")
        return tuple(str(item) for item in found)

    def one(field: str) -> str | None:
        found = fields.get(field)
        if found is not None and not isinstance(found, str):
            raise BadLexicon(f"{place}: {field} of {name} must be one name")
        return found

    aliases, friends, near = strings("aliases"), strings("not"), strings("unless_near")
    for wording in (name, *aliases, *friends, *near):
        _check_wording(wording, lines.place(name, wording))
    for wording in aliases:
        if (name, *aliases).count(wording) > 1:
            raise BadLexicon(f"{lines.place(name, wording)}: {wording} is given twice for {name}")
    return Entry(
        name, category, aliases, friends, near, one("part_of"), one("succeeds"), strings("related"), place=place
    )


def _read_plain(text: str, file: str) -> list[Entry]:
    category, entries = _DEFAULT_CATEGORY, []
    for number, line in enumerate(map(str.strip, text.splitlines()), 1):
        place = f"{file}: line {number}"
        if line.startswith("#"):
            continue
        if not line:
            raise BadLexicon(f"{place}: empty; write one formulation a line, or # before a comment")
        if line.startswith("[") and line.endswith("]"):
            category = line.strip("[]").strip()
            continue
        name, *aliases = (part.strip() for part in line.split("|"))
        for wording in (name, *aliases):
            _check_wording(wording, place)
        if len({name, *aliases}) <= len(aliases):
            raise BadLexicon(f"{place}: a wording of {name} is given twice")
        entries.append(Entry(name, category, tuple(aliases), place=place))
    return entries


def _check_wording(wording: str, place: str) -> None:
    shown = wording if len(wording) <= 20 else f"{wording[:20]}…"
    if not theme_key(wording):
        raise BadLexicon(f"{place}: an empty wording would be found everywhere")
    if len(wording) > LONGEST_WORDING:
        raise BadLexicon(
            f"{place}: {shown} has {len(wording):,} characters; {LONGEST_WORDING} are the most for a wording"
        )
    if _PATTERN_SIGNS.search(wording):
        raise BadLexicon(f"{place}: {shown} looks like a regular expression; wordings are plain text")
    if len(theme_key(wording)) < 2:
        raise BadLexicon(f"{place}: {shown} is a single character; give at least two")


class _Lines:
    """Where in a TOML file a string stands, for messages; tomllib itself keeps no positions."""

    def __init__(self, text: str, file: str) -> None:
        self._file = file
        self._lines = text.splitlines()
        self._starts = dict(self._keys())

    def _keys(self) -> Iterator[tuple[str, int]]:
        for number, line in enumerate(self._lines, 1):
            found = re.match(r"""\s*(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*=""", line)
            if found:
                yield next(group for group in found.groups() if group is not None), number

    def place(self, name: str, wording: str | None = None) -> str:
        start = self._starts.get(name, 1)
        if wording is not None and wording != name:
            for number in range(start, len(self._lines) + 1):
                if wording in self._lines[number - 1]:
                    return f"{self._file}: line {number}"
        return f"{self._file}: line {start}"


def themes_of(entries: Iterable[Entry]) -> tuple[Theme, ...]:
    """The themes of `entries`, in their order."""
    return tuple(entry.theme for entry in entries)
